//! A world of banks and people, in virtual time and in memory, in which the rules of this crate keep connections alive.
//!
//! [`live`] lets it go on for a while and gives a [`Report`] and the [`rules`] that were broken. What the hub does is only what the
//! crate says: `step`, `with_run_over`, `next_run_at`, `agenda`; the order of events in a run is the engine's ([`case`], [`runs`]).
//! Banks ([`institution`], [`login`]) know nothing of the hub, people ([`acts`], [`consent`]) only what it shows them, and [`rules`]
//! go by the facts alone ([`history`]). The same seed gives the same world.

mod acts;
mod around;
mod case;
mod consent;
mod history;
mod institution;
mod login;
mod member;
mod news;
mod queue;
mod random;
pub(crate) mod report;
pub(crate) mod rules;
mod runs;

use around::{Around, Sample, Samples, Settings};
use case::{Case, DAY};
use domain::clock::Timestamp;
use domain::member::Origin;
use institution::Institution;
use jiff::SignedDuration;
use member::Member;
use queue::{Queue, What, Who};
use random::Random;
use report::{Report, Tally};
use rules::{Broken, BrokenRules, Rule};

/// How large the world is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Size {
    pub(crate) members: u32,
    pub(crate) days: u32,
}

/// What came of it.
#[derive(Debug)]
pub(crate) struct Lived {
    pub(crate) report: Report,
    pub(crate) broken: BrokenRules,
    /// Some of the steps that were taken.
    pub(crate) samples: Vec<Sample>,
}

/// A Thursday; as good as any.
const START: Timestamp = Timestamp::constant(1_767_225_600, 0);
/// People join over the first part of the time.
const JOINING_PERCENT: i32 = 5;

/// Lets a world of that size go on.
pub(crate) fn live(seed: u64, size: Size) -> Lived {
    let end = START + DAY * i32::try_from(size.days).unwrap_or(i32::MAX);
    let mut world = World::new(seed, size, end);
    while let Some((at, what)) = world.around.queue.pop() {
        if at > end {
            break;
        }
        world.around.now = at;
        world.happens(what);
    }
    world.around.now = end;
    world.add_up(size)
}

#[derive(Debug)]
struct World {
    members: Vec<Member>,
    banks: Vec<Institution>,
    around: Around,
}

impl World {
    fn new(seed: u64, size: Size, end: Timestamp) -> Self {
        let mut random = Random::new(seed);
        let mut queue = Queue::default();
        let banks = Institution::all();
        for bank in &banks {
            bank.plan(&mut queue, &mut random, START, end);
        }
        let joining = end.duration_since(START) * JOINING_PERCENT / 100;
        let members = (0..usize::try_from(size.members).unwrap_or(0))
            .map(|member| {
                let who = Who { member, life: 0 };
                let at = START + random.between(SignedDuration::ZERO, joining);
                queue.push(at, What::Join(who));
                born(who, &banks, at, &mut random)
            })
            .collect();
        let around = Around {
            seed,
            now: START,
            random,
            queue,
            settings: Settings::default(),
            tally: Tally::default(),
            broken: BrokenRules::default(),
            samples: Samples::default(),
        };
        Self { members, banks, around }
    }

    fn happens(&mut self, what: What) {
        match what {
            What::Join(who) => self.with(who, |case| {
                case.join();
            }),
            What::Due(who) => self.with(who, |case| {
                if case.member.due_at.is_some_and(|at| at <= case.around.now) {
                    case.due();
                }
            }),
            What::Step { who, run, step } => self.with(who, |case| case.step_run(run, step)),
            What::Answer { who, run, step } => self.with(who, |case| case.answer(run, step)),
            What::React { who, notice } => self.with(who, |case| case.react(notice)),
            What::Whim(who) => self.with(who, |case| {
                case.whim();
            }),
            What::Meddle(who) => self.with(who, |case| {
                if case.member.run.is_some() {
                    case.meddle();
                }
            }),
            What::Returned { who, visit } => self.with(who, |case| case.returned(visit)),
            What::Look(who) => self.with(who, |case| {
                case.check_change();
            }),
            What::News { bank, news } => self.news(bank, news),
        }
    }

    /// Does something with one member, unless it is not there any more.
    fn with(&mut self, who: Who, act: impl FnOnce(&mut Case<'_>)) {
        let Some(member) = self.members.get_mut(who.member) else { return };
        let Some(bank) = self.banks.get_mut(member.bank) else { return };
        if member.who != who {
            return;
        }
        act(&mut Case::new(member, bank, &mut self.around));
        if self.members.get(who.member).is_some_and(|member| member.is_deleted) {
            self.bury(who);
        }
    }

    /// A deleted member leaves its place to another one.
    fn bury(&mut self, who: Who) {
        let Some(member) = self.members.get_mut(who.member) else { return };
        close_books(member, &mut self.around);
        let next = Who { member: who.member, life: who.life + 1 };
        let at = self.around.now + DAY;
        self.around.queue.push(at, What::Join(next));
        *member = born(next, &self.banks, at, &mut self.around.random);
    }

    fn add_up(mut self, size: Size) -> Lived {
        for member in &mut self.members {
            close_books(member, &mut self.around);
        }
        let Around { seed, now, tally, mut broken, samples, .. } = self.around;
        let report =
            Report::new(tally, seed, size.members, samples.seen, &self.banks, now.duration_since(START));
        if let Some(rush) = report.rush.iter().find(|rush| rush.is_herd()) {
            let first = format!("{:?}: seed {seed}, {rush:?}\n", Rule::NoHerd);
            broken.insert(Rule::NoHerd, Broken { members: rush.most, first });
        }
        Lived { report, broken, samples: samples.kept }
    }
}

/// A person who is about to connect a bank.
fn born(who: Who, banks: &[Institution], at: Timestamp, random: &mut Random) -> Member {
    let all: u64 = banks.iter().map(|bank| bank.customers).sum();
    let mut left = random.below(all.max(1));
    let bank = banks.iter().find(|bank| {
        let is_it = left < bank.customers;
        left = left.saturating_sub(bank.customers);
        is_it
    });
    let (number, by_consent) = bank.map_or((0, false), |bank| (bank.number, bank.is_by_consent()));
    let origin = if random.happens(40) {
        Origin::Imported
    } else if by_consent {
        Origin::Oauth
    } else {
        Origin::WithCredentials
    };
    Member::new(who, number, origin, at, random)
}

/// The time in the last status counts too.
fn close_books(member: &Member, around: &mut Around) {
    let now = around.now;
    if member.joined_at > now {
        return;
    }
    around.tally.left(member.shown, now.duration_since(member.shown_since));
    around.tally.lived(now.duration_since(member.joined_at));
    if let Some(since) = member.left_alone_since {
        around.tally.was_left_alone(now.duration_since(since));
    }
}
