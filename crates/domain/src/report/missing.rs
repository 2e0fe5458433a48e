//! What a report lacks, and why.

use super::balances::{Balances, at};
use super::days::{Day, date_of, day};
use super::input::Account;
use super::ledger::Entry;
use crate::account::AccountType;
use crate::money::Money;
use jiff::civil::Date;

/// Something that a reader would expect and does not find.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    pub account_guid: String,
    pub what: Lack,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lack {
    /// Transactions begin on `from`, later than was asked for.
    History {
        asked_from: Date,
        from: Date,
    },
    Transactions,
    Owner,
    Number,
    Balance,
    /// The balance that was read on a day is not what transactions lead to.
    BalanceFits {
        on: Date,
        told: Money,
        worked_out: Money,
    },
    /// Savings would have been below zero: transactions are missing, or doubled.
    BalanceAboveZero {
        on: Date,
        worked_out: Money,
    },
    /// No transaction from `from` to `to`, where there usually are some.
    Days {
        from: Date,
        to: Date,
    },
}

/// So much later than asked the first transaction may be, where the institution does not say from when on it gave them: an account may
/// have been quiet.
const QUIET_DAYS: Day = 35;
/// A gap of fewer days is never told.
const GAP_DAYS_MIN: Day = 15;
/// A gap is told when it is so many times as long as nine in ten gaps are at most.
const GAP_TIMES: Day = 4;
/// With fewer transactions, nothing is usual.
const USUAL_MIN: usize = 20;

/// What one account lacks, in the order of [`Lack`].
pub(super) fn missing(
    account: &Account,
    entries: &[&Entry<'_>],
    balances: Option<&Balances>,
    from: Day,
    end: Day,
) -> Vec<Missing> {
    let mut lacks = Vec::new();
    let within: Vec<Day> =
        entries.iter().map(|entry| entry.day).filter(|day| (from..=end).contains(day)).collect();
    lacks.extend(history(account, within.first().copied(), from));
    lacks.extend(within.is_empty().then_some(Lack::Transactions));
    lacks.extend(account.owners.is_empty().then_some(Lack::Owner));
    lacks.extend(account.number.is_none().then_some(Lack::Number));
    match balances {
        Some(balances) => lacks.extend(misfits(account, balances)),
        None => lacks.push(Lack::Balance),
    }
    lacks.extend(gaps(&within, end));
    lacks.into_iter().map(|what| Missing { account_guid: account.guid.clone(), what }).collect()
}

fn history(account: &Account, first: Option<Day>, from: Day) -> Option<Lack> {
    let begins = match account.history_from {
        Some(told) => Some(day(told)).filter(|told| *told > from),
        None => first.filter(|first| *first > from + QUIET_DAYS),
    }?;
    Some(Lack::History { asked_from: date_of(from), from: date_of(begins) })
}

fn misfits(account: &Account, balances: &Balances) -> Vec<Lack> {
    let mut told = account.balances_before.clone();
    told.sort_unstable();
    let fits = told.into_iter().filter_map(|(on, minor)| {
        let worked_out = at(balances, on)?;
        let told = Money::new(minor, account.currency);
        (worked_out != told).then_some(Lack::BalanceFits { on, told, worked_out })
    });
    let holds_money = account.account_type == AccountType::Savings;
    let below = balances.ends_of_days.iter().find(|(_, money)| holds_money && money.minor < 0);
    let below = below.map(|(on, money)| Lack::BalanceAboveZero { on: *on, worked_out: *money });
    fits.chain(below).collect()
}

fn gaps(days: &[Day], end: Day) -> Vec<Lack> {
    let mut lengths: Vec<Day> = days.iter().zip(days.iter().skip(1)).map(|(one, next)| next - one).collect();
    lengths.sort_unstable();
    let usual = lengths.get(lengths.len() * 9 / 10).copied().unwrap_or(0).max(1);
    if days.len() < USUAL_MIN {
        return Vec::new();
    }
    let next = days.iter().skip(1).copied().chain([end + 1]);
    days.iter()
        .zip(next)
        .filter(|(one, next)| next - *one > GAP_DAYS_MIN.max(usual * GAP_TIMES))
        .map(|(one, next)| Lack::Days { from: date_of(one + 1), to: date_of(next - 1) })
        .collect()
}
