//! A page that says one thing: what happened, and what can be done.

use super::mishap::Mishap;
use super::shown::{Shown, View, bare};
use super::viewer::Viewer;
use super::visit::{back_button, back_path};
use super::words::Words;
use askama::Template;
use axum::response::{IntoResponse, Response};
use domain::text::Language;

/// A way on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Way {
    pub(crate) href: String,
    pub(crate) label: String,
}

#[derive(Debug, Template)]
#[template(path = "notice.html")]
pub(crate) struct Notice {
    pub(crate) words: Words,
    /// The tone of a state: `good`, `working`, `needs-you`, `trouble`, `ended`.
    pub(crate) tone: &'static str,
    pub(crate) icon: &'static str,
    /// The word beside the sign.
    pub(crate) chip: String,
    pub(crate) title: String,
    pub(crate) text: String,
    pub(crate) primary: Option<Way>,
    pub(crate) secondary: Vec<Way>,
}

impl View for Notice {
    fn title(&self) -> String {
        self.title.clone()
    }
}

impl Notice {
    /// With the texts `page-<name>-title` and `page-<name>-text`, in which the app's name may stand.
    pub(crate) fn named(words: Words, name: &str, app: &str) -> Self {
        Self {
            words,
            tone: "ended",
            icon: "info",
            chip: words.say("page-chip-notice"),
            title: words.with(&format!("page-{name}-title"), "app", app),
            text: words.with(&format!("page-{name}-text"), "app", app),
            primary: None,
            secondary: Vec::new(),
        }
    }

    pub(crate) fn good(self) -> Self {
        Self { tone: "good", icon: "good", chip: self.words.say("page-chip-done"), ..self }
    }

    /// A way that nobody has to go.
    pub(crate) fn aside(mut self, href: String, label: &str) -> Self {
        self.secondary.push(Way { href, label: self.words.say(label) });
        self
    }

    pub(crate) fn way(mut self, href: String, label: &str) -> Self {
        let way = Way { href, label: self.words.say(label) };
        if self.primary.is_none() {
            self.primary = Some(way);
        } else {
            self.secondary.push(way);
        }
        self
    }
}

/// What is said about a mishap inside a session, and the ways on.
pub(super) fn of(viewer: &Viewer, mishap: &Mishap) -> Notice {
    let notice = Notice::named(viewer.words(), mishap.name(), viewer.app_name());
    let base = viewer.base();
    match mishap {
        // The app must open the page again, or time must pass: nothing here leads on.
        Mishap::Ended | Mishap::UserDisabled | Mishap::Enough => notice,
        Mishap::BankAway
        | Mishap::TooOften { .. }
        | Mishap::Changed
        | Mishap::Late
        | Mishap::Busy
        | Mishap::Ours(_)
        | Mishap::Unwritten => notice.way(viewer.shown_at().to_owned(), "button-try-again"),
        Mishap::InstitutionGone => notice
            .way(format!("{base}/connect/search"), "button-search")
            .way(format!("{base}/connect/missing"), "button-missing"),
        Mishap::Nowhere
        | Mishap::MemberGone
        | Mishap::MemberExpired
        | Mishap::Forged
        | Mishap::Unreadable => match back_path(viewer) {
            Some(back) => notice.way(back, back_button(viewer)),
            None => notice.way(format!("{base}/connect"), "button-start"),
        },
    }
}

/// The page about a mishap, inside a session.
pub(super) async fn about(viewer: &Viewer, mishap: &Mishap) -> Response {
    let notice = of(viewer, mishap);
    let shown = match Shown::of(&notice) {
        Ok(shown) => {
            let at = back_path(viewer).unwrap_or_else(|| format!("{}/connect", viewer.base()));
            shown.status(mishap.status()).at(at)
        }
        Err(_) => return Mishap::Unwritten.status().into_response(),
    };
    viewer.show(shown).await.unwrap_or_else(|_| bare(&notice, viewer.language(), mishap.status()))
}

/// The page about a mishap, where there is no session.
pub(super) fn without_session(mishap: &Mishap, language: Language) -> Response {
    let words = Words(language);
    let notice = Notice::named(words, mishap.name(), &words.say("this-app"));
    bare(&notice, language, mishap.status())
}
