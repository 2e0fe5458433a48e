//! Statements: what an institution issues of an account for each month that is over, and the document that it prints of it.

mod document;
mod sheet;

use crate::accounts::{Account, Course};
use crate::calendar::Day;
use crate::channel::Channel;
use crate::history::{self, Movement, PENDS_DAYS_MAX, habits::Side};
use crate::money::Cents;

pub(crate) use document::document;

const STATEMENTS_MAX: i64 = 24;
/// A statement is issued on this day of the next month.
const ISSUED_DAY: i64 = 3;

/// One whole month of an account. What it tells follows from the account, so that it stays the same for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Statement {
    /// The first day of the month.
    pub(crate) from: Day,
    /// Its last day.
    pub(crate) to: Day,
    pub(crate) issued_on: Day,
}

/// Those that have been issued, newest first.
pub(crate) fn of_account(account: &Account, today: Day) -> Vec<Statement> {
    match account.template.course {
        Course::Valued { .. } => return Vec::new(),
        Course::ToppedUp { .. }
        | Course::PaidMonthly { .. }
        | Course::Repaid { .. }
        | Course::Collecting { .. } => {}
    }
    (1..=STATEMENTS_MAX)
        .map(|back| today.month().plus(-back))
        .map(|month| Statement {
            from: month.first(),
            to: month.last(),
            issued_on: month.plus(1).day(ISSUED_DAY),
        })
        .filter(|one| {
            let is_over = account.closed_on.is_some_and(|closed_on| closed_on < one.from);
            one.issued_on <= today && one.to >= account.opened_on && !is_over
        })
        .collect()
}

impl Statement {
    pub(crate) fn id(&self, account: &Account, channel: Channel) -> String {
        account.tag("s", channel, &[&self.from.to_string()])
    }

    /// What was there, or owed, before the month.
    fn opening(&self, account: &Account) -> Cents {
        history::standing(account, self.from.at(-1)).balance
    }

    /// What was there, or owed, after it.
    fn closing(&self, account: &Account) -> Cents {
        history::standing(account, self.to.plus(1).at(-1)).balance
    }

    /// What posted in the month, oldest first.
    fn movements(&self, account: &Account) -> Vec<Movement> {
        let within = self.from.starts()..self.to.plus(1).starts();
        let days = self.from.plus(-PENDS_DAYS_MAX).to(self.to);
        let mut movements: Vec<Movement> = days
            .flat_map(|day| history::on(account, day))
            .filter(|movement| within.contains(&movement.posts_at))
            .collect();
        movements.sort_by_key(|movement| movement.posts_at);
        movements
    }
}

/// What a movement adds to what is there, or to what is owed.
fn change(account: &Account, movement: &Movement) -> Cents {
    let is_debt = match account.template.course {
        Course::PaidMonthly { .. } | Course::Repaid { .. } => true,
        Course::ToppedUp { .. } | Course::Collecting { .. } | Course::Valued { .. } => false,
    };
    match (movement.side, is_debt) {
        (Side::Credit, false) | (Side::Debit, true) => movement.settled,
        (Side::Debit, false) | (Side::Credit, true) => -movement.settled,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::accounts::of_login;
    use crate::directory::INSTITUTIONS;

    #[test]
    fn a_month_leads_from_its_opening_balance_to_its_closing_one() {
        let today: Day = "2026-11-21".parse().unwrap();
        for institution in INSTITUTIONS {
            for account in of_login(1, institution, "ana", today).into_iter().take(12) {
                let all = of_account(&account, today);
                for (statement, earlier) in all.iter().zip(all.iter().skip(1)) {
                    let told = (institution.code, &account.name, statement.from);
                    let changes: Cents =
                        statement.movements(&account).iter().map(|one| change(&account, one)).sum();
                    let (opening, closing) = (statement.opening(&account), statement.closing(&account));
                    assert_eq!(opening + changes, closing, "{told:?}");
                    assert_eq!(earlier.closing(&account), opening, "{told:?}");
                }
            }
        }
    }
}
