//! To the bank's own page and back (OAuth): before a person leaves, a page names the app and the person and asks; who comes back in the
//! browser that left goes on at once, anybody else is asked first and sees no data.
//!
//! The browser that leaves gets a cookie for the way back. It is the only cookie of these pages, and it works because leaving and coming
//! back happen in a window of their own, never in a frame.

mod back;
mod cookie;
mod leave;
mod pending;

pub(super) use pending::{offer, page as pending};

use crate::app::App;
use crate::pages::words::Words;
use axum::Router;
use axum::routing::get;
use engine::records::User;
use std::sync::Arc;

/// The pages of a session.
pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/p/{session}/members/{member}/leave", get(leave::show).post(leave::go))
        .route("/p/{session}/members/{member}/returned", get(back::returned))
}

/// Where banks send people back to: there is no session in its path.
pub(super) fn way_back() -> Router<Arc<App>> {
    Router::new().route(RETURN, get(back::come).post(back::decide))
}

/// The path that banks send people back to.
pub(super) const RETURN: &str = "/oauth/return";

/// A page without this header's limit on forms: the form on it leads to a bank, wherever that is.
#[derive(Debug, Clone, Copy)]
pub(super) struct LeadsOut;

/// How an application calls a person: by mail address, or by the name that it gave.
fn person(user: &User) -> Option<&str> {
    user.email.as_deref().or(user.id.as_deref()).filter(|name| !name.is_empty())
}

/// The same for whoever may be somebody else: recognised by the person, and of no use to others.
fn masked(name: &str, words: Words) -> String {
    let (own, rest) = name.split_once('@').unwrap_or((name, ""));
    let first: String = own.chars().take(1).collect();
    let hidden = words.with("page-oauth-masked", "first", &first);
    if rest.is_empty() { hidden } else { format!("{hidden}@{rest}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::text::Language;

    #[test]
    fn a_masked_name_is_recognised_and_no_more() {
        let words = Words(Language::English);
        assert_eq!(masked("maria.lind@mail.example", words), "m•••@mail.example");
        assert_eq!(masked("customer-4711", words), "c•••");
        assert_eq!(masked("ü", words), "ü•••");
    }
}
