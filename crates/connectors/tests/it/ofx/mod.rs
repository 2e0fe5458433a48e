//! OFX: against the bank, against strangers, and against documents as real servers write them.

mod conforming;
pub(crate) mod desk;
mod parsing;
mod reading;
mod recorded;
mod typing;
