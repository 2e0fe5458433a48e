//! The suite itself: every check finds the connector that breaks its rule. A check that finds nothing would be no check.

use crate::bed::{Bed, Channel};
use crate::conforming::subject;
use async_trait::async_trait;
use connectors::conformance;
use connectors::directory::DirectoryPage;
use connectors::sandbox::Sandbox;
use connectors::{
    About, Connector, Context, FetchStop, Fetched, Grant, Inbound, Input, Outcome, Problem, Request, Secret,
    Session, Want,
};
use domain::reason::Reason;
use jiff::Timestamp;
use std::collections::BTreeSet;
use std::fmt;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

type Step = Result<(Session, Outcome), Problem>;

/// What was presented last, and where; both nodes know it.
type LastGrant = Mutex<Option<(String, Grant)>>;

/// The sandbox with something spoilt on the way out.
struct Spoilt {
    inner: Sandbox,
    about: About,
    directory: fn(&mut DirectoryPage),
    step: fn(&Input<'_>, Step) -> Step,
    begins_again: bool,
    fetch: fn(&Want, Result<Fetched, FetchStop>) -> Result<Fetched, FetchStop>,
    revoke: fn(Result<(), Problem>) -> Result<(), Problem>,
    read_return: fn(Result<(), Problem>) -> Result<(), Problem>,
    hear: Option<Vec<String>>,
    debug: &'static str,
    /// Presents the grant once more when it should only look.
    sends_again: bool,
    last_grant: Arc<LastGrant>,
    /// Where it tells its tokens to.
    tells: Option<String>,
}

impl Spoilt {
    fn new(inner: Sandbox, last_grant: Arc<LastGrant>) -> Self {
        Self {
            about: inner.about().clone(),
            inner,
            directory: |_| (),
            step: |_, step| step,
            begins_again: false,
            fetch: |_, fetched| fetched,
            revoke: |revoked| revoked,
            read_return: |read| read,
            hear: None,
            debug: "Spoilt",
            sends_again: false,
            last_grant,
            tells: None,
        }
    }
}

impl fmt::Debug for Spoilt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.debug)
    }
}

#[async_trait]
impl Connector for Spoilt {
    fn about(&self) -> &About {
        &self.about
    }

    async fn institutions(&self, cx: &Context<'_>, after: Option<&str>) -> Result<DirectoryPage, Problem> {
        let mut page = self.inner.institutions(cx, after).await?;
        (self.directory)(&mut page);
        Ok(page)
    }

    async fn advance(&self, cx: &Context<'_>, session: Session, input: Input<'_>) -> Step {
        if let Input::Start { institution, grant, .. } = input {
            *self.last_grant.lock().unwrap() = Some((institution.to_owned(), grant.clone()));
        }
        let last = self.last_grant.lock().unwrap().clone();
        if let (true, Input::Tick, Some((institution, grant))) = (self.sends_again, input, last) {
            let again = Context { attempt: &format!("{}-again", cx.attempt), ..*cx };
            let input = Input::Start { institution: &institution, grant: &grant, is_user_present: true };
            return self.inner.advance(&again, Session::default(), input).await;
        }
        (self.step)(&input, self.inner.advance(cx, session, input).await)
    }

    fn read_return(&self, session: &Session, query: &Secret) -> Result<(), Problem> {
        (self.read_return)(self.inner.read_return(session, query))
    }

    fn may_start_again(&self, grant: &Grant) -> bool {
        self.begins_again || self.inner.may_start_again(grant)
    }

    async fn fetch(&self, cx: &Context<'_>, grant: &Grant, want: &Want) -> Result<Fetched, FetchStop> {
        if let (Some(url), Some(token)) = (&self.tells, &grant.token) {
            let _ = cx.http.send(Request::get(format!("{url}/?token={}", token.expose()))).await;
        }
        (self.fetch)(want, self.inner.fetch(cx, grant, want).await)
    }

    async fn revoke(&self, cx: &Context<'_>, grant: &Grant) -> Result<(), Problem> {
        (self.revoke)(self.inner.revoke(cx, grant).await)
    }

    fn hear(&self, inbound: Inbound<'_>) -> Result<Vec<String>, Problem> {
        self.hear.clone().map_or_else(|| self.inner.hear(inbound), Ok)
    }
}

