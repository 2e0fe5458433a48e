//! Joins are taken back: each side has again what its links told, and what a person said of it. What was told since goes to the side
//! whose link told it. The same two are not joined or suggested again.

use super::carried::{Carried, CarriedAccount, FormKey};
use super::dossier::Past;
use super::form::{Compared, Form};
use super::joining::{Batch, exchanged, showing, sighting, suggestion};
use super::rows::Rows;
use crate::events::{About, Told};
use crate::{Engine, Error};
use domain::event::EventName;
use domain::id::{JoinGuid, LinkGuid, TransactionGuid};
use domain::transaction::TransactionStatus;
use jiff::civil::Date;
use std::collections::{HashMap, HashSet};
use store::accounts::{self, Account};
use store::joins::{self, Join, JoinKind, Suggestion};
use store::transactions::{self as stored, Edits, NamedBy, Sighting, Transaction, by_hand};
use store::{Tenant, Write, statements};

pub(crate) const LATER_FIRST: &str = "what this join made was joined further; take the later join back first";
const GONE: &str = "one of the two is not there any more";

/// One that stays and one that leaves, with what is known of both, and what is written of either.
struct Sides<'a> {
    engine: &'a Engine,
    staying: Rows<'a>,
    leaving: Rows<'a>,
    /// The account of those that leave.
    home: &'a Account,
    /// What is left of rows that were parted already.
    left: HashMap<TransactionGuid, Left>,
    here: Batch,
    there: Batch,
    undone: Vec<Join>,
    refused: Vec<Suggestion>,
}

/// A row as it is shown now, all its forms, and the ids that went from it.
#[derive(Clone)]
struct Left {
    row: Transaction,
    forms: Vec<Form>,
    lost_ids: HashSet<(LinkGuid, String)>,
}

/// What of a row goes to the other side.
#[derive(Clone, Copy)]
struct Leaving<'a> {
    form: &'a dyn Fn(FormKey) -> bool,
    id: &'a dyn Fn(LinkGuid, &str) -> bool,
}

impl<'a> Sides<'a> {
    fn new(engine: &'a Engine, staying: &'a Past, leaving: &'a Past, home: &'a Account) -> Self {
        let (here, there) = (Batch::default(), Batch::default());
        let (staying, leaving) = (Rows::new(staying), Rows::new(leaving));
        let (left, undone, refused) = (HashMap::new(), Vec::new(), Vec::new());
        Self { engine, staying, leaving, home, left, here, there, undone, refused }
    }

    /// What a row is by now.
    fn left(&self, one: &Transaction) -> Left {
        let rows = if self.staying.has(one.guid) { &self.staying } else { &self.leaving };
        let whole = || Left { row: one.clone(), forms: rows.forms(one), lost_ids: HashSet::new() };
        self.left.get(&one.guid).cloned().unwrap_or_else(whole)
    }

    /// Takes one join of transactions back.
    fn part(&mut self, join: &Join) -> Result<(), Error> {
        let kept = self.staying.named(&join.kept);
        let Some(kept) = kept else { return Err(Error::not_now(LATER_FIRST)) };
        let compared: Compared = serde_json::from_str(&join.evidence).map_err(|_| Error::not_now(GONE))?;
        let carried: Carried = serde_json::from_str(&join.carried).unwrap_or_default();
        let told_id = compared.told_id.clone();
        let (Some(known), Some(told)) = (compared.known.read(), compared.told.read()) else {
            return Err(Error::not_now(GONE));
        };
        let other = match &join.other {
            Some(other) => {
                let found = self.leaving.named(other);
                Some(
                    found
                        .filter(|one| one.joined_into == Some(kept.guid))
                        .ok_or_else(|| Error::not_now(GONE))?,
                )
            }
            None => None,
        };
        // The forms that came with the join; of a link that told only the other, also what it told since.
        let came: HashSet<FormKey> = match other {
            Some(_) => carried.forms().into_iter().collect(),
            None => HashSet::from([told.key()]),
        };
        let is_new = |link: &LinkGuid| *link != known.link && carried.is_new(*link);
        let links: HashSet<LinkGuid> = came.iter().map(|(link, _)| *link).filter(is_new).collect();
        let leaves = |key: FormKey| came.contains(&key) || links.contains(&key.0);
        let ids: Vec<(LinkGuid, String)> = match other {
            Some(_) => carried.ids(),
            None => told_id.map(|id| (told.link, id)).into_iter().collect(),
        };
        let leaves_id = |link: LinkGuid, id: &str| {
            links.contains(&link) || ids.iter().any(|one| one.0 == link && one.1 == id)
        };
        let leaving = Leaving { form: &leaves, id: &leaves_id };
        let other = self.split(kept, (other, &known), carried.shown(), leaving);
        let mut edits = kept.edits.clone();
        carried.edits.take_back(&mut edits);
        if edits != kept.edits {
            let now = self.left(kept).row;
            let updated_at = self.engine.operational.now();
            self.here.edited.push(Transaction { edits, updated_at, ..now });
        }
        if let Some(other) = other {
            self.there.edited.push(Transaction {
                retired: carried.retired(),
                joined_into: None,
                ..other.clone()
            });
            if carried.retired().is_none() {
                self.there.created.push(other.guid);
            }
            self.refused.push(suggestion(self.engine, self.home, kept.guid, other.guid));
        }
        if kept.retired.is_none() {
            self.here.updated.push(kept.guid);
        }
        self.undone.push(join.clone());
        Ok(())
    }

