//! What a history tells, as a connector reads it.

use crate::narrator::Narrator;
use connectors::data::{SourceAccount, SourceTransaction};
use connectors::{Connector, Fetched, Secret, Want};
use domain::account::{AccountFacts, AccountType, AmountField};
use domain::clock::Timestamp;
use domain::money::Money;
use domain::transaction::{TransactionFacts, TransactionStatus, TransactionType};
use engine::Source;
use histories::told::{AccountKind, Status, Telling, ToldAccount, ToldNumber, ToldRow};
use jiff::ToSpan as _;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Rows that come in one page.
const PAGE: usize = 50;

/// The sources of all histories, and their banks.
const SOURCES: [&str; 4] = ["alder", "birch", "cedar", "dogwood"];
const BANKS: usize = 2;

/// Which answer each customer would get now: customers are links.
pub(super) type Told = Arc<Mutex<HashMap<String, (usize, Telling)>>>;

pub(super) fn sources(told: &Told) -> Vec<Source> {
    let source = |name: &str| {
        let told = told.clone();
        let tell = move |customer: &str, want: &Want| {
            let told = told.lock().unwrap_or_else(PoisonError::into_inner);
            told.get(customer).map_or_else(nothing, |(at, telling)| tell(*at, telling, want))
        };
        let connector: Arc<dyn Connector> =
            Arc::new(Narrator::new(name, (0..BANKS).map(bank).collect(), tell));
        Source { connector, origins: Vec::new() }
    };
    SOURCES.map(source).into()
}

pub(super) fn bank(number: usize) -> String {
    format!("history_bank_{number}")
}

fn nothing() -> Fetched {
    Fetched::Accounts { accounts: Vec::new(), problems: Vec::new(), notices: Vec::new() }
}

fn tell(number: usize, telling: &Telling, want: &Want) -> Fetched {
    let Want::Transactions { account, after, .. } = want else {
        let accounts = (0..).zip(&telling.accounts).map(|(at, one)| source_account(telling, at, one));
        return Fetched::Accounts { accounts: accounts.collect(), problems: Vec::new(), notices: Vec::new() };
    };
    let from: usize = after.as_deref().map_or(0, |after| after.parse().unwrap());
    let is_of = |row: &&ToldRow| account_id(telling, row.account) == *account;
    let rows = telling.rows.iter().filter(is_of).enumerate();
    let rows: Vec<SourceTransaction> =
        rows.map(|(at, row)| transaction(telling, &format!("{number}-{at}"), row)).collect();
    let to = (from + PAGE).min(rows.len());
    Fetched::Transactions {
        transactions: rows[from..to].to_vec(),
        next: (to < rows.len()).then(|| to.to_string()),
        problems: Vec::new(),
        since: telling.window.map(|(from, _)| from),
    }
}

/// A source that gives no ids is read as one that counts the accounts of a link by what they are.
pub(super) fn account_id(telling: &Telling, at: usize) -> String {
    let account = &telling.accounts[at];
    let described = || {
        let same = |one: &&ToldAccount| (&one.mask, one.kind) == (&account.mask, account.kind);
        let before = telling.accounts[..at].iter().filter(same).count();
        format!("{:?}-{}-{before}", account.kind, account.mask.as_deref().unwrap_or_default())
    };
    account.id.clone().unwrap_or_else(described)
}

fn source_account(telling: &Telling, at: usize, one: &ToldAccount) -> SourceAccount {
    let account_type = match one.kind {
        AccountKind::Checking => AccountType::Checking,
        AccountKind::Savings => AccountType::Savings,
        AccountKind::Card => AccountType::CreditCard,
        AccountKind::Loan => AccountType::Loan,
    };
    let mut facts = AccountFacts::new(one.name.clone(), account_type, one.currency.parse().unwrap());
    facts.mask.clone_from(&one.mask);
    facts.amounts.extend(one.balance.map(|balance| (AmountField::Balance, balance)));
    SourceAccount {
        id: account_id(telling, at),
        facts,
        number: match &one.number {
            Some(ToldNumber::Full(number)) => Some(Secret::new(number.clone())),
            // A connector has no word for these.
            Some(ToldNumber::Masked(_) | ToldNumber::Token(_)) | None => None,
        },
        routing_number: one.routing.clone(),
    }
}

/// Where a source gives no ids, those that a connector makes of an answer mean nothing beyond it.
fn transaction(telling: &Telling, here: &str, row: &ToldRow) -> SourceTransaction {
    let currency = telling.accounts[row.account].currency.parse().unwrap();
    SourceTransaction {
        id: row.id.clone().unwrap_or_else(|| here.to_owned()),
        pending_id: row.pending_id.clone(),
        facts: TransactionFacts {
            status: match row.status {
                Status::Pending => TransactionStatus::Pending,
                Status::Posted => TransactionStatus::Posted,
            },
            transaction_type: if row.amount > 0 { TransactionType::Credit } else { TransactionType::Debit },
            amount: Money::new(row.amount.abs(), currency),
            transacted_at: row.authorised_on.map(noon),
            posted_at: row.authorised_on.map(|_| noon(row.date)),
            date: row.authorised_on.unwrap_or(row.date),
            description: row.text.clone(),
            memo: None,
            category: None,
            merchant_category_code: None,
            check_number: None,
        },
    }
}

/// The tellings, by whole weeks later.
pub(super) fn later(tellings: &[Telling], weeks: i32) -> Vec<Telling> {
    let later = |day: Date| day.saturating_add(weeks.weeks());
    let of_row = |row: &ToldRow| ToldRow {
        date: later(row.date),
        authorised_on: row.authorised_on.map(later),
        ..row.clone()
    };
    let of_telling = |one: &Telling| Telling {
        told_on: later(one.told_on),
        window: one.window.map(|(from, to)| (later(from), later(to))),
        rows: one.rows.iter().map(of_row).collect(),
        ..one.clone()
    };
    tellings.iter().map(of_telling).collect()
}

pub(super) fn noon(day: Date) -> Timestamp {
    day.at(12, 0, 0, 0).to_zoned(TimeZone::UTC).unwrap().timestamp()
}
