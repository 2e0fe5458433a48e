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
}

/// New or changed; the time of creation stays.
pub fn upsert(definition: &StoredDefinition) -> Write {
    Write::new(
        "INSERT INTO definitions (source, id, institution_code, definition, secrets_sealed, created_at, updated_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT (source, id) DO UPDATE SET institution_code = excluded.institution_code,
            definition = excluded.definition, secrets_sealed = excluded.secrets_sealed, updated_at = excluded.updated_at",
        args![
            &definition.source,
            &definition.id,
            &definition.institution_code,
            &definition.definition,
            definition.secrets_sealed.clone(),
            definition.created_at,
            definition.updated_at
        ],
    )
}

/// It goes; a conflict when there is none.
pub fn delete(source: &str, id: &str) -> Write {
    Write::new("DELETE FROM definitions WHERE source = ?1 AND id = ?2", args![source, id])
        .expect(1, "the institution is not described")
}

/// What else is said of the institution goes: it is reached, or nothing reaches it.
pub fn delete_others(code: &str, is_reached: bool) -> Write {
    Write::new(
        "DELETE FROM definitions WHERE institution_code = ?1 AND CASE WHEN source = 'none' THEN 1 ELSE 0 END = CAST(?2 AS BIGINT)",
        args![code, is_reached],
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
        })
    }
}

impl Store {
    /// One description.
    pub async fn definition(&self, source: &str, id: &str) -> Result<Option<StoredDefinition>, Error> {
        let rows = self
            .database()
            .read("SELECT * FROM definitions WHERE source = ?1 AND id = ?2", args![source, id])
            .await?;
        rows.first().map(StoredDefinition::read).transpose()
    }

    /// The descriptions of a source, by id, after `after`.
    pub async fn definitions(
        &self,
        source: &str,
        after: &str,
        limit: u32,
    ) -> Result<Vec<StoredDefinition>, Error> {
        let rows = self
            .database()
            .read(
                "SELECT * FROM definitions WHERE source = ?1 AND id > ?2 ORDER BY id LIMIT ?3",
                args![source, after, limit],
            )
            .await?;
        rows.iter().map(StoredDefinition::read).collect()
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
