//! The institutions of this world: what each is like, and what happens to it.

use super::queue::{News, Queue, What};
use super::random::Random;
use domain::clock::Timestamp;
use domain::reason::Reason;
use jiff::SignedDuration;

/// How an institution lets the hub in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    /// By the person's password.
    Login,
    /// By a consent given at the institution's page.
    Consent,
    /// The same, and the new consent ends the one before.
    OnlyConsent,
}

/// When an institution asks for a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Code {
    Never,
    Seldom,
    EveryLogin,
    /// Seldom, and before it says what it thinks of the password.
    BeforeJudging,
    /// Seldom, and then twice.
    Twice,
}

/// What is particular.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Nature {
    Steady,
    /// Closed for four hours each week.
    Maintained,
    /// Wants new terms accepted once in a while.
    SendsTerms,
    /// No source covers it for a while.
    Discontinued,
    MovesWithLogins,
    MovesWithoutLogins,
    /// Wants to be left alone for two hours each week.
    LimitsCalls,
    Slow,
    /// When it is ill, it calls good logins wrong.
    MistakesLogins,
    /// Is out for nearly three weeks once.
    LongOutage,
    /// Refuses without saying that it is the password.
    Vague,
}

/// How many institutions, how many of a thousand customers each, and what they are like.
const KINDS: &[(u32, u64, Access, Code, Nature)] = &[
    (1, 275, Access::Login, Code::Never, Nature::Steady),
    (4, 20, Access::Login, Code::Never, Nature::Steady),
    (9, 20, Access::Login, Code::Seldom, Nature::Steady),
    (4, 20, Access::Login, Code::EveryLogin, Nature::Steady),
    (2, 20, Access::Login, Code::BeforeJudging, Nature::Steady),
    (1, 20, Access::Login, Code::Twice, Nature::Steady),
    (3, 15, Access::Login, Code::Seldom, Nature::SendsTerms),
    (3, 15, Access::Login, Code::Never, Nature::Maintained),
    (2, 20, Access::Consent, Code::Never, Nature::Steady),
    (1, 20, Access::OnlyConsent, Code::Never, Nature::Steady),
    (1, 20, Access::OnlyConsent, Code::Never, Nature::Slow),
    (1, 15, Access::Consent, Code::Never, Nature::SendsTerms),
    (1, 20, Access::Login, Code::Seldom, Nature::Discontinued),
    (1, 20, Access::Login, Code::Seldom, Nature::MovesWithLogins),
    (1, 20, Access::Login, Code::Seldom, Nature::MovesWithoutLogins),
    (1, 20, Access::Login, Code::Never, Nature::LimitsCalls),
    (1, 20, Access::Login, Code::Seldom, Nature::Slow),
    (1, 20, Access::Login, Code::Never, Nature::MistakesLogins),
    (1, 20, Access::Login, Code::Never, Nature::LongOutage),
    (1, 20, Access::Login, Code::Seldom, Nature::Vague),
];

/// What an outage is reported as.
const OUTAGES: &[Reason] = &[
    Reason::InstitutionDown,
    Reason::InstitutionNotResponding,
    Reason::InstitutionError,
    Reason::InstitutionBlocksUs,
    Reason::ConnectionBeingBuilt,
    Reason::ProviderError,
    Reason::ProviderMaintenance,
    Reason::NetworkError,
    Reason::TemporaryUnspecified,
    Reason::Unknown,
];

/// What an outage hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hits {
    SignIn,
    Reading,
    /// Good logins are called wrong.
    Logins,
}

/// An outage under way.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Outage {
    pub(crate) reason: Reason,
    pub(crate) hits: Hits,
    /// When the institution asks to be left alone until.
    pub(crate) retry_at: Option<Timestamp>,
}

/// Background runs that begin at one institution.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Starts {
    minute: i64,
    in_minute: u32,
    pub(crate) total: u32,
    /// In the busiest minute, and when that was.
    pub(crate) most: u32,
    pub(crate) most_at: Timestamp,
}

impl Starts {
    pub(crate) fn one_more(&mut self, now: Timestamp) {
        let minute = now.as_second() / 60;
        self.in_minute = if minute == self.minute { self.in_minute + 1 } else { 1 };
        self.minute = minute;
        self.total += 1;
        if self.in_minute > self.most {
            (self.most, self.most_at) = (self.in_minute, now);
        }
    }
}

