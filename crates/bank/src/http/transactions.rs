//! `GET /v1/{channel}/accounts/{id}/transactions`: a window of the history, newest first, page by page.

use std::collections::HashMap;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use domain::clock::Timestamp;
use serde::Serialize;

use super::body;
use super::gate::{self, QueryText};
use super::problem::Problem;
use crate::accounts::Account;
use crate::bank::Bank;
use crate::calendar::Day;
use crate::channel::Channel;
use crate::condition::Does;
use crate::history::{self, Movement, Place, habits::Side};
use crate::money::Cents;
use crate::oauth::Scope;

const LIMIT: usize = 200;
const LIMIT_MAX: usize = 500;
const HISTORY_MONTHS: i64 = 24;
/// The window of a caller who names no beginning.
const ORDINARY_DAYS: i64 = 90;

#[derive(Serialize)]
struct Page {
    transactions: Vec<View>,
    next: Option<String>,
}

#[derive(Serialize)]
struct View {
    id: String,
    status: &'static str,
    pending_id: Option<String>,
    direction: Side,
    amount: Cents,
    currency: &'static str,
    transacted_at: Timestamp,
    posted_at: Option<Timestamp>,
    description: String,
    memo: Option<&'static str>,
    category: &'static str,
    merchant_category_code: Option<u32>,
    check_number: Option<String>,
}

pub(super) async fn list(
    Path((channel, id)): Path<(String, String)>,
    State(bank): State<Bank>,
    headers: HeaderMap,
    query: QueryText,
) -> Result<Response, Problem> {
    let reader = gate::reader(&bank, gate::channel(&channel)?, &headers)?;
    let query = gate::query(query)?;
    let now = bank.now();
    let window = window(&query, Day::of(now))?;
    let limit = body::limit(query.get("limit"), LIMIT, LIMIT_MAX)?;
    let before = query.get("cursor").map(|cursor| cursor.parse::<Place>());
    let before = before.transpose().map_err(|_| Problem::bad("cursor: is not one that this bank gave"))?;
    gate::reading(&bank, &reader, || {
        reader.must_have(Scope::Transactions)?;
        let account = reader.account(&bank, &id)?;
        if let Some(Does::FailOneAccount(fault)) = reader.does()
            && reader.first_id(&bank) == Some(id)
        {
            return Err(fault.into());
        }
        let mut rest = history::newest_first(&account, window, before, now).peekable();
        let page: Vec<Movement> = rest.by_ref().take(limit).collect();
        let last = page.last().map(|movement| movement.place().to_string());
        let next = rest.peek().and(last);
        let transactions =
            page.iter().map(|movement| view(&account, reader.channel, movement, now)).collect();
        Ok(Json(Page { transactions, next }))
    })
    .await
}

/// From and to, both included, and never older than the bank tells.
fn window(query: &HashMap<String, String>, today: Day) -> Result<(Day, Day), Problem> {
    let day = |name: &str| {
        let day = query.get(name).map(|text| text.parse::<Day>()).transpose();
        day.map_err(|_| Problem::bad(format!("{name}: must be a day, YYYY-MM-DD")))
    };
    let to = day("to")?.unwrap_or(today);
    let from = day("from")?.unwrap_or_else(|| to.plus(-ORDINARY_DAYS));
    if from > to {
        return Err(Problem::bad("from: must not be after to"));
    }
    Ok((from.max(oldest(today)), to.min(today)))
}

/// The same day of the month, two years ago.
pub(super) fn oldest(today: Day) -> Day {
    let month = today.month();
    month.plus(-HISTORY_MONTHS).day(today.0 - month.first().0 + 1)
}

fn view(account: &Account, channel: Channel, movement: &Movement, now: Timestamp) -> View {
    let is_posted = movement.is_posted(now);
    let id = |stage: &str| account.tag("t", channel, &[stage, &movement.place().to_string()]);
    let description = movement.description();
    let (pending_id, description) = match channel {
        Channel::Direct | Channel::Ofx => {
            ((is_posted && movement.pended()).then(|| id("pending")), description)
        }
        Channel::Mirror => (None, description.to_uppercase()),
        Channel::Fdx => (None, description),
    };
    View {
        id: id(if is_posted { "posted" } else { "pending" }),
        status: if is_posted { "posted" } else { "pending" },
        pending_id,
        direction: movement.side,
        amount: movement.amount(now),
        currency: account.currency,
        transacted_at: movement.at,
        posted_at: is_posted.then_some(movement.posts_at),
        description,
        memo: movement.line.memo,
        category: movement.line.category,
        merchant_category_code: movement.line.merchant_category_code,
        check_number: movement.check_number.map(|number| number.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_are_days_within_two_years() {
        let today: Day = "2026-11-21".parse().unwrap();
        for (from, to, window_is) in [
            (None, None, Some(("2026-08-23", "2026-11-21"))),
            (Some("2026-11-01"), None, Some(("2026-11-01", "2026-11-21"))),
            (Some("2020-01-01"), Some("2030-01-01"), Some(("2024-11-21", "2026-11-21"))),
            (None, Some("2026-06-30"), Some(("2026-04-01", "2026-06-30"))),
            (Some("2026-11-02"), Some("2026-11-01"), None),
            (Some("yesterday"), None, None),
        ] {
            let given = [("from", from), ("to", to)];
            let query = given
                .into_iter()
                .filter_map(|(name, day)| Some((name.to_owned(), day?.to_owned())))
                .collect();
            let read = window(&query, today).ok().map(|(from, to)| (from.to_string(), to.to_string()));
            assert_eq!(read, window_is.map(|(from, to)| (from.to_owned(), to.to_owned())), "{given:?}");
        }
        assert_eq!(oldest("2024-02-29".parse().unwrap()).to_string(), "2022-02-28");
    }
}
