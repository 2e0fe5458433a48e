//! The link that ends mails. Mail programs press its button themselves when a person asks them to (RFC 8058).

use super::{Asking, failed, over, page};
use crate::app::App;
use crate::pages::notice::Notice;
use crate::pages::words::Words;
use crate::request::language;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use engine::Unsubscribing;
use std::sync::Arc;

pub(super) async fn show(
    State(app): State<Arc<App>>,
    Path(token): Path<String>,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    match app.web.engine.unsubscribing(&token).await {
        Ok(Some(found)) if found.preferences.is_mail_wanted => {
            page(&asking(&found), found.preferences.language_of_mails(), StatusCode::OK)
        }
        Ok(Some(found)) => done(&found),
        Ok(None) => over("link-over", language::of(&parts)),
        Err(error) => failed(error, language::of(&parts)),
    }
}

fn asking(found: &Unsubscribing) -> Asking {
    let words = Words(found.preferences.language_of_mails());
    Asking {
        title: words.say("page-unsubscribe-title"),
        text: words.with("page-unsubscribe-text", "app", &found.app),
        button: words.say("button-unsubscribe"),
    }
}

fn done(found: &Unsubscribing) -> Response {
    let language = found.preferences.language_of_mails();
    page(&Notice::named(Words(language), "unsubscribed", &found.app).good(), language, StatusCode::OK)
}

pub(super) async fn unsubscribe(
    State(app): State<Arc<App>>,
    Path(token): Path<String>,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    let engine = &app.web.engine;
    match engine.unsubscribing(&token).await {
        Ok(Some(found)) => match engine.unsubscribe(&found).await {
            Ok(()) => done(&found),
            Err(error) => failed(error, language::of(&parts)),
        },
        Ok(None) => over("link-over", language::of(&parts)),
        Err(error) => failed(error, language::of(&parts)),
    }
}
