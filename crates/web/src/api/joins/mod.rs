//! What was joined into one, and what may be: listed, answered, taken back.

mod answer;
mod list;
mod read;
mod read_suggestion;
mod suggestions;
mod undo;

use crate::app::App;
use std::sync::Arc;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(list::list))
        .routes(routes!(read::read))
        .routes(routes!(undo::undo))
        .routes(routes!(suggestions::list))
        .routes(routes!(read_suggestion::read, answer::answer))
}
