//! What people buy as the days go: often in the same places, never by agreement.

use super::calendar::{Rhythm, Shift, plus};
use super::life::Life;
use super::{Label, Other};
use jiff::civil::Weekday;

/// A way to spend: where, how often, how much.
#[derive(Debug, Clone, Copy)]
struct Habit {
    texts: &'static [&'static str],
    rhythm: Rhythm,
    cents: (i64, i64),
    /// The same price every time, the person's own.
    is_one_price: bool,
    category: &'static str,
    of_hundred: i64,
}

const fn often(
    texts: &'static [&'static str],
    between: (i64, i64),
    cents: (i64, i64),
    category: &'static str,
    of_hundred: i64,
) -> Habit {
    Habit {
        texts,
        rhythm: Rhythm::Random { least: between.0, most: between.1 },
        cents,
        is_one_price: false,
        category,
        of_hundred,
    }
}

const HABITS: &[Habit] = &[
    often(
        &["GREENLEAF MARKET #{n4} SEATTLE WA", "HARVEST HALL {n4}", "SAFEWAY #{n4}"],
        (2, 7),
        (12_00, 160_00),
        "Groceries",
        90,
    ),
    // The week's shopping, every Saturday in the same place.
    Habit {
        texts: &["TRADER JOES #{n3}", "CORNER PANTRY {n3}", "COSTCO WHSE #{n4}"],
        rhythm: Rhythm::Days { every: 7, on: Weekday::Saturday },
        cents: (48_00, 190_00),
        is_one_price: false,
        category: "Groceries",
        of_hundred: 45,
    },
    often(
        &["SQ *BLUE DOOR CAFE", "KETTLE & CRUMB {n3}", "STARBUCKS STORE {n5}"],
        (1, 5),
        (3_25, 9_80),
        "Coffee Shops",
        70,
    ),
    Habit {
        texts: &["TST* DAILY BREW", "METRO TRANSIT FARE {n6}", "PARKRIGHT {n4}"],
        rhythm: Rhythm::Random { least: 1, most: 6 },
        cents: (2_50, 6_00),
        is_one_price: true,
        category: "Public Transportation",
        of_hundred: 45,
    },
    often(
        &["TST* LANTERN NOODLE", "PIER 9 GRILL", "CASA OLMO {n4}", "MCDONALD'S F{n5}"],
        (3, 12),
        (9_00, 85_00),
        "Restaurants",
        80,
    ),
    often(&["SHELL OIL {n8}", "CROSSROADS FUEL {n4}", "CHEVRON {n7}"], (5, 12), (25_00, 68_00), "Gas", 70),
    often(&["AMZN MKTP US*{x8}", "AMAZON.COM*{x8}"], (3, 15), (6_00, 140_00), "Shopping", 75),
    often(
        &["TARGET {n8}", "FERNWAY OUTFITTERS", "PAPER LANE BOOKS", "TINKER HARDWARE #{n3}"],
        (8, 40),
        (9_00, 210_00),
        "Shopping",
        80,
    ),
    often(
        &["CVS/PHARMACY #{n5}", "DR LINDQVIST DDS", "WELLSPRING CLINIC {n4}"],
        (20, 90),
        (8_00, 260_00),
        "Doctor",
        50,
    ),
    often(&["UBER TRIP {x8}", "LYFT RIDE {n5}"], (6, 30), (8_00, 46_00), "Taxi", 35),
    // About once a month, but on no day in particular.
    often(
        &["SHEAR BLISS SALON", "PAWS & CLAWS VET {n3}", "QUICKLUBE {n4}"],
        (24, 55),
        (28_00, 140_00),
        "Hair",
        45,
    ),
    often(&["APPLE.COM/BILL", "STEAM GAMES {n6}"], (9, 60), (1_99, 49_99), "Entertainment", 35),
];

/// Spends over the whole time, with this card or account.
pub(crate) fn spend(life: &mut Life, account: usize) {
    for habit in HABITS {
        if life.random.happens(habit.of_hundred) {
            follow(life, account, habit);
        }
    }
}

