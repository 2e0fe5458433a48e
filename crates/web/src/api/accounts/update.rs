//! Changes an account: everything of one made by hand, of a delivered one what only the application knows.

use super::given::AccountGiven;
use crate::api::views::account::AccountBody;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::fields::{GivenAccountType, Object};
use crate::request::json::Body;
use crate::request::path::{At, MemberAccountPath};
use axum::Json;
use engine::AccountEdits;
use serde::Deserialize;
use utoipa::ToSchema;

#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct AccountUpdateRequestBody {
    #[schema(value_type = AccountGiven)]
    account: Object<AccountGiven>,
}

#[utoipa::path(
    put, path = "/users/{user_guid}/members/{member_guid}/accounts/{account_guid}", operation_id = "updateAccountByMember",
    tag = "accounts", summary = "Update an account",
    params(MemberAccountPath), request_body = AccountUpdateRequestBody,
    responses((status = 200, description = "The account as it is now", body = AccountBody), Refusals),
)]
pub(super) async fn update(
    caller: Caller,
    At(at): At<MemberAccountPath>,
    body: Body<AccountUpdateRequestBody>,
) -> Result<Json<AccountBody>, Refusal> {
    let user = caller.user(&at.user_guid).await?;
    let member = caller.member(&user, &at.member_guid).await?;
    let name = caller.account_name(&at.account_guid)?;
    let Object(given) = body.value.account;
    if given.changes_nothing() {
        return Err(Refusal::nothing_to_change("account"));
    }
    let edits = AccountEdits {
        account_type: given.account_type.map(|GivenAccountType(one)| one),
        currency: given.currency()?,
        is_closed: given.is_closed,
        amounts: given.amounts(),
        rates: given.rates()?,
        texts: given.texts(),
        is_hidden: given.is_hidden,
        is_business: given.is_business,
        name: given.name.map(String::from),
        metadata: given.metadata.map(String::from),
    };
    let account = caller.scope().update_account(&user, &member, &name, &edits).await?;
    Ok(Json(AccountBody::read(&caller, &user, &account).await?))
}
