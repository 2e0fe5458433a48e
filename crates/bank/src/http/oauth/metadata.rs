//! `GET /.well-known/oauth-authorization-server/oauth/{code}`: where everything is (RFC 8414).

use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use serde_json::json;

use super::super::gate;
use super::super::problem::Problem;
use crate::bank::Bank;
use crate::oauth::Scope;

const CLIENT_AUTHENTICATION: [&str; 3] = ["none", "client_secret_basic", "client_secret_post"];

pub(super) async fn show(
    Path(code): Path<String>,
    State(bank): State<Bank>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let institution = super::institution(&code).ok_or(Problem::Unknown("institution"))?;
    let issuer = super::issuer(&headers, institution).ok_or_else(|| Problem::bad("host: is missing"))?;
    gate::through(&bank, Some(institution), || {
        Ok::<_, Problem>(Json(json!({
            "issuer": issuer,
            "authorization_endpoint": format!("{issuer}/authorize"),
            "token_endpoint": format!("{issuer}/token"),
            "revocation_endpoint": format!("{issuer}/revoke"),
            "response_types_supported": ["code"],
            "response_modes_supported": ["query"],
            "grant_types_supported": ["authorization_code", "refresh_token"],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": CLIENT_AUTHENTICATION,
            "revocation_endpoint_auth_methods_supported": CLIENT_AUTHENTICATION,
            "scopes_supported": Scope::ALL.map(Scope::as_str),
            "authorization_response_iss_parameter_supported": true,
        })))
    })
    .await
}
