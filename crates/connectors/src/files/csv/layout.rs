//! How a table is read: which column holds what, and how dates and amounts are written. It can be kept and told again, so that the next
//! file of the same bank is read without finding out.

use super::super::COLUMNS_MAX;
use super::super::day::DateOrder;
use super::super::number::Decimal;
use domain::money::Currency;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Characters of a title.
const TITLE_CHARS_MAX: usize = 255;

/// A layout, read strictly: an unknown field or version is an error.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CsvLayout {
    pub version: LayoutVersion,
    pub delimiter: Delimiter,
    /// Columns are named by titles, in a row that is looked for; otherwise they are counted, and every row counts.
    pub has_header: bool,
    pub columns: Vec<Column>,
    /// Found from all rows where it is not told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_order: Option<DateOrder>,
    /// Found from all rows where it is not told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decimal: Option<Decimal>,
    /// Of amounts that name none themselves.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "code")]
    pub currency: Option<Currency>,
    /// Money that left is written without a sign and money that came with one, as on some cards.
    #[serde(default)]
    pub is_sign_reversed: bool,
}

/// The form in which a layout is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub enum LayoutVersion {
    One,
}

impl From<LayoutVersion> for u32 {
    fn from(version: LayoutVersion) -> Self {
        match version {
            LayoutVersion::One => 1,
        }
    }
}

impl TryFrom<u32> for LayoutVersion {
    type Error = String;

    fn try_from(number: u32) -> Result<Self, String> {
        match number {
            1 => Ok(Self::One),
            other => Err(format!("version {other} of layouts is not known")),
        }
    }
}

/// What separates cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Delimiter {
    Comma,
    Semicolon,
    Tab,
    Pipe,
}

impl Delimiter {
    pub const ALL: [Self; 4] = [Self::Semicolon, Self::Comma, Self::Tab, Self::Pipe];

    pub(super) const fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
            Self::Pipe => b'|',
        }
    }
}

/// A column that is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    pub holds: ColumnRole,
    pub at: ColumnAt,
}

/// Where a column is: by its title, or its number, from 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum ColumnAt {
    Number(usize),
    Title(String),
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnRole {
    /// A date that the bank does not explain: of booking, unless there is one beside it.
    Date,
    /// When the person acted.
    TransactedOn,
    BookedOn,
    /// From which interest is reckoned.
    ValueOn,
    /// Columns of a description follow one another, with a space between.
    Description,
    Payee,
    /// Who paid, where that is told apart: the other side of what came.
    Payer,
    Memo,
    /// With its sign, or with a side in another column.
    Amount,
    /// Money that left.
    Debit,
    /// Money that came.
    Credit,
    /// `D` and `C`, and many other words for them.
    Side,
    Currency,
    /// After the row.
    Balance,
    AccountNumber,
    AccountName,
    Category,
    CheckNumber,
    Status,
    /// A name that the bank gives this row and no other.
    Id,
    Reference,
    /// Not in the amount; only seen, to say so.
    Fee,
    /// The account at the other end; known so that it is not taken for the own.
    OtherAccount,
}

impl ColumnRole {
    /// Whether several columns may hold it.
    const fn may_repeat(self) -> bool {
        match self {
            Self::Description | Self::Memo | Self::OtherAccount => true,
            Self::Date
            | Self::TransactedOn
            | Self::BookedOn
            | Self::ValueOn
            | Self::Payee
            | Self::Payer
            | Self::Amount
            | Self::Debit
            | Self::Credit
            | Self::Side
            | Self::Currency
            | Self::Balance
            | Self::AccountNumber
            | Self::AccountName
            | Self::Category
            | Self::CheckNumber
            | Self::Status
            | Self::Id
            | Self::Reference
            | Self::Fee => false,
        }
    }
}

impl CsvLayout {
    /// A layout of these columns, of which all else is found out.
    pub const fn new(delimiter: Delimiter, has_header: bool, columns: Vec<Column>) -> Self {
        Self {
            version: LayoutVersion::One,
            delimiter,
            has_header,
            columns,
            date_order: None,
            decimal: None,
            currency: None,
            is_sign_reversed: false,
        }
    }

