//! Finding institutions by what a person types: typos, word order, abbreviations, accents; exact before similar, popular first.
//!
//! Every word typed must be found in an institution's names or web address. A word counts by how well it fits (the same, the
//! beginning, its letters with gaps, one or two typos); an institution by the words' mean, by how much of its name was typed, and,
//! among equals, by popularity.

use std::cmp::Reverse;
use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;

/// Longer queries are cut: nobody types more to find a bank, and the work stays bounded.
const QUERY_CHARS_MAX: usize = 80;
/// Further words of a query are not looked at.
const QUERY_WORDS_MAX: usize = 8;

/// What is searched.
#[derive(Debug, Clone)]
pub struct Entry {
    pub name: String,
    pub aliases: Vec<String>,
    /// The host of the institution's web address.
    pub host: String,
    /// Larger is more popular.
    pub popularity: i64,
}

/// Names made ready for searching. Immutable: a changed directory makes a new one.
#[derive(Debug, Default)]
pub struct Index {
    /// In the order of their letters, so that those with the same beginning stand together.
    words: Vec<Word>,
    /// Of the words, in their order.
    shapes: Vec<Shape>,
    entries: Vec<Indexed>,
    by_popularity: Vec<usize>,
}

#[derive(Debug)]
struct Word {
    letters: Vec<char>,
    /// Entries that have this word.
    entries: Vec<usize>,
}

/// What rules most words out without a look at their letters; kept close together.
#[derive(Debug)]
struct Shape {
    set: u64,
    length: usize,
}

#[derive(Debug)]
struct Indexed {
    folded: String,
    words: usize,
    /// The place among all by popularity, then by name.
    place: u32,
}

impl Index {
    /// Prepares `entries`; results are indices into them.
    pub fn new(entries: &[Entry]) -> Self {
        let mut words: HashMap<String, Vec<usize>> = HashMap::new();
        let mut indexed = Vec::with_capacity(entries.len());
        for (i, entry) in entries.iter().enumerate() {
            for word in words_of(entry) {
                words.entry(word).or_default().push(i);
            }
            let folded = fold(&entry.name);
            indexed.push(Indexed { words: folded.split(' ').count(), folded, place: 0 });
        }
        let mut by_popularity: Vec<usize> = (0..indexed.len()).collect();
        by_popularity.sort_by_cached_key(|i| {
            let popularity = entries.get(*i).map_or(0, |entry| entry.popularity);
            (Reverse(popularity), indexed.get(*i).map(|entry| entry.folded.clone()))
        });
        for (place, i) in (0..).zip(&by_popularity) {
            if let Some(entry) = indexed.get_mut(*i) {
                entry.place = place;
            }
        }
        let mut words: Vec<Word> = words
            .into_iter()
            .map(|(word, entries)| Word { letters: word.chars().collect(), entries })
            .collect();
        words.sort_unstable_by(|a, b| a.letters.cmp(&b.letters));
        let shapes = words
            .iter()
            .map(|word| Shape { set: letter_set(word.letters.iter().copied()), length: word.letters.len() })
            .collect();
        Self { words, shapes, entries: indexed, by_popularity }
    }

    /// The entries that fit, best first; all of them by popularity when nothing is typed.
    pub fn find(&self, query: &str) -> Vec<usize> {
        let query: String = fold(address_in(query)).chars().take(QUERY_CHARS_MAX).collect();
        let typed: Vec<&str> =
            query.split(' ').filter(|word| !word.is_empty()).take(QUERY_WORDS_MAX).collect();
        let Some((first, others)) = typed.split_first() else { return self.by_popularity.clone() };
        // One number per entry; 0 is out. Dense, since a short word fits thousands.
        let mut scores = self.fits(first);
        for word in others {
            for (score, fit) in scores.iter_mut().zip(self.fits(word)) {
                *score = if *score == 0 || fit == 0 { 0 } else { score.saturating_add(fit) };
            }
        }
        let mut found: Vec<(Reverse<u32>, u32, usize)> = scores
            .into_iter()
            .zip(&self.entries)
            .enumerate()
            .filter(|(_, (score, _))| *score > 0)
            .map(|(i, (score, entry))| (Reverse(rank(entry, &query, typed.len(), score)), entry.place, i))
            .collect();
        found.sort_unstable();
        found.into_iter().map(|(_, _, i)| i).collect()
    }

