//! Money in and money out by month, each currency by itself.

use super::days::{Day, date_of, first_of, month};
use super::income::IncomeStream;
use super::ledger::{Entry, Ledger, Own};
use super::pattern::Pattern;
use super::payments::RegularPayment;
use super::role::Role;
use super::words::Sign;
use crate::money::{Currency, Money};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// One month in one currency, over accounts of money and of credit. Moves between own accounts are on neither side; purchases on a card
/// count when they are made, not when the card is paid. Refunds are money in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MonthFlow {
    /// Its first day.
    pub month: Date,
    /// Whether the report has only a part of it.
    pub is_partial: bool,
    pub money_in: Money,
    pub money_out: Money,
    /// `money_in` less `money_out`.
    pub net: Money,
    /// What of `money_in` is income.
    pub income: Money,
    /// What of `money_out` is regular payments.
    pub regular_payments: Money,
}

#[derive(Default, Clone, Copy)]
struct Sums {
    money_in: i64,
    money_out: i64,
    income: i64,
    regular_payments: i64,
}

/// By currency, then by month; each currency has every month of the report. The ledger has nothing outside of the report's time.
pub(super) fn cash_flow(
    ledger: &Ledger<'_>,
    income: &[IncomeStream],
    payments: &[RegularPayment],
    from: Day,
    end: Day,
) -> Vec<MonthFlow> {
    let income = guids(income.iter().map(|stream| &stream.pattern));
    let payments = guids(payments.iter().map(|payment| &payment.pattern));
    let mut currencies: BTreeMap<&str, Currency> = BTreeMap::new();
    let mut sums: BTreeMap<(&str, i32), Sums> = BTreeMap::new();
    for entry in ledger.entries.iter().filter(|entry| flows(entry)) {
        currencies.insert(entry.currency.code(), entry.currency);
        let sum = sums.entry((entry.currency.code(), month(entry.date))).or_default();
        let size = entry.size();
        let (all, part, is_part) = if entry.is_credit() {
            (&mut sum.money_in, &mut sum.income, income.contains(entry.guid))
        } else {
            (&mut sum.money_out, &mut sum.regular_payments, payments.contains(entry.guid))
        };
        *all = all.saturating_add(size);
        *part = part.saturating_add(if is_part { size } else { 0 });
    }
    let months = month(date_of(from))..=month(date_of(end));
    let mut flows = Vec::new();
    for (code, currency) in currencies {
        let money = |minor: i64| Money::new(minor, currency);
        flows.extend(months.clone().map(|this| {
            let sum = sums.get(&(code, this)).copied().unwrap_or_default();
            MonthFlow {
                month: date_of(first_of(this)),
                is_partial: from > first_of(this) || end < first_of(this + 1) - 1,
                money_in: money(sum.money_in),
                money_out: money(sum.money_out),
                net: money(sum.money_in.saturating_sub(sum.money_out)),
                income: money(sum.income),
                regular_payments: money(sum.regular_payments),
            }
        }));
    }
    flows
}

fn guids<'a>(patterns: impl Iterator<Item = &'a Pattern>) -> BTreeSet<&'a str> {
    patterns.flat_map(|pattern| &pattern.transactions).map(String::as_str).collect()
}

fn flows(entry: &Entry<'_>) -> bool {
    // A card that is paid from an account that nobody has connected: own money too.
    let pays_card =
        entry.role == Role::Credit && entry.is_credit() && entry.reading.signs.has(Sign::CardPayment);
    entry.role.flows() && entry.own != Own::Transfer && !pays_card
}
