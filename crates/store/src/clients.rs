//! Clients and their API keys.

use crate::error::Error;
use crate::{Row, Store, Tenant, Write, args};
use domain::clock::Timestamp;
use domain::id::ClientGuid;
use sha2::{Digest, Sha256};

/// An application with its own data.
#[derive(Debug, Clone)]
pub struct Client {
    pub guid: ClientGuid,
    pub name: String,
    pub created_at: Timestamp,
}

impl Client {
    pub(crate) fn read(row: &Row) -> Result<Self, Error> {
        Ok(Self { guid: row.parse("guid")?, name: row.string("name")?, created_at: row.time("created_at")? })
    }
}

/// A client's key, as far as it is kept.
#[derive(Debug, Clone)]
pub struct ApiKey {
    /// `KEY-…`, to name it; not the key.
    pub guid: String,
    pub client: ClientGuid,
    pub hint: String,
    /// Names separated by spaces.
    pub scopes: String,
    pub created_at: Timestamp,
    pub expires_at: Option<Timestamp>,
}

impl ApiKey {
    fn read(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            guid: row.string("guid")?,
            client: row.parse("client_guid")?,
            hint: row.string("hint")?,
            scopes: row.string("scopes")?,
            created_at: row.time("created_at")?,
            expires_at: row.opt_time("expires_at")?,
        })
    }
}

/// What is stored of a key: its SHA-256. Keys are 256 random bits, so a plain hash cannot be searched.
pub fn hash_key(key: &str) -> String {
    crate::hex(&Sha256::digest(key.as_bytes()))
}

/// A new client with its wrapped data key.
pub fn insert(client: &Client, data_key: Vec<u8>) -> Write {
    Write::new(
        "INSERT INTO clients (guid, name, data_key, created_at) VALUES (?1, ?2, ?3, ?4)",
        args![client.guid, &client.name, data_key, client.created_at],
    )
}

/// A new key; of the key itself only the hash.
pub fn insert_key(key: &ApiKey, hash: String) -> Write {
    Write::new(
        "INSERT INTO api_keys (hash, guid, client_guid, hint, scopes, created_at, expires_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        args![hash, &key.guid, key.client, &key.hint, &key.scopes, key.created_at, key.expires_at],
    )
}

impl Store {
    /// The key of that client whose hash this is; expired ones too.
    pub async fn api_key(&self, client: ClientGuid, hash: &str) -> Result<Option<ApiKey>, Error> {
        let rows = self
            .database
            .read(
                "SELECT guid, client_guid, hint, scopes, created_at, expires_at FROM api_keys
                 WHERE hash = ?1 AND client_guid = ?2",
                args![hash, client],
            )
            .await?;
        rows.first().map(ApiKey::read).transpose()
    }
}

impl Tenant<'_> {
    /// The client itself.
    pub async fn client(&self) -> Result<Option<Client>, Error> {
        let rows = self
            .read("SELECT guid, name, created_at FROM clients WHERE guid = ?1", args![self.client])
            .await?;
        rows.first().map(Client::read).transpose()
    }

    /// All keys, oldest first.
    pub async fn api_keys(&self) -> Result<Vec<ApiKey>, Error> {
        let rows = self
            .read(
                "SELECT guid, client_guid, hint, scopes, created_at, expires_at FROM api_keys
                 WHERE client_guid = ?1 ORDER BY created_at, guid",
                args![self.client],
            )
            .await?;
        rows.iter().map(ApiKey::read).collect()
    }

    /// Lets a key end at a time; never later than it would by itself, so that an ended key stays ended.
    pub fn expire_key(&self, guid: &str, at: Timestamp) -> Write {
        Write::new(
            "UPDATE api_keys SET expires_at = ?3
             WHERE client_guid = ?1 AND guid = ?2 AND (expires_at IS NULL OR expires_at > ?3)",
            args![self.client, guid, at],
        )
        .expect(1, "the client has no such key, or it ends earlier")
    }
}
