//! What is known of one account's transactions, read for one answer.

use crate::Error;
use domain::id::{AccountGuid, LinkGuid, TransactionGuid, UserGuid};
use domain::matching::transactions::{
    Coverage, DATE_SHIFT_DAYS_MAX, Dossier, Habits, Known, Link, PENDING_DAYS_MAX, Sighting, Told,
};
use domain::transaction::{TransactionFacts, TransactionType};
use jiff::ToSpan as _;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::collections::{HashMap, HashSet};
use store::accounts::Account;
use store::transactions::Transaction;
use store::{Tenant, accounts, link_habits::LinkHabit, transactions};

/// The days around an answer of which known transactions are read.
const MARGIN_DAYS: i32 = DATE_SHIFT_DAYS_MAX + PENDING_DAYS_MAX;

/// Links by the numbers that the matching knows them by.
#[derive(Debug, Default)]
pub(crate) struct Links(HashMap<LinkGuid, Link>);

impl Links {
    pub(crate) fn number(&mut self, link: LinkGuid) -> Link {
        let next = Link(u32::try_from(self.0.len()).unwrap_or(u32::MAX));
        *self.0.entry(link).or_insert(next)
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = (LinkGuid, Link)> {
        self.0.iter().map(|(guid, number)| (*guid, *number))
    }

    pub(crate) fn guid(&self, link: Link) -> Option<LinkGuid> {
        self.0.iter().find(|(_, number)| **number == link).map(|(guid, _)| *guid)
    }
}

/// Everything that an answer on an account is compared with.
pub(crate) struct Past {
    /// In the places by which the matching names them.
    pub(crate) known: Vec<Transaction>,
    pub(crate) sightings: Vec<transactions::Sighting>,
    /// Each transaction's in the order in which they were given.
    pub(crate) ids: Vec<transactions::NamedBy>,
    pub(crate) coverages: Vec<accounts::Coverage>,
    pub(crate) told: Vec<accounts::Sighting>,
    habits: Vec<LinkHabit>,
    /// What a person is asked about.
    asked: HashSet<TransactionGuid>,
}

impl Past {
    /// `days` are the first and last day of the answer; `ids` all ids that stand in it, also those of pending forms.
    pub(crate) async fn read(
        store: &Tenant<'_>,
        user: UserGuid,
        account: AccountGuid,
        (from, to): (Date, Date),
        ids: &[&str],
    ) -> Result<Self, Error> {
        let named = store.transactions_named(user, account, ids).await?;
        let margin = i64::from(MARGIN_DAYS).days();
        let days = (from.saturating_sub(margin), to.saturating_add(margin));
        let known = store.known_transactions(user, account, days, &named).await?;
        Self::of_known(store, user, account, known).await
    }

    /// All transactions of an account.
    pub(crate) async fn whole(store: &Tenant<'_>, account: &Account) -> Result<Self, Error> {
        Self::read(store, account.user, account.guid, (Date::MIN, Date::MAX), &[]).await
    }

    /// These transactions, also those that were joined into others.
    pub(crate) async fn of(
        store: &Tenant<'_>,
        account: &Account,
        transactions: &[TransactionGuid],
    ) -> Result<Self, Error> {
        let known = store.transactions_by_guids(account.user, transactions).await?;
        Self::of_known(store, account.user, account.guid, known).await
    }

    async fn of_known(
        store: &Tenant<'_>,
        user: UserGuid,
        account: AccountGuid,
        known: Vec<Transaction>,
    ) -> Result<Self, Error> {
        let guids: Vec<TransactionGuid> = known.iter().map(|one| one.guid).collect();
        Ok(Self {
            sightings: store.sightings(user, &guids).await?,
            ids: store.transaction_ids(user, &guids).await?,
            coverages: store.coverages(user, account).await?,
            told: store.sightings_of_account(user, account).await?,
            habits: store.link_habits(user).await?,
            asked: store.asked_transactions(user).await?,
            known,
        })
    }

