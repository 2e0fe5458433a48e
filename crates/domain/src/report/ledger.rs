//! All posted transactions of the person in one order, read once.

use super::days::{Day, day};
use super::input::{Account, Input, Transaction};
use super::role::Role;
use super::words::{Reading, Signs, of_category, read};
use crate::money::Currency;
use crate::transaction::{TransactionStatus, TransactionType};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// A posted transaction of a known account.
#[derive(Debug)]
pub(super) struct Entry<'a> {
    pub(super) guid: &'a str,
    /// Index into [`Ledger::accounts`].
    pub(super) account: usize,
    pub(super) role: Role,
    pub(super) date: Date,
    pub(super) day: Day,
    /// Positive when it comes in, seen from the account.
    pub(super) minor: i64,
    pub(super) currency: Currency,
    pub(super) reading: Reading,
    pub(super) category: Signs,
    /// Who is on the other side: the words of the name.
    pub(super) party: String,
    /// One side of a move between accounts of the person; [`super::transfers`] finds out.
    pub(super) own: Own,
}

/// Whether it moves money between accounts of the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Own {
    No,
    /// To or from an account of money or of credit.
    Transfer,
    /// To a loan of the person: what leaves is a payment all the same.
    LoanPayment,
}

#[derive(Debug)]
pub(super) struct Ledger<'a> {
    /// By guid.
    pub(super) accounts: Vec<&'a Account>,
    /// By day, then by all else that tells them apart.
    pub(super) entries: Vec<Entry<'a>>,
}

impl<'a> Ledger<'a> {
    /// What is pending, and what is of no account of the input, is left out.
    pub(super) fn new(input: &'a Input) -> Self {
        let mut accounts: Vec<&Account> = input.accounts.iter().collect();
        accounts.sort_by(|a, b| a.guid.cmp(&b.guid));
        let index: BTreeMap<&str, usize> =
            accounts.iter().enumerate().map(|(at, account)| (account.guid.as_str(), at)).collect();
        let mut posted: Vec<&Transaction> =
            input.transactions.iter().filter(|one| one.status == TransactionStatus::Posted).collect();
        posted.sort_by_cached_key(|one| {
            let amount = (one.transaction_type.name(), one.amount.minor, one.amount.currency.code());
            (one.date, &one.guid, &one.account_guid, amount, &one.description, &one.category)
        });
        let mut entries: Vec<Entry<'a>> = posted
            .into_iter()
            .filter_map(|one| {
                let account = *index.get(one.account_guid.as_str())?;
                let minor = one.amount.minor.saturating_abs();
                let reading = read(&one.description);
                Some(Entry {
                    guid: &one.guid,
                    account,
                    role: Role::of(accounts.get(account)?.account_type),
                    date: one.date,
                    day: day(one.date),
                    minor: match one.transaction_type {
                        TransactionType::Credit => minor,
                        TransactionType::Debit => minor.saturating_neg(),
                    },
                    currency: one.amount.currency,
                    category: one.category.as_deref().map(of_category).unwrap_or_default(),
                    party: reading.name.join(" "),
                    reading,
                    own: Own::No,
                })
            })
            .collect();
        shorten_names(&mut entries);
        Self { accounts, entries }
    }
}

impl Entry<'_> {
    pub(super) fn is_credit(&self) -> bool {
        self.minor > 0
    }

    /// The size of the amount.
    pub(super) fn size(&self) -> i64 {
        self.minor.saturating_abs()
    }
}

/// References of letters alone are no names: a name that occurs once, and begins with one that occurs often, is that one.
fn shorten_names(entries: &mut [Entry<'_>]) {
    let mut times: BTreeMap<String, u32> = BTreeMap::new();
    for entry in &*entries {
        *times.entry(entry.party.clone()).or_default() += 1;
    }
    let often = |name: &str| times.get(name).is_some_and(|times| *times > 1);
    for entry in entries.iter_mut().filter(|entry| !often(&entry.party)) {
        let words = &entry.reading.name;
        // All words but one; a reference stands anywhere but in front.
        let shorter = (1..words.len()).rev().find_map(|left| {
            let kept: Vec<&str> = words
                .iter()
                .enumerate()
                .filter(|(at, _)| *at != left)
                .map(|(_, word)| word.as_str())
                .collect();
            Some(kept.join(" ")).filter(|name| often(name))
        });
        if let Some(shorter) = shorter {
            entry.party = shorter;
        }
    }
}
