//! Ids as sources give them.

use super::habits::{AccountIds, Habits, IdHabit, PendingHabit};
use crate::days::Day;
use crate::random::{hash, part};
use crate::told::{LinkId, Status};
use crate::truth::{AccountId, TransactionId};
use std::collections::HashMap;

/// Which answer an id stands in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) link: LinkId,
    /// The day on which it was made: the same file read twice has the same ids.
    pub(super) on: Day,
}

/// The numbers that counting sources have given, by link.
#[derive(Debug, Default)]
pub(super) struct Counters {
    given: HashMap<(LinkId, AccountId, TransactionId, Status), u64>,
    last: HashMap<(LinkId, AccountId), u64>,
}

impl Counters {
    fn number(&mut self, link: LinkId, account: AccountId, id: TransactionId, status: Status) -> u64 {
        let last = self.last.entry((link, account)).or_default();
        *self.given.entry((link, account, id, status)).or_insert_with(|| {
            *last += 1;
            *last
        })
    }

    /// The id of a row. Each account counts by itself, so that two accounts share ids.
    pub(super) fn row(
        &mut self,
        habits: &Habits,
        place: Place,
        account: AccountId,
        id: TransactionId,
        status: Status,
    ) -> Option<String> {
        // Only where the id does not stay, a pending row's is another.
        let status = if habits.pending == PendingHabit::SameId { Status::Posted } else { status };
        let salt = [habits.salt, u64::from(status == Status::Pending), part(id.0)];
        let [of_source, of_status, of_row] = salt;
        let number = match habits.ids {
            IdHabit::None => return None,
            IdHabit::Lasting => hash(&salt),
            IdHabit::OfLink => hash(&[of_source, of_status, of_row, part(place.link.0)]),
            IdHabit::OfAnswer => hash(&[
                of_source,
                of_status,
                of_row,
                part(place.link.0),
                u64::try_from(place.on).unwrap_or(0),
            ]),
            IdHabit::Counted => return Some(format!("T{}", self.number(place.link, account, id, status))),
        };
        Some(format!("{number:016x}"))
    }
}

/// The id of an account and the one that the source promises to keep.
pub(super) fn account(
    habits: &Habits,
    link: LinkId,
    nth: usize,
    account: AccountId,
) -> (Option<String>, Option<String>) {
    let lasting = format!("p{:015x}", hash(&[habits.salt, 1, part(account.0)]) >> 4);
    match habits.account_ids {
        AccountIds::Persistent => (Some(lasting.clone()), Some(lasting)),
        AccountIds::OfLink => {
            (Some(format!("{:016x}", hash(&[habits.salt, 2, part(account.0), part(link.0)]))), None)
        }
        AccountIds::Counted => (Some((nth + 1).to_string()), None),
        AccountIds::None => (None, None),
    }
}
