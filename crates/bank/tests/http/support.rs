//! A bank on a free port of this machine, a clock that only the test moves, and a customer who calls by real HTTP.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

use bank::{Bank, Settings, TlsSettings};
use domain::clock::{Clock, Timestamp};
use domain::random::Random;
use serde_json::{Value, json};
use tokio::sync::oneshot;

/// 2026-11-21T10:00:00Z, a Saturday.
const START_S: i64 = 1_795_255_200;

#[derive(Debug)]
struct FakeClock(AtomicI64);

impl Clock for FakeClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_second(self.0.load(Ordering::SeqCst)).unwrap()
    }
}

/// The clock that certificates are judged by.
#[derive(Debug)]
struct WallClock;

impl Clock for WallClock {
    #[expect(clippy::disallowed_methods, reason = "clients of TLS go by no other clock")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// Bytes that differ from draw to draw, and so from bank to bank.
#[derive(Debug)]
struct Counting;

static DRAWS: AtomicU32 = AtomicU32::new(0);

impl Random for Counting {
    fn fill(&self, bytes: &mut [u8]) {
        let draw = DRAWS.fetch_add(1, Ordering::SeqCst).to_be_bytes();
        bytes.iter_mut().zip(draw.iter().cycle()).for_each(|(byte, drawn)| *byte = drawn ^ 0x5a);
    }
}

pub(crate) struct RunningBank {
    address: SocketAddr,
    /// Where it is reached by TLS, if it is.
    pub(crate) tls_url: Option<String>,
    clock: Arc<FakeClock>,
    http: reqwest::Client,
    attempts: AtomicU32,
    stop: Mutex<Option<oneshot::Sender<()>>>,
    served: Mutex<Option<tokio::task::JoinHandle<std::io::Result<()>>>>,
}

/// An answer: its status (0 when the bank hung up), its JSON (null when there is none) and the `Retry-After`.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Value,
    pub(crate) retry_after: Option<String>,
}

pub(crate) struct Plan {
    pub(crate) seed: u64,
    pub(crate) journal: Option<PathBuf>,
    pub(crate) clock_is_own: bool,
    pub(crate) by_tls: bool,
}

impl Default for Plan {
    fn default() -> Plan {
        Plan { seed: 1, journal: None, clock_is_own: false, by_tls: false }
    }
}

pub(crate) async fn start() -> RunningBank {
    start_with(Plan::default()).await
}

pub(crate) async fn start_with(plan: Plan) -> RunningBank {
    let clock = Arc::new(FakeClock(AtomicI64::new(START_S)));
    let Plan { seed, journal, clock_is_own, by_tls } = plan;
    let tls = by_tls.then(|| TlsSettings { clock: Arc::new(WallClock), random: Arc::new(Counting) });
    let bank = Bank::open(Settings { seed, journal, clock: clock.clone(), clock_is_own, tls }).unwrap();
    let tls_url = if by_tls { Some(serve_tls(bank.clone()).await) } else { None };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let served = tokio::spawn(bank.serve(listener, async move {
        let _ = stopped.await;
    }));
    let http = reqwest::Client::builder().pool_max_idle_per_host(0).build().unwrap();
    RunningBank {
        address,
        tls_url,
        clock,
        http,
        attempts: AtomicU32::new(1),
        stop: Mutex::new(Some(stop)),
        served: Mutex::new(Some(served)),
    }
}

async fn serve_tls(bank: Bank) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(bank.serve_tls(listener, std::future::pending()));
    format!("https://localhost:{port}")
}

impl RunningBank {
    pub(crate) fn pass(&self, seconds: i64) {
        self.clock.0.fetch_add(seconds, Ordering::SeqCst);
    }

    pub(crate) fn pass_days(&self, days: i64) {
        self.pass(days * 86_400);
    }

