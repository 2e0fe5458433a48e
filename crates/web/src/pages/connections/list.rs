//! All connections of a person: each with its accounts, how it is, since when, what to do, and the button that does it.

use super::condition::{Chip, chip, is_working, since};
use super::said::Said;
use super::told::Mails;
use super::{Pages, Tab, kept, list_path, page_of, review};
use crate::pages::amount::AccountLine;
use crate::pages::bank::Bank;
use crate::pages::connect::buttons::{Act, Button, Ground};
use crate::pages::connect::institution_of;
use crate::pages::mishap::Mishap;
use crate::pages::shown::{Shown, View};
use crate::pages::viewer::Viewer;
use crate::pages::words::Words;
use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use domain::clock::Timestamp;
use domain::diagnosis::words::Speaker;
use domain::member::Status;
use domain::text::{Part, ago, until};
use engine::MemberDiagnosis;
use engine::records::{Account, Institution, Member, Page, PageOf};
use serde::Deserialize;
use std::sync::Arc;

/// Accounts of one connection that the list names; its own page has all.
const ACCOUNTS: Page = Page { number: 1, size: 4 };

/// One connection.
#[derive(Debug)]
pub(super) struct Item {
    pub(super) bank: Bank,
    href: String,
    line: String,
    chip: Chip,
    meta: String,
    said: String,
    /// The person is told of it, and sees that for the first time.
    is_new: bool,
    accounts: Vec<AccountLine>,
    more: String,
    button: Option<Button>,
}

/// Above the list: how many wait for the person, and the way through them.
#[derive(Debug, PartialEq, Eq)]
struct Needing {
    title: String,
    text: String,
    button: String,
}

#[derive(Debug, Template)]
#[template(path = "connections/list.html")]
struct ListView {
    words: Words,
    said: String,
    /// Banks that the person missed and that are there now: what is said, and where each is connected.
    come: Vec<(String, String)>,
    /// What the application says: subjects and words.
    told: Vec<(String, String)>,
    items: Vec<Item>,
    pages: Option<Pages>,
    needing: Option<Needing>,
    fix: String,
    /// How many things may be there twice; empty when none is.
    twice: String,
    review: String,
    /// Where another bank is connected.
    another: String,
    manual: String,
    import: String,
    /// What was kept of banks that the person removed.
    kept: Vec<kept::Item>,
    is_empty: bool,
    mails: Option<Mails>,
}

impl View for ListView {
    fn title(&self) -> String {
        self.words.say("page-connections-title")
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    page: Option<u32>,
    #[serde(default)]
    said: String,
}

/// What is known of one connection.
pub(in crate::pages) struct Known {
    pub(in crate::pages) member: Member,
    pub(in crate::pages) institution: Option<Arc<Institution>>,
    pub(in crate::pages) accounts: PageOf<Account>,
    /// Only where something is the matter.
    pub(in crate::pages) found: Option<MemberDiagnosis>,
    pub(in crate::pages) may_refresh: bool,
}

impl Known {
    pub(in crate::pages) async fn load(
        viewer: &Viewer,
        member: Member,
        accounts: Page,
    ) -> Result<Self, Mishap> {
        let scope = viewer.scope();
        let accounts = scope.own_accounts(viewer.user(), &member, accounts).await?;
        let may_refresh = scope.may_refresh(&member).await?;
        let is_quiet = matches!(member.state.status, Status::Connected | Status::Manual)
            && !member.state.needs_attention();
        let found = if is_quiet || is_working(&member.state) {
            None
        } else {
            Some(scope.diagnose(&member, viewer.visitor()).await?)
        };
        let institution = match &found {
            Some(found) => found.institution.clone(),
            None => institution_of(viewer, &member).await?,
        };
        Ok(Self { member, institution, accounts, found, may_refresh })
    }

    /// What to do about it in one sentence or two; empty when there is nothing to do.
    pub(in crate::pages) fn said(&self, viewer: &Viewer) -> String {
        let Some(found) = &self.found else { return String::new() };
        let name = self.institution.as_ref().map_or(self.member.name.as_str(), |one| one.name.as_str());
        let speaker =
            Speaker { language: viewer.language(), institution: name, app: &found.app, now: found.now };
        speaker.message(&found.diagnosis, found.answer_by, found.next_run_at)
    }

    /// The one button of the connection, and whether it is what the person is waited for with.
    pub(super) fn button(&self, viewer: &Viewer) -> Option<Button> {
        let words = viewer.words();
        let path = super::path_of(viewer, &self.member);
        let plain = |key: &str, href: String, is_post| {
            Some(Button { label: words.say(key), href, is_post, is_outside: false })
        };
        let state = &self.member.state;
        if state.status == Status::Manual {
            return plain("button-edit", path, false);
        }
        if state.status == Status::Challenged && state.is_being_aggregated {
            let there = crate::pages::connect::path_of(viewer, &self.member);
            return plain("button-answer-now", there, false);
        }
        if is_working(state) {
            return None;
        }
        let Some(found) = &self.found else {
            return if self.may_refresh {
                plain("button-refresh", format!("{path}/refresh"), true)
            } else {
                None
            };
        };
        let url = self.institution.as_ref().map_or("", |one| one.url.as_str());
        let ground = Ground::of(viewer, &self.member, &found.diagnosis, url, self.may_refresh);
        match ground.main() {
            Act::Done if self.may_refresh => plain("button-refresh", format!("{path}/refresh"), true),
            Act::Done => None,
            Act::Unpause => plain("button-unpause", format!("{path}/unpause"), true),
            act => Some(ground.button(&act)),
        }
    }

