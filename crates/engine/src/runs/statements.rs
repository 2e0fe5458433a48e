//! The statements of an account, paired with those that are known.

use super::plan::Item;
use super::work::Work;
use crate::Error;
use connectors::data::SourceStatement;
use domain::matching::statements::{StatementTraits, pair};
use store::Write;
use store::accounts::Account;
use store::statements::{Listed, Statement, list};

/// The statements of a list. Counts into the run what is new; what has its document already is not written.
pub(super) async fn listed(
    work: &mut Work<'_>,
    account: &Account,
    item: &Item,
    seen: Vec<SourceStatement>,
) -> Result<Write, Error> {
    let known = work.store().statements_of(work.run.user, account.guid).await?;
    let is_named = |one: &&Statement| one.listed.source == work.run.source;
    let of_known = |one: &Statement| StatementTraits {
        source_id: Some(one).filter(is_named).map(|one| one.listed.source_id.clone()),
        issued_on: one.issued_on,
    };
    let of_seen =
        |one: &SourceStatement| StatementTraits { source_id: Some(one.id.clone()), issued_on: one.issued_on };
    let pairs =
        pair(&known.iter().map(of_known).collect::<Vec<_>>(), &seen.iter().map(of_seen).collect::<Vec<_>>());
    let now = work.engine.operational.now();
    let mut rows = Vec::new();
    for (one, pair) in seen.into_iter().zip(pairs) {
        let listed = Listed {
            source: work.run.source.clone(),
            source_account_id: item.source_account_id.clone(),
            source_id: one.id,
            run: work.run.guid,
        };
        match pair.and_then(|index| known.get(index)) {
            Some(known) if known.content_hash.is_some() => {}
            Some(known) => rows.push(Statement { listed, issued_on: one.issued_on, ..known.clone() }),
            None => {
                work.run.statements_created = work.run.statements_created.saturating_add(1);
                rows.push(Statement {
                    user: work.run.user,
                    guid: work.engine.guid(),
                    client: work.run.client,
                    member: work.run.member,
                    account: account.guid,
                    listed,
                    issued_on: one.issued_on,
                    content_hash: None,
                    created_at: now,
                    updated_at: now,
                });
            }
        }
    }
    Ok(list(&rows))
}
