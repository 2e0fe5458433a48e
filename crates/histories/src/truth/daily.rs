//! What stories add to an account: purchases that are hard to tell apart, and purchases that do not end as they began.

use super::AccountId;
use super::life::{Life, Pace, Span};
use super::merchants;
use super::spending::{held, tipped};
use crate::days::is_weekend;

/// The same fare on every working day, out and back on some: hundreds of purchases of one amount and one text.
pub(crate) fn fares(life: &mut Life, account: AccountId) {
    let Some(span) = life.span(account) else { return };
    let merchant = life.random.of(&merchants::FARES).unwrap_or(&merchants::CASH);
    let (cents, pace) = (life.random.between(225, 675), life.random.one_of(Pace::AtOnce, &[Pace::Card]));
    // One machine: the number of the store does not tell them apart.
    let what = life.what(merchant);
    for day in (span.from..=span.to).filter(|day| !is_weekend(*day)) {
        let rides = life.random.one_of(1, &[1, 1, 1, 1, 2, 2, 0]);
        for _ in 0..rides {
            life.note(account, day, -cents, what, pace);
        }
    }
}

/// Two or three equal purchases on one day, every week or so.
pub(crate) fn twins(life: &mut Life, account: AccountId) {
    let Some(span) = life.span(account) else { return };
    let mut day = span.from + life.random.days(0, 6);
    while day <= span.to {
        let merchant = life.random.of(&merchants::COFFEE).unwrap_or(&merchants::CASH);
        let (cents, count) = (life.random.between(250, 2_500), life.random.one_of(2, &[2, 2, 3]));
        let what = life.what(merchant);
        for _ in 0..count {
            life.note(account, day, -cents, what, Pace::Card);
        }
        day += life.random.days(3, 11);
    }
}

/// Tips, holds and purchases that are dropped, some of them made again: at once, later, or for another amount.
pub(crate) fn unsettled(life: &mut Life, account: AccountId) {
    let Some(span) = life.span(account) else { return };
    let mut day = span.from + life.random.days(0, 3);
    while day <= span.to {
        let merchant = life.random.of(&merchants::RESTAURANTS).unwrap_or(&merchants::CASH);
        let cents = life.random.between(900, 8_500);
        match life.random.index(5) {
            0 | 1 => {
                let tip = life.random.between(10, 35);
                tipped(life, span, day, cents, tip, merchant);
            }
            2 => {
                let fuel = life.random.of(&merchants::FUEL).unwrap_or(&merchants::CASH);
                held(life, span, day, cents, fuel);
            }
            3 => drop_and_buy(life, span, day, cents),
            _ => {
                let what = life.what(merchant);
                life.note(account, day, -cents, what, Pace::Slow);
            }
        }
        day += life.random.days(1, 4);
    }
}

fn drop_and_buy(life: &mut Life, span: Span, day: i32, cents: i64) {
    let shop = life.random.of(&merchants::SHOPS).unwrap_or(&merchants::CASH);
    let what = life.what(shop);
    life.note(span.account, day, -cents, what, Pace::Dropped);
    let (later, again) = match life.random.index(4) {
        0 => (0, cents),
        1 => (life.random.days(1, 3), cents),
        2 => (life.random.days(0, 2), cents + 250),
        _ => return,
    };
    if day + later <= span.to {
        let what = life.what(shop);
        life.note(span.account, day + later, -again, what, Pace::Card);
    }
}
