//! One observed fact makes one new state.

use super::counters::{Failures, Limits};
use super::event::Event;
use super::state::{Processed, State};
use super::status::Status;
use super::transition::{Cell, cell};
use crate::clock::Timestamp;
use crate::reason::Reason;

/// Whether a person is there to answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Begun by an API call or a page.
    Foreground,
    /// Begun by the scheduler.
    Background,
}

/// A fact, its cause, and whether a person is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Observed {
    pub event: Event,
    pub reason: Reason,
    pub presence: Presence,
}

impl Observed {
    /// What a source reported: the reason names its event.
    pub const fn reported(reason: Reason, presence: Presence) -> Self {
        Self { event: reason.event(), reason, presence }
    }
}

/// What follows from a step besides the new state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// The open run is over and its answers count no more.
    CancelRun,
    /// Credentials, tokens and sessions go.
    EraseSecrets,
    /// The member goes.
    Delete,
}

/// The outcome of [`step`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub state: State,
    pub effects: Vec<Effect>,
    /// The row that decided: the event as observed, or as counted.
    pub event: Event,
    /// The fact came late or twice and changed nothing.
    pub is_ignored: bool,
}

/// The event is impossible in this state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{} is impossible in status {}", event.name(), status.name().unwrap_or("none"))]
pub struct Refused {
    pub event: Event,
    pub status: Status,
}

/// What becomes of a member.
///
/// Total over status × event: every pair gives a state or a refusal. The status comes from the table
/// ([`super::transition`]); here stand the counters and the guards that a cell cannot show.
pub fn step(state: &State, observed: Observed, now: Timestamp, limits: &Limits) -> Result<Step, Refused> {
    let mut next = state.clone();
    let event = count(&mut next, observed, now, limits);
    let refused = Refused { event, status: state.status };
    let mut effects = Vec::new();
    let status = match cell(state.status, event) {
        Cell::Refuse => return Err(refused),
        Cell::Ignore => {
            return Ok(Step { state: state.clone(), effects, event, is_ignored: true });
        }
        Cell::KeepInForeground => match observed.presence {
            Presence::Foreground => state.status,
            Presence::Background => return Err(refused),
        },
        Cell::Keep => state.status,
        Cell::Prior => state.prior.unwrap_or(Status::Impaired),
        Cell::To(status) => guarded(state, event, status, now, limits),
        Cell::Delete => {
            effects.extend([Effect::CancelRun, Effect::EraseSecrets, Effect::Delete]);
            state.status
        }
    };
    remember(&mut next, event, status);
    if status != state.status {
        next.status = status;
        next.status_since = now;
    }
    next.reason = cause(state, observed, event, status);
    flags(&mut next, event, now);
    if cancels_run(event) {
        effects.push(Effect::CancelRun);
        next.is_being_aggregated = false;
    }
    if matches!(event, Event::Closed | Event::CredentialsErased) {
        effects.push(Effect::EraseSecrets);
        next.holds_credentials = false;
        next.credentials_proven = false;
    }
    Ok(Step { state: next, effects, event, is_ignored: false })
}

/// Counts, and turns what was observed into its counted row: the third refusal in a row, the third failure in a short time.
fn count(next: &mut State, observed: Observed, now: Timestamp, limits: &Limits) -> Event {
    match observed.event {
        Event::CredentialsRejected | Event::CredentialsRejectedThrice => {
            next.refusals_in_row = next.refusals_in_row.saturating_add(1);
            if next.refusals_in_row >= limits.refusals_in_row {
                Event::CredentialsRejectedThrice
            } else {
                Event::CredentialsRejected
            }
        }
        Event::SoftFailure | Event::SoftFailureThird => {
            if observed.reason.counts_as_failure() {
                next.failures = next.failures.and_one(now, limits);
            }
            if next.failures.are_many(limits) { Event::SoftFailureThird } else { Event::SoftFailure }
        }
        other => other,
    }
}

