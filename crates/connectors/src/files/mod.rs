//! Files that a bank gives its customers, for banks that no source reaches: [`read`] makes accounts and rows of their bytes.
//!
//! Bytes in, data out: nothing here reads a clock, keeps anything or panics. A file that is not what it says is refused as a whole with a
//! [`Flaw`], in words for the person who has it; a row that cannot be trusted is left out and counted ([`Skipped`]), and what is odd is
//! said ([`Warning`]). Nothing is guessed that would be wrong in silence: where day and month cannot be told apart, or no currency is
//! named, the caller is asked. Work and memory grow with the file and no faster, and everything has a limit with a name.
//! `docs/FILES.md` says it for those who bring files, decision 0019 why.

mod camt;
mod csv;
mod day;
mod detect;
mod encoding;
mod flaw;
mod month;
mod mt940;
mod number;
mod ofx;
mod open_date;
mod qif;
mod row;
mod statement;
mod told;

pub use csv::{Column, ColumnAt, ColumnRole, CsvLayout, Delimiter, LayoutVersion, Sample};
pub use day::DateOrder;
pub use detect::Foreign;
pub use flaw::{Flaw, FlawKind, Limit};
pub use number::Decimal;
pub use open_date::OpenDate;
pub use told::{Balance, FileAccount, FileRow, Format, InstitutionHint, Place, Skipped, Told, Warning, Why};

use domain::money::Currency;
use jiff::civil::Date;
use row::Notes;
use std::borrow::Cow;

/// The largest file that is read: many years of a busy account.
pub const FILE_BYTES_MAX: usize = 64 * 1024 * 1024;
/// Rows of a file.
pub const ROWS_MAX: usize = 200_000;
/// Accounts of a file.
pub const ACCOUNTS_MAX: usize = 1_000;
/// Columns of a CSV.
pub const COLUMNS_MAX: usize = 256;
/// Bytes of a line, a cell, or a value between tags.
pub const LINE_BYTES_MAX: usize = 64 * 1024;
/// Elements within elements.
pub const NESTING_MAX: usize = 48;
/// Elements of a document that is held as a whole, or of one entry.
pub const ELEMENTS_MAX: usize = 2_000_000;
/// Rows that were left out and are listed; more are only counted.
pub const SKIPPED_LISTED_MAX: usize = 1_000;

/// How a file is to be read, where it does not say so itself.
#[derive(Debug, Clone)]
pub struct How<'a> {
    /// Two digits of a year and a date without its order are read by it.
    pub today: Date,
    /// How a CSV of this bank is read; found out when it is not told.
    pub csv: Option<CsvLayout>,
    /// The currency where the file names none.
    pub currency: Option<Currency>,
    /// The order of day and month where the file leaves it open.
    pub date_order: Option<DateOrder>,
    /// The file's name: a hint, and never more.
    pub name: Option<&'a str>,
}

impl How<'_> {
    pub const fn new(today: Date) -> Self {
        Self { today, csv: None, currency: None, date_order: None, name: None }
    }
}

/// Reads a file of any of the formats; which one it is shows in it.
///
/// # Errors
/// It is none of them, is broken or cut off, goes beyond a limit, or leaves open what only the caller can say.
pub fn read(bytes: &[u8], how: &How<'_>) -> Result<Told, Flaw> {
    if bytes.len() > FILE_BYTES_MAX {
        return Err(Flaw::new(FlawKind::TooMuch(Limit::Bytes)));
    }
    if bytes.trim_ascii().is_empty() {
        return Err(Flaw::new(FlawKind::Empty));
    }
    if let Some(foreign) = detect::foreign(bytes) {
        return Err(Flaw::new(FlawKind::Foreign(foreign)));
    }
    let mut notes = Notes::default();
    let format = detect::format(&detect::head(bytes), how.name)?;
    let mut layout = None;
    let accounts = match format {
        Format::Ofx => ofx::read(bytes, how, &mut notes)?,
        Format::Camt => camt::read(&text(bytes, encoding::of_xml(bytes), &mut notes)?, how, &mut notes)?,
        Format::Qif => qif::read(&lines(bytes, &mut notes)?, how, &mut notes)?,
        Format::Mt940 => mt940::read(&lines(bytes, &mut notes)?, how, &mut notes)?,
        Format::Csv => {
            let (accounts, used) = csv::read(&lines(bytes, &mut notes)?, how, &mut notes)?;
            layout = Some(used);
            accounts
        }
    };
    let Notes { skipped, skipped_count, warnings, .. } = notes;
    let name = how.name.map(str::to_owned);
    Ok(Told { format, name, accounts, skipped, skipped_count, warnings, csv: layout })
}

/// The first rows of a table, for somebody who says what its columns hold; none where it is no text, or no table.
pub fn sample(bytes: &[u8], rows_max: usize) -> Option<Sample> {
    let text = lines(bytes, &mut Notes::default()).ok()?;
    csv::sample(&text, rows_max)
}

/// The date at which a question shows, for somebody who says in which order it is written.
pub fn open_date(bytes: &[u8], at: Place, today: Date) -> Option<OpenDate> {
    let text = lines(bytes, &mut Notes::default()).ok()?;
    open_date::open_date(text.split('\n').nth(at.line?.checked_sub(1)?)?, today)
}

/// The text of a file.
fn text<'a>(bytes: &'a [u8], declared: Option<&str>, notes: &mut Notes) -> Result<Cow<'a, str>, Flaw> {
    let read = encoding::text(bytes, declared)?;
    if read.is_assumed {
        notes.warn(Warning::EncodingAssumed);
    }
    Ok(read.text)
}

/// The text of a file of lines, with one kind of line end and no line without one.
fn lines<'a>(bytes: &'a [u8], notes: &mut Notes) -> Result<Cow<'a, str>, Flaw> {
    let text = encoding::with_plain_lines(text(bytes, None, notes)?);
    match text.split('\n').position(|line| line.len() > LINE_BYTES_MAX) {
        Some(before) => Err(Flaw::at_line(FlawKind::TooMuch(Limit::LineBytes), before + 1)),
        None => Ok(text),
    }
}
