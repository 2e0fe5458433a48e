//! The algorithm of Actual Budget.

use super::{accounts_by_id, day, first, is_by_hand, last};
use crate::play::{HeardAccounts, HeardRows, Matcher};
use domain::matching::accounts;
use domain::matching::transactions::{Decision, Ground, Told};
use std::collections::HashMap;

/// So many days before and after.
const NEAR_DAYS: i64 = 7;

/// As in the function `matchTransactions` of its file `loot-core/src/server/accounts/sync.ts`, in the summer of 2026 (`@actual-app/api`
/// 26.9.0).
///
/// 1. A row is the transaction of the account that has its imported id, whatever else they say.
/// 2. Each other row looks at those of exactly its amount, seven days back and ahead, the nearest first. All rows take one of the same
///    payee where one is free, then all take any that is free. Files are strict: what has an id is not compared with a row that has one.
/// 3. What was matched gets the id of the row; day and amount stay as they were first.
///
/// Chosen here: the payee is the text, capitals aside, since cleaned names and the person's rules are not to be had. Of two as near, the
/// earlier. What a person types is matched like a file, though the program would just add it. Nothing is reconciled or deleted. A new link
/// makes the person say which account is which.
pub(super) struct Actual;

impl Matcher for Actual {
    fn accounts(&self, heard: &mut HeardAccounts<'_, '_>) -> Vec<accounts::Decision> {
        accounts_by_id(heard, |told, before| told.link == before.link)
    }

    fn rows(&self, heard: &HeardRows<'_, '_>) -> Vec<Decision> {
        let is_strict = is_by_hand(heard.source(heard.answer.link));
        let mut desk = Desk::new(heard);
        let rows = &heard.answer.rows;
        let mut decisions: Vec<Decision> = rows.iter().map(|row| desk.by_id(row)).collect();
        for is_any in [false, true] {
            for (row, decision) in rows.iter().zip(&mut decisions) {
                if *decision == Decision::New
                    && let Some(place) = desk.near(row, is_strict, is_any)
                {
                    *decision = Decision::Known(place, Ground::Content);
                }
            }
        }
        decisions
    }
}

/// A transaction as the program keeps it.
struct Kept<'a> {
    id: Option<&'a str>,
    day: i64,
    payee: String,
}

struct Desk<'a> {
    kept: Vec<Kept<'a>>,
    by_id: HashMap<&'a str, usize>,
    by_amount: HashMap<i64, Vec<usize>>,
    is_taken: Vec<bool>,
}

impl<'a> Desk<'a> {
    fn new(heard: &HeardRows<'a, '_>) -> Self {
        let known = &heard.dossier.known;
        let mut desk = Self {
            kept: Vec::with_capacity(known.len()),
            by_id: HashMap::new(),
            by_amount: HashMap::new(),
            is_taken: vec![false; known.len()],
        };
        for (place, (first, last)) in known.iter().map(|known| (first(known), last(known))).enumerate() {
            let id = last.and_then(|last| last.told.id);
            if let Some(id) = id {
                let is_own = last.is_some_and(|last| last.link == heard.answer.link);
                let one = desk.by_id.entry(id).or_insert(place);
                *one = if is_own { place } else { *one };
            }
            let (day, payee) =
                first.map(|one| (day(one.told.date), one.told.text.to_lowercase())).unwrap_or_default();
            if let Some(first) = first {
                desk.by_amount.entry(first.told.amount).or_default().push(place);
            }
            desk.kept.push(Kept { id, day, payee });
        }
        desk
    }

    fn by_id(&mut self, row: &Told<'a>) -> Decision {
        let place = row.id.and_then(|id| self.by_id.get(id)).copied();
        place.map_or(Decision::New, |place| {
            self.take(place);
            Decision::Known(place, Ground::Id)
        })
    }

    /// The nearest free one of the same amount; of the same payee, or of any.
    fn near(&mut self, row: &Told<'a>, is_strict: bool, is_any: bool) -> Option<usize> {
        let (at, payee) = (day(row.date), row.text.to_lowercase());
        let of_amount = self.by_amount.get(&row.amount)?;
        let place = of_amount
            .iter()
            .filter_map(|place| Some((self.kept.get(*place)?, *place)))
            .filter(|(kept, place)| {
                (kept.day - at).abs() <= NEAR_DAYS
                    && self.is_taken.get(*place) == Some(&false)
                    && !(is_strict && row.id.is_some() && kept.id.is_some())
                    && (is_any || kept.payee == payee)
            })
            .min_by_key(|(kept, place)| ((kept.day - at).abs(), kept.day, *place))
            .map(|(_, place)| place)?;
        self.take(place);
        Some(place)
    }

    fn take(&mut self, place: usize) {
        if let Some(taken) = self.is_taken.get_mut(place) {
            *taken = true;
        }
    }
}
