//! Values of elements: times, amounts, numbers (OFX 2.2 §3.2).

use super::parse::Element;
use domain::clock::Timestamp;
use domain::money::{Currency, Money, MoneyError, Rate};
use jiff::civil::{Date, Time};
use jiff::tz::Offset;

/// A time as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct When {
    /// The day that stands there, whatever its zone: the day for those who wrote it.
    pub(super) day: Date,
    pub(super) instant: Timestamp,
}

/// `YYYYMMDD`, `YYYYMMDDHHMM`, `YYYYMMDDHHMMSS`, `YYYYMMDDHHMMSS.XXX`, each perhaps with a zone, `[-5:EST]`; without one it is GMT, and
/// without a time of day it is midnight.
pub(super) fn when(text: &str) -> Option<When> {
    let (digits, zone) = match text.trim().split_once('[') {
        Some((digits, zone)) => (digits.trim_end(), Some(zone)),
        None => (text.trim(), None),
    };
    let (digits, millis) = digits.split_once('.').unwrap_or((digits, "0"));
    if !digits.is_ascii() || !matches!(digits.len(), 8 | 10 | 12 | 14) || millis.len() > 9 {
        return None;
    }
    let number = |from: usize, to: usize| -> Option<i16> { digits.get(from..to)?.parse().ok() };
    let small = |from: usize, to: usize| -> Option<i8> {
        if digits.len() < to { Some(0) } else { i8::try_from(number(from, to)?).ok() }
    };
    let day = Date::new(number(0, 4)?, small(4, 6)?, small(6, 8)?).ok()?;
    let time = Time::new(small(8, 10)?, small(10, 12)?, small(12, 14)?, 0).ok()?;
    let offset = zone.map_or(Some(Offset::UTC), offset)?;
    Some(When { day, instant: offset.to_timestamp(day.to_datetime(time)).ok()? })
}

/// `-5:EST]`, `+5.5`, `0:GMT]`, `5.30:IST]`: hours, and after the point a part of one or, as some write it, minutes.
fn offset(zone: &str) -> Option<Offset> {
    let hours = zone.trim_end_matches(']').split(':').next()?.trim();
    let (is_west, size) = match hours.strip_prefix('-') {
        Some(size) => (true, size),
        None => (false, hours.strip_prefix('+').unwrap_or(hours)),
    };
    let (whole, part) = size.split_once('.').unwrap_or((size, "0"));
    let seconds = whole.parse::<i32>().ok()?.checked_mul(3_600)?.checked_add(part_of_hour(part)?)?;
    Offset::from_seconds(if is_west { -seconds } else { seconds }).ok()
}

/// Quarters of an hour are all there is: `.5` is half of one, and `.30` cannot be a part, so it is minutes.
fn part_of_hour(part: &str) -> Option<i32> {
    match part.trim_end_matches('0') {
        "" => Some(0),
        "25" => Some(900),
        "3" if part == "30" => Some(1_800),
        "45" | "75" => Some(2_700),
        "5" => Some(1_800),
        _ => None,
    }
}

/// An instant as a server is told it.
pub(super) fn written(now: Timestamp) -> String {
    format!("{}.000[0:GMT]", Offset::UTC.to_datetime(now).strftime("%Y%m%d%H%M%S"))
}

/// The beginning of a day, in GMT.
pub(super) fn written_day(day: Date) -> String {
    format!("{}000000.000[0:GMT]", day.strftime("%Y%m%d"))
}

/// An amount with its sign, exactly as it was written.
pub(super) fn amount(text: &str, currency: Currency) -> Result<Money, MoneyError> {
    Money::parse(&plain(text), currency)
}

/// An amount that was computed from others, rounded to what its currency has.
pub(super) fn rounded(text: &str, currency: Currency) -> Option<i64> {
    let plain = shortened(&plain(text), currency.digits());
    Money::parse(&plain, currency).ok().map(|money| money.minor)
}

