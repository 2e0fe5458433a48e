//! All ways at once in which rows can be known transactions, each leaving as few as possible of those alone that must have a partner.
//!
//! Classes of rows and of known ones are two sides of a flow. One way is found; any other differs from it by circles that give units
//! to edges and take them from others in turns, with a hub that stands for being alone. There is one hub for those that may be alone
//! and one for each need of rows and known ones, so that the number of the latter stays. What lies on no circle is the same
//! in all ways. What lies on circles may still have the same number of pairs in all.

use std::collections::VecDeque;

/// One connected part of what could be what.
#[derive(Debug, Default)]
pub(super) struct Part {
    pub(super) rows: Vec<Side>,
    pub(super) known: Vec<Side>,
    /// Places in the two lists; those that fit best come first.
    pub(super) edges: Vec<(usize, usize)>,
}

/// How many there are of a class, and whether each must have a partner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Side {
    pub(super) count: usize,
    pub(super) need: Need,
}

/// How much of a partner one must have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Need {
    /// It may be alone.
    May,
    /// It should have one: a pending purchase can be dropped, but seldom leaves one like it.
    Should,
    /// Answers are complete.
    Must,
}

/// One of the ways, and what of it is sure.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Solved {
    /// How many pairs each edge has.
    pub(super) pairs: Vec<usize>,
    /// By row class: the number of pairs with its known ones is another in another way.
    pub(super) is_open: Vec<bool>,
    /// By row class: with which others it can change places. Alone, it has its own number.
    pub(super) group: Vec<usize>,
    /// By edge: it has another number of pairs in another way.
    pub(super) varies: Vec<bool>,
}

pub(super) fn solve(part: &Part) -> Solved {
    let mut world = World::new(part);
    let rows = part.rows.len();
    // Rows first: what then is taken from a known one that may be alone leaves no row alone.
    for need in [Need::Must, Need::Should] {
        for row in 0..rows {
            while world.need(row) == need && world.give_row(row) {}
        }
    }
    for need in [Need::Must, Need::Should] {
        for known in rows..rows + part.known.len() {
            while world.need(known) == need && world.give_known(known) {}
        }
    }
    let (is_open, group, varies) = world.open();
    Solved { pairs: world.pairs, is_open, group, varies }
}

/// Nodes are rows, then known ones.
struct World<'a> {
    part: &'a Part,
    /// The edges of each node.
    edges_of: Vec<Vec<usize>>,
    pairs: Vec<usize>,
    used: Vec<usize>,
}

impl<'a> World<'a> {
    fn new(part: &'a Part) -> Self {
        let nodes = part.rows.len() + part.known.len();
        let mut edges_of = vec![Vec::new(); nodes];
        for (at, (row, known)) in part.edges.iter().enumerate() {
            for node in [*row, part.rows.len() + known] {
                if let Some(edges) = edges_of.get_mut(node) {
                    edges.push(at);
                }
            }
        }
        Self { part, edges_of, pairs: vec![0; part.edges.len()], used: vec![0; nodes] }
    }

    fn side(&self, node: usize) -> Side {
        let rows = self.part.rows.len();
        let side = if node < rows { self.part.rows.get(node) } else { self.part.known.get(node - rows) };
        side.copied().unwrap_or(Side { count: 0, need: Need::May })
    }

    fn need(&self, node: usize) -> Need {
        self.side(node).need
    }

    fn used(&self, node: usize) -> usize {
        self.used.get(node).copied().unwrap_or_default()
    }

    fn free(&self, node: usize) -> usize {
        self.side(node).count - self.used(node)
    }

    fn pairs(&self, edge: usize) -> usize {
        self.pairs.get(edge).copied().unwrap_or_default()
    }

    /// The other end of an edge.
    fn other(&self, edge: usize, node: usize) -> usize {
        let (row, known) = self.part.edges.get(edge).copied().unwrap_or_default();
        let known = known + self.part.rows.len();
        if node == row { known } else { row }
    }

    /// Gives more of a row class partners, others of which may get other ones.
    fn give_row(&mut self, row: usize) -> bool {
        self.free(row) > 0 && self.reach(row, |world, node, is_near| is_near && world.free(node) > 0)
    }

    /// Gives more of a known class partners, if need be those of known ones that need them less.
    fn give_known(&mut self, known: usize) -> bool {
        let need = self.need(known);
        self.free(known) > 0
            && self.reach(known, |world, node, is_near| {
                if is_near { world.free(node) > 0 } else { world.used(node) > 0 && world.need(node) < need }
            })
    }

