//! What people are told: notices of their connections, what their application says to them, and how they want to hear of it.
//!
//! [`notices`] opens and withdraws notices in the commit that makes them true, [`postman`] sends the mails that are due, [`mail`] is
//! what a mail is and who writes and carries it, [`links`] what the links in mails do.

mod links;
mod mail;
mod notices;
mod postman;

pub use links::{MailLink, Unsubscribing};
pub use mail::{Letter, Letters, Mail, MailProblem, Mailer, Writing};
pub use postman::Postman;

use crate::records::{
    IdempotencyKey, Institution, Member, Notification, NotificationFilter, NotificationKind, Page, PageOf,
    Preferences, User,
};
use crate::{Engine, Error, Name, Scope};
use domain::clock::Timestamp;
use domain::id::{self, MemberGuid, NotificationGuid};
use domain::text::Language;
use jiff::SignedDuration;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use store::{idempotency, notifications, preferences};

const SUBJECT_CHARS_MAX: usize = 250;
const CONTENT_CHARS_MAX: usize = 5_000;
/// How long what an application said stays on the pages once it was seen.
const SAID_FOR: SignedDuration = SignedDuration::from_hours(24);

/// What a person sees on the pages.
#[derive(Debug, Clone, Default)]
pub struct Notices {
    /// The members of which they are told something that they had not seen.
    pub members: BTreeSet<MemberGuid>,
    /// What the application said, oldest first.
    pub said: Vec<Notification>,
}

/// What an application says to a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewNotification {
    pub subject: String,
    pub content: String,
}

/// What to change of a person's preferences; what is absent stays.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PreferenceEdits {
    pub is_mail_wanted: Option<bool>,
    /// Some of none: the language that pages were last read in.
    pub language: Option<Option<Language>>,
}

/// A notification with what is needed to say it.
#[derive(Debug, Clone)]
pub struct ToldNotification {
    pub notification: Notification,
    /// None: it is of no institution, or the directory does not have it any more.
    pub institution: Option<Arc<Institution>>,
    /// The name that the connection has.
    pub member_name: Option<String>,
}

