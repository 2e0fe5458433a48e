//! The rules of bank connections, pure: no async, no clock, no randomness, no I/O.
//!
//! Time and random bytes are arguments ([`clock`], [`random`]). What a connection is and how it lives is in [`member`], why it is as
//! it is in [`reason`]; what a bank holds in [`account`] and [`transaction`]; which of them are the same thing seen twice in
//! [`matching`]; what files tell that people bring in [`import`]; what a lender reads of them in [`report`]; when a person is told in
//! [`notification`].

pub mod account;
pub mod breaker;
pub mod clock;
pub mod credential;
pub mod diagnosis;
pub mod event;
pub mod id;
pub mod import;
pub mod institution;
pub mod matching;
pub mod member;
pub mod money;
pub mod notification;
pub mod quality;
pub mod random;
pub mod reason;
pub mod report;
pub mod run;
pub mod schedule;
pub mod text;
pub mod transaction;
pub mod verification;
