//! Codes of sources that no table explains: what the operator should report.

use crate::error::Error;
use crate::{Store, Write, args};
use domain::clock::Timestamp;

/// A code that was met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownCode {
    pub source: String,
    pub source_code: String,
    pub times: i64,
    pub first_at: Timestamp,
    pub last_at: Timestamp,
}

/// Counts it.
pub fn count(source: &str, source_code: &str, now: Timestamp) -> Write {
    Write::new(
        "INSERT INTO unknown_codes (source, source_code, times, first_at, last_at) VALUES (?1, ?2, 1, ?3, ?3)
         ON CONFLICT (source, source_code) DO UPDATE SET times = unknown_codes.times + 1, last_at = excluded.last_at",
        args![source, source_code, now],
    )
}

impl Store {
    /// The codes met last, newest first.
    pub async fn unknown_codes(&self, limit: u32) -> Result<Vec<UnknownCode>, Error> {
        let rows = self
            .database
            .read(
                "SELECT * FROM unknown_codes ORDER BY last_at DESC, source, source_code LIMIT ?1",
                args![limit],
            )
            .await?;
        rows.iter()
            .map(|row| {
                Ok(UnknownCode {
                    source: row.string("source")?,
                    source_code: row.string("source_code")?,
                    times: row.int("times")?,
                    first_at: row.time("first_at")?,
                    last_at: row.time("last_at")?,
                })
            })
            .collect()
    }
}
