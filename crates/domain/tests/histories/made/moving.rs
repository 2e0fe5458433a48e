//! Money that moves without being earned or spent: between own accounts, from people, from lenders, back again.

use super::calendar::{Rhythm, Shift, months, plus};
use super::life::Life;
use super::{Label, Other, Sort};
use jiff::civil::Date;

/// How the two sides of an own transfer are written: going out, coming in.
const TRANSFERS: &[(&str, &str)] = &[
    ("ONLINE TRANSFER TO SAV XXXXX{n4}", "ONLINE TRANSFER FROM CHK XXXXX{n4}"),
    ("TRANSFER TO SAVINGS {n6}", "TRANSFER FROM CHECKING {n6}"),
    ("XFER REF {x8}", "XFER REF {x8}"),
    ("ALLY BANK $TRANSFER {owner}", "Requested transfer from {owner}"),
    ("EXT TRNSFR {n8} WEB", "ACH DEPOSIT INTERNET TRANSFER FROM ACCOUNT ENDING IN {n4}"),
    ("{owner} {n6}", "{owner} {n6}"),
    ("ACH WITHDRAWAL HARBOR BANK", "DEPOSIT FROM TIDE BANK"),
];

/// The same amount on two accounts, up to three days apart.
pub(crate) fn between(life: &mut Life, from: usize, to: usize, day: Date, cents: i64, wording: usize) {
    let (out, into) = TRANSFERS.get(wording % TRANSFERS.len()).copied().unwrap_or(("TRANSFER", "TRANSFER"));
    let lag = if life.random.happens(60) { 0 } else { life.random.between(1, 3) };
    // Both sides are known, or neither is.
    if plus(day, lag) > life.end || day < life.from {
        return;
    }
    let (text_out, text_in) = (life.text(out, "", day), life.text(into, "", day));
    life.note(from, day, -cents, text_out, "Transfer", Label::OwnTransfer);
    life.note(to, plus(day, lag), cents, text_in, "Transfer", Label::OwnTransfer);
}

pub(crate) fn wording(life: &mut Life) -> usize {
    usize::try_from(life.random.between(0, 6)).unwrap_or(0)
}

/// Saves every month, and takes some back now and then.
pub(crate) fn save(life: &mut Life, checking: usize, savings: usize) {
    let (there, back) = (wording(life), wording(life));
    let cents = life.random.between(1, 16) * 50_00;
    let rhythm =
        life.random.one_of(Rhythm::MonthDays(&[2]), &[Rhythm::MonthDays(&[16]), Rhythm::MonthDays(&[1, 15])]);
    for day in rhythm.days(life.from, life.end, Shift::After, &mut life.random) {
        between(life, checking, savings, day, cents, there);
    }
    for day in
        (Rhythm::Random { least: 25, most: 120 }).days(life.from, life.end, Shift::After, &mut life.random)
    {
        let cents = life.random.between(1, 40) * 25_00;
        between(life, savings, checking, day, cents, back);
    }
}

/// Lives from savings: as much every month as if it were a salary.
pub(crate) fn live_from(life: &mut Life, savings: usize, checking: usize) {
    let wording = wording(life);
    let cents = life.random.between(1_200_00, 4_800_00);
    for day in Rhythm::MonthDays(&[31]).days(life.from, life.end, Shift::Before, &mut life.random) {
        between(life, savings, checking, day, cents, wording);
    }
}

/// Pays each month what the card's last month came to.
pub(crate) fn pay_card(life: &mut Life, checking: usize, card: usize) {
    let day_of_month = life.random.between(10, 24);
    for month in months(life.from, life.end) {
        let spent: i64 = life
            .entries
            .iter()
            .filter(|entry| entry.account == card && entry.date.first_of_month() == month)
            .map(|entry| -entry.cents)
            .sum();
        let day = plus(plus(month.last_of_month(), 1), day_of_month);
        let lag = life.random.between(0, 2);
        if spent <= 0 || plus(day, lag) > life.end {
            continue;
        }
        let text_out = life.text("CHASE CREDIT CRD AUTOPAY {n6} PPD", "", day);
        let text_in = "AUTOMATIC PAYMENT - THANK YOU".to_owned();
        life.note(checking, day, -spent, text_out, "Credit Card Payment", Label::OwnTransfer);
        life.note(card, plus(day, lag), spent, text_in, "Credit Card Payment", Label::OwnTransfer);
    }
}

