//! Amounts as banks write them for people: thousands set apart, comma or point before the fraction, signs and currencies at either end.

use super::told::Why;
use domain::money::{Currency, Money, MoneyError};
use serde::{Deserialize, Serialize};

/// A longer text is no amount.
const BYTES_MAX: usize = 64;

/// What stands before the fraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decimal {
    Comma,
    Point,
}

impl Decimal {
    const fn mark(self) -> char {
        match self {
            Self::Comma => ',',
            Self::Point => '.',
        }
    }

    const fn other(self) -> Self {
        match self {
            Self::Comma => Self::Point,
            Self::Point => Self::Comma,
        }
    }
}

/// What an amount says of the marks in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Evidence {
    Sure(Decimal),
    /// `1.234`: thousands, unless the currency has three digits after the point; then this mark may stand before them.
    Either(Decimal),
    Nothing,
}

/// An amount as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number<'a> {
    pub(super) is_negative: bool,
    /// A sign stood there, or a word for one.
    pub(super) is_signed: bool,
    /// Digits and marks.
    digits: &'a str,
    pub(super) currency: Option<Currency>,
}

/// Signs of currencies. Some are of several.
const SYMBOLS: &[(&str, Option<&str>)] = &[
    ("US$", Some("USD")),
    ("CA$", Some("CAD")),
    ("R$", Some("BRL")),
    ("€", Some("EUR")),
    ("£", Some("GBP")),
    ("₹", Some("INR")),
    ("₺", Some("TRY")),
    ("₪", Some("ILS")),
    ("₩", Some("KRW")),
    ("zł", Some("PLN")),
    ("Kč", Some("CZK")),
    ("$", None),
    ("¥", None),
    ("kr.", None),
    ("kr", None),
    ("Fr.", None),
];
/// Words for the side, as American and German banks set them behind an amount.
const SIDES: &[(&str, bool)] =
    &[("CR", false), ("DR", true), ("Cr", false), ("Dr", true), ("H", false), ("S", true)];

/// What is stripped of one end.
enum End {
    Sign { is_minus: bool },
    Currency(Option<Currency>),
}

/// An amount without what stands around its digits.
pub(super) fn written(text: &str) -> Option<Number<'_>> {
    let mut rest = text.trim();
    if rest.len() > BYTES_MAX {
        return None;
    }
    let mut number = Number { is_negative: false, is_signed: false, digits: "", currency: None };
    let inner = rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    if let Some(inner) = inner {
        (number.is_negative, number.is_signed) = (true, true);
        rest = inner.trim();
    }
    while let Some((end, shorter)) = front(rest).or_else(|| back(rest)) {
        rest = shorter.trim();
        match end {
            End::Sign { .. } if number.is_signed => return None,
            End::Sign { is_minus } => (number.is_negative, number.is_signed) = (is_minus, true),
            End::Currency(currency) => number.currency = number.currency.or(currency),
        }
    }
    let is_part = |one: char| one.is_ascii_digit() || is_mark(one);
    let is_sound = rest.chars().all(is_part) && rest.bytes().any(|byte| byte.is_ascii_digit());
    number.digits = rest;
    is_sound.then_some(number)
}

const fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’')
}

const fn is_mark(character: char) -> bool {
    matches!(character, '.' | ',') || is_space(character)
}

fn sign(character: char) -> Option<End> {
    match character {
        '-' | '−' | '–' => Some(End::Sign { is_minus: true }),
        '+' => Some(End::Sign { is_minus: false }),
        _ => None,
    }
}

fn front(text: &str) -> Option<(End, &str)> {
    let mut after = text.chars();
    if let Some(end) = after.next().and_then(sign) {
        return Some((end, after.as_str()));
    }
    if let Some((symbol, rest)) =
        SYMBOLS.iter().find_map(|(symbol, code)| Some((*code, text.strip_prefix(symbol)?)))
    {
        return Some((End::Currency(symbol.and_then(|code| code.parse().ok())), rest));
    }
    let (code, rest) = text.split_at_checked(3)?;
    Some((End::Currency(Some(currency(code)?)), rest))
}

fn back(text: &str) -> Option<(End, &str)> {
    let mut before = text.chars();
    if let Some(end) = before.next_back().and_then(sign) {
        return Some((end, before.as_str()));
    }
    if let Some((symbol, rest)) =
        SYMBOLS.iter().find_map(|(symbol, code)| Some((*code, text.strip_suffix(symbol)?)))
    {
        return Some((End::Currency(symbol.and_then(|code| code.parse().ok())), rest));
    }
    if let Some((code, rest)) = text.len().checked_sub(3).and_then(|at| {
        let (rest, code) = text.split_at_checked(at)?;
        Some((currency(code)?, rest))
    }) {
        return Some((End::Currency(Some(code)), rest));
    }
    let (is_minus, rest) =
        SIDES.iter().find_map(|(word, is_minus)| Some((*is_minus, text.strip_suffix(word)?)))?;
    Some((End::Sign { is_minus }, rest))
}

