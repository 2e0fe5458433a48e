//! `DELETE /v1/{channel}/tokens/current`: the caller hands its token back.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::gate;
use super::problem::Problem;
use crate::bank::Bank;
use crate::desk;
use crate::directory;

/// Also for a token that is already gone, so that it can be repeated.
pub(super) async fn give_back(
    Path(channel): Path<String>,
    State(bank): State<Bank>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let token = gate::bearer(&headers).ok_or(Problem::TokenInvalid)?;
    let holder = gate::holder(&bank, gate::channel(&channel)?, token);
    let institution = holder.as_ref().and_then(|sign_in| directory::by_code(&sign_in.institution));
    gate::through(&bank, institution, || {
        if let Some(record) = holder.as_ref().and_then(desk::give_back) {
            bank.write(record)?;
        }
        Ok(StatusCode::NO_CONTENT)
    })
    .await
}
