//! Accounts: what a bank delivered, or a person made up.

mod create;
mod delete;
mod given;
mod list;
mod list_of_member;
mod merge;
mod numbers;
mod numbers_of_member;
mod owners_of_member;
mod read;
mod read_of_member;
mod remove;
mod removed;
mod update;

use crate::app::App;
use std::sync::Arc;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(list::list, create::create))
        .routes(routes!(merge::merge))
        .routes(routes!(read::read, delete::delete))
        .routes(routes!(numbers::numbers))
        .routes(routes!(list_of_member::list))
        .routes(routes!(read_of_member::read, update::update, remove::remove))
        .routes(routes!(removed::list))
        .routes(routes!(removed::share))
        .routes(routes!(numbers_of_member::numbers))
        .routes(routes!(owners_of_member::owners))
}
