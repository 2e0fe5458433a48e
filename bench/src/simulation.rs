//! Ten thousand member-months of simulated banks and people, in which the rules of `domain` keep connections alive.

use crate::commits::now;
use crate::table::Table;
use world::{Size, live};

#[path = "../../crates/domain/tests/simulation/world/mod.rs"]
pub(crate) mod world;

const SEED: u64 = 1;
/// Ten thousand months.
const SIZE: Size = Size { members: 2_000, days: 150 };

#[expect(clippy::print_stdout, reason = "the report is the program's answer")]
pub(crate) fn measure(table: &mut Table) {
    let began = now();
    let lived = live(SEED, SIZE);
    let took = began.elapsed().as_secs_f64();
    println!("{}", lived.report);
    // The tests of `domain` print the whole history.
    for broken in lived.broken.values() {
        let first: Vec<&str> = broken.first.lines().take(2).collect();
        println!("does not hold with {} members; {}\n", broken.members, first.join("\n  "));
    }
    table.row(
        "10,000 member-months of banks and people, simulated",
        format!("{took:.1} s"),
        "-".into(),
        format!("{} rules do not hold", lived.broken.len()),
        "< 60 s",
    );
}
