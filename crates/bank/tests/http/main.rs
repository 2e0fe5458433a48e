//! The bank as its callers meet it: real HTTP on this machine, and a clock that the test moves.

#![cfg(test)]

mod accounts;
mod apps;
mod browser;
mod conditions;
mod counting;
mod institutions;
mod oauth;
mod oauth_trouble;
mod restart;
mod signing_in;
mod staff;
mod strangers;
mod support;
mod transactions;
