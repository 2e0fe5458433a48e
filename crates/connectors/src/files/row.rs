//! A row while it is made: what every format has in common, and what no row may be.

use super::flaw::{Flaw, FlawKind, Limit};
use super::told::{FileAccount, FileRow, Place, Skipped, Warning, Why};
use super::{ROWS_MAX, SKIPPED_LISTED_MAX};
use crate::bounds;
use domain::clock::Timestamp;
use domain::money::Money;
use domain::transaction::{TransactionFacts, TransactionStatus, TransactionType};
use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::Offset;
use std::collections::{BTreeMap, BTreeSet};

/// A row may lie so many days ahead: banks show what is planned, and nothing beyond.
const DAYS_AHEAD_MAX: i64 = 62;
/// Days before this are mistakes; the connectors take none either.
const FIRST_DAY: Date = Date::constant(1900, 1, 1);

/// A time as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    /// The day that stands there, whatever its zone.
    pub(super) day: Date,
    pub(super) instant: Timestamp,
}

impl Moment {
    /// A day of which no time is told: its beginning, in GMT, as OFX has it.
    pub(super) fn of_day(day: Date) -> Option<Self> {
        let instant = Offset::UTC.to_timestamp(day.at(0, 0, 0, 0)).ok()?;
        Some(Self { day, instant })
    }
}

/// Whether something may have happened on that day.
pub(super) fn is_likely(day: Date, today: Date) -> bool {
    (FIRST_DAY..=today.saturating_add(DAYS_AHEAD_MAX.days())).contains(&day)
}

/// What a row says.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) place: Place,
    pub(super) id: Option<String>,
    pub(super) reference: Option<String>,
    pub(super) status: TransactionStatus,
    /// Less than nothing left the account.
    pub(super) money: Money,
    /// When the person acted, where that is told apart from the booking.
    pub(super) transacted: Option<Moment>,
    pub(super) booked: Option<Moment>,
    pub(super) value_on: Option<Date>,
    pub(super) description: String,
    pub(super) memo: Option<String>,
    pub(super) category: Option<String>,
    pub(super) check_number: Option<String>,
}

impl Draft {
    pub(super) const fn new(place: Place, money: Money) -> Self {
        Self {
            place,
            id: None,
            reference: None,
            status: TransactionStatus::Posted,
            money,
            transacted: None,
            booked: None,
            value_on: None,
            description: String::new(),
            memo: None,
            category: None,
            check_number: None,
        }
    }

    /// The row, if it is one. What has not posted has no time of posting, and happened when it is told.
    pub(super) fn finish(self, today: Date) -> Result<FileRow, Why> {
        let value = || self.value_on.and_then(Moment::of_day);
        let day = self.transacted.or(self.booked).or_else(value).ok_or(Why::NoDate)?;
        let (transacted, posted) = match self.status {
            TransactionStatus::Posted => (self.transacted, Some(self.booked.unwrap_or(day))),
            TransactionStatus::Pending => (Some(day), None),
        };
        let description = if self.description.trim().is_empty() { None } else { Some(self.description) };
        let memo = self.memo.filter(|memo| !memo.trim().is_empty());
        let (description, memo) = match (description, memo) {
            (Some(description), memo) => (description, memo),
            (None, memo) => (memo.unwrap_or_default(), None),
        };
        let facts = TransactionFacts {
            status: self.status,
            transaction_type: side(self.money),
            amount: Money::new(self.money.minor.saturating_abs(), self.money.currency),
            transacted_at: transacted.map(|moment| moment.instant),
            posted_at: posted.map(|moment| moment.instant),
            date: day.day,
            memo: memo.filter(|memo| *memo != description),
            description,
            category: self.category,
            merchant_category_code: None,
            check_number: self.check_number,
        };
        let row = FileRow {
            place: self.place,
            id: self.id,
            reference: self.reference,
            booked_on: posted.filter(|_| self.booked.is_some()).map(|moment| moment.day),
            value_on: self.value_on,
            facts,
        };
        sound(row, today)
    }
}

const fn side(money: Money) -> TransactionType {
    if money.minor < 0 { TransactionType::Debit } else { TransactionType::Credit }
}

