//! What people ask the operator for: help, and institutions that they miss.

use crate::error::Error;
use crate::{Page, PageOf, Row, Store, Tenant, Write, args};
use domain::clock::Timestamp;
use domain::id::{ClientGuid, Guid, Kind, MemberGuid, UserGuid};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SupportKind;
impl Kind for SupportKind {
    const PREFIX: &'static str = "SUP";
}
pub type SupportGuid = Guid<SupportKind>;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MissingKind;
impl Kind for MissingKind {
    const PREFIX: &'static str = "INR";
}
pub type MissingGuid = Guid<MissingKind>;

/// A cry for help. It stays when the member goes.
#[derive(Debug, Clone)]
pub struct SupportRequest {
    pub user: UserGuid,
    pub guid: SupportGuid,
    pub client: ClientGuid,
    pub member: Option<MemberGuid>,
    pub title: String,
    pub message: String,
    pub email: String,
    /// JSON: what was sent along, as the person was told.
    pub details: String,
    pub created_at: Timestamp,
}

/// An institution that somebody missed.
#[derive(Debug, Clone)]
pub struct InstitutionRequest {
    pub user: UserGuid,
    pub guid: MissingGuid,
    pub client: ClientGuid,
    pub name: String,
    pub url: String,
    /// Where to say that it is there.
    pub email: Option<String>,
    pub created_at: Timestamp,
    pub told_at: Option<Timestamp>,
    /// The institution that has come.
    pub institution_code: Option<String>,
}

impl SupportRequest {
    fn read(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            user: row.parse("user_guid")?,
            guid: row.parse("guid")?,
            client: row.parse("client_guid")?,
            member: row.opt_parse("member_guid")?,
            title: row.string("title")?,
            message: row.string("message")?,
            email: row.string("email")?,
            details: row.string("details")?,
            created_at: row.time("created_at")?,
        })
    }
}

impl InstitutionRequest {
    fn read(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            user: row.parse("user_guid")?,
            guid: row.parse("guid")?,
            client: row.parse("client_guid")?,
            name: row.string("name")?,
            url: row.string("url")?,
            email: row.opt_string("email")?,
            created_at: row.time("created_at")?,
            told_at: row.opt_time("told_at")?,
            institution_code: row.opt_string("institution_code")?,
        })
    }
}

/// What was missed has come.
pub fn answered(request: &InstitutionRequest, institution_code: &str) -> Write {
    Write::new(
        "UPDATE institution_requests SET institution_code = ?3 WHERE user_guid = ?1 AND guid = ?2 AND institution_code IS NULL",
        args![request.user, request.guid, institution_code],
    )
}

/// What had come and has gone again before anybody was told is missed as before.
pub fn missed_again() -> Write {
    Write::new(
        "UPDATE institution_requests SET institution_code = NULL WHERE institution_code IS NOT NULL AND told_at IS NULL
            AND NOT EXISTS (SELECT 1 FROM institutions WHERE institutions.code = institution_requests.institution_code)",
        Vec::new(),
    )
}

/// The user was told of all that has come.
pub fn told(client: ClientGuid, user: UserGuid, now: Timestamp) -> Write {
    Write::new(
        "UPDATE institution_requests SET told_at = ?3
         WHERE client_guid = ?1 AND user_guid = ?2 AND institution_code IS NOT NULL AND told_at IS NULL",
        args![client, user, now],
    )
}

impl Store {
    /// What people of all clients miss and nothing has come for, by guid after `after`.
    pub async fn open_institution_requests(
        &self,
        after: &str,
        limit: u32,
    ) -> Result<Vec<InstitutionRequest>, Error> {
        let rows = self
            .database()
            .read(
                "SELECT * FROM institution_requests WHERE institution_code IS NULL AND guid > ?1 ORDER BY guid LIMIT ?2",
                args![after, limit],
            )
            .await?;
        rows.iter().map(InstitutionRequest::read).collect()
    }
}

/// A new request for help.
pub fn insert_support(request: &SupportRequest) -> Write {
    Write::new(
        "INSERT INTO support_requests (user_guid, guid, client_guid, member_guid, title, message, email, details, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        args![
            request.user,
            request.guid,
            request.client,
            request.member,
            &request.title,
            &request.message,
            &request.email,
            &request.details,
            request.created_at
        ],
    )
}

/// A new request for an institution.
pub fn insert_missing(request: &InstitutionRequest) -> Write {
    Write::new(
        "INSERT INTO institution_requests (user_guid, guid, client_guid, name, url, email, created_at, told_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        args![
            request.user,
            request.guid,
            request.client,
            &request.name,
            &request.url,
            request.email.clone(),
            request.created_at,
            request.told_at
        ],
    )
}

impl Tenant<'_> {
    /// The client's inbox, newest first.
    pub async fn support_requests(&self, page: Page) -> Result<PageOf<SupportRequest>, Error> {
        let total = self
            .read("SELECT count(*) AS total FROM support_requests WHERE client_guid = ?1", args![self.client])
            .await?;
        let rows = self
            .read(
                "SELECT * FROM support_requests WHERE client_guid = ?1 ORDER BY created_at DESC, guid DESC
                 LIMIT ?2 OFFSET ?3",
                args![self.client, page.size, page.offset()],
            )
            .await?;
        PageOf::read(&rows, &total, SupportRequest::read)
    }

    /// What the client's users missed, newest first.
    pub async fn institution_requests(&self, page: Page) -> Result<PageOf<InstitutionRequest>, Error> {
        let total = self
            .read(
                "SELECT count(*) AS total FROM institution_requests WHERE client_guid = ?1",
                args![self.client],
            )
            .await?;
        let rows = self
            .read(
                "SELECT * FROM institution_requests WHERE client_guid = ?1 ORDER BY created_at DESC, guid DESC
                 LIMIT ?2 OFFSET ?3",
                args![self.client, page.size, page.offset()],
            )
            .await?;
        PageOf::read(&rows, &total, InstitutionRequest::read)
    }

    /// What the user missed and what has come, told since then or not yet.
    pub async fn institution_requests_answered(
        &self,
        user: UserGuid,
        since: Timestamp,
    ) -> Result<Vec<InstitutionRequest>, Error> {
        let rows = self
            .read(
                "SELECT * FROM institution_requests WHERE client_guid = ?1 AND user_guid = ?2
                    AND institution_code IS NOT NULL AND (told_at IS NULL OR told_at >= ?3)
                 ORDER BY created_at, guid",
                args![self.client, user, since],
            )
            .await?;
        rows.iter().map(InstitutionRequest::read).collect()
    }

    /// How many requests of either kind the user made since then.
    pub async fn requests_since(&self, user: UserGuid, since: Timestamp) -> Result<i64, Error> {
        let rows = self
            .read(
                "SELECT (SELECT count(*) FROM support_requests
                        WHERE client_guid = ?1 AND user_guid = ?2 AND created_at >= ?3)
                    + (SELECT count(*) FROM institution_requests
                        WHERE client_guid = ?1 AND user_guid = ?2 AND created_at >= ?3) AS total",
                args![self.client, user, since],
            )
            .await?;
        rows.first().map_or(Ok(0), |row| row.int("total"))
    }
}
