//! Whether the person wants mails, and in which language.

use super::list_path;
use crate::pages::connect::see;
use crate::pages::form::{Field, Form};
use crate::pages::mishap::Mishap;
use crate::pages::shown::Layout;
use crate::pages::viewer::Viewer;
use axum::response::Response;
use domain::text::{Language, Part};
use engine::PreferenceEdits;

/// The choice of the language that pages were last read in.
const SEEN: &str = "auto";

/// What the foot of the list asks.
#[derive(Debug)]
pub(super) struct Mails {
    pub(super) text: String,
    pub(super) state: String,
    pub(super) action: String,
    /// What the button makes of it, and its label.
    pub(super) value: &'static str,
    pub(super) button: String,
    /// In which language; only while they are sent.
    pub(super) language: Option<Field>,
}

impl Mails {
    /// None where no mails are sent: nobody has set them up, or the application knows no address.
    pub(super) async fn load(viewer: &Viewer) -> Result<Option<Self>, Mishap> {
        let address = viewer.user().email.as_deref().filter(|_| viewer.app().web.settings.sends_mail);
        let Some(address) = address else { return Ok(None) };
        let known = viewer.scope().preferences(viewer.user()).await?;
        let words = viewer.words();
        let (state, value, button) = if known.is_mail_wanted {
            ("page-told-on", "off", "button-told-off")
        } else {
            ("page-told-off", "on", "button-told-on")
        };
        let parts = [("app", Part::Text(viewer.app_name())), ("address", Part::Text(address))];
        Ok(Some(Self {
            text: words.fill("page-told-text", &parts),
            state: words.say(state),
            action: format!("{}/told", list_path(viewer)),
            value,
            button: words.say(button),
            language: known.is_mail_wanted.then(|| language(viewer, known.language)),
        }))
    }
}

fn language(viewer: &Viewer, chosen: Option<Language>) -> Field {
    let words = viewer.words();
    let mut choices = vec![(SEEN.to_owned(), words.say("field-told-language-seen"))];
    choices.extend(Layout::languages().iter().map(|(tag, name)| ((*tag).to_owned(), (*name).to_owned())));
    Field {
        value: chosen.map_or(SEEN, Language::tag).to_owned(),
        choices,
        ..Field::new("language", "choice", words.say("field-told-language"))
    }
}

/// Turns mails on or off, or keeps their language; then the list again.
pub(super) async fn choose(viewer: Viewer, form: Form) -> Result<Response, Mishap> {
    let edits = match form.text("mails") {
        "on" => PreferenceEdits { is_mail_wanted: Some(true), language: None },
        "off" => PreferenceEdits { is_mail_wanted: Some(false), language: None },
        "" => PreferenceEdits { is_mail_wanted: None, language: Some(chosen(form.text("language"))?) },
        _ => return Err(Mishap::Unreadable),
    };
    viewer.scope().edit_preferences(viewer.user(), edits).await?;
    Ok(see(&list_path(&viewer)))
}

fn chosen(tag: &str) -> Result<Option<Language>, Mishap> {
    if tag == SEEN {
        return Ok(None);
    }
    Language::ALL.iter().copied().find(|one| one.tag() == tag).map(Some).ok_or(Mishap::Unreadable)
}
