//! The binary as its users meet it, and the rules of the house.

#[cfg(test)]
mod cli;
#[cfg(test)]
mod demo;
#[cfg(test)]
mod house;
#[cfg(test)]
mod institutions;
#[cfg(test)]
mod nodes;
#[cfg(test)]
mod operating;
#[cfg(test)]
mod process;
#[cfg(test)]
#[expect(dead_code, reason = "shared with the tests of the store, which use more of it")]
#[path = "../../../store/tests/it/bed/server.rs"]
mod server;

/// How long anything of a test may take before it is taken for hung.
#[cfg(test)]
const PATIENCE: std::time::Duration = std::time::Duration::from_mins(1);