fn follow(life: &mut Life, account: usize, habit: &Habit) {
    let template = life.random.of(habit.texts);
    let price = life.random.between(habit.cents.0, habit.cents.1);
    for day in habit.rhythm.days(life.from, life.end, Shift::Stays, &mut life.random) {
        if life.random.happens(6) {
            continue;
        }
        let cents =
            if habit.is_one_price { price } else { life.random.between(habit.cents.0, habit.cents.1) };
        let text = life.text(template, "", day);
        life.note(account, day, -cents, text.clone(), habit.category, Label::Other(Other::Purchase));
        if life.random.happens(2) && cents > 10_00 {
            refund(life, account, template, day, cents);
        }
    }
}

/// Something of it goes back, now and then under the very words of the purchase.
fn refund(life: &mut Life, account: usize, template: &'static str, day: jiff::civil::Date, cents: i64) {
    let back = plus(day, life.random.between(2, 20));
    let words = life.text(template, "", back);
    let (text, what) = match life.random.between(0, 4) {
        0 => (format!("{words} REFUND"), Other::Refund),
        1 => (format!("PURCHASE RETURN {words}"), Other::Refund),
        2 => (format!("REVERSAL {words}"), Other::Reversal),
        _ => (words, Other::Refund),
    };
    let share = if life.random.happens(60) { 100 } else { life.random.between(20, 90) };
    life.note(account, back, cents * share / 100, text, "Returned Purchase", Label::Other(what));
}

/// Shops in one place every week, and brings something back nearly as often: credits of one name in a steady rhythm.
pub(crate) fn bring_back(life: &mut Life, account: usize) {
    let template = life.random.of(&["HARVEST HALL {n4}", "FERNWAY OUTFITTERS", "COSTCO WHSE #{n4}"]);
    let is_deposit = life.random.happens(50);
    let deposit = life.random.between(2_00, 12_00);
    for day in (Rhythm::Days { every: 7, on: Weekday::Saturday }).days(
        life.from,
        life.end,
        Shift::Stays,
        &mut life.random,
    ) {
        let cents = life.random.between(30_00, 220_00);
        let (bought, back) = (life.text(template, "", day), life.text(template, "", day));
        life.note(account, day, -cents, bought, "Groceries", Label::Other(Other::Purchase));
        if life.random.happens(85) {
            let cents = if is_deposit { deposit } else { cents * life.random.between(10, 90) / 100 };
            life.note(account, plus(day, 3), cents, back, "Returned Purchase", Label::Other(Other::Refund));
        }
    }
}

/// Whole notes from a machine, by some people every week.
pub(crate) fn cash(life: &mut Life, account: usize) {
    let rhythm = life.random.one_of(
        Rhythm::Random { least: 6, most: 35 },
        &[Rhythm::Random { least: 3, most: 12 }, Rhythm::Days { every: 7, on: Weekday::Friday }],
    );
    let template =
        life.random.of(&["ATM WITHDRAWAL {n6} 4TH AVE", "CASH WITHDRAWAL {n4}", "NON-CHASE ATM WITHDRAW"]);
    for day in rhythm.days(life.from, life.end, Shift::Stays, &mut life.random) {
        let cents = life.random.between(1, 5) * 40_00;
        let text = life.text(template, "", day);
        life.note(account, day, -cents, text, "Cash", Label::Other(Other::Cash));
    }
}

/// Checks that are no rent.
pub(crate) fn checks(life: &mut Life, account: usize) {
    let template = life.random.of(&["CHECK {n4}", "CHECK # {n4}", "Check Paid #{n4}"]);
    for day in
        (Rhythm::Random { least: 9, most: 60 }).days(life.from, life.end, Shift::After, &mut life.random)
    {
        let cents = life.random.between(25_00, 640_00);
        let text = life.text(template, "", day);
        life.note(account, day, -cents, text, "Check", Label::Other(Other::Purchase));
    }
}

/// Overdrafts and the bank's own fees.
pub(crate) fn fees(life: &mut Life, account: usize) {
    for day in
        (Rhythm::Random { least: 30, most: 200 }).days(life.from, life.end, Shift::After, &mut life.random)
    {
        life.note(account, day, -35_00, "OVERDRAFT FEE".into(), "Fees & Charges", Label::Other(Other::Fee));
    }
}