/// Pays a card that nobody has connected.
pub(crate) fn pay_unseen_card(life: &mut Life, checking: usize) {
    let template = life.random.of(&[
        "DISCOVER E-PAYMENT {n4}",
        "CAPITAL ONE CRCARDPMT {n8}",
        "AMEX EPAYMENT ACH PMT {x8}",
    ]);
    let is_fixed = life.random.happens(30);
    for day in Rhythm::MonthDays(&[21]).days(life.from, life.end, Shift::After, &mut life.random) {
        let cents = if is_fixed { 150_00 } else { life.random.between(60_00, 2_100_00) };
        let text = life.text(template, "", day);
        life.note(checking, day, -cents, text, "Credit Card Payment", Label::Other(Other::CardPayment));
    }
}

/// To and from an account of the person's own that nobody has connected.
pub(crate) fn outside(life: &mut Life, checking: usize) {
    let cents = life.random.between(2, 20) * 50_00;
    for day in Rhythm::MonthDays(&[3]).days(life.from, life.end, Shift::After, &mut life.random) {
        let text = life.text("ONLINE TRANSFER TO SAV ...{n4}", "", day);
        life.note(checking, day, -cents, text, "Transfer", Label::Other(Other::OutsideTransfer));
    }
    for day in
        (Rhythm::Random { least: 20, most: 90 }).days(life.from, life.end, Shift::After, &mut life.random)
    {
        let text = life.text("TRANSFER FROM XXXXX{n4} CONF {x8}", "", day);
        let cents = life.random.between(2, 30) * 50_00;
        life.note(checking, day, cents, text, "Transfer", Label::Other(Other::OutsideTransfer));
    }
}

/// People who pay back and are paid back.
pub(crate) fn people(life: &mut Life, account: usize, least: i64, most: i64) {
    const IN: &[&str] = &[
        "ZELLE FROM {name}",
        "VENMO CASHOUT {n10}",
        "CASH APP*CASH OUT {n6}",
        "Zelle payment from {name} for dinner",
        "PAYPAL TRANSFER {n9}",
    ];
    const OUT: &[&str] =
        &["ZELLE TO {name}", "VENMO PAYMENT {n10}", "CASH APP*{name}", "PAYPAL INST XFER {x8}"];
    for day in (Rhythm::Random { least, most }).days(life.from, life.end, Shift::Stays, &mut life.random) {
        let cents = life.random.between(4, 120) * 1_00 + life.random.one_of(0, &[0, 50, 25]);
        let name = super::texts::person(&mut life.random);
        if life.random.happens(50) {
            let template = life.random.of(IN);
            let text = life.text(template, &name, day);
            life.note(account, day, cents, text, "Transfer", Label::Other(Other::FromPerson));
        } else {
            let template = life.random.of(OUT);
            let text = life.text(template, &name, day);
            life.note(account, day, -cents, text, "Transfer", Label::Other(Other::ToPerson));
        }
    }
}

/// Parents send the same amount every month.
pub(crate) fn family(life: &mut Life, account: usize) {
    let template = life.random.of(&[
        "ZELLE FROM {name}",
        "Zelle payment from {name} {n8}",
        "WIRE FROM {name} {n6}",
        "VENMO FROM {name}",
    ]);
    let name = super::texts::person(&mut life.random);
    let cents = life.random.between(4, 30) * 50_00;
    for day in Rhythm::MonthDays(&[1]).days(life.from, life.end, Shift::Stays, &mut life.random) {
        let late = life.random.between(0, 3);
        let text = life.text(template, &name, day);
        life.note(account, plus(day, late), cents, text, "Transfer", Label::Other(Other::FamilySupport));
    }
}

/// A loan is paid out.
pub(crate) fn loan(life: &mut Life, account: usize) {
    let template = life.random.of(&[
        "SOFI LOAN DISBURSEMENT",
        "LENDINGTREE LOAN PROCEEDS {n6}",
        "UPSTART FUNDING {x8}",
        "{name} FINANCIAL LOAN ADV",
        "LENDCO CAPITAL LLC {n6}",
    ]);
    let name = life.company();
    for _ in 0..=life.random.between(0, 1) {
        let day = plus(life.from, life.random.between(0, life.days()));
        let cents = life.random.between(10, 200) * 100_00;
        let text = life.text(template, &name, day);
        life.note(account, day, cents, text, "", Label::Other(Other::Loan));
    }
}

