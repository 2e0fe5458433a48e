//! The accounts of a member that were removed, and sharing them again.

use crate::api::views::account::AccountBody;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::path::{At, MemberAccountPath, MemberPath};
use axum::Json;
use engine::records::Account;
use serde::Serialize;
use utoipa::ToSchema;

/// An account that was removed: what it can be told from others by.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RemovedAccount {
    guid: String,
    name: String,
    /// As of an account.
    #[serde(rename = "type")]
    account_type: &'static str,
    currency_code: &'static str,
    /// Its last digits.
    mask: Option<String>,
}

impl From<Account> for RemovedAccount {
    fn from(account: Account) -> Self {
        Self {
            guid: account.guid.to_string(),
            account_type: account.facts.account_type.name(),
            currency_code: account.facts.currency.code(),
            mask: account.facts.mask,
            name: account.facts.name,
        }
    }
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RemovedAccountsBody {
    removed_accounts: Vec<RemovedAccount>,
}

#[utoipa::path(
    get, path = "/users/{user_guid}/members/{member_guid}/removed_accounts", operation_id = "listRemovedAccounts", tag = "accounts",
    summary = "List removed accounts", params(MemberPath),
    responses((status = 200, description = "Accounts that were removed and are not read", body = RemovedAccountsBody), Refusals),
)]
pub(super) async fn list(
    caller: Caller,
    At(at): At<MemberPath>,
) -> Result<Json<RemovedAccountsBody>, Refusal> {
    let user = caller.user(&at.user_guid).await?;
    let member = caller.member(&user, &at.member_guid).await?;
    let removed = caller.scope().removed_accounts(&user, &member).await?;
    Ok(Json(RemovedAccountsBody { removed_accounts: removed.into_iter().map(Into::into).collect() }))
}

#[utoipa::path(
    post, path = "/users/{user_guid}/members/{member_guid}/removed_accounts/{account_guid}/share", operation_id = "shareAccount",
    tag = "accounts", summary = "Share a removed account again",
    description = "The account is there again under its guid, without what was read of it before; the next aggregation reads it.",
    params(MemberAccountPath),
    responses((status = 200, description = "The account", body = AccountBody), Refusals),
)]
pub(super) async fn share(
    caller: Caller,
    At(at): At<MemberAccountPath>,
) -> Result<Json<AccountBody>, Refusal> {
    let user = caller.user(&at.user_guid).await?;
    let member = caller.member(&user, &at.member_guid).await?;
    let guid = at.account_guid.parse().map_err(|_| Refusal::not_found("account"))?;
    let account = caller.scope().share_account(&user, &member, guid).await?;
    Ok(Json(AccountBody::read(&caller, &user, &account).await?))
}
