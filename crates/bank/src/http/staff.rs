//! What the bank's staff can do: open and close institutions, look at a login, unlock it.

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;

use super::body;
use super::problem::Problem;
use crate::bank::Bank;
use crate::books::{Record, Standing};
use crate::directory::{self, Institution};
use crate::ledger::Counts;

const DELAY_MS_MAX: u64 = 120_000;

pub(super) async fn institution(
    Path(code): Path<String>,
    State(bank): State<Bank>,
) -> Result<Json<Standing>, Problem> {
    Ok(Json(bank.standing(by_code(&code)?)))
}

pub(super) async fn set_institution(
    Path(code): Path<String>,
    State(bank): State<Bank>,
    sent: Result<Bytes, BytesRejection>,
) -> Result<Json<Standing>, Problem> {
    let institution = by_code(&code)?;
    let standing: Standing = body::json(sent)?;
    if standing.delay_ms > DELAY_MS_MAX {
        return Err(Problem::bad(format!("delay_ms: must be at most {DELAY_MS_MAX}")));
    }
    bank.write(Record::Institution { institution: institution.code.to_owned(), standing })?;
    Ok(Json(standing))
}

pub(super) async fn login(
    Path((code, login)): Path<(String, String)>,
    State(bank): State<Bank>,
) -> Result<Json<Counts>, Problem> {
    let institution = by_code(&code)?;
    Ok(Json(bank.read(|books| books.login(institution.code, &login)).counts))
}

pub(super) async fn unlock(
    Path((code, login)): Path<(String, String)>,
    State(bank): State<Bank>,
) -> Result<StatusCode, Problem> {
    let institution = by_code(&code)?.code.to_owned();
    bank.write(Record::LoginForgotten { institution, login })?;
    Ok(StatusCode::NO_CONTENT)
}

fn by_code(code: &str) -> Result<&'static Institution, Problem> {
    directory::by_code(code).ok_or(Problem::Unknown("institution"))
}
