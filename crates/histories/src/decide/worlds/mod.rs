//! All worlds at once: which pairs stand in every one of them.
//!
//! Rows and known transactions are the two sides of a bipartite graph; a world is a matching that leaves as few as possible of those
//! alone that must have a partner. One world is found; every other differs from it by paths and circles that alternate between its
//! pairs and other edges, so that what can change lies on circles of a directed graph: pairs point from row to known, other edges
//! back, and a hub stands for having no partner. A hub each for those that may be alone, and for rows and known ones that must not,
//! keeps the number of the latter as it is.

mod circles;
mod matching;
#[cfg(test)]
mod tests;

use circles::{circles, leads};
use matching::{World, is_set, partner};
use std::collections::VecDeque;

/// One connected part of what could be what.
#[derive(Debug, Default)]
pub(super) struct Part {
    /// For each row, the known ones that it could be.
    pub(super) edges: Vec<Vec<usize>>,
    pub(super) row_must: Vec<bool>,
    pub(super) known_must: Vec<bool>,
    pub(super) truth: Vec<Truth>,
}

/// What a row truly is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Truth {
    New,
    Known(usize),
    /// A known one that it could not be by what was told.
    Elsewhere,
}

/// What can be known of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    New,
    Known(usize),
    /// A place in the groups.
    Among(usize),
    /// The truth is in no world.
    Misled,
}

/// Rows and known ones that can change places.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Group {
    pub(super) rows: Vec<usize>,
    pub(super) known: Vec<usize>,
    /// How many pairs, when it is the same number in all worlds.
    pub(super) joins: Option<usize>,
}

pub(super) fn solve(part: &Part) -> (Vec<Found>, Vec<Group>) {
    let world = World::find(part);
    if !world.is_as_good(part) {
        return (vec![Found::Misled; part.edges.len()], Vec::new());
    }
    let graph = world.graph(part);
    let circle = circles(&graph);
    world.read(part, &graph, &circle)
}

impl World {
    /// Rows, then known ones, then the hubs: may be alone, row that must not, known one that must not.
    fn graph(&self, part: &Part) -> Vec<Vec<usize>> {
        let (rows, known) = (self.of_row.len(), self.of_known.len());
        let mut graph = vec![Vec::new(); rows + known + 3];
        let mut arrow = |from: usize, to: usize| {
            if let Some(arrows) = graph.get_mut(from) {
                arrows.push(to);
            }
        };
        for row in 0..rows {
            let hub = rows + known + usize::from(is_set(&part.row_must, row));
            let paired = partner(&self.of_row, row);
            match paired {
                Some(known) => {
                    arrow(row, rows + known);
                    arrow(hub, row);
                }
                None => arrow(row, hub),
            }
            for known in part.edges.get(row).into_iter().flatten().filter(|known| paired != Some(**known)) {
                arrow(rows + known, row);
            }
        }
        for one in 0..known {
            let hub = rows + known + if is_set(&part.known_must, one) { 2 } else { 0 };
            match partner(&self.of_known, one) {
                Some(_) => arrow(rows + one, hub),
                None => arrow(hub, rows + one),
            }
        }
        graph
    }

    fn read(&self, part: &Part, graph: &[Vec<usize>], circle: &[usize]) -> (Vec<Found>, Vec<Group>) {
        let rows = self.of_row.len();
        let mut size = vec![0_usize; graph.len()];
        for one in circle {
            if let Some(size) = size.get_mut(*one) {
                *size += 1;
            }
        }
        let circle_of = |node: usize| circle.get(node).copied().unwrap_or(usize::MAX);
        let is_loose = |node: usize| size.get(circle_of(node)).is_some_and(|size| *size > 1);
        let mut group_of: Vec<Option<usize>> = vec![None; graph.len()];
        let mut groups: Vec<Group> = Vec::new();
        for row in (0..rows).filter(|row| is_loose(*row)) {
            if partner(&group_of, row).is_some() {
                continue;
            }
            let mut group = Group::default();
            let mut queue = VecDeque::from([row]);
            while let Some(node) = queue.pop_front() {
                match group_of.get_mut(node) {
                    Some(slot @ None) => *slot = Some(groups.len()),
                    _ => continue,
                }
                let mut reach = |other: usize| {
                    if circle_of(other) == circle_of(node) {
                        queue.push_back(other);
                    }
                };
                if node < rows {
                    group.rows.push(node);
                    part.edges.get(node).into_iter().flatten().for_each(|known| reach(rows + known));
                } else {
                    group.known.push(node - rows);
                    self.rows_of.get(node - rows).into_iter().flatten().for_each(|row| reach(*row));
                }
            }
            group.rows.sort_unstable();
            group.known.sort_unstable();
            group.joins = self.joins(part, graph, &group);
            groups.push(group);
        }
        let found = (0..rows).map(|row| match (partner(&group_of, row), partner(&self.of_row, row)) {
            (Some(group), _) => Found::Among(group),
            (None, Some(known)) => Found::Known(known),
            (None, None) => Found::New,
        });
        (found.collect(), groups)
    }

    /// The number of pairs changes where a path leads from one that may be alone on one side to such a one on the other.
    fn joins(&self, part: &Part, graph: &[Vec<usize>], group: &Group) -> Option<usize> {
        let rows = self.of_row.len();
        let hubs = rows + self.of_known.len();
        let paired = |row: &&usize| partner(&self.of_row, **row).is_some();
        let may_row = |row: &&usize| !is_set(&part.row_must, **row);
        let may_known = |known: &&usize| !is_set(&part.known_must, **known);
        let held = |known: &&usize| partner(&self.of_known, **known).is_some();
        let fewer: Vec<usize> = group.rows.iter().filter(paired).filter(may_row).copied().collect();
        let more: Vec<usize> = group
            .known
            .iter()
            .filter(|known| !held(known))
            .filter(may_known)
            .map(|known| rows + known)
            .collect();
        let ends_fewer: Vec<usize> =
            group.known.iter().filter(held).filter(may_known).map(|known| rows + known).collect();
        let ends_more: Vec<usize> =
            group.rows.iter().filter(|row| !paired(row)).filter(may_row).copied().collect();
        let changes = leads(graph, hubs, &fewer, &ends_fewer) || leads(graph, hubs, &more, &ends_more);
        (!changes).then(|| group.rows.iter().filter(paired).count())
    }
}
