//! What is read from a source.

use crate::document::Document;
use crate::grant::Secret;
use crate::problem::Problem;
use domain::account::{AccountFacts, Holding, Numbers, Owner};
use domain::reason::Reason;
use domain::transaction::TransactionFacts;
use jiff::civil::Date;

/// What to read. Accounts are named by the source's ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Want {
    /// All accounts with their balances.
    Accounts,
    /// A page of transactions of a span of days, both included.
    Transactions {
        account: String,
        from: Date,
        to: Date,
        after: Option<String>,
    },
    Holdings {
        account: String,
    },
    Owners {
        account: String,
    },
    Numbers {
        account: String,
    },
    /// The statements that were issued of an account, without their documents.
    Statements {
        account: String,
    },
    /// The document of one statement, by the id with which it was listed.
    Document {
        account: String,
        statement: String,
    },
}

impl Want {
    /// The source's id of the account that it is about; empty for all of them.
    pub fn account(&self) -> &str {
        match self {
            Self::Accounts => "",
            Self::Transactions { account, .. }
            | Self::Holdings { account }
            | Self::Owners { account }
            | Self::Numbers { account }
            | Self::Statements { account }
            | Self::Document { account, .. } => account,
        }
    }
}

/// A page of data, and what was wrong with single accounts of it.
#[derive(Debug, Clone)]
pub enum Fetched {
    Accounts {
        accounts: Vec<SourceAccount>,
        problems: Vec<AccountProblem>,
        /// What the source wants known although it read everything, such as a consent that ends soon.
        notices: Vec<Reason>,
    },
    Transactions {
        transactions: Vec<SourceTransaction>,
        next: Option<String>,
        problems: Vec<AccountProblem>,
        /// Of the last page: the first day of which the source says that it tells all. None where it does not say; it may keep less than
        /// it is asked for.
        since: Option<Date>,
    },
    Holdings(Vec<Holding>),
    Owners(Vec<Owner>),
    Numbers(Vec<Numbers>),
    Statements(Vec<SourceStatement>),
    Document(Document),
}

/// An account as a source tells of it.
#[derive(Debug, Clone)]
pub struct SourceAccount {
    pub id: String,
    pub facts: AccountFacts,
    /// The full number, from which only a keyed hash is kept.
    pub number: Option<Secret>,
    pub routing_number: Option<String>,
}

/// A transaction as a source tells of it.
#[derive(Debug, Clone)]
pub struct SourceTransaction {
    pub id: String,
    /// The source's id of the pending one it grew from.
    pub pending_id: Option<String>,
    pub facts: TransactionFacts,
}

#[derive(Debug, Clone)]
pub struct SourceStatement {
    pub id: String,
    pub issued_on: Date,
}

/// Something is wrong with one account; the others are fine.
#[derive(Debug, Clone)]
pub struct AccountProblem {
    pub account: String,
    pub problem: Problem,
    /// Transactions that are left out for it.
    pub rows: u32,
}

impl AccountProblem {
    /// An account is not read.
    pub fn new(account: String, problem: Problem) -> Self {
        Self { account, problem, rows: 0 }
    }

    /// Something that the source tells of an account cannot be read.
    pub(crate) fn incomplete(account: &str, detail: &str) -> Self {
        Self::new(account.to_owned(), Problem::new(Reason::AccountDataIncomplete, detail))
    }

    /// So many transactions of an account cannot be read.
    pub(crate) fn unread(account: &str, detail: &str, rows: u32) -> Self {
        Self { rows, ..Self::incomplete(account, detail) }
    }
}

/// Why reading stopped.
#[derive(Debug, Clone)]
pub enum FetchStop {
    /// The grant is no longer good for reading by itself: sign in again.
    NeedsUser,
    Problem(Problem),
}

impl From<Problem> for FetchStop {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}
