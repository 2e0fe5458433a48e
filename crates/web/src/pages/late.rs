//! When a page takes longer than a request may: the person is told so in a page, as of every other mishap. Nothing is asked of the
//! database for it, which may be what everybody waits for.

use super::mishap::Mishap;
use super::shown::bare;
use super::viewer::Viewer;
use super::{headers, notice};
use crate::error::Refusal;
use crate::request::language;
use axum::extract::Request;
use axum::http::request::Parts;
use axum::response::Response;
use domain::text::Language;
use std::sync::{Arc, OnceLock};

/// What the addresses of pages begin with.
const PAGES: [&str; 4] = ["/p/", "/widgets/", "/demo/", super::oauth::RETURN];

/// What is known of whoever waits for a page.
#[derive(Debug, Clone)]
pub(crate) struct Late {
    language: Language,
    /// Known once the session is loaded.
    viewer: Arc<OnceLock<Viewer>>,
}

impl Late {
    /// Of a request for a page; none of any other. The request carries it on to where the session is loaded.
    pub(crate) fn of(request: Request) -> (Request, Option<Self>) {
        let (mut parts, body) = request.into_parts();
        let late = PAGES
            .iter()
            .any(|begin| parts.uri.path().starts_with(begin))
            .then(|| Self { language: language::of(&parts), viewer: Arc::default() });
        if let Some(late) = &late {
            parts.extensions.insert(late.clone());
        }
        (Request::from_parts(parts, body), late)
    }

    /// It is this person who waits.
    pub(super) fn tell(parts: &Parts, viewer: &Viewer) {
        if let Some(late) = parts.extensions.get::<Self>() {
            // A request has one session.
            let _ = late.viewer.set(viewer.clone());
        }
    }

    pub(crate) fn page(&self, refusal: Refusal) -> Response {
        let mishap = Mishap::Late;
        let (mut response, origins) = match self.viewer.get() {
            Some(viewer) => {
                let notice = notice::of(viewer, &mishap);
                (bare(&notice, viewer.language(), mishap.status()), viewer.origins())
            }
            None => (notice::without_session(&mishap, self.language), [].as_slice()),
        };
        headers::set(response.headers_mut(), origins, false);
        response.extensions_mut().insert(refusal);
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Code;
    use axum::body::Body;

    #[tokio::test]
    async fn who_is_not_known_yet_reads_it_in_the_browser_s_language() {
        let late = |path: &str| {
            let request = axum::http::Request::builder().uri(path).header("accept-language", "fr-CA");
            Late::of(request.body(Body::empty()).unwrap()).1
        };
        for path in ["/p/x/connect", "/widgets/x", "/oauth/return?code=x", "/demo/connect"] {
            let page = late(path).unwrap().page(Refusal::new(Code::Timeout, ""));
            assert_eq!(page.status(), 503, "{path}");
            assert!(page.headers().contains_key("content-security-policy"), "{path}");
            let body = axum::body::to_bytes(page.into_body(), usize::MAX).await.unwrap();
            assert!(String::from_utf8_lossy(&body).contains("<h1>Cela a pris trop de temps"), "{path}");
        }
        for path in ["/users", "/oauth", "/health/live", "/pages", "/assets/x"] {
            assert!(late(path).is_none(), "{path}");
        }
    }
}
