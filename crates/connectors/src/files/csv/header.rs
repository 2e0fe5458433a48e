//! The row with the titles, and what they mean. Banks put other rows before it: names, numbers of accounts, spans of days.

use super::super::flaw::{Flaw, FlawKind};
use super::super::month::folded;
use super::layout::{Column, ColumnAt, ColumnRole, CsvLayout, Delimiter};
use super::table::{Record, Table};
use super::words::TITLES;
use domain::money::Currency;
use std::collections::BTreeMap;

/// Rows in which the titles are looked for.
const ROWS_MAX: usize = 60;
/// Titles that are repeated to people, and letters of each.
const FOUND_MAX: usize = 30;
const FOUND_CHARS_MAX: usize = 40;

/// Where the columns of a file are.
#[derive(Debug, Default)]
pub(super) struct Places(BTreeMap<ColumnRole, Vec<usize>>);

impl Places {
    /// The columns of that role, in the order of the layout.
    pub(super) fn all(&self, role: ColumnRole) -> &[usize] {
        self.0.get(&role).map_or(&[], Vec::as_slice)
    }

    pub(super) fn one(&self, role: ColumnRole) -> Option<usize> {
        self.all(role).first().copied()
    }

    pub(super) fn remove(&mut self, role: ColumnRole) {
        self.0.remove(&role);
    }
}

/// A header, and what stands before it.
#[derive(Debug)]
pub(super) struct Header {
    pub(super) layout: CsvLayout,
    pub(super) places: Places,
    /// Columns of a row; none where there is no header.
    pub(super) width: usize,
    pub(super) preamble: Vec<Record>,
}

