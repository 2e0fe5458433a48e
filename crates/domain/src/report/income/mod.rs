//! Income: credits on accounts of money that come again and again, from somebody who is no person, no lender and no own account.
//!
//! Credits are put together by the name of the payer. Words decide first ([`verdict`]), categories where words say nothing; a payer of
//! whom neither says anything counts when its payments are regular, or many, and nothing is ever bought there. What is one payer under
//! two names is put together by [`merge`]. Money from people is no income, however regular: nobody can tell what it is for.

mod merge;
mod verdict;

use super::cadence::Cadence;
use super::days::Day;
use super::ledger::{Entry, Ledger, Own};
use super::pattern::{Pattern, days_of, occasions, pattern};
use super::role::Role;
use super::transfers::{names_owner, owner_words};
use super::{cadence, party_name};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use verdict::{Verdict, verdict};

/// What it is paid for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum IncomeKind {
    /// Salary and wages.
    Pay,
    /// From the state: social security, unemployment, assistance.
    Benefits,
    Pension,
    Interest,
    /// Rent that tenants pay to the person.
    Rent,
    /// Platforms and clients, who pay when there was work.
    Irregular,
    /// Maintenance that a court orders, royalties, dividends.
    OtherRegular,
}

/// One payer's payments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IncomeStream {
    /// As the latest texts name it, without numbers and references.
    pub payer: String,
    pub kind: IncomeKind,
    pub evidence: Evidence,
    pub pattern: Pattern,
}

/// What it was recognised by: a reader may trust one more than another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Evidence {
    /// Texts say what it is.
    Text,
    /// Texts say nothing, the categories of most do.
    Category,
    /// Nothing says what it is, but it comes in a rhythm.
    Rhythm,
    /// Nothing says what it is, and it comes as it likes, but often.
    Frequency,
}

/// Without words that say what it is, so many irregular payments count.
const SILENT_TIMES_MIN: usize = 4;
/// And over so many days.
const SILENT_DAYS_MIN: Day = 45;

/// Credits of one payer, not yet judged to be income.
#[derive(Debug, Clone)]
struct Group<'a> {
    /// In the ledger's order.
    entries: Vec<&'a Entry<'a>>,
    /// What words, else categories, say.
    kind: Option<IncomeKind>,
    evidence: Evidence,
    /// Whether it is income by itself; otherwise it may belong to one that is.
    is_income: bool,
}

/// All income, oldest first.
pub(super) fn find(ledger: &Ledger<'_>, end: Day) -> Vec<IncomeStream> {
    let shops: BTreeSet<&str> = ledger
        .entries
        .iter()
        .filter(|entry| !entry.is_credit() && entry.own == Own::No)
        .map(|entry| entry.party.as_str())
        .collect();
    let groups = groups(ledger).into_iter().filter_map(|entries| judge(entries, &shops)).collect();
    let mut streams: Vec<IncomeStream> = merge::merge(groups)
        .into_iter()
        .filter(|group| group.is_income)
        .filter_map(|group| {
            let pattern = pattern(&group.entries, end)?;
            let kind = group.kind.unwrap_or_else(|| kind_by(pattern.cadence));
            Some(IncomeStream { payer: party_name(&group.entries), kind, evidence: group.evidence, pattern })
        })
        .collect();
    streams.sort_by(|a, b| {
        (a.pattern.first, &a.payer, &a.pattern.transactions).cmp(&(
            b.pattern.first,
            &b.payer,
            &b.pattern.transactions,
        ))
    });
    streams
}

/// What may be income, by payer; interest by account, since each account earns its own.
fn groups<'a>(ledger: &'a Ledger<'a>) -> Vec<Vec<&'a Entry<'a>>> {
    let owners = owner_words(&ledger.accounts);
    let mut groups: BTreeMap<(&str, Option<usize>, &str), Vec<&Entry<'_>>> = BTreeMap::new();
    for entry in &ledger.entries {
        let is_candidate = entry.is_credit() && entry.role == Role::Cash && entry.own == Own::No;
        if !is_candidate || names_owner(&entry.reading.name, &owners) {
            continue;
        }
        let account = match verdict(entry.reading.signs) {
            Verdict::Never => continue,
            Verdict::Is(IncomeKind::Interest) => Some(entry.account),
            Verdict::Is(_) | Verdict::Open => None,
        };
        groups.entry((entry.currency.code(), account, &entry.party)).or_default().push(entry);
    }
    groups.into_values().collect()
}

/// None when it is no income and cannot belong to any.
fn judge<'a>(mut entries: Vec<&'a Entry<'a>>, shops: &BTreeSet<&str>) -> Option<Group<'a>> {
    let is_shop = entries.first().is_some_and(|entry| shops.contains(entry.party.as_str()));
    if is_shop {
        // An employer where one shops also: what says nothing is a refund.
        entries.retain(|entry| verdict(entry.reading.signs) != Verdict::Open);
    }
    let by_words =
        most_common(entries.iter().map(|entry| verdict(entry.reading.signs))).map(|(verdict, _)| verdict);
    // Categories are wrong now and then: they count when half of the payer's credits have the same.
    let by_category = most_common(entries.iter().map(|entry| verdict(entry.category)))
        .filter(|(_, times)| times * 2 >= entries.len())
        .map(|(verdict, _)| verdict);
    let said = match (by_words, by_category) {
        (Some(Verdict::Is(kind)), _) => Some((kind, Evidence::Text)),
        (_, Some(Verdict::Never)) => return None,
        (_, Some(Verdict::Is(kind))) => Some((kind, Evidence::Category)),
        (_, Some(Verdict::Open) | None) => None,
    };
    let occasions = occasions(entries.iter().copied());
    let days = days_of(&occasions);
    let by_rhythm = if cadence::find(&days).is_some() { Evidence::Rhythm } else { Evidence::Frequency };
    let (kind, evidence) = said.map_or((None, by_rhythm), |(kind, evidence)| (Some(kind), evidence));
    let is_income = match kind {
        Some(IncomeKind::Pay | IncomeKind::Benefits | IncomeKind::Pension | IncomeKind::Interest) => {
            !days.is_empty()
        }
        Some(IncomeKind::Rent | IncomeKind::Irregular | IncomeKind::OtherRegular) => days.len() > 1,
        None => by_rhythm == Evidence::Rhythm || comes_often(&days),
    };
    (!entries.is_empty()).then_some(Group { entries, kind, evidence, is_income })
}

fn comes_often(days: &[Day]) -> bool {
    let span = days.first().zip(days.last()).map_or(0, |(first, last)| last - first);
    days.len() >= SILENT_TIMES_MIN && span >= SILENT_DAYS_MIN
}

/// What most of those say that say anything, and how many; of equals, the first.
fn most_common(verdicts: impl Iterator<Item = Verdict>) -> Option<(Verdict, usize)> {
    let mut times: BTreeMap<Verdict, usize> = BTreeMap::new();
    for verdict in verdicts.filter(|verdict| *verdict != Verdict::Open) {
        *times.entry(verdict).or_default() += 1;
    }
    times.into_iter().max_by_key(|(verdict, times)| (*times, Reverse(*verdict)))
}

/// What it is when nothing but its rhythm tells.
const fn kind_by(cadence: Cadence) -> IncomeKind {
    match cadence {
        Cadence::Weekly | Cadence::EveryTwoWeeks | Cadence::TwiceAMonth | Cadence::Monthly => IncomeKind::Pay,
        Cadence::Quarterly => IncomeKind::OtherRegular,
        Cadence::Irregular => IncomeKind::Irregular,
    }
}
