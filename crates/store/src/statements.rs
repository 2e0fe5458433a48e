//! Statements: what was issued of an account, and the document of each, sealed, once it has been fetched.

use crate::accounts::Account;
use crate::error::Error;
use crate::{Page, PageOf, Place, Row, Tenant, Write, args};
use domain::clock::Timestamp;
use domain::id::{AccountGuid, ClientGuid, MemberGuid, RunGuid, StatementGuid, UserGuid};
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// A statement, without its document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    pub user: UserGuid,
    pub guid: StatementGuid,
    pub client: ClientGuid,
    pub member: MemberGuid,
    pub account: AccountGuid,
    pub listed: Listed,
    pub issued_on: Date,
    /// SHA-256 of the document, in hex; none until the document is there.
    pub content_hash: Option<String>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// How a statement was listed last while its document was not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    pub source: String,
    /// The source's ids.
    pub source_account_id: String,
    pub source_id: String,
    /// The run that heard of it.
    pub run: RunGuid,
}

/// How far the search for statements without a document has come: newest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct After {
    pub issued_on: Date,
    pub guid: StatementGuid,
}

impl Statement {
    fn read(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            user: row.parse("user_guid")?,
            guid: row.parse("guid")?,
            client: row.parse("client_guid")?,
            member: row.parse("member_guid")?,
            account: row.parse("account_guid")?,
            listed: Listed {
                source: row.string("source")?,
                source_account_id: row.string("source_account_id")?,
                source_id: row.string("source_id")?,
                run: row.parse("run_guid")?,
            },
            issued_on: row.parse("issued_on")?,
            content_hash: row.opt_string("content_hash")?,
            created_at: row.time("created_at")?,
            updated_at: row.time("updated_at")?,
        })
    }
}

/// New statements, and known ones as they are listed now; one whose document is there stays as it is.
pub fn list(statements: &[Statement]) -> Write {
    Write::many(
        "INSERT INTO statements (user_guid, guid, client_guid, member_guid, account_guid, source, source_account_id, source_id,
            run_guid, issued_on, created_at, updated_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
         ON CONFLICT (user_guid, guid) DO UPDATE SET source = excluded.source, source_account_id = excluded.source_account_id,
            source_id = excluded.source_id, run_guid = excluded.run_guid, issued_on = excluded.issued_on
         WHERE statements.content_hash IS NULL",
        statements
            .iter()
            .map(|one| {
                args![
                    one.user,
                    one.guid,
                    one.client,
                    one.member,
                    one.account,
                    &one.listed.source,
                    &one.listed.source_account_id,
                    &one.listed.source_id,
                    one.listed.run,
                    one.issued_on,
                    one.created_at,
                    one.updated_at
                ]
            })
            .collect(),
    )
}

fn content_place(guid: &str) -> Place<'_> {
    Place { table: "statements", column: "content_sealed", row: guid }
}

/// Everything of a statement but its document, which may be large.
macro_rules! without_content {
    ($rest:literal) => {
        concat!(
            "SELECT user_guid, guid, client_guid, member_guid, account_guid, source, source_account_id, source_id, run_guid,
                issued_on, content_hash, created_at, updated_at
             FROM statements ",
            $rest
        )
    };
}

/// These belong to that account from now on.
pub fn move_to(account: &Account, statements: &[StatementGuid]) -> Write {
    Write::many(
        "UPDATE statements SET account_guid = ?3, member_guid = ?4 WHERE user_guid = ?1 AND guid = ?2",
        statements.iter().map(|guid| args![account.user, *guid, account.guid, account.member]).collect(),
    )
}

impl Tenant<'_> {
    /// Seals the document of a statement and writes it with its hash. One that is there already stays.
    pub async fn set_document(
        &self,
        statement: &Statement,
        document: &[u8],
        now: Timestamp,
    ) -> Result<Write, Error> {
        let guid = statement.guid.to_string();
        let sealed = self.seal(content_place(&guid), document).await?;
        Ok(Write::new(
            "UPDATE statements SET content_hash = ?4, content_sealed = ?5, updated_at = ?6
             WHERE client_guid = ?1 AND user_guid = ?2 AND guid = ?3 AND content_hash IS NULL",
            args![self.client, statement.user, guid, crate::hex(&Sha256::digest(document)), sealed, now],
        ))
    }

    /// The document of a statement, if it is there.
    pub async fn document(&self, statement: &Statement) -> Result<Option<Zeroizing<Vec<u8>>>, Error> {
        let rows = self
            .read(
                "SELECT content_sealed FROM statements WHERE client_guid = ?1 AND user_guid = ?2 AND guid = ?3",
                args![self.client, statement.user, statement.guid],
            )
            .await?;
        match rows.first().map(|row| row.opt_blob("content_sealed")).transpose()?.flatten() {
            Some(sealed) => self.open(content_place(&statement.guid.to_string()), sealed).await.map(Some),
            None => Ok(None),
        }
    }

    /// A statement of a member.
    pub async fn statement(
        &self,
        user: UserGuid,
        member: MemberGuid,
        guid: StatementGuid,
    ) -> Result<Option<Statement>, Error> {
        let rows = self
            .read(
                without_content!(
                    "WHERE client_guid = ?1 AND user_guid = ?2 AND member_guid = ?3 AND guid = ?4"
                ),
                args![self.client, user, member, guid],
            )
            .await?;
        rows.first().map(Statement::read).transpose()
    }

    /// The statements of a member, newest first.
    pub async fn statements(
        &self,
        user: UserGuid,
        member: MemberGuid,
        page: Page,
    ) -> Result<PageOf<Statement>, Error> {
        let mut args = args![self.client, user, member];
        let total = self
            .read(
                "SELECT count(*) AS total FROM statements WHERE client_guid = ?1 AND user_guid = ?2 AND member_guid = ?3",
                args.clone(),
            )
            .await?;
        args.extend(args![page.size, page.offset()]);
        let rows = self
            .read(
                without_content!(
                    "WHERE client_guid = ?1 AND user_guid = ?2 AND member_guid = ?3
                     ORDER BY issued_on DESC, guid DESC LIMIT ?4 OFFSET ?5"
                ),
                args,
            )
            .await?;
        PageOf::read(&rows, &total, Statement::read)
    }

    /// All statements of an account; what a list is matched against.
    pub async fn statements_of(&self, user: UserGuid, account: AccountGuid) -> Result<Vec<Statement>, Error> {
        let rows = self
            .read(
                without_content!(
                    "WHERE client_guid = ?1 AND user_guid = ?2 AND account_guid = ?3 ORDER BY issued_on DESC, guid DESC"
                ),
                args![self.client, user, account],
            )
            .await?;
        rows.iter().map(Statement::read).collect()
    }

    /// The newest statement that this run listed and that has no document; of those behind `after`, if it is given.
    pub async fn statement_without_document(
        &self,
        user: UserGuid,
        member: MemberGuid,
        run: RunGuid,
        after: Option<After>,
    ) -> Result<Option<Statement>, Error> {
        let (day, guid) = after.map(|after| (after.issued_on, after.guid)).unzip();
        let rows = self
            .read(
                without_content!(
                    "WHERE client_guid = ?1 AND user_guid = ?2 AND member_guid = ?3 AND run_guid = ?4 AND content_hash IS NULL
                        AND (CAST(?5 AS TEXT) IS NULL OR issued_on < ?5 OR (issued_on = ?5 AND guid < ?6))
                     ORDER BY issued_on DESC, guid DESC LIMIT 1"
                ),
                args![self.client, user, member, run, day, guid],
            )
            .await?;
        rows.first().map(Statement::read).transpose()
    }
}
