//! Accounts of one person: which of the known ones each account of an answer is.
//!
//! Strong evidence joins by itself: the person said so, an id within its link or one that the source promises to keep, the full number,
//! the IBAN; and what is known by kind, last digits and name alone once the rows that both sides tell are the same too. Weaker evidence
//! asks. A contradiction never joins: another currency, another class of account, other rows; under the same id another number and other
//! owners; evidence for two. Accounts of one answer are different ones, and so are those of different institutions.

mod evidence;
mod likeness;
mod question;

pub use evidence::{Class, Evidence, Number, class};
pub use question::{Question, Seen};

use super::transactions::Agreement;
use likeness::{Against, Likeness, Relation, relate};
use std::collections::HashSet;

/// All that was told of one known account, by every link that told it.
#[derive(Debug, Clone, Default)]
pub struct Dossier<'a> {
    pub told: Vec<Evidence<'a>>,
}

/// What an account of an answer is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// None that is known.
    New,
    /// The known one at that place.
    Known(usize, Ground),
    /// Perhaps one of these: a person can say. Until then it is new.
    Suggest(Vec<usize>),
    /// What is told contradicts itself or what is known of these: it joins nothing without the person.
    Conflict(Vec<usize>),
}

/// Why two told accounts are one, the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ground {
    /// The person said so.
    Chosen,
    /// The same id in the same link.
    Id,
    /// An id that the source promises to keep.
    PersistentId,
    /// The same full number and no other routing number, or the same token of one source.
    Number,
    Iban,
    /// The same link told kind, currency, last digits and name just so, of no other account.
    ProfileInLink,
    /// Kind, currency, last digits and name are the same, of no other account; and so are the rows that both tell.
    ProfileAndRows,
}

impl Ground {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Chosen => "chosen",
            Self::Id => "id",
            Self::PersistentId => "persistent_id",
            Self::Number => "number",
            Self::Iban => "iban",
            Self::ProfileInLink => "profile_in_link",
            Self::ProfileAndRows => "profile_and_rows",
        }
    }
}

/// What an answer tells of a person's accounts.
#[derive(Debug)]
pub struct Answer<'a, 'b> {
    pub told: &'b [Evidence<'a>],
    /// Ids under which this link has told a contradiction: they need the same last digits beside them from then on.
    pub doubtful: &'b HashSet<&'a str>,
}

/// Decides every account of an answer, in its order. `rows` compares the rows of a known account and one of the answer.
pub fn decide(
    known: &[Dossier<'_>],
    answer: &Answer<'_, '_>,
    mut rows: impl FnMut(usize, usize) -> Agreement,
) -> Vec<Decision> {
    let relations: Vec<Vec<Relation>> = answer
        .told
        .iter()
        .enumerate()
        .map(|(at, one)| {
            let is_doubtful = one.id.is_some_and(|id| answer.doubtful.contains(id));
            relate(one, is_doubtful, known, |place| rows(place, at))
        })
        .collect();
    let mut claims = vec![0_u32; known.len()];
    for own in &relations {
        let claimed = claims.iter_mut().zip(own).filter(|(_, one)| one.ground.is_some());
        claimed.for_each(|(count, _)| *count += 1);
    }
    let desk = Desk { told: answer.told, relations: &relations, claims: &claims };
    (0..answer.told.len()).map(|at| desk.decide(at)).collect()
}

struct Desk<'a, 'b> {
    told: &'b [Evidence<'a>],
    /// By account of the answer, and there by known one.
    relations: &'b [Vec<Relation>],
    /// By known account: how many of the answer have strong evidence for it.
    claims: &'b [u32],
}

