//! What an institution's authorization server asks of apps, and how long it lets them in: institutions differ.

use super::scope::Words;
use crate::sign_in::TOKEN_LASTS_S;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Terms {
    pub(crate) pushing: Pushing,
    /// How apps may show who they are.
    pub(crate) methods: &'static [Method],
    /// Each refresh gives another refresh token.
    pub(crate) rotates: bool,
    pub(crate) access_lasts_s: i64,
    /// In which words it is said what an app may read.
    pub(crate) words: Words,
}

/// Whether an app says what it wants before the person comes (RFC 9126).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pushing {
    NotOffered,
    Offered,
    Required,
}

/// How an app shows who it is, by the names of RFC 8414 and RFC 7523.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Method {
    Nothing,
    SecretBasic,
    SecretPost,
    PrivateKey,
}

impl Terms {
    pub(crate) const EASY: Terms = Terms {
        pushing: Pushing::NotOffered,
        methods: &[Method::Nothing, Method::SecretBasic, Method::SecretPost, Method::PrivateKey],
        rotates: false,
        access_lasts_s: TOKEN_LASTS_S,
        words: Words::Own,
    };
}

impl Method {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Method::Nothing => "none",
            Method::SecretBasic => "client_secret_basic",
            Method::SecretPost => "client_secret_post",
            Method::PrivateKey => "private_key_jwt",
        }
    }
}
