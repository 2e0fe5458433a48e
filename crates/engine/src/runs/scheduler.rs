//! What time brings to members: refreshes that nobody asked for, runs that are slow, consents that never came, two weeks without
//! success. Due members are found by their due time alone; how many there are besides does not matter.

use super::gauges::Gauges;
use crate::change::Change;
use crate::error::as_cause;
use crate::{Engine, Error};
use domain::clock::Timestamp;
use domain::member::{Event, Observed, Presence};
use domain::reason::Reason;
use domain::run::RunKind;
use domain::schedule::{Due, agenda};
use jiff::SignedDuration;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use store::members::Member;
use store::paces::Lane;
use store::runs;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

/// How long the database is left alone when it did not answer.
const OUTAGE_PAUSE: Duration = Duration::from_secs(5);

/// How long the database's log may hold what was erased.
const LOG_MAX_AGE: SignedDuration = SignedDuration::from_secs(60);

/// Looks after members that are due.
#[derive(Debug)]
pub struct Scheduler {
    engine: Arc<Engine>,
    stop: CancellationToken,
}

impl Scheduler {
    pub fn new(engine: Arc<Engine>, stop: CancellationToken) -> Self {
        Self { engine, stop }
    }

    /// Looks until it is stopped. What is half done then is done by the next look, of this process or another.
    pub async fn run(self) {
        let mut synced_at = self.engine.operational.now();
        let mut gauges = Gauges::default();
        let mut emptied_at = synced_at;
        while !self.stop.is_cancelled() {
            let woken = self.engine.store.database().woken();
            tokio::pin!(woken);
            woken.as_mut().enable();
            let looked = self.look().await;
            let pause = if looked.is_some() { self.engine.settings.poll } else { OUTAGE_PAUSE };
            let now = self.engine.operational.now();
            gauges.measure(&self.engine, now).await;
            if now.duration_since(emptied_at) >= LOG_MAX_AGE {
                emptied_at = now;
                if let Err(error) = self.engine.store.database().empty_log().await {
                    tracing::warn!(error = as_cause(&error), "the database's log could not be emptied");
                }
            }
            if now.duration_since(synced_at) >= self.engine.settings.directory_sync {
                synced_at = now;
                if let Err(error) = self.engine.sync_directory().await {
                    tracing::warn!(error = as_cause(&error), "the directory could not be read anew");
                }
            }
            if looked.is_some_and(|count| count > 0) {
                continue;
            }
            tokio::select! {
                () = woken => {}
                () = tokio::time::sleep(pause) => {}
                () = self.stop.cancelled() => {}
            }
        }
    }

    /// Looks after everything that is due now; for tests and commands. Gives how many members were looked at.
    pub async fn run_due(&self) -> u32 {
        let mut count = 0_u32;
        while let Some(more) = self.look().await.filter(|more| *more > 0) {
            count = count.saturating_add(more);
        }
        count
    }

    /// One look: takes due members and does what time brings. Gives how many there were; `None` when the database did not answer.
    async fn look(&self) -> Option<u32> {
        let settings = &self.engine.settings;
        let now = self.engine.now();
        let put_off = now.checked_add(settings.look_time).unwrap_or(Timestamp::MAX);
        let claimed = match self.engine.store.claim_members(now, put_off, settings.members_at_once).await {
            Ok(members) => members,
            Err(error) => {
                tracing::error!(error = as_cause(&error), "due members cannot be taken");
                return None;
            }
        };
        let count = u32::try_from(claimed.len()).unwrap_or(u32::MAX);
        let starts = match self.engine.starts(&claimed, now).await {
            Ok(starts) => starts,
            Err(error) => {
                tracing::error!(error = as_cause(&error), "the institutions' queues cannot be read");
                return None;
            }
        };
        let mut looks = JoinSet::new();
        for (member, start) in claimed.into_iter().zip(starts) {
            let engine = self.engine.clone();
            looks.spawn(async move {
                let guid = member.guid;
                if let Err(error) = engine.attend(member, start).await {
                    tracing::error!(member.guid = %guid, error = as_cause(&error), "a due member could not be looked after");
                }
            });
        }
        while looks.join_next().await.is_some() {}
        if count > 0 {
            self.engine.store.database().wake();
        }
        Some(count)
    }
}