/// What is spoilt, and the check that must find it.
type Row = (&'static str, fn(&mut Spoilt));

#[rustfmt::skip]
const ROWS: &[Row] = &[
    ("directory: names are well formed", |one| one.about.source = "Sand Box".to_owned()),
    ("directory: names are well formed", |one| one.about.name = String::new()),
    ("directory: pages go on and end", |one| one.directory = |page| page.entries.extend(page.entries.first().cloned())),
    ("directory: pages go on and end", |one| one.directory = |page| page.next = Some("alder_credit_union".to_owned())),
    ("directory: pages go on and end", |one| one.directory = |page| page.entries.clear()),
    ("directory: entries are well formed", |one| one.directory = |page| page.entries[0].code = "A B".to_owned()),
    ("directory: entries are well formed", |one| one.directory = |page| page.entries[0].country = "Canada".to_owned()),
    ("directory: entries are well formed", |one| one.directory = |page| page.entries[0].url = "javascript:0".to_owned()),
    ("directory: forms can be filled in", |one| one.directory = |page| page.entries[0].login_form.clear()),
    ("directory: forms can be filled in", |one| one.directory = |page| nobody_is_named(page)),
    ("directory: a page is told twice alike", |one| one.directory = |page| page.entries[0].name = count()),

    ("signing in: a good grant can read", |one| one.step = |_, step| done(step, with_token("odd"))),
    ("signing in: looking again sends nothing", |one| one.sends_again = true),
    ("signing in: a lost attempt is no success", |one| one.step = |_, step| if is(&step, Reason::NetworkError) { Ok(signed_in()) } else { step }),
    ("signing in: a lost attempt is no success", |one| one.step = |_, step| instead(step, Reason::NetworkError, Reason::CredentialsRejected)),
    ("signing in: a refusal is told as one", |one| one.step = |_, step| instead(step, Reason::CredentialsRejected, Reason::Unknown)),
    ("signing in: a refusal is told as one", |one| one.step = |_, step| step.map_err(|it| Problem { source_code: None, ..it })),
    ("signing in: a refusal is told as one", |one| one.step = |_, step| step.map_err(|it| Problem { detail: "for wrong-plugh-0815".to_owned(), ..it })),
    ("signing in: an unknown institution is a problem", |one| one.step = |_, step| instead(step, Reason::InstitutionError, Reason::CredentialsRejected)),
    ("signing in: an approval is awaited", |one| one.step = |_, step| waiting(step, Timestamp::UNIX_EPOCH)),
    ("signing in: broken sessions are refused", |one| one.step = |_, step| if is(&step, Reason::SessionConflict) { Ok(signed_in()) } else { step }),
    ("signing in: broken sessions are refused", |one| one.step = |_, step| step.map_err(|it| Problem { detail: "x".repeat(1_000), ..it })),
    ("signing in: only a renewal may be begun again", |one| one.begins_again = true),

    ("questions: can be answered", |one| one.step = |_, step| asked(step, Vec::clear)),
    ("questions: can be answered", |one| one.step = |_, step| asked(step, |questions| questions[0].label.clear())),
    ("questions: can be answered", |one| one.step = |_, step| asked(step, |questions| questions[0].options.clear())),
    ("questions: can be answered", |one| one.step = |_, step| asked(step, |questions| questions[0].image = None)),
    ("questions: can be answered", |one| one.step = |_, step| asked(step, |questions| questions.truncate(1))),
    ("questions: can be answered", |one| one.step = |_, step| asked_until(step, Timestamp::UNIX_EPOCH)),
    ("questions: a right answer signs in", |one| one.step = |input, step| if matches!(input, Input::Answers(_)) { Err(Problem::new(Reason::MfaWrong, "")) } else { step }),
    ("questions: a wrong answer is told", |one| one.step = |_, step| instead(step, Reason::MfaWrong, Reason::CredentialsRejected)),
    ("questions: a wrong answer is told", |one| one.step = |_, step| if is(&step, Reason::MfaWrong) { Ok(signed_in()) } else { step }),
    ("questions: an absent answer is no success", |one| one.step = |input, step| if matches!(input, Input::Answers(_)) { Ok(signed_in()) } else { step }),
    ("questions: looking again asks the same", |one| one.step = |_, step| asked(step, |questions| questions[0].id = count())),

    ("reading: accounts are sound", |one| one.fetch = |_, page| accounts(page, |account| account.facts.mask = account.number.as_ref().map(|number| number.expose().to_owned()))),
    ("reading: accounts are sound", |one| one.fetch = |_, page| accounts(page, |account| account.id = "same".to_owned())),
    ("reading: transactions are sound", |one| one.fetch = |_, page| transactions(page, |one| one.facts.amount.minor = -1)),
    ("reading: transactions are sound", |one| one.fetch = |_, page| transactions(page, |one| one.id = "same".to_owned())),
    ("reading: transactions are sound", |one| one.fetch = |_, page| transactions(page, |one| one.facts.date = jiff::civil::date(1999, 1, 1))),
    ("reading: transactions are sound", |one| one.fetch = |_, page| transactions(page, |one| one.facts.amount.currency = "JPY".parse().unwrap())),
    ("reading: both ends of a span count", |one| one.fetch = without_last_day),
    ("reading: details of every account", |one| one.fetch = |_, page| match page { Ok(Fetched::Holdings(_)) => Ok(Fetched::Owners(Vec::new())), page => page }),
    ("reading: statements have documents", |one| one.fetch = |want, page| documents(want, page, |_| Err(FetchStop::NeedsUser), Err)),
    ("reading: statements have documents", |one| one.fetch = |want, page| documents(want, page, Ok, |_| Err(FetchStop::NeedsUser))),
    ("reading: statements have documents", |one| one.fetch = |want, page| documents(want, page, |_| Ok(Fetched::Statements(Vec::new())), Err)),
    ("reading: a page is told twice alike", |one| one.fetch = |_, page| accounts(page, |account| account.facts.name = count())),
    ("reading: an unknown account stops it", |one| one.fetch = |_, page| if stopped(&page, Reason::AccountNotFound) { Ok(Fetched::Owners(Vec::new())) } else { page }),
    ("reading: without a good grant it needs the user", |one| one.fetch = |_, page| page.map_err(|_| Problem::new(Reason::TokenInvalid, "").into())),
    ("reading: a grant is given back", |one| one.revoke = |_| Err(Problem::new(Reason::TokenInvalid, ""))),
    ("reading: a grant is given back", |one| one.fetch = |_, page| page.map_err(|_| Problem::new(Reason::Unknown, "").into())),

    ("strangers: a lost connection", |one| one.fetch = |_, page| if stopped(&page, Reason::NetworkError) { Ok(Fetched::Owners(Vec::new())) } else { page }),
    ("strangers: a lost connection", |one| one.step = |_, step| instead(step, Reason::InstitutionNotResponding, Reason::CredentialsRejected)),
    ("strangers: a lost connection", |one| one.revoke = |_| Ok(())),
    ("strangers: a status of failure", |one| one.fetch = |_, page| if stopped(&page, Reason::InstitutionDown) { Err(FetchStop::NeedsUser) } else { page }),
    ("visits: a page is named", |one| one.step = |_, step| visiting(step, "https://bank.example/")),
    ("visits: a page is named", |one| one.step = |_, step| visiting(step, "bank")),
    ("visits: a return is read without asking", |one| one.read_return = |_| Ok(())),
    ("visits: a return is read without asking", |one| one.read_return = |_| Err(Problem::new(Reason::OauthTechnical, "always"))),
    ("visits: a code signs in once", |one| one.step = |input, step| if matches!(input, Input::Returned(_)) && step.is_err() { Ok(signed_in()) } else { step }),
    ("visits: a code signs in once", |one| one.step = |input, step| if matches!(input, Input::Tick) { Ok(signed_in()) } else { step }),
    ("visits: the consent goes on without the person", |one| one.step = |input, step| if matches!(input, Input::Start { .. }) && step.is_err() { Ok(signed_in()) } else { step }),
    ("visits: the consent goes on without the person", |one| one.revoke = |_| Err(Problem::new(Reason::Unknown, "never"))),

    ("strangers: a status of failure", |one| one.step = |_, step| instead(step, Reason::InstitutionDown, Reason::AccountLocked)),
    ("strangers: a status of failure", |one| one.step = |_, step| if is(&step, Reason::Unknown) { Ok(signed_in()) } else { step }),
    ("strangers: too many requests", |one| one.step = |_, step| step.map_err(|it| Problem { retry_at: None, ..it })),
    ("strangers: too many requests", |one| one.step = |_, step| instead(step, Reason::RateLimited, Reason::InstitutionDown)),
    ("strangers: an answer that cannot be read", |one| one.fetch = |_, page| if stopped(&page, Reason::InstitutionError) { panic!("spoilt") } else { page }),
    ("strangers: an answer that cannot be read", |one| one.fetch = |_, page| if stopped(&page, Reason::InstitutionError) { Ok(Fetched::Owners(Vec::new())) } else { page }),
    ("strangers: an answer that was changed", |one| one.fetch = |_, page| unsound_where_partial(page)),
    ("strangers: a page that leads to itself", |one| one.fetch = round_in_a_circle),
    ("strangers: a message that is none", |one| one.hear = Some(vec!["m-1".to_owned()])),

    ("secrets: nothing prints them", |one| one.debug = "Spoilt { password: xyzzy-4711 }"),
    ("secrets: no address holds them", |one| one.tells = Some("http://127.0.0.1:9".to_owned())),
];

fn nobody_is_named(page: &mut DirectoryPage) {
    let forms = page.entries.iter_mut().map(|entry| &mut entry.login_form);
    forms.flatten().for_each(|field| field.names_person = false);
}

fn visiting(step: Step, other: &str) -> Step {
    step.map(|(session, mut outcome)| {
        if let Outcome::Visit { url, .. } = &mut outcome {
            other.clone_into(url);
        }
        (session, outcome)
    })
}

/// Another text each time.
fn count() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    COUNT.fetch_add(1, Ordering::SeqCst).to_string()
}