/// Where the status of the cell depends on more than status and event.
fn guarded(state: &State, event: Event, status: Status, now: Timestamp, limits: &Limits) -> Status {
    let since_success = now.duration_since(state.successfully_aggregated_at.unwrap_or(state.created_at));
    let failures = usize::try_from(state.failures.since_success).unwrap_or(usize::MAX);
    if event == Event::SoftFailureThird && since_success >= limits.without_success {
        // A third failure after two weeks without success skips DEGRADED.
        Status::Disconnected
    } else if event == Event::TwoWeeksWithoutSuccess && failures < limits.failures {
        // Two weeks count only together with failures that are enough.
        state.status
    } else if event == Event::InstitutionRestored && !state.holds_credentials {
        // Without credentials there is nothing to reconnect with.
        Status::Impaired
    } else {
        status
    }
}

/// Under DISABLED the status stays, and what would have become of the member is remembered.
fn remember(next: &mut State, event: Event, status: Status) {
    if status != Status::Disabled {
        next.prior = None;
        return;
    }
    let would_be = if next.status != Status::Disabled {
        next.status
    } else if matches!(
        event,
        Event::CredentialsMissing
            | Event::CredentialsErased
            | Event::ConsentLost
            | Event::MigratedLoginNeeded
    ) {
        Status::Impaired
    } else if event == Event::MigratedCredentialsKept {
        Status::Reconnected
    } else if event == Event::CredentialsUpdated {
        Status::Updated
    } else if event == Event::OauthSucceeded {
        Status::Connected
    } else {
        return;
    };
    next.prior = Some(would_be);
}

/// The reason to show: that of the fact, unless the fact says nothing about the state the member is in.
fn cause(state: &State, observed: Observed, event: Event, status: Status) -> Option<Reason> {
    let stays = status == state.status;
    // A start and a call too many leave the cause of a lasting state alone.
    let is_silent = matches!(event, Event::AggregationStarted | Event::RateLimited | Event::OauthStarted);
    // A failure that does not show in the status does not show in the reason either.
    let is_hidden = |shows: Status| stays && status != shows;
    let keeps = is_silent
        || (event == Event::RunSlow && is_hidden(Status::Delayed))
        || (event == Event::SoftFailure && is_hidden(Status::Failed))
        || (event == Event::SoftFailureThird && is_hidden(Status::Degraded))
        || (event == Event::OauthLoginFailed && is_hidden(Status::Denied));
    if keeps {
        state.reason
    } else if event == Event::CredentialsRejectedThrice {
        Some(Reason::CredentialsRejectedThrice)
    } else {
        Some(observed.reason)
    }
}

/// What changes beside the status.
fn flags(next: &mut State, event: Event, now: Timestamp) {
    // A run that is open already goes on; its progress stays.
    if event == Event::AggregationStarted && !next.is_being_aggregated {
        next.is_being_aggregated = true;
        next.processed = Processed::default();
    }
    if matches!(event, Event::CredentialsAccepted | Event::OauthSucceeded) {
        next.refusals_in_row = 0;
        next.credentials_proven = true;
        next.holds_credentials = true;
        next.processed.is_authenticated = true;
    }
    if matches!(event, Event::AggregationSucceeded | Event::NoAccountsFound) {
        next.refusals_in_row = 0;
        next.failures = Failures::default();
        next.credentials_proven = true;
        next.foreground_only = false;
        next.successfully_aggregated_at = Some(now);
    }
    if event == Event::CredentialsUpdated {
        next.generation = next.generation.saturating_add(1);
        next.holds_credentials = true;
        next.credentials_proven = false;
    }
    if matches!(event, Event::MigratedCredentialsKept | Event::CodeAtEveryLogin | Event::InstitutionRestored)
    {
        next.foreground_only = true;
    }
    if matches!(event, Event::MigratedLoginNeeded | Event::CredentialsMissing | Event::ConsentLost) {
        next.credentials_proven = false;
    }
}

/// The events after which an open run has no meaning any more.
const fn cancels_run(event: Event) -> bool {
    matches!(
        event,
        Event::CredentialsUpdated
            | Event::CredentialsErased
            | Event::Paused
            | Event::Closed
            | Event::InstitutionDiscontinued
            | Event::MigratedCredentialsKept
            | Event::MigratedLoginNeeded
    )
}

#[cfg(test)]
#[path = "step_tests.rs"]
mod tests;
