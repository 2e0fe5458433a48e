//! What people agree to before anything is read.

use crate::records::{DataConsent, User};
use crate::{Error, Scope};
use store::pages::consents::{self, ConsentGuid};

/// Consents that one read gives.
const CONSENTS_MAX: u32 = 100;

/// What somebody said yes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentWish {
    /// The app's name as it was shown.
    pub app_name: String,
    /// Names of what may be read.
    pub reads: Vec<String>,
    /// The tag of the language it was asked in.
    pub language: String,
}

impl ConsentWish {
    fn covers(&self, consent: &DataConsent) -> bool {
        let given: Vec<&str> = consent.reads.split_whitespace().collect();
        consent.app_name == self.app_name && self.reads.iter().all(|read| given.contains(&read.as_str()))
    }
}

impl Scope<'_> {
    /// Whether the user has said yes to all of this, and has not withdrawn it.
    pub async fn has_consented(&self, user: &User, wish: &ConsentWish) -> Result<bool, Error> {
        Ok(self.consent_to(user, wish).await?.is_some())
    }

    /// The consent that covers all of this and stands.
    pub async fn consent_to(&self, user: &User, wish: &ConsentWish) -> Result<Option<ConsentGuid>, Error> {
        let consents = self.store.consents(user.guid, CONSENTS_MAX).await?;
        let stands = |consent: &&DataConsent| consent.withdrawn_at.is_none() && wish.covers(consent);
        Ok(consents.iter().find(stands).map(|consent| consent.guid))
    }

    /// Keeps a yes. Saying it twice is saying it once.
    pub async fn give_consent(&self, user: &User, wish: &ConsentWish) -> Result<(), Error> {
        if self.has_consented(user, wish).await? {
            return Ok(());
        }
        let consent = DataConsent {
            user: user.guid,
            guid: self.engine.guid(),
            client: self.client,
            app_name: wish.app_name.clone(),
            reads: wish.reads.join(" "),
            language: wish.language.clone(),
            given_at: self.engine.operational.now(),
            withdrawn_at: None,
        };
        self.engine.store.commit(vec![consents::insert(&consent)]).await.map(drop).map_err(Into::into)
    }

    /// All that stand are withdrawn; nothing new is connected before there is another.
    pub async fn withdraw_consents(&self, user: &User) -> Result<(), Error> {
        let write = consents::withdraw(self.client, user.guid, self.engine.operational.now());
        self.engine.store.commit(vec![write]).await.map(drop).map_err(Into::into)
    }

    /// What the user agreed to, newest first.
    pub async fn consents(&self, user: &User) -> Result<Vec<DataConsent>, Error> {
        Ok(self.store.consents(user.guid, CONSENTS_MAX).await?)
    }
}
