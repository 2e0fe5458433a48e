//! Facts about the whole installation.

use crate::error::Error;
use crate::{Store, Write, args};

const CLOCK_OFFSET: &str = "clock_offset_seconds";

impl Store {
    /// How far domain time is moved, in seconds; shared by all nodes.
    pub async fn clock_offset_seconds(&self) -> Result<i64, Error> {
        let rows =
            self.database.read("SELECT value FROM settings WHERE name = ?1", args![CLOCK_OFFSET]).await?;
        rows.first().map_or(Ok(0), |row| row.parse("value"))
    }
}

/// Moves domain time.
pub fn set_clock_offset(seconds: i64) -> Write {
    Write::new(
        "INSERT INTO settings (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        args![CLOCK_OFFSET, seconds.to_string()],
    )
}
