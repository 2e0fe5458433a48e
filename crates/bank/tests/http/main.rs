//! The bank as its callers meet it: real HTTP on this machine, and a clock that the test moves.

#![cfg(test)]

mod accounts;
mod apps;
mod apps_that_sign;
mod browser;
mod conditions;
mod counting;
mod fdx;
mod institutions;
mod oauth;
mod oauth_trouble;
mod ofx;
mod restart;
mod rotation;
mod signing_in;
mod staff;
mod strangers;
mod support;
mod tls;
mod transactions;
