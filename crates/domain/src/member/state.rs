//! The state that [`super::step`] reads and changes.

use super::counters::{Failures, Limits};
use super::event::Event;
use super::status::Status;
use crate::clock::Timestamp;
use crate::reason::{Actor, Reason};

/// How far the latest run has come; all false again when a run begins.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "MX tells four independent facts")]
pub struct Processed {
    pub is_authenticated: bool,
    pub accounts: bool,
    pub transactions: bool,
    pub account_numbers: bool,
}

/// How a member comes into being.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    WithCredentials,
    /// To be authorised at the institution's own page.
    Oauth,
    Manual,
    /// Without credentials.
    Imported,
}

impl Origin {
    /// The fact that is recorded.
    pub const fn event(self) -> Event {
        match self {
            Self::WithCredentials => Event::CreatedWithCredentials,
            Self::Oauth => Event::CreatedOauth,
            Self::Manual => Event::CreatedManual,
            Self::Imported => Event::ImportedWithoutCredentials,
        }
    }
}

/// Where a member stands.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts, each with its own rule in step()")]
pub struct State {
    pub status: Status,
    pub status_since: Timestamp,
    /// The fine cause; independent of the status.
    pub reason: Option<Reason>,
    /// Under DISABLED: the status that comes back, and its reason.
    pub prior: Option<Status>,
    pub prior_reason: Option<Reason>,
    /// Who paused or closed the member.
    pub decided_by: Option<Actor>,
    /// A run is open. Turns false in the same change that sets its end status.
    pub is_being_aggregated: bool,
    pub processed: Processed,
    /// Refusals in a row, whoever typed; only an acceptance resets.
    pub refusals_in_row: u32,
    /// Refusals of the credentials held now.
    pub refusals_of_credentials: u32,
    /// Wrong answers in a row, over all runs; an acceptance or a new login resets.
    pub wrong_answers_in_row: u32,
    pub failures: Failures,
    /// Runs without a person begun since the last success; what back-off goes by. What a person tries delays nothing.
    pub tries_in_row: u32,
    /// The open run, or the last one, was asked a question.
    pub is_asked: bool,
    /// Successes in a row that needed an answer.
    pub asked_in_row: u32,
    /// When the open run counts as slow; none when nobody is present, once it is signed in or waits for an answer.
    pub slow_at: Option<Timestamp>,
    /// No run without a person until one with a person succeeded.
    pub foreground_only: bool,
    /// The credentials held have been accepted at least once; unproven ones are never tried at night.
    pub credentials_proven: bool,
    pub holds_credentials: bool,
    /// Raised with every new set of credentials; answers to an older set change nothing.
    pub generation: i64,
    pub created_at: Timestamp,
    /// The end of the latest run.
    pub aggregated_at: Option<Timestamp>,
    pub successfully_aggregated_at: Option<Timestamp>,
    /// What the two weeks count from: the last success, or the creation; time under DISABLED does not count.
    pub without_success_since: Timestamp,
}

impl State {
    /// A member that has just come into being.
    pub fn created(origin: Origin, now: Timestamp) -> Self {
        let (status, reason, holds_credentials) = match origin {
            Origin::WithCredentials => (Status::Created, Reason::New, true),
            Origin::Oauth => (Status::Pending, Reason::OauthPending, false),
            Origin::Manual => (Status::Manual, Reason::ManualNoCredentials, false),
            Origin::Imported => (Status::Imported, Reason::CredentialsNeverGiven, false),
        };
        Self {
            status,
            status_since: now,
            reason: Some(reason),
            prior: None,
            prior_reason: None,
            decided_by: None,
            is_being_aggregated: false,
            processed: Processed::default(),
            refusals_in_row: 0,
            refusals_of_credentials: 0,
            wrong_answers_in_row: 0,
            failures: Failures::default(),
            tries_in_row: 0,
            is_asked: false,
            asked_in_row: 0,
            slow_at: None,
            foreground_only: false,
            credentials_proven: false,
            holds_credentials,
            generation: 1,
            created_at: now,
            aggregated_at: None,
            successfully_aggregated_at: None,
            without_success_since: now,
        }
    }

    /// Whether the person must give credentials or consent before anything can run (MX's `needs_updated_credentials`).
    pub fn needs_updated_credentials(&self) -> bool {
        matches!(self.status, Status::Prevented | Status::Denied | Status::Impaired | Status::Imported)
    }

