//! What can be known of the rows of one account in one telling.

use super::agreement::{Agreement, agreement};
use super::graph::{Edge, Fit, Sides, has_same_text, is_gone, words_agree};
use super::parts::{Connected, parts, prefer};
use super::past::{Dossier, Known, Row, Told};
use super::shifts::Shifts;
use super::worlds::{Found, Part, Truth, solve};
use super::{DATE_SHIFT_DAYS_MAX, PENDING_DAYS_BEFORE_MAX, PENDING_DAYS_MAX};
use crate::told::{Status, ToldRow};
use crate::verdict::{RowGround, RowVerdict, Set};
use std::collections::{HashMap, HashSet};

/// A verdict for each of the rows.
pub(super) fn judge(
    told: &Told<'_>,
    rows: &[Row<'_>],
    dossier: Option<&Dossier<'_>>,
    shifts: &Shifts,
    sets: &mut Vec<Set>,
) -> Vec<RowVerdict> {
    let none = Dossier::default();
    let dossier = dossier.unwrap_or(&none);
    if dossier.reversed.contains(&told.telling.link) || agreement(rows, dossier) == Agreement::Reversed {
        return vec![RowVerdict::Reversed; rows.len()];
    }
    let mut desk = Desk {
        sides: Sides { told, dossier, shifts },
        rows,
        verdicts: vec![None; rows.len()],
        is_taken: vec![false; dossier.known.len()],
    };
    let void = desk.copies();
    if !dossier.known.is_empty() {
        desk.by_id(&void, RowGround::Id, |row| row.id.as_deref());
        desk.by_id(&void, RowGround::PendingId, |row| row.pending_id.as_deref());
    }
    desk.by_content(sets);
    desk.hidden_copies();
    desk.verdicts.into_iter().map(|verdict| verdict.unwrap_or(RowVerdict::New)).collect()
}

struct Desk<'a> {
    sides: Sides<'a>,
    rows: &'a [Row<'a>],
    verdicts: Vec<Option<RowVerdict>>,
    is_taken: Vec<bool>,
}

/// All that a copy has in common, beside the id.
fn content(row: &ToldRow) -> (i64, jiff::civil::Date, Status, &str) {
    (row.amount, row.date, row.status, &row.text)
}