    pub(super) fn has(&self, role: ColumnRole) -> bool {
        self.columns.iter().any(|column| column.holds == role)
    }

    /// Why nothing can be read by it, if so.
    pub fn flaw(&self) -> Option<&'static str> {
        let has = |role| self.has(role);
        let is_dated =
            [ColumnRole::Date, ColumnRole::TransactedOn, ColumnRole::BookedOn, ColumnRole::ValueOn]
                .into_iter()
                .any(has);
        let is_sized = has(ColumnRole::Amount) || (has(ColumnRole::Debit) && has(ColumnRole::Credit));
        let repeats = |column: &Column| {
            let same = self.columns.iter().filter(|other| other.holds == column.holds).count();
            same > 1 && !column.holds.may_repeat()
        };
        let is_misplaced = |column: &Column| match &column.at {
            ColumnAt::Number(number) => !(1..=COLUMNS_MAX).contains(number),
            ColumnAt::Title(title) => {
                !self.has_header || title.is_empty() || title.chars().count() > TITLE_CHARS_MAX
            }
        };
        if self.columns.len() > COLUMNS_MAX {
            Some("it has more columns than any table")
        } else if !is_dated {
            Some("no column holds a date")
        } else if !is_sized {
            Some("no column holds the amount, and no two hold debit and credit")
        } else if self.columns.iter().any(repeats) {
            Some("two columns hold the same")
        } else if self.columns.iter().any(is_misplaced) {
            Some("a column is named by a title where there is none, or by a number that none has")
        } else {
            None
        }
    }
}

/// A currency by its code.
mod code {
    use super::{Currency, Deserialize, Deserializer, Serializer};
    use serde::de::Error as _;

    #[expect(clippy::ref_option, clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
    pub(super) fn serialize<S: Serializer>(
        currency: &Option<Currency>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match currency {
            Some(currency) => serializer.serialize_some(currency.code()),
            None => serializer.serialize_none(),
        }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Currency>, D::Error> {
        let code = Option::<String>::deserialize(deserializer)?;
        code.map(|code| code.parse().map_err(D::Error::custom)).transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn layouts_are_written_and_read_strictly() {
        let written = json!({
            "version": 1, "delimiter": "semicolon", "has_header": true, "decimal": "comma", "currency": "EUR",
            "date_order": "day_month_year", "is_sign_reversed": false,
            "columns": [{"holds": "booked_on", "at": "Buchungstag"}, {"holds": "amount", "at": 5}]
        });
        let layout: CsvLayout = serde_json::from_value(written.clone()).unwrap();
        assert_eq!(layout.flaw(), None);
        assert_eq!(serde_json::to_value(&layout).unwrap(), written);
        let changed = |field: &str, value: serde_json::Value| {
            let mut other = written.clone();
            other[field] = value;
            serde_json::from_value::<CsvLayout>(other).map(|layout| layout.flaw())
        };
        for (field, value) in [
            ("version", json!(2)),
            ("delimiter", json!(",")),
            ("colour", json!(1)),
            ("currency", json!("EURO")),
            ("columns", json!([{"holds": "money", "at": 1}])),
            ("columns", json!([{"holds": "amount", "at": 1, "and": 2}])),
        ] {
            assert!(changed(field, value.clone()).is_err(), "{field} {value}");
        }
        for (field, value) in [
            ("has_header", json!(false)),
            ("columns", json!([{"holds": "date", "at": 1}])),
            ("columns", json!([{"holds": "amount", "at": 1}])),
            ("columns", json!([{"holds": "date", "at": 1}, {"holds": "debit", "at": 2}])),
            ("columns", json!([{"holds": "date", "at": 1}, {"holds": "amount", "at": 0}])),
            (
                "columns",
                json!([{"holds": "date", "at": 1}, {"holds": "amount", "at": 2}, {"holds": "amount", "at": 3}]),
            ),
        ] {
            assert!(changed(field, value.clone()).unwrap().is_some(), "{field} {value}");
        }
    }
}
