//! Days as numbers, so that they can be counted cheaply.

use jiff::ToSpan as _;
use jiff::civil::Date;

/// Days since the first of January 1970.
pub(crate) type Day = i32;

const EPOCH: Date = jiff::civil::date(1970, 1, 1);
const SECONDS: i64 = 86_400;

pub(crate) fn day(date: Date) -> Day {
    i32::try_from(date.duration_since(EPOCH).as_secs() / SECONDS).unwrap_or(0)
}

pub(crate) fn date(day: Day) -> Date {
    EPOCH.saturating_add(day.days())
}

/// Saturday or Sunday.
pub(crate) fn is_weekend(day: Day) -> bool {
    // The first of January 1970 was a Thursday: counted from Monday, the third.
    (day + 3).rem_euclid(7) >= 5
}

/// That day, or the Monday after it.
pub(crate) fn next_working(day: Day) -> Day {
    (day..day + 3).find(|day| !is_weekend(*day)).unwrap_or(day)
}

/// That day of each month from `from` to `to`; 31 is the last.
pub(crate) fn monthly(from: Day, to: Day, day_of_month: i8) -> Vec<Day> {
    let mut month = date(from).first_of_month();
    let mut days = Vec::new();
    while day(month) <= to {
        let nth = day_of_month.min(month.days_in_month());
        days.push(day(month) + i32::from(nth) - 1);
        month = month.last_of_month().saturating_add(1.day());
    }
    days.retain(|day| (from..=to).contains(day));
    days
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{Weekday, date as civil};

    #[test]
    fn days_are_dates_and_back() {
        let mut at = civil(2019, 12, 1);
        while at < civil(2029, 1, 1) {
            assert_eq!(date(day(at)), at);
            assert_eq!(
                is_weekend(day(at)),
                matches!(at.weekday(), Weekday::Saturday | Weekday::Sunday),
                "{at}"
            );
            assert!(!is_weekend(next_working(day(at))));
            at = at.tomorrow().unwrap();
        }
    }

    #[test]
    fn months_end_when_they_do() {
        let days = monthly(day(civil(2023, 12, 15)), day(civil(2024, 4, 29)), 31);
        let dates: Vec<Date> = days.into_iter().map(date).collect();
        assert_eq!(dates, [civil(2023, 12, 31), civil(2024, 1, 31), civil(2024, 2, 29), civil(2024, 3, 31)]);
    }
}
