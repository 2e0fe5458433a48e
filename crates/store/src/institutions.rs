//! The directory: institutions, and the sources that reach them.

use crate::error::Error;
use crate::{Row, Store, Value, Write, args};
use domain::clock::Timestamp;
use domain::id::InstitutionGuid;
use domain::institution::{InstitutionKind, Product};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone)]
pub struct Institution {
    pub code: String,
    pub guid: InstitutionGuid,
    pub name: String,
    pub kind: InstitutionKind,
    /// ISO 3166, two letters.
    pub country: String,
    pub url: String,
    pub popularity: i64,
    pub products: Vec<Product>,
    /// Whether fresh data holds back a new aggregation.
    pub is_throttled: bool,
    pub details: InstitutionDetails,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// What is only shown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct InstitutionDetails {
    pub aliases: Vec<String>,
    pub forgot_password_url: Option<String>,
    pub forgot_username_url: Option<String>,
    pub trouble_signing_in_url: Option<String>,
    pub instructions: Option<String>,
    pub instruction_steps: Vec<String>,
    /// Its preferred source sends people to its own page.
    pub is_oauth: bool,
    /// Why no source reaches it, by name, as far as its operator says.
    pub unreached: Option<String>,
}

/// How one source reaches an institution.
#[derive(Debug, Clone)]
pub struct InstitutionSource {
    pub institution_code: String,
    pub source: String,
    pub source_institution_id: String,
    pub position: i64,
    /// People go to the institution's own page; there is no login form.
    pub is_oauth: bool,
    pub login_form: Vec<LoginField>,
}

/// A field of a login form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoginField {
    /// `CRD-…`, the name in the API.
    pub guid: String,
    /// The source's name.
    pub id: String,
    pub label: String,
    /// `text`, `password` or `choice`.
    pub kind: String,
    /// What can be chosen; empty unless it is a choice.
    pub options: Vec<LoginOption>,
    /// Says who signs in; part of what recognises the same login.
    pub names_person: bool,
}

/// One choice of a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoginOption {
    pub label: String,
    pub value: String,
}

impl Institution {
    fn read(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            code: row.string("code")?,
            guid: row.parse("guid")?,
            name: row.string("name")?,
            kind: row.named("kind", InstitutionKind::from_name)?,
            country: row.string("country")?,
            url: row.string("url")?,
            popularity: row.int("popularity")?,
            products: row.text("products")?.split_whitespace().filter_map(Product::from_name).collect(),
            is_throttled: row.flag("is_throttled")?,
            details: row.json("details")?,
            created_at: row.time("created_at")?,
            updated_at: row.time("updated_at")?,
        })
    }
}

impl InstitutionSource {
    fn read(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            institution_code: row.string("institution_code")?,
            source: row.string("source")?,
            source_institution_id: row.string("source_institution_id")?,
            position: row.int("position")?,
            is_oauth: row.flag("is_oauth")?,
            login_form: row.json("login_form")?,
        })
    }
}

/// New or changed; guid and time of creation stay as they were.
pub fn upsert(institution: &Institution) -> Write {
    let products: Vec<&str> = institution.products.iter().map(|product| product.name()).collect();
    Write::new(
        "INSERT INTO institutions (code, guid, name, kind, country, url, popularity, products, is_throttled, details,
            created_at, updated_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
         ON CONFLICT (code) DO UPDATE SET name = excluded.name, kind = excluded.kind, country = excluded.country,
            url = excluded.url, popularity = excluded.popularity, products = excluded.products,
            is_throttled = excluded.is_throttled, details = excluded.details, updated_at = excluded.updated_at",
        args![
            &institution.code,
            institution.guid,
            &institution.name,
            institution.kind.name(),
            &institution.country,
            &institution.url,
            institution.popularity,
            products.join(" "),
            institution.is_throttled,
            crate::to_json(&institution.details),
            institution.created_at,
            institution.updated_at
        ],
    )
}

