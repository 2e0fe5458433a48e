//! ISO 20022 messages of a bank to its customer: `camt.053` (statement), `camt.052` (report within the day) and `camt.054`
//! (notification), of every version. Elements are known by their local names, since versions differ in the namespace and a few places.

mod entry;
mod tree;

use super::How;
use super::flaw::{Flaw, FlawKind};
use super::row::Notes;
use super::statement::{self, Statement};
use super::told::{Balance, FileAccount, Format, InstitutionHint, Place};
use crate::account_number::{iban, is_full, mask};
use crate::bounds;
use crate::grant::Secret;
use domain::account::AccountType;
use domain::money::{Currency, Money};
use jiff::civil::Date;
use tree::{Node, Step, Walk};

pub(super) fn read(text: &str, how: &How<'_>, notes: &mut Notes) -> Result<Vec<FileAccount>, Flaw> {
    let mut walk = Walk::new(text);
    let mut statements = Vec::new();
    let mut entries = 0;
    while let Some(step) = walk.step()? {
        match step {
            Step::Begin { is_statement } => {
                statements.push(one_statement(&mut walk, is_statement, how, &mut entries, notes)?);
            }
            Step::Child(..) | Step::End => {}
        }
    }
    if statements.is_empty() {
        return Err(Flaw::new(FlawKind::NoAccount(Format::Camt)));
    }
    // Nobody can say what the entries say otherwise.
    if let Some(place) = notes.unknown_currency() {
        return Err(Flaw::at(FlawKind::Broken(Format::Camt), place));
    }
    statement::accounts(statements, notes)
}

/// A `Stmt`, `Rpt` or `Ntfctn`. Its account stands before its balances, and these before its entries; the schema has it so.
fn one_statement(
    walk: &mut Walk<'_>,
    is_statement: bool,
    how: &How<'_>,
    entries: &mut usize,
    notes: &mut Notes,
) -> Result<Statement, Flaw> {
    let mut account = FileAccount::default();
    let mut span = None;
    while let Some(step) = walk.step()? {
        let (node, place) = match step {
            Step::Child(node, place) => (node, place),
            Step::Begin { .. } | Step::End => break,
        };
        match node.name.as_str() {
            "Acct" => {
                account = FileAccount { opening: account.opening, closing: account.closing, ..owned(&node) }
            }
            "FrToDt" => span = days(&node),
            // Only a statement's balances say that nothing is missing between them.
            "Bal" if is_statement => balance(&node, &mut account),
            "Ntry" => {
                *entries += 1;
                let place = Place { entry: Some(*entries), ..place };
                let currency = account.currency.or(how.currency);
                entry::read(&node, currency, place, how.today, &mut account.rows, notes)?;
            }
            _ => {}
        }
    }
    let told = account.rows.first().map(|row| row.facts.amount.currency);
    account.currency = account.currency.or(told).or(how.currency);
    Ok(Statement { account, span: span.filter(|_| is_statement) })
}

/// An `Acct`.
fn owned(node: &Node) -> FileAccount {
    let id = node.child("Id");
    let number = id.and_then(|id| id.text("IBAN")).or_else(|| id.and_then(|id| id.at(&["Othr"])?.text("Id")));
    let known = number.and_then(iban);
    let servicer = node.at(&["Svcr", "FinInstnId"]);
    let said = |name| servicer.and_then(|servicer| servicer.text(name));
    let member = servicer.and_then(|servicer| servicer.child("ClrSysMmbId")).and_then(|id| id.text("MmbId"));
    let owner = node.child("Ownr").and_then(party_name);
    FileAccount {
        mask: known.as_deref().or(number).and_then(mask),
        number: known.clone().or(number.filter(|number| is_full(number)).map(str::to_owned)).map(Secret::new),
        iban: known.map(Secret::new),
        account_type: node.at(&["Tp"]).and_then(|kind| kind.text("Cd")).and_then(account_type),
        name: node.text("Nm").and_then(bounds::name),
        currency: node.text("Ccy").and_then(|code| code.parse().ok()),
        institution: InstitutionHint {
            name: said("Nm").and_then(bounds::name),
            bic: said("BICFI").or(said("BIC")).and_then(bounds::name),
            bank_code: member.and_then(bounds::name),
            ..InstitutionHint::default()
        },
        owners: owner.and_then(bounds::name).into_iter().collect(),
        ..FileAccount::default()
    }
}

/// A party's name stands in it, and since version 8 one element deeper.
fn party_name(party: &Node) -> Option<&str> {
    party.text("Nm").or_else(|| party.child("Pty").and_then(|party| party.text("Nm")))
}

/// Some of `ExternalCashAccountType1Code`.
fn account_type(code: &str) -> Option<AccountType> {
    match code {
        "CACC" | "TRAN" | "SACC" | "SLRY" => Some(AccountType::Checking),
        "SVGS" | "LLSV" | "ONDP" => Some(AccountType::Savings),
        "CARD" => Some(AccountType::CreditCard),
        "LOAN" => Some(AccountType::Loan),
        "CASH" => Some(AccountType::Cash),
        _ => None,
    }
}

/// `FrToDt`, whole days of it.
fn days(node: &Node) -> Option<(Date, Date)> {
    let day = |day: &str, time: &str| node.text(day).or_else(|| node.text(time)).and_then(entry::day);
    Some((day("FrDt", "FrDtTm")?, day("ToDt", "ToDtTm")?))
}

/// A `Bal` that is one of the two ends.
fn balance(node: &Node, account: &mut FileAccount) {
    let Some(code) = node.at(&["Tp", "CdOrPrtry"]).and_then(|kind| kind.text("Cd")) else { return };
    let read = || -> Option<Balance> {
        let (money, day) = (money(node, None).ok()?, entry::moment(node.child("Dt")?)?.day);
        Some((day, entry::sided(money, node.text("CdtDbtInd")).ok()?))
    };
    match code {
        "OPBD" | "PRCD" => account.opening = account.opening.or_else(read),
        "CLBD" => account.closing = read().or(account.closing),
        _ => {}
    }
    account.currency = account.currency.or_else(|| money(node, None).ok().map(|money| money.currency));
}

/// The `Amt` of a node, in the currency that it names.
fn money(node: &Node, otherwise: Option<Currency>) -> Result<Money, super::told::Why> {
    entry::amount(node.child("Amt"), otherwise)
}
