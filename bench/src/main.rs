//! Speed, as ratios measured side by side in one run: what the product does against the same work done bare.
//!
//! `cargo run --release -p bench` prints one table. `TEST_PG_URL` names a PostgreSQL for its row; without it the row is skipped.

#[path = "../../crates/connectors/tests/it/bed.rs"]
#[expect(
    dead_code,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "it belongs to tests"
)]
mod bed;
mod claim;
mod commits;
mod deliveries;
mod fdx;
mod home;
mod http;
mod income;
mod ingest;
mod matching;
#[path = "../../crates/connectors/tests/it/narrator.rs"]
mod narrator;
mod ofx;
mod pages;
#[path = "../../crates/connectors/tests/it/person.rs"]
#[expect(clippy::unwrap_used, clippy::panic, reason = "it belongs to tests")]
mod person;
mod search;
mod simulation;
mod slow_bank;
mod start;
mod status;
mod step;
mod table;

use table::Table;

fn main() -> anyhow::Result<()> {
    let mut table = Table::default();
    let only = std::env::args().nth(1);
    let wanted = |name: &str| only.as_deref().is_none_or(|only| only == name);
    // First and in this order, since they look at the most memory that the process ever had.
    if wanted("ofx") {
        ofx::measure(&mut table)?;
    }
    if wanted("deliveries") {
        deliveries::measure(&mut table)?;
    }
    if wanted("matching") {
        matching::measure(&mut table)?;
    }
    if wanted("ingest") {
        ingest::measure(&mut table)?;
    }
    if wanted("commits") {
        commits::sqlite(&mut table)?;
        commits::postgres(&mut table)?;
    }
    if wanted("status") {
        status::measure(&mut table)?;
    }
    if wanted("search") {
        search::measure(&mut table)?;
    }
    if wanted("pages") {
        pages::measure(&mut table)?;
    }
    if wanted("start") {
        start::measure(&mut table)?;
    }
    if wanted("claim") {
        claim::sqlite(&mut table)?;
        claim::postgres(&mut table)?;
    }
    if wanted("fdx") {
        fdx::measure(&mut table)?;
    }
    if wanted("slow_bank") {
        slow_bank::measure(&mut table)?;
    }
    if wanted("simulation") {
        simulation::measure(&mut table);
    }
    if wanted("income") {
        income::measure(&mut table);
    }
    if wanted("step") {
        step::measure(&mut table)?;
    }
    table.print();
    Ok(())
}
