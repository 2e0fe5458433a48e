//! What a test stands on: an engine on a fresh SQLite file, two applications, a clock that moves when told; and a simulated bank,
//! where a test needs one.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request};
use connectors::Connector;
use connectors::sandbox::Sandbox;
use domain::clock::{Clock, Timestamp};
use domain::id::InstitutionGuid;
use domain::institution::{InstitutionKind, Product};
use domain::member::Status;
use domain::random::Random;
use engine::runs::{Scheduler, Worker};
use engine::{Engine, MovedClock, NewUser, Origin, Scopes, Source, Sources};
use jiff::SignedDuration;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;
use store::institutions::{
    Institution, InstitutionDetails, InstitutionSource, LoginField, upsert, upsert_source,
};
use store::{Address, Database, Keyring, Opening, SecretKey, Store};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;
use web::{Demo, Settings, Web};

/// The first second of the tests' time: a Tuesday at noon.
const START: &str = "2026-10-06T12:00:00Z";

#[derive(Debug, Default)]
pub(crate) struct TestClock(AtomicI64);

impl TestClock {
    pub(crate) fn advance(&self, by: SignedDuration) {
        self.0.fetch_add(i64::try_from(by.as_micros()).unwrap(), Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        START.parse::<Timestamp>().unwrap() + SignedDuration::from_micros(self.0.load(Ordering::SeqCst))
    }
}

/// Bytes that differ each time and are the same in every run.
#[derive(Debug, Default)]
struct Counting(AtomicU64);

impl Random for Counting {
    fn fill(&self, bytes: &mut [u8]) {
        for part in bytes.chunks_mut(8) {
            let number = self.0.fetch_add(1, Ordering::SeqCst).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            part.copy_from_slice(&number.to_be_bytes()[..part.len()]);
        }
    }
}

/// Whose key a request carries.
#[derive(Debug, Clone, Copy)]
pub(crate) enum As {
    App,
    /// The same application with a key that may only read.
    Reader,
    Stranger,
    Nobody,
}

pub(crate) struct Hub {
    router: Router,
    pub(crate) engine: Arc<Engine>,
    pub(crate) clock: Arc<TestClock>,
    app: String,
    reader: String,
    stranger: String,
    demo: Demo,
    random: Arc<Counting>,
    _home: TempDir,
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
    pub(crate) bytes: Vec<u8>,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("no JSON: {self:?}"))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).unwrap_or_else(|| panic!("no {name} in {:?}", self.headers)).to_str().unwrap()
    }

    /// Checks that it is a refusal of our form and gives its code and message.
    pub(crate) fn refusal(&self) -> (u16, String, String) {
        let json = self.json();
        let error = &json["error"];
        assert_eq!(error["request_id"], self.header("x-request-id"), "{self:?}");
        let code = error["code"].as_str().unwrap();
        assert_eq!(error["documentation_url"], format!("/docs/api.md#{code}"));
        (self.status, code.to_owned(), error["message"].as_str().unwrap().to_owned())
    }
}

impl Hub {
    pub(crate) async fn new() -> Self {
        Self::with(Settings::default()).await
    }

    pub(crate) async fn with(settings: Settings) -> Self {
        let clock = Arc::new(TestClock::default());
        let moved = Arc::new(MovedClock::new(clock.clone(), 0));
        Self::over(Sources::default(), settings, clock, moved).await
    }

    /// Over a simulated bank of its own, which lives in the hub's domain time.
    pub(crate) async fn at_bank() -> Self {
        Self::at_bank_with(Settings::default()).await
    }

    pub(crate) async fn at_bank_with(settings: Settings) -> Self {
        let clock = Arc::new(TestClock::default());
        let moved = Arc::new(MovedClock::new(clock.clone(), 0));
        let of_bank =
            bank::Settings { seed: 1, journal: None, clock: moved.clone(), clock_is_own: false, tls: None };
        let bank = bank::Bank::open(of_bank).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(bank.serve(listener, std::future::pending()));
        let origin = Origin::of(&url).unwrap();
        let connector: Arc<dyn Connector> = Arc::new(Sandbox::direct(&url));
        let source = Source { connector, origins: vec![origin.clone()] };
        let sources = Sources::new(vec![source]).with_bank(&url, origin);
        let hub = Self::over(sources, settings, clock, moved).await;
        hub.engine.sync_directory().await.unwrap();
        hub
    }

    async fn over(
        sources: Sources,
        settings: Settings,
        clock: Arc<TestClock>,
        moved: Arc<MovedClock>,
    ) -> Self {
        let home = tempfile::tempdir().unwrap();
        let random = Arc::new(Counting::default());
        let engine = engine(&home, sources, &clock, moved, &random).await;
        let app = engine.create_client("app").await.unwrap().guid;
        let stranger = engine.create_client("stranger").await.unwrap().guid;
        let demo = engine.create_client("demo").await.unwrap().guid;
        let demo_user = engine.of(demo).create_user(NewUser::default(), None).await.unwrap().guid;
        let key = async |client, scopes| {
            let issued = engine.of(client).issue_key(scopes, None).await.unwrap();
            format!("{client}:{}", issued.key)
        };
        Self {
            app: key(app, Scopes::All).await,
            reader: key(app, Scopes::Read).await,
            stranger: key(stranger, Scopes::All).await,
            router: router(&engine, settings, &clock, &random, Demo { client: demo, user: demo_user }),
            demo: Demo { client: demo, user: demo_user },
            random,
            engine,
            clock,
            _home: home,
        }
    }

