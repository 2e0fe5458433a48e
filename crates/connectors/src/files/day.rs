//! Days as banks and programs write them, and the order of day and month, which is found from all dates of a file and never guessed.

use super::flaw::{Flaw, FlawKind};
use super::month::month;
use super::row::is_likely;
use super::told::Place;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A longer text is no date.
const CHARS_MAX: usize = 48;
/// Parts that a date and a time of day have together.
const PARTS_MAX: usize = 12;
/// So many dates of one order against one of the other, and the one is a mistake.
const OUTVOTES: usize = 20;

/// How the numbers of a date follow one another. Dates whose year has four digits and stands first, and those with a month's name, are
/// read in any case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    DayMonthYear,
    MonthDayYear,
    YearMonthDay,
}

impl DateOrder {
    pub const ALL: [Self; 3] = [Self::DayMonthYear, Self::MonthDayYear, Self::YearMonthDay];
}

/// A date as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    /// There is one way to read it.
    Sure(Date),
    /// Only the order tells.
    Open(Numbers),
}

/// Three numbers of which none has four digits but perhaps the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Numbers {
    three: [i16; 3],
    year: Year,
    /// Between points the day is always first.
    has_points: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Year {
    Full,
    /// Two digits.
    Short,
    /// After an apostrophe, in this century, as Quicken has it.
    Apostrophe,
}

#[derive(Debug, Clone, Copy)]
struct Part<'a> {
    text: &'a str,
    is_number: bool,
    /// What stands before it.
    before: &'a str,
}

/// The date that a text begins with; a time of day behind it is passed over.
pub(super) fn written(text: &str, today: Date) -> Option<Written> {
    let text = text.trim();
    if text.len() > CHARS_MAX {
        return None;
    }
    let parts = parts(text)?;
    let (words, numbers): (Vec<Part<'_>>, Vec<Part<'_>>) = parts.iter().partition(|part| !part.is_number);
    let names_month = words.iter().rev().find_map(|part| month(part.text));
    match (names_month, words.is_empty()) {
        (Some(month), _) => with_name(&numbers, month, today),
        (None, true) => of_numbers(&numbers, today),
        (None, false) => None,
    }
}

/// The numbers and words of a date. A time of day ends it, after a space or a `T`.
fn parts(text: &str) -> Option<Vec<Part<'_>>> {
    let mut parts: Vec<Part<'_>> = Vec::new();
    let mut rest = text;
    loop {
        let start = rest.find(char::is_alphanumeric);
        let (before, after) = rest.split_at_checked(start.unwrap_or(rest.len()))?;
        if before.contains(':') && parts.pop_if(|last| last.is_number).is_none() {
            return None;
        }
        if after.is_empty() || before.contains(':') {
            parts.pop_if(|last| matches!(last.text, "T" | "t" | "Z"));
            return Some(parts);
        }
        let is_number = after.starts_with(|first: char| first.is_ascii_digit());
        let is_other = |one: char| if is_number { !one.is_ascii_digit() } else { !one.is_alphabetic() };
        let (part, next) = after.split_at_checked(after.find(is_other).unwrap_or(after.len()))?;
        parts.push(Part { text: part, is_number, before });
        if parts.len() > PARTS_MAX || part.is_empty() {
            return None;
        }
        rest = next;
    }
}

fn number(part: &Part<'_>) -> Option<i16> {
    if part.text.len() > 4 { None } else { part.text.parse().ok() }
}

