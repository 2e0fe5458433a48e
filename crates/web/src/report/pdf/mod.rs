//! A lender's report as PDF: the same that its JSON says, laid out on sheets with tables and charts.

mod charts;
mod fonts;
mod ink;
mod sheet;

use super::ReportDocument;
use super::document::{AccountPart, BalancesPart, IncomePart, MissingPart, PatternPart};
use super::said::Said;
use charts::Bars;
use sheet::{Column, Sheets, left, right};

/// The PDF of a report whose JSON has that hash; none when the library that draws it refuses.
pub(crate) fn pdf(report: &ReportDocument, content_hash: &str, said: Said) -> Option<Vec<u8>> {
    let mut sheets = Sheets::new();
    let title = said.say("title");
    sheets.title(&title);
    sheets
        .paragraph(&said.fill("period", &[("from", &said.day(&report.from)), ("to", &said.day(&report.to))]));
    sheets.note(&said.fill("made", &[("at", &said.moment(&report.made_at))]));
    sheets.note(&said.fill("id", &[("id", &report.id), ("verification", &report.verification)]));
    sheets.note(&said.fill("hash", &[("hash", content_hash)]));
    accounts(&mut sheets, report, said);
    income(&mut sheets, report, said);
    payments(&mut sheets, report, said);
    cash_flow(&mut sheets, report, said);
    balances(&mut sheets, report, said);
    missing(&mut sheets, report, said);
    transactions(&mut sheets, report, said);
    sheets.feet(&format!("{} · {content_hash}", report.id), |number, last| {
        said.fill("page-number", &[("number", &number.to_string()), ("last", &last.to_string())])
    });
    ink::drawn(&sheets, &title, said.language().tag())
}

fn heads(said: Said, names: &[&str]) -> Vec<String> {
    names.iter().map(|name| said.say(name)).collect()
}

fn accounts(sheets: &mut Sheets, report: &ReportDocument, said: Said) {
    const COLUMNS: [Column; 5] = [left(20.0), left(26.0), left(14.0), left(22.0), right(18.0)];
    sheets.section(&said.say("accounts"));
    let rows: Vec<Vec<String>> = report
        .accounts
        .iter()
        .map(|one| {
            vec![
                one.institution.clone(),
                one.name.clone(),
                one.number.clone().unwrap_or_default(),
                one.owners.join(", "),
                balance(one, said),
            ]
        })
        .collect();
    let head = heads(said, &["institution", "account", "number", "owners", "balance"]);
    sheets.table(&COLUMNS, &head, &rows);
}

fn balance(one: &AccountPart, said: Said) -> String {
    match &one.balances {
        Some(balances) if balances.is_owed() => {
            said.fill("owed", &[("amount", &said.money(&balances.now, &one.currency))])
        }
        Some(balances) => said.money(&balances.now, &one.currency),
        None => said.say("unknown"),
    }
}

fn income(sheets: &mut Sheets, report: &ReportDocument, said: Said) {
    sheets.section(&said.say("income"));
    if report.income.is_empty() {
        return sheets.paragraph(&said.say("income-none"));
    }
    let rows: Vec<Vec<String>> = report
        .income
        .iter()
        .map(|one| pattern(&one.payer, &said.kind(&one.kind), &one.pattern, said))
        .collect();
    patterns(sheets, "payer", &rows, said);
    if report.income.iter().any(IncomePart::is_guessed) {
        sheets.note(&said.say("guessed"));
    }
}

fn payments(sheets: &mut Sheets, report: &ReportDocument, said: Said) {
    sheets.section(&said.say("payments"));
    if report.regular_payments.is_empty() {
        return sheets.paragraph(&said.say("payments-none"));
    }
    let rows: Vec<Vec<String>> = report
        .regular_payments
        .iter()
        .map(|one| pattern(&one.payee, &said.kind(&one.kind), &one.pattern, said))
        .collect();
    patterns(sheets, "payee", &rows, said);
}

fn patterns(sheets: &mut Sheets, who: &str, rows: &[Vec<String>], said: Said) {
    const COLUMNS: [Column; 6] = [left(24.0), left(17.0), left(16.0), right(15.0), right(15.0), right(13.0)];
    let head = heads(said, &[who, "kind", "cadence", "typical", "annual", "last"]);
    sheets.table(&COLUMNS, &head, rows);
}

fn pattern(who: &str, kind: &str, one: &PatternPart, said: Said) -> Vec<String> {
    let last = if one.goes_on { one.last.clone() } else { said.say("ended") };
    vec![
        who.to_owned(),
        kind.to_owned(),
        said.cadence(&one.cadence),
        said.money(&one.typical, &one.currency),
        said.money(&one.annual, &one.currency),
        last,
    ]
}

