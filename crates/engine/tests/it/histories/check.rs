//! Whether what the hub made one is one, by the labels.

use super::telling::account_id;
use domain::id::{AccountGuid, ClientGuid, LinkGuid, TransactionGuid};
use domain::transaction::{TransactionFacts, TransactionStatus, TransactionType};
use engine::Engine;
use engine::records::{JoinKind, Suggestion, TransactionFilter, User};
use histories::told::{Status, Telling, ToldRow};
use histories::{AccountId, Case, Join, Judge, Place, RowVerdict};
use jiff::SignedDuration;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::collections::{HashMap, HashSet};

/// Days between a row and an untruth that decided about it.
const MISLED_DAYS_MAX: i32 = 10;

/// A row as the hub keeps it: by whom, and what of it cannot be said otherwise.
type Form = (LinkGuid, bool, i64, Date, Option<Date>, String);

/// What was told until now, by what the hub knows it by.
pub(super) struct Seen<'a> {
    case: &'a Case,
    judge: Judge<'a>,
    rows: HashMap<Form, Vec<Place>>,
    ids: HashMap<(LinkGuid, String), Vec<Place>>,
    accounts: HashMap<(LinkGuid, String), Vec<Place>>,
}

impl<'a> Seen<'a> {
    pub(super) fn new(case: &'a Case) -> Self {
        let judge = Judge::new(&case.labels, &case.tellings);
        Self { case, judge, rows: HashMap::new(), ids: HashMap::new(), accounts: HashMap::new() }
    }

    pub(super) fn heard(&mut self, link: LinkGuid, at: usize, tellings: &[Telling]) {
        let telling = &tellings[at];
        for (row, told) in telling.rows.iter().enumerate() {
            self.rows.entry(form_of(link, told)).or_default().push((at, row));
            if let Some(id) = &told.id {
                self.ids.entry((link, id.clone())).or_default().push((at, row));
            }
        }
        for account in 0..telling.accounts.len() {
            let key = (link, account_id(telling, account));
            self.accounts.entry(key).or_default().push((at, account));
        }
    }

    /// No account and no transaction that is shown was joined of two.
    pub(super) async fn check(&self, engine: &Engine, (client, user): (ClientGuid, &User), context: &str) {
        for (account, forms) in self.accounts(engine, (client, user)).await {
            for_pairs(&forms, |one, other| {
                let is_wrong = |one: &Place, other: &Place| {
                    let (earlier, later) = (one.min(other), one.max(other));
                    self.meant(*earlier) != self.meant(*later)
                        && self.judge.accounts(*later, *earlier) == Join::Wrong
                };
                let is_wrong = one.iter().all(|one| other.iter().all(|other| is_wrong(one, other)));
                assert!(!is_wrong, "{context}: {account} is made of {one:?} and {other:?}");
            });
        }
        for (transaction, forms) in self.transactions(engine, (client, user)).await {
            for_pairs(&forms, |one, other| {
                let is_wrong = |one: &Place, other: &Place| {
                    !(self.is_reversed(*one) && self.is_reversed(*other))
                        && self.judge.rows(*one.max(other), *one.min(other)) == Join::Wrong
                        && !self.is_misled_near(*one.max(other))
                };
                let is_wrong = one.iter().all(|one| other.iter().all(|other| is_wrong(one, other)));
                assert!(!is_wrong, "{context}: {transaction} is made of {one:?} and {other:?}");
            });
        }
    }

    /// Every transaction that is shown stands in an account of which its link has told.
    pub(super) async fn check_homes(
        &self,
        engine: &Engine,
        (client, user): (ClientGuid, &User),
        context: &str,
    ) {
        let told = engine.store().of(client).account_sightings(user.guid).await.unwrap();
        let told: HashSet<(AccountGuid, LinkGuid)> =
            told.into_iter().map(|one| (one.account, one.link)).collect();
        let filter = TransactionFilter::default();
        for one in engine.of(client).transactions(user, &filter, crate::bed::ALL).await.unwrap().items {
            assert!(told.contains(&(one.account, one.shown_by())), "{context}: {one:?}");
        }
    }

