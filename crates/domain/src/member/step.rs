//! One observed fact makes one new state.

use super::counters::{Failures, Limits};
use super::event::Event;
use super::state::{Processed, State};
use super::status::Status;
use super::transition::{Cell, cell};
use crate::clock::Timestamp;
use crate::reason::{Actor, Reason};

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
    /// Whose decision it is; counts for pauses and ends.
    pub by: Actor,
}

impl Observed {
    /// What a source reported: the reason names its event.
    pub const fn reported(reason: Reason, presence: Presence) -> Self {
        Self { event: reason.event(), reason, presence, by: Actor::Source }
    }

    /// What the hub saw by itself.
    pub const fn seen(event: Event, reason: Reason, presence: Presence) -> Self {
        Self { event, reason, presence, by: Actor::Hub }
    }

    /// What somebody decided.
    pub const fn decided(event: Event, reason: Reason, by: Actor) -> Self {
        Self { event, reason, presence: Presence::Foreground, by }
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
    pub why: Why,
}

/// Why an event is impossible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The table says so.
    Status,
    /// It needs a person, and nobody is there.
    NobodyPresent,
    /// The same login was refused before; sending it again could make the bank lock it.
    LoginRefused,
    /// Too many wrong answers in a row; another one could make the bank lock the login.
    AnswersWrong,
}