/// A row that moves money on a day that may have been, with texts that have an end.
pub(super) fn sound(mut row: FileRow, today: Date) -> Result<FileRow, Why> {
    if row.facts.amount.minor == 0 {
        return Err(Why::ZeroAmount);
    }
    let days = [Some(row.facts.date), row.booked_on, row.value_on];
    let is_sound = days.iter().flatten().all(|day| is_likely(*day, today)) && bounds::is_a_day(&row.facts);
    if !is_sound {
        return Err(Why::DateAbsurd);
    }
    bounds::transaction_facts(&mut row.facts);
    row.id = row.id.filter(|id| bounds::is_id(id));
    row.reference = row.reference.and_then(|reference| bounds::name(&reference));
    Ok(row)
}

/// What is noted while a file is read.
#[derive(Debug, Default)]
pub(super) struct Notes {
    pub(super) skipped: Vec<Skipped>,
    pub(super) skipped_count: usize,
    pub(super) warnings: BTreeSet<Warning>,
    rows: usize,
    taken: usize,
    causes: BTreeMap<Why, usize>,
}

impl Notes {
    pub(super) fn skip(&mut self, place: Place, why: Why) {
        self.skipped_count = self.skipped_count.saturating_add(1);
        *self.causes.entry(why).or_insert(0) += 1;
        if self.skipped.len() < SKIPPED_LISTED_MAX {
            self.skipped.push(Skipped { place, why });
        }
    }

    pub(super) fn warn(&mut self, warning: Warning) {
        self.warnings.insert(warning);
    }

    /// A row of the file is about to be read.
    pub(super) fn count(&mut self, place: Place) -> Result<(), Flaw> {
        self.rows = self.rows.saturating_add(1);
        if self.rows > ROWS_MAX { Err(Flaw::at(FlawKind::TooMuch(Limit::Rows), place)) } else { Ok(()) }
    }

    /// Where no row was read, and most of them for one reason: then that is what is wrong with the file.
    pub(super) fn flaw(&self) -> Option<Flaw> {
        let (why, _) = self.causes.iter().filter(|_| self.taken == 0).max_by_key(|(_, count)| **count)?;
        let kind = match why {
            Why::NoDate | Why::DateUnreadable | Why::DateAbsurd => FlawKind::DatesUnreadable,
            Why::NoAmount | Why::AmountUnreadable | Why::TooManyDigits => FlawKind::AmountsUnreadable,
            Why::NotARow
            | Why::ZeroAmount
            | Why::CurrencyUnknown
            | Why::SideUnclear
            | Why::NotBooked
            | Why::Repeated
            | Why::OpeningBalance
            | Why::Investment
            | Why::Unfinished
            | Why::Unreadable => return None,
        };
        let place = self.skipped.iter().find(|skipped| skipped.why == *why).map(|skipped| skipped.place);
        Some(Flaw { kind, place })
    }

    /// The first row whose currency is none, where no row was read for that alone.
    pub(super) fn unknown_currency(&self) -> Option<Place> {
        let only = self.causes.len() == 1 && self.causes.contains_key(&Why::CurrencyUnknown);
        let first = self.skipped.first().filter(|_| only && self.taken == 0);
        first.map(|skipped| skipped.place)
    }

    /// Adds a row, or notes why it is none.
    pub(super) fn take(&mut self, rows: &mut Vec<FileRow>, place: Place, row: Result<FileRow, Why>) {
        match row {
            Ok(row) => {
                self.taken += 1;
                rows.push(row);
            }
            Err(why) => self.skip(place, why),
        }
    }
}

/// Lets an id name one row alone: the same row told again is left out, and an id of rows that differ is none.
pub(super) fn settle_ids(account: &mut FileAccount, notes: &mut Notes) {
    let mut firsts: BTreeMap<String, TransactionFacts> = BTreeMap::new();
    let mut torn: BTreeSet<String> = BTreeSet::new();
    for row in &account.rows {
        let Some(id) = &row.id else { continue };
        match firsts.get(id) {
            Some(first) if *first != row.facts => drop(torn.insert(id.clone())),
            Some(_) => {}
            None => drop(firsts.insert(id.clone(), row.facts.clone())),
        }
    }
    if !torn.is_empty() {
        notes.warn(Warning::IdsRepeat);
    }
    let mut seen: BTreeSet<String> = BTreeSet::new();
    account.rows.retain_mut(|row| {
        let Some(id) = row.id.take_if(|id| !torn.contains(id)) else {
            row.id = None;
            return true;
        };
        let is_new = seen.insert(id.clone());
        if !is_new {
            notes.skip(row.place, Why::Repeated);
        }
        row.id = Some(id);
        is_new
    });
}
