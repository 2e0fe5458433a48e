//! A notification as JSON: MX's fields, and ours beside them.

use super::time;
use crate::letters::in_brief;
use crate::pages::Words;
use domain::clock::Timestamp;
use domain::text::Language;
use engine::ToldNotification;
use engine::records::{NotificationKind, Preferences};
use serde::Serialize;
use utoipa::ToSchema;

/// What a person was told.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Notification)]
pub(crate) struct NotificationView {
    #[schema(example = "TF-0199c0de-0000-7000-8000-000000000000")]
    guid: String,
    #[schema(
        example = "Oak Bank refused the user name or the password. Please type both again with care, by hand."
    )]
    content: String,
    /// The member that it is about.
    deep_link_guid: Option<String>,
    /// When it was mailed, or first seen on a page.
    delivered_at: Option<String>,
    /// The member that it is about.
    entity_guid: Option<String>,
    has_been_delivered: bool,
    /// On a page.
    has_been_viewed: bool,
    /// `API_NOTIFICATION` for what the application says; otherwise `CONNECTION_NEEDS_PERSON`, `CONNECTION_HEALED` or
    /// `INSTITUTION_CAME`.
    #[schema(example = "CONNECTION_NEEDS_PERSON")]
    notification_type: &'static str,
    #[schema(example = "Budget app: your connection to Oak Bank needs you")]
    subject: String,
    /// `email` where a mail went or is to go, otherwise `in_app`.
    #[schema(example = "email")]
    channel: &'static str,
    /// Always null here.
    threshold: Option<i64>,
    member_guid: Option<String>,
    /// Why the connection needs the person; a name of `/reasons`.
    #[schema(example = "credentials_rejected")]
    reason: Option<&'static str>,
    opened_at: String,
    /// When what it tells was settled; null while it is open.
    withdrawn_at: Option<String>,
    viewed_at: Option<String>,
}

/// Who reads a notification: in which language, of which application, and when.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reader<'a> {
    pub(crate) language: Language,
    pub(crate) app: &'a str,
    pub(crate) now: Timestamp,
}

impl NotificationView {
    pub(crate) fn new(told: &ToldNotification, reader: Reader<'_>) -> Self {
        let one = &told.notification;
        let institution =
            told.institution.as_ref().map(|found| found.name.as_str()).or(told.member_name.as_deref());
        let (subject, content) = in_brief(Words(reader.language), one, reader.app, institution, reader.now);
        let member = one.member.map(|guid| guid.to_string());
        let is_mailed = one.mailed_at.is_some() || one.mail_due_at.is_some();
        Self {
            guid: one.guid.to_string(),
            content,
            deep_link_guid: member.clone(),
            delivered_at: one.mailed_at.or(one.viewed_at).map(time),
            entity_guid: member.clone(),
            has_been_delivered: one.mailed_at.or(one.viewed_at).is_some(),
            has_been_viewed: one.viewed_at.is_some(),
            notification_type: match one.kind {
                NotificationKind::Client => "API_NOTIFICATION",
                NotificationKind::Trouble => "CONNECTION_NEEDS_PERSON",
                NotificationKind::Healed => "CONNECTION_HEALED",
                NotificationKind::InstitutionCame => "INSTITUTION_CAME",
            },
            subject,
            channel: if is_mailed { "email" } else { "in_app" },
            threshold: None,
            member_guid: member,
            reason: one.reason.map(domain::reason::Reason::name),
            opened_at: time(one.opened_at),
            withdrawn_at: one.withdrawn_at.map(time),
            viewed_at: one.viewed_at.map(time),
        }
    }
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct NotificationBody {
    pub(crate) notification: NotificationView,
}

/// How a person wants to be told.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = NotificationPreferences)]
pub(crate) struct PreferencesView {
    /// Whether mails are sent to this person.
    is_email_wanted: bool,
    /// The language of mails: `en`, `es` or `fr-CA`; `auto` while none was chosen.
    #[schema(example = "auto")]
    language: &'static str,
    /// What mails are written in now: what was chosen, else what pages were last read in, else `en`.
    #[schema(example = "en")]
    language_used: &'static str,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PreferencesBody {
    notification_preferences: PreferencesView,
}

impl From<Preferences> for PreferencesBody {
    fn from(known: Preferences) -> Self {
        Self { notification_preferences: known.into() }
    }
}

impl From<Preferences> for PreferencesView {
    fn from(known: Preferences) -> Self {
        Self {
            is_email_wanted: known.is_mail_wanted,
            language: known.language.map_or("auto", Language::tag),
            language_used: known.language_of_mails().tag(),
        }
    }
}
