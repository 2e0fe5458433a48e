//! Control over time and trouble, only where the simulated bank is a source: moving domain time, firing events, and telling the bank
//! how to behave. The bank is asked over HTTP like any other.

use crate::http::SourceHttp;
use crate::records::Member;
use crate::{Engine, Error, Scope};
use connectors::{Body, Http, Method, Request, Secret};
use domain::id::MemberGuid;
use domain::member::{Event, Observed};
use domain::reason::{Actor, Reason};
use serde_json::{Value, json};

/// How far domain time can be moved, in seconds: a century.
const OFFSET_SECONDS_MAX: u64 = 100 * 366 * 86_400;

/// The staff's door of the simulated bank.
#[derive(Debug)]
pub(crate) struct Bank {
    base: String,
    http: SourceHttp,
}

impl Bank {
    pub(crate) fn new(url: &str, http: SourceHttp) -> Self {
        Self { base: url.trim_end_matches('/').to_owned(), http }
    }

    /// Asks the staff; gives the bank's JSON.
    async fn ask(&self, method: Method, path: &str, body: Option<&Value>) -> Result<(u16, Value), Error> {
        let request = Request {
            method,
            url: format!("{}{path}", self.base),
            headers: Vec::new(),
            secret_headers: Vec::new(),
            bearer: None,
            body: body.map(|body| Body::json(Secret::new(body.to_string()))),
            trace_id: None,
        };
        let response = self
            .http
            .send(request)
            .await
            .map_err(|error| Error::not_now(format!("the simulated bank cannot be reached: {error}")))?;
        Ok((response.status, serde_json::from_slice(&response.body).unwrap_or(Value::Null)))
    }

    async fn staff(&self, method: Method, path: &str, body: Option<&Value>) -> Result<Value, Error> {
        let (status, answer) = self.ask(method, path, body).await?;
        let message =
            || answer.pointer("/error/message").and_then(Value::as_str).unwrap_or("refused").to_owned();
        match status {
            200..=299 => Ok(answer),
            404 => Err(Error::NotFound("institution")),
            _ => Err(Error::invalid("body", format!("is refused by the simulated bank: {}", message()))),
        }
    }
}

/// Whether the event can have that reason: the reason's own, or the one it is counted into.
fn fits(reason: Reason, event: Event) -> bool {
    let known = reason.event();
    let counted = matches!(
        (known, event),
        (Event::SoftFailure, Event::SoftFailureThird)
            | (Event::CredentialsRejected, Event::CredentialsRejectedThrice)
    );
    // Events that no source reports have no reason of their own.
    known == event || counted || !Reason::ALL.iter().any(|one| one.event() == event)
}

/// A part of a path, safe in an address.
fn part(text: &str) -> Result<&str, Error> {
    let is_plain =
        |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-' | '.' | '@' | ':');
    if !text.is_empty() && text.len() <= 200 && text.chars().all(is_plain) && !text.starts_with('.') {
        Ok(text)
    } else {
        Err(Error::invalid(
            "path",
            "has a character that neither codes nor logins of the simulated bank have",
        ))
    }
}

impl Engine {
    fn bank(&self) -> Result<&Bank, Error> {
        self.sources.bank().ok_or(Error::NotFound("sandbox"))
    }

    /// Whether the simulated bank is a source, and time and trouble can be made.
    pub fn has_sandbox(&self) -> bool {
        self.sources.bank().is_some()
    }

    /// How far domain time is ahead, in seconds.
    pub async fn clock_offset_seconds(&self) -> Result<i64, Error> {
        self.bank()?;
        Ok(self.store.clock_offset_seconds().await?)
    }

    /// Moves domain time: of this hub, of all its nodes, and of a simulated bank that runs alone.
    pub async fn move_clock(&self, offset_seconds: i64) -> Result<(), Error> {
        let bank = self.bank()?;
        if offset_seconds.unsigned_abs() > OFFSET_SECONDS_MAX {
            return Err(Error::invalid("offset_seconds", "is more than a century"));
        }
        // A bank beside the hub has the hub's clock and says so.
        let (status, _) =
            bank.ask(Method::Put, "/clock", Some(&json!({"offset_seconds": offset_seconds}))).await?;
        if !matches!(status, 200..=299 | 409) {
            return Err(Error::not_now(format!("the simulated bank refused to move its clock ({status})")));
        }
        self.store.commit(vec![store::settings::set_clock_offset(offset_seconds)]).await?;
        self.clock.set_offset_seconds(offset_seconds);
        self.store.database().wake();
        Ok(())
    }

    /// How an institution of the simulated bank behaves.
    pub async fn bank_institution(&self, code: &str) -> Result<Value, Error> {
        self.bank()?.staff(Method::Get, &format!("/control/institutions/{}", part(code)?), None).await
    }

    /// Makes an institution of the simulated bank behave; the directory follows.
    pub async fn set_bank_institution(&self, code: &str, behaviour: &Value) -> Result<Value, Error> {
        let path = format!("/control/institutions/{}", part(code)?);
        let answer = self.bank()?.staff(Method::Put, &path, Some(behaviour)).await?;
        self.sync_directory().await?;
        Ok(answer)
    }

    /// What one login of the simulated bank has sent and meets.
    pub async fn bank_login(&self, code: &str, login: &str) -> Result<Value, Error> {
        let path = format!("/control/logins/{}/{}", part(code)?, part(login)?);
        self.bank()?.staff(Method::Get, &path, None).await
    }

    /// Makes one login meet a condition, or none.
    pub async fn set_bank_login(&self, code: &str, login: &str, behaviour: &Value) -> Result<Value, Error> {
        let path = format!("/control/logins/{}/{}", part(code)?, part(login)?);
        self.bank()?.staff(Method::Put, &path, Some(behaviour)).await
    }
}

impl Scope<'_> {
    /// Fires an event at a member, as if it had been observed. The reason is that of the event's first row unless it is named.
    pub async fn fire(
        &self,
        member: MemberGuid,
        event: Event,
        reason: Option<Reason>,
    ) -> Result<Member, Error> {
        self.engine.bank()?;
        let member = self.store.member_by_guid(member).await?.ok_or(Error::NotFound("member"))?;
        if let Some(reason) = reason.filter(|reason| !fits(*reason, event)) {
            let told = format!("is {}, which is no reason for {}", reason.name(), event.name());
            return Err(Error::invalid("reason", told));
        }
        let first = || Reason::ALL.iter().copied().find(|reason| reason.event() == event);
        let reason = reason.or_else(first).or(member.state.reason).unwrap_or(Reason::Ok);
        self.observe(member, Observed::decided(event, reason, Actor::Operator)).await
    }
}
