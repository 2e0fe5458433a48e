//! One member: the hub's record of it, the bank's, the person, and what the rules go by.

use super::history::{History, Ledger};
use super::login::{Held, Login};
use super::queue::Who;
use super::random::Random;
use super::rules::Rule;
use domain::clock::Timestamp;
use domain::member::{Origin, Presence, State, Status};
use domain::reason::Reason;
use jiff::SignedDuration;

/// The person whose connection it is.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    /// How long they take to react, in the middle.
    pub(crate) delay: SignedDuration,
    /// Does nothing unless it is in front of them.
    pub(crate) is_absent: bool,
    /// So many of a thousand things that they type are wrong.
    pub(crate) slips: u64,
    /// How often they have looked at what they see now.
    pub(crate) looks: u32,
}

impl Person {
    pub(crate) fn new(random: &mut Random) -> Self {
        let minutes = random.one_of(&[2, 10, 30, 120, 600, 1_440, 1_440, 4_320]).unwrap_or(60);
        Self {
            delay: SignedDuration::from_mins(minutes),
            is_absent: random.happens(50),
            slips: random.one_of(&[20, 60, 100, 300]).unwrap_or(60),
            looks: 0,
        }
    }
}

/// Where an open run stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phase {
    SigningIn,
    /// The code that the person brought from the bank's page is being exchanged.
    Exchanging,
    Challenged,
    Answered(Answer),
    Reading,
}

/// What the person's answer is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
    Right,
    Wrong,
    Declined,
    Late,
}

/// An open run.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    pub(crate) number: u32,
    /// Raised with each step, so that what was meant for an earlier one is void.
    pub(crate) step: u32,
    pub(crate) presence: Presence,
    pub(crate) phase: Phase,
    pub(crate) active_since: Timestamp,
    pub(crate) rounds: u32,
    pub(crate) wrong_answers: u32,
    pub(crate) sign_ins: u32,
    pub(crate) has_answered: bool,
    /// What it signs in with.
    pub(crate) held: Option<Held>,
}

/// What people and banks did since a connection stopped working.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "several can have happened")]
pub(crate) struct Trouble {
    pub(crate) since: Timestamp,
    pub(crate) has_moved: bool,
    pub(crate) has_new_login: bool,
    pub(crate) has_new_consent: bool,
    pub(crate) has_visited: bool,
}

impl Trouble {
    pub(crate) const fn new(since: Timestamp) -> Self {
        Self { since, has_moved: false, has_new_login: false, has_new_consent: false, has_visited: false }
    }
}

/// One member.
#[derive(Debug, Clone)]
pub(crate) struct Member {
    pub(crate) who: Who,
    pub(crate) bank: usize,
    pub(crate) joined_at: Timestamp,
    pub(crate) is_deleted: bool,

    // The hub's record.
    pub(crate) state: State,
    pub(crate) next_run_at: Option<Timestamp>,
    pub(crate) is_paced: bool,
    pub(crate) due_at: Option<Timestamp>,
    pub(crate) run: Option<Run>,
    pub(crate) runs: u32,
    /// The credentials or the token that the hub holds.
    pub(crate) vault: Option<Held>,

    pub(crate) login: Login,
    pub(crate) person: Person,
    /// The person is at the bank's page for the n-th time.
    pub(crate) visits: u32,
    /// What the person brought back from there last.
    pub(crate) brought: Option<Held>,

    pub(crate) history: History,
    pub(crate) ledger: Ledger,
    /// What the person saw last, and which notice of it counts.
    pub(crate) seen: (Status, Option<Reason>),
    pub(crate) notices: u32,
    /// Since when it has the status that it has.
    pub(crate) shown: Status,
    pub(crate) shown_since: Timestamp,
    /// Since when nobody does anything about it, and nobody is asked to.
    pub(crate) left_alone_since: Option<Timestamp>,
    pub(crate) trouble: Option<Trouble>,
    /// The last run that ended was a success.
    pub(crate) is_well: bool,
    /// When anything but a successful run last happened.
    pub(crate) disturbed_at: Timestamp,
    /// It failed only because of an outage that is over, and must work again by then.
    pub(crate) heals_by: Option<Timestamp>,
    /// Rules that were broken with it.
    pub(crate) broke: Vec<Rule>,
}

impl Member {
    pub(crate) fn new(who: Who, bank: usize, origin: Origin, now: Timestamp, random: &mut Random) -> Self {
        let state = State::created(origin, now);
        let login = Login::new();
        Self {
            who,
            bank,
            joined_at: now,
            is_deleted: false,
            seen: (state.status, state.reason),
            shown: state.status,
            state,
            next_run_at: None,
            is_paced: false,
            due_at: None,
            run: None,
            runs: 0,
            vault: None,
            login,
            person: Person::new(random),
            visits: 0,
            brought: None,
            history: History::default(),
            ledger: Ledger::new(now),
            notices: 0,
            shown_since: now,
            left_alone_since: None,
            trouble: None,
            is_well: false,
            disturbed_at: now,
            heals_by: None,
            broke: Vec::new(),
        }
    }
}
