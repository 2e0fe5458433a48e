//! Domain time: the system's, moved by what the sandbox asked for.

use domain::clock::{Clock, Timestamp};
use jiff::SignedDuration;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// A clock ahead of or behind another one. The offset is shared by all nodes through the database.
#[derive(Debug)]
pub struct MovedClock {
    base: Arc<dyn Clock>,
    offset_seconds: AtomicI64,
}

impl MovedClock {
    pub fn new(base: Arc<dyn Clock>, offset_seconds: i64) -> Self {
        Self { base, offset_seconds: AtomicI64::new(offset_seconds) }
    }

    pub fn set_offset_seconds(&self, seconds: i64) {
        self.offset_seconds.store(seconds, Ordering::Relaxed);
    }
}

impl Clock for MovedClock {
    fn now(&self) -> Timestamp {
        let offset = SignedDuration::from_secs(self.offset_seconds.load(Ordering::Relaxed));
        let base = self.base.now();
        base.checked_add(offset).unwrap_or(base)
    }
}