fn cash_flow(sheets: &mut Sheets, report: &ReportDocument, said: Said) {
    const COLUMNS: [Column; 6] =
        [left(20.0), right(16.0), right(16.0), right(16.0), right(16.0), right(16.0)];
    sheets.section(&said.say("cash-flow"));
    sheets.note(&said.say("cash-flow-note"));
    for currency in report.currencies() {
        let months: Vec<_> = report.cash_flow.iter().filter(|month| month.currency == currency).collect();
        let bars: Vec<Bars> = months
            .iter()
            .map(|one| Bars {
                label: one.month.clone(),
                money_in: about(&one.money_in),
                money_out: about(&one.money_out),
            })
            .collect();
        sheets.part(&format!("{currency}: {} / {}", said.say("in"), said.say("out")), charts::HEIGHT);
        sheets.chart(charts::HEIGHT, |x, y| charts::bars(&bars, (x, y)));
        let rows: Vec<Vec<String>> = months
            .iter()
            .map(|one| {
                let partial =
                    if one.is_partial { format!(" ({})", said.say("partial")) } else { String::new() };
                let amounts = [&one.money_in, &one.money_out, &one.net, &one.income, &one.regular_payments];
                let mut row = vec![format!("{}{partial}", one.month)];
                row.extend(amounts.into_iter().map(|amount| said.number(amount)));
                row
            })
            .collect();
        let head = heads(said, &["month", "in", "out", "net", "of-it-income", "of-it-regular"]);
        sheets.table(&COLUMNS, &head, &rows);
    }
}

fn balances(sheets: &mut Sheets, report: &ReportDocument, said: Said) {
    const COLUMNS: [Column; 6] =
        [left(20.0), right(16.0), right(16.0), right(16.0), right(16.0), right(16.0)];
    sheets.section(&said.say("balances"));
    for account in &report.accounts {
        let Some(balances) = account.balances.as_ref().filter(|balances| !balances.days.is_empty()) else {
            continue;
        };
        sheets.part(&named(account), charts::HEIGHT);
        let values = along(balances, &report.from, &report.to);
        sheets.chart(charts::HEIGHT, |x, y| charts::steps(&values, (&report.from, &report.to), (x, y)));
        if let Some(days) = balances.days_below_zero {
            sheets.note(&said.count("below-zero", "days", days));
        }
        let rows: Vec<Vec<String>> = balances
            .months
            .iter()
            .map(|one| {
                let amounts = [&one.opening, &one.closing, &one.least, &one.most, &one.average];
                let mut row = vec![one.month.clone()];
                row.extend(amounts.into_iter().map(|amount| said.number(amount)));
                row
            })
            .collect();
        let head = heads(said, &["month", "opening", "closing", "least", "most", "average"]);
        sheets.table(&COLUMNS, &head, &rows);
    }
}

fn missing(sheets: &mut Sheets, report: &ReportDocument, said: Said) {
    sheets.section(&said.say("missing"));
    if report.missing.is_empty() {
        return sheets.paragraph(&said.say("missing-none"));
    }
    for account in &report.accounts {
        let of_account: Vec<&MissingPart> =
            report.missing.iter().filter(|one| one.account == account.id).collect();
        if of_account.is_empty() {
            continue;
        }
        sheets.part(&named(account), 14.0);
        for one in of_account {
            sheets.paragraph(&said.lack(one, &account.currency));
        }
    }
}

fn transactions(sheets: &mut Sheets, report: &ReportDocument, said: Said) {
    const COLUMNS: [Column; 4] = [left(12.0), left(48.0), left(20.0), right(20.0)];
    sheets.section(&said.say("transactions"));
    for account in &report.accounts {
        let rows: Vec<Vec<String>> = report
            .transactions
            .iter()
            .filter(|one| one.account == account.id)
            .map(|one| {
                let pending = if one.is_pending { said.say("pending") } else { String::new() };
                let kind = one.category.clone().unwrap_or(pending);
                vec![one.date.clone(), one.description.clone(), kind, said.money(&one.amount, &one.currency)]
            })
            .collect();
        if rows.is_empty() {
            continue;
        }
        sheets.part(&named(account), 40.0);
        let head = heads(said, &["date", "description", "kind", "amount"]);
        sheets.table(&COLUMNS, &head, &rows);
    }
}

/// Bank, name and the end of the number.
fn named(account: &AccountPart) -> String {
    let number = account.number.as_deref().unwrap_or_default();
    format!("{} · {} {number}", account.institution, account.name).trim_end().to_owned()
}

/// How far along the report's time each change of a balance is, from 0 to 1, and the balance from then on.
fn along(balances: &BalancesPart, from: &str, to: &str) -> Vec<(f32, f32)> {
    let day = |text: &str| text.parse::<jiff::civil::Date>().ok();
    let (Some(from), Some(to)) = (day(from), day(to)) else { return Vec::new() };
    let days =
        |date: jiff::civil::Date| f32::from(i16::try_from((date - from).get_days()).unwrap_or(i16::MAX));
    let whole = days(to).max(1.0);
    balances
        .days
        .iter()
        .filter_map(|one| Some(((days(day(&one.date)?) / whole).clamp(0.0, 1.0), about(&one.balance))))
        .collect()
}

/// An amount as far as a drawing needs it.
fn about(decimal: &str) -> f32 {
    decimal.parse().unwrap_or(0.0)
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