impl<'a> Desk<'a> {
    /// Settles copies, and gives the ids that stand at different contents.
    fn copies(&mut self) -> HashSet<&'a str> {
        let mut first: HashMap<&str, &Row<'_>> = HashMap::with_capacity(self.rows.len());
        let mut void = HashSet::new();
        for (row, verdict) in self.rows.iter().zip(&mut self.verdicts) {
            let Some(id) = row.told.id.as_deref() else { continue };
            let first = *first.entry(id).or_insert(row);
            if first.at == row.at {
                continue;
            }
            if content(first.told) == content(row.told) {
                let is_one = first.meant == row.meant;
                *verdict = Some(if is_one { RowVerdict::Copy } else { RowVerdict::Misled });
            } else {
                void.insert(id);
            }
        }
        void
    }

    /// Settles rows that an id leads to exactly one known transaction, and to which no other row is led.
    fn by_id(
        &mut self,
        void: &HashSet<&str>,
        ground: RowGround,
        id: impl Fn(&'a ToldRow) -> Option<&'a str>,
    ) {
        let Sides { told, dossier, shifts } = self.sides;
        let mut links: Vec<_> = dossier.coverages.iter().map(|coverage| coverage.link).collect();
        links.sort_unstable();
        links.dedup();
        links.retain(|link| shifts.share_ids(*link, told.telling.link));
        let mut claims: Vec<(usize, usize)> = Vec::new();
        let mut times: HashMap<usize, usize> = HashMap::new();
        for (at, row) in self.rows.iter().enumerate() {
            let Some(id) = id(row.told).filter(|id| !void.contains(id)) else { continue };
            if self.verdicts.get(at).is_none_or(Option::is_some) {
                continue;
            }
            let places = links.iter().filter_map(|link| dossier.by_id.get(&(*link, id))).flatten().copied();
            let mut possible: Vec<usize> = places
                .filter(|place| self.is_taken.get(*place) == Some(&false))
                .filter(|place| dossier.known.get(*place).is_some_and(|known| id_may_hold(row, known)))
                .collect();
            possible.sort_unstable();
            possible.dedup();
            if let [place] = possible.as_slice() {
                claims.push((at, *place));
                *times.entry(*place).or_default() += 1;
            }
        }
        for (at, place) in claims.into_iter().filter(|(_, place)| times.get(place) == Some(&1)) {
            let meant = self.rows.get(at).map(|row| row.meant);
            let is_true = dossier.known.get(place).map(|known| known.meant) == meant;
            self.settle(at, if is_true { RowVerdict::Known(ground) } else { RowVerdict::Misled });
            if let Some(taken) = self.is_taken.get_mut(place) {
                *taken = true;
            }
        }
    }

    /// A row that is one told before in the same answer, and does not show it: by all that was told it is new.
    fn hidden_copies(&mut self) {
        let mut told = HashSet::with_capacity(self.rows.len());
        for (row, verdict) in self.rows.iter().zip(&mut self.verdicts) {
            if !told.insert(row.meant) && matches!(verdict, None | Some(RowVerdict::New)) {
                *verdict = Some(RowVerdict::Misled);
            }
        }
    }

    fn settle(&mut self, at: usize, verdict: RowVerdict) {
        if let Some(slot) = self.verdicts.get_mut(at) {
            *slot = Some(verdict);
        }
    }

    /// Settles the others by what they say, one connected part after the other.
    fn by_content(&mut self, sets: &mut Vec<Set>) {
        let open: Vec<usize> =
            (0..self.rows.len()).filter(|at| self.verdicts.get(*at) == Some(&None)).collect();
        let rows: Vec<&Row<'_>> = open.iter().filter_map(|at| self.rows.get(*at)).collect();
        let mut edges = self.sides.edges(&rows, &self.is_taken);
        prefer(&mut edges, &rows, &self.sides.dossier.known);
        for part in parts(rows.len(), self.sides.dossier.known.len(), &edges) {
            self.settle_part(&part, &open, &rows, sets);
        }
    }

    fn settle_part(&mut self, part: &Connected, open: &[usize], rows: &[&Row<'_>], sets: &mut Vec<Set>) {
        let Sides { told, dossier, .. } = self.sides;
        let mut known: Vec<usize> = part.edges.iter().map(|edge| edge.known).collect();
        known.sort_unstable();
        known.dedup();
        let local = |place: usize| known.binary_search(&place).ok();
        let of_row =
            |row: &usize| -> Vec<&Edge> { part.edges.iter().filter(|edge| edge.row == *row).collect() };
        let by_row: Vec<Vec<&Edge>> = part.rows.iter().map(of_row).collect();
        let truth =
            part.rows.iter().filter_map(|row| rows.get(*row)).map(|row| match dossier.place_of(row.meant) {
                None => Truth::New,
                Some(place) => local(place).map_or(Truth::Elsewhere, Truth::Known),
            });
        let mut truth: Vec<Truth> = truth.collect();
        // Rows that are one, and do not show it.
        let mut meant: Vec<_> =
            part.rows.iter().filter_map(|row| rows.get(*row)).map(|row| row.meant).collect();
        meant.sort_unstable();
        if meant.windows(2).any(|two| matches!(two, [one, other] if one == other)) {
            truth.fill(Truth::Elsewhere);
        }
        let graph = Part {
            edges: by_row
                .iter()
                .map(|edges| edges.iter().filter_map(|edge| local(edge.known)).collect())
                .collect(),
            row_must: part
                .rows
                .iter()
                .map(|row| rows.get(*row).is_some_and(|row| self.must_be_known(row)))
                .collect(),
            known_must: known.iter().map(|place| self.must_be_told(*place, part, rows)).collect(),
            truth,
        };
        let (found, groups) = solve(&graph);
        let first_set = sets.len();
        for group in groups {
            let at = |row: &usize| rows.get(*part.rows.get(*row)?).map(|row| row.at);
            let meant = |one: &usize| dossier.known.get(*known.get(*one)?).map(|known| known.meant);
            sets.push(Set {
                telling: told.place,
                rows: group.rows.iter().filter_map(at).collect(),
                known: group.known.iter().filter_map(meant).collect(),
                joins: group.joins,
            });
        }
        for ((row, edges), found) in part.rows.iter().zip(&by_row).zip(found) {
            let verdict = match found {
                Found::New => RowVerdict::New,
                Found::Misled => RowVerdict::Misled,
                Found::Among(group) => RowVerdict::Among(first_set + group),
                Found::Known(one) => {
                    let edge = edges.iter().find(|edge| local(edge.known) == Some(one));
                    RowVerdict::Known(self.ground(edge.copied(), rows))
                }
            };
            if let Some(at) = open.get(*row) {
                self.settle(*at, verdict);
            }
        }
    }

    fn ground(&self, edge: Option<&Edge>, rows: &[&Row<'_>]) -> RowGround {
        let Some(edge) = edge else { return RowGround::Count };
        let (row, known) = (rows.get(edge.row), self.sides.dossier.known.get(edge.known));
        match (edge.fit, row, known) {
            (Fit::Same | Fit::Words | Fit::WordsAndDay, _, _) => RowGround::Content,
            (Fit::Amount, Some(row), Some(known)) if words_agree(row, known) => RowGround::Content,
            (Fit::Amount, _, _) => RowGround::Count,
        }
    }

    /// An earlier answer has surely told it.
    fn must_be_known(&self, row: &Row<'_>) -> bool {
        let Sides { told, dossier, shifts } = self.sides;
        row.told.status == Status::Posted
            && dossier.coverages.iter().any(|one| {
                let (least, most) = shifts.between(one.link, told.telling.link);
                let is_in = row.day - most >= one.from && row.day - least <= one.to;
                // Posted on its day or up to three days later, and no later than this answer.
                is_in && one.on >= told.on.min(row.day + DATE_SHIFT_DAYS_MAX)
            })
    }

    /// This answer surely tells it: it was posted in its window, or is a pending one that has gone and left one like it.
    fn must_be_told(&self, place: usize, part: &Connected, rows: &[&Row<'_>]) -> bool {
        let Sides { told, dossier, shifts } = self.sides;
        let Some(known) = dossier.known.get(place) else { return false };
        let Some((from, to)) = told.window() else { return false };
        if known.posted.is_empty() {
            let says_the_same = |edge: &Edge| match (edge.fit, rows.get(edge.row)) {
                (_, None) | (Fit::Words, _) => false,
                (Fit::Same | Fit::WordsAndDay, _) => true,
                (Fit::Amount, Some(row)) => words_agree(row, known) || has_same_text(row, known),
            };
            return is_gone(told, known)
                && part.edges.iter().filter(|edge| edge.known == place).any(says_the_same);
        }
        known.posted.iter().any(|saying| {
            let (least, most) = shifts.between(saying.link, told.telling.link);
            let is_in = saying.day + least >= from && saying.day + most <= to.min(told.on);
            is_in && told.on >= saying.on.min(saying.day + DATE_SHIFT_DAYS_MAX)
        })
    }
}

/// Whether the same id may mean the same transaction: nothing else that was told forbids it.
fn id_may_hold(row: &Row<'_>, known: &Known<'_>) -> bool {
    let (sayings, is_posted) =
        if known.posted.is_empty() { (&known.pending, false) } else { (&known.posted, true) };
    sayings.iter().all(|saying| {
        let (one, other) = (saying.told.amount, row.told.amount);
        let days = row.day - saying.day;
        match (is_posted, row.told.status) {
            (true, Status::Posted) => one == other && days.abs() <= DATE_SHIFT_DAYS_MAX,
            (true, Status::Pending) => false,
            (false, _) => {
                one.signum() == other.signum()
                    && (-PENDING_DAYS_BEFORE_MAX..=PENDING_DAYS_MAX).contains(&days)
            }
        }
    })
}
