//! What the data of a run looked like, account by account: kept with the run, counted in the metrics.

use super::gather::Whole;
use super::plan::Item;
use super::work::Work;
use crate::identity::transactions::{Counts, Weighed};
use domain::account::AmountField;
use domain::quality::{Balances, gaps, unexplained};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use store::accounts::Account;

/// What the transactions of one account looked like in a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountQuality {
    pub account_guid: String,
    pub rows: RowCounts,
    /// Days of which no source has told anything, between days of which one has; first and last included.
    pub gaps: Vec<(Date, Date)>,
    /// By how much the balance is not what follows from the one before and the transactions since, in minor units; none where it does, or where
    /// that cannot be said.
    pub unexplained: Option<i64>,
}

/// What became of the rows that a source told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowCounts {
    pub new: u32,
    pub changed: u32,
    /// Known, and as they were.
    pub seen: u32,
    /// Of those that are known: told for the first time by this source, or under another id.
    pub joined: u32,
    /// Of the new ones: those that may be a known one.
    pub asked: u32,
    /// Pending ones that are told no more.
    pub gone: u32,
    /// Left out: told twice in one answer.
    pub copies: u32,
    /// Left out: removed by the person.
    pub removed: u32,
    /// Left out: the signs of the whole answer are turned round.
    pub reversed: u32,
    /// Left out: they could not be read.
    #[serde(default)]
    pub unread: u32,
}

impl From<Counts> for RowCounts {
    fn from(counts: Counts) -> Self {
        let Counts { new, changed, seen, joined, asked, copies, removed, reversed, gone, .. } = counts;
        Self { new, changed, seen, joined, asked, gone, copies, removed, reversed, unread: 0 }
    }
}

impl RowCounts {
    fn named(self) -> [(&'static str, u32); 10] {
        [
            ("new", self.new),
            ("changed", self.changed),
            ("seen", self.seen),
            ("joined", self.joined),
            ("asked", self.asked),
            ("gone", self.gone),
            ("copy", self.copies),
            ("removed", self.removed),
            ("reversed", self.reversed),
            ("unread", self.unread),
        ]
    }
}

/// The accounts of a run so far.
pub(crate) fn of_run(quality: Option<&str>) -> Vec<AccountQuality> {
    quality.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
}

/// How the answer fits to what was known.
pub(super) fn judge(
    account: &Account,
    item: &Item,
    (whole, weighed): (&Whole, &Weighed),
    counts: Counts,
) -> AccountQuality {
    let heard = &whole.heard;
    let now = account.facts.amounts.get(&AmountField::Balance).copied();
    let balances = item.balance_before.zip(now).filter(|_| weighed.goes_on(heard) && counts.reversed == 0);
    let unexplained = balances.and_then(|(before, now)| {
        let balances = Balances { before, now, posted: counts.posted, pending: counts.pending };
        unexplained(account.facts.account_type, balances)
    });
    AccountQuality {
        account_guid: account.guid.to_string(),
        rows: RowCounts { unread: whole.unread(), ..counts.into() },
        gaps: gaps(&weighed.told(heard)),
        unexplained,
    }
}

/// Notes it with the run.
pub(super) fn note(work: &mut Work<'_>, quality: AccountQuality) {
    let mut all = of_run(work.run.quality.as_deref());
    all.retain(|one| one.account_guid != quality.account_guid);
    all.push(quality);
    work.run.quality = serde_json::to_string(&all).ok();
}

/// Counts what was committed.
pub(super) fn count(source: &str, quality: &AccountQuality) {
    for (outcome, count) in quality.rows.named().into_iter().filter(|(_, count)| *count > 0) {
        let labels = [("source", source.to_owned()), ("outcome", outcome.to_owned())];
        metrics::counter!("swingbridge_rows_total", &labels).increment(count.into());
    }
    if !quality.gaps.is_empty() {
        metrics::counter!("swingbridge_history_gaps_total", "source" => source.to_owned()).increment(1);
    }
    if quality.unexplained.is_some() {
        metrics::counter!("swingbridge_unexplained_balances_total", "source" => source.to_owned())
            .increment(1);
    }
}
