//! What the matching joins by itself, on labelled histories of accounts.

mod play;

use domain::matching::accounts;
use domain::matching::transactions::{Decision, Ground, Told};
use histories::{FROZEN_SEEDS, Seed, Size, cases_of};
use play::{HeardAccounts, HeardRows, Matcher, Past, Played, Score, play, play_by};
use std::hash::{BuildHasher, Hasher, RandomState};

/// Of what could be known, in many cases; a few can have more than their share of daily coffees, which are asked about.
const JOINED_MIN: f64 = 0.995;
/// Where nobody answers, what is open stays so and is asked of each source anew.
const JOINED_MIN_UNANSWERED: f64 = 0.99;
const JOINED_MIN_OF_FEW: f64 = 0.98;
/// One of each story, of full size.
const CASES: u64 = 29;

/// Nothing is joined wrongly. Gives the scores of rows and of accounts.
fn never_wrong(seed: Seed, past: Past) -> (Score, Score) {
    let (mut rows, mut accounts) = (Score::default(), Score::default());
    for case in cases_of(Size::FULL, seed, CASES) {
        let (of_rows, of_accounts) = play(&case, past);
        rows.add(&of_rows);
        accounts.add(&of_accounts);
    }
    assert_eq!((rows.wrong(), &rows.faults[..]), (0, &[][..]), "seed {seed}");
    assert_eq!((accounts.wrong(), &accounts.faults[..]), (0, &[][..]), "seed {seed}");
    (rows, accounts)
}

fn enough(of: &str, (rows, accounts): (Score, Score), min: f64) {
    for score in [rows, accounts] {
        assert!(score.part() >= min, "{of}: {:.5} {:#?}", score.part(), score.missed);
    }
}

#[test]
fn joins_of_the_frozen_seeds_are_never_wrong() {
    for (past, min) in [(Past::Resolved, JOINED_MIN), (Past::Unanswered, JOINED_MIN_UNANSWERED)] {
        let (mut rows, mut accounts) = (Score::default(), Score::default());
        for seed in FROZEN_SEEDS {
            let (of_rows, of_accounts) = never_wrong(seed, past);
            rows.add(&of_rows);
            accounts.add(&of_accounts);
        }
        enough(&format!("frozen seeds, {past:?}"), (rows, accounts), min);
    }
}

/// A failure names the seed; `cargo run --release -p domain --example joins` shows more of it.
#[test]
fn joins_of_a_fresh_seed_are_never_wrong() {
    // The keys of a map's hasher are drawn at random for each process.
    let drawn = RandomState::new().build_hasher().finish();
    let seed = Seed::fresh(drawn.to_le_bytes());
    enough(&format!("seed {seed}"), never_wrong(seed, Past::Resolved), JOINED_MIN_OF_FEW);
}

/// Joins what should not be joined, and leaves what could be.
struct Careless;

impl Matcher for Careless {
    fn accounts(&self, heard: &mut HeardAccounts<'_, '_>) -> Vec<accounts::Decision> {
        let told = heard.answer.told.iter();
        let place = |one: &accounts::Evidence<'_>| {
            let is_own = |link| heard.members.get(&link) == heard.members.get(&one.link);
            heard.known.iter().position(|known| known.told.iter().any(|before| is_own(before.link)))
        };
        let known = |place| accounts::Decision::Known(place, accounts::Ground::Id);
        told.map(|one| place(one).map_or(accounts::Decision::New, known)).collect()
    }

    fn rows(&self, heard: &HeardRows<'_, '_>) -> Vec<Decision> {
        let decide = |row: &Told<'_>| {
            let mut known = heard.dossier.known.iter();
            let place = known.position(|one| {
                one.sightings.iter().any(|one| heard.source(one.link) == "file" || one.told.id == row.id)
            });
            place.map_or(Decision::New, |place| Decision::Known(place, Ground::Id))
        };
        heard.answer.rows.iter().map(decide).collect()
    }
}

#[test]
fn the_proof_sees_what_a_careless_matcher_does() {
    let mut played = Played::default();
    for case in cases_of(Size::SMALL, FROZEN_SEEDS[0], 29) {
        played.add(&play_by(&Careless, &case, Past::Resolved));
    }
    let Played { rows, accounts, relinked } = played;
    assert!(rows.wrong() > 0 && rows.wrong_by_id > 0 && rows.left > 0, "{rows:?}");
    assert!(rows.part() < JOINED_MIN && accounts.part() < JOINED_MIN);
    assert!(accounts.wrong() > 0 && relinked.wrong() > 0 && relinked.told < accounts.told, "{relinked:?}");
    assert!(rows.ms_of_thousand() > 0.0);
}
