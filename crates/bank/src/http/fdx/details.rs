//! `GET …/accounts/{id}/contact` and `…/payment-networks`: whose an account is, and how money reaches it.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use serde_json::{Value, json};

use super::{accounts, answer, paging};
use crate::bank::Bank;
use crate::customer::Owner;
use crate::oauth::Scope;

pub(super) async fn contact(
    Path((code, id)): Path<(String, String)>,
    State(bank): State<Bank>,
    headers: HeaderMap,
) -> Response {
    answer(&bank, &code, &headers, |desk| {
        desk.must_have(Scope::Owners)?;
        let account = accounts::find(desk, &id)?;
        let owners = desk.reader.owners(desk.bank, &account);
        let is_joint = owners.len() > 1;
        let holders: Vec<Value> = owners
            .iter()
            .zip(0..)
            .map(|(owner, place)| holder(owner, relationship(is_joint, place)))
            .collect();
        let first = owners.first();
        Ok(json!({
            "holders": holders,
            "emails": first.map(|owner| vec![&owner.email]),
            "addresses": first.map(|owner| vec![address(owner)]),
            "telephones": first.map(|owner| vec![telephone(owner)]),
        }))
    })
    .await
}

fn relationship(is_joint: bool, place: u32) -> &'static str {
    match (is_joint, place) {
        (true, 0) => "PRIMARY_JOINT_TENANTS",
        (true, _) => "SECONDARY_JOINT_TENANTS",
        (false, _) => "PRIMARY",
    }
}

fn holder(owner: &Owner, relationship: &str) -> Value {
    let name = match owner.names {
        Some((first, last)) => json!({"first": first, "last": last}),
        None => json!({"company": owner.name}),
    };
    json!({
        "customerId": owner.id,
        "name": name,
        "relationship": relationship,
        "email": [owner.email],
        "addresses": [address(owner)],
        "telephones": [telephone(owner)],
    })
}

fn address(owner: &Owner) -> Value {
    json!({
        "type": "HOME",
        "line1": owner.street,
        "city": owner.place.city,
        "region": owner.place.state,
        "postalCode": owner.place.postal_code,
        "country": owner.country,
    })
}

/// North American: the country's code is one digit.
fn telephone(owner: &Owner) -> Value {
    let number = owner.phone.strip_prefix("+1").unwrap_or(&owner.phone);
    json!({"type": "HOME", "country": "+1", "number": number})
}

pub(super) async fn payment_networks(
    Path((code, id)): Path<(String, String)>,
    State(bank): State<Bank>,
    headers: HeaderMap,
) -> Response {
    answer(&bank, &code, &headers, |desk| {
        desk.must_have(Scope::Numbers)?;
        let account = accounts::find(desk, &id)?;
        let network = |kind: &str, number: &String, bank_id: &String| {
            json!({
                "bankId": bank_id,
                "identifier": number,
                "identifierType": "ACCOUNT_NUMBER",
                "type": kind,
                "transferIn": true,
                "transferOut": true,
            })
        };
        let items = match (&account.numbers.number, &account.numbers.routing_number) {
            (Some(number), Some(bank_id)) => {
                ["US_ACH", "US_FEDWIRE"].map(|kind| network(kind, number, bank_id)).to_vec()
            }
            (Some(_) | None, Some(_) | None) => Vec::new(),
        };
        Ok(paging::page("paymentNetworks", items, None, ""))
    })
    .await
}
