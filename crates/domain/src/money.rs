//! Money in integer minor units, and rates in millionths; decimal text at the edges, never a float.

use std::fmt;
use std::str::FromStr;

/// A currency of ISO 4217.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency(iso_currency::Currency);

impl Currency {
    pub const USD: Self = Self(iso_currency::Currency::USD);

    /// The three letters.
    pub fn code(self) -> &'static str {
        self.0.code()
    }

    /// Digits after the point: 2 for USD, 0 for JPY, 3 for KWD. Units without minor ones (gold) count as 0.
    pub fn digits(self) -> u32 {
        self.0.exponent().map_or(0, u32::from)
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Currency {
    type Err = MoneyError;

    fn from_str(code: &str) -> Result<Self, MoneyError> {
        iso_currency::Currency::from_code(code).map(Self).ok_or(MoneyError::Currency)
    }
}

/// Why a text is no amount or rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    #[error("is no currency of ISO 4217")]
    Currency,
    #[error("is no decimal number")]
    Form,
    #[error("has more digits after the point than allowed")]
    Precision,
    #[error("is too large")]
    Range,
}

/// An amount. Positive and negative; what the sign means is said where it is used.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Money {
    pub minor: i64,
    pub currency: Currency,
}

impl Money {
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Reads `-1234.50`. More digits than the currency has are refused unless they are zeros: an amount is never rounded.
    pub fn parse(text: &str, currency: Currency) -> Result<Self, MoneyError> {
        Ok(Self { minor: parse_scaled(text, currency.digits())?, currency })
    }

    /// `-1234.50`
    pub fn decimal(self) -> String {
        format_scaled(self.minor, self.currency.digits())
    }
}

impl fmt::Debug for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.decimal(), self.currency.code())
    }
}

/// A percentage or another factor, in millionths of its unit: 4.125 % is 4,125,000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rate {
    pub millionths: i64,
}

impl Rate {
    const DIGITS: u32 = 6;

    pub fn parse(text: &str) -> Result<Self, MoneyError> {
        Ok(Self { millionths: parse_scaled(text, Self::DIGITS)? })
    }

    /// Without trailing zeros: `4.125`, `4`.
    pub fn decimal(self) -> String {
        let text = format_scaled(self.millionths, Self::DIGITS);
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    }
}

/// Decimal text as an integer of `10^-digits`. Exponents are read too (`1e3`), since JSON numbers may have them.
fn parse_scaled(text: &str, digits: u32) -> Result<i64, MoneyError> {
    /// No amount needs more; bounds the work on what strangers send.
    const LENGTH_MAX: usize = 40;
    if text.is_empty() || text.len() > LENGTH_MAX {
        return Err(MoneyError::Form);
    }
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().map_err(|_| MoneyError::Form)?),
        None => (text, 0),
    };
    let (negative, unsigned) = match mantissa.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, mantissa),
    };
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) || unsigned.ends_with('.') {
        return Err(MoneyError::Form);
    }
    let mut value: i128 = format!("{whole}{fraction}").parse().map_err(|_| MoneyError::Range)?;
    let fraction_len = i32::try_from(fraction.len()).map_err(|_| MoneyError::Form)?;
    let scale = i32::try_from(digits).map_err(|_| MoneyError::Precision)?;
    let mut shift = exponent.saturating_sub(fraction_len).saturating_add(scale);
    while shift > 0 && value != 0 {
        value = value.checked_mul(10).ok_or(MoneyError::Range)?;
        shift -= 1;
    }
    while shift < 0 && value != 0 {
        if value % 10 != 0 {
            return Err(MoneyError::Precision);
        }
        value /= 10;
        shift += 1;
    }
    i64::try_from(if negative { -value } else { value }).map_err(|_| MoneyError::Range)
}

fn format_scaled(value: i64, digits: u32) -> String {
    let sign = if value < 0 { "-" } else { "" };
    let unit = 10_u64.saturating_pow(digits);
    let magnitude = value.unsigned_abs();
    let (whole, rest) = (magnitude / unit, magnitude % unit);
    let width = usize::try_from(digits).unwrap_or(0);
    if width == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest:0width$}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn amounts_are_read_exactly_or_not_at_all() {
        let check = |text: &str, code: &str, expected: Result<i64, MoneyError>| {
            let currency = code.parse().unwrap();
            assert_eq!(Money::parse(text, currency).map(|m| m.minor), expected, "{text} {code}");
        };
        check("12.34", "USD", Ok(1234));
        check("-0.05", "USD", Ok(-5));
        check("7", "USD", Ok(700));
        check("12.3400", "USD", Ok(1234));
        check("12.345", "USD", Err(MoneyError::Precision));
        check("12.5", "JPY", Err(MoneyError::Precision));
        check("12.500", "KWD", Ok(12_500));
        check("1e3", "USD", Ok(100_000));
        check("1.5E-1", "USD", Ok(15));
        check("0e999999999", "USD", Ok(0));
        check("1e999999999", "USD", Err(MoneyError::Range));
        check("1e-999999999", "USD", Err(MoneyError::Precision));
        check("92233720368547758.07", "USD", Ok(i64::MAX));
        check("92233720368547758.08", "USD", Err(MoneyError::Range));
        for bad in ["", "-", ".", "1.", ".5", "1,5", "NaN", "1e", "0x1", "--1", "+1", " 1", "١"] {
            check(bad, "USD", Err(MoneyError::Form));
        }
        assert_eq!("XYZ".parse::<Currency>(), Err(MoneyError::Currency));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(minor: i64) {
            for code in ["USD", "JPY", "KWD"] {
                let money = Money::new(minor, code.parse().unwrap());
                prop_assert_eq!(Money::parse(&money.decimal(), money.currency), Ok(money));
            }
            let rate = Rate { millionths: minor };
            prop_assert_eq!(Rate::parse(&rate.decimal()), Ok(rate));
        }

        #[test]
        fn no_text_makes_it_fall_over(text in ".{0,60}") {
            let _ = Money::parse(&text, Currency::USD);
            let _ = Rate::parse(&text);
        }
    }
}
