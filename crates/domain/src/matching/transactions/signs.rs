//! Whether rows that both sides surely tell are the same, and with the same signs.

use super::DATE_SHIFT_DAYS_MAX;
use super::told::{Answer, Coverage, Day, Dossier, Row, day};
use crate::transaction::TransactionStatus;
use std::collections::{BTreeSet, HashMap};

/// So many different amounts must be found on both sides.
const AGREEING_AMOUNTS_MIN: usize = 5;
/// Nine of ten; one may be missing, or have been told wrongly.
const FOUND_OF_TEN: usize = 9;

/// What the rows of an answer say of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agreement {
    /// Too few rows that both sides surely tell.
    Unknown,
    /// It is that account.
    Same,
    /// It is another one: nearly none is found.
    Other,
    /// It is that account, once the signs are turned round.
    Reversed,
}

/// Compares the posted rows of an answer with the known ones of the days that were told of before.
pub fn agreement(dossier: &Dossier<'_>, answer: &Answer<'_>) -> Agreement {
    if dossier.coverages.is_empty() {
        return Agreement::Unknown;
    }
    let days = days_by_amount(dossier, answer);
    let is_known = |amount: i64, at: Day| {
        let days = days.get(&amount).map_or(&[][..], Vec::as_slice);
        let first = days.partition_point(|day| *day < at - DATE_SHIFT_DAYS_MAX);
        days.get(first).is_some_and(|day| *day <= at + DATE_SHIFT_DAYS_MAX)
    };
    let mut found = [0_usize; 2];
    let mut amounts: [BTreeSet<i64>; 2] = Default::default();
    let mut checked: BTreeSet<i64> = BTreeSet::new();
    let mut count = 0;
    for row in answer.rows.iter().map(Row::new).filter(|row| row.is_posted() && is_covered(row.day, dossier))
    {
        count += 1;
        checked.insert(row.told.amount);
        for (way, amount) in [row.told.amount, row.told.amount.saturating_neg()].into_iter().enumerate() {
            if let (true, Some(found), Some(amounts)) =
                (is_known(amount, row.day), found.get_mut(way), amounts.get_mut(way))
            {
                *found += 1;
                amounts.insert(amount);
            }
        }
    }
    let [same, turned] = found;
    let [is_same, is_turned] = amounts.map(|amounts| amounts.len() >= AGREEING_AMOUNTS_MIN);
    let is_most = |part: usize| part * 10 >= count * FOUND_OF_TEN;
    let is_few = |part: usize| part * 10 <= count * (10 - FOUND_OF_TEN);
    if checked.len() < AGREEING_AMOUNTS_MIN {
        Agreement::Unknown
    } else if is_same && is_most(same) {
        Agreement::Same
    } else if is_turned && is_most(turned) && is_few(same) {
        Agreement::Reversed
    } else if is_few(same) {
        Agreement::Other
    } else {
        Agreement::Unknown
    }
}

/// The days in order on which each amount was told as posted, either way round, of the amounts that the answer has.
fn days_by_amount(dossier: &Dossier<'_>, answer: &Answer<'_>) -> HashMap<i64, Vec<Day>> {
    let mut days: HashMap<i64, Vec<Day>> = HashMap::with_capacity(answer.rows.len());
    for row in answer.rows.iter().filter(|row| row.status == TransactionStatus::Posted) {
        days.entry(row.amount).or_default();
        days.entry(row.amount.saturating_neg()).or_default();
    }
    for one in dossier.known.iter().flat_map(|known| known.told_as(TransactionStatus::Posted)) {
        if let Some(days) = days.get_mut(&one.told.amount) {
            days.push(day(one.told.date));
        }
    }
    for days in days.values_mut() {
        days.sort_unstable();
        days.dedup();
    }
    days
}

/// Some answer surely told what is told with that day.
fn is_covered(at: Day, dossier: &Dossier<'_>) -> bool {
    dossier.coverages.iter().any(|Coverage { from, to, told_on, .. }| {
        at - DATE_SHIFT_DAYS_MAX >= day(*from) && at + DATE_SHIFT_DAYS_MAX <= day(*to).min(day(*told_on))
    })
}
