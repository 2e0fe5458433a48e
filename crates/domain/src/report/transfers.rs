//! Moves between accounts of the person: the same amount on both sides, a few days apart, with words that say so on one side at least.

use super::days::Day;
use super::input::Account;
use super::ledger::{Entry, Ledger, Own};
use super::role::Role;
use super::words::{Sign, Signs, read};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// So many days lie between the two sides at most.
const DAYS_MAX: Day = 4;
/// So many other sides are looked at for one side; round amounts have many.
const LOOKED_AT_MAX: usize = 24;

/// Says that money moves between accounts.
const MOVES: Signs = Signs::of(&[Sign::Transfer, Sign::CardPayment, Sign::Bank]);
/// Says what came in, and that it is something else.
const EARNED: Signs = Signs::of(&[
    Sign::Pay,
    Sign::Benefit,
    Sign::Pension,
    Sign::Maintenance,
    Sign::Interest,
    Sign::Refund,
    Sign::Reversal,
    Sign::TaxRefund,
    Sign::Cashback,
    Sign::PaidIn,
]);
/// Says what was paid for.
const SPENT: Signs = Signs::of(&[
    Sign::Rent,
    Sign::Utility,
    Sign::Insurance,
    Sign::Subscription,
    Sign::Dues,
    Sign::Shop,
    Sign::Cash,
    Sign::Check,
    Sign::Fee,
    Sign::Tax,
]);

/// Marks both sides of every move between own accounts.
pub(super) fn mark(ledger: &mut Ledger<'_>) {
    let mentions = Mentions::of(&ledger.accounts);
    let mut amounts: BTreeMap<(&str, i64), Sides> = BTreeMap::new();
    for (at, entry) in ledger.entries.iter().enumerate().filter(|(_, entry)| entry.minor != 0) {
        let sides = amounts.entry((entry.currency.code(), entry.size())).or_default();
        if entry.is_credit() { sides.credits.push(at) } else { sides.debits.push(at) }
    }
    let (mut sure, mut silent) = (Vec::new(), Vec::new());
    for Sides { credits, debits } in amounts.values() {
        for pair in near(&ledger.entries, credits, debits) {
            match mentions.evidence(&ledger.entries, pair) {
                Evidence::Against => (),
                Evidence::Silent => silent.push(pair),
                Evidence::For(weight) => sure.push((weight, pair)),
            }
        }
    }
    sure.sort_by_key(|(weight, pair)| (Reverse(*weight), pair.days, pair.credit, pair.debit));
    silent.sort_by_key(|pair| (pair.days, pair.credit, pair.debit));
    let mut taken = vec![false; ledger.entries.len()];
    let mut pairs: Vec<Pair> =
        sure.into_iter().map(|(_, pair)| pair).filter(|pair| pair.take(&mut taken)).collect();
    pairs.extend(habitual(&ledger.entries, silent, &taken));
    for Pair { credit, debit, .. } in pairs {
        let is_loan = ledger.entries.get(credit).is_some_and(|entry| entry.role == Role::Loan);
        let own = if is_loan { Own::LoanPayment } else { Own::Transfer };
        for side in [credit, debit] {
            if let Some(entry) = ledger.entries.get_mut(side) {
                entry.own = own;
            }
        }
    }
}

/// What came in and what went out with one amount, in order.
#[derive(Default)]
struct Sides {
    credits: Vec<usize>,
    debits: Vec<usize>,
}

#[derive(Debug, Clone, Copy)]
struct Pair {
    credit: usize,
    debit: usize,
    days: Day,
}

impl Pair {
    /// True when neither side was taken before; now both are.
    fn take(&self, taken: &mut [bool]) -> bool {
        let is_free =
            [self.credit, self.debit].iter().all(|side| taken.get(*side).is_some_and(|taken| !taken));
        for side in [self.credit, self.debit].into_iter().filter(|_| is_free) {
            if let Some(taken) = taken.get_mut(side) {
                *taken = true;
            }
        }
        is_free
    }
}

/// Pairs of the same amount in different accounts that are near enough in time.
fn near(entries: &[Entry<'_>], credits: &[usize], debits: &[usize]) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for credit in credits {
        let Some(into) = entries.get(*credit) else { continue };
        let first =
            debits.partition_point(|at| entries.get(*at).is_some_and(|one| one.day < into.day - DAYS_MAX));
        let around = debits.iter().skip(first).map_while(|at| {
            let out = entries.get(*at)?;
            (out.day <= into.day + DAYS_MAX).then_some((*at, out))
        });
        pairs.extend(
            around
                .take(LOOKED_AT_MAX)
                .filter(|(_, out)| out.account != into.account)
                .map(|(debit, out)| Pair { credit: *credit, debit, days: (out.day - into.day).abs() }),
        );
    }
    pairs
}

enum Evidence {
    Against,
    Silent,
    For(u32),
}

/// By what words accounts are mentioned: their institution and the end of their number.
struct Mentions {
    of_account: Vec<(Vec<String>, Option<String>)>,
    owners: BTreeSet<String>,
}

