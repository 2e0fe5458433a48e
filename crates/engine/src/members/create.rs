//! A new member.

use super::credentials::{self, CredentialValue, Strays};
use crate::change::impossible;
use crate::events::{About, Told};
use crate::records::{IdempotencyKey, Institution, InstitutionSource, Member, User};
use crate::{Error, Name, Scope};
use connectors::Grant;
use domain::id::{self, MemberGuid};
use domain::institution::Unreached;
use domain::member::{Event, Observed, Origin, Presence, State, step};
use domain::reason::Reason;
use domain::run::{Reads, RunKind};
use domain::schedule::agenda;
use store::links::Link;
use store::pages::consents::{self, ConsentGuid};
use store::{Write, idempotency, links, members, runs};

/// A member to be made.
#[derive(Debug, Clone)]
pub struct NewMember {
    pub id: Option<String>,
    /// Code or guid.
    pub institution: Name<id::Institution>,
    pub metadata: Option<String>,
    pub use_cases: Vec<String>,
    pub is_background_disabled: bool,
    /// What its aggregations read beside accounts; as usual when it is not said.
    pub reads: Option<Reads>,
    /// Empty makes a member without credentials (IMPORTED).
    pub credentials: Vec<CredentialValue>,
    pub strays: Strays,
    pub is_oauth: bool,
    /// With a login. What a visit at the institution's page leads to is said when the person leaves.
    pub skip_aggregation: bool,
    pub callback_payload: Option<String>,
    /// The consent under which it is made, if a person was asked: withdrawn meanwhile, nothing is made.
    pub under: Option<ConsentGuid>,
}

