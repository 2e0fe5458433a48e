//! Names of people and banks, and numbers as banks give them, with check digits that hold.

use crate::random::Random;

const GIVEN: &[&str] = &[
    "Mary", "John", "Aisha", "Wei", "Carlos", "Dana", "Priya", "Tomasz", "Nina", "Omar", "Lucia", "Sam",
    "Ingrid", "Kwame", "Yuki", "Pavel",
];
const FAMILY: &[&str] = &[
    "Carter",
    "Nguyen",
    "Garcia",
    "Smith",
    "Okafor",
    "Kowalski",
    "Patel",
    "Lee",
    "Rossi",
    "Martin",
    "Brown",
    "Morgan",
    "Lindqvist",
    "Tanaka",
];
const BANKS: &[&str] =
    &["First Harbor Bank", "Cedar Credit Union", "Northwind Bank", "Granite Savings", "Banco del Puerto"];

/// Who plays a part in a case. No two share a given or family name: a stranger is told from the person by name.
#[derive(Debug, Clone)]
pub(crate) struct Names {
    pub(crate) person: String,
    pub(crate) partner: String,
    pub(crate) stranger: String,
    pub(crate) banks: [String; 2],
}

impl Names {
    pub(crate) fn draw(random: &mut Random) -> Self {
        let mut given = GIVEN.to_vec();
        let mut family = FAMILY.to_vec();
        let mut banks = BANKS.to_vec();
        random.shuffle(&mut given);
        random.shuffle(&mut family);
        random.shuffle(&mut banks);
        let mut names = given.iter().zip(&family).map(|(given, family)| format!("{given} {family}"));
        let mut name = || names.next().unwrap_or_default();
        let mut banks = banks.into_iter().map(str::to_owned);
        let mut bank = || banks.next().unwrap_or_default();
        Self { person: name(), partner: name(), stranger: name(), banks: [bank(), bank()] }
    }
}

/// An ABA routing number: eight digits and the one that makes 3-7-1 weights end in 0.
pub(crate) fn routing(random: &mut Random) -> String {
    let digits = format!("0{}", random.digits(7));
    let sum: u32 = digits
        .chars()
        .filter_map(|digit| digit.to_digit(10))
        .zip([3, 7, 1].into_iter().cycle())
        .map(|(digit, weight)| digit * weight)
        .sum();
    let check = (10 - sum % 10) % 10;
    format!("{digits}{check}")
}

/// Ten digits of an account.
pub(crate) fn account(random: &mut Random) -> String {
    format!("{}{}", random.number(1, 9), random.digits(9))
}

/// Sixteen digits of a card, the last by Luhn's rule.
pub(crate) fn card(random: &mut Random) -> String {
    let digits = format!("4{}", random.digits(14));
    let sum: u32 = digits
        .chars()
        .filter_map(|digit| digit.to_digit(10))
        .zip([2, 1].into_iter().cycle())
        .map(|(digit, weight)| (digit * weight) / 10 + (digit * weight) % 10)
        .sum();
    let check = (10 - sum % 10) % 10;
    format!("{digits}{check}")
}

/// An IBAN as Germany has them around an account's number, with its check digits (ISO 13616).
pub(crate) fn iban(bank: &str, number: &str) -> String {
    let basic = format!("{bank:0<8.8}{number:0>10}");
    // The country's letters as numbers (D is 13, E is 14) and two zeros stand behind when the check digits are reckoned.
    let rest = format!("{basic}131400")
        .chars()
        .filter_map(|digit| digit.to_digit(10))
        .fold(0, |rest, digit| (rest * 10 + digit) % 97);
    format!("DE{:02}{basic}", 98 - rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_hold() {
        // The bank's example in the German standard.
        assert_eq!(iban("37040044", "0532013000"), "DE89370400440532013000");
        let mut random = Random::new(3);
        for _ in 0..100 {
            let card: Vec<u32> =
                card(&mut random).chars().rev().map(|digit| digit.to_digit(10).unwrap()).collect();
            let sum: u32 = card
                .iter()
                .enumerate()
                .map(|(at, digit)| if at % 2 == 0 { *digit } else { digit * 2 / 10 + digit * 2 % 10 })
                .sum();
            assert_eq!((card.len(), sum % 10), (16, 0));
            let routing = routing(&mut random);
            let sum: u32 = routing
                .chars()
                .zip([3, 7, 1].into_iter().cycle())
                .map(|(digit, weight)| digit.to_digit(10).unwrap() * weight)
                .sum();
            assert_eq!((routing.len(), sum % 10), (9, 0));
        }
    }

    #[test]
    fn nobody_shares_a_name() {
        for seed in 0..200 {
            let names = Names::draw(&mut Random::new(seed));
            let all = format!("{} {} {}", names.person, names.partner, names.stranger);
            let words: std::collections::BTreeSet<&str> = all.split(' ').collect();
            assert_eq!(words.len(), 6, "{all}");
            assert_ne!(names.banks[0], names.banks[1]);
        }
    }
}
