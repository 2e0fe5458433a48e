//! Institutions: the directory, and what to ask a person who signs in.

mod credentials;
mod favorites;
mod list;
mod read;

use crate::app::App;
use domain::id;
use engine::Name;
use std::sync::Arc;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(list::list))
        .routes(routes!(favorites::favorites))
        .routes(routes!(read::read))
        .routes(routes!(credentials::credentials))
}

/// Codes and guids never look alike, so both are taken in both versions.
pub(super) fn name(named: &str) -> Name<id::Institution> {
    named.parse().map_or_else(|_| Name::Id(named.to_owned()), Name::Guid)
}
