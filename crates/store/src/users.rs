//! Users: the persons of a client.

use crate::error::Error;
use crate::{Page, PageOf, Row, Tenant, Write, args};
use domain::clock::Timestamp;
use domain::id::{ClientGuid, UserGuid};

#[derive(Debug, Clone)]
pub struct User {
    pub guid: UserGuid,
    pub client: ClientGuid,
    /// The client's own name for the user; one user has it.
    pub id: Option<String>,
    pub email: Option<String>,
    pub metadata: Option<String>,
    pub is_disabled: bool,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// What a list is narrowed to.
#[derive(Debug, Clone, Default)]
pub struct UserFilter {
    pub id: Option<String>,
    pub email: Option<String>,
    pub is_disabled: Option<bool>,
}

impl User {
    pub(crate) fn read(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            guid: row.parse("guid")?,
            client: row.parse("client_guid")?,
            id: row.opt_string("id")?,
            email: row.opt_string("email")?,
            metadata: row.opt_string("metadata")?,
            is_disabled: row.flag("is_disabled")?,
            created_at: row.time("created_at")?,
            updated_at: row.time("updated_at")?,
        })
    }
}

/// A new user; a taken id is a conflict.
pub fn insert(user: &User) -> Write {
    Write::new(
        "INSERT INTO users (guid, client_guid, id, email, metadata, is_disabled, created_at, updated_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO NOTHING",
        args![
            user.guid,
            user.client,
            user.id.clone(),
            user.email.clone(),
            user.metadata.clone(),
            user.is_disabled,
            user.created_at,
            user.updated_at
        ],
    )
    .expect(1, "a user with this id exists")
}

/// The whole user anew, unless it changed since `read_at`.
pub fn update(user: &User, read_at: Timestamp) -> Write {
    Write::new(
        "UPDATE users SET id = ?3, email = ?4, metadata = ?5, is_disabled = ?6, updated_at = ?7
         WHERE client_guid = ?1 AND guid = ?2 AND updated_at = ?8",
        args![
            user.client,
            user.guid,
            user.id.clone(),
            user.email.clone(),
            user.metadata.clone(),
            user.is_disabled,
            user.updated_at,
            read_at
        ],
    )
    .expect(1, "the user changed meanwhile")
}

/// The user and everything of them.
pub fn delete(client: ClientGuid, user: UserGuid) -> Write {
    Write::new("DELETE FROM users WHERE client_guid = ?1 AND guid = ?2", args![client, user])
        .expect(1, "the user is gone")
}

/// ?1 client, ?2 id, ?3 email, ?4 disabled or not; null narrows nothing.
macro_rules! filtered {
    ($select:literal, $rest:literal) => {
        concat!(
            $select,
            " FROM users WHERE client_guid = ?1 AND (CAST(?2 AS TEXT) IS NULL OR id = ?2)
              AND (CAST(?3 AS TEXT) IS NULL OR email = ?3) AND (CAST(?4 AS BIGINT) IS NULL OR is_disabled = ?4) ",
            $rest
        )
    };
}

impl Tenant<'_> {
    pub async fn user(&self, guid: UserGuid) -> Result<Option<User>, Error> {
        let rows = self
            .read("SELECT * FROM users WHERE client_guid = ?1 AND guid = ?2", args![self.client, guid])
            .await?;
        rows.first().map(User::read).transpose()
    }

    pub async fn user_by_id(&self, id: &str) -> Result<Option<User>, Error> {
        let rows = self
            .read("SELECT * FROM users WHERE client_guid = ?1 AND id = ?2", args![self.client, id])
            .await?;
        rows.first().map(User::read).transpose()
    }

    /// Users in the order they were made.
    pub async fn users(&self, filter: &UserFilter, page: Page) -> Result<PageOf<User>, Error> {
        let filter = args![self.client, filter.id.clone(), filter.email.clone(), filter.is_disabled];
        let total = self.read(filtered!("SELECT count(*) AS total", ""), filter.clone()).await?;
        let mut args = filter;
        args.extend(args![page.size, page.offset()]);
        let rows = self.read(filtered!("SELECT *", "ORDER BY guid LIMIT ?5 OFFSET ?6"), args).await?;
        PageOf::read(&rows, &total, User::read)
    }
}
