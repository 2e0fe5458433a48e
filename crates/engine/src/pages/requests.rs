//! What people ask the operator for: help, and institutions that they miss.

use crate::records::{
    IdempotencyKey, Institution, InstitutionRequest, Notification, NotificationKind, Page, PageOf,
    SupportRequest, User,
};
use crate::{Engine, Error, Name, Scope};
use domain::id::{Kind, MemberGuid, UserGuid};
use domain::institution::Unreached;
use domain::institution::search::fold;
use jiff::SignedDuration;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::pages::requests::{self, MissingKind, SupportKind};
use store::{Write, idempotency, notifications};

/// Requests of one user in a day, of both kinds together.
pub const REQUESTS_PER_DAY_MAX: i64 = 20;

const TITLE_CHARS_MAX: usize = 100;
const MESSAGE_CHARS_MAX: usize = 2_000;
const NAME_CHARS_MAX: usize = 255;
const EMAIL_CHARS_MAX: usize = 254;

/// How long people are told on the pages that what they missed has come.
const TOLD_FOR: SignedDuration = SignedDuration::from_hours(24);
/// Requests looked at together.
const REQUESTS_PAGE: u32 = 500;

/// An institution that people miss.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    pub name: String,
    pub url: String,
    /// How many people miss it.
    pub people: usize,
    /// Why nothing reaches it, as far as the directory says.
    pub unreached: Option<String>,
    /// The code of the institution, when it has come meanwhile; the people are told with the next reading of the directory.
    pub has_come: Option<String>,
    /// Its popularity in the directory.
    pub size: i64,
}

impl Engine {
    /// Answers requests for institutions that are reached by now. Gives how many.
    pub(crate) async fn answer_requests(&self) -> Result<usize, Error> {
        let mut count: usize = 0;
        for (request, found) in self.requests_with_entries().await? {
            if let Some(code) = self.first_reached(&found).await? {
                let mut writes = vec![requests::answered(&request, &code)];
                writes.extend(self.come_by_mail(&request, &code));
                self.store.commit(writes).await?;
                count = count.saturating_add(1);
            }
        }
        Ok(count)
    }

    /// Who left an address is told by mail, once: the notification has the request's own number.
    fn come_by_mail(&self, request: &InstitutionRequest, code: &str) -> Option<Write> {
        let address = request.email.clone()?;
        let number = request.guid.to_string();
        let number = number.split_once('-').map_or("", |(_, number)| number);
        let guid = format!("{}-{number}", <domain::id::Notification as Kind>::PREFIX).parse().ok()?;
        let now = self.now();
        Some(notifications::insert(&Notification {
            institution_code: Some(code.to_owned()),
            address: Some(address),
            mail_due_at: Some(now),
            ..Notification::new(guid, (request.client, request.user), NotificationKind::InstitutionCame, now)
        }))
    }

    /// The first of the institutions that a source reaches.
    async fn first_reached(&self, found: &[Arc<Institution>]) -> Result<Option<String>, Error> {
        for one in found {
            if !self.institution_sources(&one.code).await?.is_empty() {
                return Ok(Some(one.code.clone()));
            }
        }
        Ok(None)
    }

    /// What people miss: what most miss first, then the larger, then what could be reached most easily.
    pub async fn wanted(&self) -> Result<Vec<Wanted>, Error> {
        let mut wanted: BTreeMap<String, (Wanted, BTreeSet<UserGuid>)> = BTreeMap::new();
        for (request, found) in self.requests_with_entries().await? {
            let entry = found.first();
            let has_come = self.first_reached(&found).await?;
            let name = entry.map_or_else(|| request.name.trim().to_owned(), |one| one.name.clone());
            let new = || Wanted {
                name: name.clone(),
                url: entry.map_or_else(|| request.url.clone(), |one| one.url.clone()),
                people: 0,
                unreached: entry.and_then(|one| one.details.unreached.clone()),
                has_come: None,
                size: entry.map_or(0, |one| one.popularity),
            };
            let (one, people) = wanted.entry(fold(&name)).or_insert_with(|| (new(), BTreeSet::new()));
            people.insert(request.user);
            one.has_come = one.has_come.take().or(has_come);
        }
        let mut wanted: Vec<Wanted> =
            wanted.into_values().map(|(one, people)| Wanted { people: people.len(), ..one }).collect();
        wanted
            .sort_by_key(|one| (Reverse(one.people), Reverse(one.size), standing(one.unreached.as_deref())));
        Ok(wanted)
    }

