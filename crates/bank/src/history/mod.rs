//! The history of an account, as a pure function of the account and the day: any window can be told without keeping anything.
//!
//! A movement happens on its day and, when it does not post at once, pends until the start of one of the next three days.

mod balancing;
pub(crate) mod habits;
pub(crate) mod loan;
mod window;

use domain::clock::Timestamp;

use crate::accounts::{Account, Course};
use crate::calendar::Day;
use crate::chance::{self, Dice};
use crate::money::{Cents, Percent};
use habits::{Habit, Line, Settles, Side, Size, When, line};

pub(crate) use balancing::{Standing, standing};
pub(crate) use window::{Place, newest_first};

/// Something that happened on an account; what it looks like depends on the moment one looks.
#[derive(Debug, Clone)]
pub(crate) struct Movement {
    pub(crate) day: Day,
    /// Its place among those of the day, by time.
    pub(crate) ordinal: u32,
    pub(crate) at: Timestamp,
    pub(crate) posts_at: Timestamp,
    pub(crate) side: Side,
    /// The amount while it pends.
    pub(crate) held: Cents,
    /// The amount when it has posted.
    pub(crate) settled: Cents,
    pub(crate) line: Line,
    /// The number of the shop, where there is one.
    pub(crate) branch: Option<i64>,
    pub(crate) check_number: Option<i64>,
}

const SECONDS_PER_HOUR: i64 = 3_600;
/// A movement pends for one to so many days.
pub(crate) const PENDS_DAYS_MAX: i64 = 3;
const FORTNIGHT_DAYS: i64 = 14;
/// What a pump holds before it knows how much will flow.
const FUEL_HOLD: Cents = Cents(100_00);
/// The note that cash machines give, in cents.
const NOTE: i64 = 20_00;
const OPENING_HOUR: i64 = 9;
/// An account that is about to close is used no more, so that nothing is left pending.
const QUIET_DAYS_BEFORE_CLOSING: i64 = PENDS_DAYS_MAX + 1;

impl Movement {
    pub(crate) fn is_posted(&self, now: Timestamp) -> bool {
        self.posts_at <= now
    }

    pub(crate) fn pended(&self) -> bool {
        self.at < self.posts_at
    }

    pub(crate) fn amount(&self, now: Timestamp) -> Cents {
        if self.is_posted(now) { self.settled } else { self.held }
    }

    /// What is told of it: the line, and the shop's number where there is one.
    pub(crate) fn description(&self) -> String {
        match self.branch {
            Some(branch) => format!("{} {branch:04}", self.line.text),
            None => self.line.text.to_owned(),
        }
    }

    fn at_once(day: Day, second: i64, side: Side, amount: Cents, line: Line) -> Movement {
        let at = day.at(second);
        Movement {
            day,
            ordinal: 0,
            at,
            posts_at: at,
            side,
            held: amount,
            settled: amount,
            line,
            branch: None,
            check_number: None,
        }
    }
}

/// All that happens on this day, in order of time.
pub(crate) fn on(account: &Account, day: Day) -> Vec<Movement> {
    let mut movements = ordinary_on(account, day);
    movements.extend(balancing::on_day(account, day));
    movements.sort_by_key(|movement| movement.at);
    for (movement, ordinal) in movements.iter_mut().zip(0..) {
        movement.ordinal = ordinal;
    }
    movements
}

/// All but the movement that balances the month.
fn ordinary_on(account: &Account, day: Day) -> Vec<Movement> {
    if day < account.opened_on {
        return Vec::new();
    }
    if day == account.opened_on {
        return opening(account).into_iter().collect();
    }
    let quiet_from = account.closed_on.map(|closed_on| closed_on.plus(-QUIET_DAYS_BEFORE_CLOSING));
    if quiet_from.is_some_and(|quiet_from| day > quiet_from) {
        return Vec::new();
    }
    let by_habit = account
        .template
        .habits
        .iter()
        .zip(1..)
        .flat_map(|(habit, number)| habitual(account, habit, number, day));
    by_habit.chain(scheduled(account, day)).collect()
}

