//! The hub's hand on one member, as the engine does it: facts are stepped through, then what comes next is planned.

use super::around::Around;
use super::history::Told;
use super::institution::Institution;
use super::member::{Member, Phase, Run, Trouble};
use super::queue::What;
use super::rules::Rule;
use domain::clock::Timestamp;
use domain::member::{Effect, Event, Observed, Presence, Refused, State, Status, step};
use domain::reason::{Actor, Reason};
use domain::schedule::{Due, Jitter, agenda, next_run_at};
use jiff::SignedDuration;

/// A member, its institution, and the world around them.
#[derive(Debug)]
pub(crate) struct Case<'a> {
    pub(crate) member: &'a mut Member,
    pub(crate) bank: &'a mut Institution,
    pub(crate) around: &'a mut Around,
    /// A run ended in this change: what comes next is planned anew.
    has_ended_run: bool,
    not_before: Option<Timestamp>,
}

/// What a fact did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Noted {
    Taken,
    Ignored,
}

impl<'a> Case<'a> {
    pub(crate) fn new(member: &'a mut Member, bank: &'a mut Institution, around: &'a mut Around) -> Self {
        Self { member, bank, around, has_ended_run: false, not_before: None }
    }

    /// Steps the member; an ignored fact changes nothing.
    pub(crate) fn observe(&mut self, observed: Observed) -> Result<Noted, Refused> {
        let now = self.around.now;
        self.around.samples.note(&self.member.state, observed, now);
        let step = step(&self.member.state, observed, now, &self.around.settings.limits)?;
        let told = Told {
            at: now,
            event: step.event,
            reason: observed.reason,
            presence: observed.presence,
            before: self.member.state.status,
            after: step.state.status,
            is_ignored: step.is_ignored,
        };
        self.member.history.push(told);
        if step.is_ignored {
            return Ok(Noted::Ignored);
        }
        let before = std::mem::replace(&mut self.member.state, step.state);
        self.member.ledger.learn(told, before.is_being_aggregated, &self.around.settings.limits);
        for effect in step.effects {
            match effect {
                Effect::CancelRun => self.member.run = None,
                Effect::EraseSecrets => self.member.vault = None,
                Effect::Delete => self.member.is_deleted = true,
            }
        }
        self.check_step(&before, step.event, observed.reason);
        self.show();
        self.track(&before, step.event);
        Ok(Noted::Taken)
    }

    /// What a run finds: it may come late and be ignored, but is never impossible.
    pub(crate) fn find(&mut self, observed: Observed) {
        if let Err(refused) = self.observe(observed) {
            self.broke(Rule::RunFinds, &refused.to_string());
        }
    }

    /// Begins a run; refused where the life cycle refuses.
    pub(crate) fn begin(&mut self, presence: Presence) -> Result<(), Refused> {
        let now = self.around.now;
        self.observe(Observed::seen(Event::AggregationStarted, Reason::InProgress, presence))?;
        self.open_run(presence);
        self.around.tally.run_began(presence);
        if presence == Presence::Background {
            self.bank.starts.one_more(now);
        }
        if self.around.random.happens(6) {
            let at = now + self.around.random.between(SECOND, MINUTE);
            self.around.queue.push(at, What::Meddle(self.member.who));
        }
        self.sign_in();
        Ok(())
    }

    /// A run of which nothing was sent yet; another that was open is over.
    pub(crate) fn open_run(&mut self, presence: Presence) {
        self.member.runs += 1;
        self.member.run = Some(Run {
            number: self.member.runs,
            step: 0,
            presence,
            phase: Phase::SigningIn,
            active_since: self.around.now,
            rounds: 0,
            wrong_answers: 0,
            sign_ins: 0,
            has_answered: false,
            held: self.member.vault,
        });
    }

    /// Ends the open run with these facts; the hub does not begin another before `not_before`.
    pub(crate) fn end(&mut self, facts: &[Observed], not_before: Option<Timestamp>) {
        let is_well = facts
            .iter()
            .any(|fact| matches!(fact.event, Event::AggregationSucceeded | Event::NoAccountsFound));
        for fact in facts {
            self.find(*fact);
        }
        self.member.state = self.member.state.clone().with_run_over(self.around.now);
        self.member.run = None;
        self.has_ended_run = true;
        self.not_before = not_before;
        self.member.is_well = is_well;
        self.around.tally.run_ended(is_well);
        if !is_well {
            self.disturb();
        }
        self.show();
    }

    pub(crate) fn end_with(&mut self, reason: Reason, presence: Presence, retry_at: Option<Timestamp>) {
        self.end(&[Observed::reported(reason, presence)], retry_at);
        // Who calls too often is too many for all members there.
        if let Some(until) = retry_at.filter(|_| reason == Reason::RateLimited) {
            self.bank.free_at = self.bank.free_at.max(until);
        }
    }

