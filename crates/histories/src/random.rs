//! Chance that can be had again: the same seed gives the same stream, on every machine and for good.
//!
//! Splitmix64 by Sebastiano Vigna (public domain), written out here so that no release of another crate can change a frozen seed's
//! histories. It is no source of secrets.

const STEP: u64 = 0x9E37_79B9_7F4A_7C15;

/// A stream of numbers.
#[derive(Debug, Clone)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) const fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STEP);
        scramble(self.0)
    }

    /// A stream of its own, so that what is drawn from it moves nothing that is drawn later from this one.
    pub(crate) const fn fork(&mut self) -> Self {
        Self(self.bits())
    }

    /// From `least` to `most`, both included.
    pub(crate) fn between(&mut self, least: i64, most: i64) -> i64 {
        let span = u128::from(most.abs_diff(least)) + 1;
        let step = (u128::from(self.bits()) * span) >> 64;
        least.saturating_add(i64::try_from(step).unwrap_or(0))
    }

    /// As [`between`](Self::between), for days.
    pub(crate) fn days(&mut self, least: i32, most: i32) -> i32 {
        i32::try_from(self.between(i64::from(least), i64::from(most))).unwrap_or(least)
    }

    /// As [`between`](Self::between), for numbers of things.
    pub(crate) fn number(&mut self, least: u32, most: u32) -> u32 {
        u32::try_from(self.between(i64::from(least), i64::from(most))).unwrap_or(least)
    }

    /// A place in a list of that length; 0 when it is empty.
    pub(crate) fn index(&mut self, len: usize) -> usize {
        let step = (u128::from(self.bits()) * u128::try_from(len).unwrap_or(0)) >> 64;
        usize::try_from(step).unwrap_or(0)
    }

    /// True in so many of a hundred cases.
    pub(crate) fn happens(&mut self, of_hundred: u32) -> bool {
        self.number(0, 99) < of_hundred
    }

    /// One of these; the first needs to be there.
    pub(crate) fn one_of<T: Copy>(&mut self, first: T, others: &[T]) -> T {
        let place = self.index(others.len() + 1);
        others.get(place).copied().unwrap_or(first)
    }

    /// One of a list, if there is any.
    pub(crate) fn of<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        list.get(self.index(list.len()))
    }

    /// So many digits.
    pub(crate) fn digits(&mut self, places: usize) -> String {
        (0..places).filter_map(|_| char::from_digit(self.number(0, 9), 10)).collect()
    }

    /// Puts a list into any order.
    pub(crate) fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            list.swap(last, self.index(last + 1));
        }
    }
}

const fn scramble(state: u64) -> u64 {
    let mut mixed = state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

/// One number from several, the same each time: what a source would have stored rather than drawn.
pub(crate) fn hash(parts: &[u64]) -> u64 {
    parts
        .iter()
        .fold(STEP, |state, part| scramble(state.wrapping_add(STEP) ^ scramble(part.wrapping_add(STEP))))
}

/// Where a list has a place, as a part of [`hash`].
pub(crate) fn part(place: usize) -> u64 {
    u64::try_from(place).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that the reference implementation in C gives for these seeds: if they change, all frozen histories do.
    #[test]
    fn the_stream_is_that_of_the_reference() {
        let mut random = Random::new(1_234_567);
        let drawn: Vec<u64> = (0..3).map(|_| random.bits()).collect();
        assert_eq!(drawn, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
        assert_eq!(Random::new(0).bits(), 16_294_208_416_658_607_535);
    }

    #[test]
    fn numbers_keep_to_their_bounds_and_reach_them() {
        let mut random = Random::new(7);
        let drawn: Vec<i64> = (0..1_000).map(|_| random.between(-2, 2)).collect();
        assert!((-2..=2).all(|one| drawn.contains(&one)));
        assert!(drawn.iter().all(|one| (-2..=2).contains(one)));
        assert_eq!(random.index(0), 0);
        assert!((0..1_000).map(|_| random.index(3)).all(|place| place < 3));
        let mut list: Vec<u32> = (0..20).collect();
        random.shuffle(&mut list);
        assert_ne!(list, (0..20).collect::<Vec<_>>());
        list.sort_unstable();
        assert_eq!(list, (0..20).collect::<Vec<_>>());
    }
}
