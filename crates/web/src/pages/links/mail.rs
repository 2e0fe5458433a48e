//! The link that settles what a mail told: a button on its page opens the connection.

use super::{Asking, OVER, answer};
use crate::app::App;
use crate::pages::opening::lead_to;
use crate::pages::shown::alone;
use crate::pages::words::Words;
use crate::request::language;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::text::Part;
use engine::MailLink;
use std::sync::Arc;

pub(super) async fn show(
    State(app): State<Arc<App>>,
    Path(token): Path<String>,
    request: Request,
) -> Response {
    let language = language::of(&request.into_parts().0);
    let link = app.web.engine.mail_link(&token).await;
    answer(link, OVER, language, |link| alone(&asking(&link), link.language, StatusCode::OK))
}

fn asking(link: &MailLink) -> Asking {
    let words = Words(link.language);
    let institution = link.institution.clone().unwrap_or_else(|| words.say("your-bank"));
    let parts = [("institution", Part::Text(&institution)), ("app", Part::Text(&link.app))];
    Asking {
        title: words.fill("page-mail-link-title", &parts),
        text: words.fill("page-mail-link-text", &parts),
        button: words.say("button-mail-link"),
    }
}

pub(super) async fn open(
    State(app): State<Arc<App>>,
    Path(token): Path<String>,
    request: Request,
) -> Response {
    let language = language::of(&request.into_parts().0);
    answer(app.web.engine.open_mail_link(&token).await, OVER, language, |opened| lead_to(&opened))
}