/// An app that lends a little before payday and takes it back after.
pub(crate) fn advances(life: &mut Life, account: usize) {
    let template =
        life.random.of(&["EARNIN ADVANCE {n6}", "DAVE INC {x8}", "BRIGIT CASH ADV", "POCKETLOAN {n5}"]);
    for day in
        (Rhythm::Random { least: 12, most: 18 }).days(life.from, life.end, Shift::Before, &mut life.random)
    {
        let cents = life.random.between(2, 10) * 25_00;
        let (lent, taken) = (life.text(template, "", day), life.text(template, "", day));
        life.note(account, day, cents, lent, "", Label::Other(Other::Advance));
        life.note(account, plus(day, 9), -cents, taken, "", Label::Other(Other::Purchase));
    }
}

/// Something that comes in, for that many of a hundred people.
struct Odd {
    template: &'static str,
    what: Other,
    cents: (i64, i64),
    category: &'static str,
    of_hundred: i64,
}

const fn odd(
    template: &'static str,
    what: Other,
    cents: (i64, i64),
    category: &'static str,
    of_hundred: i64,
) -> Odd {
    Odd { template, what, cents, category, of_hundred }
}

/// One thing and another that comes in and is no income.
pub(crate) fn odds(life: &mut Life, account: usize) {
    const ODDS: &[Odd] = &[
        odd("IRS TREAS 310 TAX REF {n9}", Other::TaxRefund, (200_00, 4_000_00), "Taxes", 45),
        odd("STATE TAX REFUND {n6}", Other::TaxRefund, (50_00, 900_00), "Taxes", 20),
        odd("MOBILE DEPOSIT REF {n9}", Other::PaidIn, (15_00, 900_00), "Deposit", 30),
        odd("ATM CASH DEPOSIT {n4}", Other::PaidIn, (20_00, 800_00), "Deposit", 25),
        odd("DEPOSIT", Other::PaidIn, (20_00, 1_500_00), "Deposit", 15),
        odd("{name} CLAIM PMT {n6}", Other::Claim, (60_00, 2_400_00), "", 15),
        odd("{name} EXPENSE REIMB", Other::Reimbursement, (30_00, 700_00), "Reimbursement", 12),
        odd("CASHBACK REWARD REDEMPTION", Other::Cashback, (10_00, 120_00), "", 20),
        odd("{name} SETTLEMENT ADMIN", Other::Windfall, (5_00, 400_00), "", 12),
        odd("ACH RETURN {n6}", Other::Reversal, (20_00, 600_00), "", 10),
        odd("REVERSAL OF FEE", Other::Reversal, (35_00, 35_00), "", 15),
    ];
    for Odd { template, what, cents, category, of_hundred } in ODDS {
        if !life.random.happens(*of_hundred) {
            continue;
        }
        let name = life.company();
        let times = match what {
            Other::PaidIn | Other::Claim | Other::Reimbursement | Other::Cashback => {
                life.random.between(1, 1 + life.days() / 70)
            }
            _ => 1,
        };
        for _ in 0..times {
            let day = plus(life.from, life.random.between(0, life.days()));
            let amount = life.random.between(cents.0, cents.1);
            let text = life.text(template, &name, day);
            life.note(account, day, amount, text, category, Label::Other(*what));
        }
    }
}

/// What a loan's own account shows of payments that left another.
pub(crate) fn book_on_loan(life: &mut Life, paid_from: usize, stream: usize) {
    let loan = life.open("Harbor Bank", "Loan", Sort::Loan);
    let paid: Vec<(Date, i64)> = life
        .entries
        .iter()
        .filter(|entry| entry.account == paid_from && entry.label == Label::Payment(stream))
        .map(|entry| (entry.date, -entry.cents))
        .collect();
    for (day, cents) in paid {
        let lag = life.random.between(0, 2);
        life.note(
            loan,
            plus(day, lag),
            cents,
            "PAYMENT RECEIVED".into(),
            "",
            Label::Other(Other::LoanBooking),
        );
        let share = cents * life.random.between(20, 60) / 100;
        life.note(
            loan,
            plus(day, lag),
            -share,
            "INTEREST CHARGED".into(),
            "",
            Label::Other(Other::LoanBooking),
        );
    }
}
