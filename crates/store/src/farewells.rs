//! Grants that are to be given back: what closed or deleted connections leave until their source knows that it is over.

use crate::error::Error;
use crate::links::Link;
use crate::{Row, Store, Write, args};
use domain::clock::Timestamp;
use domain::id::{ClientGuid, MemberGuid, UserGuid};

/// A grant to give back.
#[derive(Debug, Clone)]
pub struct Farewell {
    /// As the link was, with its grant.
    pub link: Link,
    pub tries: u32,
    pub due_at: Timestamp,
}

/// What a member's links hold of its own consents is kept to be given back. Before the grants are erased or the member is deleted.
pub fn keep(client: ClientGuid, user: UserGuid, member: MemberGuid, now: Timestamp) -> Write {
    Write::new(
        "INSERT INTO farewells (guid, client_guid, user_guid, member_guid, source, source_institution_id, grant_sealed, tries,
            due_at, created_at)
         SELECT links.guid, links.client_guid, links.user_guid, links.member_guid, links.source, links.source_institution_id,
            links.grant_sealed, 0, CAST(?4 AS BIGINT), CAST(?4 AS BIGINT)
         FROM links WHERE links.client_guid = ?1 AND links.user_guid = ?2 AND links.member_guid = ?3
            AND links.grant_sealed IS NOT NULL
         ON CONFLICT (guid) DO UPDATE SET grant_sealed = excluded.grant_sealed, tries = 0, due_at = excluded.due_at",
        args![client, user, member, now],
    )
}

/// The same for everything of a user.
pub fn keep_of_user(client: ClientGuid, user: UserGuid, now: Timestamp) -> Write {
    Write::new(
        "INSERT INTO farewells (guid, client_guid, user_guid, member_guid, source, source_institution_id, grant_sealed, tries,
            due_at, created_at)
         SELECT links.guid, links.client_guid, links.user_guid, links.member_guid, links.source, links.source_institution_id,
            links.grant_sealed, 0, CAST(?3 AS BIGINT), CAST(?3 AS BIGINT)
         FROM links JOIN members ON members.user_guid = links.user_guid AND members.guid = links.member_guid
         WHERE links.client_guid = ?1 AND links.user_guid = ?2 AND members.is_oauth = 1 AND links.grant_sealed IS NOT NULL
         ON CONFLICT (guid) DO NOTHING",
        args![client, user, now],
    )
}

impl Farewell {
    fn read(row: &Row) -> Result<Self, Error> {
        let created_at = row.time("created_at")?;
        Ok(Self {
            link: Link {
                user: row.parse("user_guid")?,
                member: row.parse("member_guid")?,
                guid: row.parse("guid")?,
                client: row.parse("client_guid")?,
                source: row.string("source")?,
                source_institution_id: row.string("source_institution_id")?,
                is_active: false,
                stray_field: None,
                grant_sealed: row.opt_blob("grant_sealed")?.map(<[u8]>::to_vec),
                created_at,
                updated_at: created_at,
            },
            tries: row.count("tries")?,
            due_at: row.time("due_at")?,
        })
    }

    /// It was given back, or it is given up.
    pub fn over(&self) -> Write {
        Write::new(
            "DELETE FROM farewells WHERE guid = ?1 AND due_at = ?2",
            args![self.link.guid, self.due_at],
        )
    }

    /// Changed from what was read; a conflict when another node has it.
    pub fn update(&self, tries: u32, due_at: Timestamp) -> Write {
        Write::new(
            "UPDATE farewells SET tries = ?3, due_at = ?4 WHERE guid = ?1 AND due_at = ?2",
            args![self.link.guid, self.due_at, tries, due_at],
        )
        .expect(1, "another node has the farewell")
    }
}

impl Store {
    /// The farewells that are due, the oldest first.
    pub async fn farewells(&self, now: Timestamp, limit: u32) -> Result<Vec<Farewell>, Error> {
        let rows = self
            .database()
            .read(
                "SELECT * FROM farewells WHERE due_at <= ?1 ORDER BY due_at, guid LIMIT ?2",
                args![now, limit],
            )
            .await?;
        rows.iter().map(Farewell::read).collect()
    }
}
