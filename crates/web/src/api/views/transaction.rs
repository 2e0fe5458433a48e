//! A transaction as JSON: what the source or the person said, under what the person changed.

use super::time;
use crate::error::Refusal;
use crate::request::caller::Caller;
use crate::request::fields::Number;
use crate::request::page::Pagination;
use domain::id::AccountGuid;
use engine::records::{Transaction, User};
use engine::{Error, Name};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// Money in or out of an account.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Transaction)]
#[expect(clippy::struct_excessive_bools, reason = "MX's fields")]
pub(crate) struct TransactionView {
    account_guid: String,
    account_id: Option<String>,
    /// Never negative; `type` tells the side.
    #[schema(example = 61.11)]
    amount: Number,
    category: Option<String>,
    category_guid: Option<String>,
    check_number_string: Option<String>,
    created_at: String,
    #[schema(example = "USD")]
    currency_code: &'static str,
    /// The day it belongs to.
    #[schema(example = "2026-10-06")]
    date: String,
    /// What the person wrote, else what the institution did.
    description: String,
    extended_transaction_type: Option<String>,
    #[schema(example = "TRN-265abee9-889b-af6a-c69b-25157db2bdd9")]
    guid: String,
    id: Option<String>,
    is_bill_pay: bool,
    is_direct_deposit: bool,
    is_expense: bool,
    is_fee: bool,
    is_income: bool,
    is_international: Option<bool>,
    is_manual: bool,
    is_overdraft_fee: bool,
    is_payroll_advance: bool,
    is_recurring: Option<bool>,
    is_subscription: bool,
    latitude: Option<f64>,
    localized_description: Option<String>,
    localized_memo: Option<String>,
    longitude: Option<f64>,
    member_guid: String,
    member_is_managed_by_user: bool,
    memo: Option<String>,
    merchant_category_code: Option<i64>,
    merchant_guid: Option<String>,
    merchant_location_guid: Option<String>,
    metadata: Option<String>,
    /// What the institution wrote.
    original_description: String,
    posted_at: Option<String>,
    /// `POSTED` or `PENDING`
    #[schema(example = "POSTED")]
    status: &'static str,
    top_level_category: Option<String>,
    transacted_at: Option<String>,
    /// `DEBIT` or `CREDIT`
    #[schema(example = "DEBIT")]
    r#type: &'static str,
    updated_at: String,
    user_guid: String,
    user_id: Option<String>,
}

impl TransactionView {
    pub(crate) fn new(one: &Transaction, user: &User, account_id: Option<String>) -> Self {
        let (facts, edits, flags) = (&one.facts, &one.edits, one.facts.flags());
        Self {
            account_guid: one.account.to_string(),
            account_id,
            amount: Number(facts.amount.decimal()),
            category: facts.category.clone(),
            category_guid: edits.category_guid.map(|guid| guid.to_string()),
            check_number_string: facts.check_number.clone(),
            created_at: time(one.created_at),
            currency_code: facts.amount.currency.code(),
            date: one.date().to_string(),
            description: edits.description.clone().unwrap_or_else(|| facts.description.clone()),
            extended_transaction_type: None,
            guid: one.guid.to_string(),
            id: one.id.clone(),
            is_bill_pay: flags.is_bill_pay,
            is_direct_deposit: flags.is_direct_deposit,
            is_expense: flags.is_expense,
            is_fee: flags.is_fee,
            is_income: flags.is_income,
            is_international: None,
            is_manual: one.is_manual,
            is_overdraft_fee: flags.is_overdraft_fee,
            is_payroll_advance: false,
            is_recurring: None,
            is_subscription: false,
            latitude: None,
            localized_description: None,
            localized_memo: None,
            longitude: None,
            member_guid: one.member.to_string(),
            // See MemberView::is_managed_by_user.
            member_is_managed_by_user: true,
            memo: edits.memo.clone().or_else(|| facts.memo.clone()),
            merchant_category_code: facts.merchant_category_code,
            merchant_guid: None,
            merchant_location_guid: None,
            metadata: edits.metadata.clone(),
            original_description: facts.description.clone(),
            posted_at: facts.posted_at.map(time),
            status: facts.status.name(),
            top_level_category: None,
            transacted_at: facts.transacted_at.map(time),
            r#type: facts.transaction_type.name(),
            updated_at: time(one.updated_at),
            user_guid: one.user.to_string(),
            user_id: user.id.clone(),
        }
    }
}

/// Transactions of one user; the id of each account is read once.
pub(crate) async fn views(
    caller: &Caller,
    user: &User,
    transactions: &[Transaction],
) -> Result<Vec<TransactionView>, Refusal> {
    let mut ids = BTreeMap::<AccountGuid, Option<String>>::new();
    let mut views = Vec::with_capacity(transactions.len());
    for one in transactions {
        let id = if let Some(id) = ids.get(&one.account) {
            id.clone()
        } else {
            let id = match caller.scope().account(user, &Name::Guid(one.account)).await {
                Ok(account) => account.id,
                Err(Error::NotFound(_)) => None,
                Err(error) => return Err(error.into()),
            };
            ids.insert(one.account, id.clone());
            id
        };
        views.push(TransactionView::new(one, user, id));
    }
    Ok(views)
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TransactionBody {
    transaction: TransactionView,
}

impl TransactionBody {
    pub(crate) async fn read(caller: &Caller, user: &User, one: &Transaction) -> Result<Self, Refusal> {
        let views = views(caller, user, std::slice::from_ref(one)).await?;
        let transaction = views.into_iter().next().ok_or_else(|| Refusal::not_found("transaction"))?;
        Ok(Self { transaction })
    }
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TransactionsBody {
    pub(crate) transactions: Vec<TransactionView>,
    pub(crate) pagination: Pagination,
}
