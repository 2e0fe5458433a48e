//! What is the matter with one connection, who must act, and what to do first, second and third.
//!
//! [`diagnose`] decides from [`Facts`]; [`detect`] sees what today takes a support ticket to find out; [`words`] says it in a
//! language.

mod detect;
mod remedies;
pub mod words;

pub use detect::{FINDINGS, Finding, Thresholds, detect};
pub use remedies::{Advice, BROWSERS, Experience, PLATFORMS, Visitor};

use crate::clock::Timestamp;
use crate::id::RunGuid;
use crate::member::counters::Limits;
use crate::member::{Event, State, Status};
use crate::reason::{Actor, Reason};

/// Everything that a diagnosis goes by.
#[derive(Debug, Clone)]
pub struct Facts<'a> {
    pub now: Timestamp,
    pub state: &'a State,
    pub limits: &'a Limits,
    /// The institution's code.
    pub institution: &'a str,
    pub is_oauth: bool,
    /// The latest events of the member, oldest first.
    pub history: &'a [Fact],
    /// How runs of all members at the institution ended lately.
    pub health: Health,
    /// Other entries of the same bank.
    pub siblings: &'a [Sibling],
    /// Which field of the login held begins or ends with a space or holds something invisible.
    pub stray_field: Option<&'a str>,
    /// What people said of remedies for this reason.
    pub experience: &'a [Experience],
    pub visitor: Visitor<'a>,
}

/// An event of the member's history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fact {
    pub event: Event,
    pub reason: Option<Reason>,
    pub run: Option<RunGuid>,
    pub at: Timestamp,
}

/// How runs at an institution ended within [`Thresholds::outage_within`], counted in members.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Health {
    /// Members whose latest run ended with a technical failure.
    pub failing: u32,
    /// Members whose latest run ended otherwise.
    pub answering: u32,
}

impl Health {
    /// Whether so many fail that it is the institution and not its members.
    pub fn is_outage(self, thresholds: &Thresholds) -> bool {
        let seen = self.failing.saturating_add(self.answering);
        self.failing >= thresholds.outage_members
            && self.failing.saturating_mul(100) >= seen.saturating_mul(thresholds.outage_percent)
    }
}

/// Another entry of the same bank, such as the business one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sibling {
    pub code: String,
    pub name: String,
    pub url: String,
}

/// What it means for the data that is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Data {
    /// Up to date.
    Current,
    /// Stays; nothing new comes until this is settled.
    Kept,
    /// Some of it could not be read.
    Partial,
    /// Nothing has been read yet.
    None,
    /// Stays, and nothing new comes any more.
    Stopped,
    /// Kept by hand.
    Manual,
}

impl Data {
    pub const ALL: &[Self] =
        &[Self::Current, Self::Kept, Self::Partial, Self::None, Self::Stopped, Self::Manual];

    /// The name in the API.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::Kept => "kept",
            Self::Partial => "partial",
            Self::None => "none",
            Self::Stopped => "stopped",
            Self::Manual => "manual",
        }
    }
}

/// What is the matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnosis {
    pub status: Status,
    pub reason: Option<Reason>,
    pub actor: Actor,
    pub needs_attention: bool,
    /// A run is open.
    pub is_running: bool,
    /// Who paused or closed it.
    pub decided_by: Option<Actor>,
    pub findings: Vec<Finding>,
    /// The first step first.
    pub advice: Vec<Advice>,
    pub data: Data,
    /// When the data is from.
    pub data_as_of: Option<Timestamp>,
}

/// What is the matter with a connection, and what to do.
pub fn diagnose(facts: &Facts<'_>) -> Diagnosis {
    let state = facts.state;
    let findings = detect(facts, &Thresholds::default());
    let is_outage = findings.contains(&Finding::InstitutionOutage);
    Diagnosis {
        status: state.status,
        reason: state.reason,
        // Not the person, and not this one connection: the bank.
        actor: if is_outage { Actor::Institution } else { state.actor() },
        needs_attention: state.needs_attention(),
        is_running: state.is_being_aggregated,
        decided_by: state.decided_by,
        advice: remedies::advise(facts, &findings),
        findings,
        data: data(facts),
        data_as_of: state.successfully_aggregated_at,
    }
}

fn data(facts: &Facts<'_>) -> Data {
    let state = facts.state;
    if state.status == Status::Manual {
        Data::Manual
    } else if state.successfully_aggregated_at.is_none() {
        Data::None
    } else if matches!(state.status, Status::Closed | Status::Discontinued) {
        Data::Stopped
    } else if state.status != Status::Connected {
        Data::Kept
    } else if state.reason == Some(Reason::PartialData) {
        Data::Partial
    } else {
        Data::Current
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