/// A currency by its code, in capitals.
fn currency(code: &str) -> Option<Currency> {
    if code.bytes().all(|byte| byte.is_ascii_uppercase()) { code.parse().ok() } else { None }
}

impl Number<'_> {
    /// Whether it has no digit but zeros.
    pub(super) fn is_zero(&self) -> bool {
        self.digits.bytes().all(|byte| !matches!(byte, b'1'..=b'9'))
    }

    /// What the marks of this amount say.
    pub(super) fn evidence(&self) -> Evidence {
        let (commas, points) = (self.digits.matches(',').count(), self.digits.matches('.').count());
        let last = self.digits.rfind([',', '.']);
        let Some((before, after)) = last.and_then(|at| self.digits.split_at_checked(at)) else {
            return Evidence::Nothing;
        };
        let this = if after.starts_with(',') { Decimal::Comma } else { Decimal::Point };
        let digits_after = after.len().saturating_sub(1);
        match (commas, points) {
            (0, 0) => Evidence::Nothing,
            (1, 1..) if this == Decimal::Comma => Evidence::Sure(this),
            (1.., 1) if this == Decimal::Point => Evidence::Sure(this),
            (1.., 1..) => Evidence::Nothing,
            (2.., 0) | (0, 2..) => Evidence::Sure(this.other()),
            (1, 0) | (0, 1) => {
                let is_group = digits_after == 3
                    && (1..=3).contains(&before.len())
                    && !before.starts_with('0')
                    && !before.contains(is_space);
                if is_group { Evidence::Either(this) } else { Evidence::Sure(this) }
            }
        }
    }

    /// The amount without its sign.
    pub(super) fn size(&self, decimal: Decimal, currency: Currency) -> Result<Money, Why> {
        let (whole, fraction) = self
            .digits
            .split_once(decimal.mark())
            .map_or((self.digits, ""), |(whole, fraction)| (whole, fraction));
        let is_whole = fraction.bytes().all(|byte| byte.is_ascii_digit()) && is_grouped(whole, decimal);
        if !is_whole {
            return Err(Why::AmountUnreadable);
        }
        let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
        let whole = if whole.is_empty() { "0" } else { whole.as_str() };
        let plain = if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") };
        Money::parse(&plain, currency).map_err(|error| match error {
            MoneyError::Precision => Why::TooManyDigits,
            MoneyError::Form | MoneyError::Range | MoneyError::Currency => Why::AmountUnreadable,
        })
    }

    /// The amount.
    pub(super) fn money(&self, decimal: Decimal, currency: Currency) -> Result<Money, Why> {
        let size = self.size(decimal, currency)?;
        Ok(Money::new(if self.is_negative { size.minor.saturating_neg() } else { size.minor }, currency))
    }
}

/// Whether thousands are set apart by one mark as they should: three digits in each group but the first; in India two before the last.
fn is_grouped(whole: &str, decimal: Decimal) -> bool {
    let mut marks = whole.chars().filter(|one| is_mark(*one));
    let Some(mark) = marks.next() else { return true };
    if mark == decimal.mark() || marks.any(|other| other != mark) {
        return false;
    }
    let groups: Vec<usize> = whole.split(mark).map(str::len).collect();
    match groups.as_slice() {
        [first, between @ .., last] => {
            let is_between = |size: usize| between.iter().all(|one| *one == size);
            *last == 3 && (1..=3).contains(first) && (is_between(3) || (is_between(2) && *first <= 2))
        }
        [] | [_] => true,
    }
}

/// What the amounts of a file say of their marks.
#[derive(Debug, Default)]
pub(super) struct MarkEvidence {
    commas: usize,
    points: usize,
    /// By thousands that can be nothing else in their currency: asked only where no amount says more.
    by_thousands: Option<Decimal>,
    is_open: bool,
}

/// It cannot be told what stands before the fraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ambiguous;

impl MarkEvidence {
    /// An amount of a currency with so many digits.
    pub(super) fn add(&mut self, number: &Number<'_>, digits: u32) {
        /// `1.234` can only be thousands where nothing has three digits after the point.
        const GROUP: u32 = 3;
        match number.evidence() {
            Evidence::Sure(Decimal::Comma) => self.commas += 1,
            Evidence::Sure(Decimal::Point) => self.points += 1,
            Evidence::Either(mark) => {
                let other = mark.other();
                let is_torn = self.by_thousands.is_some_and(|known| known != other);
                self.is_open = self.is_open || is_torn || digits == GROUP;
                self.by_thousands = Some(other);
            }
            Evidence::Nothing => {}
        }
    }

