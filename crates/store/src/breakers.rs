//! How institutions answer through a source, over all nodes: failures in a row, and until when they are left alone.

use crate::error::Error;
use crate::{Row, Store, Write, args};
use domain::clock::Timestamp;

/// The breaker of one institution at one source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breaker {
    pub source: String,
    pub institution_code: String,
    pub failures_in_row: u32,
    /// Nothing is asked unasked before then.
    pub open_until: Option<Timestamp>,
}

/// It answered.
pub fn answered(source: &str, institution_code: &str) -> Write {
    Write::new(
        "UPDATE breakers SET failures_in_row = 0, open_until = NULL
         WHERE source = ?1 AND institution_code = ?2 AND failures_in_row > 0",
        args![source, institution_code],
    )
}

impl Store {
    /// It failed. What was under way when the breaker opened does not count again. Gives the failures in a row, or none while it is
    /// open.
    pub async fn failed(
        &self,
        source: &str,
        institution_code: &str,
        now: Timestamp,
    ) -> Result<Option<u32>, Error> {
        let write = Write::new(
            "INSERT INTO breakers (source, institution_code, failures_in_row) VALUES (?1, ?2, 1)
             ON CONFLICT (source, institution_code) DO UPDATE SET failures_in_row = breakers.failures_in_row + 1, open_until = NULL
                WHERE breakers.open_until IS NULL OR breakers.open_until <= ?3
             RETURNING failures_in_row",
            args![source, institution_code, now],
        );
        let rows = self.commit(vec![write]).await?;
        rows.first().and_then(|rows| rows.first()).map(|row| row.count("failures_in_row")).transpose()
    }

    /// Opens it.
    pub async fn open_breaker(
        &self,
        source: &str,
        institution_code: &str,
        until: Timestamp,
    ) -> Result<(), Error> {
        let write = Write::new(
            "UPDATE breakers SET open_until = ?3 WHERE source = ?1 AND institution_code = ?2",
            args![source, institution_code, until],
        );
        self.commit(vec![write]).await.map(drop)
    }

    /// The breakers that are open.
    pub async fn open_breakers(&self, now: Timestamp) -> Result<Vec<Breaker>, Error> {
        let rows = self
            .database()
            .read(
                "SELECT * FROM breakers WHERE open_until > ?1 ORDER BY source, institution_code",
                args![now],
            )
            .await?;
        let read = |row: &Row| {
            Ok(Breaker {
                source: row.string("source")?,
                institution_code: row.string("institution_code")?,
                failures_in_row: row.count("failures_in_row")?,
                open_until: row.opt_time("open_until")?,
            })
        };
        rows.iter().map(read).collect()
    }
}
