//! What goes when a member is removed, before it goes.

use crate::records::{Member, MemberCounts, User};
use crate::{Error, Scope};

/// What removing a member takes, and what of it stays where its history is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Removal {
    pub goes: MemberCounts,
    /// The login that is held for it.
    pub login_goes: bool,
    /// The consent under which its bank is read; the source is told that it is over.
    pub consent_goes: bool,
    /// With the history kept; none where nothing can be kept, since everything was made by hand.
    pub stays: Option<MemberCounts>,
}

impl Scope<'_> {
    /// What would go now. It may be more or less by the time it goes.
    pub async fn removal(&self, user: &User, member: &Member) -> Result<Removal, Error> {
        let goes = self.store.member_counts(user.guid, member.guid).await?;
        Ok(of(member.is_manual(), member.is_oauth, member.state.holds_credentials, goes))
    }
}

fn of(is_manual: bool, is_oauth: bool, holds_credentials: bool, goes: MemberCounts) -> Removal {
    Removal {
        goes,
        login_goes: holds_credentials && !is_oauth,
        consent_goes: holds_credentials && is_oauth,
        stays: (!is_manual).then_some(MemberCounts { account_numbers: 0, account_owners: 0, ..goes }),
    }
}
