//! Quicken Interchange Format: lines of one letter and a value, `^` after each record, `!` before each list. Amounts have no currency and
//! dates no order, so both are found from all records or asked for. Of a split, the total counts.

mod records;

use super::ACCOUNTS_MAX;
use super::How;
use super::day::{DateOrder, OrderEvidence, written};
use super::flaw::{Flaw, FlawKind, Limit};
use super::number::{self, Decimal, MarkEvidence};
use super::row::{Draft, Moment, Notes};
use super::told::{FileAccount, FileRow, Format, Place, Why};
use crate::account_number::iban;
use crate::bounds;
use crate::grant::Secret;
use domain::account::AccountType;
use domain::money::{Currency, Money};
use records::{Event, List, Record, events};
use std::collections::BTreeMap;

/// How the dates and amounts of a file are read.
struct Reading<'a> {
    how: &'a How<'a>,
    order: DateOrder,
    decimal: Decimal,
    currency: Currency,
}

/// An account and what stands in its lists.
struct Held<'a> {
    account: FileAccount,
    records: Vec<Record<'a>>,
    /// `$` and `/` of its own record.
    balance: Option<(&'a str, &'a str)>,
}

pub(super) fn read(text: &str, how: &How<'_>, notes: &mut Notes) -> Result<Vec<FileAccount>, Flaw> {
    let held = held(text, notes)?;
    if held.is_empty() {
        return Err(Flaw::new(FlawKind::NoAccount(Format::Qif)));
    }
    let records = || held.iter().flat_map(|one| &one.records);
    let Some(currency) = how.currency else {
        return match records().next() {
            Some(_) => Err(Flaw::new(FlawKind::NoCurrency)),
            None => Ok(held.into_iter().map(|one| one.account).collect()),
        };
    };
    let mut marks = MarkEvidence::default();
    let amounts = records().filter_map(|record| number::written(record.amount()?));
    amounts.for_each(|amount| marks.add(&amount, currency.digits()));
    let decimal = marks.decimal().map_err(|_| broken(records().next().map(|record| record.line)))?;
    let decimal = decimal.unwrap_or(Decimal::Point);
    let mut evidence = OrderEvidence::default();
    for record in records() {
        let date = record.date.and_then(|date| written(date, how.today));
        if let Some(date) = date {
            evidence.add(date, how.today, Place::line(record.line));
        }
    }
    let order = match how.date_order {
        Some(order) => order,
        None => evidence.order(decimal == Decimal::Comma)?.unwrap_or(DateOrder::DayMonthYear),
    };
    let reading = Reading { how, order, decimal, currency };
    let accounts: Vec<FileAccount> = held.into_iter().map(|one| reading.account(one, notes)).collect();
    if let Some(flaw) = notes.flaw() {
        Err(broken(flaw.place.and_then(|place| place.line)))
    } else {
        Ok(accounts)
    }
}

/// No layout tells of another column what a line begins with.
fn broken(line: Option<usize>) -> Flaw {
    Flaw { kind: FlawKind::Broken(Format::Qif), place: line.map(Place::line) }
}

/// The accounts that have lists of rows; where they have no names, there is one for each type of list.
fn held<'a>(text: &'a str, notes: &mut Notes) -> Result<Vec<Held<'a>>, Flaw> {
    let mut all: Vec<Held<'a>> = Vec::new();
    let mut places: BTreeMap<(&str, Option<AccountType>), usize> = BTreeMap::new();
    // What the last record of an account says: the list that follows is its own.
    let mut named: Option<Record<'a>> = None;
    let mut list = List::Other;
    let mut open: Option<usize> = None;
    for event in events(text) {
        match event {
            Event::List(next) => {
                list = next;
                if let List::Rows(kind) = list {
                    let name = named.as_ref().and_then(|record| record.number).unwrap_or_default();
                    let place = *places.entry((name, kind)).or_insert(all.len());
                    if place == all.len() {
                        all.push(account(named.as_ref(), kind));
                    }
                    if all.len() > ACCOUNTS_MAX {
                        return Err(Flaw::new(FlawKind::TooMuch(Limit::Accounts)));
                    }
                    open = Some(place);
                }
            }
            Event::Record(record) => match list {
                List::Accounts => named = Some(record),
                List::Rows(_) => {
                    notes.count(Place::line(record.line))?;
                    if let Some(held) = open.and_then(|place| all.get_mut(place)) {
                        held.records.push(record);
                    }
                }
                List::Investments => {
                    notes.count(Place::line(record.line))?;
                    notes.skip(Place::line(record.line), Why::Investment);
                }
                List::Other => {}
            },
            Event::Unfinished(line) => match list {
                List::Rows(_) => notes.skip(Place::line(line), Why::Unfinished),
                List::Accounts | List::Investments | List::Other => {}
            },
        }
    }
    Ok(all)
}

