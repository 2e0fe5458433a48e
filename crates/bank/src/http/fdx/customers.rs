//! `GET …/customers/current`: who has consented.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use serde_json::{Value, json};

use super::{account, accounts, answer};
use crate::bank::Bank;
use crate::oauth::Scope;

pub(super) async fn current(
    Path(code): Path<String>,
    State(bank): State<Bank>,
    headers: HeaderMap,
) -> Response {
    answer(&bank, &code, &headers, |desk| {
        desk.must_have(Scope::Owners)?;
        let owners = crate::customer::owners(bank.seed(), desk.reader.institution, &desk.reader.login, false);
        let owned: Vec<Value> = accounts::accounts(desk)
            .iter()
            .map(|one| json!({"accountId": account::id(desk, one), "relationship": "PRIMARY"}))
            .collect();
        let name = owners.first().map(|owner| match owner.names {
            Some((first, last)) => json!({"first": first, "last": last}),
            None => json!({"company": owner.name}),
        });
        let customer_id = desk.reader.consent.as_ref().map(|consent| consent.customer_id(bank.seed()));
        Ok(json!({"customerId": customer_id, "name": name, "accounts": owned}))
    })
    .await
}
