//! What a test stands on: a bank of its own over HTTP, a fresh database, clocks that move when told.

use crate::dice::Dice;
use crate::server::Server;
use bank::Bank;
use connectors::sandbox::Sandbox;
use connectors::{Connector, Secret};
use domain::clock::{Clock, Timestamp};
use domain::diagnosis::Visitor;
use domain::id::{ClientGuid, Guid};
use domain::member::Status;
use domain::reason::Actor;
use engine::records::{Account, Challenge, Member, Page, Transaction, TransactionFilter, User};
use engine::runs::{Scheduler, Worker};
use engine::{
    CredentialValue, Decision, Engine, MemberDiagnosis, MemberEdits, MovedClock, Name, NewMember, NewUser,
    Origin, Scope, Settings, Source, Sources, StartRun,
};
use jiff::SignedDuration;
use serde_json::Value as Json;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use store::{Address, Database, Fuse, Keyring, Opening, SecretKey, Store};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// The first second of the tests' time: a Wednesday at noon.
const START_SECONDS: i64 = 1_763_553_600;

/// A clock that moves when told.
#[derive(Debug, Default)]
pub(crate) struct TestClock(AtomicI64);

impl TestClock {
    pub(crate) fn advance(&self, by: SignedDuration) {
        self.0.fetch_add(i64::try_from(by.as_micros()).unwrap(), Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_second(START_SECONDS).unwrap()
            + SignedDuration::from_micros(self.0.load(Ordering::SeqCst))
    }
}

/// What is known of a member's money, to be compared with what was known before.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Known {
    pub(crate) accounts: usize,
    pub(crate) transactions: usize,
    /// Every account and transaction with all that is written of it.
    told: Vec<String>,
}

/// A bank, a database, a client with one user.
pub(crate) struct Bed {
    pub(crate) engine: Arc<Engine>,
    pub(crate) client: ClientGuid,
    pub(crate) user: User,
    pub(crate) address: Address,
    pub(crate) bank_url: String,
    pub(crate) settings: Settings,
    /// Domain time, the bank's too.
    pub(crate) clock: Arc<TestClock>,
    /// Operational time.
    pub(crate) operational: Arc<TestClock>,
    dice: Arc<Dice>,
    http: reqwest::Client,
}

impl Bed {
    pub(crate) async fn new(address: Address, settings: Settings) -> Self {
        let (clock, operational) = (Arc::new(TestClock::default()), Arc::new(TestClock::default()));
        let bank = Bank::open(bank::Settings {
            seed: 1,
            journal: None,
            clock: clock.clone(),
            clock_is_own: false,
            tls: None,
        })
        .unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let bank_url = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(bank.serve(listener, std::future::pending()));
        let dice = Arc::new(Dice::new(1));
        let parts = Parts {
            address: &address,
            bank_url: &bank_url,
            settings: &settings,
            clock: &clock,
            operational: &operational,
            dice: &dice,
        };
        let engine = parts.engine(true, None).await;
        engine.sync_directory().await.unwrap();
        let client = engine.create_client("Budget app").await.unwrap().guid;
        let user = engine.of(client).create_user(NewUser::default(), None).await.unwrap();
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        Self { engine, client, user, address, bank_url, settings, clock, operational, dice, http }
    }

    /// The engine once more, as another process would have it: on the same database, with a fuse or without.
    pub(crate) async fn beside(&self, fuse: Option<Arc<Fuse>>) -> Arc<Engine> {
        self.parts(&self.bank_url).engine(false, fuse).await
    }

    pub(crate) fn clock_now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The engine once more, with the bank at another address.
    pub(crate) async fn through(&self, bank_url: &str) -> Arc<Engine> {
        self.parts(bank_url).engine(false, None).await
    }

    /// The engine once more, with other settings.
    pub(crate) async fn with(&self, settings: Settings) -> Arc<Engine> {
        Parts { settings: &settings, ..self.parts(&self.bank_url) }.engine(false, None).await
    }

