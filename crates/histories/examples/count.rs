//! Prints what the histories of a seed hold: `cargo run --release -p histories --example count -- [CASES] [SEED]`.

#![expect(clippy::print_stdout, reason = "the counts are the program's answer")]

use histories::{AccountVerdict, Case, FROZEN_SEEDS, RowGround, RowVerdict, Seed, Story, cases};
use std::collections::BTreeMap;
use std::fmt::Display;
use std::time::Instant;

const ROWS: [&str; 11] = [
    "new", "by id", "pending", "content", "count", "in sets", "open", "copies", "reversed", "misled",
    "all rows",
];
const ACCOUNTS: [&str; 6] = ["new", "known", "suggest", "open", "conflict", "misled"];

#[derive(Debug, Default, Clone)]
struct Counts {
    cases: usize,
    tellings: usize,
    rows: BTreeMap<&'static str, usize>,
    accounts: BTreeMap<&'static str, usize>,
}

impl Counts {
    fn add(&mut self, case: &Case) {
        self.cases += 1;
        self.tellings += case.tellings.len();
        let verdicts = &case.labels.verdicts;
        for verdict in verdicts.rows.iter().flatten() {
            let is_decided = |set: &usize| verdicts.sets.get(*set).is_some_and(|set| set.joins.is_some());
            let name = match verdict {
                RowVerdict::New => "new",
                RowVerdict::Known(RowGround::Id) => "by id",
                RowVerdict::Known(RowGround::PendingId) => "pending",
                RowVerdict::Known(RowGround::Content) => "content",
                RowVerdict::Known(RowGround::Count) => "count",
                RowVerdict::Among(set) if is_decided(set) => "in sets",
                RowVerdict::Among(_) => "open",
                RowVerdict::Copy => "copies",
                RowVerdict::Reversed => "reversed",
                RowVerdict::Misled => "misled",
            };
            *self.rows.entry(name).or_default() += 1;
            *self.rows.entry("all rows").or_default() += 1;
        }
        for verdict in verdicts.accounts.iter().flatten() {
            let name = match verdict {
                AccountVerdict::New => "new",
                AccountVerdict::Known(_) => "known",
                AccountVerdict::Suggest => "suggest",
                AccountVerdict::Open => "open",
                AccountVerdict::Conflict => "conflict",
                AccountVerdict::Misled => "misled",
            };
            *self.accounts.entry(name).or_default() += 1;
        }
    }

    fn print(&self, name: &str) {
        let rows = ROWS.iter().map(|name| self.rows.get(name).copied().unwrap_or(0));
        let accounts = ACCOUNTS.iter().map(|name| self.accounts.get(name).copied().unwrap_or(0));
        print_line(name, [self.cases, self.tellings].into_iter().chain(rows).chain(accounts));
    }
}

/// The columns of accounts stand behind those of rows.
fn print_line<T: Display>(name: &str, columns: impl Iterator<Item = T>) {
    print!("{name:<18}");
    for column in columns {
        print!("{column:>10}");
    }
    println!();
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let count: u64 = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(10_000);
    let [frozen, ..] = FROZEN_SEEDS;
    let seed: Seed = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(frozen);
    let began = Instant::now();
    let mut counts: BTreeMap<Story, Counts> = BTreeMap::new();
    let mut all = Counts::default();
    for case in cases(seed, count) {
        counts.entry(case.story).or_default().add(&case);
        all.add(&case);
    }
    let took = began.elapsed();
    print_line("story", ["cases", "tellings"].iter().chain(&ROWS).chain(&ACCOUNTS));
    for (story, counts) in &counts {
        counts.print(&story.to_string());
    }
    all.print("all");
    println!("{count} cases of seed {seed} in {took:.1?}");
}
