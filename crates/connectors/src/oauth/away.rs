//! What is remembered while the person is at the institution's page, and what the person brings back.

use super::app::App;
use super::refusal::meaning;
use super::{Server, Tokens};
use crate::connector::Context;
use crate::grant::{Secret, Session};
use crate::problem::Problem;
use crate::sign_in::Way;
use domain::reason::{Phase, Reason};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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

impl Away {
    pub(super) fn new(server: Server, way: Way<'_>) -> Self {
        Self {
            oauth_version: VERSION,
            server,
            redirect_uri: way.redirect_uri.to_owned(),
            state: way.state.expose().to_owned(),
            code_verifier: way.code_verifier.expose().to_owned(),
        }
    }

    /// Where the person went.
    pub(crate) fn server(&self) -> &Server {
        &self.server
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
        let is_named = self.server.authorization_response_iss_parameter_supported;
        match field("iss") {
            Some(issuer) if issuer != self.server.issuer => {
                return mix_up("the return comes from another server");
            }
            None if is_named => return mix_up("the return does not say which server it comes from"),
            Some(_) | None => {}
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
    ) -> Result<Tokens, Problem> {
        let fields = [
            ("grant_type", "authorization_code"),
            ("code", code.expose()),
            ("redirect_uri", self.redirect_uri.as_str()),
            ("code_verifier", self.code_verifier.as_str()),
        ];
        self.server.tokens(cx, app, &fields, Phase::Connect).await
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    use crate::oauth::Proof;

    const APP: App<'_> =
        App { client_id: "hub", scope: "accounts", provider: "sandbox", proof: Proof::Nothing };

    pub(in crate::oauth) fn server() -> Server {
        Server {
            issuer: "https://bank.example/oauth/one".to_owned(),
            authorization_endpoint: "https://bank.example/oauth/one/authorize".to_owned(),
            token_endpoint: "https://bank.example/oauth/one/token".to_owned(),
            revocation_endpoint: None,
            pushed_authorization_request_endpoint: None,
            authorization_response_iss_parameter_supported: false,
        }
    }

    fn away() -> Away {
        let (state, code_verifier) =
            (Secret::new("s t"), Secret::new("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"));
        let way = Way {
            redirect_uri: "https://hub.example/oauth/return",
            state: &state,
            code_verifier: &code_verifier,
            may_open_app: true,
        };
        Away::new(server(), way)
    }

    #[test]
    fn returns_are_read_and_mix_ups_seen() {
        let away = away();
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
        let away = away();
        let session = away.to_session();
        assert_eq!(Away::of(&session).map(|away| away.server), Some(server()));
        assert!(Away::of(&Session::default()).is_none());
        assert!(Away::of(&Session(b"{\"oauth_version\":9}".to_vec().into())).is_none());
    }

    /// A server that names itself with every return (RFC 9207 §2.4).
    #[test]
    fn a_return_that_must_name_its_server_does() {
        let mut away = away();
        away.server.authorization_response_iss_parameter_supported = true;
        let read = |query: &str| away.code(APP, &Secret::new(query)).is_ok();
        assert!(!read("code=abc&state=s+t"));
        assert!(!read("code=abc&state=s+t&iss=https://elsewhere.example"));
        assert!(read("code=abc&state=s+t&iss=https://bank.example/oauth/one"));
    }
}