/// What becomes of a member.
///
/// Total over status × event: every pair gives a state or a refusal. The status comes from the table
/// ([`super::transition`]); here stand the counters and the guards that a cell cannot show.
pub fn step(state: &State, observed: Observed, now: Timestamp, limits: &Limits) -> Result<Step, Refused> {
    let mut next = state.clone();
    let event = count(&mut next, observed, now, limits);
    let refused = |why| Err(Refused { event, status: state.status, why });
    let mut effects = Vec::new();
    let target = match cell(state.status, event) {
        Cell::Refuse => return refused(Why::Status),
        Cell::Ignore => {
            return Ok(Step { state: state.clone(), effects, event, is_ignored: true });
        }
        Cell::KeepInForeground | Cell::Keep => None,
        Cell::Prior => Some(state.prior.unwrap_or(Status::Impaired)),
        Cell::To(status) => guarded(state, event, status, now, limits),
        // A consent that is being exchanged is waited for, however old the member is.
        Cell::Delete if event == Event::PendingOneHourPassed && !is_pending_over(state, now, limits) => None,
        Cell::Delete => {
            effects.extend([Effect::CancelRun, Effect::EraseSecrets, Effect::Delete]);
            None
        }
    };
    if event == Event::AggregationStarted
        && !state.is_being_aggregated
        && let Some(why) = keeps_from_running(state, observed.presence, now, limits)
    {
        return refused(why);
    }
    remember(&mut next, event, observed.reason, target);
    next.reason = cause(state, observed, event, target);
    if let Some(status) = target.filter(|status| *status != state.status) {
        next.status = status;
        next.status_since = now;
    }
    flags(&mut next, event, observed.presence, now, limits);
    decide(&mut next, state, event, observed.by, now);
    if cancels_run(event) {
        effects.push(Effect::CancelRun);
        next.is_being_aggregated = false;
        next.slow_at = None;
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
            next.refusals_of_credentials = next.refusals_of_credentials.saturating_add(1);
            if next.refusals_in_row >= limits.refusals_in_row {
                Event::CredentialsRejectedThrice
            } else {
                Event::CredentialsRejected
            }
        }
        Event::CredentialsRejectedUncounted => {
            next.refusals_of_credentials = next.refusals_of_credentials.saturating_add(1);
            Event::CredentialsRejectedUncounted
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

/// Where the status of the cell depends on more than status and event; none when the member stays as it is.
fn guarded(state: &State, event: Event, status: Status, now: Timestamp, limits: &Limits) -> Option<Status> {
    let is_long = now.duration_since(state.without_success_since) >= limits.without_success;
    let failures = usize::try_from(state.failures.since_success).unwrap_or(usize::MAX);
    if event == Event::SoftFailureThird && is_long {
        // A third failure after two weeks without success skips DEGRADED.
        Some(Status::Disconnected)
    } else if event == Event::TwoWeeksWithoutSuccess && (failures < limits.failures || !is_long) {
        // Two weeks count only together with failures that are enough.
        None
    } else if event == Event::OauthLoginFailed && state.credentials_proven && state.holds_credentials {
        // Another visit to the bank's page came to nothing; the consent that is held is as good as before.
        None
    } else if event == Event::InstitutionRestored && !state.holds_credentials {
        // Without credentials there is nothing to reconnect with.
        Some(Status::Impaired)
    } else {
        Some(status)
    }
}

/// Whether a member that waits for its consent has waited long enough.
fn is_pending_over(state: &State, now: Timestamp, limits: &Limits) -> bool {
    !state.is_being_aggregated && now.duration_since(state.created_at) >= limits.pending
}

/// What keeps a run from beginning although the status would allow it.
pub fn keeps_from_running(state: &State, presence: Presence, now: Timestamp, limits: &Limits) -> Option<Why> {
    let is_paused = || {
        state.aggregated_at.is_some_and(|at| now.duration_since(at) < limits.lock_pause)
            && state.wrong_answers_in_row >= limits.wrong_answers_in_row
    };
    if presence == Presence::Background && !may_run_unattended(state, limits) {
        Some(Why::NobodyPresent)
    } else if state.refusals_of_credentials >= limits.refusals_of_credentials {
        Some(Why::LoginRefused)
    } else if is_paused() {
        Some(Why::AnswersWrong)
    } else {
        None
    }
}

/// Whether a run may begin while nobody is there: the credentials are proven, the status allows it, and no code would be sent to
/// somebody who did not ask for it.
pub fn may_run_unattended(state: &State, limits: &Limits) -> bool {
    state.credentials_proven
        && state.holds_credentials
        && !state.foreground_only
        && !state.wants_code(limits)
        && cell(state.status, Event::AggregationStarted) == Cell::Keep
}

/// Under DISABLED the status stays, and what would have become of the member is remembered.
fn remember(next: &mut State, event: Event, reason: Reason, target: Option<Status>) {
    if target.unwrap_or(next.status) != Status::Disabled {
        next.prior = None;
        next.prior_reason = None;
        return;
    }
    let (status, reason) = if next.status == Status::Disabled {
        // What happens meanwhile does to the former status what it would have done without the pause.
        let passes = matches!(
            event,
            Event::CredentialsMissing
                | Event::CredentialsErased
                | Event::ConsentLost
                | Event::MigratedLoginNeeded
                | Event::MigratedCredentialsKept
                | Event::CredentialsUpdated
                | Event::OauthSucceeded
        );
        match next.prior.filter(|_| passes).map(|prior| cell(prior, event)) {
            Some(Cell::To(status)) => (status, Some(reason)),
            Some(_) | None => return,
        }
    } else {
        match next.status {
            // The pause ends the run, and with it what was waited for.
            Status::Challenged | Status::Resumed => (Status::Expired, Some(Reason::SessionTimeout)),
            Status::Delayed => (Status::Failed, Some(Reason::TemporaryUnspecified)),
            status => (status, next.reason),
        }
    };
    next.prior = Some(status);
    next.prior_reason = reason;
}

/// The reason to show: that of the fact where it decided the status. A fact about an account or a call shows only on a member
/// that is otherwise well; it never hides what somebody must do.
fn cause(state: &State, observed: Observed, event: Event, target: Option<Status>) -> Option<Reason> {
    let is_side_fact = matches!(
        event,
        Event::AccountLevelError
            | Event::RateLimited
            | Event::ConsentExpiring
            | Event::OauthCancelled
            | Event::OauthLoginFailed
    );
    let is_well = matches!(
        state.status,
        Status::Connected
            | Status::Created
            | Status::Updated
            | Status::Pending
            | Status::Challenged
            | Status::Resumed
            | Status::Delayed
    );
    match (event, target) {
        (Event::Unpaused, Some(_)) => state.prior_reason,
        (Event::CredentialsRejectedThrice, Some(_)) => Some(Reason::CredentialsRejectedThrice),
        (Event::SoftFailureThird | Event::TwoWeeksWithoutSuccess, Some(Status::Disconnected)) => {
            Some(Reason::NoSuccessTwoWeeks)
        }
        (Event::SoftFailureThird, Some(_)) => Some(Reason::RepeatedFailures),
        (_, Some(_)) => Some(observed.reason),
        (_, None) if is_side_fact && is_well => Some(observed.reason),
        (_, None) => state.reason,
    }
}

/// What changes beside the status.
fn flags(next: &mut State, event: Event, presence: Presence, now: Timestamp, limits: &Limits) {
    let slow_at = || match presence {
        Presence::Foreground => now.checked_add(limits.slow_after).ok(),
        Presence::Background => None,
    };
    // A run that is open already goes on; its progress stays.
    if event == Event::AggregationStarted && !next.is_being_aggregated {
        next.is_being_aggregated = true;
        next.processed = Processed::default();
        next.is_asked = false;
        if presence == Presence::Background {
            next.tries_in_row = next.tries_in_row.saturating_add(1);
        }
        next.slow_at = slow_at();
    }
    if event == Event::MfaAnswered && next.is_being_aggregated {
        next.slow_at = slow_at();
    }
    if event == Event::MfaDemanded {
        next.is_asked = true;
    }
    if matches!(event, Event::MfaDemanded | Event::RunSlow | Event::CredentialsAccepted) {
        next.slow_at = None;
    }
    if event == Event::MfaWrong {
        next.wrong_answers_in_row = next.wrong_answers_in_row.saturating_add(1);
    }
    let is_accepted = matches!(event, Event::CredentialsAccepted | Event::OauthSucceeded);
    let is_success = matches!(event, Event::AggregationSucceeded | Event::NoAccountsFound);
    if is_accepted || is_success {
        next.refusals_in_row = 0;
        next.refusals_of_credentials = 0;
        next.wrong_answers_in_row = 0;
        next.credentials_proven = true;
    }
    if is_accepted {
        next.holds_credentials = true;
        next.processed.is_authenticated = true;
    }
    if is_success {
        next.failures = Failures::default();
        next.tries_in_row = 0;
        next.asked_in_row = if next.is_asked { next.asked_in_row.saturating_add(1) } else { 0 };
        next.foreground_only = false;
        next.successfully_aggregated_at = Some(now);
        next.without_success_since = now;
    }
    // A question to somebody who is not there, or the source says that there would be one.
    let is_unasked = event == Event::MfaDemanded && presence == Presence::Background;
    if is_unasked || event == Event::CodeAtEveryLogin {
        next.asked_in_row = next.asked_in_row.max(limits.codes_in_row);
    }
    if event == Event::CredentialsUpdated {
        next.generation = next.generation.saturating_add(1);
        next.holds_credentials = true;
        next.credentials_proven = false;
        next.refusals_of_credentials = 0;
        next.wrong_answers_in_row = 0;
    }
    if matches!(event, Event::MigratedCredentialsKept | Event::CodeAtEveryLogin | Event::InstitutionRestored)
    {
        next.foreground_only = true;
    }
    if matches!(event, Event::MigratedLoginNeeded | Event::CredentialsMissing | Event::ConsentLost) {
        next.credentials_proven = false;
    }
    // The last word on the login was a refusal.
    let is_refused = matches!(
        event,
        Event::CredentialsRejected | Event::CredentialsRejectedThrice | Event::CredentialsRejectedUncounted
    );
    if is_refused {
        next.credentials_proven = false;
    }
    // What was held is for a way that is closed.
    if event == Event::MigratedLoginNeeded {
        next.holds_credentials = false;
    }
}

/// Pauses and ends: who decided, and that paused time does not count towards the two weeks.
fn decide(next: &mut State, state: &State, event: Event, by: Actor, now: Timestamp) {
    let is_new = next.status != state.status;
    if is_new && matches!(event, Event::Paused | Event::Closed) {
        next.decided_by = Some(by);
    }
    if matches!(event, Event::Unpaused | Event::Reopened) {
        next.decided_by = None;
    }
    if state.status == Status::Disabled && is_new {
        let paused = now.duration_since(state.status_since);
        next.without_success_since = state.without_success_since.checked_add(paused).unwrap_or(now);
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
            | Event::ConsentLost
            | Event::CredentialsMissing
    )
}

#[cfg(test)]
#[path = "step_tests.rs"]
mod tests;
