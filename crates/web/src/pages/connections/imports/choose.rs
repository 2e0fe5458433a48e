//! Choosing a file, and where it goes.

use super::{accounts, flaws, list_path, path_of};
use crate::error::Code;
use crate::pages::amount::AccountLine;
use crate::pages::connect::see;
use crate::pages::connections::Tab;
use crate::pages::mishap::Mishap;
use crate::pages::shown::{Shown, View};
use crate::pages::viewer::Viewer;
use crate::pages::words::Words;
use crate::request::upload::Upload;
use askama::Template;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::response::Response;
use engine::{AccountWish, ImportWishes, NewImport};
use std::collections::BTreeMap;

#[derive(Debug, Template)]
#[template(path = "connections/imports/choose.html")]
struct ChooseView {
    words: Words,
    action: String,
    wrong: String,
    accounts: Vec<(String, String)>,
    cancel: String,
}

impl View for ChooseView {
    fn title(&self) -> String {
        self.words.say("page-import-title")
    }
}

pub(super) async fn show(viewer: Viewer) -> Result<Response, Mishap> {
    again(&viewer, "").await
}

/// The page, with what is wrong with the file that was chosen.
pub(super) async fn again(viewer: &Viewer, wrong: &str) -> Result<Response, Mishap> {
    let words = viewer.words();
    let base = list_path(viewer);
    let path = format!("{base}/import");
    let named = |account: &engine::records::Account| {
        let line = AccountLine::of(account, words);
        (line.guid, format!("{} ({})", line.name, line.kind))
    };
    let view = ChooseView {
        words,
        action: path.clone(),
        wrong: wrong.to_owned(),
        accounts: accounts(viewer).await?.iter().map(named).collect(),
        cancel: base.clone(),
    };
    let status = if wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    viewer.show(Shown::of(&view)?.status(status).tab(Tab::Connections).back(base).at(path)).await
}

pub(super) async fn bring(viewer: Viewer, request: Request) -> Result<Response, Mishap> {
    let words = viewer.words();
    let upload = match Upload::from_request(request, viewer.app()).await {
        Ok(upload) => upload,
        Err(refusal) if refusal.code == Code::BodyTooLarge => {
            return again(&viewer, &words.say("page-flaw-too-large")).await;
        }
        Err(refusal) if refusal.code == Code::Busy => return Err(Mishap::Busy),
        Err(_) => return Err(Mishap::Unreadable),
    };
    if upload.content.is_empty() && upload.file_name.as_deref().unwrap_or_default().is_empty() {
        return again(&viewer, &words.say("page-flaw-missing")).await;
    }
    let wish = match upload.fields.get("account").map(String::as_str) {
        Some("new") => Some(AccountWish::New { name: None, account_type: None }),
        Some(guid) => guid.parse().ok().map(AccountWish::Is),
        None => None,
    };
    let wishes = ImportWishes {
        accounts: wish.map(|wish| BTreeMap::from([(1, wish)])).unwrap_or_default(),
        ..ImportWishes::default()
    };
    let new = NewImport { file_name: upload.file_name, content: upload.content, wishes };
    match viewer.scope().stage_import(viewer.user(), new).await {
        Ok(import) => Ok(see(&path_of(&viewer, &import))),
        Err(engine::Error::File(flaw)) => again(&viewer, &flaws::text(&flaw, words)).await,
        // The account that was chosen went meanwhile.
        Err(engine::Error::NotFound(_)) => again(&viewer, "").await,
        Err(error) => Err(error.into()),
    }
}
