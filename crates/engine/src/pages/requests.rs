//! What people ask the operator for: help, and institutions that they miss.

use crate::records::{IdempotencyKey, InstitutionRequest, Page, PageOf, SupportRequest, User};
use crate::{Error, Scope};
use domain::id::MemberGuid;
use jiff::SignedDuration;
use store::idempotency;
use store::pages::requests::{self, MissingKind, SupportKind};

/// Requests of one user in a day, of both kinds together.
pub const REQUESTS_PER_DAY_MAX: i64 = 20;

const TITLE_CHARS_MAX: usize = 100;
const MESSAGE_CHARS_MAX: usize = 2_000;
const NAME_CHARS_MAX: usize = 255;
const EMAIL_CHARS_MAX: usize = 254;

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
