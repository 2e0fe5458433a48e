//! The kinds of accounts that institutions offer, as tables. Ranges are in cents; where in them an account lies, its key decides.

use super::AccountType;
use crate::history::habits::{self, Habit};
use crate::money::Percent;

#[derive(Debug, Clone, Copy)]
pub(crate) struct Template {
    pub(crate) name: &'static str,
    pub(crate) kind: AccountType,
    pub(crate) subtype: Option<&'static str>,
    pub(crate) is_joint: bool,
    pub(crate) habits: &'static [Habit],
    pub(crate) course: Course,
}

/// How the balance of an account runs, so that it stays plausible for as long as the clock is moved.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Course {
    /// A transfer on the month's last day brings the balance to the next month's level.
    ToppedUp { level: (i64, i64), apy: Option<Percent> },
    /// What was spent in a month is paid on a day of the next.
    PaidMonthly { limit: (i64, i64), apr: Percent },
    /// A loan is repaid in equal payments.
    Repaid { principal: (i64, i64), rate: Percent, months: i64 },
    /// A premium is collected every month and never drawn.
    Collecting { premium: (i64, i64), death_benefit: (i64, i64) },
    /// A thing that is worth something; it has no transactions.
    Valued { worth: (i64, i64), property_type: &'static str },
}

const fn template(
    name: &'static str,
    kind: AccountType,
    subtype: Option<&'static str>,
    habits: &'static [Habit],
    course: Course,
) -> Template {
    Template { name, kind, subtype, is_joint: false, habits, course }
}

const fn joint(template: Template) -> Template {
    Template { is_joint: true, ..template }
}

const CHECKING: Template = template(
    "Everyday Checking",
    AccountType::Checking,
    Some("PERSONAL"),
    habits::CHECKING,
    Course::ToppedUp { level: (3_200_00, 7_800_00), apy: None },
);
const SAVINGS: Template = template(
    "Rainy Day Savings",
    AccountType::Savings,
    None,
    habits::SAVINGS,
    Course::ToppedUp { level: (4_000_00, 28_000_00), apy: Some(Percent(385)) },
);
const CARD: Template = template(
    "Rewards Card",
    AccountType::CreditCard,
    None,
    habits::CARD,
    Course::PaidMonthly { limit: (9_000_00, 15_000_00), apr: Percent(21_49) },
);
const AUTO_LOAN: Template = template(
    "Auto Loan",
    AccountType::Loan,
    Some("AUTO"),
    &[],
    Course::Repaid { principal: (18_000_00, 34_000_00), rate: Percent(6_25), months: 72 },
);
const CREDIT_LINE: Template = template(
    "Home Equity Line",
    AccountType::LineOfCredit,
    Some("HOME_EQUITY"),
    habits::CREDIT_LINE,
    Course::PaidMonthly { limit: (20_000_00, 45_000_00), apr: Percent(8_90) },
);
const OVERDRAFT: Template = template(
    "Overdraft Protection",
    AccountType::CheckingLineOfCredit,
    None,
    habits::OVERDRAFT,
    Course::PaidMonthly { limit: (2_500_00, 5_000_00), apr: Percent(17_90) },
);
const MORTGAGE: Template = template(
    "Home Mortgage",
    AccountType::Mortgage,
    None,
    &[],
    Course::Repaid { principal: (210_000_00, 460_000_00), rate: Percent(5_75), months: 360 },
);
const INVESTMENT: Template = template(
    "Brokerage",
    AccountType::Investment,
    Some("BROKERAGE"),
    habits::INVESTMENT,
    Course::ToppedUp { level: (900_00, 6_000_00), apy: None },
);
const INSURANCE: Template = template(
    "Whole Life Policy",
    AccountType::Insurance,
    Some("LIFE"),
    &[],
    Course::Collecting { premium: (45_00, 160_00), death_benefit: (150_000_00, 500_000_00) },
);
const PREPAID_CARD: Template = template(
    "Prepaid Card",
    AccountType::Prepaid,
    None,
    habits::POCKET,
    Course::ToppedUp { level: (400_00, 900_00), apy: None },
);
const HOUSE: Template = template(
    "Family Home",
    AccountType::Property,
    None,
    &[],
    Course::Valued { worth: (290_000_00, 640_000_00), property_type: "REAL_ESTATE" },
);
const WALLET: Template = template(
    "Wallet",
    AccountType::Cash,
    None,
    habits::POCKET,
    Course::ToppedUp { level: (350_00, 700_00), apy: None },
);

