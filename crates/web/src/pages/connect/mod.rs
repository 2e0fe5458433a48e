//! Connect: a bank is chosen, signed in to, its questions are answered, its accounts appear; and when it goes wrong, it is repaired.
//!
//! One screen, one file: what it shows, made by a pure function, and what its form does. `entry` decides where a visit begins, `member`
//! which screen the state of a connection calls for, `buttons` what moves it on.

mod approval;
pub(in crate::pages) mod buttons;
mod challenge;
mod commands;
pub(in crate::pages) mod connected;
pub(in crate::pages) mod consent;
mod credentials;
mod done;
mod entry;
mod existing;
pub(in crate::pages) mod fields;
mod institution;
mod login;
pub(in crate::pages) mod manual;
pub(in crate::pages) mod member;
mod missing;
mod progress;
pub(in crate::pages) mod remedies;
mod remove;
mod search;
mod support;
pub(in crate::pages) mod trouble;

use super::live;
use super::mishap::Mishap;
use super::viewer::Viewer;
use crate::app::App;
use axum::Router;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use domain::id::MemberGuid;
use engine::records::{Institution, Member};
use engine::{Name, PageKind};
use std::sync::Arc;

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/p/{session}/connect", get(entry::enter))
        .route("/p/{session}/connect/consent", get(consent::show).post(consent::give))
        .route("/p/{session}/connect/search", get(search::show))
        .route("/p/{session}/connect/institutions/{code}", get(institution::show).post(institution::connect))
        .route("/p/{session}/connect/members/{member}", get(member::show))
        .route("/p/{session}/connect/members/{member}/changes", get(live::changes))
        .route("/p/{session}/connect/members/{member}/answers", post(challenge::answer))
        .route("/p/{session}/connect/members/{member}/again", post(challenge::again))
        .route(
            "/p/{session}/connect/members/{member}/credentials",
            get(credentials::show).post(credentials::update),
        )
        .route("/p/{session}/connect/members/{member}/refresh", post(commands::refresh))
        .route("/p/{session}/connect/members/{member}/reopen", post(commands::reopen))
        .route("/p/{session}/connect/members/{member}/unpause", post(commands::unpause))
        .route("/p/{session}/connect/members/{member}/remove", get(remove::show).post(remove::remove))
        .route("/p/{session}/connect/members/{member}/remedies/{remedy}", post(commands::remedy))
        .route("/p/{session}/connect/members/{member}/accounts", post(connected::choose))
        .route("/p/{session}/connect/manual", get(manual::show).post(manual::make))
        .route("/p/{session}/connect/missing", get(missing::show).post(missing::ask))
        .route("/p/{session}/connect/support", get(support::show).post(support::ask))
        .route("/p/{session}/connect/done", get(done::show))
}

/// A line that leads elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::pages) struct Row {
    pub(in crate::pages) href: String,
    pub(in crate::pages) label: String,
    pub(in crate::pages) small: String,
    /// To another site, in a window of its own.
    pub(in crate::pages) is_outside: bool,
}

impl Row {
    pub(in crate::pages) fn new(href: String, label: String, small: String) -> Self {
        Self { href, label, small, is_outside: false }
    }
}

/// The other page, by GET.
pub(in crate::pages) fn see(path: &str) -> Response {
    Redirect::to(path).into_response()
}

/// The path of a connection.
pub(in crate::pages) fn path_of(viewer: &Viewer, member: &Member) -> String {
    path_to(&viewer.base(), member.guid)
}

fn path_to(base: &str, member: MemberGuid) -> String {
    format!("{base}/connect/members/{member}")
}

/// Where a person leaves for the bank's own page.
pub(in crate::pages) fn leave_path(base: &str, member: &Member) -> String {
    format!("{base}/members/{}/leave", member.guid)
}

/// Where a person looks for another bank; none where the application does not want that.
pub(in crate::pages) fn search_path(viewer: &Viewer) -> Option<String> {
    (!viewer.options().disable_institution_search).then(|| format!("{}/connect/search", viewer.base()))
}

/// Where a person keeps an account by hand; none in visits for a verification, in which banks tell of accounts.
pub(in crate::pages) fn manual_path(viewer: &Viewer) -> Option<String> {
    viewer.options().verification.is_none().then(|| format!("{}/connect/manual", viewer.base()))
}

/// Where a file of a bank is imported; none where the visit is not one to Connections.
pub(in crate::pages) fn import_path(viewer: &Viewer) -> Option<String> {
    (viewer.options().page == PageKind::Connections).then(|| format!("{}/connections/import", viewer.base()))
}

/// The member that a path names, of this user.
pub(in crate::pages) async fn member_of(viewer: &Viewer, named: &str) -> Result<Member, Mishap> {
    let guid = named.parse().map_err(|_| Mishap::MemberGone)?;
    match viewer.scope().member_of(viewer.user().guid, guid).await {
        Err(engine::Error::NotFound(_)) => {
            let has_expired = viewer.scope().has_expired(viewer.user().guid, guid).await?;
            Err(if has_expired { Mishap::MemberExpired } else { Mishap::MemberGone })
        }
        other => Ok(other?),
    }
}

/// The member's institution; none when the directory does not know it any more.
pub(in crate::pages) async fn institution_of(
    viewer: &Viewer,
    member: &Member,
) -> Result<Option<Arc<Institution>>, Mishap> {
    match viewer.scope().institution_of(member).await {
        Ok(institution) => Ok(Some(institution)),
        Err(engine::Error::NotFound(_)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// The institution that a path names.
async fn institution_named(viewer: &Viewer, code: &str) -> Result<Arc<Institution>, Mishap> {
    Ok(viewer.engine().institution(&Name::Id(code.to_owned())).await?)
}
