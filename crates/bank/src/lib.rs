//! The simulated institutions: sixteen and more banks, brokers and card issuers over real HTTP, made from a seed.
//!
//! It plays the other side of every connection: it asks questions, counts wrong passwords, locks logins, is slow or down, and
//! tells accounts and two years of transactions, all by the contract in `docs/BANK.md`. It never knows who calls: nothing of the
//! hub is imported here but the clock, so what it counts and refuses is an honest counterpart in tests.
//!
//! Where to look:
//! - what a password does: `script`; what trouble there is to make: `condition`, `refusal`, `fault`;
//! - how a sign-in goes on: `sign_in`; what is counted: `ledger`;
//! - which institutions there are: `directory`; which accounts: `accounts`; what happened on them: `history`;
//! - what institutions tell in documents of OFX: `ofx`; what they issue every month, as PDF: `statement`;
//! - how an app is let in at an institution's own page: `oauth`; what is played on it there: `trick`;
//! - what is remembered over a restart: `books`, written by `journal`; who decides what is written: `desk`;
//! - one file for each group of endpoints: `http`; the lines on which callers reach them: `line`, and TLS on
//!   them: `tls`.

#![expect(
    clippy::inconsistent_digit_grouping,
    reason = "cents stand apart from the rest: 1_150_00 is 1,150.00"
)]

mod accounts;
mod bank;
mod books;
mod calendar;
mod chance;
mod channel;
mod condition;
mod customer;
mod desk;
mod directory;
mod fault;
mod history;
mod http;
mod journal;
mod ledger;
mod line;
mod money;
mod oauth;
mod ofx;
mod picture;
mod question;
mod refusal;
mod script;
mod sign_in;
mod statement;
mod tls;
mod trick;

pub use bank::{Bank, OpenError, Settings};
pub use tls::TlsSettings;
