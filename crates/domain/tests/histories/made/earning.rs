//! Money that comes in because it is earned, owed or granted.

use super::calendar::{Rhythm, Shift, plus};
use super::life::Life;
use super::texts::sixteen;
use super::{IncomeKind, Label, Often};
use jiff::civil::{Date, Weekday};

const PAY_TEXTS: &[&str] = &[
    "{name} DES:PAYROLL ID:XXXXX{n4} INDN:{owner} CO ID:XXXXX{n5} PPD",
    "{name} DIRECT DEP {n10}",
    "DIRECT DEPOSIT {name}",
    "ACH CREDIT {name} {n6}",
    "{name} PAYROLL {mdy}",
    "{name} PR PAYMENT",
    "ADP TOTALSOURCE {name} {x8}",
    "GUSTO PAY {n6} {name}",
    "{name}",
    "{name} SALARY {mon} {year}",
    "PAYMENT FROM {name} REF {x8}",
    "Wages {name} {md}",
    "{name} DIR DEP WEB ID: {n10}",
    "ELECTRONIC DEPOSIT {name}",
];

/// A job: who pays, how it is written, how much and how exactly.
#[derive(Debug, Clone)]
pub(crate) struct Job {
    pub(crate) name: String,
    pub(crate) text: &'static str,
    pub(crate) rhythm: Rhythm,
    pub(crate) shift: Shift,
    pub(crate) cents: i64,
    /// How far hours make it vary, of a thousand.
    pub(crate) varies: i64,
    pub(crate) from: Date,
    pub(crate) to: Date,
    /// Set when it is one job with another: the same stream goes on.
    pub(crate) stream: Option<usize>,
}

pub(crate) const PAYDAYS: &[Rhythm] = &[
    Rhythm::Days { every: 14, on: Weekday::Friday },
    Rhythm::MonthDays(&[15, 31]),
    Rhythm::MonthDays(&[31]),
    Rhythm::Days { every: 7, on: Weekday::Thursday },
];
pub(crate) const TWICE_A_MONTH: &[Rhythm] = &[
    Rhythm::MonthDays(&[15, 31]),
    Rhythm::MonthDays(&[1, 15]),
    Rhythm::MonthDays(&[5, 20]),
    Rhythm::MonthDays(&[7, 22]),
];
pub(crate) const ONCE_A_MONTH: &[Rhythm] = &[
    Rhythm::MonthDays(&[31]),
    Rhythm::MonthDays(&[1]),
    Rhythm::MonthDays(&[25]),
    Rhythm::MonthDays(&[28]),
    Rhythm::MonthDays(&[15]),
];

/// A job of the usual sort over the whole time.
pub(crate) fn job(life: &mut Life, rhythm: Rhythm) -> Job {
    let per_year: i64 = life.random.between(26_000_00, 140_000_00);
    let times = match rhythm.often() {
        Often::Weekly => 52,
        Often::EveryTwoWeeks => 26,
        Often::TwiceAMonth => 24,
        Often::Monthly | Often::Quarterly | Often::Irregular => 12,
    };
    let name = life.company();
    let name = if life.random.happens(35) { sixteen(&name) } else { name };
    Job {
        name,
        text: life.random.of(PAY_TEXTS),
        rhythm,
        shift: if life.random.happens(75) { Shift::Before } else { Shift::After },
        cents: per_year / times + life.random.between(0, 99),
        varies: life.random.one_of(0, &[0, 4, 30]),
        from: life.from,
        to: life.end,
        stream: None,
    }
}

pub(crate) fn pay_text(life: &mut Life) -> &'static str {
    life.random.of(PAY_TEXTS)
}

/// Works in it; what was its stream.
pub(crate) fn work(life: &mut Life, account: usize, job: &Job) -> usize {
    let stream = match job.stream {
        Some(stream) => stream,
        None => life.income(IncomeKind::Pay, job.rhythm.often(), job.to >= life.end),
    };
    let began_midway = job.from > life.from && job.stream.is_none();
    for (nth, day) in job.rhythm.days(job.from, job.to, job.shift, &mut life.random).into_iter().enumerate() {
        let mut cents = life.random.about(job.cents, job.varies);
        if nth == 0 && began_midway {
            // The first pay is for a part of the time.
            cents = cents * life.random.between(30, 95) / 100;
        }
        let late = i64::from(life.random.happens(4));
        let text = life.text(job.text, &job.name, day);
        life.note(account, plus(day, late), cents, text, "Paycheck", Label::Income(stream));
    }
    stream
}

