//! `GET /v1/{channel}/accounts`: the accounts of a sign-in, with their figures of the moment, and notices beside them.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use domain::clock::Timestamp;
use jiff::SignedDuration;
use serde::Serialize;

use super::gate::{self, Reader};
use super::problem::Problem;
use crate::accounts::figures::{self, Figures};
use crate::accounts::{Account, AccountType};
use crate::bank::Bank;
use crate::calendar::Day;
use crate::condition::{Condition, Does};
use crate::oauth::Scope;

#[derive(Serialize)]
struct Accounts {
    accounts: Vec<View>,
    notices: Vec<Notice>,
}

/// What the bank wants known besides.
#[derive(Serialize)]
struct Notice {
    code: &'static str,
    account_id: Option<String>,
    at: Option<Timestamp>,
}

#[derive(Serialize)]
struct View {
    id: String,
    name: String,
    #[serde(rename = "type")]
    kind: AccountType,
    subtype: Option<&'static str>,
    currency: &'static str,
    mask: Option<String>,
    number: Option<String>,
    routing_number: Option<String>,
    ownership: &'static str,
    opened_on: Day,
    is_closed: bool,
    #[serde(flatten)]
    figures: Figures,
}

pub(super) async fn list(
    Path(channel): Path<String>,
    State(bank): State<Bank>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let reader = gate::reader(&bank, gate::channel(&channel)?, &headers)?;
    gate::reading(&bank, &reader, || {
        reader.must_have(Scope::Accounts)?;
        if let Some(Does::FailAccounts(fault)) = reader.does() {
            return Err(fault.into());
        }
        let now = bank.now();
        let accounts =
            reader.accounts(&bank).into_iter().map(|account| view(&bank, &reader, account, now)).collect();
        let notices = reader.condition.and_then(|condition| notice(condition, now)).into_iter().collect();
        Ok(Json(Accounts { accounts, notices }))
    })
    .await
}

fn notice(condition: Condition, now: Timestamp) -> Option<Notice> {
    let Does::Notify { in_days } = condition.does else { return None };
    let at = in_days.and_then(|days| now.saturating_add(SignedDuration::from_hours(24 * days)).ok());
    Some(Notice { code: condition.name, account_id: None, at })
}

fn view(bank: &Bank, reader: &Reader, account: Account, now: Timestamp) -> View {
    let owners = reader.owners(bank, &account);
    let (number, routing_number) = if reader.may_read(Scope::Numbers) {
        (account.numbers.number.clone(), account.numbers.routing_number.clone())
    } else {
        (None, None)
    };
    View {
        id: account.id(reader.channel),
        kind: account.template.kind,
        subtype: account.template.subtype,
        currency: account.currency,
        ownership: if owners.len() > 1 { "JOINT" } else { "INDIVIDUAL" },
        opened_on: account.opened_on,
        is_closed: account.is_closed(Day::of(now)),
        figures: figures::of_account(&account, owners.first(), now),
        name: account.name,
        mask: account.numbers.mask,
        number,
        routing_number,
    }
}
