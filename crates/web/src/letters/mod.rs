//! What mails say: the same as text and as HTML, in the person's language, without anything that only they and their bank know.

use crate::pages::Words;
use askama::Template;
use domain::diagnosis::words::Speaker;
use domain::reason::Actor;
use domain::text::Part;
use engine::records::{Notification, NotificationKind};
use engine::{Letter, Letters, Writing};

/// Writes mails.
#[derive(Debug, Clone, Copy, Default)]
pub struct Correspondence;

impl Letters for Correspondence {
    fn letter(&self, writing: &Writing<'_>) -> Option<Letter> {
        let said = Said::of(writing);
        let text = Plain { said: &said }.render().ok()?;
        let html = Markup { said: &said }.render().ok()?;
        Some(Letter { subject: said.subject.clone(), text, html })
    }
}

/// A mail's parts; what is empty is left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Said {
    tag: &'static str,
    subject: String,
    hello: String,
    paragraphs: Vec<String>,
    /// The heading above what to do first.
    first: String,
    remedy: String,
    steps: Vec<String>,
    link: Option<(String, String)>,
    /// About the link; or where to go without one.
    link_text: String,
    care: String,
    why: String,
    unsubscribe: Option<(String, String)>,
}

#[derive(Debug, Template)]
#[template(path = "mail.txt")]
struct Plain<'a> {
    said: &'a Said,
}

#[derive(Debug, Template)]
#[template(path = "mail.html")]
struct Markup<'a> {
    said: &'a Said,
}

impl Said {
    fn of(writing: &Writing<'_>) -> Self {
        let words = Words(writing.language);
        let institution = name_of(words, writing.institution);
        let fill = |key: &str| fill(words, key, writing.app, &institution);
        let unsubscribe =
            writing.unsubscribe.map(|address| (address.to_owned(), words.say("mail-unsubscribe")));
        let kind = writing.notification.kind;
        let link = writing.link.map(|address| (address.to_owned(), words.say("mail-link")));
        let why = if kind == NotificationKind::Client { "mail-why-client" } else { "mail-why" };
        let frame = Self {
            tag: writing.language.tag(),
            subject: subject(words, writing.notification, writing.app, &institution, is_for_person(writing)),
            hello: words.say("mail-hello"),
            care: words.say("mail-care"),
            why: fill(why),
            unsubscribe,
            ..Self::default()
        };
        match kind {
            NotificationKind::Trouble => Self {
                link_text: if link.is_some() { fill("mail-link-text") } else { fill("mail-open-app") },
                link,
                ..frame.with_diagnosis(writing, &institution)
            },
            NotificationKind::Healed => Self { paragraphs: vec![fill("mail-healed")], ..frame },
            NotificationKind::InstitutionCame => Self {
                paragraphs: vec![fill("mail-came")],
                link_text: fill("mail-open-app"),
                why: fill("mail-why-client"),
                ..frame
            },
            // The application's own words stand alone.
            NotificationKind::Client => Self {
                hello: String::new(),
                care: String::new(),
                paragraphs: writing
                    .notification
                    .content
                    .iter()
                    .flat_map(|text| text.lines())
                    .filter(|line| !line.trim().is_empty())
                    .map(str::to_owned)
                    .collect(),
                ..frame
            },
        }
    }

    /// What happened, and what to do first.
    fn with_diagnosis(self, writing: &Writing<'_>, institution: &str) -> Self {
        let Some(found) = writing.diagnosis else { return self };
        let speaker = Speaker { language: writing.language, institution, app: writing.app, now: found.now };
        let first = found.diagnosis.advice.first();
        Self {
            paragraphs: vec![speaker.message(&found.diagnosis, None, found.next_run_at)],
            first: first.map(|_| Words(writing.language).say("mail-first")).unwrap_or_default(),
            remedy: first.map(|advice| speaker.remedy(advice.remedy)).unwrap_or_default(),
            steps: first
                .map(|advice| advice.steps.iter().map(|step| speaker.step(step)).collect())
                .unwrap_or_default(),
            ..self
        }
    }
}

fn is_for_person(writing: &Writing<'_>) -> bool {
    writing.diagnosis.is_none_or(|found| found.diagnosis.actor == Actor::User)
}

fn fill(words: Words, key: &str, app: &str, institution: &str) -> String {
    words.fill(key, &[("app", Part::Text(app)), ("institution", Part::Text(institution))])
}

fn name_of(words: Words, institution: Option<&str>) -> String {
    institution.map_or_else(|| words.say("your-bank"), str::to_owned)
}

/// What a notification is about, in a line: the subject of its mail, and what lists say of it.
pub(crate) fn subject(
    words: Words,
    notification: &Notification,
    app: &str,
    institution: &str,
    is_for_person: bool,
) -> String {
    let key = match notification.kind {
        NotificationKind::Client => return notification.subject.clone().unwrap_or_default(),
        NotificationKind::Trouble if is_for_person => "mail-subject-trouble",
        NotificationKind::Trouble => "mail-subject-waits",
        NotificationKind::Healed => "mail-subject-healed",
        NotificationKind::InstitutionCame => "mail-subject-came",
    };
    fill(words, key, app, institution)
}

/// What a notification says, for lists: subject and content.
pub(crate) fn in_brief(
    words: Words,
    notification: &Notification,
    app: &str,
    institution: Option<&str>,
    now: domain::clock::Timestamp,
) -> (String, String) {
    let institution = name_of(words, institution);
    let is_for_person = notification.reason.is_none_or(|reason| reason.actor() == Actor::User);
    let content = match (notification.kind, notification.reason) {
        (NotificationKind::Client, _) => notification.content.clone().unwrap_or_default(),
        (NotificationKind::Trouble, Some(reason)) => {
            Speaker { language: words.0, institution: &institution, app, now }.reason(reason)
        }
        (NotificationKind::Trouble, None) => String::new(),
        (NotificationKind::Healed, _) => fill(words, "mail-healed", app, &institution),
        (NotificationKind::InstitutionCame, _) => fill(words, "mail-came", app, &institution),
    };
    (subject(words, notification, app, &institution, is_for_person), content)
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
