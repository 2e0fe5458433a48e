//! Agreements told apart by amount: the same amount in a rhythm, followed by a dearer one in the same rhythm.

use crate::report::cadence::{Rhythm, find};
use crate::report::days::Day;
use crate::report::ledger::Entry;
use crate::report::words::Sign;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// So often the same amount must have come.
const TIMES_MIN: usize = 3;
/// A rise or a discount changes the amount by so much at most, in percent of the larger one.
const CHANGE_PERCENT: i64 = 35;
/// What fills an empty place of a chain may differ by so much; checks say nothing else about themselves.
const FILL_PERCENT: i64 = 20;
const FILL_CHECK_PERCENT: i64 = 4;
/// Nobody has more agreements with one payee.
const CHAINS_MAX: usize = 16;
/// So many places may be empty between two parts.
const MISSED_MAX: i32 = 3;

struct Chain<'a> {
    entries: Vec<&'a Entry<'a>>,
    rhythm: Rhythm,
}

impl<'a> Chain<'a> {
    /// None when these days have no rhythm that is strict enough for so few.
    fn of(entries: Vec<&'a Entry<'a>>) -> Option<Self> {
        let days: Vec<Day> =
            entries.iter().map(|entry| entry.day).collect::<BTreeSet<Day>>().into_iter().collect();
        let rhythm = find(&days)?;
        let is_strict = if entries.len() < 5 {
            rhythm.on_grid >= 10_000 && rhythm.covered >= 7_500
        } else {
            rhythm.regularity() >= 7_000
        };
        (is_strict && super::is_strict(&rhythm)).then_some(Self { entries, rhythm })
    }

    fn slots(&self) -> BTreeSet<i32> {
        self.entries.iter().filter_map(|entry| self.rhythm.slot_of(entry.day)).collect()
    }

    fn amount(&self) -> i64 {
        self.entries.last().map_or(0, |entry| entry.size())
    }
}

pub(super) fn chains<'a>(entries: &[&'a Entry<'a>]) -> Vec<Vec<&'a Entry<'a>>> {
    let mut by_amount: BTreeMap<i64, Vec<&Entry<'_>>> = BTreeMap::new();
    for entry in entries {
        by_amount.entry(entry.size()).or_default().push(entry);
    }
    let mut parts: Vec<Chain<'_>> =
        by_amount.into_values().filter(|same| same.len() >= TIMES_MIN).filter_map(Chain::of).collect();
    parts.sort_by_key(|part| part.entries.first().map(|entry| (entry.day, entry.guid)));
    let mut chains: Vec<Chain<'_>> = Vec::new();
    for part in parts {
        match chains.iter_mut().rev().take(CHAINS_MAX).find(|chain| goes_on(chain, &part)) {
            Some(chain) => chain.entries.extend(part.entries),
            None => chains.push(part),
        }
    }
    // The sort is stable: of chains of one length, the oldest stay.
    chains.sort_by_key(|chain| Reverse(chain.entries.len()));
    chains.truncate(CHAINS_MAX);
    let mut taken: BTreeSet<&str> =
        chains.iter().flat_map(|chain| &chain.entries).map(|entry| entry.guid).collect();
    for chain in &mut chains {
        fill(chain, entries, &mut taken);
    }
    chains.into_iter().map(|chain| chain.entries).collect()
}

fn is_near(one: i64, other: i64, percent: i64) -> bool {
    (one - other).saturating_abs().saturating_mul(100) <= one.max(other).saturating_mul(percent)
}

fn goes_on(chain: &Chain<'_>, part: &Chain<'_>) -> bool {
    let (Some(last), Some(next)) = (chain.entries.last(), part.entries.first()) else { return false };
    let last_slot = chain.rhythm.slot_of(last.day);
    let distance = chain.rhythm.slot_of(next.day).zip(last_slot).map(|(next, last)| next - last);
    chain.rhythm.cadence() == part.rhythm.cadence()
        && distance.is_some_and(|distance| (1..=MISSED_MAX).contains(&distance))
        && is_near(chain.amount(), next.size(), CHANGE_PERCENT)
}

/// Takes what lies on empty places of the chain and costs about as much: a month with a fee, the first one after a rise.
fn fill<'a>(chain: &mut Chain<'a>, entries: &[&'a Entry<'a>], taken: &mut BTreeSet<&'a str>) {
    let mut slots = chain.slots();
    let amount = chain.amount();
    for entry in entries.iter().filter(|entry| !taken.contains(entry.guid)).copied().collect::<Vec<_>>() {
        let percent = if entry.reading.signs.has(Sign::Check) { FILL_CHECK_PERCENT } else { FILL_PERCENT };
        let Some(slot) = chain.rhythm.slot_of(entry.day) else { continue };
        let is_near_in_time = slots.range(slot - MISSED_MAX..=slot + MISSED_MAX).next().is_some();
        if is_near_in_time && is_near(amount, entry.size(), percent) && slots.insert(slot) {
            taken.insert(entry.guid);
            chain.entries.push(entry);
        }
    }
    chain.entries.sort_by_key(|entry| (entry.day, entry.guid));
}