fn date(year: i16, month: i16, day: i16) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// `5 Jan 2026`, `Jan 5, 2026`, `2026-Jan-05`, `05JAN26`.
fn with_name(numbers: &[Part<'_>], month: i8, today: Date) -> Option<Written> {
    let [first, second, ..] = numbers else { return None };
    let (day, year) = if first.text.len() == 4 { (second, first) } else { (first, second) };
    let year = match year.text.len() {
        4 => number(year)?,
        2 => full_year(number(year)?, year_of(year), today),
        _ => return None,
    };
    date(year, i16::from(month), number(day)?).map(Written::Sure)
}

fn of_numbers(numbers: &[Part<'_>], today: Date) -> Option<Written> {
    if let [one, ..] = numbers
        && one.text.len() == 8
    {
        let digits = |from: usize, to: usize| one.text.get(from..to).and_then(|part| part.parse().ok());
        return date(digits(0, 4)?, digits(4, 6)?, digits(6, 8)?).map(Written::Sure);
    }
    let [first, second, third, rest @ ..] = numbers else { return None };
    // What is left may be a time of day without colons, not more of a date.
    if rest.first().is_some_and(|next| !next.before.starts_with([' ', ','])) {
        return None;
    }
    let [a, b, c] = [number(first)?, number(second)?, number(third)?];
    if first.text.len() == 4 {
        return date(a, b, c).map(Written::Sure);
    }
    let year = match third.text.len() {
        4 => Year::Full,
        1 | 2 => year_of(third),
        _ => return None,
    };
    let has_points = [second, third].iter().all(|part| part.before.starts_with('.'));
    let open = Numbers { three: [a, b, c], year, has_points };
    let is_readable = DateOrder::ALL.iter().any(|order| open.day(*order, today).is_some());
    is_readable.then_some(Written::Open(open))
}

fn year_of(part: &Part<'_>) -> Year {
    if part.before.contains(['\'', '’']) { Year::Apostrophe } else { Year::Short }
}

/// The year of two digits that is not ahead by more than one.
fn full_year(short: i16, year: Year, today: Date) -> i16 {
    let century = today.year() - today.year() % 100;
    let full = century + short;
    match year {
        Year::Full => short,
        Year::Apostrophe => 2000 + short,
        Year::Short if full > today.year() + 1 => full - 100,
        Year::Short => full,
    }
}

impl Numbers {
    fn day(self, order: DateOrder, today: Date) -> Option<Date> {
        let [first, second, third] = self.three;
        let year = |number| full_year(number, self.year, today);
        match order {
            DateOrder::DayMonthYear => date(year(third), second, first),
            DateOrder::MonthDayYear => date(year(third), first, second),
            DateOrder::YearMonthDay if self.year == Year::Short => {
                date(full_year(first, Year::Short, today), second, third)
            }
            DateOrder::YearMonthDay => None,
        }
    }
}

impl Written {
    /// The day, by the order of the file.
    pub(super) fn day(self, order: DateOrder, today: Date) -> Option<Date> {
        match self {
            Self::Sure(day) => Some(day),
            Self::Open(numbers) => numbers.day(order, today),
        }
    }
}

/// What the dates of a file say of their order.
#[derive(Debug, Default)]
pub(super) struct OrderEvidence {
    day_first: Count,
    month_first: Count,
    /// A date that is another day in the other order.
    open: Option<Place>,
    /// Dates of three short numbers, and those of which the first may be the year that is now or was last.
    short: Count,
    by_year: usize,
}

#[derive(Debug, Default)]
struct Count {
    count: usize,
    first: Option<Place>,
}

impl Count {
    fn add(&mut self, place: Place) {
        self.count += 1;
        self.first = self.first.or(Some(place));
    }
}

impl OrderEvidence {
    /// A day that cannot have been yet rules out the order that makes it.
    pub(super) fn add(&mut self, written: Written, today: Date, place: Place) {
        let Written::Open(numbers) = written else { return };
        if numbers.year == Year::Short && !numbers.has_points {
            let [first, ..] = numbers.three;
            let is_recent = (0..=1).contains(&(today.year() - full_year(first, Year::Short, today)));
            self.by_year += usize::from(is_recent);
            self.short.add(place);
        }
        let day = |order| numbers.day(order, today).filter(|day| is_likely(*day, today));
        let by_month = if numbers.has_points { None } else { day(DateOrder::MonthDayYear) };
        match (day(DateOrder::DayMonthYear), by_month) {
            (Some(_), None) => self.day_first.add(place),
            (None, Some(_)) => self.month_first.add(place),
            (Some(one), Some(other)) if one != other => self.open = self.open.or(Some(place)),
            (Some(_), Some(_)) | (None, None) => {}
        }
    }

    /// The order of the file, where its dates have one. Where a comma stands before the fraction of amounts, the day is written first.
    pub(super) fn order(&self, has_decimal_comma: bool) -> Result<Option<DateOrder>, Flaw> {
        if self.short.count > 0 && self.by_year == self.short.count {
            return Err(Flaw { kind: FlawKind::DatesAmbiguous, place: self.short.first });
        }
        let (day, month) = (self.day_first.count, self.month_first.count);
        if day > month.saturating_mul(OUTVOTES) {
            return Ok(Some(DateOrder::DayMonthYear));
        }
        if month > day.saturating_mul(OUTVOTES) {
            return Ok(Some(DateOrder::MonthDayYear));
        }
        match (day + month > 0, self.open) {
            (true, _) => {
                let place = if day < month { self.day_first.first } else { self.month_first.first };
                Err(Flaw { kind: FlawKind::DatesMixed, place })
            }
            (false, Some(place)) if !has_decimal_comma => Err(Flaw::at(FlawKind::DatesAmbiguous, place)),
            (false, Some(_)) => Ok(Some(DateOrder::DayMonthYear)),
            (false, None) => Ok(None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TODAY: Date = Date::constant(2026, 11, 22);

    #[test]
    fn dates_of_many_forms() {
        let check = |text: &str, order: DateOrder, expected: Option<&str>| {
            let read = written(text, TODAY).and_then(|written| written.day(order, TODAY));
            assert_eq!(read.map(|day| day.to_string()).as_deref(), expected, "{text}");
        };
        let (dmy, mdy) = (DateOrder::DayMonthYear, DateOrder::MonthDayYear);
        for text in [
            "2026-01-05",
            "2026/1/5",
            "2026.01.05",
            "20260105",
            "2026-01-05T23:59:59Z",
            "2026-01-05 10:00",
            "2026-01-05T10:00:00.000+01:00",
            "5 Jan 2026",
            "05-JAN-26",
            "05JAN2026",
            "Jan 5, 2026",
            "January 5th, 2026",
            "Mon, 5 Jan 2026",
            "5. Januar 2026",
            "5 de enero de 2026",
            "5 janv. 2026",
            "lunedì 5 gennaio 2026",
            "2026-Jan-05",
        ] {
            check(text, dmy, Some("2026-01-05"));
            check(text, mdy, Some("2026-01-05"));
        }
        check("mar 3 mars 2026", dmy, Some("2026-03-03"));
        check("14 août 2025", dmy, Some("2025-08-14"));
        check("05/01/2026", dmy, Some("2026-01-05"));
        check("05/01/2026", mdy, Some("2026-05-01"));
        check("05.01.26", dmy, Some("2026-01-05"));
        check("5-1-98", dmy, Some("1998-01-05"));
        check("1/ 5'26", mdy, Some("2026-01-05"));
        check("1/5'98", mdy, Some("2098-01-05"));
        check("05/01/2026 13:45", dmy, Some("2026-01-05"));
        check("05.01.2026 13.45.00", dmy, Some("2026-01-05"));
        check("26-01-05", DateOrder::YearMonthDay, Some("2026-01-05"));
        check("31/12/2025", mdy, None);
        for bad in [
            "",
            "x",
            "2026",
            "13/13/2026",
            "2026-02-30",
            "1.234",
            "12:30",
            "05 foo 2026",
            "1/2/3/4",
            "١/٢/٢٠٢٦",
        ] {
            check(bad, dmy, None);
        }
    }

    #[test]
    fn the_order_is_found_from_all_or_asked_for() {
        let check = |dates: &[&str], comma: bool, expected: Result<Option<DateOrder>, FlawKind>| {
            let mut evidence = OrderEvidence::default();
            for (number, text) in dates.iter().enumerate() {
                evidence.add(written(text, TODAY).unwrap(), TODAY, Place::line(number + 1));
            }
            assert_eq!(evidence.order(comma).map_err(|flaw| flaw.kind), expected, "{dates:?}");
        };
        let (dmy, mdy) = (Ok(Some(DateOrder::DayMonthYear)), Ok(Some(DateOrder::MonthDayYear)));
        check(&["01/02/2026", "13/02/2026"], false, dmy.clone());
        check(&["01/02/2026", "02/13/2026"], false, mdy.clone());
        check(&["01/02/2026", "03/04/2026"], false, Err(FlawKind::DatesAmbiguous));
        check(&["01/02/2026", "03/04/2026"], true, dmy.clone());
        check(&["01.02.2026"], false, dmy.clone());
        check(&["02/02/2026", "03/03/2026"], false, Ok(None));
        // The first of June has not been yet.
        check(&["01/06/2027"], false, mdy.clone());
        check(&["13/02/2026", "02/13/2026"], false, Err(FlawKind::DatesMixed));
        // Each may be of the year 2026, or of its twenty-sixth days.
        check(&["26/11/05", "26/11/13"], false, Err(FlawKind::DatesAmbiguous));
        check(&["26/11/05", "13/11/26"], false, dmy.clone());
        check(&["26.11.25"], false, dmy.clone());
        let mut many = vec!["13/02/2026"; 30];
        many.push("02/13/2026");
        check(&many, false, dmy);
        check(&["2026-01-02"], false, Ok(None));
    }

    proptest! {
        #[test]
        fn no_text_makes_it_fall_over(text in ".{0,60}", mostly in "[0-9/.' :TJanfeb-]{0,20}") {
            for text in [&text, &mostly] {
                let read = written(text, TODAY);
                prop_assert!(read.is_none_or(|read| DateOrder::ALL.iter().any(|order| read.day(*order, TODAY).is_some())));
            }
        }
    }
}