impl Scope<'_> {
    /// Connects an institution. With credentials a run starts at once, unless it is to be skipped.
    pub async fn create_member(
        &self,
        user: &User,
        new: NewMember,
        key: Option<&IdempotencyKey>,
    ) -> Result<Member, Error> {
        if let Some(guid) = self.made_before::<id::Member>(key).await? {
            return self.member(user, &Name::Guid(guid)).await;
        }
        if user.is_disabled {
            return Err(Error::not_now("the user is disabled; nothing is connected for disabled users"));
        }
        let institution = match self.engine.institution(&new.institution).await {
            Err(Error::NotFound(_)) => Err(Error::invalid("member.institution_code", "is no institution")),
            other => other,
        }?;
        let sources = self.engine.institution_sources(&institution.code).await?;
        let source = sources
            .into_iter()
            .next()
            .ok_or_else(|| Error::invalid("member.institution_code", cannot_be_connected(&institution)))?;
        if new.is_oauth && !source.is_oauth {
            return Err(Error::invalid(
                "member.is_oauth",
                "must be false: this institution is connected with a login, not by OAuth",
            ));
        }
        if source.is_oauth && !new.credentials.is_empty() {
            return Err(Error::invalid(
                "member.credentials",
                "must be empty: this institution takes a login at its own page alone; set is_oauth",
            ));
        }
        let grant = if new.credentials.is_empty() {
            None
        } else {
            Some(credentials::grant(&source.login_form, &new.credentials, new.strays).map_err(in_member)?)
        };
        let (member, mut writes) =
            self.first_writes(user, &new, &institution.name, &source, grant.as_ref()).await?;
        writes.extend(new.under.map(|consent| consents::stands(self.client, user.guid, consent)));
        writes.extend(
            key.map(|key| {
                idempotency::remember(self.client, key, member.guid.to_string(), member.created_at)
            }),
        );
        match self.engine.store.commit(writes).await {
            Ok(_) => {
                self.engine.store.database().wake();
                Ok(member)
            }
            Err(store::Error::Conflict(consents::WITHDRAWN)) => Err(Error::ConsentWithdrawn),
            Err(store::Error::Conflict(_)) => match self.made_before::<id::Member>(key).await? {
                Some(guid) => self.member(user, &Name::Guid(guid)).await,
                None => Err(self.who_has(user, &member).await?),
            },
            Err(error) => Err(error.into()),
        }
    }

    async fn first_writes(
        &self,
        user: &User,
        new: &NewMember,
        name: &str,
        source: &InstitutionSource,
        grant: Option<&Grant>,
    ) -> Result<(Member, Vec<Write>), Error> {
        let now = self.engine.now();
        let origin = match grant {
            Some(_) => Origin::WithCredentials,
            None if new.is_oauth => Origin::Oauth,
            None => Origin::Imported,
        };
        let guid: MemberGuid = self.engine.guid();
        let mut member = Member {
            user: user.guid,
            guid,
            client: self.client,
            id: new.id.clone(),
            institution_code: source.institution_code.clone(),
            name: name.to_owned(),
            metadata: new.metadata.clone(),
            use_cases: new.use_cases.join(" "),
            is_oauth: source.is_oauth,
            is_background_disabled: new.is_background_disabled,
            reads: new.reads,
            login_hash: match grant {
                Some(grant) => Some(self.login_hash(source, grant).await?),
                None => None,
            },
            state: State::created(origin, now),
            next_run_at: None,
            is_paced: false,
            due_at: None,
            notice: None,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        let mut link = Link {
            user: user.guid,
            member: guid,
            guid: self.engine.guid(),
            client: self.client,
            source: source.source.clone(),
            source_institution_id: source.source_institution_id.clone(),
            is_active: true,
            grant_sealed: None,
            stray_field: grant.and_then(|grant| credentials::stray_field(&source.login_form, grant)),
            created_at: now,
            updated_at: now,
        };
        if let Some(grant) = grant {
            link.grant_sealed = Some(self.store.seal_grant(link.guid, &grant.to_bytes()).await?);
        }
        let (mut told, payload) = (Told::default(), new.callback_payload.as_deref());
        let about = About { callback_payload: payload, ..About::member(&member) };
        let made = (origin.event(), member.state.reason);
        self.engine.tell_step(&mut told, about, made, (None, &member.state), now);
        let mut run = None;
        if grant.is_some() && !new.skip_aggregation {
            let started = Observed::seen(Event::AggregationStarted, Reason::InProgress, Presence::Foreground);
            let step =
                step(&member.state, started, now, &self.engine.settings.members).map_err(impossible)?;
            let states = (Some(&member.state), &step.state);
            self.engine.tell_step(&mut told, about, (step.event, Some(started.reason)), states, now);
            member.state = step.state;
            let mut new_run =
                self.engine.new_run(&member, &link, RunKind::Aggregate, Presence::Foreground, None);
            new_run.callback_payload.clone_from(&new.callback_payload);
            run = Some(new_run);
        }
        member.due_at = agenda(&member.state, None, &self.engine.settings.members).map(|(at, _)| at);
        let notices = self.engine.keep_notice(&mut member, Presence::Foreground, &mut told, now);
        let mut writes = vec![members::insert(&member), links::insert(&link)];
        writes.extend(notices);
        writes.extend(run.as_ref().map(runs::insert));
        writes.extend(told.into_writes(self.client, now));
        Ok((member, writes))
    }

    /// Why the member could not be written: the login is connected, or the id is taken.
    pub(super) async fn who_has(&self, user: &User, member: &Member) -> Result<Error, Error> {
        if let Some(login_hash) = &member.login_hash
            && let Some(other) =
                self.store.member_by_login(user.guid, &member.institution_code, login_hash).await?
            && other.guid != member.guid
        {
            return Ok(Error::MemberExists(other.guid));
        }
        if let Some(id) = &member.id
            && self.store.member_by_id(user.guid, id).await?.is_some_and(|other| other.guid != member.guid)
        {
            return Ok(Error::Taken { field: "member.id" });
        }
        // The user was deleted meanwhile.
        Ok(Error::NotFound("user"))
    }
}

/// Why nothing can be connected there, and what a person can do instead.
fn cannot_be_connected(institution: &Institution) -> String {
    match institution.details.unreached.as_deref().and_then(Unreached::from_name) {
        Some(why) => format!(
            "is an institution that cannot be connected here: {} ({}). Its accounts can be kept by hand",
            why.in_words(),
            why.name()
        ),
        None => "is an institution that no source of this installation reaches (not_reached). Its accounts can be kept by hand"
            .to_owned(),
    }
}

/// Names a credential's field from the root of the request.
pub(super) fn in_member(error: Error) -> Error {
    match error {
        Error::Invalid { field, problem } => Error::Invalid { field: format!("member.{field}"), problem },
        other => other,
    }
}
