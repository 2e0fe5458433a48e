//! Two accounts, or two transactions of an account, become one. What the other one was stays in its row, retired, so that the join
//! can be taken back exactly ([`super::parting`]).

use super::carried::{Carried, CarriedAccount, CarriedEdits, FormKey, key_text};
use super::dossier::{Links, Past};
use super::form::{Compared, Form};
use super::rows::Rows;
use crate::events::{About, Told};
use crate::{Engine, Error};
use domain::clock::Timestamp;
use domain::event::EventName;
use domain::id::{AccountGuid, JoinGuid, LinkGuid, TransactionGuid};
use domain::matching::accounts::class;
use domain::matching::transactions::{
    Agreement, Answer, Decision, Dossier, Ground, Habits, agreement, decide,
};
use domain::transaction::TransactionStatus;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Serialize;
use std::collections::{BTreeMap, HashSet};
use store::accounts::{self, Account};
use store::joins::{self, Join, JoinKind, JoinMaker, Suggestion, SuggestionState};
use store::transactions::{self as stored, NamedBy, Retired, Sighting, Transaction, by_hand};
use store::{Tenant, Write, statements};

/// Who joins, and why.
#[derive(Debug, Clone, Copy)]
pub(crate) struct By<'a> {
    pub(crate) maker: JoinMaker,
    pub(crate) ground: &'a str,
    pub(crate) part_of: Option<JoinGuid>,
}

/// The row with that form shown.
pub(super) fn showing(one: &Transaction, form: &Form) -> Transaction {
    Transaction {
        facts: form.facts.clone(),
        link: Some(form.link).filter(|link| *link != by_hand()),
        first_on: Some(form.first_on).filter(|_| form.link != by_hand()),
        ..one.clone()
    }
}

pub(super) fn sighting(of: &Transaction, form: &Form) -> Sighting {
    Sighting {
        user: of.user,
        account: of.account,
        transaction: of.guid,
        link: form.link,
        facts: form.facts.clone(),
        first_on: form.first_on,
    }
}

/// Ids and the transactions that they name, by account.
type Ids = BTreeMap<AccountGuid, Vec<NamedBy>>;

/// Changes of transactions, gathered for one commit.
#[derive(Default)]
pub(super) struct Batch {
    pub(super) rows: Vec<Transaction>,
    pub(super) edited: Vec<Transaction>,
    pub(super) kept: Vec<Sighting>,
    pub(super) forgotten: Vec<(TransactionGuid, LinkGuid, TransactionStatus)>,
    pub(super) ids: Ids,
    pub(super) lost_ids: Ids,
    joined: Vec<(TransactionGuid, TransactionGuid)>,
    joins: Vec<Join>,
    suggestions: Vec<Suggestion>,
    pub(super) created: Vec<TransactionGuid>,
    pub(super) updated: Vec<TransactionGuid>,
    pub(super) deleted: Vec<TransactionGuid>,
}

