//! The accounts of an answer: decided together, once the transactions were read that show which is which, and written with one commit.

use super::duplicates::{self, Looked};
use super::gather::gather;
use super::plan::{Plan, ReadAccount, What};
use super::read::{commit, note, stopped};
use super::work::{Next, Work};
use crate::Error;
use crate::events::{About, Told};
use crate::identity::accounts::{Choice, Compared, HeardAccount, Teller, agree};
use crate::identity::met::{self, Met};
use connectors::data::{AccountProblem, SourceAccount};
use connectors::{FetchStop, Grant};
use domain::account::AmountField;
use domain::clock::Timestamp;
use domain::event::EventName;
use domain::matching::transactions::Agreement;
use domain::reason::Reason;
use std::collections::{HashMap, HashSet};
use store::accounts::{self as stored, Account};
use store::joins::{self, Join, Suggestion};
use store::transactions::Retired;

/// An answer whose accounts are not decided yet.
pub(super) struct Held {
    accounts: Vec<HeardAccount>,
    problems: Vec<AccountProblem>,
    notices: Vec<Reason>,
    compared: Compared,
    /// The source's ids of those whose transactions are still to be read, and all of those, by their places.
    missing: Vec<String>,
    undecided: Vec<usize>,
}

pub(super) async fn hear(
    work: &mut Work<'_>,
    plan: Plan,
    (accounts, problems, notices): (Vec<SourceAccount>, Vec<AccountProblem>, Vec<Reason>),
) -> Result<Next, Error> {
    let is_id_kept = work.reach.connector.about().keeps_account_ids;
    let accounts: Vec<HeardAccount> = accounts
        .into_iter()
        .map(|one| HeardAccount {
            id: one.id,
            facts: one.facts,
            number: one.number,
            routing_number: one.routing_number,
            iban: None,
            is_id_kept,
            chosen: None,
        })
        .collect();
    let compared = compare(work, &accounts).await?;
    let undecided = compared.undecided();
    let missing = undecided.iter().filter_map(|at| Some(accounts.get(*at)?.id.clone())).collect();
    let held = Held { accounts, problems, notices, compared, missing, undecided };
    decide(work, plan, held).await
}

/// Reads on until the accounts of an answer can be decided.
pub(super) async fn go_on(
    work: &mut Work<'_>,
    plan: Plan,
    mut held: Held,
    grant: &Grant,
) -> Result<Next, Error> {
    let Some(id) = held.missing.last() else { return decide(work, plan, held).await };
    match gather(work, id, grant).await {
        Ok(None) => {}
        Ok(Some(whole)) => {
            work.gathered.whole.insert(id.clone(), whole);
            held.missing.pop();
        }
        Err(FetchStop::NeedsUser) => {
            work.held = Some(held);
            return stopped(work, plan, FetchStop::NeedsUser).await;
        }
        Err(FetchStop::Problem(problem)) => {
            tracing::info!(run.guid = %work.run.guid, source = work.run.source, %problem, "which account it is cannot be seen in its transactions now");
            held.missing.pop();
        }
    }
    work.held = Some(held);
    Ok(Next::Continue)
}

async fn compare(work: &Work<'_>, accounts: &[HeardAccount]) -> Result<Compared, Error> {
    let store = work.store();
    let links = store.links(work.run.user, work.run.member).await?;
    let teller = Teller {
        user: work.run.user,
        member: Some(work.run.member),
        link: work.link.guid,
        source: &work.run.source,
        institution: Some(&work.run.institution_code),
    };
    let now = work.engine.operational.now();
    Compared::read(&store, teller, (&links, accounts), work.engine.guid(), now).await
}

async fn decide(work: &mut Work<'_>, mut plan: Plan, held: Held) -> Result<Next, Error> {
    if !held.missing.is_empty() {
        work.held = Some(held);
        return Ok(Next::Continue);
    }
    let unmark = match duplicates::look(work, &held.compared).await? {
        Looked::Repeats(member, other) => return duplicates::end(work, &member, other).await,
        Looked::Tells(unmark) => unmark,
    };
    let mut rows: HashMap<(usize, usize), Agreement> = HashMap::new();
    for at in &held.undecided {
        let whole = held.accounts.get(*at).and_then(|one| work.gathered.whole.get(&one.id));
        let Some(whole) = whole else { continue };
        for (place, account) in held.compared.known.iter().enumerate() {
            rows.insert((place, *at), agree(&work.store(), account, &whole.heard).await?);
        }
    }
    let choices =
        held.compared.choose(|place, at| rows.get(&(place, at)).copied().unwrap_or(Agreement::Unknown));
    note(work, &mut plan, &held.problems);
    for notice in &held.notices {
        plan.note(*notice);
    }
    let mut desk = Desk::new(work, &held);
    for (at, (account, choice)) in held.accounts.iter().zip(&choices).enumerate() {
        desk.take(at, account, choice);
    }
    let (read, mut writes) = desk.finish(&held);
    writes.extend(unmark);
    plan.page_read(None);
    plan.accounts_read(work.run.kind, &read);
    commit(work, &plan, writes, Some(What::Accounts)).await
}

/// Where the accounts of an answer become changes.
struct Desk<'a> {
    work: &'a Work<'a>,
    compared: &'a Compared,
    /// What the link has told before, by its id.
    before: HashMap<domain::id::AccountGuid, &'a str>,
    now: Timestamp,
    happened_at: Timestamp,
    told: Told,
    read: Vec<ReadAccount>,
    rows: Vec<Account>,
    moved: Vec<Account>,
    /// What was known of accounts before this link was joined with them.
    others: Vec<Account>,
    sightings: Vec<stored::Sighting>,
    joins: Vec<Join>,
    suggestions: Vec<Suggestion>,
    seen: HashSet<domain::id::AccountGuid>,
}

