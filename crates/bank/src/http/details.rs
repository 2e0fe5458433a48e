//! What else is told of one account: holdings, owners, numbers.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use serde_json::{Value, json};

use super::gate::{self, Reader};
use super::problem::Problem;
use crate::accounts::{Account, holdings as held};
use crate::bank::Bank;
use crate::calendar::Day;
use crate::oauth::Scope;

/// The number of the one sequence that every account has.
const SEQUENCE: &str = "1-01";

pub(super) async fn holdings(
    path: Path<(String, String)>,
    State(bank): State<Bank>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    answer(path, &bank, &headers, Scope::Transactions, |reader, account| {
        let rows = held::of_account(account, Day::of(bank.now())).into_iter().map(|holding| {
            json!({
                "id": account.tag("h", reader.channel, &[holding.security.symbol]),
                "symbol": holding.security.symbol,
                "cusip": holding.security.cusip(),
                "description": holding.security.description,
                "kind": holding.security.kind,
                "quantity": format!("{}.{:03}", holding.quantity_milli / 1_000, holding.quantity_milli % 1_000),
                "price": holding.price,
                "market_value": holding.market_value,
                "cost_basis": holding.cost_basis,
                "currency": account.currency,
            })
        });
        Ok(json!({"holdings": rows.collect::<Vec<_>>()}))
    })
    .await
}

pub(super) async fn owners(
    path: Path<(String, String)>,
    State(bank): State<Bank>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    answer(path, &bank, &headers, Scope::Owners, |reader, account| {
        let rows = reader.owners(&bank, account).into_iter().map(|owner| {
            json!({
                "id": account.tag("w", reader.channel, &[&owner.id]),
                "name": owner.name,
                "first_name": owner.names.map(|(first, _)| first),
                "last_name": owner.names.map(|(_, last)| last),
                "email": owner.email,
                "phone": owner.phone,
                "street": owner.street,
                "city": owner.place.city,
                "state": owner.place.state,
                "postal_code": owner.place.postal_code,
                "country": owner.country,
            })
        });
        Ok(json!({"owners": rows.collect::<Vec<_>>()}))
    })
    .await
}

pub(super) async fn numbers(
    path: Path<(String, String)>,
    State(bank): State<Bank>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    answer(path, &bank, &headers, Scope::Numbers, |reader, account| {
        let numbers = &account.numbers;
        let canadian = numbers.canadian.as_ref();
        let rows = numbers.number.iter().map(|number| {
            json!({
                "id": account.tag("n", reader.channel, &[]),
                "account_number": number,
                "routing_number": numbers.routing_number,
                "institution_number": canadian.map(|canadian| &canadian.institution_number),
                "transit_number": canadian.map(|canadian| &canadian.transit_number),
                "sequence_number": SEQUENCE,
            })
        });
        Ok(json!({"numbers": rows.collect::<Vec<_>>()}))
    })
    .await
}

async fn answer(
    Path((channel, id)): Path<(String, String)>,
    bank: &Bank,
    headers: &HeaderMap,
    scope: Scope,
    tell: impl FnOnce(&Reader, &Account) -> Result<Value, Problem>,
) -> Result<Response, Problem> {
    let reader = gate::reader(bank, gate::channel(&channel)?, headers)?;
    gate::reading(bank, &reader, || {
        reader.must_have(scope)?;
        let account = reader.account(bank, &id)?;
        Ok(Json(tell(&reader, &account)?))
    })
    .await
}
