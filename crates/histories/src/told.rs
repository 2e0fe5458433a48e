//! What a matcher may see: answers of sources, in the order in which they come. Nothing here says what is true.

use jiff::civil::Date;

/// What one link says at one time: accounts with their evidence, and rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Telling {
    /// The way in which it came. Answers of one link have the same conventions; a re-link is a new link.
    pub link: LinkId,
    /// The connection that the person sees. It stays when its link is renewed, and is another when it was removed and added again.
    pub member: MemberId,
    /// The source, such as an aggregator, a protocol, `file` or `manual`. Ids of one source say nothing about those of another.
    pub source: String,
    /// An opaque mark of the login: equal for the same login at the same institution. Files and hand-written rows have none.
    pub login: Option<String>,
    /// The institution; a file of an unknown bank has none.
    pub institution: Option<String>,
    /// The day on which the source answered. A file keeps the day on which it was made, however late it comes.
    pub told_on: Date,
    /// Of which days it tells all posted rows (first and last day included). Rows that a person types are never all.
    pub window: Option<(Date, Date)>,
    /// The accounts, in the order of the answer.
    pub accounts: Vec<ToldAccount>,
    /// The rows of all accounts, in the order of the answer.
    pub rows: Vec<ToldRow>,
}

/// Which tie between a connection and a source; numbered in the order in which a case makes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LinkId(pub usize);

/// Which connection, as the person sees them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MemberId(pub usize);

/// An account as a source tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldAccount {
    /// The source's id of it. Within one link it names one account; what it means in another link, the source does not promise.
    pub id: Option<String>,
    /// An id that the source promises to keep for the same account in every link.
    pub persistent_id: Option<String>,
    /// The number, as far as it is told.
    pub number: Option<ToldNumber>,
    /// The bank's routing number; told beside a full number, where there is one.
    pub routing: Option<String>,
    /// The international number, where there is one.
    pub iban: Option<String>,
    /// The last digits.
    pub mask: Option<String>,
    /// What kind of account it is.
    pub kind: AccountKind,
    /// Its name; people and banks change it.
    pub name: String,
    /// ISO 4217.
    pub currency: &'static str,
    /// The names of its owners, as far as this login sees them; empty when the source does not tell any.
    pub owners: Vec<String>,
    /// Minor units before the first day of the window, pending rows not counted. Told by sources whose days are those of posting, so
    /// that it and the rows lead to the balance.
    pub opening_balance: Option<i64>,
    /// Minor units at the end of the window's last day, pending rows not counted. Negative where money is owed.
    pub balance: Option<i64>,
    /// The person said that it is that account of an earlier answer.
    pub chosen: Option<ToldAccountRef>,
}

/// A told account by its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ToldAccountRef {
    /// Which telling of the case.
    pub telling: usize,
    /// Which account of the telling.
    pub account: usize,
}

/// How a source tells an account's number.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ToldNumber {
    /// All of it.
    Full(String),
    /// Its last digits behind marks, such as `xxxx1234`: no more than the mask.
    Masked(String),
    /// A hash that one source gives the same number with the same routing number each time, and no other source knows.
    Token(String),
}

/// What kind of account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AccountKind {
    /// For payments.
    Checking,
    /// For money set aside.
    Savings,
    /// A credit card; its balance is negative while money is owed.
    Card,
    /// A loan; its balance is negative until it is paid back.
    Loan,
}

/// What no source confuses: money kept, money owed on a card, money lent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AccountClass {
    /// Checking and savings.
    Deposit,
    /// Credit cards.
    Credit,
    /// Loans.
    Loan,
}

impl AccountKind {
    /// The class of the kind.
    pub const fn class(self) -> AccountClass {
        match self {
            Self::Checking | Self::Savings => AccountClass::Deposit,
            Self::Card => AccountClass::Credit,
            Self::Loan => AccountClass::Loan,
        }
    }
}

/// A transaction as a source tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldRow {
    /// Which of the telling's accounts.
    pub account: usize,
    /// The source's id of it, if it gives any.
    pub id: Option<String>,
    /// The id under which the source told it while it was pending.
    pub pending_id: Option<String>,
    /// Whether it may still change.
    pub status: Status,
    /// Minor units of the account's currency; positive when money comes in. Never zero.
    pub amount: i64,
    /// The day that the source tells.
    pub date: Date,
    /// The day of the purchase, where the source tells it beside the other.
    pub authorised_on: Option<Date>,
    /// What it says.
    pub text: String,
}

/// Whether a row may still change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Its amount, day and text may change, and it may vanish.
    Pending,
    /// It is in the account's balance.
    Posted,
}
