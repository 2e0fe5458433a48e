//! FDX's JSON as servers really write it: numbers as texts and texts as numbers, nulls for what is left out, wrappers around what is
//! asked for (FDX 4), and lists that go on in one of several ways.

use crate::problem::Problem;
use domain::clock::Timestamp;
use domain::money::{Currency, Money, Rate};
use domain::reason::Reason;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use serde_json::{Map, Value};

/// A binary fraction shows as `10.620000000000001`; what is beyond so many digits is noise.
const NOISE_DIGITS: usize = 8;

/// A JSON object; a field that is null is not there.
#[derive(Debug, Clone, Default)]
pub(super) struct Object(pub(super) Map<String, Value>);

/// A field is there and means nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Odd(pub(super) &'static str);

impl Object {
    pub(super) fn of(value: &Value) -> Option<Self> {
        value.as_object().cloned().map(Self)
    }

    fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name).filter(|value| !value.is_null())
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// A text or a number as text; what is blank or anything else says nothing.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        self.get(name).and_then(as_text)
    }

    /// The first of these that says something.
    pub(super) fn one_of(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.text(name))
    }

    pub(super) fn object(&self, name: &str) -> Option<Self> {
        self.get(name).and_then(Self::of)
    }

    /// The objects of a list; items that are none are left out. An object alone is a list of itself.
    pub(super) fn objects(&self, name: &str) -> Vec<Self> {
        match self.get(name) {
            Some(Value::Array(items)) => items.iter().filter_map(Self::of).collect(),
            Some(Value::Object(one)) => vec![Self(one.clone())],
            Some(Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_)) | None => Vec::new(),
        }
    }

    /// The texts of a list; a text alone is a list of itself.
    pub(super) fn texts(&self, name: &str) -> Vec<String> {
        match self.get(name) {
            Some(Value::Array(items)) => items.iter().filter_map(as_text).collect(),
            Some(other) => as_text(other).into_iter().collect(),
            None => Vec::new(),
        }
    }

    /// The items of a list that must be there.
    pub(super) fn list(&self, name: &str) -> Result<&[Value], Problem> {
        match self.get(name) {
            Some(Value::Array(items)) => Ok(items),
            Some(_) | None => {
                Err(Problem::new(Reason::InstitutionError, format!("the answer has no list of {name}")))
            }
        }
    }

    /// Minor units; none where the field is not there.
    pub(super) fn amount(&self, name: &str, currency: Currency) -> Result<Option<i64>, Odd> {
        const ODD: Odd = Odd("has an amount that cannot be read");
        let Some(value) = self.get(name) else { return Ok(None) };
        let text = as_text(value).ok_or(ODD)?;
        Money::parse(&quiet(&text), currency).map(|money| Some(money.minor)).map_err(|_| ODD)
    }

    /// A percentage or a quantity, in millionths.
    pub(super) fn rate(&self, name: &str) -> Result<Option<Rate>, Odd> {
        const ODD: Odd = Odd("has a rate that cannot be read");
        let Some(value) = self.get(name) else { return Ok(None) };
        let text = as_text(value).ok_or(ODD)?;
        Rate::parse(&rounded(&text, RATE_DIGITS)).map(Some).map_err(|_| ODD)
    }

    /// A time, or the first second of a day.
    pub(super) fn time(&self, name: &str) -> Result<Option<Timestamp>, Odd> {
        const ODD: Odd = Odd("has a time that cannot be read");
        let Some(value) = self.get(name) else { return Ok(None) };
        value.as_str().and_then(time).map(Some).ok_or(ODD)
    }

    /// A day, or the day of a time.
    pub(super) fn day(&self, name: &str) -> Result<Option<Date>, Odd> {
        Ok(self.time(name)?.map(|time| time.to_zoned(TimeZone::UTC).date()))
    }

    /// The currency: an object with its code (FDX 4 and later), or the code alone.
    pub(super) fn currency(&self, otherwise: Currency) -> Result<Currency, Odd> {
        let code = match self.get("currency") {
            None => return Ok(otherwise),
            Some(Value::Object(_)) => self.object("currency").and_then(|object| object.text("currencyCode")),
            Some(other) => as_text(other),
        };
        code.and_then(|code| code.parse().ok()).ok_or(Odd("has an unknown currency"))
    }
}

/// Rates and quantities are kept in millionths.
const RATE_DIGITS: usize = 6;

fn as_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// An amount without the noise of binary fractions; what has fewer digits stays as it is, so that nothing is rounded that was meant.
fn quiet(text: &str) -> String {
    let digits = text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    if digits > NOISE_DIGITS { rounded(text, NOISE_DIGITS) } else { text.to_owned() }
}

/// A decimal text with at most so many digits after the point, half rounded away from zero; any other text as it is.
fn rounded(text: &str, digits: usize) -> String {
    let (sign, unsigned) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
    let Some((whole, fraction)) = unsigned.split_once('.') else { return text.to_owned() };
    let is_decimal = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let (Some(kept), true) = (fraction.get(..digits), is_decimal(whole) && is_decimal(fraction)) else {
        return text.to_owned();
    };
    let goes_up = fraction.as_bytes().get(digits).is_some_and(|digit| *digit >= b'5');
    match format!("{whole}{kept}").parse::<u128>() {
        Ok(scaled) => {
            let scaled =
                format!("{:0width$}", scaled.saturating_add(u128::from(goes_up)), width = digits + 1);
            let (whole, fraction) = scaled.split_at(scaled.len() - digits);
            format!("{sign}{whole}.{fraction}")
        }
        Err(_) => text.to_owned(),
    }
}

