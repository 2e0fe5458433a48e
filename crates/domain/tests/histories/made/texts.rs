//! How banks write what happened: names of companies and people, with numbers that change every time.

use super::random::Random;
use jiff::civil::Date;

const FIRST: &[&str] = &[
    "BRIGHTWATER",
    "EASTGATE",
    "NORTHWIND",
    "CEDARLINE",
    "HALCYON",
    "IRONWOOD",
    "JUNIPER",
    "KESTREL",
    "LARKSPUR",
    "MERIDIAN",
    "OAKHAVEN",
    "PINNACLE",
    "QUARRY",
    "REDSTONE",
    "SUMMIT",
    "TIDEWATER",
    "UNITED",
    "VALLEY",
    "WESTBROOK",
    "YELLOWFIN",
    "ALDER",
    "BLUEBIRD",
    "CASCADE",
    "DELTA",
    "EVERGREEN",
    "FAIRVIEW",
    "GRANITE",
    "HARBOR",
    "ATLAS",
    "ZENITH",
];
const SECOND: &[&str] = &[
    "SUPPLY",
    "WORKS",
    "LOGISTICS",
    "FOODS",
    "MEDICAL GROUP",
    "SCHOOL DIST",
    "HEALTH SYSTEM",
    "SOFTWARE",
    "STAFFING",
    "CONSTRUCTION",
    "HOTELS",
    "MANUFACTURING",
    "UNIVERSITY",
    "ENERGY",
    "AIRLINES",
    "RETAIL",
    "CLINIC",
    "FREIGHT",
    "SECURITY",
    "DESIGN",
    "RESTAURANTS",
    "AUTOMOTIVE",
    "LABS",
    "CARE HOMES",
];
const SUFFIX: &[&str] = &["", "", " INC", " LLC", " CORP", " CO", " LTD", " GROUP"];
const GIVEN: &[&str] =
    &["MARY", "JOHN", "AISHA", "WEI", "CARLOS", "DANA", "PRIYA", "TOMASZ", "NINA", "OMAR", "LUCIA", "SAM"];
const FAMILY: &[&str] = &[
    "CARTER", "NGUYEN", "GARCIA", "SMITH", "OKAFOR", "KOWALSKI", "PATEL", "LEE", "ROSSI", "MARTIN", "BROWN",
    "MORGAN",
];

pub(crate) fn company(random: &mut Random) -> String {
    format!("{} {}{}", random.of(FIRST), random.of(SECOND), random.of(SUFFIX))
}

pub(crate) fn person(random: &mut Random) -> String {
    format!("{} {}", random.of(GIVEN), random.of(FAMILY))
}

/// As the field of sixteen places in an ACH record holds it.
pub(crate) fn sixteen(name: &str) -> String {
    name.chars().take(16).collect::<String>().trim_end().to_owned()
}

/// Fills a template: `{name}`, `{owner}`, `{mdy}`, `{md}`, `{mon}`, `{year}`, `{n4}` digits, `{x8}` letters and digits.
pub(crate) fn fill(template: &str, name: &str, owner: &str, day: Date, random: &mut Random) -> String {
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let (key, after) = after.split_once('}').unwrap_or((after, ""));
        rest = after;
        match key {
            "name" => text.push_str(name),
            "owner" => text.push_str(owner),
            "mdy" => text.push_str(&day.strftime("%m%d%y").to_string()),
            "md" => text.push_str(&day.strftime("%m/%d").to_string()),
            "mon" => text.push_str(&day.strftime("%b").to_string().to_uppercase()),
            "year" => text.push_str(&day.year().to_string()),
            _ => random_code(key, random, &mut text),
        }
    }
    text.push_str(rest);
    text
}

fn random_code(key: &str, random: &mut Random, text: &mut String) {
    const DIGITS: &[&str] = &["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
    const LETTERS: &[&str] = &[
        "A", "B", "C", "D", "E", "F", "G", "H", "K", "L", "M", "N", "P", "Q", "R", "T", "X", "2", "3", "5",
        "7", "8",
    ];
    let (kind, places) = key.split_at_checked(1).unwrap_or(("n", "4"));
    for _ in 0..places.parse::<u8>().unwrap_or(4) {
        text.push_str(random.of(if kind == "x" { LETTERS } else { DIGITS }));
    }
}
