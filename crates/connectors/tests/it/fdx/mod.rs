//! FDX: at the bank, at servers that write otherwise, and at strangers.

mod bed;
mod conforming;
mod consent;
mod cost;
mod linking;
mod parsing;
mod recorded;
mod reviewer;
mod rotation;
mod tricks;
