//! The links in mails: one opens the page that settles what the mail tells, the other ends mails.
//!
//! Scanners open the links of mails before people do, so looking changes nothing: a button on the page does it.

use crate::records::{Notification, NotificationKind, Preferences, User};
use crate::{Engine, Error, Name, OpenedPage, PageKind, PageOptions, PreferenceEdits};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::id::{ClientGuid, UserGuid};
use domain::text::Language;
use jiff::SignedDuration;
use sha2::{Digest, Sha256};
use store::clients::hash_key;

/// How long the link of a mail opens a page, if what it tells is not settled before.
pub(super) const LINK_TIME: SignedDuration = SignedDuration::from_hours(30 * 24);
/// Characters of a link's token.
const TOKEN_CHARS: usize = 43;
/// Between the parts of the token that ends mails.
const SEPARATOR: char = '.';

/// What the link of a mail leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailLink {
    pub app: String,
    pub institution: Option<String>,
    pub language: Language,
}

/// Whom the other link is of.
#[derive(Debug, Clone)]
pub struct Unsubscribing {
    pub app: String,
    pub preferences: Preferences,
    user: User,
}

impl Engine {
    /// What the link of a mail leads to; none when it is too old, or what it told is settled.
    pub async fn mail_link(&self, token: &str) -> Result<Option<MailLink>, Error> {
        let Some((notification, user)) = self.notification_of(token).await? else { return Ok(None) };
        let scope = self.of(user.client);
        let told = scope.told(notification).await?;
        Ok(Some(MailLink {
            app: scope.client().await?.name,
            institution: told.institution.map(|one| one.name.clone()).or(told.member_name),
            language: scope.preferences(&user).await?.language_of_mails(),
        }))
    }

    /// Opens the page that the link of a mail leads to: for that connection alone.
    pub async fn open_mail_link(&self, token: &str) -> Result<Option<OpenedPage>, Error> {
        let Some((notification, user)) = self.notification_of(token).await? else { return Ok(None) };
        let scope = self.of(user.client);
        let language = scope.preferences(&user).await?.language_of_mails();
        let options = PageOptions {
            page: PageKind::Connect,
            member: notification.member,
            is_for_one: true,
            disable_institution_search: true,
            language: Some(language.tag().to_owned()),
            ..PageOptions::default()
        };
        let (page, member) = (options.page, options.member);
        let token = scope.start_page_session(&user, options, None).await?;
        Ok(Some(OpenedPage { token, page, member }))
    }

    async fn notification_of(&self, token: &str) -> Result<Option<(Notification, User)>, Error> {
        if token.len() != TOKEN_CHARS {
            return Ok(None);
        }
        let Some(found) = self.store.notification_of_link(&hash_key(token)).await? else { return Ok(None) };
        let is_over = found.link_until.is_none_or(|until| self.operational.now() >= until);
        if is_over || found.kind != NotificationKind::Trouble || found.withdrawn_at.is_some() {
            return Ok(None);
        }
        let user = self.of(found.client).user(&Name::Guid(found.user)).await?;
        Ok((!user.is_disabled).then_some((found, user)))
    }

    /// The token of the link that ends a person's mails; the same each time, and known from nothing that is stored.
    pub(super) async fn unsubscribe_token(&self, user: &User) -> Result<String, Error> {
        let proof = self.unsubscribe_proof(user.client, user.guid).await?;
        let named = URL_SAFE_NO_PAD.encode(format!("{} {}", user.client, user.guid));
        Ok(format!("{named}{SEPARATOR}{proof}"))
    }

    async fn unsubscribe_proof(&self, client: ClientGuid, user: UserGuid) -> Result<String, Error> {
        Ok(self.store.of(client).keyed_hash("unsubscribe", &[&user.to_string()]).await?)
    }

    /// Whom the link that ends mails is of; none when it was not made here.
    pub async fn unsubscribing(&self, token: &str) -> Result<Option<Unsubscribing>, Error> {
        let Some((client, user, proof)) = parts(token) else { return Ok(None) };
        let expected = match self.unsubscribe_proof(client, user).await {
            Ok(expected) => expected,
            // A client that is gone has no key.
            Err(Error::Store(store::Error::Conflict(_))) => return Ok(None),
            Err(error) => return Err(error),
        };
        // How long comparing takes tells nothing of what would be right.
        if Sha256::digest(&expected) != Sha256::digest(proof) {
            return Ok(None);
        }
        let scope = self.of(client);
        let user = match scope.user(&Name::Guid(user)).await {
            Ok(user) => user,
            Err(Error::NotFound(_)) => return Ok(None),
            Err(error) => return Err(error),
        };
        let preferences = scope.preferences(&user).await?;
        Ok(Some(Unsubscribing { app: scope.client().await?.name, preferences, user }))
    }

    /// Sends the person no more mails.
    pub async fn unsubscribe(&self, found: &Unsubscribing) -> Result<(), Error> {
        let edits = PreferenceEdits { is_mail_wanted: Some(false), language: None };
        self.of(found.user.client).edit_preferences(&found.user, edits).await.map(drop)
    }
}

/// Client, user and proof of a token; none where it has not its form.
fn parts(token: &str) -> Option<(ClientGuid, UserGuid, &str)> {
    /// Characters of a token at most.
    const CHARS_MAX: usize = 300;
    if token.len() > CHARS_MAX {
        return None;
    }
    let (named, proof) = token.split_once(SEPARATOR)?;
    let named = String::from_utf8(URL_SAFE_NO_PAD.decode(named).ok()?).ok()?;
    let (client, user) = named.split_once(' ')?;
    Some((client.parse().ok()?, user.parse().ok()?, proof))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_of_another_form_name_nobody() {
        let guids = "CLT-00000000-0000-0000-0000-000000000001 USR-00000000-0000-0000-0000-000000000002";
        let good = format!("{}.00ff", URL_SAFE_NO_PAD.encode(guids));
        let (_, user, proof) = parts(&good).unwrap();
        assert_eq!((user.to_string().as_str(), proof), (&guids[41..], "00ff"));
        for bad in ["", ".", "x.y", "x", &good.replace('.', ""), &"a".repeat(400), &format!("?{good}")] {
            assert!(parts(bad).is_none(), "{bad}");
        }
    }
}
