//! What a request goes through: observed, authenticated, counted, then read into what its operation needs.

pub(crate) mod auth;
pub(crate) mod callback;
pub(crate) mod caller;
pub(crate) mod deadline;
pub(crate) mod fields;
pub(crate) mod idempotency;
pub(crate) mod json;
pub(crate) mod language;
pub(crate) mod observe;
pub(crate) mod page;
pub(crate) mod path;
pub(crate) mod query;
pub(crate) mod rate_limit;
pub(crate) mod request_id;
pub(crate) mod strays;
pub(crate) mod upload;
pub(crate) mod version;
