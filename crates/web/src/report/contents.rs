//! What a report says, in its order and in one language, whatever it is put on: a PDF's sheets or a page.

use super::ReportDocument;
use super::charts::{Bars, Chart};
use super::document::{AccountPart, BalancesPart, IncomePart, MissingPart, PatternPart};
use super::said::Said;

/// One after another.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Block {
    /// A heading.
    Section(String),
    /// A heading below one; what follows stands with it.
    Part(String),
    Paragraph(String),
    /// Something said in passing.
    Note(String),
    Table(Table),
    Chart {
        chart: Chart,
        /// What it shows, for who does not see it.
        about: String,
    },
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Table {
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<Vec<String>>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Column {
    pub(super) head: String,
    /// How much of the width it takes, beside the others.
    pub(super) share: f32,
    /// Its texts end where it ends: amounts.
    pub(super) is_right: bool,
    /// Its texts are broken nowhere: days and numbers.
    pub(super) is_whole: bool,
}

/// The whole report.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Contents {
    pub(super) title: String,
    pub(super) blocks: Vec<Block>,
}

impl Contents {
    /// Of a report whose JSON has that hash.
    pub(super) fn of(report: &ReportDocument, content_hash: &str, said: Said) -> Self {
        let period = [("from", &*said.day(&report.from)), ("to", &*said.day(&report.to))];
        let mut blocks = vec![
            Block::Paragraph(said.fill("period", &period)),
            Block::Note(said.fill("made", &[("at", &said.moment(&report.made_at))])),
            Block::Note(said.fill("id", &[("id", &report.id), ("verification", &report.verification)])),
            Block::Note(said.fill("hash", &[("hash", content_hash)])),
        ];
        accounts(&mut blocks, report, said);
        income(&mut blocks, report, said);
        payments(&mut blocks, report, said);
        cash_flow(&mut blocks, report, said);
        balances(&mut blocks, report, said);
        missing(&mut blocks, report, said);
        transactions(&mut blocks, report, said);
        Self { title: said.say("title"), blocks }
    }
}

/// A table whose columns are named, with the share of each; those behind the first `lefts` hold amounts.
fn table(said: Said, columns: &[(&str, f32)], lefts: usize, rows: Vec<Vec<String>>) -> Block {
    let columns = columns
        .iter()
        .enumerate()
        .map(|(at, (name, share))| Column {
            head: said.say(name),
            share: *share,
            is_right: at >= lefts,
            is_whole: matches!(*name, "month" | "date" | "last" | "number"),
        })
        .collect();
    Block::Table(Table { columns, rows })
}

