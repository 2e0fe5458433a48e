//! What speaks for and against an account of an answer being a known one.

use super::evidence::{Evidence, Number, class};
use super::{Dossier, Ground};
use crate::matching::transactions::Agreement;

/// Fewer last digits could be anybody's.
const MASK_DIGITS_MIN: usize = 4;

/// What was told of one account and of a known one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Relation {
    pub(super) ground: Option<Ground>,
    pub(super) against: Against,
    pub(super) likeness: Likeness,
    pub(super) rows: Agreement,
}

/// What speaks against it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Against {
    Nothing,
    /// Under the same id, another number and other owners.
    OtherOwners,
    /// Another institution, currency or class, or other rows.
    RuledOut,
    /// Another currency or class, under the same digits or name and no other number.
    Strange,
}

/// How much they look alike, beside strong evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Likeness {
    None,
    /// The last digits or the name are the same.
    Some,
    /// Kind, currency, last digits and name are the same.
    Profile,
    /// The same link told that profile.
    ProfileInLink,
}

impl Relation {
    const NONE: Self =
        Self { ground: None, against: Against::Nothing, likeness: Likeness::None, rows: Agreement::Unknown };

    pub(super) const fn is_ruled_out(self) -> bool {
        matches!(self.against, Against::RuledOut | Against::Strange)
    }
}

/// How an account of an answer stands to each known one.
pub(super) fn relate(
    told: &Evidence<'_>,
    is_doubtful: bool,
    known: &[Dossier<'_>],
    mut rows: impl FnMut(usize) -> Agreement,
) -> Vec<Relation> {
    let grounds: Vec<Option<Ground>> = known
        .iter()
        .enumerate()
        .map(|(place, dossier)| match told.chosen {
            Some(chosen) if chosen == place => Some(Ground::Chosen),
            Some(_) | None => {
                dossier.told.iter().filter_map(|before| ground(told, before, is_doubtful)).min()
            }
        })
        .collect();
    let is_weak = grounds.iter().all(Option::is_none);
    known
        .iter()
        .zip(grounds)
        .enumerate()
        // Beside strong evidence for one account, what is weaker for another does not matter.
        .map(|(place, (dossier, ground))| match ground {
            None if !is_weak => Relation::NONE,
            Some(_) | None => compare(told, dossier, ground, || rows(place)),
        })
        .collect()
}

fn ground(told: &Evidence<'_>, before: &Evidence<'_>, is_doubtful: bool) -> Option<Ground> {
    let is_same = |one: Option<&str>, other: Option<&str>| one.is_some() && one == other;
    let is_held = !is_doubtful || is_same(told.mask, before.mask);
    if told.link == before.link && is_same(told.id, before.id) && is_held {
        Some(Ground::Id)
    } else if told.source == before.source && is_same(told.persistent_id, before.persistent_id) && is_held {
        Some(Ground::PersistentId)
    } else if is_same_number(told, before) {
        Some(Ground::Number)
    } else if is_same(told.iban, before.iban) {
        Some(Ground::Iban)
    } else {
        None
    }
}

fn compare(
    told: &Evidence<'_>,
    dossier: &Dossier<'_>,
    ground: Option<Ground>,
    rows: impl FnOnce() -> Agreement,
) -> Relation {
    let is_elsewhere = is_of_other_institution(told, dossier);
    let differs_in_kind = dossier.told.iter().all(|before| !is_one_kind(told, before));
    let rows = if is_elsewhere || differs_in_kind { Agreement::Unknown } else { rows() };
    let differs_in_number = differs_in_number(told, dossier);
    let differs_in_owners = differs_in_owners(told, dossier);
    let likeness = dossier.told.iter().map(|before| likeness(told, before)).max().unwrap_or(Likeness::None);
    let likeness = match likeness {
        _ if is_elsewhere => Likeness::None,
        Likeness::Profile | Likeness::ProfileInLink if differs_in_number || differs_in_owners => {
            Likeness::Some
        }
        likeness => likeness,
    };
    let is_by_id = matches!(ground, Some(Ground::Id | Ground::PersistentId));
    let against = if differs_in_kind && likeness > Likeness::None && !differs_in_number {
        Against::Strange
    } else if is_elsewhere || differs_in_kind || rows == Agreement::Other {
        Against::RuledOut
    } else if is_by_id && differs_in_number && differs_in_owners {
        Against::OtherOwners
    } else {
        Against::Nothing
    };
    Relation { ground, against, likeness, rows }
}

fn is_one_kind(told: &Evidence<'_>, before: &Evidence<'_>) -> bool {
    let is_one_class = match (class(told.account_type), class(before.account_type)) {
        (Some(one), Some(other)) => one == other,
        (Some(_) | None, Some(_) | None) => true,
    };
    told.currency == before.currency && is_one_class
}

fn is_same_number(told: &Evidence<'_>, before: &Evidence<'_>) -> bool {
    let is_one_bank = match (told.routing, before.routing) {
        (Some(one), Some(other)) => one == other,
        (Some(_) | None, Some(_) | None) => true,
    };
    match (told.number, before.number) {
        (Some(Number::Full(one)), Some(Number::Full(other))) => one == other && is_one_bank,
        (Some(Number::Token(one)), Some(Number::Token(other))) => {
            one == other && told.source == before.source
        }
        (
            Some(Number::Full(_) | Number::Token(_)) | None,
            Some(Number::Full(_) | Number::Token(_)) | None,
        ) => false,
    }
}

/// Numbers that can be compared were told, and none is the same; where there are none, last digits.
fn differs_in_number(told: &Evidence<'_>, dossier: &Dossier<'_>) -> bool {
    let is_comparable = |before: &&Evidence<'_>| match (told.number, before.number) {
        (Some(Number::Full(_)), Some(Number::Full(_))) => true,
        (Some(Number::Token(_)), Some(Number::Token(_))) => told.source == before.source,
        (
            Some(Number::Full(_) | Number::Token(_)) | None,
            Some(Number::Full(_) | Number::Token(_)) | None,
        ) => false,
    };
    let mut comparable = dossier.told.iter().filter(is_comparable).peekable();
    if comparable.peek().is_some() {
        return comparable.all(|before| !is_same_number(told, before));
    }
    let mut masks = dossier.told.iter().filter_map(|before| before.mask).peekable();
    told.mask.is_some() && masks.peek().is_some() && masks.all(|mask| Some(mask) != told.mask)
}

