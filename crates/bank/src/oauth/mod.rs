//! An institution's own page, where the person lets an app in: authorization codes with PKCE (RFC 6749, 7636, 8252, 9207).
//!
//! - which apps the bank knows: `app`; what they ask for: `request`, `scope`; how the person comes back to them: `way_back`;
//! - how an app shows who it is by signing: `assertion`; what an institution asks of apps: `terms`;
//! - what an app has said before the person comes: `pushed`;
//! - the person's way through the page: `flow`; what each page leads to: `crossing`;
//! - what the person sees and changes of it later: `review`;
//! - what the person has allowed: `consent`; how an app comes by tokens and ends them: `grant`.
//!
//! Decisions are pure, as at the `desk`, which signs the person in. No code and no token is kept: each follows from the seed and
//! the number of what it stands for.

pub(crate) mod app;
pub(crate) mod assertion;
mod consent;
pub(crate) mod crossing;
mod flow;
pub(crate) mod grant;
mod params;
pub(crate) mod pushed;
mod request;
pub(crate) mod review;
mod scope;
mod terms;
mod way_back;

pub(crate) use app::App;
pub(crate) use consent::{Access, CONSENT_DAYS, Consent};
pub(crate) use flow::{FLOW_KIND, Flow};
pub(crate) use params::Params;
pub(crate) use pushed::Pushed;
pub(crate) use request::{Begin, NotBegun};
pub(crate) use review::Review;
pub(crate) use scope::{Scope, Scopes, Words};
pub(crate) use terms::{Method, Pushing, Terms};
