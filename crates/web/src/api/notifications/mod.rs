//! What people are told, and how they want to be.

mod create;
mod list;
mod preferences;
mod read;
mod update_preferences;

use crate::api::views::notification::{NotificationBody, NotificationView, Reader};
use crate::app::App;
use crate::error::Refusal;
use crate::request::caller::Caller;
use axum::Json;
use engine::ToldNotification;
use std::sync::Arc;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(create::create, list::list))
        .routes(routes!(read::read))
        .routes(routes!(preferences::read, update_preferences::update))
}

async fn body(caller: &Caller, told: &ToldNotification) -> Result<Json<NotificationBody>, Refusal> {
    let app = caller.scope().client().await?.name;
    let reader = Reader { language: caller.language, app: &app, now: caller.engine().now() };
    Ok(Json(NotificationBody { notification: NotificationView::new(told, reader) }))
}
