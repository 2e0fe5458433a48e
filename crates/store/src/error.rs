//! What can go wrong with stored things.

use tokio_postgres::error::SqlState;

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
    /// A data key was wrapped by a master key that this process was not given.
    #[error("what is sealed needs the master key {0}, which is not given; see secrets.further_master_keys")]
    MasterKeyMissing(crate::seal::KeyId),
    #[error("the database file cannot be opened")]
    Open(#[source] rusqlite::Error),
    #[error(
        "another server holds the database file {0}; on SQLite one server at a time serves it, several need PostgreSQL"
    )]
    Held(String),
    #[error(
        "the lock file {path} beside the database cannot be used; does its folder exist, and may it be written?"
    )]
    Lock {
        path: String,
        #[source]
        source: std::io::Error,
    },
    #[error("the database cannot be brought to the form this version needs")]
    Migrate(#[source] Box<refinery::Error>),
    #[error("SQLite failed")]
    Sqlite(#[source] rusqlite::Error),
    #[error("the database did not commit; nothing of this batch was written: {0}")]
    Batch(String),
    /// The database refused; its code, never its own words, which quote values.
    #[error("PostgreSQL refused with code {0}")]
    Postgres(String),
    #[error("no connection to PostgreSQL")]
    Connect(#[source] Box<dyn std::error::Error + Send + Sync>),
    #[error("the database address is not of the form sqlite:PATH or postgres://…: {0}")]
    Address(String),
    #[error("the store has stopped")]
    Stopped,
    /// The commit's fate is unknown: the connection broke and its id could not be looked up.
    #[error("the connection broke while committing, and what became of the commit is unknown")]
    Unknown,
}

impl From<tokio_postgres::Error> for Error {
    /// A broken constraint, a deadlock or a lost race is a conflict: it can be tried again from what is there now.
    fn from(error: tokio_postgres::Error) -> Self {
        match error.code() {
            Some(code) if code.code().starts_with("23") => Self::Conflict("constraint"),
            Some(code)
                if *code == SqlState::T_R_DEADLOCK_DETECTED
                    || *code == SqlState::T_R_SERIALIZATION_FAILURE =>
            {
                Self::Conflict("deadlock")
            }
            Some(code) => Self::Postgres(code.code().to_owned()),
            None => Self::Connect(Box::new(error)),
        }
    }
}
