//! A link tells a known account for the first time: kept so that the two can be parted again.

use super::carried::CarriedAccount;
use super::joining::evidence;
use super::parting::between;
use crate::Engine;
use domain::account::AccountFacts;
use domain::id::LinkGuid;
use domain::matching::accounts::Ground;
use serde_json::json;
use store::accounts::Account;
use store::joins::{Join, JoinKind, JoinMaker, Suggestion};
use store::transactions::Retired;

/// How a link tells an account.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Met<'a> {
    pub(crate) link: LinkGuid,
    pub(crate) id: &'a str,
    pub(crate) facts: &'a AccountFacts,
}

/// What sources said of a known one until now, in a row that is not shown: by it the link can be parted from it.
pub(crate) fn before(engine: &Engine, known: &Account) -> Account {
    aside(engine, known, known.clone())
}

/// That account beside a known one that it is joined into.
pub(crate) fn aside(engine: &Engine, known: &Account, account: Account) -> Account {
    let now = engine.operational.now();
    Account {
        guid: engine.guid(),
        metadata: None,
        is_hidden: false,
        is_business: false,
        retired: Some(Retired::Joined),
        joined_into: Some(known.guid),
        rows_version: 0,
        created_at: now,
        updated_at: now,
        ..account
    }
}

/// The link tells `known`. `is_exchanged`: what is shown of it is what the link tells, and `other` has what was told before.
pub(crate) fn join(
    engine: &Engine,
    (known, other): (&Account, &Account),
    met: Met<'_>,
    ground: Ground,
    is_exchanged: bool,
) -> Join {
    let carried = CarriedAccount {
        sightings: vec![(met.link.to_string(), met.id.to_owned())],
        links: vec![met.link.to_string()],
        is_exchanged,
        ..CarriedAccount::default()
    };
    let told = Account { facts: met.facts.clone(), ..known.clone() };
    Join {
        user: known.user,
        guid: engine.guid(),
        client: known.client,
        kind: JoinKind::Account,
        account: known.guid,
        kept: known.guid.to_string(),
        other: Some(other.guid.to_string()),
        link: Some(met.link),
        ground: ground.name().to_owned(),
        made_by: JoinMaker::Hub,
        evidence: evidence(known, &told),
        carried: serde_json::to_string(&carried).unwrap_or_default(),
        part_of: None,
        made_at: engine.now(),
        undone_at: None,
    }
}

/// The question whether a new account is that known one.
pub(crate) fn suggestion(engine: &Engine, known: &Account, other: &Account, is_conflict: bool) -> Suggestion {
    Suggestion { evidence: json!({"contradicts": is_conflict}).to_string(), ..between(engine, known, other) }
}
