//! What crosses clients: the workers' claims and the operator's questions. Nothing here is reached from the API.

use crate::clients::Client;
use crate::error::Error;
use crate::members::Member;
use crate::runs::{Run, prolong};
use crate::users::User;
use crate::{Claim, Store, Write, args};
use domain::clock::Timestamp;
use domain::diagnosis::Health;
use domain::id::{MemberGuid, UserGuid};
use domain::reason::Reason;
use std::collections::HashSet;

/// Runs of one institution that its health is told from.
const HEALTH_RUNS: u32 = 500;

impl Store {
    /// Takes due runs of any client.
    pub async fn claim_runs(&self, claim: &Claim) -> Result<Vec<Run>, Error> {
        self.database.claim(claim).await?.iter().map(Run::read).collect()
    }

    /// Takes members of any client that time has come for; see [`crate::Database::claim_members`].
    pub async fn claim_members(
        &self,
        now: Timestamp,
        put_off_until: Timestamp,
        members_max: u32,
    ) -> Result<Vec<Member>, Error> {
        let rows = self.database.claim_members(now, put_off_until, members_max).await?;
        rows.iter().map(Member::read).collect()
    }

    /// Members of any client that a change of the directory concerns, by guid after `after`: those of an institution that is gone
    /// and are not DISCONTINUED or CLOSED yet, or those of one that is reached and are DISCONTINUED.
    pub async fn members_to_follow(
        &self,
        institution_code: &str,
        is_gone: bool,
        after: &str,
        limit: u32,
    ) -> Result<Vec<Member>, Error> {
        let sql = if is_gone {
            "SELECT * FROM members WHERE institution_code = ?1 AND guid > ?2
                AND status IS NOT NULL AND status NOT IN ('DISCONTINUED', 'CLOSED') ORDER BY guid LIMIT ?3"
        } else {
            "SELECT * FROM members WHERE institution_code = ?1 AND guid > ?2 AND status = 'DISCONTINUED'
             ORDER BY guid LIMIT ?3"
        };
        let rows = self.database.read(sql, args![institution_code, after, limit]).await?;
        rows.iter().map(Member::read).collect()
    }

    /// How many members of any client are connected to an institution through a source.
    pub async fn connections_through(&self, source: &str, institution: &str) -> Result<i64, Error> {
        let rows = self
            .database
            .read(
                "SELECT count(*) AS total FROM links WHERE source = ?1 AND source_institution_id = ?2 AND is_active = 1",
                args![source, institution],
            )
            .await?;
        rows.first().map_or(Ok(0), |row| row.int("total"))
    }

    /// The institutions that members of any client connect.
    pub async fn institutions_connected(&self) -> Result<Vec<String>, Error> {
        let rows = self
            .database
            .read(
                "SELECT code FROM institutions WHERE EXISTS
                    (SELECT 1 FROM members WHERE members.institution_code = institutions.code) ORDER BY code",
                Vec::new(),
            )
            .await?;
        rows.iter().map(|row| row.string("code")).collect()
    }

    /// A user of any client.
    pub async fn user_anywhere(&self, guid: UserGuid) -> Result<Option<User>, Error> {
        let rows = self.database.read("SELECT * FROM users WHERE guid = ?1", args![guid]).await?;
        rows.first().map(User::read).transpose()
    }

    /// A member of any client.
    pub async fn member_anywhere(&self, guid: MemberGuid) -> Result<Option<Member>, Error> {
        let rows = self.database.read("SELECT * FROM members WHERE guid = ?1", args![guid]).await?;
        rows.first().map(Member::read).transpose()
    }

    /// How the latest runs of members at an institution ended since then: how many members failed for a technical cause, and how
    /// many did not. At most the last [`HEALTH_RUNS`] runs are looked at.
    pub async fn health(&self, institution_code: &str, since: Timestamp) -> Result<Health, Error> {
        let rows = self
            .database
            .read(
                "SELECT member_guid, reason FROM runs WHERE institution_code = ?1 AND ended_at IS NOT NULL AND ended_at >= ?2
                 ORDER BY ended_at DESC LIMIT ?3",
                args![institution_code, since, HEALTH_RUNS],
            )
            .await?;
        let (mut health, mut seen) = (Health::default(), HashSet::new());
        for row in &rows {
            // A run that was cancelled says nothing about the institution.
            let Some(reason) = row.opt_text("reason")?.and_then(Reason::from_name) else { continue };
            if !seen.insert(row.string("member_guid")?) {
                continue;
            }
            if reason.counts_as_failure() {
                health.failing += 1;
            } else {
                health.answering += 1;
            }
        }
        Ok(health)
    }

    /// Prolongs the leases of runs that this process works on; gives those that are no longer its own.
    pub async fn prolong_leases<'a>(&self, runs: &'a [Run], until: Timestamp) -> Result<Vec<&'a Run>, Error> {
        let answers = self.commit(runs.iter().map(|run| prolong(run, until)).collect()).await?;
        Ok(runs.iter().zip(answers).filter(|(_, rows)| rows.is_empty()).map(|(run, _)| run).collect())
    }

    /// All clients, oldest first.
    pub async fn clients(&self) -> Result<Vec<Client>, Error> {
        let rows = self
            .database
            .read("SELECT guid, name, created_at FROM clients ORDER BY created_at, guid", Vec::new())
            .await?;
        rows.iter().map(Client::read).collect()
    }

    /// How many runs are open and how many are overdue.
    pub async fn open_runs(&self, now: Timestamp) -> Result<(i64, i64), Error> {
        let rows = self
            .database
            .read(
                "SELECT count(*) AS open, coalesce(CAST(sum(CASE WHEN due_at <= ?1 THEN 1 ELSE 0 END) AS BIGINT), 0) AS overdue
                 FROM runs WHERE due_at IS NOT NULL",
                args![now],
            )
            .await?;
        rows.first().map_or(Ok((0, 0)), |row| Ok((row.int("open")?, row.int("overdue")?)))
    }

    /// Forgets idempotency keys older than `before`.
    pub async fn forget_idempotency_keys(&self, before: Timestamp) -> Result<(), Error> {
        self.commit(vec![Write::new("DELETE FROM idempotency_keys WHERE created_at < ?1", args![before])])
            .await?;
        Ok(())
    }
}