fn account<'a>(named: Option<&Record<'a>>, kind: Option<AccountType>) -> Held<'a> {
    let name = named.and_then(|record| record.number).unwrap_or_default();
    let account = FileAccount {
        iban: iban(name).map(Secret::new),
        account_type: kind,
        name: bounds::name(name),
        ..FileAccount::default()
    };
    let balance = named.and_then(|record| Some((record.balance?, record.balance_on?)));
    Held { account, records: Vec::new(), balance }
}

impl Reading<'_> {
    fn account(&self, held: Held<'_>, notes: &mut Notes) -> FileAccount {
        let Held { mut account, records, balance } = held;
        account.currency = Some(self.currency);
        account.closing = balance.and_then(|(amount, day)| {
            let day = written(day, self.how.today)?.day(self.order, self.how.today)?;
            Some((day, self.money(amount).ok()?))
        });
        for record in &records {
            let place = Place::line(record.line);
            let row = match self.opening(record) {
                Some(opening) => {
                    account.opening = account.opening.or(Some(opening));
                    Err(Why::OpeningBalance)
                }
                None => self.row(record, place),
            };
            notes.take(&mut account.rows, place, row);
        }
        account
    }

    fn money(&self, text: &str) -> Result<Money, Why> {
        let amount = number::written(text).ok_or(Why::AmountUnreadable)?;
        amount.money(self.decimal, self.currency)
    }

    fn moment(&self, record: &Record<'_>) -> Result<Moment, Why> {
        let date = record.date.filter(|date| !date.is_empty()).ok_or(Why::NoDate)?;
        let day = written(date, self.how.today).and_then(|date| date.day(self.order, self.how.today));
        day.and_then(Moment::of_day).ok_or(Why::DateUnreadable)
    }

    /// Quicken writes the balance with which an account begins as a record of its own, transferred from the account itself.
    fn opening(&self, record: &Record<'_>) -> Option<(jiff::civil::Date, Money)> {
        let is_one = record.payee? == "Opening Balance" && record.category?.starts_with('[');
        is_one.then(|| Some((self.moment(record).ok()?.day, self.money(record.amount()?).ok()?))).flatten()
    }

    fn row(&self, record: &Record<'_>, place: Place) -> Result<FileRow, Why> {
        let money = self.money(record.amount().ok_or(Why::NoAmount)?)?;
        let is_check = |number: &&str| number.bytes().all(|byte| byte.is_ascii_digit());
        let owned = |text: Option<&str>| text.filter(|text| !text.is_empty()).map(str::to_owned);
        let draft = Draft {
            booked: Some(self.moment(record)?),
            description: record.payee.unwrap_or_default().to_owned(),
            memo: owned(record.memo),
            category: owned(record.category.and_then(category)),
            check_number: owned(record.number.filter(is_check)),
            ..Draft::new(place, money)
        };
        draft.finish(self.how.today)
    }
}

/// `[Savings]` names the other account of a transfer.
fn category(text: &str) -> Option<&str> {
    if text.starts_with('[') {
        return Some("Transfer");
    }
    Some(text).filter(|text| !text.starts_with("--"))
}
