//! FDX's transactions in the hub's words.

use super::wire::{Object, Odd};
use crate::data::SourceTransaction;
use domain::clock::Timestamp;
use domain::money::{Currency, Money};
use domain::transaction::{TransactionFacts, TransactionStatus, TransactionType};
use jiff::tz::TimeZone;
use serde_json::Value;

/// How FDX 4 wraps transactions.
const WRAPPERS: [&str; 6] = [
    "depositTransaction",
    "locTransaction",
    "loanTransaction",
    "investmentTransaction",
    "insuranceTransaction",
    "annuityTransaction",
];

/// One entry of a list. `otherwise` is the currency of one that names none.
pub(super) fn transaction(
    value: &Value,
    otherwise: Currency,
    now: Timestamp,
) -> Result<SourceTransaction, Odd> {
    let outer = Object::of(value).ok_or(Odd("has a transaction of unknown form"))?;
    let inner = WRAPPERS.iter().find_map(|name| outer.object(name));
    let one = inner.unwrap_or(outer);
    let id = one.text("transactionId").ok_or(Odd("has a transaction without an id"))?;
    let currency = one.currency(otherwise)?;
    let minor = one.amount("amount", currency)?.ok_or(Odd("has a transaction without an amount"))?;
    let size = minor.checked_abs().ok_or(Odd("has an amount that cannot be read"))?;
    let transacted_at = one.time("transactionTimestamp")?;
    let posted_at = one.time("postedTimestamp")?;
    let happened = transacted_at.or(posted_at).ok_or(Odd("has a transaction without a time"))?;
    let status = status(&one, posted_at, now)?;
    let payee = || one.object("payee").and_then(|payee| payee.text("name")).or_else(|| one.text("payee"));
    Ok(SourceTransaction {
        id,
        // FDX names what a transaction reverses, not what it grew from.
        pending_id: None,
        facts: TransactionFacts {
            status,
            transaction_type: side(&one)?,
            amount: Money::new(size, currency),
            transacted_at,
            posted_at: posted_at.filter(|_| status == TransactionStatus::Posted),
            date: happened.to_zoned(TimeZone::UTC).date(),
            description: one
                .text("description")
                .or_else(payee)
                .or_else(|| one.text("memo"))
                .unwrap_or_default(),
            memo: one.text("memo"),
            category: one.text("category"),
            merchant_category_code: one.text("merchantCategoryCode").and_then(|code| code.parse().ok()),
            check_number: one.text("checkNumber"),
        },
    })
}

/// The sign of an amount means nothing by itself: institutions use it both ways.
fn side(one: &Object) -> Result<TransactionType, Odd> {
    match one.text("debitCreditMemo").as_deref() {
        Some("DEBIT") => Ok(TransactionType::Debit),
        Some("CREDIT") => Ok(TransactionType::Credit),
        Some(_) | None => Err(Odd("has a transaction that is neither debit nor credit")),
    }
}

fn status(one: &Object, posted_at: Option<Timestamp>, now: Timestamp) -> Result<TransactionStatus, Odd> {
    match one.text("status").as_deref() {
        Some("POSTED") => Ok(TransactionStatus::Posted),
        Some("PENDING" | "MEMO" | "AUTHORIZATION") => Ok(TransactionStatus::Pending),
        Some(_) => Err(Odd("has a transaction of unknown status")),
        // What has a time of posting that has come has posted.
        None if posted_at.is_some_and(|posted_at| posted_at <= now) => Ok(TransactionStatus::Posted),
        None => Ok(TransactionStatus::Pending),
    }
}
