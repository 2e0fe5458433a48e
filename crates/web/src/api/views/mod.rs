//! What records look like as JSON: MX's fields, all of them always there, null when there is nothing to say.

pub(crate) mod account;
pub(crate) mod account_parts;
pub(crate) mod challenge;
pub(crate) mod credential;
pub(crate) mod delivery;
pub(crate) mod event;
pub(crate) mod import;
pub(crate) mod institution;
pub(crate) mod join;
pub(crate) mod member;
pub(crate) mod notification;
pub(crate) mod statement;
pub(crate) mod transaction;
pub(crate) mod user;
pub(crate) mod verification;
pub(crate) mod webhook;

use domain::clock::Timestamp;

/// RFC 3339 in UTC with milliseconds, as MX writes times.
pub(crate) fn time(at: Timestamp) -> String {
    format!("{at:.3}")
}

#[cfg(test)]
mod tests {
    #[test]
    fn times_have_milliseconds_and_z() {
        let check = |nanos: i128, expected: &str| {
            assert_eq!(super::time(jiff::Timestamp::from_nanosecond(nanos).unwrap()), expected);
        };
        check(0, "1970-01-01T00:00:00.000Z");
        check(1_789_999_999_999_999_999, "2026-09-21T14:13:19.999Z");
    }
}
