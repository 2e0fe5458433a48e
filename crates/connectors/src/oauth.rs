//! OAuth 2 as an app: to the institution's page and back (authorization code with PKCE), tokens from codes, tokens from tokens.
//!
//! Shared by the sources that work so. Sources: RFC 6749, RFC 7636 (PKCE), RFC 8414 (metadata), RFC 9207 (`iss`), RFC 7009
//! (revocation).

use crate::connector::Context;
use crate::grant::{Grant, Secret, Session};
use crate::http::{Body, Request, Response, retry_at};
use crate::problem::{Problem, code_in};
use crate::sign_in::Way;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::reason::{Phase, Reason, lookup};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// The protocol in the table of all providers' codes.
const PROVIDER: &str = "oauth2";
/// The field of a grant that holds the refresh token.
pub(crate) const REFRESH_TOKEN: &str = "refresh_token";

/// What the hub is to an authorization server.
#[derive(Debug, Clone, Copy)]
pub(crate) struct App<'a> {
    pub(crate) client_id: &'a str,
    /// Separated by spaces.
    pub(crate) scope: &'a str,
    /// Where the institution's own codes are looked up, when a refusal carries one as its description.
    pub(crate) provider: &'a str,
}

/// What an authorization server says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Server {
    pub(crate) issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    revocation_endpoint: Option<String>,
}

/// The form of [`Away`]; a session of another form is none of ours.
const VERSION: u8 = 1;

/// What is remembered while the person is at the institution's page.
#[derive(Serialize, Deserialize)]
pub(crate) struct Away {
    oauth_version: u8,
    server: Server,
    redirect_uri: String,
    state: String,
    code_verifier: String,
}

#[derive(Deserialize)]
struct Tokens {
    access_token: String,
    token_type: String,
    refresh_token: Option<String>,
}

#[derive(Deserialize)]
struct RefusedToken {
    error: String,
    error_description: Option<String>,
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
        Ok(server)
    }

    /// The page to visit, and what to remember meanwhile.
    pub(crate) fn leave(self, app: App<'_>, way: Way<'_>) -> (Away, String) {
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(way.code_verifier.expose()));
        let query = form_urlencoded::Serializer::new(String::new())
            .append_pair("response_type", "code")
            .append_pair("client_id", app.client_id)
            .append_pair("redirect_uri", way.redirect_uri)
            .append_pair("scope", app.scope)
            .append_pair("state", way.state.expose())
            .append_pair("code_challenge", &challenge)
            .append_pair("code_challenge_method", "S256")
            .finish();
        let joint = if self.authorization_endpoint.contains('?') { '&' } else { '?' };
        let url = format!("{}{joint}{query}", self.authorization_endpoint);
        let away = Away {
            oauth_version: VERSION,
            server: self,
            redirect_uri: way.redirect_uri.to_owned(),
            state: way.state.expose().to_owned(),
            code_verifier: way.code_verifier.expose().to_owned(),
        };
        (away, url)
    }

    /// New tokens for the refresh token of a grant. What the server does not name anew stays as it was.
    pub(crate) async fn refresh(
        &self,
        cx: &Context<'_>,
        app: App<'_>,
        token: &Secret,
    ) -> Result<Grant, Problem> {
        let form = form(&[
            ("grant_type", "refresh_token"),
            ("refresh_token", token.expose()),
            ("client_id", app.client_id),
        ]);
        self.tokens(cx, app, form, Phase::Refresh).await
    }

    /// Ends what a token stands for; doing so twice is no error.
    pub(crate) async fn revoke(&self, cx: &Context<'_>, app: App<'_>, token: &Secret) -> Result<(), Problem> {
        let Some(url) = self.revocation_endpoint.clone() else { return Ok(()) };
        let body = form(&[("token", token.expose()), ("client_id", app.client_id)]);
        let response = cx.http.send(Request::post(url, body)).await?;
        match response.status {
            200..=299 => Ok(()),
            _ => Err(refused(cx, app, &response, Phase::Refresh)),
        }
    }

    async fn tokens(
        &self,
        cx: &Context<'_>,
        app: App<'_>,
        body: Body,
        phase: Phase,
    ) -> Result<Grant, Problem> {
        let response = cx.http.send(Request::post(self.token_endpoint.clone(), body)).await?;
        if response.status != 200 {
            return Err(refused(cx, app, &response, phase));
        }
        let tokens: Tokens = read(&response)?;
        if tokens.access_token.is_empty() || !tokens.token_type.eq_ignore_ascii_case("bearer") {
            return Err(Problem::new(Reason::OauthTechnical, "the token is of no kind that can be used"));
        }
        let fields = tokens.refresh_token.filter(|token| !token.is_empty());
        Ok(Grant {
            fields: fields
                .into_iter()
                .map(|token| (REFRESH_TOKEN.to_owned(), Secret::new(token)))
                .collect::<BTreeMap<_, _>>(),
            token: Some(Secret::new(tokens.access_token)),
        })
    }
}

