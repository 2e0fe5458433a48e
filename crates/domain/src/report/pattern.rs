//! What income and regular payments have in common: a list of transactions, seen as something that comes again and again.

use super::cadence::{Cadence, Rhythm, find, guess, median_gap};
use super::days::{Day, date_of};
use super::ledger::Entry;
use crate::money::{Currency, Money};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Something that comes again and again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    pub cadence: Cadence,
    pub first: Date,
    pub last: Date,
    /// Days on which something came; what comes on one day counts once.
    pub times: usize,
    pub amounts: Amounts,
    /// How regular: of ten thousand, how many days due had one, times how many came on such a day. 0 without a cadence.
    pub regularity: BasisPoints,
    pub continuity: Continuity,
    /// The typical amount times so many a year; without a cadence, what came in its time, for a year. For what has ended: what it
    /// was while it lasted.
    pub annual: Money,
    /// Guids of its transactions, oldest first.
    pub transactions: Vec<String>,
}

/// Parts of ten thousand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct BasisPoints(pub u16);

/// Whether it is still to be expected at the report's end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Continuity {
    /// The next one is due then; none without a cadence.
    GoesOn { next: Option<Date> },
    /// It was due and did not come, by more than weekends and delays explain.
    Ended,
}

/// Amounts of one day each, never negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amounts {
    /// The median of the last ones, at most [`RECENT`].
    pub typical: Money,
    pub least: Money,
    pub most: Money,
    pub total: Money,
}

/// So many of the last ones tell what is typical now.
pub const RECENT: usize = 6;
/// Without a cadence, it has ended when nothing came for so many times the usual gap, and at least so many days.
const IRREGULAR_GAPS: i32 = 4;
const IRREGULAR_DAYS: i32 = 35;
/// Of fewer days than these, the cadence is what the time between them looks like.
const GUESSED_BELOW: usize = 4;
/// What came in less time says little about a year.
const SPAN_DAYS_MIN: i32 = 28;

/// One day of it: amounts of the same day are one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Occasion {
    pub(super) day: Day,
    pub(super) minor: i64,
}

pub(super) fn occasions<'a>(entries: impl Iterator<Item = &'a Entry<'a>>) -> Vec<Occasion> {
    let mut by_day: BTreeMap<Day, i64> = BTreeMap::new();
    for entry in entries {
        let sum = by_day.entry(entry.day).or_default();
        *sum = sum.saturating_add(entry.size());
    }
    by_day.into_iter().map(|(day, minor)| Occasion { day, minor }).collect()
}

pub(super) fn days_of(occasions: &[Occasion]) -> Vec<Day> {
    occasions.iter().map(|occasion| occasion.day).collect()
}

/// The pattern of these entries, which are in order and not empty; none otherwise.
pub(super) fn pattern(entries: &[&Entry<'_>], end: Day) -> Option<Pattern> {
    let currency = entries.first()?.currency;
    let occasions = occasions(entries.iter().copied());
    let (first, last) = (occasions.first()?.day, occasions.last()?.day);
    let days = days_of(&occasions);
    let rhythm = find(&days);
    let cadence = match &rhythm {
        Some(rhythm) => rhythm.cadence(),
        None if days.len() < GUESSED_BELOW => guess(&days),
        None => Cadence::Irregular,
    };
    let continuity = continuity(rhythm.as_ref(), cadence, &days, end);
    let amounts = amounts(&occasions, currency)?;
    let until = match continuity {
        Continuity::GoesOn { .. } => end,
        Continuity::Ended => last,
    };
    let annual = cadence.times_a_year().map_or_else(
        || {
            let span = (until - first).max(SPAN_DAYS_MIN);
            i64::try_from(i128::from(amounts.total.minor) * 365 / i128::from(span)).unwrap_or(i64::MAX)
        },
        |times| amounts.typical.minor.saturating_mul(times),
    );
    let regularity = rhythm.as_ref().map_or(0, Rhythm::regularity);
    Some(Pattern {
        cadence,
        first: date_of(first),
        last: date_of(last),
        times: occasions.len(),
        amounts,
        regularity: BasisPoints(u16::try_from(regularity).unwrap_or(0)),
        continuity,
        annual: Money::new(annual, currency),
        transactions: entries.iter().map(|entry| entry.guid.to_owned()).collect(),
    })
}

fn continuity(rhythm: Option<&Rhythm>, cadence: Cadence, days: &[Day], end: Day) -> Continuity {
    let last = days.last().copied().unwrap_or(end);
    let next = rhythm.and_then(Rhythm::next_due).or_else(|| {
        let step = match cadence {
            Cadence::Weekly => 7,
            Cadence::EveryTwoWeeks => 14,
            Cadence::TwiceAMonth => 15,
            Cadence::Monthly => 30,
            Cadence::Quarterly => 91,
            Cadence::Irregular => return None,
        };
        Some(last + step)
    });
    let patience = next.zip(cadence.grace_days()).map_or_else(
        || {
            let gap = median_gap(days).unwrap_or(IRREGULAR_DAYS);
            last + (gap * IRREGULAR_GAPS).max(IRREGULAR_DAYS)
        },
        |(next, grace)| next + grace,
    );
    if end > patience { Continuity::Ended } else { Continuity::GoesOn { next: next.map(date_of) } }
}

fn amounts(occasions: &[Occasion], currency: Currency) -> Option<Amounts> {
    let all = || occasions.iter().map(|occasion| occasion.minor);
    let mut recent: Vec<i64> = all().rev().take(RECENT).collect();
    let total: i128 = all().map(i128::from).sum();
    let money = |minor: i64| Money::new(minor, currency);
    Some(Amounts {
        typical: money(median(&mut recent)?),
        least: money(all().min()?),
        most: money(all().max()?),
        total: money(i64::try_from(total).unwrap_or(i64::MAX)),
    })
}

/// The middle one; of two middle ones the smaller.
pub(super) fn median(values: &mut [i64]) -> Option<i64> {
    values.sort_unstable();
    values.get(values.len().saturating_sub(1) / 2).copied()
}
