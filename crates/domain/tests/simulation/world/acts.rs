//! What people do: of themselves, and because of what they see.

use super::case::{Case, DAY, SECOND};
use super::login::{Held, TYPED_WRONG};
use super::member::Trouble;
use super::queue::What;
use super::rules::Rule;
use domain::member::{Event, Observed, Presence, Status, Why, possible_now};
use domain::reason::{Actor, Reason};
use jiff::SignedDuration;

/// How often people do something unprompted.
const WHIM_EVERY: SignedDuration = SignedDuration::from_hours(72);
/// What people want to do, and how often of a thousand times.
const WISHES: [(u64, Wish); 10] = [
    (285, Wish::Nothing),
    (640, Wish::Refresh),
    (20, Wish::ChangePassword),
    (6, Wish::ForcedPassword),
    (10, Wish::Pause),
    (4, Wish::OperatorPause),
    (5, Wish::Close),
    (4, Wish::Delete),
    (6, Wish::Erase),
    (20, Wish::Renew),
];

/// Something that people do unprompted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wish {
    Nothing,
    Refresh,
    /// At the bank; where the hub has a consent, that is ended.
    ChangePassword,
    /// The bank wants a new one.
    ForcedPassword,
    Pause,
    OperatorPause,
    Close,
    Delete,
    /// Withdraw the login from the hub.
    Erase,
    /// Give the login or the consent anew, although it works.
    Renew,
}

/// How often they look at the same thing before they give up.
const LOOKS_MAX: u32 = 8;

