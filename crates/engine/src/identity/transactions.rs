//! What one link tells of an account's transactions: decided whole, and written with one commit.

use super::carried::Carried;
use super::dossier::{Links, Past, told};
use super::form::{Compared, Form};
use super::joining::json;
use crate::events::{About, Told};
use crate::{Engine, Error};
use connectors::data::SourceTransaction;
use domain::clock::Timestamp;
use domain::event::EventName;
use domain::id::{LinkGuid, TransactionGuid};
use domain::matching::transactions::{
    Agreement, Answer, Days, Decision, Ground, Habits, Seen, agreement, decide, settle_pending,
};
use domain::transaction::{TransactionFacts, TransactionStatus, TransactionType};
use jiff::civil::Date;
use std::collections::{HashMap, HashSet};
use store::accounts::{self, Account};
use store::joins::{self, Join, JoinKind, JoinMaker, Suggestion, SuggestionState};
use store::link_habits::{self, LinkHabit};
use store::transactions::{self as stored, Edits, NamedBy, Retired, Sighting, Transaction};
use store::{Tenant, Write};

/// What a link tells of one account at one time.
pub(crate) struct Heard {
    pub(crate) link: LinkGuid,
    pub(crate) told_on: Date,
    /// The days of which it tells all posted ones; none when something is missing.
    pub(crate) window: Option<(Date, Date)>,
    /// Of which kind it is, if it is a file: what a bank or another file told stays as it is shown.
    pub(crate) file: Option<String>,
    pub(crate) rows: Vec<HeardRow>,
}

pub(crate) struct HeardRow {
    /// None in files that give none.
    pub(crate) id: Option<String>,
    pub(crate) pending_id: Option<String>,
    pub(crate) facts: TransactionFacts,
}

impl From<SourceTransaction> for HeardRow {
    fn from(told: SourceTransaction) -> Self {
        Self { id: Some(told.id), pending_id: told.pending_id, facts: told.facts }
    }
}

impl Heard {
    /// What it is compared with; none without rows.
    pub(super) async fn past(&self, store: &Tenant<'_>, account: &Account) -> Result<Option<Past>, Error> {
        let Some(days) = self.days() else { return Ok(None) };
        Past::read(store, account.user, account.guid, days, &self.ids()).await.map(Some)
    }

    pub(super) fn answer<'a>(&'a self, links: &mut Links) -> Answer<'a> {
        let told = |one: &'a HeardRow| told(&one.facts, one.id.as_deref(), one.pending_id.as_deref());
        Answer {
            link: links.number(self.link),
            told_on: self.told_on,
            window: self.window,
            rows: self.rows.iter().map(told).collect(),
        }
    }

    fn ids(&self) -> Vec<&str> {
        let ids = self.rows.iter().flat_map(|one| [one.id.as_deref(), one.pending_id.as_deref()]);
        ids.flatten().collect()
    }

    fn days(&self) -> Option<(Date, Date)> {
        let days = || self.rows.iter().map(|one| told(&one.facts, None, None).date);
        days().min().zip(days().max())
    }
}

/// What became of the rows of an answer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) new: u32,
    pub(crate) changed: u32,
    /// Known, and as they were.
    pub(crate) seen: u32,
    /// Of the known ones, those that this link told for the first time or under another id.
    pub(crate) joined: u32,
    /// Of the new ones, those that may be a known one: the person is asked.
    pub(crate) asked: u32,
    /// Left out, since they stand in the answer twice.
    pub(crate) copies: u32,
    /// Left out, since the person removed them.
    pub(crate) removed: u32,
    /// Left out, since the signs of the whole answer are turned round.
    pub(crate) reversed: u32,
    /// Pending ones that are told no more.
    pub(crate) gone: u32,
    /// By how much what has posted is more than before, and what is pending; minor units, money in is positive.
    pub(crate) posted: i64,
    pub(crate) pending: i64,
}

/// An answer with what it was compared with and what was decided.
pub(crate) struct Weighed {
    past: Past,
    pub(crate) decisions: Vec<Decision>,
    /// Places of pending ones that nobody tells any more.
    gone: Vec<usize>,
    learned: Vec<LinkHabit>,
    agreement: Agreement,
}