impl Away {
    pub(crate) fn issuer(&self) -> &str {
        &self.server.issuer
    }

    pub(crate) fn to_session(&self) -> Session {
        // Texts always have a JSON form.
        Session(serde_json::to_vec(self).unwrap_or_default().into())
    }

    /// What was remembered, if the session is one of a visit.
    pub(crate) fn of(session: &Session) -> Option<Self> {
        serde_json::from_slice(&session.0).ok().filter(|away: &Self| away.oauth_version == VERSION)
    }

    /// The code that the person came back with; a problem when the query belongs to another visit or server, or names an error.
    pub(crate) fn code(&self, app: App<'_>, query: &Secret) -> Result<Secret, Problem> {
        let mix_up = |what: &str| Err(Problem::new(Reason::OauthTechnical, what));
        let mut fields: BTreeMap<String, String> = BTreeMap::new();
        for (name, value) in form_urlencoded::parse(query.expose().as_bytes()) {
            if fields.insert(name.into_owned(), value.into_owned()).is_some() {
                return mix_up("the return names something twice");
            }
        }
        let field = |name: &str| fields.get(name).map(String::as_str);
        if field("state") != Some(&self.state) {
            return mix_up("the return belongs to another visit");
        }
        if field("iss").is_some_and(|issuer| issuer != self.server.issuer) {
            return mix_up("the return comes from another server");
        }
        if let Some(error) = field("error") {
            return Err(meaning(app, error, field("error_description"), Phase::Connect));
        }
        match field("code") {
            Some(code) if !code.is_empty() => Ok(Secret::new(code)),
            Some(_) | None => mix_up("the return brings no code"),
        }
    }

    /// The tokens for a code. The code is sent, and must not be sent again.
    pub(crate) async fn exchange(
        &self,
        cx: &Context<'_>,
        app: App<'_>,
        code: &Secret,
    ) -> Result<Grant, Problem> {
        let form = form(&[
            ("grant_type", "authorization_code"),
            ("code", code.expose()),
            ("redirect_uri", &self.redirect_uri),
            ("client_id", app.client_id),
            ("code_verifier", &self.code_verifier),
        ]);
        self.server.tokens(cx, app, form, Phase::Connect).await
    }
}

/// Where the metadata of an issuer stands (RFC 8414 §3.1): the well-known part goes between host and path.
fn metadata_address(issuer: &str) -> String {
    const WELL_KNOWN: &str = "/.well-known/oauth-authorization-server";
    let rest = issuer.find("://").map_or(0, |at| at + 3);
    let path = issuer.get(rest..).and_then(|rest_of| rest_of.find('/')).map_or(issuer.len(), |at| rest + at);
    let (origin, path) = issuer.split_at(path);
    format!("{origin}{WELL_KNOWN}{}", path.trim_end_matches('/'))
}

fn form(fields: &[(&str, &str)]) -> Body {
    let text = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    Body::form(Secret::new(text))
}

fn read<'a, T: Deserialize<'a>>(response: &'a Response) -> Result<T, Problem> {
    // All answers are objects. Serde would take a list for one too, its items for the fields in their order.
    let is_object = response.body.trim_ascii_start().starts_with(b"{");
    let value = if is_object { serde_json::from_slice(&response.body).ok() } else { None };
    value.ok_or_else(|| {
        Problem::new(
            Reason::OauthTechnical,
            "the answer of the authorization server is not of the expected form",
        )
    })
}

/// A refusal of the token endpoint.
fn refused(cx: &Context<'_>, app: App<'_>, response: &Response, phase: Phase) -> Problem {
    match serde_json::from_slice::<RefusedToken>(&response.body) {
        Ok(said) if (400..500).contains(&response.status) => {
            let mut problem = meaning(app, &said.error, said.error_description.as_deref(), phase);
            problem.retry_at = retry_at(response, cx.now);
            problem
        }
        Ok(_) | Err(_) => failed(cx, response, "the authorization server answered with an error"),
    }
}

/// Not the protocol speaks, but whatever stands before it.
fn failed(cx: &Context<'_>, response: &Response, detail: &str) -> Problem {
    Problem {
        reason: match response.status {
            429 => Reason::RateLimited,
            500..=599 => Reason::InstitutionDown,
            _ => Reason::OauthTechnical,
        },
        source_code: Some(format!("HTTP {}", response.status)),
        detail: detail.to_owned(),
        retry_at: retry_at(response, cx.now),
    }
}

