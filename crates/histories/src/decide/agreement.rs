//! Whether the rows of a told account are those of a known one.

use super::past::{Coverage, Dossier, Row};
use super::{AGREEING_AMOUNTS_MIN, DATE_SHIFT_DAYS_MAX};
use crate::days::Day;
use crate::told::Status;
use std::collections::BTreeSet;

/// What the rows say that both sides surely tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Agreement {
    /// Too few of them.
    Unknown,
    Same,
    /// Nearly none is found.
    Other,
    /// They are found once the signs are turned round.
    Reversed,
}

/// Nine of ten; one may be missing or have been told wrongly.
const FOUND_OF_TEN: usize = 9;

pub(super) fn agreement(rows: &[Row<'_>], dossier: &Dossier<'_>) -> Agreement {
    let mut checked: BTreeSet<i64> = BTreeSet::new();
    let (mut count, mut found, mut reversed) = (0, 0, 0);
    let mut amounts: [BTreeSet<i64>; 2] = Default::default();
    for row in rows.iter().filter(|row| row.told.status == Status::Posted && is_covered(row.day, dossier)) {
        let amount = row.told.amount;
        let [same, turned] = &mut amounts;
        count += 1;
        checked.insert(amount);
        if is_known(dossier, amount, row.day) {
            found += 1;
            same.insert(amount);
        }
        if is_known(dossier, -amount, row.day) {
            reversed += 1;
            turned.insert(amount);
        }
    }
    let [same, turned] = amounts.map(|amounts| amounts.len() >= AGREEING_AMOUNTS_MIN);
    let most = |part: usize| part * 10 >= count * FOUND_OF_TEN;
    let few = |part: usize| part * 10 <= count * (10 - FOUND_OF_TEN);
    if checked.len() < AGREEING_AMOUNTS_MIN {
        Agreement::Unknown
    } else if same && most(found) {
        Agreement::Same
    } else if turned && most(reversed) && few(found) {
        Agreement::Reversed
    } else if few(found) {
        Agreement::Other
    } else {
        Agreement::Unknown
    }
}

/// Some answer surely told what is told with that day.
fn is_covered(day: Day, dossier: &Dossier<'_>) -> bool {
    let covers = |one: &Coverage| {
        day - DATE_SHIFT_DAYS_MAX >= one.from && day + DATE_SHIFT_DAYS_MAX <= one.to.min(one.on)
    };
    dossier.coverages.iter().any(covers)
}

fn is_known(dossier: &Dossier<'_>, amount: i64, day: Day) -> bool {
    let is_near = |place: &usize| {
        let known = dossier.known.get(*place);
        known.is_some_and(|known| known.posted.iter().any(|one| (one.day - day).abs() <= DATE_SHIFT_DAYS_MAX))
    };
    dossier.by_amount.get(&amount).is_some_and(|places| places.iter().any(is_near))
}
