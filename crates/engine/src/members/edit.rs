//! Editing a member: what the client says of it, and new credentials.

use super::create::in_member;
use super::credentials::{self, CredentialValue, Strays};
use crate::change::{CONFLICT_RETRIES_MAX, Change, impossible};
use crate::records::{IdempotencyKey, Member, User};
use crate::{Error, Name, Scope};
use connectors::{Grant, Secret};
use domain::id;
use domain::member::{Event, Observed, Presence, Status};
use domain::reason::{Actor, Reason};
use domain::run::RunKind;
use store::links::{self, Link};
use store::pages::consents::{self, ConsentGuid};
use store::{idempotency, runs};

/// What to change; what is absent stays.
#[derive(Debug, Clone, Default)]
pub struct MemberEdits {
    pub id: Option<String>,
    pub metadata: Option<String>,
    pub use_cases: Option<Vec<String>>,
    pub is_background_disabled: Option<bool>,
    /// All fields of the form anew; starts a run unless it is to be skipped.
    pub credentials: Option<Vec<CredentialValue>>,
    pub strays: Strays,
    /// Who opens the closed member again with these credentials; in one commit, or not at all.
    pub reopened_by: Option<Actor>,
    pub skip_aggregation: bool,
    pub callback_payload: Option<String>,
    /// As in [`crate::NewMember::under`].
    pub under: Option<ConsentGuid>,
}

impl Scope<'_> {
    pub async fn update_member(
        &self,
        user: &User,
        name: &Name<id::Member>,
        edits: &MemberEdits,
        key: Option<&IdempotencyKey>,
    ) -> Result<Member, Error> {
        for _ in 0..CONFLICT_RETRIES_MAX {
            if let Some(guid) = self.made_before::<id::Member>(key).await? {
                return self.member(user, &Name::Guid(guid)).await;
            }
            let mut member = self.member(user, name).await?;
            if let Some(id) = &edits.id {
                if self
                    .store
                    .member_by_id(user.guid, id)
                    .await?
                    .is_some_and(|other| other.guid != member.guid)
                {
                    return Err(Error::Taken { field: "member.id" });
                }
                member.id = Some(id.clone());
            }
            member.metadata = edits.metadata.clone().or(member.metadata);
            member.use_cases = edits.use_cases.as_ref().map_or(member.use_cases, |cases| cases.join(" "));
            member.is_background_disabled =
                edits.is_background_disabled.unwrap_or(member.is_background_disabled);
            let mut change = Change::new(self.engine, member);
            if let Some(values) = &edits.credentials {
                self.take_credentials(user, &mut change, values, edits).await?;
            }
            if edits.credentials.is_none() {
                change.tell_updated();
            }
            if let Some(consent) = edits.under {
                change.push(consents::stands(self.client, user.guid, consent));
            }
            if let Some(key) = key {
                let now = self.engine.operational.now();
                change.push(idempotency::remember(self.client, key, change.member.guid.to_string(), now));
            }
            let mut member = change.member.clone();
            match self.engine.store.commit(change.into_writes()).await {
                Err(store::Error::Conflict(consents::WITHDRAWN)) => return Err(Error::ConsentWithdrawn),
                // The same form, at the same moment: the next look finds what it did.
                Err(store::Error::Conflict(idempotency::USED)) => {}
                Ok(_) => {
                    self.engine.store.database().wake();
                    member.version += 1;
                    return Ok(member);
                }
                Err(store::Error::Conflict(_)) => {
                    // Somebody was faster, or another member has this login.
                    if let error @ Error::MemberExists(_) = self.who_has(user, &member).await? {
                        return Err(error);
                    }
                }
                Err(error) => return Err(error.into()),
            }
        }
        Err(Error::Contended)
    }

    /// The typed login, and what the source learned beside it, such as the name under which it knows this hub.
    /// What the hub has stopped sending, because it was refused so often, is not sent because it was typed again.
    async fn with_kept(&self, link: &Link, member: &Member, typed: Grant) -> Result<Grant, Error> {
        let kept = self.store.open_grant(link).await?.and_then(|bytes| Grant::from_bytes(&bytes));
        let mut fields = kept.unwrap_or_default().fields;
        let is_as_before = |(id, value): (&String, &Secret)| {
            fields.get(id).is_some_and(|before| before.expose() == value.expose())
        };
        if member.state.status == Status::Prevented && typed.fields.iter().all(is_as_before) {
            return Err(Error::RefusedBefore);
        }
        fields.extend(typed.fields);
        Ok(Grant { fields, token: None })
    }

    /// New credentials: the open run is over, the new ones are stored, and a run tries them.
    async fn take_credentials(
        &self,
        user: &User,
        change: &mut Change<'_>,
        values: &[CredentialValue],
        edits: &MemberEdits,
    ) -> Result<(), Error> {
        let link = self.active_link(&change.member).await?;
        let sources = self.engine.institution_sources(&change.member.institution_code).await?;
        let source = sources
            .iter()
            .find(|source| source.source == link.source)
            .ok_or_else(|| Error::not_now("no source reaches this member's institution any more"))?;
        if source.is_oauth {
            return Err(Error::invalid(
                "member.credentials",
                "must be left out: this institution takes a login at its own page alone",
            ));
        }
        if values.is_empty() {
            return Err(Error::invalid(
                "member.credentials",
                "is empty; leave it out to keep the credentials",
            ));
        }
        let typed: Grant = credentials::grant(&source.login_form, values, edits.strays).map_err(in_member)?;
        let login_hash = self.login_hash(source, &typed).await?;
        let is_same = change.member.login_hash.as_ref() == Some(&login_hash);
        let grant = if is_same { self.with_kept(&link, &change.member, typed).await? } else { typed };
        change.member.login_hash = Some(login_hash);
        let open = self.store.open_run(user.guid, change.member.guid).await?;
        let present = Presence::Foreground;
        if let Some(by) = edits.reopened_by {
            let reopened = Observed::decided(Event::Reopened, Reason::CredentialsMissing, by);
            change.observe(reopened, None).map_err(impossible)?;
        }
        change
            .observe(
                Observed::decided(Event::CredentialsUpdated, Reason::CredentialsUpdated, Actor::User),
                open.as_ref().map(|run| run.guid),
            )
            .map_err(impossible)?;
        if let Some(open) = open.filter(|_| change.cancels_run()) {
            change.end_run(open);
        }
        let sealed = self.store.seal_grant(link.guid, &grant.to_bytes()).await?;
        let stray = credentials::stray_field(&source.login_form, &grant);
        change.push(links::set_login(&link, sealed, stray, change.now));
        if edits.skip_aggregation || user.is_disabled {
            return Ok(());
        }
        let started = Observed::seen(Event::AggregationStarted, Reason::InProgress, present);
        // A paused member keeps the new credentials for later.
        if change.observe(started, None).is_ok() {
            let mut run = self.engine.new_run(&change.member, &link, RunKind::Aggregate, present, None);
            run.callback_payload.clone_from(&edits.callback_payload);
            change.push(runs::insert(&run));
        }
        Ok(())
    }
}
