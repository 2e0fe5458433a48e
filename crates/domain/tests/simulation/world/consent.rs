//! The way to the bank's own page and back, for institutions that are reached by a consent.

use super::case::{Case, DAY, MINUTE, SECOND};
use super::institution::Access;
use super::member::Phase;
use super::queue::What;
use super::rules::Rule;
use domain::member::transition::{Cell, cell};
use domain::member::{Event, Observed, Presence, Status};
use domain::reason::{Actor, Reason};

impl Case<'_> {
    /// The person goes to the bank's page to consent, and may come back.
    pub(crate) fn go_to_page(&mut self) {
        if self.is_exchanging() {
            return;
        }
        let started = Observed::decided(Event::OauthStarted, Reason::OauthPending, Actor::User);
        if self.observe(started).is_err() {
            return;
        }
        self.member.visits += 1;
        let random = &mut self.around.random;
        if random.happens(850) {
            let late = random.happens(100);
            let most = if late { MINUTE * 75 } else { MINUTE * 15 };
            let at = self.around.now + random.between(SECOND * 40, most);
            let what = What::Returned { who: self.member.who, visit: self.member.visits };
            self.around.queue.push(at, what);
        }
    }

    /// The person comes back from the bank's page.
    pub(crate) fn returned(&mut self, visit: u32) {
        // Who is paused or closed meanwhile is told so.
        let takes_visits = cell(self.member.state.status, Event::OauthStarted) != Cell::Refuse;
        if visit != self.member.visits || self.is_exchanging() || !takes_visits {
            return;
        }
        let now = self.around.now;
        let random = &mut self.around.random;
        let (roll, days) = (random.below(100), random.between(DAY * 30, DAY * 90));
        let mishap = match roll {
            0..12 => (Event::OauthCancelled, Reason::OauthCancelled),
            12..20 => (Event::OauthLoginFailed, Reason::OauthLoginFailed),
            _ => {
                let ends_others = self.bank.access == Access::OnlyConsent;
                self.member.login.wants_terms = false;
                let token = self.member.login.consent(now + days, ends_others);
                self.member.brought = Some(token);
                self.member.state = self.member.state.clone().with_consent_returned();
                self.member.ledger.generation += 1;
                self.open_run(Presence::Foreground);
                let latency = self.bank.latency(&mut self.around.random);
                self.go_on(Phase::Exchanging, latency, |_| ());
                self.finish();
                return;
            }
        };
        let was_kept = self.is_kept_alive();
        if self.observe(Observed::decided(mishap.0, mishap.1, Actor::User)).is_ok() {
            self.disturb();
        }
        if was_kept && !self.is_kept_alive() {
            self.broke(Rule::GoodConsent, "a visit that failed ends a connection whose consent is good");
        }
        self.finish();
    }

    /// The code that the person brought has become a token.
    pub(crate) fn exchanged(&mut self) {
        let succeeded = Observed::seen(Event::OauthSucceeded, Reason::InProgress, Presence::Foreground);
        self.find(succeeded);
        self.member.vault = self.member.brought;
        self.disturb();
        self.mark(|trouble| trouble.has_new_consent = true);
        let takes = self.around.random.between(SECOND * 3, MINUTE);
        self.go_on(Phase::Reading, takes, |_| ());
    }

    pub(crate) fn is_exchanging(&self) -> bool {
        self.member.run.as_ref().is_some_and(|run| run.phase == Phase::Exchanging)
    }

    /// The person ends the consent at the bank, which tells the hub or does not.
    pub(crate) fn revoke_consent(&mut self) {
        self.disturb();
        self.member.login.revoke();
        if self.around.random.happens(500) {
            let lost = Observed::reported(Reason::ConsentRevoked, Presence::Background);
            let _ = self.observe(lost);
        }
    }

    /// The bank honours the consent that is held, and the status is one that the hub refreshes by itself.
    fn is_kept_alive(&self) -> bool {
        let (now, status) = (self.around.now, self.member.state.status);
        matches!(status, Status::Connected | Status::Failed | Status::Degraded | Status::Disconnected)
            && self.member.vault.is_some_and(|held| self.member.login.is_good(held, self.bank, now))
    }
}
