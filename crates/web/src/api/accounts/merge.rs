//! Makes accounts one.

use crate::api::views::account::AccountBody;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::fields::Object;
use crate::request::json::Body;
use crate::request::path::{At, UserPath};
use axum::Json;
use domain::id::AccountGuid;
use engine::records::JoinMaker;
use serde::Deserialize;
use utoipa::ToSchema;

#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct AccountsMergeRequestBody {
    #[schema(value_type = AccountsMergeRequest)]
    account: Object<AccountsMergeRequest>,
}

#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct AccountsMergeRequest {
    /// At least two accounts of the user. The first stays, with everything that is known of the others.
    #[schema(min_items = 2, max_items = 20, example = json!(["ACT-06d7f44b-caae-0f6e-1384-01f52e75dcb1", "ACT-e1b1e9e7-9436-4720-a1b5-f02373433bd4"]))]
    account_guids: Vec<String>,
}

#[utoipa::path(
    post, path = "/users/{user_guid}/accounts/merge", operation_id = "mergeAccounts", tag = "accounts",
    summary = "Merge accounts",
    description = "Makes accounts one that a person says are the same. Their transactions are matched, so that each is there once; what \
        may be the same and is not sure is suggested. Accounts with another currency or of another kind, and such whose transactions \
        contradict each other, are refused. Unlike MX's, a merge can be taken back: see `undoJoin`.",
    params(UserPath),
    request_body = AccountsMergeRequestBody,
    responses((status = 200, description = "The account that stays", body = AccountBody), Refusals),
)]
pub(super) async fn merge(
    caller: Caller,
    At(at): At<UserPath>,
    body: Body<AccountsMergeRequestBody>,
) -> Result<Json<AccountBody>, Refusal> {
    let AccountsMergeRequestBody { account: Object(given) } = body.value;
    let user = caller.user(&at.user_guid).await?;
    let guids: Result<Vec<AccountGuid>, _> = given.account_guids.iter().map(|guid| guid.parse()).collect();
    let guids = guids.map_err(|_| Refusal::not_found("account"))?;
    let account = caller.scope().merge_accounts(&user, &guids, JoinMaker::Client).await?;
    Ok(Json(AccountBody::read(&caller, &user, &account).await?))
}
