//! A change of one member: facts observed, the state they make, and everything that is written with it in one commit.

use crate::events::{About, Told};
use crate::{Engine, Error};
use domain::clock::Timestamp;
use domain::event::EventName;
use domain::id::RunGuid;
use domain::member::counters::Limits;
use domain::member::{Effect, Event as MemberEvent, Observed, Presence, Refused, Why, step};
use domain::reason::{Actor, Reason};
use domain::run::RunPhase;
use domain::schedule::{Jitter, agenda, next_run_at};
use serde_json::Value as Json;
use store::members::Member;
use store::runs::{Lease, Run};
use store::{Write, challenges, farewells, lessons, links, members, runs, verifications, visits};

/// Tries before a change that others keep overtaking is given up.
pub(crate) const CONFLICT_RETRIES_MAX: u32 = 5;

/// What is gathered for one commit.
#[derive(Debug)]
pub(crate) struct Change<'a> {
    engine: &'a Engine,
    pub(crate) now: Timestamp,
    pub(crate) member: Member,
    limits: Limits,
    effects: Vec<Effect>,
    writes: Vec<Write>,
    pub(crate) told: Told,
    /// What came with the call that began the run.
    callback_payload: Option<String>,
    /// A run ended with this change: what comes next is planned anew.
    has_ended_run: bool,
    /// Whether the person was there when the last of the facts happened.
    presence: Presence,
    /// The source wants to be left alone until then.
    not_before: Option<Timestamp>,
}

impl<'a> Change<'a> {
    pub(crate) fn new(engine: &'a Engine, member: Member) -> Self {
        let now = engine.now();
        Self {
            engine,
            now,
            member,
            limits: engine.settings.members.clone(),
            effects: Vec::new(),
            writes: Vec::new(),
            told: Told::default(),
            callback_payload: None,
            has_ended_run: false,
            presence: Presence::Foreground,
            not_before: None,
        }
    }

    /// With limits of the institution's own.
    pub(crate) fn under(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// As a part of that run: what came with the call that began it goes back with what is told.
    pub(crate) fn in_run(mut self, run: &Run) -> Self {
        self.callback_payload.clone_from(&run.callback_payload);
        self
    }

    /// Steps the member and appends the fact; a late fact is logged and changes nothing.
    pub(crate) fn observe(&mut self, observed: Observed, run: Option<RunGuid>) -> Result<(), Refused> {
        let step = step(&self.member.state, observed, self.now, &self.limits)?;
        if step.is_ignored {
            tracing::info!(member.guid = %self.member.guid, event = observed.event.name(), "a late fact changes nothing");
            return Ok(());
        }
        self.learn(observed);
        self.presence = observed.presence;
        let before = std::mem::replace(&mut self.member.state, step.state);
        self.effects.extend(step.effects);
        let about =
            About { run, callback_payload: self.callback_payload.as_deref(), ..About::member(&self.member) };
        let states = (Some(&before), &self.member.state);
        self.engine.tell_step(&mut self.told, about, (step.event, Some(observed.reason)), states, self.now);
        Ok(())
    }

    /// The open run is over; nothing is planned before `not_before`.
    pub(crate) fn run_is_over(&mut self, not_before: Option<Timestamp>) {
        self.member.state = self.member.state.clone().with_run_over(self.now);
        self.has_ended_run = true;
        self.not_before = not_before;
    }

    /// The open run was to sign in and is over: nothing was read, and nothing failed.
    pub(crate) fn sign_in_is_over(&mut self) {
        self.member.state = self.member.state.clone().with_sign_in_over();
        self.has_ended_run = true;
    }

    /// Whether the facts delete the member.
    pub(crate) fn deletes(&self) -> bool {
        self.effects.contains(&Effect::Delete)
    }

    /// Whether the facts ended an open run.
    pub(crate) fn cancels_run(&self) -> bool {
        self.effects.contains(&Effect::CancelRun)
    }

    pub(crate) fn push(&mut self, write: Write) {
        self.writes.push(write);
    }

    /// Something of the member was changed that is no step of its life.
    pub(crate) fn tell_updated(&mut self) {
        let event =
            self.engine.event(EventName::MemberUpdated, About::member(&self.member), Json::Null, self.now);
        self.told.push(event);
    }

    /// A person waits for the run from now on: when it takes long, they are told.
    pub(crate) fn slows(&mut self) {
        self.member.state.slow_at = self.now.checked_add(self.engine.settings.members.slow_after).ok();
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

    /// A secret of the member is used with this change.
    pub(crate) fn used_secret(&mut self, action: &str) {
        self.writes.push(self.engine.secret_used(self.member.client, self.member.guid, action));
    }

    /// All writes, the member's first: its version is what others watch.
    pub(crate) fn into_writes(mut self) -> Vec<Write> {
        self.member.updated_at = self.now;
        self.plan();
        if !self.deletes() {
            let notices = self.engine.keep_notice(&mut self.member, self.presence, &mut self.told, self.now);
            self.writes.extend(notices);
        }
        let told = std::mem::take(&mut self.told).into_writes(self.member.client, self.now);
        self.writes.extend(told);
        // What a lender ordered may go on, or not, with every change.
        self.writes.push(verifications::touch(self.member.client, self.member.user, self.now));
        let member = &self.member;
        // A consent that ends here is given back to its source; what was typed is nothing to give back.
        let farewell = (member.is_oauth && self.effects.contains(&Effect::EraseSecrets))
            .then(|| farewells::keep(member.client, member.user, member.guid, self.now));
        if self.deletes() {
            let delete = members::delete_at(member);
            return self.writes.into_iter().chain(farewell).chain([delete]).collect();
        }
        let mut writes = vec![members::update(member)];
        writes.append(&mut self.writes);
        if self.effects.contains(&Effect::EraseSecrets) {
            writes.extend(farewell);
            writes.push(links::erase_grants(member.client, member.user, member.guid));
            writes.push(visits::clear(member.client, member.user, member.guid));
        }
        writes
    }
}

impl Change<'_> {
    /// A lock right after refusals tells at how many wrong passwords the institution locks.
    fn learn(&mut self, observed: Observed) {
        let refusals = self.member.state.refusals_in_row;
        if observed.reason == Reason::AccountLocked && observed.by == Actor::Source && refusals > 0 {
            self.push(lessons::locks_after(&self.member.institution_code, refusals.saturating_add(1)));
        }
    }

    /// When the hub refreshes the member by itself, and when somebody must look at it.
    fn plan(&mut self) {
        let is_kept = self.member.next_run_at.is_some() && !self.has_ended_run;
        let planned = self.engine.next_run_at(&self.member, self.now, self.not_before);
        if !is_kept || planned.is_none() {
            self.member.next_run_at = planned;
            self.member.is_paced = false;
        }
        self.member.due_at =
            agenda(&self.member.state, self.member.next_run_at, &self.engine.settings.members)
                .map(|(at, _)| at);
    }
}

impl Engine {
    /// The limits of the life cycle at an institution: the settings, and what was learned of it.
    pub(crate) async fn limits_at(&self, institution_code: &str) -> Result<Limits, Error> {
        let limits = &self.settings.members;
        Ok(match self.store.locks_after(institution_code).await? {
            Some(wrong_passwords) => limits.at_bank_that_locks_after(wrong_passwords),
            None => limits.clone(),
        })
    }

