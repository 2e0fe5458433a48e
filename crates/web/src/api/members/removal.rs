//! Says what goes when a member is deleted, before it goes.

use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::path::{At, MemberPath};
use axum::Json;
use engine::Removal;
use engine::records::MemberCounts;
use serde::Serialize;
use utoipa::ToSchema;

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RemovalBody {
    removal: RemovalView,
}

/// What deleting a member takes.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Removal)]
struct RemovalView {
    member_guid: String,
    goes: Counts,
    /// A login is held for it, and goes.
    login: bool,
    /// A consent at the institution is held, and is given back.
    consent: bool,
    /// What stays with `keep_history=true`; null where nothing can be kept, since everything was made by hand.
    stays_with_history: Option<Counts>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RemovalCounts)]
struct Counts {
    accounts: i64,
    transactions: i64,
    statements: i64,
    /// Accounts and transactions of which the person or the application said something: in words, a day, a category, metadata, or that
    /// they are hidden.
    edits: i64,
    /// Full numbers.
    account_numbers: i64,
    account_owners: i64,
}

impl From<MemberCounts> for Counts {
    fn from(counts: MemberCounts) -> Self {
        let MemberCounts { accounts, transactions, statements, edits, account_numbers, account_owners } =
            counts;
        Self { accounts, transactions, statements, edits, account_numbers, account_owners }
    }
}

#[utoipa::path(
    get, path = "/users/{user_guid}/members/{member_guid}/removal", operation_id = "readRemoval", tag = "members",
    summary = "Read what deleting a member takes",
    description = "What goes when the member is deleted, and what stays when its history is kept. Nothing is deleted by this.",
    params(MemberPath),
    responses((status = 200, description = "What would go now", body = RemovalBody), Refusals),
)]
pub(super) async fn read(caller: Caller, At(path): At<MemberPath>) -> Result<Json<RemovalBody>, Refusal> {
    let user = caller.user(&path.user_guid).await?;
    let member = caller.member(&user, &path.member_guid).await?;
    let Removal { goes, login_goes, consent_goes, stays } = caller.scope().removal(&user, &member).await?;
    Ok(Json(RemovalBody {
        removal: RemovalView {
            member_guid: member.guid.to_string(),
            goes: goes.into(),
            login: login_goes,
            consent: consent_goes,
            stays_with_history: stays.map(Into::into),
        },
    }))
}
