//! Links that open a page once. Times are operational.

use crate::error::Error;
use crate::{Row, Store, Write, args};
use domain::clock::Timestamp;
use domain::id::{ClientGuid, UserGuid};

/// A link that was handed out.
#[derive(Debug, Clone)]
pub struct PageLink {
    /// SHA-256 of the token.
    pub hash: String,
    pub client: ClientGuid,
    pub user: UserGuid,
    /// JSON: what the page was asked to do.
    pub options: String,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
    pub used_at: Option<Timestamp>,
}

impl PageLink {
    fn read(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            hash: row.string("hash")?,
            client: row.parse("client_guid")?,
            user: row.parse("user_guid")?,
            options: row.string("options")?,
            created_at: row.time("created_at")?,
            expires_at: row.time("expires_at")?,
            used_at: row.opt_time("used_at")?,
        })
    }
}

/// A new link.
pub fn insert(link: &PageLink) -> Write {
    Write::new(
        "INSERT INTO page_links (user_guid, hash, client_guid, options, created_at, expires_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        args![link.user, &link.hash, link.client, &link.options, link.created_at, link.expires_at],
    )
}

/// Uses the link up. It can be used once, wherever it is tried, and not after its time.
pub fn take(link: &PageLink, now: Timestamp) -> Write {
    Write::new(
        "UPDATE page_links SET used_at = ?4
         WHERE client_guid = ?1 AND user_guid = ?2 AND hash = ?3 AND used_at IS NULL AND expires_at > ?4",
        args![link.client, link.user, &link.hash, now],
    )
    .expect(1, "the link is used or too old")
}

/// Links of the user that ended before.
pub fn forget(client: ClientGuid, user: UserGuid, before: Timestamp) -> Write {
    Write::new(
        "DELETE FROM page_links WHERE client_guid = ?1 AND user_guid = ?2 AND expires_at < ?3",
        args![client, user, before],
    )
}

/// The token alone says whose link it is.
impl Store {
    pub async fn page_link(&self, hash: &str) -> Result<Option<PageLink>, Error> {
        let rows = self.database.read("SELECT * FROM page_links WHERE hash = ?1", args![hash]).await?;
        rows.first().map(PageLink::read).transpose()
    }
}
