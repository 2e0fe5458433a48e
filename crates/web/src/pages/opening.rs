//! A link is used up and becomes a session.

use super::mishap::Mishap;
use super::{guard, headers};
use crate::app::App;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, HeaderName, Method, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use engine::{OpenedPage, PageKind};
use std::sync::Arc;

const PURPOSE: HeaderName = HeaderName::from_static("sec-purpose");
/// Bytes of a referrer that are looked at.
const REFERRER_BYTES_MAX: usize = 2_000;

/// Opens the page, once. What only looks (a preview, a prefetch) does not use the link up.
pub(super) async fn open(
    State(app): State<Arc<App>>,
    Path(link): Path<String>,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    if parts.method == Method::HEAD || parts.headers.contains_key(PURPOSE) {
        return StatusCode::NO_CONTENT.into_response();
    }
    let embedder = referring_origin(&parts.headers);
    match app.web.engine.open_page(&link, embedder).await {
        Ok(Some(opened)) => lead_to(&opened),
        Ok(None) => guard::stranger(&app, &link, &parts, Mishap::Ended).await,
        Err(error) => guard::stranger(&app, &link, &parts, error.into()).await,
    }
}

/// An address that lost its end.
pub(super) async fn ended(State(app): State<Arc<App>>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    guard::stranger(&app, "", &parts, Mishap::Ended).await
}

/// To the first page of a session.
pub(super) fn lead_to(opened: &OpenedPage) -> Response {
    let path = match (opened.page, opened.member) {
        (PageKind::Connect, _) | (PageKind::Leave, None) => "connect".to_owned(),
        (PageKind::Connections, _) => "connections".to_owned(),
        (PageKind::Verification, _) => "verification".to_owned(),
        (PageKind::Leave, Some(member)) => format!("members/{member}/leave"),
    };
    let mut response = Redirect::to(&format!("/p/{}/{path}", opened.token)).into_response();
    headers::set(response.headers_mut(), &[], false);
    response
}

/// The site that leads here: who frames the page, as far as browsers say it.
pub(super) fn referring_origin(headers: &HeaderMap) -> Option<&str> {
    let referrer = headers.get(header::REFERER)?.to_str().ok()?;
    let (scheme, rest) = referrer.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    referrer.get(..scheme.len() + "://".len() + authority.len()).filter(|one| one.len() <= REFERRER_BYTES_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn the_site_is_what_stands_before_the_path() {
        let check = |referrer: &'static str, expected: Option<&str>| {
            let mut headers = HeaderMap::new();
            headers.insert(header::REFERER, HeaderValue::from_static(referrer));
            assert_eq!(referring_origin(&headers), expected, "{referrer}");
        };
        check("https://app.example/money?x#y", Some("https://app.example"));
        check("http://127.0.0.1:3000", Some("http://127.0.0.1:3000"));
        check("about:blank", None);
        check("", None);
    }
}
