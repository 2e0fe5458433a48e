//! Institutions that their operator describes: how a source without a directory of its own reaches them.

use crate::error::Error;
use crate::{Place, Row, Store, Write, args};
use domain::clock::Timestamp;
use zeroize::Zeroizing;

/// A description, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredDefinition {
    pub source: String,
    /// The source's id of the institution.
    pub id: String,
    pub institution_code: String,
    /// JSON.
    pub definition: String,
    pub secrets_sealed: Option<Vec<u8>>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    /// It reaches nothing any more, and is kept to give consents back.
    pub removed_at: Option<Timestamp>,
}

/// New or changed; the time of creation stays.
pub fn upsert(definition: &StoredDefinition) -> Write {
    Write::new(
        "INSERT INTO definitions (source, id, institution_code, definition, secrets_sealed, created_at, updated_at, removed_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
         ON CONFLICT (source, id) DO UPDATE SET institution_code = excluded.institution_code,
            definition = excluded.definition, secrets_sealed = excluded.secrets_sealed, updated_at = excluded.updated_at,
            removed_at = excluded.removed_at",
        args![
            &definition.source,
            &definition.id,
            &definition.institution_code,
            &definition.definition,
            definition.secrets_sealed.clone(),
            definition.created_at,
            definition.updated_at,
            definition.removed_at
        ],
    )
}

/// It reaches nothing any more; a conflict when there is none. What is kept of it goes with [`forget_unneeded`].
pub fn remove(source: &str, id: &str, now: Timestamp) -> Write {
    Write::new(
        "UPDATE definitions SET removed_at = ?3 WHERE source = ?1 AND id = ?2 AND removed_at IS NULL",
        args![source, id, now],
    )
    .expect(1, "the institution is not described")
}

/// What else is said of the institution is removed: it is reached, or nothing reaches it.
pub fn remove_others(code: &str, is_reached: bool, now: Timestamp) -> Write {
    Write::new(
        "UPDATE definitions SET removed_at = ?3
         WHERE institution_code = ?1 AND CASE WHEN source = 'none' THEN 1 ELSE 0 END = CAST(?2 AS BIGINT) AND removed_at IS NULL",
        args![code, is_reached, now],
    )
}

/// Removed descriptions go with their secrets, unless a connection holds a grant or a grant is to be given back under them.
pub fn forget_unneeded() -> Write {
    Write::new(
        "DELETE FROM definitions WHERE removed_at IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM links WHERE links.source = definitions.source
                AND links.source_institution_id = definitions.id AND links.grant_sealed IS NOT NULL)
            AND NOT EXISTS (SELECT 1 FROM farewells WHERE farewells.source = definitions.source
                AND farewells.source_institution_id = definitions.id)",
        Vec::new(),
    )
}

impl StoredDefinition {
    pub(crate) fn read(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            source: row.string("source")?,
            id: row.string("id")?,
            institution_code: row.string("institution_code")?,
            definition: row.string("definition")?,
            secrets_sealed: row.opt_blob("secrets_sealed")?.map(<[u8]>::to_vec),
            created_at: row.time("created_at")?,
            updated_at: row.time("updated_at")?,
            removed_at: row.opt_time("removed_at")?,
        })
    }
}

impl Store {
    /// One description that stands.
    pub async fn definition(&self, source: &str, id: &str) -> Result<Option<StoredDefinition>, Error> {
        let found = self.definition_even_removed(source, id).await?;
        Ok(found.filter(|one| one.removed_at.is_none()))
    }

    /// One description, also when it was removed: to give back what was granted under it.
    pub async fn definition_even_removed(
        &self,
        source: &str,
        id: &str,
    ) -> Result<Option<StoredDefinition>, Error> {
        let rows = self
            .database()
            .read("SELECT * FROM definitions WHERE source = ?1 AND id = ?2", args![source, id])
            .await?;
        rows.first().map(StoredDefinition::read).transpose()
    }

    /// The descriptions of a source that stand, by id, after `after`.
    pub async fn definitions(
        &self,
        source: &str,
        after: &str,
        limit: u32,
    ) -> Result<Vec<StoredDefinition>, Error> {
        let rows = self
            .database()
            .read(
                "SELECT * FROM definitions WHERE source = ?1 AND id > ?2 AND removed_at IS NULL ORDER BY id LIMIT ?3",
                args![source, after, limit],
            )
            .await?;
        rows.iter().map(StoredDefinition::read).collect()
    }

    /// How many descriptions stand, by source.
    pub async fn definition_counts(&self) -> Result<Vec<(String, i64)>, Error> {
        let rows = self
            .database()
            .read(
                "SELECT source, count(*) AS total FROM definitions WHERE removed_at IS NULL GROUP BY source ORDER BY source",
                Vec::new(),
            )
            .await?;
        rows.iter().map(|row| Ok((row.string("source")?, row.int("total")?))).collect()
    }

    /// Seals the secrets of a description.
    pub fn seal_definition(&self, source: &str, id: &str, secrets: &[u8]) -> Result<Vec<u8>, Error> {
        self.keyring().seal(place(&row_of(source, id)), secrets)
    }

    /// Opens the secrets of a description, if it has some.
    pub fn open_definition(&self, one: &StoredDefinition) -> Result<Option<Zeroizing<Vec<u8>>>, Error> {
        let Some(sealed) = &one.secrets_sealed else { return Ok(None) };
        self.keyring().open(place(&row_of(&one.source, &one.id)), sealed).map(Some)
    }
}

fn row_of(source: &str, id: &str) -> String {
    format!("{source} {id}")
}

fn place(row: &str) -> Place<'_> {
    Place { table: "definitions", column: "secrets_sealed", row }
}
