//! The four verbs over both databases: `read`, `commit`, `claim`, `wake`.
//!
//! There are no interactive transactions: nothing can be held open while the world is asked. A use case reads, decides, and
//! commits once; what must not have changed meanwhile is said by the writes' expectations.

use crate::error::Error;
use crate::fuse::{Fuse, Passing};
use crate::postgres::Postgres;
use crate::sqlite::Sqlite;
use crate::value::{Row, Value};
use crate::write::Write;
use domain::clock::{Clock, Timestamp};
use domain::member::Presence;
use domain::random::Random;
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;
use tokio::sync::Notify;

/// Where the data is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    Sqlite(PathBuf),
    /// A connection string as libpq reads it; it may hold a password.
    Postgres(String),
}

impl FromStr for Address {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        if let Some(path) = text.strip_prefix("sqlite:").filter(|path| !path.is_empty()) {
            Ok(Self::Sqlite(PathBuf::from(path)))
        } else if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            Ok(Self::Postgres(text.to_owned()))
        } else {
            // The rest of the text may be a password.
            Err(Error::Address(text.split(':').next().unwrap_or_default().chars().take(20).collect()))
        }
    }
}

/// How a database is opened.
#[derive(Debug, Clone)]
pub struct Opening {
    pub address: Address,
    /// Reading threads on SQLite, connections on PostgreSQL.
    pub connections: usize,
    /// Whether this process serves: on SQLite one server at a time holds the file, commands may stand beside it.
    pub as_server: bool,
    /// Operational time; never moved.
    pub clock: Arc<dyn Clock>,
    pub random: Arc<dyn Random>,
}

/// A database of either kind.
#[derive(Debug)]
pub struct Database {
    driver: Driver,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    woken: Notify,
    appended: Notify,
    fuse: Option<Arc<Fuse>>,
}

#[derive(Debug)]
enum Driver {
    Sqlite(Sqlite),
    Postgres(Postgres),
}

/// How busy the writing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Statistics {
    pub commits: u64,
    /// Transactions; on SQLite several commits that wait are folded into one.
    pub folds: u64,
}

/// What a worker asks for.
#[derive(Debug, Clone)]
pub struct Claim {
    pub presence: Presence,
    /// Domain time: runs due by then.
    pub now: Timestamp,
    /// Operational time, by which leases are judged.
    pub operational_now: Timestamp,
    pub leased_until: Timestamp,
    pub runs_max: u32,
    /// Runs at once of one source and institution, over all nodes.
    pub lane_max: u32,
    /// When a run is looked at again whose lane is full.
    pub lane_retry_at: Timestamp,
}

impl Database {
    /// Opens it and brings its schema to the newest form.
    pub async fn open(opening: Opening) -> Result<Self, Error> {
        let driver = match &opening.address {
            Address::Sqlite(path) => {
                let (path, readers, as_server) = (path.clone(), opening.connections, opening.as_server);
                tokio::task::spawn_blocking(move || Sqlite::open(&path, readers, as_server))
                    .await
                    .map_err(|_| Error::Stopped)?
                    .map(Driver::Sqlite)?
            }
            Address::Postgres(url) => Driver::Postgres(Postgres::open(url, opening.connections).await?),
        };
        Ok(Self {
            driver,
            clock: opening.clock,
            random: opening.random,
            woken: Notify::new(),
            appended: Notify::new(),
            fuse: None,
        })
    }

    /// The same database with a fuse: for tests of what a crash leaves behind.
    #[must_use]
    pub fn with_fuse(mut self, fuse: Arc<Fuse>) -> Self {
        self.fuse = Some(fuse);
        self
    }

    /// The rows of a statement. Two reads are no snapshot.
    pub async fn read(&self, sql: &'static str, args: Vec<Value>) -> Result<Vec<Row>, Error> {
        match &self.driver {
            Driver::Sqlite(sqlite) => sqlite.read(sql, args).await,
            Driver::Postgres(postgres) => postgres.read(sql, args).await,
        }
    }