    /// What stands before the fraction, where there is one. A few amounts that say otherwise are left out later.
    pub(super) fn decimal(&self) -> Result<Option<Decimal>, Ambiguous> {
        /// So many of one against one of the other, and the one is a mistake.
        const OUTVOTES: usize = 20;
        if self.commas > self.points.saturating_mul(OUTVOTES) {
            Ok(Some(Decimal::Comma))
        } else if self.points > self.commas.saturating_mul(OUTVOTES) {
            Ok(Some(Decimal::Point))
        } else if self.commas + self.points > 0 || self.is_open {
            Err(Ambiguous)
        } else {
            Ok(self.by_thousands)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn amounts_of_many_forms() {
        let check = |text: &str, decimal: Decimal, expected: Result<i64, Why>| {
            let read = written(text).ok_or(Why::AmountUnreadable);
            let read = read.and_then(|number| number.money(decimal, Currency::USD));
            assert_eq!(read.map(|money| money.minor), expected, "{text}");
        };
        let (comma, point) = (Decimal::Comma, Decimal::Point);
        for text in
            ["1,234.56", "+1234.56", "$1,234.56", "1'234.56", "1 234.56", "USD 1,234.56", "1,234.56 CR"]
        {
            check(text, point, Ok(123_456));
        }
        for text in
            ["-1.234,56", "1.234,56-", "(1.234,56)", "−1 234,56 €", "1\u{202f}234,56 EUR -", "€-1.234,56"]
        {
            check(text, comma, Ok(-123_456));
        }
        for text in ["-12", "12,00 S", "12,0 DR", "(12)", "(€ 12,00)", "- 12,00 zł"] {
            check(text, comma, Ok(-1_200));
        }
        check("12,34,567.00", point, Ok(123_456_700));
        check(".5", point, Ok(50));
        check("12.", point, Ok(1_200));
        check("12.345", point, Err(Why::TooManyDigits));
        check("12.3450", point, Err(Why::TooManyDigits));
        check("12.3400", point, Ok(1_234));
        for bad in [
            "",
            "-",
            "x",
            "--1",
            "(-1)",
            "1-2",
            "12,34",
            "1,23.4",
            "1 2",
            "1.2.3",
            "1,2345.00",
            "1e3",
            "0x1",
            "١",
            "1 234,567.00",
            "99999999999999999999",
        ] {
            check(bad, point, Err(Why::AmountUnreadable));
        }
    }

    #[test]
    fn marks_are_found_from_all_amounts() {
        let check = |texts: &[&str], digits: u32, expected: Result<Option<Decimal>, Ambiguous>| {
            let mut evidence = MarkEvidence::default();
            for text in texts {
                evidence.add(&written(text).unwrap(), digits);
            }
            assert_eq!(evidence.decimal(), expected, "{texts:?}");
        };
        check(&["1.234", "12,5"], 2, Ok(Some(Decimal::Comma)));
        check(&["1,234", "7"], 2, Ok(Some(Decimal::Point)));
        check(&["1,234"], 0, Ok(Some(Decimal::Point)));
        check(&["1.234"], 3, Err(Ambiguous));
        check(&["1.234", "0.500"], 3, Ok(Some(Decimal::Point)));
        check(&["1,234,567"], 2, Ok(Some(Decimal::Point)));
        check(&["7", "12"], 2, Ok(None));
        check(&["1,50", "1.50"], 2, Err(Ambiguous));
        assert_eq!(written("12,00 €").unwrap().currency.map(Currency::code), Some("EUR"));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(minor in -100_000_000_i64..100_000_000, form in 0_usize..6) {
            let plain = Money::new(minor.abs(), Currency::USD).decimal();
            let (whole, cents) = plain.split_once('.').unwrap();
            let grouped = |mark: &str| {
                let mut out = String::new();
                for (place, digit) in whole.chars().enumerate() {
                    if place > 0 && (whole.len() - place).is_multiple_of(3) { out.push_str(mark); }
                    out.push(digit);
                }
                out
            };
            let minus = if minor < 0 { "-" } else { "" };
            let (text, decimal) = match form {
                0 => (format!("{minus}{},{cents}", grouped(".")), Decimal::Comma),
                1 => (format!("{minus}${}.{cents}", grouped(",")), Decimal::Point),
                2 => (format!("{},{cents} €{minus}", grouped(" ")), Decimal::Comma),
                3 => (format!("{minus}{}.{cents}", grouped("'")), Decimal::Point),
                4 if minor < 0 => (format!("({whole}.{cents})"), Decimal::Point),
                _ => (format!("EUR {minus}{whole},{cents}"), Decimal::Comma),
            };
            let number = written(&text).unwrap();
            prop_assert_eq!(number.money(decimal, Currency::USD).map(|money| money.minor), Ok(minor));
        }

        #[test]
        fn no_text_makes_it_fall_over(text in ".{0,40}", mostly in "[0-9.,' €$()+-]{0,20}") {
            for text in [&text, &mostly] {
                if let Some(number) = written(text) {
                    let _ = (number.evidence(), number.money(Decimal::Comma, Currency::USD));
                }
            }
        }
    }
}
