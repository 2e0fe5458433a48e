//! `GET …/accounts/{id}/statements` and `…/statements/{statement}`: the list, and each as a document.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Response};
use serde_json::{Value, json};

use super::super::gate::QueryText;
use super::super::statements::{PDF, printed};
use super::refused::Refused;
use super::{Desk, accounts, answer, paging, respond};
use crate::accounts::Account;
use crate::bank::Bank;
use crate::calendar::Day;
use crate::condition::Does;
use crate::oauth::Scope;
use crate::statement::{self, Statement};
use crate::trick;

pub(super) async fn list(
    Path((code, id)): Path<(String, String)>,
    State(bank): State<Bank>,
    headers: HeaderMap,
    query: QueryText,
) -> Response {
    answer(&bank, &code, &headers, |desk| {
        let (account, all) = statements(desk, &id)?;
        let asked = paging::asked(query)?;
        let after =
            asked.offset().map(|offset| offset.parse::<Day>().map_err(|_| Refused::INPUT)).transpose()?;
        let mut rest = all.iter().filter(|one| after.is_none_or(|after| one.to < after)).peekable();
        let shown: Vec<&Statement> = rest.by_ref().take(asked.limit).collect();
        let next = rest.peek().and(shown.last()).map(|last| last.to.to_string());
        let account_id = super::account::id(desk, &account);
        let items = shown
            .into_iter()
            .map(|one| view(&account_id, &one.id(&account, desk.reader.channel), one))
            .collect();
        Ok(paging::page("statements", items, next, &format!("/accounts/{id}/statements")))
    })
    .await
}

fn view(account: &str, id: &str, one: &Statement) -> Value {
    json!({
        "accountId": account,
        "statementId": id,
        "statementDate": one.issued_on,
        "description": format!("Statement to {}", one.to),
        "status": "AVAILABLE",
        "links": [{"href": format!("/accounts/{account}/statements/{id}"), "rel": "self", "action": "GET",
                   "types": ["application/pdf"]}],
    })
}

pub(super) async fn document(
    Path((code, id, statement)): Path<(String, String, String)>,
    State(bank): State<Bank>,
    headers: HeaderMap,
) -> Response {
    respond(&bank, &code, &headers, |desk| {
        let (account, all) = statements(desk, &id)?;
        let bytes = printed(desk.bank, &desk.reader, &account, &all, &statement)?.ok_or(Refused::NO_DATA)?;
        Ok((PDF, trick::document(desk.trick, bytes)).into_response())
    })
    .await
}

fn statements(desk: &Desk<'_>, id: &str) -> Result<(Account, Vec<Statement>), Refused> {
    desk.must_have(Scope::Statements)?;
    let account = accounts::find(desk, id)?;
    if let Some(Does::FailStatements(fault)) = desk.reader.does() {
        return Err(fault.into());
    }
    let all = statement::of_account(&account, Day::of(desk.bank.now()));
    Ok((account, all))
}
