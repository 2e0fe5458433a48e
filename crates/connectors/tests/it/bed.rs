//! What a test stands on: a bank of its own over HTTP, a clock that moves when told, and an honest way to send requests.

use async_trait::async_trait;
use bank::Bank;
use connectors::conformance::Received;
use connectors::sandbox::Sandbox;
use connectors::sign_in::Question;
use connectors::{
    Connector, Context, FetchStop, Fetched, Grant, Http, HttpError, Input, Method, Outcome, Problem, Request,
    Response, Secret, Session, Want,
};
use domain::clock::{Clock, Timestamp};
use jiff::SignedDuration;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};
use std::time::Duration;
use tokio::net::TcpListener;

/// The first second of the tests' time: a Wednesday at noon.
const START_SECONDS: i64 = 1_763_553_600;

/// A clock that moves when told.
#[derive(Debug, Default)]
pub(crate) struct TestClock(AtomicI64);

impl TestClock {
    pub(crate) fn pass(&self, seconds: i64) {
        self.0.fetch_add(seconds, Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_second(START_SECONDS).unwrap()
            + SignedDuration::from_secs(self.0.load(Ordering::SeqCst))
    }
}

/// Sends requests with nothing between.
#[derive(Debug, Clone)]
pub(crate) struct PlainHttp {
    client: reqwest::Client,
    /// Asks for so many at once, whatever the connector asks for: `(in its words, in ours)`.
    limits: &'static [(&'static str, &'static str)],
}

impl PlainHttp {
    pub(crate) fn new() -> Self {
        Self { client: reqwest::Client::builder().no_proxy().build().unwrap(), limits: &[] }
    }

    /// The bank as one that gives little at once.
    pub(crate) fn with_small_pages(self) -> Self {
        Self {
            limits: &[
                ("institutions?limit=200", "institutions?limit=3"),
                ("&limit=200", "&limit=20"),
                ("limit=100", "limit=7"),
            ],
            ..self
        }
    }
}

#[async_trait]
impl Http for PlainHttp {
    async fn send(&self, request: Request) -> Result<Response, HttpError> {
        let url = self.limits.iter().fold(request.url, |url, (theirs, ours)| url.replace(theirs, ours));
        let mut outgoing = match request.method {
            Method::Get => self.client.get(url),
            Method::Post => self.client.post(url),
            Method::Put => self.client.put(url),
            Method::Delete => self.client.delete(url),
        };
        if let Some(token) = &request.bearer {
            outgoing = outgoing.bearer_auth(token.expose());
        }
        for (name, value) in &request.headers {
            outgoing = outgoing.header(*name, value);
        }
        for (name, value) in &request.secret_headers {
            outgoing = outgoing.header(*name, value.expose());
        }
        if let Some(body) = &request.body {
            outgoing =
                outgoing.header("content-type", body.content_type()).body(body.secret().expose().to_owned());
        }
        let answer = outgoing.send().await.map_err(|_| HttpError::Broken)?;
        let retry_after =
            answer.headers().get("retry-after").and_then(|value| value.to_str().ok()?.parse().ok());
        Ok(Response {
            status: answer.status().as_u16(),
            retry_after: retry_after.map(Duration::from_secs),
            body: answer.bytes().await.map_err(|_| HttpError::Broken)?.to_vec(),
        })
    }
}

/// The two sources that a bank is.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Channel {
    Direct,
    Mirror,
}

/// A running bank.
pub(crate) struct Bed {
    pub(crate) clock: Arc<TestClock>,
    pub(crate) url: String,
    pub(crate) http: PlainHttp,
    attempts: AtomicU32,
}

impl Bed {
    pub(crate) async fn new() -> Self {
        let clock = Arc::new(TestClock::default());
        let settings =
            bank::Settings { seed: 1, journal: None, clock: clock.clone(), clock_is_own: false, tls: None };
        let bank = Bank::open(settings).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(bank.serve(listener, std::future::pending()));
        Self { clock, url, http: PlainHttp::new(), attempts: AtomicU32::new(1) }
    }

    pub(crate) fn connector(&self, channel: Channel) -> Sandbox {
        match channel {
            Channel::Direct => Sandbox::direct(&self.url),
            Channel::Mirror => Sandbox::mirror(&self.url),
        }
    }

    pub(crate) fn attempt(&self) -> String {
        format!("test-{}", self.attempts.fetch_add(1, Ordering::SeqCst))
    }

    pub(crate) fn context<'a>(&'a self, attempt: &'a str) -> Context<'a> {
        Context { http: &self.http, now: self.clock.now(), attempt }
    }

    pub(crate) async fn start(
        &self,
        connector: &Sandbox,
        institution: &str,
        grant: &Grant,
        attempt: &str,
    ) -> Result<(Session, Outcome), Problem> {
        let input = Input::Start { institution, grant, is_user_present: true };
        connector.advance(&self.context(attempt), Session::default(), input).await
    }

    /// Answers every question alike.
    pub(crate) async fn answer(
        &self,
        connector: &Sandbox,
        session: Session,
        questions: &[Question],
        text: &str,
    ) -> Result<(Session, Outcome), Problem> {
        let answers: BTreeMap<String, Secret> =
            questions.iter().map(|question| (question.id.clone(), Secret::new(text))).collect();
        let attempt = self.attempt();
        connector.advance(&self.context(&attempt), session, Input::Answers(&answers)).await
    }

    /// A grant of which nothing is asked, signed in.
    pub(crate) async fn signed_in(&self, connector: &Sandbox, institution: &str, grant: &Grant) -> Grant {
        match self.start(connector, institution, grant, &self.attempt()).await {
            Ok((_, Outcome::Done { grant })) => grant,
            other => panic!("{other:?}"),
        }
    }

    pub(crate) async fn fetch(
        &self,
        connector: &Sandbox,
        grant: &Grant,
        want: &Want,
    ) -> Result<Fetched, FetchStop> {
        let attempt = self.attempt();
        connector.fetch(&self.context(&attempt), grant, want).await
    }

    /// What the bank has received from these logins, of all that it counts.
    pub(crate) fn received(
        &self,
        institution: &'static str,
        logins: &'static [&'static str],
    ) -> Box<dyn Fn() -> Received + Send + Sync> {
        const COUNTED: [&str; 5] =
            ["passwords_received", "questions_asked", "codes_sent", "answers_received", "repeated_attempts"];
        let (url, http) = (self.url.clone(), self.http.clone());
        Box::new(move || {
            let (url, http) = (url.clone(), http.clone());
            Box::pin(async move {
                let mut sum = 0;
                for login in logins {
                    let counts =
                        http.send(Request::get(format!("{url}/control/logins/{institution}/{login}"))).await;
                    let counts: serde_json::Value = serde_json::from_slice(&counts.unwrap().body).unwrap();
                    sum += COUNTED.iter().map(|name| counts[name].as_u64().unwrap()).sum::<u64>();
                }
                sum
            })
        })
    }
}

/// The usual form, filled in.
pub(crate) fn typed(login: &str, password: &str) -> Grant {
    form(&[("LOGIN", login), ("PASSWORD", password)])
}

pub(crate) fn form(fields: &[(&str, &str)]) -> Grant {
    let fields = fields.iter().map(|(id, value)| ((*id).to_owned(), Secret::new(*value))).collect();
    Grant { fields, token: None }
}