/// What an error of the protocol means. Where it leaves open why, the institution's own code says more.
fn meaning(app: App<'_>, error: &str, description: Option<&str>, phase: Phase) -> Problem {
    let own = description
        .filter(|_| matches!(error, "interaction_required" | "invalid_grant" | "access_denied"))
        .and_then(code_in)
        .and_then(|code| Some((lookup(app.provider, code, Some(phase))?.reason, code)));
    let (reason, code) = own.unwrap_or_else(|| {
        let reason = lookup(PROVIDER, error, Some(phase)).map_or(Reason::Unknown, |row| row.reason);
        (reason, code_in(error).unwrap_or("unreadable"))
    });
    Problem {
        reason,
        source_code: Some(code.to_owned()),
        detail: "the authorization server refused".to_owned(),
        retry_at: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const APP: App<'_> = App { client_id: "hub", scope: "accounts", provider: "sandbox" };

    fn server() -> Server {
        Server {
            issuer: "https://bank.example/oauth/one".to_owned(),
            authorization_endpoint: "https://bank.example/oauth/one/authorize".to_owned(),
            token_endpoint: "https://bank.example/oauth/one/token".to_owned(),
            revocation_endpoint: None,
        }
    }

    fn away() -> (Away, String) {
        let (state, code_verifier) =
            (Secret::new("s t"), Secret::new("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"));
        let way = Way {
            redirect_uri: "https://hub.example/oauth/return",
            state: &state,
            code_verifier: &code_verifier,
        };
        server().leave(APP, way)
    }

    /// The verifier and its challenge are those of RFC 7636, appendix B.
    #[test]
    fn the_page_is_named_with_everything_it_needs() {
        let (_, url) = away();
        assert_eq!(
            url,
            "https://bank.example/oauth/one/authorize?response_type=code&client_id=hub\
             &redirect_uri=https%3A%2F%2Fhub.example%2Foauth%2Freturn&scope=accounts&state=s+t\
             &code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256"
        );
    }

    #[test]
    fn returns_are_read_and_mix_ups_seen() {
        let (away, _) = away();
        let check = |query: &str, expected: Result<&str, Reason>| {
            let read = away.code(APP, &Secret::new(query));
            assert_eq!(
                read.as_ref().map(Secret::expose).map_err(|problem| problem.reason),
                expected,
                "{query}"
            );
        };
        check("code=abc&state=s+t", Ok("abc"));
        check("code=abc&state=s+t&iss=https%3A%2F%2Fbank.example%2Foauth%2Fone", Ok("abc"));
        check("code=abc&state=s+t&iss=https%3A%2F%2Fevil.example", Err(Reason::OauthTechnical));
        check("code=abc&state=other", Err(Reason::OauthTechnical));
        check("code=abc", Err(Reason::OauthTechnical));
        check("code=abc&code=def&state=s+t", Err(Reason::OauthTechnical));
        check("code=&state=s+t", Err(Reason::OauthTechnical));
        check("state=s+t", Err(Reason::OauthTechnical));
        check("", Err(Reason::OauthTechnical));
        check("error=access_denied&state=s+t", Err(Reason::OauthCancelled));
        check("error=access_denied&state=other", Err(Reason::OauthTechnical));
        check("error=login_required&state=s+t", Err(Reason::OauthLoginFailed));
        check("error=server_error&state=s+t", Err(Reason::OauthTechnical));
        check(
            "error=interaction_required&error_description=terms_not_accepted&state=s+t",
            Err(Reason::TermsRequired),
        );
        check(
            "error=interaction_required&error_description=who+knows&state=s+t",
            Err(Reason::UserActionRequired),
        );
        check("error=sunspots&state=s+t", Err(Reason::Unknown));
    }

    #[test]
    fn a_session_is_one_of_a_visit_or_not() {
        let (away, _) = away();
        let session = away.to_session();
        assert_eq!(Away::of(&session).map(|away| away.server), Some(server()));
        assert!(Away::of(&Session::default()).is_none());
        assert!(Away::of(&Session(b"{\"oauth_version\":9}".to_vec().into())).is_none());
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

    #[test]
    fn the_institutions_own_code_says_more() {
        for (error, description, phase, reason) in [
            ("invalid_grant", None, Phase::Connect, Reason::OauthTechnical),
            ("invalid_grant", None, Phase::Refresh, Reason::TokenInvalid),
            ("invalid_grant", Some("consent_expired"), Phase::Refresh, Reason::ConsentExpired),
            ("invalid_grant", Some("consent_revoked"), Phase::Refresh, Reason::ConsentRevoked),
            ("invalid_grant", Some("something else"), Phase::Refresh, Reason::TokenInvalid),
            ("invalid_client", Some("consent_revoked"), Phase::Refresh, Reason::ClientNotAuthorized),
        ] {
            assert_eq!(meaning(APP, error, description, phase).reason, reason, "{error} {description:?}");
        }
    }
}
