//! Users: the persons of an application.

mod create;
mod delete;
mod list;
mod read;
mod update;

use crate::app::App;
use std::sync::Arc;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new().routes(routes!(list::list, create::create)).routes(routes!(
        read::read,
        update::update,
        delete::delete
    ))
}
