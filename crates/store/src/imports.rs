//! Files that people bring: staged, sealed, until somebody consents to what they tell; then what became of them.

use crate::error::Error;
use crate::{Page, PageOf, Place, Row, Store, Tenant, Write, args};
use domain::clock::Timestamp;
use domain::id::{AccountGuid, ClientGuid, ImportGuid, LinkGuid, UserGuid};
use domain::import::{ImportStage, ImportState};
use std::collections::HashMap;
use zeroize::Zeroizing;

/// What a change of somebody else's answers.
pub const CHANGED: &str = "the import was changed meanwhile";

#[derive(Debug, Clone)]
pub struct Import {
    pub user: UserGuid,
    pub guid: ImportGuid,
    pub client: ClientGuid,
    pub state: ImportState,
    pub file_name: Option<String>,
    pub file_bytes: i64,
    /// Keyed: it recognises the same file.
    pub file_hash: String,
    /// The link that the file is.
    pub link: LinkGuid,
    /// JSON: how it is to be read, and where its accounts go.
    pub wishes: String,
    pub format: Option<String>,
    /// What is done now, of one that is being imported.
    pub stage: Option<ImportStage>,
    pub rows_total: u32,
    pub rows_done: u32,
    /// JSON: what became of each of its accounts, as far as it has come.
    pub outcome: String,
    /// Why it failed: a word.
    pub flaw: Option<String>,
    /// Operational time.
    pub claimed_until: Option<Timestamp>,
    /// When it is forgotten, of one that nobody has consented to. Operational time.
    pub expires_at: Option<Timestamp>,
    pub made_at: Timestamp,
    pub finished_at: Option<Timestamp>,
    /// As read; every update expects it and raises it.
    pub version: i64,
}

impl Import {
    fn read(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            user: row.parse("user_guid")?,
            guid: row.parse("guid")?,
            client: row.parse("client_guid")?,
            state: row.named("state", ImportState::from_name)?,
            file_name: row.opt_string("file_name")?,
            file_bytes: row.int("file_bytes")?,
            file_hash: row.string("file_hash")?,
            link: row.parse("link_guid")?,
            wishes: row.string("wishes")?,
            format: row.opt_string("format")?,
            stage: row.opt_text("stage")?.and_then(ImportStage::from_name),
            rows_total: row.count("rows_total")?,
            rows_done: row.count("rows_done")?,
            outcome: row.string("outcome")?,
            flaw: row.opt_string("flaw")?,
            claimed_until: row.opt_time("claimed_until")?,
            expires_at: row.opt_time("expires_at")?,
            made_at: row.time("made_at")?,
            finished_at: row.opt_time("finished_at")?,
            version: row.int("version")?,
        })
    }
}

fn content_place(guid: &str) -> Place<'_> {
    Place { table: "import_files", column: "content_sealed", row: guid }
}

fn insert(one: &Import) -> Write {
    Write::new(
        "INSERT INTO imports (user_guid, guid, client_guid, state, file_name, file_bytes, file_hash, link_guid, wishes, format, stage,
            rows_total, rows_done, outcome, flaw, claimed_until, expires_at, made_at, finished_at, version)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)",
        args![
            one.user,
            one.guid,
            one.client,
            one.state.name(),
            one.file_name.clone(),
            one.file_bytes,
            &one.file_hash,
            one.link,
            &one.wishes,
            one.format.clone(),
            one.stage.map(ImportStage::name),
            one.rows_total,
            one.rows_done,
            &one.outcome,
            one.flaw.clone(),
            one.claimed_until,
            one.expires_at,
            one.made_at,
            one.finished_at,
            one.version
        ],
    )
}

/// Everything that changes of one, if nobody else changed it since it was read.
pub fn update(one: &Import) -> Write {
    Write::new(
        "UPDATE imports SET state = ?4, wishes = ?5, format = ?6, stage = ?7, rows_total = ?8, rows_done = ?9, outcome = ?10,
            flaw = ?11, claimed_until = ?12, expires_at = ?13, finished_at = ?14, version = version + 1
         WHERE client_guid = ?1 AND user_guid = ?2 AND guid = ?3 AND version = ?15",
        args![
            one.client,
            one.user,
            one.guid,
            one.state.name(),
            &one.wishes,
            one.format.clone(),
            one.stage.map(ImportStage::name),
            one.rows_total,
            one.rows_done,
            &one.outcome,
            one.flaw.clone(),
            one.claimed_until,
            one.expires_at,
            one.finished_at,
            one.version
        ],
    )
    .expect(1, CHANGED)
}

/// One that nobody has consented to is forgotten, with its file.
pub fn forget_staged(one: &Import) -> Write {
    Write::new(
        "DELETE FROM imports WHERE client_guid = ?1 AND user_guid = ?2 AND guid = ?3 AND state = 'staged'",
        args![one.client, one.user, one.guid],
    )
    .expect(1, CHANGED)
}

/// So are all of which the time is over; of every client.
pub fn forget_expired(now: Timestamp) -> Write {
    Write::new("DELETE FROM imports WHERE state = 'staged' AND expires_at <= ?1", args![now])
}

/// The file is not needed any more.
pub fn forget_file(one: &Import) -> Write {
    Write::new(
        "DELETE FROM import_files WHERE user_guid = ?1 AND import_guid = ?2
            AND EXISTS (SELECT 1 FROM imports WHERE client_guid = ?3 AND user_guid = ?1 AND guid = ?2)",
        args![one.user, one.guid, one.client],
    )
}

