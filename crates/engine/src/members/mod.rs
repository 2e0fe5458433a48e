//! Members: connecting, editing, refreshing, answering, removing.

mod create;
mod credentials;
mod decide;
mod diagnose;
mod edit;
mod relocate;
mod removal;
mod resume;
mod start;
mod visit;

pub use create::NewMember;
pub use credentials::{CredentialValue, Strays};
pub use decide::Decision;
pub use diagnose::MemberDiagnosis;
pub(crate) use diagnose::VoiceCache;
pub use edit::MemberEdits;
pub use removal::Removal;
pub use start::{StartRun, Started};
pub use visit::{Comeback, Departure, Leave, Visited};

use crate::change::CONFLICT_RETRIES_MAX;
use crate::events::{About, Told};
use crate::records::{Challenge, Institution, LoginField, Member, Page, PageOf, Run, User};
use crate::runs::AccountQuality;
use crate::{Error, Name, Scope};
use domain::id;
use domain::member::Event;
use domain::reason::Reason;
use std::sync::Arc;
use store::Write;

/// How long it is told that the hub deleted a member by itself.
const GONE_DAYS: i64 = 30;

impl Scope<'_> {
    pub async fn member(&self, user: &User, name: &Name<id::Member>) -> Result<Member, Error> {
        match name {
            Name::Guid(guid) => self.store.member(user.guid, *guid).await?,
            Name::Id(id) => self.store.member_by_id(user.guid, id).await?,
        }
        .ok_or(Error::NotFound("member"))
    }

    /// A member named by its guid alone: what the status read asks, in one look at the database.
    pub async fn member_of(&self, user: id::UserGuid, member: id::MemberGuid) -> Result<Member, Error> {
        self.store.member(user, member).await?.ok_or(Error::NotFound("member"))
    }

    /// Whether the member was deleted because its consent never came, less than [`GONE_DAYS`] ago.
    pub async fn has_expired(&self, user: id::UserGuid, member: id::MemberGuid) -> Result<bool, Error> {
        let last = self.store.latest_facts_of(user, member, 1).await?.pop();
        let kept = jiff::SignedDuration::from_hours(GONE_DAYS * 24);
        Ok(last.is_some_and(|last| {
            last.fact.is_some_and(|fact| fact.event == Event::PendingOneHourPassed.name())
                && self.engine.now().duration_since(last.happened_at) < kept
        }))
    }

    /// The member that tells what this one told, if this one is marked as its duplicate.
    pub async fn duplicate_of(&self, member: &Member) -> Result<Option<id::MemberGuid>, Error> {
        if member.state.reason != Some(Reason::DuplicateConnection) {
            return Ok(None);
        }
        Ok(self.store.duplicate_of(member.user, member.guid).await?)
    }

    pub async fn members(
        &self,
        user: &User,
        use_case: Option<&str>,
        page: Page,
    ) -> Result<PageOf<Member>, Error> {
        Ok(self.store.members(user.guid, use_case, page).await?)
    }

    /// The open questions of a member; empty unless it is CHALLENGED.
    pub async fn challenges(&self, member: &Member) -> Result<Vec<Challenge>, Error> {
        Ok(self.store.challenges(member.user, member.guid).await?)
    }

    /// The newest run of a member.
    pub async fn latest_run(&self, member: &Member) -> Result<Option<Run>, Error> {
        Ok(self.store.latest_run(member.user, member.guid).await?)
    }

    /// What the data of the newest run that read transactions looked like, account by account.
    pub async fn data_quality(&self, member: &Member) -> Result<Option<(Run, Vec<AccountQuality>)>, Error> {
        let run = self.store.latest_judged_run(member.user, member.guid).await?;
        Ok(run.map(|run| {
            let accounts = crate::runs::accounts_of(&run);
            (run, accounts)
        }))
    }

    /// The institution of a member.
    pub async fn institution_of(&self, member: &Member) -> Result<Arc<Institution>, Error> {
        self.engine.institution(&Name::Id(member.institution_code.clone())).await
    }

    /// The fields of the form that the member's credentials fill in; never their values.
    pub async fn member_credentials(&self, member: &Member) -> Result<Vec<LoginField>, Error> {
        let links = self.store.links(member.user, member.guid).await?;
        let sources = self.engine.institution_sources(&member.institution_code).await?;
        let active = links.first().map(|link| link.source.as_str());
        let form = sources.iter().find(|source| Some(source.source.as_str()) == active).or(sources.first());
        Ok(form.map(|source| source.login_form.clone()).unwrap_or_default())
    }

    /// Removes a member with its accounts.
    pub async fn delete_member(&self, user: &User, name: &Name<id::Member>) -> Result<(), Error> {
        let member = self.member(user, name).await?;
        self.remove_member(user, &member, Vec::new()).await
    }

    /// Removes a member and keeps its accounts, with what was read of them; full numbers and owners go. Connecting the institution again
    /// takes them over. Of accounts made by hand nothing can be kept.
    pub async fn delete_member_keeping_history(
        &self,
        user: &User,
        name: &Name<id::Member>,
    ) -> Result<(), Error> {
        for _ in 0..CONFLICT_RETRIES_MAX {
            let member = self.member(user, name).await?;
            if member.is_manual() {
                return Err(Error::not_now("accounts made by hand have no connection that could be removed"));
            }
            let kept = self.keep_accounts(user, &member).await?;
            match self.remove_member(user, &member, kept).await {
                // Somebody else made the manual member at the same moment, or removed this one.
                Err(Error::NotFound("member")) => {}
                other => return other,
            }
        }
        Err(Error::Contended)
    }

    async fn remove_member(&self, user: &User, member: &Member, first: Vec<Write>) -> Result<(), Error> {
        let farewell = member
            .is_oauth
            .then(|| store::farewells::keep(self.client, user.guid, member.guid, self.engine.now()));
        let delete = store::members::delete(self.client, user.guid, member.guid);
        let (mut told, now) = (Told::default(), self.engine.now());
        let state = &member.state;
        let (deleted, about) = ((Event::Deleted, None), About::member(member));
        self.engine.tell_step(&mut told, about, deleted, (Some(state), state), now);
        let touch = store::verifications::touch(self.client, user.guid, now);
        let told = told.into_writes(self.client, now);
        let writes = first.into_iter().chain(farewell).chain([delete, touch]).chain(told);
        match self.engine.store.commit(writes.collect()).await {
            Ok(_) => Ok(()),
            Err(store::Error::Conflict(_)) => Err(Error::NotFound("member")),
            Err(error) => Err(error.into()),
        }
    }
}