    /// Does what the agenda says is due now.
    pub(crate) fn due(&mut self) {
        let now = self.around.now;
        let limits = &self.around.settings.limits;
        let Some((at, due)) = agenda(&self.member.state, self.member.next_run_at, limits) else { return };
        if at > now {
            return;
        }
        let background = Presence::Background;
        let observed = match due {
            Due::Slow => Observed::seen(Event::RunSlow, Reason::Slow, Presence::Foreground),
            Due::PendingOver => {
                if self.is_exchanging() {
                    self.broke(Rule::ExchangeIsWaitedFor, "the person has come back in time");
                }
                Observed::seen(Event::PendingOneHourPassed, Reason::OauthPending, background)
            }
            Due::TwoWeeks => {
                Observed::seen(Event::TwoWeeksWithoutSuccess, Reason::NoSuccessTwoWeeks, background)
            }
            Due::NeedsPerson => Observed::seen(Event::CodeAtEveryLogin, Reason::MfaEveryLogin, background),
            Due::Refresh => return self.refresh_is_due(),
        };
        if let Err(refused) = self.observe(observed) {
            self.broke(Rule::DueIsDone, &refused.to_string());
        }
        self.finish();
        if !self.member.is_deleted {
            self.check_due_is_done(due);
        }
    }

    fn refresh_is_due(&mut self) {
        let now = self.around.now;
        if !self.member.is_paced {
            let place = self.bank.free_at.max(now);
            self.bank.free_at = place + self.around.settings.pace.apart;
            self.member.is_paced = true;
            self.member.next_run_at = Some(place);
        }
        if self.member.next_run_at.is_some_and(|at| at <= now) {
            self.check_unattended();
            if let Err(refused) = self.begin(Presence::Background) {
                let detail = format!("{refused}: {:?}", refused.why);
                self.broke(Rule::DueIsDone, &detail);
                self.member.next_run_at = None;
            }
        }
        self.finish();
    }

    /// Plans what comes next, as one commit does, and looks at what must hold.
    pub(crate) fn finish(&mut self) {
        if self.member.is_deleted {
            return;
        }
        let now = self.around.now;
        let settings = &self.around.settings;
        let bits = u16::try_from(self.around.random.below(1 << 16)).unwrap_or(0);
        let (pace, limits) = (&settings.pace, &settings.limits);
        let planned = next_run_at(&self.member.state, pace, limits, Jitter::new(bits), now, self.not_before);
        let is_kept = self.member.next_run_at.is_some() && !self.has_ended_run;
        if !is_kept || planned.is_none() {
            self.member.next_run_at = planned;
            self.member.is_paced = false;
        }
        (self.has_ended_run, self.not_before) = (false, None);
        let due_at = agenda(&self.member.state, self.member.next_run_at, limits).map(|(at, _)| at);
        if due_at != self.member.due_at {
            self.member.due_at = due_at;
            if let Some(at) = due_at {
                self.around.queue.push(at.max(now), What::Due(self.member.who));
            }
        }
        self.check_change();
        self.note_left_alone();
        self.tell();
    }

    /// Something happened that is no refresh.
    pub(crate) fn disturb(&mut self) {
        self.member.disturbed_at = self.around.now;
        self.member.heals_by = None;
    }

    /// Keeps the books on statuses.
    pub(crate) fn show(&mut self) {
        let (status, now) = (self.member.state.status, self.around.now);
        if status != self.member.shown {
            let took = now.duration_since(self.member.shown_since);
            self.around.tally.left(self.member.shown, took);
            self.around.tally.entered(status);
            (self.member.shown, self.member.shown_since) = (status, now);
        }
    }

    /// Whether anything is going to happen to a member that is not as it should be.
    fn note_left_alone(&mut self) {
        let state = &self.member.state;
        let waits_for_somebody = state.actor() == Actor::User
            || matches!(state.status, Status::Disabled | Status::Closed | Status::Discontinued);
        let is_left = self.member.run.is_none() && self.member.due_at.is_none() && !waits_for_somebody;
        let now = self.around.now;
        match (self.member.left_alone_since, is_left) {
            (None, true) => {
                self.member.left_alone_since = Some(now);
                self.around.tally.left_alone(state.status, state.reason);
            }
            (Some(since), false) => {
                self.around.tally.was_left_alone(now.duration_since(since));
                self.member.left_alone_since = None;
            }
            (None, false) | (Some(_), true) => {}
        }
    }

    /// Keeps the books on what stops connections and what heals them.
    fn track(&mut self, before: &State, event: Event) {
        let now = self.around.now;
        let is_background = self.member.run.as_ref().is_some_and(|run| run.presence == Presence::Background);
        let state = &self.member.state;
        if matches!(event, Event::AggregationSucceeded | Event::NoAccountsFound) {
            self.member.heals_by = None;
            if self.member.ledger.asked_in_row == 0 {
                self.member.login.codes_to_nobody = 0;
            }
            if let Some(trouble) = self.member.trouble.take() {
                self.around.tally.healed(trouble, is_background, state.is_asked, now);
            }
        } else if matches!(state.status, Status::Disabled | Status::Closed) {
            self.member.trouble = None;
        } else if state.status != before.status
            && self.member.trouble.is_none()
            && state.successfully_aggregated_at.is_some()
            && is_trouble(state.status)
        {
            self.member.trouble = Some(Trouble::new(now));
        }
    }
}

/// Whether a connection in this status does not work and did before.
fn is_trouble(status: Status) -> bool {
    matches!(
        status,
        Status::Failed
            | Status::Degraded
            | Status::Disconnected
            | Status::Rejected
            | Status::Expired
            | Status::Denied
            | Status::Impeded
            | Status::Locked
            | Status::Prevented
            | Status::Impaired
            | Status::Reconnected
            | Status::Discontinued
    )
}

pub(crate) const SECOND: SignedDuration = SignedDuration::from_secs(1);
pub(crate) const MINUTE: SignedDuration = SignedDuration::from_mins(1);
pub(crate) const DAY: SignedDuration = SignedDuration::from_hours(24);