impl Batch {
    /// `other` is `kept` from now on, if the matching or a person says so.
    fn join(
        &mut self,
        engine: &Engine,
        (kept, of_kept): (&Transaction, &Rows<'_>),
        (other, of_other): (&Transaction, &Rows<'_>),
        by: By<'_>,
    ) -> JoinGuid {
        let now = engine.operational.now();
        let (mine, theirs) = (of_kept.forms(kept), of_other.forms(other));
        let has: HashSet<FormKey> = mine.iter().map(Form::key).collect();
        let new: Vec<&Form> = theirs.iter().filter(|form| !has.contains(&form.key())).collect();
        let mut carried = Carried {
            forms: new.iter().map(|form| key_text(form.key())).collect(),
            told_by: mine.iter().map(|form| form.link.to_string()).collect(),
            retired: other.retired.map(|retired| retired.name().to_owned()),
            ..Carried::default()
        };
        let (Some(shown), Some(told)) = (mine.first(), theirs.first()) else { return engine.guid() };
        // A posted one is shown before a pending one, and what a bank says before what was typed.
        let is_better = new.iter().any(|form| form.key() == told.key())
            && ((shown.facts.status == TransactionStatus::Pending
                && told.facts.status == TransactionStatus::Posted)
                || (shown.link == by_hand() && told.link != by_hand()));
        let mut row = kept.clone();
        if is_better {
            carried.shown = Some(key_text(shown.key()));
            self.kept.push(sighting(kept, shown));
            row = showing(kept, told);
        }
        let hidden = new.iter().filter(|form| !is_better || form.key() != told.key());
        self.kept.extend(hidden.map(|form| sighting(kept, form)));
        let mut edits = kept.edits.clone();
        let typed = |one: &Transaction, form: &Form| (form.link == by_hand()).then(|| one.facts.clone());
        let typed = if is_better { typed(kept, shown) } else { None }.or_else(|| typed(other, told));
        carried.edits = CarriedEdits::carry(&mut edits, &other.edits, typed.as_ref());
        let known: HashSet<(LinkGuid, &str)> =
            of_kept.ids(kept.guid).map(|one| (one.link, one.id.as_str())).collect();
        for one in of_other.ids(other.guid).filter(|one| !known.contains(&(one.link, one.id.as_str()))) {
            carried.ids.push((one.link.to_string(), one.id.clone()));
            self.ids.entry(kept.account).or_default().push(NamedBy { transaction: kept.guid, ..one.clone() });
        }
        let is_edited = edits != kept.edits;
        if is_better || is_edited {
            let row = Transaction { edits, updated_at: now, ..row };
            if is_edited {
                self.edited.push(row.clone());
            }
            if is_better {
                self.rows.push(row);
            }
            if kept.retired.is_none() {
                self.updated.push(kept.guid);
            }
        }
        if other.retired.is_none() {
            self.deleted.push(other.guid);
        }
        self.joined.push((other.guid, kept.guid));
        let join = Join {
            user: kept.user,
            guid: engine.guid(),
            client: kept.client,
            kind: JoinKind::Transaction,
            account: kept.account,
            kept: kept.guid.to_string(),
            other: Some(other.guid.to_string()),
            link: Some(told.link),
            ground: by.ground.to_owned(),
            made_by: by.maker,
            evidence: json(&Compared { known: shown.into(), told: told.into(), told_id: other.id.clone() }),
            carried: json(&carried),
            part_of: by.part_of,
            made_at: engine.now(),
            undone_at: None,
        };
        let guid = join.guid;
        self.joins.push(join);
        guid
    }

    /// The writes, and what is told of them.
    pub(super) fn into_writes(self, engine: &Engine, account: &Account, told: &mut Told) -> Vec<Write> {
        let (user, now, happened_at) = (account.user, engine.operational.now(), engine.now());
        let mut writes = Vec::new();
        let mut push = |is_wanted: bool, write: Write| writes.extend(is_wanted.then_some(write));
        push(!self.rows.is_empty(), stored::upsert(&self.rows));
        push(!self.edited.is_empty(), stored::restore_edits(&self.edited));
        push(!self.forgotten.is_empty(), stored::forget_sightings(user, &self.forgotten));
        push(!self.kept.is_empty(), stored::upsert_sightings(&self.kept));
        for (account, ids) in &self.lost_ids {
            push(true, stored::forget_ids(user, *account, ids));
        }
        for (account, ids) in &self.ids {
            push(true, stored::set_ids(user, *account, ids));
        }
        push(!self.joined.is_empty(), stored::join_into(user, &self.joined, now));
        push(!self.joins.is_empty(), joins::insert(&self.joins));
        push(!self.suggestions.is_empty(), joins::suggest(&self.suggestions));
        let about = About::account(account);
        for (name, guids) in [
            (EventName::TransactionCreated, self.created),
            (EventName::TransactionUpdated, self.updated),
            (EventName::TransactionDeleted, self.deleted),
        ] {
            engine.tell_transactions(told, name, (about, account.guid), guids, happened_at);
        }
        writes
    }
}

/// Joins `other` into `kept`, two transactions of one account.
pub(crate) async fn join_transactions(
    engine: &Engine,
    store: &Tenant<'_>,
    account: &Account,
    (kept, other): (TransactionGuid, TransactionGuid),
    by: By<'_>,
) -> Result<(JoinGuid, Vec<Write>), Error> {
    let past = Past::whole(store, account).await?;
    let find = |guid| past.known.iter().find(|one| one.guid == guid).ok_or(Error::NotFound("transaction"));
    let (kept, other) = (find(kept)?, find(other)?);
    let (mut batch, rows) = (Batch::default(), Rows::new(&past));
    let guid = batch.join(engine, (kept, &rows), (other, &rows), by);
    let mut told = Told::default();
    let mut writes = vec![accounts::raise_rows_version(account)];
    writes.extend(batch.into_writes(engine, account, &mut told));
    writes.extend(told.into_writes(account.client, engine.now()));
    Ok((guid, writes))
}

/// Joins `other` into `kept`, two accounts of one user. Refuses what cannot be one account.
pub(crate) async fn join_accounts(
    engine: &Engine,
    store: &Tenant<'_>,
    (kept, other): (&Account, &Account),
    by: By<'_>,
) -> Result<(JoinGuid, Vec<Write>), Error> {
    check(kept, other)?;
    let (past, theirs) = (Past::whole(store, kept).await?, Past::whole(store, other).await?);
    let decisions = match_rows(engine, &past, &theirs)?;
    let join = engine.guid();
    let by_rows = By { part_of: Some(join), ..by };
    let (mut batch, mut moved) = (Batch::default(), Vec::new());
    let (of_kept, of_other) = (Rows::new(&past), Rows::new(&theirs));
    for (one, decision) in theirs.known.iter().zip(decisions) {
        match decision {
            Decision::Known(place, ground) => {
                if let Some(known) = past.known.get(place) {
                    let by = By { ground: ground.name(), ..by_rows };
                    batch.join(engine, (known, &of_kept), (one, &of_other), by);
                }
                continue;
            }
            Decision::Suggest(places) => {
                let known = places.iter().filter_map(|place| past.known.get(*place));
                let suggestions = known.map(|known| suggestion(engine, kept, known.guid, one.guid));
                batch.suggestions.extend(suggestions);
            }
            Decision::New | Decision::Copy(_) | Decision::Reversed => {}
        }
        moved.push(one.guid);
    }
    let shown = theirs.known.iter().filter(|one| one.retired.is_none()).map(|one| one.guid);
    let shown: HashSet<TransactionGuid> = shown.collect();
    batch.updated.extend(moved.iter().filter(|guid| shown.contains(guid)));
    let mut merge = Merge { engine, store, kept, other, now: engine.operational.now() };
    merge.writes(join, by, batch, &moved, (&past, &theirs)).await
}

struct Merge<'a> {
    engine: &'a Engine,
    store: &'a Tenant<'a>,
    kept: &'a Account,
    other: &'a Account,
    now: Timestamp,
}

impl Merge<'_> {
    async fn writes(
        &mut self,
        guid: JoinGuid,
        by: By<'_>,
        batch: Batch,
        moved: &[TransactionGuid],
        (past, theirs): (&Past, &Past),
    ) -> Result<(JoinGuid, Vec<Write>), Error> {
        let (kept, other) = (self.kept, self.other);
        let user = kept.user;
        let mut carried =
            CarriedAccount { is_exchanged: is_told(other) && !is_told(kept), ..CarriedAccount::default() };
        let said = |past: &Past| {
            past.told.iter().map(|one| (one.link, one.source_account_id.clone())).collect::<Vec<_>>()
        };
        let (mine, theirs_said): (HashSet<_>, Vec<(LinkGuid, String)>) =
            (said(past).into_iter().collect(), said(theirs));
        let told: Vec<_> = theirs_said.into_iter().filter(|one| !mine.contains(one)).collect();
        let covered: HashSet<LinkGuid> = past.coverages.iter().map(|one| one.link).collect();
        let mut links: Vec<LinkGuid> = theirs.coverages.iter().map(|one| one.link).collect();
        links.retain(|link| !covered.contains(link));
        links.dedup();
        let issued: HashSet<Date> =
            self.store.statements_of(user, kept.guid).await?.into_iter().map(|one| one.issued_on).collect();
        let papers = self.store.statements_of(user, other.guid).await?;
        let papers: Vec<_> =
            papers.into_iter().filter(|one| !issued.contains(&one.issued_on)).map(|one| one.guid).collect();
        carried.sightings = told.iter().map(|(link, id)| (link.to_string(), id.clone())).collect();
        carried.links = links.iter().map(ToString::to_string).collect();
        carried.statements = papers.iter().map(ToString::to_string).collect();
        carried.metadata = other.metadata.clone().filter(|_| kept.metadata.is_none());
        let (kept_now, other_now) = if carried.is_exchanged {
            exchanged(kept, other, self.now)
        } else {
            (kept.clone(), other.clone())
        };
        let join = Join {
            user,
            guid,
            client: kept.client,
            kind: JoinKind::Account,
            account: kept.guid,
            kept: kept.guid.to_string(),
            other: Some(other.guid.to_string()),
            link: None,
            ground: by.ground.to_owned(),
            made_by: by.maker,
            evidence: evidence(kept, other),
            carried: json(&carried),
            part_of: by.part_of,
            made_at: self.engine.now(),
            undone_at: None,
        };
        let mut tell = Told::default();
        let mut writes = vec![
            accounts::raise_rows_version(kept),
            accounts::raise_rows_version(other),
            joins::insert(std::slice::from_ref(&join)),
        ];
        if carried.is_exchanged {
            writes.push(accounts::upsert(&[kept_now.clone(), other_now.clone()]));
            writes.extend(accounts::move_rows(&[kept_now.clone(), other_now]));
        }
        if let Some(metadata) = &carried.metadata {
            writes.push(accounts::restore_metadata(kept, Some(metadata)));
        }
        let both = (other.guid, kept.guid);
        let older: Vec<JoinGuid> = {
            let moved: HashSet<String> = moved.iter().map(ToString::to_string).collect();
            let all = self.store.joins_in(user, other.guid).await?;
            all.into_iter().filter(|one| moved.contains(&one.kept)).map(|one| one.guid).collect()
        };
        let mut push = |is_wanted: bool, write: Write| writes.extend(is_wanted.then_some(write));
        push(!told.is_empty(), accounts::move_sightings(user, both, &told));
        push(!links.is_empty(), accounts::move_coverages(user, both, &links));
        push(!papers.is_empty(), statements::move_to(&kept_now, &papers));
        push(!older.is_empty(), joins::move_to(user, kept.guid, &older));
        push(!moved.is_empty(), joins::move_rows(&join, moved));
        if !moved.is_empty() {
            writes.extend(stored::move_to(&kept_now, moved, self.now));
        }
        writes.extend(batch.into_writes(self.engine, &kept_now, &mut tell));
        writes.push(accounts::retire(other, Some(Retired::Joined), Some(kept.guid), self.now));
        let happened_at = self.engine.now();
        for (name, account) in [(EventName::AccountDeleted, other), (EventName::AccountUpdated, &kept_now)] {
            self.engine.tell_account(&mut tell, name, (About::account(account), account), happened_at);
        }
        writes.extend(tell.into_writes(kept.client, happened_at));
        Ok((guid, writes))
    }
}

