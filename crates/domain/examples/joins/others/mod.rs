//! How other programs for personal finance decide the same: each algorithm written anew, from what is known of its behaviour.
//!
//! The four are rewritten and not run, so their times are those of the rewriting. What they keep of a transaction and what they know of
//! an account is rebuilt from the same borrowed data that our matching gets. Where a choice was open, the one that is better for them
//! was taken; each file says which.

mod actual;
mod firefly;
mod kresus;
mod sure;

use crate::play::{HeardAccounts, Matcher, Ours};
use domain::matching::accounts::{Decision, Evidence, Ground};
use domain::matching::transactions::{Known, Sighting};
use jiff::civil::Date;

/// All that are compared, ours first, by their names.
pub(crate) const ALL: [(&str, &(dyn Matcher + Sync)); 6] = [
    ("Swingbridge", &Ours),
    ("Actual", &actual::Actual),
    ("Kresus", &kresus::Kresus),
    ("Sure", &sure::Sure),
    ("Firefly, by content", &firefly::Firefly { by_id: false }),
    ("Firefly, by id", &firefly::Firefly { by_id: true }),
];

/// Days since the first of January 1970.
fn day(date: Date) -> i64 {
    const DAY_SECONDS: i64 = 86_400;
    date.duration_since(jiff::civil::date(1970, 1, 1)).as_secs().div_euclid(DAY_SECONDS)
}

/// What comes from a bank by no link: files, and what a person types.
fn is_by_hand(source: &str) -> bool {
    matches!(source, "file" | "manual")
}

/// How a known one was told first.
fn first<'a, 'b>(known: &'b Known<'a>) -> Option<&'b Sighting<'a>> {
    known.sightings.iter().min_by_key(|one| one.first_on)
}

/// How a known one was told last.
fn last<'a, 'b>(known: &'b Known<'a>) -> Option<&'b Sighting<'a>> {
    known.sightings.last()
}

/// The text without spaces and capitals.
fn squeezed(text: &str) -> String {
    text.chars().filter(|letter| *letter != ' ').flat_map(char::to_lowercase).collect()
}

/// Accounts that are known again by their ids where `is_place` says that the id was told, and asked of the person elsewhere: which of
/// their accounts it is, or none.
fn accounts_by_id(
    heard: &HeardAccounts<'_, '_>,
    is_place: impl Fn(&Evidence<'_>, &Evidence<'_>) -> bool,
) -> Vec<Decision> {
    let decide = |told: &Evidence<'_>| {
        if let Some(chosen) = told.chosen {
            return Decision::Known(chosen, Ground::Chosen);
        }
        let is_same = |before: &Evidence<'_>| told.id.is_some() && told.id == before.id;
        // Where an id was told of several, the link itself knows best.
        let found = heard
            .known
            .iter()
            .enumerate()
            .filter_map(|(place, known)| {
                let same = known.told.iter().filter(|before| is_same(before) && is_place(told, before));
                Some((same.map(|before| before.link != told.link).min()?, place))
            })
            .min();
        match found {
            Some((_, place)) => Decision::Known(place, Ground::Id),
            None if heard.known.is_empty() => Decision::New,
            None => Decision::Suggest((0..heard.known.len()).collect()),
        }
    };
    heard.answer.told.iter().map(decide).collect()
}
