//! What the hub joined: each pair side by side, why it was joined, and the way to take it back.

use super::pair::{Banks, Pair, why};
use super::said::Said;
use super::{Pages, Tab, list_path, page_of};
use crate::pages::connect::{member_of, see};
use crate::pages::day;
use crate::pages::mishap::Mishap;
use crate::pages::shown::{Shown, View};
use crate::pages::viewer::Viewer;
use crate::pages::words::Words;
use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use domain::text::Part;
use engine::Error;
use engine::records::{Join, JoinFilter, JoinKind, Page};
use serde::Deserialize;

/// Joins of accounts that one page shows.
const ACCOUNTS: Page = Page { number: 1, size: 100 };

/// One join.
#[derive(Debug)]
struct Item {
    pair: Pair,
    why: String,
    when: String,
    href: String,
}

/// Joins of one kind, with how many there are.
#[derive(Debug)]
struct Group {
    title: String,
    items: Vec<Item>,
}

#[derive(Debug, Template)]
#[template(path = "connections/joins.html")]
struct JoinsView {
    words: Words,
    said: String,
    /// The one bank that it is about.
    of: String,
    all: String,
    groups: Vec<Group>,
    pages: Option<Pages>,
}

impl View for JoinsView {
    fn title(&self) -> String {
        self.words.say("page-joins-title")
    }
}

#[derive(Debug, Template)]
#[template(path = "connections/part.html")]
struct PartView {
    words: Words,
    item: Item,
    then: String,
    keep: String,
}

impl View for PartView {
    fn title(&self) -> String {
        self.words.say("page-part-title")
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    member: String,
    page: Option<u32>,
    said: String,
}

fn path(viewer: &Viewer) -> String {
    format!("{}/joins", list_path(viewer))
}

pub(super) async fn show(viewer: Viewer, Query(asked): Query<Asked>) -> Result<Response, Mishap> {
    let (words, base, page) = (viewer.words(), path(&viewer), page_of(asked.page));
    let member = if asked.member.is_empty() { None } else { Some(member_of(&viewer, &asked.member).await?) };
    let filter = |kind| JoinFilter { kind: Some(kind), member: member.as_ref().map(|member| member.guid) };
    let (scope, user) = (viewer.scope(), viewer.user());
    let mut banks = Banks::load(&viewer).await?;
    let mut groups = Vec::new();
    if page.number == 1 {
        let accounts = scope.standing_joins(user, filter(JoinKind::Account), ACCOUNTS).await?;
        let title = words.fill("page-joins-accounts", &[("count", Part::Count(accounts.total))]);
        groups.push(Group { title, items: items(&viewer, &mut banks, &accounts.items).await? });
    }
    let rows = scope.standing_joins(user, filter(JoinKind::Transaction), page).await?;
    let title = words.fill("page-joins-transactions", &[("count", Part::Count(rows.total))]);
    groups.push(Group { title, items: items(&viewer, &mut banks, &rows.items).await? });
    groups.retain(|group| !group.items.is_empty());
    let query = member.as_ref().map(|member| format!("member={}&", member.guid)).unwrap_or_default();
    let view = JoinsView {
        words,
        said: Said::from_name(&asked.said).map(|said| words.say(said.key())).unwrap_or_default(),
        of: member
            .as_ref()
            .map(|member| words.with("page-joins-of", "institution", &member.name))
            .unwrap_or_default(),
        all: base.clone(),
        groups,
        pages: Pages::of(words, page, rows.total, |number| format!("{base}?{query}page={number}")),
    };
    let back = member.map_or_else(|| list_path(&viewer), |member| super::path_of(&viewer, &member));
    viewer.show(Shown::of(&view)?.tab(Tab::Connections).back(back)).await
}

async fn items(viewer: &Viewer, banks: &mut Banks, joins: &[Join]) -> Result<Vec<Item>, Mishap> {
    let mut items = Vec::with_capacity(joins.len());
    for join in joins {
        items.extend(item(viewer, banks, join).await?);
    }
    Ok(items)
}

/// None where what was compared cannot be read any more.
async fn item(viewer: &Viewer, banks: &mut Banks, join: &Join) -> Result<Option<Item>, Mishap> {
    let words = viewer.words();
    let Some(sides) = viewer.scope().sides_of_join(viewer.user(), join).await? else { return Ok(None) };
    banks.learn(viewer, &sides).await?;
    Ok(Some(Item {
        pair: Pair::of(words, banks, &sides),
        why: why(words, viewer.app_name(), join, &sides),
        when: words.with("page-joins-on", "day", &day::written(join.made_at, words)),
        href: format!("{}/{}", path(viewer), join.guid),
    }))
}

async fn join_of(viewer: &Viewer, named: &str) -> Result<Join, Mishap> {
    let guid = named.parse().map_err(|_| Mishap::Nowhere)?;
    Ok(viewer.scope().join(viewer.user(), guid).await?)
}

/// What comes back when the join is taken back.
pub(super) async fn ask(viewer: Viewer, Path((_, join)): Path<(String, String)>) -> Result<Response, Mishap> {
    let join = join_of(&viewer, &join).await?;
    let mut banks = Banks::load(&viewer).await?;
    let item = item(&viewer, &mut banks, &join).await?;
    let Some(item) = item.filter(|_| join.undone_at.is_none()) else { return Err(Mishap::Nowhere) };
    let words = viewer.words();
    let then = match join.kind {
        JoinKind::Account => {
            let said = words.say("page-part-account");
            match viewer.scope().transactions_of_join(viewer.user(), &join).await? {
                0 => said,
                rows => format!("{said} {}", words.count("page-part-account-rows", rows)),
            }
        }
        JoinKind::Transaction => words.say("page-part-transaction"),
    };
    let keep = path(&viewer);
    let view = PartView { words, item, then, keep: keep.clone() };
    viewer.show(Shown::of(&view)?.tab(Tab::Connections).back(keep)).await
}

/// They are two; taken back already, they are two all the same.
pub(super) async fn part(
    viewer: Viewer,
    Path((_, join)): Path<(String, String)>,
) -> Result<Response, Mishap> {
    let join = join_of(&viewer, &join).await?;
    let said = match viewer.scope().undo_join(viewer.user(), join.guid).await {
        Ok(_) => Said::Parted,
        Err(Error::Impossible { .. }) => Said::LaterFirst,
        Err(error) => return Err(error.into()),
    };
    Ok(see(&said.at(&path(&viewer))))
}
