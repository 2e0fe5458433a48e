//! What could be what, reduced to what most speaks for, and divided into parts that do not touch.

use super::graph::{Edge, Fit, words_agree};
use super::past::{Known, Row};
use std::collections::HashMap;

/// Rows that are connected by what they could be.
#[derive(Debug, Default)]
pub(super) struct Connected {
    pub(super) rows: Vec<usize>,
    pub(super) edges: Vec<Edge>,
}

/// Every row in exactly one part, in the order of the first row.
pub(super) fn parts(rows: usize, known: usize, edges: &[Edge]) -> Vec<Connected> {
    let mut root: Vec<usize> = (0..rows + known).collect();
    for edge in edges {
        let (one, other) = (find(&mut root, edge.row), find(&mut root, rows + edge.known));
        if let Some(slot) = root.get_mut(one) {
            *slot = other;
        }
    }
    let mut place: HashMap<usize, usize> = HashMap::new();
    let mut parts: Vec<Connected> = Vec::new();
    for row in 0..rows {
        let at = *place.entry(find(&mut root, row)).or_insert_with(|| {
            parts.push(Connected::default());
            parts.len() - 1
        });
        if let Some(part) = parts.get_mut(at) {
            part.rows.push(row);
        }
    }
    for edge in edges {
        let at = place.get(&find(&mut root, edge.row)).copied();
        if let Some(part) = at.and_then(|at| parts.get_mut(at)) {
            part.edges.push(*edge);
        }
    }
    parts
}

/// The root of a tree, its branches made shorter on the way.
fn find(root: &mut [usize], of: usize) -> usize {
    let mut at = of;
    while let Some(next) = root.get(at).copied().filter(|next| *next != at) {
        let after = root.get(next).copied().unwrap_or(next);
        if let Some(slot) = root.get_mut(at) {
            *slot = after;
        }
        at = next;
    }
    at
}

/// How much speaks for an edge, the most first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    AmountAndWords,
    /// The amount has changed, the day of purchase is the same.
    WordsAndDay,
    AmountOrWords,
}

/// Drops edges where the row or the known one has a better one.
pub(super) fn prefer(edges: &mut Vec<Edge>, rows: &[&Row<'_>], known: &[Known<'_>]) {
    let mut of_row: HashMap<usize, u32> = HashMap::with_capacity(edges.len());
    let mut of_known: HashMap<usize, u32> = HashMap::with_capacity(edges.len());
    for edge in edges.iter() {
        *of_row.entry(edge.row).or_default() += 1;
        *of_known.entry(edge.known).or_default() += 1;
    }
    // The only possibility of both needs no rank.
    let is_contested = |edge: &Edge| of_row.get(&edge.row) > Some(&1) || of_known.get(&edge.known) > Some(&1);
    let ranks: Vec<Option<Rank>> =
        edges.iter().map(|edge| is_contested(edge).then(|| rank(edge, rows, known))).collect();
    let mut best_of_row: HashMap<usize, Rank> = HashMap::new();
    let mut best_of_known: HashMap<usize, Rank> = HashMap::new();
    for (edge, rank) in edges.iter().zip(&ranks).filter_map(|(edge, rank)| Some((edge, (*rank)?))) {
        for best in [best_of_row.entry(edge.row), best_of_known.entry(edge.known)] {
            best.and_modify(|best| *best = (*best).min(rank)).or_insert(rank);
        }
    }
    let mut ranks = ranks.into_iter().flatten();
    edges.retain(|edge| {
        let best = best_of_row.get(&edge.row).min(best_of_known.get(&edge.known));
        !is_contested(edge) || ranks.next().as_ref() <= best
    });
}

fn rank(edge: &Edge, rows: &[&Row<'_>], known: &[Known<'_>]) -> Rank {
    let Some((row, known)) = rows.get(edge.row).zip(known.get(edge.known)) else {
        return Rank::AmountOrWords;
    };
    match edge.fit {
        Fit::Same => Rank::AmountAndWords,
        Fit::Amount if words_agree(row, known) => Rank::AmountAndWords,
        Fit::WordsAndDay => Rank::WordsAndDay,
        Fit::Amount | Fit::Words => Rank::AmountOrWords,
    }
}
