//! Chance that can be had again: the same seed gives the same history.

/// Splitmix64.
#[derive(Debug, Clone)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed ^ 0x5851_F42D_4C95_7F2D)
    }

    const fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// From `least` to `most`, both included.
    pub(crate) fn between(&mut self, least: i64, most: i64) -> i64 {
        let span = u128::from(most.abs_diff(least)) + 1;
        let step = (u128::from(self.bits()) * span) >> 64;
        least.saturating_add(i64::try_from(step).unwrap_or(0))
    }

    /// True in so many of a hundred cases.
    pub(crate) fn happens(&mut self, of_hundred: i64) -> bool {
        self.between(0, 99) < of_hundred
    }

    /// One of these; the first needs to be there.
    pub(crate) fn one_of<T: Copy>(&mut self, first: T, others: &[T]) -> T {
        let most = i64::try_from(others.len()).unwrap_or(0);
        let index = self.between(0, most);
        usize::try_from(index - 1).ok().and_then(|index| others.get(index)).copied().unwrap_or(first)
    }

    /// One of a list that is not empty.
    pub(crate) fn of(&mut self, list: &[&'static str]) -> &'static str {
        match list.split_first() {
            Some((first, others)) => self.one_of(first, others),
            None => "",
        }
    }

    /// `cents`, up to so many of a thousand more or less.
    pub(crate) fn about(&mut self, cents: i64, per_mille: i64) -> i64 {
        cents + cents * self.between(-per_mille, per_mille) / 1_000
    }
}
