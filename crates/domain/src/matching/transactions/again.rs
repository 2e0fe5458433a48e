//! Rows that the link tells just as it told them before are those, whatever others said. But of pending ones, another may say the same
//! while the first has been posted; and days that cannot be are told of several.

use super::possible::Sides;
use super::told::{Row, Told};
use super::{Decision, Ground};
use crate::transaction::TransactionStatus;
use std::collections::HashMap;

pub(super) fn settle<'a>(
    sides: Sides<'a>,
    rows: &[Row<'a>],
    is_taken: &mut [bool],
    decisions: &mut [Option<Decision>],
) {
    if decisions.iter().all(Option::is_some) {
        return;
    }
    let said = |told: &Told<'a>| (told.status, told.amount, told.date, told.authorised_on, told.text);
    let all = &sides.dossier.known;
    let could_be =
        |row: &Row<'a>, place: usize| all.get(place).is_some_and(|known| sides.could_be(row, known));
    let mut before: HashMap<_, Vec<usize>> = HashMap::new();
    for (place, known) in
        all.iter().enumerate().rev().filter(|(place, _)| is_taken.get(*place) == Some(&false))
    {
        let own = |status| known.told_as(status).find(|one| one.link == sides.link);
        if let Some(own) = own(TransactionStatus::Posted).or_else(|| own(TransactionStatus::Pending)) {
            before.entry(said(&own.told)).or_default().push(place);
        }
    }
    let mut posted: HashMap<i64, Vec<&Row<'a>>> = HashMap::new();
    for (row, _) in rows.iter().zip(&*decisions).filter(|(row, slot)| row.is_posted() && slot.is_none()) {
        posted.entry(row.told.amount).or_default().push(row);
    }
    let mut is_posted: HashMap<_, bool> = HashMap::new();
    let is_in = |row: &Row<'a>| sides.window.is_some_and(|(from, to)| (from..=to).contains(&row.day));
    for (row, slot) in rows.iter().zip(decisions).filter(|(row, slot)| slot.is_none() && is_in(row)) {
        let said = said(&row.told);
        let Some(places) = before.get_mut(&said) else { continue };
        let Some(found) = places.iter().rposition(|place| could_be(row, *place)) else { continue };
        let Some(place) = places.get(found).copied() else { continue };
        let may_be_posted = || {
            let others = posted.get(&row.told.amount).into_iter().flatten();
            !row.is_posted() && others.copied().any(|other| could_be(other, place))
        };
        if *is_posted.entry(said).or_insert_with(may_be_posted) {
            continue;
        }
        places.remove(found);
        *slot = Some(Decision::Known(place, Ground::Content));
        if let Some(taken) = is_taken.get_mut(place) {
            *taken = true;
        }
    }
}
