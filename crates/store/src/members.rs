//! Members: their record, and the state of their life.

use crate::error::Error;
use crate::{Page, PageOf, Row, Tenant, Value, Write, args};
use domain::clock::Timestamp;
use domain::id::{ClientGuid, MemberGuid, NotificationGuid, UserGuid};
use domain::member::counters::Failures;
use domain::member::{Processed, State, Status};
use domain::reason::{Actor, Reason};
use domain::run::{Reads, RunKind};

#[derive(Debug, Clone)]
pub struct Member {
    pub user: UserGuid,
    pub guid: MemberGuid,
    pub client: ClientGuid,
    /// The client's own name for the member; one member of the user has it.
    pub id: Option<String>,
    pub institution_code: String,
    pub name: String,
    pub metadata: Option<String>,
    /// MX's use cases, separated by spaces.
    pub use_cases: String,
    pub is_oauth: bool,
    pub is_background_disabled: bool,
    /// What its aggregations read, when something else than usual was agreed.
    pub reads: Option<Reads>,
    pub login_hash: Option<String>,
    pub state: State,
    /// When the hub refreshes it by itself.
    pub next_run_at: Option<Timestamp>,
    /// That time is a place in the institution's queue.
    pub is_paced: bool,
    /// When somebody must look at it, in domain time.
    pub due_at: Option<Timestamp>,
    /// What its person is told of now.
    pub notice: Option<Notice>,
    /// As read; every update expects it and raises it.
    pub version: i64,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// That a person is told of a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Notice {
    pub guid: NotificationGuid,
    pub reason: Reason,
    pub since: Timestamp,
}

impl Member {
    /// Made by hand: never aggregates.
    pub fn is_manual(&self) -> bool {
        self.state.status == Status::Manual
    }

    pub(crate) fn read(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            user: row.parse("user_guid")?,
            guid: row.parse("guid")?,
            client: row.parse("client_guid")?,
            id: row.opt_string("id")?,
            institution_code: row.string("institution_code")?,
            name: row.string("name")?,
            metadata: row.opt_string("metadata")?,
            use_cases: row.string("use_cases")?,
            is_oauth: row.flag("is_oauth")?,
            is_background_disabled: row.flag("is_background_disabled")?,
            reads: row.opt_text("reads")?.map(|names| Reads::from_names(names.split_whitespace())),
            login_hash: row.opt_string("login_hash")?,
            state: read_state(row)?,
            next_run_at: row.opt_time("next_run_at")?,
            is_paced: row.flag("is_paced")?,
            due_at: row.opt_time("due_at")?,
            notice: read_notice(row)?,
            version: row.int("version")?,
            created_at: row.time("created_at")?,
            updated_at: row.time("updated_at")?,
        })
    }
}

fn read_notice(row: &Row) -> Result<Option<Notice>, Error> {
    let Some(guid) = row.opt_parse("notice_guid")? else { return Ok(None) };
    Ok(Some(Notice {
        guid,
        reason: row.named("notice_reason", Reason::from_name)?,
        since: row.time("notice_since")?,
    }))
}

fn notice_args(member: &Member) -> Vec<Value> {
    let notice = member.notice;
    args![
        notice.map(|notice| notice.guid),
        notice.map(|notice| notice.reason.name()),
        notice.map(|notice| notice.since)
    ]
}

fn read_state(row: &Row) -> Result<State, Error> {
    let status = row.opt_text("status")?;
    let reason = |column: &'static str| {
        row.opt_text(column)?
            .map(|name| Reason::from_name(name).map_or_else(|| row.named(column, |_| None), Ok))
            .transpose()
    };
    Ok(State {
        status: Status::from_name(status).map_or_else(|| row.named("status", |_| None), Ok)?,
        prior: row
            .opt_text("prior_status")?
            .map(|name| Status::from_name(Some(name)).map_or_else(|| row.named("prior_status", |_| None), Ok))
            .transpose()?,
        status_since: row.time("status_since")?,
        prior_reason: reason("prior_reason")?,
        decided_by: row
            .opt_text("decided_by")?
            .map(|name| Actor::from_name(name).map_or_else(|| row.named("decided_by", |_| None), Ok))
            .transpose()?,
        reason: reason("reason")?,
        is_being_aggregated: row.flag("is_being_aggregated")?,
        processed: Processed {
            is_authenticated: row.flag("is_authenticated")?,
            accounts: row.flag("has_processed_accounts")?,
            transactions: row.flag("has_processed_transactions")?,
            account_numbers: row.flag("has_processed_account_numbers")?,
        },
        refusals_in_row: row.count("refusals_in_row")?,
        refusals_of_credentials: row.count("refusals_of_credentials")?,
        wrong_answers_in_row: row.count("wrong_answers_in_row")?,
        tries_in_row: row.count("tries_in_row")?,
        is_asked: row.flag("is_asked")?,
        asked_in_row: row.count("asked_in_row")?,
        slow_at: row.opt_time("slow_at")?,
        without_success_since: row.time("without_success_since")?,
        failures: Failures {
            since_success: row.count("failures_since_success")?,
            recent: row
                .text("failures_recent")?
                .split_whitespace()
                .filter_map(|micros| Timestamp::from_microsecond(micros.parse().ok()?).ok())
                .collect(),
        },
        foreground_only: row.flag("is_foreground_only")?,
        credentials_proven: row.flag("is_credentials_proven")?,
        holds_credentials: row.flag("holds_credentials")?,
        generation: row.int("generation")?,
        created_at: row.time("created_at")?,
        aggregated_at: row.opt_time("aggregated_at")?,
        successfully_aggregated_at: row.opt_time("successfully_aggregated_at")?,
    })
}