fn with_token(token: &str) -> Grant {
    Grant { token: Some(connectors::Secret::new(token)), ..Grant::default() }
}

fn signed_in() -> (Session, Outcome) {
    (Session::default(), Outcome::Done { grant: with_token("made up") })
}

fn is(step: &Step, reason: Reason) -> bool {
    step.as_ref().is_err_and(|problem| problem.reason == reason)
}

fn instead(step: Step, reason: Reason, other: Reason) -> Step {
    step.map_err(
        |problem| if problem.reason == reason { Problem { reason: other, ..problem } } else { problem },
    )
}

fn done(step: Step, other: Grant) -> Step {
    step.map(|(session, outcome)| match outcome {
        Outcome::Done { .. } => (session, Outcome::Done { grant: other }),
        outcome => (session, outcome),
    })
}

fn waiting(step: Step, at: Timestamp) -> Step {
    step.map(|(session, outcome)| match outcome {
        Outcome::Wait { because, .. } => (session, Outcome::Wait { until: at, because }),
        outcome => (session, outcome),
    })
}

fn asked(step: Step, spoil: fn(&mut Vec<connectors::sign_in::Question>)) -> Step {
    step.map(|(session, mut outcome)| {
        if let Outcome::Ask { questions, .. } = &mut outcome {
            spoil(questions);
        }
        (session, outcome)
    })
}