    /// From now on requests may take so long.
    pub(crate) fn hurry(&mut self, request_timeout: Duration) {
        let settings = Settings { request_timeout, ..Settings::default() };
        self.router = router(&self.engine, settings, &self.clock, &self.random, self.demo);
    }

    /// Sends a request; `body` goes out as it stands.
    pub(crate) async fn send(
        &self,
        who: As,
        method: &str,
        path: &str,
        body: &str,
        headers: &[(&str, &str)],
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        let credentials = match who {
            As::App => Some(&self.app),
            As::Reader => Some(&self.reader),
            As::Stranger => Some(&self.stranger),
            As::Nobody => None,
        };
        if let Some(credentials) = credentials {
            use base64::Engine as _;
            let encoded = base64::engine::general_purpose::STANDARD.encode(credentials);
            request = request.header("authorization", format!("Basic {encoded}"));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(body.to_owned())).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        Answer {
            status: parts.status.as_u16(),
            headers: parts.headers,
            // Documents are no text.
            text: String::from_utf8_lossy(&bytes).into_owned(),
            bytes: bytes.to_vec(),
        }
    }

    /// As [`Self::send`] a GET of nobody's, from an address of the network.
    pub(crate) async fn visit(&self, path: &str, peer: Option<&str>, host: &str) -> Answer {
        let mut request = Request::builder().uri(path).header("host", host);
        if let Some(peer) = peer {
            let peer: std::net::SocketAddr = peer.parse().unwrap();
            request = request.extension(axum::extract::ConnectInfo(peer));
        }
        let response = self.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        Answer {
            status: parts.status.as_u16(),
            headers: parts.headers,
            // Documents are no text.
            text: String::from_utf8_lossy(&bytes).into_owned(),
            bytes: bytes.to_vec(),
        }
    }

    /// An answer whose body is not read.
    pub(crate) async fn open_stream(&self, path: &str) -> axum::response::Response {
        let request = Request::builder().uri(path).body(Body::empty()).unwrap();
        self.router.clone().oneshot(request).await.unwrap()
    }

    /// The application's guid.
    pub(crate) fn app_guid(&self) -> domain::id::ClientGuid {
        self.app.split(':').next().unwrap().parse().unwrap()
    }

    pub(crate) async fn user_record(&self, guid: &str) -> engine::records::User {
        let name = engine::Name::Guid(guid.parse().unwrap());
        self.engine.of(self.app_guid()).user(&name).await.unwrap()
    }

    pub(crate) async fn allow_origin(&self, origin: &str) {
        self.engine.of(self.app_guid()).allow_origin(origin).await.unwrap();
    }

    /// An institution of that name, which a source of this installation reaches.
    pub(crate) async fn store_institution(&self, code: &str, name: &str) {
        let digest = [code.len().try_into().unwrap(); 16];
        let institution = Institution {
            code: code.to_owned(),
            guid: InstitutionGuid::from_digest(digest),
            name: name.to_owned(),
            updated_at: self.clock.now() + SignedDuration::from_secs(1),
            ..oak()
        };
        let field = LoginField {
            guid: "CRD-00000000-0000-0000-0000-000000000001".to_owned(),
            id: "LOGIN".to_owned(),
            label: name.to_owned(),
            kind: "text".to_owned(),
            options: Vec::new(),
            names_person: true,
        };
        let source = InstitutionSource {
            institution_code: code.to_owned(),
            source: "sandbox".to_owned(),
            source_institution_id: code.to_owned(),
            position: 0,
            is_oauth: false,
            login_form: vec![field],
        };
        self.engine.store().commit(vec![upsert(&institution), upsert_source(&source)]).await.unwrap();
        self.clock.advance(SignedDuration::from_secs(10));
    }

    /// Puts the member of a page into a status, with the reason that MX's word for it means here.
    pub(crate) async fn force_status(&self, user: &str, path: &str, status: Status) {
        let guid: domain::id::MemberGuid = path.rsplit('/').next().unwrap().parse().unwrap();
        let scope = self.engine.of(self.app_guid());
        let mut member = scope.member_of(user.parse().unwrap(), guid).await.unwrap();
        member.state.status = status;
        member.state.reason =
            status.name().and_then(|name| domain::reason::lookup("mx", name, None)).map(|row| row.reason);
        member.state.is_being_aggregated = false;
        member.state.prior = (status == Status::Disabled).then_some(Status::Connected);
        self.engine.store().commit(vec![store::members::update(&member)]).await.unwrap();
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(As::App, "GET", path, "", &[]).await
    }

    /// Reads a document; anything but 200 fails.
    pub(crate) async fn read(&self, path: &str) -> Value {
        let answer = self.get(path).await;
        assert_eq!(answer.status, 200, "GET {path}: {answer:?}");
        answer.json()
    }

