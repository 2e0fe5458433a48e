//! Files that people bring: where an import stands, and what a file that says little of itself still tells.

use crate::account::AccountType;
use crate::matching::accounts::{Class, class};
use jiff::ToSpan as _;
use jiff::civil::Date;

/// Where an import stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ImportState {
    /// It can be looked at; nothing of it is there yet.
    Staged,
    /// Somebody consented.
    Importing,
    Imported,
    /// It could not be done, and will not be tried again.
    Failed,
}

impl ImportState {
    pub const ALL: [Self; 4] = [Self::Staged, Self::Importing, Self::Imported, Self::Failed];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Staged => "staged",
            Self::Importing => "importing",
            Self::Imported => "imported",
            Self::Failed => "failed",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}

/// What is done now of one that is being imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ImportStage {
    /// Nobody has begun yet.
    Waiting,
    Reading,
    /// Its rows are compared with those that are there.
    Comparing,
}

impl ImportStage {
    pub const ALL: [Self; 3] = [Self::Waiting, Self::Reading, Self::Comparing];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Reading => "reading",
            Self::Comparing => "comparing",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}

/// What the days of a file are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileDays {
    /// The day on which it told what it tells: a file is as old as the last day of which it knows.
    pub told_on: Date,
    /// The days of which it tells all posted rows.
    pub window: Option<(Date, Date)>,
}

/// The days of one account in a file. `window` is what the file says of itself, `rows` the first and last day of its rows, `closing` the day of
/// its last balance. A file that does not say which days it tells is taken to tell those between its first and its last row; the day on
/// which it may have been made was not over, and does not count.
pub fn file_days(
    window: Option<(Date, Date)>,
    rows: Option<(Date, Date)>,
    closing: Option<Date>,
    today: Date,
) -> FileDays {
    let ends = [window.map(|(_, to)| to), rows.map(|(_, to)| to), closing];
    let told_on = ends.into_iter().flatten().max().unwrap_or(today).min(today);
    let yesterday = today.saturating_sub(1.day());
    let window = window.or(rows).map(|(from, to)| (from, to.min(yesterday)));
    FileDays { told_on, window: window.filter(|(from, to)| from <= to) }
}

/// A balance as a file has it, less than nothing where money is owed, as it is kept: what is owed on cards and loans is positive.
pub const fn kept_balance(account_type: AccountType, minor: i64) -> i64 {
    match class(account_type) {
        Some(Class::Credit | Class::Loan) => minor.saturating_neg(),
        _ => minor,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn names_are_read_back() {
        for state in ImportState::ALL {
            assert_eq!(ImportState::from_name(state.name()), Some(state));
        }
        for stage in ImportStage::ALL {
            assert_eq!(ImportStage::from_name(stage.name()), Some(stage));
        }
    }

    #[test]
    fn a_file_is_as_old_as_the_last_day_that_it_knows() {
        let today = date(2026, 5, 20);
        let days = |from: i8, to: i8| Some((date(2026, 5, from), date(2026, 5, to)));
        let check = |window, rows, closing: Option<i8>, expected: (i8, Option<(Date, Date)>)| {
            let closing = closing.map(|day| date(2026, 5, day));
            let FileDays { told_on, window } = file_days(window, rows, closing, today);
            assert_eq!((told_on.day(), window), expected);
        };
        check(days(1, 15), days(3, 9), Some(15), (15, days(1, 15)));
        check(None, days(3, 9), None, (9, days(3, 9)));
        check(None, days(3, 9), Some(12), (12, days(3, 9)));
        // What was made today does not tell all of today.
        check(None, days(3, 20), None, (20, days(3, 19)));
        check(None, days(20, 20), None, (20, None));
        // Rows that are to come.
        check(None, days(3, 27), None, (20, days(3, 19)));
        check(None, None, None, (20, None));
    }

    #[test]
    fn what_is_owed_is_positive_where_it_is_kept() {
        assert_eq!(kept_balance(AccountType::CreditCard, -1200), 1200);
        assert_eq!(kept_balance(AccountType::Mortgage, -1200), 1200);
        assert_eq!(kept_balance(AccountType::Checking, -1200), -1200);
        assert_eq!(kept_balance(AccountType::Any, 1200), 1200);
    }
}
