//! "My bank is missing": what people wish for, with an address to tell them when it is there.

use super::fields::{FieldsView, mark};
use super::{import_path, search_path, see};
use crate::pages::form::{Field, Form};
use crate::pages::mishap::Mishap;
use crate::pages::shown::{Shown, View};
use crate::pages::viewer::Viewer;
use crate::pages::words::Words;
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use engine::{Error, MissingWish};

#[derive(Debug, Template)]
#[template(path = "connect/missing.html")]
struct MissingView {
    words: Words,
    form: FieldsView,
    /// Where a file of the bank is imported instead.
    import: Option<String>,
}

impl View for MissingView {
    fn title(&self) -> String {
        self.form.title.clone()
    }
}

pub(super) async fn show(viewer: Viewer) -> Result<Response, Mishap> {
    page(&viewer, None, &[], viewer.once()).await
}

async fn page(
    viewer: &Viewer,
    sent: Option<&Form>,
    wrong: &[(&'static str, String)],
    once: String,
) -> Result<Response, Mishap> {
    let base = viewer.base();
    let form = view(viewer.words(), &base, viewer.user().email.as_deref(), sent, wrong, once);
    let view = MissingView { words: viewer.words(), form, import: import_path(viewer) };
    let status = if wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let shown = Shown::of(&view)?.status(status);
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
    email: Option<&str>,
    sent: Option<&Form>,
    wrong: &[(&'static str, String)],
    once: String,
) -> FieldsView {
    let typed = |name: &str, default: &str| {
        sent.map_or_else(|| default.to_owned(), |sent| sent.text(name).to_owned())
    };
    let mut fields = vec![
        Field { value: typed("name", ""), ..Field::new("name", "text", words.say("field-bank-name")) },
        Field {
            value: typed("url", ""),
            hint: words.say("field-bank-url-hint"),
            is_optional: true,
            ..Field::new("url", "text", words.say("field-bank-url"))
        },
        Field {
            value: typed("email", email.unwrap_or_default()),
            hint: words.say("field-email-when-there"),
            autocomplete: "email",
            is_optional: true,
            ..Field::new("email", "email", words.say("field-email"))
        },
    ];
    let wrong = mark(&mut fields, wrong);
    FieldsView {
        words,
        title: words.say("page-missing-title"),
        lead: vec![words.say("page-missing-text")],
        wrong,
        fields,
        hidden: Vec::new(),
        sent_along: Vec::new(),
        never: String::new(),
        once,
        action: format!("{base}/connect/missing"),
        submit: words.say("button-send"),
        cancel: format!("{base}/connect"),
    }
}

pub(super) async fn ask(viewer: Viewer, sent: Form) -> Result<Response, Mishap> {
    let words = viewer.words();
    let email = Some(sent.trimmed("email")).filter(|email| !email.is_empty());
    let wish = MissingWish { name: sent.trimmed("name"), url: sent.trimmed("url"), email };
    match viewer.scope().ask_institution(viewer.user(), wish, Some(sent.key()?)).await {
        Ok(()) => Ok(see(&format!("{}/connect/done?sent=missing", viewer.base()))),
        Err(Error::Invalid { field, .. }) => {
            let (name, key) = match field.as_str() {
                "email" => ("email", "page-wrong-email"),
                "url" => ("url", "page-wrong-long"),
                _ => ("name", "page-wrong-bank-name"),
            };
            page(&viewer, Some(&sent), &[(name, words.say(key))], sent.once().to_owned()).await
        }
        Err(Error::Impossible { .. }) => Err(Mishap::Enough),
        Err(error) => Err(error.into()),
    }
}
