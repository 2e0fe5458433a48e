//! Runs: the queue of work, in the database.

use crate::error::Error;
use crate::links::Link;
use crate::members::Member;
use crate::{Place, Row, Tenant, Value, Write, args};
use domain::clock::Timestamp;
use domain::id::{ClientGuid, LinkGuid, MemberGuid, RunGuid, UserGuid};
use domain::member::Presence;
use domain::reason::Reason;
use domain::run::{RunKind, RunPhase};
use zeroize::Zeroizing;

#[derive(Debug, Clone)]
pub struct Run {
    pub user: UserGuid,
    pub member: MemberGuid,
    pub guid: RunGuid,
    pub client: ClientGuid,
    pub link: LinkGuid,
    pub source: String,
    pub institution_code: String,
    pub kind: RunKind,
    pub presence: Presence,
    pub phase: RunPhase,
    /// Domain time; none once it has ended.
    pub due_at: Option<Timestamp>,
    /// As claimed; every commit of the run expects it.
    pub attempt: i64,
    /// The number of the last thing sent that a bank would count.
    pub step: u32,
    /// Its outcome is still open.
    pub is_sending: bool,
    pub sign_ins: u32,
    pub rounds: u32,
    pub wrong_answers: u32,
    /// The member's credentials that it was begun with.
    pub generation: i64,
    pub session_sealed: Option<Vec<u8>>,
    pub answers_sealed: Option<Vec<u8>>,
    /// JSON, of the engine.
    pub progress: String,
    pub transactions_created: u32,
    pub transactions_updated: u32,
    pub statements_created: u32,
    /// JSON, of the engine: what the data looked like that it read.
    pub quality: Option<String>,
    pub callback_payload: Option<String>,
    pub reason: Option<Reason>,
    pub source_code: Option<String>,
    pub detail: Option<String>,
    pub created_at: Timestamp,
    /// When it was begun, or went on after a person had answered.
    pub active_since: Timestamp,
    pub ended_at: Option<Timestamp>,
}

/// The name of a presence in SQL; foreground is claimed first.
pub(crate) const fn presence_name(presence: Presence) -> &'static str {
    match presence {
        Presence::Foreground => "foreground",
        Presence::Background => "background",
    }
}

impl Run {
    /// A run that is due at once, with nothing sent and nothing read.
    pub fn queued(
        member: &Member,
        link: &Link,
        guid: RunGuid,
        kind: RunKind,
        presence: Presence,
        now: Timestamp,
    ) -> Self {
        Self {
            user: member.user,
            member: member.guid,
            guid,
            client: member.client,
            link: link.guid,
            source: link.source.clone(),
            institution_code: member.institution_code.clone(),
            kind,
            presence,
            phase: RunPhase::Queued,
            due_at: Some(now),
            attempt: 0,
            step: 0,
            is_sending: false,
            sign_ins: 0,
            rounds: 0,
            wrong_answers: 0,
            generation: member.state.generation,
            session_sealed: None,
            answers_sealed: None,
            progress: "{}".to_owned(),
            transactions_created: 0,
            transactions_updated: 0,
            statements_created: 0,
            quality: None,
            callback_payload: None,
            reason: None,
            source_code: None,
            detail: None,
            created_at: now,
            active_since: now,
            ended_at: None,
        }
    }

    pub(crate) fn read(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            user: row.parse("user_guid")?,
            member: row.parse("member_guid")?,
            guid: row.parse("guid")?,
            client: row.parse("client_guid")?,
            link: row.parse("link_guid")?,
            source: row.string("source")?,
            institution_code: row.string("institution_code")?,
            kind: row.named("kind", RunKind::from_name)?,
            presence: row.named("presence", |name| {
                [Presence::Foreground, Presence::Background]
                    .into_iter()
                    .find(|one| presence_name(*one) == name)
            })?,
            phase: row.named("phase", RunPhase::from_name)?,
            due_at: row.opt_time("due_at")?,
            attempt: row.int("attempt")?,
            step: row.count("step")?,
            is_sending: row.flag("is_sending")?,
            sign_ins: row.count("sign_ins")?,
            rounds: row.count("rounds")?,
            wrong_answers: row.count("wrong_answers")?,
            generation: row.int("generation")?,
            session_sealed: row.opt_blob("session_sealed")?.map(<[u8]>::to_vec),
            answers_sealed: row.opt_blob("answers_sealed")?.map(<[u8]>::to_vec),
            progress: row.string("progress")?,
            transactions_created: row.count("transactions_created")?,
            transactions_updated: row.count("transactions_updated")?,
            statements_created: row.count("statements_created")?,
            quality: row.opt_string("quality")?,
            callback_payload: row.opt_string("callback_payload")?,
            reason: row
                .opt_text("reason")?
                .map(|name| Reason::from_name(name).map_or_else(|| row.named("reason", |_| None), Ok))
                .transpose()?,
            source_code: row.opt_string("source_code")?,
            detail: row.opt_string("detail")?,
            created_at: row.time("created_at")?,
            active_since: row.time("active_since")?,
            ended_at: row.opt_time("ended_at")?,
        })
    }
}

