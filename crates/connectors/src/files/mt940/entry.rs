//! A statement line (`:61:`): `260105` the value day, `0106` the day of booking, `D` or `C`, `RD` or `RC` for what takes one back, perhaps
//! the last letter of the currency, the amount, `NTRF` the kind, the payer's reference, `//` the bank's, and words on the next line.

use super::super::row::{Draft, Moment};
use super::super::told::{Place, Why};
use super::details;
use domain::money::{Currency, Money, MoneyError};
use jiff::civil::Date;

/// What banks write where there is no reference.
const NOTHING: [&str; 3] = ["NONREF", "NOTPROVIDED", ""];

pub(super) fn draft(
    value: &str,
    details: Option<&str>,
    currency: Currency,
    place: Place,
    today: Date,
) -> Result<Draft, Why> {
    let (line, more) = value.split_once('\n').unwrap_or((value, ""));
    let (first, rest) = line.trim().split_at_checked(6).ok_or(Why::NoDate)?;
    let value_on = day(first, today).ok_or(Why::DateUnreadable)?;
    let (booked, rest) = booking(rest, value_on)?;
    let (is_debit, rest) = side(rest).ok_or(Why::SideUnclear)?;
    let length = rest.find(|one: char| !one.is_ascii_digit() && !matches!(one, ',' | '.'));
    let (text, rest) = rest.split_at_checked(length.unwrap_or(rest.len())).ok_or(Why::NoAmount)?;
    if !is_kind(rest) {
        // A digit may stand behind what ended the amount.
        return Err(Why::AmountUnreadable);
    }
    let size = amount(text, currency)?;
    let money = if is_debit { Money::new(size.minor.saturating_neg(), currency) } else { size };
    let (kind, references) = rest.split_at_checked(4).unwrap_or((rest, ""));
    let (reference, _) = references.split_once("//").unwrap_or((references, ""));
    let reference = Some(reference.trim()).filter(|reference| !NOTHING.contains(reference));
    let said = details.map(details::read).unwrap_or_default();
    let fallback = [more.trim(), reference.unwrap_or_default(), kind.get(1..).unwrap_or_default()];
    let fallback = fallback.into_iter().find(|text| !text.is_empty()).unwrap_or_default();
    let has_words = said.name.is_some() || said.purpose.is_some();
    Ok(Draft {
        // The bank's reference is of its advice, and may be that of many lines: no promise to name this one.
        reference: said.reference.or(reference.map(str::to_owned)),
        booked: Some(Moment::of_day(booked.unwrap_or(value_on)).ok_or(Why::DateAbsurd)?),
        value_on: Some(value_on),
        description: match (&said.name, has_words) {
            (Some(name), _) => name.clone(),
            (None, true) => String::new(),
            (None, false) => fallback.to_owned(),
        },
        memo: said.purpose,
        check_number: (kind == "NCHK").then(|| reference.map(str::to_owned)).flatten(),
        ..Draft::new(place, money)
    })
}

/// `YYMMDD`.
pub(super) fn day(text: &str, today: Date) -> Option<Date> {
    /// Statements are of this century, but those that were kept of the last.
    const AHEAD_YEARS_MAX: i16 = 20;
    let (year, month_and_day) = text.split_at_checked(2)?;
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let year: i16 = 2000 + year.parse::<i16>().ok()?;
    let year = if year > today.year() + AHEAD_YEARS_MAX { year - 100 } else { year };
    of_year(year, month_and_day)
}

/// `MMDD` of a year.
fn of_year(year: i16, text: &str) -> Option<Date> {
    let (month, day) = text.split_at_checked(2)?;
    Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
}

/// The day of booking, where it is told: `MMDD` of the year in which it lies nearest to the value day.
fn booking(rest: &str, value_on: Date) -> Result<(Option<Date>, &str), Why> {
    let Some((text, after)) = rest.split_at_checked(4) else { return Ok((None, rest)) };
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok((None, rest));
    }
    let year = value_on.year();
    let days_between = |day: &Date| {
        let first = value_on.min(*day);
        let last = value_on.max(*day);
        first.until(last).map_or(i32::MAX, |span| span.get_days())
    };
    let days = [year - 1, year, year + 1].into_iter().filter_map(|year| of_year(year, text));
    let day = days.min_by_key(days_between).ok_or(Why::DateUnreadable)?;
    Ok((Some(day), after))
}

