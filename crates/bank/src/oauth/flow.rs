//! One person's way through an institution's own page, from the app and back to it.

use domain::clock::Timestamp;
use serde::{Deserialize, Serialize};

use super::scope::Scopes;
use super::way_back::WayBack;
use crate::channel::Channel;
use crate::condition::Condition;
use crate::directory::{self, Institution};
use crate::script::{Mishap, OnPassword, Typed};
use crate::sign_in::{id_of, later};

/// The kinds of ids that go with a flow.
pub(crate) const FLOW_KIND: &str = "fl";
pub(super) const CODE_KIND: &str = "co";

const LASTS_S: i64 = 30 * 60;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Flow {
    pub(crate) number: u64,
    pub(crate) institution: String,
    pub(crate) client_id: String,
    /// What the person knows the app by.
    pub(crate) app_name: String,
    pub(crate) way_back: WayBack,
    pub(crate) scopes: Scopes,
    /// Who brings the code must know what this is the hash of (RFC 7636).
    pub(crate) code_challenge: String,
    pub(crate) began_at: Timestamp,
    pub(crate) wrong_passwords: u8,
    pub(crate) brought: Brought,
    pub(crate) stage: Stage,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Stage {
    Login,
    /// A question is open, or an approval is awaited.
    SigningIn {
        sign_in: u64,
    },
    /// Signed in; which accounts is the app to have?
    Choosing {
        login: String,
        /// What holds for what the first token reads.
        condition: Option<Condition>,
    },
    Allowed {
        consent: u64,
        condition: Option<Condition>,
        code_good_until: Timestamp,
        is_code_used: bool,
    },
    /// The person came back to the app without a code.
    SentBack,
}

/// What a password says that reaches beyond its own sign-in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Brought {
    #[default]
    Nothing,
    Always(Condition),
    Later(Condition),
    Spoils(Mishap),
}

impl Flow {
    pub(crate) fn id(&self, seed: u64) -> String {
        id_of(FLOW_KIND, seed, self.number)
    }

    pub(crate) fn code(&self, seed: u64) -> String {
        id_of(CODE_KIND, seed, self.number)
    }

    /// On which the app reads what is consented to.
    pub(crate) fn channel(&self) -> Channel {
        directory::by_code(&self.institution).map_or(Channel::Direct, Institution::consented_channel)
    }

    pub(crate) fn is_late(&self, now: Timestamp) -> bool {
        now >= later(self.began_at, LASTS_S)
    }
}

impl Brought {
    pub(super) fn typed(self) -> Typed {
        match self {
            Brought::Nothing => Typed::Word(OnPassword::SignIn),
            Brought::Always(condition) => Typed::Always(condition),
            Brought::Later(condition) => Typed::Later(condition),
            Brought::Spoils(mishap) => Typed::Spoils(mishap),
        }
    }
}

impl From<Typed> for Brought {
    fn from(typed: Typed) -> Brought {
        match typed {
            Typed::Word(_) => Brought::Nothing,
            Typed::Always(condition) => Brought::Always(condition),
            Typed::Later(condition) => Brought::Later(condition),
            Typed::Spoils(mishap) => Brought::Spoils(mishap),
        }
    }
}
