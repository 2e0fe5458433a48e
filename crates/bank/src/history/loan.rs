//! Loans that are repaid in equal monthly payments.

use domain::clock::Timestamp;

use super::habits::{Side, line};
use super::{Movement, SECONDS_PER_HOUR};
use crate::accounts::{Account, Course};
use crate::calendar::{Day, Month};
use crate::money::{Cents, Percent};

#[derive(Debug, Clone, Copy)]
pub(crate) struct Terms {
    pub(crate) principal: Cents,
    pub(crate) rate: Percent,
    pub(crate) months: i64,
    pub(crate) payment: Cents,
}

const PAYMENT_HOUR: i64 = 9;
/// Payments fall on one of the days that every month has.
const PAYMENT_DAYS: (i64, i64) = (2, 27);

/// The terms of a loan; none for an account that is none.
pub(crate) fn terms(account: &Account) -> Option<Terms> {
    match account.template.course {
        Course::Repaid { principal, rate, months } => {
            let principal = Cents(account.drawn(principal, "principal"));
            Some(Terms { principal, rate, months, payment: level_payment(principal, rate, months) })
        }
        Course::ToppedUp { .. }
        | Course::PaidMonthly { .. }
        | Course::Collecting { .. }
        | Course::Valued { .. } => None,
    }
}

/// The smallest payment that leaves nothing after so many months, found by halving.
fn level_payment(principal: Cents, rate: Percent, months: i64) -> Cents {
    let (mut too_small, mut enough) = (0, principal.0 + interest(principal, rate).0);
    while enough - too_small > 1 {
        let middle = i64::midpoint(too_small, enough);
        if owed_after(Terms { principal, rate, months, payment: Cents(middle) }, months) > Cents::ZERO {
            too_small = middle;
        } else {
            enough = middle;
        }
    }
    Cents(enough)
}

fn interest(owed: Cents, rate: Percent) -> Cents {
    Cents(owed.share(rate).0 / 12)
}

/// What is owed after so many payments.
fn owed_after(terms: Terms, payments: i64) -> Cents {
    (0..payments.min(terms.months))
        .fold(terms.principal, |owed, _| (owed + interest(owed, terms.rate) - terms.payment).max(Cents::ZERO))
}

pub(crate) fn payment_day(account: &Account, month: Month) -> Day {
    month.day(account.drawn(PAYMENT_DAYS, "payment day"))
}

/// The payments made until this moment; the first is due in the month after the opening.
pub(crate) fn payments_until(account: &Account, now: Timestamp) -> i64 {
    let month = Day::of(now).month();
    let is_paid = payment_day(account, month).at(PAYMENT_HOUR * SECONDS_PER_HOUR) <= now;
    (month.0 - account.opened_on.month().0 - i64::from(!is_paid)).max(0)
}

pub(crate) fn owed(account: &Account, terms: Terms, now: Timestamp) -> Cents {
    owed_after(terms, payments_until(account, now))
}

/// The interest of the month, then the payment.
pub(super) fn payment_on(account: &Account, day: Day) -> Vec<Movement> {
    let paid_before = day.month().0 - account.opened_on.month().0 - 1;
    if paid_before < 0 || day != payment_day(account, day.month()) {
        return Vec::new();
    }
    let Some(terms) = terms(account) else { return Vec::new() };
    let owed = owed_after(terms, paid_before);
    if owed == Cents::ZERO {
        return Vec::new();
    }
    let interest = interest(owed, terms.rate);
    let payment = terms.payment.min(owed + interest);
    let second = PAYMENT_HOUR * SECONDS_PER_HOUR;
    vec![
        Movement::at_once(day, second, Side::Debit, interest, line("Interest Charged", "Interest")),
        Movement::at_once(day, second, Side::Credit, payment, line("Payment Received", "Loan Payment")),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loans_are_paid_off_on_time_by_the_smallest_payment() {
        for (principal, rate, months) in [(20_000_00, 6_25, 72), (300_000_00, 5_75, 360), (1_00, 0, 12)] {
            let (principal, rate) = (Cents(principal), Percent(rate));
            let payment = level_payment(principal, rate, months);
            let terms = Terms { principal, rate, months, payment };
            assert_eq!(owed_after(terms, months), Cents::ZERO);
            assert!(owed_after(terms, months - 1) > Cents::ZERO);
            let stingy = Terms { payment: payment - Cents(1), ..terms };
            assert!(owed_after(stingy, months) > Cents::ZERO);
        }
    }
}