    /// Gives the forms and ids that leave to the other row, which is made when there is none; gives that row, unless nothing leaves.
    fn split(
        &mut self,
        kept: &Transaction,
        (other, known): (Option<&Transaction>, &Form),
        shown_before: Option<FormKey>,
        leaving: Leaving<'_>,
    ) -> Option<Transaction> {
        let mut left = self.left(kept);
        let (gone, mut stay): (Vec<Form>, Vec<Form>) =
            left.forms.into_iter().partition(|form| (leaving.form)(form.key()));
        if stay.is_empty() {
            // One link told both: what it told before stands in the join.
            stay.push(known.clone());
        }
        let shown_now = (left.row.shown_by(), left.row.facts.status);
        if (leaving.form)(shown_now) {
            let shown = shown_before
                .and_then(|key| stay.iter().find(|form| form.key() == key))
                .or_else(|| stay.iter().max_by_key(|form| rank(form)))?;
            left.row = Transaction { updated_at: self.engine.operational.now(), ..showing(&left.row, shown) };
            self.here.rows.retain(|one| one.guid != kept.guid);
            self.here.rows.push(left.row.clone());
            self.here.forgotten.push((kept.guid, shown.link, shown.facts.status));
        }
        let hidden = gone.iter().filter(|form| form.key() != shown_now);
        self.here.forgotten.extend(hidden.map(|form| (kept.guid, form.link, form.facts.status)));
        let row = if let Some(other) = other {
            self.refresh(other, &gone)
        } else {
            let (row, hidden) = remade(self.engine, kept, &gone, self.home)?;
            self.there.rows.push(row.clone());
            self.there.kept.extend(hidden);
            row
        };
        for one in self.staying.ids(kept.guid).filter(|one| (leaving.id)(one.link, &one.id)) {
            if left.lost_ids.insert((one.link, one.id.clone())) {
                self.here.lost_ids.entry(kept.account).or_default().push(one.clone());
                let named = NamedBy { transaction: row.guid, ..one.clone() };
                self.there.ids.entry(row.account).or_default().push(named);
            }
        }
        left.forms = stay;
        self.left.insert(kept.guid, left);
        Some(row)
    }

    /// The row that was joined, with what its links told since.
    fn refresh(&mut self, other: &Transaction, gone: &[Form]) -> Transaction {
        let mut row = other.clone();
        let own = self.leaving.forms(other);
        for form in gone.iter().filter(|form| !own.contains(form)) {
            let is_shown = form.key() == (row.shown_by(), row.facts.status);
            let is_posted = row.facts.status == TransactionStatus::Pending
                && form.facts.status == TransactionStatus::Posted;
            if is_posted {
                self.there.kept.push(sighting(&row, &Form::shown(&row)));
                self.there.forgotten.push((row.guid, form.link, form.facts.status));
            }
            if is_shown || is_posted {
                row = showing(&row, form);
            } else {
                self.there.kept.push(sighting(other, form));
            }
        }
        if row.facts != other.facts || row.link != other.link {
            self.there.rows.push(row.clone());
        }
        row
    }

