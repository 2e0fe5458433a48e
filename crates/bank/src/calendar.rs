//! Days and months in UTC, as whole numbers, so that histories can count through them quickly.

use std::fmt;
use std::str::FromStr;

use domain::clock::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use serde::{Serialize, Serializer};

const SECONDS_PER_DAY: i64 = 86_400;

/// A day, counted from 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Day(pub(crate) i64);

impl Day {
    pub(crate) fn of(time: Timestamp) -> Day {
        Day(time.as_second().div_euclid(SECONDS_PER_DAY))
    }

    pub(crate) fn plus(self, days: i64) -> Day {
        Day(self.0.saturating_add(days))
    }

    /// The moment so many seconds after the day began; beyond the calendar's ends, its end.
    pub(crate) fn at(self, second: i64) -> Timestamp {
        let seconds = self.0.saturating_mul(SECONDS_PER_DAY).saturating_add(second);
        Timestamp::from_second(seconds).unwrap_or(if seconds < 0 { Timestamp::MIN } else { Timestamp::MAX })
    }

    pub(crate) fn starts(self) -> Timestamp {
        self.at(0)
    }

    pub(crate) fn date(self) -> Date {
        Offset::UTC.to_datetime(self.starts()).date()
    }

    pub(crate) fn month(self) -> Month {
        let date = self.date();
        Month(i64::from(date.year()) * 12 + i64::from(date.month()) - 1)
    }

    /// From this day to `last`, both included.
    pub(crate) fn to(self, last: Day) -> impl DoubleEndedIterator<Item = Day> {
        (self.0..=last.0).map(Day)
    }
}

impl From<Date> for Day {
    fn from(date: Date) -> Day {
        let time = Offset::UTC.to_timestamp(date.to_datetime(jiff::civil::Time::midnight()));
        Day::of(time.unwrap_or(Timestamp::MAX))
    }
}

impl FromStr for Day {
    type Err = jiff::Error;
    fn from_str(text: &str) -> Result<Day, jiff::Error> {
        Date::strptime("%Y-%m-%d", text).map(Day::from)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.date().fmt(f)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A month, counted from the year zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Month(pub(crate) i64);

impl Month {
    pub(crate) fn plus(self, months: i64) -> Month {
        Month(self.0.saturating_add(months))
    }

    pub(crate) fn first(self) -> Day {
        let year = i16::try_from(self.0.div_euclid(12)).unwrap_or(i16::MAX);
        let month = i8::try_from(self.0.rem_euclid(12) + 1).unwrap_or(1);
        Day::from(Date::new(year, month, 1).unwrap_or(Date::MAX))
    }

    pub(crate) fn last(self) -> Day {
        self.plus(1).first().plus(-1)
    }

    /// The day of the month with this number, or its last day when the month is shorter.
    pub(crate) fn day(self, number: i64) -> Day {
        self.first().plus(number - 1).min(self.last())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn days_are_read_and_written() {
        for text in ["1970-01-01", "2024-02-29", "2026-11-21", "1969-12-31"] {
            assert_eq!(day(text).to_string(), text);
        }
        for text in ["", "2026-13-01", "2025-02-29", "21.11.2026", "2026-11-21T00:00:00Z"] {
            assert!(text.parse::<Day>().is_err(), "{text}");
        }
    }

    #[test]
    fn months_know_their_ends() {
        for (of, first, last, thirtieth) in [
            ("2026-11-21", "2026-11-01", "2026-11-30", "2026-11-30"),
            ("2024-02-10", "2024-02-01", "2024-02-29", "2024-02-29"),
            ("2025-12-31", "2025-12-01", "2025-12-31", "2025-12-30"),
        ] {
            let month = day(of).month();
            assert_eq!((month.first(), month.last(), month.day(30)), (day(first), day(last), day(thirtieth)));
        }
    }

    #[test]
    fn a_day_holds_its_last_second() {
        assert_eq!(Day::of("2026-11-21T23:59:59Z".parse().unwrap()), day("2026-11-21"));
        assert_eq!(Day::of("1969-12-31T23:59:59Z".parse().unwrap()), day("1969-12-31"));
    }
}
