//! `GET /.well-known/oauth-authorization-server/oauth/{code}`: where everything is (RFC 8414).

use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::Response;
use serde_json::{Value, json};

use super::super::gate;
use super::super::problem::Problem;
use crate::bank::Bank;
use crate::directory::Institution;
use crate::line::Scheme;
use crate::oauth::{Method, Pushing, Scope};
use crate::trick::{self, Trick};

pub(super) async fn show(
    Path(code): Path<String>,
    State(bank): State<Bank>,
    scheme: Scheme,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let institution = super::institution(&code).ok_or(Problem::Unknown("institution"))?;
    let issuer =
        super::issuer(scheme, &headers, institution).ok_or_else(|| Problem::bad("host: is missing"))?;
    gate::through(&bank, Some(institution), || {
        let trick = bank.standing(institution).trick;
        let told = metadata(institution, &issuer, trick);
        Ok::<_, Problem>(([(header::CONTENT_TYPE, "application/json")], trick::body(trick, told)))
    })
    .await
}

fn metadata(institution: &Institution, issuer: &str, trick: Option<Trick>) -> Value {
    let terms = institution.oauth;
    let methods: Vec<&str> = terms.methods.iter().map(|method| method.as_str()).collect();
    let name = match trick {
        Some(Trick::OtherIssuer) => format!("{issuer}.elsewhere.example"),
        Some(
            Trick::TokenLost
            | Trick::HalfAnswers
            | Trick::WrongTypes
            | Trick::ChangingIds
            | Trick::OthersTransactions,
        )
        | None => issuer.to_owned(),
    };
    let mut told = json!({
        "issuer": name,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "revocation_endpoint": format!("{issuer}/revoke"),
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "code_challenge_methods_supported": ["S256"],
        "token_endpoint_auth_methods_supported": methods,
        "revocation_endpoint_auth_methods_supported": methods,
        "scopes_supported": Scope::ALL.map(|scope| scope.name_in(terms.words)),
        "authorization_response_iss_parameter_supported": true,
    });
    let signing = terms.methods.contains(&Method::PrivateKey).then(|| json!(["ES256"]));
    let pushing = match terms.pushing {
        Pushing::NotOffered => None,
        Pushing::Offered => Some(false),
        Pushing::Required => Some(true),
    };
    let more = [
        ("token_endpoint_auth_signing_alg_values_supported", signing),
        ("pushed_authorization_request_endpoint", pushing.map(|_| json!(format!("{issuer}/par")))),
        ("require_pushed_authorization_requests", pushing.map(Value::Bool)),
    ];
    if let Value::Object(told) = &mut told {
        told.extend(more.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))));
    }
    told
}
