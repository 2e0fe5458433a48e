//! The link of a verification: who asks for what is said, and a button goes on.

use super::{Asking, answer};
use crate::app::App;
use crate::pages::headers;
use crate::pages::mishap::Mishap;
use crate::pages::opening::{lead_to, referring_origin};
use crate::pages::shown::bare;
use crate::pages::words::Words;
use crate::request::language;
use crate::request::rate_limit::KeyId;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::text::{Language, Part};
use engine::{ReportType, VerificationLink};
use std::sync::Arc;

/// The texts that say that the link leads nowhere.
const OVER: &str = "verification-over";

/// What the link leads to, if it may be asked so often.
async fn asked(app: &App, token: &str) -> Result<Option<VerificationLink>, Mishap> {
    let Some(link) = app.web.engine.verification_link(token).await? else { return Ok(None) };
    let key = KeyId::of(link.verification.client, token);
    match app.page_limit.ask(key, app.web.clock.now()).retry_after_seconds {
        Some(seconds) => Err(Mishap::TooOften { seconds }),
        None => Ok(Some(link)),
    }
}

pub(super) async fn show(
    State(app): State<Arc<App>>,
    Path(token): Path<String>,
    request: Request,
) -> Response {
    let language = language::of(&request.into_parts().0);
    answer(asked(&app, &token).await, OVER, language, |link| {
        let mut response = bare(&asking(&link, language), language, StatusCode::OK);
        headers::set(response.headers_mut(), &link.origins, false);
        response
    })
}

fn asking(link: &VerificationLink, language: Language) -> Asking {
    let words = Words(language);
    let parts = [("app", Part::Text(&link.app)), ("months", Part::Count(link.verification.months.into()))];
    let wants = if link.verification.report_type == ReportType::Assets.name() {
        "page-verify-text"
    } else {
        "page-verify-text-no-report"
    };
    Asking {
        title: words.fill("page-verify-title", &parts),
        text: words.fill(wants, &parts),
        button: words.say("button-verify"),
    }
}

pub(super) async fn open(
    State(app): State<Arc<App>>,
    Path(token): Path<String>,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    let language = language::of(&parts);
    let opened = async {
        let Some(link) = asked(&app, &token).await? else { return Ok(None) };
        let opened = app.web.engine.open_verification_link(&link, referring_origin(&parts.headers)).await?;
        Ok::<_, Mishap>(Some(opened))
    };
    answer(opened.await, OVER, language, |opened| lead_to(&opened))
}
