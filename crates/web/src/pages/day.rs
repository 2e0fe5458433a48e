//! Days as people of a language write them. A visit does not tell its time zone; days are those of UTC.

use crate::pages::words::Words;
use domain::clock::Timestamp;
use domain::text::Part;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// The day of a moment: `2 March 2026`.
pub(super) fn written(at: Timestamp, words: Words) -> String {
    of(at.to_zoned(TimeZone::UTC).date(), words)
}

pub(crate) fn of(date: Date, words: Words) -> String {
    let month = words.say(&format!("page-month-{}", date.month()));
    let (day, year) = (date.day().to_string(), date.year().to_string());
    words.fill(
        // Not every language counts the first day like the others.
        if date.day() == 1 { "page-day-first" } else { "page-day" },
        &[("day", Part::Text(&day)), ("month", Part::Text(&month)), ("year", Part::Text(&year))],
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::text::Language;

    #[test]
    fn days_have_names_in_every_language() {
        let date = |month| Date::new(2026, month, 2).unwrap();
        let check = |language, expected: &str| assert_eq!(of(date(3), Words(language)), expected);
        check(Language::English, "2 March 2026");
        check(Language::Spanish, "2 de marzo de 2026");
        check(Language::CanadianFrench, "2 mars 2026");
        let first = |language| of(Date::constant(2026, 10, 1), Words(language));
        assert_eq!(first(Language::CanadianFrench), "1er octobre 2026");
        assert_eq!(first(Language::English), "1 October 2026");
        for language in Language::ALL {
            for month in 1..=12 {
                assert!(!of(date(month), Words(*language)).contains("page-"));
            }
        }
    }
}
