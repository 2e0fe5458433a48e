//! Chance that always falls the same way: keys hashed from the seed, and dice thrown from a key.

use sha2::{Digest, Sha256};

/// A number that only the seed and the parts decide.
pub(crate) fn key(seed: u64, parts: &[&str]) -> u64 {
    let (head, _) = digest(seed, parts);
    head
}

/// Twenty hexadecimal digits for an id that outsiders cannot guess without the seed.
pub(crate) fn tag(seed: u64, parts: &[&str]) -> String {
    let (head, tail) = digest(seed, parts);
    format!("{head:016x}{:04x}", tail & 0xffff)
}

/// Each part is hashed with its length, so that `["a", "bc"]` and `["ab", "c"]` differ.
fn digest(seed: u64, parts: &[&str]) -> (u64, u64) {
    let mut hash = Sha256::new();
    hash.update(seed.to_be_bytes());
    for part in parts {
        hash.update(part.len().to_string());
        hash.update(":");
        hash.update(part);
    }
    let bytes: [u8; 32] = hash.finalize().into();
    let mut words =
        bytes.chunks_exact(8).map(|word| word.iter().fold(0, |sum, byte| (sum << 8) | u64::from(*byte)));
    (words.next().unwrap_or_default(), words.next().unwrap_or_default())
}

/// A key within a key, for what is drawn so often that hashing would be slow; it need not withstand guessing.
pub(crate) fn within(key: u64, what: &str) -> u64 {
    // FNV-1a over the name, then one throw to mix it with the key.
    let name = what.bytes().fold(0xcbf2_9ce4_8422_2325, |sum: u64, byte| {
        (sum ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    Dice(key ^ name.rotate_left(17)).throw()
}

/// A non-empty table to draw from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OneOf<T: 'static>(pub(crate) T, pub(crate) &'static [T]);

impl<T: Copy> OneOf<T> {
    /// The entry at `position`, counted round and round.
    pub(crate) fn at(&self, position: u64) -> T {
        let size = u64::try_from(self.1.len()).unwrap_or(0) + 1;
        // The position after the last of the rest is the first: that is how the table is never empty.
        usize::try_from(position % size).ok().and_then(|index| self.1.get(index)).copied().unwrap_or(self.0)
    }
}

/// Throws that follow from where they started (splitmix64: small, quick, and good enough for shopping).
#[derive(Debug)]
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn of(key: u64, salt: i64) -> Dice {
        let mut dice = Dice(key ^ salt.cast_unsigned().wrapping_mul(0xd6e8_feb8_6659_fd93));
        dice.throw();
        dice
    }

    pub(crate) fn throw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From `low` to `high`, both included; `low` when the range is empty.
    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = u64::try_from(high.saturating_sub(low)).unwrap_or(0).saturating_add(1);
        low.saturating_add(i64::try_from(self.throw() % width).unwrap_or(0))
    }

    pub(crate) fn happens(&mut self, per_mille: i64) -> bool {
        self.between(0, 999) < per_mille
    }

    pub(crate) fn pick<T: Copy>(&mut self, table: &OneOf<T>) -> T {
        table.at(self.throw())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_tags_follow_from_seed_and_parts() {
        assert_eq!(key(1, &["a", "b"]), key(1, &["a", "b"]));
        assert_ne!(key(1, &["a", "b"]), key(2, &["a", "b"]));
        assert_ne!(key(1, &["a", "bc"]), key(1, &["ab", "c"]));
        assert_eq!(tag(1, &["a"]).len(), 20);
        assert_eq!(within(1, "a"), within(1, "a"));
        assert!(within(1, "a") != within(1, "b") && within(1, "a") != within(2, "a"));
    }

    #[test]
    fn dice_stay_within_their_range_and_reach_both_ends() {
        let mut dice = Dice::of(7, 1);
        let throws: Vec<i64> = (0..1000).map(|_| dice.between(-3, 3)).collect();
        assert_eq!(throws.iter().min(), Some(&-3));
        assert_eq!(throws.iter().max(), Some(&3));
        assert_eq!(dice.between(5, 4), 5);
    }

    #[test]
    fn every_entry_of_a_table_comes_up() {
        let table = OneOf('a', &['b', 'c']);
        assert_eq!((0..4).map(|at| table.at(at)).collect::<String>(), "bcab");
    }
}
