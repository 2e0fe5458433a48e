//! `GET …/accounts` and `GET …/accounts/{id}`.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use serde_json::Value;

use super::super::gate::QueryText;
use super::refused::Refused;
use super::{Desk, account, answer, paging};
use crate::accounts::Account;
use crate::bank::Bank;
use crate::condition::Does;
use crate::oauth::Scope;

pub(super) async fn list(
    Path(code): Path<String>,
    State(bank): State<Bank>,
    headers: HeaderMap,
    query: QueryText,
) -> Response {
    answer(&bank, &code, &headers, |desk| page(desk, query)).await
}

fn page(desk: &Desk<'_>, query: QueryText) -> Result<Value, Refused> {
    desk.must_have(Scope::Accounts)?;
    if let Some(Does::FailAccounts(fault)) = desk.reader.does() {
        return Err(fault.into());
    }
    let asked = paging::asked(query)?;
    let tell = match asked.query.get("resultType").map(String::as_str) {
        None | Some("lightweight") => account::descriptor,
        Some("details") => account::details,
        Some(_) => return Err(Refused::INPUT),
    };
    let mut all: Vec<Account> = accounts(desk);
    all.sort_by_key(|account| account::id(desk, account));
    let after = asked.offset().unwrap_or_default().to_owned();
    let mut rest = all.iter().filter(|account| account::id(desk, account) > after).peekable();
    let shown: Vec<&Account> = rest.by_ref().take(asked.limit).collect();
    let next = rest.peek().and(shown.last()).map(|last| account::id(desk, last));
    let items = shown.into_iter().map(|account| tell(desk, account)).collect();
    Ok(paging::page("accounts", items, next, "/accounts"))
}

pub(super) async fn one(
    Path((code, id)): Path<(String, String)>,
    State(bank): State<Bank>,
    headers: HeaderMap,
) -> Response {
    answer(&bank, &code, &headers, |desk| {
        desk.must_have(Scope::Accounts)?;
        find(desk, &id).map(|account| account::details(desk, &account))
    })
    .await
}

/// The accounts that were consented to and that FDX has a word for.
pub(super) fn accounts(desk: &Desk<'_>) -> Vec<Account> {
    let accounts = desk.reader.accounts(desk.bank);
    accounts.into_iter().filter(|account| account::kind(account).is_some()).collect()
}

pub(super) fn find(desk: &Desk<'_>, id: &str) -> Result<Account, Refused> {
    let mut accounts = accounts(desk).into_iter();
    accounts.find(|account| account::id(desk, account) == id).ok_or(Refused::NO_ACCOUNT)
}

/// Whether it is the one whose id sorts first, at which some conditions strike.
pub(super) fn is_first(desk: &Desk<'_>, account: &Account) -> bool {
    let first = accounts(desk).iter().map(|account| account::id(desk, account)).min();
    first == Some(account::id(desk, account))
}
