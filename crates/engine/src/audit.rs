//! The account of who used a secret, and of what operators did.

use crate::{Engine, Error};
use domain::id::{ClientGuid, Kind, MemberGuid};
use store::Write;
use store::audit::{self, AuditEntry, AuditFilter};

/// What the hub does by itself.
const HUB: &str = "hub";
/// What an application reads of what is sealed.
const CLIENT: &str = "client";

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct AuditKind;
impl Kind for AuditKind {
    const PREFIX: &'static str = "AUD";
}

impl Engine {
    /// The entry of a use of one of the member's secrets, to be written with what it is used for.
    pub(crate) fn secret_used(&self, client: ClientGuid, member: MemberGuid, action: &str) -> Write {
        audit::insert(&AuditEntry {
            client: Some(client),
            member: Some(member),
            ..self.entry(HUB.to_owned(), action)
        })
    }

    /// The entry of something sealed that an application reads.
    pub(crate) fn secret_shown(&self, client: ClientGuid, member: Option<MemberGuid>, action: &str) -> Write {
        audit::insert(&AuditEntry { client: Some(client), member, ..self.entry(CLIENT.to_owned(), action) })
    }

    /// The entry of a use of the secrets of a described institution.
    pub(crate) fn institution_secret_used(&self, source: &str, code: &str) -> Write {
        audit::insert(&self.entry(HUB.to_owned(), &format!("secrets.check {source} {code}")))
    }

    /// Notes what an operator is about to do; `command` names it without anything secret.
    pub async fn note_operator(&self, operator: &str, command: &str) -> Result<(), Error> {
        let entry = self.entry(format!("operator:{operator}"), command);
        self.store.commit(vec![audit::insert(&entry)]).await.map(drop).map_err(Into::into)
    }

    /// The newest entries that fit, newest first.
    pub async fn audit_log(&self, filter: &AuditFilter, limit: u32) -> Result<Vec<AuditEntry>, Error> {
        Ok(self.store.audit_log(filter, limit).await?)
    }

    fn entry(&self, actor: String, action: &str) -> AuditEntry {
        AuditEntry {
            guid: self.guid::<AuditKind>().to_string(),
            at: self.operational.now(),
            actor,
            action: action.to_owned(),
            client: None,
            member: None,
        }
    }
}
