//! How far an import is, and what became of it.

use super::{accounts, list_path, path_of};
use crate::pages::connections::Tab;
use crate::pages::mishap::Mishap;
use crate::pages::shown::{Shown, View};
use crate::pages::viewer::Viewer;
use crate::pages::words::Words;
use askama::Template;
use axum::response::Response;
use domain::import::ImportState;
use domain::text::Part;
use engine::outcome_of;
use engine::records::Import;

#[derive(Debug, Template)]
#[template(path = "connections/imports/progress.html")]
struct ProgressView {
    words: Words,
    text: String,
    done: u32,
    total: u32,
}

impl View for ProgressView {
    fn title(&self) -> String {
        self.words.say("page-import-working")
    }
}

pub(super) async fn progress(viewer: &Viewer, import: &Import) -> Result<Response, Mishap> {
    let words = viewer.words();
    let count = |count: u32| Part::Count(i64::from(count));
    let parts = [("done", count(import.rows_done)), ("total", count(import.rows_total))];
    let view = ProgressView {
        words,
        // How many there are shows once the file is read.
        text: if import.rows_total == 0 {
            words.say("page-import-starting-text")
        } else {
            words.fill("page-import-working-text", &parts)
        },
        done: import.rows_done,
        total: import.rows_total,
    };
    let path = path_of(viewer, import);
    let live = format!("{path}/changes?version={}", import.version);
    let shown = Shown::of(&view)?.tab(Tab::Connections).back(list_path(viewer)).going_on(live);
    viewer.show(shown.at(path)).await
}

#[derive(Debug, Template)]
#[template(path = "connections/imports/outcome.html")]
struct OutcomeView {
    words: Words,
    title: String,
    is_failed: bool,
    /// Of each account: what came of it, how many rows are asked about, and where it is.
    accounts: Vec<(String, String, String)>,
    another: String,
    review: String,
    list: String,
}

impl View for OutcomeView {
    fn title(&self) -> String {
        self.title.clone()
    }
}

pub(super) async fn outcome(viewer: &Viewer, import: &Import) -> Result<Response, Mishap> {
    let words = viewer.words();
    let base = list_path(viewer);
    let known = accounts(viewer).await?;
    let mut lines = Vec::new();
    for one in outcome_of(import) {
        let Some(guid) = &one.account_guid else { continue };
        // It may have been removed since.
        let Some(account) = known.iter().find(|account| account.guid.to_string() == *guid) else { continue };
        let parts = [
            ("account", Part::Text(account.facts.name.as_str())),
            ("new", Part::Count(i64::from(one.new))),
            ("known", Part::Count(i64::from(one.known))),
        ];
        let alike = usize::try_from(one.alike).unwrap_or(usize::MAX);
        let alike = if alike > 0 { words.count("page-import-done-alike", alike) } else { String::new() };
        lines.push((
            words.fill("page-import-done-account", &parts),
            alike,
            format!("{base}/transactions?account={guid}"),
        ));
    }
    let is_failed = import.state == ImportState::Failed;
    let view = OutcomeView {
        words,
        title: words.say(if is_failed { "page-import-failed" } else { "page-import-done" }),
        is_failed,
        accounts: lines,
        another: format!("{base}/import"),
        review: format!("{base}/review"),
        list: base.clone(),
    };
    viewer.show(Shown::of(&view)?.tab(Tab::Connections).back(base)).await
}
