//! The endpoints, one file for each group. They translate between HTTP and the rest; they decide nothing.

mod accounts;
mod apps;
mod body;
mod clock;
mod details;
mod directory;
mod fdx;
mod gate;
mod oauth;
mod ofx;
mod page;
mod problem;
mod sign_ins;
mod staff;
mod statements;
mod tls;
mod tokens;
mod transactions;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn;
use axum::routing::{delete, get, post};

use crate::bank::Bank;
use crate::line::mind_the_line;
use problem::Problem;

/// The largest body taken.
const BODY_BYTES_MAX: usize = 64 * 1024;

pub(crate) fn router(bank: Bank) -> Router {
    Router::new()
        .route("/", get(page::show))
        .route("/v1/{channel}/institutions", get(directory::list))
        .route("/v1/{channel}/sign-ins", post(sign_ins::present))
        .route("/v1/{channel}/sign-ins/{id}", get(sign_ins::look))
        .route("/v1/{channel}/sign-ins/{id}/answers", post(sign_ins::answer))
        .route("/v1/{channel}/attempts/{attempt}", get(sign_ins::look_up))
        .route("/v1/{channel}/accounts", get(accounts::list))
        .route("/v1/{channel}/accounts/{id}/transactions", get(transactions::list))
        .route("/v1/{channel}/accounts/{id}/holdings", get(details::holdings))
        .route("/v1/{channel}/accounts/{id}/owners", get(details::owners))
        .route("/v1/{channel}/accounts/{id}/numbers", get(details::numbers))
        .route("/v1/{channel}/accounts/{id}/statements", get(statements::list))
        .route("/v1/{channel}/accounts/{id}/statements/{statement}/document", get(statements::document))
        .route("/v1/{channel}/tokens/current", delete(tokens::give_back))
        .merge(oauth::router())
        .merge(ofx::router())
        .merge(fdx::router())
        .route("/control/apps/{client_id}", get(apps::show).put(apps::register).delete(apps::forget))
        .route("/control/institutions/{code}", get(staff::institution).put(staff::set_institution))
        .route(
            "/control/logins/{code}/{login}",
            get(staff::login).put(staff::set_login).delete(staff::forget_login),
        )
        .route("/control/tls", get(tls::show).put(tls::set))
        .route("/clock", get(clock::show).put(clock::set))
        .fallback(|| async { Problem::Unknown("path") })
        .method_not_allowed_fallback(|| async { Problem::MethodNotAllowed })
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
        .layer(from_fn(mind_the_line))
        .with_state(bank)
}
