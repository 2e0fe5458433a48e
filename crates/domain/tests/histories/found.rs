//! What must be found, and what must not be mistaken for it.

use crate::score::{Counts, Crowd, Side, crowd};
use domain::report::make;
use std::hash::{BuildHasher as _, Hasher as _, RandomState};

/// Twelve of each kind.
const PEOPLE: u32 = 324;

/// Precision and recall by transaction, then by stream.
fn rates(side: &Side) -> [f64; 4] {
    let (one, all) = (side.transactions, side.streams);
    [one.precision(), one.recall(), all.precision(), all.recall()]
}

fn check(name: &str, seed: u64, crowd: &Crowd, income: [f64; 4], payments: [f64; 4]) {
    for (what, side, least) in
        [("income", &crowd.all.income, income), ("payments", &crowd.all.payments, payments)]
    {
        let found = rates(side);
        let is_enough = found.iter().zip(least).all(|(found, least)| *found >= least);
        assert!(is_enough, "{name}, seed {seed}: {what} {found:?}, at least {least:?}\n{crowd}");
    }
}

#[test]
fn income_and_regular_payments_are_found_and_little_else() {
    let found = crowd(1, PEOPLE, 0, make);
    check("frozen", 1, &found, [0.995, 0.99, 0.99, 0.98], [0.99, 0.98, 0.98, 0.97]);
    for (what, side) in [("income", &found.all.income), ("payments", &found.all.payments)] {
        let said = [side.kind, side.cadence, side.end].map(Counts::precision);
        let is_enough = said.iter().zip([0.9, 0.95, 0.97]).all(|(said, least)| *said >= least);
        assert!(is_enough, "{what}: kind, cadence, end {said:?}\n{found}");
    }
    // No kind of person is left behind.
    for (kind, score) in &found.kinds {
        let (income, payments) = (rates(&score.income), rates(&score.payments));
        assert!(
            income.iter().zip([0.98, 0.92]).all(|(found, least)| *found >= least),
            "{kind:?}: {income:?}"
        );
        assert!(
            payments.iter().zip([0.95, 0.9]).all(|(found, least)| *found >= least),
            "{kind:?}: {payments:?}"
        );
    }
}

/// What was never seen before; the seed is told when it fails.
#[test]
fn a_crowd_that_nobody_has_seen_is_found_as_well() {
    let seed = RandomState::new().build_hasher().finish();
    check("fresh", seed, &crowd(seed, PEOPLE / 2, 0, make), [0.98, 0.95, 0.95, 0.93], [0.95, 0.9, 0.93, 0.9]);
}

/// Without a word that is on any list, and without categories: little is lost, and what comes in a rhythm can still be trusted. What
/// only comes often cannot: more than half of it is none.
#[test]
fn rhythm_alone_finds_most_when_no_word_is_known() {
    let found = crowd(3, PEOPLE / 2, 100, make);
    check("foreign", 3, &found, [0.8, 0.95, 0.55, 0.9], [0.92, 0.96, 0.92, 0.93]);
    let by_rhythm = found.all.income.evidence.get("Rhythm").map(|counts| counts.precision());
    assert!(by_rhythm.is_some_and(|precision| precision >= 0.96), "{by_rhythm:?}\n{found}");
}
