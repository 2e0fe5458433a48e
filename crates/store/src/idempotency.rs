//! Idempotency keys: the same request made twice makes one thing.

use crate::error::Error;
use crate::{Tenant, Write, args};
use domain::clock::Timestamp;
use domain::id::{ClientGuid, UserGuid};

/// A client's key for one request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdempotencyKey {
    pub key: String,
    /// A keyed hash of method, path and body: the same key for another request is a mistake.
    pub fingerprint: String,
}

/// What an earlier request with a key made.
#[derive(Debug, Clone)]
pub struct Made {
    pub fingerprint: String,
    pub guid: String,
}

/// What a conflict of [`remember`] says.
pub const USED: &str = "the idempotency key was used";

/// Goes into the commit that makes the thing.
pub fn remember(client: ClientGuid, key: &IdempotencyKey, made_guid: String, now: Timestamp) -> Write {
    Write::new(
        "INSERT INTO idempotency_keys (client_guid, key, fingerprint, made_guid, created_at) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT DO NOTHING",
        args![client, &key.key, &key.fingerprint, made_guid, now],
    )
    .expect(1, USED)
}

/// What was made of a user is named no more, before the user is deleted. The keys stay used: what was deleted is not made anew by a request
/// that is sent again.
pub fn forget_of(client: ClientGuid, user: UserGuid) -> Write {
    Write::new(
        "UPDATE idempotency_keys SET made_guid = '' WHERE client_guid = ?1 AND (made_guid = ?2
            OR EXISTS (SELECT 1 FROM members WHERE user_guid = ?2 AND guid = made_guid)
            OR EXISTS (SELECT 1 FROM accounts WHERE user_guid = ?2 AND guid = made_guid)
            OR EXISTS (SELECT 1 FROM transactions WHERE user_guid = ?2 AND guid = made_guid)
            OR EXISTS (SELECT 1 FROM notifications WHERE user_guid = ?2 AND guid = made_guid)
            OR EXISTS (SELECT 1 FROM verifications WHERE user_guid = ?2 AND guid = made_guid)
            OR EXISTS (SELECT 1 FROM imports WHERE user_guid = ?2 AND guid = made_guid)
            OR EXISTS (SELECT 1 FROM support_requests WHERE user_guid = ?2 AND guid = made_guid)
            OR EXISTS (SELECT 1 FROM institution_requests WHERE user_guid = ?2 AND guid = made_guid))",
        args![client, user],
    )
}

impl Tenant<'_> {
    pub async fn made_with(&self, key: &str) -> Result<Option<Made>, Error> {
        let rows = self
            .read(
                "SELECT fingerprint, made_guid FROM idempotency_keys WHERE client_guid = ?1 AND key = ?2",
                args![self.client, key],
            )
            .await?;
        rows.first()
            .map(|row| Ok(Made { fingerprint: row.string("fingerprint")?, guid: row.string("made_guid")? }))
            .transpose()
    }
}
