//! What people decide about a member: pausing, closing, and undoing either; withdrawing a login.

use crate::change::{CONFLICT_RETRIES_MAX, Change, impossible};
use crate::records::{Member, User};
use crate::{Error, Name, Scope};
use domain::id;
use domain::member::{Event, Observed};
use domain::reason::{Actor, Reason};

/// A decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Nothing is read until it is undone; the former status comes back.
    Pause,
    Unpause,
    /// The connection ends: its secrets go at once, its data stays.
    Close,
    /// It may be connected again, with a new login.
    Reopen,
    /// The login goes; the connection waits for a new one.
    EraseCredentials,
}

impl Decision {
    const fn fact(self) -> (Event, Reason) {
        match self {
            Self::Pause => (Event::Paused, Reason::PausedByOperator),
            Self::Unpause => (Event::Unpaused, Reason::Ok),
            Self::Close => (Event::Closed, Reason::ClosedBySomeone),
            Self::Reopen => (Event::Reopened, Reason::CredentialsMissing),
            Self::EraseCredentials => (Event::CredentialsErased, Reason::CredentialsMissing),
        }
    }
}

impl Scope<'_> {
    /// Carries a decision out; deciding the same twice changes nothing.
    pub async fn decide(
        &self,
        user: &User,
        name: &Name<id::Member>,
        decision: Decision,
        by: Actor,
    ) -> Result<Member, Error> {
        let (event, reason) = decision.fact();
        let member = self.member(user, name).await?;
        self.observe(member, Observed::decided(event, reason, by)).await
    }

    /// A fact about a member, with all that follows from it.
    pub(crate) async fn observe(&self, member: Member, observed: Observed) -> Result<Member, Error> {
        let (user, guid) = (member.user, member.guid);
        for _ in 0..CONFLICT_RETRIES_MAX {
            let member = self.store.member(user, guid).await?.ok_or(Error::NotFound("member"))?;
            let open = self.store.open_run(user, guid).await?;
            let mut change = Change::new(self.engine, member);
            change.observe(observed, open.as_ref().map(|run| run.guid)).map_err(impossible)?;
            if let Some(open) = open.filter(|_| change.cancels_run() && !change.deletes()) {
                change.end_run(open);
            }
            let mut member = change.member.clone();
            match self.engine.store.commit(change.into_writes()).await {
                Ok(_) => {
                    self.engine.store.database().wake();
                    member.version += 1;
                    return Ok(member);
                }
                Err(store::Error::Conflict(_)) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(Error::Contended)
    }
}