    /// Who must act now.
    pub fn actor(&self) -> Actor {
        match self.reason {
            // A pause or an end is undone by whoever decided it.
            Some(Reason::PausedByOperator) => self.decided_by.unwrap_or(Actor::Operator),
            Some(reason) => reason.actor(),
            None => self.status.actor(),
        }
    }

    /// Whether the connection works and yet something wants attention.
    pub fn needs_attention(&self) -> bool {
        self.status == Status::Connected && self.reason.is_some_and(Reason::is_attention)
    }

    /// Whether the bank wants a code at every login: learned, until a run passes without one.
    pub fn wants_code(&self, limits: &Limits) -> bool {
        self.asked_in_row >= limits.codes_in_row
    }

    /// Whether the last run ended without success.
    pub fn is_failing(&self) -> bool {
        self.aggregated_at.is_some() && self.aggregated_at != self.successfully_aggregated_at
    }

    /// The member once its person has come back from the institution's page with a code: a run is open that exchanges it.
    ///
    /// What was under way with the consent before it says nothing any more.
    #[must_use]
    pub fn with_consent_returned(mut self) -> Self {
        self.is_being_aggregated = true;
        self.processed = Processed::default();
        self.is_asked = false;
        self.slow_at = None;
        self.generation = self.generation.saturating_add(1);
        self
    }

    /// The member once it has signed in with a consent and nothing is to be read now: no run is open, and none has told of data.
    #[must_use]
    pub fn with_sign_in_over(mut self) -> Self {
        self.is_being_aggregated = false;
        self.slow_at = None;
        self
    }

    /// The member once its run is over, whatever the end was; the events of the run have been stepped through before.
    ///
    /// A run that is over leaves nobody waiting: a status that says "under way" becomes FAILED, with the reason that the end had.
    #[must_use]
    pub fn with_run_over(mut self, now: Timestamp) -> Self {
        self.is_being_aggregated = false;
        self.slow_at = None;
        self.aggregated_at = Some(now);
        if matches!(self.status, Status::Challenged | Status::Resumed | Status::Delayed) {
            self.status = Status::Failed;
            self.status_since = now;
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(status: Status, reason: Reason) -> State {
        let mut state = State::created(Origin::WithCredentials, Timestamp::UNIX_EPOCH);
        state.status = status;
        state.reason = Some(reason);
        state
    }

    #[test]
    fn a_login_is_needed_where_the_person_must_give_one() {
        let needing: Vec<Status> = Status::ALL
            .into_iter()
            .filter(|status| state(*status, Reason::Ok).needs_updated_credentials())
            .collect();
        assert_eq!(needing, [Status::Denied, Status::Prevented, Status::Impaired, Status::Imported]);
    }

    #[test]
    fn attention_is_for_what_works_and_yet_wants_something() {
        for (status, reason, expected) in [
            (Status::Connected, Reason::Ok, false),
            (Status::Connected, Reason::NoAccounts, true),
            (Status::Connected, Reason::NewAccountNotShared, true),
            (Status::Connected, Reason::RateLimited, false),
            (Status::Created, Reason::ConsentExpiring, false),
        ] {
            assert_eq!(state(status, reason).needs_attention(), expected, "{status:?} {reason:?}");
        }
    }

    #[test]
    fn who_must_act_follows_from_reason_decision_and_status() {
        assert_eq!(state(Status::Denied, Reason::CredentialsRejected).actor(), Actor::User);
        let mut paused = state(Status::Disabled, Reason::PausedByOperator);
        assert_eq!(paused.actor(), Actor::Operator);
        paused.decided_by = Some(Actor::User);
        assert_eq!(paused.actor(), Actor::User);
        paused.reason = None;
        assert_eq!(paused.actor(), Status::Disabled.actor());
    }

    #[test]
    fn a_run_without_success_makes_it_failing() {
        let mut one = state(Status::Connected, Reason::Ok);
        assert!(!one.is_failing(), "nothing has run");
        one.aggregated_at = Some(Timestamp::UNIX_EPOCH);
        assert!(one.is_failing());
        one.successfully_aggregated_at = one.aggregated_at;
        assert!(!one.is_failing());
    }
}
