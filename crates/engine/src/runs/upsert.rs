//! What was read, paired with what is known, as writes.

use super::plan::{Item, ReadAccount};
use super::work::Work;
use crate::Error;
use crate::events::{About, Told};
use connectors::data::{AccountProblem, SourceAccount, SourceStatement, SourceTransaction};
use domain::clock::Timestamp;
use domain::event::EventName;
use domain::matching::account_pairs::{AccountTraits, pair as pair_accounts};
use domain::matching::pending_pairs::{PENDING_DAYS_MAX, TransactionTraits, pair as pair_transactions};
use domain::matching::statements::{StatementTraits, pair as pair_statements};
use domain::transaction::{TransactionFacts, TransactionStatus};
use jiff::ToSpan;
use std::collections::{HashMap, HashSet};
use store::accounts::{Account, AccountSource};
use store::statements::{Listed, Statement};
use store::transactions::{Edits, Transaction};
use store::{
    Write, accounts as stored_accounts, statements as stored_statements, transactions as stored_transactions,
};

/// The accounts of a page: known ones with what the source says now, new ones with a guid.
pub(super) async fn accounts(
    work: &Work<'_>,
    seen: Vec<SourceAccount>,
    problems: &[AccountProblem],
) -> Result<(Vec<ReadAccount>, Vec<Write>), Error> {
    let store = work.store();
    let known = store.all_accounts(work.run.user, work.run.member).await?;
    let ids: HashMap<_, _> = store
        .account_sources(work.run.user, work.run.member, &work.run.source)
        .await?
        .into_iter()
        .map(|source| (source.account, source.source_account_id))
        .collect();
    let mut hashes = Vec::with_capacity(seen.len());
    for account in &seen {
        hashes.push(match &account.number {
            Some(number) => {
                let routing = account.routing_number.as_deref().unwrap_or("");
                Some(store.keyed_hash("account number", &[routing, number.expose()]).await?)
            }
            None => None,
        });
    }
    let known_traits: Vec<AccountTraits> = known
        .iter()
        .map(|account| AccountTraits {
            source_id: ids.get(&account.guid).cloned(),
            number_hash: account.number_hash.clone(),
            account_type: account.facts.account_type,
            currency: account.facts.currency,
            mask: account.facts.mask.clone(),
            name: account.facts.name.clone(),
        })
        .collect();
    let seen_traits: Vec<AccountTraits> = seen
        .iter()
        .zip(&hashes)
        .map(|(account, hash)| AccountTraits {
            source_id: Some(account.id.clone()),
            number_hash: hash.clone(),
            account_type: account.facts.account_type,
            currency: account.facts.currency,
            mask: account.facts.mask.clone(),
            name: account.facts.name.clone(),
        })
        .collect();
    let pairs = pair_accounts(&known_traits, &seen_traits);
    let now = work.engine.operational.now();
    let happened_at = work.engine.now();
    let mut told = Told::default();
    let mut tell = |name, account: &Account| {
        work.engine.tell_account(&mut told, name, (About::run(&work.run), account), happened_at);
    };
    let (mut read, mut rows, mut sources) = (Vec::new(), Vec::new(), Vec::new());
    for ((account, hash), pair) in seen.into_iter().zip(hashes).zip(pairs) {
        let known = pair.and_then(|index| known.get(index));
        let row = merged(work, known, &account, hash, now);
        match known {
            None => {
                tell(EventName::AccountCreated, &row);
                if !ids.is_empty() {
                    tell(EventName::AccountAppeared, &row);
                }
            }
            Some(known) if known.facts != row.facts || known.absent_since.is_some() => {
                tell(EventName::AccountUpdated, &row);
            }
            Some(_) => {}
        }
        sources.push(AccountSource { source_account_id: account.id.clone(), account: row.guid });
        read.push(ReadAccount {
            source_account_id: account.id,
            guid: row.guid,
            account_type: row.facts.account_type,
        });
        rows.push(row);
    }
    // What the source told of before and leaves out now, though nothing is wrong with it, is shared no more.
    let seen: HashSet<_> = rows.iter().map(|row| row.guid).collect();
    let in_trouble: HashSet<&str> = problems.iter().map(|one| one.account.as_str()).collect();
    let is_left_out = |account: &Account| {
        let id = ids.get(&account.guid).filter(|_| !seen.contains(&account.guid));
        id.is_some_and(|id| !in_trouble.contains(id.as_str()))
    };
    let absent: Vec<&Account> = known.iter().filter(|account| is_left_out(account)).collect();
    for account in absent.iter().filter(|account| account.absent_since.is_none()) {
        tell(EventName::AccountGone, account);
    }
    let troubled = problems.iter().filter_map(|one| {
        let account = known.iter().find(|account| ids.get(&account.guid) == Some(&one.account))?;
        Some(stored_accounts::set_trouble(account, one.problem.reason))
    });
    let troubled: Vec<Write> = troubled.collect();
    let mut writes = vec![
        stored_accounts::mark_absent(&absent, now),
        stored_accounts::upsert(&rows),
        stored_accounts::upsert_sources(work.run.user, work.run.member, &work.run.source, &sources),
    ];
    // One that is told of, and of which something could not be read, is troubled nevertheless.
    writes.extend(troubled);
    writes.extend(told.into_writes(work.run.client, happened_at));
    Ok((read, writes))
}

