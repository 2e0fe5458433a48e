//! When something must happen to a member by itself, and what.
//!
//! [`next_run_at`] plans the next background run when one has ended; [`agenda`] says what time brings besides: a run that is slow, a
//! consent that never came, two weeks without success. The earliest of all is the member's due time, which an index finds.

mod limits;

pub use limits::{Pace, RunLimits};

use crate::clock::Timestamp;
use crate::member::counters::Limits;
use crate::member::transition::{Cell, cell};
use crate::member::{Event, State, Status, may_run_unattended};
use crate::reason::Retry;
use jiff::SignedDuration;

/// Over how long refreshes are spread that were held back until the same moment: half of the wait, within these.
const HOLD_SPREAD_MIN: SignedDuration = SignedDuration::from_mins(15);
const HOLD_SPREAD_MAX: SignedDuration = SignedDuration::from_mins(30);

/// What time makes of a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// The open run takes longer than normal.
    Slow,
    /// The hour for the consent is over.
    PendingOver,
    /// Two weeks without success, and failing.
    TwoWeeks,
    /// The next background run.
    Refresh,
    /// A refresh is due, and would send a code to somebody who is not there: the person is asked to come.
    NeedsPerson,
}

/// A number from 0 to 1 023 that spreads what would happen at the same moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Jitter(u16);

impl Jitter {
    const STEPS: u16 = 1_024;

    /// From random bits.
    pub const fn new(bits: u16) -> Self {
        Self(bits % Self::STEPS)
    }

    /// That part of `whole`.
    fn of(self, whole: SignedDuration) -> SignedDuration {
        whole.saturating_mul(i32::from(self.0)) / i32::from(Self::STEPS)
    }
}

/// When the hub tries again by itself; none when it does not.
///
/// What was never read is not read before somebody asks for it: such a member has signed in, and no more. A healthy member is refreshed every [`Pace::every`], give or take half of [`Pace::jitter_percent`], and not sooner than
/// [`Pace::at_least`] after its success. After an end without success the wait is that of the reason, longer with each unattended try in
/// a row, and never before `not_before`, where the source asked to be left alone until then.
pub fn next_run_at(
    state: &State,
    pace: &Pace,
    limits: &Limits,
    jitter: Jitter,
    now: Timestamp,
    not_before: Option<Timestamp>,
) -> Option<Timestamp> {
    if state.is_being_aggregated || state.aggregated_at.is_none() || !is_refreshed(state, limits) {
        return None;
    }
    let at = match state.reason.filter(|_| state.is_failing()) {
        None => healthy(state, pace, jitter, now)?,
        Some(reason) => match reason.retry() {
            Retry::Backoff => {
                now.checked_add(pace.spread(nth(reason.waits(), state.tries_in_row), jitter)).ok()?
            }
            // What somebody else must settle does not keep a connection that works from being refreshed.
            Retry::Never | Retry::Immediate | Retry::ForegroundOnly if state.status == Status::Connected => {
                now.checked_add(pace.healthy(jitter)).ok()?
            }
            Retry::Never | Retry::Immediate | Retry::ForegroundOnly => return None,
        },
    };
    let after_hold = not_before.map(|until| {
        // All members of a bank may have been told the same.
        let spread = (until.duration_since(now) / 2).clamp(HOLD_SPREAD_MIN, HOLD_SPREAD_MAX);
        until.checked_add(jitter.of(spread)).unwrap_or(until)
    });
    let after_pause = state
        .aggregated_at
        .filter(|_| state.wrong_answers_in_row >= limits.wrong_answers_in_row)
        .and_then(|at| at.checked_add(limits.lock_pause).ok());
    [Some(at), after_hold, after_pause].into_iter().flatten().max()
}

/// Counted from the success: what has become old meanwhile (a pause has ended) is due soon.
fn healthy(state: &State, pace: &Pace, jitter: Jitter, now: Timestamp) -> Option<Timestamp> {
    let soon =
        now.checked_add(SignedDuration::from_secs(1).saturating_add(jitter.of(HOLD_SPREAD_MIN))).ok()?;
    let since = state.successfully_aggregated_at.map_or(now, |at| at.min(now));
    Some(since.checked_add(pace.healthy(jitter)).ok()?.max(soon))
}

/// Whether a refresh of this member ever falls due: it could run unattended, but for a code that the bank wants at each login.
fn is_refreshed(state: &State, limits: &Limits) -> bool {
    let without_codes = Limits { codes_in_row: u32::MAX, ..limits.clone() };
    may_run_unattended(state, &without_codes)
}

/// The wait after so many ends without success.
fn nth(waits: &[SignedDuration], tries: u32) -> SignedDuration {
    let index = usize::try_from(tries.saturating_sub(1)).unwrap_or(usize::MAX);
    waits.get(index).or(waits.last()).copied().unwrap_or(SignedDuration::from_hours(24))
}

/// What comes next for a member by itself, and when.
pub fn agenda(state: &State, next_run_at: Option<Timestamp>, limits: &Limits) -> Option<(Timestamp, Due)> {
    let takes_slow = cell(state.status, Event::RunSlow) != Cell::Ignore;
    let slow = state.slow_at.filter(|_| state.is_being_aggregated && takes_slow).map(|at| (at, Due::Slow));
    let pending = (state.status == Status::Pending && !state.is_being_aggregated)
        .then(|| state.created_at.checked_add(limits.pending).ok())
        .flatten()
        .map(|at| (at, Due::PendingOver));
    let refresh = next_run_at
        .filter(|_| !state.is_being_aggregated && is_refreshed(state, limits))
        .map(|at| (at, if state.wants_code(limits) { Due::NeedsPerson } else { Due::Refresh }));
    [slow, pending, two_weeks(state, limits), refresh].into_iter().flatten().min_by_key(|(at, _)| *at)
}

fn two_weeks(state: &State, limits: &Limits) -> Option<(Timestamp, Due)> {
    let failures = usize::try_from(state.failures.since_success).unwrap_or(usize::MAX);
    let is_failing = matches!(state.status, Status::Failed | Status::Degraded) && failures >= limits.failures;
    let at = state.without_success_since.checked_add(limits.without_success).ok()?;
    is_failing.then_some((at, Due::TwoWeeks))
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
