//! Where amounts stand, and what says which way money went.

use super::super::number::{Number, written};
use super::super::told::Why;
use super::header::Places;
use super::layout::ColumnRole;
use super::table::Record;
use super::values::{Side, side};
use domain::money::Money;

/// The columns of the amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Amounts {
    /// With a sign.
    Signed { amount: usize },
    /// A word beside it tells the side.
    Sided { amount: usize, side: usize },
    /// One column for what left and one for what came.
    Split {
        debit: usize,
        credit: usize,
        /// What left has a minus, in a column of its own.
        is_debit_negative: bool,
    },
}

impl Amounts {
    /// A column of words is one for the side where most of its words name one and no amount has a minus; or where it was told.
    pub(super) fn of(places: &Places, records: &[Record], is_told: bool) -> Option<Self> {
        let split = places.one(ColumnRole::Debit).zip(places.one(ColumnRole::Credit));
        let amount = places.one(ColumnRole::Amount);
        if let Some((debit, credit)) = split.filter(|_| !is_told || amount.is_none()) {
            return Some(Self::Split { debit, credit, is_debit_negative: is_negative(debit, records) });
        }
        let amount = amount?;
        let is_plain =
            || each(records, amount, |cell| written(cell).is_none_or(|number| !number.is_negative));
        let side = places
            .one(ColumnRole::Side)
            .filter(|column| is_told || (most(records, *column, |cell| side(cell).is_some()) && is_plain()));
        Some(match side {
            Some(side) => Self::Sided { amount, side },
            None => Self::Signed { amount },
        })
    }

    /// Columns of amounts that are not needed for these.
    pub(super) fn unused(self) -> &'static [ColumnRole] {
        match self {
            Self::Signed { .. } => &[ColumnRole::Side, ColumnRole::Debit, ColumnRole::Credit],
            Self::Sided { .. } => &[ColumnRole::Debit, ColumnRole::Credit],
            Self::Split { .. } => &[ColumnRole::Side, ColumnRole::Amount],
        }
    }

    /// The columns in which numbers stand.
    pub(super) fn columns(self) -> [usize; 2] {
        match self {
            Self::Signed { amount } | Self::Sided { amount, .. } => [amount, amount],
            Self::Split { debit, credit, .. } => [debit, credit],
        }
    }

    /// What a row says of its amount: a number, and whether money left.
    pub(super) fn written(self, record: &Record) -> Result<(Number<'_>, bool), Why> {
        let number = |column: usize| match record.cell(column) {
            "" => Ok(None),
            cell => written(cell).map(Some).ok_or(Why::AmountUnreadable),
        };
        match self {
            Self::Signed { amount } => {
                let number = number(amount)?.ok_or(Why::NoAmount)?;
                let is_debit = number.is_negative;
                Ok((number, is_debit))
            }
            Self::Sided { amount, side: words } => {
                let number = number(amount)?.ok_or(Why::NoAmount)?;
                match side(record.cell(words)) {
                    Some(Side::Debit) => Ok((number, true)),
                    Some(Side::Credit) if !number.is_negative => Ok((number, false)),
                    Some(Side::Credit) | None => Err(Why::SideUnclear),
                }
            }
            Self::Split { debit, credit, is_debit_negative } => {
                let (debit, credit) = (number(debit)?, number(credit)?);
                let moves = |number: &Option<Number<'_>>| number.as_ref().is_some_and(|one| !one.is_zero());
                let (is_debit, number) = match (moves(&debit), moves(&credit)) {
                    (true, true) => return Err(Why::SideUnclear),
                    (true, false) => (true, debit),
                    (false, true) => (false, credit),
                    (false, false) => (false, debit.or(credit)),
                };
                let number = number.ok_or(Why::NoAmount)?;
                // A minus where none belongs may take something back.
                let is_odd = number.is_negative && !(is_debit && is_debit_negative) && !number.is_zero();
                if is_odd { Err(Why::SideUnclear) } else { Ok((number, is_debit)) }
            }
        }
    }
}

/// An amount with the sign of its side.
pub(super) const fn signed(size: Money, is_debit: bool) -> Money {
    Money::new(if is_debit { size.minor.saturating_neg() } else { size.minor }, size.currency)
}

/// Whether each cell of a column that is not empty is so, and there is one.
fn each(records: &[Record], column: usize, is_so: impl Fn(&str) -> bool) -> bool {
    let mut cells =
        records.iter().map(|record| record.cell(column)).filter(|cell| !cell.is_empty()).peekable();
    cells.peek().is_some() && cells.all(is_so)
}

/// Whether half of the cells of a column that are not empty, or more, are so.
fn most(records: &[Record], column: usize, is_so: impl Fn(&str) -> bool) -> bool {
    let cells = records.iter().map(|record| record.cell(column)).filter(|cell| !cell.is_empty());
    let (all, so) =
        cells.fold((0_usize, 0_usize), |(all, so), cell| (all + 1, so + usize::from(is_so(cell))));
    all > 0 && so >= all - so
}

/// Whether all that is told in a column is less than nothing.
fn is_negative(column: usize, records: &[Record]) -> bool {
    each(records, column, |cell| written(cell).is_none_or(|number| number.is_negative || number.is_zero()))
}
