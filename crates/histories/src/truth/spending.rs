//! What people buy as the days go.

use super::life::{Life, Pace, Span};
use super::merchants::{self, Merchant};
use crate::days::Day;

/// Coffee at the same few prices, sometimes twice a day, and shopping; how much of it, of a hundred.
pub(crate) fn everyday(life: &mut Life, span: Span, share: u32) {
    let usual = life.random.of(&merchants::COFFEE).unwrap_or(&merchants::CASH);
    let prices =
        [life.random.between(280, 420), life.random.between(421, 690), life.random.between(691, 980)];
    for day in span.from..=span.to {
        if life.happens(share * 32 / 100) {
            let merchant = if life.random.happens(75) { usual } else { other(life, &merchants::COFFEE) };
            let [first, second, third] = prices;
            let cents = life.random.one_of(first, &[first, second, third]);
            buy(life, span, day, cents, merchant);
            if life.random.happens(7) {
                // The same once more on the same day: two true coffees.
                buy(life, span, day, cents, merchant);
            }
        }
        if life.happens(share * 18 / 100) {
            let merchant = other(life, &merchants::SHOPS);
            let cents = life.random.between(300, 18_000);
            buy(life, span, day, cents, merchant);
        }
    }
}

fn other(life: &mut Life, list: &'static [Merchant]) -> &'static Merchant {
    life.random.of(list).unwrap_or(&merchants::CASH)
}

/// A purchase by card. Some are brought back; a few are dropped, and of these some are made again.
fn buy(life: &mut Life, span: Span, day: Day, cents: i64, merchant: &'static Merchant) {
    let what = life.what(merchant);
    if life.random.happens(1) {
        life.note(span.account, day, -cents, what, Pace::Dropped);
        if life.random.happens(30) && day < span.to {
            life.note(span.account, day + 1, -cents, what, Pace::Card);
        }
        return;
    }
    life.note(span.account, day, -cents, what, Pace::Card);
    if life.random.happens(2) {
        let back = (day + life.random.days(0, 20)).min(span.to);
        life.note(span.account, back, cents, what, Pace::Card);
    }
}

/// The household's shopping, every few days.
pub(crate) fn groceries(life: &mut Life, span: Span) {
    let usual = life.random.of(&merchants::GROCERIES).unwrap_or(&merchants::CASH);
    let mut day = span.from + life.random.days(0, 4);
    while day <= span.to {
        let merchant = if life.random.happens(70) { usual } else { other(life, &merchants::GROCERIES) };
        let cents = life.random.between(900, 16_000);
        buy(life, span, day, cents, merchant);
        day += life.random.days(2, 7);
    }
}

/// Bills that grow by a tip until they are posted.
pub(crate) fn restaurants(life: &mut Life, span: Span) {
    let mut day = span.from + life.random.days(0, 9);
    while day <= span.to {
        let merchant = other(life, &merchants::RESTAURANTS);
        let (cents, tip) = (life.random.between(900, 8_500), life.random.between(12, 30));
        tipped(life, span, day, cents, tip, merchant);
        day += life.random.days(3, 12);
    }
}

/// One bill with so much of a hundred as tip.
pub(crate) fn tipped(
    life: &mut Life,
    span: Span,
    day: Day,
    cents: i64,
    tip: i64,
    merchant: &'static Merchant,
) {
    let what = life.what(merchant);
    let pace = life.random.one_of(Pace::Card, &[Pace::Slow]);
    let held = life.price(-cents);
    let bill = life.note(span.account, day, -(cents + cents * tip / 100), what, pace);
    life.change(bill, |one| one.held = held);
}

/// Pumps hold a fixed amount before they know the bill.
pub(crate) fn fuel(life: &mut Life, span: Span) {
    let usual = life.random.of(&merchants::FUEL).unwrap_or(&merchants::CASH);
    let mut day = span.from + life.random.days(0, 12);
    while day <= span.to {
        let cents = life.random.between(2_200, 7_800);
        held(life, span, day, cents, usual);
        day += life.random.days(6, 14);
    }
}

/// One purchase of which another amount is held first.
pub(crate) fn held(life: &mut Life, span: Span, day: Day, cents: i64, merchant: &'static Merchant) {
    let what = life.what(merchant);
    let held = life.random.one_of(100, &[10_000, 12_500]);
    let held = life.price(-held);
    let place = life.note(span.account, day, -cents, what, Pace::Card);
    life.change(place, |one| one.held = held);
}

/// Round amounts from a machine, and checks.
pub(crate) fn cash(life: &mut Life, span: Span) {
    let mut day = span.from + life.random.days(0, 15);
    while day <= span.to {
        let what = life.what(&merchants::CASH);
        let cents = life.random.between(1, 5) * 4_000;
        life.note(span.account, day, -cents, what, Pace::AtOnce);
        if life.random.happens(20) {
            let check = life.what(&merchants::CHECK);
            let cents = life.random.between(2_500, 64_000);
            life.note(span.account, day, -cents, check, Pace::AtOnce);
        }
        day += life.random.days(5, 25);
    }
}
