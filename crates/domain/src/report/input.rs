//! What a report is made from: accounts and transactions of one person, as institutions told them.

use super::mask::AccountNumber;
use crate::account::AccountType;
use crate::money::{Currency, Money};
use crate::transaction::{TransactionStatus, TransactionType};
use jiff::civil::Date;
use std::fmt;

/// Everything that [`super::make`] goes by. The order of accounts and transactions does not matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// The last day of the report: the day as of which balances are known.
    pub end: Date,
    /// How many months back from `end` were asked for.
    pub months: u8,
    pub accounts: Vec<Account>,
    pub transactions: Vec<Transaction>,
}

/// One account, whichever connection it is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    pub guid: String,
    /// The institution's name: transfers between own accounts mention it.
    pub institution: String,
    pub name: String,
    pub account_type: AccountType,
    pub currency: Currency,
    pub number: Option<AccountNumber>,
    pub owners: Vec<OwnerName>,
    /// Minor units of `currency` at the end of `Input::end`, as in [`crate::account::AmountField::Balance`]: what is owed on credit cards,
    /// loans, mortgages and lines of credit, what is there on all others.
    pub balance: Option<i64>,
    /// Balances that were read on earlier days, which transactions must lead to; may be empty.
    pub balances_before: Vec<(Date, i64)>,
    /// The first day for which the institution gave transactions, where it says; else the first transaction counts.
    pub history_from: Option<Date>,
}

/// One transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transaction {
    pub guid: String,
    pub account_guid: String,
    pub date: Date,
    pub transaction_type: TransactionType,
    /// Never negative; `transaction_type` tells the side.
    pub amount: Money,
    pub description: String,
    /// MX's name of a category, where there is one.
    pub category: Option<String>,
    pub status: TransactionStatus,
}

/// The name of an owner, as the institution gave it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct OwnerName(pub String);

/// Names stay out of logs.
impl fmt::Debug for OwnerName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OwnerName(..)")
    }
}
