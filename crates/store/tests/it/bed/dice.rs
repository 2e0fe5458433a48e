//! Time that stands still, and randomness that repeats.

use domain::clock::{Clock, Timestamp};
use domain::random::Random;
use jiff::SignedDuration;
use std::sync::atomic::{AtomicU64, Ordering};

/// The first second of the tests' time.
const START_SECONDS: i64 = 1_760_000_000;

/// A time so many seconds after the start; with microseconds, so that they are seen to survive.
pub(crate) fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(START_SECONDS + seconds).unwrap() + SignedDuration::from_micros(123_456)
}

#[derive(Debug)]
pub(crate) struct FixedClock(pub(crate) Timestamp);

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        self.0
    }
}

/// `SplitMix64`: the same numbers in every run, none of them twice.
#[derive(Debug)]
pub(crate) struct Dice(AtomicU64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(AtomicU64::new(seed))
    }

    fn next(&self) -> u64 {
        const GAMMA: u64 = 0x9e37_79b9_7f4a_7c15;
        let mut z = self.0.fetch_add(GAMMA, Ordering::Relaxed).wrapping_add(GAMMA);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}

impl Random for Dice {
    fn fill(&self, bytes: &mut [u8]) {
        for part in bytes.chunks_mut(8) {
            part.copy_from_slice(&self.next().to_le_bytes()[..part.len()]);
        }
    }
}
