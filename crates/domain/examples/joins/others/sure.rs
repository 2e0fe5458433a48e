//! The algorithm of Sure.

use super::{accounts_by_id, day, is_by_hand};
use crate::play::{HeardAccounts, HeardRows, Matcher};
use domain::matching::accounts;
use domain::matching::transactions::{Decision, Ground, Known, Link, Told};
use domain::transaction::TransactionStatus;
use jiff::civil::Date;
use std::collections::HashMap;

/// A pending one of exactly the amount is at most so old.
const PENDING_DAYS: i64 = 8;
/// And one of a smaller amount, such as before a tip.
const TIP_DAYS: i64 = 3;
/// The amount has grown by three tenths at most.
const GROWN_TENTHS: i64 = 3;
/// So many words of the names are compared.
const WORDS: usize = 3;

/// As in its files `account/provider_import_adapter.rb` and `transaction_import.rb`, in the summer of 2026.
///
/// 1. A row is the entry of the account with its id and source, whatever else they say.
/// 2. Else it takes over an entry without an id (typed, or from a file) of the same day and amount, the oldest first.
/// 3. Else, posted, it takes over the pending one that it names; else one of its source of exactly its amount, at most eight days older
///    and no day younger, the latest first.
/// 4. Else it is new. Where one pending one of its source and no other has the same first three words, is at most three days older and
///    smaller by at most three tenths of itself, the person is asked.
/// 5. A row of a file is an entry without an id of the same day, amount and name, each used once; else it is new.
///
/// Chosen here: a source that gives no ids has some made of what its rows say, and equal rows are numbered. Ids in files are not read.
/// What a person types is matched like a file, though the program would just add it. The rules that need a known merchant are left out. Of
/// entries that share an id, the link's own. A row takes over nothing that came in the same answer. Accounts are known again
/// by the source's id; the person is asked about all others.
pub(super) struct Sure;

impl Matcher for Sure {
    fn accounts(&self, heard: &mut HeardAccounts<'_, '_>) -> Vec<accounts::Decision> {
        accounts_by_id(heard, |told, before| told.source == before.source)
    }

    fn rows(&self, heard: &HeardRows<'_, '_>) -> Vec<Decision> {
        if is_by_hand(heard.source(heard.answer.link)) { import(heard) } else { Desk::new(heard).sync(heard) }
    }
}

/// No source has given it an id.
fn is_unclaimed(heard: &HeardRows<'_, '_>, known: &Known<'_>) -> bool {
    known.sightings.iter().all(|one| is_by_hand(heard.source(one.link)))
}

fn import(heard: &HeardRows<'_, '_>) -> Vec<Decision> {
    let mut same: HashMap<(i64, Date, &str), Vec<usize>> = HashMap::new();
    for (place, known) in heard.dossier.known.iter().enumerate().filter(|(_, one)| is_unclaimed(heard, one)) {
        for told in known.sightings.iter().map(|one| one.told) {
            same.entry((told.amount, told.date, told.text)).or_default().push(place);
        }
    }
    let mut is_taken = vec![false; heard.dossier.known.len()];
    let mut decide = |row: &Told<'_>| {
        let places = same.get(&(row.amount, row.date, row.text)).map_or(&[][..], Vec::as_slice);
        take_first(places, &mut is_taken)
            .map_or(Decision::New, |place| Decision::Known(place, Ground::Content))
    };
    heard.answer.rows.iter().map(&mut decide).collect()
}

fn take_first(places: &[usize], is_taken: &mut [bool]) -> Option<usize> {
    let place = places.iter().copied().find(|place| is_taken.get(*place) == Some(&false))?;
    if let Some(taken) = is_taken.get_mut(place) {
        *taken = true;
    }
    Some(place)
}

