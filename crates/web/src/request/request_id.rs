//! The id of a request: the caller's own if it sent a usable one, else a new one.

use axum::http::{HeaderMap, HeaderName};
use domain::clock::Clock;
use domain::id::{Guid, Kind};
use domain::random::Random;

pub(crate) const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// Characters of an id that is taken over.
const CHARS_MAX: usize = 64;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Request;
impl Kind for Request {
    const PREFIX: &'static str = "REQ";
}

/// The id that answer and log will carry.
pub(crate) fn of(headers: &HeaderMap, clock: &dyn Clock, random: &dyn Random) -> String {
    headers
        .get(HEADER)
        .and_then(|value| value.to_str().ok())
        .filter(|id| is_usable(id))
        .map_or_else(|| Guid::<Request>::new(clock.now(), random).to_string(), str::to_owned)
}

/// Strangers write into our log with it: letters, digits and three signs, not many.
fn is_usable(id: &str) -> bool {
    (1..=CHARS_MAX).contains(&id.len())
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_short_plain_ids_are_taken_over() {
        for good in ["a", "7f3c-1", "REQ_1.2", &"x".repeat(64)] {
            assert!(is_usable(good), "{good}");
        }
        for bad in ["", "a b", "a\tb", "ä", "a\"b", &"x".repeat(65)] {
            assert!(!is_usable(bad), "{bad}");
        }
    }
}
