//! Pending transactions that nobody tells any more.

use super::told::{Answer, Dossier, Known, Link, Told, day};
use super::{Decision, Ground};
use jiff::civil::Date;
use std::collections::{BTreeMap, HashMap, HashSet};

/// What becomes of pending transactions that the answer should have told and does not: gives the places of those that are gone, dropped
/// or posted as something that cannot be told. `silent` are links that tell nothing of the account any more, since another source took
/// their place.
///
/// Purchases that only silent links told, and that as many rows of the same day and amount may be and no others, are those rows. What has
/// another amount or day by now is not guessed at: the earlier is gone, the row is new, and each purchase is there once all the same.
pub fn settle_pending(
    dossier: &Dossier<'_>,
    answer: &Answer<'_>,
    silent: &[Link],
    decisions: &mut [Decision],
) -> Vec<usize> {
    let Some((from, to)) = answer.window else { return Vec::new() };
    let days = day(from)..=day(to);
    let is_over = |known: &Known<'_>| {
        let is_told_here = |link: Link| link == answer.link || silent.contains(&link);
        known.is_pending()
            && known.sightings.iter().all(|one| is_told_here(one.link) && days.contains(&day(one.told.date)))
    };
    let is_silent = |known: &Known<'_>| known.sightings.iter().all(|one| silent.contains(&one.link));
    let mut times: HashMap<usize, usize> = HashMap::new();
    let mut asking: BTreeMap<Vec<usize>, Vec<usize>> = BTreeMap::new();
    for (at, decision) in decisions.iter().enumerate() {
        if let Decision::Suggest(places) = decision {
            let mut places = places.clone();
            places.sort_unstable();
            for place in &places {
                *times.entry(*place).or_default() += 1;
            }
            asking.entry(places).or_default().push(at);
        }
    }
    for (places, rows) in asking {
        let is_theirs = |place: &usize| {
            times.get(place) == Some(&rows.len())
                && dossier
                    .known
                    .get(*place)
                    .is_some_and(|known| is_over(known) && is_silent(known) && !known.is_asked)
        };
        let is_same = |place: &usize, row: &usize| {
            let (known, told) = (dossier.known.get(*place), answer.rows.get(*row));
            known.zip(told).is_some_and(|(known, told)| {
                known.sightings.iter().any(|one| {
                    one.told.amount == told.amount && purchased_on(&one.told) == purchased_on(told)
                })
            })
        };
        let are_same = places.iter().all(|place| rows.iter().all(|row| is_same(place, row)));
        if places.len() == rows.len() && places.iter().all(is_theirs) && are_same {
            for (place, row) in places.iter().zip(&rows) {
                if let Some(slot) = decisions.get_mut(*row) {
                    *slot = Decision::Known(*place, Ground::Replaced);
                }
            }
        }
    }
    let told: HashSet<usize> = decisions
        .iter()
        .filter_map(|one| match one {
            Decision::Known(place, _) => Some(*place),
            Decision::New | Decision::Copy(_) | Decision::Suggest(_) | Decision::Reversed => None,
        })
        .collect();
    let known = dossier.known.iter().enumerate();
    known.filter(|(place, one)| is_over(one) && !told.contains(place)).map(|(place, _)| place).collect()
}

fn purchased_on(told: &Told<'_>) -> Date {
    told.authorised_on.unwrap_or(told.date)
}

#[cfg(test)]
mod tests {
    use super::super::told::Sighting;
    use super::*;
    use crate::transaction::TransactionStatus;
    use jiff::civil::date;

    const HERE: Link = Link(1);
    const BEFORE: Link = Link(2);

    fn told(date: Date, amount: i64) -> Told<'static> {
        Told {
            id: None,
            pending_id: None,
            status: TransactionStatus::Pending,
            amount,
            date,
            authorised_on: None,
            text: "Kettle",
        }
    }

    fn pending(link: Link, date: Date) -> Known<'static> {
        let told = told(date, -500);
        Known { sightings: vec![Sighting { link, told, first_on: date }], ..Known::default() }
    }

    fn check(known: &[Known<'static>], decisions: Vec<Decision>, expected: (&[Decision], &[usize])) {
        check_told(told(date(2026, 3, 18), -500), known, decisions, expected);
    }

    fn check_told(
        row: Told<'static>,
        known: &[Known<'static>],
        mut decisions: Vec<Decision>,
        expected: (&[Decision], &[usize]),
    ) {
        let dossier = Dossier { known: known.to_vec(), ..Dossier::default() };
        let told_on = date(2026, 3, 20);
        let answer = Answer {
            link: HERE,
            told_on,
            window: Some((date(2026, 3, 1), told_on)),
            rows: vec![row; decisions.len()],
        };
        let gone = settle_pending(&dossier, &answer, &[BEFORE], &mut decisions);
        assert_eq!((decisions.as_slice(), gone.as_slice()), expected);
        // Who has not told all has not said that something is gone.
        let unsure = Answer { window: None, ..answer };
        assert_eq!(settle_pending(&dossier, &unsure, &[BEFORE], &mut decisions), []);
    }

    #[test]
    fn what_nobody_tells_is_gone() {
        let here = pending(HERE, date(2026, 3, 18));
        check(std::slice::from_ref(&here), vec![Decision::New], (&[Decision::New], &[0]));
        let known = Decision::Known(0, Ground::Id);
        check(std::slice::from_ref(&here), vec![known.clone()], (&[known], &[]));
        // Of the days before, and by a link that still tells, it may be told.
        check(&[pending(HERE, date(2026, 2, 27))], vec![], (&[], &[]));
        check(&[pending(Link(3), date(2026, 3, 18))], vec![], (&[], &[]));
        let mut both = here;
        both.sightings.extend(pending(Link(3), date(2026, 3, 18)).sightings);
        check(&[both], vec![], (&[], &[]));
    }

    #[test]
    fn one_row_takes_the_place_of_what_a_silent_link_told() {
        let before = pending(BEFORE, date(2026, 3, 18));
        let asked = || Decision::Suggest(vec![0]);
        let joined = Decision::Known(0, Ground::Replaced);
        check(std::slice::from_ref(&before), vec![asked()], (&[joined], &[]));
        // Who was asked about before is asked about still.
        let open = Known { is_asked: true, ..before.clone() };
        check(&[open], vec![asked()], (&[asked()], &[0]));
        // Two that it may be are asked about, and it is gone meanwhile; so is one that this link told itself.
        check(std::slice::from_ref(&before), vec![asked(), asked()], (&[asked(), asked()], &[0]));
        check(&[pending(HERE, date(2026, 3, 18))], vec![asked()], (&[asked()], &[0]));
        let both = Decision::Suggest(vec![0, 1]);
        check(&[before.clone(), before.clone()], vec![both.clone()], (std::slice::from_ref(&both), &[0, 1]));
        let turned = Decision::Suggest(vec![1, 0]);
        let joined = [0, 1].map(|place| Decision::Known(place, Ground::Replaced));
        check(&[before.clone(), before], vec![both, turned], (&joined, &[]));
    }

    #[test]
    fn another_day_or_amount_is_not_guessed_at() {
        let before = || [pending(BEFORE, date(2026, 3, 18))];
        let asked = [Decision::Suggest(vec![0])];
        for row in [told(date(2026, 3, 19), -500), told(date(2026, 3, 18), -600)] {
            check_told(row, &before(), asked.to_vec(), (&asked, &[0]));
        }
    }
}
