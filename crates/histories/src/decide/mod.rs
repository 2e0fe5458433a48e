//! What can be known from what was told, reckoned from that alone.
//!
//! [`decide`] goes through the tellings as they come. Everything told before is taken as resolved by the truth (as if a person had
//! answered every question); what is judged is what the next telling says, by nothing but what was told until then. The truth is
//! compared with the result and never decides it: where the two differ, the verdict is `Misled`. A verdict says what could be known,
//! not what some matcher does; a matcher may use more than these rules do (balances, habits of a source that it knows) and join more.
//!
//! # Accounts
//!
//! A told account is **decided** when exactly one known account shares strong evidence with it and nothing speaks against it.
//!
//! - *Strong evidence*: the person chose it; the same id in the same link; the same persistent id, full number (with no other routing
//!   number) or token, of the same source where a source makes it; the same IBAN; the same profile in the same link; or the same
//!   profile and the same rows. An id under which a link once told a contradiction needs the same mask beside it from then on.
//! - *Profile*: institution, kind, currency, mask of four digits and name are the same, comparable numbers and owners do not differ, and
//!   no other account on either side has that profile. Between links it decides nothing by itself: two accounts of one person can have
//!   the same name and last digits, and each link may show another of them.
//! - *The same rows*: of those that both sides surely tell, nine of ten are found, with [`AGREEING_AMOUNTS_MIN`] different amounts.
//! - *Against it*: another currency; another class of account; rows that both sides surely tell and of which at most one of ten is
//!   found; another number (or mask) and other owners under the same id; strong evidence for two accounts, or of two told ones for one.
//!   Then the verdict is `Conflict`. So it is where nothing is strong, and the only account of that name or mask has another currency.
//! - Accounts of one answer are different accounts, and so are accounts of different institutions.
//!
//! Another number under the same id, without other owners, is a card that was replaced. What is not decided is `New` when all known
//! accounts are ruled out, `Suggest` when a mask, a name or rows speak for one, else `Open`.
//!
//! # Rows
//!
//! A *world* is one way in which the rows of an answer are known transactions of their account, or new. What every world keeps to:
//!
//! 1. A row is at most one known transaction, and a known transaction at most one row of an answer; only the same id with the same
//!    content in one answer is a copy. An id that stands at different contents in one answer says nothing there.
//! 2. The same id in the same link is the same transaction, where amount and day allow it; so is the pending one that a row names.
//!    Between two links of one source ids say as much once [`SEEN_IDS_MIN`] unmistakable rows had the same id in both and none had not.
//! 3. Else a posted row can be a transaction told as posted only with the same amount, a day of purchase that is not more than a time
//!    zone away ([`PENDING_DAYS_BEFORE_MAX`]) where both tell it, and a day not further away than [`DATE_SHIFT_DAYS_MAX`]; within one
//!    link, only with the same day and text. *Seen constant*: when [`SEEN_SHIFTS_MIN`] unmistakable rows of two links were all the same
//!    number of days apart, weekends among them ([`SEEN_WEEKENDS_MIN`]), it is that number. (Unmistakable: the amount stands once on
//!    either side.)
//! 4. A posted row can be a transaction told as pending until [`PENDING_DAYS_MAX`] days after it, with the same amount, or with any
//!    amount of the same sign when the words agree. What one link has told as posted, it does not tell as pending again.
//! 5. What more speaks for is preferred: first the same amount with agreeing words (one that names somebody is in both, or begins
//!    there), then agreeing words on the same day of purchase, last the amount or the words alone. A row or known transaction with a
//!    better possibility has no worse one. Where no words agree anywhere, they say nothing: sources word in their own ways.
//! 6. Answers are complete: what was surely posted by then, and is surely in the window by all days that rule 3 allows, stands in an
//!    answer; rows that a person types are never all. A pending one that is gone has become a row of the same amount with agreeing
//!    words or the same text, if there is one. Worlds break this rule as seldom as possible.
//!
//! A row is **decided** when it is the same known transaction in all worlds, or new in all. Else it is `Among` a set: the rows and known
//! transactions that could change places. If the number of joins in the set is the same in all worlds, the set is decided as a set,
//! whoever is joined with whom; if not (as at the edge of a window), its rows can be suggested at most.
//!
//! Signs: when the rows that both sides surely tell are found only once they are turned round, all rows of the account in that answer
//! are `Reversed`, and so are those of the link from then on.
//!
//! What cannot be known by these rules is not made up for. A pending amount that changes is not decided by words and days alone:
//! another purchase at the same place would say the same (the same day of purchase on both sides decides). Equal rows without ids in
//! one answer are two, though a source may have told one twice. Rows with days that cannot be match nothing but by accident.

mod accounts;
mod agreement;
mod graph;
mod parts;
mod past;
mod rows;
mod shifts;
mod words;
mod worlds;

use crate::case::Meant;
use crate::told::Telling;
use crate::verdict::{AccountVerdict, RowVerdict, Verdicts};
use past::{Past, Told};

/// Days of one posted transaction, as sources tell them, are never further apart.
pub const DATE_SHIFT_DAYS_MAX: i32 = 3;
/// A posted transaction is told with a day at most so many after that of its pending one.
pub const PENDING_DAYS_MAX: i32 = 7;
/// And at most so many before it: the pending day may have been that of a time zone further east.
pub const PENDING_DAYS_BEFORE_MAX: i32 = 1;
/// So many unmistakable rows show that two links tell days in the same distance.
pub const SEEN_SHIFTS_MIN: u32 = 40;
/// So many of them on a weekend, unless one side tells none on weekends.
pub const SEEN_WEEKENDS_MIN: u32 = 5;
/// So many unmistakable rows show that ids outlive a link.
pub const SEEN_IDS_MIN: u32 = 10;
/// Rows with so many different amounts, found on both sides, show that two told accounts are one.
pub const AGREEING_AMOUNTS_MIN: usize = 5;

/// The verdicts on what is told and meant. Both have the same places; a place without a meaning gets no verdict.
pub fn decide(tellings: &[Telling], meant: &Meant) -> Verdicts {
    let mut past = Past::default();
    let mut verdicts = Verdicts::default();
    for (telling, (place, (accounts, rows))) in
        tellings.iter().zip(meant.accounts.iter().zip(&meant.rows).enumerate())
    {
        let told = Told::new(place, telling, accounts, rows);
        let of_accounts = accounts::verdicts(&told, &past);
        past.shifts.see(&told, &past.accounts);
        let mut of_rows = vec![RowVerdict::New; rows.len()];
        for (account, rows) in &told.rows {
            let dossier = past.accounts.get(account);
            let judged = rows::judge(&told, rows, dossier, &past.shifts, &mut verdicts.sets);
            for (row, verdict) in rows.iter().zip(judged) {
                if let Some(slot) = of_rows.get_mut(row.at) {
                    *slot = verdict;
                }
            }
        }
        past.learn(&told, &of_accounts, &of_rows);
        verdicts.accounts.push(of_accounts);
        verdicts.rows.push(of_rows);
    }
    verdicts
}

impl AccountVerdict {
    /// What was told of the account may serve as evidence later.
    const fn is_sound(self) -> bool {
        !matches!(self, Self::Conflict | Self::Misled)
    }
}
