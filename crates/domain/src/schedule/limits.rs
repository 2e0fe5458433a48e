//! How long runs may take, and how often they happen.

use super::Jitter;
use crate::clock::Timestamp;
use crate::member::Presence;
use crate::member::counters::Limits;
use jiff::SignedDuration;

/// Limits of runs and challenges; each is a setting with the default of the design.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunLimits {
    /// No new aggregation within this time of a successful one (MX: three hours).
    pub throttle: SignedDuration,
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

    /// Whether a run ends at a wrong answer: its own count, this one included, or that of all runs in a row before this one, has
    /// come as far as it may.
    pub fn ends_at_wrong_answer(&self, in_run: u32, in_row_before: u32, limits: &Limits) -> bool {
        in_run >= self.wrong_answers || in_row_before.saturating_add(1) >= limits.wrong_answers_in_row
    }

    /// Whether data of `succeeded_at` is too fresh for another aggregation at `now`.
    pub fn is_throttled(&self, succeeded_at: Option<Timestamp>, now: Timestamp) -> bool {
        // A time that has not come yet is of a clock that went back.
        succeeded_at.is_some_and(|at| at <= now && now.duration_since(at) < self.throttle)
    }
}

/// How often members are refreshed without being asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pace {
    /// A healthy member, again after this time (`seeds/000`: several times a day).
    pub every: SignedDuration,
    /// Not sooner than this after a success.
    pub at_least: SignedDuration,
    /// How far refreshes of the same moment are spread, in percent of the wait.
    pub jitter_percent: u8,
    /// Background runs of one institution begin this far apart, over all nodes.
    pub apart: SignedDuration,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            every: SignedDuration::from_hours(6),
            at_least: SignedDuration::from_hours(3),
            jitter_percent: 20,
            apart: SignedDuration::from_millis(200),
        }
    }
}

impl Pace {
    /// The wait after a success: half of the spread before, half after.
    pub(super) fn healthy(&self, jitter: Jitter) -> SignedDuration {
        let spread = self.part(self.every);
        (self.every - spread / 2 + jitter.of(spread)).max(self.at_least)
    }

    /// A wait that must not become shorter, spread to later.
    pub(super) fn spread(&self, wait: SignedDuration, jitter: Jitter) -> SignedDuration {
        wait.saturating_add(jitter.of(self.part(wait)))
    }

    fn part(&self, wait: SignedDuration) -> SignedDuration {
        wait.saturating_mul(i32::from(self.jitter_percent)) / 100
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
        assert!(!limits.is_throttled(Some(at + SignedDuration::from_mins(1)), at), "a clock that went back");
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
