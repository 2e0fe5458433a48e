//! Currencies, with what prices look like in them.

/// A currency and how many minor units a price of a US cent has in it, roughly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Currency {
    pub(crate) code: &'static str,
    numerator: i64,
    denominator: i64,
    /// Whether accounts have international numbers there.
    pub(crate) has_iban: bool,
    /// How often of a hundred.
    pub(crate) weight: u32,
}

const fn currency(code: &'static str, ratio: (i64, i64), has_iban: bool, weight: u32) -> Currency {
    Currency { code, numerator: ratio.0, denominator: ratio.1, has_iban, weight }
}

/// With two digits, with none (yen) and with three (dinar).
pub(crate) const CURRENCIES: [Currency; 6] = [
    currency("USD", (1, 1), false, 60),
    currency("EUR", (1, 1), true, 16),
    currency("CAD", (4, 3), false, 8),
    currency("MXN", (18, 1), false, 4),
    currency("JPY", (1, 1), false, 6),
    currency("KWD", (10, 3), true, 6),
];

impl Currency {
    /// What costs so many US cents, in minor units.
    pub(crate) const fn price(self, cents: i64) -> i64 {
        cents * self.numerator / self.denominator
    }
}
