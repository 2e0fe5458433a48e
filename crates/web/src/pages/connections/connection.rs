//! One connection: how it is, what to do, its accounts, and everything that can be done with it.

use super::condition::{Chip, changed, chip, is_working, needs_person};
use super::list::{Known, planned};
use super::said::Said;
use super::{Pages, Tab, bank_of, list_path, page_of, path_of};
use crate::pages::amount::AccountLine;
use crate::pages::bank::Bank;
use crate::pages::connect::buttons::Button;
use crate::pages::connect::{leave_path, member_of};
use crate::pages::day;
use crate::pages::mishap::Mishap;
use crate::pages::shown::{Shown, View};
use crate::pages::viewer::Viewer;
use crate::pages::words::Words;
use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use domain::institution::Product;
use domain::member::{Status, possible_now};
use domain::text::{ago, until};
use engine::records::{JoinFilter, Page};
use serde::Deserialize;

const COUNTED: Page = Page { number: 1, size: 1 };

/// Something that can be done with it.
#[derive(Debug, PartialEq, Eq)]
struct Row {
    href: String,
    label: String,
    small: String,
    /// It changes something.
    is_post: bool,
    icon: &'static str,
}

#[derive(Debug)]
struct Line {
    account: AccountLine,
    href: String,
}

#[derive(Debug, Template)]
#[template(path = "connections/connection.html")]
struct ConnectionView {
    words: Words,
    bank: Bank,
    chip: Chip,
    said: String,
    running: String,
    /// What is the matter; empty when nothing is.
    title: String,
    message: String,
    button: Option<Button>,
    settled: Option<Button>,
    is_main: bool,
    advice: String,
    facts: Vec<(String, String)>,
    accounts: Vec<Line>,
    pages: Option<Pages>,
    rows: Vec<Row>,
}

