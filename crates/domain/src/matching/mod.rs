//! Which of the things seen now are things known already.
//!
//! `accounts` and `transactions` decide whole answers, across links and sources; what is possible and not sure they suggest. The runs
//! of the engine still pair page by page with `account_pairs` and `pending_pairs`. Nothing is used twice.

pub mod account_pairs;
pub mod accounts;
pub mod pending_pairs;
pub mod statements;
pub mod transactions;
