//! Why a file cannot be read: what happened, and what to do next, in plain words.

use super::detect::Foreign;
use super::told::{Format, Place};
use super::{ACCOUNTS_MAX, COLUMNS_MAX, ELEMENTS_MAX, FILE_BYTES_MAX, LINE_BYTES_MAX, NESTING_MAX, ROWS_MAX};
use std::fmt;

/// A file that is not what it says, and where that shows. The text is for the person who has the file, and may repeat titles of its
/// columns; what is logged is [`FlawKind::name`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    pub kind: FlawKind,
    pub place: Option<Place>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FlawKind {
    Empty,
    /// Something else, by its first bytes.
    Foreign(Foreign),
    /// A text of no format that is read.
    Unknown,
    Binary,
    Encoding,
    CutOff(Format),
    Broken(Format),
    TooMuch(Limit),
    /// A document type or an entity of its own, by which a small file could grow without end.
    Entities,
    QuoteOpen,
    /// No row has titles by which date and amount are known. What the most likely one has.
    ColumnsNotFound {
        found: Vec<String>,
    },
    /// The layout that was told names columns that the file has not.
    LayoutUnmet {
        missing: Vec<String>,
        found: Vec<String>,
    },
    /// The layout that was told is none.
    Layout(&'static str),
    DatesAmbiguous,
    DatesMixed,
    DatesUnreadable,
    AmountsAmbiguous,
    AmountsUnreadable,
    NoCurrency,
    /// It is of the format, and no statement of an account stands in it.
    NoAccount(Format),
}

/// What a file may have only so much of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    Bytes,
    Rows,
    Accounts,
    Columns,
    LineBytes,
    Nesting,
    Elements,
}

impl Limit {
    const fn most(self) -> (usize, &'static str) {
        match self {
            Self::Bytes => (FILE_BYTES_MAX / 1024 / 1024, "MiB"),
            Self::Rows => (ROWS_MAX, "rows"),
            Self::Accounts => (ACCOUNTS_MAX, "accounts"),
            Self::Columns => (COLUMNS_MAX, "columns"),
            Self::LineBytes => (LINE_BYTES_MAX, "bytes in one line or cell"),
            Self::Nesting => (NESTING_MAX, "elements within each other"),
            Self::Elements => (ELEMENTS_MAX, "elements"),
        }
    }
}

impl Flaw {
    pub(super) const fn new(kind: FlawKind) -> Self {
        Self { kind, place: None }
    }

    pub(super) const fn at(kind: FlawKind, place: Place) -> Self {
        Self { kind, place: Some(place) }
    }

    pub(super) const fn at_line(kind: FlawKind, line: usize) -> Self {
        Self::at(kind, Place::line(line))
    }
}

