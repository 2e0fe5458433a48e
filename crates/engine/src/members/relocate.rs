//! Moving a member to another source of its institution. Its accounts and transactions stay; the next run pairs what the new source
//! tells with what is known.

use super::credentials;
use crate::change::{CONFLICT_RETRIES_MAX, Change, impossible};
use crate::records::{InstitutionSource, Member, User};
use crate::{Error, Name, Scope};
use connectors::Grant;
use domain::id;
use domain::member::{Event, Observed};
use domain::reason::{Actor, Reason};
use store::links::{self, Link};

impl Scope<'_> {
    /// Makes `source` the one that reaches this member. Credentials that the new source's form takes go along; else the person is
    /// asked for a new login.
    pub async fn move_member(
        &self,
        user: &User,
        name: &Name<id::Member>,
        source: &str,
    ) -> Result<Member, Error> {
        for _ in 0..CONFLICT_RETRIES_MAX {
            let member = self.member(user, name).await?;
            let sources = self.engine.institution_sources(&member.institution_code).await?;
            let target = sources
                .iter()
                .find(|candidate| candidate.source == source)
                .ok_or_else(|| Error::invalid("source", "does not reach this member's institution"))?;
            let known = self.store.links(user.guid, member.guid).await?;
            let active = known.iter().find(|link| link.is_active);
            if active.is_some_and(|link| link.source == source) {
                return Ok(member);
            }
            let grant = self.kept_grant(active, target).await?;
            let open = self.store.open_run(user.guid, member.guid).await?;
            let mut change = Change::new(self.engine, member);
            let (event, reason) = if grant.is_some() {
                (Event::MigratedCredentialsKept, Reason::Migrated)
            } else {
                (Event::MigratedLoginNeeded, Reason::MigrationReauth)
            };
            change
                .observe(Observed::decided(event, reason, Actor::Operator), open.as_ref().map(|run| run.guid))
                .map_err(impossible)?;
            if let Some(open) = open {
                change.end_run(open);
            }
            change.member.is_oauth = target.is_oauth;
            change.push(links::deactivate_all(self.client, user.guid, change.member.guid));
            self.activate(&mut change, &known, target, grant.as_ref()).await?;
            let mut member = change.member.clone();
            match self.engine.store.commit(change.into_writes()).await {
                Ok(_) => {
                    member.version += 1;
                    return Ok(member);
                }
                Err(store::Error::Conflict(_)) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(Error::Contended)
    }

    /// The fields of the old grant, if they fill the new source's form.
    async fn kept_grant(
        &self,
        active: Option<&Link>,
        target: &InstitutionSource,
    ) -> Result<Option<Grant>, Error> {
        let Some(active) = active else { return Ok(None) };
        let old = self.store.open_grant(active).await?.and_then(|bytes| Grant::from_bytes(&bytes));
        Ok(old.map(|old| Grant { fields: old.fields, token: None }).filter(|old| {
            !target.is_oauth && target.login_form.iter().all(|field| old.fields.contains_key(&field.id))
        }))
    }

    async fn activate(
        &self,
        change: &mut Change<'_>,
        known: &[Link],
        target: &InstitutionSource,
        grant: Option<&Grant>,
    ) -> Result<(), Error> {
        let now = change.now;
        let (link, is_new) = match known.iter().find(|link| link.source == target.source) {
            Some(link) => (link.clone(), false),
            None => (
                Link {
                    user: change.member.user,
                    member: change.member.guid,
                    guid: self.engine.guid(),
                    client: self.client,
                    source: target.source.clone(),
                    source_institution_id: target.source_institution_id.clone(),
                    is_active: true,
                    grant_sealed: None,
                    stray_field: None,
                    created_at: now,
                    updated_at: now,
                },
                true,
            ),
        };
        let sealed = match grant {
            Some(grant) => Some(self.store.seal_grant(link.guid, &grant.to_bytes()).await?),
            None => None,
        };
        let stray_field = grant.and_then(|grant| credentials::stray_field(&target.login_form, grant));
        if is_new {
            change.push(links::insert(&Link { grant_sealed: sealed, stray_field, ..link }));
        } else {
            change.push(links::activate(&link, now));
            change.push(match sealed {
                Some(sealed) => links::set_login(&link, sealed, stray_field, now),
                None => links::set_grant(&link, None, now),
            });
        }
        if grant.is_some() {
            change.used_secret("grant.move");
        }
        Ok(())
    }
}
