//! What people send: the fields of a form, bounded; and the value that lets a form make one thing, however often it is sent.

use super::mishap::Mishap;
use super::viewer::Viewer;
use crate::app::App;
use axum::extract::{self, FromRequest, FromRequestParts, Request};
use engine::Secret;
use engine::records::IdempotencyKey;
use std::sync::Arc;

/// Fields of one form.
const FIELDS_MAX: usize = 1_100;
/// Characters of one value; each use has limits of its own.
const VALUE_CHARS_MAX: usize = 8_000;
/// Characters of a form's value that is used once.
const ONCE_CHARS: usize = 32;
/// The name of that value.
const ONCE: &str = "once";

/// The fields as they were sent.
#[derive(Debug)]
pub(crate) struct Form {
    fields: Vec<(String, Secret)>,
    key: Option<IdempotencyKey>,
    once: String,
}

impl FromRequest<Arc<App>> for Form {
    type Rejection = Mishap;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, Mishap> {
        let (mut parts, body) = request.into_parts();
        let viewer = Viewer::from_request_parts(&mut parts, app).await?;
        let request = Request::from_parts(parts, body);
        let extract::Form(pairs) = extract::Form::<Vec<(String, String)>>::from_request(request, app)
            .await
            .map_err(|_| Mishap::Unreadable)?;
        if pairs.len() > FIELDS_MAX
            || pairs.iter().any(|(_, value)| value.chars().count() > VALUE_CHARS_MAX || value.contains('\0'))
        {
            return Err(Mishap::Unreadable);
        }
        let is_once =
            |text: &str| text.len() == ONCE_CHARS && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let once = pairs.iter().find(|(name, value)| name == ONCE && is_once(value));
        let once = once.map(|(_, value)| value.clone()).unwrap_or_default();
        // The same form, whatever was typed into it: who goes back and sends it again comes to what it made.
        let key = if once.is_empty() {
            None
        } else {
            let fingerprint =
                viewer.scope().fingerprint(&["form", viewer.session().hash(), viewer.path()]).await?;
            Some(IdempotencyKey { key: format!("form:{once}"), fingerprint })
        };
        let fields = pairs.into_iter().map(|(name, value)| (name, Secret::new(value))).collect();
        Ok(Self { fields, key, once })
    }
}

impl Form {
    /// What keeps a form from making two things. One of ours always has it.
    pub(crate) fn key(&self) -> Result<&IdempotencyKey, Mishap> {
        self.key.as_ref().ok_or(Mishap::Unreadable)
    }

    /// The value that the form carried, for showing it again.
    pub(crate) fn once(&self) -> &str {
        &self.once
    }

    /// The first value of that name; empty when there is none.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.secret(name).map_or("", Secret::expose)
    }

    /// The first value of that name, without spaces around it.
    pub(crate) fn trimmed(&self, name: &str) -> String {
        self.text(name).trim().to_owned()
    }

    pub(crate) fn secret(&self, name: &str) -> Option<&Secret> {
        self.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// All values of that name.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.expose())
    }
}

/// One field of a form as it is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) label: String,
    pub(crate) hint: String,
    /// `text`, `password`, `code`, `email`, `number`, `decimal`, `area`, `choice`, `radio`.
    pub(crate) kind: &'static str,
    pub(crate) value: String,
    /// What can be chosen: value and label.
    pub(crate) choices: Vec<(String, String)>,
    /// What is wrong with what was sent.
    pub(crate) wrong: String,
    pub(crate) autocomplete: &'static str,
    pub(crate) is_optional: bool,
    pub(crate) chars_max: usize,
    /// Characters are counted while they are typed.
    pub(crate) is_counted: bool,
    /// A number of characters: what the field says that counts them without sending them.
    pub(crate) measure: String,
    /// Stray spaces are pointed out before it is sent.
    pub(crate) is_login: bool,
}

impl Field {
    pub(crate) fn new(name: &str, kind: &'static str, label: String) -> Self {
        Self { name: name.to_owned(), kind, label, chars_max: 255, autocomplete: "off", ..Self::default() }
    }

    pub(crate) fn is_code(&self) -> bool {
        self.kind == "code"
    }

    /// The type of the element. Numbers are text: what is wrong with them is said in our words.
    pub(crate) fn input_type(&self) -> &'static str {
        if self.kind == "email" { "email" } else { "text" }
    }

    /// The keyboard that phones show.
    pub(crate) fn input_mode(&self) -> Option<&'static str> {
        match self.kind {
            "number" => Some("numeric"),
            "decimal" => Some("decimal"),
            _ => None,
        }
    }

    /// What a screen reader reads with the field.
    pub(crate) fn described_by(&self) -> String {
        let parts = [
            (!self.hint.is_empty(), "hint"),
            (!self.wrong.is_empty(), "wrong"),
            (self.is_login && self.kind != "choice", "heed"),
        ];
        let ids: Vec<String> = parts
            .iter()
            .filter(|(is_there, _)| *is_there)
            .map(|(_, part)| format!("{}-{part}", self.name))
            .collect();
        ids.join(" ")
    }
}
