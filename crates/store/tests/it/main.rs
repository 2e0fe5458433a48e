//! The store against real databases: every test runs on SQLite and on PostgreSQL, through one harness.
//!
//! `TEST_PG_URL` names a PostgreSQL whose user may create databases. Without it the PostgreSQL half passes with a remark, but not
//! where `CI` is set.

#[cfg(test)]
#[macro_use]
mod bed;
#[cfg(test)]
mod records;

#[cfg(test)]
mod agree;
#[cfg(test)]
mod cascade;
#[cfg(test)]
mod claim;
#[cfg(test)]
mod claim_members;
#[cfg(test)]
mod commit;
#[cfg(test)]
mod conflict;
#[cfg(test)]
mod deliveries;
#[cfg(test)]
mod direct;
#[cfg(test)]
mod directory;
#[cfg(test)]
mod events;
#[cfg(test)]
mod exported;
#[cfg(test)]
mod health;
#[cfg(test)]
mod identity;
#[cfg(test)]
mod imports;
#[cfg(test)]
mod installation;
#[cfg(test)]
mod learned;
#[cfg(test)]
mod lists;
#[cfg(test)]
mod lost_reply;
#[cfg(test)]
mod migration;
#[cfg(test)]
mod notifications;
#[cfg(test)]
mod opening;
#[cfg(test)]
mod paces;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod round_trip;
#[cfg(test)]
mod schema;
#[cfg(test)]
mod sealing;
#[cfg(test)]
mod statements;
#[cfg(test)]
mod tenants;
#[cfg(test)]
mod transactions;
#[cfg(test)]
mod verifications;