    /// How well one typed word fits each entry: the best of the entry's words, 0 (not at all) to 100 (the same).
    fn fits(&self, typed: &str) -> Vec<u32> {
        let typed: Vec<char> = typed.chars().collect();
        let mut fits = vec![0; self.entries.len()];
        let mut note = |word: &Word, fit: u32| {
            for entry in &word.entries {
                if let Some(best) = fits.get_mut(*entry) {
                    *best = fit.max(*best);
                }
            }
        };
        let begin = self.words.partition_point(|word| word.letters < typed);
        let beginning = self.words.iter().skip(begin).take_while(|word| word.letters.starts_with(&typed));
        let mut end = begin;
        for word in beginning {
            note(word, if word.letters.len() == typed.len() { SAME } else { BEGINNING });
            end += 1;
        }
        let Some(typos) = typos_in(typed.len()) else { return fits };
        let set = letter_set(typed.iter().copied());
        for (index, (word, shape)) in self.words.iter().zip(&self.shapes).enumerate() {
            if !(begin..end).contains(&index)
                && let Some(fit) = similar(&typed, set, typos, &word.letters, shape)
            {
                note(word, fit);
            }
        }
        fits
    }
}

/// The words that an entry is found by: of its name, its aliases and its host; each once.
fn words_of(entry: &Entry) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for text in std::iter::once(&entry.name).chain(&entry.aliases) {
        let folded = fold(text);
        let parts: Vec<&str> = folded.split(' ').collect();
        if parts.len() > 1 {
            // "Bank of Elm" is also typed as "boe" and as "bankofelm".
            words.push(parts.iter().filter_map(|part| part.chars().next()).collect());
            words.push(parts.concat());
        }
        words.extend(parts.into_iter().map(str::to_owned));
    }
    words.extend(fold(entry.host.trim_start_matches("www.")).split(' ').map(str::to_owned));
    words.sort_unstable();
    words.dedup();
    words.retain(|word| !word.is_empty());
    words
}

/// How well a word fits, from 0 to 100.
const SAME: u32 = 100;
const BEGINNING: u32 = 85;
const ONE_TYPO: u32 = 70;
const ABBREVIATION: u32 = 60;
const TWO_TYPOS: u32 = 55;

/// The typos that a word of that length may have; in short words everything would resemble everything.
const fn typos_in(length: usize) -> Option<u32> {
    match length {
        0..=2 => None,
        3..=7 => Some(1),
        _ => Some(2),
    }
}

/// How well a word fits that does not begin with what was typed.
fn similar(typed: &[char], set: u64, typos: u32, word: &[char], shape: &Shape) -> Option<u32> {
    if set & !shape.set == 0 && is_abbreviation(typed, word) {
        return Some(ABBREVIATION);
    }
    // A typo changes at most two letters of the set.
    let spare = usize::try_from(typos).unwrap_or(0);
    if typed.len().abs_diff(shape.length) > spare || (set ^ shape.set).count_ones() > 2 * typos {
        return None;
    }
    match distance(typed, word, typos)? {
        0 | 1 => Some(ONE_TYPO),
        _ => Some(TWO_TYPOS),
    }
}

/// `bnk` for `bank`: the same first and last letter, the others in order, at least half of them.
fn is_abbreviation(typed: &[char], word: &[char]) -> bool {
    let mut rest = word.iter();
    typed.first() == word.first()
        && typed.last() == word.last()
        && typed.len().saturating_mul(2) >= word.len()
        && typed.iter().all(|letter| rest.any(|other| other == letter))
}

/// One number out of the words' fit and of how much of the whole name was typed.
fn rank(entry: &Indexed, query: &str, typed: usize, score: u32) -> u32 {
    let count = u32::try_from(typed.max(1)).unwrap_or(1);
    let whole = if entry.folded == query {
        60
    } else if entry.folded.strip_prefix(query).is_some_and(|rest| rest.starts_with(' ')) {
        30
    } else {
        0
    };
    let spare = u32::try_from(entry.words.saturating_sub(typed).min(5)).unwrap_or(0);
    (score / count).saturating_add(whole).saturating_sub(spare)
}

/// Edits between two words (a swap of neighbours is one), or `None` beyond `max`.
fn distance(a: &[char], b: &[char], max: u32) -> Option<u32> {
    let mut before: Vec<u32> = Vec::new();
    let mut previous: Vec<u32> = (0..=u32::try_from(b.len()).ok()?).collect();
    for (i, from) in a.iter().enumerate() {
        let mut current = Vec::with_capacity(previous.len());
        let mut left = u32::try_from(i).ok()?.saturating_add(1);
        current.push(left);
        for (j, to) in b.iter().enumerate() {
            let (up, diagonal) = (*previous.get(j + 1)?, *previous.get(j)?);
            let mut cost = (up + 1).min(left + 1).min(diagonal + u32::from(from != to));
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(to) && b.get(j - 1) == Some(from);
            if swapped && let Some(two_back) = before.get(j - 1) {
                cost = cost.min(two_back + 1);
            }
            current.push(cost);
            left = cost;
        }
        if current.iter().all(|cost| *cost > max) {
            return None;
        }
        before = std::mem::replace(&mut previous, current);
    }
    previous.last().copied().filter(|cost| *cost <= max)
}

