//! How one link told a transaction, as it is kept with a join: so that it can be explained, and taken back.

use super::carried::FormKey;
use domain::clock::Timestamp;
use domain::id::LinkGuid;
use domain::money::Money;
use domain::transaction::{TransactionFacts, TransactionStatus, TransactionType};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use store::transactions::Transaction;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Form {
    pub(crate) link: LinkGuid,
    pub(crate) facts: TransactionFacts,
    /// The day on which the link first told it in this status.
    pub(crate) first_on: Date,
}

impl Form {
    /// The one that is shown.
    pub(super) fn shown(one: &Transaction) -> Self {
        Self {
            link: one.shown_by(),
            facts: one.facts.clone(),
            first_on: one.first_on.unwrap_or(one.facts.date),
        }
    }

    pub(super) fn key(&self) -> FormKey {
        (self.link, self.facts.status)
    }
}

/// Both sides of a join of transactions.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Compared {
    pub(crate) known: Stored,
    pub(crate) told: Stored,
    /// The id under which it was told.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(crate) told_id: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Stored {
    link: String,
    status: String,
    #[serde(rename = "type")]
    transaction_type: String,
    amount: i64,
    currency: String,
    date: Date,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    transacted_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    posted_at: Option<Timestamp>,
    description: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    memo: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    category: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    merchant_category_code: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    check_number: Option<String>,
    first_on: Date,
}

impl From<&Form> for Stored {
    fn from(form: &Form) -> Self {
        let facts = &form.facts;
        Self {
            link: form.link.to_string(),
            status: facts.status.name().to_owned(),
            transaction_type: facts.transaction_type.name().to_owned(),
            amount: facts.amount.minor,
            currency: facts.amount.currency.code().to_owned(),
            date: facts.date,
            transacted_at: facts.transacted_at,
            posted_at: facts.posted_at,
            description: facts.description.clone(),
            memo: facts.memo.clone(),
            category: facts.category.clone(),
            merchant_category_code: facts.merchant_category_code,
            check_number: facts.check_number.clone(),
            first_on: form.first_on,
        }
    }
}

impl Stored {
    /// None where it was not written by this version of the hub.
    pub(crate) fn read(self) -> Option<Form> {
        let currency = self.currency.parse().ok()?;
        Some(Form {
            link: self.link.parse().ok()?,
            facts: TransactionFacts {
                status: TransactionStatus::from_name(&self.status)?,
                transaction_type: TransactionType::from_name(&self.transaction_type)?,
                amount: Money::new(self.amount, currency),
                transacted_at: self.transacted_at,
                posted_at: self.posted_at,
                date: self.date,
                description: self.description,
                memo: self.memo,
                category: self.category,
                merchant_category_code: self.merchant_category_code,
                check_number: self.check_number,
            },
            first_on: self.first_on,
        })
    }
}
