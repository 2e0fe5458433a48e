//! Entries of the same bank: the personal and the business one, the brokerage beside the retirement plan.

use super::search::fold;
use std::collections::{BTreeSet, HashMap};

/// Words of a name that tell entries of one bank apart, and so do not tell banks apart.
const KINDS: &[&str] = &[
    "business",
    "commercial",
    "corporate",
    "personal",
    "retail",
    "private",
    "small",
    "online",
    "banking",
    "card",
    "cards",
    "credit",
    "treasury",
    "wealth",
    "investments",
    "brokerage",
    "retirement",
    "plan",
    "prepaid",
    "for",
    "entreprise",
    "entreprises",
    "particuliers",
    "empresas",
    "personas",
];
/// Second labels under which anybody registers names, as in `bank.co.uk`.
const PUBLIC_SECOND: &[&str] = &["co", "com", "org", "net", "gov", "ac"];

/// Entries of a directory by what tells banks apart; found by place.
///
/// Two entries belong to one bank when their web addresses have one site, or their names differ only in words such as "business".
/// Sources: `seeds/003` (103), `seeds/000` ("Denied").
#[derive(Debug, Default)]
pub struct Siblings {
    by_site: HashMap<String, Vec<usize>>,
    by_stem: HashMap<String, Vec<usize>>,
}

impl Siblings {
    /// From the names and web addresses of all entries.
    pub fn new<'a>(entries: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let mut siblings = Self::default();
        for (place, (name, url)) in entries.enumerate() {
            if let Some(site) = site(url) {
                siblings.by_site.entry(site).or_default().push(place);
            }
            if let Some(stem) = stem(name) {
                siblings.by_stem.entry(stem).or_default().push(place);
            }
        }
        siblings
    }

    /// The places of all entries of the bank with this name and web address, its own among them.
    pub fn of(&self, name: &str, url: &str) -> BTreeSet<usize> {
        let of_site = site(url).and_then(|site| self.by_site.get(&site));
        let of_stem = stem(name).and_then(|stem| self.by_stem.get(&stem));
        of_site.into_iter().chain(of_stem).flatten().copied().collect()
    }
}

/// The part of a web address that somebody registered.
fn site(url: &str) -> Option<String> {
    let host = url.split_once("://").map_or(url, |(_, rest)| rest).split(['/', ':', '?', '#']).next()?;
    let labels: Vec<&str> = host.split('.').filter(|label| !label.is_empty()).collect();
    let count = match labels.as_slice() {
        [.., second, _] if PUBLIC_SECOND.contains(second) => 3,
        _ => 2,
    };
    let site = labels.get(labels.len().checked_sub(count)?..)?;
    Some(site.join(".").to_lowercase())
}

/// The words of a name that name the bank; none when all of them are kinds.
fn stem(name: &str) -> Option<String> {
    let folded = fold(name);
    let words: Vec<&str> = folded.split_whitespace().filter(|word| !KINDS.contains(word)).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_of_one_bank_know_each_other() {
        let check = |a: (&str, &str), b: (&str, &str), expected: bool| {
            let both = Siblings::new([a, b].into_iter());
            assert_eq!(both.of(a.0, a.1).contains(&1), expected, "{a:?} {b:?}");
            assert_eq!(both.of(b.0, b.1).contains(&0), expected, "{b:?} {a:?}");
        };
        let harbor = ("First Harbor Bank", "https://www.firstharbor.example");
        check(harbor, ("First Harbor Business", "https://business.firstharbor.example"), true);
        check(harbor, ("First Harbour Savings", "https://www.firstharboursavings.example"), false);
        check(("Elm Bank", ""), ("Elm Bank for Business", ""), true);
        check(("Banque Érable", ""), ("Banque Erable Entreprises", ""), true);
        check(("Elm", "https://elm.co.uk"), ("Oak", "https://oak.co.uk"), false);
        check(("Elm", "https://my.elm.co.uk/login"), ("Elm Cards", "https://elm.co.uk"), true);
        check(("Business Banking", ""), ("Personal", ""), false);
    }
}
