//! Users.

use crate::change::CONFLICT_RETRIES_MAX;
use crate::records::{IdempotencyKey, Page, PageOf, User, UserFilter};
use crate::{Error, Name, Scope};
use domain::id;
use store::{idempotency, users};

/// A user to be made.
#[derive(Debug, Clone, Default)]
pub struct NewUser {
    pub id: Option<String>,
    pub email: Option<String>,
    pub metadata: Option<String>,
    pub is_disabled: bool,
}

/// What to change; what is absent stays.
#[derive(Debug, Clone, Default)]
pub struct UserEdits {
    pub id: Option<String>,
    pub email: Option<String>,
    pub metadata: Option<String>,
    pub is_disabled: Option<bool>,
}

impl Scope<'_> {
    pub async fn user(&self, name: &Name<id::User>) -> Result<User, Error> {
        match name {
            Name::Guid(guid) => self.store.user(*guid).await?,
            Name::Id(id) => self.store.user_by_id(id).await?,
        }
        .ok_or(Error::NotFound("user"))
    }

    pub async fn users(&self, filter: &UserFilter, page: Page) -> Result<PageOf<User>, Error> {
        Ok(self.store.users(filter, page).await?)
    }

    /// Makes a user; the same idempotency key gives the same one.
    pub async fn create_user(&self, new: NewUser, key: Option<&IdempotencyKey>) -> Result<User, Error> {
        if let Some(guid) = self.made_before(key).await? {
            return self.user(&Name::Guid(guid)).await;
        }
        let user = self.new_user(new);
        let mut writes = vec![users::insert(&user)];
        writes.extend(
            key.map(|key| idempotency::remember(self.client, key, user.guid.to_string(), user.created_at)),
        );
        match self.engine.store.commit(writes).await {
            Ok(_) => Ok(user),
            Err(store::Error::Conflict(idempotency::USED)) => {
                let guid = self.made_before(key).await?.ok_or(Error::Contended)?;
                self.user(&Name::Guid(guid)).await
            }
            // With a key that is being used this moment the id is the other request's.
            Err(store::Error::Conflict(_)) => match self.made_before(key).await? {
                Some(guid) => self.user(&Name::Guid(guid)).await,
                None => Err(Error::Taken { field: "id" }),
            },
            Err(error) => Err(error.into()),
        }
    }

    /// A user that is yet to be written.
    pub(crate) fn new_user(&self, new: NewUser) -> User {
        let now = self.engine.operational.now();
        User {
            guid: self.engine.guid(),
            client: self.client,
            id: new.id,
            email: new.email,
            metadata: new.metadata,
            is_disabled: new.is_disabled,
            created_at: now,
            updated_at: now,
        }
    }

    pub async fn update_user(&self, name: &Name<id::User>, edits: &UserEdits) -> Result<User, Error> {
        for _ in 0..CONFLICT_RETRIES_MAX {
            let mut user = self.user(name).await?;
            let read_at = user.updated_at;
            if let Some(id) = &edits.id {
                if self.store.user_by_id(id).await?.is_some_and(|other| other.guid != user.guid) {
                    return Err(Error::Taken { field: "id" });
                }
                user.id = Some(id.clone());
            }
            user.email = edits.email.clone().or(user.email);
            user.metadata = edits.metadata.clone().or(user.metadata);
            user.is_disabled = edits.is_disabled.unwrap_or(user.is_disabled);
            user.updated_at = self.engine.later_than(read_at);
            match self.engine.store.commit(vec![users::update(&user, read_at)]).await {
                Ok(_) => return Ok(user),
                Err(store::Error::Conflict(_)) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(Error::Contended)
    }

    /// Removes a user with everything of theirs.
    pub async fn delete_user(&self, name: &Name<id::User>) -> Result<(), Error> {
        let user = self.user(name).await?;
        let farewells = store::farewells::keep_of_user(self.client, user.guid, self.engine.now());
        let keys = idempotency::forget_of(self.client, user.guid);
        match self.engine.store.commit(vec![farewells, keys, users::delete(self.client, user.guid)]).await {
            Ok(_) => Ok(()),
            Err(store::Error::Conflict(_)) => Err(Error::NotFound("user")),
            Err(error) => Err(error.into()),
        }
    }

    /// What recognises a request that is sent again. Keyed, because a body may hold a password that a plain hash would let be guessed.
    pub async fn fingerprint(&self, parts: &[&str]) -> Result<String, Error> {
        Ok(self.store.keyed_hash("idempotency", parts).await?)
    }

    /// What the request with this key made before, if it was made.
    pub(crate) async fn made_before<K: id::Kind>(
        &self,
        key: Option<&IdempotencyKey>,
    ) -> Result<Option<id::Guid<K>>, Error> {
        let Some(key) = key else { return Ok(None) };
        let Some(made) = self.store.made_with(&key.key).await? else { return Ok(None) };
        if made.fingerprint != key.fingerprint {
            return Err(Error::OtherRequest);
        }
        if made.guid.is_empty() {
            return Err(Error::NotFound("thing any more: what this key made was deleted"));
        }
        made.guid.parse().map(Some).map_err(|_| Error::OtherRequest)
    }
}
