//! Verifications: what a lender ordered, where it stands, and the report.

use crate::error::Error;
use crate::value::Value;
use crate::{Page, PageOf, Place, Row, Store, Tenant, Write, args};
use domain::clock::Timestamp;
use domain::id::{AccountGuid, ClientGuid, Guid, Kind, MemberGuid, RunGuid, UserGuid};
use domain::reason::Reason;
use domain::verification::{BankError, Flaw, Resource, VerificationCode, VerificationState};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct VerificationKind;
impl Kind for VerificationKind {
    const PREFIX: &'static str = "VRF";
}
pub type VerificationGuid = Guid<VerificationKind>;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ReportKind;
impl Kind for ReportKind {
    const PREFIX: &'static str = "RPT";
}
pub type ReportGuid = Guid<ReportKind>;

/// What a change of somebody else's answers.
pub const CHANGED: &str = "the verification was changed meanwhile";

/// Which accounts are verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WantedAccounts {
    All,
    /// Those that the application named.
    These(Vec<AccountGuid>),
    /// Those that the person chooses; none before they have.
    Chosen(Option<Vec<AccountGuid>>),
}

#[derive(Debug, Clone)]
pub struct Verification {
    pub user: UserGuid,
    pub guid: VerificationGuid,
    pub client: ClientGuid,
    pub state: VerificationState,
    pub code: VerificationCode,
    pub flaws: Vec<Flaw>,
    pub report_type: String,
    pub months: u8,
    /// The institution that the person is led to, by code.
    pub institution_code: Option<String>,
    pub wanted: WantedAccounts,
    /// SHA-256 of the token of the link that the person opens.
    pub link_hash: Option<String>,
    /// Operational time.
    pub link_expires_at: Option<Timestamp>,
    pub opened_at: Option<Timestamp>,
    pub cancelled_at: Option<Timestamp>,
    /// Why the report could not be made.
    pub report_flaw: Option<String>,
    pub due_at: Option<Timestamp>,
    /// As read; every update expects it and raises it.
    pub version: i64,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// A connection that a verification stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerificationMember {
    pub member: MemberGuid,
    /// The run that reads it for the verification.
    pub run: Option<RunGuid>,
}

/// A report without what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportHead {
    pub guid: ReportGuid,
    /// SHA-256 of the JSON.
    pub content_hash: String,
    pub created_at: Timestamp,
}

/// Which verifications are listed.
#[derive(Debug, Clone, Copy, Default)]
pub struct VerificationFilter {
    pub user: Option<UserGuid>,
    pub state: Option<VerificationState>,
}

/// A flaw as it is kept.
#[derive(Serialize, Deserialize)]
struct StoredFlaw {
    code: String,
    reason: String,
    kind: String,
    id: String,
    name: String,
}

impl StoredFlaw {
    fn of(flaw: &Flaw) -> Self {
        let (kind, id, name) = match &flaw.about {
            Resource::Member(guid, name) => ("member", guid.to_string(), name.clone()),
            Resource::Account(guid, name) => ("account", guid.to_string(), name.clone()),
            Resource::Report => ("report", String::new(), String::new()),
        };
        let (code, reason) = (flaw.error.name().to_owned(), flaw.reason.name().to_owned());
        Self { code, reason, kind: kind.to_owned(), id, name }
    }

    fn read(self) -> Option<Flaw> {
        let about = match self.kind.as_str() {
            "member" => Resource::Member(self.id.parse().ok()?, self.name),
            "account" => Resource::Account(self.id.parse().ok()?, self.name),
            _ => Resource::Report,
        };
        let (error, reason) = (BankError::from_name(&self.code)?, Reason::from_name(&self.reason)?);
        Some(Flaw { error, reason, about })
    }
}

impl WantedAccounts {
    const fn name(&self) -> &'static str {
        match self {
            Self::All => "all",
            Self::These(_) => "these",
            Self::Chosen(_) => "chosen",
        }
    }

    fn guids(&self) -> Option<String> {
        let guids = match self {
            Self::These(guids) | Self::Chosen(Some(guids)) => guids,
            Self::All | Self::Chosen(None) => return None,
        };
        Some(crate::to_json(&guids.iter().map(ToString::to_string).collect::<Vec<_>>()))
    }

    fn read(row: &Row) -> Result<Self, Error> {
        let guids = match row.opt_text("account_guids")? {
            Some(_) => {
                let texts: Vec<String> = row.json("account_guids")?;
                let guids: Option<Vec<AccountGuid>> = texts.iter().map(|text| text.parse().ok()).collect();
                Some(guids.map_or_else(|| row.named("account_guids", |_| None), Ok)?)
            }
            None => None,
        };
        row.named("wanted", |name| match name {
            "all" => Some(Self::All),
            "these" => Some(Self::These(guids.clone().unwrap_or_default())),
            "chosen" => Some(Self::Chosen(guids.clone())),
            _ => None,
        })
    }
}

