//! `step()` on one core, over the states and facts that a simulated world brings; against copying the state alone.

use crate::commits::now;
use crate::simulation::world::{Size, live};
use crate::table::{Table, median, per_second, percent};
use domain::member::counters::Limits;
use domain::member::step;
use std::hint::black_box;

/// Enough for some thousands of samples.
const SIZE: Size = Size { members: 400, days: 90 };
const CALLS: u32 = 2_000_000;
const ROUNDS: usize = 7;

pub(crate) fn measure(table: &mut Table) -> anyhow::Result<()> {
    let samples = live(1, SIZE).samples;
    let limits = Limits::default();
    let calls = usize::try_from(CALLS)?;
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let began = now();
        for sample in samples.iter().cycle().take(calls) {
            let taken = step(black_box(&sample.state), sample.observed, sample.now, &limits);
            let _ = black_box(taken);
        }
        ours.push(per_second(CALLS, began.elapsed()));
        let began = now();
        for sample in samples.iter().cycle().take(calls) {
            let _ = black_box(black_box(&sample.state).clone());
        }
        theirs.push(per_second(CALLS, began.elapsed()));
    }
    let (ours, theirs) = (median(ours), median(theirs));
    table.row(
        &format!("step() on one core, {} states and facts; bare: copying the state", samples.len()),
        format!("{:.1} million/s", ours / 1e6),
        format!("{:.1} million/s", theirs / 1e6),
        percent(ours / theirs),
        "≥ 5 million/s",
    );
    Ok(())
}
