//! `GET /v1/{channel}/accounts/{id}/statements` and `…/statements/{statement}/document`: the list, and one as PDF.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse as _, Response};
use serde_json::json;

use super::gate::{self, Reader};
use super::problem::Problem;
use crate::accounts::Account;
use crate::bank::Bank;
use crate::calendar::Day;
use crate::condition::Does;
use crate::fault::Fault;
use crate::oauth::Scope;
use crate::statement::{self, Statement};

/// What comes in place of a document that is spoilt.
const WEB_PAGE: &str =
    "<!doctype html><html lang=\"en\"><title>Sorry</title><p>Please try again later.</p></html>";

pub(super) const PDF: [(header::HeaderName, &str); 1] = [(header::CONTENT_TYPE, "application/pdf")];

pub(super) async fn list(
    Path((channel, id)): Path<(String, String)>,
    State(bank): State<Bank>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let reader = gate::reader(&bank, gate::channel(&channel)?, &headers)?;
    gate::reading(&bank, &reader, || {
        let (account, all) = issued(&bank, &reader, &id)?;
        let rows = all.iter().map(|one| {
            let id = one.id(&account, reader.channel);
            json!({"id": id, "from": one.from, "to": one.to, "issued_on": one.issued_on})
        });
        Ok(Json(json!({"statements": rows.collect::<Vec<_>>()})))
    })
    .await
}

pub(super) async fn document(
    Path((channel, id, statement)): Path<(String, String, String)>,
    State(bank): State<Bank>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let reader = gate::reader(&bank, gate::channel(&channel)?, &headers)?;
    gate::reading(&bank, &reader, || {
        let (account, all) = issued(&bank, &reader, &id)?;
        let bytes = printed(&bank, &reader, &account, &all, &statement)?;
        Ok((PDF, bytes.ok_or(Problem::Unknown("statement"))?).into_response())
    })
    .await
}

fn issued(bank: &Bank, reader: &Reader, id: &str) -> Result<(Account, Vec<Statement>), Problem> {
    reader.must_have(Scope::Statements)?;
    let account = reader.account(bank, id)?;
    if let Some(Does::FailStatements(fault)) = reader.does() {
        return Err(fault.into());
    }
    let all = statement::of_account(&account, Day::of(bank.now()));
    Ok((account, all))
}

/// The document of the statement of this id, if it is one of `all`, as the reader is given it.
pub(super) fn printed(
    bank: &Bank,
    reader: &Reader,
    account: &Account,
    all: &[Statement],
    id: &str,
) -> Result<Option<Vec<u8>>, Fault> {
    let Some(one) = all.iter().find(|one| one.id(account, reader.channel) == id) else { return Ok(None) };
    match reader.does().filter(|_| all.first() == Some(one)) {
        Some(Does::FailNewestDocument(fault)) => Err(fault),
        Some(Does::SpoilNewestDocument) => Ok(Some(WEB_PAGE.into())),
        _ => {
            let owners = reader.owners(bank, account);
            Ok(Some(statement::document(reader.institution, account, &owners, one)))
        }
    }
}
