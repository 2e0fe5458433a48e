//! Which rows of an answer could be which known transactions. Rows that nothing tells apart are one class, and so are known ones, so
//! that a thousand equal ones cost as much as two.

use super::habits::Habits;
use super::told::{Answer, Day, Dossier, Known, Link, Row, Sighting, Told, day};
use super::{DATE_SHIFT_DAYS_MAX, PENDING_DAYS_MAX, TIME_ZONE_DAYS_MAX};
use crate::transaction::TransactionStatus;
use std::collections::HashMap;
use std::hash::Hash;

/// Pairs of one amount that are compared. Where more different ones meet within days, only those with the same text can be the same.
const PAIRS_MAX: usize = 60_000;
/// Pairs of pending forms and rows with other amounts that are compared.
const PENDING_PAIRS_MAX: usize = 1_000_000;

/// Equal rows, or known transactions of which all was told alike; named by their places.
#[derive(Debug)]
pub(super) struct Class {
    pub(super) members: Vec<usize>,
    /// Each of them has a partner, as far as answers are complete.
    pub(super) must: bool,
}

/// A class of rows that could be a class of known ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Edge {
    pub(super) row: usize,
    pub(super) known: usize,
    pub(super) fit: Fit,
}

/// How well they fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    /// The same link told it just so.
    Same,
    /// Amount and day allow it; names were not looked at.
    Amount,
    /// The pending amount was another; the names agree.
    Names,
    /// As [`Names`](Self::Names), and both tell the same day of purchase.
    NamesAndDay,
}

#[derive(Clone, Copy)]
pub(super) struct Sides<'a> {
    pub(super) dossier: &'a Dossier<'a>,
    pub(super) link: Link,
    pub(super) told_on: Day,
    pub(super) window: Option<(Day, Day)>,
    pub(super) habits: &'a Habits,
}

/// Of what is in the order of its days, what is within the days that links may be apart.
fn near<'b>(all: Option<&'b Vec<(Day, usize)>>, row: &Row<'_>) -> &'b [(Day, usize)] {
    let all = all.map_or(&[][..], Vec::as_slice);
    let begin = all.partition_point(|(day, _)| *day < row.day - DATE_SHIFT_DAYS_MAX);
    let end = all.partition_point(|(day, _)| *day <= row.day + DATE_SHIFT_DAYS_MAX);
    all.get(begin..end).unwrap_or_default()
}

impl<'a> Sides<'a> {
    pub(super) fn new(dossier: &'a Dossier<'a>, answer: &Answer<'_>, habits: &'a Habits) -> Self {
        let window = answer.window.map(|(from, to)| (day(from), day(to)));
        Self { dossier, link: answer.link, told_on: day(answer.told_on), window, habits }
    }

    /// The open rows in classes.
    pub(super) fn row_classes(self, rows: &[Row<'_>], open: &[usize]) -> Vec<Class> {
        classes(open, |at| {
            let row = rows.get(at)?;
            let told = &row.told;
            let must = self.must_be_known(row);
            Some(((told.status, told.amount, row.day, row.authorised, told.text, must), must))
        })
    }

    /// The free known ones in classes; pending ones say what they need later, by what they could be.
    pub(super) fn known_classes(self, free: &[usize]) -> Vec<Class> {
        classes(free, |at| {
            let known = self.dossier.known.get(at)?;
            let form = |one: &Sighting<'a>| {
                let told = one.told;
                (one.link, told.status, told.amount, told.date, told.authorised_on, told.text)
            };
            let mut forms: Vec<_> = known.sightings.iter().map(form).collect();
            forms.sort_unstable_by_key(|form| (form.0, form.1 == TransactionStatus::Posted));
            let must = self.must_be_told(known);
            Some(((forms, must), must))
        })
    }

    /// An earlier answer has surely told it.
    fn must_be_known(self, row: &Row<'_>) -> bool {
        row.is_posted()
            && self.dossier.coverages.iter().any(|one| {
                let (least, most) = self.habits.between(one.link, self.link);
                let is_in = row.day - most >= day(one.from) && row.day - least <= day(one.to);
                // Posted on its day or some days later, and not later than this answer.
                is_in && day(one.told_on) >= self.told_on.min(row.day + DATE_SHIFT_DAYS_MAX)
            })
    }

    /// This answer surely tells it, since it was posted in its days.
    fn must_be_told(self, known: &Known<'_>) -> bool {
        let Some((from, to)) = self.window else { return false };
        known.told_as(TransactionStatus::Posted).any(|one| {
            let (least, most) = self.habits.between(one.link, self.link);
            let before = day(one.told.date);
            let is_in = before + least >= from && before + most <= to.min(self.told_on);
            is_in && self.told_on >= day(one.first_on).min(before + DATE_SHIFT_DAYS_MAX)
        })
    }

