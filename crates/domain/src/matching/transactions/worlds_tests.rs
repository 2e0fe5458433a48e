//! The flow against the plain way: every way in which the units of small parts can be put together, one by one.

use super::*;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// How many pairs each edge has.
type World = Vec<usize>;

/// Every way that keeps to the counts.
fn all_worlds(part: &Part) -> Vec<World> {
    let mut all: Vec<World> = vec![Vec::new()];
    for (row, known) in &part.edges {
        let mut more = Vec::new();
        for world in all {
            let rows = part.rows[*row].count - of_row(part, &world, *row);
            let left = part.known[*known].count - of_known(part, &world, *known);
            more.extend((0..=rows.min(left)).map(|pairs| [&world[..], &[pairs]].concat()));
        }
        all = more;
    }
    all
}

fn of_row(part: &Part, world: &[usize], row: usize) -> usize {
    part.edges.iter().zip(world).filter(|(edge, _)| edge.0 == row).map(|(_, pairs)| pairs).sum()
}

fn of_known(part: &Part, world: &[usize], known: usize) -> usize {
    part.edges.iter().zip(world).filter(|(edge, _)| edge.1 == known).map(|(_, pairs)| pairs).sum()
}

/// How many that must, and how many that should have a partner have none.
fn alone(sides: &[Side], used: impl Fn(usize) -> usize) -> (usize, usize) {
    let of = |need: Need| {
        let all = sides.iter().enumerate().filter(|(_, side)| side.need == need);
        all.map(|(at, side)| side.count - used(at)).sum()
    };
    (of(Need::Must), of(Need::Should))
}

/// Those that leave as few as possible alone, of rows and of known ones, each for itself.
fn best_worlds(part: &Part) -> Vec<World> {
    let mut all = all_worlds(part);
    let rows = |world: &World| alone(&part.rows, |row| of_row(part, world, row));
    let known = |world: &World| alone(&part.known, |known| of_known(part, world, known));
    let (least_rows, least_known) =
        (all.iter().map(rows).min().unwrap(), all.iter().map(known).min().unwrap());
    all.retain(|world| rows(world) == least_rows && known(world) == least_known);
    all
}

fn sides() -> impl Strategy<Value = Vec<Side>> {
    let needs = prop::sample::select(&[Need::May, Need::Should, Need::Must][..]);
    let side = (1..=2_usize, needs).prop_map(|(count, need)| Side { count, need });
    prop::collection::vec(side, 1..=3)
}

/// Parts of up to three classes on either side.
fn small_part() -> impl Strategy<Value = Part> {
    (sides(), sides()).prop_flat_map(|(rows, known)| {
        let every: Vec<(usize, usize)> =
            (0..rows.len()).flat_map(|row| (0..known.len()).map(move |known| (row, known))).collect();
        let count = every.len();
        let edges = prop::sample::subsequence(every, 0..=count).prop_shuffle();
        edges.prop_map(move |edges| Part { rows: rows.clone(), known: known.clone(), edges })
    })
}

/// What the rows of one group are joined with, in all.
fn of_group(part: &Part, world: &[usize], groups: &[usize], group: usize) -> usize {
    (0..groups.len()).filter(|row| groups[*row] == group).map(|row| of_row(part, world, row)).sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn what_is_sure_is_so_in_every_best_way(part in small_part()) {
        let solved = solve(&part);
        let worlds = best_worlds(&part);
        prop_assert!(worlds.contains(&solved.pairs), "{solved:?} is none of {worlds:?}");
        for (row, is_open) in solved.is_open.iter().enumerate() {
            let group = solved.group[row];
            prop_assert_eq!(*is_open, solved.is_open[group], "a group is open as a whole");
            let numbers: BTreeSet<usize> =
                worlds.iter().map(|world| of_group(&part, world, &solved.group, group)).collect();
            prop_assert_eq!(*is_open, numbers.len() > 1, "row {}: {:?} of {:?}", row, numbers, solved);
        }
    }
}

#[test]
fn two_of_one_kind_are_joined_by_their_number() {
    use Need::{May, Must, Should};
    let side = |count, need| Side { count, need };
    let check =
        |rows: &[Side], known: &[Side], edges: &[(usize, usize)], pairs: &[usize], is_open: &[bool]| {
            let part = Part { rows: rows.to_vec(), known: known.to_vec(), edges: edges.to_vec() };
            let solved = solve(&part);
            assert_eq!((&solved.pairs[..], &solved.is_open[..]), (pairs, is_open), "{part:?}");
        };
    // Two coffees that must be known, and two that must be told.
    check(&[side(2, Must)], &[side(2, Must)], &[(0, 0)], &[2], &[false]);
    // At the edge of a window nobody knows whether it is that one.
    check(&[side(1, May)], &[side(1, May)], &[(0, 0)], &[0], &[true]);
    // One of two rows is the known one, whichever.
    check(&[side(2, May)], &[side(1, Must)], &[(0, 0)], &[1], &[false]);
    // A pending one that left a row like it, and one of the books that must be in the answer: the row is the latter.
    check(&[side(1, May)], &[side(1, Should), side(1, Must)], &[(0, 0), (0, 1)], &[0, 1], &[false]);
    check(&[], &[], &[], &[], &[]);
}
