//! Regular payments: debits that an agreement asks for.
//!
//! Debits are put together by the name of the payee. A rhythm alone does not make them regular payments, since people shop in one place
//! every week: either the amount stays the same (with rises), or words or the category say that it is a bill, or it comes so exactly
//! every month that it must be one. Where one name stands for several agreements, or for agreements and purchases, or for nothing
//! (checks), they are told apart by amount ([`chains`]). What a loan of the person receives from elsewhere counts too.

mod chains;
mod verdict;

use super::cadence::{Cadence, Rhythm, find as find_rhythm};
use super::days::Day;
use super::input::Account;
use super::ledger::{Entry, Ledger, Own};
use super::party_name;
use super::pattern::{Occasion, Pattern, days_of, median, occasions, pattern};
use super::role::Role;
use super::words::Sign;
use crate::account::AccountType;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use verdict::{Verdict, verdict, verdict_of_category};

/// What it is paid for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PaymentKind {
    /// Rent and mortgages.
    Housing,
    Loan,
    /// Electricity, water, gas, telephone, internet.
    Utility,
    Insurance,
    Subscription,
    Other,
}

impl PaymentKind {
    /// Whether its amount may be another one every time.
    const fn is_bill(self) -> bool {
        match self {
            Self::Housing | Self::Loan | Self::Utility | Self::Insurance => true,
            Self::Subscription | Self::Other => false,
        }
    }
}

/// One agreement's payments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegularPayment {
    /// As the latest texts name it, without numbers and references.
    pub payee: String,
    pub kind: PaymentKind,
    pub pattern: Pattern,
}

/// All regular payments, oldest first.
pub(super) fn find(ledger: &Ledger<'_>, end: Day) -> Vec<RegularPayment> {
    let mut found: Vec<RegularPayment> = groups(ledger)
        .iter()
        .flat_map(|entries| {
            let said = said(entries);
            agreements(entries, said).into_iter().filter_map(move |entries| {
                let kind = match said {
                    Verdict::Is(kind) => kind,
                    Verdict::Never | Verdict::Shop | Verdict::Open => PaymentKind::Other,
                };
                let payee = party_name(&entries);
                Some(RegularPayment { payee, kind, pattern: pattern(&entries, end)? })
            })
        })
        .collect();
    found.extend(loans(ledger).filter_map(|(account, entries)| {
        let kind = match account.account_type {
            AccountType::Mortgage => PaymentKind::Housing,
            _ => PaymentKind::Loan,
        };
        Some(RegularPayment { payee: account.name.clone(), kind, pattern: pattern(&entries, end)? })
    }));
    found.sort_by(|a, b| {
        (a.pattern.first, &a.payee, &a.pattern.transactions).cmp(&(
            b.pattern.first,
            &b.payee,
            &b.pattern.transactions,
        ))
    });
    found
}

/// What comes in on each loan from an account that nobody has connected: paid regularly, it is a regular payment all the same.
fn loans<'a>(ledger: &'a Ledger<'a>) -> impl Iterator<Item = (&'a Account, Vec<&'a Entry<'a>>)> {
    let mut of_account: BTreeMap<usize, Vec<&Entry<'_>>> = BTreeMap::new();
    for entry in ledger.entries.iter().filter(|entry| entry.role == Role::Loan && entry.is_credit()) {
        if entry.own == Own::No {
            of_account.entry(entry.account).or_default().push(entry);
        }
    }
    of_account.into_iter().filter_map(|(account, entries)| {
        find_rhythm(&days_of(&occasions(entries.iter().copied())))?;
        Some((*ledger.accounts.get(account)?, entries))
    })
}

/// What may be one, by payee.
fn groups<'a>(ledger: &'a Ledger<'a>) -> Vec<Vec<&'a Entry<'a>>> {
    let mut groups: BTreeMap<(&str, &str), Vec<&Entry<'_>>> = BTreeMap::new();
    for entry in &ledger.entries {
        let is_candidate = entry.minor < 0 && entry.role.flows() && entry.own != Own::Transfer;
        if is_candidate && verdict(entry.reading.signs) != Verdict::Never {
            let party = if entry.reading.signs.has(Sign::Check) { "check" } else { &entry.party };
            groups.entry((entry.currency.code(), party)).or_default().push(entry);
        }
    }
    groups.into_values().collect()
}

