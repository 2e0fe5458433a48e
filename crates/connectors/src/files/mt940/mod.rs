//! SWIFT's customer statement, MT940, with the blocks around it or without, as banks hand it out (SWIFT Standards MT, category 9).

mod details;
mod entry;
mod fields;

use super::How;
use super::flaw::{Flaw, FlawKind};
use super::row::Notes;
use super::statement::{self, Statement};
use super::told::{Balance, FileAccount, Format, InstitutionHint, Place};
use crate::account_number::{iban, is_full, mask};
use crate::grant::Secret;
use domain::money::{Currency, Money};
use fields::{Field, fields};
use jiff::civil::Date;

pub(super) fn read(text: &str, how: &How<'_>, notes: &mut Notes) -> Result<Vec<FileAccount>, Flaw> {
    let mut reading = Reading { statements: Vec::new(), open: None, entry: None, how, notes };
    for field in fields(text)? {
        reading.take(field)?;
    }
    reading.end_entry()?;
    if let Some(open) = reading.open {
        // A statement ends with its closing balance.
        return Err(Flaw::at_line(FlawKind::CutOff(Format::Mt940), open.line));
    }
    let statements = reading.statements;
    if statements.is_empty() {
        return Err(Flaw::new(FlawKind::NoAccount(Format::Mt940)));
    }
    statement::accounts(statements, notes)
}

struct Reading<'a> {
    statements: Vec<Statement>,
    open: Option<Open>,
    /// A `:61:` whose details may follow.
    entry: Option<(Field, Option<String>)>,
    how: &'a How<'a>,
    notes: &'a mut Notes,
}

/// A statement before its closing balance.
struct Open {
    line: usize,
    account: FileAccount,
    /// It goes on from another that was ended in between (`:60M:`).
    goes_on: bool,
}

impl Reading<'_> {
    fn take(&mut self, field: Field) -> Result<(), Flaw> {
        if field.tag == "86" {
            if let Some((_, details @ None)) = &mut self.entry {
                *details = Some(field.value);
            }
            return Ok(());
        }
        self.end_entry()?;
        match field.tag.as_str() {
            "20" => self.begin(field.line)?,
            "25" | "25P" => {
                if let Some(open) = &mut self.open {
                    name(&mut open.account, &field.value);
                }
            }
            "60F" | "60M" => self.opening(&field)?,
            "61" => self.entry = Some((field, None)),
            "62F" | "62M" => self.closing(&field)?,
            _ => {}
        }
        Ok(())
    }

    fn begin(&mut self, line: usize) -> Result<(), Flaw> {
        if self.open.is_some() {
            return Err(Flaw::at_line(FlawKind::Broken(Format::Mt940), line));
        }
        self.open = Some(Open { line, account: FileAccount::default(), goes_on: false });
        Ok(())
    }

    fn opening(&mut self, field: &Field) -> Result<(), Flaw> {
        let balance = self.balance(field)?;
        if let Some(open) = &mut self.open {
            open.account.opening = Some(balance);
            open.account.currency = Some(balance.1.currency);
            open.goes_on = field.tag == "60M";
        }
        Ok(())
    }

    /// Ends the statement. One that goes on in the next is one with it.
    fn closing(&mut self, field: &Field) -> Result<(), Flaw> {
        let balance = self.balance(field)?;
        let Some(open) = self.open.take() else { return Ok(()) };
        let Open { mut account, goes_on, .. } = open;
        account.closing = Some(balance);
        account.currency = account.currency.or(Some(balance.1.currency));
        let is_same = |last: &Statement| {
            let ends = |balance: Option<Balance>| balance.map(|(_, money)| money);
            ends(last.account.closing) == ends(account.opening)
        };
        match self.statements.last_mut().filter(|last| goes_on && is_same(last)) {
            Some(last) => {
                last.account.closing = account.closing;
                last.account.rows.append(&mut account.rows);
            }
            None => self.statements.push(Statement { account, span: None }),
        }
        Ok(())
    }

    fn balance(&self, field: &Field) -> Result<Balance, Flaw> {
        balance(&field.value, self.how.today)
            .ok_or(Flaw::at_line(FlawKind::Broken(Format::Mt940), field.line))
    }

    /// The row of a `:61:`, now that its details were told.
    fn end_entry(&mut self) -> Result<(), Flaw> {
        let Some((field, details)) = self.entry.take() else { return Ok(()) };
        let place = Place::line(field.line);
        self.notes.count(place)?;
        let Some(open) = &mut self.open else { return Ok(()) };
        let currency = open.account.currency.or(self.how.currency).ok_or(Flaw::new(FlawKind::NoCurrency))?;
        let draft = entry::draft(&field.value, details.as_deref(), currency, place, self.how.today);
        let row = draft.and_then(|draft| draft.finish(self.how.today));
        self.notes.take(&mut open.account.rows, place, row);
        Ok(())
    }
}