fn accounts(blocks: &mut Vec<Block>, report: &ReportDocument, said: Said) {
    blocks.push(Block::Section(said.say("accounts")));
    let rows = report
        .accounts
        .iter()
        .map(|one| {
            vec![
                one.institution.clone(),
                one.name.clone(),
                said.account_type(&one.r#type),
                one.number.clone().unwrap_or_default(),
                one.owners.join(", "),
                balance(one, said),
            ]
        })
        .collect();
    let columns = [
        ("institution", 14.0),
        ("account", 21.0),
        ("kind", 14.0),
        ("number", 11.0),
        ("owners", 18.0),
        ("balance", 22.0),
    ];
    blocks.push(table(said, &columns, 5, rows));
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

fn income(blocks: &mut Vec<Block>, report: &ReportDocument, said: Said) {
    blocks.push(Block::Section(said.say("income")));
    if report.income.is_empty() {
        return blocks.push(Block::Paragraph(said.say("income-none")));
    }
    let rows = report
        .income
        .iter()
        .map(|one| pattern(&one.payer, &said.kind(&one.kind), &one.pattern, said))
        .collect();
    blocks.push(patterns(said, "payer", rows));
    if report.income.iter().any(IncomePart::is_guessed) {
        blocks.push(Block::Note(said.say("guessed")));
    }
}

fn payments(blocks: &mut Vec<Block>, report: &ReportDocument, said: Said) {
    blocks.push(Block::Section(said.say("payments")));
    if report.regular_payments.is_empty() {
        return blocks.push(Block::Paragraph(said.say("payments-none")));
    }
    let rows = report
        .regular_payments
        .iter()
        .map(|one| pattern(&one.payee, &said.kind(&one.kind), &one.pattern, said))
        .collect();
    blocks.push(patterns(said, "payee", rows));
}

fn patterns(said: Said, who: &str, rows: Vec<Vec<String>>) -> Block {
    let columns =
        [(who, 26.0), ("kind", 14.0), ("cadence", 18.0), ("typical", 15.0), ("annual", 15.0), ("last", 12.0)];
    table(said, &columns, 3, rows)
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

fn cash_flow(blocks: &mut Vec<Block>, report: &ReportDocument, said: Said) {
    blocks.push(Block::Section(said.say("cash-flow")));
    blocks.push(Block::Note(said.say("cash-flow-note")));
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
        let names = [said.say("in"), said.say("out")];
        let title = format!("{currency}: {} / {}", said.say("in"), said.say("out"));
        let most =
            highest(months.iter().flat_map(|one| [one.money_in.as_str(), one.money_out.as_str()]), said);
        blocks.push(Block::Part(title.clone()));
        blocks.push(Block::Chart { chart: Chart::Bars { months: bars, names, most }, about: title });
        let rows = months
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
        let columns = [
            ("month", 20.0),
            ("in", 16.0),
            ("out", 16.0),
            ("net", 16.0),
            ("of-it-income", 16.0),
            ("of-it-regular", 16.0),
        ];
        blocks.push(table(said, &columns, 1, rows));
    }
}

fn balances(blocks: &mut Vec<Block>, report: &ReportDocument, said: Said) {
    blocks.push(Block::Section(said.say("balances")));
    for account in &report.accounts {
        let Some(balances) = account.balances.as_ref().filter(|balances| !balances.days.is_empty()) else {
            continue;
        };
        blocks.push(Block::Part(named(account)));
        let values = along(balances, &report.from, &report.to);
        // One value is no course.
        if values.len() > 1 {
            let chart = Chart::Steps {
                values,
                ends: [report.from.clone(), report.to.clone()],
                most: highest(balances.days.iter().map(|one| one.balance.as_str()), said),
            };
            blocks
                .push(Block::Chart { chart, about: format!("{}: {}", said.say("balances"), named(account)) });
        }
        if let Some(days) = balances.days_below_zero {
            blocks.push(Block::Note(said.count("below-zero", "days", days)));
        }
        let rows = balances
            .months
            .iter()
            .map(|one| {
                let amounts = [&one.opening, &one.closing, &one.least, &one.most, &one.average];
                let mut row = vec![one.month.clone()];
                row.extend(amounts.into_iter().map(|amount| said.number(amount)));
                row
            })
            .collect();
        let columns = [
            ("month", 20.0),
            ("opening", 16.0),
            ("closing", 16.0),
            ("least", 16.0),
            ("most", 16.0),
            ("average", 16.0),
        ];
        blocks.push(table(said, &columns, 1, rows));
    }
}

fn missing(blocks: &mut Vec<Block>, report: &ReportDocument, said: Said) {
    blocks.push(Block::Section(said.say("missing")));
    if report.missing.is_empty() {
        return blocks.push(Block::Paragraph(said.say("missing-none")));
    }
    for account in &report.accounts {
        let of_account: Vec<&MissingPart> =
            report.missing.iter().filter(|one| one.account == account.id).collect();
        if of_account.is_empty() {
            continue;
        }
        blocks.push(Block::Part(named(account)));
        for one in of_account {
            blocks.push(Block::Paragraph(said.lack(one, &account.currency)));
        }
    }
}

fn transactions(blocks: &mut Vec<Block>, report: &ReportDocument, said: Said) {
    blocks.push(Block::Section(said.say("transactions")));
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
        blocks.push(Block::Part(named(account)));
        let columns = [("date", 12.0), ("description", 48.0), ("kind", 20.0), ("amount", 20.0)];
        blocks.push(table(said, &columns, 3, rows));
    }
}

/// Bank, name and the end of the number.
fn named(account: &AccountPart) -> String {
    let number = account.number.as_deref().unwrap_or_default();
    format!("{} · {} {number}", account.institution, account.name).trim_end().to_owned()
}

/// The highest of some amounts, written.
fn highest<'a>(amounts: impl Iterator<Item = &'a str>, said: Said) -> String {
    let most = amounts.max_by(|one, other| about(one).total_cmp(&about(other)));
    most.map(|amount| said.number(amount)).unwrap_or_default()
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
