//! What is the matter with a member, from everything that is known of it.

use crate::records::{Institution, Member, Run, User};
use crate::{Engine, Error, Name, Scope};
use domain::clock::Timestamp;
use domain::diagnosis::{Diagnosis, Experience, Fact, Facts, Health, Thresholds, Visitor, diagnose};
use domain::id;
use domain::member::{Event, Status};
use domain::reason::{Reason, Remedy};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use store::events;
use store::remedy_answers;

/// Events that a diagnosis looks back at.
const HISTORY_MAX: u32 = 200;
/// How long what people said of remedies is kept in memory.
const VOICES_AGE_MAX: jiff::SignedDuration = jiff::SignedDuration::from_secs(60);

/// What is the matter, and where it comes from.
#[derive(Debug, Clone)]
pub struct MemberDiagnosis {
    pub diagnosis: Diagnosis,
    /// None when the directory does not know it any more.
    pub institution: Option<Arc<Institution>>,
    /// The latest run: its source, the source's own code, its end.
    pub run: Option<Run>,
    /// When the hub tries again by itself.
    pub next_run_at: Option<Timestamp>,
    /// Until when an answer is waited for.
    pub answer_by: Option<Timestamp>,
    /// The name of the application, for texts.
    pub app: String,
    pub now: Timestamp,
}

/// What people said of the remedies of a reason: asked and helped.
type Voices = Vec<(Remedy, u32, u32)>;

/// What people said of remedies, for a while.
#[derive(Debug, Default)]
pub(crate) struct VoiceCache(Mutex<HashMap<Reason, (Timestamp, Arc<Voices>)>>);

impl Scope<'_> {
    /// What is the matter with a member, and what to do.
    pub async fn diagnose(&self, member: &Member, visitor: Visitor<'_>) -> Result<MemberDiagnosis, Error> {
        let engine = self.engine;
        let now = engine.now();
        let institution = match self.institution_of(member).await {
            Ok(institution) => Some(institution),
            Err(Error::NotFound(_)) => None,
            Err(error) => return Err(error),
        };
        let events = self.store.latest_facts_of(member.user, member.guid, HISTORY_MAX).await?;
        let history: Vec<Fact> = events.iter().filter_map(fact).collect();
        let since = now.checked_sub(Thresholds::default().outage_within).unwrap_or(Timestamp::MIN);
        let is_refused = matches!(member.state.status, Status::Denied | Status::Prevented);
        let siblings = match &institution {
            Some(institution) if is_refused => engine.siblings(institution).await?,
            _ => Vec::new(),
        };
        let stray_field = if is_refused { self.stray_field(member).await? } else { None };
        let experience = match member.state.reason {
            Some(reason) => self.experience(member, reason, &history).await?,
            None => Vec::new(),
        };
        let health = if member.is_manual() {
            Health::default()
        } else {
            engine.store.health(&member.institution_code, since).await?
        };
        let limits = engine.limits_at(&member.institution_code).await?;
        let diagnosis = diagnose(&Facts {
            now,
            state: &member.state,
            limits: &limits,
            institution: &member.institution_code,
            is_oauth: member.is_oauth,
            history: &history,
            health,
            siblings: &siblings,
            stray_field: stray_field.as_deref(),
            experience: &experience,
            visitor,
        });
        let challenges = match member.state.status {
            Status::Challenged => self.challenges(member).await?,
            _ => Vec::new(),
        };
        Ok(MemberDiagnosis {
            diagnosis,
            institution,
            run: self.latest_run(member).await?,
            // What would provoke a code is asked for, not done.
            next_run_at: member.next_run_at.filter(|_| !member.state.wants_code(&limits)),
            answer_by: challenges.iter().map(|challenge| challenge.expires_at).min(),
            app: self.client().await?.name,
            now,
        })
    }

    /// Whether a remedy helped, as the person says; the order of remedies learns from it.
    pub async fn answer_remedy(
        &self,
        user: &User,
        name: &Name<id::Member>,
        remedy: Remedy,
        has_helped: bool,
    ) -> Result<(), Error> {
        let member = self.member(user, name).await?;
        // Who says that it helped says so once the trouble is over: the reason is that of the trouble.
        let reason = match member.state.reason.filter(|reason| reason.remedies().contains(&remedy)) {
            Some(reason) => reason,
            None => self
                .store
                .latest_facts_of(member.user, member.guid, HISTORY_MAX)
                .await?
                .iter()
                .rev()
                .filter_map(|event| Reason::from_name(event.fact.as_ref()?.reason.as_deref()?))
                .find(|reason| reason.remedies().contains(&remedy))
                .ok_or_else(|| Error::invalid("remedy", "is none that this member was advised"))?,
        };
        let now = self.engine.now();
        let write = remedy_answers::note(&member, reason, remedy, has_helped, now);
        self.engine.store.commit(vec![write]).await.map(drop).map_err(Into::into)
    }

    /// What people said of a reason's remedies: everybody ever, and this person since the trouble began.
    async fn experience(
        &self,
        member: &Member,
        reason: Reason,
        history: &[Fact],
    ) -> Result<Vec<Experience>, Error> {
        let is_success =
            |fact: &&Fact| matches!(fact.event, Event::AggregationSucceeded | Event::NoAccountsFound);
        let since = history.iter().rev().find(is_success).map_or(member.created_at, |fact| fact.at);
        let here = self.store.remedy_answers(member.user, member.guid, reason, since).await?;
        let voices = self.engine.voices(reason).await?;
        Ok(reason
            .remedies()
            .iter()
            .map(|remedy| {
                let all = voices.iter().find(|(known, _, _)| known == remedy);
                Experience {
                    remedy: *remedy,
                    asked: all.map_or(0, |(_, asked, _)| *asked),
                    helped: all.map_or(0, |(_, _, helped)| *helped),
                    here: here.iter().find(|(known, _)| known == remedy).map(|(_, helped)| *helped),
                }
            })
            .collect())
    }

    /// The field of the login held that has something stray; never what stands in it.
    async fn stray_field(&self, member: &Member) -> Result<Option<String>, Error> {
        let links = self.store.links(member.user, member.guid).await?;
        Ok(links.into_iter().find(|link| link.is_active).and_then(|link| link.stray_field))
    }
}

impl Engine {
    async fn voices(&self, reason: Reason) -> Result<Arc<Voices>, Error> {
        let now = self.operational.now();
        let known = self.voices.0.lock().unwrap_or_else(PoisonError::into_inner).get(&reason).cloned();
        if let Some((at, voices)) = known
            && now.duration_since(at) < VOICES_AGE_MAX
        {
            return Ok(voices);
        }
        let voices = Arc::new(self.store.remedy_counts(reason).await?);
        self.voices.0.lock().unwrap_or_else(PoisonError::into_inner).insert(reason, (now, voices.clone()));
        Ok(voices)
    }
}

fn fact(event: &events::Event) -> Option<Fact> {
    let happened = event.fact.as_ref()?;
    Some(Fact {
        event: Event::from_name(&happened.event)?,
        reason: happened.reason.as_deref().and_then(Reason::from_name),
        run: event.run,
        at: event.happened_at,
    })
}
