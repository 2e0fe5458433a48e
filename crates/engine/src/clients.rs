//! Clients and their API keys.

use crate::{Engine, Error, Scope};
use domain::clock::Timestamp;
use domain::id::{ClientGuid, Guid, Kind};
use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};
use store::clients::{ApiKey, Client, hash_key, insert, insert_key};

/// Bytes of an API key before it is written as hex.
const KEY_BYTES: usize = 32;
/// Characters of a key that are kept to tell keys apart.
const HINT_CHARS: usize = 6;
/// Keys remembered at once.
const CACHED_MAX: usize = 10_000;

/// What a key may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scopes {
    /// Everything of the client.
    All,
    /// Nothing that changes anything.
    Read,
}

impl Scopes {
    pub const fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Read => "read",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        [Self::All, Self::Read].into_iter().find(|one| one.name() == name)
    }
}

/// A key just made. The key itself is shown once.
#[derive(Debug)]
pub struct IssuedKey {
    pub guid: String,
    pub key: String,
    pub expires_at: Option<Timestamp>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct KeyKind;
impl Kind for KeyKind {
    const PREFIX: &'static str = "KEY";
}

/// Keys that were good a moment ago. A key that ends is refused at latest when its entry is `key_cache` old.
#[derive(Debug, Default)]
pub(crate) struct KeyCache(RwLock<HashMap<(ClientGuid, String), Cached>>);

#[derive(Debug, Clone, Copy)]
struct Cached {
    scopes: Scopes,
    expires_at: Option<Timestamp>,
    looked_up_at: Timestamp,
}

impl Engine {
    /// A new client with a data key of its own.
    pub async fn create_client(&self, name: &str) -> Result<Client, Error> {
        /// Characters of a name.
        const NAME_MAX: usize = 100;
        let name = name.trim();
        if name.is_empty() || name.chars().count() > NAME_MAX {
            return Err(Error::invalid("name", format!("must have 1 to {NAME_MAX} characters")));
        }
        let client = Client { guid: self.guid(), name: name.to_owned(), created_at: self.operational.now() };
        let data_key = self.store.keyring().new_data_key(client.guid)?;
        self.store.commit(vec![insert(&client, data_key)]).await?;
        Ok(client)
    }

    /// All clients; for the operator.
    pub async fn clients(&self) -> Result<Vec<Client>, Error> {
        Ok(self.store.clients().await?)
    }

    /// What the key may do, if it is a good key of that client.
    pub async fn authenticate(&self, client: ClientGuid, key: &str) -> Result<Option<Scopes>, Error> {
        let now = self.operational.now();
        let name = (client, hash_key(key));
        let cached = self.keys.0.read().unwrap_or_else(PoisonError::into_inner).get(&name).copied();
        let is_fresh = |cached: &Cached| now.duration_since(cached.looked_up_at) < self.settings.key_cache;
        let found = if let Some(cached) = cached.filter(is_fresh) {
            Some(cached)
        } else {
            let key = self.store.api_key(client, &name.1).await?;
            let found = key.and_then(|key| {
                let scopes = Scopes::from_name(&key.scopes)?;
                Some(Cached { scopes, expires_at: key.expires_at, looked_up_at: now })
            });
            let mut keys = self.keys.0.write().unwrap_or_else(PoisonError::into_inner);
            if let Some(found) = found {
                if keys.len() >= CACHED_MAX {
                    keys.clear();
                }
                keys.insert(name, found);
            } else {
                keys.remove(&name);
            }
            found
        };
        Ok(found.filter(|key| key.expires_at.is_none_or(|end| now < end)).map(|key| key.scopes))
    }
}

impl Scope<'_> {
    /// The client itself.
    pub async fn client(&self) -> Result<Client, Error> {
        self.store.client().await?.ok_or(Error::NotFound("client"))
    }

    /// A new key; keys that exist go on, so that one can be replaced without a gap.
    pub async fn issue_key(&self, scopes: Scopes, expires_at: Option<Timestamp>) -> Result<IssuedKey, Error> {
        let mut bytes = [0; KEY_BYTES];
        self.engine.random.fill(&mut bytes);
        let key = store::hex(&bytes);
        let guid =
            Guid::<KeyKind>::new(self.engine.operational.now(), self.engine.random.as_ref()).to_string();
        let record = ApiKey {
            guid: guid.clone(),
            client: self.client,
            hint: key.chars().take(HINT_CHARS).collect(),
            scopes: scopes.name().to_owned(),
            created_at: self.engine.operational.now(),
            expires_at,
        };
        self.engine.store.commit(vec![insert_key(&record, hash_key(&key))]).await?;
        Ok(IssuedKey { guid, key, expires_at })
    }

    pub async fn keys(&self) -> Result<Vec<ApiKey>, Error> {
        Ok(self.store.api_keys().await?)
    }

    /// Ends a key at a time; never later than it would end by itself.
    pub async fn expire_key(&self, guid: &str, at: Timestamp) -> Result<(), Error> {
        match self.engine.store.commit(vec![self.store.expire_key(guid, at)]).await {
            Ok(_) => Ok(()),
            Err(store::Error::Conflict(_)) if self.keys().await?.iter().any(|key| key.guid == guid) => {
                Err(Error::not_now("this key ends earlier already; make another one instead"))
            }
            Err(store::Error::Conflict(_)) => Err(Error::NotFound("key")),
            Err(error) => Err(error.into()),
        }
    }
}
