//! Chance that can be had again: the same seed gives the same world.

use jiff::SignedDuration;

/// Splitmix64: small, quick, good enough for a world.
#[derive(Debug, Clone)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) const fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to `count` - 1.
    pub(crate) fn below(&mut self, count: u64) -> u64 {
        let wide = u128::from(self.bits()) * u128::from(count);
        u64::try_from(wide >> 64).unwrap_or(0)
    }

    /// True in so many of a thousand cases.
    pub(crate) fn happens(&mut self, of_thousand: u64) -> bool {
        self.below(1_000) < of_thousand
    }

    /// One of these; none when there is none.
    pub(crate) fn one_of<T: Copy>(&mut self, choices: &[T]) -> Option<T> {
        let index = self.below(u64::try_from(choices.len()).unwrap_or(0));
        usize::try_from(index).ok().and_then(|index| choices.get(index)).copied()
    }

    /// A time between the two, each as likely.
    pub(crate) fn between(&mut self, least: SignedDuration, most: SignedDuration) -> SignedDuration {
        let span = u64::try_from((most - least).as_millis()).unwrap_or(0);
        least + SignedDuration::from_millis(i64::try_from(self.below(span.max(1))).unwrap_or(0))
    }

    /// The time until something that happens once per `mean`, at any moment alike (Poisson); at most ten times `mean`.
    pub(crate) fn wait(&mut self, mean: SignedDuration) -> SignedDuration {
        let part = f64::from(u32::try_from(self.bits() >> 32).unwrap_or(0)) / f64::from(u32::MAX);
        let means = -(1.0 - part).ln();
        SignedDuration::try_from_secs_f64(mean.as_secs_f64() * means.clamp(0.0, 10.0)).unwrap_or(mean)
    }
}
