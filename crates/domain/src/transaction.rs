//! Transactions, with MX's types.

use crate::clock::Timestamp;
use crate::money::Money;
use jiff::civil::Date;

/// Whether the institution has booked it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TransactionStatus {
    Pending,
    Posted,
}

impl TransactionStatus {
    /// MX's name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pending => "PENDING",
            Self::Posted => "POSTED",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Pending, Self::Posted].into_iter().find(|one| one.name() == name)
    }
}

/// Money in or out, seen from the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TransactionType {
    Credit,
    Debit,
}

impl TransactionType {
    /// MX's name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Credit => "CREDIT",
            Self::Debit => "DEBIT",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Credit, Self::Debit].into_iter().find(|one| one.name() == name)
    }
}

/// What is known of a transaction, whoever said it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransactionFacts {
    pub status: TransactionStatus,
    pub transaction_type: TransactionType,
    /// Never negative; `transaction_type` tells the side.
    pub amount: Money,
    pub transacted_at: Option<Timestamp>,
    pub posted_at: Option<Timestamp>,
    /// The day it belongs to: of `transacted_at`, else of `posted_at` (MX's `date`).
    pub date: Date,
    /// As the institution wrote it.
    pub description: String,
    pub memo: Option<String>,
    pub category: Option<String>,
    pub merchant_category_code: Option<i64>,
    pub check_number: Option<String>,
}

/// What a category makes of a transaction in MX's flags.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "MX tells independent facts")]
pub struct Flags {
    pub is_bill_pay: bool,
    pub is_direct_deposit: bool,
    pub is_expense: bool,
    pub is_fee: bool,
    pub is_income: bool,
    pub is_overdraft_fee: bool,
}

impl TransactionFacts {
    /// MX's flags, from side and category.
    pub fn flags(&self) -> Flags {
        let category = self.category.as_deref().unwrap_or("");
        let is = |names: &[&str]| names.contains(&category);
        let is_debit = self.transaction_type == TransactionType::Debit;
        Flags {
            is_bill_pay: is_debit
                && is(&["Utilities", "Mortgage & Rent", "Rent", "Insurance", "Mobile Phone"]),
            is_direct_deposit: !is_debit && is(&["Paycheck"]),
            is_expense: is_debit && !is(&["Transfer", "Credit Card Payment"]),
            is_fee: is_debit && category.contains("Fee"),
            is_income: !is_debit && is(&["Paycheck", "Income", "Interest Income", "Interest"]),
            is_overdraft_fee: is_debit && category == "Overdraft Fee",
        }
    }
}
