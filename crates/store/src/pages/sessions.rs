//! Visits of the pages, each of one user. Times are operational.

use crate::error::Error;
use crate::{Row, Store, Write, args};
use domain::clock::Timestamp;
use domain::id::{ClientGuid, Guid, Kind, UserGuid};

/// Names a session towards the embedding app; it opens nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SessionKind;
impl Kind for SessionKind {
    const PREFIX: &'static str = "SES";
}
pub type SessionGuid = Guid<SessionKind>;

#[derive(Debug, Clone)]
pub struct PageSession {
    /// SHA-256 of the token.
    pub hash: String,
    pub guid: SessionGuid,
    pub client: ClientGuid,
    pub user: UserGuid,
    /// JSON: what the page was asked to do.
    pub options: String,
    /// The site that shows the page in its frame, as far as it was told.
    pub embedder: Option<String>,
    /// JSON: what the pages remember between two views, such as what the embedding app was told.
    pub memory: String,
    pub created_at: Timestamp,
    pub last_used_at: Timestamp,
    pub expires_at: Timestamp,
}

impl PageSession {
    fn read(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            hash: row.string("hash")?,
            guid: row.parse("guid")?,
            client: row.parse("client_guid")?,
            user: row.parse("user_guid")?,
            options: row.string("options")?,
            embedder: row.opt_string("embedder")?,
            memory: row.string("memory")?,
            created_at: row.time("created_at")?,
            last_used_at: row.time("last_used_at")?,
            expires_at: row.time("expires_at")?,
        })
    }
}

/// A new session.
pub fn insert(session: &PageSession) -> Write {
    Write::new(
        "INSERT INTO page_sessions (user_guid, hash, guid, client_guid, options, embedder, memory, created_at, last_used_at,
            expires_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        args![
            session.user,
            &session.hash,
            session.guid,
            session.client,
            &session.options,
            session.embedder.clone(),
            &session.memory,
            session.created_at,
            session.last_used_at,
            session.expires_at
        ],
    )
}

/// Notes that it is used.
pub fn touch(session: &PageSession, now: Timestamp) -> Write {
    Write::new(
        "UPDATE page_sessions SET last_used_at = ?4
         WHERE client_guid = ?1 AND user_guid = ?2 AND hash = ?3 AND last_used_at < ?4",
        args![session.client, session.user, &session.hash, now],
    )
}

/// Keeps what the pages remember, and notes that the session is used.
pub fn remember(session: &PageSession, now: Timestamp) -> Write {
    Write::new(
        "UPDATE page_sessions SET memory = ?4, last_used_at = ?5
         WHERE client_guid = ?1 AND user_guid = ?2 AND hash = ?3",
        args![session.client, session.user, &session.hash, &session.memory, now],
    )
}

/// Sessions of the user that ended before.
pub fn forget(client: ClientGuid, user: UserGuid, before: Timestamp) -> Write {
    Write::new(
        "DELETE FROM page_sessions WHERE client_guid = ?1 AND user_guid = ?2 AND expires_at < ?3",
        args![client, user, before],
    )
}

/// The token alone says whose session it is.
impl Store {
    pub async fn page_session(&self, hash: &str) -> Result<Option<PageSession>, Error> {
        let rows = self.database.read("SELECT * FROM page_sessions WHERE hash = ?1", args![hash]).await?;
        rows.first().map(PageSession::read).transpose()
    }
}