impl FlawKind {
    /// A word for it in logs and answers, which repeats nothing of the file.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Foreign(_) => "foreign",
            Self::Unknown => "unknown",
            Self::Binary => "binary",
            Self::Encoding => "encoding",
            Self::CutOff(_) => "cut_off",
            Self::Broken(_) => "broken",
            Self::TooMuch(_) => "too_much",
            Self::Entities => "entities",
            Self::QuoteOpen => "quote_open",
            Self::ColumnsNotFound { .. } => "columns_not_found",
            Self::LayoutUnmet { .. } => "layout_unmet",
            Self::Layout(_) => "layout",
            Self::DatesAmbiguous => "dates_ambiguous",
            Self::DatesMixed => "dates_mixed",
            Self::DatesUnreadable => "dates_unreadable",
            Self::AmountsAmbiguous => "amounts_ambiguous",
            Self::AmountsUnreadable => "amounts_unreadable",
            Self::NoCurrency => "no_currency",
            Self::NoAccount(_) => "no_account",
        }
    }

    /// What happened.
    fn what(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("The file is empty"),
            Self::Foreign(foreign) => write!(f, "This is {}, not an export of transactions", foreign.title()),
            Self::Unknown => f.write_str("This is none of the formats that are read"),
            Self::Binary => f.write_str("The file holds data that is no text"),
            Self::Encoding => f.write_str("The letters of the file are written in a way that is not known"),
            Self::CutOff(format) => {
                write!(f, "The {} file breaks off before its end", format.title())
            }
            Self::Broken(format) => {
                write!(f, "The file begins like {} and does not go on like it", format.title())
            }
            Self::TooMuch(limit) => {
                let (most, of) = limit.most();
                write!(f, "The file has more than {most} {of}")
            }
            Self::Entities => f.write_str("The file declares a document type or entities"),
            Self::QuoteOpen => f.write_str("A quotation mark is opened and not closed"),
            Self::ColumnsNotFound { found } => {
                f.write_str("No columns with a date and an amount were found")?;
                listed(f, "the titles may be", found)
            }
            Self::LayoutUnmet { missing, found } => {
                f.write_str("The layout names columns that the file does not have")?;
                listed(f, "missing", missing)?;
                listed(f, "there are", found)
            }
            Self::Layout(why) => write!(f, "The layout cannot be used: {why}"),
            Self::DatesAmbiguous => f.write_str("Every date can be read with the day or the month first"),
            Self::DatesMixed => {
                f.write_str("Some dates have the day first and others the month, so that none is sure")
            }
            Self::DatesUnreadable => f.write_str("No date of the file can be read"),
            Self::AmountsAmbiguous => {
                f.write_str("It cannot be told whether a comma or a point stands before the fraction")
            }
            Self::AmountsUnreadable => f.write_str("No amount of the file can be read"),
            Self::NoCurrency => f.write_str("The file does not say which currency its amounts are in"),
            Self::NoAccount(format) => {
                write!(f, "The {} file holds no statement of an account", format.title())
            }
        }
    }

    /// What to do next.
    const fn next(&self) -> &'static str {
        match self {
            Self::Empty => "Download it again.",
            Self::Foreign(foreign) => foreign.next(),
            Self::Unknown => "Export the transactions as OFX, QFX, CAMT.053, MT940, QIF or CSV.",
            Self::Binary => "Download it again, and give the file as the bank made it.",
            Self::Encoding => "Open it in an editor or a spreadsheet and save it as UTF-8.",
            Self::CutOff(_) => "Download it again.",
            Self::Broken(_) => "Download it again, or choose another format at the bank.",
            Self::TooMuch(Limit::Bytes | Limit::Rows | Limit::Elements) => "Export a shorter span of time.",
            Self::TooMuch(Limit::Accounts) => "Export fewer accounts at a time.",
            Self::TooMuch(Limit::Columns | Limit::LineBytes | Limit::Nesting) => {
                "No bank writes such files: choose another format."
            }
            Self::Entities => "No bank needs them, and they are refused: choose another format.",
            Self::QuoteOpen => "Download it again, or choose another format.",
            Self::ColumnsNotFound { .. } => {
                "Tell by a layout which columns hold the date, the amount and the description."
            }
            Self::LayoutUnmet { .. } => "Read it without a layout, or tell the titles that it has.",
            Self::Layout(_) => "Correct it, or read the file without one.",
            Self::DatesAmbiguous => "Tell the order: day, month, year or month, day, year.",
            Self::DatesMixed => "Tell the order; rows that do not keep to it are left out.",
            Self::DatesUnreadable => "Tell by a layout which column holds the date.",
            Self::AmountsAmbiguous => "Tell by a layout which of them it is.",
            Self::AmountsUnreadable => "Tell by a layout which column holds the amount.",
            Self::NoCurrency => "Tell the currency.",
            Self::NoAccount(_) => "Choose the account and a span of time at the bank, and export again.",
        }
    }
}

fn listed(f: &mut fmt::Formatter<'_>, what: &str, titles: &[String]) -> fmt::Result {
    if titles.is_empty() { Ok(()) } else { write!(f, "; {what}: {}", titles.join(", ")) }
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.what(f)?;
        if let Some(place) = self.place {
            write!(f, " ({place})")?;
        }
        write!(f, ". {}", self.kind.next())
    }
}

impl std::error::Error for Flaw {}
