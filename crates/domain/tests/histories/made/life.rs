//! One life while it is being written: accounts, what happened, and what it was.

use super::calendar::{is_working, plus};
use super::random::Random;
use super::texts;
use super::{
    Account, Entry, FEWEST_INCOMES, FEWEST_PAYMENTS, History, Income, IncomeKind, Kind, Label, Often,
    Payment, PaymentKind, Sort,
};
use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug)]
pub(crate) struct Life {
    pub(crate) random: Random,
    pub(crate) from: Date,
    pub(crate) end: Date,
    pub(crate) owner: String,
    /// The first is the one that pay comes to.
    pub(crate) accounts: Vec<Account>,
    pub(crate) entries: Vec<Entry>,
    kind: Kind,
    seed: u64,
    months: i16,
    has_categories: bool,
    incomes: Vec<Income>,
    payments: Vec<Payment>,
    names: BTreeSet<String>,
}

/// What banks' categories are when they are wrong.
const WRONG: &[&str] =
    &["Shopping", "Transfer", "Income", "Restaurants", "Home", "Entertainment", "Bills & Utilities"];
/// Of a hundred categories, that many are right, and that many are missing.
const RIGHT: i64 = 92;
const ABSENT: i64 = 5;

impl Life {
    pub(crate) fn new(kind: Kind, seed: u64, months: &[i16]) -> Self {
        let mut random = Random::new(seed);
        let end = plus(date(2026, 1, 1), random.between(0, 364));
        let chosen = random.between(0, i64::try_from(months.len()).unwrap_or(1) - 1);
        let months = usize::try_from(chosen).ok().and_then(|i| months.get(i)).copied().unwrap_or(12);
        let from = end.checked_sub(months.months()).unwrap_or(end);
        let owner = texts::person(&mut random);
        let has_categories = random.happens(45);
        Self {
            random,
            from,
            end,
            owner,
            accounts: Vec::new(),
            entries: Vec::new(),
            kind,
            seed,
            months,
            has_categories,
            incomes: Vec::new(),
            payments: Vec::new(),
            names: BTreeSet::new(),
        }
    }

    pub(crate) fn days(&self) -> i64 {
        self.from.until(self.end).map_or(0, |span| i64::from(span.get_days()))
    }

    pub(crate) fn open(&mut self, bank: &'static str, name: &'static str, sort: Sort) -> usize {
        self.open_in(bank, name, sort, "USD")
    }

    pub(crate) fn open_in(
        &mut self,
        bank: &'static str,
        name: &'static str,
        sort: Sort,
        currency: &'static str,
    ) -> usize {
        let number = texts::fill("{n10}", "", "", self.end, &mut self.random);
        let balance = match sort {
            Sort::Checking => self.random.between(-200_00, 6_000_00),
            Sort::Savings => self.random.between(500_00, 30_000_00),
            Sort::Card => self.random.between(0, 3_000_00),
            Sort::Loan => self.random.between(3_000_00, 300_000_00),
        };
        self.accounts.push(Account { bank, name, sort, currency, number, balance });
        self.accounts.len() - 1
    }

    pub(crate) fn find(&self, sort: Sort) -> Option<usize> {
        self.accounts.iter().position(|account| account.sort == sort && account.currency == "USD")
    }

    /// A company that is in this life only once.
    pub(crate) fn company(&mut self) -> String {
        loop {
            let name = texts::company(&mut self.random);
            let first = name.split(' ').next().unwrap_or_default().to_owned();
            if self.names.insert(first) || self.names.len() > 25 {
                return name;
            }
        }
    }

    pub(crate) fn income(&mut self, kind: IncomeKind, often: Often, goes_on: bool) -> usize {
        self.incomes.push(Income { kind, often, goes_on });
        self.incomes.len() - 1
    }

    pub(crate) fn mark_as_going_on(&mut self, income: usize) {
        if let Some(income) = self.incomes.get_mut(income) {
            income.goes_on = true;
        }
    }

    pub(crate) fn payment(&mut self, kind: PaymentKind, often: Often, goes_on: bool) -> usize {
        self.payments.push(Payment { kind, often, goes_on });
        self.payments.len() - 1
    }

    pub(crate) fn text(&mut self, template: &str, name: &str, day: Date) -> String {
        let owner = self.owner.clone();
        texts::fill(template, name, &owner, day, &mut self.random)
    }

    /// Writes it down, unless it lies outside of the time.
    pub(crate) fn note(
        &mut self,
        account: usize,
        date: Date,
        cents: i64,
        text: String,
        category: &'static str,
        label: Label,
    ) {
        if !(self.from..=self.end).contains(&date) || cents == 0 {
            return;
        }
        let category = self.category(category);
        let is_pending = matches!(label, Label::Other(super::Other::Purchase))
            && plus(date, 2) > self.end
            && is_working(self.end);
        let id = format!("TRN-{:06}", self.random.between(0, 999_999_999_999));
        self.entries.push(Entry { id, account, date, cents, text, category, is_pending, label });
    }

    fn category(&mut self, right: &'static str) -> Option<&'static str> {
        if !self.has_categories {
            return None;
        }
        let drawn = self.random.between(0, 99);
        if drawn < RIGHT {
            return Some(right).filter(|right| !right.is_empty());
        }
        (drawn >= RIGHT + ABSENT).then(|| self.random.of(WRONG))
    }

    pub(crate) fn into_history(mut self) -> History {
        let mut seen: BTreeMap<Label, usize> = BTreeMap::new();
        for entry in &self.entries {
            *seen.entry(entry.label).or_default() += 1;
        }
        for entry in &mut self.entries {
            let fewest = match entry.label {
                Label::Income(_) => FEWEST_INCOMES,
                Label::Payment(_) => FEWEST_PAYMENTS,
                Label::OwnTransfer | Label::TooFew | Label::Other(_) => 0,
            };
            if seen.get(&entry.label).is_some_and(|times| *times < fewest) {
                entry.label = Label::TooFew;
            }
        }
        self.entries.sort_by(|a, b| (a.date, &a.id).cmp(&(b.date, &b.id)));
        self.entries.dedup_by(|a, b| a.id == b.id);
        for entry in self.entries.iter().filter(|entry| !entry.is_pending) {
            if let Some(account) = self.accounts.get_mut(entry.account) {
                account.balance += match account.sort {
                    Sort::Checking | Sort::Savings => entry.cents,
                    Sort::Card | Sort::Loan => -entry.cents,
                };
            }
        }
        History {
            kind: self.kind,
            seed: self.seed,
            end: self.end,
            months: self.months,
            owner: self.owner,
            accounts: self.accounts,
            entries: self.entries,
            incomes: self.incomes,
            payments: self.payments,
        }
    }
}
