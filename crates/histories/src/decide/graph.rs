//! Which rows of an answer could be which known transactions.

use super::past::{Dossier, Known, Row, Saying, Told};
use super::shifts::Shifts;
use super::{DATE_SHIFT_DAYS_MAX, PENDING_DAYS_BEFORE_MAX, PENDING_DAYS_MAX, words};
use crate::days::Day;
use crate::told::Status;

/// A row that could be a known transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Edge {
    /// Place in the rows that are asked for.
    pub(super) row: usize,
    /// Place in the dossier's known ones.
    pub(super) known: usize,
    pub(super) fit: Fit,
}

/// How well a row fits what was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    /// The same link told it just so.
    Same,
    /// Amount and day allow it; words were not looked at.
    Amount,
    /// The pending amount was another; the words agree.
    Words,
    /// As [`Words`](Self::Words), and both tell the same day of purchase.
    WordsAndDay,
}

/// What a telling is compared with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sides<'a> {
    pub(super) told: &'a Told<'a>,
    pub(super) dossier: &'a Dossier<'a>,
    pub(super) shifts: &'a Shifts,
}

impl Sides<'_> {
    /// All edges of these rows to known transactions that are not taken.
    pub(super) fn edges(self, rows: &[&Row<'_>], is_taken: &[bool]) -> Vec<Edge> {
        let is_free = |place: &usize| is_taken.get(*place).is_none_or(|taken| !taken);
        let mut edges = Vec::with_capacity(rows.len());
        for (at, row) in rows.iter().enumerate() {
            let mut consider = |known: usize| {
                if let Some(fit) = self.dossier.known.get(known).and_then(|one| self.fit(row, one)) {
                    edges.push(Edge { row: at, known, fit });
                }
            };
            let same_amount = self.dossier.by_amount.get(&row.told.amount).map_or(&[][..], Vec::as_slice);
            self.dossier.pending.iter().copied().filter(|place| is_free(place)).for_each(&mut consider);
            match row.told.status {
                Status::Posted => {
                    same_amount.iter().copied().filter(|place| is_free(place)).for_each(&mut consider)
                }
                // Another link may have told the posted amount already, which may be another.
                Status::Pending => (0..self.dossier.known.len())
                    .filter(|place| is_free(place) && !self.is_pending(*place))
                    .for_each(&mut consider),
            }
        }
        edges
    }

    fn is_pending(self, place: usize) -> bool {
        self.dossier.known.get(place).is_some_and(|known| known.posted.is_empty())
    }

    /// Whether it could be that one, by everything that was told of it: the worst of what its posted forms allow, else of its
    /// pending ones.
    fn fit(self, row: &Row<'_>, known: &Known<'_>) -> Option<Fit> {
        let sayings = if known.posted.is_empty() { &known.pending } else { &known.posted };
        let mut worst = None;
        for saying in sayings {
            let fit = match (saying.told.status, row.told.status) {
                (Status::Posted, Status::Posted) => self.both_posted(saying, row)?,
                (Status::Pending, Status::Posted) => grown(saying, row, row.day - saying.day)?,
                (Status::Pending, Status::Pending) => self.both_pending(saying, row)?,
                // What a link has told as posted, it does not tell as pending again.
                (Status::Posted, Status::Pending) if saying.link == self.told.telling.link => return None,
                (Status::Posted, Status::Pending) => grown(saying, row, saying.day - row.day)?,
            };
            worst = match worst {
                None | Some(Fit::Same) => Some(fit),
                Some(before) => Some(before),
            };
        }
        worst
    }

    fn both_posted(self, saying: &Saying<'_>, row: &Row<'_>) -> Option<Fit> {
        if saying.told.amount != row.told.amount || !may_be_one_purchase(saying, row) {
            return None;
        }
        if saying.link == self.told.telling.link {
            return (saying.day == row.day && saying.told.text == row.told.text).then_some(Fit::Same);
        }
        let (least, most) = self.shifts.between(saying.link, self.told.telling.link);
        (least..=most).contains(&(row.day - saying.day)).then_some(Fit::Amount)
    }

    fn both_pending(self, saying: &Saying<'_>, row: &Row<'_>) -> Option<Fit> {
        if saying.told.amount != row.told.amount || !may_be_one_purchase(saying, row) {
            return None;
        }
        if saying.link == self.told.telling.link {
            return (saying.day == row.day && saying.told.text == row.told.text).then_some(Fit::Same);
        }
        ((row.day - saying.day).abs() <= DATE_SHIFT_DAYS_MAX).then_some(Fit::Amount)
    }
}

/// Two links may tell the day of purchase in different time zones; one link tells it once.
fn may_be_one_purchase(saying: &Saying<'_>, row: &Row<'_>) -> bool {
    match (saying.authorised, row.authorised) {
        (Some(one), Some(other)) => (one - other).abs() <= PENDING_DAYS_BEFORE_MAX,
        _ => true,
    }
}

/// A pending form and a posted one that lies so many days later.
fn grown(saying: &Saying<'_>, row: &Row<'_>, days: Day) -> Option<Fit> {
    let (one, other) = (saying.told.amount, row.told.amount);
    let is_near = (-PENDING_DAYS_BEFORE_MAX..=PENDING_DAYS_MAX).contains(&days);
    if one.signum() != other.signum() || !is_near || !may_be_one_purchase(saying, row) {
        return None;
    }
    if one == other {
        return Some(Fit::Amount);
    }
    if !words::agree(&saying.told.text, &row.told.text) {
        return None;
    }
    let is_one_day = saying.authorised.is_some() && saying.authorised == row.authorised;
    Some(if is_one_day { Fit::WordsAndDay } else { Fit::Words })
}

/// Whether the words of a row agree with any that were told of a transaction.
pub(super) fn words_agree(row: &Row<'_>, known: &Known<'_>) -> bool {
    known.posted.iter().chain(&known.pending).any(|saying| words::agree(&saying.told.text, &row.told.text))
}

/// The same text as that of its pending form, even one that names nobody.
pub(super) fn has_same_text(row: &Row<'_>, known: &Known<'_>) -> bool {
    known.pending.iter().any(|saying| saying.told.text.to_lowercase() == row.told.text.to_lowercase())
}

/// A pending transaction is gone from a later answer that tells posted rows of its days.
pub(super) fn is_gone(told: &Told<'_>, known: &Known<'_>) -> bool {
    let is_covered =
        |saying: &Saying<'_>| told.window().is_some_and(|(from, to)| from <= saying.day && saying.day <= to);
    known.posted.is_empty() && known.pending.iter().all(is_covered)
}