    /// All writes or none, durable when this returns. Each write's rows (of RETURNING) come back in its place.
    pub async fn commit(&self, writes: Vec<Write>) -> Result<Vec<Vec<Row>>, Error> {
        let passing = self.fuse.as_ref().map_or(Ok(Passing::Lives), |fuse| fuse.before())?;
        let tells = writes.iter().any(|write| write.tells);
        let answers = self.commit_now(writes).await;
        if tells && answers.is_ok() {
            self.appended.notify_waiters();
        }
        if passing == Passing::Dies { Err(Error::Stopped) } else { answers }
    }

    async fn commit_now(&self, writes: Vec<Write>) -> Result<Vec<Vec<Row>>, Error> {
        match &self.driver {
            Driver::Sqlite(sqlite) => sqlite.commit(writes).await,
            Driver::Postgres(postgres) => {
                let mut id = [0; 16];
                self.random.fill(&mut id);
                let id = crate::hex(&id);
                postgres.commit(writes, id, self.clock.now().as_microsecond()).await
            }
        }
    }

    /// Takes what was overwritten or deleted out of the log as well, as far as nobody is reading: until then a log of SQLite holds what the
    /// file held before. PostgreSQL keeps its log to itself.
    pub async fn empty_log(&self) -> Result<(), Error> {
        match &self.driver {
            Driver::Sqlite(_) => self.read("PRAGMA wal_checkpoint(TRUNCATE)", Vec::new()).await.map(drop),
            Driver::Postgres(_) => Ok(()),
        }
    }

    /// Takes due runs: each is leased to the caller and its attempt is raised. Runs whose lane is full are put off.
    pub async fn claim(&self, claim: &Claim) -> Result<Vec<Row>, Error> {
        let args = crate::args![
            crate::runs::presence_name(claim.presence),
            claim.now,
            claim.operational_now,
            claim.runs_max,
            claim.lane_max,
            claim.leased_until,
            claim.lane_retry_at,
        ];
        let mut rows = match &self.driver {
            Driver::Sqlite(_) => {
                self.commit(vec![Write::new(crate::sqlite::CLAIM, args)]).await?.pop().unwrap_or_default()
            }
            Driver::Postgres(postgres) => postgres.claim(args).await?,
        };
        rows.retain(|row| row.int("leased_until").is_ok_and(|until| until > 0));
        Ok(rows)
    }

    /// Takes members that are due: each is put off until `put_off_until`, so that nobody else looks at it meanwhile and somebody
    /// does if this process dies. Those due longest come first.
    pub async fn claim_members(
        &self,
        now: Timestamp,
        put_off_until: Timestamp,
        members_max: u32,
    ) -> Result<Vec<Row>, Error> {
        let args = crate::args![now, put_off_until, members_max];
        let sql = match &self.driver {
            Driver::Sqlite(_) => crate::sqlite::CLAIM_MEMBERS,
            Driver::Postgres(_) => crate::postgres::CLAIM_MEMBERS,
        };
        Ok(self.commit(vec![Write::new(sql, args)]).await?.pop().unwrap_or_default())
    }

    /// The statement that takes due deliveries; see [`crate::deliveries`].
    pub(crate) fn claim_deliveries_sql(&self) -> &'static str {
        match &self.driver {
            Driver::Sqlite(_) => crate::sqlite::CLAIM_DELIVERIES,
            Driver::Postgres(_) => crate::postgres::CLAIM_DELIVERIES,
        }
    }

    /// What was committed since the start.
    pub fn statistics(&self) -> Statistics {
        match &self.driver {
            Driver::Sqlite(sqlite) => {
                let (commits, folds) = sqlite.written();
                Statistics { commits, folds }
            }
            Driver::Postgres(postgres) => {
                let commits = postgres.commits_begun();
                Statistics { commits, folds: commits }
            }
        }
    }

    /// Tells this process's workers that something may be due. Those of others poll.
    pub fn wake(&self) {
        self.woken.notify_waiters();
    }

    /// Waits for a commit of this process that appends events or queues what is to be told; create the future before looking, so that
    /// none is missed. Those of others are not heard of.
    pub fn appended(&self) -> tokio::sync::futures::Notified<'_> {
        self.appended.notified()
    }

    /// Waits for [`Self::wake`]; create the future before looking for work, so that no call is missed.
    pub fn woken(&self) -> tokio::sync::futures::Notified<'_> {
        self.woken.notified()
    }
}