/// Decides an answer. Writes nothing.
pub(crate) async fn weigh(
    store: &Tenant<'_>,
    account: &Account,
    heard: &Heard,
) -> Result<Option<Weighed>, Error> {
    let Some(past) = heard.past(store, account).await? else { return Ok(None) };
    let mut links = Links::default();
    let mut before = past.habits(&mut links);
    if let Some(kind) = &heard.file {
        before.files = past.files_like(kind, heard.link, &mut links);
    }
    let dossier = past.dossier(&mut links);
    let answer = heard.answer(&mut links);
    let agreement = agreement(&dossier, &answer);
    let mut habits = before.clone();
    habits.see(&dossier, &answer);
    let mut decisions = decide(&dossier, &answer, &habits);
    let telling: HashSet<LinkGuid> =
        store.active_links(account.user).await?.into_iter().chain([heard.link, stored::by_hand()]).collect();
    let silent: Vec<_> =
        links.all().filter(|(link, _)| !telling.contains(link)).map(|(_, number)| number).collect();
    let gone = settle_pending(&dossier, &answer, &silent, &mut decisions);
    let learned = learned(&before, &habits, &links);
    Ok(Some(Weighed { past, decisions, gone, learned, agreement }))
}

/// What is seen of the links now and was not before.
fn learned(before: &Habits, after: &Habits, links: &Links) -> Vec<LinkHabit> {
    let weekends = after.weekends.difference(&before.weekends).map(|link| ((*link, *link), Seen::default()));
    let pairs = after.pairs.iter().filter_map(|(pair, seen)| {
        let known = before.pairs.get(pair).copied().unwrap_or_default();
        let more = Seen {
            days: seen.days,
            differs: seen.differs,
            count: seen.count.saturating_sub(known.count),
            on_weekends: seen.on_weekends.saturating_sub(known.on_weekends),
            same_ids: seen.same_ids.saturating_sub(known.same_ids),
            other_ids: seen.other_ids.saturating_sub(known.other_ids),
        };
        (*seen != known).then_some((*pair, more))
    });
    let named = weekends.chain(pairs).filter_map(|((earlier, link), seen)| {
        Some(LinkHabit { earlier: links.guid(earlier)?, link: links.guid(link)?, seen })
    });
    named.collect()
}

impl Weighed {
    /// The known one at that place of a decision.
    pub(crate) fn known(&self, place: usize) -> Option<&Transaction> {
        self.past.known.get(place)
    }

    /// Nearly nothing of the answer is known of days that were told before: it is another account's.
    pub(crate) fn is_of_another(&self) -> bool {
        self.agreement == Agreement::Other
    }

    /// The days that links have told of the account, with those of the answer.
    pub(crate) fn told(&self, heard: &Heard) -> Vec<Days> {
        let now = heard.window.map(|(from, to)| Days { from, to, told_on: heard.told_on });
        self.past.coverages.iter().map(|one| one.days).chain(now).collect()
    }

    /// Whether the answer tells nothing of days before those that its link told last time, so that what is new in it came since.
    pub(crate) fn goes_on(&self, heard: &Heard) -> bool {
        let before = self.past.coverages.iter().filter(|one| one.link == heard.link).map(|one| one.days);
        let last = before.max_by_key(|days| days.told_on);
        heard.window.zip(last).is_some_and(|((from, _), last)| last.from <= from && from <= last.told_on)
    }
}

/// The writes that follow from an answer, and what became of its rows. What is the same as before is not written.
pub(crate) fn writes(
    engine: &Engine,
    account: &Account,
    (heard, weighed): (&Heard, &Weighed),
    about: About<'_>,
) -> (Vec<Write>, Counts) {
    let mut desk = Desk::new(engine, account, (heard, weighed));
    for (row, decision) in heard.rows.iter().zip(&weighed.decisions) {
        desk.take(row, decision);
    }
    for place in &weighed.gone {
        desk.miss(*place);
    }
    let counts = desk.counts;
    (desk.into_writes(&weighed.learned, about), counts)
}

/// Where the rows of an answer become changes.
struct Desk<'a> {
    engine: &'a Engine,
    account: &'a Account,
    heard: &'a Heard,
    past: &'a Past,
    /// By transaction and link, then status: how it was told beside the form that is shown.
    sightings: HashMap<(TransactionGuid, LinkGuid), Vec<&'a Sighting>>,
    /// The ids that the link has given, and of each transaction the last.
    known_ids: HashSet<(TransactionGuid, &'a str)>,
    last_named: HashMap<TransactionGuid, &'a str>,
    /// The ids under which transactions are told now.
    met: HashMap<TransactionGuid, &'a str>,
    /// Ids that stand at several rows of the answer: they name nothing.
    repeated: HashSet<&'a str>,
    now: Timestamp,
    counts: Counts,
    rows: Vec<Transaction>,
    kept: Vec<Sighting>,
    forgotten: Vec<(TransactionGuid, LinkGuid, TransactionStatus)>,
    ids: Vec<NamedBy>,
    joins: Vec<Join>,
    suggestions: Vec<Suggestion>,
    created: Vec<TransactionGuid>,
    updated: Vec<TransactionGuid>,
    gone: Vec<TransactionGuid>,
    back: Vec<TransactionGuid>,
}