/// A new run, nobody's yet. Another open one of the member is a conflict.
pub fn insert(run: &Run) -> Write {
    Write::new(
        "INSERT INTO runs (user_guid, member_guid, guid, client_guid, link_guid, source, institution_code, kind, presence,
            phase, due_at, leased_until, attempt, step, is_sending, sign_ins, rounds, wrong_answers, generation, progress,
            transactions_created, transactions_updated, statements_created, callback_payload, created_at, active_since,
            session_sealed, answers_sealed)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, 0, 0, 0, 0, 0, 0, 0, ?12, ?13, 0, 0, 0, ?14, ?15, ?16, ?17,
            ?18)
         ON CONFLICT DO NOTHING",
        args![
            run.user,
            run.member,
            run.guid,
            run.client,
            run.link,
            &run.source,
            &run.institution_code,
            run.kind.name(),
            presence_name(run.presence),
            run.phase.name(),
            run.due_at,
            run.generation,
            &run.progress,
            run.callback_payload.clone(),
            run.created_at,
            run.active_since,
            run.session_sealed.clone(),
            run.answers_sealed.clone()
        ],
    )
    .expect(1, "a run of this member is open")
}

/// Who holds a run after an update.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lease {
    /// The worker goes on with it.
    Kept,
    /// Anybody may claim it when it is due.
    Released,
}

/// The whole run anew, if it is still open at the attempt it was claimed or read with.
pub fn update(run: &Run, lease: Lease) -> Write {
    Write::new(
        "UPDATE runs SET phase = ?5, due_at = ?6, step = ?7, is_sending = ?8, sign_ins = ?9, rounds = ?10,
            wrong_answers = ?11, session_sealed = ?12, answers_sealed = ?13, progress = ?14, transactions_created = ?15,
            transactions_updated = ?16, statements_created = ?23, quality = ?24, reason = ?17, source_code = ?18, detail = ?19, ended_at = ?20, active_since = ?22,
            leased_until = CASE WHEN CAST(?21 AS BIGINT) = 1 THEN leased_until ELSE 0 END
         WHERE client_guid = ?1 AND user_guid = ?2 AND guid = ?3 AND attempt = ?4 AND ended_at IS NULL",
        args![
            run.client,
            run.user,
            run.guid,
            run.attempt,
            run.phase.name(),
            run.due_at,
            run.step,
            run.is_sending,
            run.sign_ins,
            run.rounds,
            run.wrong_answers,
            run.session_sealed.clone(),
            run.answers_sealed.clone(),
            &run.progress,
            run.transactions_created,
            run.transactions_updated,
            run.reason.map(Reason::name),
            run.source_code.clone(),
            run.detail.clone(),
            run.ended_at,
            lease == Lease::Kept,
            run.active_since,
            run.statements_created,
            run.quality.clone(),
        ],
    )
    .expect(1, STALE)
}

/// A run that nobody has begun becomes a person's.
pub fn take_over(run: &Run, now: Timestamp) -> Write {
    Write::new(
        "UPDATE runs SET presence = ?5, due_at = ?6, active_since = ?6
         WHERE client_guid = ?1 AND user_guid = ?2 AND guid = ?3 AND attempt = ?4 AND ended_at IS NULL AND leased_until = 0",
        args![run.client, run.user, run.guid, run.attempt, presence_name(run.presence), now],
    )
    .expect(1, STALE)
}

/// What a conflict of [`update`] says: another attempt has the run, or it was cancelled.
pub const STALE: &str = "the run is no longer this attempt's";