/// The id of a row; where the source gives none, what it says and which of equal ones it is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Id<'a> {
    Given(&'a str),
    Made(i64, Date, &'a str, usize),
}

fn id<'a>(row: &Told<'a>, equal: &mut HashMap<(i64, Date, &'a str), usize>) -> Id<'a> {
    row.id.map_or_else(
        || {
            let nth = equal.entry((row.amount, row.date, row.text)).or_default();
            *nth += 1;
            Id::Made(row.amount, row.date, row.text, *nth)
        },
        Id::Given,
    )
}

/// A pending entry of the answer's source.
struct Pending {
    place: usize,
    day: i64,
    amount: i64,
    words: String,
}

struct Desk<'a> {
    by_id: HashMap<Id<'a>, usize>,
    unclaimed: HashMap<(i64, Date), Vec<usize>>,
    pending: Vec<Pending>,
    /// Taken over in this answer, or suggested.
    is_taken: Vec<bool>,
}

impl<'a> Desk<'a> {
    fn new(heard: &HeardRows<'a, '_>) -> Self {
        let source = heard.source(heard.answer.link);
        let is_own = |link: Link| heard.source(link) == source;
        let mut desk = Self {
            by_id: HashMap::new(),
            unclaimed: HashMap::new(),
            pending: Vec::new(),
            is_taken: vec![false; heard.dossier.known.len()],
        };
        let mut equal = HashMap::new();
        for (place, known) in heard.dossier.known.iter().enumerate() {
            for (link, id) in known.ids.iter().filter(|(link, _)| is_own(*link)) {
                let one = desk.by_id.entry(Id::Given(id)).or_insert(place);
                *one = if *link == heard.answer.link { place } else { *one };
            }
            // One without an id has as many made ones as there are ways in which its source has told it.
            let mut made: Vec<Told<'a>> = Vec::new();
            for one in known.sightings.iter().filter(|one| is_own(one.link)) {
                let is_new = made.iter().all(|told| {
                    (told.amount, told.date, told.text) != (one.told.amount, one.told.date, one.told.text)
                });
                if one.told.id.is_none() && is_new {
                    made.push(one.told);
                    desk.by_id.entry(id(&one.told, &mut equal)).or_insert(place);
                }
            }
            if is_unclaimed(heard, known) {
                for told in known.sightings.iter().map(|one| one.told) {
                    desk.unclaimed.entry((told.amount, told.date)).or_default().push(place);
                }
            }
            let is_pending = known.sightings.iter().all(|one| one.told.status == TransactionStatus::Pending);
            if let Some(one) = known.sightings.iter().rev().find(|one| is_pending && is_own(one.link)) {
                let (day, words) = (day(one.told.date), words(one.told.text));
                desk.pending.push(Pending { place, day, amount: one.told.amount, words });
            }
        }
        desk
    }

    fn sync(&mut self, heard: &HeardRows<'a, '_>) -> Vec<Decision> {
        let mut equal = HashMap::new();
        let mut seen: HashMap<Id<'a>, Decision> = HashMap::new();
        let mut decide = |(at, row): (usize, &Told<'a>)| {
            let id = id(row, &mut equal);
            if let Some(again) = seen.get(&id) {
                return again.clone();
            }
            let decision = match self.by_id.get(&id) {
                Some(place) => Decision::Known(*place, Ground::Id),
                None => self.new_entry(row),
            };
            // The same id once more is the same entry.
            let again = match &decision {
                Decision::Known(place, _) => Decision::Known(*place, Ground::Id),
                Decision::New | Decision::Suggest(_) | Decision::Copy(_) | Decision::Reversed => {
                    Decision::Copy(at)
                }
            };
            seen.insert(id, again);
            decision
        };
        heard.answer.rows.iter().enumerate().map(&mut decide).collect()
    }

    fn new_entry(&mut self, row: &Told<'a>) -> Decision {
        let unclaimed = self.unclaimed.get(&(row.amount, row.date)).map_or(&[][..], Vec::as_slice);
        if let Some(place) = take_first(unclaimed, &mut self.is_taken) {
            return Decision::Known(place, Ground::Content);
        }
        if row.status == TransactionStatus::Pending {
            return Decision::New;
        }
        if let Some(place) = row.pending_id.and_then(|id| self.by_id.get(&Id::Given(id))).copied() {
            return Decision::Known(place, Ground::PendingId);
        }
        if let Some(place) = self.same_amount(row) {
            return Decision::Known(place, Ground::Content);
        }
        self.before_tip(row).map_or(Decision::New, |place| Decision::Suggest(vec![place]))
    }

    fn near(&self, row: &Told<'_>, days_max: i64) -> impl Iterator<Item = &Pending> {
        let at = day(row.date);
        self.pending.iter().filter(move |one| {
            (0..=days_max).contains(&(at - one.day)) && self.is_taken.get(one.place) == Some(&false)
        })
    }

    fn same_amount(&mut self, row: &Told<'_>) -> Option<usize> {
        let same = self.near(row, PENDING_DAYS).filter(|one| one.amount == row.amount);
        let place = same.max_by_key(|one| (one.day, std::cmp::Reverse(one.place)))?.place;
        take_first(&[place], &mut self.is_taken)
    }

    fn before_tip(&mut self, row: &Told<'_>) -> Option<usize> {
        let words = words(row.text);
        if words.is_empty() {
            return None;
        }
        let amount = row.amount.abs();
        let mut alike = self.near(row, TIP_DAYS).filter(|one| {
            let before = one.amount.abs();
            before <= amount && amount * 10 <= before * (10 + GROWN_TENTHS) && one.words == words
        });
        let place = alike.next()?.place;
        if alike.next().is_some() {
            return None;
        }
        drop(alike);
        take_first(&[place], &mut self.is_taken)
    }
}

/// The first words, by their plain letters and digits.
fn words(text: &str) -> String {
    let plain: String = text
        .to_lowercase()
        .chars()
        .filter(|letter| letter.is_ascii_alphanumeric() || letter.is_whitespace())
        .collect();
    plain.split_whitespace().take(WORDS).collect::<Vec<_>>().join(" ")
}
