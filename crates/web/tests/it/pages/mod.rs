//! The pages, as a browser without a script meets them: over the whole router, with a simulated bank behind it.

pub(crate) mod browser;
mod challenges;
mod connecting;
mod guarding;
mod oauth;
mod opening;
mod texts;
mod troubles;
