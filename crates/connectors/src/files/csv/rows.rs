//! Rows of a table to rows of accounts.

use super::super::day::{DateOrder, written};
use super::super::flaw::{Flaw, FlawKind, Limit};
use super::super::number::{self, Decimal};
use super::super::row::{Draft, Moment, Notes};
use super::super::told::{FileAccount, FileRow, Place, Warning, Why};
use super::super::{ACCOUNTS_MAX, How};
use super::DATES;
use super::amounts::{Amounts, signed};
use super::balances::{Step, Verdict, verdict};
use super::header::Places;
use super::layout::ColumnRole;
use super::table::Record;
use super::values::{meant, status};
use crate::account_number::{iban, is_full, mask};
use crate::bounds;
use crate::grant::Secret;
use domain::money::{Currency, Money};
use domain::transaction::{TransactionStatus, TransactionType};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// How rows are read.
pub(super) struct Rows<'a> {
    pub(super) how: &'a How<'a>,
    pub(super) places: &'a Places,
    pub(super) amounts: Amounts,
    /// Cells of the header; none where there is no header.
    pub(super) width: usize,
    pub(super) order: DateOrder,
    pub(super) decimal: Decimal,
    pub(super) currency: Option<Currency>,
    pub(super) is_sign_reversed: bool,
}

/// What tells accounts apart: number, name, currency.
type Key<'a> = (&'a str, &'a str, &'static str);

/// Why a record made no row: it is left out, or the file is refused.
enum NoRow {
    LeftOut(Why),
    Refused(Flaw),
}

impl From<Why> for NoRow {
    fn from(why: Why) -> Self {
        Self::LeftOut(why)
    }
}

impl From<Flaw> for NoRow {
    fn from(flaw: Flaw) -> Self {
        Self::Refused(flaw)
    }
}

/// An account while its rows are read.
#[derive(Default)]
struct Held {
    account: FileAccount,
    steps: Vec<Step>,
}