    /// The requests that nothing has come for, each with the entries of the bank that it may mean.
    async fn requests_with_entries(&self) -> Result<Vec<(InstitutionRequest, Vec<Arc<Institution>>)>, Error> {
        let (mut all, mut after) = (Vec::new(), String::new());
        loop {
            let page = self.store.open_institution_requests(&after, REQUESTS_PAGE).await?;
            let Some(last) = page.last() else { return Ok(all) };
            after = last.guid.to_string();
            for request in page {
                let entries = self.entries_of_bank(&request.name, &request.url).await?;
                all.push((request, entries));
            }
        }
    }
}

/// How far an institution is from being reached: one that offers nothing yet may; one that is gone never will.
fn standing(unreached: Option<&str>) -> usize {
    let why = unreached.and_then(Unreached::from_name);
    why.map_or(0, |why| {
        Unreached::ALL.iter().position(|one| *one == why).map_or(0, |at| at.saturating_add(1))
    })
}

/// A cry for help.
#[derive(Debug, Clone)]
pub struct SupportWish {
    pub member: Option<MemberGuid>,
    pub title: String,
    pub message: String,
    pub email: String,
    /// JSON: what is sent along, as the person was told.
    pub details: String,
}

/// An institution that somebody misses.
#[derive(Debug, Clone)]
pub struct MissingWish {
    pub name: String,
    pub url: String,
    /// Where to say that it is there.
    pub email: Option<String>,
}

impl Scope<'_> {
    /// Puts a request into the operator's inbox; the same key puts it there once.
    pub async fn ask_support(
        &self,
        user: &User,
        wish: SupportWish,
        key: Option<&IdempotencyKey>,
    ) -> Result<(), Error> {
        check("title", &wish.title, 1..=TITLE_CHARS_MAX)?;
        check("message", &wish.message, 1..=MESSAGE_CHARS_MAX)?;
        check_email(&wish.email)?;
        if self.made_before::<SupportKind>(key).await?.is_some() {
            return Ok(());
        }
        self.check_day(user).await?;
        let request = SupportRequest {
            user: user.guid,
            guid: self.engine.guid(),
            client: self.client,
            member: wish.member,
            title: wish.title,
            message: wish.message,
            email: wish.email,
            details: wish.details,
            created_at: self.engine.operational.now(),
        };
        let mut writes = vec![requests::insert_support(&request)];
        writes.extend(key.map(|key| {
            idempotency::remember(self.client, key, request.guid.to_string(), request.created_at)
        }));
        self.once(writes).await
    }

    /// Keeps that somebody misses an institution; the same key keeps it once.
    pub async fn ask_institution(
        &self,
        user: &User,
        wish: MissingWish,
        key: Option<&IdempotencyKey>,
    ) -> Result<(), Error> {
        check("name", &wish.name, 1..=NAME_CHARS_MAX)?;
        check("url", &wish.url, 0..=NAME_CHARS_MAX)?;
        if let Some(email) = &wish.email {
            check_email(email)?;
        }
        if self.made_before::<MissingKind>(key).await?.is_some() {
            return Ok(());
        }
        self.check_day(user).await?;
        let request = InstitutionRequest {
            user: user.guid,
            guid: self.engine.guid(),
            client: self.client,
            name: wish.name,
            url: wish.url,
            email: wish.email,
            created_at: self.engine.operational.now(),
            told_at: None,
            institution_code: None,
        };
        let mut writes = vec![requests::insert_missing(&request)];
        writes.extend(key.map(|key| {
            idempotency::remember(self.client, key, request.guid.to_string(), request.created_at)
        }));
        self.once(writes).await
    }

    /// The client's inbox, newest first.
    pub async fn support_requests(&self, page: Page) -> Result<PageOf<SupportRequest>, Error> {
        Ok(self.store.support_requests(page).await?)
    }

    /// What the client's users missed, newest first.
    pub async fn institution_requests(&self, page: Page) -> Result<PageOf<InstitutionRequest>, Error> {
        Ok(self.store.institution_requests(page).await?)
    }

    /// The institutions that the user missed and that have come; for a day after they were first asked for here. They count as told.
    pub async fn come(&self, user: &User) -> Result<Vec<Arc<Institution>>, Error> {
        let now = self.engine.operational.now();
        let since = now.checked_sub(TOLD_FOR).unwrap_or(domain::clock::Timestamp::MIN);
        let answered = self.store.institution_requests_answered(user.guid, since).await?;
        let mut come: Vec<Arc<Institution>> = Vec::new();
        for code in answered.iter().filter_map(|one| one.institution_code.clone()) {
            match self.engine.institution(&Name::Id(code)).await {
                Ok(found) if come.iter().all(|one| one.code != found.code) => come.push(found),
                Ok(_) | Err(Error::NotFound(_)) => {}
                Err(error) => return Err(error),
            }
        }
        if answered.iter().any(|one| one.told_at.is_none()) {
            self.engine.store.commit(vec![requests::told(self.client, user.guid, now)]).await?;
        }
        Ok(come)
    }

    async fn once(&self, writes: Vec<store::Write>) -> Result<(), Error> {
        match self.engine.store.commit(writes).await {
            // The same form, sent twice at the same moment: the other one is there.
            Ok(_) | Err(store::Error::Conflict(idempotency::USED)) => Ok(()),
            // The user was deleted meanwhile.
            Err(store::Error::Conflict(_)) => Err(Error::NotFound("user")),
            Err(error) => Err(error.into()),
        }
    }

    async fn check_day(&self, user: &User) -> Result<(), Error> {
        let day_ago = self.engine.operational.now().checked_sub(SignedDuration::from_hours(24));
        let since = day_ago.unwrap_or(domain::clock::Timestamp::MIN);
        if self.store.requests_since(user.guid, since).await? >= REQUESTS_PER_DAY_MAX {
            return Err(Error::not_now("too many requests in a day"));
        }
        Ok(())
    }
}

