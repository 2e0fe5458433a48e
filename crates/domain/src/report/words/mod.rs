//! What the text and the category of a transaction say: hints, and the name of the other side. The words are in
//! `data/report_words.csv`.

mod sign;

pub(super) use sign::{Sign, Signs};

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

include!(concat!(env!("OUT_DIR"), "/report_words.rs"));

/// A row of several words, and whether it must be the whole text.
struct Phrase {
    words: Vec<&'static str>,
    is_whole: bool,
    sign: Sign,
}

/// Phrases by their first word.
static PHRASES: LazyLock<HashMap<&'static str, Vec<Phrase>>> = LazyLock::new(|| {
    let mut phrases: HashMap<&'static str, Vec<Phrase>> = HashMap::new();
    for (sign, row) in WORDS {
        let is_whole = row.starts_with('=');
        let words: Vec<&str> = row.trim_start_matches('=').split(' ').collect();
        if let Some(first) = words.first() {
            phrases.entry(first).or_default().push(Phrase { words, is_whole, sign: *sign });
        }
    }
    phrases
});
static OF_CATEGORY: LazyLock<HashMap<String, Signs>> = LazyLock::new(|| {
    let mut signs: HashMap<String, Signs> = HashMap::new();
    for (sign, name) in CATEGORIES {
        let known = signs.entry(name.to_lowercase()).or_default();
        *known = known.with(*sign);
    }
    signs
});
static CUT: LazyLock<HashSet<&'static str>> = LazyLock::new(|| NOT_NAMES.iter().copied().collect());

/// What a category hints at.
pub(super) fn of_category(category: &str) -> Signs {
    OF_CATEGORY.get(&category.to_lowercase()).copied().unwrap_or_default()
}

/// A text that has been read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) signs: Signs,
    /// The words of the name; never empty unless the text has no letters.
    pub(super) name: Vec<String>,
    /// Runs of four digits or letters at the end of a word, by which accounts are mentioned.
    pub(super) digits: Vec<String>,
    /// All words, lower case, without digits.
    pub(super) words: Vec<String>,
}

/// No text of a bank has more; bounds the work on what strangers send.
const WORDS_MAX: usize = 40;

pub(super) fn read(text: &str) -> Reading {
    let pieces = pieces(text);
    let digits = pieces.iter().filter_map(|piece| last_four(piece)).collect();
    let words: Vec<String> = pieces.iter().filter(|piece| is_word(piece)).cloned().collect();
    let signs = signs(&words);
    Reading { signs, name: name(&pieces, &words), digits, words }
}

/// Lower case, without marks on letters, split at everything that is neither letter nor digit; apostrophes vanish.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut piece = String::new();
    for letter in
        text.nfkd().filter(|letter| !is_combining_mark(*letter) && *letter != '\'' && *letter != '’')
    {
        if letter.is_alphanumeric() {
            piece.extend(letter.to_lowercase());
        } else if !piece.is_empty() {
            pieces.push(std::mem::take(&mut piece));
        }
        if pieces.len() >= WORDS_MAX {
            return pieces;
        }
    }
    if !piece.is_empty() {
        pieces.push(piece);
    }
    pieces
}

fn is_word(piece: &str) -> bool {
    let is_hidden = piece.len() > 1 && piece.chars().all(|letter| letter == 'x');
    !is_hidden && !piece.chars().any(|letter| letter.is_ascii_digit())
}

fn last_four(piece: &str) -> Option<String> {
    let reversed: String = piece.chars().rev().take(4).collect();
    let is_number = reversed.len() == 4 && reversed.chars().all(|letter| letter.is_ascii_digit());
    is_number.then(|| reversed.chars().rev().collect())
}

fn signs(words: &[String]) -> Signs {
    let mut found = Signs::default();
    for (at, word) in words.iter().enumerate() {
        let Some(phrases) = PHRASES.get(word.as_str()) else { continue };
        for phrase in phrases {
            let here = words.iter().skip(at).take(phrase.words.len());
            let is_here = here.map(String::as_str).eq(phrase.words.iter().copied());
            if is_here && (!phrase.is_whole || words.len() == phrase.words.len()) {
                found = found.with(phrase.sign);
            }
        }
    }
    found
}

/// Words without what changes every time: numbers, references, the holder's own name in a record of the clearing house (`INDN:`).
fn name(pieces: &[String], words: &[String]) -> Vec<String> {
    let mut kept = Vec::new();
    let mut is_holder = false;
    for piece in pieces {
        match piece.as_str() {
            "indn" => is_holder = true,
            "co" | "ppd" | "ccd" | "web" => is_holder = false,
            _ if is_holder || !is_word(piece) || CUT.contains(piece.as_str()) || looks_random(piece) => (),
            _ => kept.push(piece.clone()),
        }
    }
    // A text of nothing else is its own name: `DEPOSIT`, `DIRECT DEPOSIT`.
    if kept.is_empty() { words.to_vec() } else { kept }
}

/// Letters that nobody can say, as references have them.
fn looks_random(piece: &str) -> bool {
    let is_vowel = |letter: char| "aeiouy".contains(letter);
    let vowels = piece.chars().filter(|letter| is_vowel(*letter)).count();
    let length = piece.chars().count();
    let run = piece.split(is_vowel).map(|run| run.chars().count()).max().unwrap_or(0);
    let is_latin = piece.chars().all(|letter| letter.is_ascii_lowercase());
    is_latin && ((length >= 6 && vowels * 6 < length) || (length >= 7 && run >= 6))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_what_changes_every_time() {
        let check = |text: &str, expected: &str| assert_eq!(read(text).name.join(" "), expected, "{text}");
        check(
            "BRIGHTWATER SUPPLY DES:PAYROLL ID:XXXXX1234 INDN:MARY CARTER CO ID:XXXXX99999 PPD",
            "brightwater supply",
        );
        check("Brightwater Supply, Inc. DIRECT DEP 0123456789", "brightwater supply");
        check("GREENLEAF MARKET #0423 SEATTLE WA", "greenleaf market seattle wa");
        check("NETFLIX.COM 8F2K1", "netflix");
        check("SALARY MAR 2025 Café Zoë", "cafe zoe");
        check("SPOTIFY PTXKQLMR", "spotify");
        check("MCDONALD'S F12345", "mcdonalds");
        check("DEPOSIT", "deposit");
        check("DIRECT DEPOSIT 12/31", "direct deposit");
        check("CHECK # 1034", "check");
        check("1234", "");
    }

    #[test]
    fn signs_need_whole_words() {
        let has = |text: &str, sign: Sign| read(text).signs.has(sign);
        assert!(has("IRS TREAS 310 TAX REF 123", Sign::TaxRefund));
        assert!(has("Check #12", Sign::Check) && !has("CHECK CITY LOANS", Sign::Check));
        assert!(has("RENT MARCH", Sign::Rent) && !has("CITY OF RENTON", Sign::Rent));
        assert!(has("SSA TREAS 310 XXSOC SEC", Sign::Benefit));
        assert!(of_category("paycheck").has(Sign::Pay) && of_category("Pancakes").is_empty());
    }
}
