//! Bringing a file of a bank: chosen, looked at, taken. What only a person can say is asked for between.

mod answers;
mod choose;
mod flaws;
mod left_out;
mod look;
mod question;
mod taken;

use super::list_path;
use crate::app::App;
use crate::pages::connect::see;
use crate::pages::form::Form;
use crate::pages::live::{Seen, Watched, stream_of};
use crate::pages::mishap::Mishap;
use crate::pages::notice::Notice;
use crate::pages::shown::Shown;
use crate::pages::viewer::Viewer;
use crate::request::upload::FORM_BYTES_MAX;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, Query};
use axum::response::Response;
use axum::routing::{get, post};
use domain::import::ImportState;
use engine::records::{Account, Import, Page};
use engine::{ImportWishes, Looked};
use serde::Deserialize;
use std::sync::Arc;

/// Accounts that can be chosen from.
const ACCOUNTS: Page = Page { number: 1, size: 200 };
/// Rows of each account that are shown.
const ROWS: usize = 20;

pub(super) fn routes() -> Router<Arc<App>> {
    let choose = get(choose::show).post(choose::bring).layer(DefaultBodyLimit::max(FORM_BYTES_MAX));
    Router::new()
        .route("/p/{session}/connections/import", choose)
        .route("/p/{session}/connections/import/{import}", get(show).post(answer))
        .route("/p/{session}/connections/import/{import}/discard", post(discard))
        .route("/p/{session}/connections/import/{import}/changes", get(changes))
}

fn path_of(viewer: &Viewer, import: &Import) -> String {
    format!("{}/import/{}", list_path(viewer), import.guid)
}

/// The import that a path names; what nobody wanted in time is forgotten.
async fn import_of(viewer: &Viewer, named: &str) -> Result<Option<Import>, Mishap> {
    let guid = named.parse().map_err(|_| Mishap::Nowhere)?;
    match viewer.scope().import(viewer.user(), guid).await {
        Ok(import) => Ok(Some(import)),
        Err(engine::Error::NotFound(_)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

async fn accounts(viewer: &Viewer) -> Result<Vec<Account>, Mishap> {
    Ok(viewer.scope().accounts(viewer.user(), None, None, ACCOUNTS).await?.items)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    /// What was to be imported has changed since it was seen.
    changed: Option<String>,
}

/// The page of an import: what it would bring, what it leaves open, how far it is, or what became of it.
async fn show(
    viewer: Viewer,
    Path((_, import)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Mishap> {
    let Some(import) = import_of(&viewer, &import).await? else { return gone(&viewer).await };
    match import.state {
        ImportState::Staged => {}
        ImportState::Importing => return taken::progress(&viewer, &import).await,
        ImportState::Imported | ImportState::Failed => return taken::outcome(&viewer, &import).await,
    }
    match viewer.scope().look_at_import(viewer.user(), &import, ROWS).await {
        Ok(Looked::Look(seen)) => look::show(&viewer, &import, &seen, asked.changed.is_some()).await,
        Ok(Looked::Question(flaw)) => question::show(&viewer, &import, &flaw, None).await,
        Err(engine::Error::File(flaw)) => choose::again(&viewer, &flaws::text(&flaw, viewer.words())).await,
        Err(engine::Error::NotFound("account")) => {
            // The account that was chosen went meanwhile.
            let cleared =
                ImportWishes { accounts: std::collections::BTreeMap::new(), ..ImportWishes::of(&import) };
            viewer.scope().answer_import(viewer.user(), import.guid, &cleared).await?;
            Ok(see(&path_of(&viewer, &import)))
        }
        Err(error) => Err(error.into()),
    }
}

/// Says what was asked, or consents to what was seen.
async fn answer(
    viewer: Viewer,
    Path((_, import)): Path<(String, String)>,
    sent: Form,
) -> Result<Response, Mishap> {
    let Some(import) = import_of(&viewer, &import).await? else { return gone(&viewer).await };
    let path = path_of(&viewer, &import);
    if import.state != ImportState::Staged {
        return Ok(see(&path));
    }
    let before = ImportWishes::of(&import);
    let wishes = match answers::read(&sent, &before) {
        Ok(wishes) => wishes,
        Err(wrong) => return again(&viewer, &import, &wrong).await,
    };
    if wishes != before {
        viewer.scope().answer_import(viewer.user(), import.guid, &wishes).await?;
    }
    if sent.text("do") != "import" || answers::leaves_open(&sent) {
        return Ok(see(&path));
    }
    // Nobody consents to what they have not seen.
    if answers::changes_what_comes(&sent, (&before, &wishes)) {
        return Ok(see(&format!("{path}?changed=1")));
    }
    match viewer.scope().confirm_import(viewer.user(), import.guid).await {
        Ok(_) | Err(engine::Error::File(_) | engine::Error::Impossible { .. }) => Ok(see(&path)),
        Err(error) => Err(error.into()),
    }
}

/// The question again, with what is wrong with the answer; where it is not asked any more, what is next.
async fn again(viewer: &Viewer, import: &Import, wrong: &answers::Wrong) -> Result<Response, Mishap> {
    match viewer.scope().look_at_import(viewer.user(), import, 0).await {
        Ok(Looked::Question(flaw)) => question::show(viewer, import, &flaw, Some(wrong)).await,
        Ok(Looked::Look(_)) | Err(engine::Error::File(_)) => Ok(see(&path_of(viewer, import))),
        Err(error) => Err(error.into()),
    }
}

async fn discard(viewer: Viewer, Path((_, import)): Path<(String, String)>) -> Result<Response, Mishap> {
    if let Some(import) = import_of(&viewer, &import).await? {
        match viewer.scope().cancel_import(viewer.user(), import.guid).await {
            Ok(()) | Err(engine::Error::NotFound(_)) => {}
            Err(engine::Error::Impossible { .. }) => return Ok(see(&path_of(&viewer, &import))),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(see(&list_path(&viewer)))
}

async fn changes(
    viewer: Viewer,
    Path((_, import)): Path<(String, String)>,
    Query(seen): Query<Seen>,
) -> Result<Response, Mishap> {
    let guid = import.parse().map_err(|_| Mishap::Nowhere)?;
    let watched = Watched::Import(viewer.session().user, guid);
    Ok(stream_of(&viewer, watched, seen.version))
}

async fn gone(viewer: &Viewer) -> Result<Response, Mishap> {
    let notice = Notice::named(viewer.words(), "import-gone", viewer.app_name())
        .way(format!("{}/import", list_path(viewer)), "button-import-other")
        .way(list_path(viewer), "button-connections");
    viewer.show(Shown::of(&notice)?.tab(super::Tab::Connections).back(list_path(viewer))).await
}