impl<'a> Desk<'a> {
    fn new(engine: &'a Engine, account: &'a Account, (heard, weighed): (&'a Heard, &'a Weighed)) -> Self {
        let past = &weighed.past;
        let mut sightings: HashMap<_, Vec<&Sighting>> = HashMap::new();
        for one in &past.sightings {
            sightings.entry((one.transaction, one.link)).or_default().push(one);
        }
        let named = || past.ids.iter().filter(|one| one.link == heard.link);
        let told = heard.rows.iter().zip(&weighed.decisions);
        let told = told.filter(|(_, decision)| !matches!(decision, Decision::Copy(_)));
        let mut ids = HashSet::with_capacity(heard.rows.len());
        let repeated = told.filter_map(|(row, _)| row.id.as_deref()).filter(|id| !ids.insert(*id));
        Self {
            engine,
            account,
            heard,
            past,
            sightings,
            known_ids: named().map(|one| (one.transaction, one.id.as_str())).collect(),
            last_named: named().map(|one| (one.transaction, one.id.as_str())).collect(),
            met: HashMap::new(),
            repeated: repeated.collect(),
            now: engine.operational.now(),
            counts: Counts::default(),
            rows: Vec::new(),
            kept: Vec::new(),
            forgotten: Vec::new(),
            ids: Vec::new(),
            joins: Vec::new(),
            suggestions: Vec::new(),
            created: Vec::new(),
            updated: Vec::new(),
            gone: Vec::new(),
            back: Vec::new(),
        }
    }

    fn take(&mut self, row: &'a HeardRow, decision: &Decision) {
        match decision {
            Decision::New => drop(self.add(row)),
            Decision::Suggest(places) => {
                let added = self.add(row);
                self.counts.asked += 1;
                for known in places.iter().filter_map(|place| self.past.known.get(*place)) {
                    self.suggestions.push(self.suggestion(known.guid, added));
                }
            }
            Decision::Known(place, ground) => {
                if let Some(known) = self.past.known.get(*place) {
                    self.meet(known, row, *ground);
                }
            }
            Decision::Copy(_) => self.counts.copies += 1,
            Decision::Reversed => self.counts.reversed += 1,
        }
    }

    /// Counts what is told now in place of what was told before.
    fn weigh(&mut self, before: Option<&TransactionFacts>, now: Option<&TransactionFacts>) {
        for (facts, sign) in before.map(|facts| (facts, -1)).into_iter().chain(now.map(|facts| (facts, 1))) {
            let amount = signed(facts).saturating_mul(sign);
            let sum = match facts.status {
                TransactionStatus::Posted => &mut self.counts.posted,
                TransactionStatus::Pending => &mut self.counts.pending,
            };
            *sum = sum.saturating_add(amount);
        }
    }

    fn add(&mut self, row: &HeardRow) -> TransactionGuid {
        let guid = self.engine.guid();
        self.weigh(None, Some(&row.facts));
        self.counts.new += 1;
        self.created.push(guid);
        self.ids.extend(self.id(row).map(|id| self.named(id, guid)));
        self.rows.push(Transaction {
            user: self.account.user,
            guid,
            client: self.account.client,
            member: self.account.member,
            account: self.account.guid,
            id: None,
            facts: row.facts.clone(),
            link: Some(self.heard.link),
            first_on: Some(self.heard.told_on),
            is_manual: false,
            edits: Edits::default(),
            retired: None,
            joined_into: None,
            created_at: self.now,
            updated_at: self.now,
        });
        guid
    }

    fn suggestion(&self, known: TransactionGuid, other: TransactionGuid) -> Suggestion {
        Suggestion {
            user: self.account.user,
            guid: self.engine.guid(),
            client: self.account.client,
            kind: JoinKind::Transaction,
            account: self.account.guid,
            known: known.to_string(),
            other: other.to_string(),
            evidence: "{}".to_owned(),
            state: SuggestionState::Open,
            made_at: self.engine.now(),
            answered_at: None,
        }
    }

