//! What the checks stand on: the connector, its counterpart, fresh names of attempts, and the steps that many checks take.

use super::{Subject, VisitCase, visiting};
use crate::connector::{Connector, Context};
use crate::data::{FetchStop, Fetched, SourceAccount, SourceTransaction, Want};
use crate::directory::DirectoryPage;
use crate::grant::{Grant, Secret, Session};
use crate::http::Http;
use crate::problem::Problem;
use crate::sign_in::{Input, Outcome, Question};
use domain::clock::Timestamp;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use zeroize::Zeroizing;

/// Whether a check holds, and what was seen instead.
pub(super) type Verdict = Result<(), String>;

/// What a step of signing in gives.
pub(super) type Step = Result<(Session, Outcome), Problem>;

/// Pages of one list; an honest counterpart has fewer.
const PAGES_MAX: usize = 1_000;

/// One connector at one counterpart.
pub(super) struct Bench<'a> {
    pub(super) connector: &'a dyn Connector,
    pub(super) http: &'a dyn Http,
    pub(super) subject: &'a Subject,
    attempts: Arc<AtomicU32>,
}

impl<'a> Bench<'a> {
    pub(super) fn new(connector: &'a dyn Connector, http: &'a dyn Http, subject: &'a Subject) -> Self {
        Self { connector, http, subject, attempts: Arc::new(AtomicU32::new(1)) }
    }

    /// The same bench, over another way to the counterpart.
    pub(super) fn over<'b>(&'b self, http: &'b dyn Http) -> Bench<'b> {
        Bench { connector: self.connector, http, subject: self.subject, attempts: Arc::clone(&self.attempts) }
    }

    /// A name that no sending had before.
    pub(super) fn attempt(&self) -> String {
        format!("{}-{}", self.subject.attempts, self.attempts.fetch_add(1, Ordering::SeqCst))
    }

    pub(super) fn now(&self) -> Timestamp {
        self.subject.clock.now()
    }

    pub(super) fn context<'c>(&'c self, attempt: &'c str) -> Context<'c> {
        Context { http: self.http, now: self.now(), attempt }
    }

    /// What the counterpart has received so far.
    pub(super) async fn received(&self) -> u64 {
        (self.subject.received)().await
    }

    /// Presents a grant of the subject.
    pub(super) async fn start(&self, grant: &Grant, attempt: &str) -> Step {
        let input = Input::Start { institution: &self.subject.institution, grant, is_user_present: true };
        self.connector.advance(&self.context(attempt), Session::default(), input).await
    }

    /// Answers every question alike, on another node.
    pub(super) async fn answer(&self, session: &Session, questions: &[Question], text: &str) -> Step {
        let answers = answers(questions, text);
        let twin = &self.subject.twin;
        twin.advance(&self.context(&self.attempt()), stored(session), Input::Answers(&answers)).await
    }

    /// Looks how an attempt went, on another node.
    pub(super) async fn look(&self, session: &Session, attempt: &str) -> Step {
        self.subject.twin.advance(&self.context(attempt), stored(session), Input::Tick).await
    }

    /// The way to sign in, where it is a visit alone.
    pub(super) fn only_visit(&self) -> Option<&VisitCase> {
        self.subject.visit.as_ref().filter(|case| case.is_only_way)
    }

    /// A grant that signs in without a question.
    pub(super) async fn good(&self) -> Result<Grant, String> {
        match self.only_visit() {
            Some(case) => visiting::consented(self, case).await,
            None => Ok(self.subject.good.clone()),
        }
    }

    /// The good grant, signed in.
    pub(super) async fn signed_in(&self) -> Result<Grant, String> {
        let good = self.good().await?;
        match self.start(&good, &self.attempt()).await {
            Ok((_, Outcome::Done { grant })) => Ok(kept(&good, grant)),
            other => Err(format!("the good grant does not sign in: {}", told(&other))),
        }
    }

    pub(super) async fn institutions(&self, after: Option<&str>) -> Result<DirectoryPage, String> {
        let attempt = self.attempt();
        let page = self.connector.institutions(&self.context(&attempt), after).await;
        page.map_err(|problem| format!("the directory after {after:?} cannot be read: {problem}"))
    }

