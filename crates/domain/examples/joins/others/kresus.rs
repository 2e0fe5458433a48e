//! The algorithm of Kresus.

use super::{day, squeezed};
use crate::play::{HeardAccounts, HeardRows, Matcher};
use domain::matching::accounts::{self, Evidence, Number};
use domain::matching::transactions::{Decision, Ground};
use jiff::civil::Date;
use std::collections::HashMap;

/// Pairs on the page of duplicates are at most so far apart: 24 hours, by default.
const PAGE_DAYS: i64 = 1;
/// Two accounts of one access are one with a higher score.
const ACCOUNTS_MORE_THAN: u32 = 4;

/// As in its files `diff-list.ts`, `diff-transactions.ts`, `filter-duplicate-transactions.ts`, `duplicates-manager.ts` and
/// `diff-accounts.ts`, in the summer of 2026 (0.26).
///
/// 1. Ids are not looked at: those of the scrapers that it reads from do not last.
/// 2. A row is a known transaction with its amount, day and text, spaces and capitals aside; each is used once.
/// 3. What is left is paired by a score, which is 1 for the same amount within two days and less for another text. But of such pairs only
///    those that differ in nothing but the kind of payment are joined. All others are kept as new.
/// 4. A page shows new ones beside those of the same amount that came in another import, at most a day apart, and lets the person join
///    them.
/// 5. Accounts of one access are one by a score: five for the name, five for the number, one each for IBAN, currency and kind; more than
///    four is needed, the best pair first. It joins them by itself, unless told not to.
///
/// Chosen here: what is on that page counts as asked. Rows have no kind of payment, so that the pairs of step 3 change nothing and are
/// left out. A transaction is found under every form in which it was ever told, where the program keeps one. What a person types is
/// matched like an import, though the program would just add it. The number of an account is its full number where it is told, else its
/// id. A connection is an access; one that was removed and added again has lost its accounts.
pub(super) struct Kresus;

type Content = (i64, Date, String);

impl Matcher for Kresus {
    fn accounts(&self, heard: &mut HeardAccounts<'_, '_>) -> Vec<accounts::Decision> {
        let told = heard.answer.told;
        let mut decisions: Vec<accounts::Decision> = told
            .iter()
            .map(|one| {
                let chosen =
                    one.chosen.map(|place| accounts::Decision::Known(place, accounts::Ground::Chosen));
                chosen.unwrap_or(accounts::Decision::New)
            })
            .collect();
        let mut scores: Vec<(u32, usize, usize)> = Vec::new();
        for (place, known) in heard.known.iter().enumerate() {
            for (at, one) in told.iter().enumerate().filter(|(_, one)| one.chosen.is_none()) {
                let is_own =
                    |before: &&Evidence<'_>| heard.members.get(&before.link) == heard.members.get(&one.link);
                let before = known.told.iter().rev().find(is_own);
                scores.extend(before.map(|before| (likeness(before, one), place, at)));
            }
        }
        scores.sort_by_key(|(score, place, at)| (std::cmp::Reverse(*score), *place, *at));
        let mut is_taken = vec![false; heard.known.len()];
        for (_, place, at) in scores.into_iter().filter(|(score, ..)| *score > ACCOUNTS_MORE_THAN) {
            if let (Some(slot @ accounts::Decision::New), Some(taken @ false)) =
                (decisions.get_mut(at), is_taken.get_mut(place))
            {
                *slot = accounts::Decision::Known(place, accounts::Ground::ProfileInLink);
                *taken = true;
            }
        }
        decisions
    }

    fn rows(&self, heard: &HeardRows<'_, '_>) -> Vec<Decision> {
        let known = &heard.dossier.known;
        let mut by_content: HashMap<Content, Vec<usize>> = HashMap::new();
        let mut by_amount: HashMap<i64, Vec<(i64, usize)>> = HashMap::new();
        for (place, one) in known.iter().enumerate() {
            for told in one.sightings.iter().map(|one| one.told) {
                let content = (told.amount, told.date, squeezed(told.text));
                by_content.entry(content).or_default().push(place);
                by_amount.entry(told.amount).or_default().push((day(told.date), place));
            }
        }
        let mut is_taken = vec![false; known.len()];
        let mut decide = |row: &domain::matching::transactions::Told<'_>| {
            let same = by_content.get(&(row.amount, row.date, squeezed(row.text))).into_iter().flatten();
            for place in same.copied() {
                if let Some(taken @ false) = is_taken.get_mut(place) {
                    *taken = true;
                    return Decision::Known(place, Ground::Content);
                }
            }
            let at = day(row.date);
            let near = by_amount.get(&row.amount).into_iter().flatten();
            let mut shown: Vec<usize> =
                near.filter(|(day, _)| (day - at).abs() <= PAGE_DAYS).map(|(_, place)| *place).collect();
            shown.sort_unstable();
            shown.dedup();
            if shown.is_empty() { Decision::New } else { Decision::Suggest(shown) }
        };
        heard.answer.rows.iter().map(&mut decide).collect()
    }
}

fn likeness(before: &Evidence<'_>, told: &Evidence<'_>) -> u32 {
    let number = |one: &Evidence<'_>| match one.number {
        Some(Number::Full(number)) => Some(number.to_owned()),
        Some(Number::Token(_)) | None => one.id.map(str::to_owned),
    };
    let is_same_number = number(told).is_some() && number(told) == number(before);
    5 * u32::from(squeezed(before.name) == squeezed(told.name))
        + 5 * u32::from(is_same_number)
        + u32::from(before.iban == told.iban)
        + u32::from(before.currency == told.currency)
        + u32::from(before.account_type == told.account_type)
}
