//! A new connection by OAuth whose accounts another connection tells already: it is marked, and stores nothing (decision 0021).

use super::settle::end_with;
use super::work::{Next, Work};
use crate::Error;
use crate::identity::accounts::Compared;
use domain::id::MemberGuid;
use domain::matching::connections::goes_on;
use domain::member::Observed;
use domain::reason::Reason;
use store::members::Member;
use store::{Page, Write, duplicates};

/// Connections of one person that are looked through.
const MEMBERS: Page = Page { number: 1, size: 500 };

/// What an answer was found to be.
pub(super) enum Looked {
    /// It repeats what that other member tells.
    Repeats(Box<Member>, MemberGuid),
    /// It is to be read; a mark from before goes with it.
    Tells(Option<Write>),
}

pub(super) async fn look(work: &Work<'_>, compared: &Compared) -> Result<Looked, Error> {
    let (store, run) = (work.store(), &work.run);
    let Some(member) = store.member(run.user, run.member).await?.filter(|member| member.is_oauth) else {
        return Ok(Looked::Tells(None));
    };
    let is_first = compared.told_before(work.link.guid).is_empty();
    let tells = |member: &Member| Looked::Tells(is_first.then(|| duplicates::clear(member)));
    // A report is about what was shared for it.
    if store.is_verified_on(run.user, run.member).await? {
        return Ok(tells(&member));
    }
    let all = store.members(run.user, None, MEMBERS).await?.items;
    let others: Vec<MemberGuid> = all
        .iter()
        .filter(|other| other.guid != member.guid && other.institution_code == member.institution_code)
        .filter(|other| goes_on(&other.state))
        .map(|other| other.guid)
        .collect();
    Ok(match compared.repeated(member.guid, &others) {
        Some(other) => Looked::Repeats(Box::new(member), other),
        None => tells(&member),
    })
}

/// Ends the run; nothing of the accounts is kept.
pub(super) async fn end(work: &mut Work<'_>, member: &Member, other: MemberGuid) -> Result<Next, Error> {
    work.run.reason = Some(Reason::DuplicateConnection);
    let fact = Observed::reported(Reason::DuplicateConnection, work.run.presence);
    let mark = duplicates::mark(member, other, work.engine.now());
    end_with(work.engine, &work.run, fact, vec![mark]).await?;
    Ok(Next::Released)
}
