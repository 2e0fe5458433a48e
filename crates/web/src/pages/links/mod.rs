//! Links that people keep: those of mails, and of verifications. Nobody needs a session for them, and looking changes nothing: programs
//! look at every link of a message.

mod mail;
mod unsubscribe;
mod verification;

use super::headers;
use super::mishap::Mishap;
use super::notice::{self, Notice};
use super::shown::{View, alone};
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

/// The texts that say that the link of a mail leads nowhere.
const OVER: &str = "link-over";

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

/// What a link leads to, as far as it leads anywhere: `over` names the texts that say what to do instead.
fn answer<T>(
    found: Result<Option<T>, impl Into<Mishap>>,
    over: &str,
    language: Language,
    then: impl FnOnce(T) -> Response,
) -> Response {
    match found {
        Ok(Some(found)) => then(found),
        Ok(None) => {
            let words = Words(language);
            alone(&Notice::named(words, over, &words.say("this-app")), language, StatusCode::GONE)
        }
        Err(mishap) => failed(mishap, language),
    }
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
