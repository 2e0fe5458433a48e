//! CSV for spreadsheets: one row for each transaction. It begins with a byte order mark, without which spreadsheets take UTF-8 for something
//! older, and no cell is run as a formula.

use super::cursor::{Accounts, Rows};
use super::out::{Out, Stop};
use super::{Export, last_digits};
use domain::id::MemberGuid;
use domain::money::Money;
use domain::transaction::{TransactionStatus, TransactionType};
use engine::records::{Account, Slice, Transaction};
use jiff::civil::Date;
use jiff::tz::Offset;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

const BYTE_ORDER_MARK: &str = "\u{feff}";
/// RFC 4180.
const LINE_END: &str = "\r\n";
/// The hub's own reader of files knows the columns by these titles; the account's stand before whom the money went to.
const TITLES: [&str; 16] = [
    "Institution",
    "Account name",
    "Account number",
    "Transaction date",
    "Posting date",
    "Description",
    "Memo",
    "Amount",
    "Currency",
    "Status",
    "Category",
    "Check number",
    "Hidden",
    "Bank's description",
    "Transaction ID",
    "Account GUID",
];

pub(super) async fn write(export: &Export, out: &mut Out) -> Result<(), Stop> {
    out.push(BYTE_ORDER_MARK);
    line(out.text(), &TITLES.map(str::to_owned));
    let mut institutions: BTreeMap<MemberGuid, String> = BTreeMap::new();
    let mut accounts = Accounts::of(export);
    while let Some(account) = accounts.next().await? {
        let institution = match institutions.entry(account.member) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(unknown) => {
                unknown.insert(export.scope().member_of(export.user.guid, account.member).await?.name)
            }
        };
        let mut rows = Rows::of(export, &account, Slice::default());
        while let Some(row) = rows.next().await? {
            line(out.text(), &cells(institution, &account, &row));
            out.pass_full().await?;
        }
    }
    Ok(())
}

fn cells(institution: &str, account: &Account, row: &Transaction) -> [String; TITLES.len()] {
    let (facts, edits) = (&row.facts, &row.edits);
    let shown = |edited: &Option<String>, told: Option<&str>| {
        harmless(edited.as_deref().or(told).unwrap_or_default())
    };
    let posted = (facts.status == TransactionStatus::Posted).then(|| posted_on(row).to_string());
    let is_hidden = edits.is_hidden || account.is_hidden;
    [
        harmless(institution),
        harmless(&account.facts.name),
        last_digits(account).map(|last| format!("XXXX{last}")).unwrap_or_default(),
        row.date().to_string(),
        posted.unwrap_or_default(),
        shown(&edits.description, Some(&facts.description)),
        shown(&edits.memo, facts.memo.as_deref()),
        signed(row).decimal(),
        facts.amount.currency.code().to_owned(),
        facts.status.name().to_owned(),
        shown(&facts.category, None),
        shown(&facts.check_number, None),
        if is_hidden { "yes" } else { "" }.to_owned(),
        harmless(&facts.description),
        row.guid.to_string(),
        account.guid.to_string(),
    ]
}

/// Money that left is less than nothing.
pub(super) fn signed(row: &Transaction) -> Money {
    let amount = row.facts.amount;
    match row.facts.transaction_type {
        TransactionType::Credit => amount,
        TransactionType::Debit => Money::new(amount.minor.saturating_neg(), amount.currency),
    }
}

/// The day of booking; where no time of it is told, the day that is.
pub(super) fn posted_on(row: &Transaction) -> Date {
    row.facts.posted_at.map_or(row.facts.date, |at| Offset::UTC.to_datetime(at).date())
}

/// Whether a spreadsheet may take the text for a formula.
fn is_run(text: &str) -> bool {
    const BEGINS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    text.starts_with(BEGINS)
}

/// A text that is not run: with an apostrophe before it, by which spreadsheets know a text. One that has it already gets another, so that
/// what was written can be read back.
fn harmless(text: &str) -> String {
    let has_mark = text.starts_with('\'') && is_run(text.trim_start_matches('\''));
    if is_run(text) || has_mark { format!("'{text}") } else { text.to_owned() }
}

fn line(out: &mut String, cells: &[String]) {
    for (place, cell) in cells.iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        if cell.contains([',', '"', '\r', '\n']) || cell.starts_with(' ') || cell.ends_with(' ') {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(cell);
        }
    }
    out.push_str(LINE_END);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_run_as_a_formula() {
        for (text, expected) in [
            ("=HYPERLINK(\"http://x\")", "'=HYPERLINK(\"http://x\")"),
            ("+1 555 0100", "'+1 555 0100"),
            ("-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0"),
            ("@SUM(1)", "'@SUM(1)"),
            ("\t=1+1", "'\t=1+1"),
            ("\r=1", "'\r=1"),
            ("＝1", "'＝1"),
            ("'=1", "''=1"),
            ("''=1", "'''=1"),
            ("'t Hoekje", "'t Hoekje"),
            ("Whole = part", "Whole = part"),
            ("", ""),
        ] {
            assert_eq!(harmless(text), expected);
        }
    }

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        let mut written = String::new();
        let cells = ["plain", "a,b", "say \"so\"", "two\r\nlines", " spaced ", ""].map(str::to_owned);
        line(&mut written, &cells);
        assert_eq!(written, "plain,\"a,b\",\"say \"\"so\"\"\",\"two\r\nlines\",\" spaced \",\r\n");
    }
}
