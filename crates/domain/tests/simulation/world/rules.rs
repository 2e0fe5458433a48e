//! What must hold whatever happens; looked at with every event.

use super::case::Case;
use super::institution::Code;
use super::member::Answer;
use domain::member::{Event, State, Status};
use domain::reason::{Actor, Reason};
use domain::schedule::Due;
use jiff::SignedDuration;
use std::collections::BTreeMap;

/// A rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rule {
    /// `is_being_aggregated` is true exactly while a run is open.
    OpenRun,
    /// What a run finds is never impossible.
    RunFinds,
    /// What is counted is what the history adds up to.
    Counters,
    /// The two weeks count from the last success, or the creation; pauses do not count.
    TwoWeeksClock,
    /// The hub believes to hold credentials exactly when it does.
    Holding,
    /// Nothing secret is left of a closed member.
    ClosedForgets,
    /// A pause gives back what was before it, or what would have become of it.
    PauseRemembers,
    /// No run without a person with credentials that are not proven, or were refused since.
    UnattendedUnproven,
    /// No run without a person that needs one: moved, a learned code, a status that asks for the person.
    UnattendedNeedsPerson,
    /// The scheduler does not run sooner than three hours after a success.
    TooSoon,
    /// What falls due can be done, and is done once.
    DueIsDone,
    /// The bank does not get the same refused password more often than the limit says.
    SameLogin,
    /// What the hub does by itself never locks a login.
    LockedUnattended,
    /// Wrong answers stop before banks lock, until a day is over.
    WrongAnswers,
    /// One code at most is sent to somebody who is not there, until a login passes without one.
    CodesToNobody,
    /// PREVENTED comes of three plain refusals in a row.
    Prevented,
    /// DEGRADED comes of three failures an hour apart within 72 hours.
    Degraded,
    /// DISCONNECTED comes of three failures and fourteen days without success, pauses aside.
    Disconnected,
    /// A consent that the bank honours is not given up because another visit failed.
    GoodConsent,
    /// What the bank says of an old consent ends no connection that has a new one.
    OldConsent,
    /// A member whose consent is being exchanged is not deleted.
    ExchangeIsWaitedFor,
    /// What works is refreshed every 7.5 hours.
    Refreshed,
    /// What failed because of an outage alone works again within its longest wait.
    Heals,
    /// What is offered is taken.
    Offered,
    /// Background runs at one institution do not come in a crowd.
    NoHerd,
}

/// A rule that was broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Broken {
    pub(crate) members: u32,
    /// The first case, with everything that one must know.
    pub(crate) first: String,
}

pub(crate) type BrokenRules = BTreeMap<Rule, Broken>;

/// A healthy member is refreshed at least this often.
const REFRESHED_WITHIN: SignedDuration = SignedDuration::from_mins(450);