    /// A row that leaves with its account was also told by links that stay, as these tell with `stays`: what they told becomes a row of its
    /// own in the account that stays.
    fn leave_behind(&mut self, one: &Transaction, kept: &Account, stays: &dyn Fn(LinkGuid) -> bool) {
        let now = self.left(one);
        let (left, own): (Vec<Form>, Vec<Form>) = now.forms.into_iter().partition(|form| stays(form.link));
        let Some((row, hidden)) = remade(self.engine, one, &left, kept) else { return };
        let shown_now = (now.row.shown_by(), now.row.facts.status);
        if stays(shown_now.0) {
            let Some(shown) = own.iter().max_by_key(|form| rank(form)) else { return };
            self.there.rows.push(showing(&now.row, shown));
            self.there.forgotten.push((one.guid, shown.link, shown.facts.status));
        }
        let forgotten = left.iter().filter(|form| form.key() != shown_now);
        self.there.forgotten.extend(forgotten.map(|form| (one.guid, form.link, form.facts.status)));
        let is_left = |id: &&NamedBy| !now.lost_ids.contains(&(id.link, id.id.clone()));
        for id in self.leaving.ids(one.guid).filter(|id| stays(id.link)).filter(is_left) {
            self.there.lost_ids.entry(one.account).or_default().push(id.clone());
            let named = NamedBy { transaction: row.guid, ..id.clone() };
            self.here.ids.entry(row.account).or_default().push(named);
        }
        self.here.created.push(row.guid);
        self.here.rows.push(row);
        self.here.kept.extend(hidden);
    }

    fn into_writes(self, account: &Account, told: &mut Told) -> Vec<Write> {
        let now = self.engine.now();
        let mut writes = self.here.into_writes(self.engine, account, told);
        writes.extend(self.there.into_writes(self.engine, self.home, told));
        writes.extend(self.undone.iter().map(|join| joins::set_undone(join, now)));
        writes.extend(self.refused.iter().map(|one| joins::refuse(one, now)));
        writes
    }
}

/// Which of several forms is shown: what has posted, what a bank says, what is newest.
fn rank(form: &Form) -> (bool, bool, Date) {
    (form.facts.status == TransactionStatus::Posted, form.link != by_hand(), form.first_on)
}

/// A row of an account out of forms that never stood alone, and those of them that it does not show.
fn remade(
    engine: &Engine,
    one: &Transaction,
    forms: &[Form],
    account: &Account,
) -> Option<(Transaction, Vec<Sighting>)> {
    let now = engine.operational.now();
    let shown = forms.iter().max_by_key(|form| rank(form))?;
    let row = Transaction {
        guid: engine.guid(),
        member: account.member,
        account: account.guid,
        is_manual: false,
        edits: Edits::default(),
        retired: None,
        joined_into: None,
        created_at: now,
        updated_at: now,
        ..showing(one, shown)
    };
    let hidden = forms.iter().filter(|form| form.key() != shown.key());
    let hidden = hidden.map(|form| sighting(&row, form)).collect();
    Some((row, hidden))
}

/// Takes a join of two transactions back.
pub(crate) async fn part_transactions(
    engine: &Engine,
    store: &Tenant<'_>,
    account: &Account,
    join: &Join,
) -> Result<Vec<Write>, Error> {
    let staying = Past::whole(store, account).await?;
    let other: Vec<TransactionGuid> = join.other.iter().filter_map(|guid| guid.parse().ok()).collect();
    let leaving = Past::of(store, account, &other).await?;
    let mut sides = Sides::new(engine, &staying, &leaving, account);
    sides.part(join)?;
    let mut told = Told::default();
    let mut writes = vec![accounts::raise_rows_version(account)];
    writes.extend(sides.into_writes(account, &mut told));
    writes.extend(told.into_writes(account.client, engine.now()));
    Ok(writes)
}

