//! What an account is for in a report.

use crate::account::AccountType;

/// Whether money comes in and goes out there, or only stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    /// Money that is there: income comes here, payments leave.
    Cash,
    /// Credit that is spent: purchases are payments, and what comes in only pays them.
    Credit,
    /// A debt that is paid off.
    Loan,
    /// What is owned; not part of the cash flow.
    Asset,
}

impl Role {
    pub(super) const fn of(account_type: AccountType) -> Self {
        match account_type {
            AccountType::Any
            | AccountType::Cash
            | AccountType::Checking
            | AccountType::Savings
            | AccountType::Prepaid => Self::Cash,
            AccountType::CreditCard | AccountType::LineOfCredit | AccountType::CheckingLineOfCredit => {
                Self::Credit
            }
            AccountType::Loan | AccountType::Mortgage => Self::Loan,
            AccountType::Investment | AccountType::Insurance | AccountType::Property => Self::Asset,
        }
    }

    /// Whether its balance is what is owed.
    pub(super) const fn is_owed(self) -> bool {
        match self {
            Self::Credit | Self::Loan => true,
            Self::Cash | Self::Asset => false,
        }
    }

    /// Whether money there is the person's daily money.
    pub(super) const fn flows(self) -> bool {
        match self {
            Self::Cash | Self::Credit => true,
            Self::Loan | Self::Asset => false,
        }
    }
}
