//! Transactions: money in and out of accounts. `extend_history` stands with the other jobs, in `members/`.

mod create;
mod delete;
mod filter;
mod list;
mod list_of_account;
mod list_of_member;
mod list_of_member_account;
mod read;
mod read_of_member_account;
mod remove;
mod removed;
mod update;
mod update_of_member_account;

use crate::app::App;
use std::sync::Arc;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(list::list))
        .routes(routes!(read::read, update::update, delete::delete))
        .routes(routes!(list_of_account::list, create::create))
        .routes(routes!(list_of_member::list))
        .routes(routes!(list_of_member_account::list))
        .routes(routes!(read_of_member_account::read, update_of_member_account::update, remove::remove))
        .routes(routes!(removed::list))
        .routes(routes!(removed::restore))
}
