//! What all members share: time, chance, settings, and the books.

use super::queue::Queue;
use super::random::Random;
use super::report::Tally;
use super::rules::BrokenRules;
use domain::clock::Timestamp;
use domain::member::counters::Limits;
use domain::member::{Observed, State};
use domain::schedule::{Pace, RunLimits};

/// The settings of the hub, as they are without a configuration.
#[derive(Debug, Clone, Default)]
pub(crate) struct Settings {
    pub(crate) limits: Limits,
    pub(crate) runs: RunLimits,
    pub(crate) pace: Pace,
}

/// A step as it was taken: what went in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sample {
    pub(crate) state: State,
    pub(crate) observed: Observed,
    pub(crate) now: Timestamp,
}

/// Some of all steps, evenly picked.
#[derive(Debug, Default)]
pub(crate) struct Samples {
    pub(crate) kept: Vec<Sample>,
    pub(crate) seen: u64,
}

/// A prime, so that no pattern of a run is kept alone.
const ONE_OF: u64 = 101;
const SAMPLES_MAX: usize = 4_096;

impl Samples {
    pub(crate) fn note(&mut self, state: &State, observed: Observed, now: Timestamp) {
        self.seen += 1;
        if self.seen.is_multiple_of(ONE_OF) && self.kept.len() < SAMPLES_MAX {
            self.kept.push(Sample { state: state.clone(), observed, now });
        }
    }
}

/// The world around one member.
#[derive(Debug)]
pub(crate) struct Around {
    pub(crate) seed: u64,
    pub(crate) now: Timestamp,
    pub(crate) random: Random,
    pub(crate) queue: Queue,
    pub(crate) settings: Settings,
    pub(crate) tally: Tally,
    pub(crate) broken: BrokenRules,
    pub(crate) samples: Samples,
}