/// A title with single spaces, and the currency behind it: `Amount (EUR)`.
fn normal(title: &str) -> (String, String, Option<Currency>) {
    const SYMBOLS: [(char, &str); 2] = [('€', "EUR"), ('£', "GBP")];
    let symbol =
        SYMBOLS.iter().find(|(symbol, _)| title.contains(*symbol)).and_then(|(_, code)| code.parse().ok());
    let folded = folded(title);
    let words: Vec<&str> =
        folded.split(|one: char| !one.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let whole = words.join(" ");
    let Some((last, before)) = words.split_last() else { return (whole.clone(), whole, symbol) };
    let code = if matches!(*last, "euro" | "euros") { "EUR" } else { *last };
    let currency = code.to_ascii_uppercase().parse().ok();
    let before =
        if before.last() == Some(&"in") { before.get(..before.len() - 1).unwrap_or(before) } else { before };
    let short = if currency.is_some() { before.join(" ") } else { whole.clone() };
    (whole, short, symbol.or(currency))
}

/// The role of a title with its rank among those of that role, and the currency that it names.
fn role(title: &str) -> Option<(ColumnRole, usize, Option<Currency>)> {
    let (whole, short, currency) = normal(title);
    let of = |wanted: &str| {
        TITLES
            .iter()
            .find_map(|(role, titles)| Some((*role, titles.iter().position(|title| *title == wanted)?)))
    };
    let (role, rank) = of(&whole).or_else(|| of(&short))?;
    let names_currency =
        matches!(role, ColumnRole::Amount | ColumnRole::Debit | ColumnRole::Credit | ColumnRole::Balance);
    Some((role, rank, currency.filter(|_| names_currency)))
}

/// The layout that a row of titles makes, if it is one.
fn layout_of(record: &Record, delimiter: Delimiter) -> Option<CsvLayout> {
    let titles: Vec<&str> = record.cells().collect();
    let mut chosen: BTreeMap<ColumnRole, Vec<(usize, usize)>> = BTreeMap::new();
    let mut currency = None;
    for (column, title) in titles.iter().enumerate() {
        let Some((role, rank, named)) = role(title) else { continue };
        currency = currency.or(named);
        chosen.entry(role).or_default().push((rank, column));
    }
    for (role, columns) in &mut chosen {
        let is_list = matches!(role, ColumnRole::Description | ColumnRole::Memo | ColumnRole::OtherAccount);
        if !is_list {
            columns.sort_unstable();
            columns.truncate(1);
        }
    }
    own_account(&mut chosen, &titles);
    let is_net = |column: &(usize, usize)| titles.get(column.1).is_some_and(|title| says_net(title));
    if chosen.get(&ColumnRole::Amount).is_some_and(|columns| columns.iter().all(is_net)) {
        chosen.remove(&ColumnRole::Fee);
    }
    let named = |column: usize| match titles.get(column) {
        Some(title) if titles.iter().filter(|other| *other == title).count() == 1 => {
            ColumnAt::Title((*title).to_owned())
        }
        Some(_) | None => ColumnAt::Number(column + 1),
    };
    let mut columns: Vec<(usize, ColumnRole)> = chosen
        .iter()
        .flat_map(|(role, columns)| columns.iter().map(|(_, column)| (*column, *role)))
        .collect();
    columns.sort_unstable();
    let columns = columns.into_iter().map(|(column, holds)| Column { holds, at: named(column) }).collect();
    let mut layout = CsvLayout::new(delimiter, true, columns);
    layout.currency = currency;
    layout.flaw().is_none().then_some(layout)
}

/// Whether fees are in an amount already: `Net`, `Importe neto`.
fn says_net(title: &str) -> bool {
    const NET: [&str; 4] = ["net", "netto", "neto", "liquido"];
    normal(title).0.split(' ').any(|word| NET.contains(&word))
}

/// Titles such as `IBAN` and `Account number` are those of the own account in one bank's file and of the other's in another's. They are
/// the own where they say so, where another column holds the other's, or where they stand before whom the money went to.
fn own_account(chosen: &mut BTreeMap<ColumnRole, Vec<(usize, usize)>>, titles: &[&str]) {
    const OWN: [&str; 4] = ["own iban", "auftragskonto", "iban auftragskonto", "accountnum"];
    let first = |role: ColumnRole| chosen.get(&role)?.iter().map(|(_, column)| *column).min();
    let Some(column) = first(ColumnRole::AccountNumber) else { return };
    let says_so = titles.get(column).is_some_and(|title| OWN.contains(&normal(title).0.as_str()));
    let payee = [ColumnRole::Payee, ColumnRole::Description].into_iter().filter_map(first).min();
    let is_before = payee.is_some_and(|payee| column < payee);
    if !(says_so || is_before || chosen.contains_key(&ColumnRole::OtherAccount)) {
        let columns = chosen.remove(&ColumnRole::AccountNumber).unwrap_or_default();
        chosen.entry(ColumnRole::OtherAccount).or_default().extend(columns);
    }
}

/// The header of a text, and the table behind it: the first row whose titles are enough, with what separates most of them.
pub(super) fn find(text: &str, told: Option<Delimiter>) -> Result<(Header, Table<'_>), Flaw> {
    let delimiters: &[Delimiter] = told.as_ref().map_or(&Delimiter::ALL, std::slice::from_ref);
    let mut best: Option<(CsvLayout, usize)> = None;
    let mut widest: Option<Record> = None;
    for delimiter in delimiters {
        let mut table = Table::new(text, *delimiter);
        for place in 0..ROWS_MAX {
            // What is broken with one delimiter may be sound with another.
            let Ok(Some(record)) = table.next() else { break };
            if let Some(layout) = layout_of(&record, *delimiter) {
                let is_best = best.as_ref().is_none_or(|(best, _)| layout.columns.len() > best.columns.len());
                best = if is_best { Some((layout, place)) } else { best };
                break;
            }
            if record.len() > widest.as_ref().map_or(0, Record::len) {
                widest = Some(record);
            }
        }
    }
    let Some((layout, place)) = best else { return Err(not_found(widest.as_ref())) };
    let mut table = Table::new(text, layout.delimiter);
    let mut preamble = Vec::new();
    for _ in 0..place {
        preamble.extend(table.next()?);
    }
    let Some(header) = table.next()? else { return Err(Flaw::new(FlawKind::Empty)) };
    let places = resolve(&layout, Some(&header)).unwrap_or_default();
    Ok((Header { layout, places, width: header.len(), preamble }, table))
}

/// A text in which no row has two cells is no table.
fn not_found(widest: Option<&Record>) -> Flaw {
    match widest {
        Some(record) if record.len() > 1 => {
            Flaw::at_line(FlawKind::ColumnsNotFound { found: found(record) }, record.line)
        }
        Some(_) | None => Flaw::new(FlawKind::Unknown),
    }
}

fn found(record: &Record) -> Vec<String> {
    let titles = record.cells().filter(|cell| !cell.is_empty()).take(FOUND_MAX);
    titles
        .map(|title| title.chars().filter(|one| !one.is_control()).take(FOUND_CHARS_MAX).collect())
        .collect()
}

/// Reads by a layout that was told: its titles are looked for, and without titles every row counts.
pub(super) fn told<'a>(text: &'a str, layout: &CsvLayout) -> Result<(Header, Table<'a>), Flaw> {
    if let Some(why) = layout.flaw() {
        return Err(Flaw::new(FlawKind::Layout(why)));
    }
    let mut table = Table::new(text, layout.delimiter);
    if !layout.has_header {
        let places = resolve(layout, None).unwrap_or_default();
        return Ok((Header { layout: layout.clone(), places, width: 0, preamble: Vec::new() }, table));
    }
    let mut preamble: Vec<Record> = Vec::new();
    let mut nearest: Option<(Vec<String>, Vec<String>, usize)> = None;
    while preamble.len() < ROWS_MAX {
        let Some(record) = table.next()? else { break };
        match resolve(layout, Some(&record)) {
            Ok(places) => {
                let width = record.len();
                return Ok((Header { layout: layout.clone(), places, width, preamble }, table));
            }
            Err(missing) => {
                if nearest.as_ref().is_none_or(|(least, ..)| missing.len() < least.len()) {
                    nearest = Some((missing, found(&record), record.line));
                }
                preamble.push(record);
            }
        }
    }
    let (missing, found, line) = nearest.unwrap_or_default();
    Err(Flaw::at_line(FlawKind::LayoutUnmet { missing, found }, line.max(1)))
}

/// The places of a layout's columns, or the titles that this row does not have.
fn resolve(layout: &CsvLayout, header: Option<&Record>) -> Result<Places, Vec<String>> {
    let mut titles: BTreeMap<String, usize> = BTreeMap::new();
    for (column, title) in header.into_iter().flat_map(Record::cells).enumerate() {
        titles.entry(normal(title).0).or_insert(column);
    }
    let (mut places, mut missing) = (Places::default(), Vec::new());
    for column in &layout.columns {
        let place = match &column.at {
            ColumnAt::Number(number) => number.checked_sub(1),
            ColumnAt::Title(title) => titles.get(&normal(title).0).copied(),
        };
        match (place, &column.at) {
            (Some(place), _) => places.0.entry(column.holds).or_default().push(place),
            (None, ColumnAt::Title(title)) => missing.push(title.clone()),
            (None, ColumnAt::Number(_)) => {}
        }
    }
    if missing.is_empty() { Ok(places) } else { Err(missing) }
}
