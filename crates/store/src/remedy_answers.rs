//! Whether a remedy helped, as people said.

use crate::error::Error;
use crate::members::Member;
use crate::{Store, Tenant, Write, args};
use domain::clock::Timestamp;
use domain::id::{MemberGuid, UserGuid};
use domain::reason::{Reason, Remedy};

/// Notes an answer; the latest of a member, reason and remedy counts.
pub fn note(member: &Member, reason: Reason, remedy: Remedy, has_helped: bool, now: Timestamp) -> Write {
    Write::new(
        "INSERT INTO remedy_answers (user_guid, member_guid, client_guid, reason, remedy, has_helped, answered_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT (user_guid, member_guid, reason, remedy) DO UPDATE SET has_helped = excluded.has_helped,
            answered_at = excluded.answered_at",
        args![member.user, member.guid, member.client, reason.name(), remedy.name(), has_helped, now],
    )
}

impl Tenant<'_> {
    /// What was said of this member's remedies for a reason since then.
    pub async fn remedy_answers(
        &self,
        user: UserGuid,
        member: MemberGuid,
        reason: Reason,
        since: Timestamp,
    ) -> Result<Vec<(Remedy, bool)>, Error> {
        let rows = self
            .read(
                "SELECT remedy, has_helped FROM remedy_answers WHERE client_guid = ?1 AND user_guid = ?2
                    AND member_guid = ?3 AND reason = ?4 AND answered_at >= ?5",
                args![self.client, user, member, reason.name(), since],
            )
            .await?;
        rows.iter()
            .map(|row| Ok((row.named("remedy", Remedy::from_name)?, row.flag("has_helped")?)))
            .collect()
    }
}

/// What is learned of a remedy is shared by all clients: counts alone, of nobody in particular.
impl Store {
    /// Per remedy of a reason: how many said anything, and how many said that it helped.
    pub async fn remedy_counts(&self, reason: Reason) -> Result<Vec<(Remedy, u32, u32)>, Error> {
        let rows = self
            .database
            .read(
                "SELECT remedy, count(*) AS asked, CAST(sum(has_helped) AS BIGINT) AS helped FROM remedy_answers
                 WHERE reason = ?1 GROUP BY remedy",
                args![reason.name()],
            )
            .await?;
        rows.iter()
            .map(|row| {
                Ok((row.named("remedy", Remedy::from_name)?, row.count("asked")?, row.count("helped")?))
            })
            .collect()
    }
}
