//! `GET …/consents/{id}` and `PUT …/consents/{id}/revocation`: what the person has allowed, and the app giving it back.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::refused::Refused;
use super::{Desk, answer, respond};
use crate::bank::Bank;
use crate::books::Record;
use crate::oauth::{CONSENT_DAYS, Consent, Scope};

const LOOKBACK_DAYS: i64 = 730;
const REASONS: [&str; 2] = ["BUSINESS_RULE", "USER_ACTION"];

#[derive(Deserialize)]
struct Revocation {
    reason: String,
}

pub(super) async fn show(
    Path((code, id)): Path<(String, String)>,
    State(bank): State<Bank>,
    headers: HeaderMap,
) -> Response {
    answer(&bank, &code, &headers, |desk| {
        let consent = own(desk, &id)?;
        let clusters: Vec<&str> = consent.scopes.iter().flat_map(clusters).copied().collect();
        let resources: Vec<Value> = consent
            .accounts
            .iter()
            .map(
                |account| json!({"resourceType": "ACCOUNT", "resourceId": account, "dataClusters": clusters}),
            )
            .collect();
        Ok(json!({
            "id": id,
            "status": "ACTIVE",
            "createdTime": consent.given_at,
            "expirationTime": consent.expires_at,
            "durationType": "TIME_BOUND",
            "durationPeriod": CONSENT_DAYS,
            "lookbackPeriod": LOOKBACK_DAYS,
            "resources": resources,
        }))
    })
    .await
}

pub(super) async fn revoke(
    Path((code, id)): Path<(String, String)>,
    State(bank): State<Bank>,
    headers: HeaderMap,
    sent: Bytes,
) -> Response {
    respond(&bank, &code, &headers, |desk| {
        let consent = own(desk, &id)?;
        let revocation: Revocation = serde_json::from_slice(&sent).map_err(|_| Refused::INPUT)?;
        if !REASONS.contains(&revocation.reason.as_str()) {
            return Err(Refused::INPUT);
        }
        bank.write(Record::Consent(Consent { is_revoked: true, ..consent }))?;
        Ok(StatusCode::NO_CONTENT.into_response())
    })
    .await
}

/// The consent by which the caller reads; of others nothing is told.
fn own(desk: &Desk<'_>, id: &str) -> Result<Consent, Refused> {
    let consent = desk.reader.consent.clone();
    consent.filter(|consent| consent.id(desk.bank.seed()) == id).ok_or(Refused::NO_DATA)
}

fn clusters(scope: Scope) -> &'static [&'static str] {
    match scope {
        Scope::Accounts => &["ACCOUNT_BASIC", "ACCOUNT_DETAILED"],
        Scope::Transactions => &["TRANSACTIONS", "INVESTMENTS"],
        Scope::Owners => &["CUSTOMER_CONTACT"],
        Scope::Numbers => &["ACCOUNT_PAYMENTS"],
        Scope::Statements => &["STATEMENTS"],
    }
}
