//! Where time and randomness come in.

use domain::clock::{Clock, Timestamp};
use domain::random::Random;

/// The system's clock.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the edge: everybody else is handed this clock")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// The system's random bytes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SystemRandom;

impl Random for SystemRandom {
    #[expect(clippy::disallowed_methods, reason = "the edge: everybody else is handed this source")]
    #[expect(clippy::panic, reason = "keys and nonces without randomness would be worse than no process")]
    fn fill(&self, bytes: &mut [u8]) {
        if let Err(error) = getrandom::fill(bytes) {
            panic!("the system gives no random bytes: {error}");
        }
    }
}
