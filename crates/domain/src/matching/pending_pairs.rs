//! Transactions of one account: by the source's id, by the pending one they grew from, else across sources by what they say.

use crate::money::{Currency, Money};
use crate::transaction::{TransactionStatus, TransactionType};
use jiff::ToSpan as _;
use jiff::civil::Date;
use std::collections::HashMap;

/// A posted transaction may be looked for among pending ones of this many days before.
pub const PENDING_DAYS_MAX: i32 = 10;

/// What tells one transaction from another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransactionTraits {
    /// The id that the source in question gives it; `None` when that source has not named it yet.
    pub source_id: Option<String>,
    /// The source's id of the pending one it grew from.
    pub pending_id: Option<String>,
    pub status: TransactionStatus,
    pub transaction_type: TransactionType,
    pub amount: Money,
    pub date: Date,
    pub description: String,
}

/// For each transaction seen, the index of the known one it is; `None` for a new one.
///
/// One to one. Equal ones on the same day stay as many as there are: each known one is used once, in order.
pub fn pair(known: &[TransactionTraits], seen: &[TransactionTraits]) -> Vec<Option<usize>> {
    let mut pairs = Pairs { of_seen: vec![None; seen.len()], is_taken: vec![false; known.len()] };
    pairs.by_id(known, seen, |one| one.source_id.as_deref());
    pairs.by_id(known, seen, |one| one.pending_id.as_deref());
    pairs.by_content(known, seen);
    pairs.posted_of_pending(known, seen);
    pairs.of_seen
}

/// What two sources that number and word differently still tell alike.
type Content = (Date, TransactionType, Money, TransactionStatus);

fn content(one: &TransactionTraits) -> Content {
    (one.date, one.transaction_type, one.amount, one.status)
}

struct Pairs {
    of_seen: Vec<Option<usize>>,
    is_taken: Vec<bool>,
}

impl Pairs {
    fn is_free(&self, known: usize) -> bool {
        self.is_taken.get(known).is_some_and(|taken| !taken)
    }

    fn is_open(&self, seen: usize) -> bool {
        self.of_seen.get(seen).is_some_and(Option::is_none)
    }

    fn take(&mut self, seen: usize, known: usize) {
        if let (Some(slot), Some(taken)) = (self.of_seen.get_mut(seen), self.is_taken.get_mut(known)) {
            *slot = Some(known);
            *taken = true;
        }
    }

    fn by_id<'a>(
        &mut self,
        known: &'a [TransactionTraits],
        seen: &'a [TransactionTraits],
        id: impl Fn(&'a TransactionTraits) -> Option<&'a str>,
    ) {
        let index: HashMap<&str, usize> =
            known.iter().enumerate().filter_map(|(i, one)| Some((one.source_id.as_deref()?, i))).collect();
        for (i, one) in seen.iter().enumerate() {
            if self.is_open(i)
                && let Some(found) = id(one).and_then(|id| index.get(id)).copied()
                && self.is_free(found)
            {
                self.take(i, found);
            }
        }
    }

    /// Joins those that this source has not named yet with equal ones, each used once.
    fn by_content(&mut self, known: &[TransactionTraits], seen: &[TransactionTraits]) {
        let mut waiting: HashMap<Content, Vec<usize>> = HashMap::new();
        for (i, one) in known.iter().enumerate().rev() {
            if self.is_free(i) && one.source_id.is_none() {
                waiting.entry(content(one)).or_default().push(i);
            }
        }
        for (i, one) in seen.iter().enumerate() {
            if self.is_open(i)
                && let Some(found) = waiting.get_mut(&content(one)).and_then(Vec::pop)
            {
                self.take(i, found);
            }
        }
    }

