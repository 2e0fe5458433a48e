//! A bank as pages show it: its name, its web address, and a tile with its initials.

use super::words::Words;
use domain::institution::InstitutionKind;
use engine::records::{Institution, Member};

/// Colours that tiles have.
const TILES: u32 = 6;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bank {
    pub(crate) name: String,
    /// The web address without what everybody's has; empty when there is none.
    pub(crate) host: String,
    pub(crate) initials: String,
    pub(crate) tile: u32,
    /// `Personal`, `Business`; empty when nobody knows.
    pub(crate) kind: String,
}

impl Bank {
    pub(crate) fn of(institution: &Institution, words: Words) -> Self {
        let kind = match institution.kind {
            InstitutionKind::Personal => words.say("page-bank-personal"),
            InstitutionKind::Business => words.say("page-bank-business"),
        };
        Self { kind, ..Self::named(&institution.name, &institution.url) }
    }

    /// The bank of a member, also when the directory does not know it any more.
    pub(crate) fn of_member(member: &Member, institution: Option<&Institution>, words: Words) -> Self {
        institution.map_or_else(|| Self::named(&member.name, ""), |one| Self::of(one, words))
    }

    /// Of a name alone, and its address where it has one.
    pub(crate) fn named(name: &str, url: &str) -> Self {
        Self {
            name: name.to_owned(),
            host: host(url).to_owned(),
            initials: initials(name),
            tile: tile(name),
            kind: String::new(),
        }
    }

    /// Address and kind in one line.
    pub(crate) fn line(&self) -> String {
        let parts: Vec<&str> =
            [self.host.as_str(), self.kind.as_str()].into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(" · ")
    }
}

/// `https://www.oak.example/login` as `oak.example`.
pub(crate) fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    host.strip_prefix("www.").unwrap_or(host)
}

/// The address as a link, if a browser opens it as one.
pub(crate) fn link(url: &str) -> Option<String> {
    (url.starts_with("https://") || url.starts_with("http://")).then(|| url.to_owned())
}

/// The first letters of the first two words.
fn initials(name: &str) -> String {
    let letters = name.split_whitespace().filter_map(|word| word.chars().find(|one| one.is_alphanumeric()));
    letters.take(2).flat_map(char::to_uppercase).collect()
}

/// The same colour for the same name.
fn tile(name: &str) -> u32 {
    let sum = name.bytes().fold(7_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
    sum % TILES + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn banks_have_initials_and_short_addresses() {
        let check = |name: &str, url: &str, expected: (&str, &str)| {
            let bank = Bank::named(name, url);
            assert_eq!((bank.initials.as_str(), bank.host.as_str()), expected, "{name}");
            assert!((1..=TILES).contains(&bank.tile));
        };
        check("Oak Bank", "https://www.oak.example/login", ("OB", "oak.example"));
        check("mx", "", ("M", ""));
        check("« Élan » & Fils", "http://elan.example?x", ("ÉF", "elan.example"));
        check("", "oak.example#a", ("", "oak.example"));
        check("<script>", "https://x", ("S", "x"));
        assert_eq!(link("javascript:alert(1)"), None);
        assert_eq!(link("https://oak.example").as_deref(), Some("https://oak.example"));
    }
}
