//! The state that [`super::step`] reads and changes.

use super::counters::Failures;
use super::event::Event;
use super::status::Status;
use crate::clock::Timestamp;
use crate::reason::Reason;

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
    /// Under DISABLED: the status that comes back.
    pub prior: Option<Status>,
    pub status_since: Timestamp,
    /// The fine cause; independent of the status.
    pub reason: Option<Reason>,
    /// A run is open. Turns false in the same change that sets its end status.
    pub is_being_aggregated: bool,
    pub processed: Processed,
    /// Refusals in a row, whoever typed; only an acceptance resets.
    pub refusals_in_row: u32,
    pub failures: Failures,
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
            prior: None,
            status_since: now,
            reason: Some(reason),
            is_being_aggregated: false,
            processed: Processed::default(),
            refusals_in_row: 0,
            failures: Failures::default(),
            foreground_only: false,
            credentials_proven: false,
            holds_credentials,
            generation: 1,
            created_at: now,
            aggregated_at: None,
            successfully_aggregated_at: None,
        }
    }

    /// Whether the person must give credentials or consent before anything can run (MX's `needs_updated_credentials`).
    pub fn needs_updated_credentials(&self) -> bool {
        matches!(self.status, Status::Prevented | Status::Denied | Status::Impaired | Status::Imported)
    }

    /// The member once its run is over, whatever the end was; the events of the run have been stepped through before.
    #[must_use]
    pub fn with_run_over(mut self, now: Timestamp) -> Self {
        self.is_being_aggregated = false;
        self.aggregated_at = Some(now);
        self
    }
}
