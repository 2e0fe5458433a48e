//! What happens by itself: due runs are claimed from the database and carried on, a step at a time, by any process.
//!
//! A run is always where its row says. Before something is sent that a bank would count, the row says so; after a crash the source
//! is asked how it went, and it is never sent again. A question frees the worker: the answer makes the run due again.

mod drive;
mod plan;
mod read;
mod scheduler;
mod settle;
mod sign_in;
mod upsert;
mod work;
mod worker;

pub use scheduler::Scheduler;
pub use worker::Worker;