/// One institution.
#[derive(Debug)]
pub(crate) struct Institution {
    pub(crate) number: usize,
    pub(crate) customers: u64,
    pub(crate) access: Access,
    pub(crate) code: Code,
    pub(crate) nature: Nature,
    pub(crate) outage: Option<Outage>,
    pub(crate) is_gone: bool,
    /// When something last began or ended here.
    pub(crate) changed_at: Timestamp,
    /// When the next background run may begin.
    pub(crate) free_at: Timestamp,
    pub(crate) starts: Starts,
}

impl Institution {
    pub(crate) fn all() -> Vec<Self> {
        KINDS
            .iter()
            .flat_map(|kind| std::iter::repeat_n(kind, usize::try_from(kind.0).unwrap_or(1)))
            .enumerate()
            .map(|(number, &(_, customers, access, code, nature))| Self {
                number,
                customers,
                access,
                code,
                nature,
                outage: None,
                is_gone: false,
                changed_at: Timestamp::MIN,
                free_at: Timestamp::MIN,
                starts: Starts::default(),
            })
            .collect()
    }

    pub(crate) fn is_by_consent(&self) -> bool {
        self.access != Access::Login
    }

    pub(crate) fn is_up(&self) -> bool {
        self.outage.is_none() && !self.is_gone
    }

    /// What is going to happen here.
    pub(crate) fn plan(&self, queue: &mut Queue, random: &mut Random, start: Timestamp, end: Timestamp) {
        let bank = self.number;
        let mut put = |at: Timestamp, news| queue.push(at, What::News { bank, news });
        put(start + random.wait(OUTAGE_EVERY), News::OutageBegins);
        let within = |random: &mut Random, from: i32, to: i32| {
            let part = |percent: i32| end.duration_since(start) * percent / 100;
            start + random.between(part(from), part(to))
        };
        match self.nature {
            Nature::Maintained | Nature::LimitsCalls => {
                put(start + random.between(SignedDuration::ZERO, WEEK), News::WindowBegins);
            }
            Nature::SendsTerms => put(start + random.wait(TERMS_EVERY), News::Terms),
            Nature::Discontinued => {
                put(within(random, 40, 50), News::Discontinued);
                put(within(random, 60, 70), News::Restored);
            }
            Nature::MovesWithLogins | Nature::MovesWithoutLogins => put(within(random, 40, 60), News::Moves),
            Nature::LongOutage => put(within(random, 30, 60), News::LongOutageBegins),
            Nature::Steady | Nature::Slow | Nature::MistakesLogins | Nature::Vague => {}
        }
    }

    /// Begins what the news say, unless something is under way already; gives when it ends.
    pub(crate) fn fall_ill(&mut self, news: News, now: Timestamp, random: &mut Random) -> Option<Timestamp> {
        if self.outage.is_some() {
            return None;
        }
        let hours = SignedDuration::from_hours;
        let (reason, hits, takes) = match (news, self.nature) {
            (News::LongOutageBegins, _) => (Reason::InstitutionDown, Hits::SignIn, hours(19 * 24)),
            (News::WindowBegins, Nature::LimitsCalls) => (Reason::RateLimited, Hits::SignIn, hours(2)),
            (News::WindowBegins, _) => (Reason::InstitutionMaintenance, Hits::SignIn, hours(4)),
            (_, Nature::MistakesLogins) => (Reason::CredentialsRejected, Hits::Logins, random.wait(hours(1))),
            (_, _) => {
                let hits = if random.happens(250) { Hits::Reading } else { Hits::SignIn };
                let reason = random.one_of(OUTAGES).unwrap_or(Reason::InstitutionDown);
                (reason, hits, random.wait(hours(3)).min(hours(14)))
            }
        };
        let until = now + takes;
        let retry_at = (reason == Reason::RateLimited).then_some(until);
        self.outage = Some(Outage { reason, hits, retry_at });
        self.changed_at = now;
        Some(until)
    }

    /// How long it takes to answer a sign-in.
    pub(crate) fn latency(&self, random: &mut Random) -> SignedDuration {
        let mins = SignedDuration::from_mins;
        let secs = SignedDuration::from_secs;
        match (self.nature, random.below(100)) {
            (Nature::Slow, 0..5) => random.between(mins(10), mins(45)),
            (Nature::Slow, 5..30) | (_, 0) => random.between(mins(1), mins(10)),
            (_, _) => random.between(secs(2), secs(20)),
        }
    }
}

pub(crate) const OUTAGE_EVERY: SignedDuration = SignedDuration::from_hours(20 * 24);
pub(crate) const TERMS_EVERY: SignedDuration = SignedDuration::from_hours(40 * 24);
pub(crate) const WEEK: SignedDuration = SignedDuration::from_hours(7 * 24);
