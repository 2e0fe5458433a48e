//! Balances follow from the history. One movement a month keeps them plausible for ever: a transfer that brings the account to
//! the next month's level, or a payment of what was spent last month.

use domain::clock::Timestamp;

use super::habits::{Line, Side, line};
use super::{Movement, PENDS_DAYS_MAX, SECONDS_PER_HOUR, loan, on, ordinary_on, premiums_until};
use crate::accounts::{Account, AccountType, Course};
use crate::calendar::{Day, Month};
use crate::chance::{self, Dice};
use crate::money::{Cents, Percent};

const TRANSFER_SECOND: i64 = 23 * SECONDS_PER_HOUR + SECONDS_PER_HOUR / 2;
const PAYMENT_DAY: i64 = 20;
const PAYMENT_HOUR: i64 = 11;
/// How far, of ten thousand, a month's level lies from the account's own.
const LEVEL_WOBBLE: i64 = 600;

/// How an account stands at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Standing {
    /// What is there, or what is owed.
    pub(crate) balance: Cents,
    /// What pending debits will take.
    pub(crate) held: Cents,
    /// For what is paid monthly: what was owed at the end of the last month.
    pub(crate) statement: Cents,
}

pub(crate) fn standing(account: &Account, now: Timestamp) -> Standing {
    let today = Day::of(now);
    if today < account.opened_on {
        return Standing::default();
    }
    let month = today.month();
    let so_far = || month.first().plus(-PENDS_DAYS_MAX).to(today).flat_map(|day| on(account, day));
    let posted =
        || so_far().filter(|movement| movement.posts_at >= month.first().starts() && movement.is_posted(now));
    let held = || {
        let pending = so_far().filter(|movement| movement.at <= now && !movement.is_posted(now));
        pending.filter(|movement| movement.side == Side::Debit).map(|movement| movement.held).sum()
    };
    match account.template.course {
        Course::ToppedUp { .. } => {
            let balance = level_at_start(account, month) + posted().map(|movement| gain(&movement)).sum();
            Standing { balance, held: held(), statement: Cents::ZERO }
        }
        Course::PaidMonthly { .. } => {
            let statement = -posted_in(account, month.plus(-1));
            let balance = statement - posted().map(|movement| gain(&movement)).sum();
            Standing { balance, held: held(), statement }
        }
        Course::Repaid { .. } => {
            let balance = loan::terms(account).map_or(Cents::ZERO, |terms| loan::owed(account, terms, now));
            let is_disbursed = on(account, account.opened_on).iter().all(|movement| movement.is_posted(now));
            Standing { balance: if is_disbursed { balance } else { Cents::ZERO }, ..Standing::default() }
        }
        Course::Collecting { premium, .. } => {
            let balance =
                Cents(account.drawn(premium, "premium").saturating_mul(premiums_until(account, now)));
            Standing { balance, ..Standing::default() }
        }
        Course::Valued { worth, .. } => {
            Standing { balance: level_of_month(account, worth, month), ..Standing::default() }
        }
    }
}

/// What a movement adds; for a debt, what it takes off.
fn gain(movement: &Movement) -> Cents {
    match movement.side {
        Side::Credit => movement.settled,
        Side::Debit => -movement.settled,
    }
}

/// The sum of what posts in this month, without the movement that balances it.
fn posted_in(account: &Account, month: Month) -> Cents {
    let (first, next) = (month.first(), month.plus(1).first());
    let within = first.starts()..next.starts();
    let movements = first.plus(-PENDS_DAYS_MAX).to(next.plus(-1)).flat_map(|day| ordinary_on(account, day));
    movements.filter(|movement| within.contains(&movement.posts_at)).map(|movement| gain(&movement)).sum()
}

/// The movement that balances the month, if this is its day and something is out of balance.
pub(super) fn on_day(account: &Account, day: Day) -> Option<Movement> {
    let month = day.month();
    match account.template.course {
        Course::ToppedUp { .. } => {
            let closing = account.closed_on.filter(|closed_on| closed_on.month() == month);
            let is_after_closing = account.closed_on.is_some_and(|closed_on| closed_on < day);
            if day != closing.unwrap_or(month.last()) || day <= account.opened_on || is_after_closing {
                return None;
            }
            let lacking = level_at_start(account, month.plus(1))
                - level_at_start(account, month)
                - posted_in(account, month);
            let (from, to) = transfer_lines(account.template.kind, closing.is_some());
            balanced(day, TRANSFER_SECOND, lacking, from, to)
        }
        Course::PaidMonthly { .. } => {
            if day != month.day(PAYMENT_DAY) {
                return None;
            }
            let owed = -posted_in(account, month.plus(-1));
            let (paid, refunded) =
                (line("Payment Thank You", "Credit Card Payment"), line("Credit Balance Refund", "Transfer"));
            balanced(day, PAYMENT_HOUR * SECONDS_PER_HOUR, owed, paid, refunded)
        }
        Course::Repaid { .. } | Course::Collecting { .. } | Course::Valued { .. } => None,
    }
}

fn balanced(day: Day, second: i64, lacking: Cents, credit: Line, debit: Line) -> Option<Movement> {
    let (side, line) = if lacking < Cents::ZERO { (Side::Debit, debit) } else { (Side::Credit, credit) };
    (lacking != Cents::ZERO).then(|| Movement::at_once(day, second, side, lacking.abs(), line))
}

/// What the transfer is called when money comes, and when it goes.
fn transfer_lines(kind: AccountType, is_closing: bool) -> (Line, Line) {
    if is_closing {
        return (
            line("Closing Adjustment", "Transfer"),
            line("Account Closed, Balance Paid Out", "Transfer"),
        );
    }
    match kind {
        AccountType::Prepaid | AccountType::Cash => {
            (line("Top-up", "Transfer"), line("Cash Back", "Transfer"))
        }
        AccountType::Investment => {
            (line("Cash Contribution", "Transfer"), line("Cash Withdrawal", "Transfer"))
        }
        AccountType::Checking
        | AccountType::Savings
        | AccountType::CreditCard
        | AccountType::Loan
        | AccountType::LineOfCredit
        | AccountType::CheckingLineOfCredit
        | AccountType::Mortgage
        | AccountType::Insurance
        | AccountType::Property => {
            (line("Transfer from Linked Account", "Transfer"), line("Transfer to Linked Account", "Transfer"))
        }
    }
}

/// What is there when the month begins.
fn level_at_start(account: &Account, month: Month) -> Cents {
    let first = month.first();
    let is_closed = account.closed_on.is_some_and(|closed_on| closed_on < first);
    match account.template.course {
        Course::ToppedUp { level, .. } if first > account.opened_on && !is_closed => {
            level_of_month(account, level, month)
        }
        Course::ToppedUp { .. }
        | Course::PaidMonthly { .. }
        | Course::Repaid { .. }
        | Course::Collecting { .. }
        | Course::Valued { .. } => Cents::ZERO,
    }
}

/// The account's own level, a little more or less from month to month.
pub(super) fn level_of_month(account: &Account, level: (i64, i64), month: Month) -> Cents {
    let own = Cents(account.drawn(level, "level"));
    let wobble =
        Dice::of(chance::within(account.key, "level of month"), month.0).between(-LEVEL_WOBBLE, LEVEL_WOBBLE);
    own + own.share(Percent(wobble))
}