    /// Whether what is asked about is one, by the truth.
    pub(super) async fn is_one(
        &self,
        engine: &Engine,
        (client, user): (ClientGuid, &User),
        asked: &Suggestion,
    ) -> bool {
        match asked.kind {
            JoinKind::Account => {
                let accounts = self.accounts(engine, (client, user)).await;
                let meant = |guid: &str| {
                    let forms = accounts.get(&guid.parse().unwrap())?;
                    self.meant(*forms.iter().flatten().max()?)
                };
                meant(&asked.known) == meant(&asked.other)
            }
            JoinKind::Transaction => {
                let transactions = self.transactions(engine, (client, user)).await;
                let guids = [&asked.known, &asked.other].map(|guid| guid.parse().unwrap());
                let named = engine.store().of(client).transaction_ids(user.guid, &guids).await.unwrap();
                // By its ids, where it has some: of two that are alike, a person knows which is which.
                let places = |guid: &str| {
                    let guid: TransactionGuid = guid.parse().unwrap();
                    let of_ids = named.iter().filter(|one| one.transaction == guid);
                    let of_ids = of_ids.filter_map(|one| self.ids.get(&(one.link, one.id.clone())));
                    let of_ids: Vec<Place> = of_ids.flatten().copied().collect();
                    let forms = transactions.get(&guid).filter(|_| of_ids.is_empty());
                    forms.into_iter().flatten().flatten().copied().chain(of_ids).collect::<Vec<_>>()
                };
                let meant = |(at, row): Place| self.case.labels.meant.rows.get(at)?.get(row);
                let (ones, others) = (places(&asked.known), places(&asked.other));
                ones.iter().any(|one| others.iter().any(|other| meant(*one) == meant(*other)))
            }
        }
    }

    /// Something untrue was told of the same amount and days. What was joined by it stays so here, and can lead to other joins.
    fn is_misled_near(&self, (at, row): Place) -> bool {
        let near = |one: &ToldRow, other: &ToldRow| {
            one.amount == other.amount
                && one.date.duration_since(other.date).abs()
                    <= MISLED_DAYS_MAX * SignedDuration::from_hours(24)
        };
        let verdicts = self.case.labels.verdicts.rows.iter().take(at + 1);
        let mut told =
            self.case.tellings.iter().zip(verdicts).flat_map(|(one, all)| one.rows.iter().zip(all));
        let of = self.case.tellings.get(at).and_then(|one| one.rows.get(row));
        of.is_some_and(|of| told.any(|(one, verdict)| *verdict == RowVerdict::Misled && near(one, of)))
    }

    /// Where an account was never joined for its signs, its rows stay what the link tells; nothing is said of them.
    fn is_reversed(&self, (at, row): Place) -> bool {
        let verdicts = self.case.labels.verdicts.rows.get(at);
        verdicts.and_then(|all| all.get(row)) == Some(&RowVerdict::Reversed)
    }

    fn meant(&self, (at, account): Place) -> Option<AccountId> {
        self.case.labels.meant.accounts.get(at)?.get(account).copied()
    }

    /// The places at which each account was told, link by link.
    async fn accounts(
        &self,
        engine: &Engine,
        (client, user): (ClientGuid, &User),
    ) -> HashMap<AccountGuid, Vec<Vec<Place>>> {
        let mut accounts: HashMap<AccountGuid, Vec<Vec<Place>>> = HashMap::new();
        for one in engine.store().of(client).account_sightings(user.guid).await.unwrap() {
            let places = self.accounts.get(&(one.link, one.source_account_id)).cloned().unwrap_or_default();
            accounts.entry(one.account).or_default().push(places);
        }
        accounts
    }

    /// The places at which each transaction that is shown may have been told, form by form.
    async fn transactions(
        &self,
        engine: &Engine,
        (client, user): (ClientGuid, &User),
    ) -> HashMap<TransactionGuid, Vec<Vec<Place>>> {
        let filter = TransactionFilter::default();
        let shown = engine.of(client).transactions(user, &filter, crate::bed::ALL).await.unwrap().items;
        let guids: Vec<TransactionGuid> = shown.iter().map(|one| one.guid).collect();
        let others = engine.store().of(client).sightings(user.guid, &guids).await.unwrap();
        let shown = shown.iter().map(|one| (one.guid, one.shown_by(), &one.facts));
        let others = others.iter().map(|one| (one.transaction, one.link, &one.facts));
        let mut transactions: HashMap<TransactionGuid, Vec<Vec<Place>>> = HashMap::new();
        for (guid, link, facts) in shown.chain(others) {
            let places = self.rows.get(&form(link, facts)).cloned().unwrap_or_default();
            assert!(!places.is_empty(), "nobody told {facts:?}");
            transactions.entry(guid).or_default().push(places);
        }
        transactions
    }
}

fn for_pairs(forms: &[Vec<Place>], look: impl Fn(&[Place], &[Place])) {
    for (at, one) in forms.iter().enumerate() {
        forms.iter().skip(at + 1).for_each(|other| look(one, other));
    }
}

fn form_of(link: LinkGuid, told: &ToldRow) -> Form {
    let is_posted = told.status == Status::Posted;
    (link, is_posted, told.amount, told.date, told.authorised_on, told.text.clone())
}

fn form(link: LinkGuid, facts: &TransactionFacts) -> Form {
    let day = |time: domain::clock::Timestamp| time.to_zoned(TimeZone::UTC).date();
    let amount = match facts.transaction_type {
        TransactionType::Credit => facts.amount.minor,
        TransactionType::Debit => -facts.amount.minor,
    };
    let is_posted = facts.status == TransactionStatus::Posted;
    let date = facts.posted_at.map_or(facts.date, day);
    (link, is_posted, amount, date, facts.transacted_at.map(day), facts.description.clone())
}