    /// A pending one whose days the answer tells, and that is not pending any more.
    pub(super) fn is_gone(self, known: &Known<'_>) -> bool {
        let Some((from, to)) = self.window else { return false };
        known.is_pending() && known.sightings.iter().all(|one| (from..=to).contains(&day(one.told.date)))
    }

    /// The answer's link has told it itself. Another link may have told as pending what this one tells in other ways, or never.
    pub(super) fn is_own(self, known: &Known<'_>) -> bool {
        known.sightings.iter().any(|one| one.link == self.link)
    }

    /// All edges between classes. `agree` compares the names in two texts.
    pub(super) fn edges(
        self,
        rows: &[(&Class, Row<'a>)],
        known: &[(&Class, &Known<'a>)],
        agree: &mut dyn FnMut(&'a str, &'a str) -> bool,
    ) -> Vec<Edge> {
        let mut edges = Vec::with_capacity(rows.len());
        self.posted_edges(rows, known, &mut edges);
        self.pending_edges(rows, known, agree, &mut edges);
        edges
    }

    /// Posted rows and known ones of the same amount, within the days that links may be apart.
    fn posted_edges(self, rows: &[(&Class, Row<'a>)], known: &[(&Class, &Known<'a>)], edges: &mut Vec<Edge>) {
        let mut by_amount: HashMap<i64, Vec<(Day, usize)>> = HashMap::with_capacity(known.len());
        for (at, (_, one)) in known.iter().enumerate() {
            if let Some(form) = one.told_as(TransactionStatus::Posted).next() {
                by_amount.entry(form.told.amount).or_default().push((day(form.told.date), at));
            }
        }
        for all in by_amount.values_mut() {
            all.sort_unstable();
        }
        // Where very many have one amount, those of the same text alone are compared.
        let mut by_text: HashMap<(i64, &str), Vec<(Day, usize)>> = HashMap::new();
        let mut pairs: HashMap<i64, usize> = HashMap::new();
        for (_, row) in rows.iter().filter(|(_, row)| row.is_posted()) {
            *pairs.entry(row.told.amount).or_default() += near(by_amount.get(&row.told.amount), row).len();
        }
        for (at, (_, one)) in known.iter().enumerate() {
            let crowded = one
                .told_as(TransactionStatus::Posted)
                .filter(|form| pairs.get(&form.told.amount) > Some(&PAIRS_MAX));
            for form in crowded {
                let all = by_text.entry((form.told.amount, form.told.text)).or_default();
                if all.last().is_none_or(|(_, last)| *last != at) {
                    all.push((day(form.told.date), at));
                }
            }
        }
        for all in by_text.values_mut() {
            all.sort_unstable();
        }
        for (at, (_, row)) in rows.iter().enumerate().filter(|(_, (_, row))| row.is_posted()) {
            let all = if pairs.get(&row.told.amount) > Some(&PAIRS_MAX) {
                by_text.get(&(row.told.amount, row.told.text))
            } else {
                by_amount.get(&row.told.amount)
            };
            for (_, place) in near(all, row) {
                let Some((_, one)) = known.get(*place) else { continue };
                if let Some(fit) = self.fit(row, one, &mut |_, _| false) {
                    edges.push(Edge { row: at, known: *place, fit });
                }
            }
        }
    }

    /// Pending forms on either side, whose amount may change.
    fn pending_edges(
        self,
        rows: &[(&Class, Row<'a>)],
        known: &[(&Class, &Known<'a>)],
        agree: &mut dyn FnMut(&'a str, &'a str) -> bool,
        edges: &mut Vec<Edge>,
    ) {
        let mut compared = 0;
        let mut compare = |row: usize, place: usize, edges: &mut Vec<Edge>| {
            let (Some((_, told)), Some((_, one))) = (rows.get(row), known.get(place)) else { return };
            let is_alike = one.forms().any(|form| form.told.amount == told.told.amount);
            if !is_alike {
                compared += 1;
            }
            if (is_alike || compared <= PENDING_PAIRS_MAX)
                && let Some(fit) = self.fit(told, one, agree)
            {
                edges.push(Edge { row, known: place, fit });
            }
        };
        let near = |days: &[(Day, usize)], of: Day| -> Vec<usize> {
            let begin = days.partition_point(|(day, _)| *day < of - PENDING_DAYS_MAX);
            let end = days.partition_point(|(day, _)| *day <= of + PENDING_DAYS_MAX);
            days.get(begin..end).into_iter().flatten().map(|(_, at)| *at).collect()
        };
        let by_day = |mut all: Vec<(Day, usize)>| {
            all.sort_unstable();
            all
        };
        let of_rows = by_day(rows.iter().enumerate().map(|(at, (_, row))| (row.day, at)).collect());
        let form_day = |one: &Known<'_>| one.forms().next().map(|form| day(form.told.date));
        for (place, (_, one)) in known.iter().enumerate().filter(|(_, (_, one))| one.is_pending()) {
            for row in form_day(one).map(|day| near(&of_rows, day)).unwrap_or_default() {
                compare(row, place, edges);
            }
        }
        if rows.iter().all(|(_, row)| row.is_posted()) {
            return;
        }
        // What another link has told as posted may still be pending here.
        let posted = known.iter().enumerate().filter(|(_, (_, one))| !one.is_pending());
        let of_known = by_day(posted.filter_map(|(at, (_, one))| Some((form_day(one)?, at))).collect());
        for (at, (_, row)) in rows.iter().enumerate().filter(|(_, (_, row))| !row.is_posted()) {
            for place in near(&of_known, row.day) {
                compare(at, place, edges);
            }
        }
    }

    /// Whether a row could be that one, with no other amount.
    pub(super) fn could_be(self, row: &Row<'a>, known: &Known<'a>) -> bool {
        self.fit(row, known, &mut |_, _| false).is_some()
    }

    /// Whether a row could be that one by everything that counts of what was told: the worst of what the forms allow.
    fn fit(
        self,
        row: &Row<'a>,
        known: &Known<'a>,
        agree: &mut dyn FnMut(&'a str, &'a str) -> bool,
    ) -> Option<Fit> {
        let mut worst = None;
        for one in known.forms() {
            let before = day(one.told.date);
            let fit = match (one.told.status, row.told.status) {
                (TransactionStatus::Posted, TransactionStatus::Posted)
                | (TransactionStatus::Pending, TransactionStatus::Pending) => self.alike(one, row)?,
                (TransactionStatus::Pending, TransactionStatus::Posted) => {
                    grown((one, one.link == self.link), row, row.day - before, agree)?
                }
                // What a link has told as posted, it does not tell as pending again.
                (TransactionStatus::Posted, TransactionStatus::Pending) if one.link == self.link => {
                    return None;
                }
                (TransactionStatus::Posted, TransactionStatus::Pending) => {
                    grown((one, false), row, before - row.day, agree)?
                }
            };
            worst = match worst {
                None | Some(Fit::Same) => Some(fit),
                Some(before) => Some(before),
            };
        }
        worst
    }

    /// Both posted, or both pending.
    fn alike(self, one: &Sighting<'_>, row: &Row<'_>) -> Option<Fit> {
        if one.told.amount != row.told.amount || !may_be_one_purchase(one, row, one.link == self.link) {
            return None;
        }
        let days = row.day - day(one.told.date);
        if one.link == self.link {
            return (days == 0 && one.told.text == row.told.text).then_some(Fit::Same);
        }
        // Pending forms bear the day of the purchase; of daily ones the next may be pending too.
        let (least, most) = if row.is_posted() { self.habits.between(one.link, self.link) } else { (0, 0) };
        (least..=most).contains(&days).then_some(Fit::Amount)
    }
}

/// Two links may tell the day of purchase in different time zones; one tells it once.
fn may_be_one_purchase(one: &Sighting<'_>, row: &Row<'_>, is_one_link: bool) -> bool {
    let days_max = if is_one_link { 0 } else { TIME_ZONE_DAYS_MAX };
    match (one.told.authorised_on, row.authorised) {
        (Some(one), Some(other)) => (day(one) - other).abs() <= days_max,
        (Some(_) | None, Some(_) | None) => true,
    }
}

/// A pending form and a posted one that lies so many days later.
fn grown<'a>(
    (one, is_one_link): (&Sighting<'a>, bool),
    row: &Row<'a>,
    days: Day,
    agree: &mut dyn FnMut(&'a str, &'a str) -> bool,
) -> Option<Fit> {
    let (before, amount) = (one.told.amount, row.told.amount);
    let is_near = (-TIME_ZONE_DAYS_MAX..=PENDING_DAYS_MAX).contains(&days);
    if before.signum() != amount.signum() || !is_near || !may_be_one_purchase(one, row, is_one_link) {
        return None;
    }
    if before == amount {
        return Some(Fit::Amount);
    }
    if !agree(one.told.text, row.told.text) {
        return None;
    }
    Some(if told_one_day(&one.told, row) { Fit::NamesAndDay } else { Fit::Names })
}

/// Both tell the same day of purchase.
pub(super) fn told_one_day(one: &Told<'_>, row: &Row<'_>) -> bool {
    row.authorised.is_some() && one.authorised_on.map(day) == row.authorised
}

/// Places with the same key, in the order of their first. The key comes with what each of them must.
fn classes<K: Eq + Hash>(places: &[usize], key: impl Fn(usize) -> Option<(K, bool)>) -> Vec<Class> {
    let mut of_key: HashMap<K, usize> = HashMap::with_capacity(places.len());
    let mut all: Vec<Class> = Vec::with_capacity(places.len());
    for place in places {
        let Some((key, must)) = key(*place) else { continue };
        let at = *of_key.entry(key).or_insert_with(|| {
            all.push(Class { members: Vec::with_capacity(1), must });
            all.len() - 1
        });
        if let Some(class) = all.get_mut(at) {
            class.members.push(*place);
        }
    }
    all
}
