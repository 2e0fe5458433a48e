//! What is remembered: between two steps of a sign-in in the session, for years in the grant. Both are sealed by whoever keeps them.

use super::account::Account;
use super::challenge::Phrase;
use super::profile::Profile;
use crate::grant::{Grant, Secret, Session};
use crate::problem::Problem;
use domain::reason::Reason;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use zeroize::{Zeroize, Zeroizing};

/// The forms of [`Remembered`] and [`Kept`]; others are none of ours.
const SESSION_VERSION: u8 = 1;
const KEPT_VERSION: u8 = 1;
/// The field of a grant that holds the client's own id. It stays when the rest is forgotten: a bank may know the client by it.
pub(super) const CLIENT_UID: &str = "CLIENTUID";

/// What a finished sign-in leaves: the token of a grant.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Kept {
    version: u8,
    /// Spares the person the next challenge.
    pub(super) access_key: Option<String>,
    pub(super) session_cookie: Option<String>,
    pub(super) accounts: Vec<Account>,
    pub(super) profile: Option<Profile>,
}

impl Default for Kept {
    fn default() -> Self {
        Self {
            version: KEPT_VERSION,
            access_key: None,
            session_cookie: None,
            accounts: Vec::new(),
            profile: None,
        }
    }
}

impl Kept {
    /// What an earlier sign-in left in the grant, if it did.
    pub(super) fn of(grant: &Grant) -> Option<Self> {
        let kept: Self = serde_json::from_str(grant.token.as_ref()?.expose()).ok()?;
        (kept.version == KEPT_VERSION).then_some(kept)
    }

    pub(super) fn to_secret(&self) -> Secret {
        // Texts and numbers always have a JSON form.
        Secret::new(serde_json::to_string(self).unwrap_or_default())
    }
}

/// A sign-in that goes on, or that has ended.
#[derive(Serialize, Deserialize)]
pub(super) struct Remembered {
    version: u8,
    pub(super) stage: Stage,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Stage {
    Asked(Box<Open>),
    Done { client_uid: Option<String>, token: String },
}

/// A sign-in that waits for answers. It holds the password, which every request carries.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Open {
    pub(super) user: String,
    pub(super) password: String,
    pub(super) client_uid: Option<String>,
    pub(super) phrases: Vec<Phrase>,
    pub(super) ours: BTreeMap<String, String>,
    pub(super) kept: Kept,
}

impl Drop for Open {
    fn drop(&mut self) {
        self.password.zeroize();
    }
}

impl Stage {
    pub(super) fn to_session(&self) -> Session {
        #[derive(Serialize)]
        struct Borrowed<'a> {
            version: u8,
            stage: &'a Stage,
        }
        let borrowed = Borrowed { version: SESSION_VERSION, stage: self };
        Session(Zeroizing::new(serde_json::to_vec(&borrowed).unwrap_or_default()))
    }

    /// What was remembered. A session that holds nothing is of a sending about which nobody can be asked.
    pub(super) fn of(session: &Session) -> Result<Self, Problem> {
        if session.is_empty() {
            return Err(Problem::new(Reason::NetworkError, "what became of the sign-in cannot be asked"));
        }
        serde_json::from_slice(&session.0)
            .ok()
            .filter(|remembered: &Remembered| remembered.version == SESSION_VERSION)
            .map(|remembered| remembered.stage)
            .ok_or_else(|| Problem::new(Reason::SessionConflict, "the session cannot be read"))
    }
}
