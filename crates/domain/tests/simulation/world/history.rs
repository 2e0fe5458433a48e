//! What happened to a member, and what follows from that alone: counted anew here, without looking at what the hub counts.

use domain::clock::Timestamp;
use domain::member::counters::Limits;
use domain::member::transition::{Cell, cell};
use domain::member::{Event, Presence, Status};
use domain::reason::Reason;
use jiff::SignedDuration;
use std::collections::VecDeque;
use std::fmt;

/// Lines that are kept for whoever must find out what went wrong.
const LINES_MAX: usize = 40;

/// A fact as the hub took it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Told {
    pub(crate) at: Timestamp,
    pub(crate) event: Event,
    pub(crate) reason: Reason,
    pub(crate) presence: Presence,
    pub(crate) before: Status,
    pub(crate) after: Status,
    pub(crate) is_ignored: bool,
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = |status: Status| status.name().unwrap_or("none");
        let presence = match self.presence {
            Presence::Foreground => "somebody there",
            Presence::Background => "nobody there",
        };
        let ignored = if self.is_ignored { " (ignored)" } else { "" };
        write!(
            f,
            "{:.0}  {} -> {}  {} ({}, {presence}){ignored}",
            self.at,
            name(self.before),
            name(self.after),
            self.event.name(),
            self.reason.name(),
        )
    }
}

/// The latest facts of a member.
#[derive(Debug, Clone, Default)]
pub(crate) struct History(VecDeque<Told>);

impl History {
    pub(crate) fn push(&mut self, told: Told) {
        // A refresh that went well is one line.
        let is_quiet = |told: &Told| {
            told.presence == Presence::Background
                && !told.is_ignored
                && (told.before, told.after) == (Status::Connected, Status::Connected)
        };
        if told.event == Event::AggregationSucceeded && is_quiet(&told) {
            while self.0.back().is_some_and(is_quiet) {
                self.0.pop_back();
            }
        }
        if self.0.len() >= LINES_MAX {
            self.0.pop_front();
        }
        self.0.push_back(told);
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Told> {
        self.0.iter()
    }
}

/// What the facts add up to.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "facts that are independent of each other")]
pub(crate) struct Ledger {
    pub(crate) refusals_in_row: u32,
    pub(crate) refusals_of_credentials: u32,
    pub(crate) wrong_answers_in_row: u32,
    /// All technical failures since the last success that count.
    pub(crate) failed_at: Vec<Timestamp>,
    pub(crate) tries_in_row: u32,
    pub(crate) asked_in_row: u32,
    is_asked: bool,
    pub(crate) generation: i64,
    /// The credentials held were accepted once.
    pub(crate) is_proven: bool,
    /// The last word on the credentials held was a refusal.
    pub(crate) is_refused: bool,
    pub(crate) foreground_only: bool,
    pub(crate) succeeded_at: Option<Timestamp>,
    /// What the two weeks count from, but for pauses.
    counts_from: Timestamp,
    paused_since: Option<Timestamp>,
    paused: SignedDuration,
    /// What comes back after a pause.
    pub(crate) remembered: Option<Status>,
}

impl Ledger {
    pub(crate) fn new(now: Timestamp) -> Self {
        Self {
            refusals_in_row: 0,
            refusals_of_credentials: 0,
            wrong_answers_in_row: 0,
            failed_at: Vec::new(),
            tries_in_row: 0,
            asked_in_row: 0,
            is_asked: false,
            generation: 1,
            is_proven: false,
            is_refused: false,
            foreground_only: false,
            succeeded_at: None,
            counts_from: now,
            paused_since: None,
            paused: SignedDuration::ZERO,
            remembered: None,
        }
    }

    /// Time without a success, but for pauses.
    pub(crate) fn without_success(&self, now: Timestamp) -> SignedDuration {
        let pausing = self.paused_since.map_or(SignedDuration::ZERO, |since| now.duration_since(since));
        now.duration_since(self.counts_from) - self.paused - pausing
    }

    /// The failures that count towards DEGRADED now, by going through all of them.
    pub(crate) fn recent(&self, limits: &Limits) -> Vec<Timestamp> {
        let mut recent: Vec<Timestamp> = Vec::new();
        for at in &self.failed_at {
            recent.retain(|earlier| at.duration_since(*earlier) <= limits.failures_within);
            if recent.last().is_none_or(|last| at.duration_since(*last) >= limits.failures_apart) {
                recent.push(*at);
            }
            if recent.len() > limits.failures {
                recent.remove(0);
            }
        }
        recent
    }

