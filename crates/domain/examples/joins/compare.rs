//! Plays all algorithms through the same cases, and prints what came of it as tables.

use crate::play::{Past, Played, play_by};
use crate::{each_case, others};
use histories::{Case, Join, Seed, Story};
use std::collections::{BTreeMap, HashMap};

/// Which cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Cases {
    All,
    /// Those in which no account has an id that stands for two transactions.
    WithoutReusedIds,
    Of(Story),
}

/// What came of them, by the places of the algorithms.
type Scores = BTreeMap<Cases, Vec<Played>>;

pub(crate) fn compare(seeds: &[Seed], count: u64, past: Past) {
    let mut scores = Scores::new();
    for seed in seeds {
        scores = run(*seed, count, past, scores);
    }
    let seeds: Vec<String> = seeds.iter().map(Seed::to_string).collect();
    println!("{count} cases each of the seeds {}\n", seeds.join(", "));
    for (title, cases) in [("rows", Cases::All), ("rows, where no id is used again", Cases::WithoutReusedIds)]
    {
        scores.get(&cases).into_iter().for_each(|all| rows(title, all));
    }
    scores.get(&Cases::All).into_iter().for_each(|all| accounts(all));
    stories("Wrong joins and lost rows", &scores, |one| one.rows.wrong());
    stories("Of those, the ones that no id led to", &scores, |one| one.rows.wrong() - one.rows.wrong_by_id);
    stories("Duplicates left", &scores, |one| one.rows.left);
    stories("Asked", &scores, |one| one.rows.suggested);
    stories("Joins that are so, whether they could be known or not", &scores, true_joins);
}

/// Adds what comes of the cases of a seed.
fn run(seed: Seed, count: u64, past: Past, scores: Scores) -> Scores {
    let play = |case: &Case| others::ALL.map(|(_, matcher)| play_by(matcher, case, past));
    each_case(seed, count, scores, play, |scores, case, played| {
        let without = (!reuses_ids(case)).then_some(Cases::WithoutReusedIds);
        for key in [Cases::All, Cases::Of(case.story)].into_iter().chain(without) {
            let all = scores.entry(key).or_insert_with(|| vec![Played::default(); played.len()]);
            for (all, one) in all.iter_mut().zip(&played) {
                all.add(one);
            }
        }
    })
}

/// An id of an account that was another transaction's, be it by another link or source. Counted ones begin anew with each link.
fn reuses_ids(case: &Case) -> bool {
    let mut first = HashMap::new();
    let meant = &case.labels.meant;
    case.tellings.iter().zip(meant.accounts.iter().zip(&meant.rows)).any(|(telling, (accounts, rows))| {
        telling.rows.iter().zip(rows).any(|(row, meant)| {
            let key = row.id.as_deref().map(|id| (accounts.get(row.account).copied(), id));
            key.is_some_and(|key| first.entry(key).or_insert(*meant) != meant)
        })
    })
}

fn true_joins(one: &Played) -> usize {
    [Join::Right, Join::Alike, Join::Guess].into_iter().map(|join| one.rows.count(join)).sum()
}

fn rows(title: &str, all: &[Played]) {
    println!(
        "| {title} | could be known | of them joined | part | guessed well | wrong | of them by an id | duplicates left | asked | ms per 1,000 rows |"
    );
    println!("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
    for ((name, _), one) in others::ALL.iter().zip(all) {
        let rows = &one.rows;
        println!(
            "| {name} | {} | {} | {:.4} | {} | {} | {} | {} | {} | {:.2} |",
            rows.decidable,
            rows.joined,
            rows.part(),
            rows.count(Join::Guess),
            rows.wrong(),
            rows.wrong_by_id,
            rows.left,
            rows.suggested,
            rows.ms_of_thousand()
        );
    }
    if let Some(one) = all.first() {
        println!("\n{} rows were told.\n", one.rows.told);
    }
}

fn accounts(all: &[Played]) {
    println!(
        "| accounts that a new link tells | told before | could be known | of them joined | guessed well | wrong | asked |"
    );
    println!("|---|--:|--:|--:|--:|--:|--:|");
    for ((name, _), one) in others::ALL.iter().zip(all) {
        let accounts = &one.relinked;
        println!(
            "| {name} | {} | {} | {} | {} | {} | {} |",
            accounts.told,
            accounts.decidable,
            accounts.joined,
            accounts.count(Join::Guess),
            accounts.wrong(),
            accounts.suggested
        );
    }
    println!();
}

fn stories(title: &str, scores: &Scores, number: impl Fn(&Played) -> usize) {
    let names: Vec<&str> = others::ALL.iter().map(|(name, _)| *name).collect();
    println!("| {title} | {} |\n|---|{}", names.join(" | "), "--:|".repeat(names.len()));
    for (cases, all) in scores {
        let name = match cases {
            Cases::All => "all".to_owned(),
            Cases::WithoutReusedIds => continue,
            Cases::Of(story) => story.to_string(),
        };
        let numbers: Vec<String> = all.iter().map(|one| number(one).to_string()).collect();
        println!("| {name} | {} |", numbers.join(" | "));
    }
    println!();
}