/// The claim: picks due runs that nobody has, keeps as many per lane (source and institution) as the lane has room for, and puts the
/// others off, so that a slow bank does not block the head of the index. `$lock` is what keeps two nodes apart.
///
/// SQLite refuses `RETURNING runs.*`. With `*`, PostgreSQL appends the columns of `picked`; those of `runs` come first and are read.
///
/// ?1 presence, ?2 now, ?3 operational now, ?4 runs at most, ?5 runs per lane, ?6 leased until, ?7 due again when the lane is full.
#[macro_export]
#[doc(hidden)]
macro_rules! claim_sql {
    ($lock:literal) => {
        concat!(
            "WITH due AS MATERIALIZED (
                SELECT user_guid, guid, source, institution_code, due_at FROM runs
                WHERE presence = ?1 AND due_at IS NOT NULL AND due_at <= ?2 AND leased_until <= ?3
                ORDER BY due_at LIMIT ?4 ",
            $lock,
            "), ranked AS (
                SELECT user_guid, guid, source, institution_code,
                    row_number() OVER (PARTITION BY source, institution_code ORDER BY due_at) AS place
                FROM due
            ), busy AS (
                SELECT source, institution_code, count(*) AS leased FROM runs
                WHERE leased_until > 0 AND leased_until > ?3
                    AND (source, institution_code) IN (SELECT source, institution_code FROM due)
                GROUP BY source, institution_code
            ), picked AS (
                SELECT ranked.user_guid, ranked.guid,
                    CAST(CASE WHEN ranked.place + coalesce(busy.leased, 0) <= ?5 THEN 1 ELSE 0 END AS BIGINT) AS has_room
                FROM ranked LEFT JOIN busy
                    ON busy.source = ranked.source AND busy.institution_code = ranked.institution_code
            )
            UPDATE runs SET
                attempt = attempt + picked.has_room,
                leased_until = CASE WHEN picked.has_room = 1 THEN CAST(?6 AS BIGINT) ELSE 0 END,
                due_at = CASE WHEN picked.has_room = 1 THEN due_at ELSE CAST(?7 AS BIGINT) END
            FROM picked
            WHERE runs.user_guid = picked.user_guid AND runs.guid = picked.guid
            RETURNING *"
        )
    };
}

/// The claim of members: no lanes and no attempts, their versions keep two nodes apart. `$lock` only spares the second one the work.
///
/// ?1 now, ?2 put off until, ?3 members at most.
#[macro_export]
#[doc(hidden)]
macro_rules! claim_members_sql {
    ($lock:literal) => {
        concat!(
            "WITH due AS MATERIALIZED (
                SELECT user_guid, guid FROM members WHERE due_at IS NOT NULL AND due_at <= ?1
                ORDER BY due_at LIMIT ?3 ",
            $lock,
            ")
            UPDATE members SET due_at = ?2 FROM due
            WHERE members.user_guid = due.user_guid AND members.guid = due.guid
            RETURNING *"
        )
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_and_passwords_are_not_repeated() {
        assert_eq!("sqlite:/x/hub.db".parse::<Address>().unwrap(), Address::Sqlite("/x/hub.db".into()));
        assert!(matches!("postgres://u:p@h/d".parse::<Address>(), Ok(Address::Postgres(_))));
        for bad in ["", "sqlite:", "mysql://u:secret@h/d", "hub.db"] {
            let error = bad.parse::<Address>().unwrap_err().to_string();
            assert!(!error.contains("secret"), "{error}");
        }
    }
}
