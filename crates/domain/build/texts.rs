//! The Fluent files of `texts/`, as far as building needs them: which keys each language has.

use crate::table::Row;
use std::collections::BTreeMap;
use std::path::Path;

/// The languages, English first.
const LANGUAGES: &[&str] = &["en", "es", "fr-CA"];
const FILES: &[&str] = &["statuses", "reasons", "remedies", "findings"];

pub(crate) struct Texts(BTreeMap<&'static str, BTreeMap<String, String>>);

impl Texts {
    pub(crate) fn read() -> Result<Self, String> {
        let mut languages = BTreeMap::new();
        for language in LANGUAGES {
            let mut keys = BTreeMap::new();
            for file in FILES {
                let path = Path::new("texts").join(language).join(format!("{file}.ftl"));
                let text = std::fs::read_to_string(&path)
                    .map_err(|error| format!("crates/domain/{}: {error}", path.display()))?;
                keys.extend(text.lines().filter_map(|line| {
                    let (key, value) = line.split_once(" =")?;
                    let is_key = key.starts_with(|c: char| c.is_ascii_alphabetic())
                        && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
                    is_key.then(|| (key.to_owned(), value.trim().to_owned()))
                }));
            }
            languages.insert(*language, keys);
        }
        Ok(Self(languages))
    }

    /// Refuses a row whose text some language lacks.
    pub(crate) fn require(&self, row: Row<'_>, key: &str) -> Result<(), String> {
        match self.0.iter().find(|(_, keys)| !keys.contains_key(key)) {
            Some((language, _)) => row.refuse(&format!("texts/{language} lacks {key}")),
            None => Ok(()),
        }
    }

    /// The first line of the English text, for documentation.
    pub(crate) fn english(&self, key: &str) -> String {
        let text = self.0.get("en").and_then(|keys| keys.get(key)).cloned().unwrap_or_default();
        text.trim_end_matches('.').replace('[', "(").replace(']', ")")
    }
}