impl Scope<'_> {
    /// Tells a person something in the application's words, by mail too where that is set up and wanted.
    pub async fn notify(
        &self,
        user: &User,
        new: NewNotification,
        key: Option<&IdempotencyKey>,
    ) -> Result<ToldNotification, Error> {
        if let Some(guid) = self.made_before::<id::Notification>(key).await? {
            return self.notification(user, guid).await;
        }
        check("notification.subject", &new.subject, SUBJECT_CHARS_MAX)?;
        check("notification.content", &new.content, CONTENT_CHARS_MAX)?;
        let now = self.engine.now();
        let notification = Notification {
            subject: Some(new.subject),
            content: Some(new.content),
            mail_due_at: Some(now),
            ..Notification::new(self.engine.guid(), (user.client, user.guid), NotificationKind::Client, now)
        };
        let mut writes = vec![notifications::insert(&notification)];
        let made_at = self.engine.operational.now();
        writes.extend(
            key.map(|key| idempotency::remember(self.client, key, notification.guid.to_string(), made_at)),
        );
        match self.engine.store.commit(writes).await {
            Ok(_) => Ok(ToldNotification { notification, institution: None, member_name: None }),
            Err(store::Error::Conflict(_)) => match self.made_before::<id::Notification>(key).await? {
                Some(guid) => self.notification(user, guid).await,
                None => Err(Error::NotFound("user")),
            },
            Err(error) => Err(error.into()),
        }
    }

    /// What a person was told, newest first.
    pub async fn notifications(
        &self,
        user: &User,
        filter: NotificationFilter,
        page: Page,
    ) -> Result<PageOf<ToldNotification>, Error> {
        let found = self.store.notifications(user.guid, filter, page).await?;
        let mut members: HashMap<MemberGuid, Option<Member>> = HashMap::new();
        let mut items = Vec::with_capacity(found.items.len());
        for notification in found.items {
            if let Some(guid) = notification.member.filter(|guid| !members.contains_key(guid)) {
                members.insert(guid, self.store.member(user.guid, guid).await?);
            }
            let member = notification.member.and_then(|guid| members.get(&guid).cloned().flatten());
            items.push(self.with_names(notification, member).await?);
        }
        Ok(PageOf { items, total: found.total })
    }

    pub async fn notification(&self, user: &User, guid: NotificationGuid) -> Result<ToldNotification, Error> {
        let found = self.store.notification(user.guid, guid).await?;
        self.told(found.ok_or(Error::NotFound("notification"))?).await
    }

    async fn told(&self, notification: Notification) -> Result<ToldNotification, Error> {
        let member = match notification.member {
            Some(member) => self.store.member(notification.user, member).await?,
            None => None,
        };
        self.with_names(notification, member).await
    }

    async fn with_names(
        &self,
        notification: Notification,
        member: Option<Member>,
    ) -> Result<ToldNotification, Error> {
        let code = member
            .as_ref()
            .map(|member| member.institution_code.clone())
            .or_else(|| notification.institution_code.clone());
        let institution = self.engine.institution_if_known(code).await?;
        Ok(ToldNotification { notification, institution, member_name: member.map(|member| member.name) })
    }

    /// The person sees on a page what is open; from now on it counts as seen. What the application said stays to be seen for a day.
    pub async fn see_notices(&self, user: &User) -> Result<Notices, Error> {
        let now = self.engine.now();
        let said_since = now.checked_sub(SAID_FOR).unwrap_or(Timestamp::MIN);
        let open = self.store.unseen(user.guid, said_since).await?;
        if open.iter().any(|one| one.viewed_at.is_none()) {
            self.engine.store.commit(vec![notifications::viewed(self.client, user.guid, now)]).await?;
        }
        let members =
            open.iter().filter(|one| one.viewed_at.is_none()).filter_map(|one| one.member).collect();
        let said = open.into_iter().filter(|one| one.kind == NotificationKind::Client).collect();
        Ok(Notices { members, said })
    }

    /// How a person wants to be told.
    pub async fn preferences(&self, user: &User) -> Result<Preferences, Error> {
        Ok(self.store.preferences(user.guid).await?)
    }

    pub async fn edit_preferences(&self, user: &User, edits: PreferenceEdits) -> Result<Preferences, Error> {
        let mut wanted = self.preferences(user).await?;
        wanted.is_mail_wanted = edits.is_mail_wanted.unwrap_or(wanted.is_mail_wanted);
        wanted.language = edits.language.unwrap_or(wanted.language);
        self.keep_preferences(user, wanted).await?;
        Ok(wanted)
    }

    /// The language that a person reads pages in; mails are written in it unless another was chosen for them.
    pub async fn saw_language(&self, user: &User, language: Language) -> Result<(), Error> {
        let known = self.preferences(user).await?;
        if known.language_seen == Some(language) {
            return Ok(());
        }
        self.keep_preferences(user, Preferences { language_seen: Some(language), ..known }).await
    }

    async fn keep_preferences(&self, user: &User, wanted: Preferences) -> Result<(), Error> {
        let write = preferences::keep(self.client, user.guid, wanted, self.engine.operational.now());
        match self.engine.store.commit(vec![write]).await {
            Ok(_) => Ok(()),
            Err(store::Error::Conflict(_)) => Err(Error::NotFound("user")),
            Err(error) => Err(error.into()),
        }
    }
}

impl Engine {
    async fn institution_if_known(&self, code: Option<String>) -> Result<Option<Arc<Institution>>, Error> {
        let Some(code) = code else { return Ok(None) };
        match self.institution(&Name::Id(code)).await {
            Ok(found) => Ok(Some(found)),
            Err(Error::NotFound(_)) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

fn check(field: &str, text: &str, chars_max: usize) -> Result<(), Error> {
    let count = text.chars().count();
    if text.trim().is_empty() || count > chars_max || text.contains('\0') {
        return Err(Error::invalid(field, format!("must have 1 to {chars_max} characters")));
    }
    Ok(())
}
