//! Which account and transaction is which: what was told is read for the matching, and what follows from its decisions is written.

pub(crate) mod accounts;
mod dossier;
mod form;
pub(crate) mod transactions;