    /// Beside a visit to the bank's own site: that it is settled there.
    pub(super) fn settled(&self, viewer: &Viewer) -> Option<Button> {
        let found = self.found.as_ref()?;
        let url = self.institution.as_ref().map_or("", |one| one.url.as_str());
        Ground::of(viewer, &self.member, &found.diagnosis, url, self.may_refresh).settled()
    }
}

/// The list. Whoever comes back to it has left the way from one to the next.
pub(super) async fn show(viewer: Viewer, Query(asked): Query<Asked>) -> Result<Response, Mishap> {
    let mut memory = viewer.memory();
    memory.repair = None;
    viewer.remember(memory).await?;
    let page = page_of(asked.page);
    let listed = viewer.scope().members(viewer.user(), None, page).await?;
    let kept = if page.number == 1 { kept::load(&viewer).await? } else { Vec::new() };
    let mut known = Vec::with_capacity(listed.items.len());
    for member in listed.items {
        let one = Known::load(&viewer, member, ACCOUNTS).await?;
        // What holds nothing but what was kept, or nothing any more, is no connection to a person.
        if !one.member.is_manual() || one.accounts.total > 0 {
            known.push(one);
        }
    }
    let needing = super::needing(&viewer).await?.len();
    let working = known.iter().find(|one| one.member.state.is_being_aggregated);
    let live = working.filter(|_| page.number == 1).map(|one| {
        let there = crate::pages::connect::path_of(&viewer, &one.member);
        format!("{there}/changes?version={}", one.member.version)
    });
    let words = viewer.words();
    let said = Said::from_name(&asked.said).map(|said| words.say(said.key())).unwrap_or_default();
    let come = viewer.scope().come(viewer.user()).await?;
    let come = come
        .iter()
        .map(|one| {
            let text = words.with("page-connections-come", "institution", &one.name);
            (text, format!("{}/connect/institutions/{}", viewer.base(), one.code))
        })
        .collect();
    let mails = Mails::load(&viewer).await?;
    let kept: Vec<_> = kept.iter().map(|one| one.item(words, &list_path(&viewer))).collect();
    let count = review::count(&viewer).await?;
    let twice = if count > 0 { words.count("page-review-notice", count) } else { String::new() };
    let view = view(&viewer, &known, page, listed.total, needing);
    let is_empty = view.is_empty && kept.is_empty();
    let mut view = ListView { said, come, twice, kept, is_empty, mails, ..view };
    mark_new(&viewer, &known, &mut view).await?;
    let shown = Shown::of(&view)?.tab(Tab::Connections);
    viewer
        .show(match live {
            Some(live) => shown.going_on(live),
            None => shown,
        })
        .await
}

/// Marks what the person was told of and has not seen here, and says what the application had to say; now they have seen it.
async fn mark_new(viewer: &Viewer, known: &[Known], view: &mut ListView) -> Result<(), Mishap> {
    let (scope, user) = (viewer.scope(), viewer.user());
    let notices = scope.see_notices(user).await?;
    for (one, item) in known.iter().zip(&mut view.items) {
        item.is_new = notices.members.contains(&one.member.guid);
    }
    view.told = notices
        .said
        .into_iter()
        .map(|one| (one.subject.unwrap_or_default(), one.content.unwrap_or_default()))
        .collect();
    Ok(scope.saw_language(user, viewer.language()).await?)
}

fn view(viewer: &Viewer, known: &[Known], page: Page, total: i64, needing: usize) -> ListView {
    let words = viewer.words();
    let base = list_path(viewer);
    let now = viewer.engine().now();
    ListView {
        words,
        said: String::new(),
        come: Vec::new(),
        told: Vec::new(),
        items: known.iter().map(|one| item(viewer, one, now)).collect(),
        pages: Pages::of(words, page, total, |number| format!("{base}?page={number}")),
        needing: (needing > 0).then(|| Needing {
            title: words.count("page-connections-need", needing),
            text: words.count("page-connections-need-text", needing),
            button: words.count("button-fix-all", needing),
        }),
        fix: format!("{base}/fix"),
        twice: String::new(),
        review: review::path(viewer),
        another: format!("{}/connect", viewer.base()),
        manual: format!("{base}/manual"),
        import: format!("{base}/import"),
        kept: Vec::new(),
        is_empty: known.is_empty() && page.number == 1,
        mails: None,
    }
}

fn item(viewer: &Viewer, known: &Known, now: Timestamp) -> Item {
    let words = viewer.words();
    let state = &known.member.state;
    let count = usize::try_from(known.accounts.total).unwrap_or(0);
    let mut line = words.count("page-connections-accounts", count);
    if let Some(at) = state.successfully_aggregated_at {
        line = words.fill(
            "page-connections-read",
            &[("accounts", Part::Text(&line)), ("when", Part::Text(&ago(words.0, at, now)))],
        );
    }
    let mut meta = Vec::new();
    if !known.member.is_manual() {
        meta.push(since(state, now, words));
    }
    if !is_working(state)
        && let Some(at) = planned(known)
    {
        meta.push(words.with("page-connections-next", "when", &until(words.0, at, now)));
    }
    let shown = known.accounts.items.len();
    Item {
        bank: super::bank_of(&known.member, known.institution.as_deref(), words),
        href: super::path_of(viewer, &known.member),
        line,
        chip: chip(state, words),
        meta: meta.join(" · "),
        said: known.said(viewer),
        is_new: false,
        accounts: known.accounts.items.iter().map(|account| AccountLine::of(account, words)).collect(),
        more: if count > shown {
            words.count("page-connections-more", count.saturating_sub(shown))
        } else {
            String::new()
        },
        button: known.button(viewer),
    }
}

/// When the hub reads it by itself.
pub(super) fn planned(known: &Known) -> Option<Timestamp> {
    match &known.found {
        Some(found) => found.next_run_at,
        None => known.member.next_run_at,
    }
}
