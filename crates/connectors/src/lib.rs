//! How institutions are reached: the trait [`Connector`], and one folder per source.
//!
//! A connector is stateless and sees the world only through the [`Context`] it is handed: no runtime, no sockets, no database, no
//! clock. It never sleeps, spawns, persists, or logs bodies. What it needs to remember between two calls it puts into the session,
//! what it needs for years into the grant; both are opaque to everybody else and sealed when stored.
//!
//! What a person brings as a file, where no source reaches the bank, is read by [`files`].

mod account_number;
mod connector;
mod document;
mod grant;
mod http;
mod oauth;
mod problem;

mod bounds;
pub mod conformance;
pub mod data;
pub mod definition;
pub mod directory;
pub mod fdx;
pub mod files;
pub mod ofx;
pub mod sandbox;
pub mod sign_in;

pub use bounds::turns_text;
pub use connector::{About, Connector, Context, Inbound};
pub use data::{FetchStop, Fetched, Want};
pub use document::{DOCUMENT_BYTES_MAX, Document};
pub use grant::{Grant, Secret, Session};
pub use http::{Body, Http, HttpError, Method, NoConnection, Request, Response};
pub use problem::Problem;
pub use sign_in::{Input, Outcome, Way};