impl Rows<'_> {
    pub(super) fn read(
        &self,
        records: &[Record],
        preamble: &[Record],
        notes: &mut Notes,
    ) -> Result<Vec<FileAccount>, Flaw> {
        let mut places: BTreeMap<Key<'_>, usize> = BTreeMap::new();
        let mut all: Vec<Held> = Vec::new();
        for record in records {
            let place = Place::line(record.line);
            let (currency, row) = match self.row(record) {
                Ok(read) => read,
                Err(NoRow::LeftOut(why)) => {
                    notes.skip(place, why);
                    continue;
                }
                Err(NoRow::Refused(flaw)) => return Err(flaw),
            };
            let key = (
                self.cell(record, ColumnRole::AccountNumber),
                self.cell(record, ColumnRole::AccountName),
                currency.code(),
            );
            let at = *places.entry(key).or_insert(all.len());
            if at == all.len() {
                all.push(Held { account: account(key, currency), ..Held::default() });
            }
            if all.len() > ACCOUNTS_MAX {
                return Err(Flaw::at(FlawKind::TooMuch(Limit::Accounts), place));
            }
            let Some(held) = all.get_mut(at) else { continue };
            held.steps.extend(self.step(record, &row, currency));
            notes.take(&mut held.account.rows, place, Ok(row));
        }
        if all.is_empty() {
            // A table of no rows tells of an account on which nothing happened.
            all.push(Held {
                account: FileAccount { currency: self.currency, ..FileAccount::default() },
                ..Held::default()
            });
        }
        let is_only = all.len() == 1;
        let own = preamble.iter().filter(|_| is_only).flat_map(Record::cells).find_map(iban);
        Ok(all.into_iter().map(|held| finish(held, own.clone(), notes)).collect())
    }

    fn cell<'r>(&self, record: &'r Record, role: ColumnRole) -> &'r str {
        self.places.one(role).map_or("", |column| record.cell(column))
    }

    /// The columns of that role, with a space between.
    fn joined(&self, record: &Record, role: ColumnRole) -> String {
        let cells = self.places.all(role).iter().map(|column| meant(record.cell(*column)));
        cells.filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// The row of a record, if it is one, in the currency of its account.
    fn row(&self, record: &Record) -> Result<(Currency, FileRow), NoRow> {
        let place = Place::line(record.line);
        self.is_row(record)?;
        let (number, is_debit) = self.amounts.written(record)?;
        let own = self.currency(record)?.or(number.currency).or(self.currency);
        let currency = own.ok_or(Flaw::at(FlawKind::NoCurrency, place))?;
        let size = number.size(self.decimal, currency)?;
        let is_reversed = self.is_sign_reversed && matches!(self.amounts, Amounts::Signed { .. });
        let draft = self.draft(record, signed(size, is_debit != is_reversed), place)?;
        Ok((currency, draft.finish(self.how.today)?))
    }

    /// What the column of currencies says.
    fn currency(&self, record: &Record) -> Result<Option<Currency>, Why> {
        let code = match self.cell(record, ColumnRole::Currency) {
            "" => return Ok(None),
            "€" => "EUR",
            "£" => "GBP",
            code => code,
        };
        code.to_ascii_uppercase().parse().map(Some).map_err(|_| Why::CurrencyUnknown)
    }

    /// Whether a record is a row: with a date and an amount, and not more cells than there are titles.
    fn is_row(&self, record: &Record) -> Result<(), Why> {
        let cells = |roles: &[ColumnRole]| {
            roles
                .iter()
                .filter_map(|role| self.places.one(*role))
                .map(|column| record.cell(column))
                .collect::<Vec<_>>()
        };
        let has_digit = |cell: &&str| cell.bytes().any(|byte| byte.is_ascii_digit());
        let (dates, sizes) = (cells(&DATES), self.amounts.columns().map(|column| record.cell(column)));
        let is_dated = dates.iter().any(has_digit);
        if !is_dated {
            let is_sized = sizes.iter().any(has_digit);
            let is_said = dates.iter().any(|cell| !cell.is_empty());
            return Err(if is_sized && !is_said { Why::NoDate } else { Why::NotARow });
        }
        let is_beyond = self.width > 0 && record.cells().skip(self.width).any(|cell| !cell.is_empty());
        if is_beyond { Err(Why::Unreadable) } else { Ok(()) }
    }

    fn draft(&self, record: &Record, money: Money, place: Place) -> Result<Draft, Why> {
        let [date, transacted, booked, value] = DATES.map(|role| self.moment(record, role));
        let (date, transacted, booked, value) = (date?, transacted?, booked?, value?);
        // A date that nobody explains is that of booking, unless there is one beside it.
        let transacted = transacted.or(date.filter(|_| booked.is_some()));
        let booked = booked.or(date).or(value.filter(|_| transacted.is_none()));
        let text =
            |role| Some(meant(self.cell(record, role))).filter(|cell| !cell.is_empty()).map(str::to_owned);
        let described = self.joined(record, ColumnRole::Description);
        let memo = self.joined(record, ColumnRole::Memo);
        // Where payer and payee are told apart, one of them is the owner.
        let from = text(ColumnRole::Payer).filter(|_| money.minor > 0);
        let (description, memo) = match from.or_else(|| text(ColumnRole::Payee)) {
            Some(name) if described.is_empty() || described == name => (name, memo),
            Some(name) => (name, format!("{described} {memo}").trim().to_owned()),
            None => (described, memo),
        };
        let is_number = |number: &String| {
            number.bytes().all(|byte| byte.is_ascii_digit()) && number.bytes().any(|byte| byte != b'0')
        };
        Ok(Draft {
            id: text(ColumnRole::Id),
            reference: text(ColumnRole::Reference),
            status: self.status(record).ok_or(Why::NotBooked)?,
            transacted,
            booked,
            value_on: value.map(|value| value.day),
            description,
            memo: Some(memo).filter(|memo| !memo.is_empty()),
            category: text(ColumnRole::Category),
            check_number: text(ColumnRole::CheckNumber).filter(is_number),
            ..Draft::new(place, money)
        })
    }

    /// What the bank says; where it says nothing, a row without a day of booking in a table that has them is not booked yet.
    fn status(&self, record: &Record) -> Option<TransactionStatus> {
        let is_open = |role| self.places.one(role).is_some_and(|column| record.cell(column).is_empty());
        if self.places.one(ColumnRole::Status).is_none() && is_open(ColumnRole::BookedOn) {
            return Some(TransactionStatus::Pending);
        }
        status(self.cell(record, ColumnRole::Status))
    }

    fn moment(&self, record: &Record, role: ColumnRole) -> Result<Option<Moment>, Why> {
        let cell = self.cell(record, role);
        if cell.is_empty() {
            return Ok(None);
        }
        let day = written(cell, self.how.today).and_then(|date| date.day(self.order, self.how.today));
        day.and_then(Moment::of_day).map(Some).ok_or(Why::DateUnreadable)
    }

    /// What balances see of a row. What is pending is in none of them.
    fn step(&self, record: &Record, row: &FileRow, currency: Currency) -> Option<Step> {
        self.places.one(ColumnRole::Balance)?;
        let amount = row.facts.amount.minor;
        let amount = match row.facts.transaction_type {
            TransactionType::Credit => amount,
            TransactionType::Debit => amount.saturating_neg(),
        };
        let balance = number::written(self.cell(record, ColumnRole::Balance));
        let after =
            balance.and_then(|balance| balance.money(self.decimal, currency).ok()).map(|money| money.minor);
        let is_booked = row.facts.status == TransactionStatus::Posted;
        let day: Date = row.booked_on.unwrap_or(row.facts.date);
        is_booked.then_some(Step { day, amount, after })
    }
}

fn account((number, name, _): Key<'_>, currency: Currency) -> FileAccount {
    let known = iban(number);
    FileAccount {
        mask: known.as_deref().or(Some(number)).and_then(mask),
        number: known.clone().or_else(|| is_full(number).then(|| number.to_owned())).map(Secret::new),
        iban: known.map(Secret::new),
        name: bounds::name(meant(name)),
        currency: Some(currency),
        ..FileAccount::default()
    }
}

/// An account with what its balances say; the IBAN that stands before the table is that of the only account.
fn finish(held: Held, own: Option<String>, notes: &mut Notes) -> FileAccount {
    let Held { mut account, steps } = held;
    if let Some(own) = own.filter(|_| account.number.is_none()) {
        account.mask = mask(&own);
        account.number = Some(Secret::new(own.clone()));
        account.iban = Some(Secret::new(own));
    }
    if let Some(currency) = account.currency {
        match verdict(&steps, currency) {
            Verdict::AddUp { opening, closing } => {
                (account.opening, account.closing) = (Some(opening), Some(closing));
            }
            Verdict::SignsReversed => notes.warn(Warning::SignsAgainstBalances),
            Verdict::DoNotAddUp => notes.warn(Warning::BalancesDoNotAddUp),
            Verdict::Nothing => {}
        }
    }
    settle_ids(&mut account, notes);
    account
}

/// No standard says what a column holds: where an id is met twice, the column names no rows, and none of it is used.
fn settle_ids(account: &mut FileAccount, notes: &mut Notes) {
    let mut seen = BTreeSet::new();
    if !account.rows.iter().filter_map(|row| row.id.as_ref()).all(|id| seen.insert(id)) {
        notes.warn(Warning::IdsRepeat);
        account.rows.iter_mut().for_each(|row| row.id = None);
    }
}
