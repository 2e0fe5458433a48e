//! What a test of FDX stands on: a bank, an app that is registered there, and people who go to its page.

use crate::bed::{Bed, TestClock};
use crate::person::{Doing, RETURN, at_the_bank};
use async_trait::async_trait;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use connectors::data::SourceAccount;
use connectors::directory::DirectoryEntry;
use connectors::fdx::{ClientAuth, Fdx, FdxService, Span};
use connectors::sign_in::Way;
use connectors::{
    Connector, Context, FetchStop, Fetched, Grant, Http, HttpError, Input, Outcome, Problem, Request,
    Response, Secret, Session, Want,
};
use domain::clock::Clock;
use domain::institution::InstitutionKind;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const SECRET: &str = "open-sesame-42";
/// Everything that the bank offers.
pub(crate) const SCOPE: &str = "openid offline_access fdx:accountdetailed:read fdx:transactions:read fdx:customercontact:read \
    fdx:accountpayments:read fdx:statements:read";
/// Of no app.
const KEY: &str = include_str!("key.pem");

/// Institutions that differ in what they ask of apps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Variant {
    /// A public app, one refresh token for ever.
    Public,
    /// A secret in the form, one refresh token for ever.
    Secret,
    /// A secret in a header, requests may be pushed, refresh tokens change.
    Basic,
    /// Requests are pushed, the app signs, refresh tokens change, access tokens last five minutes.
    Strict,
}

impl Variant {
    pub(crate) const ALL: [Self; 4] = [Self::Public, Self::Secret, Self::Basic, Self::Strict];

    pub(crate) const fn institution(self) -> &'static str {
        match self {
            Self::Public | Self::Secret => "kestrel_federal",
            Self::Basic => "sandpiper_invest",
            Self::Strict => "saltmarsh_national",
        }
    }

    const fn client_auth(self) -> ClientAuth {
        match self {
            Self::Public => ClientAuth::None,
            Self::Secret => ClientAuth::ClientSecretPost,
            Self::Basic => ClientAuth::ClientSecretBasic,
            Self::Strict => ClientAuth::PrivateKeyJwt,
        }
    }

    fn secrets(self) -> BTreeMap<String, Secret> {
        let one = |name: &str, value: &str| BTreeMap::from([(name.to_owned(), Secret::new(value))]);
        match self {
            Self::Public => BTreeMap::new(),
            Self::Secret | Self::Basic => one("client_secret", SECRET),
            Self::Strict => one("private_key", KEY),
        }
    }
}

/// A bank, and the hub's app there.
pub(crate) struct FdxBed {
    pub(crate) bed: Bed,
    pub(crate) variant: Variant,
}

pub(crate) fn entry(code: &str) -> DirectoryEntry {
    DirectoryEntry {
        id: code.to_owned(),
        code: code.to_owned(),
        name: "The Bank".to_owned(),
        aliases: Vec::new(),
        kind: InstitutionKind::Personal,
        country: "US".to_owned(),
        url: "https://bank.example".to_owned(),
        forgot_password_url: None,
        forgot_username_url: None,
        trouble_signing_in_url: None,
        instructions: None,
        instruction_steps: Vec::new(),
        popularity: 0,
        products: Vec::new(),
        is_throttled: false,
        is_oauth: true,
        login_form: Vec::new(),
    }
}

pub(crate) fn service(issuer: &str, api: &str, client_auth: ClientAuth) -> FdxService {
    FdxService {
        issuer: issuer.to_owned(),
        api: api.to_owned(),
        client_id: "hub".to_owned(),
        client_auth,
        scope: SCOPE.to_owned(),
        key_id: Some("key-1".to_owned()),
        in_frame: false,
        app2app: None,
        page_limit: 100,
        span: Span::Days,
        currency: None,
    }
}

impl FdxBed {
    pub(crate) async fn new(variant: Variant) -> Self {
        let bed = Bed::new().await;
        let fdx = Self { bed, variant };
        let secret = match variant {
            Variant::Secret | Variant::Basic => Some(SECRET),
            Variant::Public | Variant::Strict => None,
        };
        let mut app = json!({"name": "The Hub", "redirect_uris": [RETURN], "secret": secret});
        if variant == Variant::Strict {
            app["jwks"] = json!({"keys": [public_key()]});
        }
        fdx.put("/control/apps/hub", &app).await;
        fdx
    }

    pub(crate) async fn put(&self, path: &str, body: &Value) {
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        let request = http.put(format!("{}{path}", self.bed.url)).body(body.to_string());
        let answer = request.header("content-type", "application/json").send().await.unwrap();
        assert!(answer.status().is_success(), "{path}: {}", answer.text().await.unwrap());
    }

    /// What staff says of the institution.
    pub(crate) async fn says(&self, said: Value) {
        self.put(&format!("/control/institutions/{}", self.variant.institution()), &said).await;
    }

    pub(crate) fn clock(&self) -> &Arc<TestClock> {
        &self.bed.clock
    }

    pub(crate) fn service(&self) -> FdxService {
        let code = self.variant.institution();
        let (issuer, api) =
            (format!("{}/oauth/{code}", self.bed.url), format!("{}/fdx/{code}/v6", self.bed.url));
        service(&issuer, &api, self.variant.client_auth())
    }