/// A bonus of the employer, once or twice a year.
pub(crate) fn bonus(life: &mut Life, account: usize, job: &Job, stream: usize) {
    for _ in 0..=life.random.between(0, life.days() / 365) {
        let day = plus(life.from, life.random.between(0, life.days()));
        let cents = job.cents * life.random.between(60, 400) / 100;
        let template = if life.random.happens(50) { job.text } else { "{name} BONUS {n6}" };
        let text = life.text(template, &job.name, day);
        life.note(account, day, cents, text, "Bonus", Label::Income(stream));
    }
}

/// What comes by itself: how it is written, when, how much.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Grant {
    pub(crate) kind: IncomeKind,
    pub(crate) texts: &'static [&'static str],
    pub(crate) rhythms: &'static [Rhythm],
    pub(crate) cents: (i64, i64),
    pub(crate) category: &'static str,
}

pub(crate) const SOCIAL_SECURITY: Grant = Grant {
    kind: IncomeKind::Benefits,
    texts: &[
        "SSA TREAS 310 XXSOC SEC {n9}SSA",
        "SSA TREAS 310 DES:XXSOC SEC ID:XXXXX{n4} SSA INDN:{owner} PPD",
    ],
    rhythms: &[
        Rhythm::NthWeekday { nth: 2, on: Weekday::Wednesday },
        Rhythm::NthWeekday { nth: 3, on: Weekday::Wednesday },
        Rhythm::NthWeekday { nth: 4, on: Weekday::Wednesday },
        Rhythm::MonthDays(&[3]),
    ],
    cents: (900_00, 3_100_00),
    category: "Income",
};
pub(crate) const ASSISTANCE: Grant = Grant {
    kind: IncomeKind::Benefits,
    texts: &[
        "SSI TREAS 310 XXSUPP SEC {n9}",
        "VACP TREAS 310 XXVA BENEF {n9}",
        "DEPT OF SOCIAL SVCS CASH ASSIST {n6}",
        "CANADA CHILD BENEFIT CCB",
        "STATE DISABILITY INS PMT {n8}",
        "COUNTY OF HARLAN FAMILY AID",
    ],
    rhythms: &[Rhythm::MonthDays(&[1]), Rhythm::MonthDays(&[20])],
    cents: (240_00, 1_500_00),
    category: "Income",
};
pub(crate) const UNEMPLOYMENT: Grant = Grant {
    kind: IncomeKind::Benefits,
    texts: &[
        "EDD UI PAYMENTS {n10}",
        "STATE OF WA ESD UI BENEFIT",
        "NYS DOL UI DD {n9}",
        "UNEMPLOYMENT COMP {n7}",
    ],
    rhythms: &[
        Rhythm::Days { every: 7, on: Weekday::Tuesday },
        Rhythm::Days { every: 14, on: Weekday::Tuesday },
    ],
    cents: (280_00, 950_00),
    category: "Income",
};
pub(crate) const PENSION: Grant = Grant {
    kind: IncomeKind::Pension,
    texts: &[
        "CALPERS PENSION {n6}",
        "OPM1 TREAS 310 XXCIV SERV {n9}",
        "TIAA ANNUITY PMT",
        "{name} RET PLAN {n5}",
        "STATE TEACHERS RETIREMENT BENEFIT",
        "{name} RETIREMENT",
        "PENSION {name} {mon}",
    ],
    rhythms: &[Rhythm::MonthDays(&[1]), Rhythm::MonthDays(&[31])],
    cents: (380_00, 4_200_00),
    category: "Income",
};
pub(crate) const SUPPORT_ORDER: Grant = Grant {
    kind: IncomeKind::OtherRegular,
    texts: &["STATE DISB UNIT CHILD SUPPORT {n8}", "CHILDSUPPORT {n6} SDU", "ALIMONY ORDER {n5}"],
    rhythms: &[Rhythm::MonthDays(&[5]), Rhythm::Days { every: 14, on: Weekday::Monday }],
    cents: (180_00, 1_300_00),
    category: "Income",
};
pub(crate) const ROYALTY: Grant = Grant {
    kind: IncomeKind::OtherRegular,
    texts: &["{name} ROYALTY DIST {n4}", "{name} ROYALTIES", "{name} DIVIDEND {mdy}"],
    rhythms: &[Rhythm::Quarterly(15), Rhythm::Quarterly(28)],
    cents: (90_00, 2_800_00),
    category: "Income",
};
pub(crate) const RENT_RECEIVED: Grant = Grant {
    kind: IncomeKind::Rent,
    texts: &[
        "AVAIL RENT PAYMENT {x8}",
        "TENANT RENT 12 OAK ST {mon}",
        "{name} PROPERTY MGMT OWNER DIST",
        "RENT COLLECT {n6} UNIT B",
        "ZELLE FROM T MORGAN RENT {mon}",
    ],
    rhythms: &[Rhythm::MonthDays(&[1]), Rhythm::MonthDays(&[5])],
    cents: (700_00, 3_400_00),
    category: "Rental Income",
};