    /// The id of a row, where it is no other row's too.
    fn id<'b>(&self, row: &'b HeardRow) -> Option<&'b str> {
        row.id.as_deref().filter(|id| !self.repeated.contains(id))
    }

    /// The row is that known transaction.
    fn meet(&mut self, known: &Transaction, row: &'a HeardRow, ground: Ground) {
        let link = self.heard.link;
        let is_named = self.id(row).is_none_or(|id| self.known_ids.contains(&(known.guid, id)));
        if let Some(id) = self.id(row) {
            self.met.insert(known.guid, id);
        }
        if let Some(id) = self.id(row).filter(|id| self.last_named.get(&known.guid) != Some(id)) {
            self.ids.push(self.named(id, known.guid));
        }
        let others = self.sightings.get(&(known.guid, link)).map_or(&[][..], Vec::as_slice);
        let shown = Form::shown(known);
        let is_shown = shown.link == link;
        let status = row.facts.status;
        let before = if is_shown && shown.facts.status == status {
            Some((&shown.facts, shown.first_on))
        } else {
            let of_status = others.iter().find(|one| one.facts.status == status);
            of_status.map(|one| (&one.facts, one.first_on))
        };
        let is_first = !is_shown && others.is_empty();
        let is_removed = known.retired == Some(Retired::Removed);
        self.counts.removed += u32::from(is_removed);
        if known.retired == Some(Retired::Gone) {
            self.back.push(known.guid);
        }
        if before.is_some_and(|(facts, _)| *facts == row.facts) && is_named {
            self.counts.seen += u32::from(!is_removed);
            return;
        }
        let first_on = before.map_or(self.heard.told_on, |(_, first_on)| first_on);
        let now = Form { link, facts: row.facts.clone(), first_on };
        if is_first || (!is_named && matches!(ground, Ground::Content | Ground::Count)) {
            self.counts.joined += 1;
            let carried = Carried {
                told_by: (!is_first).then(|| link.to_string()).into_iter().collect(),
                ..Carried::default()
            };
            let compared = Compared { known: (&shown).into(), told: (&now).into(), told_id: row.id.clone() };
            self.joins.push(self.join(known, ground, &compared, &carried));
        }
        let is_aside = self.heard.file.is_some() && shown.link != stored::by_hand();
        let is_stale = is_older(&shown.facts, &now.facts)
            || is_aside && !is_shown && !is_older(&now.facts, &shown.facts);
        if is_stale || shown.facts == now.facts && is_shown {
            self.counts.seen += u32::from(!is_removed);
            if is_stale {
                self.kept.push(self.sighting(known.guid, now));
            }
            return;
        }
        if before.is_some() && !(is_shown && shown.facts.status == status) {
            self.forgotten.push((known.guid, link, status));
        }
        if !(is_shown && shown.facts.status == status) {
            self.kept.push(self.sighting(known.guid, shown.clone()));
        }
        let was_there = known.retired != Some(Retired::Gone);
        self.weigh(Some(&shown.facts).filter(|_| was_there), Some(&now.facts));
        let is_changed = shown.facts != now.facts && known.retired.is_none();
        if is_changed {
            self.counts.changed += 1;
            self.updated.push(known.guid);
        } else {
            self.counts.seen += u32::from(!is_removed);
        }
        self.rows.push(Transaction {
            facts: now.facts,
            link: Some(link),
            first_on: Some(now.first_on),
            updated_at: if is_changed { self.now } else { known.updated_at },
            ..known.clone()
        });
    }

    /// Nobody tells the pending one at that place any more.
    fn miss(&mut self, place: usize) {
        if let Some(known) = self.past.known.get(place).filter(|known| known.retired.is_none()) {
            self.counts.gone += 1;
            self.gone.push(known.guid);
            self.weigh(Some(&known.facts), None);
        }
    }

    fn sighting(&self, transaction: TransactionGuid, form: Form) -> Sighting {
        Sighting {
            user: self.account.user,
            account: self.account.guid,
            transaction,
            link: form.link,
            facts: form.facts,
            first_on: form.first_on,
        }
    }

    fn join(&self, known: &Transaction, ground: Ground, compared: &Compared, carried: &Carried) -> Join {
        Join {
            user: self.account.user,
            guid: self.engine.guid(),
            client: self.account.client,
            kind: JoinKind::Transaction,
            account: self.account.guid,
            kept: known.guid.to_string(),
            other: None,
            link: Some(self.heard.link),
            ground: ground.name().to_owned(),
            made_by: JoinMaker::Hub,
            evidence: json(compared),
            carried: json(carried),
            part_of: None,
            made_at: self.engine.now(),
            undone_at: None,
        }
    }

    /// The link gives that id now.
    fn named(&self, id: &str, transaction: TransactionGuid) -> NamedBy {
        NamedBy { link: self.heard.link, id: id.to_owned(), transaction, named_at: self.now }
    }

    /// Ids that the link gives to others now, of transactions that it tells by other ids.
    fn passed_on(&self) -> Vec<NamedBy> {
        let told: HashSet<&str> = self.heard.rows.iter().filter_map(|row| self.id(row)).collect();
        let is_passed_on = |(guid, id): &&(TransactionGuid, &str)| {
            self.met.get(guid).is_some_and(|now| now != id) && told.contains(id)
        };
        self.known_ids.iter().filter(is_passed_on).map(|(guid, id)| self.named(id, *guid)).collect()
    }

    fn into_writes(self, learned: &[LinkHabit], about: About<'_>) -> Vec<Write> {
        let (account, heard) = (self.account, self.heard);
        let (user, link) = (account.user, heard.link);
        let has_rows = !self.rows.is_empty()
            || !self.kept.is_empty()
            || !self.ids.is_empty()
            || !self.gone.is_empty()
            || !self.back.is_empty();
        let passed_on = self.passed_on();
        let mut writes = Vec::new();
        if has_rows {
            writes.push(accounts::raise_rows_version(account));
        }
        let mut push = |is_wanted: bool, write: Write| writes.extend(is_wanted.then_some(write));
        push(!self.rows.is_empty(), stored::upsert(&self.rows));
        push(!self.forgotten.is_empty(), stored::forget_sightings(user, &self.forgotten));
        push(!self.kept.is_empty(), stored::upsert_sightings(&self.kept));
        push(!self.gone.is_empty(), stored::retire(user, &self.gone, Some(Retired::Gone), self.now));
        push(!self.back.is_empty(), stored::retire(user, &self.back, None, self.now));
        push(!passed_on.is_empty(), stored::forget_ids(user, account.guid, &passed_on));
        push(!self.ids.is_empty(), stored::set_ids(user, account.guid, &self.ids));
        push(!self.joins.is_empty(), joins::insert(&self.joins));
        push(!self.suggestions.is_empty(), joins::suggest(&self.suggestions));
        push(!learned.is_empty(), link_habits::add(user, learned));
        push(self.counts.reversed > 0, accounts::set_reversed(user, account.guid, link));
        if let Some(window) = heard.window.filter(|_| self.counts.reversed == 0) {
            writes.extend(covered(account, &self.past.coverages, heard, window));
        }
        let (mut told, happened_at) = (Told::default(), self.engine.now());
        let mut created = self.created;
        created.extend(&self.back);
        let named = [
            (EventName::TransactionCreated, created),
            (EventName::TransactionUpdated, self.updated),
            (EventName::TransactionDeleted, self.gone),
        ];
        for (name, guids) in named {
            self.engine.tell_transactions(&mut told, name, (about, account.guid), guids, happened_at);
        }
        writes.extend(told.into_writes(account.client, happened_at));
        writes
    }
}

/// Minor units, negative when money goes out.
fn signed(facts: &TransactionFacts) -> i64 {
    match facts.transaction_type {
        TransactionType::Credit => facts.amount.minor,
        TransactionType::Debit => facts.amount.minor.saturating_neg(),
    }
}

/// A pending form never replaces a posted one: sources tell both for a while, and links differ.
fn is_older(known: &TransactionFacts, told: &TransactionFacts) -> bool {
    known.status == TransactionStatus::Posted && told.status == TransactionStatus::Pending
}

/// The days that the link has told, with these.
fn covered(
    account: &Account,
    coverages: &[accounts::Coverage],
    heard: &Heard,
    (from, to): (Date, Date),
) -> Vec<Write> {
    let before: Vec<Days> =
        coverages.iter().filter(|one| one.link == heard.link).map(|one| one.days).collect();
    let days = Days::with(&before, Days { from, to, told_on: heard.told_on });
    if days == before {
        return Vec::new();
    }
    accounts::replace_coverages(account.user, account.guid, heard.link, &days).into()
}
