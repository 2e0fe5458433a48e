//! Whether two texts name the same counterpart.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// Words of payments and trades, which name nobody.
const COMMON: &[&str] = &[
    "achat",
    "and",
    "auto",
    "bakery",
    "bank",
    "bar",
    "bill",
    "books",
    "cafe",
    "card",
    "carte",
    "cash",
    "coffee",
    "com",
    "compra",
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
    "kartenzahlung",
    "lastschrift",
    "ltd",
    "market",
    "online",
    "paiement",
    "payment",
    "pago",
    "pending",
    "pmt",
    "pos",
    "purchase",
    "ref",
    "restaurant",
    "restaurants",
    "service",
    "shop",
    "station",
    "store",
    "the",
    "transfer",
    "usa",
    "visa",
    "web",
    "withdrawal",
    "xfer",
];
const LETTERS_MIN: usize = 3;
/// A word that was cut off leaves so many letters, at least.
const CUT_LETTERS_MIN: usize = 4;
/// Shorter numbers are of everything: stores, days, amounts.
const DIGITS_MIN: usize = 4;
/// A word that stands in so many different texts, and in one of so many, is no name: a town, a bank's own words.
const COMMON_TEXTS_MIN: u32 = 8;
const COMMON_ONE_OF: u32 = 12;
/// A word that follows so many different first names is none either: a town behind its shops.
const FOLLOWED_MIN: usize = 3;
/// Texts that are looked at for that.
const TEXTS_MAX: usize = 50_000;

/// How far two texts name the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Alike {
    Not,
    /// A name in common, or the beginning of one: it may be that of a town.
    InPart,
    /// All names of the one that has fewer.
    Whole,
}

/// The names in texts of one account.
#[derive(Debug, Default)]
pub(super) struct Names<'a> {
    common: HashSet<String>,
    of_text: HashMap<&'a str, Rc<[String]>>,
}

impl<'a> Names<'a> {
    /// Learns from all texts which words are no names.
    pub(super) fn of(texts: impl Iterator<Item = &'a str>) -> Self {
        let mut different: HashSet<String> = HashSet::new();
        let mut times: HashMap<String, u32> = HashMap::new();
        let mut followed: HashMap<String, HashSet<String>> = HashMap::new();
        for text in texts.take(TEXTS_MAX) {
            // Numbers of stores and references make no other text.
            let plain: String =
                text.chars().filter(|letter| !letter.is_ascii_digit()).flat_map(char::to_lowercase).collect();
            if different.contains(&plain) {
                continue;
            }
            let mut in_order = words(&plain);
            let first = in_order.next().unwrap_or_default();
            for word in in_order.filter(|word| *word != first) {
                let firsts = followed.entry(word.to_owned()).or_default();
                if firsts.len() < FOLLOWED_MIN && !firsts.contains(first) {
                    firsts.insert(first.to_owned());
                }
            }
            let words: HashSet<&str> = words(&plain).collect();
            for word in words {
                match times.get_mut(word) {
                    Some(times) => *times += 1,
                    None => drop(times.insert(word.to_owned(), 1)),
                }
            }
            different.insert(plain);
        }
        let count = u32::try_from(different.len()).unwrap_or(u32::MAX);
        let is_common =
            |times: u32| times >= COMMON_TEXTS_MIN && times.saturating_mul(COMMON_ONE_OF) >= count;
        let common = times.into_iter().filter(|(_, times)| is_common(*times)).map(|(word, _)| word);
        let towns = followed.into_iter().filter(|(_, firsts)| firsts.len() == FOLLOWED_MIN);
        let common = common.chain(towns.map(|(word, _)| word)).collect();
        Self { common, of_text: HashMap::new() }
    }

    /// How far the names in two texts are the same. Two texts that name nobody do not agree, even when they are the same.
    pub(super) fn compare(&mut self, one: &'a str, other: &'a str) -> Alike {
        let (one, other) = (self.names(one), self.names(other));
        let (few, many) = if one.len() <= other.len() { (one, other) } else { (other, one) };
        let found = few.iter().filter(|one| many.iter().any(|other| is_same(one, other))).count();
        match found {
            0 => Alike::Not,
            _ if found < few.len() => Alike::InPart,
            _ => Alike::Whole,
        }
    }

