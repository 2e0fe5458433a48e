//! The link that ends mails. Mail programs press its button themselves when a person asks them to (RFC 8058).

use super::{Asking, OVER, answer};
use crate::app::App;
use crate::pages::notice::Notice;
use crate::pages::shown::alone;
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
    let language = language::of(&request.into_parts().0);
    answer(app.web.engine.unsubscribing(&token).await, OVER, language, |found| {
        if found.preferences.is_mail_wanted {
            alone(&asking(&found), found.preferences.language_of_mails(), StatusCode::OK)
        } else {
            done(&found)
        }
    })
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
    alone(&Notice::named(Words(language), "unsubscribed", &found.app).good(), language, StatusCode::OK)
}

pub(super) async fn unsubscribe(
    State(app): State<Arc<App>>,
    Path(token): Path<String>,
    request: Request,
) -> Response {
    let (language, engine) = (language::of(&request.into_parts().0), &app.web.engine);
    let ended = async {
        let Some(found) = engine.unsubscribing(&token).await? else { return Ok(None) };
        engine.unsubscribe(&found).await?;
        Ok::<_, engine::Error>(Some(found))
    };
    answer(ended.await, OVER, language, |found| done(&found))
}
