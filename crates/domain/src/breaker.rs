//! When an institution that fails is left alone, and for how long.

use jiff::SignedDuration;

/// Failures in a row, of any members, after which it is left alone.
const FAILURES: u32 = 5;
/// How long at first; twice as long with each further failure.
const PAUSE: SignedDuration = SignedDuration::from_mins(1);
const PAUSE_MAX: SignedDuration = SignedDuration::from_hours(1);

/// How long nothing is asked unasked after so many failures in a row; none while it is tried as ever. People who press a button are
/// let through: they are few, and the first answer closes the breaker.
pub fn pause_after(failures_in_row: u32) -> Option<SignedDuration> {
    let further = failures_in_row.checked_sub(FAILURES)?;
    let factor = 1_i32.checked_shl(further.min(16)).unwrap_or(i32::MAX);
    Some(PAUSE.saturating_mul(factor).min(PAUSE_MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_begin_at_the_fifth_failure_and_grow_to_an_hour() {
        let minutes = |failures| pause_after(failures).map(|pause| pause.as_mins());
        assert_eq!([0, 4].map(minutes), [None, None]);
        assert_eq!([5, 6, 7, 10, 11].map(minutes), [1, 2, 4, 32, 60].map(Some));
        assert_eq!(minutes(u32::MAX), Some(60));
    }
}
