//! Whether two texts speak of the same.

/// Words that name nobody: of payments, of trades, of places that half of the rows share.
const NAMES_NOBODY: &[&str] = &[
    "and",
    "auto",
    "bakery",
    "bar",
    "bill",
    "books",
    "cafe",
    "card",
    "cash",
    "coffee",
    "com",
    "corp",
    "credit",
    "debit",
    "digital",
    "food",
    "foods",
    "fuel",
    "gas",
    "grocery",
    "inc",
    "market",
    "online",
    "payment",
    "pending",
    "pmt",
    "pos",
    "purchase",
    "ref",
    "restaurant",
    "restaurants",
    "seattle",
    "service",
    "shop",
    "station",
    "store",
    "the",
    "transfer",
    "usa",
    "web",
    "xfer",
];
const LETTERS_MIN: usize = 3;
/// A word that was cut must leave so many letters.
const CUT_LETTERS_MIN: usize = 4;
/// Numbers with fewer digits are of everything.
const DIGITS_MIN: usize = 4;

/// A word in common, the beginning of one, or a long number in common. Two texts that name nobody do not agree, even when they are
/// the same.
pub(super) fn agree(one: &str, other: &str) -> bool {
    let (one, other) = (one.to_lowercase(), other.to_lowercase());
    words(&one).any(|a| words(&other).any(|b| is_same(a, b)))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| {
        let length = word.chars().count();
        let is_number = word.chars().all(|letter| letter.is_ascii_digit());
        if is_number { length >= DIGITS_MIN } else { length >= LETTERS_MIN && !NAMES_NOBODY.contains(word) }
    })
}

fn is_same(one: &str, other: &str) -> bool {
    let is_cut = |short: &str, long: &str| {
        short.chars().count() >= CUT_LETTERS_MIN
            && long.starts_with(short)
            && !short.chars().all(|letter| letter.is_ascii_digit())
    };
    one == other || is_cut(one, other) || is_cut(other, one)
}

#[cfg(test)]
mod tests {
    use super::agree;

    #[test]
    fn words_agree_when_they_name_the_same() {
        for (one, other, expected) in [
            ("STARBUCKS STORE #0451", "Starbucks", true),
            ("STARB", "Starbucks", true),
            ("STA", "Starbucks", false),
            ("TST* LANTE", "Lantern Noodle", true),
            ("SHELL OIL #12", "CHEVRON #12", false),
            ("AMZN MKTP US*2H4KX", "Amazon", false),
            ("Card purchase", "CARD PURCHASE", false),
            ("Beanstalk Coffee", "SBX COFFEE SEATTLE", false),
            ("Card purchase", "CARD PAYMENT", false),
            ("CHECK #4512", "CHQ 4512", true),
            ("CHECK #45", "CHQ 45", false),
            ("CAFÉ OLÉ", "Café", true),
            ("", "", false),
        ] {
            assert_eq!(agree(one, other), expected, "{one} / {other}");
            assert_eq!(agree(other, one), expected, "{other} / {one}");
        }
    }
}
