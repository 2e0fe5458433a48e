//! Files of banks: what is made of good ones, of bad ones, and of those that were cut or made up.

mod large;
mod recorded;
mod refused;
mod written;

use connectors::files::{FileAccount, FileRow, How, Told};
use domain::money::Currency;
use jiff::civil::{Date, date};
use std::fmt::Write as _;

pub(crate) const TODAY: Date = date(2026, 11, 22);

fn how(currency: &str) -> How<'static> {
    How { currency: currency.parse::<Currency>().ok(), ..How::new(TODAY) }
}

/// Everything that was read, line by line.
fn shown(told: &Told) -> String {
    let mut out = String::new();
    for account in &told.accounts {
        writeln!(out, "account{}", shown_account(account)).unwrap();
        account.rows.iter().for_each(|row| writeln!(out, "  {}", shown_row(row)).unwrap());
    }
    for skipped in &told.skipped {
        writeln!(out, "skipped {}: {}", skipped.place, skipped.why).unwrap();
    }
    assert_eq!(told.skipped.len(), told.skipped_count);
    for warning in &told.warnings {
        writeln!(out, "warning {}", warning.name()).unwrap();
    }
    if let Some(layout) = &told.csv {
        writeln!(out, "layout {}", serde_json::to_string(layout).unwrap()).unwrap();
    }
    out
}

fn shown_account(account: &FileAccount) -> String {
    let hint = &account.institution;
    let balance = |balance: Option<(Date, domain::money::Money)>| {
        balance.map(|(day, money)| format!("{day} {money:?}"))
    };
    let named = [
        ("number", account.number.as_ref().map(|number| number.expose().to_owned())),
        ("routing", account.routing_number.clone()),
        ("iban", account.iban.as_ref().map(|number| number.expose().to_owned())),
        ("mask", account.mask.clone()),
        ("type", account.account_type.map(|kind| kind.name().to_owned())),
        ("name", account.name.clone()),
        ("currency", account.currency.map(|currency| currency.code().to_owned())),
        ("bank", hint.name.clone()),
        ("org", hint.ofx_org.clone()),
        ("fid", hint.ofx_fid.clone()),
        ("bic", hint.bic.clone()),
        ("bank_code", hint.bank_code.clone()),
        ("owners", Some(account.owners.join("; ")).filter(|owners| !owners.is_empty())),
        ("opening", balance(account.opening)),
        ("closing", balance(account.closing)),
        ("window", account.window.map(|(first, last)| format!("{first}..{last}"))),
    ];
    named.into_iter().filter_map(|(name, value)| Some(format!(" {name}={}", value?))).collect()
}

fn shown_row(row: &FileRow) -> String {
    let facts = &row.facts;
    let on = |name: &str, day: Option<String>| day.map(|day| format!(" {name}={day}")).unwrap_or_default();
    let time = |time: Option<domain::clock::Timestamp>| time.map(|time| time.to_string());
    format!(
        "{}: {} {} {} {:?} | {}{}{}{}{}{}{}{}{}{}",
        row.place,
        facts.date,
        facts.status.name(),
        facts.transaction_type.name(),
        facts.amount,
        facts.description,
        on("memo", facts.memo.clone()),
        on("category", facts.category.clone()),
        on("check", facts.check_number.clone()),
        on("id", row.id.clone()),
        on("reference", row.reference.clone()),
        on("booked", row.booked_on.map(|day| day.to_string())),
        on("value", row.value_on.map(|day| day.to_string())),
        on("acted", time(facts.transacted_at)),
        on("posted", time(facts.posted_at)),
    )
}
