//! The numbers by which other banks find an account: drawn, well-formed, and of nobody.

use super::AccountType;
use crate::chance::{self, Dice};
use crate::directory::{Country, Institution};

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Numbers {
    /// The last four digits, also where the whole number is not told.
    pub(crate) mask: Option<String>,
    pub(crate) number: Option<String>,
    pub(crate) routing_number: Option<String>,
    pub(crate) canadian: Option<CanadianNumbers>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CanadianNumbers {
    pub(crate) institution_number: String,
    pub(crate) transit_number: String,
}

pub(super) fn draw(key: u64, institution: &Institution, kind: AccountType) -> Numbers {
    let digits = format!("{:012}", Dice::of(key, -3).between(100_000_000, 999_999_999_999));
    let mask = digits.get(8..).map(str::to_owned);
    match kind {
        AccountType::Property | AccountType::Cash => Numbers::default(),
        AccountType::CreditCard => Numbers { mask, ..Numbers::default() },
        AccountType::Loan
        | AccountType::LineOfCredit
        | AccountType::Mortgage
        | AccountType::Insurance
        | AccountType::Investment => Numbers { mask, number: Some(digits), ..Numbers::default() },
        AccountType::Checking
        | AccountType::Savings
        | AccountType::CheckingLineOfCredit
        | AccountType::Prepaid => {
            let place = chance::key(0, &["routing", institution.code]);
            let (routing_number, canadian) = match institution.country {
                Country::UnitedStates => (Some(routing_number(place)), None),
                Country::Canada => (None, Some(canadian(place))),
            };
            Numbers { mask, number: Some(digits), routing_number, canadian }
        }
    }
}

/// Nine digits with a right check digit (3-7-1 weights). Those that begin with 80 were for travellers' cheques: no bank's.
fn routing_number(place: u64) -> String {
    let eight = format!("80{:06}", place % 1_000_000);
    let sum: u32 = eight
        .chars()
        .zip([3, 7, 1].iter().cycle())
        .map(|(c, weight)| c.to_digit(10).unwrap_or(0) * weight)
        .sum();
    format!("{eight}{}", (10 - sum % 10) % 10)
}

fn canadian(place: u64) -> CanadianNumbers {
    CanadianNumbers {
        institution_number: format!("9{:02}", place % 100),
        transit_number: format!("{:05}", place / 100 % 100_000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn routing_numbers_have_a_right_check_digit() {
        for place in [0, 1, 123_456, 999_999, u64::MAX] {
            let number = routing_number(place);
            let sum: u32 = number
                .chars()
                .zip([3, 7, 1].iter().cycle())
                .map(|(c, weight)| c.to_digit(10).unwrap() * weight)
                .sum();
            assert_eq!((number.len(), sum % 10), (9, 0), "{number}");
        }
    }
}