/// What cannot be one account, whoever says so.
fn check(kept: &Account, other: &Account) -> Result<(), Error> {
    let (one, two) = (&kept.facts, &other.facts);
    let classes = (class(one.account_type), class(two.account_type));
    if kept.guid == other.guid {
        Err(Error::invalid("accounts", "names the same account twice"))
    } else if one.currency != two.currency {
        Err(Error::not_now(format!(
            "these cannot be one account: one is in {}, the other in {}",
            one.currency.code(),
            two.currency.code()
        )))
    } else if matches!(classes, (Some(one), Some(two)) if one != two) {
        Err(Error::not_now("these cannot be one account: the one holds money, the other is of another kind"))
    } else {
        Ok(())
    }
}

/// A source tells of it now.
fn is_told(account: &Account) -> bool {
    account.imported_at.is_some() && account.absent_since.is_none() && account.kept_institution_code.is_none()
}

/// Both with what sources say of the other: the one that stays has what is told now.
pub(super) fn exchanged(one: &Account, other: &Account, now: Timestamp) -> (Account, Account) {
    let with = |one: &Account, said: &Account| Account {
        member: said.member,
        id: said.id.clone(),
        facts: said.facts.clone(),
        imported_at: said.imported_at,
        absent_since: said.absent_since,
        trouble: said.trouble,
        kept_institution_code: said.kept_institution_code.clone(),
        updated_at: now,
        ..one.clone()
    };
    (with(one, other), with(other, one))
}