/// Whether money left, and what follows. A letter behind may be the last of the currency.
fn side(rest: &str) -> Option<(bool, &str)> {
    /// `RC` takes a credit back, and `ED` is a debit that is expected.
    const MARKS: [(&str, bool); 6] =
        [("RC", true), ("RD", false), ("EC", false), ("ED", true), ("C", false), ("D", true)];
    let (is_debit, rest) =
        MARKS.iter().find_map(|(mark, is_debit)| Some((*is_debit, rest.strip_prefix(mark)?)))?;
    Some((is_debit, rest.strip_prefix(|letter: char| letter.is_ascii_uppercase()).unwrap_or(rest)))
}

/// Whether the kind follows: a letter, and three letters or digits. Some banks end the line before it.
fn is_kind(rest: &str) -> bool {
    let Some((kind, _)) = rest.split_at_checked(4) else { return rest.is_empty() };
    kind.starts_with(|first: char| first.is_ascii_uppercase())
        && kind.bytes().all(|one| one.is_ascii_alphanumeric())
}

/// `1234,5`: a comma before the fraction, which may be empty.
pub(super) fn amount(text: &str, currency: Currency) -> Result<Money, Why> {
    let text = text.trim();
    let is_plain = text.bytes().all(|one| one.is_ascii_digit() || matches!(one, b',' | b'.'));
    let plain = text.replace(',', ".");
    let plain = Some(plain.strip_suffix('.').unwrap_or(&plain)).filter(|_| is_plain);
    let money = Money::parse(plain.unwrap_or_default(), currency).map_err(|error| match error {
        MoneyError::Precision => Why::TooManyDigits,
        MoneyError::Form | MoneyError::Range | MoneyError::Currency => Why::AmountUnreadable,
    })?;
    if money.minor < 0 { Err(Why::AmountUnreadable) } else { Ok(money) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn lines_are_read() {
        let eur: Currency = "EUR".parse().unwrap();
        let check = |value: &str, expected: Result<(i64, Date, Date, Option<&str>, &str), Why>| {
            let read = draft(value, None, eur, Place::line(1), date(2026, 11, 22));
            let read = read.as_ref().map(|one| {
                let booked = one.booked.unwrap().day;
                let (reference, words) = (one.reference.as_deref(), one.description.as_str());
                (one.money.minor, one.value_on.unwrap(), booked, reference, words)
            });
            assert_eq!(read.map_err(|why| *why), expected, "{value}");
        };
        let fifth = date(2026, 1, 5);
        check("2601050105C12,34NMSCNONREF", Ok((1_234, fifth, fifth, None, "MSC")));
        check("260105D12,NTRFREF 1//B123", Ok((-1_200, fifth, fifth, Some("REF 1"), "REF 1")));
        check("2601050106CR12,5NTRFNONREF\nWords", Ok((1_250, fifth, date(2026, 1, 6), None, "Words")));
        check("2601050105RC12,34NRTINONREF", Ok((-1_234, fifth, fifth, None, "RTI")));
        check("2601050105RDR12,34NRTINONREF", Ok((1_234, fifth, fifth, None, "RTI")));
        check("2601021230D1,00NMSC", Ok((-100, date(2026, 1, 2), date(2025, 12, 30), None, "MSC")));
        check("2512310102D1,00NMSC", Ok((-100, date(2025, 12, 31), date(2026, 1, 2), None, "MSC")));
        check("260105", Err(Why::SideUnclear));
        check("26", Err(Why::NoDate));
        check("261305D1,00", Err(Why::DateUnreadable));
        check("2601051399D1,00", Err(Why::DateUnreadable));
        check("260105X1,00", Err(Why::SideUnclear));
        check("260105D1,234", Err(Why::TooManyDigits));
        check("260105DNTRF", Err(Why::AmountUnreadable));
        check("260105é1", Err(Why::SideUnclear));
        for amount in [
            "1 000.00NMSC",
            "1e309NMSC",
            "1_000NMSC",
            "0x10",
            "1e3",
            "1'000,00NMSC",
            "1,00 EUR",
            "1.000,00NMSC",
            "1,2,3NMSC",
        ] {
            check(&format!("260105D{amount}"), Err(Why::AmountUnreadable));
        }
    }
}
