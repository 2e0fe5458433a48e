//! OAuth 2 as an app: to the institution's page and back (authorization code with PKCE), tokens from codes, tokens from tokens.
//!
//! Shared by the sources that work so. `server` is what an authorization server says of itself and what is asked of it, `app` how the hub
//! shows who it is, `away` what is remembered while the person is at the page, `tokens` what is given, `refusal` what is refused.
//!
//! Sources: RFC 6749, RFC 7636 (PKCE), RFC 8414 (metadata), RFC 9207 (`iss`), RFC 7009 (revocation), RFC 9126 (pushed requests), RFC 7523
//! (signed assertions).

mod app;
mod away;
mod refusal;
mod server;
mod tokens;

pub(crate) use app::{App, Proof, SigningKey};
pub(crate) use away::Away;
pub(crate) use server::Server;
pub(crate) use tokens::{REFRESH_TOKEN, Tokens};

use crate::http::Response;
use crate::problem::Problem;
use domain::reason::Reason;
use serde::Deserialize;

fn read<'a, T: Deserialize<'a>>(response: &'a Response) -> Result<T, Problem> {
    // All answers are objects. Serde would take a list for one too, its items for the fields in their order.
    let is_object = response.body.trim_ascii_start().starts_with(b"{");
    let value = if is_object { serde_json::from_slice(&response.body).ok() } else { None };
    value.ok_or_else(|| {
        Problem::new(
            Reason::OauthTechnical,
            "the answer of the authorization server is not of the expected form",
        )
    })
}
