//! Money that goes out because an agreement asks for it.

use super::calendar::{Rhythm, Shift, plus};
use super::life::Life;
use super::{Label, PaymentKind};
use jiff::civil::{Date, Weekday};

/// How its amount goes.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Amount {
    Fixed,
    /// Fixed, and dearer from some day on, by so many of a thousand.
    Rises(i64),
    /// A little every time, as another currency's rate does; of a thousand.
    Drifts(i64),
    /// As a bill for what was used; of a thousand.
    Used(i64),
}

/// An agreement of which people have some.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Agreement {
    pub(crate) kind: PaymentKind,
    pub(crate) texts: &'static [&'static str],
    pub(crate) cents: (i64, i64),
    pub(crate) amount: Amount,
    pub(crate) rhythm: Rhythm,
    /// How many days it may be late.
    pub(crate) late: i64,
    pub(crate) category: &'static str,
}

const MONTHLY: Rhythm = Rhythm::MonthDays(&[]);

const fn monthly(
    kind: PaymentKind,
    texts: &'static [&'static str],
    cents: (i64, i64),
    amount: Amount,
    late: i64,
    category: &'static str,
) -> Agreement {
    Agreement { kind, texts, cents, amount, rhythm: MONTHLY, late, category }
}

pub(crate) const HOMES: &[Agreement] = &[
    monthly(
        PaymentKind::Housing,
        &[
            "{name} APARTMENTS RENT",
            "{name} PROPERTY MGMT {n6}",
            "RENTPAY {name} {x8}",
            "OAKRIDGE PARTNERS WEB PMT {n6}",
        ],
        (850_00, 3_200_00),
        Amount::Rises(40),
        2,
        "Mortgage & Rent",
    ),
    monthly(
        PaymentKind::Housing,
        &["ZELLE TO BOB FERRARO", "Zelle payment to L KIM {n8}"],
        (700_00, 2_400_00),
        Amount::Fixed,
        3,
        "Mortgage & Rent",
    ),
    monthly(
        PaymentKind::Housing,
        &["CHECK {n4}", "CHECK # {n4}", "Check Paid #{n4}"],
        (600_00, 2_100_00),
        Amount::Fixed,
        4,
        "Check",
    ),
    monthly(
        PaymentKind::Housing,
        &[
            "NORTHSHORE MTG PYMT {n8}",
            "{name} MORTGAGE LOAN PMT",
            "HOMESTEAD LENDING MTG {n6}",
            "{name} HOME LN",
        ],
        (950_00, 4_100_00),
        Amount::Rises(25),
        1,
        "Mortgage & Rent",
    ),
];
pub(crate) const UTILITIES: &[Agreement] = &[
    monthly(
        PaymentKind::Utility,
        &["{name} ELECTRIC BILL PMT", "PUGET PWR {n8}", "CITY LIGHT UTIL {n6}"],
        (45_00, 180_00),
        Amount::Used(350),
        3,
        "Utilities",
    ),
    monthly(
        PaymentKind::Utility,
        &["{name} WATER DIST", "CITY OF RENTON {n6}", "COUNTY SEWER & WATER"],
        (30_00, 95_00),
        Amount::Used(200),
        3,
        "Utilities",
    ),
    monthly(
        PaymentKind::Utility,
        &["{name} NATURAL GAS", "GASWORKS UTIL {n7}"],
        (20_00, 140_00),
        Amount::Used(500),
        3,
        "Utilities",
    ),
    monthly(
        PaymentKind::Utility,
        &["XFINITY INTERNET {n6}", "{name} BROADBAND", "FIBERLANE {n7}"],
        (49_99, 99_99),
        Amount::Rises(120),
        1,
        "Internet",
    ),
    monthly(
        PaymentKind::Utility,
        &["T-MOBILE AUTOPAY {n5}", "VERIZON WIRELESS {n6}", "{name} MOBILE", "CHATTERBOX CELL {n4}"],
        (25_00, 180_00),
        Amount::Rises(60),
        2,
        "Mobile Phone",
    ),
];
pub(crate) const INSURANCES: &[Agreement] = &[
    monthly(
        PaymentKind::Insurance,
        &["GEICO AUTO {n8}", "{name} INSURANCE PREM", "STATE FARM RO {n2} SFPP", "SHELTERWELL {n7}"],
        (60_00, 260_00),
        Amount::Rises(90),
        1,
        "Insurance",
    ),
    monthly(
        PaymentKind::Insurance,
        &["{name} LIFE INS {n6}", "METLIFE PREMIUM"],
        (18_00, 110_00),
        Amount::Fixed,
        1,
        "Life Insurance",
    ),
    Agreement {
        kind: PaymentKind::Insurance,
        texts: &["{name} MUTUAL PREM {n5}", "LANTERN COVER {n6}"],
        cents: (120_00, 480_00),
        amount: Amount::Fixed,
        rhythm: Rhythm::Quarterly(11),
        late: 1,
        category: "Insurance",
    },
];
pub(crate) const LOANS: &[Agreement] = &[
    monthly(
        PaymentKind::Loan,
        &["TOYOTA FINANCIAL PMT {n8}", "{name} AUTO FIN", "FERNHILL MOTOR CR {n6}"],
        (180_00, 720_00),
        Amount::Fixed,
        2,
        "Auto Payment",
    ),
    monthly(
        PaymentKind::Loan,
        &["NELNET STUDENT LN {n8}", "DEPT EDUCATION STUDENT LN", "{name} EDU SERVICING"],
        (80_00, 520_00),
        Amount::Fixed,
        1,
        "Student Loan",
    ),
    monthly(
        PaymentKind::Loan,
        &["SOFI LOAN PMT {x8}", "{name} LENDING PAYMENT", "UPSTART {x8}"],
        (90_00, 640_00),
        Amount::Fixed,
        1,
        "Loan Payment",
    ),
];
pub(crate) const SUBSCRIPTIONS: &[Agreement] = &[
    monthly(
        PaymentKind::Subscription,
        &["NETFLIX.COM", "Netflix {n10}"],
        (9_99, 24_99),
        Amount::Rises(130),
        0,
        "Television",
    ),
    monthly(
        PaymentKind::Subscription,
        &["SPOTIFY USA {x8}", "SPOTIFY P{x8}"],
        (10_99, 19_99),
        Amount::Rises(100),
        0,
        "Music",
    ),
    monthly(
        PaymentKind::Subscription,
        &["NIMBUS PLUS {x8}", "WAVELET MEDIA"],
        (4_99, 18_99),
        Amount::Fixed,
        0,
        "Entertainment",
    ),
    monthly(
        PaymentKind::Subscription,
        &["APPLE.COM/BILL", "GOOGLE *STORAGE {x8}"],
        (99, 14_99),
        Amount::Fixed,
        0,
        "Entertainment",
    ),
    monthly(
        PaymentKind::Subscription,
        &["AMAZON PRIME*{x8}", "PRIME VIDEO {x8}"],
        (8_99, 16_99),
        Amount::Fixed,
        0,
        "Shopping",
    ),
    monthly(
        PaymentKind::Subscription,
        &["NORDLYS NEWS OSLO {n4}"],
        (7_40, 12_80),
        Amount::Drifts(18),
        0,
        "Newspapers & Magazines",
    ),
];
pub(crate) const OTHERS: &[Agreement] = &[
    monthly(
        PaymentKind::Other,
        &["IRON TEMPLE GYM {n4}", "{name} FITNESS CLUB"],
        (19_99, 89_99),
        Amount::Fixed,
        2,
        "Gym",
    ),
    monthly(
        PaymentKind::Other,
        &["LITTLE ACORNS DAYCARE", "{name} MONTESSORI TUITION"],
        (400_00, 1_600_00),
        Amount::Fixed,
        2,
        "Kids",
    ),
    monthly(
        PaymentKind::Other,
        &["RIVERSIDE HOA DUES {n5}", "{name} CONDO ASSN"],
        (90_00, 480_00),
        Amount::Rises(70),
        2,
        "Home",
    ),
    monthly(PaymentKind::Other, &["DOCTORS ABROAD DONATION"], (10_00, 60_00), Amount::Fixed, 1, "Charity"),
    Agreement {
        kind: PaymentKind::Other,
        texts: &["SPARKLE HOUSE CLEANING", "LAWN LOVERS {n4}"],
        cents: (45_00, 130_00),
        amount: Amount::Fixed,
        rhythm: Rhythm::Days { every: 14, on: Weekday::Wednesday },
        late: 1,
        category: "Home Services",
    },
    Agreement {
        kind: PaymentKind::Other,
        texts: &["TUMBLE TOTS CLASS", "SWIFT SWIM SCHOOL {n5}"],
        cents: (15_00, 40_00),
        amount: Amount::Fixed,
        rhythm: Rhythm::Days { every: 7, on: Weekday::Monday },
        late: 0,
        category: "Kids Activities",
    },
];

