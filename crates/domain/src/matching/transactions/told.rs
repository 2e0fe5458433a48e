//! What was told: rows of answers, and the known transactions with everything that any link said of them.

use super::DATE_SHIFT_DAYS_MAX;
use crate::transaction::TransactionStatus;
use jiff::civil::Date;
use std::collections::HashSet;

/// Days since the first of January 1970.
pub(super) type Day = i32;

pub(super) fn day(date: Date) -> Day {
    const EPOCH: Date = jiff::civil::date(1970, 1, 1);
    const DAY_SECONDS: i64 = 86_400;
    i32::try_from(date.duration_since(EPOCH).as_secs() / DAY_SECONDS).unwrap_or_default()
}

/// A tie to a source, by a number that the caller gives it. Ids and conventions hold within one link; what they mean in another link
/// of the same source, the source does not promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Link(pub u32);

/// A transaction as one link tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Told<'a> {
    /// The source's id; files and hand-written rows may have none.
    pub id: Option<&'a str>,
    /// The source's id of the pending one that it grew from.
    pub pending_id: Option<&'a str>,
    pub status: TransactionStatus,
    /// Minor units of the account's currency; negative when money goes out.
    pub amount: i64,
    /// The day that the source tells.
    pub date: Date,
    /// The day of the purchase, where the source tells it beside the other.
    pub authorised_on: Option<Date>,
    pub text: &'a str,
}

impl<'a> Told<'a> {
    /// All that it says but its ids.
    pub(super) fn content(&self) -> (TransactionStatus, i64, Date, Option<Date>, &'a str) {
        (self.status, self.amount, self.date, self.authorised_on, self.text)
    }
}

/// How one link told a known transaction last.
#[derive(Debug, Clone, Copy)]
pub struct Sighting<'a> {
    pub link: Link,
    pub told: Told<'a>,
    /// The day on which the link first told it in this status.
    pub first_on: Date,
}

/// A known transaction: for each link that told of it its posted form and its last pending one.
#[derive(Debug, Clone, Default)]
pub struct Known<'a> {
    pub sightings: Vec<Sighting<'a>>,
    /// All ids under which links ever told it.
    pub ids: Vec<(Link, &'a str)>,
    /// It may be one with another known one: that was asked, and nobody has answered.
    pub is_asked: bool,
}

impl<'a> Known<'a> {
    /// What was told of it in that status.
    pub(super) fn told_as(&self, status: TransactionStatus) -> impl Iterator<Item = &Sighting<'a>> {
        self.sightings.iter().filter(move |one| one.told.status == status)
    }

    /// The link has told it just so, but for ids.
    pub(super) fn was_told(&self, link: Link, told: &Told<'_>) -> bool {
        self.sightings.iter().any(|one| one.link == link && one.told.content() == told.content())
    }

    /// No link has told it as posted.
    pub(super) fn is_pending(&self) -> bool {
        self.told_as(TransactionStatus::Posted).next().is_none()
    }

    /// The forms that count: the posted ones, else the pending ones.
    pub(super) fn forms(&self) -> impl Iterator<Item = &Sighting<'a>> {
        self.told_as(if self.is_pending() { TransactionStatus::Pending } else { TransactionStatus::Posted })
    }
}

/// Days of which an answer told all posted rows of the account, first and last included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Coverage {
    pub link: Link,
    pub from: Date,
    pub to: Date,
    /// When it was told: what was posted later is not in it.
    pub told_on: Date,
}

/// Days of which all posted rows were told, first and last included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Days {
    pub from: Date,
    pub to: Date,
    pub told_on: Date,
}

impl Days {
    /// What one link has told, with what it tells now. Days that are told again count as told now; earlier ones go on into them where
    /// they reach so far that nothing was booked between. `before` is in the order of days.
    pub fn with(before: &[Self], now: Self) -> Vec<Self> {
        /// Longer lists have holes that nobody needs to know of: the oldest go.
        const SPANS_MAX: usize = 50;
        let mut all = Self { to: now.to.min(now.told_on), ..now };
        let mut apart = Vec::new();
        for one in before.iter().rev() {
            let reaches = day(all.from) + DATE_SHIFT_DAYS_MAX <= day(one.to.min(one.told_on));
            if reaches && one.from <= all.from {
                all.from = one.from;
            } else if one.from < all.from || one.to > all.to {
                apart.push(*one);
            }
        }
        apart.push(all);
        apart.sort_unstable();
        apart.split_off(apart.len().saturating_sub(SPANS_MAX))
    }
}

/// All that was told of one account.
#[derive(Debug, Clone, Default)]
pub struct Dossier<'a> {
    pub known: Vec<Known<'a>>,
    pub coverages: Vec<Coverage>,
    /// Links whose signs are turned round here.
    pub reversed: HashSet<Link>,
}

/// What one link tells of the account at one time.
#[derive(Debug, Clone)]
pub struct Answer<'a> {
    pub link: Link,
    pub told_on: Date,
    /// The days of which it tells all posted rows, first and last included; none for rows that are never all, such as typed ones.
    pub window: Option<(Date, Date)>,
    pub rows: Vec<Told<'a>>,
}

/// A row with its days as numbers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row<'a> {
    pub(super) told: Told<'a>,
    pub(super) day: Day,
    pub(super) authorised: Option<Day>,
}

impl<'a> Row<'a> {
    pub(super) fn new(told: &Told<'a>) -> Self {
        Self { told: *told, day: day(told.date), authorised: told.authorised_on.map(day) }
    }

    pub(super) fn is_posted(&self) -> bool {
        self.told.status == TransactionStatus::Posted
    }
}
