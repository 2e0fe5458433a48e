//! Statements of accounts with balances at both ends, as CAMT and MT940 have them: one account may be told in many. Balances prove that
//! nothing is missing, within a statement and between two.

use super::ACCOUNTS_MAX;
use super::flaw::{Flaw, FlawKind, Limit};
use super::row::{Notes, settle_ids};
use super::told::{Balance, FileAccount, Warning};
use crate::grant::Secret;
use domain::transaction::{TransactionStatus, TransactionType};
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// A statement of an account.
#[derive(Debug)]
pub(super) struct Statement {
    /// With its rows and balances.
    pub(super) account: FileAccount,
    /// The days that the file names itself.
    pub(super) span: Option<(Date, Date)>,
}

impl Statement {
    /// The days that it covers: those that it names, else from after the day of the balance before it to that of the balance behind.
    /// Where a row is booked on the first balance's own day, that day is told too.
    fn window(&self) -> Option<(Date, Date)> {
        let (opening, closing) = (self.account.opening?.0, self.account.closing?.0);
        let is_told = self.account.rows.iter().any(|row| row.booked_on == Some(opening));
        let first = if is_told { opening } else { opening.saturating_add(1.day()).min(closing) };
        let (first, last) = self.span.unwrap_or((first, closing));
        (first <= last).then_some((first, last))
    }

    /// Whether what is booked lies between the balances to the cent; where one is not told, nothing says otherwise.
    fn adds_up(&self) -> Option<bool> {
        let ((_, opening), (_, closing)) = (self.account.opening?, self.account.closing?);
        let booked = self.account.rows.iter().filter(|row| row.facts.status == TransactionStatus::Posted);
        let sum = booked.fold(i128::from(opening.minor), |sum, row| {
            let amount = i128::from(row.facts.amount.minor);
            match row.facts.transaction_type {
                TransactionType::Credit => sum + amount,
                TransactionType::Debit => sum - amount,
            }
        });
        Some(opening.currency == closing.currency && sum == i128::from(closing.minor))
    }
}

/// The accounts of a file's statements, in the order in which they are first met.
pub(super) fn accounts(statements: Vec<Statement>, notes: &mut Notes) -> Result<Vec<FileAccount>, Flaw> {
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut all: Vec<Vec<Statement>> = Vec::new();
    for statement in statements {
        let place = *places.entry(key(&statement.account)).or_insert(all.len());
        if place >= ACCOUNTS_MAX {
            return Err(Flaw::new(FlawKind::TooMuch(Limit::Accounts)));
        }
        match all.get_mut(place) {
            Some(same) => same.push(statement),
            None => all.push(vec![statement]),
        }
    }
    let accounts = all.into_iter().filter_map(|same| one_account(same, notes));
    Ok(accounts.collect())
}

/// What tells accounts of one file apart.
fn key(account: &FileAccount) -> String {
    let number = account.iban.as_ref().or(account.number.as_ref()).map(Secret::expose);
    let name = account.name.as_deref();
    let code = account.currency.map_or("", |currency| currency.code());
    format!("{code} {}", number.or(name).unwrap_or_default())
}

/// Statements of one account, put one after the other by the days on which they begin.
fn one_account(mut statements: Vec<Statement>, notes: &mut Notes) -> Option<FileAccount> {
    let begins = |one: &Statement| one.account.opening.map(|(day, _)| day);
    if statements.iter().all(|one| begins(one).is_some()) {
        statements.sort_by_key(begins);
    }
    let mut joined: Option<FileAccount> = None;
    for mut next in statements {
        next.account.window = match next.adds_up() {
            Some(false) => {
                notes.warn(Warning::BalancesDoNotAddUp);
                None
            }
            Some(true) | None => next.window(),
        };
        joined = Some(match joined {
            None => next.account,
            Some(before) => join(before, next.account, notes),
        });
    }
    let mut account = joined?;
    settle_ids(&mut account, notes);
    Some(account)
}

/// A statement and the one behind it. What lies between them is told if one begins with what the other ends with.
fn join(mut before: FileAccount, next: FileAccount, notes: &mut Notes) -> FileAccount {
    let ends = |balance: Option<Balance>| balance.map(|(_, money)| money);
    let is_next = ends(before.closing).is_some() && ends(before.closing) == ends(next.opening);
    before.window = match (before.window, next.window) {
        (Some((first, _)), Some((_, last))) if is_next => Some((first, last)),
        (_, window) => window,
    };
    if !is_next && (before.closing.is_some() || next.opening.is_some()) {
        notes.warn(Warning::StatementsApart);
    }
    before.opening = before.opening.or(next.opening);
    before.closing = next.closing.or(before.closing);
    before.rows.extend(next.rows);
    before
}
