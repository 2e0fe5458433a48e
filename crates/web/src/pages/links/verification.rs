//! The link of a verification: who asks for what is said, and a button goes on.

use super::{Asking, failed, over};
use crate::app::App;
use crate::pages::headers;
use crate::pages::opening::{lead_to, referring_origin};
use crate::pages::shown::bare;
use crate::pages::words::Words;
use crate::request::language;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::text::{Language, Part};
use engine::{ReportType, VerificationLink};
use std::sync::Arc;

/// The texts that say that the link leads nowhere.
const OVER: &str = "verification-over";

pub(super) async fn show(
    State(app): State<Arc<App>>,
    Path(token): Path<String>,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    let language = language::of(&parts);
    match app.web.engine.verification_link(&token).await {
        Ok(Some(link)) => {
            let mut response = bare(&asking(&link, language), language, StatusCode::OK);
            headers::set(response.headers_mut(), &link.origins, false);
            response
        }
        Ok(None) => over(OVER, language),
        Err(error) => failed(error),
    }
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
    let engine = &app.web.engine;
    let opened = match engine.verification_link(&token).await {
        Ok(Some(link)) => engine.open_verification_link(&link, referring_origin(&parts.headers)).await,
        Ok(None) => return over(OVER, language::of(&parts)),
        Err(error) => Err(error),
    };
    opened.map_or_else(failed, |opened| lead_to(&opened))
}
