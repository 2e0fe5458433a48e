//! A lender's report: what the accounts of one person say about income, regular payments and balances.
//!
//! [`make`] works it out of bank data alone, and gives the same for the same data in whatever order. Days are those of the institutions;
//! amounts are integers of minor units, and currencies are never added up. What is found is judged on histories whose truth is known
//! (`tests/histories`); what it goes by is in [`IncomeStream`], [`RegularPayment`] and the tables of words.

mod balances;
mod cadence;
mod cash_flow;
mod days;
mod income;
mod input;
mod ledger;
mod mask;
mod missing;
mod pattern;
mod payments;
mod role;
mod transfers;
mod words;

pub use balances::{BalanceMeaning, Balances, MonthBalance};
pub use cadence::Cadence;
pub use cash_flow::MonthFlow;
pub use income::{Evidence, IncomeKind, IncomeStream};
pub use input::{Account, Input, OwnerName, Transaction};
pub use mask::{AccountNumber, mask};
pub use missing::{Lack, Missing};
pub use pattern::{Amounts, BasisPoints, Continuity, Pattern, RECENT};
pub use payments::{PaymentKind, RegularPayment};

use crate::account::AccountType;
use crate::money::Currency;
use jiff::ToSpan as _;
use jiff::civil::Date;
use ledger::{Entry, Ledger};

/// What a lender reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// First and last day.
    pub from: Date,
    pub end: Date,
    /// By guid.
    pub accounts: Vec<AccountReport>,
    /// Oldest first.
    pub income: Vec<IncomeStream>,
    /// Oldest first.
    pub regular_payments: Vec<RegularPayment>,
    /// By currency, then by month.
    pub cash_flow: Vec<MonthFlow>,
    /// By account.
    pub missing: Vec<Missing>,
}

/// One account, as far as a lender may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountReport {
    pub guid: String,
    pub institution: String,
    pub name: String,
    pub account_type: AccountType,
    pub currency: Currency,
    /// Only its end: `****6789`.
    pub number: Option<String>,
    /// As the institution gave them, in its order.
    pub owners: Vec<OwnerName>,
    /// None where no balance is known.
    pub balances: Option<Balances>,
    /// Posted transactions within the report's time.
    pub transactions: usize,
}

/// Makes the report of one person. Pending transactions, and those of accounts that are not in the input, count nowhere; posted ones
/// outside of the report's time count for balances alone.
pub fn make(input: &Input) -> Report {
    let end = days::day(input.end);
    let from_date = input.end.checked_sub(i32::from(input.months).months()).unwrap_or(input.end);
    let from = days::day(from_date);
    let mut ledger = Ledger::new(input);
    let mut of_account: Vec<Vec<&Entry<'_>>> = vec![Vec::new(); ledger.accounts.len()];
    for entry in &ledger.entries {
        if let Some(entries) = of_account.get_mut(entry.account) {
            entries.push(entry);
        }
    }
    let mut accounts = Vec::new();
    let mut missing = Vec::new();
    for (account, entries) in ledger.accounts.iter().zip(&of_account) {
        let balances = balances::balances(account, entries, from, end);
        missing.extend(missing::missing(account, entries, balances.as_ref(), from, end));
        let transactions = entries.iter().filter(|entry| (from..=end).contains(&entry.day)).count();
        accounts.push(AccountReport {
            guid: account.guid.clone(),
            institution: account.institution.clone(),
            name: account.name.clone(),
            account_type: account.account_type,
            currency: account.currency,
            number: account.number.as_ref().map(AccountNumber::masked),
            owners: account.owners.clone(),
            balances,
            transactions,
        });
    }
    drop(of_account);
    ledger.entries.retain(|entry| (from..=end).contains(&entry.day));
    transfers::mark(&mut ledger);
    let income = income::find(&ledger, end);
    let regular_payments = payments::find(&ledger, end);
    let cash_flow = cash_flow::cash_flow(&ledger, &income, &regular_payments, from, end);
    Report { from: from_date, end: input.end, accounts, income, regular_payments, cash_flow, missing }
}

/// The name that the latest of these transactions gives to the other side, each word with a capital.
fn party_name(entries: &[&Entry<'_>]) -> String {
    let latest = entries.last().map_or("", |entry| entry.party.as_str());
    let words = latest.split(' ').map(|word| {
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    });
    words.collect::<Vec<String>>().join(" ")
}

#[cfg(test)]
#[path = "tests.rs"]
#[expect(clippy::inconsistent_digit_grouping, reason = "cents stand apart in amounts: 1_234_56")]
mod tests;
