//! The algorithm of Firefly III with its importer.

use super::accounts_by_id;
use crate::play::{HeardAccounts, HeardRows, Matcher};
use domain::matching::accounts;
use domain::matching::transactions::{Decision, Ground, Told};
use jiff::civil::Date;
use std::collections::HashMap;
use std::hash::Hash;

/// As in the importer's file `Shared/Import/Routine/ApiSubmitter.php` and in the manual's page on duplicates, in the summer of 2026. The
/// importer has two ways beside none; the first is its default.
///
/// - By content: a row is refused when one with the very same fields was ever imported, be it deleted since. All fields count: day,
///   amount, account, text and the ids.
/// - By id: before that, a row is refused when one with its external id is there.
///
/// Nothing else is compared, and nobody is asked.
///
/// Chosen here: a refused row is joined with the one that it repeats; equal rows with equal known ones, each with another, and what then
/// is left of them is lost, as the program loses it. Ids count within the account (its issue 10914), in all links of all sources; of
/// those that share an id, the link's own. The status is no field. What a person types is matched like a file. Accounts are known again
/// by the source's id; the person says of all others which they are.
pub(super) struct Firefly {
    pub(super) by_id: bool,
}

type Content<'a> = (Option<&'a str>, i64, Date, Option<Date>, &'a str);

fn content<'a>(told: &Told<'a>) -> Content<'a> {
    (told.id, told.amount, told.date, told.authorised_on, told.text)
}

impl Matcher for Firefly {
    fn accounts(&self, heard: &mut HeardAccounts<'_, '_>) -> Vec<accounts::Decision> {
        accounts_by_id(heard, |told, before| told.source == before.source)
    }

    fn rows(&self, heard: &HeardRows<'_, '_>) -> Vec<Decision> {
        let mut contents: Imported<Content<'_>> = Imported::default();
        let mut ids: Imported<&str> = Imported::default();
        for (place, known) in heard.dossier.known.iter().enumerate() {
            for one in &known.sightings {
                contents.add(content(&one.told), place);
            }
            let own = known.ids.iter().filter(|(link, _)| *link == heard.answer.link);
            let other = known.ids.iter().filter(|(link, _)| *link != heard.answer.link);
            own.for_each(|(_, id)| ids.add_first(id, place));
            other.for_each(|(_, id)| ids.add(id, place));
        }
        let mut decisions = Vec::with_capacity(heard.answer.rows.len());
        for (at, row) in heard.answer.rows.iter().enumerate() {
            let by_id = row.id.filter(|_| self.by_id).and_then(|id| ids.repeated(&id, at, Ground::Id));
            let refused = by_id.or_else(|| contents.repeated(&content(row), at, Ground::Content));
            decisions.push(refused.unwrap_or_else(|| {
                row.id.into_iter().for_each(|id| ids.come(id, at));
                contents.come(content(row), at);
                Decision::New
            }));
        }
        decisions
    }
}

/// What was imported, by what would be refused.
struct Imported<K> {
    before: HashMap<K, Vec<usize>>,
    /// How many rows of this answer were refused for each.
    refused: HashMap<K, usize>,
    /// The first row of this answer.
    now: HashMap<K, usize>,
}

impl<K> Default for Imported<K> {
    fn default() -> Self {
        Self { before: HashMap::new(), refused: HashMap::new(), now: HashMap::new() }
    }
}

impl<K: Eq + Hash + Clone> Imported<K> {
    fn add(&mut self, key: K, place: usize) {
        let places = self.before.entry(key).or_default();
        if !places.contains(&place) {
            places.push(place);
        }
    }

    fn add_first(&mut self, key: K, place: usize) {
        self.before.entry(key).or_default().insert(0, place);
    }

    fn come(&mut self, key: K, row: usize) {
        self.now.entry(key).or_insert(row);
    }

    fn repeated(&mut self, key: &K, row: usize, ground: Ground) -> Option<Decision> {
        if let Some(places) = self.before.get(key) {
            let nth = self.refused.entry(key.clone()).or_default();
            let place = places.get(*nth).or(places.last())?;
            *nth += 1;
            return Some(Decision::Known(*place, ground));
        }
        self.now.get(key).filter(|first| **first != row).map(|first| Decision::Copy(*first))
    }
}
