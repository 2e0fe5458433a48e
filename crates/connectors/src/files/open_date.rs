//! A date that can be read in several ways, for somebody who says which is right.

use super::day::{DateOrder, Written, written};
use super::row::is_likely;
use jiff::civil::Date;

/// A date as a file writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenDate {
    pub text: String,
    /// The orders in which it is a day that may have been, and the days.
    pub readings: Vec<(DateOrder, Date)>,
}

/// The first date of a line that only its order tells.
pub(super) fn open_date(line: &str, today: Date) -> Option<OpenDate> {
    line.split([',', ';', '\t', '|', '"']).find_map(|cell| {
        let cell = cell.trim();
        // Quicken writes the letter of the field before it.
        let text = cell.strip_prefix('D').unwrap_or(cell).trim();
        let Some(Written::Open(numbers)) = written(text, today) else { return None };
        let read = |order: DateOrder| {
            let day = Written::Open(numbers).day(order, today).filter(|day| is_likely(*day, today))?;
            Some((order, day))
        };
        let readings: Vec<_> = DateOrder::ALL.into_iter().filter_map(read).collect();
        (!readings.is_empty()).then(|| OpenDate { text: text.to_owned(), readings })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_has_the_orders_that_make_a_day_of_it() {
        let check = |line: &str, text: &str, expected: &[(DateOrder, &str)]| {
            let found = open_date(line, Date::constant(2026, 11, 22)).unwrap();
            let readings: Vec<(DateOrder, String)> =
                found.readings.iter().map(|(order, day)| (*order, day.to_string())).collect();
            let readings: Vec<(DateOrder, &str)> =
                readings.iter().map(|(order, day)| (*order, day.as_str())).collect();
            assert_eq!((found.text.as_str(), readings.as_slice()), (text, expected), "{line}");
        };
        let (dmy, mdy, ymd) = (DateOrder::DayMonthYear, DateOrder::MonthDayYear, DateOrder::YearMonthDay);
        check("01/02/2026,Rent,-5", "01/02/2026", &[(dmy, "2026-02-01"), (mdy, "2026-01-02")]);
        check("Rent;\"01/02/2026\";5", "01/02/2026", &[(dmy, "2026-02-01"), (mdy, "2026-01-02")]);
        check("D1/ 2'26", "1/ 2'26", &[(dmy, "2026-02-01"), (mdy, "2026-01-02")]);
        check("26/11/05\tRent", "26/11/05", &[(dmy, "2005-11-26"), (ymd, "2026-11-05")]);
        check("13/02/2026,Rent", "13/02/2026", &[(dmy, "2026-02-13")]);
        for none in ["", "Rent,5.00", "2026-01-02,Rent", "1,2,3"] {
            assert_eq!(open_date(none, Date::constant(2026, 11, 22)), None, "{none}");
        }
    }
}
