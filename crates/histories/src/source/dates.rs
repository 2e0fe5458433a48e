//! Which day a source tells.

use super::habits::DateHabit;
use crate::days::{Day, next_working};
use crate::decide::DATE_SHIFT_DAYS_MAX;
use crate::random::{hash, part};
use crate::truth::{Transaction, TransactionId};

/// The day of a pending row.
pub(super) fn pending_day(habit: DateHabit, one: &Transaction) -> Day {
    match habit {
        DateHabit::Late if one.what.is_late => one.authorised + 1,
        DateHabit::Authorised
        | DateHabit::Posted
        | DateHabit::Rolled
        | DateHabit::Wobbling
        | DateHabit::Late => one.authorised,
    }
}

/// The day of a posted row: never before the purchase, never after the posting, and not more than three days before that, so that
/// two sources are never further apart.
pub(super) fn posted_day(
    habit: DateHabit,
    salt: u64,
    id: TransactionId,
    one: &Transaction,
    posted: Day,
) -> Day {
    let first = one.authorised.max(posted - DATE_SHIFT_DAYS_MAX);
    let day = match habit {
        DateHabit::Authorised => first,
        DateHabit::Posted => posted,
        DateHabit::Rolled => next_working(one.authorised),
        DateHabit::Late => pending_day(habit, one),
        DateHabit::Wobbling => {
            let days = u64::try_from(posted - first).unwrap_or(0) + 1;
            first + i32::try_from(hash(&[salt, part(id.0)]) % days).unwrap_or(0)
        }
    };
    day.clamp(first, posted)
}
