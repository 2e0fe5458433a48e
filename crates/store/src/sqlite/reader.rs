//! A reading thread with a connection of its own.

use super::{Columns, ReadJob, query};
use crate::error::Error;
use rusqlite::Connection;

pub(super) fn run(connection: &Connection, jobs: &flume::Receiver<ReadJob>) {
    let mut columns = Columns::default();
    while let Ok(job) = jobs.recv() {
        // Nobody waits any more: the work is not worth doing.
        if job.reply.is_closed() {
            continue;
        }
        let answer = connection
            .prepare_cached(job.sql)
            .and_then(|mut statement| {
                let names = columns.of(job.sql, &statement);
                query(&mut statement, &names, &job.args)
            })
            .map_err(Error::Sqlite);
        drop(job.reply.send(answer));
    }
}