impl<'a> Desk<'a> {
    fn new(work: &'a Work<'a>, held: &'a Held) -> Self {
        Self {
            work,
            compared: &held.compared,
            before: held.compared.told_before(work.link.guid),
            now: work.engine.operational.now(),
            happened_at: work.engine.now(),
            told: Told::default(),
            read: Vec::new(),
            rows: Vec::new(),
            moved: Vec::new(),
            others: Vec::new(),
            sightings: Vec::new(),
            joins: Vec::new(),
            suggestions: Vec::new(),
            seen: HashSet::new(),
        }
    }

    fn take(&mut self, at: usize, account: &HeardAccount, choice: &Choice) {
        let known = choice.known.and_then(|(place, ground)| Some((self.compared.known.get(place)?, ground)));
        let row = match known {
            Some((known, _)) => self.again(known, account),
            None => self.new_account(account),
        };
        self.sightings.extend(self.compared.sighting(at, row.guid, choice.is_conflict));
        if let Some((known, ground)) = known
            && !self.compared.is_told(known.guid, self.work.link.guid)
        {
            let engine = self.work.engine;
            let met = Met { link: self.work.link.guid, id: &account.id, facts: &account.facts };
            let other = met::before(engine, known);
            self.joins.push(met::join(engine, (known, &other), met, ground, true));
            self.others.push(other);
        }
        for place in &choice.possible {
            if let Some(known) = self.compared.known.get(*place) {
                self.suggestions.push(met::suggestion(self.work.engine, known, &row, choice.is_conflict));
            }
        }
        // One that the person removed is not read; one that the source lists twice is read once.
        let is_removed = row.retired == Some(Retired::Removed);
        if is_removed || !self.seen.insert(row.guid) {
            return;
        }
        match known {
            None => {
                self.tell(EventName::AccountCreated, &row);
                if !self.before.is_empty() {
                    self.tell(EventName::AccountAppeared, &row);
                }
            }
            Some((known, _)) if known.facts != row.facts || known.absent_since.is_some() => {
                self.tell(EventName::AccountUpdated, &row);
            }
            Some(_) => {}
        }
        self.read.push(ReadAccount {
            source_account_id: account.id.clone(),
            guid: row.guid,
            account_type: row.facts.account_type,
            balance_before: known
                .and_then(|(known, _)| known.facts.amounts.get(&AmountField::Balance).copied()),
        });
        if known.is_some_and(|(known, _)| known.member != row.member) {
            self.moved.push(row.clone());
        }
        self.rows.push(row);
    }

    fn tell(&mut self, name: EventName, account: &Account) {
        let about = (About::run(&self.work.run), account);
        self.work.engine.tell_account(&mut self.told, name, about, self.happened_at);
    }

    /// A known one with what the source says now. What was kept when its connection was removed, typed, or told by a file, is this
    /// connection's from now on.
    fn again(&self, known: &Account, told: &HeardAccount) -> Account {
        let is_unconnected = known.kept_institution_code.is_some() || known.imported_at.is_none();
        let member = if is_unconnected { self.work.run.member } else { known.member };
        Account {
            member,
            kept_institution_code: None,
            facts: told.facts.clone(),
            imported_at: Some(self.now),
            absent_since: None,
            trouble: None,
            updated_at: self.now,
            ..known.clone()
        }
    }

    fn new_account(&self, told: &HeardAccount) -> Account {
        let run = &self.work.run;
        let of = (run.client, run.user, run.member);
        Account {
            id: Some(told.id.clone()),
            imported_at: Some(self.now),
            ..Account::new(of, self.work.engine.guid(), told.facts.clone(), self.now)
        }
    }

    /// What was read, and all writes.
    fn finish(mut self, held: &Held) -> (Vec<ReadAccount>, Vec<store::Write>) {
        // What the source told of before and leaves out now, though nothing is wrong with it, is shared no more.
        let in_trouble: HashSet<&str> = held.problems.iter().map(|one| one.account.as_str()).collect();
        let is_left_out = |account: &&Account| {
            let id = self.before.get(&account.guid).filter(|_| !self.seen.contains(&account.guid));
            account.retired.is_none()
                && account.member == self.work.run.member
                && id.is_some_and(|id| !in_trouble.contains(id))
        };
        let absent: Vec<&Account> = self.compared.known.iter().filter(is_left_out).collect();
        for account in absent.iter().filter(|account| account.absent_since.is_none()) {
            let about = (About::run(&self.work.run), *account);
            self.work.engine.tell_account(&mut self.told, EventName::AccountGone, about, self.happened_at);
        }
        let troubled = held.problems.iter().filter_map(|one| {
            let guid = self.before.iter().find(|(_, id)| **id == one.account).map(|(guid, _)| *guid)?;
            let account = self.compared.known.iter().find(|account| account.guid == guid)?;
            Some(stored::set_trouble(account, one.problem.reason))
        });
        let troubled: Vec<_> = troubled.collect();
        let mut writes = vec![
            stored::mark_absent(&absent, self.now),
            stored::upsert(&self.rows),
            stored::upsert_sightings(&self.sightings),
        ];
        if !self.moved.is_empty() {
            writes.extend(stored::move_rows(&self.moved));
        }
        let mut push = |is_wanted: bool, write: store::Write| writes.extend(is_wanted.then_some(write));
        push(!self.others.is_empty(), stored::upsert(&self.others));
        push(!self.joins.is_empty(), joins::insert(&self.joins));
        push(!self.suggestions.is_empty(), joins::suggest(&self.suggestions));
        // One that is told of, and of which something could not be read, is troubled nevertheless.
        writes.extend(troubled);
        writes.extend(self.told.into_writes(self.work.run.client, self.happened_at));
        (self.read, writes)
    }
}
