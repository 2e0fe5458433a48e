//! The sites that may show a client's pages in a frame.

use crate::error::Error;
use crate::{Tenant, Write, args};
use domain::clock::Timestamp;
use domain::id::ClientGuid;

/// Allows a site; one that is allowed already stays.
pub fn allow(client: ClientGuid, origin: &str, now: Timestamp) -> Write {
    Write::new(
        "INSERT INTO client_origins (client_guid, origin, created_at) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
        args![client, origin, now],
    )
}

/// Allows a site no more.
pub fn forbid(client: ClientGuid, origin: &str) -> Write {
    Write::new("DELETE FROM client_origins WHERE client_guid = ?1 AND origin = ?2", args![client, origin])
        .expect(1, "the client allows no such origin")
}

impl Tenant<'_> {
    /// In the order of their names.
    pub async fn origins(&self) -> Result<Vec<String>, Error> {
        let rows = self
            .read(
                "SELECT origin FROM client_origins WHERE client_guid = ?1 ORDER BY origin",
                args![self.client],
            )
            .await?;
        rows.iter().map(|row| row.string("origin")).collect()
    }
}
