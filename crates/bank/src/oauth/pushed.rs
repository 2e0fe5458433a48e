//! What an app has said before the person comes (RFC 9126): kept for a moment, under a name that brings it back once.

use domain::clock::Timestamp;
use serde::{Deserialize, Serialize};

use super::params::Params;
use crate::sign_in::{id_of, later, number_in};

pub(crate) const LASTS_S: i64 = 90;
const NAME_PREFIX: &str = "urn:ietf:params:oauth:request_uri:";
const KIND: &str = "pr";
/// What is kept of a request: nothing by which the app shows who it is.
const KEPT: [&str; 7] = [
    "response_type",
    "client_id",
    "redirect_uri",
    "scope",
    "state",
    "code_challenge",
    "code_challenge_method",
];

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Pushed {
    pub(crate) number: u64,
    pub(crate) institution: String,
    pub(crate) client_id: String,
    /// As it would have stood in the query.
    pub(crate) query: String,
    pub(crate) expires_at: Timestamp,
    pub(crate) is_used: bool,
}

impl Pushed {
    pub(super) fn new(
        number: u64,
        institution: &str,
        client_id: &str,
        params: &Params,
        now: Timestamp,
    ) -> Pushed {
        let kept = params.iter().filter(|(name, _)| KEPT.contains(name));
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(kept).finish();
        let expires_at = later(now, LASTS_S);
        let (institution, client_id) = (institution.to_owned(), client_id.to_owned());
        Pushed { number, institution, client_id, query, expires_at, is_used: false }
    }

    pub(crate) fn request_uri(&self, seed: u64) -> String {
        format!("{NAME_PREFIX}{}", id_of(KIND, seed, self.number))
    }
}

pub(super) fn number_of(request_uri: &str, seed: u64) -> Option<u64> {
    number_in(KIND, seed, request_uri.strip_prefix(NAME_PREFIX)?)
}
