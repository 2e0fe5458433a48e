//! Days as numbers, so that distances between them cost nothing.

use jiff::ToSpan as _;
use jiff::civil::{Date, date};

/// A day: how many after 1970-01-01.
pub(super) type Day = i32;
/// A month: years times twelve, plus months.
pub(super) type Month = i32;

pub(super) fn day(date: Date) -> Day {
    from_civil(i32::from(date.year()), i32::from(date.month()), i32::from(date.day()))
}

/// The day back as a date; the epoch when there is none such.
pub(super) fn date_of(day: Day) -> Date {
    const EPOCH: Date = date(1970, 1, 1);
    EPOCH.checked_add(day.days()).unwrap_or(EPOCH)
}

pub(super) fn month(date: Date) -> Month {
    i32::from(date.year()) * 12 + i32::from(date.month()) - 1
}

/// The first day of a month.
pub(super) fn first_of(month: Month) -> Day {
    from_civil(month.div_euclid(12), month.rem_euclid(12) + 1, 1)
}

/// That day of a month, or its last.
pub(super) fn in_month(month: Month, day_of_month: i32) -> Day {
    (first_of(month) + day_of_month - 1).min(first_of(month + 1) - 1)
}

/// Howard Hinnant's `days_from_civil`.
fn from_civil(year: i32, month: i32, day: i32) -> Day {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year - era * 400;
    let of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_as_the_calendar_has_them() {
        for number in -200_000..200_000 {
            assert_eq!(day(date_of(number)), number);
        }
        let february = month(date(2024, 2, 11));
        assert_eq!(date_of(in_month(february, 31)), date(2024, 2, 29));
        assert_eq!(date_of(first_of(february)), date(2024, 2, 1));
    }
}