/// A number of units or a price, rounded to millionths.
pub(super) fn number(text: &str) -> Option<Rate> {
    const DIGITS: u32 = 6;
    Rate::parse(&shortened(&plain(text), DIGITS)).ok()
}

/// A decimal number as this house writes it. Comma and point both stand before the fraction; where both occur, or one several times,
/// the others set thousands apart, as some banks have it. What is none gives nothing.
fn plain(text: &str) -> String {
    let text = text.trim();
    let (sign, size) = match text.strip_prefix('-') {
        Some(size) => ("-", size),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let is_mark = |character: char| matches!(character, ',' | '.');
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let marks = size.matches(is_mark).count();
    let last = size.rfind(is_mark);
    let is_grouped = marks > 1
        && last.and_then(|at| size.get(at..=at)).is_some_and(|mark| size.matches(mark).count() == marks);
    let (whole, fraction) = match last.and_then(|at| size.split_at_checked(at)) {
        Some((whole, fraction)) if !is_grouped => (whole, fraction.get(1..).unwrap_or_default()),
        Some(_) | None => (size, ""),
    };
    let Some(whole) = ungrouped(whole).filter(|whole| is_digits(whole) && is_digits(fraction)) else {
        return String::new();
    };
    let whole = if whole.is_empty() && !fraction.is_empty() { "0" } else { whole.as_str() };
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

/// `1,234,567` without its marks: one mark all along, and groups of three.
fn ungrouped(whole: &str) -> Option<String> {
    let Some(mark) = whole.chars().find(|one| matches!(one, ',' | '.')) else {
        return Some(whole.to_owned());
    };
    let mut groups = whole.split(mark);
    let first = groups.next().unwrap_or_default();
    let is_fair = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    is_fair.then(|| whole.replace(mark, ""))
}

/// A plain number with at most so many digits after the point, rounded half away from zero.
fn shortened(plain: &str, digits: u32) -> String {
    let digits = usize::try_from(digits).unwrap_or(0);
    let Some((whole, fraction)) = plain.split_once('.') else { return plain.to_owned() };
    let Some((kept, rest)) = fraction.split_at_checked(digits) else { return plain.to_owned() };
    let rounds_up = rest.starts_with(|digit: char| ('5'..='9').contains(&digit));
    let text = if digits == 0 { whole.to_owned() } else { format!("{whole}.{kept}") };
    if rounds_up { next(&text) } else { text }
}

/// The number whose last digit is one more, away from zero.
fn next(text: &str) -> String {
    let mut carries = true;
    let mut reversed: String = text
        .chars()
        .rev()
        .map(|character| match character {
            '9' if carries => '0',
            '0'..='8' if carries => {
                carries = false;
                char::from_digit(character.to_digit(10).unwrap_or(0) + 1, 10).unwrap_or(character)
            }
            other => other,
        })
        .collect();
    if carries {
        let is_negative = reversed.ends_with('-');
        reversed.truncate(reversed.trim_end_matches('-').len());
        reversed.push('1');
        if is_negative {
            reversed.push('-');
        }
    }
    reversed.chars().rev().collect()
}

/// `Y` or `N` of a child.
pub(super) fn flag(element: &Element, name: &str) -> Option<bool> {
    match element.text(name)? {
        "Y" | "y" => Some(true),
        "N" | "n" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn times_are_read_with_the_day_that_was_written() {
        let check = |text: &str, expected: Option<(&str, &str)>| {
            let read = when(text).map(|when| (when.day.to_string(), when.instant.to_string()));
            assert_eq!(read, expected.map(|(day, instant)| (day.to_owned(), instant.to_owned())), "{text}");
        };
        check("20261119", Some(("2026-11-19", "2026-11-19T00:00:00Z")));
        check("202611191305", Some(("2026-11-19", "2026-11-19T13:05:00Z")));
        check("20261119130507", Some(("2026-11-19", "2026-11-19T13:05:07Z")));
        check("20261119130507.123", Some(("2026-11-19", "2026-11-19T13:05:07Z")));
        check("20261119230000[-5:EST]", Some(("2026-11-19", "2026-11-20T04:00:00Z")));
        check("20261119230000.000[-5:EST]", Some(("2026-11-19", "2026-11-20T04:00:00Z")));
        check("20261119000000 [+0:UTC]", Some(("2026-11-19", "2026-11-19T00:00:00Z")));
        check("20261119013000[+5.5:IST]", Some(("2026-11-19", "2026-11-18T20:00:00Z")));
        check("20261119013000[5.30:IST]", Some(("2026-11-19", "2026-11-18T20:00:00Z")));
        check("20261119120000[-3.5:NST]", Some(("2026-11-19", "2026-11-19T15:30:00Z")));
        check("20261119120000[-5]", Some(("2026-11-19", "2026-11-19T17:00:00Z")));
        for bad in [
            "",
            "2026",
            "20261319",
            "20260230",
            "20261119250000",
            "2026-11-19",
            "20261119[EST]",
            "20261119120000[-99:X]",
            "２０２６１１１９",
        ] {
            check(bad, None);
        }
    }

    #[test]
    fn amounts_are_read_with_comma_or_point() {
        let check = |text: &str, expected: Option<i64>| {
            assert_eq!(amount(text, Currency::USD).ok().map(|money| money.minor), expected, "{text}");
        };
        check("12.34", Some(1_234));
        check("12,34", Some(1_234));
        check("-12,34", Some(-1_234));
        check("+12.3", Some(1_230));
        check(" 7 ", Some(700));
        check(".5", Some(50));
        check("-,05", Some(-5));
        check("12.", Some(1_200));
        check("1,234.56", Some(123_456));
        check("1.234,56", Some(123_456));
        check("1,234,567", Some(123_456_700));
        check("100.0000", Some(10_000));
        check("-1.234.567", Some(-123_456_700));
        for none in [
            "1.2.3",
            "12,34,56",
            "+-5",
            "-+5",
            "--5",
            "1e5",
            "1E2",
            "1,23.4",
            "1234,567.8",
            ",123.4",
            "1,234.567,8",
            "0x10",
        ] {
            check(none, None);
        }
        check("12.345", None);
        check("", None);
        check("-", None);
        check("12.34 USD", None);
        check("1 234,00", None);
        check("$12", None);
        check("٣", None);
    }

    #[test]
    fn what_was_computed_is_rounded_away_from_zero() {
        let check =
            |text: &str, cents: Option<i64>| assert_eq!(rounded(text, Currency::USD), cents, "{text}");
        check("12.344", Some(1_234));
        check("12.345", Some(1_235));
        check("-12.345", Some(-1_235));
        check("0.999", Some(100));
        check("-99.999", Some(-10_000));
        check("9,995", Some(1_000));
        check("x", None);
        assert_eq!(rounded("12.5", "JPY".parse().unwrap()), Some(13));
        assert_eq!(number("1.23456789").unwrap().decimal(), "1.234568");
        assert_eq!(number("-3").unwrap().decimal(), "-3");
    }

    proptest! {
        #[test]
        fn no_text_makes_it_fall_over(text in ".{0,40}") {
            let _ = (when(&text), amount(&text, Currency::USD), rounded(&text, Currency::USD), number(&text));
        }

        #[test]
        fn what_is_written_is_read_back(seconds in 0_i64..4_000_000_000, minor in -1_000_000_000_i64..1_000_000_000) {
            let now = Timestamp::from_second(seconds).unwrap();
            prop_assert_eq!(when(&written(now)).unwrap().instant, now);
            let money = Money::new(minor, Currency::USD);
            prop_assert_eq!(amount(&money.decimal(), Currency::USD), Ok(money));
            prop_assert_eq!(amount(&money.decimal().replace('.', ","), Currency::USD), Ok(money));
            prop_assert_eq!(rounded(&money.decimal(), Currency::USD), Some(minor));
        }
    }
}
