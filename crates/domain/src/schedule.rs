//! When a run may or must happen.

use crate::clock::Timestamp;
use crate::member::Presence;
use jiff::SignedDuration;

/// Limits of runs and challenges; each is a setting with the default of the design.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunLimits {
    /// No new aggregation within this time of a successful one (MX: three hours).
    pub throttle: SignedDuration,
    /// A foreground run that takes longer than this without sign-in makes the member DELAYED.
    pub slow_after: SignedDuration,
    /// A run ends after this time.
    pub run_max: SignedDuration,
    /// Time for an answer when the institution names none.
    pub answer_foreground: SignedDuration,
    pub answer_background: SignedDuration,
    /// Wrong answers in one run.
    pub wrong_answers: u32,
    /// Rounds of questions in one run.
    pub rounds: u32,
}

impl Default for RunLimits {
    fn default() -> Self {
        Self {
            throttle: SignedDuration::from_hours(3),
            slow_after: SignedDuration::from_secs(60),
            run_max: SignedDuration::from_mins(30),
            answer_foreground: SignedDuration::from_mins(5),
            answer_background: SignedDuration::from_mins(15),
            wrong_answers: 3,
            rounds: 10,
        }
    }
}

impl RunLimits {
    /// When the hub stops waiting for an answer: at the institution's deadline, else after the hub's own time.
    pub fn answer_deadline(
        &self,
        institution: Option<Timestamp>,
        presence: Presence,
        now: Timestamp,
    ) -> Timestamp {
        institution.unwrap_or_else(|| {
            let time = match presence {
                Presence::Foreground => self.answer_foreground,
                Presence::Background => self.answer_background,
            };
            now.checked_add(time).unwrap_or(Timestamp::MAX)
        })
    }

    /// Whether data of `succeeded_at` is too fresh for another aggregation at `now`.
    pub fn is_throttled(&self, succeeded_at: Option<Timestamp>, now: Timestamp) -> bool {
        succeeded_at.is_some_and(|at| now.duration_since(at) < self.throttle)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fresh_data_is_not_fetched_again() {
        let limits = RunLimits::default();
        let at = Timestamp::UNIX_EPOCH;
        assert!(!limits.is_throttled(None, at));
        assert!(limits.is_throttled(Some(at), at + SignedDuration::from_mins(179)));
        assert!(!limits.is_throttled(Some(at), at + SignedDuration::from_mins(180)));
    }

    #[test]
    fn the_institution_s_deadline_counts_first() {
        let limits = RunLimits::default();
        let now = Timestamp::UNIX_EPOCH;
        let soon = now + SignedDuration::from_secs(20);
        assert_eq!(limits.answer_deadline(Some(soon), Presence::Foreground, now), soon);
        let minutes = |presence| limits.answer_deadline(None, presence, now).as_second() / 60;
        assert_eq!((minutes(Presence::Foreground), minutes(Presence::Background)), (5, 15));
    }
}