fn is_of_other_institution(told: &Evidence<'_>, dossier: &Dossier<'_>) -> bool {
    let mut named = dossier.told.iter().filter_map(|before| before.institution).peekable();
    told.institution.is_some() && named.peek().is_some() && named.all(|one| Some(one) != told.institution)
}

/// Owners were told on both sides, and no name is the same.
fn differs_in_owners(told: &Evidence<'_>, dossier: &Dossier<'_>) -> bool {
    let mut before = dossier.told.iter().flat_map(|before| &before.owners).peekable();
    !told.owners.is_empty() && before.peek().is_some() && before.all(|owner| !told.owners.contains(owner))
}

fn likeness(told: &Evidence<'_>, before: &Evidence<'_>) -> Likeness {
    let is_same_mask = told.mask.is_some() && told.mask == before.mask;
    let is_same_kind = told.account_type == before.account_type;
    let is_same_name = told.name.to_lowercase() == before.name.to_lowercase();
    let is_profile = told.institution.is_some()
        && told.institution == before.institution
        && is_same_mask
        && told.mask.is_some_and(|mask| mask.len() >= MASK_DIGITS_MIN)
        && is_same_kind
        && told.currency == before.currency
        && is_same_name;
    if is_profile && told.link == before.link {
        Likeness::ProfileInLink
    } else if is_profile {
        Likeness::Profile
    } else if is_same_mask || (is_same_kind && is_same_name) {
        Likeness::Some
    } else {
        Likeness::None
    }
}
