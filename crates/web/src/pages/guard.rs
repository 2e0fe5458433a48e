//! What each request of a session goes through: the session is loaded, counted, and what changes anything must come from our own
//! page. Whatever comes out is given its headers, and a page if it went wrong.

use super::late::Late;
use super::mishap::Mishap;
use super::oauth::LeadsOut;
use super::viewer::Viewer;
use super::{headers, notice, visit};
use crate::app::App;
use crate::request::language;
use crate::request::rate_limit::KeyId;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use domain::text::Language;
use std::sync::Arc;

const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

pub(super) async fn enter(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    // Also where the rest of the path is unreadable.
    let token = request.uri().path().split('/').nth(2).unwrap_or_default().to_owned();
    let (mut parts, body) = request.into_parts();
    let viewer = match Viewer::load(&app, &token, &parts).await {
        Ok(viewer) => viewer,
        Err(mishap) => return stranger(&app, &token, &parts, mishap).await,
    };
    Late::tell(&parts, &viewer);
    let mut response = match checked(&app, &viewer, &parts).await {
        Ok(Some(answer)) => answer,
        Ok(None) => {
            parts.extensions.insert(viewer.clone());
            next.run(Request::from_parts(parts, body)).await
        }
        Err(mishap) => mishap.into_response(),
    };
    let mishap = response.extensions_mut().remove::<Mishap>();
    // A query or a path that says nothing to the handler never came to it.
    let is_unread = response.status() == StatusCode::BAD_REQUEST && mishap.is_none() && !is_page(&response);
    if let Some(mishap) = mishap.or_else(|| is_unread.then_some(Mishap::Nowhere)) {
        let page = notice::about(&viewer, &mishap).await;
        response = in_place_of(response, page);
    }
    let leads_out = response.extensions_mut().remove::<LeadsOut>().is_some();
    headers::set(response.headers_mut(), viewer.origins(), leads_out);
    response
}

fn is_page(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE);
    kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

/// The page, with what the log is to get and when to come back.
fn in_place_of(response: Response, mut page: Response) -> Response {
    let (parts, _) = response.into_parts();
    page.extensions_mut().extend(parts.extensions);
    if let Some(wait) = parts.headers.get(header::RETRY_AFTER) {
        page.headers_mut().insert(header::RETRY_AFTER, wait.clone());
    }
    page
}

/// Without a session. Where the token was one, its application's sites may still show the page that says so.
pub(super) async fn stranger(app: &App, token: &str, parts: &Parts, mishap: Mishap) -> Response {
    let origins = app.web.engine.page_origins(token).await.unwrap_or_default();
    let page = notice::without_session(&mishap, language::of(parts));
    let mut response = in_place_of(mishap.into_response(), page);
    response.extensions_mut().remove::<Mishap>();
    headers::set(response.headers_mut(), &origins, false);
    response
}

/// Not too often, not from a stranger's page; and the language, if it was chosen with this request.
async fn checked(app: &App, viewer: &Viewer, parts: &Parts) -> Result<Option<Response>, Mishap> {
    let session = viewer.session();
    let key = KeyId::of(session.client, session.hash());
    if let Some(seconds) = app.page_limit.ask(key, app.web.clock.now()).retry_after_seconds {
        return Err(Mishap::TooOften { seconds });
    }
    if !parts.method.is_safe() && !is_own(&parts.headers, app.web.settings.public_url.as_deref()) {
        return Err(Mishap::Forged);
    }
    if let Some(elsewhere) = visit::checked(viewer, parts).await? {
        return Ok(Some(elsewhere));
    }
    let Some((language, rest)) = parts.uri.query().and_then(chosen) else { return Ok(None) };
    let mut memory = viewer.memory();
    memory.language = Some(language.tag().to_owned());
    viewer.remember(memory).await?;
    viewer.scope().saw_language(viewer.user(), language).await?;
    let mark = if rest.is_empty() { "" } else { "?" };
    Ok(Some(Redirect::to(&format!("{}{mark}{rest}", viewer.path())).into_response()))
}

/// The language of the query, and the query without it.
fn chosen(query: &str) -> Option<(Language, String)> {
    let tag = query.split('&').find_map(|pair| pair.strip_prefix("language="))?;
    let rest: Vec<&str> = query.split('&').filter(|pair| !pair.starts_with("language=")).collect();
    Some((Language::from_tag(tag)?, rest.join("&")))
}

/// Whether our own page sent this. The path is a secret that strangers do not have; this is the second lock.
///
/// With no-referrer, browsers send `Origin: null` with our own forms: where they do not also say `Sec-Fetch-Site`, the path alone
/// must do.
pub(super) fn is_own(headers: &HeaderMap, public_url: Option<&str>) -> bool {
    if let Some(site) = headers.get(FETCH_SITE) {
        return site == "same-origin";
    }
    let Some(origin) = headers.get(header::ORIGIN) else { return true };
    let Ok(origin) = origin.to_str() else { return false };
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let is_host = origin.split_once("://").is_some_and(|(_, authority)| Some(authority) == host);
    origin == "null" || is_host || public_url.is_some_and(|url| url.trim_end_matches('/') == origin)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn forms_of_strangers_are_told_apart() {
        let check = |given: &[(HeaderName, &'static str)], expected: bool| {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, HeaderValue::from_static("hub:8080"));
            headers.extend(given.iter().map(|(name, value)| (name.clone(), HeaderValue::from_static(value))));
            assert_eq!(is_own(&headers, Some("https://hub.example/")), expected, "{given:?}");
        };
        check(&[], true);
        check(&[(FETCH_SITE, "same-origin")], true);
        check(&[(FETCH_SITE, "same-origin"), (header::ORIGIN, "null")], true);
        for site in ["cross-site", "same-site", "none", ""] {
            check(&[(FETCH_SITE, site), (header::ORIGIN, "null")], false);
        }
        check(&[(header::ORIGIN, "http://hub:8080")], true);
        check(&[(header::ORIGIN, "https://hub.example")], true);
        check(&[(header::ORIGIN, "null")], true);
        check(&[(header::ORIGIN, "https://evil.example")], false);
        check(&[(header::ORIGIN, "http://hub:8080.evil.example")], false);
        check(&[(header::ORIGIN, "")], false);
    }

    #[test]
    fn the_language_is_taken_out_of_the_query() {
        assert_eq!(chosen("language=es"), Some((Language::Spanish, String::new())));
        assert_eq!(
            chosen("q=a&language=fr-CA&page=2"),
            Some((Language::CanadianFrench, "q=a&page=2".into()))
        );
        assert_eq!(chosen("q=a"), None);
        assert_eq!(chosen("language=tlh"), None);
    }
}
