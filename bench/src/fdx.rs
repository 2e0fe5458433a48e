//! What a refresh over FDX costs in requests: the institution counts them, and so does who pays for them.

use crate::table::Table;
use bed::Variant;

#[path = "../../crates/connectors/tests/it/fdx/bed.rs"]
#[expect(
    dead_code,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "it belongs to tests"
)]
mod bed;
#[path = "../../crates/connectors/tests/it/fdx/cost.rs"]
#[expect(clippy::unwrap_used, clippy::panic, reason = "it belongs to tests")]
mod cost;

const ACCOUNTS: usize = 3;
const REQUESTS_MAX: usize = 6;

pub(crate) fn measure(table: &mut Table) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let mut most = 0;
    for variant in Variant::ALL {
        most = most.max(runtime.block_on(cost::refresh(variant, ACCOUNTS)));
    }
    table.row(
        &format!(
            "a refresh over FDX, {ACCOUNTS} accounts and 90 days, the dearest of {} institutions",
            Variant::ALL.len()
        ),
        format!("{most} requests"),
        "1 + 1 + one for each account".to_owned(),
        if most <= REQUESTS_MAX { "met" } else { "missed" }.to_owned(),
        "≤ 6",
    );
    Ok(())
}
