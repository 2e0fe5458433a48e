//! One world: a matching that leaves as few as possible alone of those that must have a partner.

use super::{Part, Truth};
use std::collections::VecDeque;

/// One best matching.
pub(super) struct World {
    pub(super) of_row: Vec<Option<usize>>,
    pub(super) of_known: Vec<Option<usize>>,
    pub(super) rows_of: Vec<Vec<usize>>,
}

pub(super) fn is_set(list: &[bool], at: usize) -> bool {
    list.get(at).copied().unwrap_or(false)
}

pub(super) fn partner(list: &[Option<usize>], at: usize) -> Option<usize> {
    list.get(at).copied().flatten()
}

impl World {
    pub(super) fn find(part: &Part) -> Self {
        let known = part.known_must.len();
        let mut rows_of = vec![Vec::new(); known];
        for (row, edges) in part.edges.iter().enumerate() {
            for known in edges {
                if let Some(rows) = rows_of.get_mut(*known) {
                    rows.push(row);
                }
            }
        }
        let mut world = Self { of_row: vec![None; part.edges.len()], of_known: vec![None; known], rows_of };
        // Paths only add pairs, so that whoever has a partner keeps one; but a known one that may be alone can be pushed out.
        for row in (0..part.edges.len()).filter(|row| is_set(&part.row_must, *row)) {
            world.place_row(part, row);
        }
        for known in (0..known).filter(|known| is_set(&part.known_must, *known)) {
            if partner(&world.of_known, known).is_none() {
                world.place_known(part, known);
            }
        }
        world
    }

    fn pair(&mut self, row: usize, known: usize) {
        if let (Some(of_row), Some(of_known)) = (self.of_row.get_mut(row), self.of_known.get_mut(known)) {
            (*of_row, *of_known) = (Some(known), Some(row));
        }
    }

    /// Finds a partner for a row, moving others.
    fn place_row(&mut self, part: &Part, row: usize) {
        let mut came_from: Vec<Option<usize>> = vec![None; self.of_known.len()];
        let mut queue = VecDeque::from([row]);
        while let Some(at) = queue.pop_front() {
            for known in part.edges.get(at).map_or(&[][..], Vec::as_slice) {
                match came_from.get_mut(*known) {
                    Some(from @ None) => *from = Some(at),
                    _ => continue,
                }
                match partner(&self.of_known, *known) {
                    Some(other) => queue.push_back(other),
                    None => return self.move_rows(&came_from, *known),
                }
            }
        }
    }

    fn move_rows(&mut self, came_from: &[Option<usize>], last: usize) {
        let mut known = Some(last);
        while let Some((at, row)) = known.and_then(|at| Some((at, partner(came_from, at)?))) {
            let before = partner(&self.of_row, row);
            self.pair(row, at);
            known = before;
        }
    }

    /// Finds a partner for a known one, moving others; one that may be alone may end alone.
    fn place_known(&mut self, part: &Part, known: usize) {
        let mut came_from: Vec<Option<usize>> = vec![None; self.of_row.len()];
        let mut queue = VecDeque::from([known]);
        while let Some(at) = queue.pop_front() {
            let rows = self.rows_of.get(at).cloned().unwrap_or_default();
            for row in rows {
                match came_from.get_mut(row) {
                    Some(from @ None) => *from = Some(at),
                    _ => continue,
                }
                match partner(&self.of_row, row) {
                    Some(other) if is_set(&part.known_must, other) => queue.push_back(other),
                    Some(other) => {
                        if let Some(of_known) = self.of_known.get_mut(other) {
                            *of_known = None;
                        }
                        return self.move_known(&came_from, row);
                    }
                    None => return self.move_known(&came_from, row),
                }
            }
        }
    }

    fn move_known(&mut self, came_from: &[Option<usize>], last: usize) {
        let mut row = Some(last);
        while let Some((at, known)) = row.and_then(|at| Some((at, partner(came_from, at)?))) {
            let before = partner(&self.of_known, known);
            self.pair(at, known);
            row = before;
        }
    }

    /// Whether the truth is a world: possible, one to one, and leaving no more alone than this one.
    pub(super) fn is_as_good(&self, part: &Part) -> bool {
        let mut truth = Self {
            of_row: vec![None; self.of_row.len()],
            of_known: vec![None; self.of_known.len()],
            rows_of: Vec::new(),
        };
        for (row, meant) in part.truth.iter().enumerate() {
            let Truth::Known(known) = *meant else {
                if *meant == Truth::Elsewhere {
                    return false;
                }
                continue;
            };
            let is_possible = part.edges.get(row).is_some_and(|edges| edges.contains(&known));
            if !is_possible || partner(&truth.of_known, known).is_some() {
                return false;
            }
            truth.pair(row, known);
        }
        truth.kept(part) == self.kept(part)
    }

    fn kept(&self, part: &Part) -> usize {
        let count = |musts: &[bool], partners: &[Option<usize>]| {
            musts.iter().zip(partners).filter(|(must, partner)| **must && partner.is_some()).count()
        };
        count(&part.row_must, &self.of_row) + count(&part.known_must, &self.of_known)
    }
}
