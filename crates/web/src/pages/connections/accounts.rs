//! Which accounts of a connection the app shows, and which the person removed.

use super::said::Said;
use super::{Pages, Tab, bank_of, list_path, page_of, path_of};
use crate::pages::amount::AccountLine;
use crate::pages::bank::Bank;
use crate::pages::connect::{institution_of, member_of, see};
use crate::pages::form::Form;
use crate::pages::mishap::Mishap;
use crate::pages::shown::{Shown, View};
use crate::pages::viewer::Viewer;
use crate::pages::words::Words;
use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use domain::id::AccountGuid;
use engine::records::{Member, Page};
use engine::{AccountEdits, Name};
use serde::Deserialize;

/// Accounts of one connection that are hidden at once.
const HIDDEN_AT_ONCE: Page = Page { number: 1, size: 500 };

#[derive(Debug, Template)]
#[template(path = "connections/accounts.html")]
struct AccountsView {
    words: Words,
    bank: Bank,
    title: String,
    said: String,
    text: String,
    legend: String,
    /// Of which removed bank they were kept; empty of a connection.
    kept: String,
    accounts: Vec<AccountLine>,
    removed: Vec<AccountLine>,
    pages: Option<Pages>,
    action: String,
    cancel: String,
}

impl View for AccountsView {
    fn title(&self) -> String {
        self.title.clone()
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    page: Option<u32>,
    #[serde(default)]
    said: String,
    /// The code of a bank: only what was kept of it.
    kept: Option<String>,
}

pub(super) async fn show(
    viewer: Viewer,
    Path((_, member)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Mishap> {
    let member = member_of(&viewer, &member).await?;
    let page = page_of(asked.page);
    let words = viewer.words();
    if let Some(code) = asked.kept.filter(|_| member.is_manual()) {
        return show_kept(&viewer, &member, &code).await;
    }
    let institution = institution_of(&viewer, &member).await?;
    let bank = bank_of(&member, institution.as_deref(), words);
    let accounts = viewer.scope().accounts(viewer.user(), Some(&member), None, page).await?;
    let removed = viewer.scope().removed_accounts(viewer.user(), &member).await?;
    let path = path_of(&viewer, &member);
    let view = AccountsView {
        words,
        title: words.with("page-accounts-title", "app", viewer.app_name()),
        said: Said::from_name(&asked.said).map(|said| words.say(said.key())).unwrap_or_default(),
        text: words.say(if member.is_manual() { "page-accounts-text-unread" } else { "page-accounts-text" }),
        legend: if member.is_manual() {
            bank.name.clone()
        } else {
            words.with("page-accounts-legend", "institution", &bank.name)
        },
        kept: String::new(),
        accounts: accounts.items.iter().map(|account| AccountLine::of(account, words)).collect(),
        removed: removed.iter().map(|account| AccountLine::of(account, words)).collect(),
        pages: Pages::of(words, page, accounts.total, |number| format!("{path}/accounts?page={number}")),
        action: format!("{path}/accounts"),
        cancel: path.clone(),
        bank,
    };
    let shown = Shown::of(&view)?.tab(Tab::Connections).back(path.clone());
    viewer.show(shown.at(format!("{path}/accounts"))).await
}

/// The same of what was kept of one bank.
async fn show_kept(viewer: &Viewer, member: &Member, code: &str) -> Result<Response, Mishap> {
    let words = viewer.words();
    let kept = super::kept::kept_of(viewer, code).await?.ok_or(Mishap::Nowhere)?;
    let (title, path) = (kept.title(words), path_of(viewer, member));
    let back = format!("{}/kept/{code}", list_path(viewer));
    let view = AccountsView {
        words,
        title: words.with("page-accounts-title", "app", viewer.app_name()),
        said: String::new(),
        text: words.say("page-accounts-text-unread"),
        legend: title.clone(),
        kept: code.to_owned(),
        accounts: kept.accounts.iter().map(|account| AccountLine::of(account, words)).collect(),
        removed: Vec::new(),
        pages: None,
        action: format!("{path}/accounts"),
        cancel: back.clone(),
        bank: Bank { name: title, ..kept.bank },
    };
    let shown = Shown::of(&view)?.tab(Tab::Connections).back(back);
    viewer.show(shown.at(format!("{path}/accounts?kept={code}"))).await
}

/// Shows what is ticked and hides what is not, of what the page showed.
pub(super) async fn choose(
    viewer: Viewer,
    Path((_, member)): Path<(String, String)>,
    sent: Form,
) -> Result<Response, Mishap> {
    let member = member_of(&viewer, &member).await?;
    for seen in sent.all("seen") {
        let Ok(guid) = seen.parse::<AccountGuid>() else { return Err(Mishap::Unreadable) };
        let is_hidden = !sent.all("show").any(|shown| shown == seen);
        set_hidden(&viewer, &member, guid, is_hidden).await?;
    }
    let kept = sent.text("kept");
    if kept.is_empty() {
        return Ok(see(&Said::Chosen.at(&path_of(&viewer, &member))));
    }
    super::kept::kept_of(&viewer, kept).await?.ok_or(Mishap::Nowhere)?;
    Ok(see(&format!("{}/kept/{kept}", list_path(&viewer))))
}

/// Hides all of them: what somebody may want who is about to remove the connection.
pub(super) async fn hide(
    viewer: Viewer,
    Path((_, member)): Path<(String, String)>,
) -> Result<Response, Mishap> {
    let member = member_of(&viewer, &member).await?;
    let accounts = viewer.scope().accounts(viewer.user(), Some(&member), None, HIDDEN_AT_ONCE).await?.items;
    for account in accounts.iter().filter(|account| !account.is_hidden) {
        set_hidden(&viewer, &member, account.guid, true).await?;
    }
    Ok(see(&Said::Chosen.at(&path_of(&viewer, &member))))
}

pub(super) async fn set_hidden(
    viewer: &Viewer,
    member: &Member,
    account: AccountGuid,
    is_hidden: bool,
) -> Result<(), Mishap> {
    let edits = AccountEdits { is_hidden: Some(is_hidden), ..AccountEdits::default() };
    match viewer.scope().update_account(viewer.user(), member, &Name::Guid(account), &edits).await {
        // It went away meanwhile, or is none of this connection.
        Ok(_) | Err(engine::Error::NotFound(_)) => Ok(()),
        Err(error) => Err(error.into()),
    }
}
