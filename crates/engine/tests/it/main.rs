//! The engine against a real simulated bank over HTTP, on SQLite and on a real PostgreSQL.

/// How long anything of a test may take before it is taken for hung.
#[cfg(test)]
const PATIENCE: std::time::Duration = std::time::Duration::from_mins(1);

#[cfg(test)]
#[macro_use]
mod bed;
#[cfg(test)]
#[expect(dead_code, reason = "shared with the tests of the store, which use more of it")]
#[path = "../../../store/tests/it/bed/dice.rs"]
mod dice;
#[cfg(test)]
#[path = "../../../connectors/tests/it/narrator.rs"]
mod narrator;
#[cfg(test)]
#[path = "../../../connectors/tests/it/person.rs"]
mod person;
#[cfg(test)]
#[path = "../../../connectors/tests/it/fdx/reviewer.rs"]
mod reviewer;
#[cfg(test)]
#[expect(dead_code, reason = "shared with the tests of the store, which use more of it")]
#[path = "../../../store/tests/it/bed/server.rs"]
mod server;

#[cfg(test)]
mod browser;
#[cfg(test)]
mod challenges;
#[cfg(test)]
mod connecting;
#[cfg(test)]
mod crash;
#[cfg(test)]
mod described;
#[cfg(test)]
mod documents;
#[cfg(test)]
mod duplicates;
#[cfg(test)]
mod histories;
#[cfg(test)]
mod imports;
#[cfg(test)]
mod joins;
#[cfg(test)]
mod keeping;
#[cfg(test)]
mod limits;
#[cfg(test)]
mod lost_reply;
#[cfg(test)]
mod month;
#[cfg(test)]
mod notifications;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod quality;
#[cfg(test)]
mod reading;
#[cfg(test)]
mod reasons;
#[cfg(test)]
mod receiver;
#[cfg(test)]
mod removed;
#[cfg(test)]
mod renewals;
#[cfg(test)]
mod secrets;
#[cfg(test)]
mod sources;
#[cfg(test)]
mod spoilt;
#[cfg(test)]
mod statements;
#[cfg(test)]
mod time;
#[cfg(test)]
mod tls;
#[cfg(test)]
mod two_processes;
#[cfg(test)]
mod verifications;
#[cfg(test)]
mod visits;
#[cfg(test)]
mod webhooks;
