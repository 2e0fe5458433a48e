//! Time and trouble, only where the simulated bank is a source; elsewhere none of this is there.

mod clock;
mod event;
mod institution;
mod login;
mod move_clock;
mod set_institution;
mod set_login;

use crate::app::App;
use crate::error::{Code, Refusal};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use std::sync::Arc;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// That there is one; asked before anything else of a request is looked at.
#[derive(Debug)]
struct Sandbox;

impl FromRequestParts<Arc<App>> for Sandbox {
    type Rejection = Refusal;

    async fn from_request_parts(_: &mut Parts, app: &Arc<App>) -> Result<Self, Refusal> {
        if app.web.engine.has_sandbox() {
            Ok(Self)
        } else {
            Err(Refusal::new(
                Code::NotFound,
                "There is no sandbox here; it needs the simulated bank as a source.",
            ))
        }
    }
}

pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(clock::clock, move_clock::move_clock))
        .routes(routes!(event::fire))
        .routes(routes!(institution::institution, set_institution::set))
        .routes(routes!(login::login, set_login::set))
}
