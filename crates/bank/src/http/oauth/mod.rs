//! An institution's own page and the endpoints beside it, below `/oauth/{code}`: its issuer.

mod authorize;
mod client;
mod consents;
mod flow;
mod html;
mod metadata;
mod page;
mod push;
mod token;

use axum::Router;
use axum::http::{HeaderMap, header};
use axum::routing::{get, post};

use crate::bank::Bank;
use crate::directory::{self, Institution};
use crate::line::Scheme;
use crate::oauth::app::is_authority;

pub(super) fn router() -> Router<Bank> {
    Router::new()
        .route("/.well-known/oauth-authorization-server/oauth/{code}", get(metadata::show))
        .route("/oauth/{code}/authorize", get(authorize::begin))
        .route("/oauth/{code}/flows/{flow}", get(flow::show))
        .route("/oauth/{code}/flows/{flow}/login", post(flow::log_in))
        .route("/oauth/{code}/flows/{flow}/answer", post(flow::answer))
        .route("/oauth/{code}/flows/{flow}/look", post(flow::look))
        .route("/oauth/{code}/flows/{flow}/consent", post(flow::consent))
        .route("/oauth/{code}/flows/{flow}/cancel", post(flow::cancel))
        .route("/oauth/{code}/consents", get(consents::begin).post(consents::sign_in))
        .route("/oauth/{code}/consents/{review}", get(consents::show).post(consents::change))
        .route("/oauth/{code}/par", post(push::take))
        .route("/oauth/{code}/token", post(token::give))
        .route("/oauth/{code}/revoke", post(token::revoke))
}

/// An institution that has a page of its own.
fn institution(code: &str) -> Option<&'static Institution> {
    directory::by_code(code).filter(|institution| institution.is_oauth)
}

/// By what name an institution goes, as the caller reached it; none where it is not clear what was reached.
fn issuer(scheme: Scheme, headers: &HeaderMap, institution: &Institution) -> Option<String> {
    let host = headers.get(header::HOST)?.to_str().ok().filter(|host| is_authority(host))?;
    Some(format!("{}://{host}/oauth/{}", scheme.as_str(), institution.code))
}