fn opening(account: &Account) -> Option<Movement> {
    let second = OPENING_HOUR * SECONDS_PER_HOUR;
    let movement =
        |side, amount, line| Some(Movement::at_once(account.opened_on, second, side, amount, line));
    match account.template.course {
        Course::ToppedUp { level, .. } => {
            let amount = balancing::level_of_month(account, level, account.opened_on.month());
            movement(Side::Credit, amount, line("Opening Deposit", "Transfer"))
        }
        Course::Repaid { .. } => {
            let principal = loan::terms(account).map_or(Cents::ZERO, |terms| terms.principal);
            movement(Side::Debit, principal, line("Loan Disbursed", "Loan"))
        }
        Course::PaidMonthly { .. } | Course::Collecting { .. } | Course::Valued { .. } => None,
    }
}

/// What the terms of the account bring about, rather than habit.
fn scheduled(account: &Account, day: Day) -> Vec<Movement> {
    match account.template.course {
        Course::Repaid { .. } => loan::payment_on(account, day),
        Course::Collecting { premium, .. } => collected(account, premium, day).into_iter().collect(),
        Course::ToppedUp { .. } | Course::PaidMonthly { .. } | Course::Valued { .. } => Vec::new(),
    }
}

const PREMIUM_DAY: i64 = 5;
const PREMIUM_HOUR: i64 = 10;

fn collected(account: &Account, premium: (i64, i64), day: Day) -> Option<Movement> {
    (day == day.month().day(PREMIUM_DAY)).then(|| {
        let amount = Cents(account.drawn(premium, "premium"));
        let second = PREMIUM_HOUR * SECONDS_PER_HOUR;
        Movement::at_once(day, second, Side::Credit, amount, line("Premium Received", "Insurance"))
    })
}

/// The premiums collected so far.
fn premiums_until(account: &Account, now: Timestamp) -> i64 {
    let today = Day::of(now);
    let months = today.month().0 - account.opened_on.month().0;
    let due = |month: crate::calendar::Month| month.day(PREMIUM_DAY);
    let first_month = i64::from(due(account.opened_on.month()) > account.opened_on);
    let this_month = i64::from(due(today.month()).at(PREMIUM_HOUR * SECONDS_PER_HOUR) <= now);
    (months - 1 + first_month + this_month).max(0)
}

fn habitual(account: &Account, habit: &Habit, number: u64, day: Day) -> Vec<Movement> {
    let own = chance::within(account.key ^ number, "habit");
    let mut dice = Dice::of(own, day.0);
    let happens = match habit.when {
        When::Fortnightly => (day.0 - Dice::of(own, -1).between(0, FORTNIGHT_DAYS - 1)) % FORTNIGHT_DAYS == 0,
        When::MonthDay(number) => day == day.month().day(number),
        When::Often(per_mille) => dice.happens(per_mille),
    };
    if !happens {
        return Vec::new();
    }
    let (low, high) = habit.amount;
    let (settled, line) = match habit.size {
        Size::Same => {
            let mut steady = Dice::of(own, -2);
            (Cents(steady.between(low, high)), steady.pick(&habit.lines))
        }
        Size::Varies => (Cents(dice.between(low, high)), dice.pick(&habit.lines)),
        Size::Notes => (Cents(dice.between(low / NOTE, high / NOTE) * NOTE), dice.pick(&habit.lines)),
    };
    let (held, settled) = match habit.settles {
        Settles::AtOnce | Settles::Later => (settled, settled),
        Settles::WithTip => (settled, settled + settled.share(Percent(dice.between(15_00, 22_00)))),
        Settles::AfterHold => (FUEL_HOLD, settled),
    };
    let (from, to) = habit.hours;
    let first = Movement {
        held,
        branch: line.merchant_category_code.map(|_| dice.between(1, 60)),
        check_number: habit.has_check_number.then(|| 1_000 + day.0 % 9_000),
        ..Movement::at_once(
            day,
            dice.between(from * SECONDS_PER_HOUR, to * SECONDS_PER_HOUR),
            habit.side,
            settled,
            line,
        )
    };
    let first = Movement { posts_at: posts_at(habit.settles, day, &first, &mut dice), ..first };
    let again = dice.happens(habit.twice_per_mille).then(|| Movement {
        at: day.at(dice.between(from * SECONDS_PER_HOUR, to * SECONDS_PER_HOUR)),
        ..first.clone()
    });
    [Some(first), again].into_iter().flatten().collect()
}

fn posts_at(settles: Settles, day: Day, movement: &Movement, dice: &mut Dice) -> Timestamp {
    match settles {
        Settles::AtOnce => movement.at,
        Settles::Later | Settles::WithTip | Settles::AfterHold => {
            day.plus(dice.between(1, PENDS_DAYS_MAX)).starts()
        }
    }
}

#[cfg(test)]
mod tests;
