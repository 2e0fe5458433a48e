//! What people read, in their language: the Fluent files of `texts/`, one folder per language.
//!
//! Every key exists in every language; building and a test see to it.

use crate::clock::Timestamp;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::sync::LazyLock;
use unic_langid::LanguageIdentifier;

/// A language that the texts exist in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    #[default]
    English,
    Spanish,
    CanadianFrench,
}

impl Language {
    pub const ALL: &[Self] = &[Self::English, Self::Spanish, Self::CanadianFrench];

    /// The language's tag (BCP 47).
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Spanish => "es",
            Self::CanadianFrench => "fr-CA",
        }
    }

    /// The language of a tag such as `es-MX`; none when there are no texts in it.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let first = tag.split(['-', '_']).next().unwrap_or_default();
        Self::ALL.iter().copied().find(|language| {
            language.tag().split('-').next().is_some_and(|known| known.eq_ignore_ascii_case(first))
        })
    }

    /// The first language of an `Accept-Language` header that there are texts in; English when there is none. Weights are looked
    /// at, a language refused with weight 0 is passed over.
    pub fn accepted(header: &str) -> Self {
        let mut best: Option<(u32, Self)> = None;
        for part in header.split(',').take(20) {
            let mut fields = part.split(';');
            let tag = fields.next().unwrap_or_default().trim();
            let weight = fields
                .find_map(|field| field.trim().strip_prefix("q="))
                .map_or(1_000, |weight| thousandths(weight.trim()));
            if let Some(language) = Self::from_tag(tag)
                && weight > 0
                && best.is_none_or(|(known, _)| weight > known)
            {
                best = Some((weight, language));
            }
        }
        best.map_or(Self::English, |(_, language)| language)
    }

    const fn index(self) -> usize {
        match self {
            Self::English => 0,
            Self::Spanish => 1,
            Self::CanadianFrench => 2,
        }
    }
}

/// `0.8` as 800.
fn thousandths(weight: &str) -> u32 {
    let (whole, part) = weight.split_once('.').unwrap_or((weight, ""));
    let digits: String = part.chars().chain("000".chars()).take(3).collect();
    let whole: u32 = whole.parse().unwrap_or(0);
    whole.min(1).saturating_mul(1_000).saturating_add(digits.parse().unwrap_or(0)).min(1_000)
}

/// What is put into a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part<'a> {
    Text(&'a str),
    Count(i64),
}

macro_rules! files {
    ($language:literal) => {
        [
            include_str!(concat!("../../texts/", $language, "/statuses.ftl")),
            include_str!(concat!("../../texts/", $language, "/reasons.ftl")),
            include_str!(concat!("../../texts/", $language, "/remedies.ftl")),
            include_str!(concat!("../../texts/", $language, "/findings.ftl")),
            include_str!(concat!("../../texts/", $language, "/pages.ftl")),
            include_str!(concat!("../../texts/", $language, "/connections.ftl")),
            include_str!(concat!("../../texts/", $language, "/removing.ftl")),
            include_str!(concat!("../../texts/", $language, "/joins.ftl")),
            include_str!(concat!("../../texts/", $language, "/imports.ftl")),
            include_str!(concat!("../../texts/", $language, "/mails.ftl")),
            include_str!(concat!("../../texts/", $language, "/verifications.ftl")),
            include_str!(concat!("../../texts/", $language, "/report.ftl")),
        ]
    };
}

/// The files of each language, in the order of [`Language::index`].
const FILES: [[&str; 12]; 3] = [files!("en"), files!("es"), files!("fr-CA")];

static BUNDLES: LazyLock<Vec<FluentBundle<FluentResource>>> = LazyLock::new(|| {
    Language::ALL
        .iter()
        .zip(FILES)
        .map(|(language, files)| {
            let tag: LanguageIdentifier = language.tag().parse().unwrap_or_default();
            let mut bundle = FluentBundle::new_concurrent(vec![tag]);
            // The marks around inserted text would show in e-mails and terminals.
            bundle.set_use_isolating(false);
            for file in files {
                let resource = match FluentResource::try_new(file.to_owned()) {
                    Ok(resource) | Err((resource, _)) => resource,
                };
                bundle.add_resource_overriding(resource);
            }
            bundle
        })
        .collect()
});

/// The text of that key with its parts put in; the key itself when there is no such text.
pub fn text(language: Language, key: &str, parts: &[(&str, Part<'_>)]) -> String {
    let found =
        BUNDLES.get(language.index()).and_then(|bundle| Some((bundle, bundle.get_message(key)?.value()?)));
    let Some((bundle, pattern)) = found else { return key.to_owned() };
    let mut args = FluentArgs::with_capacity(parts.len());
    for (name, part) in parts {
        args.set(
            *name,
            match part {
                Part::Text(text) => FluentValue::from(*text),
                Part::Count(count) => FluentValue::from(*count),
            },
        );
    }
    bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
}

/// Whether there is a text of that key.
pub fn has(language: Language, key: &str) -> bool {
    BUNDLES.get(language.index()).is_some_and(|bundle| bundle.has_message(key))
}

/// How long it is until `at`: `in 5 minutes`. What is overdue is due in a moment.
pub fn until(language: Language, at: Timestamp, now: Timestamp) -> String {
    distance(language, "when", at.duration_since(now).as_secs())
}

/// How long `at` is past: `3 hours ago`.
pub fn ago(language: Language, at: Timestamp, now: Timestamp) -> String {
    distance(language, "ago", now.duration_since(at).as_secs())
}

/// Rounded to what people count in.
fn distance(language: Language, side: &str, seconds: i64) -> String {
    const MINUTE: i64 = 60;
    const HOUR: i64 = 60 * MINUTE;
    const DAY: i64 = 24 * HOUR;
    let (unit, count) = match seconds {
        near if near < MINUTE => return text(language, &format!("{side}-now"), &[]),
        near if near < 2 * HOUR => ("minutes", (near + MINUTE / 2) / MINUTE),
        near if near < 2 * DAY => ("hours", (near + HOUR / 2) / HOUR),
        far => ("days", (far + DAY / 2) / DAY),
    };
    text(language, &format!("{side}-{unit}"), &[("count", Part::Count(count))])
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