/// Comes over the whole time, or until `to`.
pub(crate) fn granted(life: &mut Life, account: usize, grant: &Grant, to: Date) -> usize {
    let first = grant.rhythms.first().copied().unwrap_or(Rhythm::MonthDays(&[1]));
    let rhythm = life.random.one_of(first, grant.rhythms);
    let stream = life.income(grant.kind, rhythm.often(), to >= life.end);
    let (template, name) = (life.random.of(grant.texts), life.company());
    let mut cents = life.random.between(grant.cents.0, grant.cents.1);
    let is_rent = grant.kind == IncomeKind::Rent;
    let shift = if is_rent { Shift::Stays } else { Shift::Before };
    let mut year = life.from.year();
    for day in rhythm.days(life.from, to, shift, &mut life.random) {
        if day.year() != year {
            // Once a year it follows prices.
            cents += cents * life.random.between(0, 40) / 1_000;
            year = day.year();
        }
        let paid = if rhythm.often() == Often::Quarterly { life.random.about(cents, 300) } else { cents };
        let late = if is_rent { life.random.between(0, 3) } else { 0 };
        let text = life.text(template, &name, day);
        life.note(account, plus(day, late), paid, text, grant.category, Label::Income(stream));
    }
    stream
}

/// Interest of one account at the end of each month.
pub(crate) fn interest(life: &mut Life, account: usize, cents: i64) {
    const TEXTS: &[&str] = &[
        "INTEREST PAID",
        "INTEREST PAYMENT",
        "Monthly Interest Paid",
        "INTEREST EARNED",
        "CREDIT INTEREST",
        "INT CREDIT {md}",
    ];
    let template = life.random.of(TEXTS);
    let stream = life.income(IncomeKind::Interest, Often::Monthly, true);
    for day in Rhythm::MonthDays(&[31]).days(life.from, life.end, Shift::Stays, &mut life.random) {
        let text = life.text(template, "", day);
        let paid = life.random.about(cents, 120).max(1);
        life.note(account, day, paid, text, "Interest Income", Label::Income(stream));
    }
}

/// Earnings that come when there was work.
pub(crate) fn gig(life: &mut Life, account: usize, least: i64, most: i64) {
    const TEXTS: &[&str] = &[
        "UBER USA 6787 EDI PAYMNT {x8}",
        "LYFT DRIVER PAY {n6}",
        "DOORDASH, INC. DES:DASHERPAY ID:{x8} INDN:{owner}",
        "INSTACART SHOPPER PAY {x8}",
        "ETSY, INC. DES:DEPOSIT ID:{n8}",
        "UPWORK ESCROW INC {n9}",
        "STRIPE TRANSFER {x8}",
        "SQUARE INC {x8} PPD",
        "HANDYHIVE PAYOUT {n6}",
        "PAWSITTERS LLC {n7}",
        "CREWSHIFT INC EARNINGS {mdy}",
        "{name} DRIVER PMT",
        "{name} ACH {n6}",
    ];
    let (template, name) = (life.random.of(TEXTS), life.company());
    let usual = life.random.between(60_00, 420_00);
    // Some platforms pay every week what was earned in it.
    let often = if (least, most) == (7, 7) { Often::Weekly } else { Often::Irregular };
    let stream = life.income(IncomeKind::Irregular, often, true);
    let mut pause = Date::MIN;
    for day in (Rhythm::Random { least, most }).days(life.from, life.end, Shift::After, &mut life.random) {
        if life.random.happens(3) {
            pause = plus(day, life.random.between(10, 25));
        }
        if day < pause {
            continue;
        }
        let text = life.text(template, &name, day);
        let cents = life.random.about(usual, 600);
        life.note(account, day, cents, text, "Income", Label::Income(stream));
    }
}

/// A client who pays invoices when it sees fit, three times or more.
pub(crate) fn client(life: &mut Life, account: usize) {
    const TEXTS: &[&str] = &[
        "{name} INVOICE {n4}",
        "BILL.COM {name} INV {n5}",
        "{name} VENDOR PMT {n6}",
        "ACH CREDIT {name} AP {n4}",
        "{name} {x8}",
    ];
    let (template, name) = (life.random.of(TEXTS), life.company());
    let usual = life.random.between(400_00, 5_000_00);
    let stream = life.income(IncomeKind::Irregular, Often::Irregular, true);
    let days =
        (Rhythm::Random { least: 12, most: 50 }).days(life.from, life.end, Shift::After, &mut life.random);
    for day in days {
        let text = life.text(template, &name, day);
        let cents = life.random.about(usual, 500);
        life.note(account, day, cents, text, "Income", Label::Income(stream));
    }
}
