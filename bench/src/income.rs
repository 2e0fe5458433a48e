//! What a lender's report finds in the accounts of people who never were, against what was truly there, and how long it takes.

use crate::commits::now;
use crate::table::Table;
use domain::report::{Input, Report, make};
use std::time::Duration;

#[path = "../../crates/domain/tests/histories/made/mod.rs"]
#[expect(clippy::inconsistent_digit_grouping, reason = "cents stand apart in amounts")]
mod made;
#[path = "../../crates/domain/tests/histories/score.rs"]
mod score;

/// Another one than those of the tests.
const SEED: u64 = 20_260_101;
const PEOPLE: u32 = 2_000;
/// So many of them once more, in words that nobody knows.
const FOREIGN: u32 = 500;

#[expect(clippy::print_stdout, reason = "the scores are the program's answer")]
pub(crate) fn measure(table: &mut Table) {
    let mut took = Duration::ZERO;
    let mut timed = |input: &Input| -> Report {
        let began = now();
        let report = make(input);
        took += began.elapsed();
        report
    };
    let crowd = score::crowd(SEED, PEOPLE, 0, &mut timed);
    println!("{PEOPLE} histories, seed {SEED}\n\n{crowd}");
    for unknown in [50, 100] {
        let crowd = score::crowd(SEED, FOREIGN, unknown, make);
        println!(
            "the first {FOREIGN} with {unknown} of 100 words on no list, and without categories\n\n{crowd}"
        );
    }
    for (what, side, aims) in [
        ("income", &crowd.all.income, ["≥ 0.98", "≥ 0.95"]),
        ("regular payments", &crowd.all.payments, ["≥ 0.95", "≥ 0.90"]),
    ] {
        let [precision, recall] = aims;
        let counts = side.transactions;
        let row = |name: &str| format!("{what} by transaction, {name}");
        table.row(&row("precision"), format!("{:.4}", counts.precision()), "-".into(), "-".into(), precision);
        table.row(&row("recall"), format!("{:.4}", counts.recall()), "-".into(), "-".into(), recall);
    }
    let each = took.as_secs_f64() * 1e3 / f64::from(PEOPLE);
    table.row("one report of a person", format!("{each:.2} ms"), "-".into(), "-".into(), "-");
    let mut input = score::input(&made::heavy(1));
    for part in [1, 4] {
        let mut at = 0;
        input.transactions.retain(|_| {
            at += 1;
            at % part == 0
        });
        let began = now();
        let report = make(&input);
        let took = began.elapsed().as_secs_f64();
        table.row(
            &format!("one of {} accounts, {} transactions", report.accounts.len(), input.transactions.len()),
            format!("{:.0} ms", took * 1e3),
            "-".into(),
            "-".into(),
            "< 1 s",
        );
    }
}
