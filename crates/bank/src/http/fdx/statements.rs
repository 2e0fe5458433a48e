//! `GET …/accounts/{id}/statements` and `…/statements/{statement}`: the list, and each as a document.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse as _, Response};
use serde_json::{Value, json};

use super::super::details::statements_of;
use super::super::gate::QueryText;
use super::refused::Refused;
use super::{Desk, accounts, answer, paging, respond};
use crate::accounts::Account;
use crate::bank::Bank;
use crate::calendar::Day;
use crate::channel::Channel;
use crate::condition::Does;
use crate::oauth::Scope;

/// A statement: its id, its last day and the day of issue.
struct Statement {
    id: String,
    to: Day,
    issued_on: Day,
}

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
        let items = shown.into_iter().map(|one| view(&account_id, one)).collect();
        Ok(paging::page("statements", items, next, &format!("/accounts/{id}/statements")))
    })
    .await
}

fn view(account: &str, one: &Statement) -> Value {
    json!({
        "accountId": account,
        "statementId": one.id,
        "statementDate": one.issued_on,
        "description": format!("Statement to {}", one.to),
        "status": "AVAILABLE",
        "links": [{"href": format!("/accounts/{account}/statements/{}", one.id), "rel": "self", "action": "GET",
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
        let one = all.into_iter().find(|one| one.id == statement).ok_or(Refused::NO_DATA)?;
        let text = format!("{}: statement to {}", account.name, one.to);
        Ok(([(header::CONTENT_TYPE, "application/pdf")], document_of(&text)).into_response())
    })
    .await
}

fn statements(desk: &Desk<'_>, id: &str) -> Result<(Account, Vec<Statement>), Refused> {
    desk.must_have(Scope::Statements)?;
    let account = accounts::find(desk, id)?;
    if let Some(Does::FailStatements(fault)) = desk.reader.does() {
        return Err(fault.into());
    }
    let all = statements_of(&account, Day::of(desk.bank.now()))
        .into_iter()
        .map(|(from, to, issued_on)| {
            let id = account.tag("s", Channel::Fdx, &[&from.to_string()]);
            Statement { id, to, issued_on }
        })
        .collect();
    Ok((account, all))
}

/// The smallest PDF that says one line; readers find its parts without a table of them.
fn document_of(text: &str) -> String {
    let text: String = text.chars().filter(|c| c.is_ascii() && !"()\\".contains(*c)).collect();
    let stream = format!("BT /F1 12 Tf 72 720 Td ({text}) Tj ET");
    format!(
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
         3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1<</Type/Font/Subtype/Type1\
         /BaseFont/Helvetica>>>>>>>>endobj\n4 0 obj<</Length {}>>stream\n{stream}\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
        stream.len()
    )
}
