//! What is counted: refusals in a row, and technical failures in a short time.

use crate::clock::Timestamp;
use jiff::SignedDuration;

/// The limits of the life cycle; each is a setting with the default of the design.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Refusals in a row that make PREVENTED (`seeds/002`: three).
    pub refusals_in_row: u32,
    /// Technical failures that make DEGRADED (`seeds/002`: three "within a short period").
    pub failures: usize,
    /// Failures closer together than this count as one.
    pub failures_apart: SignedDuration,
    /// The short period.
    pub failures_within: SignedDuration,
    /// No success for this long makes DISCONNECTED (`seeds/002`: two weeks).
    pub without_success: SignedDuration,
    /// So many refusals of the very same login, and it is not sent again: another one would make the bank lock it. Lower at
    /// institutions that were seen to lock early, see [`Limits::at_bank_that_locks_after`].
    pub refusals_of_credentials: u32,
    /// So many wrong answers in a row, over all runs, and the hub pauses: banks lock at three to five.
    pub wrong_answers_in_row: u32,
    /// How long that pause lasts, unless a new login is given.
    pub lock_pause: SignedDuration,
    /// So many successes in a row that each needed an answer, and the bank wants a code at every login.
    pub codes_in_row: u32,
    /// A run with a person that is not signed in after this time makes the member DELAYED.
    pub slow_after: SignedDuration,
    /// A member that waits for a consent longer than this is deleted (`seeds/002`: one hour).
    pub pending: SignedDuration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            refusals_in_row: 3,
            failures: 3,
            failures_apart: SignedDuration::from_hours(1),
            failures_within: SignedDuration::from_hours(72),
            without_success: SignedDuration::from_hours(14 * 24),
            refusals_of_credentials: 3,
            wrong_answers_in_row: 4,
            lock_pause: SignedDuration::from_hours(24),
            codes_in_row: 3,
            slow_after: SignedDuration::from_secs(60),
            pending: SignedDuration::from_hours(1),
        }
    }
}

impl Limits {
    /// The limits at a bank that was seen to lock logins at so many wrong passwords in a row: the last one before is not sent.
    #[must_use]
    pub fn at_bank_that_locks_after(&self, wrong_passwords: u32) -> Self {
        let before = wrong_passwords.saturating_sub(1).max(1);
        Self { refusals_of_credentials: self.refusals_of_credentials.min(before), ..self.clone() }
    }
}

/// Technical failures since the last success.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Failures {
    /// All of them since the last success.
    pub since_success: u32,
    /// The times of those that count towards DEGRADED: far enough apart, recent enough, oldest first.
    pub recent: Vec<Timestamp>,
}

impl Failures {
    /// With one more failure at `now`.
    #[must_use]
    pub fn and_one(&self, now: Timestamp, limits: &Limits) -> Self {
        let mut recent: Vec<Timestamp> = self
            .recent
            .iter()
            .copied()
            .filter(|at| now.duration_since(*at) <= limits.failures_within)
            .collect();
        if recent.last().is_none_or(|last| now.duration_since(*last) >= limits.failures_apart) {
            recent.push(now);
        }
        let surplus = recent.len().saturating_sub(limits.failures.max(1));
        recent.drain(..surplus);
        Self { since_success: self.since_success.saturating_add(1), recent }
    }

    /// Whether they make DEGRADED.
    pub fn are_many(&self, limits: &Limits) -> bool {
        self.recent.len() >= limits.failures
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(hours: &[i64]) -> Failures {
        let start = Timestamp::UNIX_EPOCH;
        hours.iter().fold(Failures::default(), |failures, hour| {
            failures.and_one(start + SignedDuration::from_hours(*hour), &Limits::default())
        })
    }

    #[test]
    fn three_an_hour_apart_within_three_days_are_many() {
        let check = |hours: &[i64], many: bool| {
            assert_eq!(after(hours).are_many(&Limits::default()), many, "{hours:?}")
        };
        check(&[], false);
        check(&[0, 1], false);
        check(&[0, 1, 2], true);
        check(&[0, 0, 0, 0], false);
        check(&[0, 36, 72], true);
        check(&[0, 36, 73], false);
        check(&[0, 36, 73, 74], true);
    }

    #[test]
    fn all_are_counted_but_few_are_kept() {
        let many = after(&(0..100).collect::<Vec<i64>>());
        assert_eq!((many.since_success, many.recent.len()), (100, 3));
    }
}