/// State and plan, in the order of the columns from `status` to `due_at`.
fn state_args(member: &Member) -> Vec<Value> {
    let state = &member.state;
    let recent: Vec<String> =
        state.failures.recent.iter().map(|at| at.as_microsecond().to_string()).collect();
    args![
        state.status.name(),
        state.prior.and_then(Status::name),
        state.status_since,
        state.reason.map(Reason::name),
        state.is_being_aggregated,
        state.processed.is_authenticated,
        state.processed.accounts,
        state.processed.transactions,
        state.processed.account_numbers,
        state.refusals_in_row,
        state.failures.since_success,
        recent.join(" "),
        state.foreground_only,
        state.credentials_proven,
        state.holds_credentials,
        state.generation,
        state.aggregated_at,
        state.successfully_aggregated_at,
        state.prior_reason.map(Reason::name),
        state.decided_by.map(Actor::name),
        state.refusals_of_credentials,
        state.wrong_answers_in_row,
        state.tries_in_row,
        state.is_asked,
        state.asked_in_row,
        state.slow_at,
        state.without_success_since,
        member.next_run_at,
        member.is_paced,
        member.due_at,
    ]
}

impl Member {
    /// What a run of that kind reads of this member beside accounts.
    pub fn reads_in(&self, kind: RunKind) -> Reads {
        self.reads.filter(|_| kind == RunKind::Aggregate).unwrap_or_else(|| Reads::of(kind))
    }
}

fn reads(member: &Member) -> Option<String> {
    member.reads.map(|reads| reads.names().collect::<Vec<_>>().join(" "))
}

/// A new member; a taken id or the same login at the same institution is a conflict.
pub fn insert(member: &Member) -> Write {
    let mut values = args![
        member.user,
        member.guid,
        member.client,
        member.id.clone(),
        &member.institution_code,
        &member.name,
        member.metadata.clone(),
        &member.use_cases,
        member.is_oauth,
        member.is_background_disabled,
        member.login_hash.clone(),
        member.version,
        member.created_at,
        member.updated_at,
    ];
    values.extend(state_args(member));
    values.extend(args![reads(member)]);
    values.extend(notice_args(member));
    Write::new(
        "INSERT INTO members (user_guid, guid, client_guid, id, institution_code, name, metadata, use_cases, is_oauth,
            is_background_disabled, login_hash, version, created_at, updated_at,
            status, prior_status, status_since, reason, is_being_aggregated, is_authenticated, has_processed_accounts,
            has_processed_transactions, has_processed_account_numbers, refusals_in_row, failures_since_success,
            failures_recent, is_foreground_only, is_credentials_proven, holds_credentials, generation, aggregated_at,
            successfully_aggregated_at, prior_reason, decided_by, refusals_of_credentials, wrong_answers_in_row, tries_in_row,
            is_asked, asked_in_row, slow_at, without_success_since, next_run_at, is_paced, due_at, reads,
            notice_guid, notice_reason, notice_since)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23,
            ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34, ?35, ?36, ?37, ?38, ?39, ?40, ?41, ?42, ?43, ?44, ?45,
            ?46, ?47, ?48)
         ON CONFLICT DO NOTHING",
        values,
    )
    .expect(1, TAKEN)
}

/// What a conflict of [`insert`] says.
pub const TAKEN: &str = "a member with this id or this login exists";

