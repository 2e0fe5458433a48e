//! Rows that the link tells just as it told them before are those, whatever others said. But of pending ones, another may say the same
//! while the first has been posted; and days that cannot be are told of several.

use super::possible::Sides;
use super::told::Row;
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
    let all = &sides.dossier.known;
    let could_be =
        |row: &Row<'a>, place: usize| all.get(place).is_some_and(|known| sides.could_be(row, known));
    let mut before: HashMap<_, Vec<usize>> = HashMap::new();
    for (place, known) in
        all.iter().enumerate().rev().filter(|(place, _)| is_taken.get(*place) == Some(&false))
    {
        let own = |status| known.told_as(status).find(|one| one.link == sides.link);
        if let Some(own) = own(TransactionStatus::Posted).or_else(|| own(TransactionStatus::Pending)) {
            before.entry(own.told.content()).or_default().push(place);
        }
    }
    let is_in = |row: &Row<'a>| sides.window.is_some_and(|(from, to)| (from..=to).contains(&row.day));
    // Posted ones first: what was told as posted before, no pending one has become now.
    for status in [TransactionStatus::Posted, TransactionStatus::Pending] {
        let mut grown: HashMap<i64, Vec<&Row<'a>>> = HashMap::new();
        if status == TransactionStatus::Pending {
            let open = rows.iter().zip(&*decisions).filter(|(row, slot)| row.is_posted() && slot.is_none());
            open.for_each(|(row, _)| grown.entry(row.told.amount).or_default().push(row));
        }
        let mut may_be_grown: HashMap<_, bool> = HashMap::new();
        let open = rows.iter().zip(&mut *decisions).filter(|(row, slot)| slot.is_none() && is_in(row));
        for (row, slot) in open.filter(|(row, _)| row.told.status == status) {
            let said = row.told.content();
            let Some(places) = before.get_mut(&said) else { continue };
            let Some(found) = places.iter().rposition(|place| could_be(row, *place)) else { continue };
            let Some(place) = places.get(found).copied() else { continue };
            let is_rivalled = || {
                grown.get(&row.told.amount).into_iter().flatten().copied().any(|other| could_be(other, place))
            };
            if *may_be_grown.entry(said).or_insert_with(is_rivalled) {
                continue;
            }
            places.remove(found);
            *slot = Some(Decision::Known(place, Ground::Content));
            if let Some(taken) = is_taken.get_mut(place) {
                *taken = true;
            }
        }
    }
}
