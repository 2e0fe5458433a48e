//! The seam through which time comes in.
//!
//! Nothing here reads a clock. The edge (the binary, a test) implements [`Clock`]; everything else is handed a [`Timestamp`].

use std::fmt;

pub use jiff::Timestamp;

/// Domain time: what schedules, deadlines and histories go by. The sandbox can move it.
pub trait Clock: Send + Sync + fmt::Debug {
    fn now(&self) -> Timestamp;
}