impl Mentions {
    fn of(accounts: &[&Account]) -> Self {
        let of_account = accounts
            .iter()
            .map(|account| {
                let institution = read(&account.institution).words;
                let words = institution.into_iter().filter(|word| word.len() > 2 && word != "bank").collect();
                (words, account.number.as_ref().and_then(super::mask::AccountNumber::last_four))
            })
            .collect();
        Self { of_account, owners: owner_words(accounts) }
    }

    fn evidence(&self, entries: &[Entry<'_>], pair: Pair) -> Evidence {
        let (Some(into), Some(out)) = (entries.get(pair.credit), entries.get(pair.debit)) else {
            return Evidence::Against;
        };
        let pays_debt = match (into.role, out.role) {
            (Role::Loan, Role::Cash) => true,
            // What comes in on a card from an own account pays it, whatever it is called, unless it is a refund.
            (Role::Credit, Role::Cash) => !spent(out) && !into.reading.signs.any(EARNED),
            (Role::Loan | Role::Asset, Role::Loan | Role::Credit) | (Role::Credit, Role::Credit) => {
                return Evidence::Against;
            }
            (Role::Cash, Role::Cash | Role::Credit | Role::Loan | Role::Asset)
            | (Role::Credit, Role::Loan | Role::Asset)
            | (Role::Loan, Role::Asset) => false,
            (Role::Asset, Role::Cash | Role::Asset) => false,
        };
        if pays_debt {
            return Evidence::For(4);
        }
        let says_so = [(into, out), (out, into)].iter().filter(|(one, other)| self.says(one, other)).count();
        let is_against = into.reading.signs.any(EARNED)
            || (into.reading.signs.is_empty() && into.category.any(EARNED))
            || spent(out);
        match says_so {
            2 => Evidence::For(3),
            1 if !is_against => Evidence::For(2),
            0 if !is_against => Evidence::Silent,
            _ => Evidence::Against,
        }
    }

    /// Whether the text of one side speaks of a move, of the other account or of the person.
    fn says(&self, one: &Entry<'_>, other: &Entry<'_>) -> bool {
        let is_mentioned = self.of_account.get(other.account).is_some_and(|(institution, digits)| {
            let by_name = institution.iter().any(|word| one.reading.words.contains(word));
            by_name || digits.as_ref().is_some_and(|digits| one.reading.digits.contains(digits))
        });
        let is_payment_to_person = one.reading.signs.has(Sign::Person) && !one.reading.signs.any(MOVES);
        let by_words = one.reading.signs.any(MOVES) && !is_payment_to_person;
        by_words || one.category.any(MOVES) || is_mentioned || names_owner(&one.reading.name, &self.owners)
    }
}

/// Whether the words say that something was bought or owed, or else the category does.
fn spent(entry: &Entry<'_>) -> bool {
    let says_move = entry.reading.signs.any(MOVES);
    entry.reading.signs.any(SPENT) && !says_move
        || (entry.reading.signs.is_empty() && entry.category.any(SPENT))
}

/// Pairs that say nothing count where nearly all that comes under one name is met so, and half of what leaves under the other: banks
/// write transfers in words that are on no list. Pay is hardly ever as much as what leaves another account in the same days.
fn habitual(entries: &[Entry<'_>], pairs: Vec<Pair>, taken: &[bool]) -> Vec<Pair> {
    const TIMES_MIN: usize = 2;
    let mut taken = taken.to_vec();
    let free: Vec<Pair> = pairs.into_iter().filter(|pair| pair.take(&mut taken)).collect();
    let party = |at: usize| entries.get(at).map_or("", |entry| entry.party.as_str());
    let mut met: BTreeMap<(&str, bool), usize> = BTreeMap::new();
    for pair in &free {
        *met.entry((party(pair.credit), true)).or_default() += 1;
        *met.entry((party(pair.debit), false)).or_default() += 1;
    }
    let mut times: BTreeMap<(&str, bool), usize> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| entry.role.flows()) {
        *times.entry((entry.party.as_str(), entry.is_credit())).or_default() += 1;
    }
    let of = |counts: &BTreeMap<(&str, bool), usize>, side| counts.get(&side).copied().unwrap_or(0);
    free.into_iter()
        .filter(|pair| {
            let (into, out) = ((party(pair.credit), true), (party(pair.debit), false));
            let met_in = of(&met, into);
            met_in >= TIMES_MIN && met_in * 5 >= of(&times, into) * 4 && of(&met, out) * 2 >= of(&times, out)
        })
        .collect()
}

/// The words of all owners' names.
pub(super) fn owner_words(accounts: &[&Account]) -> BTreeSet<String> {
    accounts.iter().flat_map(|account| &account.owners).flat_map(|owner| read(&owner.0).words).collect()
}

/// Whether a name is that of an owner and nothing else.
pub(super) fn names_owner(name: &[String], owners: &BTreeSet<String>) -> bool {
    let named = name.iter().filter(|word| owners.contains(*word)).count();
    named > 1 && named + 1 >= name.len()
}
