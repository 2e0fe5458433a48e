//! The transactions of an account with all that links told of each, found by their guids.

use super::dossier::Past;
use super::form::Form;
use domain::id::TransactionGuid;
use std::collections::HashMap;
use store::transactions::{NamedBy, Sighting, Transaction};

pub(super) struct Rows<'a> {
    pub(super) past: &'a Past,
    by_guid: HashMap<TransactionGuid, &'a Transaction>,
    sightings: HashMap<TransactionGuid, Vec<&'a Sighting>>,
    ids: HashMap<TransactionGuid, Vec<&'a NamedBy>>,
}

impl<'a> Rows<'a> {
    pub(super) fn new(past: &'a Past) -> Self {
        let mut sightings: HashMap<_, Vec<_>> = HashMap::new();
        for one in &past.sightings {
            sightings.entry(one.transaction).or_default().push(one);
        }
        let mut ids: HashMap<_, Vec<_>> = HashMap::new();
        for one in &past.ids {
            ids.entry(one.transaction).or_default().push(one);
        }
        Self { past, by_guid: past.known.iter().map(|one| (one.guid, one)).collect(), sightings, ids }
    }

    /// By the guid as a join names it.
    pub(super) fn named(&self, guid: &str) -> Option<&'a Transaction> {
        self.by_guid.get(&guid.parse().ok()?).copied()
    }

    pub(super) fn has(&self, guid: TransactionGuid) -> bool {
        self.by_guid.contains_key(&guid)
    }

    /// All forms of a transaction; the first is shown.
    pub(super) fn forms(&self, one: &Transaction) -> Vec<Form> {
        let others = self.sightings.get(&one.guid).into_iter().flatten();
        let others =
            others.map(|seen| Form { link: seen.link, facts: seen.facts.clone(), first_on: seen.first_on });
        std::iter::once(Form::shown(one)).chain(others).collect()
    }

    /// The ids that links gave it.
    pub(super) fn ids(&self, guid: TransactionGuid) -> impl Iterator<Item = &'a NamedBy> {
        self.ids.get(&guid).into_iter().flatten().copied()
    }
}
