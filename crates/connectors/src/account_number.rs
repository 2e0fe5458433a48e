//! Numbers of accounts: what of one may be shown, whether it is whole, and whether it is an IBAN.

/// The last digits that may be shown.
const MASK_CHARS: usize = 4;
/// Letters and digits of an IBAN (ISO 13616): the shortest is Norway's, the longest the standard allows.
const IBAN_CHARS: std::ops::RangeInclusive<usize> = 15..=34;

/// The last digits, where the number has more than them and does not hide them.
pub(crate) fn mask(number: &str) -> Option<String> {
    let plain: Vec<char> = number.chars().filter(char::is_ascii_alphanumeric).collect();
    let start = plain.len().checked_sub(MASK_CHARS).filter(|start| *start > 0)?;
    let last = plain.get(start..).filter(|last| !last.iter().any(|one| matches!(one, 'X' | 'x')))?;
    Some(last.iter().collect())
}

/// Whether this is a number of which nothing is hidden.
pub(crate) fn is_full(number: &str) -> bool {
    let is_hidden = |character: char| matches!(character, '*' | 'X' | 'x' | '•' | '#');
    !number.contains(is_hidden) && number.bytes().any(|byte| byte.is_ascii_digit())
}

/// The IBAN that a text is, without spaces and in capitals, if its check digits are right (ISO 7064, modulo 97).
pub(crate) fn iban(text: &str) -> Option<String> {
    let plain: String =
        text.chars().filter(|character| *character != ' ').map(|one| one.to_ascii_uppercase()).collect();
    let bytes = plain.as_bytes();
    let begins = |[a, b, c, d]: [u8; 4]| {
        a.is_ascii_uppercase() && b.is_ascii_uppercase() && c.is_ascii_digit() && d.is_ascii_digit()
    };
    let is_formed = IBAN_CHARS.contains(&bytes.len())
        && bytes.iter().all(u8::is_ascii_alphanumeric)
        && bytes.first_chunk::<4>().is_some_and(|first| begins(*first));
    let (country, rest) = bytes.split_at_checked(4).filter(|_| is_formed)?;
    let remainder = rest.iter().chain(country).try_fold(0_u32, |sum, byte| {
        let value = char::from(*byte).to_digit(36)?;
        Some((sum * if value < 10 { 10 } else { 100 } + value) % 97)
    });
    (remainder == Some(1)).then_some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_that_are_hidden_are_none() {
        for (number, expected) in [
            ("000123454821", Some("4821")),
            ("XXXXXXXX4821", Some("4821")),
            ("X3f2a9c81b04dXXXXX", None),
            ("4111XX", None),
            ("4821", None),
        ] {
            assert_eq!(mask(number).as_deref(), expected, "{number}");
        }
    }

    #[test]
    fn an_iban_has_right_check_digits() {
        for (text, expected) in [
            ("DE89 3704 0044 0532 0130 00", Some("DE89370400440532013000")),
            ("nl91abna0417164300", Some("NL91ABNA0417164300")),
            ("GB82WEST12345698765432", Some("GB82WEST12345698765432")),
            ("NO9386011117947", Some("NO9386011117947")),
            ("DE89370400440532013001", None),
            ("DE8937040044053201300é", None),
            ("8937040044053201300000", None),
            ("DE", None),
            ("", None),
        ] {
            assert_eq!(iban(text).as_deref(), expected, "{text}");
        }
    }
}
