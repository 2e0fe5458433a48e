//! Whether what was read of an account fits together: days of which nothing was told, and a balance that does not follow from the
//! transactions.

use crate::account::AccountType;
use crate::matching::accounts::{Class, class};
use crate::matching::transactions::Days;
use jiff::ToSpan as _;
use jiff::civil::Date;

/// Holes between the days that were told, first and last day included. `told` may be in any order.
pub fn gaps(told: &[Days]) -> Vec<(Date, Date)> {
    let mut spans: Vec<(Date, Date)> =
        told.iter().map(|days| (days.from, days.to.min(days.told_on))).collect();
    spans.sort_unstable();
    let mut gaps = Vec::new();
    let mut until: Option<Date> = None;
    for (from, to) in spans {
        if let Some(until) = until
            && let (Ok(first), Ok(last)) = (until.checked_add(1.day()), from.checked_sub(1.day()))
            && first <= last
        {
            gaps.push((first, last));
        }
        until = Some(until.map_or(to, |until| until.max(to)));
    }
    gaps
}

/// Two balances of an account, and what was told between them; minor units, money in is positive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Balances {
    pub before: i64,
    pub now: i64,
    /// The transactions that posted between.
    pub posted: i64,
    /// How much more is pending now than was before. Some institutions count it.
    pub pending: i64,
}

/// By how much the balance is not what it should be; none where it follows from the transactions.
pub fn unexplained(account_type: AccountType, balances: Balances) -> Option<i64> {
    let Balances { before, now, posted, pending } = balances;
    // What is owed grows by what is spent.
    let is_owed = matches!(class(account_type), Some(Class::Credit | Class::Loan));
    let sign = if is_owed { -1 } else { 1 };
    let rest = |moved: i64| now.saturating_sub(before).saturating_sub(moved.saturating_mul(sign));
    let with_pending = rest(posted.saturating_add(pending));
    Some(rest(posted)).filter(|rest| *rest != 0 && with_pending != 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn gaps_are_between_what_was_told() {
        let told = |from: i8, to: i8| Days {
            from: date(2026, 3, from),
            to: date(2026, 3, to),
            told_on: date(2026, 3, 28),
        };
        let check = |all: &[Days], expected: &[(i8, i8)]| {
            let expected: Vec<_> =
                expected.iter().map(|(from, to)| (date(2026, 3, *from), date(2026, 3, *to))).collect();
            assert_eq!(gaps(all), expected);
        };
        check(&[], &[]);
        check(&[told(3, 9)], &[]);
        check(&[told(3, 9), told(10, 12)], &[]);
        check(&[told(20, 25), told(3, 9), told(5, 12)], &[(13, 19)]);
        check(&[told(1, 2), told(4, 5), told(9, 30)], &[(3, 3), (6, 8)]);
        // Days after it was told were not told.
        check(&[Days { told_on: date(2026, 3, 4), ..told(1, 9) }, told(8, 9)], &[(5, 7)]);
    }

    #[test]
    fn a_balance_follows_from_what_posted() {
        let check = |account_type, before, now, posted, pending, expected| {
            let found = unexplained(account_type, Balances { before, now, posted, pending });
            assert_eq!(found, expected, "{account_type:?} {before} {now} {posted} {pending}");
        };
        check(AccountType::Checking, 1000, 1500, 500, 0, None);
        check(AccountType::Checking, 1000, 1000, 0, -300, None);
        check(AccountType::Checking, 1000, 1200, 500, -300, None);
        check(AccountType::Checking, 1000, 1400, 500, 0, Some(-100));
        check(AccountType::CreditCard, 2000, 2500, -500, 0, None);
        check(AccountType::CreditCard, 2000, 1500, -500, 0, Some(-1000));
        check(AccountType::Checking, i64::MIN, i64::MAX, 1, 1, Some(i64::MAX - 1));
    }
}
