//! Why a member is in its state, who must act, and what to do.
//!
//! All of it is data: the tables of `data/` become the enums [`Reason`] and [`Remedy`] and the list of [`ProviderCode`]s when this
//! crate is built, and a table with a hole does not build. What people read stands in `texts/`, see [`crate::text`].

mod provider_code;
mod remedy;

pub use provider_code::{PROVIDER_CODES, Phase, ProviderCode, find, lookup};
pub use remedy::{NOTES, Need, Note, Remedy, SUB_STEPS, SubStep};

use crate::member::{Event, Status};
use jiff::SignedDuration;

include!(concat!(env!("OUT_DIR"), "/reasons.rs"));

/// Who must act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Actor {
    /// The person whose connection it is.
    User,
    /// The bank.
    Institution,
    /// The aggregator or channel that the bank is reached through.
    Source,
    /// The developers of the application.
    Client,
    /// Whoever runs this hub.
    Operator,
    /// The hub, by itself.
    Hub,
    /// Nobody: time does it, or nothing is wrong.
    Nobody,
}

impl Actor {
    pub const ALL: &[Self] =
        &[Self::User, Self::Institution, Self::Source, Self::Client, Self::Operator, Self::Hub, Self::Nobody];

    /// The name in API, SQL and logs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Institution => "institution",
            Self::Source => "source",
            Self::Client => "client",
            Self::Operator => "operator",
            Self::Hub => "hub",
            Self::Nobody => "nobody",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.name() == name)
    }
}

/// Whether the hub tries again by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Retry {
    /// Not before somebody has done something.
    Never,
    /// At once, where a person is there.
    Immediate,
    /// After the waits of the reason.
    Backoff,
    /// Only with the person present.
    ForegroundOnly,
}

impl Retry {
    /// The name in API and documents.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::Immediate => "immediate",
            Self::Backoff => "backoff",
            Self::ForegroundOnly => "foreground_only",
        }
    }
}

impl Reason {
    /// Whether it asks for attention although the connection works: shown on a good status.
    pub const fn is_attention(self) -> bool {
        matches!(
            self,
            Self::NoAccounts
                | Self::ConsentScopeMissing
                | Self::ConsentExpiring
                | Self::MigrationPending
                | Self::NewAccountNotShared
        )
    }

    /// Why a visit to the institution's own page came to nothing, in MX's words: the rows `mx,oauth …` of the table read backwards. For
    /// reasons without such a row it says who must act.
    pub const fn oauth_error(self) -> &'static str {
        match (self, self.actor()) {
            (Self::OauthCancelled, _) => "CANCELLED",
            (Self::OauthLoginFailed, _) => "DENIED",
            (Self::OauthTechnical, _) => "SESSION_ERROR",
            (_, Actor::User) => "IMPEDED",
            (_, Actor::Institution) => "PROVIDER_ERROR",
            (_, Actor::Source | Actor::Client | Actor::Operator | Actor::Hub | Actor::Nobody) => {
                "SERVER_ERROR"
            }
        }
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
