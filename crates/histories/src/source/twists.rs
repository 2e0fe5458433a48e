//! What goes wrong in one answer.

use super::tell::Row;
use crate::days::Day;
use crate::random::Random;
use crate::told::{Status, ToldAccount, ToldRow};
use crate::truth::AccountId;
use std::collections::HashMap;

/// One thing that goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Twist {
    /// Some of the rows come twice.
    Copies,
    /// Of rows that say the same, one is missing.
    MissingTwin,
    /// Rows of one day share an id.
    RepeatedIds,
    /// An account of somebody else comes under the ids of one of the person's, which does not come itself.
    Impersonation { stranger: AccountId, victim: AccountId },
    /// The account comes in another currency.
    Currency(AccountId, &'static str),
    /// Some rows have days that cannot be.
    OddDates,
}

pub(super) fn twist(
    twist: &Twist,
    told: &mut [ToldAccount],
    meant: &[AccountId],
    rows: &mut Vec<Row>,
    random: &mut Random,
) {
    match *twist {
        Twist::Copies => copy(rows, 60, random),
        Twist::MissingTwin => drop_twins(rows, random),
        Twist::RepeatedIds => repeat_ids(rows),
        // Told so from the beginning.
        Twist::Impersonation { .. } => {}
        Twist::Currency(account, currency) => {
            for (told, _) in told.iter_mut().zip(meant).filter(|(_, meant)| **meant == account) {
                told.currency = currency;
            }
        }
        Twist::OddDates => odd_dates(rows, random),
    }
}

/// So many of a thousand rows come once more, right behind or far from the first.
pub(super) fn copy(rows: &mut Vec<Row>, of_thousand: u32, random: &mut Random) {
    let mut copied = Vec::with_capacity(rows.len() + 4);
    let mut later = Vec::new();
    for row in rows.drain(..) {
        if random.number(0, 999) < of_thousand {
            if random.happens(50) { copied.push(row.clone()) } else { later.push(row.clone()) }
        }
        copied.push(row);
    }
    copied.append(&mut later);
    *rows = copied;
}

fn says(row: &ToldRow) -> (usize, i64, jiff::civil::Date, &str, Status) {
    (row.account, row.amount, row.date, &row.text, row.status)
}

/// A source that takes equal rows for copies leaves one out.
fn drop_twins(rows: &mut Vec<Row>, random: &mut Random) {
    let mut seen = HashMap::new();
    let mut dropped = vec![false; rows.len()];
    for ((row, id), dropped) in rows.iter().zip(&mut dropped) {
        let first = *seen.entry(says(row)).or_insert(*id);
        *dropped = first != *id && random.happens(60);
    }
    drop(seen);
    let mut dropped = dropped.into_iter();
    rows.retain(|_| !dropped.next().unwrap_or(false));
}

/// An id that a source makes of the day alone.
fn repeat_ids(rows: &mut [Row]) {
    for (row, _) in rows {
        if row.id.is_some() {
            row.id = Some(row.date.to_string());
            row.pending_id = None;
        }
    }
}

fn odd_dates(rows: &mut [Row], random: &mut Random) {
    const FIRST_OF_1970: Day = 0;
    const LAST_OF_2099: Day = 47_481;
    for (row, _) in rows {
        if random.happens(4) {
            row.date = crate::days::date(random.one_of(FIRST_OF_1970, &[LAST_OF_2099]));
            row.authorised_on = None;
        }
    }
}
