//! Amounts as the bank keeps them (whole cents) and as it writes them (decimal text).

use std::fmt;
use std::ops::{Add, Neg, Sub};

use serde::{Serialize, Serializer};

/// Hundredths of the account's currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Cents(pub(crate) i64);

impl Cents {
    pub(crate) const ZERO: Cents = Cents(0);

    pub(crate) fn abs(self) -> Cents {
        Cents(self.0.saturating_abs())
    }

    /// This many hundredths of a percent of the amount, rounded towards zero.
    pub(crate) fn share(self, rate: Percent) -> Cents {
        Cents(self.0.saturating_mul(rate.0) / 10_000)
    }
}

impl Add for Cents {
    type Output = Cents;
    fn add(self, other: Cents) -> Cents {
        Cents(self.0.saturating_add(other.0))
    }
}

impl Sub for Cents {
    type Output = Cents;
    fn sub(self, other: Cents) -> Cents {
        Cents(self.0.saturating_sub(other.0))
    }
}

impl Neg for Cents {
    type Output = Cents;
    fn neg(self) -> Cents {
        Cents(self.0.saturating_neg())
    }
}

impl std::iter::Sum for Cents {
    fn sum<I: Iterator<Item = Cents>>(amounts: I) -> Cents {
        amounts.fold(Cents::ZERO, Add::add)
    }
}

impl fmt::Display for Cents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        hundredths(f, self.0)
    }
}

impl Serialize for Cents {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A yearly rate in hundredths of a percent; written as percent, `"19.99"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Percent(pub(crate) i64);

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        hundredths(f, self.0)
    }
}

impl Serialize for Percent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

fn hundredths(f: &mut fmt::Formatter<'_>, value: i64) -> fmt::Result {
    let sign = if value < 0 { "-" } else { "" };
    let size = value.unsigned_abs();
    write!(f, "{sign}{}.{:02}", size / 100, size % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_with_two_decimals() {
        for (cents, text) in
            [(0, "0.00"), (5, "0.05"), (-5, "-0.05"), (1234, "12.34"), (-123_400, "-1234.00"), (100, "1.00")]
        {
            assert_eq!(Cents(cents).to_string(), text);
        }
    }

    #[test]
    fn a_share_is_taken_in_hundredths_of_a_percent() {
        assert_eq!(Cents(10_000).share(Percent(1_999)), Cents(1_999));
        assert_eq!(Cents(1_000).share(Percent(1)), Cents(0));
    }
}