    /// A posted one whose source does not say what it grew from: the one pending transaction of the days before that says the
    /// same. Two candidates, or two claimants, and nothing is guessed.
    fn posted_of_pending(&mut self, known: &[TransactionTraits], seen: &[TransactionTraits]) {
        let mut pending: HashMap<Saying, Vec<(Date, usize)>> = HashMap::new();
        for (i, one) in known.iter().enumerate() {
            if self.is_free(i) && one.status == TransactionStatus::Pending {
                pending.entry(saying(one)).or_default().push((one.date, i));
            }
        }
        for candidates in pending.values_mut() {
            candidates.sort_unstable();
        }
        let mut claims: HashMap<usize, Vec<usize>> = HashMap::new();
        for (i, posted) in seen.iter().enumerate() {
            if !self.is_open(i) || posted.status != TransactionStatus::Posted || posted.pending_id.is_some() {
                continue;
            }
            let Some(candidates) = pending.get(&saying(posted)) else { continue };
            let first_day = posted.date.saturating_sub(PENDING_DAYS_MAX.days());
            let begin = candidates.partition_point(|(day, _)| *day < first_day);
            let mut near = candidates
                .iter()
                .skip(begin)
                .take_while(|(day, _)| *day <= posted.date)
                .map(|(_, known)| *known);
            if let (Some(known), None) = (near.next(), near.next()) {
                claims.entry(known).or_default().push(i);
            }
        }
        for (known, seen) in claims {
            if let [seen] = seen.as_slice() {
                self.take(*seen, known);
            }
        }
    }
}

/// What a pending transaction and the posted one that it becomes have in common, beside their days.
type Saying = (TransactionType, Currency, String);

fn saying(one: &TransactionTraits) -> Saying {
    (one.transaction_type, one.amount.currency, one.description.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn one(
        id: &str,
        pending_id: &str,
        status: TransactionStatus,
        minor: i64,
        day: i8,
        text: &str,
    ) -> TransactionTraits {
        let option = |value: &str| (!value.is_empty()).then(|| value.to_owned());
        TransactionTraits {
            source_id: option(id),
            pending_id: option(pending_id),
            status,
            transaction_type: TransactionType::Debit,
            amount: Money::new(minor, Currency::USD),
            date: date(2026, 3, day),
            description: text.to_owned(),
        }
    }

    #[test]
    fn the_same_is_found_and_the_other_is_not() {
        use TransactionStatus::{Pending, Posted};
        let check = |known: &[TransactionTraits], seen: &[TransactionTraits], expected: &[Option<usize>]| {
            assert_eq!(pair(known, seen), expected, "{known:?} {seen:?}");
        };
        let coffee = |id: &str| one(id, "", Posted, 450, 2, "Cafe");
        // Two equal coffees with ids of their own stay two.
        check(&[coffee("a")], &[coffee("a"), coffee("b")], &[Some(0), None]);
        // From another source, two known ones meet two seen ones, and a third is new.
        check(&[coffee(""), coffee("")], &[coffee("x"), coffee("y"), coffee("z")], &[Some(0), Some(1), None]);
        // Pending grows into posted with another amount: told by the source, or the only one that says the same.
        let hold = one("p", "", Pending, 100, 1, "Fuel 7");
        check(std::slice::from_ref(&hold), &[one("q", "p", Posted, 5230, 3, "FUEL")], &[Some(0)]);
        check(std::slice::from_ref(&hold), &[one("q", "", Posted, 5230, 3, "FUEL 7")], &[Some(0)]);
        check(std::slice::from_ref(&hold), &[one("q", "", Posted, 5230, 29, "FUEL 7")], &[None]);
        let other = one("r", "", Pending, 200, 1, "Fuel 7");
        check(&[hold.clone(), other], &[one("q", "", Posted, 5230, 3, "FUEL 7")], &[None]);
        check(
            &[hold],
            &[one("q", "", Posted, 1, 3, "FUEL 7"), one("s", "", Posted, 2, 3, "FUEL 7")],
            &[None, None],
        );
        // Known under another id of this source: another transaction, though it says the same.
        check(&[coffee("a")], &[coffee("b")], &[None]);
    }

    proptest! {
        #[test]
        fn no_row_is_used_twice(
            known in prop::collection::vec((0..4_u8, 0..3_i64, 1..6_i8), 0..12),
            seen in prop::collection::vec((0..4_u8, 0..3_i64, 1..6_i8), 0..12),
        ) {
            let make = |list: &[(u8, i64, i8)]| -> Vec<TransactionTraits> {
                list.iter().map(|(id, minor, day)| {
                    let id = if *id == 0 { String::new() } else { format!("{id}-{minor}-{day}") };
                    let status = if minor % 2 == 0 { TransactionStatus::Pending } else { TransactionStatus::Posted };
                    one(&id, "", status, *minor, *day, "X")
                }).collect()
            };
            let pairs = pair(&make(&known), &make(&seen));
            prop_assert_eq!(pairs.len(), seen.len());
            let mut used: Vec<usize> = pairs.into_iter().flatten().collect();
            let before = used.len();
            used.sort_unstable();
            used.dedup();
            prop_assert_eq!(used.len(), before);
        }
    }
}
