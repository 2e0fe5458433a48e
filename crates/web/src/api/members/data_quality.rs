//! What the data looked like that was read last.

use crate::api::views::time;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::fields::Number;
use crate::request::path::{At, MemberPath};
use axum::Json;
use domain::money::Money;
use engine::records::{Account, Page};
use engine::runs::{AccountQuality, RowCounts};
use serde::Serialize;
use utoipa::ToSchema;

/// Accounts of a member that are looked at.
const ACCOUNTS: Page = Page { number: 1, size: 1_000 };

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DataQualityBody {
    data_quality: Option<DataQuality>,
}

#[derive(Debug, Serialize, ToSchema)]
struct DataQuality {
    job_guid: String,
    /// The kind of the job.
    kind: &'static str,
    began_at: String,
    /// Null while it is on.
    ended_at: Option<String>,
    accounts: Vec<AccountDataQuality>,
}

#[derive(Debug, Serialize, ToSchema)]
struct AccountDataQuality {
    account_guid: String,
    transactions: TransactionCounts,
    /// Days of which no source has told anything, between days of which one has.
    gaps: Vec<Gap>,
    /// By how much the balance is not what follows from the one before and the transactions since, in the account's currency; null where it
    /// does, or where that cannot be said.
    unexplained_amount: Option<Number>,
}

/// What became of the transactions that the source told.
#[derive(Debug, Serialize, ToSchema)]
struct TransactionCounts {
    new: u32,
    changed: u32,
    /// Known, and as they were.
    seen: u32,
    /// Of those that are known: told for the first time by this source, or under another id.
    joined: u32,
    /// Of the new ones: those that may be a known one. See the suggestions.
    asked: u32,
    /// Pending ones that the source tells no more.
    gone: u32,
    skipped: SkippedCounts,
}

/// What was left out, and why.
#[derive(Debug, Serialize, ToSchema)]
struct SkippedCounts {
    /// Told twice in one answer.
    copies: u32,
    /// Removed by the person.
    removed: u32,
    /// The signs of the whole answer are turned round: an error of the source.
    reversed: u32,
    /// They could not be read: an amount, a day or an id that is none, or another form than the source's own.
    unread: u32,
}

#[derive(Debug, Serialize, ToSchema)]
struct Gap {
    #[schema(example = "2026-03-02")]
    from_date: String,
    to_date: String,
}

impl AccountDataQuality {
    fn new(quality: &AccountQuality, accounts: &[Account]) -> Self {
        let RowCounts { new, changed, seen, joined, asked, gone, copies, removed, reversed, unread } =
            quality.rows;
        let account = accounts.iter().find(|one| one.guid.to_string() == quality.account_guid);
        let amount = |minor| account.map(|one| Number(Money::new(minor, one.facts.currency).decimal()));
        Self {
            account_guid: quality.account_guid.clone(),
            transactions: TransactionCounts {
                new,
                changed,
                seen,
                joined,
                asked,
                gone,
                skipped: SkippedCounts { copies, removed, reversed, unread },
            },
            gaps: quality
                .gaps
                .iter()
                .map(|(from, to)| Gap { from_date: from.to_string(), to_date: to.to_string() })
                .collect(),
            unexplained_amount: quality.unexplained.and_then(amount),
        }
    }
}

#[utoipa::path(
    get, path = "/users/{user_guid}/members/{member_guid}/data_quality", operation_id = "readDataQuality", tag = "members",
    summary = "Read data quality",
    description = "What the transactions looked like that the newest job read: how many were new, known or left out and why, days that are \
        missing, and balances that do not follow from the transactions.",
    params(MemberPath),
    responses((status = 200, description = "The quality; null before transactions were read", body = DataQualityBody), Refusals),
)]
pub(super) async fn read(caller: Caller, At(path): At<MemberPath>) -> Result<Json<DataQualityBody>, Refusal> {
    let user = caller.user(&path.user_guid).await?;
    let member = caller.member(&user, &path.member_guid).await?;
    let accounts = caller.scope().accounts(&user, Some(&member), None, ACCOUNTS).await?.items;
    let found = caller.scope().data_quality(&member).await?;
    let data_quality = found.map(|(run, of_accounts)| DataQuality {
        job_guid: run.guid.to_string(),
        kind: run.kind.name(),
        began_at: time(run.created_at),
        ended_at: run.ended_at.map(time),
        accounts: of_accounts.iter().map(|one| AccountDataQuality::new(one, &accounts)).collect(),
    });
    Ok(Json(DataQualityBody { data_quality }))
}