    pub(crate) fn connector(&self) -> Fdx {
        self.connector_with(self.service())
    }

    pub(crate) fn connector_with(&self, service: FdxService) -> Fdx {
        Fdx::new(entry(self.variant.institution()), service, self.variant.secrets()).unwrap()
    }

    /// The page to visit, and what is remembered.
    pub(crate) async fn leave(&self, fdx: &Fdx) -> Result<(Session, String), Problem> {
        self.leave_over(fdx, &self.bed.http, true).await
    }

    /// The same over another way to the bank, and for a device that may open the bank's app or not.
    pub(crate) async fn leave_over(
        &self,
        fdx: &Fdx,
        http: &dyn Http,
        may_open_app: bool,
    ) -> Result<(Session, String), Problem> {
        let (state, code_verifier) = (Secret::new("a state"), Secret::new(VERIFIER));
        let way = Way { redirect_uri: RETURN, state: &state, code_verifier: &code_verifier, may_open_app };
        let input = Input::Visit { institution: self.variant.institution(), way };
        let attempt = self.bed.attempt();
        match fdx.advance(&self.context_over(http, &attempt), Session::default(), input).await? {
            (session, Outcome::Visit { url, .. }) => Ok((session, url)),
            (_, other) => panic!("{other:?}"),
        }
    }

    pub(crate) async fn come_back(
        &self,
        fdx: &Fdx,
        session: Session,
        query: &Secret,
    ) -> Result<Grant, Problem> {
        let attempt = self.bed.attempt();
        match fdx.advance(&self.bed.context(&attempt), session, Input::Returned(query)).await? {
            (_, Outcome::Done { grant }) => Ok(grant),
            (_, other) => panic!("{other:?}"),
        }
    }

    /// All the way to a grant.
    pub(crate) async fn linked(&self, fdx: &Fdx, doing: Doing<'_>) -> Grant {
        let (session, url) = self.leave(fdx).await.unwrap();
        let query = at_the_bank(&self.bed.url, &url, doing).await;
        fdx.read_return(&session, &query).unwrap();
        self.come_back(fdx, session, &query).await.unwrap()
    }

    pub(crate) async fn start(&self, fdx: &Fdx, grant: &Grant) -> Result<Grant, Problem> {
        let institution = self.variant.institution();
        let input = Input::Start { institution, grant, is_user_present: false };
        let attempt = self.bed.attempt();
        match fdx.advance(&self.bed.context(&attempt), Session::default(), input).await? {
            (_, Outcome::Done { grant }) => Ok(grant),
            (_, other) => panic!("{other:?}"),
        }
    }

    pub(crate) async fn revoke(&self, fdx: &Fdx, grant: &Grant) -> Result<(), Problem> {
        let attempt = self.bed.attempt();
        fdx.revoke(&self.bed.context(&attempt), grant).await
    }

    pub(crate) async fn fetch(&self, fdx: &Fdx, grant: &Grant, want: &Want) -> Result<Fetched, FetchStop> {
        let attempt = self.bed.attempt();
        fdx.fetch(&self.bed.context(&attempt), grant, want).await
    }

    pub(crate) async fn accounts(&self, fdx: &Fdx, grant: &Grant) -> Vec<SourceAccount> {
        match self.fetch(fdx, grant, &Want::Accounts).await {
            Ok(Fetched::Accounts { accounts, problems, .. }) if problems.is_empty() => accounts,
            other => panic!("{other:?}"),
        }
    }

    /// The same over another way to the bank.
    pub(crate) fn context_over<'a>(&self, http: &'a dyn Http, attempt: &'a str) -> Context<'a> {
        Context { http, now: self.bed.clock.now(), attempt }
    }
}

fn public_key() -> Value {
    let key = p256::SecretKey::from_pem(KEY.trim()).unwrap();
    let point = p256::ecdsa::SigningKey::from(key).verifying_key().to_sec1_point(false);
    let text = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
    json!({"kid": "key-1", "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256",
        "x": text(point.x().unwrap()), "y": text(point.y().unwrap())})
}

/// Passes everything on, and puts something else in one member of each JSON answer that has it.
pub(crate) struct Bending<'a> {
    pub(crate) http: &'a dyn Http,
    pub(crate) name: &'a str,
    pub(crate) value: Value,
}

#[async_trait]
impl Http for Bending<'_> {
    async fn send(&self, request: Request) -> Result<Response, HttpError> {
        let mut response = self.http.send(request).await?;
        if let Ok(Value::Object(mut said)) = serde_json::from_slice(&response.body)
            && let Some(value) = said.get_mut(self.name)
        {
            *value = self.value.clone();
            response.body = Value::Object(said).to_string().into_bytes();
        }
        Ok(response)
    }
}

/// Passes everything on, and notes which requests there were.
pub(crate) struct Counting<'a> {
    http: &'a dyn Http,
    pub(crate) seen: Mutex<Vec<Request>>,
}

impl<'a> Counting<'a> {
    pub(crate) fn over(http: &'a dyn Http) -> Self {
        Self { http, seen: Mutex::new(Vec::new()) }
    }
}

#[async_trait]
impl Http for Counting<'_> {
    async fn send(&self, request: Request) -> Result<Response, HttpError> {
        self.seen.lock().unwrap().push(request.clone());
        self.http.send(request).await
    }
}
