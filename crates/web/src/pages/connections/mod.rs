//! Connections: what a person has connected, how each is in a plain word, what to do, and a button that does it.
//!
//! One screen, one file, as in Connect. `condition` says how a connection is, `around` what stands around every page of such a visit,
//! `day` how dates are written. What repairs a connection are the screens of Connect; each of them leads back.

mod account;
mod accounts;
mod around;
mod commands;
pub(super) mod condition;
mod connection;
mod consents;
mod export;
mod fix;
mod help;
mod imports;
mod joins;
mod kept;
mod list;
mod manual;
mod pair;
mod remove;
mod removed_transactions;
mod review;
mod said;
mod symptom;
mod told;
mod transactions;

pub(super) use around::{Around, Tab, around, back_path, help_path, tell};
pub(super) use list::Known;

use super::bank::Bank;
use super::mishap::Mishap;
use super::viewer::Viewer;
use super::words::Words;
use crate::app::App;
use axum::extract::{Extension, Request};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Router, middleware};
use engine::PageKind;
use engine::records::{Institution, Member, Page};
use std::sync::Arc;

/// Entries of one page of a list.
const ENTRIES: u32 = 25;
/// The last page that can be asked for.
const PAGE_MAX: u32 = 10_000;
/// Connections of one person that are looked through.
const MEMBERS: Page = Page { number: 1, size: 500 };

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/p/{session}/connections", get(list::show))
        .route("/p/{session}/connections/{member}", get(connection::show))
        .route("/p/{session}/connections/{member}/accounts", get(accounts::show).post(accounts::choose))
        .route(
            "/p/{session}/connections/{member}/accounts/{account}/remove",
            get(account::ask).post(account::remove),
        )
        .route("/p/{session}/connections/{member}/accounts/{account}/hide", post(account::hide))
        .route("/p/{session}/connections/{member}/accounts/{account}/share", post(account::share))
        .route("/p/{session}/connections/{member}/accounts/{account}/export", get(export::file_of_account))
        .route("/p/{session}/connections/{member}/hide", post(accounts::hide))
        .route("/p/{session}/connections/{member}/refresh", post(commands::refresh))
        .route("/p/{session}/connections/{member}/history", post(commands::history))
        .route("/p/{session}/connections/{member}/pause", post(commands::pause))
        .route("/p/{session}/connections/{member}/unpause", post(commands::unpause))
        .route("/p/{session}/connections/{member}/remove", get(remove::show).post(remove::remove))
        .route("/p/{session}/connections/{member}/export", get(export::file))
        .route("/p/{session}/connections/fix", get(fix::show).post(fix::begin))
        .route("/p/{session}/connections/fix/skip", post(fix::skip))
        .route("/p/{session}/connections/transactions", get(transactions::show))
        .route("/p/{session}/connections/transactions/removed", get(removed_transactions::show))
        .route(
            "/p/{session}/connections/transactions/removed/{transaction}/restore",
            post(removed_transactions::restore),
        )
        .route("/p/{session}/connections/consents", get(consents::show))
        .route("/p/{session}/connections/consents/stop", get(consents::ask).post(consents::stop))
        .route("/p/{session}/connections/consents/stopped", get(consents::stopped))
        .route("/p/{session}/connections/told", post(told::choose))
        .route("/p/{session}/connections/help", get(help::show))
        .route("/p/{session}/connections/help/{symptom}", get(help::symptom))
        .route("/p/{session}/connections/help/status/{status}", get(help::status))
        .route("/p/{session}/connections/kept/{code}", get(kept::show))
        .route("/p/{session}/connections/kept/{code}/remove", get(kept::ask).post(kept::remove))
        .route("/p/{session}/connections/kept/{code}/export", get(export::file_of_kept))
        .route("/p/{session}/connections/joins", get(joins::show))
        .route("/p/{session}/connections/joins/{join}", get(joins::ask).post(joins::part))
        .route("/p/{session}/connections/review", get(review::show).post(review::answer))
        .route("/p/{session}/connections/removed", get(remove::removed))
        .route("/p/{session}/connections/manual", get(manual::add).post(manual::make))
        .route("/p/{session}/connections/manual/{account}", get(manual::edit).post(manual::save))
        .route(
            "/p/{session}/connections/manual/{account}/remove",
            get(manual::ask_delete).post(manual::delete),
        )
        .merge(imports::routes())
        .route_layer(middleware::from_fn(of_connections))
}

/// These pages are for visits that the application opened for them: who was let in to connect one bank does not see all of them.
async fn of_connections(Extension(viewer): Extension<Viewer>, request: Request, next: Next) -> Response {
    if viewer.options().page == PageKind::Connections {
        next.run(request).await
    } else {
        Mishap::Nowhere.into_response()
    }
}

/// The path of the list.
fn list_path(viewer: &Viewer) -> String {
    format!("{}/connections", viewer.base())
}

/// The path of a connection here.
fn path_of(viewer: &Viewer, member: &Member) -> String {
    format!("{}/connections/{}", viewer.base(), member.guid)
}

/// The page of a list that is asked for.
fn page_of(number: Option<u32>) -> Page {
    Page { number: number.unwrap_or(1).clamp(1, PAGE_MAX), size: ENTRIES }
}

/// Where the pages before and after lead: their numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Pages {
    before: Option<String>,
    after: Option<String>,
    said: String,
}

impl Pages {
    /// None where everything stands on one page. `at` is the address of a page.
    fn of(words: Words, page: Page, total: i64, at: impl Fn(u32) -> String) -> Option<Self> {
        let size = i64::from(page.size);
        let last = total.saturating_add(size).saturating_sub(1).checked_div(size).unwrap_or(1).max(1);
        let number = i64::from(page.number);
        if last == 1 && number == 1 {
            return None;
        }
        Some(Self {
            // Behind the last page, after entries have gone, the way back is to the last.
            before: (number > 1).then(|| at(u32::try_from(number.saturating_sub(1).min(last)).unwrap_or(1))),
            after: (number < last).then(|| at(page.number.saturating_add(1))),
            said: words.fill(
                "page-page-of",
                &[("number", domain::text::Part::Count(number)), ("last", domain::text::Part::Count(last))],
            ),
        })
    }
}

/// The person's connections that need the person, in their order.
async fn needing(viewer: &Viewer) -> Result<Vec<Member>, Mishap> {
    let members = viewer.scope().members(viewer.user(), None, MEMBERS).await?.items;
    Ok(members.into_iter().filter(|member| condition::needs_person(&member.state)).collect())
}

/// The bank of a connection; what is kept by hand has none.
fn bank_of(member: &Member, institution: Option<&Institution>, words: Words) -> Bank {
    if member.is_manual() {
        Bank::named(&words.say("page-manual-bank"), "")
    } else {
        Bank::of_member(member, institution, words)
    }
}
