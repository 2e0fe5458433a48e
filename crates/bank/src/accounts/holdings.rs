//! What lies in an investment account: invented securities whose prices move with the days.

use super::{Account, AccountType};
use crate::calendar::Day;
use crate::chance::{self, Dice};
use crate::money::Cents;

#[derive(Debug)]
pub(crate) struct Security {
    pub(crate) symbol: &'static str,
    pub(crate) description: &'static str,
    pub(crate) kind: &'static str,
    /// What one costs when no wave lifts or lowers it.
    price: Cents,
}

/// A security and how many thousandths of it are held.
#[derive(Debug)]
pub(crate) struct Holding {
    pub(crate) security: &'static Security,
    pub(crate) quantity_milli: i64,
    pub(crate) price: Cents,
    pub(crate) market_value: Cents,
    pub(crate) cost_basis: Cents,
}

const SECURITIES: &[Security] = &[
    Security {
        symbol: "FERNX",
        description: "Fernway Total Market Fund",
        kind: "MUTUAL_FUND",
        price: Cents(84_20),
    },
    Security { symbol: "HRBR", description: "Harborlight Shipping", kind: "EQUITY", price: Cents(31_75) },
    Security { symbol: "LANT", description: "Lantern Foods", kind: "EQUITY", price: Cents(112_40) },
    Security {
        symbol: "MBRK",
        description: "Millbrook Bond ETF",
        kind: "EXCHANGE_TRADED_FUND",
        price: Cents(51_05),
    },
    Security { symbol: "SKYL", description: "Skylark Communications", kind: "EQUITY", price: Cents(18_62) },
    Security {
        symbol: "CNTY31",
        description: "Alder County 3.1% 2041",
        kind: "FIXED_INCOME",
        price: Cents(97_10),
    },
];

/// Days of a wave, and how far of a thousand it lifts and lowers a price.
const WAVES: [(i64, i64); 3] = [(365, 90), (91, 35), (17, 12)];

pub(crate) fn of_account(account: &Account, today: Day) -> Vec<Holding> {
    match account.template.kind {
        AccountType::Investment => {}
        AccountType::Checking
        | AccountType::Savings
        | AccountType::CreditCard
        | AccountType::Loan
        | AccountType::LineOfCredit
        | AccountType::CheckingLineOfCredit
        | AccountType::Mortgage
        | AccountType::Insurance
        | AccountType::Prepaid
        | AccountType::Property
        | AccountType::Cash => return Vec::new(),
    }
    let mut dice = Dice::of(chance::within(account.key, "holdings"), 0);
    let mut held = Vec::new();
    for security in SECURITIES {
        let (is_held, quantity_milli, bought_at) =
            (dice.happens(700), dice.between(2_000, 180_000), dice.between(70, 105));
        if is_held || security.symbol == "FERNX" {
            let price = price(security, today);
            let value = |price: Cents| Cents(price.0.saturating_mul(quantity_milli) / 1_000);
            let cost_basis = value(Cents(security.price.0 * bought_at / 100));
            held.push(Holding { security, quantity_milli, price, market_value: value(price), cost_basis });
        }
    }
    held
}

fn price(security: &Security, day: Day) -> Cents {
    let mut phase = Dice::of(chance::key(0, &["security", security.symbol]), 0);
    let lift: i64 = WAVES
        .iter()
        .map(|(days, height)| {
            let place = (day.0 + phase.between(0, days - 1)).rem_euclid(*days);
            // A triangle: up for half of the wave, down for the other half.
            (place.min(days - place) * 4 - days) * height / days
        })
        .sum();
    Cents(security.price.0 * (1_000 + lift) / 1_000)
}

impl Security {
    /// Eight characters of our own and the right check digit (CUSIP, ANSI X9.6).
    pub(crate) fn cusip(&self) -> String {
        let eight = format!("99{:06}", chance::key(0, &["cusip", self.symbol]) % 1_000_000);
        let sum: u32 = eight
            .chars()
            .zip([1, 2].iter().cycle())
            .map(|(c, weight)| c.to_digit(10).unwrap_or(0) * weight)
            .map(|product| product / 10 + product % 10)
            .sum();
        format!("{eight}{}", (10 - sum % 10) % 10)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_move_but_not_far() {
        for security in SECURITIES {
            let prices: Vec<i64> = (0..800).map(|day| price(security, Day(20_000 + day)).0).collect();
            assert!(prices.windows(2).any(|pair| pair[0] != pair[1]), "{}", security.symbol);
            assert!(prices.iter().all(|price| (price - security.price.0).abs() * 5 < security.price.0));
        }
    }

    #[test]
    fn cusips_are_nine_digits_and_differ() {
        let cusips: std::collections::BTreeSet<String> = SECURITIES.iter().map(Security::cusip).collect();
        assert_eq!(cusips.len(), SECURITIES.len());
        assert!(cusips.iter().all(|cusip| cusip.len() == 9));
    }
}