fn check(field: &str, text: &str, chars: std::ops::RangeInclusive<usize>) -> Result<(), Error> {
    let count = text.chars().count();
    if !chars.contains(&count) || (*chars.start() > 0 && text.trim().is_empty()) || text.contains('\0') {
        return Err(Error::invalid(
            field,
            format!("must have {} to {} characters", chars.start(), chars.end()),
        ));
    }
    Ok(())
}

/// Only what surely is no address is refused; whether it is one, a message would show.
fn check_email(text: &str) -> Result<(), Error> {
    let is_address = text.split_once('@').is_some_and(|(local, host)| {
        !local.is_empty() && host.len() > 2 && !host.contains('@') && host.trim_matches('.').contains('.')
    });
    let is_clean = text.chars().count() <= EMAIL_CHARS_MAX
        && !text.chars().any(|one| one.is_whitespace() || one.is_control());
    if is_address && is_clean { Ok(()) } else { Err(Error::invalid("email", "must be an e-mail address")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_judged_kindly() {
        for good in ["a@b.ca", "ada+hub@mail.example.org", "ø@bücher.example"] {
            assert!(check_email(good).is_ok(), "{good}");
        }
        for bad in ["", "ada", "@b.ca", "a@b", "a@.", "a b@c.de", "a@b.ca\nBcc: x@y.zz", "a@b@c.de"] {
            assert!(check_email(bad).is_err(), "{bad}");
        }
        assert!(check_email(&format!("{}@b.ca", "a".repeat(300))).is_err());
    }

    #[test]
    fn texts_have_limits() {
        assert!(check("title", "x", 1..=3).is_ok() && check("url", "", 0..=3).is_ok());
        for bad in ["", "abcd", "  ", "a\0"] {
            assert!(check("title", bad, 1..=3).is_err(), "{bad}");
        }
    }
}
