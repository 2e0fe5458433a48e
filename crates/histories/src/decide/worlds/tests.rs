//! The clever way against the plain one: all matchings of small graphs, one by one.

use super::*;
use crate::random::Random;
use std::collections::BTreeSet;

type Matching = Vec<Option<usize>>;

/// Every matching, each row with one of its edges or none.
fn matchings(part: &Part, row: usize, so_far: &mut Matching, all: &mut Vec<Matching>) {
    let Some(edges) = part.edges.get(row) else {
        all.push(so_far.clone());
        return;
    };
    so_far.push(None);
    matchings(part, row + 1, so_far, all);
    so_far.pop();
    for known in edges {
        if !so_far.contains(&Some(*known)) {
            so_far.push(Some(*known));
            matchings(part, row + 1, so_far, all);
            so_far.pop();
        }
    }
}

fn worlds(part: &Part) -> Vec<Matching> {
    let mut all = Vec::new();
    matchings(part, 0, &mut Vec::new(), &mut all);
    let kept = |matching: &Matching| {
        let rows =
            matching.iter().zip(&part.row_must).filter(|(known, must)| **must && known.is_some()).count();
        let known =
            part.known_must.iter().enumerate().filter(|(at, must)| **must && matching.contains(&Some(*at)));
        rows + known.count()
    };
    let best = all.iter().map(kept).max().unwrap();
    all.retain(|matching| kept(matching) == best);
    all
}

fn draw(random: &mut Random) -> Part {
    let (rows, known) = (random.index(5) + 1, random.index(5));
    let of_hundred = random.number(20, 90);
    let edges: Vec<Vec<usize>> =
        (0..rows).map(|_| (0..known).filter(|_| random.happens(of_hundred)).collect()).collect();
    let musts = random.number(0, 100);
    let must = |random: &mut Random, count: usize| (0..count).map(|_| random.happens(musts)).collect();
    Part {
        edges,
        row_must: must(random, rows),
        known_must: must(random, known),
        truth: vec![Truth::New; rows],
    }
}

fn as_truth(world: &Matching) -> Vec<Truth> {
    world.iter().map(|known| known.map_or(Truth::New, Truth::Known)).collect()
}

#[test]
fn verdicts_are_those_of_all_worlds() {
    let mut random = Random::new(11);
    let (mut loose, mut fixed, mut counted) = (0, 0, 0);
    for _ in 0..6_000 {
        let mut part = draw(&mut random);
        let worlds = worlds(&part);
        part.truth = as_truth(random.of(&worlds).unwrap());
        let (found, groups) = solve(&part);
        for (row, found) in found.iter().enumerate() {
            let possible: BTreeSet<Option<usize>> = worlds.iter().map(|world| world[row]).collect();
            match found {
                Found::New => assert_eq!(possible, BTreeSet::from([None]), "{part:?}"),
                Found::Known(known) => {
                    fixed += 1;
                    assert_eq!(possible, BTreeSet::from([Some(*known)]), "{part:?}");
                }
                Found::Among(group) => {
                    loose += 1;
                    assert!(possible.len() > 1, "{part:?}");
                    let group = &groups[*group];
                    assert!(possible.iter().flatten().all(|known| group.known.contains(known)), "{part:?}");
                }
                Found::Misled => panic!("the truth is a world: {part:?}"),
            }
        }
        for group in groups {
            let joins: BTreeSet<usize> = worlds
                .iter()
                .map(|world| group.rows.iter().filter(|row| world[**row].is_some()).count())
                .collect();
            counted += usize::from(group.joins.is_some());
            assert_eq!(
                group.joins,
                (joins.len() == 1).then(|| *joins.first().unwrap()),
                "{part:?} {group:?}"
            );
        }
    }
    assert!(loose > 1_000 && fixed > 1_000 && counted > 300, "{loose} {fixed} {counted}");
}

#[test]
fn a_truth_that_is_no_world_misleads() {
    let mut random = Random::new(12);
    let mut misled = 0;
    for _ in 0..2_000 {
        let mut part = draw(&mut random);
        let worlds = worlds(&part);
        let mut all = Vec::new();
        matchings(&part, 0, &mut Vec::new(), &mut all);
        let truth = random.of(&all).unwrap().clone();
        part.truth = as_truth(&truth);
        let is_misled = solve(&part).0.contains(&Found::Misled);
        assert_eq!(is_misled, !worlds.contains(&truth), "{part:?}");
        misled += usize::from(is_misled);
    }
    assert!(misled > 200, "{misled}");
}
