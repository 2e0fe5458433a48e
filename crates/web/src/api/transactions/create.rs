//! Makes a transaction by hand, in an account made by hand.

use crate::api::views::transaction::TransactionView;
use crate::error::Refusal;
use crate::openapi::Refusals;
use crate::request::caller::Caller;
use crate::request::fields::{
    Day, Description, GivenTransactionType, GuidText, Metadata, Number, Object, Text,
};
use crate::request::json::Body;
use crate::request::path::{AccountPath, At};
use axum::Json;
use domain::id;
use domain::money::{Currency, Money};
use domain::transaction::{TransactionFacts, TransactionStatus};
use engine::NewTransaction;
use jiff::tz::TimeZone;
use serde::Deserialize;
use utoipa::ToSchema;

/// Letters of a currency, with some room for what is none.
const CURRENCY_CHARS_MAX: usize = 16;

#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct TransactionCreateRequestBody {
    #[schema(value_type = TransactionCreateRequest)]
    transaction: Object<TransactionCreateRequest>,
}

#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct TransactionCreateRequest {
    /// Not negative; `type` tells the side.
    #[schema(example = 61.11)]
    amount: Number,
    #[schema(value_type = String, example = "2026-10-06")]
    date: Day,
    #[schema(value_type = String, example = "Whole foods", max_length = 1024)]
    description: Description,
    #[schema(inline)]
    r#type: GivenTransactionType,
    #[schema(value_type = Option<String>)]
    category_guid: Option<GuidText<id::Category>>,
    /// The account's unless given.
    #[schema(value_type = Option<String>, example = "USD")]
    currency_code: Option<Text<CURRENCY_CHARS_MAX>>,
    is_hidden: Option<bool>,
    #[schema(value_type = Option<String>, max_length = 1024)]
    memo: Option<Description>,
    #[schema(value_type = Option<String>, max_length = 65536)]
    metadata: Option<Metadata>,
}

#[utoipa::path(
    post, path = "/users/{user_guid}/accounts/{account_guid}/transactions", operation_id = "createManualTransaction",
    tag = "transactions", summary = "Create a manual transaction",
    params(
        AccountPath,
        ("Idempotency-Key" = Option<String>, Header, description = "The same key gives back the same transaction"),
    ),
    request_body = TransactionCreateRequestBody,
    responses(
        (status = 200, description = "The new transaction, without an envelope, as in MX's contract", body = TransactionView),
        Refusals,
    ),
)]
pub(super) async fn create(
    caller: Caller,
    At(at): At<AccountPath>,
    body: Body<TransactionCreateRequestBody>,
) -> Result<Json<TransactionView>, Refusal> {
    let user = caller.user(&at.user_guid).await?;
    let account = caller.account(&user, &at.account_guid).await?;
    let Object(given) = body.value.transaction;
    let new = NewTransaction {
        facts: facts(&given, account.facts.currency)?,
        category_guid: given.category_guid.map(|GuidText(guid)| guid),
        metadata: given.metadata.map(String::from),
        is_hidden: given.is_hidden.unwrap_or(false),
    };
    let made = caller.scope().create_transaction(&user, &account, new, body.key.as_ref()).await?;
    Ok(Json(TransactionView::new(&made, &user, account.id)))
}

fn facts(given: &TransactionCreateRequest, of_account: Currency) -> Result<TransactionFacts, Refusal> {
    let currency = match &given.currency_code {
        Some(Text(code)) => {
            code.parse().map_err(|error| Refusal::invalid("transaction.currency_code", error))?
        }
        None => of_account,
    };
    let amount = Money::parse(&given.amount.0, currency)
        .map_err(|error| Refusal::invalid("transaction.amount", error))?;
    if amount.minor < 0 {
        return Err(Refusal::invalid("transaction.amount", "must not be negative; type tells the side"));
    }
    let Day(date) = given.date;
    let midnight = date.to_zoned(TimeZone::UTC).map(|zoned| zoned.timestamp()).ok();
    Ok(TransactionFacts {
        status: TransactionStatus::Posted,
        transaction_type: given.r#type.0,
        amount,
        transacted_at: midnight,
        posted_at: midnight,
        date,
        description: given.description.0.clone(),
        memo: given.memo.as_ref().map(|memo| memo.0.clone()),
        category: None,
        merchant_category_code: None,
        check_number: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_exact_and_not_negative() {
        let check = |amount: &str, currency: &str, expected: Result<i64, &str>| {
            let json = format!(
                r#"{{"amount": {amount}, "date": "2026-10-06", "description": "x", "type": "DEBIT", "currency_code": {currency}}}"#
            );
            let given: TransactionCreateRequest = serde_json::from_str(&json).unwrap();
            let got = facts(&given, Currency::USD).map(|facts| facts.amount.minor);
            assert_eq!(got.map_err(|refusal| refusal.message), expected.map_err(str::to_owned), "{json}");
        };
        check("61.11", "null", Ok(6_111));
        check("61", "\"JPY\"", Ok(61));
        check("0", "null", Ok(0));
        check("-1", "null", Err("transaction.amount must not be negative; type tells the side"));
        check("61.111", "null", Err("transaction.amount has more digits after the point than allowed"));
        check("1", "\"GOLD\"", Err("transaction.currency_code is no currency of ISO 4217"));
    }
}