fn letter_set(letters: impl Iterator<Item = char>) -> u64 {
    letters.fold(0, |set, letter| set | 1_u64.checked_shl(u32::from(letter) % 64).unwrap_or(0))
}

/// The host, when what was typed is a web address; else what was typed. People paste the address at which they sign in.
fn address_in(typed: &str) -> &str {
    let typed = typed.trim();
    let rest = typed.split_once("://").map_or(typed, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or(rest);
    let host = host.strip_prefix("www.").unwrap_or(host);
    let is_address = host.contains('.') && !host.contains(char::is_whitespace);
    if is_address { host } else { typed }
}

/// Lower case, without accents; everything that is no letter or digit separates words, but apostrophes and ampersands vanish.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.nfkd().flat_map(char::to_lowercase) {
        if letter.is_alphanumeric() {
            folded.push(letter);
        } else if !matches!(letter, '\'' | '’' | '&')
            && !unicode_normalization::char::is_combining_mark(letter)
        {
            folded.push(' ');
        }
    }
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn index() -> (Vec<Entry>, Index) {
        let entry = |name: &str, alias: &str, host: &str, popularity| Entry {
            name: name.to_owned(),
            aliases: if alias.is_empty() { Vec::new() } else { vec![alias.to_owned()] },
            host: host.to_owned(),
            popularity,
        };
        let entries = vec![
            entry("MX Bank", "MXB", "www.mxbank.example", 900),
            entry("First Bank of Elm", "", "www.elm.example", 300),
            entry("First Bank of Elm Business", "", "business.elm.example", 100),
            entry("Crédit Lumière", "", "lumiere.example", 50),
            entry("Wells & Fargone", "", "fargone.example", 800),
            entry("Banking Cooperative", "", "coop.example", 700),
        ];
        let index = Index::new(&entries);
        (entries, index)
    }

    #[test]
    fn people_find_their_bank() {
        let (entries, index) = index();
        let check = |query: &str, expected: &[&str]| {
            let found: Vec<&str> = index.find(query).into_iter().map(|i| entries[i].name.as_str()).collect();
            assert_eq!(found, expected, "{query}");
        };
        check("mx bank", &["MX Bank"]);
        check("MX BNK", &["MX Bank"]);
        check("bank mx", &["MX Bank"]);
        check("mxbank", &["MX Bank"]);
        check("mxb", &["MX Bank"]);
        check("frist bank elm", &["First Bank of Elm", "First Bank of Elm Business"]);
        check("first bank of elm business", &["First Bank of Elm Business"]);
        check("business elm", &["First Bank of Elm Business"]);
        check("credit lumiere", &["Crédit Lumière"]);
        check("LUMIÈRE", &["Crédit Lumière"]);
        check("wells fargone", &["Wells & Fargone"]);
        check("wellsfargone", &["Wells & Fargone"]);
        check("fargoen", &["Wells & Fargone"]);
        check("bank", &["MX Bank", "First Bank of Elm", "First Bank of Elm Business", "Banking Cooperative"]);
        check("zzzz", &[]);
        check("mx zzzz", &[]);
        assert_eq!(index.find(" ").len(), entries.len());
        assert_eq!(index.find("").first(), Some(&0), "the most popular first");
    }

    #[test]
    fn edits_are_counted() {
        let check = |a: &str, b: &str, expected: Option<u32>| {
            let letters = |text: &str| text.chars().collect::<Vec<char>>();
            assert_eq!(distance(&letters(a), &letters(b), 2), expected, "{a} {b}");
        };
        check("bank", "bank", Some(0));
        check("bnak", "bank", Some(1));
        check("bonk", "bank", Some(1));
        check("bnk", "bank", Some(1));
        check("bankk", "bank", Some(1));
        check("abcd", "badc", Some(2));
        check("bank", "elms", None);
    }

    #[test]
    fn a_pasted_address_is_its_host() {
        for (typed, searched) in [
            ("https://www.firstharbor.example/login?x=1#top", "firstharbor.example"),
            ("http://firstharbor.example:8443", "firstharbor.example"),
            (" www.firstharbor.example ", "firstharbor.example"),
            ("firstharbor.example", "firstharbor.example"),
            ("First Harbor", "First Harbor"),
            ("St. Mary's Bank", "St. Mary's Bank"),
            ("a/b bank", "a/b bank"),
            ("", ""),
        ] {
            assert_eq!(address_in(typed), searched, "{typed}");
        }
    }

    proptest! {
        #[test]
        fn any_text_may_be_typed(query in "\\PC{0,200}") {
            let (entries, index) = index();
            prop_assert!(index.find(&query).len() <= entries.len());
        }
    }
}
