//! Why a use case refused or failed.

use domain::credential::Stray;
use domain::id::MemberGuid;
use domain::member::{Status, possible_now};
use domain::reason::Reason;
use domain::run::RunKind;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It does not exist, or belongs to another client; the two look the same.
    #[error("{0} not found")]
    NotFound(&'static str),
    /// A field cannot be what it is.
    #[error("{field} {problem}")]
    Invalid { field: String, problem: String },
    /// A description of an institution is wrong: which one, and what is wrong with it.
    #[error("{which}: {flaw}")]
    Description { which: String, flaw: String },
    /// A file that cannot be read: what is wrong with it, and what to do.
    #[error("{0}")]
    File(connectors::files::Flaw),
    /// Something else has this value, which only one may have.
    #[error("{field} is taken")]
    Taken { field: &'static str },
    /// The same login at the same institution is connected already.
    #[error("this login is connected already as {0}")]
    MemberExists(MemberGuid),
    /// A run of another kind is open.
    #[error("a run of kind {} is open", .0.name())]
    RunOpen(RunKind),
    /// Not in the state the thing is in; and what is possible now, as the names of commands.
    #[error("{why}")]
    Impossible { why: String, possible: Vec<&'static str> },
    /// What was typed begins or ends with a space, or holds something invisible; nothing was sent.
    #[error("{field} has a {}", stray.name())]
    Stray { field: String, stray: Stray },
    /// The idempotency key was used for another request.
    #[error("the idempotency key was used for another request")]
    OtherRequest,
    /// The very login that the institution refused so often that it is not sent any more.
    #[error("this login was refused several times and is not sent again")]
    RefusedBefore,
    /// The same was asked for a moment ago, or often.
    #[error("this was asked for a moment ago; wait a little")]
    TooSoon,
    /// What this was to be done under, a person has withdrawn.
    #[error("the consent has been withdrawn")]
    ConsentWithdrawn,
    /// The institution's own page cannot be reached now.
    #[error("the institution's page cannot be reached ({})", .0.name())]
    Unreachable(Reason),
    /// Others bring so many files that this one cannot be read now.
    #[error("as many files are read as can be read at once")]
    Busy,
    /// Changed by others again and again.
    #[error("changed by others at the same time, again and again")]
    Contended,
    #[error("the store failed")]
    Store(#[from] store::Error),
}

impl Error {
    /// The database cannot be reached now: what failed may work in a moment.
    pub fn is_outage(&self) -> bool {
        matches!(self, Self::Store(store::Error::Connect(_) | store::Error::Stopped | store::Error::Unknown))
    }

    /// Impossible for a member in this status.
    pub(crate) fn impossible(why: impl Into<String>, status: Status) -> Self {
        Self::Impossible { why: why.into(), possible: possible_now(status) }
    }

    /// Impossible for something that is no member.
    pub(crate) fn not_now(why: impl Into<String>) -> Self {
        Self::Impossible { why: why.into(), possible: Vec::new() }
    }

    pub(crate) fn invalid(field: impl Into<String>, problem: impl Into<String>) -> Self {
        Self::Invalid { field: field.into(), problem: problem.into() }
    }
}

/// An error as the log takes it: with the chain of its causes.
pub(crate) fn as_cause<E: std::error::Error + 'static>(error: &E) -> &(dyn std::error::Error + 'static) {
    error
}
