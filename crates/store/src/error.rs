//! What can go wrong with stored things.

/// One variant per operation that failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Something changed meanwhile, or exists already; nothing was written. The text says which expectation failed.
    #[error("conflict: {0}")]
    Conflict(&'static str),
    /// A row holds what no version of this program wrote.
    #[error("row {row} cannot be read: column {column} {problem}")]
    Unreadable { row: String, column: &'static str, problem: String },
    /// A sealed value was changed, moved to another row, or sealed by another key.
    #[error("a sealed value of {0} cannot be opened")]
    Unsealable(&'static str),
    #[error("the database file cannot be opened")]
    Open(#[source] rusqlite::Error),
    #[error(
        "another server holds the database file {0}; on SQLite one server at a time serves it, several need PostgreSQL"
    )]
    Held(String),
    #[error("the lock file of the database cannot be used")]
    Lock(#[source] std::io::Error),
    #[error("the database cannot be brought to the form this version needs")]
    Migrate(#[source] Box<refinery::Error>),
    #[error("SQLite failed")]
    Sqlite(#[source] rusqlite::Error),
    #[error("the database did not commit; nothing of this batch was written: {0}")]
    Batch(String),
    #[error("PostgreSQL failed{}", sql_state(.0))]
    Postgres(#[source] tokio_postgres::Error),
    #[error("no connection to PostgreSQL")]
    Connect(#[source] Box<dyn std::error::Error + Send + Sync>),
    #[error("the database address is not of the form sqlite:PATH or postgres://…: {0}")]
    Address(String),
    #[error("the store has stopped")]
    Stopped,
    /// The commit's fate is unknown: the connection broke and its id could not be looked up.
    #[error("the connection broke while committing, and what became of the commit is unknown")]
    Unknown(#[source] tokio_postgres::Error),
    #[error("the system gave no random bytes")]
    Random,
}

/// PostgreSQL's own message may print values; its code does not.
fn sql_state(error: &tokio_postgres::Error) -> String {
    error.code().map(|code| format!(" ({})", code.code())).unwrap_or_default()
}
