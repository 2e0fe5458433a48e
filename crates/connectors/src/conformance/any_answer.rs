//! One answer to everything that a connector asks, whatever it is: for property tests and fuzzing.

use super::bench::{Verdict, answers, ensure, kept, stored};
use super::sound;
use crate::connector::{Connector, Context};
use crate::data::{Fetched, SourceAccount, Want};
use crate::directory::DirectoryPage;
use crate::grant::{Grant, Secret, Session};
use crate::http::{Http, HttpError, Request, Response};
use crate::sign_in::{Input, Outcome, Way};
use async_trait::async_trait;
use domain::clock::Timestamp;
use jiff::ToSpan as _;
use jiff::tz::TimeZone;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Requests of one call; whatever is answered, it gives up before.
const REQUESTS_MAX: usize = 500;
/// Accounts of which everything is read.
const ACCOUNTS_MAX: usize = 3;
const REDIRECT_URI: &str = "https://hub.example/oauth/return";

/// Answers every request alike, and counts them.
struct Always {
    answer: Response,
    asked: AtomicUsize,
}

#[async_trait]
impl Http for Always {
    async fn send(&self, _: Request) -> Result<Response, HttpError> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        Ok(self.answer.clone())
    }
}

/// A call of a connector that gets the same answer to all it asks.
struct Asked<'a> {
    connector: &'a dyn Connector,
    institution: &'a str,
    http: Always,
    now: Timestamp,
}

/// Calls every verb, from this grant on and from what comes of it, with this answer to every request. What is handed out is sound, and no
/// call goes on for ever.
///
/// # Errors
/// What is not so.
pub async fn any_answer(
    connector: &dyn Connector,
    institution: &str,
    grant: &Grant,
    now: Timestamp,
    answer: Response,
) -> Result<(), String> {
    let http = Always { answer, asked: AtomicUsize::new(0) };
    let asked = Asked { connector, institution, http, now };
    if let Ok(page) = connector.institutions(&asked.context(), Some(institution)).await {
        asked.is_bounded("institutions")?;
        directory(institution, &page)?;
    }
    let signed_in = asked.sign_in(grant).await?;
    asked.leave().await?;
    for grant in [Some(grant.clone()), signed_in].into_iter().flatten() {
        asked.read(&grant).await?;
        let _ = connector.revoke(&asked.context(), &grant).await;
        asked.is_bounded("revoke")?;
    }
    Ok(())
}

fn directory(after: &str, page: &DirectoryPage) -> Verdict {
    sound::directory(page)?;
    ensure(page.next.as_deref() != Some(after), || "the next page of the directory is this one".to_owned())
}

impl Asked<'_> {
    fn context(&self) -> Context<'_> {
        Context { http: &self.http, now: self.now, attempt: "a-1" }
    }

    fn is_bounded(&self, verb: &str) -> Verdict {
        let asked = self.http.asked.swap(0, Ordering::SeqCst);
        ensure(asked < REQUESTS_MAX, || format!("{verb} sends {asked} requests"))
    }

    /// A step; what comes of it, where it is no problem.
    async fn step(&self, session: Session, input: Input<'_>) -> Result<Option<(Session, Outcome)>, String> {
        let step = self.connector.advance(&self.context(), session, input).await;
        self.is_bounded("advance")?;
        match step {
            Ok((session, outcome)) => sound::outcome(&outcome).map(|()| Some((session, outcome))),
            Err(problem) => sound::problem(&problem, &[]).map(|()| None),
        }
    }

    /// Signs in, answers what is asked, and looks how it stands. What is kept then, if it is good.
    async fn sign_in(&self, grant: &Grant) -> Result<Option<Grant>, String> {
        self.step(Session::default(), Input::Tick).await?;
        let input = Input::Start { institution: self.institution, grant, is_user_present: true };
        let mut step = self.step(Session::default(), input).await?;
        if let Some((session, Outcome::Ask { questions, .. })) = &step {
            let answers = answers(questions, "an answer");
            step = self.step(stored(session), Input::Answers(&answers)).await?;
        }
        if let Some((session, _)) = &step {
            self.step(stored(session), Input::Tick).await?;
        }
        Ok(step.and_then(|(_, outcome)| match outcome {
            Outcome::Done { grant: done } => Some(kept(grant, done)),
            Outcome::Ask { .. } | Outcome::Visit { .. } | Outcome::Wait { .. } => None,
        }))
    }

    /// Goes to the institution's page, and comes back.
    async fn leave(&self) -> Verdict {
        let (state, code_verifier) = (Secret::new("state"), Secret::new("v".repeat(43)));
        let way = Way {
            redirect_uri: REDIRECT_URI,
            state: &state,
            code_verifier: &code_verifier,
            may_open_app: true,
        };
        let input = Input::Visit { institution: self.institution, way };
        if let Some((session, Outcome::Visit { .. })) = self.step(Session::default(), input).await? {
            self.step(session, Input::Returned(&Secret::new("code=c&state=state"))).await?;
        }
        Ok(())
    }

    async fn read(&self, grant: &Grant) -> Verdict {
        let accounts = match self.fetch(grant, &Want::Accounts).await? {
            Some(Fetched::Accounts { accounts, .. }) => accounts,
            _ => Vec::new(),
        };
        let names = accounts.into_iter().map(|SourceAccount { id, .. }| id).take(ACCOUNTS_MAX);
        let to = self.now.to_zoned(TimeZone::UTC).date();
        for name in names.chain(["a-1".to_owned()]) {
            let account = || name.clone();
            for want in [
                Want::Transactions {
                    account: account(),
                    from: to.saturating_sub(90.days()),
                    to,
                    after: None,
                },
                Want::Holdings { account: account() },
                Want::Owners { account: account() },
                Want::Numbers { account: account() },
                Want::Statements { account: account() },
                Want::Document { account: account(), statement: "s-1".to_owned() },
            ] {
                let Some(Fetched::Transactions { next: Some(next), .. }) = self.fetch(grant, &want).await?
                else {
                    continue;
                };
                let Want::Transactions { account, from, to, .. } = want else { continue };
                let after = Some(next.clone());
                let want = Want::Transactions { account, from, to, after };
                if let Some(Fetched::Transactions { next: again, .. }) = self.fetch(grant, &want).await? {
                    ensure(again.as_ref() != Some(&next), || "the next page is this one".to_owned())?;
                }
            }
        }
        Ok(())
    }

    async fn fetch(&self, grant: &Grant, want: &Want) -> Result<Option<Fetched>, String> {
        let fetched = self.connector.fetch(&self.context(), grant, want).await;
        self.is_bounded("fetch")?;
        match fetched {
            Ok(fetched) => sound::fetched(&fetched).map(|()| Some(fetched)),
            Err(_) => Ok(None),
        }
    }
}
