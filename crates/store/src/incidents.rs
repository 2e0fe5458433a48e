//! Times in which so many connections of an institution fail that it is the institution. They belong to no client.

use crate::error::Error;
use crate::{Row, Store, Write, args};
use domain::clock::Timestamp;
use domain::id::ClientGuid;

/// An incident; at most one of an institution is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incident {
    pub institution_code: String,
    pub began_at: Timestamp,
    pub ended_at: Option<Timestamp>,
}

/// What a conflict of [`begin`] and [`end`] says: another node was first.
pub const SAID: &str = "the incident is known";

pub fn begin(institution_code: &str, now: Timestamp) -> Write {
    Write::new(
        "INSERT INTO incidents (institution_code, began_at) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
        args![institution_code, now],
    )
    .expect(1, SAID)
}

pub fn end(incident: &Incident, now: Timestamp) -> Write {
    Write::new(
        "UPDATE incidents SET ended_at = ?3 WHERE institution_code = ?1 AND began_at = ?2 AND ended_at IS NULL",
        args![&incident.institution_code, incident.began_at, now],
    )
    .expect(1, SAID)
}

impl Store {
    /// The incident that an institution has now.
    pub async fn incident(&self, institution_code: &str) -> Result<Option<Incident>, Error> {
        let rows = self
            .database()
            .read(
                "SELECT * FROM incidents WHERE institution_code = ?1 AND ended_at IS NULL",
                args![institution_code],
            )
            .await?;
        rows.first().map(read).transpose()
    }

    /// The last incident that an institution had, or has.
    pub async fn latest_incident(&self, institution_code: &str) -> Result<Option<Incident>, Error> {
        let rows = self
            .database()
            .read(
                "SELECT * FROM incidents WHERE institution_code = ?1 ORDER BY began_at DESC LIMIT 1",
                args![institution_code],
            )
            .await?;
        rows.first().map(read).transpose()
    }

    /// The clients that have members at an institution.
    pub async fn clients_at(&self, institution_code: &str) -> Result<Vec<ClientGuid>, Error> {
        let rows = self
            .database()
            .read(
                "SELECT DISTINCT client_guid FROM members WHERE institution_code = ?1 AND status IS NOT NULL ORDER BY client_guid",
                args![institution_code],
            )
            .await?;
        rows.iter().map(|row| row.parse("client_guid")).collect()
    }
}

fn read(row: &Row) -> Result<Incident, Error> {
    Ok(Incident {
        institution_code: row.string("institution_code")?,
        began_at: row.time("began_at")?,
        ended_at: row.opt_time("ended_at")?,
    })
}
