//! A member: one person's connection to one institution, and the life it leads.
//!
//! [`step`] decides; [`transition`] is the table it decides by.

pub mod counters;
pub mod event;
mod possible;
pub mod state;
pub mod status;
pub mod step;
pub mod transition;

pub use event::Event;
pub use possible::possible_now;
pub use state::{Origin, Processed, State};
pub use status::Status;
pub use step::{
    Effect, Observed, Presence, Refused, Step, Why, keeps_from_running, may_run_unattended, step,
};
