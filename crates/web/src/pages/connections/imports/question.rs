//! What a file leaves open, and only a person can say.

use super::answers::{COLUMNS_MAX, ROLES, Wrong};
use super::{accounts, flaws, list_path, path_of};
use crate::pages::connections::Tab;
use crate::pages::mishap::Mishap;
use crate::pages::shown::{Shown, View};
use crate::pages::viewer::Viewer;
use crate::pages::words::Words;
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use domain::text::Part;
use engine::files::{DateOrder, Flaw, FlawKind, OpenDate, Sample};
use engine::records::{Account, Import};
use serde_json::Value;

/// Lines of a table that are shown.
const LINES: usize = 6;
/// Characters of a cell that are shown.
const CELL_CHARS: usize = 40;
/// Currencies that are offered, by their names; any other can be typed.
const CURRENCIES: [&str; 10] = ["USD", "CAD", "MXN", "EUR", "GBP", "CHF", "AUD", "BRL", "COP", "JPY"];

#[derive(Debug, Template)]
#[template(path = "connections/imports/question.html")]
struct QuestionView {
    words: Words,
    title: String,
    text: String,
    action: String,
    discard: String,
    asks: Asks,
    currency: CurrencyPart,
    /// Where the file has the date by which it is asked.
    date: String,
    /// What can be said of it: value and label.
    orders: Vec<(&'static str, String)>,
    delimiter: String,
    lines: Vec<Vec<String>>,
    /// Of each column: its label, and the choices.
    columns: Vec<String>,
    roles: Vec<(&'static str, String)>,
}

/// The currencies that can be chosen, and what was typed instead.
#[derive(Debug, Default)]
struct CurrencyPart {
    /// Code and label.
    offered: Vec<(String, String)>,
    typed: String,
    wrong: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asks {
    Currency,
    Order,
    Columns,
    /// Nothing can be said of it here.
    Nothing,
}

impl Asks {
    fn of(flaw: &Flaw, sample: Option<&Sample>) -> Self {
        match (&flaw.kind, sample) {
            (FlawKind::NoCurrency, _) => Self::Currency,
            (FlawKind::DatesAmbiguous | FlawKind::DatesMixed, _) => Self::Order,
            (
                FlawKind::ColumnsNotFound { .. }
                | FlawKind::LayoutUnmet { .. }
                | FlawKind::Layout(_)
                | FlawKind::DatesUnreadable
                | FlawKind::AmountsUnreadable,
                Some(_),
            ) => Self::Columns,
            _ => Self::Nothing,
        }
    }

    const fn title(self) -> &'static str {
        match self {
            Self::Currency => "page-import-question-currency",
            Self::Order => "page-import-question-order",
            Self::Columns => "page-import-question-columns",
            Self::Nothing => "page-import-question-nothing",
        }
    }
}

impl View for QuestionView {
    fn title(&self) -> String {
        self.title.clone()
    }

    fn is_wide(&self) -> bool {
        self.asks == Asks::Columns
    }
}

/// The page, with what is wrong with what was said.
pub(super) async fn show(
    viewer: &Viewer,
    import: &Import,
    flaw: &Flaw,
    wrong: Option<&Wrong>,
) -> Result<Response, Mishap> {
    let words = viewer.words();
    let sample = viewer.scope().sample_of_import(import, LINES).await?;
    let asks = Asks::of(flaw, sample.as_ref());
    let mut currency = CurrencyPart::default();
    let mut open = None;
    match asks {
        Asks::Currency => {
            currency.offered = offered(&accounts(viewer).await?, words);
            if let Some(wrong) = wrong {
                (currency.typed, currency.wrong) = (wrong.typed().to_owned(), wrong.text(words));
            }
        }
        Asks::Order => open = viewer.scope().open_date_of_import(import, flaw).await?,
        Asks::Columns | Asks::Nothing => {}
    }
    let path = path_of(viewer, import);
    let view = view(words, (asks, flaw), (sample, open, currency), &path);
    let status = if wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    viewer.show(Shown::of(&view)?.status(status).tab(Tab::Connections).back(list_path(viewer)).at(path)).await
}

fn view(
    words: Words,
    (asks, flaw): (Asks, &Flaw),
    (sample, open, currency): (Option<Sample>, Option<OpenDate>, CurrencyPart),
    path: &str,
) -> QuestionView {
    let delimiter = sample.as_ref().and_then(|sample| serde_json::to_value(sample.delimiter).ok());
    let delimiter = delimiter.as_ref().and_then(Value::as_str).unwrap_or_default().to_owned();
    let mut lines = sample.map(|sample| sample.rows).unwrap_or_default();
    for line in &mut lines {
        line.truncate(COLUMNS_MAX);
        for cell in line {
            *cell = cell.chars().take(CELL_CHARS).collect();
        }
    }
    let columns = lines.first().map_or(0, Vec::len);
    let label = |number: usize| words.fill("field-import-column", &[("number", count(number))]);
    QuestionView {
        words,
        title: words.say(asks.title()),
        // A currency stands nowhere, and where the date itself is shown nobody need look for it.
        text: if open.is_some() || asks == Asks::Currency {
            flaws::what(flaw, words)
        } else {
            flaws::text(flaw, words)
        },
        action: path.to_owned(),
        discard: format!("{path}/discard"),
        asks,
        currency,
        date: open.as_ref().map(|open| shown(open, flaw, words)).unwrap_or_default(),
        orders: orders(open.as_ref(), flaw, words),
        delimiter,
        lines,
        columns: (1..=columns).map(label).collect(),
        roles: ROLES.iter().map(|(name, _)| (*name, words.say(&format!("page-column-{name}")))).collect(),
    }
}

fn count(number: usize) -> Part<'static> {
    Part::Count(i64::try_from(number).unwrap_or(i64::MAX))
}

/// Those of the person's accounts first.
fn offered(known: &[Account], words: Words) -> Vec<(String, String)> {
    let mut codes: Vec<&str> = Vec::new();
    for code in known.iter().map(|one| one.facts.currency.code()).chain(CURRENCIES) {
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    let named = |code: &str| {
        if !CURRENCIES.contains(&code) {
            return (code.to_owned(), code.to_owned());
        }
        let key = code.to_lowercase();
        let name = words.say(&format!("page-currency-{key}"));
        (code.to_owned(), format!("{code} · {name}"))
    };
    codes.into_iter().map(named).collect()
}

fn shown(open: &OpenDate, flaw: &Flaw, words: Words) -> String {
    let line = flaw.place.and_then(|place| place.line).unwrap_or_default();
    words.fill("page-import-order-shown", &[("number", count(line)), ("value", Part::Text(&open.text))])
}

/// The orders that the date can have, and those of dates that contradict each other.
fn orders(open: Option<&OpenDate>, flaw: &Flaw, words: Words) -> Vec<(&'static str, String)> {
    const ORDERS: [(DateOrder, &str, &str, &str); 3] = [
        (DateOrder::DayMonthYear, "day_month_year", "field-import-day-first", "31/12/2026"),
        (DateOrder::MonthDayYear, "month_day_year", "field-import-month-first", "12/31/2026"),
        (DateOrder::YearMonthDay, "year_month_day", "field-import-year-first", "2026/12/31"),
    ];
    let is_mixed = flaw.kind == FlawKind::DatesMixed;
    let told = ORDERS.into_iter().filter_map(|(order, value, key, example)| {
        let reading = open.and_then(|open| open.readings.iter().find(|(one, _)| *one == order));
        let day = match reading {
            Some((_, day)) if !is_mixed => crate::pages::day::of(*day, words),
            _ if is_mixed && order != DateOrder::YearMonthDay => example.to_owned(),
            _ if open.is_none() => example.to_owned(),
            _ => return None,
        };
        Some((value, words.with(key, "day", &day)))
    });
    told.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::text::Language;

    #[test]
    fn only_orders_that_a_date_can_have_are_offered() {
        let day = |text: &str| text.parse().unwrap();
        let open = OpenDate {
            text: "01/02/2026".to_owned(),
            readings: vec![
                (DateOrder::DayMonthYear, day("2026-02-01")),
                (DateOrder::MonthDayYear, day("2026-01-02")),
            ],
        };
        let check = |open: Option<&OpenDate>, kind: FlawKind, expected: &[&str]| {
            let flaw = Flaw { kind, place: None };
            let told = orders(open, &flaw, Words(Language::English));
            let told: Vec<&str> = told.iter().map(|(_, label)| label.as_str()).collect();
            assert_eq!(told, expected);
        };
        let both = ["Day first: 1 February 2026", "Month first: 2 January 2026"];
        check(Some(&open), FlawKind::DatesAmbiguous, &both);
        let examples = ["Day first: 31/12/2026", "Month first: 12/31/2026", "Year first: 2026/12/31"];
        check(Some(&open), FlawKind::DatesMixed, &examples[..2]);
        check(None, FlawKind::DatesAmbiguous, &examples);
    }

    #[test]
    fn every_currency_that_is_offered_has_a_name() {
        for language in Language::ALL {
            let offered = offered(&[], Words(*language));
            assert_eq!(offered.len(), CURRENCIES.len());
            assert!(offered.iter().all(|(code, label)| {
                code.parse::<domain::money::Currency>().is_ok() && !label.contains("page-")
            }));
        }
    }
}