    /// Looks for a path from a node that ends where `is_end` says, on the other side (`is_near`) or on its own, and moves as many units
    /// along it as it carries.
    fn reach(&mut self, from: usize, is_end: impl Fn(&Self, usize, bool) -> bool) -> bool {
        let mut came_by: Vec<Option<usize>> = vec![None; self.used.len()];
        let mut queue = VecDeque::from([(from, true)]);
        while let Some((node, gives)) = queue.pop_front() {
            for edge in self.edges_of.get(node).into_iter().flatten().copied() {
                let next = self.other(edge, node);
                if next == from
                    || came_by.get(next).is_none_or(Option::is_some)
                    || (!gives && self.pairs(edge) == 0)
                {
                    continue;
                }
                if let Some(slot) = came_by.get_mut(next) {
                    *slot = Some(edge);
                }
                if is_end(self, next, gives) {
                    self.shift(from, next, &came_by, gives);
                    return true;
                }
                queue.push_back((next, !gives));
            }
        }
        false
    }

    fn shift(&mut self, from: usize, end: usize, came_by: &[Option<usize>], ends_giving: bool) {
        let mut path = Vec::new();
        let mut node = end;
        while node != from {
            let Some(edge) = came_by.get(node).copied().flatten() else { return };
            path.push(edge);
            node = self.other(edge, node);
        }
        path.reverse();
        let taken = path.iter().skip(1).step_by(2).map(|edge| self.pairs(*edge));
        let at_end = if ends_giving { self.free(end) } else { self.used(end) };
        let units = taken.chain([self.free(from), at_end]).min().unwrap_or_default();
        for (step, edge) in path.iter().enumerate() {
            if let Some(pairs) = self.pairs.get_mut(*edge) {
                *pairs = if step % 2 == 0 { *pairs + units } else { *pairs - units };
            }
        }
        if let Some(used) = self.used.get_mut(from) {
            *used += units;
        }
        if let Some(used) = self.used.get_mut(end) {
            *used = if ends_giving { *used + units } else { *used - units };
        }
    }

    /// For each row class, whether the number of its pairs, with those that can change places with it, is another in another way; and
    /// which those are; and for each edge, whether it lies on a circle.
    fn open(&self) -> (Vec<bool>, Vec<usize>, Vec<bool>) {
        let graph = self.arrows();
        let circle = circles(&graph);
        let mut size = vec![0_usize; graph.len()];
        for one in &circle {
            if let Some(size) = size.get_mut(*one) {
                *size += 1;
            }
        }
        let rows = self.part.rows.len();
        let circle_of = |node: usize| circle.get(node).copied().unwrap_or(usize::MAX);
        let mut is_open = vec![false; rows];
        let mut groups: Vec<usize> = (0..rows).collect();
        let mut is_seen = vec![false; self.used.len()];
        for row in (0..rows).filter(|row| size.get(circle_of(*row)).is_some_and(|size| *size > 1)) {
            let group = self.group(row, &mut is_seen, |one, other| circle_of(one) == circle_of(other));
            let changes = self.changes(&graph, &group);
            for one in group.into_iter().filter(|node| *node < rows) {
                if let (Some(is_open), Some(group)) = (is_open.get_mut(one), groups.get_mut(one)) {
                    *is_open = changes;
                    *group = row;
                }
            }
        }
        let varies =
            self.part.edges.iter().map(|(row, known)| circle_of(*row) == circle_of(rows + known)).collect();
        (is_open, groups, varies)
    }

    /// The nodes that are connected with this one on its circle; none when it was seen before.
    fn group(&self, of: usize, is_seen: &mut [bool], is_one: impl Fn(usize, usize) -> bool) -> Vec<usize> {
        let mut group = Vec::new();
        let mut queue = vec![of];
        while let Some(node) = queue.pop() {
            match is_seen.get_mut(node) {
                Some(seen @ false) => *seen = true,
                Some(true) | None => continue,
            }
            group.push(node);
            let edges = self.edges_of.get(node).into_iter().flatten();
            queue.extend(edges.map(|edge| self.other(*edge, node)).filter(|other| is_one(*other, node)));
        }
        group
    }

