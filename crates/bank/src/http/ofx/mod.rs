//! `POST /ofx/{institution}`: one document comes, one goes. What the protocol has no code for is a status of HTTP with a page for
//! people, as a web server in front of an OFX server has it.

use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;

use super::gate::{self, Closed};
use super::problem::Problem;
use crate::accounts;
use crate::bank::Bank;
use crate::books::Opened;
use crate::calendar::Day;
use crate::channel::Channel;
use crate::directory::{self, Institution};
use crate::line::Scheme;
use crate::ofx::{self, Asked, Code, Entrance, Purpose, Reply, Request, Said, Server, Version};

const CONTENT_TYPE: &str = "application/x-ofx";
/// Who asks for the profile and has no login.
const NOBODY: &str = "anonymous";

pub(super) fn router() -> Router<Bank> {
    Router::new().route("/ofx/{institution}", post(answer))
}

/// A failure that is told outside the protocol.
struct Failure(Problem);

async fn answer(
    Path(code): Path<String>,
    State(bank): State<Bank>,
    scheme: Scheme,
    headers: HeaderMap,
    sent: Result<Bytes, BytesRejection>,
) -> Result<Response, Failure> {
    let found = directory::find(Channel::Ofx, &code).and_then(|found| Some((found, found.ofx?)));
    let (institution, server) = found.ok_or(Failure(Problem::Unknown("institution")))?;
    let is_ofx = headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(CONTENT_TYPE.as_bytes()));
    let body = sent.ok().filter(|_| is_ofx).and_then(|body| ofx::read(&body));
    let request = body.ok_or_else(|| Failure(Problem::bad("the body is no request of OFX")))?;
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
    let url = format!("{}://{host}/ofx/{}", scheme.as_str(), institution.code);
    gate::through(&bank, Some(institution), || {
        let bytes = told(&bank, (institution, server), &request, &url)?;
        Ok(([(header::CONTENT_TYPE, CONTENT_TYPE), (header::CACHE_CONTROL, "no-store")], bytes))
    })
    .await
}

fn told(
    bank: &Bank,
    (institution, server): (&'static Institution, &'static Server),
    request: &Request,
    url: &str,
) -> Result<Vec<u8>, Failure> {
    let standing = bank.standing(institution);
    if standing.state == Opened::Discontinued {
        return Err(Failure(Problem::Discontinued));
    }
    let spoken = Version::numbered(request.version);
    // A version that is not spoken is answered in one that is, and in the same form.
    let version = spoken.unwrap_or(if request.version < 200 { Version::V102 } else { Version::V211 });
    let wants_profile_alone = request.asked.iter().all(|asked| matches!(asked, Asked::Profile { .. }));
    let turned_away = if spoken.is_none() {
        Some(Code::VERSION)
    } else if request.fid.as_deref().is_none_or(|fid| fid != server.fid) {
        Some(Code::INSTITUTION)
    } else if request.user.starts_with(NOBODY) {
        (!wants_profile_alone).then_some(Code::SIGNON)
    } else if server.wants_client_uid && version.knows_challenges() && !request.has_client_uid {
        Some(Code::CLIENT_UID)
    } else {
        None
    };
    let comes_in = turned_away.is_none() && !request.user.starts_with(NOBODY);
    let said = comes_in.then(|| enter(bank, institution, version, request)).transpose()?;
    let accounts = accounts::of_login(bank.seed(), institution, &request.user, Day::of(bank.now()));
    let reply = Reply {
        institution,
        server,
        version,
        said: said.as_ref(),
        turned_away,
        accounts: &accounts,
        url,
        seed: bank.seed(),
        now: bank.now(),
        spoils: standing.spoils,
    };
    ofx::reply(&reply, request).map_err(|fault| Failure(fault.into()))
}

fn enter(
    bank: &Bank,
    institution: &'static Institution,
    version: Version,
    request: &Request,
) -> Result<Said, Failure> {
    let asks = |what: fn(&Asked) -> bool| request.asked.iter().any(what);
    let purpose = if asks(|asked| matches!(asked, Asked::Challenge { .. })) {
        Purpose::Challenge
    } else if asks(|asked| matches!(asked, Asked::Accounts { .. })) {
        Purpose::Accounts
    } else {
        Purpose::Reading
    };
    let entrance = Entrance {
        institution,
        version,
        seed: bank.seed(),
        user: &request.user,
        password: &request.password,
        access_key: request.access_key.as_deref(),
        cookie: request.cookie.as_deref(),
        answers: &request.answers,
        purpose,
    };
    bank.conclude(|books, now| ofx::enter(books, &entrance, now)).map_err(|error| Failure(error.into()))
}

impl From<Closed> for Failure {
    fn from(closed: Closed) -> Failure {
        Failure(closed.into())
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        const PAGE: &str =
            "<!DOCTYPE html><html><head><title>Error</title></head><body>This did not work.</body></html>";
        let (mut parts, _) = self.0.into_response().into_parts();
        parts.headers.remove(header::CONTENT_LENGTH);
        parts.headers.insert(header::CONTENT_TYPE, header::HeaderValue::from_static("text/html"));
        Response::from_parts(parts, PAGE.into())
    }
}
