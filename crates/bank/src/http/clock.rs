//! `/clock`: what time it is at the bank, and moving it when the clock is the bank's own.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use domain::clock::Timestamp;
use serde::{Deserialize, Serialize};

use super::body;
use super::problem::Problem;
use crate::bank::Bank;
use crate::books::Record;

/// Ten years either way: as far as a history is worth looking at.
const OFFSET_SECONDS_MAX: i64 = 10 * 366 * 86_400;

#[derive(Serialize)]
pub(super) struct View {
    now: Timestamp,
    offset_seconds: i64,
}

#[derive(Deserialize)]
struct Offset {
    offset_seconds: i64,
}

pub(super) async fn show(State(bank): State<Bank>) -> Json<View> {
    Json(View { now: bank.now(), offset_seconds: bank.offset_seconds() })
}

pub(super) async fn set(
    State(bank): State<Bank>,
    sent: Result<Bytes, BytesRejection>,
) -> Result<Json<View>, Problem> {
    if !bank.clock_is_own() {
        return Err(Problem::ClockNotOwn);
    }
    let Offset { offset_seconds } = body::json(sent)?;
    if !(-OFFSET_SECONDS_MAX..=OFFSET_SECONDS_MAX).contains(&offset_seconds) {
        return Err(Problem::bad(format!("offset_seconds: must be within {OFFSET_SECONDS_MAX} either way")));
    }
    bank.write(Record::Clock { offset_seconds })?;
    Ok(Json(View { now: bank.now(), offset_seconds }))
}
