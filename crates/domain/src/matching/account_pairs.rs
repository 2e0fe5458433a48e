//! Accounts: by the source's id, else by the full number, else by type, last digits and name when only one can be meant.

use crate::account::AccountType;
use crate::money::Currency;
use std::collections::HashMap;
use std::hash::Hash;

/// What tells one account from another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountTraits {
    /// The id that the source in question gives it; `None` when that source has not named it yet.
    pub source_id: Option<String>,
    /// A keyed hash of the full number with routing number.
    pub number_hash: Option<String>,
    pub account_type: AccountType,
    pub currency: Currency,
    pub mask: Option<String>,
    pub name: String,
}

/// For each account seen, the index of the known account it is; `None` for a new one.
///
/// One to one: no known account is given to two seen ones. Accounts whose numbers differ are never joined.
pub fn pair(known: &[AccountTraits], seen: &[AccountTraits]) -> Vec<Option<usize>> {
    let mut pairs =
        Pairs { known, seen, of_seen: vec![None; seen.len()], is_taken: vec![false; known.len()] };
    pairs.join(|account| account.source_id.clone());
    pairs.join(|account| account.number_hash.clone());
    pairs.join(|account| {
        let mask = account.mask.clone()?;
        Some((account.account_type, account.currency, mask, account.name.to_lowercase()))
    });
    pairs.of_seen
}

struct Pairs<'a> {
    known: &'a [AccountTraits],
    seen: &'a [AccountTraits],
    of_seen: Vec<Option<usize>>,
    is_taken: Vec<bool>,
}

impl Pairs<'_> {
    /// Joins the free ones whose key is the same and belongs to exactly one on each side.
    fn join<K: Eq + Hash>(&mut self, key: impl Fn(&AccountTraits) -> Option<K>) {
        let mut known: HashMap<K, Vec<usize>> = HashMap::new();
        for (index, account) in self.known.iter().enumerate() {
            if !self.is_taken.get(index).is_some_and(|taken| *taken)
                && let Some(key) = key(account)
            {
                known.entry(key).or_default().push(index);
            }
        }
        let mut seen: HashMap<K, Vec<usize>> = HashMap::new();
        for (index, account) in self.seen.iter().enumerate() {
            if self.of_seen.get(index).is_some_and(Option::is_none)
                && let Some(key) = key(account)
            {
                seen.entry(key).or_default().push(index);
            }
        }
        for (key, seen) in seen {
            if let ([seen], Some([known])) = (seen.as_slice(), known.get(&key).map(Vec::as_slice)) {
                self.take(*seen, *known);
            }
        }
    }

    fn take(&mut self, seen: usize, known: usize) {
        let number =
            |list: &[AccountTraits], index: usize| list.get(index).and_then(|a| a.number_hash.clone());
        let contradict = match (number(self.seen, seen), number(self.known, known)) {
            (Some(a), Some(b)) => a != b,
            _ => false,
        };
        let same_id = self
            .seen
            .get(seen)
            .zip(self.known.get(known))
            .is_some_and(|(a, b)| a.source_id.is_some() && a.source_id == b.source_id);
        // The source's own id outweighs a number that changed (a replaced card keeps its account).
        if contradict && !same_id {
            return;
        }
        if let (Some(slot), Some(taken)) = (self.of_seen.get_mut(seen), self.is_taken.get_mut(known)) {
            *slot = Some(known);
            *taken = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(source_id: &str, number: &str, mask: &str, name: &str) -> AccountTraits {
        let text = |value: &str| (!value.is_empty()).then(|| value.to_owned());
        AccountTraits {
            source_id: text(source_id),
            number_hash: text(number),
            account_type: AccountType::Checking,
            currency: Currency::USD,
            mask: text(mask),
            name: name.to_owned(),
        }
    }

    #[test]
    fn pairs_are_found_by_the_strongest_evidence() {
        let check = |known: &[AccountTraits], seen: &[AccountTraits], expected: &[Option<usize>]| {
            assert_eq!(pair(known, seen), expected, "{known:?} {seen:?}");
        };
        let known = [account("a", "n1", "1111", "Everyday"), account("b", "n2", "2222", "Spare")];
        check(
            &known,
            &[account("b", "n2", "2222", "Spare"), account("a", "n1", "1111", "Everyday")],
            &[Some(1), Some(0)],
        );
        check(&known, &[account("b", "n9", "9999", "Renamed")], &[Some(1)]);
        // Another source: other ids, same numbers.
        let elsewhere = [account("", "n1", "1111", "Everyday"), account("", "", "2222", "Spare")];
        check(
            &elsewhere,
            &[account("x", "n1", "1111", "EVERYDAY"), account("y", "", "2222", "spare")],
            &[Some(0), Some(1)],
        );
        // The same mask and name, but another number: another account.
        check(&elsewhere, &[account("x", "n7", "1111", "Everyday")], &[None]);
        // Two that look alike: neither is guessed.
        let twins = [account("", "", "1111", "Joint"), account("", "", "1111", "Joint")];
        check(&twins, &[account("x", "", "1111", "Joint")], &[None]);
        check(&[], &[account("x", "", "1111", "Joint")], &[None]);
        // The same id twice in one answer: neither is guessed either.
        check(&known, &[account("a", "", "", "One"), account("a", "", "", "Two")], &[None, None]);
    }
}
