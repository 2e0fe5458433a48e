//! A store that dies on purpose, for tests of what a crash leaves behind.

use crate::error::Error;
use std::sync::atomic::{AtomicI64, Ordering};

/// Which side of the fatal commit the death is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dies {
    /// The commit is not made.
    Before,
    /// The commit is made, and nobody learns of it.
    After,
}

/// Lets a number of commits pass; with the next one the store dies, and stays dead.
#[derive(Debug)]
pub struct Fuse {
    left: AtomicI64,
    dies: Dies,
}

impl Fuse {
    /// Dies at the commit after `commits`.
    pub fn new(commits: i64, dies: Dies) -> Self {
        Self { left: AtomicI64::new(commits), dies }
    }

    /// Whether it has burnt.
    pub fn is_burnt(&self) -> bool {
        self.left.load(Ordering::SeqCst) < 0
    }

    /// Before a commit: whether it is made.
    pub(crate) fn before(&self) -> Result<Passing, Error> {
        match (self.left.fetch_sub(1, Ordering::SeqCst), self.dies) {
            (1.., _) => Ok(Passing::Lives),
            (0, Dies::After) => Ok(Passing::Dies),
            _ => Err(Error::Stopped),
        }
    }
}

/// What becomes of the store after a commit that is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Passing {
    Lives,
    Dies,
}