    /// What can change: an arrow from row to known says that an edge has a pair to lose, one from known to row that it can have one
    /// more. Behind the nodes stand the hubs.
    fn arrows(&self) -> Vec<Vec<usize>> {
        let (rows, nodes) = (self.part.rows.len(), self.used.len());
        let mut graph = vec![Vec::new(); nodes + 5];
        let mut arrow = |from: usize, to: usize| {
            if let Some(arrows) = graph.get_mut(from) {
                arrows.push(to);
            }
        };
        for (at, (row, known)) in self.part.edges.iter().enumerate() {
            let (known, pairs) = (known + rows, self.pairs(at));
            if pairs > 0 {
                arrow(*row, known);
            }
            if pairs < self.side(*row).count && pairs < self.side(known).count {
                arrow(known, *row);
            }
        }
        for node in 0..nodes {
            let hub = match (self.need(node), node < rows) {
                (Need::May, _) => nodes,
                (Need::Should, true) => nodes + 1,
                (Need::Should, false) => nodes + 2,
                (Need::Must, true) => nodes + 3,
                (Need::Must, false) => nodes + 4,
            };
            let (into, out) = if node < rows {
                (self.used(node), self.free(node))
            } else {
                (self.free(node), self.used(node))
            };
            if into > 0 {
                arrow(hub, node);
            }
            if out > 0 {
                arrow(node, hub);
            }
        }
        graph
    }

    /// The number of pairs changes where arrows lead from one side's that may be alone to the other's, past no hub.
    fn changes(&self, graph: &[Vec<usize>], group: &[usize]) -> bool {
        let rows = self.part.rows.len();
        let may = |is_row: bool, count: fn(&Self, usize) -> usize| -> Vec<usize> {
            let of = |node: &usize| {
                (*node < rows) == is_row && self.need(*node) == Need::May && count(self, *node) > 0
            };
            group.iter().copied().filter(of).collect()
        };
        leads(graph, self.used.len(), may(true, Self::used), &may(false, Self::used))
            || leads(graph, self.used.len(), may(false, Self::free), &may(true, Self::free))
    }
}

/// Whether a path leads from one of these to one of those within the first nodes.
fn leads(graph: &[Vec<usize>], nodes: usize, from: Vec<usize>, to: &[usize]) -> bool {
    let mut is_seen = vec![false; nodes];
    let mut is_target = vec![false; nodes];
    for one in to {
        if let Some(slot) = is_target.get_mut(*one) {
            *slot = true;
        }
    }
    let mut queue = from;
    while let Some(node) = queue.pop() {
        match is_seen.get_mut(node) {
            Some(seen @ false) => *seen = true,
            Some(true) | None => continue,
        }
        if is_target.get(node) == Some(&true) {
            return true;
        }
        queue.extend(graph.get(node).into_iter().flatten());
    }
    false
}

/// For each node a number that it shares with those on a circle with it (Tarjan, without recursion).
fn circles(graph: &[Vec<usize>]) -> Vec<usize> {
    const NONE: usize = usize::MAX;
    let mut index = vec![NONE; graph.len()];
    let mut low = vec![0_usize; graph.len()];
    let mut circle = vec![NONE; graph.len()];
    let (mut count, mut circles_found) = (0, 0);
    let mut open: Vec<usize> = Vec::new();
    let get = |list: &[usize], at: usize| list.get(at).copied().unwrap_or(NONE);
    let set = |list: &mut [usize], at: usize, value: usize| {
        if let Some(slot) = list.get_mut(at) {
            *slot = value;
        }
    };
    for start in 0..graph.len() {
        let mut walk = vec![(start, 0_usize)];
        while let Some((node, next)) = walk.pop() {
            if next == 0 {
                if get(&index, node) != NONE {
                    continue;
                }
                set(&mut index, node, count);
                set(&mut low, node, count);
                count += 1;
                open.push(node);
            } else if let Some(before) = graph.get(node).and_then(|arrows| arrows.get(next - 1)).copied()
                && get(&circle, before) == NONE
            {
                let least = get(&low, node).min(get(&low, before));
                set(&mut low, node, least);
            }
            if let Some(to) = graph.get(node).and_then(|arrows| arrows.get(next)).copied() {
                walk.push((node, next + 1));
                if get(&index, to) == NONE {
                    walk.push((to, 0));
                }
            } else if get(&low, node) == get(&index, node) {
                while let Some(one) = open.pop() {
                    set(&mut circle, one, circles_found);
                    if one == node {
                        break;
                    }
                }
                circles_found += 1;
            }
        }
    }
    circle
}

#[cfg(test)]
#[path = "worlds_tests.rs"]
mod tests;
