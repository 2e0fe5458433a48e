//! Balances over time: worked backwards from the balance that is known, over posted transactions.

use super::days::{Day, Month, date_of, day, first_of, month};
use super::input::Account;
use super::ledger::Entry;
use super::role::Role;
use crate::money::Money;
use jiff::civil::Date;

/// What an account held, or what is owed on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Balances {
    pub meaning: BalanceMeaning,
    pub now: Money,
    /// The end of each day on which something was posted, oldest first; until the next one it stayed so. The first is that of the day
    /// before all that is known.
    pub ends_of_days: Vec<(Date, Money)>,
    pub months: Vec<MonthBalance>,
    /// Days that ended below zero; none where the balance is what is owed.
    pub days_below_zero: Option<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BalanceMeaning {
    /// What is there.
    Held,
    /// What is owed: cards, lines of credit, loans, mortgages.
    Owed,
}

/// One month, as far as it is known, by the ends of its days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MonthBalance {
    /// Its first day.
    pub month: Date,
    /// Whether days of it are before what is known or after the report's end.
    pub is_partial: bool,
    /// At the end of the day before its first known day.
    pub opening: Money,
    pub closing: Money,
    pub least: Money,
    pub most: Money,
    /// Over its known days, rounded to the nearest minor unit.
    pub average: Money,
}

/// None where no balance is known. `entries` are the account's own, in order.
pub(super) fn balances(account: &Account, entries: &[&Entry<'_>], from: Day, end: Day) -> Option<Balances> {
    let is_owed = Role::of(account.account_type).is_owed();
    let now = account.balance?;
    let money = |minor: i64| Money::new(minor, account.currency);
    let steps = steps(account, entries, from, end, now);
    let days_below_zero = (!is_owed).then(|| {
        let below =
            spans(&steps, end).filter(|(_, _, minor)| *minor < 0).map(|(first, last, _)| last - first + 1);
        // The first step is the day before what is known.
        let before = i32::from(steps.first().is_some_and(|(_, minor)| *minor < 0));
        u32::try_from(below.sum::<i32>() - before).unwrap_or(0)
    });
    Some(Balances {
        meaning: if is_owed { BalanceMeaning::Owed } else { BalanceMeaning::Held },
        now: money(now),
        ends_of_days: steps.iter().map(|(day, minor)| (date_of(*day), money(*minor))).collect(),
        months: months(&steps, end, money),
        days_below_zero,
    })
}

/// The balance at the end of a day, where it is known.
pub(super) fn at(balances: &Balances, date: Date) -> Option<Money> {
    let after = balances.ends_of_days.partition_point(|(day, _)| *day <= date);
    let at = after.checked_sub(1)?;
    balances.ends_of_days.get(at).map(|(_, money)| *money)
}

/// Ends of days, oldest first, from the day before the first known day on.
fn steps(account: &Account, entries: &[&Entry<'_>], from: Day, end: Day, now: i64) -> Vec<(Day, i64)> {
    let is_owed = Role::of(account.account_type).is_owed();
    let first_told = account.history_from.map(day).or_else(|| entries.first().map(|entry| entry.day));
    let first = first_told.unwrap_or(end).clamp(from, end);
    let mut minor = now;
    let mut steps = Vec::new();
    let of_account = entries.iter().rev().filter(|entry| entry.currency == account.currency);
    let mut last = None;
    for entry in of_account {
        if last != Some(entry.day) && entry.day <= end && entry.day >= first {
            steps.push((entry.day, minor));
        }
        last = Some(entry.day);
        if entry.day < first {
            break;
        }
        let signed = if is_owed { entry.minor.saturating_neg() } else { entry.minor };
        minor = minor.saturating_sub(signed);
    }
    steps.push((first - 1, minor));
    steps.reverse();
    steps
}

/// From which day to which day the balance was what.
fn spans(steps: &[(Day, i64)], end: Day) -> impl Iterator<Item = (Day, Day, i64)> {
    let ends = steps.iter().skip(1).map(|(day, _)| day - 1).chain([end]);
    steps.iter().zip(ends).map(|((day, minor), last)| (*day, last, *minor))
}

fn months(steps: &[(Day, i64)], end: Day, money: impl Fn(i64) -> Money) -> Vec<MonthBalance> {
    let Some((before, opening)) = steps.first().copied() else { return Vec::new() };
    let known_from = before + 1;
    let mut months = Vec::new();
    let mut opening = opening;
    let spans: Vec<(Day, Day, i64)> = spans(steps, end).collect();
    let mut at = 0;
    for this in month(date_of(known_from))..=month(date_of(end)) {
        let (first, last) = (first_of(this).max(known_from), (first_of(this + 1) - 1).min(end));
        let Some(sum) = Sum::over(&spans, &mut at, first, last) else { continue };
        months.push(MonthBalance {
            month: date_of(first_of(this)),
            is_partial: is_partial(this, first, last),
            opening: money(opening),
            closing: money(sum.closing),
            least: money(sum.least),
            most: money(sum.most),
            average: money(rounded(sum.times_days, i128::from(last - first + 1))),
        });
        opening = sum.closing;
    }
    months
}

fn is_partial(this: Month, first: Day, last: Day) -> bool {
    first > first_of(this) || last < first_of(this + 1) - 1
}

struct Sum {
    least: i64,
    most: i64,
    closing: i64,
    times_days: i128,
}

impl Sum {
    /// Over the spans from `at` on that touch these days; `at` goes on to the last of them.
    fn over(spans: &[(Day, Day, i64)], at: &mut usize, first: Day, last: Day) -> Option<Self> {
        let mut sum: Option<Self> = None;
        while let Some((begin, until, minor)) = spans.get(*at) {
            let days = (*until).min(last) - (*begin).max(first) + 1;
            if days > 0 {
                let sum =
                    sum.get_or_insert(Self { least: *minor, most: *minor, closing: *minor, times_days: 0 });
                sum.least = sum.least.min(*minor);
                sum.most = sum.most.max(*minor);
                sum.closing = *minor;
                sum.times_days += i128::from(*minor) * i128::from(days);
            }
            if *until > last {
                break;
            }
            *at += 1;
        }
        sum
    }
}

fn rounded(sum: i128, days: i128) -> i64 {
    let half = if sum < 0 { -days / 2 } else { days / 2 };
    i64::try_from((sum + half) / days.max(1)).unwrap_or(0)
}