/// `:25:`: an IBAN, perhaps with the currency behind it; a bank's number or BIC, a stroke, and the account; or the account alone.
fn name(account: &mut FileAccount, value: &str) {
    let line = value.lines().next().unwrap_or_default().trim();
    let (bank, number) = match line.split_once('/') {
        Some((bank, number)) if !number.is_empty() => (Some(bank), number),
        Some(_) | None => (None, line),
    };
    let number = without_currency(number);
    let known = iban(number);
    account.mask = known.as_deref().or(Some(number)).and_then(mask);
    account.number = known.clone().or_else(|| is_full(number).then(|| number.to_owned())).map(Secret::new);
    account.iban = known.map(Secret::new);
    let is_number = |bank: &&str| bank.bytes().all(|byte| byte.is_ascii_digit());
    account.institution = InstitutionHint {
        bank_code: bank.filter(is_number).map(str::to_owned),
        bic: bank.filter(|bank| !is_number(bank)).map(str::to_owned),
        ..InstitutionHint::default()
    };
}

/// A number without the code of a currency at its end.
fn without_currency(number: &str) -> &str {
    const CODE_CHARS: usize = 3;
    let parts = number.len().checked_sub(CODE_CHARS).and_then(|at| number.split_at_checked(at));
    match parts {
        Some((rest, code)) if !rest.is_empty() && code.parse::<Currency>().is_ok() => rest.trim_end(),
        Some(_) | None => number,
    }
}

/// `C260105EUR1234,56`.
fn balance(value: &str, today: Date) -> Option<Balance> {
    let value = value.lines().next()?.trim();
    let (is_debit, rest) = match value.split_at_checked(1)? {
        ("C", rest) => (false, rest),
        ("D", rest) => (true, rest),
        _ => return None,
    };
    let (day, rest) = rest.split_at_checked(6)?;
    let (code, amount) = rest.split_at_checked(3)?;
    let day = entry::day(day, today)?;
    let money = entry::amount(amount, code.parse().ok()?).ok()?;
    Some((day, if is_debit { Money::new(money.minor.saturating_neg(), money.currency) } else { money }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts_are_named_in_many_ways() {
        for (value, number, iban, bank, mask) in [
            ("NL91ABNA0417164300EUR", Some("NL91ABNA0417164300"), true, None, "4300"),
            ("NL91ABNA0417164300 EUR", Some("NL91ABNA0417164300"), true, None, "4300"),
            ("50880050/0194777900888", Some("0194777900888"), false, Some("50880050"), "0888"),
            (
                "COBADEFF/DE89370400440532013000",
                Some("DE89370400440532013000"),
                true,
                Some("COBADEFF"),
                "3000",
            ),
            ("517852257", Some("517852257"), false, None, "2257"),
            ("XXXXXX2257", None, false, None, "2257"),
        ] {
            let mut account = FileAccount::default();
            name(&mut account, value);
            let hint = account.institution.bank_code.or(account.institution.bic);
            assert_eq!(
                (
                    account.number.as_ref().map(Secret::expose),
                    account.iban.is_some(),
                    hint.as_deref(),
                    account.mask.as_deref()
                ),
                (number, iban, bank, Some(mask)),
                "{value}"
            );
        }
    }
}
