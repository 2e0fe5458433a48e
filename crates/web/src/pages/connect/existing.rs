//! The bank is connected already: that connection can be opened, or another login added.

use super::search_path;
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
    members: Vec<Line>,
    /// The first of them.
    open: String,
    another: String,
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
    let view = view(viewer.words(), &viewer.base(), institution, members, viewer.engine().now());
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

fn view(
    words: Words,
    base: &str,
    institution: &Institution,
    members: &[Member],
    now: domain::clock::Timestamp,
) -> ExistingView {
    let href = |member: &Member| format!("{base}/connect/members/{}", member.guid);
    ExistingView {
        words,
        bank: Bank::of(institution, words),
        title: words.with("page-existing-title", "institution", &institution.name),
        members: members
            .iter()
            .map(|member| Line {
                href: href(member),
                name: member.name.clone(),
                about: words.fill(
                    if member.state.status == Status::Connected {
                        "page-existing-connected"
                    } else {
                        "page-existing-trouble"
                    },
                    &[(
                        "when",
                        domain::text::Part::Text(&domain::text::ago(words.0, member.state.status_since, now)),
                    )],
                ),
            })
            .collect(),
        open: members.first().map(href).unwrap_or_default(),
        another: format!("{base}/connect/institutions/{}?another=1", institution.code),
    }
}
