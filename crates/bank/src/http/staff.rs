//! What the bank's staff can do: open and close institutions, look at a login, unlock it, and say what is met there.

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::{Deserialize, Deserializer, Serialize};

use super::body;
use super::problem::Problem;
use crate::bank::Bank;
use crate::books::{LoginBook, Opened, Record, Standing};
use crate::condition::Condition;
use crate::directory::{self, Institution};
use crate::ledger::Counts;
use crate::ofx::Spoilage;
use crate::trick::Trick;

const DELAY_MS_MAX: u64 = 120_000;
const LOCKS_AFTER_MAX: u32 = 20;
/// A login may be made of several fields.
const LOGIN_CHARS_MAX: usize = 1_000;

/// What is left out stays as it is.
#[derive(Deserialize)]
struct InstitutionChanges {
    state: Option<Opened>,
    delay_ms: Option<u64>,
    #[serde(default)]
    condition: Said<Condition>,
    locks_after: Option<u32>,
    #[serde(default)]
    spoils: Said<Spoilage>,
    #[serde(default)]
    trick: Said<Trick>,
}

#[derive(Deserialize)]
struct LoginChanges {
    #[serde(default)]
    condition: Said<Condition>,
}

/// A value, or that there is none; or not a word about it.
#[derive(Default)]
enum Said<T> {
    #[default]
    Nothing,
    This(Option<T>),
}

#[derive(Serialize)]
pub(super) struct LoginView {
    #[serde(flatten)]
    counts: Counts,
    condition: Option<Condition>,
}

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
    let changes: InstitutionChanges = body::json(sent)?;
    if changes.delay_ms.is_some_and(|delay_ms| delay_ms > DELAY_MS_MAX) {
        return Err(Problem::bad(format!("delay_ms: must be at most {DELAY_MS_MAX}")));
    }
    if changes.locks_after.is_some_and(|locks_after| !(1..=LOCKS_AFTER_MAX).contains(&locks_after)) {
        return Err(Problem::bad(format!("locks_after: must be a number from 1 to {LOCKS_AFTER_MAX}")));
    }
    let standing = bank.alter(|books| {
        let standing = changes.made_to(books.standing(institution));
        (Record::Institution { institution: institution.code.to_owned(), standing }, standing)
    })?;
    Ok(Json(standing))
}

pub(super) async fn login(
    Path((code, login)): Path<(String, String)>,
    State(bank): State<Bank>,
) -> Result<Json<LoginView>, Problem> {
    let institution = by_code(&code)?;
    Ok(Json(bank.read(|books| books.login(institution.code, &login)).into()))
}

pub(super) async fn set_login(
    Path((code, login)): Path<(String, String)>,
    State(bank): State<Bank>,
    sent: Result<Bytes, BytesRejection>,
) -> Result<Json<LoginView>, Problem> {
    let institution = by_code(&code)?.code.to_owned();
    body::text("login", &login, LOGIN_CHARS_MAX)?;
    let Said::This(condition) = body::json::<LoginChanges>(sent)?.condition else {
        return Err(Problem::bad("condition: is missing"));
    };
    let book = bank.alter(|books| {
        let book = LoginBook { ruling: condition.into(), ..books.login(&institution, &login) };
        (Record::Login { institution, login, book: book.clone() }, book)
    })?;
    Ok(Json(book.into()))
}

pub(super) async fn forget_login(
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

impl InstitutionChanges {
    fn made_to(self, standing: Standing) -> Standing {
        Standing {
            state: self.state.unwrap_or(standing.state),
            delay_ms: self.delay_ms.unwrap_or(standing.delay_ms),
            condition: self.condition.or(standing.condition),
            locks_after: self.locks_after.unwrap_or(standing.locks_after),
            spoils: self.spoils.or(standing.spoils),
            trick: self.trick.or(standing.trick),
        }
    }
}

impl<T> Said<T> {
    fn or(self, before: Option<T>) -> Option<T> {
        match self {
            Said::Nothing => before,
            Said::This(said) => said,
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Said<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Said<T>, D::Error> {
        Option::deserialize(deserializer).map(Said::This)
    }
}

impl From<LoginBook> for LoginView {
    fn from(book: LoginBook) -> LoginView {
        LoginView { condition: book.ruling.condition(), counts: book.counts }
    }
}
