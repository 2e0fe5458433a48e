//! A member: one person's connection to one institution, and the life it leads.
//!
//! [`step`] decides; [`transition`] is the table it decides by.

pub mod counters;
pub mod event;
pub mod message;
pub mod state;
pub mod status;
pub mod step;
pub mod transition;

pub use event::Event;
pub use state::{Origin, Processed, State};
pub use status::Status;
pub use step::{Effect, Observed, Presence, Refused, Step, step};