    /// The engine once more, with these sources and no bank.
    pub(crate) async fn told_by(&self, sources: Vec<Source>) -> Arc<Engine> {
        let engine = self.parts(&self.bank_url).engine_of(Sources::new(sources), false, None).await;
        engine.sync_directory().await.unwrap();
        engine
    }

    fn parts<'a>(&'a self, bank_url: &'a str) -> Parts<'a> {
        Parts {
            address: &self.address,
            bank_url,
            settings: &self.settings,
            clock: &self.clock,
            operational: &self.operational,
            dice: &self.dice,
        }
    }

    pub(crate) fn scope(&self) -> Scope<'_> {
        self.engine.of(self.client)
    }

    /// Connects `mxbank` with a password; `ann` is the login.
    pub(crate) async fn connect(&self, password: &str) -> Member {
        self.connect_at("mxbank", "ann", password).await.unwrap()
    }

    pub(crate) async fn connect_at(
        &self,
        code: &str,
        login: &str,
        password: &str,
    ) -> Result<Member, engine::Error> {
        let new = new_member(&self.engine, code, login, password).await;
        self.scope().create_member(&self.user, new, None).await
    }

    /// Reads a member anew, also when its data is fresh.
    pub(crate) async fn read_anew(&self, member: &Member) {
        let start = StartRun {
            kind: domain::run::RunKind::Aggregate,
            reads: None,
            without: domain::run::Reads::default(),
            callback_payload: None,
            even_if_fresh: true,
        };
        self.clock.advance(SignedDuration::from_secs(1));
        let started = self.scope().start_run(&self.user, &Name::Guid(member.guid), &start).await;
        assert!(matches!(started.unwrap().1, engine::Started::Run));
        self.work().await;
    }

    pub(crate) async fn start(
        &self,
        member: &Member,
        kind: domain::run::RunKind,
    ) -> Result<Member, engine::Error> {
        let start = StartRun {
            kind,
            reads: None,
            without: domain::run::Reads::default(),
            callback_payload: None,
            even_if_fresh: false,
        };
        self.scope().start_run(&self.user, &Name::Guid(member.guid), &start).await.map(|(member, _)| member)
    }

    /// Works off everything that is due.
    pub(crate) async fn work(&self) -> u32 {
        work(&self.engine).await
    }

    /// Does what time brings, and works it off.
    pub(crate) async fn tend(&self) {
        let scheduler = Scheduler::new(self.engine.clone(), CancellationToken::new());
        while scheduler.run_due().await + self.work().await > 0 {}
    }

    /// Lets time pass in steps; at each, what is due is done.
    pub(crate) async fn pass(&self, time: SignedDuration) {
        const STEP: SignedDuration = SignedDuration::from_mins(20);
        let mut left = time;
        while left > SignedDuration::ZERO {
            self.clock.advance(left.min(STEP));
            left -= STEP;
            self.tend().await;
        }
    }

    /// New credentials for a member, tried at once.
    pub(crate) async fn update(
        &self,
        member: &Member,
        login: &str,
        password: &str,
    ) -> Result<Member, engine::Error> {
        let code = &member.institution_code;
        let credentials = new_member(&self.engine, code, login, password).await.credentials;
        let edits = MemberEdits { credentials: Some(credentials), ..MemberEdits::default() };
        self.scope().update_member(&self.user, &Name::Guid(member.guid), &edits, None).await
    }

    pub(crate) async fn decide(&self, member: &Member, decision: Decision) -> Result<Member, engine::Error> {
        self.scope().decide(&self.user, &Name::Guid(member.guid), decision, Actor::Client).await
    }

    pub(crate) async fn diagnose(&self, member: &Member) -> MemberDiagnosis {
        let member = self.member(member).await;
        self.scope().diagnose(&member, Visitor::default()).await.unwrap()
    }

    pub(crate) async fn refresh(&self, member: &Member) -> Member {
        self.start(member, domain::run::RunKind::Aggregate).await.unwrap();
        self.work().await;
        self.member(member).await
    }

    pub(crate) async fn member(&self, member: &Member) -> Member {
        self.scope().member(&self.user, &Name::Guid(member.guid)).await.unwrap()
    }

    pub(crate) async fn status(&self, member: &Member) -> Status {
        self.member(member).await.state.status
    }

    pub(crate) async fn challenges(&self, member: &Member) -> Vec<Challenge> {
        self.scope().challenges(member).await.unwrap()
    }

    /// Answers all open questions with the same text.
    pub(crate) async fn answer(&self, member: &Member, text: &str) -> Result<Member, engine::Error> {
        let answers: Vec<CredentialValue> = self
            .challenges(member)
            .await
            .into_iter()
            .map(|challenge| CredentialValue { guid: challenge.guid.to_string(), value: Secret::new(text) })
            .collect();
        self.scope().resume(&self.user, &Name::Guid(member.guid), &answers).await
    }

    pub(crate) async fn accounts(&self, member: &Member) -> Vec<Account> {
        self.scope().accounts(&self.user, Some(member), None, ALL).await.unwrap().items
    }

    pub(crate) async fn transactions(&self, member: &Member) -> Vec<Transaction> {
        let filter = TransactionFilter { member: Some(member.guid), ..TransactionFilter::default() };
        self.scope().transactions(&self.user, &filter, ALL).await.unwrap().items
    }

    /// All that is known of a member's money.
    pub(crate) async fn known(&self, member: &Member) -> Known {
        let (accounts, transactions) = (self.accounts(member).await, self.transactions(member).await);
        // What went wrong with an account is nothing that is known of its money.
        let told = accounts.iter().map(|one| format!("{:?}", Account { trouble: None, ..one.clone() }));
        let told = told.chain(transactions.iter().map(|one| format!("{one:?}"))).collect();
        Known { accounts: accounts.len(), transactions: transactions.len(), told }
    }

    /// What the bank counted of a login.
    pub(crate) async fn bank_counts(&self, code: &str, login: &str) -> Json {
        let url = format!("{}/control/logins/{code}/{login}", self.bank_url);
        serde_json::from_slice(&self.http.get(url).send().await.unwrap().bytes().await.unwrap()).unwrap()
    }

    /// Passwords that the bank received of a login of `mxbank`.
    pub(crate) async fn passwords_received(&self, login: &str) -> i64 {
        self.bank_counts("mxbank", login).await["passwords_received"].as_i64().unwrap()
    }

    /// Makes a bank open, slow or down.
    pub(crate) async fn set_bank(&self, code: &str, state: &str, delay_ms: u32) {
        let path = format!("institutions/{code}");
        self.staff(&path, format!(r#"{{"state":"{state}","delay_ms":{delay_ms}}}"#)).await;
    }

    /// Makes one login meet a condition from now on; none when the person has settled the matter at the bank.
    pub(crate) async fn set_condition(&self, code: &str, login: &str, condition: Option<&str>) {
        let condition = condition.map_or("null".to_owned(), |name| format!("{name:?}"));
        self.staff(&format!("logins/{code}/{login}"), format!(r#"{{"condition":{condition}}}"#)).await;
    }

    /// What the bank's staff does.
    pub(crate) async fn staff(&self, path: &str, body: String) {
        self.staff_at(&self.bank_url, path, body).await;
    }

    /// The same at another bank than the bed's.
    pub(crate) async fn staff_at(&self, bank_url: &str, path: &str, body: String) {
        let url = format!("{bank_url}/control/{path}");
        let request = self.http.put(url).header("content-type", "application/json").body(body);
        assert!(request.send().await.unwrap().status().is_success(), "{path}");
    }
}

/// More than any test has.
pub(crate) const ALL: Page = Page { number: 1, size: 100_000 };

/// What an engine is made of.
struct Parts<'a> {
    address: &'a Address,
    bank_url: &'a str,
    settings: &'a Settings,
    clock: &'a Arc<TestClock>,
    operational: &'a Arc<TestClock>,
    dice: &'a Arc<Dice>,
}

impl Parts<'_> {
    async fn engine(&self, as_server: bool, fuse: Option<Arc<Fuse>>) -> Arc<Engine> {
        let origin = Origin::of(self.bank_url).unwrap();
        let connectors: [Arc<dyn Connector>; 2] =
            [Arc::new(Sandbox::direct(self.bank_url)), Arc::new(Sandbox::mirror(self.bank_url))];
        let sources = connectors.map(|connector| Source { connector, origins: vec![origin.clone()] });
        let sources = Sources::new(sources.into()).allowing_inner(true).with_bank(self.bank_url, origin);
        self.engine_of(sources, as_server, fuse).await
    }

    async fn engine_of(&self, sources: Sources, as_server: bool, fuse: Option<Arc<Fuse>>) -> Arc<Engine> {
        const CONNECTIONS: usize = 4;
        let database = Database::open(Opening {
            address: self.address.clone(),
            connections: CONNECTIONS,
            as_server,
            clock: self.operational.clone(),
            random: self.dice.clone(),
        })
        .await
        .unwrap();
        let database = match fuse {
            Some(fuse) => database.with_fuse(fuse),
            None => database,
        };
        let store =
            Store::new(database, Keyring::new(SecretKey::new([7; store::KEY_BYTES]), self.dice.clone()));
        Engine::new(
            store,
            sources,
            Arc::new(MovedClock::new(self.clock.clone(), 0)),
            self.operational.clone(),
            self.dice.clone(),
            self.settings.clone(),
        )
    }
}

/// A member to be made, its form filled in.
pub(crate) async fn new_member(engine: &Engine, code: &str, login: &str, password: &str) -> NewMember {
    let credentials = engine
        .login_form(code)
        .await
        .unwrap()
        .into_iter()
        .map(|field| {
            let value = match field.kind.as_str() {
                "password" => password.to_owned(),
                "choice" => field.options[0].value.clone(),
                _ => login.to_owned(),
            };
            CredentialValue { guid: field.guid, value: Secret::new(value) }
        })
        .collect();
    NewMember {
        id: None,
        institution: Name::Id(code.to_owned()),
        metadata: None,
        use_cases: Vec::new(),
        is_background_disabled: false,
        reads: None,
        credentials,
        strays: engine::Strays::Refused,
        is_oauth: false,
        skip_aggregation: false,
        callback_payload: None,
        under: None,
    }
}

/// Works off everything that is due in an engine.
pub(crate) async fn work(engine: &Arc<Engine>) -> u32 {
    Worker::new(engine.clone(), CancellationToken::new()).run_due().await
}

/// An id that nothing has.
pub(crate) fn nobody<K: domain::id::Kind>() -> Name<K> {
    Name::Guid(Guid::from_digest([9; 16]))
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

/// Runs a test on a fresh SQLite file.
pub(crate) fn on_sqlite(settings: Settings, test: &impl AsyncFn(&Bed)) {
    let folder = tempfile::tempdir().unwrap();
    runtime().block_on(async {
        test(&Bed::new(Address::Sqlite(folder.path().join("hub.db")), settings).await).await
    });
}

/// Runs a test on a fresh PostgreSQL database, which goes whatever the test does.
pub(crate) fn on_postgres(settings: Settings, test: &impl AsyncFn(&Bed)) {
    let Some(server) = Server::from_environment() else { return };
    let runtime = runtime();
    let database = runtime.block_on(server.create_database());
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        runtime.block_on(async {
            test(&Bed::new(Address::Postgres(server.url_of(&database)), settings).await).await
        });
    }));
    runtime.block_on(server.drop_database(&database));
    if let Err(panic) = outcome {
        resume_unwind(panic);
    }
}

/// Makes a test for each database of each function.
macro_rules! on_both {
    ($($test:ident)*) => {
        mod sqlite {
            $(#[test] fn $test() { crate::bed::on_sqlite(engine::Settings::default(), &super::$test); })*
        }
        mod postgres {
            $(#[test] fn $test() { crate::bed::on_postgres(engine::Settings::default(), &super::$test); })*
        }
    };
}
