//! Histories of bank accounts of people who never were, with what each transaction truly is.
//!
//! Nothing here knows how anything is found: these files import no rule of `domain`, so that what is measured on them is measured
//! against what was meant. [`make`] gives the same history for the same kind and seed.
//!
//! What the labels hold to:
//! - Income is pay, benefits, pensions, interest, rent received, irregular earnings and other money from companies or authorities that
//!   comes again and again. Money from people (family, friends, peer-to-peer apps) is none, however regular; nor are refunds, loans,
//!   advances, tax refunds, claims, reimbursements, cash and checks paid in.
//! - A regular payment is what an agreement asks for: the amount is fixed (with rises), or it is a bill. Shopping in one place every
//!   week is none, since the amounts vary; nor are payments of a card's purchases, cash and savings.
//! - What would be a stream but is seen too seldom ([`FEWEST_INCOMES`], [`FEWEST_PAYMENTS`]) is neither right nor wrong to find.

mod calendar;
mod earning;
mod foreign;
mod life;
mod moving;
mod paying;
mod people;
mod random;
mod spending;
mod texts;

pub(crate) use foreign::translate;
use jiff::civil::Date;
pub(crate) use people::Kind;

/// One credit alone is no stream to anybody.
const FEWEST_INCOMES: usize = 2;
/// Two payments may be chance.
const FEWEST_PAYMENTS: usize = 3;

/// One person's accounts and what happened on them.
#[derive(Debug, Clone)]
pub(crate) struct History {
    pub(crate) kind: Kind,
    pub(crate) seed: u64,
    /// The day on which the report would be made.
    pub(crate) end: Date,
    pub(crate) months: i16,
    pub(crate) owner: String,
    pub(crate) accounts: Vec<Account>,
    pub(crate) entries: Vec<Entry>,
    pub(crate) incomes: Vec<Income>,
    pub(crate) payments: Vec<Payment>,
}

#[derive(Debug, Clone)]
pub(crate) struct Account {
    pub(crate) bank: &'static str,
    pub(crate) name: &'static str,
    pub(crate) sort: Sort,
    pub(crate) currency: &'static str,
    pub(crate) number: String,
    /// In cents at the end, without what is pending; owed on cards and loans.
    pub(crate) balance: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    Checking,
    Savings,
    Card,
    Loan,
}

/// One transaction.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) id: String,
    /// Index into the accounts.
    pub(crate) account: usize,
    pub(crate) date: Date,
    /// Positive when it comes in, seen from the account.
    pub(crate) cents: i64,
    pub(crate) text: String,
    pub(crate) category: Option<&'static str>,
    pub(crate) is_pending: bool,
    pub(crate) label: Label,
}

/// What it truly is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Label {
    /// Index into the incomes.
    Income(usize),
    /// Index into the payments.
    Payment(usize),
    /// Between two accounts of the history.
    OwnTransfer,
    /// Of a stream that is seen too seldom.
    TooFew,
    Other(Other),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Other {
    Purchase,
    Refund,
    Reversal,
    TaxRefund,
    PaidIn,
    FromPerson,
    ToPerson,
    FamilySupport,
    Loan,
    Advance,
    Claim,
    Reimbursement,
    Cashback,
    Windfall,
    CardPayment,
    OutsideTransfer,
    Cash,
    Fee,
    LoanBooking,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum IncomeKind {
    Pay,
    Benefits,
    Pension,
    Interest,
    Rent,
    Irregular,
    OtherRegular,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum PaymentKind {
    Housing,
    Loan,
    Utility,
    Insurance,
    Subscription,
    Other,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Often {
    Weekly,
    EveryTwoWeeks,
    TwiceAMonth,
    Monthly,
    Quarterly,
    Irregular,
}

#[derive(Debug, Clone)]
pub(crate) struct Income {
    pub(crate) kind: IncomeKind,
    pub(crate) often: Often,
    /// Whether it still comes at the end.
    pub(crate) goes_on: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct Payment {
    pub(crate) kind: PaymentKind,
    pub(crate) often: Often,
    pub(crate) goes_on: bool,
}

/// A person of that kind; the same for the same seed.
pub(crate) fn make(kind: Kind, seed: u64) -> History {
    people::live(kind, seed).into_history()
}

/// The `nth` person of a crowd: the kinds take turns.
pub(crate) fn nth(seed: u64, nth: u32) -> History {
    let kinds = Kind::ALL;
    let turn = usize::try_from(nth).unwrap_or(0) % kinds.len();
    let kind = kinds.get(turn).copied().unwrap_or(Kind::MonthlySalary);
    make(kind, seed.wrapping_mul(1_000_003).wrapping_add(u64::from(nth)))
}

/// One with ten accounts over two years and some forty thousand transactions.
pub(crate) fn heavy(seed: u64) -> History {
    people::heavy(seed).into_history()
}