impl Tenant<'_> {
    /// How many runs of a member were begun since then.
    pub async fn runs_since(
        &self,
        user: UserGuid,
        member: MemberGuid,
        since: Timestamp,
    ) -> Result<i64, Error> {
        let rows = self
            .read(
                "SELECT count(*) AS total FROM runs
                 WHERE client_guid = ?1 AND user_guid = ?2 AND member_guid = ?3 AND created_at >= ?4",
                args![self.client, user, member, since],
            )
            .await?;
        rows.first().map_or(Ok(0), |row| row.int("total"))
    }

    /// The member's open run.
    pub async fn open_run(&self, user: UserGuid, member: MemberGuid) -> Result<Option<Run>, Error> {
        let rows = self
            .read(
                "SELECT * FROM runs
                 WHERE client_guid = ?1 AND user_guid = ?2 AND member_guid = ?3 AND ended_at IS NULL",
                args![self.client, user, member],
            )
            .await?;
        rows.first().map(Run::read).transpose()
    }

    /// The member's newest run, open or ended.
    pub async fn latest_run(&self, user: UserGuid, member: MemberGuid) -> Result<Option<Run>, Error> {
        let rows = self
            .read(
                "SELECT * FROM runs WHERE client_guid = ?1 AND user_guid = ?2 AND member_guid = ?3
                 ORDER BY created_at DESC, guid DESC LIMIT 1",
                args![self.client, user, member],
            )
            .await?;
        rows.first().map(Run::read).transpose()
    }

    /// The member's newest run of which it is known what its data looked like.
    pub async fn latest_judged_run(&self, user: UserGuid, member: MemberGuid) -> Result<Option<Run>, Error> {
        let rows = self
            .read(
                "SELECT * FROM runs
                 WHERE client_guid = ?1 AND user_guid = ?2 AND member_guid = ?3 AND quality IS NOT NULL
                 ORDER BY created_at DESC, guid DESC LIMIT 1",
                args![self.client, user, member],
            )
            .await?;
        rows.first().map(Run::read).transpose()
    }

    /// When the member's last successful run of that kind ended.
    pub async fn last_success(
        &self,
        user: UserGuid,
        member: MemberGuid,
        kind: RunKind,
    ) -> Result<Option<Timestamp>, Error> {
        let rows = self
            .read(
                "SELECT max(ended_at) AS ended_at FROM runs
                 WHERE client_guid = ?1 AND user_guid = ?2 AND member_guid = ?3 AND kind = ?4
                    AND reason IN ('ok', 'partial_data', 'no_accounts')",
                args![self.client, user, member, kind.name()],
            )
            .await?;
        rows.first().map_or(Ok(None), |row| row.opt_time("ended_at"))
    }

    pub async fn run(&self, user: UserGuid, guid: RunGuid) -> Result<Option<Run>, Error> {
        let rows = self
            .read(
                "SELECT * FROM runs WHERE client_guid = ?1 AND user_guid = ?2 AND guid = ?3",
                args![self.client, user, guid],
            )
            .await?;
        rows.first().map(Run::read).transpose()
    }

    /// Seals the connector's session of a run.
    pub async fn seal_session(&self, run: RunGuid, session: &[u8]) -> Result<Vec<u8>, Error> {
        self.seal(place("session_sealed", &run.to_string()), session).await
    }

    pub async fn open_session(&self, run: &Run) -> Result<Option<Zeroizing<Vec<u8>>>, Error> {
        match &run.session_sealed {
            Some(sealed) => self.open(place("session_sealed", &run.guid.to_string()), sealed).await.map(Some),
            None => Ok(None),
        }
    }

    /// Seals the person's answers of a run.
    pub async fn seal_answers(&self, run: RunGuid, answers: &[u8]) -> Result<Vec<u8>, Error> {
        self.seal(place("answers_sealed", &run.to_string()), answers).await
    }

    pub async fn open_answers(&self, run: &Run) -> Result<Option<Zeroizing<Vec<u8>>>, Error> {
        match &run.answers_sealed {
            Some(sealed) => self.open(place("answers_sealed", &run.guid.to_string()), sealed).await.map(Some),
            None => Ok(None),
        }
    }
}

fn place<'a>(column: &'static str, run: &'a str) -> Place<'a> {
    Place { table: "runs", column, row: run }
}

/// Prolongs the lease of a run that its worker still works on; no row comes back when it is no longer the worker's.
pub fn prolong(run: &Run, leased_until: Timestamp) -> Write {
    Write::new(
        "UPDATE runs SET leased_until = ?5
         WHERE client_guid = ?1 AND user_guid = ?2 AND guid = ?3 AND attempt = ?4 AND ended_at IS NULL AND leased_until > 0
         RETURNING guid",
        args![run.client, run.user, run.guid, Value::Int(run.attempt), leased_until],
    )
}
