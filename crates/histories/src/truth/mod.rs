//! What is true: whose accounts there are, under which numbers, and what happened on them.

pub(crate) mod accounts;
pub(crate) mod daily;
mod life;
pub(crate) mod merchants;
mod money;
mod numbers;
mod spending;

use crate::days::{Day, date};
use crate::told::AccountKind;
use jiff::civil::Date;
use merchants::Merchant;
use std::ops::Range;

pub(crate) use life::live;

/// A true account, by its place in [`Truth::accounts`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountId(pub usize);

/// A true transaction, by its place in [`Truth::transactions`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TransactionId(pub usize);

/// One person's accounts and all that happened on them.
#[derive(Debug, Clone)]
pub struct Truth {
    /// The accounts, those of a stranger last.
    pub accounts: Vec<Account>,
    /// The transactions by account, in the order in which they were made.
    pub transactions: Vec<Transaction>,
    ranges: Vec<Range<usize>>,
}

/// One account, whatever it is called and numbered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The bank's name.
    pub institution: String,
    /// The bank's routing number, in countries that have them.
    pub routing: Option<String>,
    /// What kind of account.
    pub kind: AccountKind,
    /// What it counts.
    pub currency: &'static str,
    /// The bank's name for it.
    pub name: String,
    /// The person's own name for it, and from when on.
    pub nickname: Option<(Date, String)>,
    /// All owners.
    pub owners: Vec<String>,
    /// Its numbers one after the other, the first from its opening on.
    pub numbers: Vec<AccountNumber>,
    /// Minor units before its first transaction.
    pub opening_balance: i64,
    /// Since when it is there.
    pub opened_on: Date,
    /// From when on it is closed.
    pub closed_on: Option<Date>,
    /// It belongs to somebody else, and is told only by mistake.
    pub is_strangers: bool,
}

/// A number that an account has from some day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountNumber {
    /// The first day on which it is told.
    pub since: Date,
    /// All digits.
    pub number: String,
    /// The international number, in countries that have them.
    pub iban: Option<String>,
}

impl AccountNumber {
    /// The last four digits.
    pub fn mask(&self) -> &str {
        self.number.len().checked_sub(4).and_then(|at| self.number.get(at..)).unwrap_or(&self.number)
    }
}

impl Account {
    /// The number of that day.
    pub fn number_on(&self, day: Date) -> Option<&AccountNumber> {
        self.numbers.iter().rev().find(|number| number.since <= day).or_else(|| self.numbers.first())
    }
}

/// One transaction, however often and however differently it is told.
#[derive(Debug, Clone)]
pub struct Transaction {
    /// On which account.
    pub account: AccountId,
    /// Minor units once it is posted; positive when money comes in.
    pub amount: i64,
    /// Minor units while it is pending, such as a bill without its tip.
    pub held: i64,
    pub(crate) authorised: Day,
    pub(crate) end: End,
    pub(crate) what: What,
}

/// How a transaction ends its time as pending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    Posted(Day),
    /// It vanishes, as if it had never been.
    Dropped(Day),
}

/// What banks and sources word in their ways.
#[derive(Debug, Clone, Copy)]
pub(crate) struct What {
    pub(crate) merchant: &'static Merchant,
    pub(crate) store: u32,
    pub(crate) reference: u32,
    /// Made so late that it is the next day elsewhere.
    pub(crate) is_late: bool,
}

impl Transaction {
    /// The day on which it was made.
    pub fn authorised_on(&self) -> Date {
        date(self.authorised)
    }

    /// The day on which it was posted; `None` when it was dropped instead.
    pub fn posted_on(&self) -> Option<Date> {
        self.posted().map(date)
    }

    pub(crate) const fn posted(&self) -> Option<Day> {
        match self.end {
            End::Posted(day) => Some(day),
            End::Dropped(_) => None,
        }
    }
}

impl Truth {
    pub(crate) fn new(accounts: Vec<Account>, mut transactions: Vec<Transaction>) -> Self {
        transactions.sort_by_key(|one| (one.account, one.authorised));
        let ranges = (0..accounts.len())
            .map(|account| {
                let begin = transactions.partition_point(|one| one.account.0 < account);
                begin..transactions.partition_point(|one| one.account.0 <= account)
            })
            .collect();
        Self { accounts, transactions, ranges }
    }

    /// The transactions of one account.
    pub fn of(&self, account: AccountId) -> impl Iterator<Item = (TransactionId, &Transaction)> {
        let range = self.ranges.get(account.0).cloned().unwrap_or(0..0);
        let begin = range.start;
        let transactions = self.transactions.get(range).unwrap_or_default();
        transactions.iter().enumerate().map(move |(at, one)| (TransactionId(begin + at), one))
    }

    /// What is on the account at the end of that day, pending transactions not counted.
    pub fn balance(&self, account: AccountId, day: Date) -> i64 {
        let opening = self.accounts.get(account.0).map_or(0, |account| account.opening_balance);
        let day = crate::days::day(day);
        let posted = self.of(account).filter(|(_, one)| one.posted().is_some_and(|posted| posted <= day));
        opening + posted.map(|(_, one)| one.amount).sum::<i64>()
    }
}
