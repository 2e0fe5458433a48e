//! Which of the things seen now are things known already.
//!
//! `accounts` and `transactions` decide whole answers, across links and sources; what is possible and not sure they suggest. Nothing is
//! used twice.

pub mod accounts;
pub mod connections;
pub mod statements;
pub mod transactions;
