//! `/control/apps/{client_id}`: staff registers the apps that may send a person to an institution's own page.

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};

use super::body;
use super::problem::Problem;
use crate::bank::Bank;
use crate::books::Record;
use crate::oauth::app::{self, App, SWINGBRIDGE};
use crate::oauth::assertion::Key;

const CLIENT_ID_CHARS_MAX: usize = 100;
const NAME_CHARS_MAX: usize = 100;
const SECRET_CHARS_MAX: usize = 200;
const REDIRECT_URIS_MAX: usize = 10;
const KEYS_MAX: usize = 10;
const KEY_NAME_CHARS_MAX: usize = 200;
const REDIRECT_URI_CHARS_MAX: usize = 1_000;

/// No `Debug`: it holds a secret.
#[derive(Deserialize)]
struct Registration {
    name: String,
    redirect_uris: Vec<String>,
    #[serde(default)]
    secret: Option<String>,
    #[serde(default)]
    jwks: Option<Jwks>,
}

/// A set of public keys (RFC 7517); what they are for beside signing is passed over.
#[derive(Deserialize)]
struct Jwks {
    keys: Vec<Key>,
}

#[derive(Serialize)]
pub(super) struct View {
    client_id: String,
    name: String,
    redirect_uris: Vec<String>,
    is_confidential: bool,
    /// The names of its keys.
    keys: Vec<String>,
}

pub(super) async fn show(
    Path(client_id): Path<String>,
    State(bank): State<Bank>,
) -> Result<Json<View>, Problem> {
    let app = bank.read(|books| app::find(books, &client_id)).ok_or(Problem::Unknown("app"))?;
    Ok(Json(view(client_id, app)))
}

pub(super) async fn register(
    Path(client_id): Path<String>,
    State(bank): State<Bank>,
    sent: Result<Bytes, BytesRejection>,
) -> Result<Json<View>, Problem> {
    not_the_banks_own(&client_id)?;
    body::text("client_id", &client_id, CLIENT_ID_CHARS_MAX)?;
    if !client_id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte)) {
        return Err(Problem::bad(
            "client_id: must be made of letters, digits, dots, hyphens and underscores",
        ));
    }
    let Registration { name, redirect_uris, secret, jwks } = body::json(sent)?;
    body::text("name", &name, NAME_CHARS_MAX)?;
    if let Some(secret) = &secret {
        body::text("secret", secret, SECRET_CHARS_MAX)?;
    }
    if redirect_uris.is_empty() || redirect_uris.len() > REDIRECT_URIS_MAX {
        return Err(Problem::bad(format!("redirect_uris: must hold 1 to {REDIRECT_URIS_MAX} addresses")));
    }
    let is_good = |uri: &String| uri.len() <= REDIRECT_URI_CHARS_MAX && app::is_redirect_uri(uri);
    if !redirect_uris.iter().all(is_good) {
        return Err(Problem::bad("redirect_uris: each must be an http or https address without a fragment"));
    }
    let keys = jwks.map(|jwks| jwks.keys);
    let has_both = keys.is_some() && secret.is_some();
    let keys_are_good = |keys: &Vec<Key>| {
        (1..=KEYS_MAX).contains(&keys.len())
            && keys.iter().all(|key| key.is_sound() && key.kid.len() <= KEY_NAME_CHARS_MAX)
    };
    if has_both || !keys.iter().all(keys_are_good) {
        return Err(Problem::bad(format!(
            "jwks: must hold 1 to {KEYS_MAX} keys of the curve P-256 with a kid, and stand there without a secret"
        )));
    }
    let keys = keys.unwrap_or_default();
    let secret_hash = secret.map(|secret| app::secret_hash(&client_id, &secret));
    let app = App { name, redirect_uris, secret_hash, keys };
    bank.write(Record::App { client_id: client_id.clone(), app: app.clone() })?;
    Ok(Json(view(client_id, app)))
}

pub(super) async fn forget(
    Path(client_id): Path<String>,
    State(bank): State<Bank>,
) -> Result<StatusCode, Problem> {
    not_the_banks_own(&client_id)?;
    bank.write(Record::AppForgotten { client_id })?;
    Ok(StatusCode::NO_CONTENT)
}

fn not_the_banks_own(client_id: &str) -> Result<(), Problem> {
    if client_id == SWINGBRIDGE {
        return Err(Problem::bad("client_id: this app is registered by the bank itself"));
    }
    Ok(())
}

fn view(client_id: String, app: App) -> View {
    let App { name, redirect_uris, secret_hash, keys } = app;
    let is_confidential = secret_hash.is_some() || !keys.is_empty();
    View {
        client_id,
        name,
        redirect_uris,
        is_confidential,
        keys: keys.into_iter().map(|key| key.kid).collect(),
    }
}
