//! The writing thread: takes what waits, runs each commit in a savepoint of its own, and pays one fsync for all.

use super::{CommitJob, column_names, query};
use crate::error::Error;
use crate::value::Row;
use crate::write::Write;
use rusqlite::{Connection, ErrorCode};
use std::sync::atomic::{AtomicU64, Ordering};

/// Commits folded into one fsync.
const FOLD_COMMITS_MAX: usize = 64;
/// Rows folded into one fsync, so that a large page does not delay small commits for long.
const FOLD_ROWS_MAX: usize = 2_000;

type Outcome = Result<Vec<Vec<Row>>, Error>;

/// What was written since the start.
#[derive(Debug, Default)]
pub(super) struct Written {
    pub(super) commits: AtomicU64,
    pub(super) folds: AtomicU64,
}

pub(super) fn run(connection: &Connection, jobs: &flume::Receiver<CommitJob>, written: &Written) {
    while let Ok(first) = jobs.recv() {
        let mut rows = row_count(&first.writes);
        let mut batch = vec![first];
        while batch.len() < FOLD_COMMITS_MAX && rows < FOLD_ROWS_MAX {
            let Ok(next) = jobs.try_recv() else { break };
            rows = rows.saturating_add(row_count(&next.writes));
            batch.push(next);
        }
        let outcomes = fold(connection, &batch);
        written.commits.fetch_add(u64::try_from(batch.len()).unwrap_or(0), Ordering::Relaxed);
        written.folds.fetch_add(1, Ordering::Relaxed);
        // Replies go out after the fsync: who is answered can rely on it.
        for (job, outcome) in batch.into_iter().zip(outcomes) {
            drop(job.reply.send(outcome));
        }
    }
}

fn row_count(writes: &[Write]) -> usize {
    writes.iter().map(|write| write.rows.len()).sum()
}

/// Runs a batch as one transaction. A failed commit undoes itself alone; a failed transaction fails all.
fn fold(connection: &Connection, batch: &[CommitJob]) -> Vec<Outcome> {
    let all_failed = |error: &rusqlite::Error| -> Vec<Outcome> {
        // What is left of the transaction goes; when nothing is left, there is nothing to undo.
        if !connection.is_autocommit()
            && let Err(error) = connection.execute_batch("ROLLBACK")
        {
            tracing::error!(%error, "the failed transaction could not be undone");
        }
        batch.iter().map(|_| Err(Error::Batch(error.to_string()))).collect()
    };
    if let Err(error) = connection.execute_batch("BEGIN IMMEDIATE") {
        return all_failed(&error);
    }
    let mut outcomes = Vec::with_capacity(batch.len());
    for job in batch {
        match in_savepoint(connection, &job.writes) {
            Ok(outcome) => outcomes.push(outcome),
            Err(error) => return all_failed(&error),
        }
    }
    match connection.execute_batch("COMMIT") {
        Ok(()) => outcomes,
        Err(error) => all_failed(&error),
    }
}

/// The inner result is this commit's; the outer error means that the whole transaction is lost.
fn in_savepoint(connection: &Connection, writes: &[Write]) -> Result<Outcome, rusqlite::Error> {
    connection.prepare_cached("SAVEPOINT one")?.execute([])?;
    let outcome = run_writes(connection, writes);
    if connection.is_autocommit() {
        // A full disk or an I/O error rolls back everything; going on would commit the rest without it.
        return Err(match outcome {
            Err(Error::Sqlite(cause)) => cause,
            _ => rusqlite::Error::InvalidQuery,
        });
    }
    if outcome.is_err() {
        connection.prepare_cached("ROLLBACK TO one")?.execute([])?;
    }
    connection.prepare_cached("RELEASE one")?.execute([])?;
    Ok(outcome)
}

fn run_writes(connection: &Connection, writes: &[Write]) -> Outcome {
    let mut answers = Vec::with_capacity(writes.len());
    for write in writes {
        let mut statement = connection.prepare_cached(write.sql).map_err(Error::Sqlite)?;
        let columns = column_names(&statement);
        let mut touched = 0_u64;
        let mut rows = Vec::new();
        for args in &write.rows {
            if columns.is_empty() {
                let changed = statement.execute(rusqlite::params_from_iter(args)).map_err(constraint)?;
                touched = touched.saturating_add(u64::try_from(changed).unwrap_or(u64::MAX));
            } else {
                let found = query(&mut statement, &columns, args).map_err(constraint)?;
                touched = touched.saturating_add(u64::try_from(found.len()).unwrap_or(u64::MAX));
                rows.extend(found);
            }
        }
        write.check(touched)?;
        answers.push(rows);
    }
    Ok(answers)
}

/// A broken constraint is a conflict with something that exists, or that has just gone.
fn constraint(error: rusqlite::Error) -> Error {
    match error.sqlite_error_code() {
        Some(ErrorCode::ConstraintViolation) => Error::Conflict("constraint"),
        _ => Error::Sqlite(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args;
    use tokio::sync::oneshot;

    /// Commits that each insert one row of so many bytes.
    fn batch(sizes: &[usize]) -> Vec<CommitJob> {
        let job = |size: &usize| CommitJob {
            writes: vec![Write::new("INSERT INTO t (bytes) VALUES (?1)", args![vec![7_u8; *size]])],
            reply: oneshot::channel().0,
        };
        sizes.iter().map(job).collect()
    }

    fn rows(connection: &Connection) -> i64 {
        connection.query_row("SELECT count(*) FROM t", [], |row| row.get(0)).unwrap()
    }

    /// A limit on the file's pages stands in for the full disk: SQLite answers both with the same error, and undoes the whole
    /// transaction, not only the savepoint.
    #[test]
    fn a_full_disk_fails_all_commits_of_the_fold() {
        let folder = tempfile::tempdir().unwrap();
        let connection = Connection::open(folder.path().join("full.db")).unwrap();
        connection.execute_batch("PRAGMA journal_mode = WAL; CREATE TABLE t (bytes BLOB) STRICT").unwrap();
        connection.execute_batch("PRAGMA max_page_count = 50").unwrap();
        // The second does not fit; the first was done before, the third would fit.
        let outcomes = fold(&connection, &batch(&[10, 10_000_000, 10]));
        assert_eq!(outcomes.len(), 3);
        for outcome in outcomes {
            assert!(matches!(&outcome, Err(Error::Batch(cause)) if cause.contains("full")), "{outcome:?}");
        }
        assert!(connection.is_autocommit());
        assert_eq!(rows(&connection), 0);
        // The writer goes on with what fits.
        assert!(fold(&connection, &batch(&[10, 20])).iter().all(Result::is_ok));
        assert_eq!(rows(&connection), 2);
    }

    #[test]
    fn a_file_that_another_process_writes_fails_the_batch() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("busy.db");
        let (connection, other) = (Connection::open(&path).unwrap(), Connection::open(&path).unwrap());
        connection.execute_batch("CREATE TABLE t (bytes BLOB) STRICT; PRAGMA busy_timeout = 0").unwrap();
        other.execute_batch("BEGIN IMMEDIATE").unwrap();
        assert!(
            fold(&connection, &batch(&[1, 2])).iter().all(|outcome| matches!(outcome, Err(Error::Batch(_))))
        );
        other.execute_batch("ROLLBACK").unwrap();
        assert!(fold(&connection, &batch(&[1, 2])).iter().all(Result::is_ok));
    }
}
