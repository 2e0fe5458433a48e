//! What a person has allowed an app, and the access that the app has by it.

use domain::clock::Timestamp;
use serde::{Deserialize, Serialize};

use super::flow::Brought;
use super::scope::Scopes;
use crate::chance;
use crate::condition::Condition;
use crate::refusal::Refusal;
use crate::sign_in::{TOKEN_KIND, TOKEN_LASTS_S, id_of, later};

/// How long a consent holds, by the bank's clock.
pub(crate) const CONSENT_DAYS: i64 = 365;
const SECONDS_PER_DAY: i64 = 86_400;

const CONSENT_KIND: &str = "cn";
pub(super) const REFRESH_KIND: &str = "rt";

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Consent {
    pub(crate) number: u64,
    pub(crate) institution: String,
    pub(crate) login: String,
    pub(crate) client_id: String,
    pub(crate) scopes: Scopes,
    /// The ids of the accounts that the person has chosen.
    pub(crate) accounts: Vec<String>,
    /// What the password said that is to hold at every refresh.
    pub(crate) brought: Brought,
    pub(crate) expires_at: Timestamp,
    pub(crate) is_revoked: bool,
}

/// What one access token opens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Access {
    pub(crate) number: u64,
    pub(crate) consent: u64,
    pub(crate) scopes: Scopes,
    /// What its password brings; staff may have said something else since.
    pub(crate) condition: Option<Condition>,
    pub(crate) expires_at: Timestamp,
    pub(crate) is_given_back: bool,
}

impl Consent {
    pub(crate) fn id(&self, seed: u64) -> String {
        id_of(CONSENT_KIND, seed, self.number)
    }

    pub(crate) fn refresh_token(&self, seed: u64) -> String {
        id_of(REFRESH_KIND, seed, self.number)
    }

    /// The same for every consent of this login, whatever the app.
    pub(crate) fn customer_id(&self, seed: u64) -> String {
        format!("cu-{}", chance::tag(seed, &["customer", &self.institution, &self.login]))
    }

    pub(crate) fn ended(&self, now: Timestamp) -> Option<Refusal> {
        if self.is_revoked {
            return Some(Refusal::ConsentRevoked);
        }
        (now >= self.expires_at).then_some(Refusal::ConsentExpired)
    }
}

impl Access {
    /// Of the same kind as a sign-in's: both are read with alike, and their numbers differ.
    pub(crate) fn token(&self, seed: u64) -> String {
        id_of(TOKEN_KIND, seed, self.number)
    }

    pub(crate) fn is_readable(&self, consent: &Consent, now: Timestamp) -> bool {
        !self.is_given_back && now < self.expires_at && consent.ended(now).is_none()
    }
}

pub(super) fn consent_ends(now: Timestamp) -> Timestamp {
    later(now, CONSENT_DAYS * SECONDS_PER_DAY)
}

pub(super) fn access_ends(now: Timestamp) -> Timestamp {
    later(now, TOKEN_LASTS_S)
}
