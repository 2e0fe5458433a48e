//! The same seed gives the same world, and the same step the same state.

use crate::world::{Size, live};
use domain::member::counters::Limits;
use domain::member::step;

const SMALL: Size = Size { members: 80, days: 45 };

#[test]
fn the_same_seed_gives_the_same_report() {
    let (first, second, other) = (live(7, SMALL), live(7, SMALL), live(8, SMALL));
    assert_eq!(first.report, second.report);
    assert_eq!(first.report.to_string(), second.report.to_string());
    assert_eq!(first.samples, second.samples);
    assert_eq!(first.broken, second.broken);
    assert_ne!(first.report, other.report);
}

#[test]
fn a_step_depends_on_nothing_but_what_goes_in() {
    let samples = live(7, SMALL).samples;
    assert!(samples.len() > 300, "{}", samples.len());
    let limits = Limits::default();
    for sample in &samples {
        let take = || step(&sample.state, sample.observed, sample.now, &limits);
        assert_eq!(take(), take(), "{sample:?}");
    }
}
