//! `/control/tls`: whom to trust to reach the bank by TLS, and which certificate is met there.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use serde::{Deserialize, Serialize};

use super::body;
use super::problem::Problem;
use crate::bank::Bank;
use crate::tls::{Shown, Tls, Wanted};

#[derive(Serialize)]
pub(super) struct View {
    certificate: Shown,
    client_certificate: Wanted,
    authority: String,
    client: String,
}

/// What is left out stays as it is.
#[derive(Deserialize)]
struct Changes {
    certificate: Option<Shown>,
    client_certificate: Option<Wanted>,
}

pub(super) async fn show(State(bank): State<Bank>) -> Result<Json<View>, Problem> {
    Ok(Json(view(tls(&bank)?)))
}

pub(super) async fn set(
    State(bank): State<Bank>,
    sent: Result<Bytes, BytesRejection>,
) -> Result<Json<View>, Problem> {
    let tls = tls(&bank)?;
    let changes: Changes = body::json(sent)?;
    let (shown, wanted) = tls.met();
    tls.set(changes.certificate.unwrap_or(shown), changes.client_certificate.unwrap_or(wanted));
    Ok(Json(view(tls)))
}

fn tls(bank: &Bank) -> Result<&Tls, Problem> {
    bank.tls().ok_or(Problem::Unknown("tls"))
}

fn view(tls: &Tls) -> View {
    let (certificate, client_certificate) = tls.met();
    let (authority, client) = (tls.authority().to_owned(), tls.client().to_owned());
    View { certificate, client_certificate, authority, client }
}
