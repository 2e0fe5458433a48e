//! What a login has sent and what the bank counts against it: the ground for locks and for the pace it must keep.

use serde::{Deserialize, Serialize};

/// Wrong passwords, unless the institution has it otherwise, and wrong answers, that lock a login when no sign-in succeeds
/// between them.
pub(crate) const WRONG_IN_A_ROW_MAX: u32 = 5;
/// Sign-ins that a throttled institution takes from one login within [`PACE_WINDOW_S`].
pub(crate) const SIGN_INS_PER_WINDOW_MAX: u32 = 30;
pub(crate) const PACE_WINDOW_S: i64 = 60;

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Counts {
    pub(crate) passwords_received: u32,
    pub(crate) wrong_in_a_row: u32,
    pub(crate) questions_asked: u32,
    pub(crate) codes_sent: u32,
    pub(crate) answers_received: u32,
    pub(crate) wrong_answers_in_a_row: u32,
    pub(crate) sign_ins_succeeded: u32,
    pub(crate) repeated_attempts: u32,
    pub(crate) is_locked: bool,
}

/// What one call adds to the counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passwords: u32,
    pub(crate) questions: u32,
    pub(crate) codes: u32,
    pub(crate) answers: u32,
    pub(crate) outcome: Outcome,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Outcome {
    #[default]
    Open,
    WrongPassword,
    WrongAnswer,
    Succeeded,
}

impl Counts {
    /// `locks_after` is how many wrong passwords in a row lock.
    pub(crate) fn after(self, tally: Tally, locks_after: u32) -> Counts {
        let counts = Counts {
            passwords_received: self.passwords_received.saturating_add(tally.passwords),
            questions_asked: self.questions_asked.saturating_add(tally.questions),
            codes_sent: self.codes_sent.saturating_add(tally.codes),
            answers_received: self.answers_received.saturating_add(tally.answers),
            ..self
        };
        match tally.outcome {
            Outcome::Open => counts,
            Outcome::WrongPassword => {
                let wrong_in_a_row = counts.wrong_in_a_row.saturating_add(1);
                let is_locked = counts.is_locked || wrong_in_a_row >= locks_after;
                Counts { wrong_in_a_row, is_locked, ..counts }
            }
            Outcome::WrongAnswer => {
                let wrong_answers_in_a_row = counts.wrong_answers_in_a_row.saturating_add(1);
                let is_locked = counts.is_locked || wrong_answers_in_a_row >= WRONG_IN_A_ROW_MAX;
                Counts { wrong_answers_in_a_row, is_locked, ..counts }
            }
            Outcome::Succeeded => Counts {
                wrong_in_a_row: 0,
                wrong_answers_in_a_row: 0,
                sign_ins_succeeded: counts.sign_ins_succeeded.saturating_add(1),
                ..counts
            },
        }
    }

    pub(crate) fn after_repetition(self) -> Counts {
        Counts { repeated_attempts: self.repeated_attempts.saturating_add(1), ..self }
    }
}

/// How often a login came lately.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Pace {
    window_began_s: i64,
    in_window: u32,
}

impl Pace {
    /// The pace after one more sign-in at `now_s`, or the seconds to wait when that would be too many.
    pub(crate) fn after_one(self, now_s: i64) -> Result<Pace, i64> {
        let left_s = self.window_began_s.saturating_add(PACE_WINDOW_S).saturating_sub(now_s);
        // A clock that was moved back leaves a window in the future; it counts as over.
        if left_s <= 0 || left_s > PACE_WINDOW_S {
            return Ok(Pace { window_began_s: now_s, in_window: 1 });
        }
        if self.in_window >= SIGN_INS_PER_WINDOW_MAX {
            return Err(left_s);
        }
        Ok(Pace { in_window: self.in_window + 1, ..self })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(outcome: Outcome) -> Tally {
        Tally { outcome, ..Tally::default() }
    }

    #[test]
    fn so_many_in_a_row_lock_and_a_success_sets_back() {
        use Outcome::{Open, Succeeded, WrongAnswer, WrongPassword};
        for (outcomes, locks_after, locked) in [
            (vec![WrongPassword; 4], 5, false),
            (vec![WrongPassword; 5], 5, true),
            (vec![WrongAnswer; 4], 5, false),
            (vec![WrongAnswer; 5], 5, true),
            (vec![WrongPassword], 1, true),
            (vec![WrongPassword; 19], 20, false),
            (vec![WrongPassword; 20], 20, true),
            (vec![WrongAnswer; 4], 1, false),
            (vec![WrongAnswer; 5], 20, true),
            (vec![WrongPassword, WrongPassword, WrongPassword, WrongAnswer, WrongAnswer], 5, false),
            ([vec![WrongPassword; 4], vec![Open], vec![WrongPassword]].concat(), 5, true),
            ([vec![WrongPassword; 4], vec![Succeeded], vec![WrongPassword; 4]].concat(), 5, false),
            ([vec![WrongAnswer; 4], vec![Succeeded], vec![WrongAnswer; 4]].concat(), 5, false),
        ] {
            let count = |counts: Counts, outcome: &Outcome| counts.after(tally(*outcome), locks_after);
            let counts = outcomes.iter().fold(Counts::default(), count);
            assert_eq!(counts.is_locked, locked, "{outcomes:?} {locks_after}");
        }
    }

    #[test]
    fn the_pace_is_kept_within_a_window() {
        let mut pace = Pace::default();
        for _ in 0..SIGN_INS_PER_WINDOW_MAX {
            pace = pace.after_one(1_000).unwrap();
        }
        assert_eq!(pace.after_one(1_010), Err(50));
        assert!(pace.after_one(1_060).is_ok());
        assert!(pace.after_one(10).is_ok());
    }
}
