//! Which account and transaction is which: what was told is read for the matching, and what follows from its decisions is written.

pub(crate) mod accounts;
pub(crate) mod carried;
mod dossier;
pub(crate) mod form;
pub(crate) mod joining;
pub(crate) mod met;
pub(crate) mod parting;
mod rows;
pub(crate) mod transactions;
