//! The bank is connected already: that connection can be opened, or another login added; or the new one turned out to be the same, and can
//! be removed.

use super::member::told;
use super::{institution_of, path_of, search_path};
use crate::pages::bank::Bank;
use crate::pages::messages::Telling;
use crate::pages::mishap::Mishap;
use crate::pages::shown::{Shown, View};
use crate::pages::viewer::Viewer;
use crate::pages::visit;
use crate::pages::words::Words;
use askama::Template;
use axum::response::Response;
use domain::member::Status;
use engine::records::{Institution, Member, Page};

/// Connections of one person that are looked through.
const MEMBERS: Page = Page { number: 1, size: 100 };
/// Accounts by which a connection is told from others.
const ACCOUNTS: Page = Page { number: 1, size: 4 };

#[derive(Debug)]
struct Line {
    href: String,
    name: String,
    about: String,
}

#[derive(Debug, Template)]
#[template(path = "connect/existing.html")]
struct ExistingView {
    words: Words,
    bank: Bank,
    title: String,
    text: String,
    members: Vec<Line>,
    /// The first of them.
    open: String,
    /// What can be done instead.
    instead: String,
    instead_label: String,
}

impl View for ExistingView {
    fn title(&self) -> String {
        self.title.clone()
    }
}

/// The person's connections to an institution that go on or can be repaired.
pub(super) async fn members_at(viewer: &Viewer, code: &str) -> Result<Vec<Member>, Mishap> {
    let members = viewer.scope().members(viewer.user(), None, MEMBERS).await?.items;
    let shown = visit::members(viewer).await?;
    let is_meant = |member: &Member| {
        member.institution_code == code
            && !member.is_manual()
            && shown.as_ref().is_none_or(|shown| shown.contains(&member.guid))
    };
    Ok(members.into_iter().filter(is_meant).collect())
}

/// The login is connected, and this visit is not for that connection. Nothing of it is told: who types a user name may be anybody.
pub(super) fn elsewhere(viewer: &Viewer) -> String {
    viewer.words().with("page-wrong-elsewhere", "app", viewer.app_name())
}

pub(super) async fn page(
    viewer: &Viewer,
    institution: &Institution,
    members: &[Member],
) -> Result<Response, Mishap> {
    let lines = lines(viewer, members).await?;
    let view = view(viewer.words(), &viewer.base(), institution, lines);
    let telling =
        Telling { step: Some("existingMember"), subject: institution.code.clone(), ..Telling::default() };
    let shown = Shown::of(&view)?.telling(telling);
    viewer
        .show(match search_path(viewer) {
            Some(search) => shown.back(search),
            None => shown,
        })
        .await
}

/// The connection tells nothing that another one does not tell: that one can be opened, and this one removed. None where the other one is
/// not there any more, or is not for this visit.
pub(super) async fn duplicate(viewer: &Viewer, member: &Member) -> Result<Option<Response>, Mishap> {
    let Some(other) = viewer.scope().duplicate_of(member).await? else { return Ok(None) };
    if !visit::may_see(viewer, other).await? {
        return Ok(None);
    }
    let (Ok(other), Some(institution)) =
        (viewer.scope().member_of(viewer.user().guid, other).await, institution_of(viewer, member).await?)
    else {
        return Ok(None);
    };
    let words = viewer.words();
    let lines = lines(viewer, std::slice::from_ref(&other)).await?;
    let view = ExistingView {
        text: words.say("page-duplicate-text"),
        instead: format!("{}/remove", path_of(viewer, member)),
        instead_label: words.say("button-remove-duplicate"),
        ..view(words, &viewer.base(), &institution, lines)
    };
    let telling = Telling {
        step: Some("existingMember"),
        subject: institution.code.clone(),
        member: Some(told(member)),
        ..Telling::default()
    };
    viewer.show(Shown::of(&view)?.telling(telling)).await.map(Some)
}

/// Each connection with how it is, and the last digits of accounts: two of one bank have the same name.
async fn lines(viewer: &Viewer, members: &[Member]) -> Result<Vec<Line>, Mishap> {
    let (words, now) = (viewer.words(), viewer.engine().now());
    let mut lines = Vec::with_capacity(members.len());
    for member in members {
        let accounts = viewer.scope().accounts(viewer.user(), Some(member), None, ACCOUNTS).await?.items;
        let digits: Vec<String> = accounts.into_iter().filter_map(|account| account.facts.mask).collect();
        let key = if member.state.status == Status::Connected {
            "page-existing-connected"
        } else {
            "page-existing-trouble"
        };
        let when = domain::text::ago(words.0, member.state.status_since, now);
        let mut about = vec![words.fill(key, &[("when", domain::text::Part::Text(&when))])];
        if !digits.is_empty() {
            about.push(words.with("page-existing-digits", "digits", &digits.join(", ")));
        }
        lines.push(Line {
            href: path_of(viewer, member),
            name: member.name.clone(),
            about: about.join(" · "),
        });
    }
    Ok(lines)
}

fn view(words: Words, base: &str, institution: &Institution, members: Vec<Line>) -> ExistingView {
    ExistingView {
        words,
        bank: Bank::of(institution, words),
        title: words.with("page-existing-title", "institution", &institution.name),
        text: words.say("page-existing-text"),
        open: members.first().map(|line| line.href.clone()).unwrap_or_default(),
        members,
        instead: format!("{base}/connect/institutions/{}?another=1", institution.code),
        instead_label: words.say("button-another-login"),
    }
}
