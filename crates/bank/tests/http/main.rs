//! The bank as its callers meet it: real HTTP on this machine, and a clock that the test moves.

#![cfg(test)]

mod accounts;
mod counting;
mod institutions;
mod restart;
mod signing_in;
mod strangers;
mod support;
mod transactions;
