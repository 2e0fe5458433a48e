//! Tables of texts, which every bank writes in its own way. What holds what is found by the titles of columns, or told by a layout; how
//! dates and amounts are written is found from all rows. What cannot be found is asked for, and never guessed.

mod amounts;
mod balances;
mod header;
mod layout;
mod rows;
mod sample;
mod table;
mod values;
mod words;

pub use layout::{Column, ColumnAt, ColumnRole, CsvLayout, Delimiter, LayoutVersion};
pub use sample::Sample;
pub(super) use sample::sample;

use super::How;
use super::day::{DateOrder, OrderEvidence, written};
use super::flaw::{Flaw, FlawKind};
use super::number::{self, Decimal, MarkEvidence};
use super::row::Notes;
use super::told::{FileAccount, Place, Warning, Why};
use amounts::Amounts;
use domain::money::Currency;
use header::{Header, Places};
use rows::Rows;
use table::{Record, Table};

/// Columns that hold dates.
const DATES: [ColumnRole; 4] =
    [ColumnRole::Date, ColumnRole::TransactedOn, ColumnRole::BookedOn, ColumnRole::ValueOn];
/// Columns that hold amounts.
const SIZES: [ColumnRole; 4] =
    [ColumnRole::Amount, ColumnRole::Debit, ColumnRole::Credit, ColumnRole::Balance];

/// The accounts of a table, and how it was read.
pub(super) fn read(
    text: &str,
    how: &How<'_>,
    notes: &mut Notes,
) -> Result<(Vec<FileAccount>, CsvLayout), Flaw> {
    let (header, mut table) = match &how.csv {
        Some(layout) => header::told(text, layout)?,
        None => header::find(text, table::separator(text).map(|(delimiter, _)| delimiter))?,
    };
    let mut records = all(&mut table, notes)?;
    let Header { mut layout, mut places, width, preamble } = header;
    if !text.ends_with('\n') && is_unfinished(&records, &places, width) {
        // What is left of it must not say how the others are read.
        let place = records.pop().map_or(Place::default(), |record| Place::line(record.line));
        notes.skip(place, Why::Unfinished);
    }
    let amounts = Amounts::of(&places, &records, how.csv.is_some()).ok_or(Flaw::new(FlawKind::Unknown))?;
    for unused in amounts.unused().iter().copied() {
        places.remove(unused);
        layout.columns.retain(|column| column.holds != unused);
    }
    let currency = layout.currency.or(how.currency);
    layout.currency = currency;
    layout.decimal = match layout.decimal {
        Some(decimal) => Some(decimal),
        None => decimal(&places, &records, currency)?,
    };
    layout.date_order = match layout.date_order.or(how.date_order) {
        Some(order) => Some(order),
        None => order(&places, &records, layout.decimal, how)?,
    };
    if has_fees(&places, &records, layout.decimal) {
        notes.warn(Warning::FeesApart);
    }
    let rows = Rows {
        how,
        places: &places,
        amounts,
        width,
        order: layout.date_order.unwrap_or(DateOrder::DayMonthYear),
        decimal: layout.decimal.unwrap_or(Decimal::Point),
        currency,
        is_sign_reversed: layout.is_sign_reversed,
    };
    let accounts = rows.read(&records, &preamble, notes)?;
    if let Some(flaw) = notes.flaw() { Err(flaw) } else { Ok((accounts, layout)) }
}

fn all(table: &mut Table<'_>, notes: &mut Notes) -> Result<Vec<Record>, Flaw> {
    let mut records = Vec::new();
    while let Some(record) = table.next()? {
        notes.count(Place::line(record.line))?;
        records.push(record);
    }
    Ok(records)
}

/// The last row of a text without a line end may lack its last letters. Where they would be of an amount, a date or a status, it is a row
/// only if it ends as the row before it does: with as many digits behind the point, as long, with a word that is there already.
fn is_unfinished(records: &[Record], places: &Places, width: usize) -> bool {
    let [others @ .., record] = records else { return false };
    let Some(column) = record.len().checked_sub(1) else { return false };
    let holds = |roles: &[ColumnRole]| roles.iter().any(|role| places.one(*role) == Some(column));
    let (is_size, is_date, is_word) = (holds(&SIZES), holds(&DATES), holds(&[ColumnRole::Status]));
    let Some(before) = others.last() else {
        return record.len() < width || is_size || is_date || is_word;
    };
    let (cell, other) = (record.cell(column), before.cell(column));
    let fraction = |cell: &str| cell.rfind([',', '.']).map_or(0, |at| cell.len() - at);
    let is_short_number = fraction(cell) < 2 || fraction(cell) < fraction(other);
    record.len() < before.len()
        || (is_size && !cell.is_empty() && is_short_number)
        || (is_date && cell.len() < other.len())
        || (is_word && others.iter().all(|other| other.cell(column) != cell))
}

/// What stands before the fraction, from all amounts.
fn decimal(places: &Places, records: &[Record], currency: Option<Currency>) -> Result<Option<Decimal>, Flaw> {
    /// Digits behind the point of most currencies.
    const DIGITS: u32 = 2;
    let mut marks = MarkEvidence::default();
    let columns: Vec<usize> = SIZES.into_iter().filter_map(|role| places.one(role)).collect();
    for record in records {
        let own = places.one(ColumnRole::Currency).and_then(|column| record.cell(column).parse().ok());
        for column in &columns {
            let Some(number) = number::written(record.cell(*column)) else { continue };
            let currency = own.or(number.currency).or(currency);
            marks.add(&number, currency.map_or(DIGITS, Currency::digits));
        }
    }
    marks.decimal().map_err(|_| Flaw::new(FlawKind::AmountsAmbiguous))
}

/// The order of day and month, from all dates.
fn order(
    places: &Places,
    records: &[Record],
    decimal: Option<Decimal>,
    how: &How<'_>,
) -> Result<Option<DateOrder>, Flaw> {
    let mut evidence = OrderEvidence::default();
    let columns: Vec<usize> = DATES.into_iter().filter_map(|role| places.one(role)).collect();
    for record in records {
        for column in &columns {
            if let Some(date) = written(record.cell(*column), how.today) {
                evidence.add(date, how.today, Place::line(record.line));
            }
        }
    }
    evidence.order(decimal == Some(Decimal::Comma))
}

fn has_fees(places: &Places, records: &[Record], decimal: Option<Decimal>) -> bool {
    let Some(column) = places.one(ColumnRole::Fee) else { return false };
    let decimal = decimal.unwrap_or(Decimal::Point);
    records.iter().any(|record| {
        let fee = number::written(record.cell(column));
        fee.is_some_and(|fee| fee.size(decimal, Currency::USD).is_ok_and(|fee| fee.minor != 0))
    })
}
