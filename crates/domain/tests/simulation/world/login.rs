//! The bank's side of one customer: what it accepts, what it wants, and what it counts.

use super::institution::{Code, Hits, Institution, Nature};
use super::random::Random;
use domain::clock::Timestamp;
use domain::reason::Reason;
use jiff::SignedDuration;

/// So many wrong passwords or codes in a row, and the bank locks the login.
pub(crate) const LOCKS_AFTER: u32 = 5;

/// What the hub presents: a password or a consent, each by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Held(pub(crate) u32);

/// What a wrong password is.
pub(crate) const TYPED_WRONG: Held = Held(u32::MAX);

/// What came of a sign-in.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Verdict {
    Accepted,
    Asks,
    Ends(Reason, Option<Timestamp>),
}

/// A consent that the bank honours until it ends.
#[derive(Debug, Clone, Copy)]
struct Consent {
    number: u32,
    until: Timestamp,
}

/// The bank's record of one customer's login.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "what a bank can want at once")]
pub(crate) struct Login {
    password: u32,
    consents: Vec<Consent>,
    consents_given: u32,
    pub(crate) is_locked: bool,
    pub(crate) wants_terms: bool,
    pub(crate) wants_new_password: bool,
    /// The next login comes from a new place.
    pub(crate) is_unknown_place: bool,
    wrong_passwords: u32,
    wrong_codes: u32,
    /// Refused passwords in a row that the hub sent without a new login in between.
    pub(crate) refused_from_hub: u32,
    /// Wrong codes in a row that came through the hub, without an acceptance, a new login or a day in between.
    pub(crate) wrong_from_hub: u32,
    wrong_at: Timestamp,
    /// Codes that were sent when nobody was there, since a login that needed none.
    pub(crate) codes_to_nobody: u32,
}

impl Login {
    pub(crate) fn new() -> Self {
        Self {
            password: 1,
            consents: Vec::new(),
            consents_given: 0,
            is_locked: false,
            wants_terms: false,
            wants_new_password: false,
            is_unknown_place: false,
            wrong_passwords: 0,
            wrong_codes: 0,
            refused_from_hub: 0,
            wrong_from_hub: 0,
            wrong_at: Timestamp::MIN,
            codes_to_nobody: 0,
        }
    }

    pub(crate) fn right_password(&self) -> Held {
        Held(self.password)
    }

    pub(crate) fn change_password(&mut self) {
        self.password += 1;
        self.wants_new_password = false;
        self.visit();
    }

    /// The person signs in at the bank's own site and settles what it shows.
    pub(crate) fn visit(&mut self) {
        self.is_locked = false;
        self.wants_terms = false;
        self.wrong_passwords = 0;
        self.wrong_codes = 0;
        self.wrong_from_hub = 0;
    }

    /// A new login was typed into the hub.
    pub(crate) fn typed_anew(&mut self) {
        self.refused_from_hub = 0;
        self.wrong_from_hub = 0;
    }

    pub(crate) fn consent(&mut self, until: Timestamp, ends_others: bool) -> Held {
        if ends_others {
            self.consents.clear();
        }
        self.consents_given += 1;
        self.consents.push(Consent { number: self.consents_given, until });
        Held(self.consents_given)
    }

    pub(crate) fn revoke(&mut self) {
        self.consents.clear();
    }

    /// Until when the bank honours this consent; none when it does not know it.
    pub(crate) fn honours_until(&self, held: Held) -> Option<Timestamp> {
        self.consents.iter().find(|consent| Held(consent.number) == held).map(|consent| consent.until)
    }

    /// Whether a sign-in with this would succeed, unless the bank asks for a code.
    pub(crate) fn is_good(&self, held: Held, bank: &Institution, now: Timestamp) -> bool {
        let is_right = if bank.is_by_consent() {
            self.honours_until(held).is_some_and(|until| now < until)
        } else {
            held == self.right_password() && !self.is_locked && !self.wants_new_password
        };
        is_right && !self.wants_terms
    }

    /// The hub presents what it holds; `has_answered` when the right code was given before.
    pub(crate) fn sign_in(
        &mut self,
        held: Held,
        bank: &Institution,
        has_answered: bool,
        now: Timestamp,
        random: &mut Random,
    ) -> Verdict {
        if let Some(outage) = bank.outage.filter(|outage| outage.hits == Hits::SignIn) {
            return Verdict::Ends(outage.reason, outage.retry_at);
        }
        if random.happens(if has_answered { 50 } else { 3 }) {
            const STUMBLES: &[Reason] = &[
                Reason::TemporaryUnspecified,
                Reason::NetworkError,
                Reason::SessionConflict,
                Reason::ProviderTimeout,
                Reason::RateLimited,
            ];
            return Verdict::Ends(random.one_of(STUMBLES).unwrap_or(Reason::NetworkError), None);
        }
        if bank.is_by_consent() {
            return match self.honours_until(held) {
                Some(until) if now >= until => Verdict::Ends(Reason::ConsentExpired, None),
                Some(_) if self.wants_terms => Verdict::Ends(Reason::TermsRequired, None),
                Some(_) => Verdict::Accepted,
                None if random.happens(500) => Verdict::Ends(Reason::ConsentRevoked, None),
                None => Verdict::Ends(Reason::TokenInvalid, None),
            };
        }
        if bank.code == Code::BeforeJudging && !has_answered && random.happens(250) {
            return Verdict::Asks;
        }
        if self.is_locked {
            return Verdict::Ends(Reason::AccountLocked, None);
        }
        let mistaken = bank.outage.is_some_and(|outage| outage.hits == Hits::Logins);
        if mistaken || held != self.right_password() {
            return self.refuse(bank, mistaken);
        }
        if self.wants_new_password {
            return Verdict::Ends(Reason::PasswordChangeRequired, None);
        }
        if self.wants_terms {
            return Verdict::Ends(Reason::TermsRequired, None);
        }
        let asks = match bank.code {
            Code::Never | Code::BeforeJudging => false,
            Code::Seldom | Code::Twice => random.happens(8),
            Code::EveryLogin => true,
        };
        if (asks || self.is_unknown_place) && !has_answered {
            self.is_unknown_place = false;
            return Verdict::Asks;
        }
        self.wrong_passwords = 0;
        self.wrong_codes = 0;
        self.refused_from_hub = 0;
        self.wrong_from_hub = 0;
        Verdict::Accepted
    }

    fn refuse(&mut self, bank: &Institution, mistaken: bool) -> Verdict {
        self.refused_from_hub += 1;
        // A bank that mistakes good logins does not count them either.
        self.wrong_passwords += u32::from(!mistaken);
        if self.wrong_passwords >= LOCKS_AFTER {
            self.is_locked = true;
            return Verdict::Ends(Reason::AccountLocked, None);
        }
        let is_vague = bank.nature == Nature::Vague;
        Verdict::Ends(if is_vague { Reason::NotACustomer } else { Reason::CredentialsRejected }, None)
    }

    /// A wrong code was given; true when that locks the login.
    pub(crate) fn wrong_code(&mut self, now: Timestamp) -> bool {
        if now.duration_since(self.wrong_at) >= SignedDuration::from_hours(24) {
            self.wrong_from_hub = 0;
        }
        self.wrong_at = now;
        self.wrong_from_hub += 1;
        self.wrong_codes += 1;
        self.is_locked |= self.wrong_codes >= LOCKS_AFTER;
        self.is_locked
    }
}
