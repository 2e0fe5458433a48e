//! What the person has allowed, and the way to stop all of it at once.

use super::{MEMBERS, Pages, Tab, list_path, page_of};
use crate::pages::connect::see;
use crate::pages::day;
use crate::pages::mishap::Mishap;
use crate::pages::notice::Notice;
use crate::pages::shown::{Shown, View};
use crate::pages::viewer::Viewer;
use crate::pages::words::Words;
use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use domain::member::Status;
use domain::reason::Actor;
use domain::text::Part;
use engine::records::{DataConsent, Member, Page};
use engine::{Decision, Error, Name};
use serde::Deserialize;

/// Pages of members that are gone through.
const PAGES_MAX: u32 = 100;

#[derive(Debug, PartialEq, Eq)]
struct Line {
    title: String,
    when: String,
    reads: Vec<String>,
    is_standing: bool,
}

#[derive(Debug, Template)]
#[template(path = "connections/consents.html")]
struct ConsentsView {
    words: Words,
    lead: String,
    consents: Vec<Line>,
    pages: Option<Pages>,
    stop_text: String,
    /// None: there is nothing to stop.
    stop: Option<String>,
}

impl View for ConsentsView {
    fn title(&self) -> String {
        self.words.say("page-consents-title")
    }
}

#[derive(Debug, Template)]
#[template(path = "connections/stop.html")]
struct StopView {
    words: Words,
    closes: String,
    stays: String,
    action: String,
    keep: String,
}

impl View for StopView {
    fn title(&self) -> String {
        self.words.say("page-stop-title")
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    page: Option<u32>,
}

/// Connections that still read or could.
fn open(members: Vec<Member>) -> Vec<Member> {
    members
        .into_iter()
        .filter(|member| !matches!(member.state.status, Status::Closed | Status::Manual))
        .collect()
}

async fn open_members(viewer: &Viewer) -> Result<Vec<Member>, Mishap> {
    let mut found = Vec::new();
    for number in 1..=PAGES_MAX {
        let page = viewer.scope().members(viewer.user(), None, Page { number, ..MEMBERS }).await?;
        let is_last = page.items.len() < usize::try_from(MEMBERS.size).unwrap_or(usize::MAX);
        found.extend(open(page.items));
        if is_last {
            break;
        }
    }
    Ok(found)
}

pub(super) async fn show(viewer: Viewer, Query(asked): Query<Asked>) -> Result<Response, Mishap> {
    let page = page_of(asked.page);
    let words = viewer.words();
    let base = list_path(&viewer);
    let consents = viewer.scope().consents(viewer.user()).await?;
    let has_any = consents.iter().any(|one| one.withdrawn_at.is_none());
    let can_stop = has_any || !open_members(&viewer).await?.is_empty();
    let total = i64::try_from(consents.len()).unwrap_or(i64::MAX);
    let offset = usize::try_from(page.offset()).unwrap_or(usize::MAX);
    let size = usize::try_from(page.size).unwrap_or(usize::MAX);
    let view = ConsentsView {
        words,
        lead: words.with(
            match (consents.is_empty(), has_any) {
                (true, _) => "page-consents-none",
                (false, true) => "page-consents-text",
                (false, false) => "page-consents-over",
            },
            "app",
            viewer.app_name(),
        ),
        consents: consents.iter().skip(offset).take(size).map(|one| line(one, words)).collect(),
        pages: Pages::of(words, page, total, |number| format!("{base}/consents?page={number}")),
        stop_text: words.with("page-stop-all-text", "app", viewer.app_name()),
        stop: can_stop.then(|| format!("{base}/consents/stop")),
    };
    viewer.show(Shown::of(&view)?.tab(Tab::Consents)).await
}

fn line(consent: &DataConsent, words: Words) -> Line {
    let given = day::written(consent.given_at, words);
    Line {
        title: consent.app_name.clone(),
        when: match consent.withdrawn_at {
            None => words.with("page-consent-since", "day", &given),
            Some(at) => words.fill(
                "page-consent-over",
                &[("from", Part::Text(&given)), ("to", Part::Text(&day::written(at, words)))],
            ),
        },
        reads: consent
            .reads
            .split_whitespace()
            .map(|name| format!("page-consent-reads-{name}"))
            .filter(|key| domain::text::has(words.0, key))
            .map(|key| words.say(&key))
            .collect(),
        is_standing: consent.withdrawn_at.is_none(),
    }
}

/// Looks for connections that are still open, before it is said that they could not all be closed.
const LOOKS_MAX: u32 = 10;

/// Says exactly what happens, and asks once more.
pub(super) async fn ask(viewer: Viewer) -> Result<Response, Mishap> {
    let words = viewer.words();
    let mut names: Vec<String> = Vec::new();
    let members = open_members(&viewer).await?;
    for member in &members {
        if !names.contains(&member.name) {
            names.push(member.name.clone());
        }
    }
    let count = i64::try_from(members.len()).unwrap_or(i64::MAX);
    let base = list_path(&viewer);
    let view = StopView {
        words,
        closes: words.fill(
            "page-stop-closes",
            &[("count", Part::Count(count)), ("names", Part::Text(&names.join(", ")))],
        ),
        stays: words.with("page-stop-stays", "app", viewer.app_name()),
        action: format!("{base}/consents/stop"),
        keep: format!("{base}/consents"),
    };
    viewer.show(Shown::of(&view)?.tab(Tab::Consents).back(format!("{base}/consents"))).await
}

/// The consent goes first, so that nothing new is connected meanwhile; then every connection is closed. Sent again, it closes what an
/// interruption left open.
pub(super) async fn stop(viewer: Viewer) -> Result<Response, Mishap> {
    viewer.scope().withdraw_consents(viewer.user()).await?;
    for _ in 0..LOOKS_MAX {
        let open = open_members(&viewer).await?;
        if open.is_empty() {
            return Ok(see(&format!("{}/consents/stopped", list_path(&viewer))));
        }
        for member in open {
            let name = Name::Guid(member.guid);
            match viewer.scope().decide(viewer.user(), &name, Decision::Close, Actor::User).await {
                // Removed meanwhile, or others change it: the next look tells.
                Ok(_) | Err(Error::NotFound(_) | Error::Contended) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }
    Err(Mishap::Changed)
}

pub(super) async fn stopped(viewer: Viewer) -> Result<Response, Mishap> {
    let notice = Notice::named(viewer.words(), "stopped", viewer.app_name())
        .good()
        .way(list_path(&viewer), "button-connections");
    viewer.show(Shown::of(&notice)?.tab(Tab::Consents)).await
}
