//! `POST {issuer}/token` and `POST {issuer}/revoke`: an app comes by tokens, and ends them.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::clock::Timestamp;
use serde::Serialize;
use serde_json::json;

use super::super::gate::{self, Closed};
use super::super::problem::Problem;
use crate::bank::Bank;
use crate::directory::Institution;
use crate::fault::Fault;
use crate::line::HangUp;
use crate::oauth::crossing::complaint_of;
use crate::oauth::grant::{Brings, Counter, Granted, NotGranted};
use crate::oauth::{Params, app};
use crate::sign_in::TOKEN_LASTS_S;

type Sent = Result<Bytes, BytesRejection>;

const NO_STORE: [(header::HeaderName, &str); 2] =
    [(header::CACHE_CONTROL, "no-store"), (header::PRAGMA, "no-cache")];

/// No `Debug`: it holds tokens.
#[derive(Serialize)]
struct View {
    access_token: String,
    token_type: &'static str,
    expires_in: i64,
    refresh_token: String,
    scope: String,
    consent_id: String,
    customer_id: String,
    consent_expires_at: Timestamp,
}

/// Why there is no token, as RFC 6749 §5.2 tells it.
#[derive(Debug)]
pub(super) enum Denied {
    Request(&'static str),
    Client,
    GrantType,
    NotGranted(NotGranted),
    Closed(Closed),
    Unknown,
    Journal,
}

/// What an app shows of itself. No `Debug`: it holds a secret.
struct Shown {
    client_id: String,
    secret: Option<String>,
}

pub(super) async fn give(
    Path(code): Path<String>,
    State(bank): State<Bank>,
    headers: HeaderMap,
    sent: Sent,
) -> Result<Response, Denied> {
    let institution = super::institution(&code).ok_or(Denied::Unknown)?;
    let params = params(sent)?;
    gate::through(&bank, Some(institution), || {
        let client_id = app(&bank, &headers, &params)?;
        let granted = match one(&params, "grant_type")? {
            Some("authorization_code") => {
                let brings = Brings {
                    code: must(&params, "code", "code is missing")?,
                    redirect_uri: must(&params, "redirect_uri", "redirect_uri is missing")?,
                    verifier: must(&params, "code_verifier", "code_verifier is missing")?,
                };
                at_counter(&bank, institution, &client_id, |counter| counter.exchange(&brings))?
            }
            Some("refresh_token") => {
                let token = must(&params, "refresh_token", "refresh_token is missing")?;
                let scope = one(&params, "scope")?;
                at_counter(&bank, institution, &client_id, |counter| counter.refresh(token, scope))?
            }
            Some(_) => return Err(Denied::GrantType),
            None => return Err(Denied::Request("grant_type is missing")),
        };
        let granted = granted.map_err(Denied::NotGranted)?;
        Ok((NO_STORE, Json(view(&granted, bank.seed()))))
    })
    .await
}

pub(super) async fn revoke(
    Path(code): Path<String>,
    State(bank): State<Bank>,
    headers: HeaderMap,
    sent: Sent,
) -> Result<Response, Denied> {
    let institution = super::institution(&code).ok_or(Denied::Unknown)?;
    let params = params(sent)?;
    gate::through(&bank, Some(institution), || {
        let client_id = app(&bank, &headers, &params)?;
        let token = must(&params, "token", "token is missing")?;
        at_counter(&bank, institution, &client_id, |counter| (counter.revoke(token), ()))?;
        Ok::<_, Denied>((StatusCode::OK, NO_STORE))
    })
    .await
}

fn at_counter<T>(
    bank: &Bank,
    institution: &'static Institution,
    client_id: &str,
    serve: impl FnOnce(&Counter<'_>) -> (Vec<crate::books::Record>, T),
) -> Result<T, Denied> {
    let seed = bank.seed();
    let served = bank.conclude(|books, now| serve(&Counter { books, seed, now, institution, client_id }));
    served.map_err(|error| {
        // Logged there as everywhere.
        let _ = Problem::from(error);
        Denied::Journal
    })
}

fn params(sent: Sent) -> Result<Params, Denied> {
    sent.map(|bytes| Params::read(&bytes)).map_err(|_| Denied::Request("the body cannot be read"))
}

fn one<'a>(params: &'a Params, name: &str) -> Result<Option<&'a str>, Denied> {
    params.one(name).map_err(|_| Denied::Request("a parameter stands there more than once"))
}

fn must<'a>(params: &'a Params, name: &str, problem: &'static str) -> Result<&'a str, Denied> {
    one(params, name)?.ok_or(Denied::Request(problem))
}