/// New or changed.
pub fn upsert_source(source: &InstitutionSource) -> Write {
    Write::new(
        "INSERT INTO institution_sources (institution_code, source, source_institution_id, position, login_form, is_oauth)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (institution_code, source) DO UPDATE SET source_institution_id = excluded.source_institution_id,
            position = excluded.position, login_form = excluded.login_form, is_oauth = excluded.is_oauth",
        args![
            &source.institution_code,
            &source.source,
            &source.source_institution_id,
            source.position,
            crate::to_json(&source.login_form),
            source.is_oauth
        ],
    )
}

/// The source reaches none but these any more.
pub fn forget_sources(source: &str, told: &[String]) -> Write {
    Write::new(
        "DELETE FROM institution_sources WHERE source = ?1 AND institution_code NOT IN (SELECT key FROM json_each(?2))",
        args![source, Value::keys(told)],
    )
}

/// Institutions go that no source lists, nobody describes and no connection is to; `kept` stays.
pub fn forget_unused(kept: &str) -> Write {
    Write::new(
        "DELETE FROM institutions WHERE code <> ?1
            AND NOT EXISTS (SELECT 1 FROM institution_sources WHERE institution_code = institutions.code)
            AND NOT EXISTS (SELECT 1 FROM definitions WHERE institution_code = institutions.code AND removed_at IS NULL)
            AND NOT EXISTS (SELECT 1 FROM members WHERE institution_code = institutions.code)",
        args![kept],
    )
}

/// The directory is the same for all clients.
impl Store {
    /// Institutions, but for `kept`, that no source lists and nobody describes.
    pub async fn institutions_left(&self, kept: &str) -> Result<Vec<Institution>, Error> {
        let rows = self
            .database
            .read(
                "SELECT * FROM institutions WHERE code <> ?1
                    AND NOT EXISTS (SELECT 1 FROM institution_sources WHERE institution_code = institutions.code)
                    AND NOT EXISTS
                        (SELECT 1 FROM definitions WHERE institution_code = institutions.code AND removed_at IS NULL)
                 ORDER BY code",
                args![kept],
            )
            .await?;
        rows.iter().map(Institution::read).collect()
    }

    pub async fn institution(&self, code: &str) -> Result<Option<Institution>, Error> {
        let rows = self.database.read("SELECT * FROM institutions WHERE code = ?1", args![code]).await?;
        rows.first().map(Institution::read).transpose()
    }

    pub async fn institution_by_guid(&self, guid: InstitutionGuid) -> Result<Option<Institution>, Error> {
        let rows = self.database.read("SELECT * FROM institutions WHERE guid = ?1", args![guid]).await?;
        rows.first().map(Institution::read).transpose()
    }

    /// A part of the directory, by code after `after`.
    pub async fn institutions_after(&self, after: &str, limit: u32) -> Result<Vec<Institution>, Error> {
        let rows = self
            .database
            .read("SELECT * FROM institutions WHERE code > ?1 ORDER BY code LIMIT ?2", args![after, limit])
            .await?;
        rows.iter().map(Institution::read).collect()
    }

    /// Changes whenever the directory does.
    pub async fn institutions_changed_at(&self) -> Result<(i64, i64), Error> {
        let rows = self
            .database
            .read(
                "SELECT count(*) AS total, coalesce(max(updated_at), 0) AS changed FROM institutions",
                Vec::new(),
            )
            .await?;
        rows.first().map_or(Ok((0, 0)), |row| Ok((row.int("total")?, row.int("changed")?)))
    }

    /// The sources of an institution, the preferred first.
    pub async fn institution_sources(&self, code: &str) -> Result<Vec<InstitutionSource>, Error> {
        let rows = self
            .database
            .read(
                "SELECT * FROM institution_sources WHERE institution_code = ?1 ORDER BY position, source",
                args![code],
            )
            .await?;
        rows.iter().map(InstitutionSource::read).collect()
    }

    /// Which of the institutions any of the sources reaches.
    pub async fn reached(&self, codes: &[&str], sources: &[&str]) -> Result<Vec<String>, Error> {
        let rows = self
            .database
            .read(
                "SELECT DISTINCT institution_code AS code FROM institution_sources
                 WHERE institution_code IN (SELECT key FROM json_each(?1))
                    AND source IN (SELECT key FROM json_each(?2))",
                vec![Value::keys(codes), Value::keys(sources)],
            )
            .await?;
        rows.iter().map(|row| row.string("code")).collect()
    }
}
