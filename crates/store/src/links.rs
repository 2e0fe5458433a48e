//! Links: a member's ties to sources, with the sealed grant.

use crate::error::Error;
use crate::value::Value;
use crate::{Place, Row, Store, Tenant, Write, args};
use domain::clock::Timestamp;
use domain::id::{ClientGuid, LinkGuid, MemberGuid, UserGuid};
use std::collections::HashMap;
use zeroize::Zeroizing;

#[derive(Debug, Clone)]
pub struct Link {
    pub user: UserGuid,
    pub member: MemberGuid,
    pub guid: LinkGuid,
    pub client: ClientGuid,
    pub source: String,
    pub source_institution_id: String,
    pub is_active: bool,
    pub grant_sealed: Option<Vec<u8>>,
    /// The label of a field of the login held that has something stray, such as a space at its end.
    pub stray_field: Option<String>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

impl Link {
    fn read(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            user: row.parse("user_guid")?,
            member: row.parse("member_guid")?,
            guid: row.parse("guid")?,
            client: row.parse("client_guid")?,
            source: row.string("source")?,
            source_institution_id: row.string("source_institution_id")?,
            is_active: row.flag("is_active")?,
            grant_sealed: row.opt_blob("grant_sealed")?.map(<[u8]>::to_vec),
            stray_field: row.opt_string("stray_field")?,
            created_at: row.time("created_at")?,
            updated_at: row.time("updated_at")?,
        })
    }
}

/// A new link.
pub fn insert(link: &Link) -> Write {
    Write::new(
        "INSERT INTO links (user_guid, member_guid, guid, client_guid, source, source_institution_id, is_active,
            grant_sealed, stray_field, created_at, updated_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        args![
            link.user,
            link.member,
            link.guid,
            link.client,
            &link.source,
            &link.source_institution_id,
            link.is_active,
            link.grant_sealed.clone(),
            link.stray_field.clone(),
            link.created_at,
            link.updated_at
        ],
    )
}

/// Another login: its grant, and the field of it that has something stray.
pub fn set_login(link: &Link, grant_sealed: Vec<u8>, stray_field: Option<String>, now: Timestamp) -> Write {
    Write::new(
        "UPDATE links SET grant_sealed = ?4, stray_field = ?5, updated_at = ?6
         WHERE client_guid = ?1 AND user_guid = ?2 AND guid = ?3",
        args![link.client, link.user, link.guid, grant_sealed, stray_field, now],
    )
    .expect(1, "the link is gone")
}

/// Another grant, or none.
pub fn set_grant(link: &Link, grant_sealed: Option<Vec<u8>>, now: Timestamp) -> Write {
    Write::new(
        "UPDATE links SET grant_sealed = ?4, updated_at = ?5 WHERE client_guid = ?1 AND user_guid = ?2 AND guid = ?3",
        args![link.client, link.user, link.guid, grant_sealed, now],
    )
    .expect(1, "the link is gone")
}

/// No link of the member has a grant afterwards.
pub fn erase_grants(client: ClientGuid, user: UserGuid, member: MemberGuid) -> Write {
    Write::new(
        "UPDATE links SET grant_sealed = NULL, stray_field = NULL WHERE client_guid = ?1 AND user_guid = ?2 AND member_guid = ?3",
        args![client, user, member],
    )
}

/// No link of the member is active afterwards; the first of the two writes that move a member to another source.
pub fn deactivate_all(client: ClientGuid, user: UserGuid, member: MemberGuid) -> Write {
    Write::new(
        "UPDATE links SET is_active = 0 WHERE client_guid = ?1 AND user_guid = ?2 AND member_guid = ?3",
        args![client, user, member],
    )
}

pub fn activate(link: &Link, now: Timestamp) -> Write {
    Write::new(
        "UPDATE links SET is_active = 1, updated_at = ?4 WHERE client_guid = ?1 AND user_guid = ?2 AND guid = ?3",
        args![link.client, link.user, link.guid, now],
    )
    .expect(1, "the link is gone")
}

impl Store {
    /// The sources that serve these members now, of whatever client.
    pub async fn active_sources(
        &self,
        members: &[(UserGuid, MemberGuid)],
    ) -> Result<HashMap<MemberGuid, String>, Error> {
        let (users, guids) = (members.iter().map(|(user, _)| user), members.iter().map(|(_, member)| member));
        let rows = self
            .database()
            .read(
                "SELECT member_guid, source FROM links WHERE is_active = 1
                    AND user_guid IN (SELECT key FROM json_each(?1)) AND member_guid IN (SELECT key FROM json_each(?2))",
                args![Value::keys(users), Value::keys(guids)],
            )
            .await?;
        rows.iter().map(|row| Ok((row.parse("member_guid")?, row.string("source")?))).collect()
    }
}

impl Tenant<'_> {
    /// The links of a user by which data comes.
    pub async fn active_links(&self, user: UserGuid) -> Result<Vec<LinkGuid>, Error> {
        let rows = self
            .read(
                "SELECT guid FROM links WHERE client_guid = ?1 AND user_guid = ?2 AND is_active = 1 ORDER BY guid",
                args![self.client, user],
            )
            .await?;
        rows.iter().map(|row| row.parse("guid")).collect()
    }

    /// All links of a member, the active one first.
    pub async fn links(&self, user: UserGuid, member: MemberGuid) -> Result<Vec<Link>, Error> {
        let rows = self
            .read(
                "SELECT * FROM links WHERE client_guid = ?1 AND user_guid = ?2 AND member_guid = ?3
                 ORDER BY is_active DESC, created_at",
                args![self.client, user, member],
            )
            .await?;
        rows.iter().map(Link::read).collect()
    }

    /// Seals a grant for its link.
    pub async fn seal_grant(&self, link: LinkGuid, grant: &[u8]) -> Result<Vec<u8>, Error> {
        self.seal(place(&link.to_string()), grant).await
    }

    /// Opens the grant of a link, if it has one.
    pub async fn open_grant(&self, link: &Link) -> Result<Option<Zeroizing<Vec<u8>>>, Error> {
        match &link.grant_sealed {
            Some(sealed) => self.open(place(&link.guid.to_string()), sealed).await.map(Some),
            None => Ok(None),
        }
    }
}

fn place(link: &str) -> Place<'_> {
    Place { table: "links", column: "grant_sealed", row: link }
}