impl Verification {
    fn read(row: &Row) -> Result<Self, Error> {
        let flaws: Vec<StoredFlaw> = row.json("flaws")?;
        Ok(Self {
            user: row.parse("user_guid")?,
            guid: row.parse("guid")?,
            client: row.parse("client_guid")?,
            state: row.named("state", VerificationState::from_name)?,
            code: row.named("code", VerificationCode::from_name)?,
            flaws: flaws.into_iter().filter_map(StoredFlaw::read).collect(),
            report_type: row.string("report_type")?,
            months: u8::try_from(row.count("months")?).unwrap_or(u8::MAX),
            institution_code: row.opt_string("institution_code")?,
            wanted: WantedAccounts::read(row)?,
            link_hash: row.opt_string("link_hash")?,
            link_expires_at: row.opt_time("link_expires_at")?,
            opened_at: row.opt_time("opened_at")?,
            cancelled_at: row.opt_time("cancelled_at")?,
            report_flaw: row.opt_string("report_flaw")?,
            due_at: row.opt_time("due_at")?,
            version: row.int("version")?,
            created_at: row.time("created_at")?,
            updated_at: row.time("updated_at")?,
        })
    }

    fn flaws_text(&self) -> String {
        crate::to_json(&self.flaws.iter().map(StoredFlaw::of).collect::<Vec<_>>())
    }

    /// Whether it can still change.
    pub const fn is_open(&self) -> bool {
        !matches!(self.state, VerificationState::Completed | VerificationState::Cancelled)
    }
}

/// A new verification.
pub fn insert(one: &Verification) -> Write {
    Write::new(
        "INSERT INTO verifications (user_guid, guid, client_guid, state, code, flaws, report_type, months, institution_code, wanted,
            account_guids, link_hash, link_expires_at, opened_at, cancelled_at, report_flaw, due_at, version, created_at, updated_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)",
        args![
            one.user,
            one.guid,
            one.client,
            one.state.name(),
            one.code.name(),
            one.flaws_text(),
            &one.report_type,
            u32::from(one.months),
            one.institution_code.clone(),
            one.wanted.name(),
            one.wanted.guids(),
            one.link_hash.clone(),
            one.link_expires_at,
            one.opened_at,
            one.cancelled_at,
            one.report_flaw.clone(),
            one.due_at,
            one.version,
            one.created_at,
            one.updated_at
        ],
    )
}

/// Changed from what was read; raises the version.
pub fn update(one: &Verification) -> Write {
    Write::new(
        "UPDATE verifications SET state = ?5, code = ?6, flaws = ?7, report_type = ?8, months = ?9, institution_code = ?10, wanted = ?11,
            account_guids = ?12, link_hash = ?13, link_expires_at = ?14, opened_at = ?15, cancelled_at = ?16, report_flaw = ?17,
            due_at = ?18, updated_at = ?19, version = version + 1
         WHERE client_guid = ?1 AND user_guid = ?2 AND guid = ?3 AND version = ?4",
        args![
            one.client,
            one.user,
            one.guid,
            one.version,
            one.state.name(),
            one.code.name(),
            one.flaws_text(),
            &one.report_type,
            u32::from(one.months),
            one.institution_code.clone(),
            one.wanted.name(),
            one.wanted.guids(),
            one.link_hash.clone(),
            one.link_expires_at,
            one.opened_at,
            one.cancelled_at,
            one.report_flaw.clone(),
            one.due_at,
            one.updated_at
        ],
    )
    .expect(1, CHANGED)
}

/// Something of the user has changed: who looks after the verifications that are open is to look at them.
pub fn touch(client: ClientGuid, user: UserGuid, now: Timestamp) -> Write {
    Write::new(
        "UPDATE verifications SET due_at = ?3, version = version + 1 WHERE client_guid = ?1 AND user_guid = ?2
            AND state NOT IN ('COMPLETED', 'CANCELLED')",
        args![client, user, now],
    )
}

/// A connection that it stands on, and the run that reads it; a known one takes the run.
pub fn set_member(one: &Verification, member: &VerificationMember, now: Timestamp) -> Write {
    Write::new(
        "INSERT INTO verification_members (user_guid, verification_guid, member_guid, client_guid, run_guid, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (user_guid, verification_guid, member_guid) DO UPDATE SET run_guid = excluded.run_guid",
        args![one.user, one.guid, member.member, one.client, member.run, now],
    )
}

/// It stands on these connections alone.
pub fn keep_members(one: &Verification, members: &[MemberGuid]) -> Write {
    Write::new(
        "DELETE FROM verification_members WHERE client_guid = ?1 AND user_guid = ?2 AND verification_guid = ?3
            AND member_guid NOT IN (SELECT key FROM json_each(?4))",
        args![one.client, one.user, one.guid, Value::keys(members)],
    )
}

fn place(row: &str) -> Place<'_> {
    Place { table: "verification_reports", column: "report", row }
}

