//! What people and companies do with their accounts, as tables: how often, how much, where, and when it posts.

use crate::chance::OneOf;

/// Something that happens again and again on one account.
#[derive(Debug)]
pub(crate) struct Habit {
    pub(crate) when: When,
    pub(crate) side: Side,
    pub(crate) lines: OneOf<Line>,
    /// In cents, from and to.
    pub(crate) amount: (i64, i64),
    pub(crate) size: Size,
    pub(crate) settles: Settles,
    /// Hours of the day (UTC) in which it happens.
    pub(crate) hours: (i64, i64),
    /// How often, of a thousand times, it happens twice alike on the same day.
    pub(crate) twice_per_mille: i64,
    pub(crate) has_check_number: bool,
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum When {
    /// Every two weeks on a weekday of the account's own.
    Fortnightly,
    MonthDay(i64),
    /// On so many of a thousand days.
    Often(i64),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Side {
    Debit,
    Credit,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Size {
    /// The same amount every time, the account's own.
    Same,
    Varies,
    /// What a cash machine gives: whole notes of twenty.
    Notes,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Settles {
    AtOnce,
    Later,
    /// A tip is added when it posts.
    WithTip,
    /// A round sum is held, then the pump's amount posts.
    AfterHold,
}

/// What a transaction says about itself.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line {
    pub(crate) text: &'static str,
    pub(crate) category: &'static str,
    pub(crate) merchant_category_code: Option<u32>,
    pub(crate) memo: Option<&'static str>,
}

pub(super) const fn line(text: &'static str, category: &'static str) -> Line {
    Line { text, category, merchant_category_code: None, memo: None }
}

const fn shop(text: &'static str, category: &'static str, code: u32) -> Line {
    Line { text, category, merchant_category_code: Some(code), memo: None }
}

const fn noted(text: &'static str, category: &'static str, memo: &'static str) -> Line {
    Line { text, category, merchant_category_code: None, memo: Some(memo) }
}

/// A payment by card: pends, then posts.
const fn card(per_mille: i64, lines: OneOf<Line>, amount: (i64, i64), hours: (i64, i64)) -> Habit {
    Habit {
        when: When::Often(per_mille),
        side: Side::Debit,
        lines,
        amount,
        size: Size::Varies,
        settles: Settles::Later,
        hours,
        twice_per_mille: 0,
        has_check_number: false,
    }
}

/// Something between banks: posts at once, in the early hours.
const fn booked(when: When, side: Side, lines: OneOf<Line>, amount: (i64, i64), same_or_not: Size) -> Habit {
    Habit {
        when,
        side,
        lines,
        amount,
        size: same_or_not,
        settles: Settles::AtOnce,
        hours: (5, 8),
        twice_per_mille: 0,
        has_check_number: false,
    }
}

const GROCERIES: Habit = card(
    280,
    OneOf(
        shop("Greenleaf Market", "Groceries", 5411),
        &[shop("Corner Pantry", "Groceries", 5411), shop("Harvest Hall", "Groceries", 5411)],
    ),
    (18_40, 129_90),
    (15, 22),
);
const COFFEE: Habit = Habit {
    twice_per_mille: 170,
    ..card(
        430,
        OneOf(shop("Blue Door Cafe", "Coffee Shops", 5814), &[shop("Kettle & Crumb", "Coffee Shops", 5814)]),
        (3_25, 7_60),
        (12, 20),
    )
};
const RESTAURANT: Habit = Habit {
    settles: Settles::WithTip,
    ..card(
        190,
        OneOf(
            shop("Lantern Noodle House", "Restaurants", 5812),
            &[shop("Pier 9 Grill", "Restaurants", 5812), shop("Casa Olmo", "Restaurants", 5812)],
        ),
        (14_00, 62_00),
        (17, 22),
    )
};
const FUEL: Habit = Habit {
    settles: Settles::AfterHold,
    ..card(
        120,
        OneOf(shop("Crossroads Fuel", "Gas", 5542), &[shop("Pump & Go", "Gas", 5542)]),
        (28_00, 64_00),
        (11, 21),
    )
};
const SHOPPING: Habit = card(
    105,
    OneOf(
        shop("Fernway Outfitters", "Clothing", 5651),
        &[shop("Paper Lane Books", "Books", 5942), shop("Tinker Hardware", "Home Improvement", 5251)],
    ),
    (9_99, 119_00),
    (13, 22),
);
const STREAMING: Habit = Habit {
    when: When::MonthDay(9),
    size: Size::Same,
    ..card(0, OneOf(shop("Moonbeam Streaming", "Television", 4899), &[]), (9_99, 17_99), (9, 10))
};
const REFUND: Habit = Habit {
    side: Side::Credit,
    ..card(
        18,
        OneOf(
            shop("Fernway Outfitters Refund", "Clothing", 5651),
            &[shop("Tinker Hardware Refund", "Home Improvement", 5251)],
        ),
        (9_99, 59_00),
        (13, 22),
    )
};

const CHECK: Habit = Habit {
    has_check_number: true,
    ..booked(When::Often(28), Side::Debit, OneOf(line("Check", "Check"), &[]), (40_00, 180_00), Size::Varies)
};
const INTEREST: Habit = booked(
    When::MonthDay(31),
    Side::Credit,
    OneOf(line("Interest Paid", "Interest Income"), &[]),
    (4, 95),
    Size::Varies,
);

pub(crate) const CHECKING: &[Habit] = &[
    booked(
        When::Fortnightly,
        Side::Credit,
        OneOf(
            line("Brightwater Supply Payroll", "Paycheck"),
            &[line("Eastgate Works Direct Dep", "Paycheck")],
        ),
        (1_980_00, 2_640_00),
        Size::Same,
    ),
    booked(
        When::MonthDay(1),
        Side::Debit,
        OneOf(line("Linden Court Apartments Rent", "Rent"), &[]),
        (1_150_00, 1_690_00),
        Size::Same,
    ),
    booked(
        When::MonthDay(12),
        Side::Debit,
        OneOf(line("City Light & Power", "Utilities"), &[]),
        (68_00, 154_00),
        Size::Varies,
    ),
    booked(
        When::MonthDay(15),
        Side::Debit,
        OneOf(line("Skylark Mobile", "Mobile Phone"), &[]),
        (38_00, 75_00),
        Size::Same,
    ),
    booked(
        When::MonthDay(18),
        Side::Debit,
        OneOf(line("Copperline Internet", "Internet"), &[]),
        (49_99, 89_99),
        Size::Same,
    ),
    booked(
        When::MonthDay(20),
        Side::Debit,
        OneOf(noted("Card Payment", "Credit Card Payment", "Automatic payment"), &[]),
        (380_00, 890_00),
        Size::Varies,
    ),
    booked(
        When::MonthDay(3),
        Side::Debit,
        OneOf(noted("Transfer to Savings", "Transfer", "Standing order"), &[]),
        (100_00, 250_00),
        Size::Same,
    ),
    booked(
        When::Often(45),
        Side::Debit,
        OneOf(line("ATM Withdrawal", "Cash"), &[]),
        (40_00, 120_00),
        Size::Notes,
    ),
    booked(When::Often(16), Side::Debit, OneOf(line("ATM Fee", "ATM Fee"), &[]), (2_50, 3_50), Size::Same),
    GROCERIES,
    COFFEE,
    RESTAURANT,
    FUEL,
    SHOPPING,
    REFUND,
    CHECK,
    INTEREST,
];

pub(crate) const CARD: &[Habit] =
    &[GROCERIES, COFFEE, RESTAURANT, FUEL, SHOPPING, STREAMING, REFUND, CARD_FEE];
const CARD_FEE: Habit = booked(
    When::Often(6),
    Side::Debit,
    OneOf(line("Foreign Transaction Fee", "Bank Fee"), &[]),
    (1_00, 6_00),
    Size::Varies,
);

pub(crate) const SAVINGS: &[Habit] = &[
    booked(
        When::MonthDay(3),
        Side::Credit,
        OneOf(noted("Transfer from Checking", "Transfer", "Standing order"), &[]),
        (100_00, 250_00),
        Size::Same,
    ),
    booked(
        When::Often(14),
        Side::Debit,
        OneOf(line("Transfer to Checking", "Transfer"), &[]),
        (80_00, 420_00),
        Size::Varies,
    ),
    booked(
        When::MonthDay(31),
        Side::Credit,
        OneOf(line("Interest Paid", "Interest Income"), &[]),
        (11_00, 48_00),
        Size::Varies,
    ),
];

pub(crate) const CREDIT_LINE: &[Habit] = &[
    booked(
        When::Often(30),
        Side::Debit,
        OneOf(line("Advance", "Transfer"), &[]),
        (250_00, 1_400_00),
        Size::Varies,
    ),
    booked(
        When::MonthDay(28),
        Side::Debit,
        OneOf(line("Interest Charged", "Interest"), &[]),
        (12_00, 48_00),
        Size::Varies,
    ),
];

pub(crate) const OVERDRAFT: &[Habit] = &[
    booked(
        When::Often(22),
        Side::Debit,
        OneOf(line("Overdraft Advance", "Transfer"), &[]),
        (50_00, 200_00),
        Size::Varies,
    ),
    booked(
        When::Often(8),
        Side::Debit,
        OneOf(line("Overdraft Fee", "Bank Fee"), &[]),
        (12_00, 12_00),
        Size::Same,
    ),
];

pub(crate) const INVESTMENT: &[Habit] = &[
    booked(
        When::MonthDay(15),
        Side::Credit,
        OneOf(line("Dividend", "Dividends"), &[]),
        (18_00, 140_00),
        Size::Varies,
    ),
    booked(
        When::MonthDay(28),
        Side::Debit,
        OneOf(line("Advisory Fee", "Fees"), &[]),
        (4_00, 22_00),
        Size::Same,
    ),
];

/// Small things paid from a prepaid card or a wallet.
pub(crate) const POCKET: &[Habit] = &[
    Habit { when: When::Often(200), ..COFFEE },
    card(90, OneOf(shop("Metro Transit", "Public Transportation", 4111), &[]), (2_25, 5_50), (6, 22)),
    card(40, OneOf(shop("Corner Pantry", "Groceries", 5411), &[]), (5_00, 28_00), (14, 22)),
];

pub(crate) const BUSINESS: &[Habit] = &[
    booked(
        When::Often(680),
        Side::Credit,
        OneOf(line("Card Terminal Settlement", "Income"), &[]),
        (380_00, 2_400_00),
        Size::Varies,
    ),
    booked(
        When::Often(210),
        Side::Debit,
        OneOf(line("Harvest Wholesale", "Supplies"), &[line("Northside Packaging", "Supplies")]),
        (240_00, 2_900_00),
        Size::Varies,
    ),
    booked(
        When::Fortnightly,
        Side::Debit,
        OneOf(line("Payroll Funding", "Payroll"), &[]),
        (6_800_00, 9_400_00),
        Size::Varies,
    ),
    booked(
        When::MonthDay(1),
        Side::Debit,
        OneOf(line("Depot Avenue Properties", "Rent"), &[]),
        (2_900_00, 4_800_00),
        Size::Same,
    ),
    booked(
        When::MonthDay(28),
        Side::Debit,
        OneOf(line("Account Analysis Fee", "Bank Fee"), &[]),
        (18_00, 44_00),
        Size::Same,
    ),
    FUEL,
    CHECK,
];

pub(crate) const PAYROLL: &[Habit] = &[
    booked(
        When::Fortnightly,
        Side::Credit,
        OneOf(line("Payroll Funding", "Transfer"), &[]),
        (6_800_00, 9_400_00),
        Size::Varies,
    ),
    booked(
        When::Fortnightly,
        Side::Debit,
        OneOf(line("Net Pay", "Payroll"), &[]),
        (4_900_00, 6_600_00),
        Size::Varies,
    ),
    booked(
        When::MonthDay(15),
        Side::Debit,
        OneOf(line("Payroll Taxes", "Taxes"), &[]),
        (2_100_00, 3_900_00),
        Size::Varies,
    ),
];

pub(crate) const OPERATING: &[Habit] = &[
    booked(
        When::Often(90),
        Side::Credit,
        OneOf(line("Incoming Wire", "Income"), &[]),
        (900_00, 9_500_00),
        Size::Varies,
    ),
    booked(
        When::Often(80),
        Side::Debit,
        OneOf(line("Supplier Payment", "Supplies"), &[]),
        (600_00, 8_200_00),
        Size::Varies,
    ),
    booked(
        When::MonthDay(28),
        Side::Debit,
        OneOf(line("Account Analysis Fee", "Bank Fee"), &[]),
        (18_00, 44_00),
        Size::Same,
    ),
];