impl Case<'_> {
    /// The person connects the bank.
    pub(crate) fn join(&mut self) {
        if self.bank.is_gone {
            // It cannot be connected now; somebody else comes another day.
            self.member.is_deleted = true;
            return;
        }
        self.around.tally.entered(self.member.state.status);
        let who = self.member.who;
        let whim_at = self.around.now + self.around.random.wait(WHIM_EVERY);
        self.around.queue.push(whim_at, What::Whim(who));
        match self.member.state.status {
            Status::Pending => self.go_to_page(),
            // Some type it and let the application wait.
            Status::Created => {
                let typed = self.type_login();
                self.member.vault = Some(typed);
                if !self.around.random.happens(30) {
                    self.refresh();
                }
            }
            _ => {}
        }
        self.finish();
        self.look_again();
    }

    /// The person is told of what has changed; what they do about it comes later.
    pub(crate) fn tell(&mut self) {
        let seen = (self.member.state.status, self.member.state.reason);
        if seen == self.member.seen {
            return;
        }
        self.member.seen = seen;
        self.member.person.looks = 0;
        // What they were going to do about what was before is void.
        self.member.notices += 1;
        let asks_nothing = matches!(
            seen.0,
            Status::Connected | Status::Challenged | Status::Resumed | Status::Delayed | Status::Discontinued
        );
        if !asks_nothing || self.member.state.needs_attention() {
            self.look_again();
        }
    }

    fn look_again(&mut self) {
        let person = &mut self.member.person;
        if person.is_absent || person.looks >= LOOKS_MAX {
            return;
        }
        person.looks += 1;
        let paused = matches!(self.member.state.status, Status::Disabled | Status::Closed);
        let mean = if paused { DAY * 7 } else { person.delay };
        let at = self.around.now + SECOND * 5 + self.around.random.wait(mean);
        self.member.notices += 1;
        self.around.queue.push(at, What::React { who: self.member.who, notice: self.member.notices });
    }

    /// The person acts on what they see.
    pub(crate) fn react(&mut self, notice: u32) {
        if notice != self.member.notices {
            return;
        }
        let before = (self.member.state.status, self.member.state.reason);
        let (is_open, is_by_consent) = (self.member.run.is_some(), self.bank.is_by_consent());
        let roll = self.around.random.below(100);
        match (self.member.state.status, roll) {
            _ if is_open => {}
            (Status::Created | Status::Updated, _) => self.refresh(),
            (Status::Reconnected | Status::Rejected | Status::Expired, _) => self.refresh(),
            (Status::Failed | Status::Degraded | Status::Disconnected, 0..30) => self.refresh(),
            (Status::Denied, 0..25) => self.refresh(),
            (Status::Denied | Status::Prevented | Status::Impaired | Status::Imported, _)
                if is_by_consent =>
            {
                self.go_to_page();
            }
            (Status::Denied | Status::Prevented | Status::Impaired | Status::Imported, _) => {
                self.give_login()
            }
            (Status::Impeded, 0..20) => self.refresh(),
            (Status::Impeded | Status::Locked, _) => self.visit_bank(),
            (Status::Pending, 0..60) => self.go_to_page(),
            (Status::Disabled, 0..80) => {
                self.decide("unpause", Observed::decided(Event::Unpaused, Reason::Ok, Actor::User));
            }
            (Status::Closed, 0..40) => {
                self.decide(
                    "reopen",
                    Observed::decided(Event::Reopened, Reason::CredentialsMissing, Actor::User),
                );
            }
            (Status::Connected, _) if self.member.state.reason == Some(Reason::ConsentExpiring) => {
                self.go_to_page();
            }
            (Status::Connected, 0..30) if self.member.state.needs_attention() => self.refresh(),
            _ => {}
        }
        self.finish();
        if before == (self.member.state.status, self.member.state.reason) {
            self.look_again();
        }
    }

    /// The person does something unprompted.
    pub(crate) fn whim(&mut self) {
        let at = self.around.now + self.around.random.wait(WHIM_EVERY);
        self.around.queue.push(at, What::Whim(self.member.who));
        let all: u64 = WISHES.iter().map(|(weight, _)| weight).sum();
        let mut left = self.around.random.below(all);
        for (weight, wish) in WISHES {
            if left < weight {
                self.fulfil(wish);
                break;
            }
            left -= weight;
        }
        self.finish();
    }

    /// Somebody does something while a run is open.
    pub(crate) fn meddle(&mut self) {
        let wishes: [Wish; WISHES.len()] = WISHES.map(|(_, wish)| wish);
        if let Some(wish) = self.around.random.one_of(&wishes) {
            self.fulfil(wish);
        }
        self.finish();
    }

    fn fulfil(&mut self, wish: Wish) {
        let (is_by_consent, status) = (self.bank.is_by_consent(), self.member.state.status);
        let paused = |by| Observed::decided(Event::Paused, Reason::PausedByOperator, by);
        let ended = |event| Observed::decided(event, Reason::ClosedBySomeone, Actor::User);
        match wish {
            Wish::Nothing => {}
            Wish::Refresh if status == Status::Pending => self.go_to_page(),
            Wish::Refresh => self.refresh(),
            Wish::ChangePassword if is_by_consent => self.revoke_consent(),
            Wish::ChangePassword => {
                self.disturb();
                self.member.login.change_password();
                if self.around.random.happens(300) {
                    self.give_login();
                }
            }
            Wish::ForcedPassword => {
                self.disturb();
                self.member.login.wants_new_password = !is_by_consent;
            }
            Wish::Pause => drop(self.decide("pause", paused(Actor::User))),
            Wish::OperatorPause => drop(self.decide("pause", paused(Actor::Operator))),
            Wish::Close => drop(self.decide("close", ended(Event::Closed))),
            Wish::Delete => drop(self.decide("delete", ended(Event::Deleted))),
            Wish::Erase => {
                let erased =
                    Observed::decided(Event::CredentialsErased, Reason::CredentialsMissing, Actor::User);
                if self.observe(erased).is_ok() {
                    self.disturb();
                }
            }
            Wish::Renew if is_by_consent => self.go_to_page(),
            Wish::Renew => self.give_login(),
        }
    }

    /// Something that the API offers; true when it was done.
    fn decide(&mut self, command: &str, observed: Observed) -> bool {
        let is_offered = possible_now(self.member.state.status).contains(&command);
        match self.observe(observed) {
            Ok(_) => {
                self.disturb();
                true
            }
            Err(refused) => {
                if is_offered && refused.why == Why::Status {
                    self.broke(Rule::Offered, &refused.to_string());
                }
                false
            }
        }
    }

    /// A refresh with the person there.
    pub(crate) fn refresh(&mut self) {
        let now = self.around.now;
        let is_fresh = self.member.state.status == Status::Connected
            && self.around.settings.runs.is_throttled(self.member.ledger.succeeded_at, now);
        if self.member.run.is_some() || is_fresh {
            return;
        }
        let is_offered = possible_now(self.member.state.status).contains(&"aggregate");
        if let Err(refused) = self.begin(Presence::Foreground)
            && is_offered
            && refused.why == Why::Status
        {
            self.broke(Rule::Offered, &refused.to_string());
        }
    }

    fn type_login(&mut self) -> Held {
        let slips = self.around.random.happens(self.member.person.slips);
        if slips { TYPED_WRONG } else { self.member.login.right_password() }
    }

    /// The person types a login, which is tried at once.
    fn give_login(&mut self) {
        let updated = Observed::decided(Event::CredentialsUpdated, Reason::CredentialsUpdated, Actor::User);
        if !self.decide("update_credentials", updated) {
            return;
        }
        let typed = self.type_login();
        self.member.vault = Some(typed);
        self.member.login.typed_anew();
        self.mark(|trouble| trouble.has_new_login = true);
        // A paused member keeps the new credentials for later.
        if !self.around.random.happens(30) {
            let _ = self.begin(Presence::Foreground);
        }
    }

    /// The person settles at the bank's own site what it wants.
    fn visit_bank(&mut self) {
        self.disturb();
        self.member.login.visit();
        self.mark(|trouble| trouble.has_visited = true);
        let is_new = self.member.login.wants_new_password || self.around.random.happens(100);
        if is_new && !self.bank.is_by_consent() {
            self.member.login.change_password();
            self.give_login();
        } else {
            self.refresh();
        }
    }

    /// Notes what was done about a connection that does not work.
    pub(crate) fn mark(&mut self, what: impl FnOnce(&mut Trouble)) {
        if let Some(trouble) = &mut self.member.trouble {
            what(trouble);
        }
    }
}
