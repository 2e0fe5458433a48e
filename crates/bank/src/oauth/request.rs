//! What an app asks for when it sends the person here, and whether the person may come in with it.

use domain::clock::Timestamp;

use super::app;
use super::flow::{Brought, Flow, Stage};
use super::params::{Params, Repeated};
use super::scope::Scopes;
use super::way_back::{Complaint, WayBack};
use crate::books::{Books, Record};
use crate::directory::Institution;

const STATE_CHARS_MAX: usize = 2_000;
/// A SHA-256 in base64 without padding.
const CHALLENGE_CHARS: usize = 43;

/// Why the person sees no login page.
#[derive(Debug)]
pub(crate) enum NotBegun {
    /// Whoever asks is not known to be the app that it says: nobody is sent anywhere.
    NoWayBack(&'static str),
    /// The app hears of its mistake at this address.
    SentBack(String),
}

struct Asked {
    scopes: Scopes,
    code_challenge: String,
}

type Mistake = (Complaint, &'static str);

pub(crate) fn begin(
    books: &Books,
    institution: &Institution,
    issuer: &str,
    params: &Params,
    now: Timestamp,
) -> (Vec<Record>, Result<Flow, NotBegun>) {
    match flow(books, institution, issuer, params, now) {
        Ok(flow) => (vec![Record::Flow(flow.clone())], Ok(flow)),
        Err(not_begun) => (Vec::new(), Err(not_begun)),
    }
}

fn flow(
    books: &Books,
    institution: &Institution,
    issuer: &str,
    params: &Params,
    now: Timestamp,
) -> Result<Flow, NotBegun> {
    let named = |name, problem| match params.one(name) {
        Ok(Some(value)) => Ok(value),
        Ok(None) | Err(Repeated) => Err(NotBegun::NoWayBack(problem)),
    };
    let client_id = named("client_id", "The app did not say which app it is.")?;
    let app = app::find(books, client_id).ok_or(NotBegun::NoWayBack("The bank does not know this app."))?;
    let redirect_uri = named("redirect_uri", "The app did not say where to send you back to.")?;
    if !app.may_return_to(redirect_uri) {
        return Err(NotBegun::NoWayBack(
            "The app wants you sent back to an address that it has not registered.",
        ));
    }
    let state = params.one("state");
    let way_back = WayBack {
        redirect_uri: redirect_uri.to_owned(),
        state: state.as_ref().ok().and_then(|state| state.map(str::to_owned)),
        issuer: issuer.to_owned(),
    };
    let sent_back = |(complaint, text): Mistake| NotBegun::SentBack(way_back.with_error(complaint, text));
    let asked = asked(params).map_err(sent_back)?;
    let is_long = |state: &str| state.chars().count() > STATE_CHARS_MAX;
    if state.is_err() || way_back.state.as_deref().is_some_and(is_long) {
        return Err(sent_back(invalid("state must stand there once, with at most 2000 characters")));
    }
    Ok(Flow {
        number: books.next_number,
        institution: institution.code.to_owned(),
        client_id: client_id.to_owned(),
        app_name: app.name,
        way_back,
        scopes: asked.scopes,
        code_challenge: asked.code_challenge,
        began_at: now,
        wrong_passwords: 0,
        brought: Brought::Nothing,
        stage: Stage::Login,
    })
}

fn asked(params: &Params) -> Result<Asked, Mistake> {
    let one = |name| params.one(name).map_err(|Repeated| invalid("a parameter stands there more than once"));
    match one("response_type")? {
        Some("code") => {}
        Some(_) => return Err((Complaint::UnsupportedResponseType, "response_type must be code")),
        None => return Err(invalid("response_type is missing")),
    }
    let code_challenge = one("code_challenge")?.ok_or(invalid("code_challenge is missing"))?;
    // Without a method, RFC 7636 §4.3 means plain.
    if one("code_challenge_method")? != Some("S256") {
        return Err(invalid("code_challenge_method must be S256"));
    }
    let is_base64 = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    if code_challenge.len() != CHALLENGE_CHARS || !code_challenge.bytes().all(is_base64) {
        return Err(invalid("code_challenge is no SHA-256 in base64url"));
    }
    let unknown = (Complaint::InvalidScope, "scope names something that is not offered");
    let scopes = Scopes::asked_for(one("scope")?).ok_or(unknown)?;
    Ok(Asked { scopes, code_challenge: code_challenge.to_owned() })
}

fn invalid(text: &'static str) -> Mistake {
    (Complaint::InvalidRequest, text)
}
