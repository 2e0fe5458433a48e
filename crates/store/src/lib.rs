//! Everything that is stored: the statements, the two drivers, the sealing of secrets. No rule of the field is decided here, and no
//! network is called but the database's.
//!
//! [`Database`] has the four verbs. One file per table holds its record, its statements and its writes; a use case gathers writes
//! of several files into one [`Store::commit`]. Every query starts from a client ([`Store::of`]); what only the operator and the
//! workers may ask, across clients, stands in [`operator`].

mod database;
mod error;
mod fuse;
mod postgres;
mod seal;
mod sqlite;
mod write;

pub mod accounts;
pub mod audit;
pub mod breakers;
pub mod challenges;
pub mod clients;
pub mod definitions;
pub mod deliveries;
pub mod duplicates;
pub mod events;
pub mod farewells;
pub mod idempotency;
pub mod imports;
pub mod incidents;
pub mod institutions;
pub mod joins;
pub mod lessons;
pub mod link_habits;
pub mod links;
pub mod master_keys;
pub mod members;
pub mod notifications;
pub mod operator;
pub mod paces;
pub mod page;
pub mod pages;
pub mod preferences;
pub mod remedy_answers;
pub mod removals;
pub mod runs;
pub mod settings;
pub mod statements;
pub mod transactions;
pub mod unknown_codes;
pub mod users;
pub mod value;
pub mod verifications;
pub mod visits;
pub mod webhooks;

pub use database::{Address, Claim, Database, Opening, Statistics};
pub use error::Error;
pub use fuse::{Dies, Fuse};
pub use page::{Page, PageOf};
pub use seal::{KEY_BYTES, KeyId, Keyring, Place, SecretKey};
pub use value::{Row, Value};
pub use write::Write;

use domain::id::ClientGuid;
use zeroize::Zeroizing;

/// The database together with the keys to its secrets.
#[derive(Debug)]
pub struct Store {
    database: Database,
    keyring: Keyring,
}

impl Store {
    pub fn new(database: Database, keyring: Keyring) -> Self {
        Self { database, keyring }
    }

    /// All writes or none; see [`Database::commit`].
    pub async fn commit(&self, writes: Vec<Write>) -> Result<Vec<Vec<Row>>, Error> {
        self.database.commit(writes).await
    }

    pub fn database(&self) -> &Database {
        &self.database
    }

    pub fn keyring(&self) -> &Keyring {
        &self.keyring
    }

    /// The door to what belongs to one client.
    pub fn of(&self, client: ClientGuid) -> Tenant<'_> {
        Tenant { store: self, client }
    }
}

/// One client's data; there is no other way to it.
#[derive(Debug, Clone, Copy)]
pub struct Tenant<'a> {
    store: &'a Store,
    pub client: ClientGuid,
}

impl Tenant<'_> {
    async fn read(&self, sql: &'static str, args: Vec<Value>) -> Result<Vec<Row>, Error> {
        self.store.database.read(sql, args).await
    }

    /// The client's data key, unwrapped at first use.
    async fn key(&self) -> Result<SecretKey, Error> {
        if let Some(key) = self.store.keyring.known(self.client) {
            return Ok(key);
        }
        let rows = self.read("SELECT data_key FROM clients WHERE guid = ?1", args![self.client]).await?;
        let row = rows.first().ok_or(Error::Conflict("the client is gone"))?;
        self.store.keyring.unwrap(self.client, row.blob("data_key")?)
    }

    /// Seals a secret of this client for a place.
    pub async fn seal(&self, place: Place<'_>, secret: &[u8]) -> Result<Vec<u8>, Error> {
        seal::seal(&self.key().await?, place, secret, self.store.keyring.random())
    }

    /// Opens a secret of this client.
    pub async fn open(&self, place: Place<'_>, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, Error> {
        seal::open(&self.key().await?, place, sealed)
    }

    /// A hash that recognises equal inputs of this client for one purpose, and tells nothing to others.
    pub async fn keyed_hash(&self, purpose: &'static str, parts: &[&str]) -> Result<String, Error> {
        Ok(seal::keyed_hash(&self.key().await?, purpose, parts))
    }
}

/// Bytes as lower-case hex digits.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len().saturating_mul(2)), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// JSON of what always has one: plain records of this crate.
pub(crate) fn to_json<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned())
}
