//! Every verb as a call that can be made again over another way to the counterpart, together with what was answered to it.

use super::bench::{Bench, answers, kept, shortly, stored, told};
use super::reading::{documents, wants};
use super::wires::Noting;
use crate::connector::Context;
use crate::data::{FetchStop, Fetched, SourceAccount, Want};
use crate::directory::DirectoryPage;
use crate::grant::{Grant, Secret, Session};
use crate::http::{Http, Response};
use crate::sign_in::{Input, Outcome};
use domain::account::AccountType;
use jiff::ToSpan;
use std::collections::BTreeMap;
use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::Poll;

/// Days of transactions whose answer is taken apart; a short answer has as many places to spoil as a long one.
const DAYS: i64 = 14;

/// A verb with what goes into it.
#[derive(Debug, Clone)]
pub(super) enum Verb {
    Institutions { after: Option<String> },
    Start { grant: Grant },
    Answers { session: Session, answers: BTreeMap<String, Secret> },
    Look { session: Session },
    Fetch { grant: Grant, want: Want },
    Revoke { grant: Grant },
}

impl Verb {
    pub(super) fn name(&self) -> String {
        match self {
            Self::Institutions { .. } => "institutions".to_owned(),
            Self::Start { .. } => "advance with credentials".to_owned(),
            Self::Answers { .. } => "advance with answers".to_owned(),
            Self::Look { session } if session.is_empty() => {
                "advance with a look, remembering nothing".to_owned()
            }
            Self::Look { .. } => "advance with a look".to_owned(),
            Self::Fetch { want, .. } => format!("fetch {want:?}"),
            Self::Revoke { .. } => "revoke".to_owned(),
        }
    }
}

/// What a verb gives.
#[derive(Debug)]
pub(super) enum Given {
    Directory(DirectoryPage),
    Step(Session, Outcome),
    Fetched(Fetched),
    Nothing,
}

/// A call that went well, and the answers of the counterpart to it.
pub(super) struct Call {
    pub(super) verb: Verb,
    pub(super) attempt: String,
    pub(super) good: Vec<Response>,
    pub(super) given: Given,
}

/// Makes a call; the outer error says that the connector fell over.
pub(super) async fn make(
    bench: &Bench<'_>,
    http: &dyn Http,
    verb: &Verb,
    attempt: &str,
) -> Result<Result<Given, FetchStop>, String> {
    let cx = Context { http, now: bench.now(), attempt };
    caught(async {
        let connector = bench.connector;
        match verb {
            Verb::Institutions { after } => {
                Ok(Given::Directory(connector.institutions(&cx, after.as_deref()).await?))
            }
            Verb::Start { grant } => {
                let institution = &bench.subject.institution;
                let input = Input::Start { institution, grant, is_user_present: true };
                let (session, outcome) = connector.advance(&cx, Session::default(), input).await?;
                Ok(Given::Step(session, outcome))
            }
            Verb::Answers { session, answers } => {
                let (session, outcome) =
                    connector.advance(&cx, stored(session), Input::Answers(answers)).await?;
                Ok(Given::Step(session, outcome))
            }
            Verb::Look { session } => {
                let (session, outcome) = connector.advance(&cx, stored(session), Input::Tick).await?;
                Ok(Given::Step(session, outcome))
            }
            Verb::Fetch { grant, want } => connector.fetch(&cx, grant, want).await.map(Given::Fetched),
            Verb::Revoke { grant } => {
                connector.revoke(&cx, grant).await?;
                Ok(Given::Nothing)
            }
        }
    })
    .await
}

/// Runs a future; that it fell over is told, not passed on.
async fn caught<T>(future: impl Future<Output = T>) -> Result<T, String> {
    let mut future = pin!(future);
    poll_fn(|cx| match catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(cx))) {
        Ok(Poll::Ready(result)) => Poll::Ready(Ok(result)),
        Ok(Poll::Pending) => Poll::Pending,
        Err(_) => Poll::Ready(Err("it fell over".to_owned())),
    })
    .await
}

/// Makes a call to the counterpart and notes what it answers.
pub(super) async fn note(bench: &Bench<'_>, verb: Verb, attempt: String) -> Result<Call, String> {
    let noting = Noting::new(bench.http);
    match make(bench, &noting, &verb, &attempt).await? {
        Ok(given) => Ok(Call { verb, attempt, good: noting.answers(), given }),
        Err(stop) => Err(format!("{} does not go well: {}", verb.name(), shortly(&Err(stop)))),
    }
}

/// One call of every verb, in an order in which each goes well.
pub(super) async fn all(bench: &Bench<'_>) -> Result<Vec<Call>, String> {
    let mut calls = vec![note(bench, Verb::Institutions { after: None }, bench.attempt()).await?];
    let (mut signed_in, grant) = sign_in(bench).await?;
    calls.append(&mut signed_in);
    calls.extend(answering(bench).await?);
    let account = an_account(bench, &grant).await?;
    let (_, to) = bench.subject.span;
    let span = (to.saturating_sub(DAYS.days()), to);
    let newest = documents(bench, &grant, &account.id).await?.into_iter().next();
    for want in [Want::Accounts].into_iter().chain(wants(&account.id, span)).chain(newest) {
        calls.push(note(bench, Verb::Fetch { grant: grant.clone(), want }, bench.attempt()).await?);
    }
    calls.push(note(bench, Verb::Revoke { grant }, bench.attempt()).await?);
    Ok(calls)
}

/// Presenting the good grant, and the two ways to look how that went.
async fn sign_in(bench: &Bench<'_>) -> Result<(Vec<Call>, Grant), String> {
    let good = bench.good().await?;
    if let Some(case) = bench.only_visit() {
        (case.ages)();
    }
    let start = note(bench, Verb::Start { grant: good.clone() }, bench.attempt()).await?;
    let Given::Step(session, Outcome::Done { grant }) = &start.given else {
        return Err("the good grant does not sign in".to_owned());
    };
    let grant = kept(&good, grant.clone());
    let (session, attempt) = (stored(session), start.attempt.clone());
    let mut calls = vec![start];
    if bench.only_visit().is_none() {
        calls.push(note(bench, Verb::Look { session }, attempt.clone()).await?);
    }
    if bench.connector.about().knows_attempts {
        calls.push(note(bench, Verb::Look { session: Session::default() }, attempt).await?);
    }
    Ok((calls, grant))
}

/// A question put, and answered rightly.
async fn answering(bench: &Bench<'_>) -> Result<Vec<Call>, String> {
    let Some(case) = bench.subject.questions.first() else { return Ok(Vec::new()) };
    let attempt = bench.attempt();
    let (session, questions) = match bench.start(&case.grant, &attempt).await {
        Ok((session, Outcome::Ask { questions, .. })) => (session, questions),
        other => return Err(format!("{}: nothing is asked, but {}", case.name, told(&other))),
    };
    let look = note(bench, Verb::Look { session: stored(&session) }, attempt).await?;
    let answers = answers(&questions, &case.right);
    Ok(vec![look, note(bench, Verb::Answers { session, answers }, bench.attempt()).await?])
}

/// An account of which there is much to tell.
pub(super) async fn an_account(bench: &Bench<'_>, grant: &Grant) -> Result<SourceAccount, String> {
    let accounts = bench.accounts(grant).await?;
    let richest = accounts.iter().find(|account| account.facts.account_type == AccountType::Investment);
    richest.or(accounts.first()).cloned().ok_or_else(|| "the good grant reads no account".to_owned())
}