/// The app that calls, once it has shown who it is.
fn app(bank: &Bank, headers: &HeaderMap, params: &Params) -> Result<String, Denied> {
    let Shown { client_id, secret } = shown(headers, params)?;
    let app = bank.read(|books| app::find(books, &client_id)).ok_or(Denied::Client)?;
    if app.is_shown_by(&client_id, secret.as_deref()) { Ok(client_id) } else { Err(Denied::Client) }
}

fn shown(headers: &HeaderMap, params: &Params) -> Result<Shown, Denied> {
    let (client_id, secret) = (one(params, "client_id")?, one(params, "client_secret")?);
    let Some(given) = headers.get(header::AUTHORIZATION) else {
        let client_id = client_id.ok_or(Denied::Request("client_id is missing"))?.to_owned();
        return Ok(Shown { client_id, secret: secret.map(str::to_owned) });
    };
    let basic = given.to_str().ok().and_then(basic).ok_or(Denied::Client)?;
    if secret.is_some() || client_id.is_some_and(|client_id| client_id != basic.client_id) {
        return Err(Denied::Request("the app shows itself in two ways"));
    }
    Ok(basic)
}

/// Both parts are written as in a form before they are joined (RFC 6749 §2.3.1); who leaves out to do so is understood too.
fn basic(header: &str) -> Option<Shown> {
    let (scheme, pair) = header.split_once(' ')?;
    let pair = String::from_utf8(STANDARD.decode(pair.trim()).ok()?).ok()?;
    let (client_id, secret) = pair.split_once(':')?;
    let plain = |text: &str| {
        let text = text.replace('=', "%3D").replace('&', "%26");
        form_urlencoded::parse(text.as_bytes()).next().map(|(text, _)| text.into_owned()).unwrap_or_default()
    };
    let (client_id, secret) = (plain(client_id), plain(secret));
    scheme
        .eq_ignore_ascii_case("basic")
        .then_some(Shown { client_id, secret: (!secret.is_empty()).then_some(secret) })
}

fn view(granted: &Granted, seed: u64) -> View {
    let Granted { access, consent } = granted;
    View {
        access_token: access.token(seed),
        token_type: "Bearer",
        expires_in: TOKEN_LASTS_S,
        refresh_token: consent.refresh_token(seed),
        scope: access.scopes.to_string(),
        consent_id: consent.id(seed),
        customer_id: consent.customer_id(seed),
        consent_expires_at: consent.expires_at,
    }
}

impl Denied {
    fn told(self) -> (StatusCode, &'static str, String) {
        let told = |status, error, text: &str| (status, error, text.to_owned());
        let bad = StatusCode::BAD_REQUEST;
        match self {
            Denied::Request(text) => told(bad, "invalid_request", text),
            Denied::Client => told(
                StatusCode::UNAUTHORIZED,
                "invalid_client",
                "the app is unknown or did not show who it is",
            ),
            Denied::GrantType => told(bad, "unsupported_grant_type", "grant_type is none that is offered"),
            Denied::NotGranted(NotGranted::Grant(text)) => (bad, "invalid_grant", text),
            Denied::NotGranted(NotGranted::Scope) => {
                told(bad, "invalid_scope", "scope goes beyond what was allowed")
            }
            Denied::NotGranted(NotGranted::Fault(fault)) => {
                let (status, code, _) = fault.told();
                told(status, complaint_of(fault).as_str(), code)
            }
            Denied::Closed(closed) => {
                let code = match closed {
                    Closed::Down => "institution_down",
                    Closed::Maintenance => "institution_maintenance",
                };
                told(StatusCode::SERVICE_UNAVAILABLE, "temporarily_unavailable", code)
            }
            Denied::Unknown => told(StatusCode::NOT_FOUND, "invalid_request", "unknown_institution"),
            Denied::Journal => told(StatusCode::INTERNAL_SERVER_ERROR, "server_error", "server_error"),
        }
    }
}

impl IntoResponse for Denied {
    fn into_response(self) -> Response {
        let fault = match &self {
            Denied::NotGranted(NotGranted::Fault(fault)) => Some(*fault),
            _ => None,
        };
        let (status, error, text) = self.told();
        let body = Json(json!({"error": error, "error_description": text}));
        let mut response = (status, NO_STORE, body).into_response();
        if status == StatusCode::UNAUTHORIZED {
            let basic = header::HeaderValue::from_static("Basic realm=\"apps\"");
            response.headers_mut().insert(header::WWW_AUTHENTICATE, basic);
        }
        if let Some(wait_s) = fault.and_then(Fault::wait_s) {
            response.headers_mut().insert(header::RETRY_AFTER, wait_s.into());
        }
        if fault == Some(Fault::HangUp) {
            return (Extension(HangUp), response).into_response();
        }
        response
    }
}

impl From<Closed> for Denied {
    fn from(closed: Closed) -> Denied {
        Denied::Closed(closed)
    }
}
