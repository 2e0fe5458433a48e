//! Links that people keep: those of mails, and of verifications. Nobody needs a session for them, and looking changes nothing: programs
//! look at every link of a message.

mod mail;
mod unsubscribe;
mod verification;

use super::headers;
use super::mishap::Mishap;
use super::notice::{self, Notice};
use super::shown::{View, bare};
use super::words::Words;
use crate::app::App;
use askama::Template;
use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::text::Language;
use std::sync::Arc;

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/notifications/{token}", get(mail::show).post(mail::open))
        .route("/notifications/unsubscribe/{token}", get(unsubscribe::show).post(unsubscribe::unsubscribe))
        .route("/verify/{token}", get(verification::show).post(verification::open))
}

/// One thing is said, and one button does it.
#[derive(Debug, Template)]
#[template(path = "link.html")]
struct Asking {
    title: String,
    text: String,
    button: String,
}

impl View for Asking {
    fn title(&self) -> String {
        self.title.clone()
    }
}

fn page(view: &impl View, language: Language, status: StatusCode) -> Response {
    let mut response = bare(view, language, status);
    headers::set(response.headers_mut(), &[], false);
    response
}

/// The link leads to nothing any more; what to do instead is said by the texts of that name.
fn over(name: &str, language: Language) -> Response {
    let words = Words(language);
    page(&Notice::named(words, name, &words.say("this-app")), language, StatusCode::GONE)
}

/// It did not work; the page says what can be done.
fn failed(mishap: impl Into<Mishap>, language: Language) -> Response {
    let mishap = mishap.into();
    let mut response = notice::without_session(&mishap, language);
    headers::set(response.headers_mut(), &[], false);
    response.extensions_mut().extend(mishap.into_response().extensions().clone());
    response.extensions_mut().remove::<Mishap>();
    response
}
