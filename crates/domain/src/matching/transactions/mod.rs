//! Transactions of one account: which of the known ones each row of an answer is.
//!
//! An *answer* is all that one link tells of the account at one time. Ids decide where their source keeps them. Everything else is
//! decided by all rows at once, never by one alone: rows and known transactions are put together so that as few as possible of those
//! that must have a partner are left without one, and what is the same in all such ways is joined. What must have a partner follows
//! from completeness: an answer tells all posted rows of its days, so a row of days that were told before is a known one, and a known
//! one of the answer's days is in it. Equal coffees therefore stay as many as they are; and where the number of joins is sure but not
//! who is who (nothing tells them apart), any of them will do. What is not the same in all ways is suggested, and joined by nobody
//! but the person.
//!
//! [`decide`] is the whole of it; [`Habits`] is what was seen of how two links tell the same. [`settle_pending`] says afterwards which
//! pending ones nobody tells any more.

mod again;
mod by_content;
mod by_id;
mod compared;
mod habits;
mod names;
mod pending;
mod possible;
mod signs;
mod told;
mod worlds;

pub use compared::{Compared, Texts};
pub use habits::{Habits, Seen};
pub use pending::settle_pending;
pub use signs::{Agreement, agreement};
pub use told::{Answer, Coverage, Days, Dossier, Known, Link, Sighting, Told};

use by_id::{Ids, copies};
use possible::Sides;
use told::Row;

/// Days of one posted transaction, as sources tell them, are not further apart: of the purchase, of the booking, of the Monday after.
pub const DATE_SHIFT_DAYS_MAX: i32 = 3;
/// A transaction is posted at most so many days after its pending form; holds of hotels and rentals take longer and name it by id.
pub const PENDING_DAYS_MAX: i32 = 7;
/// A pending form may bear a later day than the posted one, when it was told in another time zone.
pub const TIME_ZONE_DAYS_MAX: i32 = 1;

/// What a row of an answer is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// None that is known.
    New,
    /// The known one at that place.
    Known(usize, Ground),
    /// The same as an earlier row of the answer, told twice.
    Copy(usize),
    /// It may be one of these known ones, or new: a person can say.
    Suggest(Vec<usize>),
    /// The signs of the answer are turned round: an error of the source. It is neither joined nor a new transaction.
    Reversed,
}

/// Why a row is a known transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ground {
    /// The same id of one source.
    Id,
    /// It names the id of the pending one that it grew from.
    PendingId,
    /// Amount, day and words fit, and no other could be meant.
    Content,
    /// Amount and day fit; it must be a known one, and by number no other is left.
    Count,
    /// A pending one, told by a link whose place another took, may be this row alone.
    Replaced,
}

impl Ground {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::PendingId => "pending_id",
            Self::Content => "content",
            Self::Count => "count",
            Self::Replaced => "replaced",
        }
    }
}

/// Decides every row of an answer, in its order. The order of the rows changes nothing but who of equal ones is who.
pub fn decide(dossier: &Dossier<'_>, answer: &Answer<'_>, habits: &Habits) -> Vec<Decision> {
    let rows: Vec<Row<'_>> = answer.rows.iter().map(Row::new).collect();
    if dossier.reversed.contains(&answer.link) || agreement(dossier, answer) == Agreement::Reversed {
        return vec![Decision::Reversed; rows.len()];
    }
    let mut decisions: Vec<Option<Decision>> = vec![None; rows.len()];
    let (void, repeated) = copies(&rows, &mut decisions);
    let mut ids = Ids::new(dossier, answer, habits, &void);
    ids.settle(&rows, Ground::Id, |row| row.told.id, &mut decisions);
    ids.settle(&rows, Ground::PendingId, |row| row.told.pending_id, &mut decisions);
    let mut is_taken = ids.into_taken();
    let sides = Sides::new(dossier, answer, habits);
    again::settle(sides, &rows, &mut is_taken, &mut decisions);
    let open: Vec<usize> = (0..rows.len()).filter(|at| decisions.get(*at) == Some(&None)).collect();
    by_content::settle(sides, answer, &rows, &is_taken, &mut decisions);
    // A second one under an id that says nothing, and what a person is asked about already, are joined with nobody unasked.
    let is_open = |at: usize, place: usize| {
        let of = dossier.known.get(place).zip(answer.rows.get(at));
        repeated.contains(&at)
            || of.is_some_and(|(known, told)| known.is_asked && !known.was_told(answer.link, told))
    };
    for at in open {
        if let Some(Some(decision)) = decisions.get_mut(at)
            && let Decision::Known(place, _) = *decision
            && is_open(at, place)
        {
            *decision = Decision::Suggest(vec![place]);
        }
    }
    decisions.into_iter().map(|one| one.unwrap_or(Decision::New)).collect()
}

#[cfg(test)]
#[path = "decide_tests.rs"]
mod tests;