    /// All pages of the directory; each goes on where the one before ended.
    pub(super) async fn directory(&self) -> Result<Vec<DirectoryPage>, String> {
        let mut pages: Vec<DirectoryPage> = Vec::new();
        let mut seen: Vec<Option<String>> = vec![None];
        while let Some(after) = seen.last().cloned().filter(|_| pages.len() < PAGES_MAX) {
            let page = self.institutions(after.as_deref()).await?;
            let next = page.next.clone();
            pages.push(page);
            match next {
                None => return Ok(pages),
                next if seen.contains(&next) => return Err(format!("the page after {next:?} comes again")),
                next => seen.push(next),
            }
        }
        Err(format!("there are more than {PAGES_MAX} pages"))
    }

    pub(super) async fn fetch(&self, grant: &Grant, want: &Want) -> Result<Fetched, FetchStop> {
        let attempt = self.attempt();
        self.connector.fetch(&self.context(&attempt), grant, want).await
    }

    /// All accounts; an honest counterpart has none that cannot be read.
    pub(super) async fn accounts(&self, grant: &Grant) -> Result<Vec<SourceAccount>, String> {
        match self.fetch(grant, &Want::Accounts).await {
            Ok(Fetched::Accounts { accounts, problems, .. }) if problems.is_empty() => Ok(accounts),
            other => Err(format!("the accounts cannot be read: {}", shortly(&other))),
        }
    }

    /// All transactions of a span, page by page.
    pub(super) async fn transactions(
        &self,
        grant: &Grant,
        account: &str,
        (from, to): (Date, Date),
    ) -> Result<Vec<SourceTransaction>, String> {
        let mut all = Vec::new();
        let mut after = None;
        for _ in 0..PAGES_MAX {
            let want = Want::Transactions { account: account.to_owned(), from, to, after };
            match self.fetch(grant, &want).await {
                Ok(Fetched::Transactions { transactions, next, problems, .. }) if problems.is_empty() => {
                    all.extend(transactions);
                    if next.is_none() {
                        return Ok(all);
                    }
                    after = next;
                }
                other => return Err(format!("transactions cannot be read: {}", shortly(&other))),
            }
        }
        Err(format!("the transactions have more than {PAGES_MAX} pages"))
    }
}

/// The same answer to every question.
pub(super) fn answers(questions: &[Question], text: &str) -> BTreeMap<String, Secret> {
    questions.iter().map(|question| (question.id.clone(), Secret::new(text))).collect()
}

/// What is kept of a grant that signed in, as the engine keeps it.
pub(super) fn kept(presented: &Grant, done: Grant) -> Grant {
    let mut kept = presented.clone();
    kept.fields.extend(done.fields);
    kept.token = done.token.or(kept.token);
    kept
}

/// A session as it comes back from the store: through bytes, on another day, on another node.
pub(super) fn stored(session: &Session) -> Session {
    Session(Zeroizing::new(session.0.to_vec()))
}

pub(super) fn ensure(holds: bool, otherwise: impl FnOnce() -> String) -> Verdict {
    if holds { Ok(()) } else { Err(otherwise()) }
}

/// The first text that occurs twice.
pub(super) fn repeated<'t>(texts: impl IntoIterator<Item = &'t str>) -> Option<&'t str> {
    let mut seen = std::collections::BTreeSet::new();
    texts.into_iter().find(|text| !seen.insert(*text))
}

/// What came of a step, for a finding.
pub(super) fn told(step: &Step) -> String {
    match step {
        Ok((_, outcome)) => format!("{outcome:?}"),
        Err(problem) => format!("a problem, {problem}"),
    }
}

/// What was fetched, without what people own.
pub(super) fn shortly(fetched: &Result<Fetched, FetchStop>) -> String {
    match fetched {
        Ok(Fetched::Accounts { accounts, problems, .. }) => {
            format!("{} accounts, {problems:?}", accounts.len())
        }
        Ok(Fetched::Transactions { transactions, problems, .. }) => {
            format!("{} transactions, {problems:?}", transactions.len())
        }
        Ok(Fetched::Holdings(all)) => format!("{} holdings", all.len()),
        Ok(Fetched::Owners(all)) => format!("{} owners", all.len()),
        Ok(Fetched::Numbers(all)) => format!("{} numbers", all.len()),
        Ok(Fetched::Statements(all)) => format!("{} statements", all.len()),
        Ok(Fetched::Document(document)) => format!("{document:?}"),
        Err(FetchStop::NeedsUser) => "the user is needed".to_owned(),
        Err(FetchStop::Problem(problem)) => format!("a problem, {problem}"),
    }
}
