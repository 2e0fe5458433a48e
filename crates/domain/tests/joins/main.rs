//! What the matching joins by itself, on labelled histories of accounts.

mod play;

use histories::{FROZEN_SEEDS, Seed, Size, cases_of};
use play::{Past, Score, play};
use std::hash::{BuildHasher, Hasher, RandomState};

/// Of what could be known.
const JOINED_MIN: f64 = 0.995;

fn check(seed: Seed, count: u64) {
    let (mut rows, mut accounts) = (Score::default(), Score::default());
    for case in cases_of(Size::SMALL, seed, count) {
        let (of_rows, of_accounts) = play(&case, Past::Resolved);
        rows.add(&of_rows);
        accounts.add(&of_accounts);
    }
    assert_eq!((rows.wrong(), &rows.faults[..]), (0, &[][..]), "seed {seed}");
    assert_eq!((accounts.wrong(), &accounts.faults[..]), (0, &[][..]), "seed {seed}");
    for score in [&rows, &accounts] {
        assert!(score.part() >= JOINED_MIN, "seed {seed}: {:.5} {:#?}", score.part(), score.missed);
    }
}

#[test]
fn joins_of_the_frozen_seeds_are_never_wrong() {
    for seed in FROZEN_SEEDS {
        check(seed, 87);
    }
}

/// A failure names the seed; `cargo run --release -p domain --example joins` shows more of it.
#[test]
fn joins_of_a_fresh_seed_are_never_wrong() {
    // The keys of a map's hasher are drawn at random for each process.
    let drawn = RandomState::new().build_hasher().finish();
    check(Seed::fresh(drawn.to_le_bytes()), 58);
}
