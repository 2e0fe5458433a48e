//! `GET …/accounts/{id}/transactions`: a window of the history, newest first.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use domain::clock::Timestamp;
use serde_json::{Value, json};

use super::super::gate::QueryText;
use super::super::transactions::oldest;
use super::refused::Refused;
use super::{Desk, account, accounts, amount, answer, paging};
use crate::accounts::Account;
use crate::bank::Bank;
use crate::calendar::Day;
use crate::channel::Channel;
use crate::condition::Does;
use crate::history::{self, Movement, Place, habits::Side};
use crate::oauth::Scope;
use crate::trick::Trick;

/// The window of a caller who names no beginning.
const ORDINARY_DAYS: i64 = 90;

pub(super) async fn list(
    Path((code, id)): Path<(String, String)>,
    State(bank): State<Bank>,
    headers: HeaderMap,
    query: QueryText,
) -> Response {
    answer(&bank, &code, &headers, |desk| page(desk, &id, query)).await
}

fn page(desk: &Desk<'_>, id: &str, query: QueryText) -> Result<Value, Refused> {
    desk.must_have(Scope::Transactions)?;
    let mut account = accounts::find(desk, id)?;
    if desk.trick == Some(Trick::OthersTransactions) {
        account.key = !account.key;
    }
    if let Some(Does::FailOneAccount(fault)) = desk.reader.does()
        && accounts::is_first(desk, &account)
    {
        return Err(fault.into());
    }
    let asked = paging::asked(query)?;
    let now = desk.bank.now();
    let today = Day::of(now);
    let to = day(asked.query.get("endTime"))?.unwrap_or(today);
    let from = day(asked.query.get("startTime"))?.unwrap_or_else(|| to.plus(-ORDINARY_DAYS));
    if from > to {
        return Err(Refused::RANGE);
    }
    let window = (from.max(oldest(today)), to.min(today));
    let before = asked.offset().map(|offset| offset.parse::<Place>().map_err(|_| Refused::INPUT));
    let mut rest = history::newest_first(&account, window, before.transpose()?, now).peekable();
    let shown: Vec<Movement> = rest.by_ref().take(asked.limit).collect();
    let next = rest.peek().and(shown.last()).map(|movement| movement.place().to_string());
    let items = shown.iter().map(|movement| view(&account, movement, now)).collect();
    Ok(paging::page("transactions", items, next, &format!("/accounts/{id}/transactions")))
}

/// A day, or the day of a time.
fn day(text: Option<&String>) -> Result<Option<Day>, Refused> {
    let read = |text: &String| text.parse::<Day>().ok().or_else(|| text.parse().ok().map(Day::of));
    text.map(|text| read(text).ok_or(Refused::DATES)).transpose()
}

fn view(of: &Account, movement: &Movement, now: Timestamp) -> Value {
    let is_posted = movement.is_posted(now);
    let stage = if is_posted { "posted" } else { "pending" };
    let category = account::kind(of).map(|(category, _)| category);
    let mut told = json!({
        "accountCategory": category,
        "transactionId": of.tag("t", Channel::Fdx, &[stage, &movement.place().to_string()]),
        "transactionTimestamp": movement.at,
        "description": movement.description(),
        "debitCreditMemo": match movement.side { Side::Debit => "DEBIT", Side::Credit => "CREDIT" },
        "category": movement.line.category,
        "status": if is_posted { "POSTED" } else { "PENDING" },
        "amount": amount(movement.amount(now)),
    });
    let more = [
        ("postedTimestamp", is_posted.then(|| json!(movement.posts_at))),
        ("memo", movement.line.memo.map(Value::from)),
        ("checkNumber", movement.check_number.map(Value::from)),
    ];
    if let Value::Object(told) = &mut told {
        told.extend(more.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))));
    }
    told
}