/// The whole member anew, if it is still at the version it was read at; raises the version.
pub fn update(member: &Member) -> Write {
    let mut values = args![
        member.client,
        member.user,
        member.guid,
        member.version,
        member.id.clone(),
        &member.name,
        member.metadata.clone(),
        &member.use_cases,
        member.is_background_disabled,
        member.login_hash.clone(),
        member.updated_at,
    ];
    values.extend(state_args(member));
    values.extend(args![member.is_oauth, reads(member)]);
    values.extend(notice_args(member));
    Write::new(
        "UPDATE members SET version = version + 1, id = ?5, name = ?6, metadata = ?7, use_cases = ?8,
            is_background_disabled = ?9, login_hash = ?10, updated_at = ?11,
            status = ?12, prior_status = ?13, status_since = ?14, reason = ?15, is_being_aggregated = ?16,
            is_authenticated = ?17, has_processed_accounts = ?18, has_processed_transactions = ?19,
            has_processed_account_numbers = ?20, refusals_in_row = ?21, failures_since_success = ?22,
            failures_recent = ?23, is_foreground_only = ?24, is_credentials_proven = ?25, holds_credentials = ?26,
            generation = ?27, aggregated_at = ?28, successfully_aggregated_at = ?29,
            prior_reason = ?30, decided_by = ?31, refusals_of_credentials = ?32, wrong_answers_in_row = ?33,
            tries_in_row = ?34, is_asked = ?35, asked_in_row = ?36, slow_at = ?37, without_success_since = ?38,
            next_run_at = ?39, is_paced = ?40, due_at = ?41, is_oauth = ?42, reads = ?43,
            notice_guid = ?44, notice_reason = ?45, notice_since = ?46
         WHERE client_guid = ?1 AND user_guid = ?2 AND guid = ?3 AND version = ?4",
        values,
    )
    .expect(1, "the member changed meanwhile")
}

/// The member and everything of it, if it is still at the version it was read at.
pub fn delete_at(member: &Member) -> Write {
    Write::new(
        "DELETE FROM members WHERE client_guid = ?1 AND user_guid = ?2 AND guid = ?3 AND version = ?4",
        args![member.client, member.user, member.guid, member.version],
    )
    .expect(1, "the member changed meanwhile")
}

/// The member and everything of it.
pub fn delete(client: ClientGuid, user: UserGuid, member: MemberGuid) -> Write {
    Write::new(
        "DELETE FROM members WHERE client_guid = ?1 AND user_guid = ?2 AND guid = ?3",
        args![client, user, member],
    )
    .expect(1, "the member is gone")
}

impl Tenant<'_> {
    pub async fn member(&self, user: UserGuid, guid: MemberGuid) -> Result<Option<Member>, Error> {
        let rows = self
            .read(
                "SELECT * FROM members WHERE client_guid = ?1 AND user_guid = ?2 AND guid = ?3",
                args![self.client, user, guid],
            )
            .await?;
        rows.first().map(Member::read).transpose()
    }

    /// A member of any user of this client.
    pub async fn member_by_guid(&self, guid: MemberGuid) -> Result<Option<Member>, Error> {
        let rows = self
            .read("SELECT * FROM members WHERE client_guid = ?1 AND guid = ?2", args![self.client, guid])
            .await?;
        rows.first().map(Member::read).transpose()
    }

    pub async fn member_by_id(&self, user: UserGuid, id: &str) -> Result<Option<Member>, Error> {
        let rows = self
            .read(
                "SELECT * FROM members WHERE client_guid = ?1 AND user_guid = ?2 AND id = ?3",
                args![self.client, user, id],
            )
            .await?;
        rows.first().map(Member::read).transpose()
    }

    /// The member that connects this login already.
    pub async fn member_by_login(
        &self,
        user: UserGuid,
        institution_code: &str,
        login_hash: &str,
    ) -> Result<Option<Member>, Error> {
        let rows = self
            .read(
                "SELECT * FROM members
                 WHERE client_guid = ?1 AND user_guid = ?2 AND institution_code = ?3 AND login_hash = ?4",
                args![self.client, user, institution_code, login_hash],
            )
            .await?;
        rows.first().map(Member::read).transpose()
    }

    /// The user's manual member of that institution.
    pub async fn manual_member(
        &self,
        user: UserGuid,
        institution_code: &str,
    ) -> Result<Option<Member>, Error> {
        let rows = self
            .read(
                "SELECT * FROM members
                 WHERE client_guid = ?1 AND user_guid = ?2 AND institution_code = ?3 AND status IS NULL ORDER BY guid LIMIT 1",
                args![self.client, user, institution_code],
            )
            .await?;
        rows.first().map(Member::read).transpose()
    }

    /// Members of a user in the order they were made; with one use case only those that have it.
    pub async fn members(
        &self,
        user: UserGuid,
        use_case: Option<&str>,
        page: Page,
    ) -> Result<PageOf<Member>, Error> {
        let filter = args![self.client, user, use_case];
        let total = self
            .read(
                "SELECT count(*) AS total FROM members WHERE client_guid = ?1 AND user_guid = ?2
                    AND (CAST(?3 AS TEXT) IS NULL OR ' ' || use_cases || ' ' <> replace(' ' || use_cases || ' ', ' ' || ?3 || ' ', ''))",
                filter.clone(),
            )
            .await?;
        let mut args = filter;
        args.extend(args![page.size, page.offset()]);
        let rows = self
            .read(
                "SELECT * FROM members WHERE client_guid = ?1 AND user_guid = ?2
                    AND (CAST(?3 AS TEXT) IS NULL OR ' ' || use_cases || ' ' <> replace(' ' || use_cases || ' ', ' ' || ?3 || ' ', ''))
                 ORDER BY guid LIMIT ?4 OFFSET ?5",
                args,
            )
            .await?;
        PageOf::read(&rows, &total, Member::read)
    }
}
