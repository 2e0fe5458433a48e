//! An authorization server: what it says of itself, and what the hub asks of it.

use super::app::App;
use super::away::Away;
use super::refusal::{failed, refused};
use super::{Tokens, read};
use crate::connector::Context;
use crate::grant::Secret;
use crate::http::Request;
use crate::problem::Problem;
use crate::sign_in::{ADDRESS_BYTES_MAX, Way, flaw_of_address, host_of};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::reason::{Phase, Reason};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// What an authorization server says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Server {
    pub(crate) issuer: String,
    pub(super) authorization_endpoint: String,
    pub(super) token_endpoint: String,
    pub(super) revocation_endpoint: Option<String>,
    #[serde(default)]
    pub(super) pushed_authorization_request_endpoint: Option<String>,
    /// Every return names the server (RFC 9207 §3); one that does not is none of it.
    #[serde(default)]
    pub(super) authorization_response_iss_parameter_supported: bool,
}

#[derive(Deserialize)]
struct Pushed {
    request_uri: String,
}

impl Server {
    /// Asks the server of that issuer for its metadata. One that says to be another is not believed.
    pub(crate) async fn discover(cx: &Context<'_>, issuer: &str) -> Result<Self, Problem> {
        let response = cx.http.send(Request::get(metadata_address(issuer))).await?;
        if response.status != 200 {
            return Err(failed(cx, &response, "the authorization server did not describe itself"));
        }
        let server: Self = read(&response)?;
        if server.issuer != issuer {
            return Err(Problem::new(Reason::OauthTechnical, "the authorization server says to be another"));
        }
        if server.endpoints().any(|address| address.len() > ADDRESS_BYTES_MAX) {
            return Err(Problem::new(
                Reason::OauthTechnical,
                "the authorization server names an address that is too long",
            ));
        }
        Ok(server)
    }

    fn endpoints(&self) -> impl Iterator<Item = &String> {
        let always = [&self.authorization_endpoint, &self.token_endpoint];
        let perhaps = [&self.revocation_endpoint, &self.pushed_authorization_request_endpoint];
        always.into_iter().chain(perhaps.into_iter().flatten())
    }

    /// What it says of itself, for an operator.
    pub(crate) fn told(&self) -> Vec<String> {
        let or_none = |endpoint: &Option<String>| endpoint.clone().unwrap_or_else(|| "none".to_owned());
        vec![
            format!("issuer {}", self.issuer),
            format!("people sign in at {}", self.authorization_endpoint),
            format!("tokens come from {}", self.token_endpoint),
            format!("requests are pushed to {}", or_none(&self.pushed_authorization_request_endpoint)),
            format!("tokens are given back at {}", or_none(&self.revocation_endpoint)),
        ]
    }

    /// The page to visit, and what to remember meanwhile. Where the server takes what is asked for beforehand, it is told so, and the
    /// address names it alone (RFC 9126 §4).
    pub(crate) async fn leave(
        self,
        cx: &Context<'_>,
        app: App<'_>,
        way: Way<'_>,
    ) -> Result<(Away, String), Problem> {
        let asked = asked(app, way);
        let query = match &self.pushed_authorization_request_endpoint {
            None => asked,
            Some(url) => {
                let request_uri = self.push(cx, app, url, &asked).await?;
                vec![("client_id", app.client_id.to_owned()), ("request_uri", request_uri)]
            }
        };
        let url = self.page(&query);
        match flaw_of_page(&url, &self.issuer) {
            Some(flaw) => Err(Problem::new(Reason::OauthTechnical, flaw)),
            None => Ok((Away::new(self, way), url)),
        }
    }

