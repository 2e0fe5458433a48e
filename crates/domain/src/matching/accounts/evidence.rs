//! What is told of an account that can tell it from others.

use crate::account::AccountType;
use crate::matching::transactions::Link;
use crate::money::Currency;

/// An account as one link tells it. Numbers and names of owners may be keyed hashes: they are compared, and never shown.
#[derive(Debug, Clone)]
pub struct Evidence<'a> {
    pub link: Link,
    /// Ids and tokens of one source say nothing about those of another.
    pub source: &'a str,
    /// None for a file of an unknown bank.
    pub institution: Option<&'a str>,
    /// The source's id of it. Within one link it names one account.
    pub id: Option<&'a str>,
    /// An id that the source promises to keep for the same account in every link.
    pub persistent_id: Option<&'a str>,
    pub number: Option<Number<'a>>,
    pub routing: Option<&'a str>,
    pub iban: Option<&'a str>,
    /// The last digits.
    pub mask: Option<&'a str>,
    pub account_type: AccountType,
    pub currency: Currency,
    pub name: &'a str,
    /// The words of its owners' names, as far as this login sees them.
    pub owners: Vec<&'a str>,
    /// The person said that it is this known account.
    pub chosen: Option<usize>,
}

/// A number by which an account can be known again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Number<'a> {
    /// All of it.
    Full(&'a str),
    /// What one source makes of the number and the routing number, the same each time.
    Token(&'a str),
}

/// What no source confuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Money that is there to be spent or kept.
    Deposit,
    /// Money owed on a card or a line.
    Credit,
    /// Money lent for long.
    Loan,
    Investment,
    Insurance,
    Property,
}

/// The class of a type; none where the source does not say what it is.
pub const fn class(account_type: AccountType) -> Option<Class> {
    match account_type {
        AccountType::Any => None,
        AccountType::Cash
        | AccountType::Checking
        | AccountType::CheckingLineOfCredit
        | AccountType::Savings
        | AccountType::Prepaid => Some(Class::Deposit),
        AccountType::CreditCard | AccountType::LineOfCredit => Some(Class::Credit),
        AccountType::Loan | AccountType::Mortgage => Some(Class::Loan),
        AccountType::Investment => Some(Class::Investment),
        AccountType::Insurance => Some(Class::Insurance),
        AccountType::Property => Some(Class::Property),
    }
}
