//! One payer under two names: an employer whose bank, text or owner changed, and the bonus that it writes in another way.

use super::Group;
use crate::report::cadence::{Rhythm, find};
use crate::report::days::Day;
use crate::report::pattern::{Occasion, days_of, median, occasions};
use std::collections::BTreeMap;

/// Words that many names begin with; alone they join nothing.
const COMMON: &[&str] = &[
    "state",
    "county",
    "city",
    "dept",
    "department",
    "university",
    "national",
    "united",
    "first",
    "american",
    "treas",
    "ssa",
    "interest",
];
/// How far the amounts of one payer under two names that share no word may be apart, of a thousand.
const SAME_AMOUNT_PER_MILLE: i64 = 20;
/// How far off the day may be on which the second name takes over.
const TAKEOVER_DAYS: Day = 4;
/// So many earlier ones of the same first word, or due on the same day, are looked at.
const LOOKED_AT_MAX: usize = 8;

/// Puts together what is one payer.
pub(super) fn merge(groups: Vec<Group<'_>>) -> Vec<Group<'_>> {
    by_takeover(by_name(groups))
}

/// Names that begin with the same word: one after the other, or a few payments beside many.
fn by_name(mut groups: Vec<Group<'_>>) -> Vec<Group<'_>> {
    groups.sort_by_key(|group| (group.first_day(), group.guid()));
    let mut kept: Vec<Group<'_>> = Vec::new();
    let mut by_first: BTreeMap<(&str, String), Vec<usize>> = BTreeMap::new();
    for group in groups {
        let Some(key) = group.key() else {
            kept.push(group);
            continue;
        };
        let places = by_first.entry(key).or_default();
        let mut earlier = places.iter().rev().take(LOOKED_AT_MAX).copied();
        let found = earlier.find(|at| kept.get(*at).is_some_and(|one| belong_together(one, &group)));
        if let Some(one) = found.and_then(|at| kept.get_mut(at)) {
            one.join(group);
        } else {
            places.push(kept.len());
            kept.push(group);
        }
    }
    kept
}

impl<'a> Group<'a> {
    fn first_day(&self) -> Day {
        self.entries.first().map_or(0, |entry| entry.day)
    }

    fn last_day(&self) -> Day {
        self.entries.last().map_or(0, |entry| entry.day)
    }

    fn guid(&self) -> &'a str {
        self.entries.first().map_or("", |entry| entry.guid)
    }

    fn name(&self) -> &'a [String] {
        self.entries.last().map_or(&[], |entry| &entry.reading.name)
    }

    /// Currency and first word, when that says something.
    fn key(&self) -> Option<(&'a str, String)> {
        let entry = self.entries.first()?;
        let first = entry.reading.name.first()?;
        let says_something = first.len() > 3 && !COMMON.contains(&first.as_str());
        says_something.then(|| (entry.currency.code(), first.clone()))
    }

    fn join(&mut self, other: Self) {
        if self.entries.len() < other.entries.len() {
            self.kind = other.kind.or(self.kind);
        }
        self.kind = self.kind.or(other.kind);
        self.evidence = self.evidence.min(other.evidence);
        self.is_income |= other.is_income;
        self.entries.extend(other.entries);
        self.entries.sort_by_key(|entry| (entry.day, entry.guid));
    }
}

fn belong_together(one: &Group<'_>, other: &Group<'_>) -> bool {
    let same_kind = one.kind.zip(other.kind).is_none_or(|(one, other)| one == other);
    let shared = one
        .name()
        .iter()
        .zip(other.name())
        .filter(|(a, b)| a.starts_with(b.as_str()) || b.starts_with(a.as_str()));
    let is_same_name = shared.count() == one.name().len().min(other.name().len());
    let follows = one.last_day() < other.first_day();
    let is_aside =
        other.entries.len() * 4 <= one.entries.len() || one.entries.len() * 4 <= other.entries.len();
    same_kind && (follows || (is_same_name && (is_aside || !one.is_income || !other.is_income)))
}

/// One that begins when another was due and did not come, in the same rhythm and with the same amounts.
fn by_takeover(groups: Vec<Group<'_>>) -> Vec<Group<'_>> {
    let (income, mut rest): (Vec<Group<'_>>, Vec<Group<'_>>) =
        groups.into_iter().partition(|group| group.is_income);
    let mut open: BTreeMap<Day, Vec<Group<'_>>> = BTreeMap::new();
    let mut ordered = income;
    ordered.sort_by_key(|group| (group.first_day(), group.guid()));
    for mut group in ordered {
        let begins = group.first_day();
        let due = open.range(begins - TAKEOVER_DAYS..=begins + TAKEOVER_DAYS).find_map(|(day, groups)| {
            groups
                .iter()
                .take(LOOKED_AT_MAX)
                .position(|earlier| is_taken_over(earlier, &group))
                .map(|at| (*day, at))
        });
        if let Some((day, at)) = due
            && let Some(groups) = open.get_mut(&day)
        {
            let mut earlier = groups.remove(at);
            earlier.join(group);
            group = earlier;
        }
        let next = rhythm(&group).and_then(|(_, rhythm)| rhythm.next_due()).unwrap_or(Day::MAX);
        open.entry(next).or_default().push(group);
    }
    rest.extend(open.into_values().flatten());
    rest
}

fn rhythm(group: &Group<'_>) -> Option<(Vec<Occasion>, Rhythm)> {
    let occasions = occasions(group.entries.iter().copied());
    let rhythm = find(&days_of(&occasions))?;
    Some((occasions, rhythm))
}

fn is_taken_over(earlier: &Group<'_>, later: &Group<'_>) -> bool {
    let same_kind = earlier.kind.zip(later.kind).is_none_or(|(one, other)| one == other);
    let same_currency =
        earlier.entries.first().map(|one| one.currency) == later.entries.first().map(|one| one.currency);
    let (Some((before, was)), Some((after, is))) = (rhythm(earlier), rhythm(later)) else { return false };
    let last: Option<i64> = median(&mut before.iter().rev().take(3).map(|one| one.minor).collect::<Vec<_>>());
    let first: Option<i64> = median(&mut after.iter().take(3).map(|one| one.minor).collect::<Vec<_>>());
    let same_amount = last.zip(first).is_some_and(|(last, first)| {
        (last - first).saturating_abs().saturating_mul(1_000) <= last.saturating_mul(SAME_AMOUNT_PER_MILLE)
    });
    same_kind
        && same_currency
        && same_amount
        && was.cadence() == is.cadence()
        && earlier.last_day() < later.first_day()
}
