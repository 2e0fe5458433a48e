//! Removing a connection, with its history or without: first exactly what goes and what stays, then it goes.

use super::{institution_of, member_of, path_of, see};
use crate::pages::bank::Bank;
use crate::pages::form::Form;
use crate::pages::messages::Telling;
use crate::pages::mishap::Mishap;
use crate::pages::notice::Notice;
use crate::pages::removing::{self, Extent, History, Ways};
use crate::pages::shown::{Shown, View};
use crate::pages::viewer::Viewer;
use crate::pages::words::Words;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;

#[derive(Debug, Template)]
#[template(path = "connect/remove.html")]
struct RemoveView {
    words: Words,
    bank: Bank,
    title: String,
    lead: String,
    text: String,
    ways: Ways,
    action: String,
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
    let bank = Bank::of_member(&member, institution.as_deref(), words);
    let extent = Extent::load(&viewer, &member).await?;
    let path = path_of(&viewer, &member);
    let mut ways = Ways::of(words, &bank.name, &member, &extent);
    if viewer.options().verification.is_some() {
        // Who ordered it is left with nothing of what is removed.
        ways.keeping = None;
    }
    let view = RemoveView {
        words,
        title: words.with("page-remove-title", "institution", &bank.name),
        lead: words.with("page-remove-lead", "app", viewer.app_name()),
        text: words.with("page-goes-text", "app", viewer.app_name()),
        ways,
        action: format!("{path}/remove"),
        keep: path.clone(),
        bank,
    };
    let telling = Telling { step: None, subject: String::new(), events: Vec::new(), member: None };
    viewer.show(Shown::of(&view)?.telling(telling).back(path)).await
}

pub(super) async fn remove(
    viewer: Viewer,
    Path((_, member)): Path<(String, String)>,
    sent: Form,
) -> Result<Response, Mishap> {
    let history = History::read(&sent)?;
    match member_of(&viewer, &member).await {
        Ok(member) => removing::remove(&viewer, &member, history).await?,
        Err(Mishap::MemberGone) => {}
        Err(mishap) => return Err(mishap),
    }
    let name = if history == History::Kept { "kept" } else { "1" };
    Ok(see(&format!("{}/connect/done?removed={name}", viewer.base())))
}

/// The page after it.
pub(super) async fn removed(viewer: &Viewer, is_kept: bool) -> Result<Response, Mishap> {
    let name = if is_kept { "removed-kept" } else { "removed" };
    let notice = Notice::named(viewer.words(), name, viewer.app_name()).good();
    let notice = match super::search_path(viewer) {
        Some(search) => notice.aside(search, "button-another"),
        None => notice,
    };
    let telling = Telling { step: Some("deleteMemberSuccess"), ..Telling::default() };
    viewer.show(Shown::of(&notice)?.telling(telling)).await
}
