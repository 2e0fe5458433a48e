//! What a file leaves open, and only a person can say.

use super::answers::{COLUMNS_MAX, ROLES};
use super::{flaws, list_path, path_of};
use crate::pages::connections::Tab;
use crate::pages::mishap::Mishap;
use crate::pages::shown::{Shown, View};
use crate::pages::viewer::Viewer;
use crate::pages::words::Words;
use askama::Template;
use axum::response::Response;
use domain::text::Part;
use engine::files::{Flaw, FlawKind, Sample};
use engine::records::Import;
use serde_json::Value;

/// Lines of a table that are shown.
const LINES: usize = 6;
/// Characters of a cell that are shown.
const CELL_CHARS: usize = 40;
/// Currencies that are offered first; any other can be typed.
const CURRENCIES: [&str; 6] = ["USD", "CAD", "EUR", "GBP", "MXN", "CHF"];

#[derive(Debug, Template)]
#[template(path = "connections/imports/question.html")]
struct QuestionView {
    words: Words,
    title: String,
    text: String,
    action: String,
    discard: String,
    asks: Asks,
    currencies: &'static [&'static str],
    delimiter: String,
    lines: Vec<Vec<String>>,
    /// Of each column: its label, and the choices.
    columns: Vec<String>,
    roles: Vec<(&'static str, String)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asks {
    Currency,
    Order,
    Columns,
    /// Nothing can be said of it here.
    Nothing,
}

impl View for QuestionView {
    fn title(&self) -> String {
        self.title.clone()
    }

    fn is_wide(&self) -> bool {
        self.asks == Asks::Columns
    }
}

pub(super) async fn show(viewer: &Viewer, import: &Import, flaw: &Flaw) -> Result<Response, Mishap> {
    let words = viewer.words();
    let sample = viewer.scope().sample_of_import(import, LINES).await?;
    let asks = match (&flaw.kind, &sample) {
        (FlawKind::NoCurrency, _) => Asks::Currency,
        (FlawKind::DatesAmbiguous | FlawKind::DatesMixed, _) => Asks::Order,
        (
            FlawKind::ColumnsNotFound { .. }
            | FlawKind::LayoutUnmet { .. }
            | FlawKind::Layout(_)
            | FlawKind::DatesUnreadable
            | FlawKind::AmountsUnreadable,
            Some(_),
        ) => Asks::Columns,
        _ => Asks::Nothing,
    };
    let path = path_of(viewer, import);
    let view = view(words, asks, flaw, sample, &path);
    viewer.show(Shown::of(&view)?.tab(Tab::Connections).back(list_path(viewer)).at(path)).await
}

fn view(words: Words, asks: Asks, flaw: &Flaw, sample: Option<Sample>, path: &str) -> QuestionView {
    let delimiter = sample.as_ref().and_then(|sample| serde_json::to_value(sample.delimiter).ok());
    let delimiter = delimiter.as_ref().and_then(Value::as_str).unwrap_or_default().to_owned();
    let mut lines = sample.map(|sample| sample.rows).unwrap_or_default();
    for line in &mut lines {
        line.truncate(COLUMNS_MAX);
        for cell in line {
            *cell = cell.chars().take(CELL_CHARS).collect();
        }
    }
    let count = lines.first().map_or(0, Vec::len);
    let label = |number: usize| {
        let number = i64::try_from(number).unwrap_or(i64::MAX);
        words.fill("field-import-column", &[("number", Part::Count(number))])
    };
    QuestionView {
        words,
        title: words.say("page-import-question"),
        text: flaws::text(flaw, words),
        action: path.to_owned(),
        discard: format!("{path}/discard"),
        asks,
        currencies: &CURRENCIES,
        delimiter,
        lines,
        columns: (1..=count).map(label).collect(),
        roles: ROLES.iter().map(|(name, _)| (*name, words.say(&format!("page-column-{name}")))).collect(),
    }
}