/// What words, else most categories, say of the payee.
fn said(entries: &[&Entry<'_>]) -> Verdict {
    let is_own_loan = entries.iter().any(|entry| entry.own == Own::LoanPayment);
    let (by_words, _) = most_common(entries.iter().map(|entry| verdict(entry.reading.signs)));
    let (by_category, times) =
        most_common(entries.iter().map(|entry| verdict_of_category(entry.category, entry.reading.signs)));
    // Categories are wrong now and then: they count when half of the payee's debits have the same.
    let by_category = if times * 2 >= entries.len() { by_category } else { Verdict::Open };
    match (by_words, by_category) {
        (Verdict::Open, Verdict::Open) if is_own_loan => Verdict::Is(PaymentKind::Loan),
        (Verdict::Open, said) => said,
        (said, _) => said,
    }
}

/// What most of those say that say anything, and how many; of equals, the first.
fn most_common(verdicts: impl Iterator<Item = Verdict>) -> (Verdict, usize) {
    let mut times: BTreeMap<Verdict, usize> = BTreeMap::new();
    for verdict in verdicts.filter(|verdict| *verdict != Verdict::Open) {
        *times.entry(verdict).or_default() += 1;
    }
    let most = times.into_iter().max_by_key(|(verdict, times)| (*times, Reverse(*verdict)));
    most.unwrap_or((Verdict::Open, 0))
}

/// The agreements among one payee's debits; none for most.
fn agreements<'a>(entries: &[&'a Entry<'a>], said: Verdict) -> Vec<Vec<&'a Entry<'a>>> {
    let may_be: fn(&Rhythm, &[Occasion]) -> bool = match said {
        Verdict::Never => return Vec::new(),
        Verdict::Is(kind) if kind.is_bill() => |_, _| true,
        Verdict::Is(_) => |_, occasions| is_narrow(occasions),
        Verdict::Shop => |_, _| false,
        Verdict::Open => comes_as_a_bill_does,
    };
    let occasions = occasions(entries.iter().copied());
    let rhythm = find_rhythm(&days_of(&occasions));
    let is_whole = rhythm
        .is_some_and(|rhythm| may_be(&rhythm, &occasions) || (is_steady(&occasions) && is_strict(&rhythm)));
    if is_whole { vec![entries.to_vec()] } else { chains::chains(entries) }
}

/// Weeks are short: nearly every day lies near a weekly grid.
fn is_strict(rhythm: &Rhythm) -> bool {
    match rhythm.cadence() {
        Cadence::Weekly => rhythm.regularity() >= 7_500 && rhythm.off <= 90,
        Cadence::EveryTwoWeeks | Cadence::TwiceAMonth => rhythm.regularity() >= 7_500 && rhythm.off <= 170,
        Cadence::Monthly | Cadence::Quarterly | Cadence::Irregular => rhythm.regularity() >= 6_500,
    }
}

/// Whether most amounts are as the one before, give or take 3 %: rises are few.
fn is_steady(occasions: &[Occasion]) -> bool {
    let pairs = || occasions.iter().zip(occasions.iter().skip(1));
    let alike = pairs().filter(|(one, next)| {
        (one.minor - next.minor).saturating_abs().saturating_mul(100)
            <= one.minor.min(next.minor).saturating_mul(3)
    });
    alike.count() * 10 >= pairs().count() * 7
}

/// Whether the largest amount is at most a third above the smallest.
fn is_narrow(occasions: &[Occasion]) -> bool {
    let amounts = || occasions.iter().map(|occasion| occasion.minor);
    let (least, most) = (amounts().min().unwrap_or(0), amounts().max().unwrap_or(0));
    most.saturating_mul(3) <= least.saturating_mul(4)
}

/// Whether it comes once a month or quarter, so exactly and so often that it must be a bill.
fn comes_as_a_bill_does(rhythm: &Rhythm, occasions: &[Occasion]) -> bool {
    const TIMES_MIN: usize = 6;
    let is_slow = match rhythm.cadence() {
        Cadence::Monthly | Cadence::Quarterly => true,
        Cadence::Weekly | Cadence::EveryTwoWeeks | Cadence::TwiceAMonth | Cadence::Irregular => false,
    };
    is_slow
        && occasions.len() >= TIMES_MIN
        && rhythm.regularity() >= 8_500
        && rhythm.off <= 250
        && varies_little(occasions)
}

/// Whether half of the amounts are within 40 % of the middle one.
fn varies_little(occasions: &[Occasion]) -> bool {
    let mut amounts: Vec<i64> = occasions.iter().map(|occasion| occasion.minor).collect();
    let middle = median(&mut amounts).unwrap_or(0);
    let mut distances: Vec<i64> = amounts.iter().map(|minor| (minor - middle).saturating_abs()).collect();
    median(&mut distances).is_some_and(|distance| distance.saturating_mul(10) <= middle.saturating_mul(4))
}
