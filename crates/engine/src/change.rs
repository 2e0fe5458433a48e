//! A change of one member: facts observed, the state they make, and everything that is written with it in one commit.

use crate::{Engine, Error};
use domain::clock::Timestamp;
use domain::id::{EventGuid, RunGuid};
use domain::member::{Effect, Observed, Refused, step};
use domain::run::RunPhase;
use store::events::Event;
use store::members::Member;
use store::runs::{Lease, Run};
use store::{Write, challenges, events, links, members, runs};

/// Tries before a change that others keep overtaking is given up.
pub(crate) const CONFLICT_RETRIES_MAX: u32 = 5;

/// What is gathered for one commit.
#[derive(Debug)]
pub(crate) struct Change<'a> {
    engine: &'a Engine,
    pub(crate) now: Timestamp,
    pub(crate) member: Member,
    effects: Vec<Effect>,
    writes: Vec<Write>,
}

impl<'a> Change<'a> {
    pub(crate) fn new(engine: &'a Engine, member: Member) -> Self {
        let now = engine.now();
        Self { engine, now, member, effects: Vec::new(), writes: Vec::new() }
    }

    /// Steps the member and appends the fact; a late fact is logged and changes nothing.
    pub(crate) fn observe(&mut self, observed: Observed, run: Option<RunGuid>) -> Result<(), Refused> {
        let before = self.member.state.status;
        let step = step(&self.member.state, observed, self.now, &self.engine.settings.members)?;
        if step.is_ignored {
            tracing::info!(member.guid = %self.member.guid, event = observed.event.name(), "a late fact changes nothing");
            return Ok(());
        }
        self.member.state = step.state;
        self.effects.extend(step.effects);
        let guid: EventGuid = self.engine.guid();
        self.writes.push(events::append(&Event {
            guid,
            client: self.member.client,
            user: self.member.user,
            member: self.member.guid,
            run,
            event: step.event.name().to_owned(),
            reason: Some(observed.reason.name().to_owned()),
            status_before: before.name().map(str::to_owned),
            status_after: self.member.state.status.name().map(str::to_owned),
            happened_at: self.now,
        }));
        Ok(())
    }

    /// Whether the facts ended an open run.
    pub(crate) fn cancels_run(&self) -> bool {
        self.effects.contains(&Effect::CancelRun)
    }

    pub(crate) fn push(&mut self, write: Write) {
        self.writes.push(write);
    }

    /// Writes that end `run`: its secrets go, its questions are closed, nobody claims it again.
    pub(crate) fn end_run(&mut self, mut run: Run) {
        run.phase = RunPhase::Ended;
        run.due_at = None;
        run.is_sending = false;
        run.session_sealed = None;
        run.answers_sealed = None;
        run.ended_at = Some(self.now);
        self.writes.push(runs::update(&run, Lease::Released));
        self.writes.push(challenges::clear(run.client, run.user, run.guid));
    }

    /// All writes, the member's first: its version is what others watch.
    pub(crate) fn into_writes(mut self) -> Vec<Write> {
        self.member.updated_at = self.now;
        let member = &self.member;
        let mut writes = vec![members::update(member)];
        writes.append(&mut self.writes);
        if self.effects.contains(&Effect::EraseSecrets) {
            writes.push(links::erase_grants(member.client, member.user, member.guid));
        }
        writes
    }
}

/// What a refusal of the life cycle says to whoever asked.
pub(crate) fn impossible(refused: Refused) -> Error {
    let status = refused.status.name().unwrap_or("manual");
    Error::Impossible(match refused.event {
        domain::member::Event::AggregationStarted => {
            format!(
                "a member that is {status} cannot be refreshed; new credentials or a reconnection are needed first"
            )
        }
        domain::member::Event::MfaAnswered => format!("no challenge is open; the member is {status}"),
        domain::member::Event::CredentialsUpdated => {
            format!("a member that is {status} takes no credentials; connect the institution anew")
        }
        other => format!("{} is impossible while the member is {status}", other.name()),
    })
}
