//! Rows that an id leads to a known transaction, and rows that stand twice in one answer.

use super::habits::Habits;
use super::told::{Answer, Dossier, Known, Link, Row, Told, day};
use super::{DATE_SHIFT_DAYS_MAX, Decision, Ground, PENDING_DAYS_MAX, TIME_ZONE_DAYS_MAX};
use crate::transaction::TransactionStatus;
use jiff::civil::Date;
use std::collections::{HashMap, HashSet};

/// Settles rows that were told twice under one id, and gives the ids that stand at different contents, which say nothing; and the
/// places of rows that repeat another under such an id: one told twice, or two.
pub(super) fn copies<'a>(
    rows: &[Row<'a>],
    decisions: &mut [Option<Decision>],
) -> (HashSet<&'a str>, HashSet<usize>) {
    let mut first: HashMap<&str, usize> = HashMap::with_capacity(rows.len());
    let mut void = HashSet::new();
    for (at, row) in rows.iter().enumerate() {
        let Some(id) = row.told.id else { continue };
        let before = *first.entry(id).or_insert(at);
        if rows.get(before).is_some_and(|one| one.told != row.told) {
            void.insert(id);
        }
    }
    let mut told: HashSet<&Told<'_>> = HashSet::new();
    let mut repeated = HashSet::new();
    for (at, (row, slot)) in rows.iter().zip(decisions).enumerate() {
        let Some((id, before)) = row.told.id.and_then(|id| Some((id, *first.get(id)?))) else { continue };
        if void.contains(id) {
            repeated.extend((!told.insert(&row.told)).then_some(at));
        } else if before != at {
            *slot = Some(Decision::Copy(before));
        }
    }
    (void, repeated)
}

/// The ids that known transactions have in the answer's link, and in links that were seen to share ids with it.
pub(super) struct Ids<'a> {
    link: Link,
    dossier: &'a Dossier<'a>,
    void: &'a HashSet<&'a str>,
    places: HashMap<&'a str, Vec<usize>>,
    is_taken: Vec<bool>,
    /// What the link has told as posted.
    posted: HashSet<Said<'a>>,
}

/// Amount, day and text.
type Said<'a> = (i64, Date, &'a str);

fn said<'a>(told: &Told<'a>) -> Said<'a> {
    (told.amount, told.date, told.text)
}

impl<'a> Ids<'a> {
    pub(super) fn new(
        dossier: &'a Dossier<'a>,
        answer: &Answer<'_>,
        habits: &Habits,
        void: &'a HashSet<&'a str>,
    ) -> Self {
        let mut share: HashMap<Link, bool> = HashMap::new();
        let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
        for (place, known) in dossier.known.iter().enumerate() {
            for (link, id) in &known.ids {
                if *share.entry(*link).or_insert_with(|| habits.share_ids(*link, answer.link)) {
                    let places = places.entry(*id).or_default();
                    if places.last() != Some(&place) {
                        places.push(place);
                    }
                }
            }
        }
        let link = answer.link;
        let posted = dossier.known.iter().flat_map(|known| known.told_as(TransactionStatus::Posted));
        let posted = posted.filter(|one| one.link == link).map(|one| said(&one.told)).collect();
        Self { link, dossier, void, places, is_taken: vec![false; dossier.known.len()], posted }
    }

    /// Settles rows that an id leads to exactly one known transaction, to which it leads no other row.
    pub(super) fn settle(
        &mut self,
        rows: &[Row<'a>],
        ground: Ground,
        id: impl Fn(&Row<'a>) -> Option<&'a str>,
        decisions: &mut [Option<Decision>],
    ) {
        let mut claims: Vec<(usize, usize)> = Vec::new();
        let mut times: HashMap<usize, u32> = HashMap::new();
        for (at, row) in rows.iter().enumerate() {
            let Some(id) = id(row).filter(|id| !self.void.contains(id)) else { continue };
            if decisions.get(at).is_none_or(Option::is_some) {
                continue;
            }
            let mut possible =
                self.places.get(id).into_iter().flatten().filter(|place| self.may_be(row, **place, ground));
            if let (Some(place), None) = (possible.next(), possible.next()) {
                claims.push((at, *place));
                *times.entry(*place).or_default() += 1;
            }
        }
        for (at, place) in claims.into_iter().filter(|(_, place)| times.get(place) == Some(&1)) {
            if let (Some(slot), Some(taken)) = (decisions.get_mut(at), self.is_taken.get_mut(place)) {
                *slot = Some(Decision::Known(place, ground));
                *taken = true;
            }
        }
    }

    fn may_be(&self, row: &Row<'_>, place: usize, ground: Ground) -> bool {
        self.is_taken.get(place) == Some(&false)
            && self.dossier.known.get(place).is_some_and(|known| {
                may_hold(row, self.link, known)
                    && !(ground == Ground::Id && self.is_another(row, known))
                    && !(ground == Ground::PendingId && has_other_posted(row, self.link, known))
            })
    }

    /// The id is that of a pending one of another amount and text, and the link has told the row itself as posted before.
    fn is_another(&self, row: &Row<'_>, known: &Known<'_>) -> bool {
        let differs = |told: &Told<'_>| told.amount != row.told.amount && told.text != row.told.text;
        row.is_posted()
            && known.is_pending()
            && known.sightings.iter().all(|one| differs(&one.told))
            && self.posted.contains(&said(&row.told))
    }

    pub(super) fn into_taken(self) -> Vec<bool> {
        self.is_taken
    }
}

/// The link has told as posted what grew from it, and that was not this.
fn has_other_posted(row: &Row<'_>, link: Link, known: &Known<'_>) -> bool {
    known.told_as(TransactionStatus::Posted).any(|one| one.link == link && said(&one.told) != said(&row.told))
}

/// Whether an id may be believed: sources reuse them, and give one to different rows.
fn may_hold(row: &Row<'_>, link: Link, known: &Known<'_>) -> bool {
    let is_pending = known.is_pending();
    // Another link may have told it as posted, while this one says of its pending one what it said before.
    let is_said_again = || known.sightings.iter().any(|one| one.link == link && one.told == row.told);
    known.forms().all(|one| {
        let days = row.day - day(one.told.date);
        let (amount, before) = (row.told.amount, one.told.amount);
        match (is_pending, row.told.status) {
            (false, TransactionStatus::Posted) => amount == before && days.abs() <= DATE_SHIFT_DAYS_MAX,
            (false, TransactionStatus::Pending) => {
                let is_before = (-PENDING_DAYS_MAX..=TIME_ZONE_DAYS_MAX).contains(&days);
                amount.signum() == before.signum() && is_before && is_said_again()
            }
            (true, TransactionStatus::Posted | TransactionStatus::Pending) => {
                amount.signum() == before.signum() && (-TIME_ZONE_DAYS_MAX..=PENDING_DAYS_MAX).contains(&days)
            }
        }
    })
}