pub(crate) fn evidence(kept: &Account, other: &Account) -> String {
    let words = |account: &Account| {
        let facts = &account.facts;
        serde_json::json!({
            "name": facts.name, "type": facts.account_type.name(), "currency": facts.currency.code(), "mask": facts.mask,
        })
    };
    serde_json::json!({"known": words(kept), "told": words(other)}).to_string()
}

pub(super) fn json<T: Serialize>(value: &T) -> String {
    // Texts and numbers always have a JSON form.
    serde_json::to_string(value).unwrap_or_default()
}

pub(super) fn suggestion(
    engine: &Engine,
    account: &Account,
    known: TransactionGuid,
    other: TransactionGuid,
) -> Suggestion {
    Suggestion {
        user: account.user,
        guid: engine.guid(),
        client: account.client,
        kind: JoinKind::Transaction,
        account: account.guid,
        known: known.to_string(),
        other: other.to_string(),
        evidence: "{}".to_owned(),
        state: SuggestionState::Open,
        made_at: engine.now(),
        answered_at: None,
    }
}

/// What each transaction of the other account is, by the places of `past`: decided link by link, as if each told them now.
fn match_rows(engine: &Engine, past: &Past, theirs: &Past) -> Result<Vec<Decision>, Error> {
    let mut links = Links::default();
    let mut habits = past.habits(&mut links);
    habits.sources.extend(theirs.habits(&mut links).sources);
    let (dossier, other) = (past.dossier(&mut links), theirs.dossier(&mut links));
    let mut groups: BTreeMap<LinkGuid, Vec<usize>> = BTreeMap::new();
    for (place, one) in theirs.known.iter().enumerate() {
        groups.entry(one.shown_by()).or_default().push(place);
    }
    let today = engine.now().to_zoned(TimeZone::UTC).date();
    let mut decisions = vec![Decision::New; theirs.known.len()];
    let mut free: Vec<usize> = (0..dossier.known.len()).collect();
    for (link, places) in groups {
        let coverage = theirs.coverages.iter().filter(|one| one.link == link).map(|one| one.days);
        let longest = coverage.max_by_key(|days| (days.to.duration_since(days.from), days.to));
        let shown = |place: &usize| other.known.get(*place).and_then(|one| one.sightings.first());
        let answer = Answer {
            link: links.number(link),
            told_on: longest.map_or(today, |days| days.told_on),
            window: longest.map(|days| (days.from, days.to)),
            rows: places.iter().filter_map(shown).map(|one| one.told).collect(),
        };
        let left = Dossier {
            known: free.iter().filter_map(|place| dossier.known.get(*place).cloned()).collect(),
            coverages: dossier.coverages.clone(),
            reversed: dossier.reversed.clone(),
        };
        for (place, decision) in places.iter().zip(decide_group(&left, &answer, &habits)?) {
            let named = |place: usize| free.get(place).copied();
            let is_asked = other.known.get(*place).is_some_and(|one| one.is_asked);
            let decision = match decision {
                Decision::Known(known, Ground::Content | Ground::Count) if is_asked => {
                    Decision::Suggest(named(known).into_iter().collect())
                }
                Decision::Known(known, ground) => {
                    named(known).map_or(Decision::New, |known| Decision::Known(known, ground))
                }
                Decision::Suggest(known) => Decision::Suggest(known.into_iter().filter_map(named).collect()),
                decision @ (Decision::New | Decision::Copy(_) | Decision::Reversed) => decision,
            };
            if let Some(slot) = decisions.get_mut(*place) {
                *slot = decision;
            }
        }
        let used: HashSet<usize> = decisions
            .iter()
            .filter_map(|one| if let Decision::Known(known, _) = one { Some(*known) } else { None })
            .collect();
        free.retain(|place| !used.contains(place));
    }
    Ok(decisions)
}

fn decide_group(dossier: &Dossier<'_>, answer: &Answer<'_>, habits: &Habits) -> Result<Vec<Decision>, Error> {
    match agreement(dossier, answer) {
        Agreement::Reversed => Err(Error::not_now(
            "these cannot be joined: the transactions of one have their signs turned round",
        )),
        Agreement::Other => Err(Error::not_now(
            "these cannot be one account: of the days that both tell, the transactions differ",
        )),
        Agreement::Same | Agreement::Unknown => {
            let mut habits = habits.clone();
            habits.see(dossier, answer);
            Ok(decide(dossier, answer, &habits))
        }
    }
}
