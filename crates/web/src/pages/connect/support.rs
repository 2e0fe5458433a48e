//! Asking for help: what is wrong in the person's words, and, said before it is sent, what goes along.
//!
//! For a login that is refused, support asks how many characters user name and password have. They are counted in the browser, from
//! fields that are never sent; without a script the person types the numbers.

use super::fields::{FieldsView, mark};
use super::{member_of, see};
use crate::pages::form::{Field, Form};
use crate::pages::mishap::Mishap;
use crate::pages::shown::Shown;
use crate::pages::viewer::Viewer;
use crate::pages::visit;
use crate::pages::words::Words;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use domain::member::Status;
use domain::reason::Reason;
use engine::records::Member;
use engine::{Error, SupportWish};
use serde::Deserialize;

const TITLE_CHARS_MAX: usize = 100;
const MESSAGE_CHARS_MAX: usize = 2_000;
/// Digits of a count of characters.
const COUNT_CHARS_MAX: usize = 4;

#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    member: String,
}

/// What goes along: the connection's state, never a login.
#[derive(Debug)]
struct Along {
    /// Name and value, as they are told and kept.
    facts: Vec<(&'static str, String)>,
    asks_counts: bool,
}

pub(super) async fn show(viewer: Viewer, Query(asked): Query<Asked>) -> Result<Response, Mishap> {
    let member = about(&viewer, &asked.member).await?;
    page(&viewer, member.as_ref(), None, &[], viewer.once()).await
}

/// The connection that help is asked for, if it is there.
async fn about(viewer: &Viewer, named: &str) -> Result<Option<Member>, Mishap> {
    if named.is_empty() {
        return Ok(None);
    }
    match member_of(viewer, named).await {
        Ok(member) => Ok(visit::may_see(viewer, member.guid).await?.then_some(member)),
        Err(Mishap::MemberGone | Mishap::MemberExpired) => Ok(None),
        Err(mishap) => Err(mishap),
    }
}

async fn along(viewer: &Viewer, member: Option<&Member>) -> Result<Along, Mishap> {
    let Some(member) = member else { return Ok(Along { facts: Vec::new(), asks_counts: false }) };
    let run = viewer.scope().latest_run(member).await?;
    let facts = [
        ("institution", Some(member.name.clone())),
        ("status", member.state.status.name().map(str::to_owned)),
        ("reason", member.state.reason.map(|reason| reason.name().to_owned())),
        ("source-code", run.and_then(|run| run.source_code)),
        ("connection", Some(member.guid.to_string())),
    ];
    Ok(Along {
        facts: facts.into_iter().filter_map(|(name, value)| Some((name, value?))).collect(),
        asks_counts: matches!(member.state.status, Status::Denied | Status::Prevented)
            || member.state.reason == Some(Reason::CredentialsRejected),
    })
}

async fn page(
    viewer: &Viewer,
    member: Option<&Member>,
    sent: Option<&Form>,
    wrong: &[(&'static str, String)],
    once: String,
) -> Result<Response, Mishap> {
    let along = along(viewer, member).await?;
    let base = viewer.base();
    let back = match member {
        Some(member) => super::path_of(viewer, member),
        None => visit::back_path(viewer).unwrap_or_else(|| format!("{base}/connect")),
    };
    let about = About {
        base: &base,
        app: viewer.app_name(),
        email: viewer.user().email.as_deref().filter(|_| !viewer.options().is_passed_on()),
        member: member.map(|member| member.guid.to_string()).unwrap_or_default(),
        back: back.clone(),
    };
    let view = view(viewer.words(), &about, &along, sent, wrong, once);
    let status = if wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    viewer.show(Shown::of(&view)?.status(status).back(back)).await
}

struct About<'a> {
    base: &'a str,
    app: &'a str,
    email: Option<&'a str>,
    member: String,
    back: String,
}

fn view(
    words: Words,
    about: &About<'_>,
    along: &Along,
    sent: Option<&Form>,
    wrong: &[(&'static str, String)],
    once: String,
) -> FieldsView {
    let typed = |name: &str, default: &str| {
        sent.map_or_else(|| default.to_owned(), |sent| sent.text(name).to_owned())
    };
    let mut fields = vec![
        Field {
            value: typed("email", about.email.unwrap_or_default()),
            autocomplete: "email",
            ..Field::new("email", "email", words.say("field-email"))
        },
        Field {
            value: typed("title", ""),
            chars_max: TITLE_CHARS_MAX,
            is_counted: true,
            ..Field::new("title", "text", words.say("field-title"))
        },
        Field {
            value: typed("message", ""),
            hint: words.say("field-message-hint"),
            chars_max: MESSAGE_CHARS_MAX,
            is_counted: true,
            ..Field::new("message", "area", words.say("field-message"))
        },
    ];
    if along.asks_counts {
        for (name, key) in
            [("login-characters", "field-login-count"), ("password-characters", "field-password-count")]
        {
            fields.push(Field {
                value: typed(name, ""),
                hint: words.say("field-count-hint"),
                chars_max: COUNT_CHARS_MAX,
                measure: words.say("field-measure"),
                is_optional: true,
                ..Field::new(name, "number", words.say(key))
            });
        }
    }
    let wrong = mark(&mut fields, wrong);
    let told = along.facts.iter().map(|(name, value)| {
        words.with(&format!("page-support-{name}"), "value", &in_words(words, name, value))
    });
    FieldsView {
        words,
        title: words.say("page-support-title"),
        lead: vec![words.with("page-support-text", "app", about.app)],
        wrong,
        fields,
        hidden: vec![("member", about.member.clone())],
        sent_along: told.collect(),
        never: words.say("page-support-never"),
        once,
        action: format!("{}/connect/support", about.base),
        submit: words.say("button-send"),
        cancel: about.back.clone(),
    }
}

/// A status is told in the word that the person knows it by, too.
fn in_words(words: Words, name: &str, value: &str) -> String {
    let key = format!("page-chip-{}", value.to_lowercase());
    if name == "status" && domain::text::has(words.0, &key) {
        format!("{} ({value})", words.say(&key))
    } else {
        value.to_owned()
    }
}

pub(super) async fn ask(viewer: Viewer, sent: Form) -> Result<Response, Mishap> {
    let words = viewer.words();
    let member = about(&viewer, sent.text("member")).await?;
    let along = along(&viewer, member.as_ref()).await?;
    let mut details: serde_json::Map<String, serde_json::Value> =
        along.facts.iter().map(|(name, value)| ((*name).to_owned(), value.as_str().into())).collect();
    if along.asks_counts {
        for name in ["login-characters", "password-characters"] {
            if let Ok(count) = sent.trimmed(name).parse::<u16>() {
                details.insert(name.to_owned(), count.into());
            }
        }
    }
    let wish = SupportWish {
        member: member.as_ref().map(|member| member.guid),
        title: sent.trimmed("title"),
        message: sent.trimmed("message"),
        email: sent.trimmed("email"),
        details: serde_json::Value::Object(details).to_string(),
    };
    match viewer.scope().ask_support(viewer.user(), wish, Some(sent.key()?)).await {
        Ok(()) => Ok(see(&format!("{}/connect/done?sent=support", viewer.base()))),
        Err(Error::Invalid { field, .. }) => {
            let (name, key) = match field.as_str() {
                "email" => ("email", "page-wrong-email"),
                "message" => ("message", "page-wrong-message"),
                _ => ("title", "page-wrong-title-field"),
            };
            let wrong = [(name, words.say(key))];
            page(&viewer, member.as_ref(), Some(&sent), &wrong, sent.once().to_owned()).await
        }
        Err(Error::Impossible { .. }) => Err(Mishap::Enough),
        Err(error) => Err(error.into()),
    }
}
