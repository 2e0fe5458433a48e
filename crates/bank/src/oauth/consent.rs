//! What a person has allowed an app, and the access that the app has by it.

use domain::clock::Timestamp;
use serde::{Deserialize, Serialize};

use super::flow::Brought;
use super::scope::Scopes;
use crate::chance;
use crate::condition::Condition;
use crate::refusal::Refusal;
use crate::sign_in::{TOKEN_KIND, id_of, later, number_in};

/// How long a consent holds, by the bank's clock.
pub(crate) const CONSENT_DAYS: i64 = 365;
const SECONDS_PER_DAY: i64 = 86_400;

const CONSENT_KIND: &str = "cn";
const REFRESH_KIND: &str = "rt";
/// How long after a refresh the token before gives the same again.
const GRACE_S: i64 = 30;

/// Refresh tokens of one consent differ by how many there were before.
fn kind_of(generation: u64) -> String {
    if generation == 0 { REFRESH_KIND.to_owned() } else { format!("{REFRESH_KIND}{generation}") }
}

/// The consent and the generation of a refresh token, if it is one of ours.
pub(super) fn read_refresh_token(seed: u64, token: &str) -> Option<(u64, u64)> {
    let (kind, _) = token.split_once('-')?;
    let digits = kind.strip_prefix(REFRESH_KIND)?;
    let generation = if digits.is_empty() { 0 } else { digits.parse().ok()? };
    (kind == kind_of(generation)).then_some(())?;
    Some((number_in(kind, seed, token)?, generation))
}

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
    #[serde(default)]
    pub(crate) given_at: Option<Timestamp>,
    /// The last exchange of its refresh token for another, where the institution does so.
    #[serde(default)]
    pub(crate) rotation: Rotation,
}

/// Which of a consent's refresh tokens is the one that is good.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Rotation {
    /// How many there were before it.
    pub(crate) generation: u64,
    pub(crate) last: Option<LastRotation>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LastRotation {
    pub(crate) at: Timestamp,
    /// The access token that was given along with it.
    pub(crate) access: u64,
}

/// What a refresh token that was brought is.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Brings {
    Current,
    /// The one before, just replaced: the answer may have got lost, so the same is given again.
    JustReplaced {
        access: u64,
    },
    /// An older one: two hold tokens of this consent, and one of them has no right to it (RFC 9700 §4.14.2).
    Reused,
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
        id_of(&kind_of(self.rotation.generation), seed, self.number)
    }

    /// What a refresh token of this generation is worth now.
    pub(super) fn brings(&self, generation: u64, now: Timestamp) -> Brings {
        if generation == self.rotation.generation {
            return Brings::Current;
        }
        match &self.rotation.last {
            Some(last) if generation + 1 == self.rotation.generation && now < later(last.at, GRACE_S) => {
                Brings::JustReplaced { access: last.access }
            }
            Some(_) | None => Brings::Reused,
        }
    }

    /// The same with the next refresh token, given along with this access token.
    pub(super) fn rotated(&self, access: u64, now: Timestamp) -> Consent {
        let generation = self.rotation.generation.saturating_add(1);
        let rotation = Rotation { generation, last: Some(LastRotation { at: now, access }) };
        Consent { rotation, ..self.clone() }
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
