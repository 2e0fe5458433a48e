use super::*;
use crate::member::Status;
use crate::reason::{NOTES, Reason, Remedy, SUB_STEPS};
use fluent_bundle::FluentResource;
use jiff::SignedDuration;
use std::collections::{BTreeMap, BTreeSet};

/// Key → variables, of all files of a language.
fn keys(files: [&str; 12]) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in files {
        let resource = FluentResource::try_new(file.to_owned())
            .unwrap_or_else(|(_, errors)| panic!("a text cannot be read: {errors:?}"));
        assert!(resource.entries().count() > 0);
        let mut key = String::new();
        for line in file.lines() {
            if line.starts_with(|c: char| c.is_ascii_alphabetic())
                && let Some((name, _)) = line.split_once(" =")
            {
                key = name.to_owned();
                assert!(found.insert(key.clone(), BTreeSet::new()).is_none(), "{key} stands twice");
            }
            let variables = line.split("{ $").skip(1).filter_map(|rest| {
                rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next().map(str::to_owned)
            });
            if let Some(known) = found.get_mut(&key) {
                known.extend(variables);
            }
        }
    }
    found
}

#[test]
fn every_language_says_everything_with_the_same_parts() {
    let english = keys(FILES[0]);
    for (language, files) in Language::ALL.iter().zip(FILES) {
        assert_eq!(keys(files), english, "{}", language.tag());
    }
}

#[test]
fn nothing_that_is_said_is_missing_and_nothing_is_written_for_nobody() {
    let mut wanted: BTreeSet<String> = BTreeSet::new();
    wanted.extend(
        Status::ALL
            .into_iter()
            .filter_map(Status::name)
            .map(|name| format!("status-{}", name.to_lowercase())),
    );
    wanted.extend(Reason::ALL.iter().map(|reason| format!("reason-{}", reason.name())));
    wanted.extend(Remedy::ALL.iter().map(|remedy| format!("remedy-{}", remedy.name())));
    wanted.extend(SUB_STEPS.iter().map(|step| format!("step-{}", step.name)));
    wanted.extend(NOTES.iter().map(|note| format!("note-{}", note.name)));
    wanted.extend(crate::diagnosis::FINDINGS.iter().map(|name| format!("finding-{name}")));
    wanted.extend(crate::reason::Actor::ALL.iter().map(|actor| format!("actor-{}", actor.name())));
    wanted.extend(crate::diagnosis::Data::ALL.iter().map(|data| format!("data-{}", data.name())));
    for error in crate::verification::BankError::ALL {
        wanted.extend(["title", "message"].map(|part| format!("verification-{}-{part}", error.name())));
    }
    for side in ["when", "ago"] {
        wanted.extend(["now", "minutes", "hours", "days"].map(|unit| format!("{side}-{unit}")));
    }
    wanted.extend(
        [
            "next-try",
            "no-next-try",
            "answer-by",
            "outage",
            "your-bank",
            "this-app",
            "paused-by-user",
            "refresh-later",
        ]
        .map(str::to_owned),
    );
    // What pages, mails and reports say, their templates and drawings name; crates/web/tests looks there.
    let is_of_pages = |key: &String| {
        ["page-", "button-", "field-", "mail-", "report-"].iter().any(|kind| key.starts_with(kind))
    };
    let written: BTreeSet<String> = keys(FILES[0]).into_keys().filter(|key| !is_of_pages(key)).collect();
    let missing: Vec<_> = wanted.difference(&written).collect();
    let unused: Vec<_> = written.difference(&wanted).collect();
    assert!(missing.is_empty() && unused.is_empty(), "missing {missing:?}, unused {unused:?}");
}

#[test]
fn no_two_reasons_or_statuses_say_the_same_and_all_name_the_institution() {
    for language in Language::ALL {
        let mut said = BTreeMap::new();
        let reasons = Reason::ALL.iter().map(|reason| format!("reason-{}", reason.name()));
        let statuses = Status::ALL
            .into_iter()
            .filter_map(Status::name)
            .map(|name| format!("status-{}", name.to_lowercase()));
        for key in reasons.chain(statuses) {
            let words = text(*language, &key, &[("institution", Part::Text("Elm Bank"))]);
            assert!(words.contains("Elm Bank"), "{} {key}: {words}", language.tag());
            if let Some(other) = said.insert(words, key.clone()) {
                panic!("{} says of {key} what it says of {other}", language.tag());
            }
        }
    }
}

#[test]
fn languages_are_found_by_tag_and_header() {
    let check =
        |header: &str, language: Language| assert_eq!(Language::accepted(header), language, "{header}");
    check("", Language::English);
    check("es", Language::Spanish);
    check("es-MX,es;q=0.9,en;q=0.8", Language::Spanish);
    check("de, fr-FR;q=0.7, en;q=0.3", Language::CanadianFrench);
    check("en;q=0.5, fr;q=0.9", Language::CanadianFrench);
    check("es;q=0, en;q=0.1", Language::English);
    check("*", Language::English);
    check("ja", Language::English);
    assert_eq!(Language::from_tag("FR_ca"), Some(Language::CanadianFrench));
    assert_eq!(Language::from_tag("tlh"), None);
}

#[test]
fn times_are_told_as_people_do() {
    let now = Timestamp::UNIX_EPOCH;
    let check = |seconds: i64, expected: &str| {
        assert_eq!(until(Language::English, now + SignedDuration::from_secs(seconds), now), expected);
    };
    let check_ago = |seconds: i64, expected: &str| {
        assert_eq!(ago(Language::English, now - SignedDuration::from_secs(seconds), now), expected);
    };
    check(0, "in a moment");
    check(59, "in a moment");
    check(60, "in 1 minute");
    check(61 * 60, "in 61 minutes");
    check(5 * 3600 + 100, "in 5 hours");
    check(3 * 86_400, "in 3 days");
    check(-600, "in a moment");
    check_ago(0, "just now");
    check_ago(10, "just now");
    check_ago(3 * 3600, "3 hours ago");
    check_ago(-5, "just now");
}
