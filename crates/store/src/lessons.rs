//! What was learned of institutions, by all members of all clients.

use crate::error::Error;
use crate::{Store, Write, args};

/// The institution locked a login at so many wrong passwords in a row; the lowest number seen counts.
pub fn locks_after(institution_code: &str, wrong_passwords: u32) -> Write {
    Write::new(
        "INSERT INTO lessons (institution_code, locks_after) VALUES (?1, ?2)
         ON CONFLICT (institution_code) DO UPDATE SET locks_after = CASE
            WHEN lessons.locks_after < excluded.locks_after THEN lessons.locks_after ELSE excluded.locks_after END",
        args![institution_code, wrong_passwords],
    )
}

impl Store {
    /// At how many wrong passwords in a row the institution was seen to lock a login.
    pub async fn locks_after(&self, institution_code: &str) -> Result<Option<u32>, Error> {
        let rows = self
            .database
            .read("SELECT locks_after FROM lessons WHERE institution_code = ?1", args![institution_code])
            .await?;
        rows.first().map(|row| row.count("locks_after")).transpose()
    }
}