    /// Creates something; anything but 200 fails.
    pub(crate) async fn make(&self, path: &str, body: &Value) -> Value {
        let answer = self.send(As::App, "POST", path, &body.to_string(), &[]).await;
        assert_eq!(answer.status, 200, "POST {path}: {answer:?}");
        answer.json()
    }

    pub(crate) async fn put(&self, path: &str, body: &Value) -> Answer {
        self.send(As::App, "PUT", path, &body.to_string(), &[]).await
    }

    /// A new user's guid.
    pub(crate) async fn user(&self) -> String {
        let made = self.make("/users", &serde_json::json!({"user": {}})).await;
        made["user"]["guid"].as_str().unwrap().to_owned()
    }

    /// The body that connects an institution of the simulated bank, its form filled in.
    pub(crate) async fn login(&self, institution: &str, user_name: &str, password: &str) -> Value {
        let form = self.read(&format!("/institutions/{institution}/credentials")).await;
        let credentials: Vec<Value> = form["credentials"]
            .as_array()
            .unwrap()
            .iter()
            .map(|field| {
                let value = if field["field_type"] == "PASSWORD" { password } else { user_name };
                json!({"guid": field["guid"], "value": value})
            })
            .collect();
        json!({"member": {"institution_code": institution, "credentials": credentials}})
    }

    /// The path of a new member of a new user at `mxbank`, after its first run.
    pub(crate) async fn connect(&self, password: &str) -> String {
        let members = format!("/users/{}/members", self.user().await);
        let login = self.login("mxbank", "ann", password).await.to_string();
        let made = self.send(As::App, "POST", &members, &login, &[]).await;
        assert_eq!(made.status, 202, "{made:?}");
        self.work().await;
        format!("{members}/{}", made.json()["member"]["guid"].as_str().unwrap())
    }

    /// Does what time brings, and works off everything that is due.
    /// Passwords that the bank received of a login.
    pub(crate) async fn passwords_received(&self, institution: &str, login: &str) -> i64 {
        let sent = self.read(&format!("/sandbox/institutions/{institution}/logins/{login}")).await;
        sent["passwords_received"].as_i64().unwrap_or_else(|| panic!("{sent}"))
    }

    pub(crate) async fn work(&self) {
        let scheduler = Scheduler::new(self.engine.clone(), CancellationToken::new());
        let worker = Worker::new(self.engine.clone(), CancellationToken::new());
        while scheduler.run_due().await + worker.run_due().await > 0 {}
    }

    /// A new manual account of that user.
    pub(crate) async fn account(&self, user: &str) -> Value {
        let body = serde_json::json!({"account": {"name": "Jar", "account_type": "CASH", "balance": 12.5}});
        self.make(&format!("/users/{user}/accounts"), &body).await["account"].clone()
    }
}

fn router(
    engine: &Arc<Engine>,
    settings: Settings,
    clock: &Arc<TestClock>,
    random: &Arc<Counting>,
    demo: Demo,
) -> Router {
    web::router(Web {
        engine: engine.clone(),
        settings,
        clock: clock.clone(),
        random: random.clone(),
        metrics: Arc::new(|| "swingbridge_test 1\n".to_owned()),
        demo: Some(demo),
        stop: CancellationToken::new(),
    })
}

async fn engine(
    home: &TempDir,
    sources: Sources,
    clock: &Arc<TestClock>,
    moved: Arc<MovedClock>,
    random: &Arc<Counting>,
) -> Arc<Engine> {
    let database = Database::open(Opening {
        address: Address::Sqlite(home.path().join("hub.db")),
        connections: 2,
        as_server: true,
        clock: clock.clone(),
        random: random.clone(),
    })
    .await
    .unwrap();
    let store = Store::new(database, Keyring::new(SecretKey::new([7; store::KEY_BYTES]), random.clone()));
    store.commit(vec![upsert(&oak()), upsert_source(&oak_source())]).await.unwrap();
    let engine =
        Engine::new(store, sources, moved, clock.clone(), random.clone(), engine::Settings::default());
    engine.ensure_manual_institution().await.unwrap();
    engine
}

/// An institution of the directory that no source of this installation reaches.
fn oak() -> Institution {
    let at: Timestamp = START.parse().unwrap();
    Institution {
        code: "oak".to_owned(),
        guid: InstitutionGuid::from_digest([1; 16]),
        name: "Oak Bank".to_owned(),
        kind: InstitutionKind::Personal,
        country: "CA".to_owned(),
        url: "https://oak.example".to_owned(),
        popularity: 1,
        products: vec![Product::AccountVerification],
        is_throttled: true,
        details: InstitutionDetails::default(),
        created_at: at,
        updated_at: at,
    }
}

fn oak_source() -> InstitutionSource {
    InstitutionSource {
        institution_code: "oak".to_owned(),
        source: "elsewhere".to_owned(),
        source_institution_id: "1".to_owned(),
        position: 0,
        is_oauth: false,
        login_form: Vec::<LoginField>::new(),
    }
}
