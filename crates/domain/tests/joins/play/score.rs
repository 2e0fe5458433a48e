//! What came of rows or accounts: how many joins there are, and what they are worth.

use histories::Join;
use std::collections::BTreeMap;
use std::time::Duration;

/// What came of the rows, or of the accounts, of some cases.
#[derive(Debug, Default, Clone)]
pub(crate) struct Score {
    /// Of those that could be known: how many there are, and how many of them were joined.
    pub(crate) decidable: usize,
    pub(crate) joined: usize,
    /// All joins, by what they are worth.
    pub(crate) joins: BTreeMap<Join, usize>,
    /// More of a set than there are.
    pub(crate) too_many: usize,
    /// Taken for copies within their answer, and so not kept, though they are none.
    pub(crate) lost: usize,
    /// Of the joins that are not so and those lost, the ones that an id led to.
    pub(crate) wrong_by_id: usize,
    /// Taken for new though they could be known: duplicates, if nobody mends them.
    pub(crate) left: usize,
    /// Asked; and with the right one among what was asked.
    pub(crate) suggested: usize,
    pub(crate) suggested_well: usize,
    /// Taken for an error of the source: rightly, wrongly.
    pub(crate) reversed: usize,
    pub(crate) reversed_wrongly: usize,
    /// All that were told, and the time that deciding them took.
    pub(crate) told: usize,
    pub(crate) spent: Duration,
    /// What should not be: the first few, so that they can be looked into.
    pub(crate) faults: Vec<String>,
    pub(crate) missed: Vec<String>,
}

const SHOWN_MAX: usize = 20;

impl Score {
    pub(crate) fn add(&mut self, other: &Self) {
        self.decidable += other.decidable;
        self.joined += other.joined;
        for (join, count) in &other.joins {
            *self.joins.entry(*join).or_default() += count;
        }
        self.too_many += other.too_many;
        self.wrong_by_id += other.wrong_by_id;
        self.lost += other.lost;
        self.left += other.left;
        self.told += other.told;
        self.spent += other.spent;
        self.suggested += other.suggested;
        self.suggested_well += other.suggested_well;
        self.reversed += other.reversed;
        self.reversed_wrongly += other.reversed_wrongly;
        for (all, more) in [(&mut self.faults, &other.faults), (&mut self.missed, &other.missed)] {
            let room = SHOWN_MAX.saturating_sub(all.len());
            all.extend(more.iter().take(room).cloned());
        }
    }

    pub(crate) fn count(&self, join: Join) -> usize {
        self.joins.get(&join).copied().unwrap_or_default()
    }

    /// Joins that are not so.
    pub(crate) fn wrong(&self) -> usize {
        self.count(Join::Wrong) + self.too_many + self.lost + self.reversed_wrongly
    }

    /// Of what could be known, the part that was joined.
    #[expect(clippy::cast_precision_loss, clippy::as_conversions, reason = "a part, not a sum")]
    pub(crate) fn part(&self) -> f64 {
        if self.decidable == 0 { 1.0 } else { self.joined as f64 / self.decidable as f64 }
    }

    /// Milliseconds for a thousand of those that were told.
    #[expect(clippy::cast_precision_loss, clippy::as_conversions, reason = "a time, not a sum")]
    pub(crate) fn ms_of_thousand(&self) -> f64 {
        const THOUSAND_MS: f64 = 1_000_000.0;
        if self.told == 0 { 0.0 } else { self.spent.as_secs_f64() * THOUSAND_MS / self.told as f64 }
    }
}

/// What came of one case, or of some.
#[derive(Debug, Default, Clone)]
pub(crate) struct Played {
    pub(crate) rows: Score,
    pub(crate) accounts: Score,
    /// Of the accounts, those that a link tells for the first time and another has told before.
    pub(crate) relinked: Score,
}

impl Played {
    pub(crate) fn add(&mut self, other: &Self) {
        self.rows.add(&other.rows);
        self.accounts.add(&other.accounts);
        self.relinked.add(&other.relinked);
    }
}

/// Keeps the first few only: a matcher may do much that should not be.
pub(super) fn note(list: &mut Vec<String>, shown: impl FnOnce() -> String) {
    if list.len() < SHOWN_MAX {
        list.push(shown());
    }
}