/// Takes a join of two accounts back.
pub(crate) async fn part_accounts(
    engine: &Engine,
    store: &Tenant<'_>,
    join: &Join,
) -> Result<Vec<Write>, Error> {
    let user = join.user;
    let kept = store.account(user, join.kept.parse().map_err(|_| Error::not_now(GONE))?).await?;
    let kept = kept.ok_or_else(|| Error::not_now(LATER_FIRST))?;
    let other = join.other.as_deref().and_then(|guid| guid.parse().ok());
    let other = match other {
        Some(guid) => store.any_account(user, guid).await?,
        None => None,
    };
    let other = other.filter(|one| one.joined_into == Some(kept.guid)).ok_or_else(|| Error::not_now(GONE))?;
    let carried: CarriedAccount = serde_json::from_str(&join.carried).unwrap_or_default();
    let now = engine.operational.now();
    let (kept_now, other_now) =
        if carried.is_exchanged { exchanged(&kept, &other, now) } else { (kept.clone(), other.clone()) };
    let staying = Past::whole(store, &kept).await?;
    let within = store.joins_within(user, join.guid).await?;
    let later = store.joins_in(user, kept.guid).await?;
    let moved: HashSet<TransactionGuid> = store.join_rows(user, join.guid).await?.into_iter().collect();
    let joined = within.iter().chain(&later).filter_map(|one| one.other.as_deref()?.parse().ok());
    let leaving = Past::of(store, &other, &joined.chain(moved.iter().copied()).collect::<Vec<_>>()).await?;
    let mut sides = Sides::new(engine, &staying, &leaving, &other_now);
    let told = carried.sightings();
    let came: HashSet<LinkGuid> = told.iter().map(|(link, _)| *link).chain(carried.links()).collect();
    let links = links_of(&carried, &came, &staying);
    let apart = Apart { join, kept: &kept, links, came, moved, within, later };
    let back = apart.rows(&mut sides)?;
    let papers: Vec<_> = carried.statements.iter().filter_map(|guid| guid.parse().ok()).collect();
    let both = (kept.guid, other.guid);
    let covered: Vec<LinkGuid> = apart.links.iter().copied().chain(carried.links()).collect();
    let names: HashSet<String> = back.iter().map(ToString::to_string).collect();
    let returning =
        apart.later.iter().filter(|one| names.contains(&one.kept)).map(|one| one.guid).collect::<Vec<_>>();
    let mut tell = Told::default();
    let mut writes = vec![
        accounts::raise_rows_version(&kept),
        accounts::retire(&other, None, None, now),
        accounts::move_sightings(user, both, &told),
        accounts::move_coverages(user, both, &covered),
        statements::move_to(&other_now, &papers),
    ];
    if carried.is_exchanged {
        let unjoined = Account { retired: None, joined_into: None, ..other_now.clone() };
        writes.push(accounts::upsert(&[kept_now.clone(), unjoined]));
        writes.extend(accounts::move_rows(&[kept_now.clone(), other_now.clone()]));
    }
    if carried.metadata.is_some() && carried.metadata == kept.metadata {
        writes.push(accounts::restore_metadata(&kept, None));
    }
    let shown =
        staying.known.iter().filter(|one| one.retired.is_none() && names.contains(&one.guid.to_string()));
    sides.there.updated.extend(shown.map(|one| one.guid));
    writes.extend(sides.into_writes(&kept_now, &mut tell));
    if !back.is_empty() {
        writes.extend(stored::move_to(&other_now, &back, now));
        writes.push(joins::withdraw(join.client, user, &back));
    }
    if !returning.is_empty() {
        writes.push(joins::move_to(user, other.guid, &returning));
    }
    let happened_at = engine.now();
    writes.push(joins::set_undone(join, happened_at));
    writes.push(joins::refuse(&between(engine, &kept, &other), happened_at));
    for (name, account) in [(EventName::AccountCreated, &other_now), (EventName::AccountUpdated, &kept_now)] {
        engine.tell_account(&mut tell, name, (About::account(account), account), happened_at);
    }
    writes.extend(tell.into_writes(join.client, happened_at));
    Ok(writes)
}

/// The links that told the other account, and tell nothing else of the one that stays.
fn links_of(carried: &CarriedAccount, came: &HashSet<LinkGuid>, staying: &Past) -> HashSet<LinkGuid> {
    let told = carried.sightings();
    let of_others = staying
        .told
        .iter()
        .filter(|one| !told.iter().any(|(link, id)| *link == one.link && *id == one.source_account_id));
    let others: HashSet<LinkGuid> = of_others.map(|one| one.link).collect();
    came.difference(&others).copied().collect()
}

/// A join of accounts, and what became of their transactions.
struct Apart<'a> {
    join: &'a Join,
    kept: &'a Account,
    /// Those that leave, and all that told of the account that leaves.
    links: HashSet<LinkGuid>,
    came: HashSet<LinkGuid>,
    /// The transactions that came with it.
    moved: HashSet<TransactionGuid>,
    /// The joins that follow from it, and all of the account.
    within: Vec<Join>,
    later: Vec<Join>,
}