impl Case<'_> {
    pub(crate) fn broke(&mut self, rule: Rule, detail: &str) {
        // Each member once: what is wrong stays wrong for a while.
        if self.member.broke.contains(&rule) {
            return;
        }
        self.member.broke.push(rule);
        if let Some(broken) = self.around.broken.get_mut(&rule) {
            broken.members += 1;
            return;
        }
        let member = &self.member;
        let mut first = format!(
            "{rule:?}: {detail}\nseed {}, member {} (life {}), institution {} ({:?}, {:?}, {:?}), {}\n{:?}\n",
            self.around.seed,
            member.who.member,
            member.who.life,
            self.bank.number,
            self.bank.access,
            self.bank.code,
            self.bank.nature,
            self.around.now,
            member.state,
        );
        let lines: Vec<String> = member.history.iter().map(ToString::to_string).collect();
        first.push_str(&lines.join("\n"));
        self.around.broken.insert(rule, Broken { members: 1, first });
    }

    fn hold(&mut self, rule: Rule, holds: bool, detail: &str) {
        if !holds {
            self.broke(rule, detail);
        }
    }

    /// After a fact has changed the member.
    pub(crate) fn check_step(&mut self, before: &State, event: Event, reason: Reason) {
        let (now, limits) = (self.around.now, &self.around.settings.limits);
        let (state, ledger) = (&self.member.state, &self.member.ledger);
        let is_new = state.status != before.status && event != Event::Unpaused;
        match state.status {
            Status::Prevented if is_new => {
                let holds =
                    ledger.refusals_in_row >= limits.refusals_in_row && reason == Reason::CredentialsRejected;
                self.hold(Rule::Prevented, holds, "not three plain refusals in a row");
            }
            Status::Degraded if is_new => {
                let holds = ledger.has_failed_often(now, limits);
                self.hold(Rule::Degraded, holds, "not three failures apart from each other");
            }
            Status::Disconnected if is_new => {
                let holds = ledger.failed_at.len() >= limits.failures
                    && ledger.without_success(now) >= limits.without_success;
                self.hold(Rule::Disconnected, holds, "not two weeks, or not three failures");
            }
            _ => {}
        }
        if event == Event::Unpaused {
            let holds = Some(self.member.state.status) == self.member.ledger.remembered;
            let detail = format!("{:?} should have come back", self.member.ledger.remembered);
            self.hold(Rule::PauseRemembers, holds, &detail);
        }
    }

    /// After everything that one event brought.
    pub(crate) fn check_change(&mut self) {
        let (now, limits) = (self.around.now, &self.around.settings.limits);
        let (member, state, ledger) = (&*self.member, &self.member.state, &self.member.ledger);
        let open = state.is_being_aggregated == member.run.is_some();
        let counters = state.refusals_in_row == ledger.refusals_in_row
            && state.refusals_of_credentials == ledger.refusals_of_credentials
            && state.wrong_answers_in_row == ledger.wrong_answers_in_row
            && usize::try_from(state.failures.since_success) == Ok(ledger.failed_at.len())
            && state.failures.recent == ledger.recent(limits)
            && state.tries_in_row == ledger.tries_in_row
            && state.asked_in_row == ledger.asked_in_row
            && state.generation == ledger.generation
            && state.credentials_proven == ledger.is_proven
            && state.foreground_only == ledger.foreground_only
            && state.successfully_aggregated_at == ledger.succeeded_at;
        let clock = state.status == Status::Disabled
            || now.duration_since(state.without_success_since) == ledger.without_success(now);
        let remembers = (state.status == Status::Disabled) == state.prior.is_some();
        let holding = state.holds_credentials == member.vault.is_some();
        let closed = state.status != Status::Closed || (!state.holds_credentials && member.vault.is_none());
        self.hold(Rule::OpenRun, open, "is_being_aggregated says otherwise");
        if !counters {
            let detail = format!("the history says {:?}", self.member.ledger);
            self.broke(Rule::Counters, &detail);
        }
        if !clock {
            let detail =
                format!("{:.0} without success, pauses aside", self.member.ledger.without_success(now));
            self.broke(Rule::TwoWeeksClock, &detail);
        }
        self.hold(Rule::PauseRemembers, remembers, "something is remembered exactly under DISABLED");
        self.hold(Rule::Holding, holding, "holds_credentials is not what the hub holds");
        self.hold(Rule::ClosedForgets, closed, "something secret is left");
        self.check_healing();
        self.check_refreshed();
    }

    /// Before a run begins while nobody is there.
    pub(crate) fn check_unattended(&mut self) {
        let now = self.around.now;
        let (state, ledger) = (&self.member.state, &self.member.ledger);
        let proven = ledger.is_proven && !ledger.is_refused && self.member.vault.is_some();
        let asks_for_nobody = !ledger.foreground_only
            && ledger.asked_in_row < self.around.settings.limits.codes_in_row
            && state.status.actor() != Actor::User;
        // After a failure the waits of its reason count.
        let late = !self.member.is_well
            || ledger
                .succeeded_at
                .is_none_or(|at| now.duration_since(at) >= self.around.settings.pace.at_least);
        self.hold(
            Rule::UnattendedUnproven,
            proven,
            "a run begins with credentials that are not known to be good",
        );
        self.hold(Rule::UnattendedNeedsPerson, asks_for_nobody, "a run begins that needs the person");
        self.hold(Rule::TooSoon, late, "a run begins too soon after a success");
    }

    /// After what fell due was done: it must not fall due again at once.
    pub(crate) fn check_due_is_done(&mut self, was: Due) {
        let agenda = domain::schedule::agenda(
            &self.member.state,
            self.member.next_run_at,
            &self.around.settings.limits,
        );
        if agenda.is_some_and(|(at, due)| at <= self.around.now && due == was) {
            let detail = format!("{was:?} was done and is due again at once");
            self.broke(Rule::DueIsDone, &detail);
            // Else the hub would do nothing else any more.
            self.member.due_at = None;
        }
    }

    /// After the bank refused a password.
    pub(crate) fn check_refused(&mut self, is_background: bool, was_locked: bool) {
        let login = &self.member.login;
        let within = login.refused_from_hub <= self.around.settings.limits.refusals_of_credentials;
        let locks_now = login.is_locked && !was_locked;
        self.hold(Rule::SameLogin, within, "the same login was sent too often");
        self.hold(
            Rule::LockedUnattended,
            !(locks_now && is_background),
            "nobody was there, and the bank locks",
        );
    }

    /// After the person's answer was judged.
    pub(crate) fn check_answer(&mut self, answer: Answer) {
        let within = self.member.login.wrong_from_hub <= self.around.settings.limits.wrong_answers_in_row;
        self.hold(
            Rule::WrongAnswers,
            answer != Answer::Wrong || within,
            "one wrong answer more than the hub wants to let pass",
        );
    }

    pub(crate) fn check_code_to_nobody(&mut self) {
        let holds = self.member.login.codes_to_nobody <= 1;
        self.hold(Rule::CodesToNobody, holds, "another code is sent to somebody who is not there");
    }

    /// After the bank did not know a consent: there must be no other that it honours.
    pub(crate) fn check_consent_lost(&mut self) {
        let now = self.around.now;
        let is_good = self.member.vault.is_some_and(|held| self.member.login.is_good(held, self.bank, now));
        let is_given_up = self.member.state.status == Status::Impaired && is_good;
        self.hold(
            Rule::OldConsent,
            !is_given_up,
            "an answer to an old consent ends a connection with a new one",
        );
    }

    fn check_healing(&mut self) {
        if self.member.heals_by.is_some_and(|by| self.around.now > by) {
            self.member.heals_by = None;
            // A bank that wants a code each time wants its person, outage or not.
            if !self.member.state.wants_code(&self.around.settings.limits) {
                self.broke(Rule::Heals, "the outage is long over");
            }
        }
    }

    fn check_refreshed(&mut self) {
        let now = self.around.now;
        let member = &*self.member;
        let state = &member.state;
        let is_healthy = state.status == Status::Connected
            && member.is_well
            && member.run.is_none()
            && self.bank.is_up()
            && matches!(self.bank.code, Code::Never | Code::Seldom)
            && !state.foreground_only
            && member.vault.is_some_and(|held| member.login.is_good(held, self.bank, now));
        let since = [
            member.ledger.succeeded_at.unwrap_or(member.joined_at),
            member.disturbed_at,
            member.shown_since,
            self.bank.changed_at,
        ]
        .into_iter()
        .max()
        .unwrap_or(now);
        let late = now.duration_since(since) > REFRESHED_WITHIN;
        if is_healthy && late {
            let detail = format!("nothing since {since}");
            self.member.disturbed_at = now;
            self.broke(Rule::Refreshed, &detail);
        }
    }
}
