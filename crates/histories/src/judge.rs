//! What a join that a matcher made by itself is worth.

use crate::case::Labels;
use crate::decide::{DATE_SHIFT_DAYS_MAX, PENDING_DAYS_MAX};
use crate::told::Telling;
use crate::truth::TransactionId;
use crate::verdict::{AccountVerdict, RowVerdict};
use std::collections::HashMap;

/// What a join is worth that nobody was asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Join {
    /// They are one, and it could be known.
    Right,
    /// They are two of a set that nothing tells apart: as good as right, as long as the number of joins is that of the set.
    Alike,
    /// What was told speaks for something untrue: neither right nor wrong.
    Unknowable,
    /// They are one, but by the rules of [`decide`](crate::decide) that was not to be known: the person should have been asked.
    Guess,
    /// They are two.
    Wrong,
}

/// A told account or row: which telling, and which in it.
pub type Place = (usize, usize);

/// Judges joins within one case.
#[derive(Debug)]
pub struct Judge<'a> {
    labels: &'a Labels,
    tellings: &'a [Telling],
    /// One transaction for all that some decided set makes interchangeable with it.
    class: HashMap<TransactionId, TransactionId>,
}

impl<'a> Judge<'a> {
    /// Of these labels of these tellings.
    pub fn new(labels: &'a Labels, tellings: &'a [Telling]) -> Self {
        let mut judge = Self { labels, tellings, class: HashMap::new() };
        for set in labels.verdicts.sets.iter().filter(|set| set.joins.is_some()) {
            let rows = set.rows.iter().filter_map(|row| judge.transaction((set.telling, *row)));
            let mut all = rows.collect::<Vec<_>>().into_iter().chain(set.known.iter().copied());
            if let Some(first) = all.next() {
                all.for_each(|other| judge.unite(first, other));
            }
        }
        judge
    }

    fn transaction(&self, (telling, row): Place) -> Option<TransactionId> {
        self.labels.meant.rows.get(telling)?.get(row).copied()
    }

    fn verdict(&self, (telling, row): Place) -> Option<RowVerdict> {
        self.labels.verdicts.rows.get(telling)?.get(row).copied()
    }

    fn class(&self, of: TransactionId) -> TransactionId {
        let mut at = of;
        while let Some(next) = self.class.get(&at) {
            at = *next;
        }
        at
    }

    fn unite(&mut self, one: TransactionId, other: TransactionId) {
        let (one, other) = (self.class(one), self.class(other));
        if one != other {
            self.class.insert(other, one);
        }
    }

    /// A row joined with an earlier one, whether directly or through others.
    pub fn rows(&self, row: Place, earlier: Place) -> Join {
        let (Some(one), Some(other)) = (self.transaction(row), self.transaction(earlier)) else {
            return Join::Wrong;
        };
        match (self.verdict(row), self.verdict(earlier)) {
            (Some(RowVerdict::Reversed), Some(RowVerdict::Reversed)) if one == other => return Join::Right,
            (Some(RowVerdict::Reversed), _) | (_, Some(RowVerdict::Reversed)) => return Join::Wrong,
            (Some(RowVerdict::Misled), _) => return Join::Unknowable,
            (Some(RowVerdict::Among(set)), _) if self.is_open(set) => {
                return if one == other { Join::Guess } else { Join::Wrong };
            }
            _ if one == other => return Join::Right,
            (_, Some(RowVerdict::Misled)) => return Join::Unknowable,
            _ => {}
        }
        // Sets can form chains of many days; a join must still be near.
        if self.class(one) == self.class(other) && self.are_near(row, earlier) {
            Join::Alike
        } else {
            Join::Wrong
        }
    }

    fn is_open(&self, set: usize) -> bool {
        self.labels.verdicts.sets.get(set).is_some_and(|set| set.joins.is_none())
    }

    fn are_near(&self, one: Place, other: Place) -> bool {
        let date = |(telling, row): Place| self.tellings.get(telling)?.rows.get(row).map(|row| row.date);
        let (Some(one), Some(other)) = (date(one), date(other)) else { return false };
        (crate::days::day(one) - crate::days::day(other)).abs() <= DATE_SHIFT_DAYS_MAX + PENDING_DAYS_MAX
    }

    /// A told account joined with an earlier one, whether directly or through others.
    pub fn accounts(&self, account: Place, earlier: Place) -> Join {
        let meant = |(telling, account): Place| self.labels.meant.accounts.get(telling)?.get(account);
        let verdict = |(telling, account): Place| self.labels.verdicts.accounts.get(telling)?.get(account);
        let is_true = meant(account).is_some() && meant(account) == meant(earlier);
        match verdict(account) {
            Some(AccountVerdict::Misled) => Join::Unknowable,
            Some(AccountVerdict::Known(_)) if is_true => Join::Right,
            // Even one that by the labels was told for the first time: what misled them before may have been seen through.
            Some(_) if is_true => Join::Guess,
            _ => Join::Wrong,
        }
    }
}
