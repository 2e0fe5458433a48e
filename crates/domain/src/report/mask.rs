//! Account numbers as a report may show them: the last four places, and never a whole number.

use std::fmt;

/// So many places stay readable.
const SHOWN: usize = 4;
const HIDDEN: &str = "****";

/// What is known of an account's number.
#[derive(Clone, PartialEq, Eq)]
pub enum AccountNumber {
    Full(String),
    /// The end of it, as banks print it ([`crate::account::AccountFacts::mask`]); it is masked already.
    LastDigits(String),
}

/// Account numbers stay out of logs.
impl fmt::Debug for AccountNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccountNumber(..)")
    }
}

impl AccountNumber {
    /// As a report shows it: `****6789`. Of a full number of four places or fewer nothing is shown.
    pub fn masked(&self) -> String {
        match self {
            Self::Full(number) => mask(number),
            Self::LastDigits(digits) => format!("{HIDDEN}{}", last(&places(digits))),
        }
    }

    /// The digits at its end, where enough are known to recognise it by.
    pub(super) fn last_four(&self) -> Option<String> {
        let (Self::Full(number) | Self::LastDigits(number)) = self;
        let end = last(&places(number));
        (end.chars().count() == SHOWN).then_some(end)
    }
}

/// Hides all of a number but its last four letters and digits; all of one that has no more than four. What stands between them
/// (spaces, dashes) is left away, and the length is not told.
pub fn mask(number: &str) -> String {
    let places = places(number);
    if places.len() <= SHOWN { HIDDEN.to_owned() } else { format!("{HIDDEN}{}", last(&places)) }
}

fn places(number: &str) -> Vec<char> {
    number.chars().filter(|place| place.is_alphanumeric()).collect()
}

fn last(places: &[char]) -> String {
    let from = places.len().saturating_sub(SHOWN);
    places.iter().skip(from).filter(|place| place.is_ascii_digit()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_number_is_never_shown() {
        let check = |number: &str, expected: &str| assert_eq!(mask(number), expected, "{number}");
        check("000123456789", "****6789");
        check("12-34 5", "****2345");
        check("DE89 3704 0044 0532 0130 00", "****3000");
        check("1234", "****");
        check("12 34", "****");
        check("7", "****");
        check("", "****");
        check("ключ٣٤٥٦", "****");
        let digits = |text: &str| AccountNumber::LastDigits(text.into()).masked();
        assert_eq!((digits("6789"), digits("XXXX-6789")), ("****6789".into(), "****6789".into()));
        assert_eq!(format!("{:?}", AccountNumber::Full("000123456789".into())), "AccountNumber(..)");
    }
}
