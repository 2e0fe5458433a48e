//! `DELETE /v1/{channel}/tokens/current`: the caller hands its token back.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::gate::{self, Holder};
use super::problem::Problem;
use crate::bank::Bank;
use crate::desk;
use crate::directory;
use crate::oauth::grant;

/// Also for a token that is already gone, so that it can be repeated.
pub(super) async fn give_back(
    Path(channel): Path<String>,
    State(bank): State<Bank>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let token = gate::bearer(&headers).ok_or(Problem::TokenInvalid)?;
    let holder = gate::holder(&bank, gate::channel(&channel)?, token);
    let institution = holder.as_ref().and_then(|holder| directory::by_code(holder.institution()));
    gate::through(&bank, institution, || {
        let record = match &holder {
            Some(Holder::SignIn(sign_in)) => desk::give_back(sign_in),
            Some(Holder::App { access, .. }) => grant::give_back(access),
            None => None,
        };
        if let Some(record) = record {
            bank.write(record)?;
        }
        Ok(StatusCode::NO_CONTENT)
    })
    .await
}
