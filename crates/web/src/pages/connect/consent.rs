//! What a person agrees to before anything is connected: who reads what, how, and how to stop it.

use super::{path_to, see};
use crate::pages::address::encoded;
use crate::pages::form::Form;
use crate::pages::messages::Telling;
use crate::pages::mishap::Mishap;
use crate::pages::shown::{Shown, View};
use crate::pages::viewer::Viewer;
use crate::pages::words::Words;
use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use domain::id::MemberGuid;
use domain::member::Status;
use engine::records::{ConsentGuid, Member};
use engine::{ConsentWish, PageOptions};
use serde::Deserialize;

/// Characters of an institution's code.
const CODE_CHARS_MAX: usize = 255;

#[derive(Debug, Template)]
#[template(path = "connect/consent.html")]
struct ConsentView {
    words: Words,
    title: String,
    lead: String,
    login_title: String,
    stop: String,
    reads: Vec<String>,
    action: String,
    decline: String,
    /// The institution or the closed connection to go on with; empty for none.
    to: String,
}

impl View for ConsentView {
    fn title(&self) -> String {
        self.title.clone()
    }
}

/// Where to go on.
#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    to: String,
}

/// What is read for these options, by name.
fn reads(options: &PageOptions) -> impl Iterator<Item = &'static str> {
    std::iter::once("accounts").chain(options.reads().names())
}

fn wish(viewer: &Viewer) -> ConsentWish {
    ConsentWish {
        app_name: viewer.app_name().to_owned(),
        reads: reads(viewer.options()).map(str::to_owned).collect(),
        language: viewer.language().tag().to_owned(),
    }
}

/// Whether the person has agreed to what this visit would read.
pub(super) async fn is_given(viewer: &Viewer) -> Result<bool, Mishap> {
    Ok(viewer.scope().has_consented(viewer.user(), &wish(viewer)).await?)
}

/// The consent that this visit goes on under.
pub(super) async fn standing(viewer: &Viewer) -> Result<Option<ConsentGuid>, Mishap> {
    Ok(viewer.scope().consent_to(viewer.user(), &wish(viewer)).await?)
}

/// Whether nothing is to be asked before this connection takes a login or leaves for the bank's page. One that is open reads under what
/// was agreed when it was made; a closed one begins anew.
pub(in crate::pages) async fn covers(viewer: &Viewer, member: &Member) -> Result<bool, Mishap> {
    Ok(member.state.status != Status::Closed || is_given(viewer).await?)
}

/// The question before an institution is connected.
pub(super) fn first(viewer: &Viewer, code: &str) -> Response {
    see(&format!("{}/connect/consent?to={}", viewer.base(), encoded(code)))
}

/// The question before a closed connection is opened again.
pub(in crate::pages) fn ask(viewer: &Viewer, member: &Member) -> Response {
    see(&format!("{}/connect/consent?to={}", viewer.base(), member.guid))
}

pub(super) async fn show(viewer: Viewer, Query(asked): Query<Asked>) -> Result<Response, Mishap> {
    page(&viewer, &asked.to).await
}

/// The question, and where a yes leads.
pub(super) async fn page(viewer: &Viewer, to: &str) -> Result<Response, Mishap> {
    let view = view(viewer.words(), viewer.app_name(), viewer.options(), &viewer.base(), to);
    let telling = Telling { step: Some("consent"), ..Telling::default() };
    let mark = if to.is_empty() { String::new() } else { format!("?to={}", encoded(to)) };
    viewer
        .show(Shown::of(&view)?.telling(telling).at(format!("{}/connect/consent{mark}", viewer.base())))
        .await
}

fn view(words: Words, app: &str, options: &PageOptions, base: &str, to: &str) -> ConsentView {
    let with_app = |key: &str| words.with(key, "app", app);
    ConsentView {
        words,
        title: with_app("page-consent-title"),
        lead: with_app(if options.verification.is_some() {
            "page-consent-verify"
        } else {
            "page-consent-text"
        }),
        login_title: with_app("page-consent-login"),
        stop: with_app("page-consent-stop-text"),
        reads: reads(options)
            .map(|name| words.say(&format!("page-consent-reads-{name}")))
            .chain([with_app(if options.verification.is_some() {
                "page-consent-once"
            } else {
                "page-consent-until"
            })])
            .collect(),
        action: format!("{base}/connect/consent"),
        decline: format!("{base}/connect/done"),
        to: to.to_owned(),
    }
}

/// A yes.
pub(super) async fn give(viewer: Viewer, form: Form) -> Result<Response, Mishap> {
    viewer.scope().give_consent(viewer.user(), &wish(&viewer)).await?;
    Ok(see(&next(&viewer.base(), form.text("to"))))
}

/// Where a yes leads: to the connection or the institution that was on the way, else to the beginning.
fn next(base: &str, to: &str) -> String {
    let is_code = !to.is_empty()
        && to.len() <= CODE_CHARS_MAX
        && to.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
    match to.parse::<MemberGuid>() {
        Ok(member) => format!("{}/credentials", path_to(base, member)),
        Err(_) if is_code => format!("{base}/connect/institutions/{to}"),
        Err(_) => format!("{base}/connect"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::text::Language;
    use engine::Mode;

    #[test]
    fn what_is_read_is_what_is_told() {
        let check = |options: PageOptions, expected: &[&str]| {
            assert_eq!(reads(&options).collect::<Vec<_>>(), expected)
        };
        check(PageOptions::default(), &["accounts", "transactions", "holdings"]);
        let verification = PageOptions { mode: Mode::Verification, ..PageOptions::default() };
        check(verification.clone(), &["accounts", "numbers"]);
        check(
            PageOptions { include_transactions: Some(true), ..verification },
            &["accounts", "transactions", "numbers"],
        );
        let identity = PageOptions { include_identity: true, ..PageOptions::default() };
        check(identity, &["accounts", "transactions", "holdings", "owners"]);
        for language in Language::ALL {
            for name in ["accounts", "transactions", "holdings", "numbers", "owners", "statements"] {
                assert!(domain::text::has(*language, &format!("page-consent-reads-{name}")), "{name}");
            }
        }
    }

    #[test]
    fn a_yes_leads_to_what_was_on_the_way() {
        let member = MemberGuid::from_digest([1; 16]);
        assert_eq!(next("/p/x", ""), "/p/x/connect");
        assert_eq!(next("/p/x", "mx_bank-1.ca"), "/p/x/connect/institutions/mx_bank-1.ca");
        assert_eq!(next("/p/x", &member.to_string()), format!("/p/x/connect/members/{member}/credentials"));
        for stranger in ["../../evil", "//evil.example", "a b", "oak?x=1", &"o".repeat(CODE_CHARS_MAX + 1)] {
            assert_eq!(next("/p/x", stranger), "/p/x/connect", "{stranger}");
        }
    }

    #[test]
    fn the_app_is_named_and_its_name_is_text() {
        let words = Words(Language::English);
        let html = view(words, "<b>App</b>", &PageOptions::default(), "/p/x", "").render().unwrap();
        assert!(html.contains("&#60;b&#62;App") && !html.contains("<b>App"), "{html}");
    }
}
