//! How close background runs at one institution follow each other, over all nodes.

use crate::error::Error;
use crate::{Store, Write, args};
use domain::clock::Timestamp;
use jiff::SignedDuration;

/// No queue is longer; a place beyond it is of a clock that went back.
const QUEUE_MAX: SignedDuration = SignedDuration::from_hours(48);

/// An institution as one source reaches it: what waits for it, and what it fails, is its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lane<'a> {
    pub source: &'a str,
    pub institution: &'a str,
}

impl Store {
    /// Reserves places in the queues of institutions, `apart` from each other: per lane the first of `count` places. A
    /// place that is not after `now` is free at once.
    pub async fn reserve_starts(
        &self,
        lanes: &[(Lane<'_>, u32)],
        apart: SignedDuration,
        now: Timestamp,
    ) -> Result<Vec<Timestamp>, Error> {
        let taken = |count: u32| apart.saturating_mul(i32::try_from(count).unwrap_or(i32::MAX));
        // All nodes take the rows in one order, so that no two wait for each other.
        let mut order: Vec<usize> = (0..lanes.len()).collect();
        order.sort_by_key(|index| lanes.get(*index).map(|(lane, _)| *lane));
        let ordered = || order.iter().filter_map(|index| lanes.get(*index));
        let writes = ordered().map(|(lane, count)| reserve(*lane, now, taken(*count))).collect();
        let answers = self.commit(writes).await?;
        let mut places = vec![now; lanes.len()];
        for ((index, (_, count)), rows) in order.iter().zip(ordered()).zip(answers) {
            let free_at = rows.first().map_or(Ok(now), |row| row.time("free_at"))?;
            if let Some(place) = places.get_mut(*index) {
                *place = free_at.checked_sub(taken(*count)).unwrap_or(now);
            }
        }
        Ok(places)
    }

    /// Leaves an institution alone until then.
    pub async fn hold_starts(&self, lane: Lane<'_>, until: Timestamp) -> Result<(), Error> {
        self.commit(vec![reserve(lane, until, SignedDuration::ZERO)]).await.map(drop)
    }

    /// How many institutions of each source have no place free now.
    pub async fn full_lanes(&self, now: Timestamp) -> Result<Vec<(String, u32)>, Error> {
        let rows = self
            .database()
            .read(
                "SELECT source, COUNT(*) AS lanes FROM paces WHERE free_at > ?1 GROUP BY source ORDER BY source",
                args![now],
            )
            .await?;
        rows.iter().map(|row| Ok((row.string("source")?, row.count("lanes")?))).collect()
    }
}

fn reserve(lane: Lane<'_>, from: Timestamp, taken: SignedDuration) -> Write {
    let taken = i64::try_from(taken.as_micros()).unwrap_or(i64::MAX);
    Write::new(
        "INSERT INTO paces (source, institution_code, free_at) VALUES (?5, ?1, CAST(?2 AS BIGINT) + CAST(?3 AS BIGINT))
         ON CONFLICT (source, institution_code) DO UPDATE SET
            free_at = CASE WHEN paces.free_at > CAST(?2 AS BIGINT) AND paces.free_at <= CAST(?4 AS BIGINT) THEN paces.free_at ELSE CAST(?2 AS BIGINT) END + CAST(?3 AS BIGINT)
         RETURNING free_at",
        args![lane.institution, from, taken, from.checked_add(QUEUE_MAX).unwrap_or(Timestamp::MAX), lane.source],
    )
}
