//! Removing a connection, with its history or without: first exactly what goes and what stays, with hiding as the milder way; then it
//! goes.

use super::{Tab, bank_of, list_path, path_of};
use crate::pages::bank::Bank;
use crate::pages::connect::{institution_of, member_of, see};
use crate::pages::form::Form;
use crate::pages::mishap::Mishap;
use crate::pages::notice::Notice;
use crate::pages::removing::{self, Extent, History, Ways};
use crate::pages::shown::{Shown, View};
use crate::pages::viewer::Viewer;
use crate::pages::words::Words;
use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use serde::Deserialize;

#[derive(Debug, Template)]
#[template(path = "connections/remove.html")]
struct RemoveView {
    words: Words,
    bank: Bank,
    title: String,
    lead: String,
    text: String,
    ways: Ways,
    stays: String,
    /// Where its accounts are hidden; none when there is nothing to hide.
    hide: Option<String>,
    action: String,
    /// Where it is downloaded.
    take: String,
    keep: String,
}

impl View for RemoveView {
    fn title(&self) -> String {
        self.title.clone()
    }
}

pub(super) async fn show(
    viewer: Viewer,
    Path((_, member)): Path<(String, String)>,
) -> Result<Response, Mishap> {
    let member = member_of(&viewer, &member).await?;
    let words = viewer.words();
    let institution = institution_of(&viewer, &member).await?;
    let bank = bank_of(&member, institution.as_deref(), words);
    let extent = Extent::load(&viewer, &member).await?;
    let path = path_of(&viewer, &member);
    let mut ways = Ways::of(words, &bank.name, &member, &extent);
    if member.is_manual() {
        // What was kept of banks stands in the same place, and would go with it.
        let kept = super::kept::load(&viewer).await?;
        let names: Vec<&str> = kept.iter().map(|one| one.bank.name.as_str()).collect();
        ways.goes
            .extend((!names.is_empty()).then(|| words.with("page-goes-kept", "names", &names.join(", "))));
    }
    let view = RemoveView {
        words,
        title: words.with("page-remove-title", "institution", &bank.name),
        lead: words.with("page-remove-lead", "app", viewer.app_name()),
        text: words.with("page-goes-text", "app", viewer.app_name()),
        ways,
        stays: words.say(if member.is_manual() { "page-stays-manual" } else { "page-stays" }),
        hide: extent.accounts.items.iter().any(|one| !one.is_hidden).then(|| format!("{path}/hide")),
        action: format!("{path}/remove"),
        take: format!("{path}/export"),
        keep: path.clone(),
        bank,
    };
    viewer.show(Shown::of(&view)?.tab(Tab::Connections).back(path)).await
}

pub(super) async fn remove(
    viewer: Viewer,
    Path((_, member)): Path<(String, String)>,
    sent: Form,
) -> Result<Response, Mishap> {
    let history = History::read(&sent)?;
    match member_of(&viewer, &member).await {
        Ok(member) => removing::remove(&viewer, &member, history).await?,
        Err(Mishap::MemberGone | Mishap::MemberExpired) => {}
        Err(mishap) => return Err(mishap),
    }
    let end = if history == History::Kept { "?kept=1" } else { "" };
    Ok(see(&format!("{}/removed{end}", list_path(&viewer))))
}

#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    kept: Option<String>,
}

/// The page after it.
pub(super) async fn removed(viewer: Viewer, Query(asked): Query<Asked>) -> Result<Response, Mishap> {
    let name = if asked.kept.is_some() { "removed-kept" } else { "removed" };
    let notice = Notice::named(viewer.words(), name, viewer.app_name())
        .good()
        .way(list_path(&viewer), "button-connections")
        .way(format!("{}/connect", viewer.base()), "button-another");
    viewer.show(Shown::of(&notice)?.tab(Tab::Connections)).await
}
