//! Prints what the matching joins by itself on labelled histories, and what those joins are worth:
//! `cargo run --release -p domain --example joins -- [CASES] [SEED] [kept] [unanswered] [others]`. Without a seed (or with `-`), the
//! frozen ones and a fresh one. With `kept`, what was joined before stays as it was joined, though nobody would have known better. With
//! `unanswered`, nobody answers what is asked. With `others`, the algorithms of other programs decide the same cases, and one table
//! compares them; then without a seed the frozen ones alone.

#![expect(clippy::print_stdout, reason = "the scores are the program's answer")]

#[path = "../../tests/joins/play/mod.rs"]
mod play;

mod compare;
mod others;

use histories::{Case, FROZEN_SEEDS, Join, Seed, Size, Story, nth_case};
use play::{Past, Score, play};
use std::collections::BTreeMap;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

const CASES: u64 = 10_000;
type Scores = BTreeMap<Option<Story>, (Score, Score)>;

fn main() -> Result<(), std::num::ParseIntError> {
    let mut arguments = std::env::args().skip(1);
    let count = arguments.next().map_or(Ok(CASES), |text| text.parse())?;
    let given = arguments.next().filter(|text| text != "-");
    let words: Vec<String> = arguments.collect();
    let has = |word: &str| words.iter().any(|one| one == word);
    let past = match () {
        () if has("kept") => Past::Kept,
        () if has("unanswered") => Past::Unanswered,
        () => Past::Resolved,
    };
    let seeds = if let Some(text) = given {
        vec![text.parse()?]
    } else if has("others") {
        FROZEN_SEEDS.to_vec()
    } else {
        // The keys of a map's hasher are drawn at random for each process.
        let drawn = RandomState::new().build_hasher().finish();
        FROZEN_SEEDS.into_iter().chain([Seed::fresh(drawn.to_le_bytes())]).collect()
    };
    if has("others") {
        compare::compare(&seeds, count, past);
        return Ok(());
    }
    for seed in seeds {
        let began = Instant::now();
        let scores = scores(seed, count, past);
        println!("\nseed {seed}: {count} cases in {:.0?}", began.elapsed());
        println!(
            "{:<20}{:>10}{:>10}{:>9}{:>9}{:>7}{:>7}{:>7}{:>9}{:>7}  {:>9}{:>9}{:>7}{:>9}",
            "story",
            "decidable",
            "joined",
            "part",
            "alike",
            "guess",
            "unkn.",
            "WRONG",
            "asked",
            "well",
            "accounts",
            "part",
            "WRONG",
            "asked"
        );
        for (story, (rows, accounts)) in &scores {
            let name = story.map_or("all".to_owned(), |story| story.to_string());
            println!(
                "{name:<20}{:>10}{:>10}{:>9.5}{:>9}{:>7}{:>7}{:>7}{:>9}{:>7}  {:>9}{:>9.5}{:>7}{:>9}",
                rows.decidable,
                rows.joined,
                rows.part(),
                rows.count(Join::Alike),
                rows.count(Join::Guess),
                rows.count(Join::Unknowable),
                rows.wrong(),
                rows.suggested,
                rows.suggested_well,
                accounts.decidable,
                accounts.part(),
                accounts.wrong(),
                accounts.suggested
            );
        }
        if let Some((rows, accounts)) = scores.get(&None) {
            for (what, list) in [
                ("wrong", &rows.faults),
                ("wrong account", &accounts.faults),
                ("missed", &rows.missed),
                ("missed account", &accounts.missed),
            ] {
                for one in list {
                    println!("{what}: {one}");
                }
            }
        }
    }
    Ok(())
}

fn scores(seed: Seed, count: u64, past: Past) -> Scores {
    each_case(
        seed,
        count,
        Scores::new(),
        |case| play(case, past),
        |scores, case, (rows, accounts)| {
            for key in [None, Some(case.story)] {
                let (all_rows, all_accounts) = scores.entry(key).or_default();
                all_rows.add(&rows);
                all_accounts.add(&accounts);
            }
        },
    )
}

/// Plays the cases of a seed on all cores, and adds each to the sum.
fn each_case<S: Send, T>(
    seed: Seed,
    count: u64,
    sum: S,
    play: impl Fn(&Case) -> T + Sync,
    add: impl Fn(&mut S, &Case, T) + Sync,
) -> S {
    let (next, sum) = (AtomicU64::new(0), Mutex::new(sum));
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                loop {
                    let place = next.fetch_add(1, Ordering::Relaxed);
                    if place >= count {
                        break;
                    }
                    let case = nth_case(Size::FULL, seed, place);
                    let played = play(&case);
                    add(&mut sum.lock().unwrap_or_else(PoisonError::into_inner), &case, played);
                }
            });
        }
    });
    sum.into_inner().unwrap_or_else(PoisonError::into_inner)
}