    async fn push(
        &self,
        cx: &Context<'_>,
        app: App<'_>,
        url: &str,
        asked: &[(&'static str, String)],
    ) -> Result<String, Problem> {
        let fields: Vec<(&str, &str)> = asked.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let response = cx.http.send(app.form(cx, &self.issuer, url, &fields)).await?;
        if !matches!(response.status, 200 | 201) {
            return Err(refused(cx, app, &response, Phase::Connect));
        }
        let Pushed { request_uri } = read(&response)?;
        if request_uri.is_empty() {
            return Err(Problem::new(Reason::OauthTechnical, "what was pushed got no name"));
        }
        Ok(request_uri)
    }

    fn page(&self, query: &[(&'static str, String)]) -> String {
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(query).finish();
        let joint = if self.authorization_endpoint.contains('?') { '&' } else { '?' };
        format!("{}{joint}{query}", self.authorization_endpoint)
    }

    /// New tokens for a refresh token.
    pub(crate) async fn refresh(
        &self,
        cx: &Context<'_>,
        app: App<'_>,
        token: &Secret,
    ) -> Result<Tokens, Problem> {
        let fields = [("grant_type", "refresh_token"), ("refresh_token", token.expose())];
        self.tokens(cx, app, &fields, Phase::Refresh).await.map_err(|problem| match problem.reason {
            // Nobody is at a page who could go through it once more.
            Reason::OauthTechnical => Problem { reason: Reason::InstitutionError, ..problem },
            _ => problem,
        })
    }

    /// Ends what a token stands for; doing so twice is no error. False where the server has no endpoint for it.
    pub(crate) async fn revoke(
        &self,
        cx: &Context<'_>,
        app: App<'_>,
        token: &Secret,
    ) -> Result<bool, Problem> {
        let Some(url) = &self.revocation_endpoint else { return Ok(false) };
        let request = app.form(cx, &self.issuer, url, &[("token", token.expose())]);
        let response = cx.http.send(request).await?;
        match response.status {
            200..=299 => Ok(true),
            _ => Err(refused(cx, app, &response, Phase::Refresh)),
        }
    }

    pub(super) async fn tokens(
        &self,
        cx: &Context<'_>,
        app: App<'_>,
        fields: &[(&str, &str)],
        phase: Phase,
    ) -> Result<Tokens, Problem> {
        let response = cx.http.send(app.form(cx, &self.issuer, &self.token_endpoint, fields)).await?;
        match response.status {
            200 => Tokens::read(&response, phase),
            _ => Err(refused(cx, app, &response, phase)),
        }
    }
}

/// What keeps people from being sent to a page of that issuer. A page that is not secure is one of the same machine, whose issuer is not
/// secure either, as the description knows.
fn flaw_of_page(url: &str, issuer: &str) -> Option<&'static str> {
    let is_known = || issuer.starts_with("http://") && host_of(url) == host_of(issuer);
    let is_open = url.starts_with("http://") && !is_known();
    flaw_of_address(url).or(is_open.then_some("the page to be visited is not secure"))
}

/// What is asked for: a code, to be brought back to the hub by this way.
fn asked(app: App<'_>, way: Way<'_>) -> Vec<(&'static str, String)> {
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(way.code_verifier.expose()));
    vec![
        ("response_type", "code".to_owned()),
        ("client_id", app.client_id.to_owned()),
        ("redirect_uri", way.redirect_uri.to_owned()),
        ("scope", app.scope.to_owned()),
        ("state", way.state.expose().to_owned()),
        ("code_challenge", challenge),
        ("code_challenge_method", "S256".to_owned()),
    ]
}

/// Where the metadata of an issuer stands (RFC 8414 §3.1): the well-known part goes between host and path.
fn metadata_address(issuer: &str) -> String {
    const WELL_KNOWN: &str = "/.well-known/oauth-authorization-server";
    let rest = issuer.find("://").map_or(0, |at| at + 3);
    let path = issuer.get(rest..).and_then(|rest_of| rest_of.find('/')).map_or(issuer.len(), |at| rest + at);
    let (origin, path) = issuer.split_at(path);
    format!("{origin}{WELL_KNOWN}{}", path.trim_end_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oauth::Proof;

    /// The verifier and its challenge are those of RFC 7636, appendix B.
    #[test]
    fn the_page_is_named_with_everything_it_needs() {
        let app = App { client_id: "hub", scope: "accounts", provider: "sandbox", proof: Proof::Nothing };
        let (state, code_verifier) =
            (Secret::new("s t"), Secret::new("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"));
        let way = Way {
            redirect_uri: "https://hub.example/oauth/return",
            state: &state,
            code_verifier: &code_verifier,
            may_open_app: true,
        };
        let server = crate::oauth::away::tests::server();
        assert_eq!(
            server.page(&asked(app, way)),
            "https://bank.example/oauth/one/authorize?response_type=code&client_id=hub\
             &redirect_uri=https%3A%2F%2Fhub.example%2Foauth%2Freturn&scope=accounts&state=s+t\
             &code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256"
        );
    }

    #[test]
    fn pages_are_secure_or_of_the_issuer_s_own_machine() {
        let (secure, own) = ("https://bank.example/oauth", "http://127.0.0.1:9/oauth/one");
        for (issuer, page, is_good) in [
            (secure, "https://bank.example/authorize", true),
            (secure, "https://login.bank.example/authorize", true),
            (secure, "http://bank.example/authorize", false),
            (own, "http://127.0.0.1:9/oauth/one/authorize", true),
            (own, "http://127.0.0.1:10/authorize", true),
            (own, "https://bank.example/authorize", true),
            (own, "http://bank.example/authorize", false),
            (own, "http://127.0.0.1.bank.example/authorize", false),
            (own, "http://127.0.0.1@bank.example/authorize", false),
        ] {
            assert_eq!(flaw_of_page(page, issuer).is_none(), is_good, "{page} of {issuer}");
        }
    }

    #[test]
    fn metadata_stands_between_host_and_path() {
        for (issuer, address) in [
            ("https://bank.example", "https://bank.example/.well-known/oauth-authorization-server"),
            ("https://bank.example/", "https://bank.example/.well-known/oauth-authorization-server"),
            (
                "http://127.0.0.1:9/oauth/one",
                "http://127.0.0.1:9/.well-known/oauth-authorization-server/oauth/one",
            ),
        ] {
            assert_eq!(metadata_address(issuer), address);
        }
    }
}