impl Desk<'_, '_> {
    fn decide(&self, at: usize) -> Decision {
        let own = self.relations.get(at).map_or(&[][..], Vec::as_slice);
        let strong: Vec<(usize, Ground, &Relation)> =
            own.iter().enumerate().filter_map(|(place, one)| Some((place, one.ground?, one))).collect();
        // What contradicts the others was told before under this very id: of that they were found to be different ones.
        let mut sound = strong.iter().filter(|(_, _, one)| one.against == Against::Nothing);
        if let (Some((place, Ground::Id, _)), None) = (sound.next(), sound.next())
            && !self.is_shared(at, *place)
        {
            return Decision::Known(*place, Ground::Id);
        }
        match strong.as_slice() {
            [] => self.by_likeness(at, own),
            [(place, ground, one)] if one.against == Against::Nothing && !self.is_shared(at, *place) => {
                Decision::Known(*place, *ground)
            }
            _ => Decision::Conflict(strong.into_iter().map(|(place, _, _)| place).collect()),
        }
    }

    /// Another account of the answer has strong evidence for the same known one, and is not the same entry twice.
    fn is_shared(&self, at: usize, place: usize) -> bool {
        let id = |at: usize| self.told.get(at).and_then(|one| one.id);
        self.claimants(at, place).any(|other| id(at).is_none() || id(other) != id(at))
    }

    /// Other accounts of the answer that have strong evidence for a known one.
    fn claimants(&self, at: usize, place: usize) -> impl Iterator<Item = usize> {
        self.others(at)
            .filter(move |(_, all)| all.get(place).is_some_and(|one| one.ground.is_some()))
            .map(|(at, _)| at)
    }

    fn others(&self, at: usize) -> impl Iterator<Item = (usize, &Vec<Relation>)> {
        self.relations.iter().enumerate().filter(move |(other, _)| *other != at)
    }

    fn by_likeness(&self, at: usize, own: &[Relation]) -> Decision {
        // This one has no strong evidence for any.
        let is_taken = |place: usize| self.claims.get(place).is_some_and(|claims| *claims > 0);
        let free: Vec<(usize, &Relation)> =
            own.iter().enumerate().filter(|(place, _)| !is_taken(*place)).collect();
        let open: Vec<&(usize, &Relation)> = free.iter().filter(|(_, one)| !one.is_ruled_out()).collect();
        let alike: Vec<&(usize, &Relation)> =
            open.iter().filter(|(_, one)| one.likeness >= Likeness::Profile).copied().collect();
        if let [(place, one)] = alike.as_slice()
            && !self.has_rival(at, *place)
        {
            match (one.likeness, one.rows) {
                (Likeness::ProfileInLink, _) => return Decision::Known(*place, Ground::ProfileInLink),
                (_, Agreement::Same) => return Decision::Known(*place, Ground::ProfileAndRows),
                (_, Agreement::Unknown | Agreement::Other | Agreement::Reversed) => {}
            }
        }
        let speaks = |one: &Relation| one.likeness > Likeness::None || one.rows == Agreement::Same;
        let mut suggested: Vec<(usize, &Relation)> =
            open.iter().filter(|(_, one)| speaks(one)).map(|one| **one).collect();
        suggested.sort_by_key(|(_, one)| (one.rows != Agreement::Same, std::cmp::Reverse(one.likeness)));
        let strange: Vec<usize> =
            free.iter().filter(|(_, one)| one.against == Against::Strange).map(|(place, _)| *place).collect();
        if open.is_empty() && !strange.is_empty() {
            Decision::Conflict(strange)
        } else if suggested.is_empty() {
            Decision::New
        } else {
            Decision::Suggest(suggested.into_iter().map(|(place, _)| place).collect())
        }
    }

    /// Another account of the answer could be that one too, and is no surely other one.
    fn has_rival(&self, at: usize, place: usize) -> bool {
        self.others(at).any(|(_, all)| {
            let could =
                all.get(place).is_some_and(|one| one.likeness >= Likeness::Profile && !one.is_ruled_out());
            could && all.iter().all(|one| one.ground.is_none())
        })
    }
}

#[cfg(test)]
#[path = "decide_tests.rs"]
mod tests;
