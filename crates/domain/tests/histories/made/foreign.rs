//! The same histories in words that nobody has on a list: what can be found without knowing what a text says.

use super::History;
use super::random::Random;
use std::collections::BTreeMap;

/// Replaces so many of a hundred words, each by the same unknown one wherever it stands, and takes all categories away. Names of owners
/// stay.
pub(crate) fn translate(history: &mut History, of_hundred: i64) {
    let mut random = Random::new(history.seed);
    let mut known: BTreeMap<String, bool> =
        history.owner.split(' ').map(|word| (word.to_lowercase(), true)).collect();
    for entry in &mut history.entries {
        entry.category = None;
        let mut text = String::new();
        let mut word = String::new();
        for letter in entry.text.chars().chain([' ']) {
            if letter.is_ascii_alphabetic() {
                word.push(letter);
                continue;
            }
            let is_known = *known.entry(word.to_lowercase()).or_insert_with(|| !random.happens(of_hundred));
            // What stands beside digits is a reference.
            let is_code = letter.is_ascii_digit() || text.ends_with(|last: char| last.is_ascii_digit());
            text.extend(word.chars().map(|one| if is_known || is_code { one } else { other(one) }));
            text.push(letter);
            word.clear();
        }
        text.truncate(text.trim_end().len());
        entry.text = text;
    }
}

/// Vowels become vowels and consonants consonants, so that it can still be said.
fn other(letter: char) -> char {
    const VOWELS: &str = "aeioua";
    const CONSONANTS: &str = "bcdfghjklmnpqrstvwxzb";
    let lower = letter.to_ascii_lowercase();
    let next = |list: &str| list.chars().skip_while(|one| *one != lower).nth(1);
    let other = next(VOWELS).or_else(|| next(CONSONANTS)).unwrap_or(lower);
    if letter.is_ascii_uppercase() { other.to_ascii_uppercase() } else { other }
}