    /// When the member's next background run is, if there is one.
    pub(crate) fn next_run_at(
        &self,
        member: &Member,
        now: Timestamp,
        not_before: Option<Timestamp>,
    ) -> Option<Timestamp> {
        let mut bits = [0; 2];
        self.random.fill(&mut bits);
        let jitter = Jitter::new(u16::from_be_bytes(bits));
        let settings = &self.settings;
        next_run_at(&member.state, &settings.pace, &settings.members, jitter, now, not_before)
            .filter(|_| !member.is_background_disabled)
    }
}

/// What a refusal of the life cycle says to whoever asked.
pub(crate) fn impossible(refused: Refused) -> Error {
    let status = refused.status.name().unwrap_or("manual");
    let why = match (refused.why, refused.event) {
        (Why::LoginRefused, _) => {
            "this login was refused before; sending it again would make the institution lock it, so give new credentials".to_owned()
        }
        (Why::AnswersWrong, _) => {
            "too many wrong answers in a row; another one could make the institution lock the login, so wait a day or give new credentials".to_owned()
        }
        (Why::NobodyPresent, _) => format!("a member that is {status} is not refreshed while nobody is there"),
        (Why::Status, MemberEvent::AggregationStarted) => {
            format!("a member that is {status} cannot be refreshed; new credentials or a visit to the institution's own page are needed first")
        }
        (Why::Status, MemberEvent::MfaAnswered) => format!("no challenge is open; the member is {status}"),
        (Why::Status, MemberEvent::CredentialsUpdated) => {
            format!("a member that is {status} takes no credentials; connect the institution anew")
        }
        (Why::Status, MemberEvent::Reopened) => format!("only a CLOSED member can be reopened; this one is {status}"),
        (Why::Status, MemberEvent::Unpaused) => format!("only a DISABLED member goes on; this one is {status}"),
        (Why::Status, MemberEvent::OauthStarted) => format!(
            "the institution's own page cannot be visited while the member is {status}; unpause it, reopen it, or connect the institution anew"
        ),
        (Why::Status, _) => format!("this is impossible while the member is {status}"),
    };
    Error::impossible(why, refused.status)
}