impl Engine {
    /// When each of these members may begin its refresh: a place in the queue of its institution at its source, unless it has one already.
    async fn starts<'a>(&self, members: &'a [Member], now: Timestamp) -> Result<Vec<Timestamp>, Error> {
        let wants_place = |member: &Member| {
            let agenda = agenda(&member.state, member.next_run_at, &self.settings.members);
            !member.is_paced && agenda.is_some_and(|(at, due)| due == Due::Refresh && at <= now)
        };
        let waiting: Vec<_> =
            members.iter().filter(|one| wants_place(one)).map(|one| (one.user, one.guid)).collect();
        if waiting.is_empty() {
            return Ok(vec![now; members.len()]);
        }
        let sources = self.store.active_sources(&waiting).await?;
        // A member that no source reaches waits in a queue of its own kind; nothing begins at its end.
        let lane = |member: &'a Member| Lane {
            source: sources.get(&member.guid).map_or("", String::as_str),
            institution: &member.institution_code,
        };
        let mut counts: Vec<(Lane<'_>, u32)> = Vec::new();
        let mut index: HashMap<Lane<'_>, usize> = HashMap::new();
        for member in members.iter().filter(|member| wants_place(member)) {
            let lane = lane(member);
            let at = *index.entry(lane).or_insert(counts.len());
            match counts.get_mut(at) {
                Some((_, count)) => *count += 1,
                None => counts.push((lane, 1)),
            }
        }
        let apart = self.settings.pace.apart;
        let mut free = self.store.reserve_starts(&counts, apart, now).await?;
        Ok(members
            .iter()
            .map(|member| {
                let at = index.get(&lane(member)).filter(|_| wants_place(member));
                at.and_then(|at| free.get_mut(*at)).map_or(now, |place| {
                    let mine = *place;
                    *place = mine.checked_add(apart).unwrap_or(mine);
                    mine
                })
            })
            .collect())
    }

    /// Does what time brings to a member. When others change it meanwhile, they say themselves when it is due again.
    async fn attend(&self, member: Member, start: Timestamp) -> Result<(), Error> {
        let agenda = agenda(&member.state, member.next_run_at, &self.settings.members);
        let mut change = Change::new(self, member);
        let now = change.now;
        match agenda.filter(|(at, _)| *at <= now) {
            // Nothing yet: the due time is set right.
            None => {}
            Some((_, Due::Slow)) => {
                note(&mut change, Event::RunSlow, Reason::Slow, Presence::Foreground);
            }
            Some((_, Due::TwoWeeks)) => {
                let event = Event::TwoWeeksWithoutSuccess;
                note(&mut change, event, Reason::NoSuccessTwoWeeks, Presence::Background);
            }
            Some((_, Due::PendingOver)) => {
                let event = Event::PendingOneHourPassed;
                note(&mut change, event, Reason::OauthPending, Presence::Background);
            }
            Some((_, Due::NeedsPerson)) => {
                let event = Event::CodeAtEveryLogin;
                note(&mut change, event, Reason::MfaEveryLogin, Presence::Background);
            }
            Some((_, Due::Refresh)) if start > now => {
                change.member.next_run_at = Some(start);
                change.member.is_paced = true;
            }
            Some((_, Due::Refresh)) => self.begin(&mut change).await?,
        }
        match self.store.commit(change.into_writes()).await {
            Ok(_) | Err(store::Error::Conflict(_)) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Begins a refresh that nobody asked for.
    async fn begin(&self, change: &mut Change<'_>) -> Result<(), Error> {
        let (client, user, guid) = (change.member.client, change.member.user, change.member.guid);
        let tenant = self.store.of(client);
        let is_disabled = tenant.user(user).await?.is_none_or(|user| user.is_disabled);
        let link = tenant.links(user, guid).await?.into_iter().find(|link| link.is_active);
        let Some(link) = link.filter(|_| !is_disabled) else {
            // Nothing is read for disabled users, nor without a source; looked at again as often as a healthy member.
            change.member.next_run_at = change.now.checked_add(self.settings.pace.every).ok();
            return Ok(());
        };
        let presence = Presence::Background;
        let started = Observed::seen(Event::AggregationStarted, Reason::InProgress, presence);
        if let Err(refused) = change.observe(started, None) {
            tracing::info!(member.guid = %guid, %refused, "a refresh is impossible by now");
            change.member.next_run_at = None;
            return Ok(());
        }
        let run = self.new_run(&change.member, &link, RunKind::Aggregate, presence, None);
        change.push(runs::insert(&run));
        metrics::counter!("swingbridge_background_runs_started_total").increment(1);
        Ok(())
    }
}

/// What time brought, as a fact; impossible by now is no error.
fn note(change: &mut Change<'_>, event: Event, reason: Reason, presence: Presence) {
    if let Err(refused) = change.observe(Observed::seen(event, reason, presence), None) {
        tracing::info!(member.guid = %change.member.guid, %refused, "what time brought is impossible by now");
    }
}
