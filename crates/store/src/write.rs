//! One statement of a commit.

use crate::value::Value;

/// A statement with the rows of arguments it runs with, and how many rows it must touch.
#[derive(Debug, Clone)]
pub struct Write {
    pub(crate) sql: &'static str,
    pub(crate) rows: Vec<Vec<Value>>,
    pub(crate) expected: Option<Expected>,
    /// It queues what somebody is to be told of.
    pub(crate) tells: bool,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Expected {
    pub(crate) count: u64,
    pub(crate) otherwise: &'static str,
}

impl Write {
    /// A statement that runs once.
    pub fn new(sql: &'static str, args: Vec<Value>) -> Self {
        Self { sql, rows: vec![args], expected: None, tells: false }
    }

    /// A statement that runs once per row of arguments. On PostgreSQL an insert of many rows goes as one.
    pub fn many(sql: &'static str, rows: Vec<Vec<Value>>) -> Self {
        Self { sql, rows, expected: None, tells: false }
    }

    /// The statement and the arguments of its first row; for measuring it outside of the store.
    pub fn into_parts(self) -> (&'static str, Vec<Value>) {
        (self.sql, self.rows.into_iter().next().unwrap_or_default())
    }

    /// It must touch exactly this many rows in all, else the whole commit is undone and answered with a conflict that says
    /// `otherwise`: optimistic concurrency.
    #[must_use]
    pub fn expect(mut self, count: u64, otherwise: &'static str) -> Self {
        self.expected = Some(Expected { count, otherwise });
        self
    }

    /// Who waits for events is woken when it is committed.
    #[must_use]
    pub(crate) fn telling(mut self) -> Self {
        self.tells = true;
        self
    }

    /// The conflict, if `touched` is not what was expected.
    pub(crate) fn check(&self, touched: u64) -> Result<(), crate::Error> {
        match self.expected {
            Some(expected) if expected.count != touched => Err(crate::Error::Conflict(expected.otherwise)),
            _ => Ok(()),
        }
    }
}