/// How the CSV of an account is read from now on.
pub fn keep_layout(user: UserGuid, account: AccountGuid, layout: String) -> Write {
    Write::new(
        "INSERT INTO csv_layouts (user_guid, account_guid, layout) VALUES (?1, ?2, ?3)
         ON CONFLICT (user_guid, account_guid) DO UPDATE SET layout = excluded.layout",
        args![user, account, layout],
    )
}

impl Store {
    /// Imports that somebody consented to and no node works on now, of every client.
    pub async fn imports_due(&self, now: Timestamp, at_most: u32) -> Result<Vec<Import>, Error> {
        let rows = self
            .database()
            .read(
                "SELECT * FROM imports WHERE state = 'importing' AND (claimed_until IS NULL OR claimed_until <= ?1)
                 ORDER BY made_at, guid LIMIT ?2",
                args![now, at_most],
            )
            .await?;
        rows.iter().map(Import::read).collect()
    }
}

impl Tenant<'_> {
    /// The writes that keep a new one with its file.
    pub async fn stage_import(&self, one: &Import, content: &[u8]) -> Result<Vec<Write>, Error> {
        let guid = one.guid.to_string();
        let sealed = self.seal(content_place(&guid), content).await?;
        let file = Write::new(
            "INSERT INTO import_files (user_guid, import_guid, content_sealed) VALUES (?1, ?2, ?3)",
            args![one.user, guid, sealed],
        );
        Ok(vec![insert(one), file])
    }

    pub async fn import(&self, user: UserGuid, guid: ImportGuid) -> Result<Option<Import>, Error> {
        let rows = self
            .read(
                "SELECT * FROM imports WHERE client_guid = ?1 AND user_guid = ?2 AND guid = ?3",
                args![self.client, user, guid],
            )
            .await?;
        rows.first().map(Import::read).transpose()
    }

    /// The file of one, while it is kept.
    pub async fn import_file(&self, one: &Import) -> Result<Option<Zeroizing<Vec<u8>>>, Error> {
        let rows = self
            .read(
                "SELECT files.content_sealed FROM import_files AS files
                 JOIN imports ON imports.user_guid = files.user_guid AND imports.guid = files.import_guid
                 WHERE imports.client_guid = ?1 AND files.user_guid = ?2 AND files.import_guid = ?3",
                args![self.client, one.user, one.guid],
            )
            .await?;
        let Some(row) = rows.first() else { return Ok(None) };
        self.open(content_place(&one.guid.to_string()), row.blob("content_sealed")?).await.map(Some)
    }

    /// All of a user; the newest first.
    pub async fn imports(&self, user: UserGuid, page: Page) -> Result<PageOf<Import>, Error> {
        let args = args![self.client, user];
        let counted = self
            .read("SELECT count(*) AS total FROM imports WHERE client_guid = ?1 AND user_guid = ?2", args);
        let total = counted.await?.first().map_or(Ok(0), |row| row.int("total"))?;
        let rows = self
            .read(
                "SELECT * FROM imports WHERE client_guid = ?1 AND user_guid = ?2
                 ORDER BY made_at DESC, guid DESC LIMIT ?3 OFFSET ?4",
                args![self.client, user, page.size, page.offset()],
            )
            .await?;
        Ok(PageOf { items: rows.iter().map(Import::read).collect::<Result<_, _>>()?, total })
    }

    /// Those that nobody has consented to yet, the oldest first.
    pub async fn staged_imports(&self, user: UserGuid) -> Result<Vec<Import>, Error> {
        let rows = self
            .read(
                "SELECT * FROM imports WHERE client_guid = ?1 AND user_guid = ?2 AND state = 'staged'
                 ORDER BY made_at, guid",
                args![self.client, user],
            )
            .await?;
        rows.iter().map(Import::read).collect()
    }

    /// The last import of the same file that told something, if there was one.
    pub async fn import_of_file(&self, user: UserGuid, file_hash: &str) -> Result<Option<Import>, Error> {
        let rows = self
            .read(
                "SELECT * FROM imports WHERE client_guid = ?1 AND user_guid = ?2 AND file_hash = ?3
                    AND state IN ('importing', 'imported')
                 ORDER BY made_at DESC, guid DESC LIMIT 1",
                args![self.client, user, file_hash],
            )
            .await?;
        rows.first().map(Import::read).transpose()
    }

    /// The name of the file that a link is, as it was last brought; none where the link is no file. The inner one is none where the file
    /// had no name.
    pub async fn file_of_link(
        &self,
        user: UserGuid,
        link: LinkGuid,
    ) -> Result<Option<Option<String>>, Error> {
        let rows = self
            .read(
                "SELECT file_name FROM imports WHERE client_guid = ?1 AND user_guid = ?2 AND link_guid = ?3
                 ORDER BY made_at DESC, guid DESC LIMIT 1",
                args![self.client, user, link],
            )
            .await?;
        rows.first().map(|row| row.opt_string("file_name")).transpose()
    }

    /// How the CSV of each account of a user is read, as JSON.
    pub async fn csv_layouts(&self, user: UserGuid) -> Result<HashMap<AccountGuid, String>, Error> {
        let rows = self
            .read(
                "SELECT layouts.* FROM csv_layouts AS layouts
                 JOIN accounts ON accounts.user_guid = layouts.user_guid AND accounts.guid = layouts.account_guid
                 WHERE accounts.client_guid = ?1 AND layouts.user_guid = ?2",
                args![self.client, user],
            )
            .await?;
        rows.iter().map(|row| Ok((row.parse("account_guid")?, row.string("layout")?))).collect()
    }
}
