//! The transactions that a person removed, with the way to put each back.

use super::said::Said;
use super::transactions::{ACCOUNTS, Row, row};
use super::{Pages, Tab, list_path, page_of, review};
use crate::pages::connect::see;
use crate::pages::day;
use crate::pages::mishap::Mishap;
use crate::pages::shown::{Shown, View};
use crate::pages::viewer::Viewer;
use crate::pages::words::Words;
use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use engine::Error;
use engine::records::Transaction;
use serde::Deserialize;

#[derive(Debug)]
struct Item {
    guid: String,
    day: String,
    row: Row,
}

#[derive(Debug, Template)]
#[template(path = "connections/removed_transactions.html")]
struct RemovedView {
    words: Words,
    said: String,
    items: Vec<Item>,
    pages: Option<Pages>,
    action: String,
}

impl View for RemovedView {
    fn title(&self) -> String {
        self.words.say("page-removed-rows-title")
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    page: Option<u32>,
    said: String,
}

pub(super) fn path(viewer: &Viewer) -> String {
    format!("{}/transactions/removed", list_path(viewer))
}

pub(super) async fn show(viewer: Viewer, Query(asked): Query<Asked>) -> Result<Response, Mishap> {
    let (words, base, page) = (viewer.words(), path(&viewer), page_of(asked.page));
    let found = viewer.scope().removed_transactions(viewer.user(), page).await?;
    let accounts = viewer.scope().accounts(viewer.user(), None, None, ACCOUNTS).await?.items;
    let item = |one: &Transaction| Item {
        guid: one.guid.to_string(),
        day: day::of(one.date(), words),
        row: row(words, &accounts, one),
    };
    let view = RemovedView {
        words,
        said: Said::from_name(&asked.said).map(|said| words.say(said.key())).unwrap_or_default(),
        items: found.items.iter().map(item).collect(),
        pages: Pages::of(words, page, found.total, |number| format!("{base}?page={number}")),
        action: base,
    };
    viewer.show(Shown::of(&view)?.tab(Tab::Connections).back(review::path(&viewer))).await
}

/// Put back already, it is there all the same.
pub(super) async fn restore(
    viewer: Viewer,
    Path((_, transaction)): Path<(String, String)>,
) -> Result<Response, Mishap> {
    let guid = transaction.parse().map_err(|_| Mishap::Nowhere)?;
    match viewer.scope().restore_transaction(viewer.user(), guid).await {
        Ok(_) => {}
        Err(Error::NotFound(_)) => {
            viewer.scope().transaction(viewer.user(), guid).await?;
        }
        Err(error) => return Err(error.into()),
    }
    Ok(see(&Said::Restored.at(&path(&viewer))))
}
