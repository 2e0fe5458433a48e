//! The operations of the API, one file each, in the folders of MX's groups; and [`views`], what records look like as JSON.

mod accounts;
mod events;
mod export;
mod imports;
mod institutions;
mod joins;
mod members;
mod notifications;
mod sandbox;
mod statements;
mod taxonomy;
mod transactions;
mod users;
mod verifications;
pub(crate) mod views;
mod webhooks;
pub(crate) mod widgets;

use crate::app::App;
use std::sync::Arc;
use utoipa_axum::router::OpenApiRouter;

/// All operations, with their description.
pub(crate) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .merge(users::routes())
        .merge(institutions::routes())
        .merge(members::routes())
        .merge(accounts::routes())
        .merge(joins::routes())
        .merge(imports::routes())
        .merge(transactions::routes())
        .merge(export::routes())
        .merge(notifications::routes())
        .merge(statements::routes())
        .merge(taxonomy::routes())
        .merge(widgets::routes())
        .merge(events::routes())
        .merge(verifications::routes())
        .merge(webhooks::routes())
        .merge(sandbox::routes())
}
