//! What is read from a source.

use crate::grant::Secret;
use crate::problem::Problem;
use domain::account::{AccountFacts, Holding, Numbers, Owner};
use domain::reason::Reason;
use domain::transaction::TransactionFacts;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

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
    Statements {
        account: String,
    },
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
    },
    Holdings(Vec<Holding>),
    Owners(Vec<Owner>),
    Numbers(Vec<Numbers>),
    Statements(Vec<SourceStatement>),
}

impl Fetched {
    /// Each thing once, whatever the source repeats: the first stays. Two transactions with one id that say different things are told of.
    pub(crate) fn each_once(self, want: &Want) -> Self {
        match self {
            Self::Accounts { accounts, problems, notices } => {
                Self::Accounts { accounts: first_of_each(accounts, |one| &one.id), problems, notices }
            }
            Self::Transactions { transactions, next, mut problems } => {
                let mut firsts: BTreeMap<&str, &TransactionFacts> = BTreeMap::new();
                let differ =
                    transactions.iter().any(|one| *firsts.entry(&one.id).or_insert(&one.facts) != &one.facts);
                if let (true, Want::Transactions { account, .. }) = (differ, want) {
                    problems
                        .push(AccountProblem::incomplete(account, "has different transactions with one id"));
                }
                let mut transactions = first_of_each(transactions, |one| &one.id);
                for one in &mut transactions {
                    // Nothing grows from itself.
                    one.pending_id.take_if(|pending| *pending == one.id);
                }
                Self::Transactions { transactions, next, problems }
            }
            Self::Holdings(all) => Self::Holdings(first_of_each(all, |one| &one.source_id)),
            Self::Owners(all) => Self::Owners(first_of_each(all, |one| &one.source_id)),
            Self::Numbers(all) => Self::Numbers(first_of_each(all, |one| &one.source_id)),
            Self::Statements(all) => Self::Statements(first_of_each(all, |one| &one.id)),
        }
    }
}

fn first_of_each<T>(mut all: Vec<T>, id: fn(&T) -> &String) -> Vec<T> {
    let mut seen = BTreeSet::new();
    all.retain(|one| seen.insert(id(one).clone()));
    all
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
}

impl AccountProblem {
    /// Something that the source tells of an account cannot be read.
    pub(crate) fn incomplete(account: &str, detail: &str) -> Self {
        Self { account: account.to_owned(), problem: Problem::new(Reason::AccountDataIncomplete, detail) }
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