pub(crate) const ONE_OF_EACH: &[Template] = &[
    CHECKING,
    joint(SAVINGS),
    CARD,
    AUTO_LOAN,
    CREDIT_LINE,
    OVERDRAFT,
    joint(MORTGAGE),
    INVESTMENT,
    INSURANCE,
    PREPAID_CARD,
    HOUSE,
    WALLET,
];

/// One of each kind for which FDX has a word.
pub(crate) const EVERY_FDX_KIND: &[Template] = &[
    CHECKING,
    joint(SAVINGS),
    CARD,
    AUTO_LOAN,
    CREDIT_LINE,
    OVERDRAFT,
    joint(MORTGAGE),
    INVESTMENT,
    INSURANCE,
    PREPAID_CARD,
];

pub(crate) const HOUSEHOLD: &[Template] = &[CHECKING, joint(SAVINGS), CARD];

pub(crate) const FINTECH: &[Template] =
    &[Template { name: "Spending", ..CHECKING }, Template { name: "Savings Space", ..SAVINGS }];

pub(crate) const ONLINE_BANK: &[Template] = &[
    Template { name: "Direct Checking", ..CHECKING },
    joint(Template { name: "Direct Savings", ..SAVINGS }),
    Template { name: "Direct Card", ..CARD },
    MORTGAGE,
];

pub(crate) const CREDIT_UNION: &[Template] = &[
    Template { name: "Share Savings", ..SAVINGS },
    joint(Template { name: "Share Draft Checking", ..CHECKING }),
    AUTO_LOAN,
    CREDIT_LINE,
];

pub(crate) const CARDS: &[Template] =
    &[Template { name: "Cobalt Everyday", ..CARD }, Template { name: "Cobalt Travel", ..CARD }];

pub(crate) const COMPANY: &[Template] = &[
    Template {
        name: "Business Checking",
        subtype: Some("BUSINESS"),
        habits: habits::BUSINESS,
        ..BUSINESS_ACCOUNT
    },
    Template { name: "Payroll", subtype: Some("BUSINESS"), habits: habits::PAYROLL, ..BUSINESS_ACCOUNT },
    Template { name: "Tax Reserve", subtype: Some("BUSINESS"), ..SAVINGS },
    Template { name: "Company Card", subtype: Some("BUSINESS"), ..CARD },
];

const BUSINESS_ACCOUNT: Template =
    Template { course: Course::ToppedUp { level: (38_000_00, 95_000_00), apy: None }, ..CHECKING };

pub(crate) const OPERATING: Template = Template {
    name: "Operating Account",
    subtype: Some("BUSINESS"),
    habits: habits::OPERATING,
    course: Course::ToppedUp { level: (60_000_00, 250_000_00), apy: None },
    ..CHECKING
};

pub(crate) const BROKERAGE: &[Template] = &[
    INVESTMENT,
    Template { name: "Retirement", subtype: Some("IRA"), ..INVESTMENT },
    Template { name: "Cash Management", ..SAVINGS },
];

pub(crate) const POLICIES: &[Template] =
    &[INSURANCE, HOUSE, Template { name: "Sailing Boat", course: BOAT, ..HOUSE }];

const BOAT: Course = Course::Valued { worth: (9_000_00, 42_000_00), property_type: "VEHICLE" };

pub(crate) const LENDING: &[Template] = &[joint(MORTGAGE), CREDIT_LINE, AUTO_LOAN];

pub(crate) const PREPAID: &[Template] = &[PREPAID_CARD];

/// The first is renamed, the last opens and closes.
pub(crate) const TIDEWATER: &[Template] = &[CHECKING, CARD, Template { name: "Goal", ..SAVINGS }];
