//! Which of the things seen now are things known already.
//!
//! Strong evidence joins, weak evidence only when nothing else could be meant, and nothing is used twice. (Copies across re-links
//! with new ids, suggestions and undo have their place here too.)

pub mod account_pairs;
pub mod accounts;
pub mod pending_pairs;
pub mod statements;
pub mod transactions;