impl View for ConnectionView {
    fn title(&self) -> String {
        self.bank.name.clone()
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    said: String,
    page: Option<u32>,
}

pub(super) async fn show(
    viewer: Viewer,
    Path((_, member)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Mishap> {
    let member = member_of(&viewer, &member).await?;
    let page = page_of(asked.page);
    let known = Known::load(&viewer, member, page).await?;
    let joined = JoinFilter { kind: None, member: Some(known.member.guid) };
    let joined = viewer.scope().standing_joins(viewer.user(), joined, COUNTED).await?.total;
    let has_removed = !viewer.scope().removed_accounts(viewer.user(), &known.member).await?.is_empty();
    let said = Said::from_name(&asked.said);
    let view = ConnectionView {
        rows: rows(&viewer, &known, (has_removed, joined > 0)),
        ..view(&viewer, &known, page, said)
    };
    let path = path_of(&viewer, &known.member);
    let shown = Shown::of(&view)?.tab(Tab::Connections).back(list_path(&viewer)).at(path);
    let there = crate::pages::connect::path_of(&viewer, &known.member);
    let live = format!("{there}/changes?version={}", known.member.version);
    let is_live = known.member.state.is_being_aggregated && page.number == 1;
    viewer.show(if is_live { shown.going_on(live) } else { shown }).await
}

fn view(viewer: &Viewer, known: &Known, page: engine::records::Page, said: Option<Said>) -> ConnectionView {
    let words = viewer.words();
    let state = &known.member.state;
    let path = path_of(viewer, &known.member);
    let bank = bank_of(&known.member, known.institution.as_deref(), words);
    let status = state.status.name().map(str::to_lowercase);
    let is_trouble = known.found.is_some();
    let is_running = is_working(state);
    let with_bank = |key: &str| words.with(key, "institution", &bank.name);
    ConnectionView {
        words,
        chip: chip(state, words),
        said: said
            .filter(|said| is_running || !said.is_of_work())
            .map(|said| words.say(said.key()))
            .unwrap_or_default(),
        running: if is_running { words.say("page-running-text") } else { String::new() },
        title: match (is_trouble, status) {
            (true, Some(status)) => with_bank(&format!("page-trouble-{status}")),
            _ => String::new(),
        },
        message: known.said(viewer),
        button: known.button(viewer).filter(|_| !known.member.is_manual()),
        settled: known.settled(viewer),
        is_main: needs_person(state),
        advice: crate::pages::connect::path_of(viewer, &known.member),
        facts: facts(viewer, known),
        accounts: known.accounts.items.iter().map(|account| line(viewer, known, account)).collect(),
        pages: Pages::of(words, page, known.accounts.total, |number| format!("{path}?page={number}")),
        rows: Vec::new(),
        bank,
    }
}

fn line(viewer: &Viewer, known: &Known, account: &engine::records::Account) -> Line {
    let base = list_path(viewer);
    Line {
        account: AccountLine::of(account, viewer.words()),
        href: if known.member.is_manual() {
            format!("{base}/manual/{}", account.guid)
        } else {
            format!("{base}/transactions?account={}", account.guid)
        },
    }
}

fn facts(viewer: &Viewer, known: &Known) -> Vec<(String, String)> {
    let words = viewer.words();
    let now = viewer.engine().now();
    let state = &known.member.state;
    let mut facts = Vec::new();
    let mut fact = |key: &str, value: String| facts.push((words.say(key), value));
    if known.member.is_manual() {
        fact("page-fact-added", day::written(known.member.created_at, words));
        return facts;
    }
    fact(
        "page-fact-success",
        state
            .successfully_aggregated_at
            .map_or_else(|| words.say("page-fact-never"), |at| ago(words.0, at, now)),
    );
    if let Some(at) = planned(known).filter(|_| !is_working(state)) {
        fact("page-fact-refresh", until(words.0, at, now));
    }
    fact("page-fact-status", changed(state, now, words));
    fact("page-fact-connected", day::written(known.member.created_at, words));
    facts
}

/// What the state takes, and nothing else.
fn rows(viewer: &Viewer, known: &Known, (has_removed, has_joined): (bool, bool)) -> Vec<Row> {
    let words = viewer.words();
    let member = &known.member;
    let path = path_of(viewer, member);
    let takes = |command: &str| possible_now(member.state.status).contains(&command);
    let mut rows = Vec::new();
    let mut row = |key: &str, small: &str, href: String, does: Option<&'static str>| {
        let small =
            if small.is_empty() { String::new() } else { words.with(small, "app", viewer.app_name()) };
        let icon = does.unwrap_or("next");
        rows.push(Row { href, label: words.say(key), small, is_post: does.is_some(), icon });
    };
    if known.accounts.total > 0 || has_removed {
        row("button-choose-accounts", "", format!("{path}/accounts"), None);
    }
    if known.accounts.total > 0 {
        let all = format!("{}/transactions?member={}", list_path(viewer), member.guid);
        row("button-see-transactions", "", all, None);
    }
    if has_joined {
        let joins = format!("{}/joins?member={}", list_path(viewer), member.guid);
        row("button-joins", "page-row-joins", joins, None);
    }
    if member.is_manual() {
        row("button-manual", "", format!("{}/manual", list_path(viewer)), None);
    } else {
        let there = crate::pages::connect::path_of(viewer, member);
        if takes("update_credentials") && !member.is_oauth {
            row("button-update-login", "", format!("{there}/credentials"), None);
        } else if member.is_oauth && takes("close") {
            let leave = leave_path(&viewer.base(), member);
            row("button-reconnect", "page-row-reconnect", leave, None);
        }
        let delivers =
            known.institution.as_ref().is_some_and(|one| one.products.contains(&Product::TransactionHistory));
        if delivers && known.may_refresh && member.state.status == Status::Connected {
            row("button-history", "page-row-history", format!("{path}/history"), Some("clock"));
        }
        if takes("unpause") {
            row("button-unpause", "", format!("{path}/unpause"), Some("play"));
        } else if takes("pause") {
            row("button-pause", "page-row-pause", format!("{path}/pause"), Some("pause"));
        }
        row(
            "button-guide",
            "page-row-guide",
            format!("{}/help?member={}", list_path(viewer), member.guid),
            None,
        );
    }
    if takes("delete") {
        row("button-remove", "page-row-remove", format!("{path}/remove"), None);
    }
    rows
}