    fn is_common_cut(&self, word: &str) -> bool {
        self.common
            .iter()
            .map(String::as_str)
            .chain(COMMON.iter().copied())
            .any(|common| is_cut(word, common))
    }

    fn names(&mut self, text: &'a str) -> Rc<[String]> {
        if let Some(names) = self.of_text.get(text) {
            return names.clone();
        }
        let lower = text.to_lowercase();
        let mut names: Vec<String> =
            words(&lower).filter(|word| !self.common.contains(*word)).map(str::to_owned).collect();
        // The last word may be the beginning of one that is no name.
        if names.last().is_some_and(|last| lower.ends_with(last.as_str()) && self.is_common_cut(last)) {
            names.pop();
        }
        let names: Rc<[String]> = names.into();
        self.of_text.insert(text, names.clone());
        names
    }
}

/// Words of a text in lower case that may be names.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| {
        let length = word.chars().count();
        if is_number(word) { length >= DIGITS_MIN } else { length >= LETTERS_MIN && !COMMON.contains(word) }
    })
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_same(one: &str, other: &str) -> bool {
    one == other || is_cut(one, other) || is_cut(other, one)
}

/// The long word begins with the short one, which has letters enough to show it.
fn is_cut(short: &str, long: &str) -> bool {
    long.starts_with(short) && short.chars().count() >= CUT_LETTERS_MIN && !is_number(short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_agree_whole_or_cut() {
        let mut names = Names::default();
        for (one, other, expected) in [
            ("KETTLE & CRUMB #0451", "Kettle & Crumb", Alike::Whole),
            ("KETT", "Kettle & Crumb", Alike::Whole),
            ("KET", "Kettle", Alike::Not),
            ("SHORE OIL #12", "CREST OIL CO #12", Alike::InPart),
            ("SHORE #12", "CREST #12", Alike::Not),
            ("Card purchase", "CARD PURCHASE", Alike::Not),
            ("CARD PURCH", "Card purch", Alike::Not),
            ("Beanstalk Coffee", "SBX COFFEE", Alike::Not),
            ("CHECK 4512", "CHQ 4512", Alike::InPart),
            ("CHECK 45", "CHQ 45", Alike::Not),
            ("CAFÉ OLÉ", "Café olé", Alike::Whole),
            ("", "", Alike::Not),
        ] {
            assert_eq!(names.compare(one, other), expected, "{one} / {other}");
            assert_eq!(names.compare(other, one), expected, "{other} / {one}");
        }
    }

    #[test]
    fn a_word_of_many_texts_is_no_name() {
        let towns: Vec<String> =
            ["amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "haven", "iris"]
                .iter()
                .map(|name| format!("{name} SPRINGFIELD"))
                .collect();
        let mut names = Names::of(towns.iter().map(String::as_str));
        assert_eq!(names.compare("Amber Springfield", "Birch Springfield"), Alike::Not);
        assert_eq!(names.compare("Amber Springfield", "AMBER"), Alike::Whole);
        assert_eq!(names.compare("Amber Springf", "Birch Springfield"), Alike::Not);
        // A few shops show a town, and one shop shows none.
        let few = ["Amber Deli SEATTLE", "Birch SEATTLE", "CEDAR SEATTLE WA"];
        let mut names =
            Names::of(few.into_iter().chain(["Kettle Crumb", "KETTLE CRUMB #2", "KETTLE CRUMB WA"]));
        assert_eq!(names.compare("TJ MARKET SEATTLE", "Birch SEATTLE"), Alike::Not);
        assert_eq!(names.compare("CRUMB", "KETTLE CRUMB"), Alike::Whole);
        // Stores of one chain are one text.
        let stores: Vec<String> = (0..20).map(|number| format!("AMBER #{number}")).collect();
        let mut names = Names::of(stores.iter().map(String::as_str));
        assert_eq!(names.compare("AMBER #1", "Amber"), Alike::Whole);
    }
}
