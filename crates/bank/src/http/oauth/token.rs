//! `POST {issuer}/token` and `POST {issuer}/revoke`: an app comes by tokens, and ends them.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use serde_json::{Value, json};

use super::super::gate::{self, Closed};
use super::super::problem::Problem;
use super::client;
use crate::bank::Bank;
use crate::directory::Institution;
use crate::fault::Fault;
use crate::line::{HangUp, Scheme};
use crate::oauth::crossing::complaint_of;
use crate::oauth::grant::{Brings, Counter, Granted, NotGranted};
use crate::oauth::{Params, Words};
use crate::trick::{self, Trick};

pub(super) type Sent = Result<Bytes, BytesRejection>;

pub(super) const NO_STORE: [(header::HeaderName, &str); 2] =
    [(header::CACHE_CONTROL, "no-store"), (header::PRAGMA, "no-cache")];

/// Why there is no token, as RFC 6749 §5.2 tells it.
#[derive(Debug)]
pub(super) enum Denied {
    Request(&'static str),
    /// An error and what is said of it.
    Complaint(&'static str, &'static str),
    Client,
    GrantType,
    NotGranted(NotGranted),
    Closed(Closed),
    Unknown,
    Journal,
}

pub(super) async fn give(
    Path(code): Path<String>,
    State(bank): State<Bank>,
    scheme: Scheme,
    headers: HeaderMap,
    sent: Sent,
) -> Result<Response, Denied> {
    let institution = super::institution(&code).ok_or(Denied::Unknown)?;
    let issuer = super::issuer(scheme, &headers, institution).ok_or(Denied::Unknown)?;
    let params = params(sent)?;
    gate::through(&bank, Some(institution), || {
        let addresses = [issuer.as_str(), &format!("{issuer}/token")];
        let client_id = client::app(&bank, institution, &addresses, &headers, &params)?;
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
        let trick = bank.standing(institution).trick;
        let told = view(&bank, institution, &granted);
        let answer = (NO_STORE, [(header::CONTENT_TYPE, "application/json")], trick::body(trick, told));
        Ok(match trick {
            Some(Trick::TokenLost) => (Extension(HangUp), answer).into_response(),
            Some(
                Trick::HalfAnswers
                | Trick::WrongTypes
                | Trick::OtherIssuer
                | Trick::ChangingIds
                | Trick::OthersTransactions,
            )
            | None => answer.into_response(),
        })
    })
    .await
}

pub(super) async fn revoke(
    Path(code): Path<String>,
    State(bank): State<Bank>,
    scheme: Scheme,
    headers: HeaderMap,
    sent: Sent,
) -> Result<Response, Denied> {
    let institution = super::institution(&code).ok_or(Denied::Unknown)?;
    let issuer = super::issuer(scheme, &headers, institution).ok_or(Denied::Unknown)?;
    let params = params(sent)?;
    gate::through(&bank, Some(institution), || {
        let addresses = [issuer.as_str(), &format!("{issuer}/revoke")];
        let client_id = client::app(&bank, institution, &addresses, &headers, &params)?;
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
    served.map_err(Denied::journal)
}

pub(super) fn params(sent: Sent) -> Result<Params, Denied> {
    sent.map(|bytes| Params::read(&bytes)).map_err(|_| Denied::Request("the body cannot be read"))
}

pub(super) fn one<'a>(params: &'a Params, name: &str) -> Result<Option<&'a str>, Denied> {
    params.one(name).map_err(|_| Denied::Request("a parameter stands there more than once"))
}

pub(super) fn must<'a>(params: &'a Params, name: &str, problem: &'static str) -> Result<&'a str, Denied> {
    one(params, name)?.ok_or(Denied::Request(problem))
}

/// FDX names the consent, and tells more of it elsewhere.
fn view(bank: &Bank, institution: &Institution, granted: &Granted) -> Value {
    let Granted { access, consent } = granted;
    let (seed, words) = (bank.seed(), institution.oauth.words);
    let lasts_s = access.expires_at.duration_since(bank.now()).as_secs();
    let mut view = json!({
        "access_token": access.token(seed),
        "token_type": "Bearer",
        "expires_in": lasts_s,
        "refresh_token": consent.refresh_token(seed),
        "scope": access.scopes.told_in(words),
    });
    let more = match words {
        Words::Own => json!({
            "consent_id": consent.id(seed),
            "customer_id": consent.customer_id(seed),
            "consent_expires_at": consent.expires_at,
        }),
        Words::Fdx => json!({"fdx_consent_id": consent.id(seed)}),
    };
    if let (Value::Object(view), Value::Object(more)) = (&mut view, more) {
        view.extend(more);
    }
    view
}

impl Denied {
    pub(super) fn journal(error: std::io::Error) -> Denied {
        // Logged there as everywhere.
        let _ = Problem::from(error);
        Denied::Journal
    }

    fn told(self) -> (StatusCode, &'static str, String) {
        let told = |status, error, text: &str| (status, error, text.to_owned());
        let bad = StatusCode::BAD_REQUEST;
        match self {
            Denied::Request(text) => told(bad, "invalid_request", text),
            Denied::Complaint(error, text) => told(bad, error, text),
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
