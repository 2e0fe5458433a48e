//! Times as requests and answers write them.

use domain::clock::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;

use super::server::Habits;

/// The zone of a server with old habits, in which it names its days.
const EASTERN_HOURS: i8 = -5;

/// `20261121100000.000[-5:EST]` or in GMT.
pub(super) fn written(time: Timestamp, habits: Habits) -> String {
    let (offset, name) = match habits {
        Habits::Plain => (Offset::UTC, "0:GMT"),
        Habits::Old => (Offset::constant(EASTERN_HOURS), "-5:EST"),
    };
    format!("{}.000[{name}]", offset.to_datetime(time).strftime("%Y%m%d%H%M%S"))
}

/// What a request names: a day, or a time in some zone; GMT where it names none.
pub(super) fn read(text: &str) -> Option<Timestamp> {
    let (digits, zone) = text.split_once('[').unwrap_or((text, "0"));
    let digits = digits.split('.').next()?.trim();
    let part = |from: usize, to: usize| digits.get(from..to).map_or(Some(0), |part| part.parse::<i8>().ok());
    let date = Date::new(digits.get(0..4)?.parse().ok()?, part(4, 6)?, part(6, 8)?).ok()?;
    let time = jiff::civil::Time::new(part(8, 10)?, part(10, 12)?, part(12, 14)?, 0).ok()?;
    let hours: f64 = zone.trim_end_matches(']').split(':').next()?.parse().ok()?;
    let minutes = format!("{:.0}", hours * 60.0).parse::<i32>().ok()?;
    let offset = Offset::from_seconds(minutes.checked_mul(60)?).ok()?;
    offset.to_timestamp(DateTime::from_parts(date, time)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_in_their_zone() {
        for (text, time) in [
            ("20261121", Some("2026-11-21T00:00:00Z")),
            ("20261121103000", Some("2026-11-21T10:30:00Z")),
            ("20261121103000.000[-5:EST]", Some("2026-11-21T15:30:00Z")),
            ("20261121103000[5.5:IST]", Some("2026-11-21T05:00:00Z")),
            ("2026", None),
            ("tomorrow", None),
            ("20261340", None),
        ] {
            assert_eq!(read(text).map(|time| time.to_string()).as_deref(), time, "{text}");
        }
        let now: Timestamp = "2026-11-21T02:30:00Z".parse().unwrap();
        assert_eq!(written(now, Habits::Old), "20261120213000.000[-5:EST]");
        assert_eq!(read(&written(now, Habits::Old)), Some(now));
    }
}