fn asked_until(step: Step, at: Timestamp) -> Step {
    step.map(|(session, mut outcome)| {
        if let Outcome::Ask { expires_at, .. } = &mut outcome {
            *expires_at = Some(at);
        }
        (session, outcome)
    })
}

type Page = Result<Fetched, FetchStop>;

fn stopped(page: &Page, reason: Reason) -> bool {
    matches!(page, Err(FetchStop::Problem(problem)) if problem.reason == reason)
}

fn accounts(mut page: Page, spoil: fn(&mut connectors::data::SourceAccount)) -> Page {
    if let Ok(Fetched::Accounts { accounts, .. }) = &mut page {
        accounts.iter_mut().for_each(spoil);
    }
    page
}

fn transactions(mut page: Page, spoil: fn(&mut connectors::data::SourceTransaction)) -> Page {
    if let Ok(Fetched::Transactions { transactions, .. }) = &mut page {
        transactions.iter_mut().for_each(spoil);
    }
    page
}

/// Something else for the documents that there are, and for those that there are not.
fn documents(want: &Want, page: Page, given: fn(Fetched) -> Page, missing: fn(FetchStop) -> Page) -> Page {
    match (want, page) {
        (Want::Document { .. }, Ok(document)) => given(document),
        (Want::Document { .. }, Err(stop)) => missing(stop),
        (_, page) => page,
    }
}

fn without_last_day(want: &Want, mut page: Page) -> Page {
    if let (Want::Transactions { to, .. }, Ok(Fetched::Transactions { transactions, .. })) = (want, &mut page)
    {
        transactions.retain(|one| one.facts.date != *to);
    }
    page
}

fn unsound_where_partial(mut page: Page) -> Page {
    if let Ok(Fetched::Accounts { accounts, problems, .. }) = &mut page
        && let (Some(first), false) = (accounts.first_mut(), problems.is_empty())
    {
        first.id.clear();
    }
    page
}

fn round_in_a_circle(want: &Want, page: Page) -> Page {
    match (want, page) {
        (Want::Transactions { after: Some(after), .. }, Err(_)) => {
            let next = Some(after.clone());
            Ok(Fetched::Transactions { transactions: Vec::new(), next, problems: Vec::new(), since: None })
        }
        (_, page) => page,
    }
}

async fn is_found((check, spoil): Row) -> bool {
    let bed = Bed::new().await;
    let last_grant = Arc::default();
    let spoilt = || {
        let mut one = Spoilt::new(bed.connector(Channel::Direct), Arc::clone(&last_grant));
        spoil(&mut one);
        one
    };
    let mut subject = subject(&bed, Channel::Direct);
    subject.twin = Box::new(spoilt());
    let http = bed.http.clone().with_small_pages();
    let findings = conformance::run_some(&spoilt(), &http, &subject, |name| name == check).await;
    findings.len() == 1
}

#[tokio::test]
async fn every_check_finds_what_breaks_its_rule() {
    let mut missed = Vec::new();
    for (number, row) in ROWS.iter().enumerate() {
        if !is_found(*row).await {
            missed.push((number, row.0));
        }
    }
    assert_eq!(missed, []);
}

#[test]
fn every_check_is_tried() {
    let tried: BTreeSet<&str> = ROWS.iter().map(|(check, _)| *check).collect();
    assert_eq!(tried, conformance::checks().collect::<BTreeSet<_>>());
}