/// Days of the month on which bills fall due.
const DUE: &[Rhythm] = &[
    Rhythm::MonthDays(&[3]),
    Rhythm::MonthDays(&[5]),
    Rhythm::MonthDays(&[8]),
    Rhythm::MonthDays(&[12]),
    Rhythm::MonthDays(&[16]),
    Rhythm::MonthDays(&[19]),
    Rhythm::MonthDays(&[23]),
    Rhythm::MonthDays(&[27]),
    Rhythm::MonthDays(&[31]),
];

/// Keeps an agreement from `from` to `to`; its stream.
pub(crate) fn keep(life: &mut Life, account: usize, agreement: &Agreement, from: Date, to: Date) -> usize {
    let rhythm = match agreement.rhythm {
        Rhythm::MonthDays([]) if agreement.kind == PaymentKind::Housing => Rhythm::MonthDays(&[1]),
        Rhythm::MonthDays([]) => life.random.one_of(Rhythm::MonthDays(&[1]), DUE),
        other => other,
    };
    let stream = life.payment(agreement.kind, rhythm.often(), to >= life.end);
    let (template, name) = (life.random.of(agreement.texts), life.company());
    let base = life.random.between(agreement.cents.0, agreement.cents.1);
    let rises_on = plus(from, life.random.between(30, 700));
    let skipped = life.random.between(0, 60);
    let shift = if life.random.happens(60) { Shift::After } else { Shift::Stays };
    for (nth, day) in rhythm.days(from, to, shift, &mut life.random).into_iter().enumerate() {
        // In one life of five or so, one is missing.
        if i64::try_from(nth).is_ok_and(|nth| nth == skipped && nth > 1) {
            continue;
        }
        let cents = match agreement.amount {
            Amount::Fixed => base,
            Amount::Rises(per_mille) if day >= rises_on => base + base * per_mille / 1_000,
            Amount::Rises(_) => base,
            Amount::Drifts(per_mille) => life.random.about(base, per_mille),
            Amount::Used(per_mille) => life.random.about(base, per_mille),
        };
        let late = if life.random.happens(40) { life.random.between(0, agreement.late) } else { 0 };
        let text = life.text(template, &name, day);
        life.note(account, plus(day, late), -cents, text, agreement.category, Label::Payment(stream));
    }
    stream
}
