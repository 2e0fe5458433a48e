//! What an app asks for when it sends the person here, said in the address or pushed before, and whether the person may come in with it.

use domain::clock::Timestamp;

use super::app;
use super::flow::{Brought, Flow, Stage};
use super::params::{Params, Repeated};
use super::pushed::{self, Pushed};
use super::scope::{Scopes, Words};
use super::terms::Pushing;
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
    /// The app hears of its mistake there.
    SentBack { way_back: WayBack, complaint: Complaint, text: &'static str },
}

/// The bank as it is when an app asks.
#[derive(Debug)]
pub(crate) struct Begin<'a> {
    pub(crate) books: &'a Books,
    pub(crate) seed: u64,
    pub(crate) institution: &'a Institution,
    pub(crate) issuer: &'a str,
    pub(crate) now: Timestamp,
}

struct Asked {
    scopes: Scopes,
    code_challenge: String,
}

type Mistake = (Complaint, &'static str);

impl Begin<'_> {
    /// The person stands at the door.
    pub(crate) fn flow(&self, params: &Params) -> (Vec<Record>, Result<Flow, NotBegun>) {
        let begun = match self.pushed(params) {
            Ok(Some(pushed)) => self
                .read(&Params::read(pushed.query.as_bytes()))
                .map(|flow| (vec![Record::Pushed(Pushed { is_used: true, ..pushed.clone() })], flow)),
            Ok(None) => self.read(params).and_then(|flow| self.unpushed(flow)).map(|flow| (Vec::new(), flow)),
            Err(not_begun) => Err(not_begun),
        };
        match begun {
            Ok((mut records, flow)) => {
                records.push(Record::Flow(flow.clone()));
                (records, Ok(flow))
            }
            Err(not_begun) => (Vec::new(), Err(not_begun)),
        }
    }

    /// The app says what it will ask for, and what would be wrong with it is told at once.
    pub(crate) fn push(
        &self,
        params: &Params,
        client_id: &str,
    ) -> (Vec<Record>, Result<Pushed, (&'static str, &'static str)>) {
        let is_of_another = params.one("client_id").ok().flatten().is_some_and(|named| named != client_id);
        if is_of_another || params.all("request_uri").next().is_some() {
            return (
                Vec::new(),
                Err(("invalid_request", "the request names another app or another request")),
            );
        }
        // Who pushes need not repeat the name by which it has shown itself.
        let pushed = Pushed::new(self.books.next_number, self.institution.code, client_id, params, self.now);
        let query = match params.one("client_id") {
            Ok(Some(_)) => pushed.query.clone(),
            Ok(None) | Err(Repeated) => format!("{}&client_id={client_id}", pushed.query),
        };
        let pushed = Pushed { query, ..pushed };
        match self.read(&Params::read(pushed.query.as_bytes())) {
            Ok(_) => (vec![Record::Pushed(pushed.clone())], Ok(pushed)),
            Err(NotBegun::NoWayBack(text)) => (Vec::new(), Err(("invalid_request", text))),
            Err(NotBegun::SentBack { complaint, text, .. }) => (Vec::new(), Err((complaint.as_str(), text))),
        }
    }

    /// What was said before, if the app refers to it.
    fn pushed(&self, params: &Params) -> Result<Option<&Pushed>, NotBegun> {
        let Some(name) = params.all("request_uri").next() else { return Ok(None) };
        let client_id = params.one("client_id").ok().flatten();
        let pushed = pushed::number_of(name, self.seed).and_then(|number| self.books.pushed(number));
        let is_good = |pushed: &&Pushed| {
            pushed.institution == self.institution.code
                && Some(pushed.client_id.as_str()) == client_id
                && !pushed.is_used
                && self.now < pushed.expires_at
        };
        pushed.filter(is_good).map(Some).ok_or(NotBegun::NoWayBack(
            "What the app has asked for is unknown, used or too old. Go back to the app and begin again.",
        ))
    }

    fn unpushed(&self, flow: Flow) -> Result<Flow, NotBegun> {
        match self.institution.oauth.pushing {
            Pushing::NotOffered | Pushing::Offered => Ok(flow),
            Pushing::Required => Err(NotBegun::SentBack {
                way_back: flow.way_back,
                complaint: Complaint::InvalidRequest,
                text: "the request must be pushed before (RFC 9126)",
            }),
        }
    }

    fn read(&self, params: &Params) -> Result<Flow, NotBegun> {
        let named = |name, problem| match params.one(name) {
            Ok(Some(value)) => Ok(value),
            Ok(None) | Err(Repeated) => Err(NotBegun::NoWayBack(problem)),
        };
        let client_id = named("client_id", "The app did not say which app it is.")?;
        let app = app::find(self.books, client_id)
            .ok_or(NotBegun::NoWayBack("The bank does not know this app."))?;
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
            issuer: self.issuer.to_owned(),
        };
        let sent_back =
            |(complaint, text): Mistake| NotBegun::SentBack { way_back: way_back.clone(), complaint, text };
        let asked = asked(params, self.institution.oauth.words).map_err(sent_back)?;
        let is_long = |state: &str| state.chars().count() > STATE_CHARS_MAX;
        if state.is_err() || way_back.state.as_deref().is_some_and(is_long) {
            return Err(sent_back(invalid("state must stand there once, with at most 2000 characters")));
        }
        Ok(Flow {
            number: self.books.next_number,
            institution: self.institution.code.to_owned(),
            client_id: client_id.to_owned(),
            app_name: app.name,
            way_back,
            scopes: asked.scopes,
            code_challenge: asked.code_challenge,
            began_at: self.now,
            wrong_passwords: 0,
            brought: Brought::Nothing,
            stage: Stage::Login,
        })
    }
}

fn asked(params: &Params, words: Words) -> Result<Asked, Mistake> {
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
    let scopes = Scopes::asked_for(one("scope")?, words).ok_or(unknown)?;
    Ok(Asked { scopes, code_challenge: code_challenge.to_owned() })
}

fn invalid(text: &'static str) -> Mistake {
    (Complaint::InvalidRequest, text)
}