/// A time with an offset, without one (then it is UTC), or a day.
pub(super) fn time(text: &str) -> Option<Timestamp> {
    let in_utc = |time: DateTime| time.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp());
    text.parse::<Timestamp>()
        .ok()
        .or_else(|| text.parse::<DateTime>().ok().and_then(in_utc))
        .or_else(|| text.parse::<Date>().ok().and_then(|day| in_utc(day.at(0, 0, 0, 0))))
}

/// Where a list goes on, as the query of its next page; none on the last page. An empty page is the last, whatever it says.
pub(super) fn next(answer: &Object, is_empty: bool) -> Option<String> {
    if is_empty {
        return None;
    }
    let offset = || answer.object("page")?.text("nextOffset");
    offset()
        .map(|offset| form_urlencoded::Serializer::new(String::new()).append_pair("offset", &offset).finish())
        .or_else(|| next_link(answer))
}

/// The query of a link to the next page; its host and path are those that were asked.
fn next_link(answer: &Object) -> Option<String> {
    let named = |links: &Object| {
        links.object("next").and_then(|next| next.text("href")).or_else(|| links.text("next"))
    };
    let is_next = |link: &Object| link.text("rel").is_some_and(|rel| rel == "next");
    let href = ["links", "_links"].into_iter().find_map(|name| {
        let all = answer.objects(name);
        all.iter()
            .find(|link| is_next(link))
            .and_then(|link| link.text("href"))
            .or_else(|| all.iter().find_map(named))
    })?;
    let (_, query) = href.split_once('?')?;
    Some(query.split('#').next().unwrap_or_default().to_owned()).filter(|query| !query.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn object(value: &Value) -> Object {
        Object::of(value).unwrap()
    }

    #[test]
    fn amounts_are_numbers_or_texts_without_noise() {
        for (json, minor) in [
            ("12.34", Ok(Some(1_234))),
            ("\"12.34\"", Ok(Some(1_234))),
            ("-7", Ok(Some(-700))),
            ("10.620000000000001", Ok(Some(1_062))),
            ("0.30000000000000004", Ok(Some(30))),
            ("-1234.5599999999999", Ok(Some(-123_456))),
            ("\"99.999999999\"", Ok(Some(10_000))),
            ("12.345", Err(())),
            ("\"twelve\"", Err(())),
            ("[1]", Err(())),
            ("\"\"", Err(())),
            ("null", Ok(None)),
        ] {
            let value: Value = serde_json::from_str(json).unwrap();
            let read = object(&json!({"amount": value})).amount("amount", Currency::USD);
            assert_eq!(read.map_err(|_| ()), minor, "{json}");
        }
    }

    #[test]
    fn rates_are_rounded_to_what_is_kept() {
        for (value, millionths) in [
            (json!(4.125), Some(4_125_000)),
            (json!("0.12345678"), Some(123_457)),
            (json!("-0.0000006"), Some(-1)),
            (json!(3), Some(3_000_000)),
            // A number that small is written with an exponent, which is not rounded.
            (json!(-0.000_000_6), None),
        ] {
            let read = object(&json!({"rate": value})).rate("rate").ok().flatten();
            assert_eq!(read.map(|rate| rate.millionths), millionths, "{value}");
        }
    }

    #[test]
    fn times_are_read_in_many_ways() {
        for (text, read) in [
            ("2026-11-19T17:20:00Z", Some("2026-11-19T17:20:00Z")),
            ("2026-11-19T17:20:00.123+00:00", Some("2026-11-19T17:20:00.123Z")),
            ("2026-11-19T17:20:00.000-0500", Some("2026-11-19T22:20:00Z")),
            ("2026-11-19T17:20:00", Some("2026-11-19T17:20:00Z")),
            ("2026-11-19", Some("2026-11-19T00:00:00Z")),
            ("19.11.2026", None),
            ("", None),
        ] {
            assert_eq!(time(text).map(|time| time.to_string()).as_deref(), read, "{text}");
        }
    }

    #[test]
    fn lists_go_on_in_several_ways() {
        for (answer, query) in [
            (json!({"page": {"nextOffset": "a&b"}}), Some("offset=a%26b")),
            (json!({"page": {"nextOffset": 100}}), Some("offset=100")),
            (json!({"page": {"nextOffset": null}}), None),
            (json!({"page": {"nextOffset": ""}, "links": {}}), None),
            (json!({"links": {"next": {"href": "/accounts?offset=7&limit=2"}}}), Some("offset=7&limit=2")),
            (json!({"links": {"next": "https://elsewhere.example/x?page=2#y"}}), Some("page=2")),
            (json!({"_links": {"next": {"href": "?page=3"}}}), Some("page=3")),
            (
                json!({"links": [{"rel": "self", "href": "?a"}, {"rel": "next", "href": "?page=4"}]}),
                Some("page=4"),
            ),
            (json!({"links": {"next": {"href": "/accounts"}}}), None),
            (json!({"links": 7, "page": []}), None),
        ] {
            assert_eq!(next(&object(&answer), false).as_deref(), query, "{answer}");
            assert_eq!(next(&object(&answer), true), None);
        }
    }

    proptest! {
        #[test]
        fn rounding_changes_no_more_than_it_says(text in "-?[0-9]{1,12}\\.[0-9]{0,20}") {
            let rounded = rounded(&text, NOISE_DIGITS);
            let (before, after): (f64, f64) = (text.parse().unwrap(), rounded.parse().unwrap());
            prop_assert!((before - after).abs() <= 1e-8 + before.abs() * 1e-12, "{} {}", text, rounded);
        }

        #[test]
        fn no_text_makes_it_fall_over(text in ".{0,60}") {
            let _ = quiet(&text);
            let _ = super::rounded(&text, RATE_DIGITS);
            let _ = time(&text);
            let _ = next(&object(&json!({"links": {"next": text}})), false);
        }
    }
}