    /// Whether three failures, each an hour from the next, lie within the 72 hours before `now`.
    pub(crate) fn has_failed_often(&self, now: Timestamp, limits: &Limits) -> bool {
        let mut last: Option<Timestamp> = None;
        let mut count = 0;
        for at in self.failed_at.iter().filter(|at| now.duration_since(**at) <= limits.failures_within) {
            if last.is_none_or(|last| at.duration_since(last) >= limits.failures_apart) {
                (last, count) = (Some(*at), count + 1);
            }
        }
        count >= limits.failures
    }

    /// Takes a fact in; `was_open` when a run was open before.
    pub(crate) fn learn(&mut self, told: Told, was_open: bool, limits: &Limits) {
        self.remember(told);
        match told.event {
            Event::AggregationStarted if !was_open => {
                self.tries_in_row += u32::from(told.presence == Presence::Background);
                self.is_asked = false;
            }
            Event::MfaDemanded => self.is_asked = true,
            Event::MfaWrong => self.wrong_answers_in_row += 1,
            Event::CredentialsRejected | Event::CredentialsRejectedThrice => {
                self.refusals_in_row += 1;
                self.refusals_of_credentials += 1;
                self.is_refused = true;
                self.is_proven = false;
            }
            Event::CredentialsRejectedUncounted => {
                self.refusals_of_credentials += 1;
                self.is_refused = true;
                self.is_proven = false;
            }
            Event::SoftFailure | Event::SoftFailureThird if told.reason.counts_as_failure() => {
                self.failed_at.push(told.at);
            }
            Event::CredentialsAccepted | Event::OauthSucceeded => self.accepted(),
            Event::AggregationSucceeded | Event::NoAccountsFound => {
                self.accepted();
                self.succeeded(told.at);
            }
            Event::CredentialsUpdated => {
                self.generation += 1;
                self.refusals_of_credentials = 0;
                self.wrong_answers_in_row = 0;
                self.is_proven = false;
                self.is_refused = false;
            }
            Event::CredentialsErased
            | Event::Closed
            | Event::MigratedLoginNeeded
            | Event::CredentialsMissing
            | Event::ConsentLost => self.is_proven = false,
            Event::MigratedCredentialsKept | Event::InstitutionRestored => self.foreground_only = true,
            _ => {}
        }
        let is_unasked = told.event == Event::MfaDemanded && told.presence == Presence::Background;
        if is_unasked || told.event == Event::CodeAtEveryLogin {
            self.asked_in_row = self.asked_in_row.max(limits.codes_in_row);
            self.foreground_only |= told.event == Event::CodeAtEveryLogin;
        }
    }

    fn accepted(&mut self) {
        self.refusals_in_row = 0;
        self.refusals_of_credentials = 0;
        self.wrong_answers_in_row = 0;
        self.is_proven = true;
        self.is_refused = false;
    }

    fn succeeded(&mut self, at: Timestamp) {
        self.failed_at.clear();
        self.tries_in_row = 0;
        self.asked_in_row = if self.is_asked { self.asked_in_row + 1 } else { 0 };
        self.foreground_only = false;
        self.succeeded_at = Some(at);
        self.counts_from = at;
        self.paused = SignedDuration::ZERO;
    }

    /// Pauses: how long they are, and what comes back after them.
    fn remember(&mut self, told: Told) {
        let was = told.before == Status::Disabled;
        let is = told.after == Status::Disabled;
        if !was && is {
            self.paused_since = Some(told.at);
            self.remembered = Some(match told.before {
                Status::Challenged | Status::Resumed => Status::Expired,
                Status::Delayed => Status::Failed,
                other => other,
            });
        } else if was && !is {
            let since = self.paused_since.take().unwrap_or(told.at);
            self.paused += told.at.duration_since(since);
        } else if is && told.event == Event::CredentialsUpdated {
            self.remembered = Some(Status::Updated);
        } else if is && told.event != Event::Paused {
            // What would have become of it, had it not been paused.
            self.remembered = self.remembered.map(|status| match cell(status, told.event) {
                Cell::To(status) => status,
                _ => status,
            });
        }
    }
}
