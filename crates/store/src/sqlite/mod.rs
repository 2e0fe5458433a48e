//! The SQLite driver: one writer thread that folds waiting commits into one fsync, and a few readers.

mod reader;
mod writer;

use crate::error::Error;
use crate::value::{Row, Value};
use crate::write::Write;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, Statement};
use std::collections::HashMap;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;
use tokio::sync::oneshot;

/// Commits and reads that wait at most; more wait before they are queued.
const QUEUE_MAX: usize = 4096;
/// Statements that each connection keeps prepared.
const PREPARED_MAX: usize = 256;
/// How long a writer of another process (a command beside the server) is waited for.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// Claims due runs; differs from PostgreSQL's only in needing no row locks.
pub(crate) const CLAIM: &str = crate::claim_sql!("");
pub(crate) const CLAIM_MEMBERS: &str = crate::claim_members_sql!("");
pub(crate) const CLAIM_DELIVERIES: &str = crate::claim_deliveries_sql!("");

/// A SQLite file and the threads that use it.
#[derive(Debug)]
pub(crate) struct Sqlite {
    commits: flume::Sender<CommitJob>,
    reads: flume::Sender<ReadJob>,
    written: Arc<writer::Written>,
    /// Held while a server serves the file.
    _lock: Option<File>,
}

#[derive(Debug)]
struct CommitJob {
    writes: Vec<Write>,
    reply: oneshot::Sender<Result<Vec<Vec<Row>>, Error>>,
}

#[derive(Debug)]
struct ReadJob {
    sql: &'static str,
    args: Vec<Value>,
    reply: oneshot::Sender<Result<Vec<Row>, Error>>,
}

impl Sqlite {
    /// Opens the file, brings it to the newest form, and starts the threads. A server takes the file's lock.
    pub(crate) fn open(path: &Path, readers: usize, as_server: bool) -> Result<Self, Error> {
        let lock = if as_server { Some(lock(path)?) } else { None };
        let connection = migrated(path)?;
        let (commits, commit_jobs) = flume::bounded(QUEUE_MAX);
        let (reads, read_jobs) = flume::bounded(QUEUE_MAX);
        let written = Arc::new(writer::Written::default());
        let counts = written.clone();
        std::thread::spawn(move || writer::run(&connection, &commit_jobs, &counts));
        for _ in 0..readers.max(1) {
            let connection = connect(path)?;
            let jobs = read_jobs.clone();
            std::thread::spawn(move || reader::run(&connection, &jobs));
        }
        Ok(Self { commits, reads, written, _lock: lock })
    }

    /// Commits, and the transactions they were folded into.
    pub(crate) fn written(&self) -> (u64, u64) {
        (self.written.commits.load(Ordering::Relaxed), self.written.folds.load(Ordering::Relaxed))
    }

    pub(crate) async fn read(&self, sql: &'static str, args: Vec<Value>) -> Result<Vec<Row>, Error> {
        let (reply, answer) = oneshot::channel();
        self.reads.send_async(ReadJob { sql, args, reply }).await.map_err(|_| Error::Stopped)?;
        answer.await.map_err(|_| Error::Stopped)?
    }

    pub(crate) async fn commit(&self, writes: Vec<Write>) -> Result<Vec<Vec<Row>>, Error> {
        let (reply, answer) = oneshot::channel();
        self.commits.send_async(CommitJob { writes, reply }).await.map_err(|_| Error::Stopped)?;
        answer.await.map_err(|_| Error::Stopped)?
    }
}

mod migrations {
    refinery::embed_migrations!("migrations/sqlite");
}

/// A connection to the file in its newest form. A server and commands may come at once: one brings it there, the others wait.
fn migrated(path: &Path) -> Result<Connection, Error> {
    let turn = lock_file(path, ".migrating")?;
    turn.lock().map_err(|source| unlockable(path, source))?;
    let mut connection = connect(path)?;
    migrations::migrations::runner().run(&mut connection).map_err(|error| Error::Migrate(Box::new(error)))?;
    Ok(connection)
}

fn connect(path: &Path) -> Result<Connection, Error> {
    let connection = Connection::open(path).map_err(Error::Open)?;
    connection.busy_timeout(BUSY_TIMEOUT).map_err(Error::Open)?;
    connection.set_prepared_statement_cache_capacity(PREPARED_MAX);
    connection
        .execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;
             PRAGMA secure_delete = ON;",
        )
        .map_err(Error::Open)?;
    Ok(connection)
}

fn lock(path: &Path) -> Result<File, Error> {
    let file = lock_file(path, ".lock")?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(std::fs::TryLockError::WouldBlock) => Err(Error::Held(path.display().to_string())),
        Err(std::fs::TryLockError::Error(source)) => Err(unlockable(path, source)),
    }
}

/// A file beside the database's that holds nothing but locks.
fn lock_file(path: &Path, suffix: &str) -> Result<File, Error> {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    File::create(&name).map_err(|source| unlockable(Path::new(&name), source))
}

fn unlockable(path: &Path, source: std::io::Error) -> Error {
    Error::Lock { path: path.display().to_string(), source }
}

/// The names of the columns that each statement answers with, told once.
#[derive(Debug, Default)]
struct Columns(HashMap<&'static str, Arc<[String]>>);

impl Columns {
    fn of(&mut self, sql: &'static str, statement: &Statement<'_>) -> Arc<[String]> {
        self.0.entry(sql).or_insert_with(|| column_names(statement)).clone()
    }
}

/// None for a statement that answers with no rows.
fn column_names(statement: &Statement<'_>) -> Arc<[String]> {
    statement.column_names().map(str::to_owned).collect()
}

/// Runs a statement and collects its rows.
fn query(
    statement: &mut Statement<'_>,
    columns: &Arc<[String]>,
    args: &[Value],
) -> Result<Vec<Row>, rusqlite::Error> {
    let width = columns.len();
    let mut rows = statement.query(rusqlite::params_from_iter(args))?;
    let mut out = Vec::new();
    while let Some(row) = rows.next()? {
        let values = (0..width)
            .map(|index| {
                Ok(match row.get_ref(index)? {
                    ValueRef::Null => Value::Null,
                    ValueRef::Integer(int) => Value::Int(int),
                    ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
                    ValueRef::Blob(bytes) => Value::Blob(bytes.to_vec()),
                    ValueRef::Real(_) => return Err(rusqlite::Error::InvalidQuery),
                })
            })
            .collect::<Result<Vec<Value>, rusqlite::Error>>()?;
        out.push(Row::new(columns.clone(), values));
    }
    Ok(out)
}

impl rusqlite::ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Int(int) => ValueRef::Integer(*int),
            Self::Text(text) | Self::Keys(text) => ValueRef::Text(text.as_bytes()),
            Self::Blob(bytes) => ValueRef::Blob(bytes),
        }))
    }
}
