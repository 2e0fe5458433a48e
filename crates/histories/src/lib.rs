//! Labelled histories of one person's accounts, as several sources tell them: what the matching of accounts and transactions is proven
//! on. It imports no other crate of the house, so that what is proven cannot shape the proof.
//!
//! - [`truth`](Truth): whose accounts there are and what happened on them, over two years.
//! - [`told`]: what sources make of it, in the order in which it comes. This alone may be shown to a matcher.
//! - [`Story`]: what happens in a case, such as a new link, a replaced card, a source that turns signs round.
//! - [`Labels`]: which true account and transaction each told one is, and what could be known of that.
//! - [`Judge`]: what a join that a matcher made by itself is worth, by these labels.
//! - [`decide`](mod@decide): what "could be known" means, word by word, and how it is reckoned from what was told.
//!
//! ```
//! use histories::{FROZEN_SEEDS, Size, cases_of};
//!
//! for case in cases_of(Size::SMALL, FROZEN_SEEDS[0], 3) {
//!     for (telling, accounts) in case.tellings.iter().zip(&case.labels.meant.accounts) {
//!         assert_eq!(telling.accounts.len(), accounts.len());
//!     }
//! }
//! ```
//!
//! Verdicts on an answer take everything told before as resolved, and verdicts on rows take their account as known. So whoever proves a
//! matcher on these cases answers its suggestions by the truth, as a person would, before the next answer is told; and counts rows only
//! of accounts that were joined, or with the accounts joined by the truth.
//!
//! The same story, size and seed give the same case, and a printed seed gives a failure back. A change to this crate that changes
//! cases of frozen seeds is allowed, as long as it is not made to let a matcher pass.

#![warn(missing_docs)]

mod case;
mod days;
pub mod decide;
mod judge;
mod random;
mod source;
mod story;
pub mod told;
mod truth;
mod verdict;

pub use case::{Case, FROZEN_SEEDS, Labels, Meant, Seed, Size, case, cases, cases_of, nth_case};
pub use judge::{Join, Judge, Place};
pub use story::Story;
pub use truth::{Account, AccountId, AccountNumber, Transaction, TransactionId, Truth};
pub use verdict::{AccountGround, AccountVerdict, RowGround, RowVerdict, Set, Verdicts};
