//! `POST {issuer}/par`: an app says what it will ask for before the person comes (RFC 9126).

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde_json::json;

use super::super::gate;
use super::client;
use super::token::{Denied, NO_STORE, Sent, params};
use crate::bank::Bank;
use crate::line::Scheme;
use crate::oauth::{Begin, Pushing, pushed};

pub(super) async fn take(
    Path(code): Path<String>,
    State(bank): State<Bank>,
    scheme: Scheme,
    headers: HeaderMap,
    sent: Sent,
) -> Result<Response, Denied> {
    let institution = super::institution(&code).ok_or(Denied::Unknown)?;
    match institution.oauth.pushing {
        Pushing::NotOffered => return Err(Denied::Unknown),
        Pushing::Offered | Pushing::Required => {}
    }
    let issuer = super::issuer(scheme, &headers, institution).ok_or(Denied::Unknown)?;
    let params = params(sent)?;
    gate::through(&bank, Some(institution), || {
        let (seed, issuer) = (bank.seed(), issuer.as_str());
        let client_id =
            client::app(&bank, institution, &[issuer, &format!("{issuer}/par")], &headers, &params)?;
        let kept = bank
            .conclude(|books, now| Begin { books, seed, institution, issuer, now }.push(&params, &client_id));
        let pushed =
            kept.map_err(Denied::journal)?.map_err(|(error, text)| Denied::Complaint(error, text))?;
        let told = json!({"request_uri": pushed.request_uri(seed), "expires_in": pushed::LASTS_S});
        Ok::<_, Denied>((StatusCode::CREATED, NO_STORE, Json(told)))
    })
    .await
}
