//! What could be known of what is told: the rules are those of [`decide`](mod@crate::decide).

use crate::truth::TransactionId;

/// What could be known, by the places in the tellings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verdicts {
    /// By telling, and there by told account.
    pub accounts: Vec<Vec<AccountVerdict>>,
    /// By telling, and there by row.
    pub rows: Vec<Vec<RowVerdict>>,
    /// What [`RowVerdict::Among`] names.
    pub sets: Vec<Set>,
}

/// Whether what was told decides which known account a told one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AccountVerdict {
    /// None that is known: all of those are ruled out. It must not be joined, and nothing is to be suggested.
    New,
    /// The true one, and it was told before: it is to be joined without asking.
    Known(AccountGround),
    /// Something speaks for a known one, and not enough: a suggestion, and no join without the person.
    Suggest,
    /// Nothing speaks for a known one, and nothing against all of them: no join; whether one is suggested does not matter.
    Open,
    /// What was told contradicts itself, such as an id that was another account's, or a known name and mask in another currency:
    /// never joined without the person.
    Conflict,
    /// All that was told speaks for something untrue. Nobody could know; what a matcher does with it is neither right nor wrong.
    Misled,
}

/// What decides that two told accounts are one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AccountGround {
    /// The person said so.
    Chosen,
    /// The same id in the same link.
    Id,
    /// An id that the source promises to keep.
    PersistentId,
    /// The same full number or token, and no other routing number.
    Number,
    /// The same IBAN.
    Iban,
    /// The same link told kind, currency, mask and name just so, of no other.
    ProfileInLink,
    /// Kind, currency, mask and name are the same, of no other; and the rows that both tell are the same.
    ProfileAndRows,
}

/// Whether what was told decides which known transaction a row is, its account being known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowVerdict {
    /// None that is known.
    New,
    /// The true one, and it was told before.
    Known(RowGround),
    /// One of several that nothing tells apart, or perhaps none: [`Verdicts::sets`] has the place's set.
    Among(usize),
    /// Told before in the same answer.
    Copy,
    /// Its answer has the signs of this account reversed: an error of the source. It is neither joined nor a new transaction.
    Reversed,
    /// All that was told speaks for something untrue, such as equal rows that are one. Nobody could know.
    Misled,
}

/// What decides that a row is a known transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowGround {
    /// The same id.
    Id,
    /// It names the id of the pending one.
    PendingId,
    /// It says the same: amount, day and words fit, and no other could be meant.
    Content,
    /// The amount (or what it grew from) and the day fit, the words do not; but it must be known, and no other could be meant.
    Count,
}

/// Rows of one account in one telling, of which it cannot be told which of some known transactions each of them is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Set {
    /// Which telling.
    pub telling: usize,
    /// The rows, by their places in the telling.
    pub rows: Vec<usize>,
    /// The known transactions that they could be.
    pub known: Vec<TransactionId>,
    /// How many of the rows are known ones, if that can be told. Then so many are to be joined, each with another one of the set,
    /// and the rest is new; which with which does not matter. If it cannot be told, they are to be suggested at most.
    pub joins: Option<usize>,
}
