//! The end of a visit: the app goes on from here.

use super::{import_path, manual_path, remove, search_path, see};
use crate::pages::mishap::Mishap;
use crate::pages::notice::Notice;
use crate::pages::shown::Shown;
use crate::pages::viewer::Viewer;
use crate::pages::visit;
use axum::extract::Query;
use axum::response::Response;
use serde::Deserialize;

#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    removed: Option<String>,
    sent: Option<String>,
}

pub(super) async fn show(viewer: Viewer, Query(asked): Query<Asked>) -> Result<Response, Mishap> {
    // A visit to Connections goes on there.
    if asked.removed.is_none()
        && asked.sent.is_none()
        && let Some(back) = visit::back_path(&viewer)
    {
        return Ok(see(&back));
    }
    if let Some(removed) = asked.removed.as_deref() {
        return remove::removed(&viewer, removed == "kept").await;
    }
    let name = match asked.sent.as_deref() {
        Some("support") => "support-sent",
        Some("missing") => "missing-sent",
        Some("manual") => "manual-made",
        _ => "done",
    };
    let notice = Notice::named(viewer.words(), name, viewer.app_name()).good();
    let back = visit::back_path(&viewer);
    let notice = match manual_path(&viewer) {
        Some(manual) if name == "missing-sent" => notice.aside(manual, "button-manual"),
        Some(_) | None => notice,
    };
    let notice = match import_path(&viewer) {
        Some(import) if name == "missing-sent" => notice.aside(import, "button-import-file"),
        Some(_) | None => notice,
    };
    let notice = match (back, search_path(&viewer)) {
        (Some(back), _) => notice.way(back, visit::back_button(&viewer)),
        (None, Some(search)) => notice.aside(search, "button-another"),
        (None, None) => notice,
    };
    viewer.show(Shown::of(&notice)?).await
}
