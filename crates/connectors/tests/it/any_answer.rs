//! A connector of each kind, and what it makes of an answer, whatever that is. The fuzz targets call the same.

use connectors::conformance::any_answer;
use connectors::definition::Definition;
use connectors::sandbox::Sandbox;
use connectors::sign_in::Way;
use connectors::{
    Connector, Context, Grant, Http, HttpError, Input, Outcome, Request, Response, Secret, Session,
};
use domain::clock::Timestamp;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Poll, Waker};
use std::time::Duration;

const INSTITUTION: &str = "bank";
/// Long after tokens that last an hour were given.
const NOW_S: i64 = 1_795_000_000;

/// A connector, and somebody who signed in with it before.
pub(crate) struct Tried {
    connector: Arc<dyn Connector>,
    grant: Grant,
}

impl Tried {
    pub(crate) fn sandbox() -> Self {
        let grant = Grant { token: Some(Secret::new("t")), ..Grant::default() };
        Self { connector: Arc::new(Sandbox::direct("http://bank.example")), grant }
    }

    pub(crate) fn fdx() -> Self {
        let connector = described(
            "fdx",
            &json!({"issuer": "https://bank.example", "api": "https://api.bank.example/fdx",
            "client_id": "hub", "client_auth": "none", "scope": "openid"}),
        );
        let grant = linked(&*connector);
        Self { connector, grant }
    }

    pub(crate) fn ofx() -> Self {
        let service = json!({"url": "https://bank.example/ofx", "org": "BANK", "fid": "1", "version": "211"});
        let fields = [("USERID", "vera"), ("USERPASS", "right")];
        let fields = fields.map(|(name, value)| (name.to_owned(), Secret::new(value))).into();
        Self { connector: described("ofx", &service), grant: Grant { fields, ..Grant::default() } }
    }

    /// What is not sound about what the connector makes of this answer to everything it asks.
    pub(crate) fn check(
        &self,
        status: u16,
        retry_after: Option<Duration>,
        body: Vec<u8>,
    ) -> Result<(), String> {
        let answer = Response { status, retry_after, body };
        at_once(any_answer(&*self.connector, INSTITUTION, &self.grant, at(NOW_S), answer))
    }
}

/// An answer as a fuzzer writes it: a byte for the status, and the body.
pub(crate) fn parts(bytes: &[u8]) -> (u16, Vec<u8>) {
    const STATUSES: [u16; 8] = [200, 200, 200, 201, 400, 401, 429, 503];
    let Some((first, body)) = bytes.split_first() else { return (200, Vec::new()) };
    (STATUSES[usize::from(first % 8)], body.to_vec())
}

fn described(source: &str, service: &Value) -> Arc<dyn Connector> {
    let description = json!({"code": INSTITUTION, "name": "The Bank", source: service});
    Definition::read(&description).unwrap().connector(BTreeMap::new()).unwrap()
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

/// Nothing here ever waits.
pub(crate) fn at_once<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut std::task::Context::from_waker(Waker::noop())) {
        Poll::Ready(result) => result,
        Poll::Pending => panic!("it waits for something"),
    }
}

/// Answers everything alike.
pub(crate) struct Always(pub(crate) Value);

#[async_trait::async_trait]
impl Http for Always {
    async fn send(&self, _: Request) -> Result<Response, HttpError> {
        Ok(Response { status: 200, retry_after: None, body: self.0.to_string().into_bytes() })
    }
}

/// The grant of somebody who went to the institution's page and came back.
fn linked(connector: &dyn Connector) -> Grant {
    let (state, code_verifier) = (Secret::new("s"), Secret::new("v".repeat(43)));
    let redirect_uri = "https://hub.example/oauth/return";
    let way = Way { redirect_uri, state: &state, code_verifier: &code_verifier, may_open_app: true };
    let step = |http: &Always, session, input| {
        let cx = Context { http, now: at(0), attempt: "a-1" };
        at_once(connector.advance(&cx, session, input)).unwrap()
    };
    let http = Always(
        json!({"issuer": "https://bank.example", "authorization_endpoint": "https://bank.example/authorize",
        "token_endpoint": "https://bank.example/token", "revocation_endpoint": "https://bank.example/revoke"}),
    );
    let (session, _) = step(&http, Session::default(), Input::Visit { institution: INSTITUTION, way });
    let http = Always(
        json!({"access_token": "t", "token_type": "Bearer", "refresh_token": "r", "expires_in": 3600, "fdxConsentId": "c"}),
    );
    let (_, outcome) = step(&http, session, Input::Returned(&Secret::new("code=c&state=s")));
    let Outcome::Done { grant } = outcome else { panic!("{outcome:?}") };
    grant
}
