//! HTTP: the REST API in MX's shape, its OpenAPI document, and what a load balancer asks. It translates between JSON and the use
//! cases of [`engine`] and decides nothing; it never touches the database itself.
//!
//! Where to look: `api/` has one file per operation, `api/views/` what records look like as JSON, `request/` what every request
//! goes through before it reaches an operation (who calls, which version, how often, with what body), and `error` what a refusal
//! looks like.

mod api;
mod app;
mod error;
pub mod explanation;
mod export;
mod health;
mod letters;
mod metrics;
mod openapi;
mod pages;
mod report;
mod request;
mod told;

pub use api::views::event::view as event_view;
pub use api::widgets::is_public_url;
pub use app::{Demo, Settings, Web, router};
pub use export::{Broken, Chunks, Export, ExportFormat};
pub use letters::Correspondence;
pub use openapi::openapi;
pub use told::Told;
