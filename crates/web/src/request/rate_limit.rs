//! How often one API key may call: a bucket of tokens that fills up evenly, one token a request.
//!
//! The buckets live in this process. With several nodes each counts for itself, so a key may do that many times as much: the limit
//! protects the node, it is no quota.

use domain::clock::Timestamp;
use domain::id::ClientGuid;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// Keys that are counted at once; beyond that, those with a full bucket are forgotten.
const KEYS_MAX: usize = 10_000;
const MICROS_PER_MINUTE: i64 = 60_000_000;

/// Tells keys apart without holding them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct KeyId([u8; 32]);

impl KeyId {
    pub(crate) fn of(client: ClientGuid, key: &str) -> Self {
        Self(Sha256::new().chain_update(client.to_string()).chain_update(key).finalize().into())
    }
}

/// What a request is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Verdict {
    pub(crate) limit: u32,
    /// Requests that may follow at once.
    pub(crate) remaining: u32,
    /// Until the bucket is full again.
    pub(crate) reset_seconds: u64,
    /// Present when this request is one too many.
    pub(crate) retry_after_seconds: Option<u64>,
}

/// The buckets of all keys.
#[derive(Debug)]
pub(crate) struct RateLimit {
    per_minute: u32,
    /// For each key the moment at which its bucket is full again (the generic cell rate algorithm: one number says it all).
    full_at: Mutex<HashMap<KeyId, Timestamp>>,
}

impl RateLimit {
    pub(crate) fn new(per_minute: u32) -> Self {
        Self { per_minute: per_minute.max(1), full_at: Mutex::default() }
    }

    /// Takes a token of this key, if there is one.
    pub(crate) fn ask(&self, key: KeyId, now: Timestamp) -> Verdict {
        let mut buckets = self.full_at.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= KEYS_MAX && !buckets.contains_key(&key) {
            buckets.retain(|_, full_at| *full_at > now);
        }
        let full_at = buckets.get(&key).copied().unwrap_or(now);
        let (verdict, full_at) = take(self.per_minute, full_at, now);
        // When even the busy ones are too many, a newcomer is served uncounted rather than kept out.
        if buckets.len() < KEYS_MAX || buckets.contains_key(&key) {
            buckets.insert(key, full_at);
        }
        verdict
    }
}

/// One request at `now` on a bucket that is full at `full_at`; gives the new moment at which it is full.
fn take(per_minute: u32, full_at: Timestamp, now: Timestamp) -> (Verdict, Timestamp) {
    let cost = MICROS_PER_MINUTE / i64::from(per_minute);
    let capacity = cost.saturating_mul(i64::from(per_minute));
    let missing = micros_between(now, full_at).clamp(0, capacity);
    let is_allowed = missing.saturating_add(cost) <= capacity;
    let missing = if is_allowed { missing.saturating_add(cost) } else { missing };
    let left = capacity.saturating_sub(missing).checked_div(cost).unwrap_or(0);
    let wait = missing.saturating_add(cost).saturating_sub(capacity);
    let verdict = Verdict {
        limit: per_minute,
        remaining: u32::try_from(left).unwrap_or(0),
        reset_seconds: whole_seconds(missing),
        retry_after_seconds: (!is_allowed).then(|| whole_seconds(wait).max(1)),
    };
    let full_at = now.checked_add(jiff::SignedDuration::from_micros(missing)).unwrap_or(now);
    (verdict, full_at)
}

fn micros_between(from: Timestamp, to: Timestamp) -> i64 {
    to.as_microsecond().saturating_sub(from.as_microsecond())
}

/// Rounded up: who waits that long has waited enough.
fn whole_seconds(micros: i64) -> u64 {
    u64::try_from(micros).unwrap_or(0).div_ceil(1_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(millis: i64) -> Timestamp {
        Timestamp::from_millisecond(1_700_000_000_000 + millis).unwrap()
    }

    fn key(text: &str) -> KeyId {
        KeyId::of("CLT-00000000-0000-0000-0000-000000000001".parse().unwrap(), text)
    }

    #[test]
    fn a_bucket_empties_and_fills_again() {
        let limit = RateLimit::new(3);
        let ask = |millis| {
            let verdict = limit.ask(key("a"), at(millis));
            (verdict.remaining, verdict.reset_seconds, verdict.retry_after_seconds)
        };
        assert_eq!(ask(0), (2, 20, None));
        assert_eq!(ask(0), (1, 40, None));
        assert_eq!(ask(0), (0, 60, None));
        assert_eq!(ask(0), (0, 60, Some(20)));
        assert_eq!(ask(19_999), (0, 41, Some(1)));
        assert_eq!(ask(20_000), (0, 60, None));
        assert_eq!(ask(200_000), (2, 20, None));
    }

    #[test]
    fn keys_do_not_share_and_a_clock_that_goes_back_does_no_harm() {
        let limit = RateLimit::new(1);
        assert_eq!(limit.ask(key("a"), at(0)).retry_after_seconds, None);
        assert_eq!(limit.ask(key("b"), at(0)).retry_after_seconds, None);
        assert_eq!(limit.ask(key("a"), at(-3_600_000)).retry_after_seconds, Some(60));
    }

    #[test]
    fn a_limit_of_nothing_is_one() {
        assert_eq!(RateLimit::new(0).ask(key("a"), at(0)).limit, 1);
    }

    #[test]
    fn the_number_of_keys_is_bounded() {
        let limit = RateLimit::new(10);
        for number in 0..KEYS_MAX + 5 {
            limit.ask(key(&number.to_string()), at(0));
        }
        assert_eq!(limit.full_at.lock().unwrap().len(), KEYS_MAX);
        limit.ask(key("later"), at(60_000));
        assert_eq!(limit.full_at.lock().unwrap().len(), 1);
    }
}
