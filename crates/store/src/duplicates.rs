//! Members that tell nothing which another member does not tell.

use crate::error::Error;
use crate::members::Member;
use crate::{Tenant, Write, args};
use domain::clock::Timestamp;
use domain::id::{MemberGuid, UserGuid};

/// The member is a duplicate of the other one, if that is still there.
pub fn mark(member: &Member, other: MemberGuid, now: Timestamp) -> Write {
    Write::new(
        "INSERT INTO duplicates (user_guid, member_guid, client_guid, other_guid, made_at)
         SELECT user_guid, CAST(?3 AS TEXT), client_guid, guid, CAST(?5 AS BIGINT) FROM members
         WHERE client_guid = ?1 AND user_guid = ?2 AND guid = ?4
         ON CONFLICT (user_guid, member_guid) DO UPDATE SET other_guid = excluded.other_guid, made_at = excluded.made_at",
        args![member.client, member.user, member.guid, other, now],
    )
}

/// The member is none.
pub fn clear(member: &Member) -> Write {
    Write::new(
        "DELETE FROM duplicates WHERE client_guid = ?1 AND user_guid = ?2 AND member_guid = ?3",
        args![member.client, member.user, member.guid],
    )
}

impl Tenant<'_> {
    /// The member that tells what this one told, if it is a duplicate.
    pub async fn duplicate_of(
        &self,
        user: UserGuid,
        member: MemberGuid,
    ) -> Result<Option<MemberGuid>, Error> {
        let rows = self
            .read(
                "SELECT other_guid FROM duplicates WHERE client_guid = ?1 AND user_guid = ?2 AND member_guid = ?3",
                args![self.client, user, member],
            )
            .await?;
        rows.first().map(|row| row.parse("other_guid")).transpose()
    }

    /// Whether a verification stands on the member.
    pub async fn is_verified_on(&self, user: UserGuid, member: MemberGuid) -> Result<bool, Error> {
        let rows = self
            .read(
                "SELECT 1 AS found FROM verification_members WHERE client_guid = ?1 AND user_guid = ?2 AND member_guid = ?3 LIMIT 1",
                args![self.client, user, member],
            )
            .await?;
        Ok(!rows.is_empty())
    }
}