    /// What was seen of the links, by the numbers that the dossier uses.
    pub(crate) fn habits(&self, links: &mut Links) -> Habits {
        let mut habits = Habits::default();
        let mut sources: HashMap<&str, u32> = HashMap::new();
        for one in &self.told {
            let next = u32::try_from(sources.len()).unwrap_or(u32::MAX);
            let source = *sources.entry(&one.source).or_insert(next);
            habits.sources.insert(links.number(one.link), source);
        }
        for one in &self.habits {
            let (earlier, link) = (links.number(one.earlier), links.number(one.link));
            if earlier == link {
                habits.weekends.insert(link);
            } else {
                habits.pairs.insert((earlier, link), one.seen);
            }
        }
        habits
    }

    /// The files of that kind that told the account, and this one.
    pub(crate) fn files_like(&self, kind: &str, link: LinkGuid, links: &mut Links) -> HashMap<Link, u32> {
        let alike = self.told.iter().filter(|one| one.source == kind).map(|one| one.link);
        alike.chain([link]).map(|link| (links.number(link), 0)).collect()
    }

    /// What the matching compares with.
    pub(crate) fn dossier(&self, links: &mut Links) -> Dossier<'_> {
        let places: HashMap<TransactionGuid, usize> =
            self.known.iter().enumerate().map(|(place, one)| (one.guid, place)).collect();
        let last_id: HashMap<(TransactionGuid, LinkGuid), &str> =
            self.ids.iter().map(|one| ((one.transaction, one.link), one.id.as_str())).collect();
        let mut known: Vec<Known<'_>> = self
            .known
            .iter()
            .map(|one| Known { is_asked: self.asked.contains(&one.guid), ..Known::default() })
            .collect();
        let shown = self.known.iter().map(|one| (one.guid, one.shown_by(), &one.facts, one.first_on));
        let others =
            self.sightings.iter().map(|one| (one.transaction, one.link, &one.facts, Some(one.first_on)));
        for (transaction, link, facts, first_on) in shown.chain(others) {
            let Some(known) = places.get(&transaction).and_then(|place| known.get_mut(*place)) else {
                continue;
            };
            known.sightings.push(Sighting {
                link: links.number(link),
                told: told(facts, last_id.get(&(transaction, link)).copied(), None),
                first_on: first_on.unwrap_or(facts.date),
            });
        }
        for one in &self.ids {
            if let Some(known) = places.get(&one.transaction).and_then(|place| known.get_mut(*place)) {
                known.ids.push((links.number(one.link), one.id.as_str()));
            }
        }
        let mut coverages = Vec::with_capacity(self.coverages.len());
        for one in &self.coverages {
            let link = links.number(one.link);
            coverages.push(Coverage {
                link,
                from: one.days.from,
                to: one.days.to,
                told_on: one.days.told_on,
            });
        }
        let reversed =
            self.told.iter().filter(|one| one.is_reversed).map(|one| links.number(one.link)).collect();
        Dossier { known, coverages, reversed }
    }
}

/// What a link said, as it is compared: the day of the booking, and that of the purchase where it is told.
pub(crate) fn told<'a>(
    facts: &'a TransactionFacts,
    id: Option<&'a str>,
    pending_id: Option<&'a str>,
) -> Told<'a> {
    let day = |time: domain::clock::Timestamp| time.to_zoned(TimeZone::UTC).date();
    let authorised_on = facts.transacted_at.map(day);
    let date = facts.posted_at.filter(|_| authorised_on.is_some()).map_or(facts.date, day);
    let amount = match facts.transaction_type {
        TransactionType::Credit => facts.amount.minor,
        TransactionType::Debit => facts.amount.minor.saturating_neg(),
    };
    Told { id, pending_id, status: facts.status, amount, date, authorised_on, text: &facts.description }
}