impl Tenant<'_> {
    pub async fn verification(&self, guid: VerificationGuid) -> Result<Option<Verification>, Error> {
        let rows = self
            .read(
                "SELECT * FROM verifications WHERE client_guid = ?1 AND guid = ?2",
                args![self.client, guid],
            )
            .await?;
        rows.first().map(Verification::read).transpose()
    }

    /// The newest first.
    pub async fn verifications(
        &self,
        filter: VerificationFilter,
        page: Page,
    ) -> Result<PageOf<Verification>, Error> {
        let (user, state) = (filter.user, filter.state.map(VerificationState::name));
        let total = self
            .read(
                "SELECT count(*) AS total FROM verifications WHERE client_guid = ?1
                    AND (CAST(?2 AS TEXT) IS NULL OR user_guid = ?2) AND (CAST(?3 AS TEXT) IS NULL OR state = ?3)",
                args![self.client, user, state],
            )
            .await?;
        let rows = self
            .read(
                "SELECT * FROM verifications WHERE client_guid = ?1 AND (CAST(?2 AS TEXT) IS NULL OR user_guid = ?2)
                    AND (CAST(?3 AS TEXT) IS NULL OR state = ?3)
                 ORDER BY guid DESC LIMIT ?4 OFFSET ?5",
                args![self.client, user, state, page.size, page.offset()],
            )
            .await?;
        PageOf::read(&rows, &total, Verification::read)
    }

    /// The connections that it stands on, in the order in which they were added.
    pub async fn verification_members(
        &self,
        user: UserGuid,
        guid: VerificationGuid,
    ) -> Result<Vec<VerificationMember>, Error> {
        let rows = self
            .read(
                "SELECT * FROM verification_members WHERE client_guid = ?1 AND user_guid = ?2 AND verification_guid = ?3
                 ORDER BY created_at, member_guid",
                args![self.client, user, guid],
            )
            .await?;
        rows.iter()
            .map(|row| {
                Ok(VerificationMember { member: row.parse("member_guid")?, run: row.opt_parse("run_guid")? })
            })
            .collect()
    }

    /// The write that keeps a report; one that was there goes.
    pub async fn put_report(
        &self,
        one: &Verification,
        head: &ReportHead,
        json: &[u8],
    ) -> Result<Write, Error> {
        let sealed = self.seal(place(&one.guid.to_string()), json).await?;
        Ok(Write::new(
            "INSERT INTO verification_reports (user_guid, verification_guid, guid, client_guid, report_sealed, content_hash, created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
             ON CONFLICT (user_guid, verification_guid) DO UPDATE SET guid = excluded.guid, report_sealed = excluded.report_sealed,
                content_hash = excluded.content_hash, created_at = excluded.created_at",
            args![one.user, one.guid, head.guid, one.client, sealed, &head.content_hash, head.created_at],
        ))
    }

    /// The report of a verification without what it says.
    pub async fn report_head(
        &self,
        user: UserGuid,
        guid: VerificationGuid,
    ) -> Result<Option<ReportHead>, Error> {
        let rows = self
            .read(
                "SELECT guid, content_hash, created_at FROM verification_reports
                 WHERE client_guid = ?1 AND user_guid = ?2 AND verification_guid = ?3",
                args![self.client, user, guid],
            )
            .await?;
        rows.first()
            .map(|row| {
                Ok(ReportHead {
                    guid: row.parse("guid")?,
                    content_hash: row.string("content_hash")?,
                    created_at: row.time("created_at")?,
                })
            })
            .transpose()
    }

    /// The JSON of the report of a verification.
    pub async fn report(
        &self,
        user: UserGuid,
        guid: VerificationGuid,
    ) -> Result<Option<Zeroizing<Vec<u8>>>, Error> {
        let rows = self
            .read(
                "SELECT report_sealed FROM verification_reports
                 WHERE client_guid = ?1 AND user_guid = ?2 AND verification_guid = ?3",
                args![self.client, user, guid],
            )
            .await?;
        match rows.first() {
            Some(row) => Ok(Some(self.open(place(&guid.to_string()), row.blob("report_sealed")?).await?)),
            None => Ok(None),
        }
    }
}

impl Store {
    /// Verifications of any client that somebody must look at, those due longest first.
    pub async fn verifications_due(&self, now: Timestamp, limit: u32) -> Result<Vec<Verification>, Error> {
        let rows = self
            .database()
            .read(
                "SELECT * FROM verifications WHERE due_at IS NOT NULL AND due_at <= ?1 ORDER BY due_at LIMIT ?2",
                args![now, limit],
            )
            .await?;
        rows.iter().map(Verification::read).collect()
    }

    /// The verification that a link leads to; none when it is too old.
    pub async fn verification_by_link(
        &self,
        hash: &str,
        operational_now: Timestamp,
    ) -> Result<Option<Verification>, Error> {
        let rows = self
            .database()
            .read(
                "SELECT * FROM verifications WHERE link_hash = ?1 AND link_expires_at > ?2",
                args![hash, operational_now],
            )
            .await?;
        rows.first().map(Verification::read).transpose()
    }
}