    pub(crate) async fn stop(&self) {
        let _ = self.stop.lock().unwrap().take().unwrap().send(());
        let served = self.served.lock().unwrap().take().unwrap();
        served.await.unwrap().unwrap();
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub(crate) fn attempt(&self) -> String {
        format!("attempt-{}", self.attempts.fetch_add(1, Ordering::SeqCst))
    }

    pub(crate) async fn call(
        &self,
        method: &str,
        path: &str,
        token: Option<&str>,
        body: Option<Value>,
    ) -> Answer {
        let mut request = self.http.request(method.parse().unwrap(), self.url(path));
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        if let Some(body) = body {
            request = request.json(&body);
        }
        let Ok(response) = request.send().await else {
            return Answer { status: 0, body: Value::Null, retry_after: None };
        };
        let retry_after =
            response.headers().get("retry-after").map(|value| value.to_str().unwrap().to_owned());
        let status = response.status().as_u16();
        let text = response.text().await.unwrap();
        Answer { status, body: serde_json::from_str(&text).unwrap_or(Value::Null), retry_after }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.call("GET", path, None, None).await
    }

    pub(crate) async fn read(&self, token: &str, path: &str) -> Value {
        let answer = self.call("GET", path, Some(token), None).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        answer.body
    }

    /// Reads what is no JSON: its content type and its bytes.
    pub(crate) async fn download(&self, token: &str, path: &str) -> (String, Vec<u8>) {
        let response = self.http.get(self.url(path)).bearer_auth(token).send().await.unwrap();
        let kind = response.headers().get("content-type").unwrap().to_str().unwrap().to_owned();
        assert_eq!(response.status().as_u16(), 200, "{path}");
        (kind, response.bytes().await.unwrap().to_vec())
    }

    /// Sends a raw body, as a stranger might.
    pub(crate) async fn send_raw(&self, path: &str, body: String) -> Answer {
        let response = self.http.post(self.url(path)).body(body).send().await.unwrap();
        let status = response.status().as_u16();
        let text = response.text().await.unwrap();
        Answer { status, body: serde_json::from_str(&text).unwrap_or(Value::Null), retry_after: None }
    }

    /// Signs in at MX Bank on the direct channel.
    pub(crate) async fn present(&self, login: &str, password: &str) -> Answer {
        let fields = json!({"LOGIN": login, "PASSWORD": password});
        self.present_at("direct", "mxbank", fields, &self.attempt()).await
    }

    pub(crate) async fn present_at(
        &self,
        channel: &str,
        institution: &str,
        fields: Value,
        attempt: &str,
    ) -> Answer {
        let body =
            json!({"attempt": attempt, "institution": institution, "fields": fields, "person_present": true});
        self.call("POST", &format!("/v1/{channel}/sign-ins"), None, Some(body)).await
    }

    /// Answers every open question of a sign-in alike.
    pub(crate) async fn answer(&self, sign_in: &Value, answer: &str) -> Answer {
        self.answer_as(sign_in, answer, &self.attempt()).await
    }

    pub(crate) async fn answer_as(&self, sign_in: &Value, answer: &str, attempt: &str) -> Answer {
        let questions = sign_in["questions"].as_array().cloned().unwrap_or_default();
        let answers: serde_json::Map<String, Value> = questions
            .iter()
            .map(|question| (question["id"].as_str().unwrap().to_owned(), json!(answer)))
            .collect();
        let path = format!("/v1/direct/sign-ins/{}/answers", sign_in["id"].as_str().unwrap());
        self.call("POST", &path, None, Some(json!({"attempt": attempt, "answers": answers}))).await
    }

    pub(crate) async fn look(&self, sign_in: &Value) -> Answer {
        self.get(&format!("/v1/direct/sign-ins/{}", sign_in["id"].as_str().unwrap())).await
    }

    /// The token of a login that is asked nothing.
    pub(crate) async fn token(&self, channel: &str, institution: &str, fields: Value) -> String {
        let answer = self.present_at(channel, institution, fields, &self.attempt()).await;
        assert_eq!(answer.body["state"], "signed_in", "{}", answer.body);
        answer.body["token"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn set_login(&self, institution: &str, login: &str, condition: Value) -> Answer {
        let path = format!("/control/logins/{institution}/{login}");
        self.call("PUT", &path, None, Some(json!({"condition": condition}))).await
    }

    pub(crate) async fn set_institution(&self, institution: &str, changes: Value) -> Answer {
        self.call("PUT", &format!("/control/institutions/{institution}"), None, Some(changes)).await
    }

    pub(crate) async fn counts(&self, login: &str) -> Value {
        self.get(&format!("/control/logins/mxbank/{login}")).await.body
    }
}

impl Answer {
    /// The state of a sign-in with what qualifies it, or the status and code of an error.
    pub(crate) fn outcome(&self) -> String {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let kinds = || {
            let questions = self.body["questions"].as_array().cloned().unwrap_or_default();
            questions.iter().map(|question| text(&question["kind"])).collect::<Vec<_>>().join("+")
        };
        if self.status == 0 {
            return "hung up".to_owned();
        }
        match text(&self.body["state"]).as_str() {
            "" => format!("{} {}", self.status, text(&self.body["error"]["code"])),
            "question" => format!("question {}", kinds()),
            "refused" => format!("refused {}", text(&self.body["code"])),
            other => other.to_owned(),
        }
    }
}

/// What the username form asks for, with a password that nothing is asked after.
pub(crate) fn mxbank(login: &str) -> Value {
    json!({"LOGIN": login, "PASSWORD": "hunter2"})
}