impl Apart<'_> {
    /// Parts the transactions; gives those that go back whole.
    fn rows(&self, sides: &mut Sides<'_>) -> Result<Vec<TransactionGuid>, Error> {
        // What leaves was joined further by a join of accounts that came later. What was joined before came along.
        let holds = |one: &Join| {
            one.part_of.is_some_and(|of| of != self.join.guid)
                && one.made_at > self.join.made_at
                && self.goes(&one.kept, &sides.staying) == Some(true)
        };
        if self.later.iter().any(holds) {
            return Err(Error::not_now(LATER_FIRST));
        }
        // Later joins whose two sides go apart.
        let is_apart = |one: &&Join| {
            let other = one.other.as_deref().map(|other| self.goes(other, &sides.leaving));
            one.part_of.is_none() && other.is_some_and(|other| other != self.goes(&one.kept, &sides.staying))
        };
        let apart: Vec<&Join> = self.later.iter().filter(is_apart).collect();
        let parted: Vec<&Join> = self.within.iter().rev().chain(apart.iter().copied()).collect();
        for one in parted {
            sides.part(one)?;
        }
        let came = sides.leaving.past.known.iter();
        let came = came.filter(|one| one.account == self.kept.guid && self.moved.contains(&one.guid));
        let mut back = Vec::new();
        for one in came {
            back.push(one.guid);
            sides.leave_behind(one, self.kept, &|link| self.stays(link));
            self.undo_over(sides, one, &|link| self.stays(link));
        }
        // What a link told after the accounts were one stood in the one that stays, until it was joined there.
        let since = apart.iter().filter_map(|one| sides.leaving.named(one.other.as_deref()?));
        let since = since.filter(|one| {
            one.account == self.kept.guid && sides.leaving.forms(one).iter().all(|form| self.is_theirs(form))
        });
        back.extend(since.map(|one| one.guid).filter(|guid| !self.moved.contains(guid)));
        for one in sides.staying.past.known.iter().filter(|one| !self.moved.contains(&one.guid)) {
            let own = sides.left(one).forms;
            if own.iter().all(|form| self.is_theirs(form)) {
                back.push(one.guid);
            } else if own.iter().any(|form| self.is_theirs(form)) {
                self.split(sides, one, &own);
            }
        }
        Ok(back)
    }

    /// Whether that transaction goes to the other account.
    fn goes(&self, guid: &str, rows: &Rows<'_>) -> Option<bool> {
        let row = rows.named(guid)?;
        Some(self.moved.contains(&row.guid) || rows.forms(row).iter().all(|form| self.is_theirs(form)))
    }

    /// A link that tells the account that stays alone.
    fn stays(&self, link: LinkGuid) -> bool {
        !self.came.contains(&link) && link != by_hand()
    }

    fn is_theirs(&self, form: &Form) -> bool {
        self.links.contains(&form.link)
    }

    /// Both sides told it: each has it by itself.
    fn split(&self, sides: &mut Sides<'_>, one: &Transaction, own: &[Form]) {
        let form = |(link, _): FormKey| self.links.contains(&link);
        let id = |link: LinkGuid, _: &str| self.links.contains(&link);
        if let Some(known) = own.first() {
            sides.split(one, (None, known), None, Leaving { form: &form, id: &id });
        }
        self.undo_over(sides, one, &|link| self.links.contains(&link));
    }

    /// That such a link told it too is over.
    fn undo_over(&self, sides: &mut Sides<'_>, one: &Transaction, link: &dyn Fn(LinkGuid) -> bool) {
        let guid = one.guid.to_string();
        let over = self
            .later
            .iter()
            .filter(|join| join.kept == guid && join.part_of.is_none() && join.link.is_some_and(link));
        let known: HashSet<JoinGuid> = sides.undone.iter().map(|one| one.guid).collect();
        sides.undone.extend(over.filter(|one| !known.contains(&one.guid)).cloned());
    }
}

/// The question whether two accounts are one.
pub(crate) fn between(engine: &Engine, known: &Account, other: &Account) -> Suggestion {
    Suggestion {
        kind: JoinKind::Account,
        known: known.guid.to_string(),
        other: other.guid.to_string(),
        ..suggestion(
            engine,
            known,
            TransactionGuid::from_digest([0; 16]),
            TransactionGuid::from_digest([0; 16]),
        )
    }
}
