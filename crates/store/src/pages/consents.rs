//! What people agreed to, and when they withdrew it.

use crate::error::Error;
use crate::{Row, Tenant, Write, args};
use domain::clock::Timestamp;
use domain::id::{ClientGuid, Guid, Kind, UserGuid};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ConsentKind;
impl Kind for ConsentKind {
    const PREFIX: &'static str = "CNS";
}
pub type ConsentGuid = Guid<ConsentKind>;

/// Somebody's yes.
#[derive(Debug, Clone)]
pub struct DataConsent {
    pub user: UserGuid,
    pub guid: ConsentGuid,
    pub client: ClientGuid,
    /// The app's name as it was shown.
    pub app_name: String,
    /// Names of what may be read, separated by spaces.
    pub reads: String,
    /// The tag of the language it was asked in.
    pub language: String,
    pub given_at: Timestamp,
    pub withdrawn_at: Option<Timestamp>,
}

impl DataConsent {
    fn read(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            user: row.parse("user_guid")?,
            guid: row.parse("guid")?,
            client: row.parse("client_guid")?,
            app_name: row.string("app_name")?,
            reads: row.string("reads")?,
            language: row.string("language")?,
            given_at: row.time("given_at")?,
            withdrawn_at: row.opt_time("withdrawn_at")?,
        })
    }
}

/// A new consent.
pub fn insert(consent: &DataConsent) -> Write {
    Write::new(
        "INSERT INTO data_consents (user_guid, guid, client_guid, app_name, reads, language, given_at, withdrawn_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        args![
            consent.user,
            consent.guid,
            consent.client,
            &consent.app_name,
            &consent.reads,
            &consent.language,
            consent.given_at,
            consent.withdrawn_at
        ],
    )
}

/// What a conflict of [`stands`] says.
pub const WITHDRAWN: &str = "the consent was withdrawn";

/// Goes into a commit that must not be without this consent.
pub fn stands(client: ClientGuid, user: UserGuid, consent: ConsentGuid) -> Write {
    Write::new(
        "UPDATE data_consents SET language = language
         WHERE client_guid = ?1 AND user_guid = ?2 AND guid = ?3 AND withdrawn_at IS NULL",
        args![client, user, consent],
    )
    .expect(1, WITHDRAWN)
}

/// All that stand are withdrawn.
pub fn withdraw(client: ClientGuid, user: UserGuid, now: Timestamp) -> Write {
    Write::new(
        "UPDATE data_consents SET withdrawn_at = ?3
         WHERE client_guid = ?1 AND user_guid = ?2 AND withdrawn_at IS NULL",
        args![client, user, now],
    )
}

impl Tenant<'_> {
    /// The latest `limit` of a user, newest first.
    pub async fn consents(&self, user: UserGuid, limit: u32) -> Result<Vec<DataConsent>, Error> {
        let rows = self
            .read(
                "SELECT * FROM data_consents WHERE client_guid = ?1 AND user_guid = ?2
                 ORDER BY given_at DESC, guid DESC LIMIT ?3",
                args![self.client, user, limit],
            )
            .await?;
        rows.iter().map(DataConsent::read).collect()
    }
}