fn merged(
    work: &Work<'_>,
    known: Option<&Account>,
    seen: &SourceAccount,
    number_hash: Option<String>,
    now: Timestamp,
) -> Account {
    match known {
        Some(known) => Account {
            facts: seen.facts.clone(),
            number_hash: number_hash.or_else(|| known.number_hash.clone()),
            imported_at: Some(now),
            absent_since: None,
            trouble: None,
            updated_at: now,
            ..known.clone()
        },
        None => Account {
            user: work.run.user,
            guid: work.engine.guid(),
            client: work.run.client,
            member: work.run.member,
            id: Some(seen.id.clone()),
            facts: seen.facts.clone(),
            number_hash,
            metadata: None,
            is_hidden: false,
            is_business: false,
            imported_at: Some(now),
            absent_since: None,
            trouble: None,
            created_at: now,
            updated_at: now,
        },
    }
}

/// The transactions of a page. Counts into the run what is new and what changed; what is the same is not written.
pub(super) async fn transactions(
    work: &mut Work<'_>,
    account: &Account,
    seen: Vec<SourceTransaction>,
) -> Result<Vec<Write>, Error> {
    let known = known(work, account, &seen).await?;
    let pairs = pair_transactions(
        &known.iter().map(|one| traits(&one.facts, one.id.clone(), None)).collect::<Vec<_>>(),
        &seen
            .iter()
            .map(|one| traits(&one.facts, Some(one.id.clone()), one.pending_id.clone()))
            .collect::<Vec<_>>(),
    );
    let now = work.engine.operational.now();
    let (mut created, mut updated) = (Vec::new(), Vec::new());
    let (mut rows, mut ids) = (Vec::new(), Vec::new());
    for (one, pair) in seen.into_iter().zip(pairs) {
        let Some(known) = pair.and_then(|index| known.get(index)) else {
            let row = new_transaction(work, account, one.facts, now);
            work.run.transactions_created = work.run.transactions_created.saturating_add(1);
            ids.push((one.id, row.guid));
            created.push(row.guid);
            rows.push(row);
            continue;
        };
        if known.id.as_ref() != Some(&one.id) {
            ids.push((one.id, known.guid));
        }
        if known.facts != one.facts && !is_older(&known.facts, &one.facts) {
            work.run.transactions_updated = work.run.transactions_updated.saturating_add(1);
            updated.push(known.guid);
            rows.push(Transaction { facts: one.facts, updated_at: now, ..known.clone() });
        }
    }
    let mut writes = Vec::new();
    if !rows.is_empty() {
        writes.push(stored_transactions::upsert(&rows));
    }
    if !ids.is_empty() {
        writes.push(stored_transactions::upsert_sources(
            work.run.user,
            account.guid,
            &work.run.source,
            &ids,
            now,
        ));
    }
    let (mut told, happened_at) = (Told::default(), work.engine.now());
    for (name, guids) in [(EventName::TransactionCreated, created), (EventName::TransactionUpdated, updated)]
    {
        let about = (About::run(&work.run), account.guid);
        work.engine.tell_transactions(&mut told, name, about, guids, happened_at);
    }
    writes.extend(told.into_writes(work.run.client, happened_at));
    Ok(writes)
}

/// The statements of a list. Counts into the run what is new; what has its document already is not written.
pub(super) async fn statements(
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
    let pairs = pair_statements(
        &known.iter().map(of_known).collect::<Vec<_>>(),
        &seen.iter().map(of_seen).collect::<Vec<_>>(),
    );
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
    Ok(stored_statements::list(&rows))
}

fn new_transaction(
    work: &Work<'_>,
    account: &Account,
    facts: TransactionFacts,
    now: Timestamp,
) -> Transaction {
    Transaction {
        user: work.run.user,
        guid: work.engine.guid(),
        client: work.run.client,
        member: work.run.member,
        account: account.guid,
        id: None,
        facts,
        is_manual: false,
        edits: Edits::default(),
        created_at: now,
        updated_at: now,
    }
}

/// A pending form never replaces a posted one: pages may come out of order.
fn is_older(known: &TransactionFacts, seen: &TransactionFacts) -> bool {
    known.status == TransactionStatus::Posted && seen.status == TransactionStatus::Pending
}

/// What a page is matched against: the account's transactions of the days around it, and those that the source has named with an
/// id of the page. A posted one's pending form may lie some days before.
async fn known(
    work: &Work<'_>,
    account: &Account,
    seen: &[SourceTransaction],
) -> Result<Vec<Transaction>, Error> {
    let (Some(first), Some(last)) =
        (seen.iter().map(|one| one.facts.date).min(), seen.iter().map(|one| one.facts.date).max())
    else {
        return Ok(Vec::new());
    };
    let store = work.store();
    let from = first.saturating_sub(i64::from(PENDING_DAYS_MAX).days());
    let mut known =
        store.known_transactions(work.run.user, account.guid, &work.run.source, from, last).await?;
    let ids: Vec<&str> = seen
        .iter()
        .flat_map(|one| std::iter::once(one.id.as_str()).chain(one.pending_id.as_deref()))
        .collect();
    let by_id = store.transactions_by_source_ids(work.run.user, account.guid, &work.run.source, &ids).await?;
    // The id with which the page names a transaction is the one that counts; a posted one has its pending one's too.
    let named: HashMap<_, _> = by_id.iter().map(|one| (one.guid, one.id.clone())).collect();
    for one in &mut known {
        if let Some(id) = named.get(&one.guid) {
            one.id.clone_from(id);
        }
    }
    let present: HashSet<_> = known.iter().map(|one| one.guid).collect();
    known.extend(by_id.into_iter().filter(|one| !present.contains(&one.guid)));
    Ok(known)
}

fn traits(
    facts: &TransactionFacts,
    source_id: Option<String>,
    pending_id: Option<String>,
) -> TransactionTraits {
    TransactionTraits {
        source_id,
        pending_id,
        status: facts.status,
        transaction_type: facts.transaction_type,
        amount: facts.amount,
        date: facts.date,
        description: facts.description.clone(),
    }
}
