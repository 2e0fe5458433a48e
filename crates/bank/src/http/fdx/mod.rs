//! `/fdx/{code}/v6/…`: the same customers in the words of FDX, for apps that were let in at the institution's own page.
//!
//! One file for each group of endpoints; `refused` is how a call fails, `said` what every caller says in headers, `paging` how long
//! lists are told.

mod account;
mod accounts;
mod consents;
mod customers;
mod details;
mod paging;
mod refused;
mod said;
mod statements;
mod transactions;

use axum::Router;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, put};
use serde_json::{Number, Value};

use super::gate::{self, Reader};
use crate::bank::Bank;
use crate::books::Opened;
use crate::channel::Channel;
use crate::directory;
use crate::money::{Cents, Percent};
use crate::oauth::Scope;
use crate::trick::{self, Trick};
use refused::Refused;
use said::Said;

pub(super) fn router() -> Router<Bank> {
    Router::new()
        .route("/fdx/{code}/v6/accounts", get(accounts::list))
        .route("/fdx/{code}/v6/accounts/{id}", get(accounts::one))
        .route("/fdx/{code}/v6/accounts/{id}/transactions", get(transactions::list))
        .route("/fdx/{code}/v6/accounts/{id}/contact", get(details::contact))
        .route("/fdx/{code}/v6/accounts/{id}/payment-networks", get(details::payment_networks))
        .route("/fdx/{code}/v6/accounts/{id}/statements", get(statements::list))
        .route("/fdx/{code}/v6/accounts/{id}/statements/{statement}", get(statements::document))
        .route("/fdx/{code}/v6/customers/current", get(customers::current))
        .route("/fdx/{code}/v6/consents/{id}", get(consents::show))
        .route("/fdx/{code}/v6/consents/{id}/revocation", put(consents::revoke))
}

/// Somebody who may read at this institution, with the tricks that are played on it.
struct Desk<'a> {
    bank: &'a Bank,
    reader: Reader,
    trick: Option<Trick>,
}

/// Answers a call in JSON: the caller is known, the institution is open, and the answer carries the name of the exchange.
async fn answer(
    bank: &Bank,
    code: &str,
    headers: &HeaderMap,
    tell: impl FnOnce(&Desk<'_>) -> Result<Value, Refused>,
) -> Response {
    respond(bank, code, headers, |desk| {
        let body = trick::body(desk.trick, tell(desk)?);
        Ok(([(header::CONTENT_TYPE, "application/json")], body).into_response())
    })
    .await
}

async fn respond(
    bank: &Bank,
    code: &str,
    headers: &HeaderMap,
    tell: impl FnOnce(&Desk<'_>) -> Result<Response, Refused>,
) -> Response {
    let said = said::read(headers);
    let name = said.as_ref().ok().map(Said::interaction);
    let answer = match said {
        Ok(_) => told(bank, code, headers, tell).await.unwrap_or_else(Refused::into_response),
        Err(refused) => refused.into_response(),
    };
    said::named(answer, name)
}

async fn told(
    bank: &Bank,
    code: &str,
    headers: &HeaderMap,
    tell: impl FnOnce(&Desk<'_>) -> Result<Response, Refused>,
) -> Result<Response, Refused> {
    let institution = directory::find(Channel::Fdx, code).ok_or(Refused::NO_DATA)?;
    gate::through(bank, Some(institution), || {
        let standing = bank.standing(institution);
        let reader = reader(bank, headers)?;
        if reader.institution.code != institution.code {
            return Err(Refused::UNAUTHORIZED);
        }
        match standing.state {
            Opened::Discontinued => Err(Refused::GONE),
            Opened::Open | Opened::Down | Opened::Maintenance => {
                tell(&Desk { bank, reader, trick: standing.trick })
            }
        }
    })
    .await
}

/// Who calls. A token that was good but for its consent says that the customer allows it no more.
fn reader(bank: &Bank, headers: &HeaderMap) -> Result<Reader, Refused> {
    gate::reader(bank, Channel::Fdx, headers).map_err(|_| {
        let holder = gate::bearer(headers).and_then(|token| gate::holder(bank, Channel::Fdx, token));
        match holder {
            Some(gate::Holder::App { consent, .. }) if consent.ended(bank.now()).is_some() => {
                Refused::CUSTOMER_NOT_AUTHORIZED
            }
            Some(gate::Holder::App { .. } | gate::Holder::SignIn(_)) | None => Refused::UNAUTHORIZED,
        }
    })
}

impl Desk<'_> {
    fn must_have(&self, scope: Scope) -> Result<(), Refused> {
        if self.reader.may_read(scope) { Ok(()) } else { Err(Refused::SCOPE) }
    }
}

/// FDX writes amounts as JSON numbers.
fn amount(cents: Cents) -> Value {
    number(&cents.to_string())
}

fn percent(rate: Percent) -> Value {
    number(&rate.to_string())
}

fn number(decimal: &str) -> Value {
    decimal.parse().ok().and_then(Number::from_f64).map_or(Value::Null, Value::Number)
}
