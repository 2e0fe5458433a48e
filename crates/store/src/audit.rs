//! Who used a secret, and what operators did: an account of it that outlives the people it is about.

use crate::error::Error;
use crate::{Row, Store, Write, args};
use domain::clock::Timestamp;
use domain::id::{ClientGuid, MemberGuid};

/// One use. It names no person and holds nothing of a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// `AUD-…`
    pub guid: String,
    /// Operational time.
    pub at: Timestamp,
    /// `hub`, or `operator:` and the account that ran the command, with its user id.
    pub actor: String,
    /// What was done, such as `grant.sign_in` or `client list`.
    pub action: String,
    pub client: Option<ClientGuid>,
    pub member: Option<MemberGuid>,
}

/// Adds an entry.
pub fn insert(entry: &AuditEntry) -> Write {
    Write::new(
        "INSERT INTO audit_log (guid, at, actor, action, client_guid, member_guid) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        args![&entry.guid, entry.at, &entry.actor, &entry.action, entry.client, entry.member],
    )
}

/// What is narrowed to; everything when nothing is said.
#[derive(Debug, Clone, Default)]
pub struct AuditFilter {
    pub member: Option<MemberGuid>,
    /// How the actor begins.
    pub actor: Option<String>,
    pub since: Option<Timestamp>,
}

impl Store {
    /// The newest `limit` entries that fit, newest first.
    pub async fn audit_log(&self, filter: &AuditFilter, limit: u32) -> Result<Vec<AuditEntry>, Error> {
        let actor = filter.actor.clone().unwrap_or_default();
        let rows = self
            .database()
            .read(
                "SELECT * FROM audit_log
                 WHERE (CAST(?1 AS TEXT) IS NULL OR member_guid = ?1) AND substr(actor, 1, length(?2)) = ?2 AND at >= ?3
                 ORDER BY at DESC, guid DESC LIMIT ?4",
                args![filter.member, actor, filter.since.unwrap_or(Timestamp::UNIX_EPOCH), limit],
            )
            .await?;
        rows.iter().map(read).collect()
    }

    /// Forgets entries of before then.
    pub async fn forget_audit_log(&self, before: Timestamp) -> Result<(), Error> {
        self.commit(vec![Write::new("DELETE FROM audit_log WHERE at < ?1", args![before])]).await.map(drop)
    }
}

fn read(row: &Row) -> Result<AuditEntry, Error> {
    Ok(AuditEntry {
        guid: row.string("guid")?,
        at: row.time("at")?,
        actor: row.string("actor")?,
        action: row.string("action")?,
        client: row.opt_parse("client_guid")?,
        member: row.opt_parse("member_guid")?,
    })
}
