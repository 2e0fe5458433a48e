//! The router in this process, over a real engine and a database of its own; over a simulated bank of its own, where a test needs one.

#[cfg(test)]
mod accounts;
#[cfg(test)]
mod bad_input;
#[cfg(test)]
mod connections;
#[cfg(test)]
mod doors;
#[cfg(test)]
mod export;
#[cfg(test)]
mod hub;
#[cfg(test)]
mod idempotency;
mod imports;
#[cfg(test)]
mod institutions;
#[cfg(test)]
mod joins;
#[cfg(test)]
mod members;
#[cfg(test)]
mod notifications;
#[cfg(test)]
mod pages;
#[cfg(test)]
#[path = "../../../connectors/tests/it/person.rs"]
mod person;
#[cfg(test)]
mod removing;
#[cfg(test)]
mod sandbox;
#[cfg(test)]
mod statements;
#[cfg(test)]
mod taxonomy;
#[cfg(test)]
mod tenants;
#[cfg(test)]
mod transactions;
#[cfg(test)]
mod users;
