//! Reading: a page from the source, one commit, the next page.

use super::plan::{Item, Plan, What};
use super::settle::{Settled, end_completed, end_with_problem, settle};
use super::sign_in::{self, SIGN_INS_MAX, reading_grant};
use super::work::{Next, Work};
use super::{accounts, documents, statements, transactions};
use crate::Error;
use crate::change::Change;
use connectors::data::AccountProblem;
use connectors::{FetchStop, Fetched, Grant, Problem, Want};
use domain::member::{Event, Observed, Presence};
use domain::reason::Reason;
use domain::run::RunKind;
use jiff::tz::TimeZone;
use serde_json::{Map, Value as Json};
use store::Write;
use store::accounts::Account;
use store::runs::Lease;

/// Accounts in a row that may fail for a passing cause before it is the institution that fails.
const FAILING_IN_ROW_MAX: u32 = 2;

/// Pages of one thing; whoever has more is led in a circle.
const PAGES_MAX: u32 = 500;

pub(super) async fn next(work: &mut Work<'_>) -> Result<Next, Error> {
    let Some(mut plan) = Plan::read(&work.run.progress) else {
        return Err(Error::not_now("the run's progress cannot be read back"));
    };
    let Some(item) = plan.items.front().cloned() else { return succeed(work, &plan).await };
    let grant = reading_grant(work).await?;
    if let Some(held) = work.held.take() {
        return accounts::go_on(work, plan, held, &grant).await;
    }
    let want = match item.want() {
        Some(want) => want,
        None if item.what == What::Transactions => {
            return transactions::next(work, plan, &item, &grant).await;
        }
        None => return documents::next(work, plan, &grant).await,
    };
    let page = match fetch(work, plan.pages, &grant, &want).await {
        Ok(page) => {
            plan.failing_in_row = 0;
            plan.has_read |= item.account.is_some();
            page
        }
        Err(stop) => return stopped(work, plan, stop).await,
    };
    match page {
        Fetched::Accounts { accounts, problems, notices } => {
            accounts::hear(work, plan, (accounts, problems, notices)).await
        }
        Fetched::Holdings(holdings) => {
            let Some(account) = account_of(work, &item).await? else {
                return skip(work, &plan).await;
            };
            let named: Vec<_> = holdings.into_iter().map(|one| (work.engine.guid(), one)).collect();
            let writes = store::accounts::upsert_holdings(&account, &named, work.engine.now());
            plan.page_read(None);
            commit(work, &plan, writes, Some(item.what)).await
        }
        Fetched::Owners(owners) => {
            let Some(account) = account_of(work, &item).await? else {
                return skip(work, &plan).await;
            };
            let named: Vec<_> = owners.into_iter().map(|one| (work.engine.guid(), one)).collect();
            let write = work.store().upsert_owners(&account, &named, work.engine.now()).await?;
            plan.page_read(None);
            commit(work, &plan, vec![write], Some(item.what)).await
        }
        Fetched::Numbers(numbers) => {
            let Some(account) = account_of(work, &item).await? else {
                return skip(work, &plan).await;
            };
            let named: Vec<_> = numbers.into_iter().map(|one| (work.engine.guid(), one)).collect();
            let write = work.store().upsert_numbers(&account, &named, work.engine.now()).await?;
            plan.page_read(None);
            commit(work, &plan, vec![write], Some(item.what)).await
        }
        Fetched::Statements(statements) => {
            let Some(account) = account_of(work, &item).await? else {
                return skip(work, &plan).await;
            };
            let write = statements::listed(work, &account, &item, statements).await?;
            plan.page_read(None);
            commit(work, &plan, vec![write], Some(item.what)).await
        }
        // Wanted elsewhere.
        Fetched::Transactions { .. } | Fetched::Document(_) => skip(work, &plan).await,
    }
}

/// A page from the source, within a time; so many of the same were read before.
pub(super) async fn fetch(
    work: &Work<'_>,
    pages: u32,
    grant: &Grant,
    want: &Want,
) -> Result<Fetched, FetchStop> {
    if pages >= PAGES_MAX {
        return Err(Problem::new(Reason::InstitutionError, "the pages never end").into());
    }
    let attempt = work.attempt();
    let cx = work.context(&attempt);
    let fetching = work.reach.connector.fetch(&cx, grant, want);
    match tokio::time::timeout(work.engine.settings.fetch_max, fetching).await {
        Ok(fetched) => fetched,
        Err(_) => {
            Err(Problem::new(Reason::InstitutionNotResponding, "a page took longer than a page may take")
                .into())
        }
    }
}

/// Notes the accounts of which something could not be read; the others go on.
pub(super) fn note(work: &Work<'_>, plan: &mut Plan, problems: &[AccountProblem]) {
    for AccountProblem { problem, .. } in problems {
        plan.is_partial = true;
        if problem.reason.event() == Event::AccountLevelError {
            plan.note(problem.reason);
        }
        tracing::warn!(run.guid = %work.run.guid, source = work.run.source, %problem, "an account could not be read whole");
    }
}

pub(super) async fn account_of(work: &Work<'_>, item: &Item) -> Result<Option<Account>, Error> {
    let guid = item.account.as_deref().and_then(|guid| guid.parse().ok());
    match guid {
        Some(guid) => Ok(work.store().account(work.run.user, guid).await?),
        None => Ok(None),
    }
}

/// The account was removed while the run was on: what belongs to it is not wanted any more.
pub(super) async fn skip(work: &mut Work<'_>, plan: &Plan) -> Result<Next, Error> {
    let mut plan = plan.clone();
    plan.page_read(None);
    commit(work, &plan, Vec::new(), None).await
}

/// Nothing more of this account is read now, for that cause; the others go on.
async fn skip_troubled(work: &mut Work<'_>, mut plan: Plan, trouble: Reason) -> Result<Next, Error> {
    let account = match plan.items.front() {
        Some(item) => account_of(work, item).await?,
        None => None,
    };
    // That a statement could not be had says nothing of the account.
    let account =
        account.filter(|_| trouble != Reason::ReportFailed && trouble != Reason::ProductNotSupported);
    let writes = account.iter().map(|account| store::accounts::set_trouble(account, trouble)).collect();
    plan.page_read(None);
    commit(work, &plan, writes, None).await
}

/// Writes a page together with how far the run has come; `what` was read.
pub(super) async fn commit(
    work: &mut Work<'_>,
    plan: &Plan,
    writes: Vec<Write>,
    what: Option<What>,
) -> Result<Next, Error> {
    match try_commit(work, plan, writes, what).await? {
        Settled::Written => Ok(Next::Continue),
        Settled::Stale => Ok(Next::Released),
        Settled::Overtaken => Err(Error::Contended),
    }
}

pub(super) async fn try_commit(
    work: &mut Work<'_>,
    plan: &Plan,
    writes: Vec<Write>,
    what: Option<What>,
) -> Result<Settled, Error> {
    work.run.progress = plan.to_text();
    if plan.after.is_none() {
        // Something was read whole since the last sign-in: a session that ends now has ended for its age.
        work.run.sign_ins = work.run.sign_ins.min(1);
    }
    let is_last = |kind: What| !plan.items.iter().any(|item| item.what == kind);
    let decide = |change: &mut Change<'_>| {
        if what == Some(What::Accounts) {
            change.used_secret("grant.read");
        }
        let processed = &mut change.member.state.processed;
        processed.accounts |= is_last(What::Accounts);
        processed.transactions |= what == Some(What::Transactions) && is_last(What::Transactions);
        processed.account_numbers |= what == Some(What::Numbers) && is_last(What::Numbers);
        Ok(())
    };
    settle(work.engine, &work.run, Lease::Kept, decide, writes).await
}

/// Everything was read.
async fn succeed(work: &mut Work<'_>, plan: &Plan) -> Result<Next, Error> {
    let presence = work.run.presence;
    if plan.accounts == 0 && plan.is_partial {
        let problem = Problem::new(Reason::InstitutionError, "no account of the answer could be read");
        end_with_problem(work.engine, &work.run, &problem).await?;
        return Ok(Next::Released);
    }
    let fact = if plan.accounts == 0 {
        Observed::reported(Reason::NoAccounts, presence)
    } else if plan.is_partial {
        Observed::reported(Reason::PartialData, presence)
    } else {
        Observed::reported(Reason::Ok, presence)
    };
    work.run.reason = Some(fact.reason);
    let mut facts = vec![fact];
    facts.extend(plan.side_fact().map(|reason| Observed::reported(reason, presence)));
    let data = completed(work).await?;
    end_completed(work.engine, &work.run, &facts, data).await?;
    Ok(Next::Released)
}

/// What is told of a run that has read what it was to read (MX's fields).
async fn completed(work: &Work<'_>) -> Result<Json, Error> {
    let (run, now) = (&work.run, work.engine.now());
    let mut data = Map::new();
    data.insert("completed_at".to_owned(), now.as_second().into());
    data.insert("completed_on".to_owned(), now.to_zoned(TimeZone::UTC).date().to_string().into());
    data.insert("is_background".to_owned(), (run.presence == Presence::Background).into());
    match run.kind {
        RunKind::Aggregate | RunKind::ExtendHistory => {
            data.insert("transactions_created_count".to_owned(), run.transactions_created.into());
            data.insert("transactions_updated_count".to_owned(), run.transactions_updated.into());
        }
        RunKind::Verify => {
            let accounts = work.store().all_accounts(run.user, run.member).await?;
            let guids: Vec<String> = accounts.iter().map(|account| account.guid.to_string()).collect();
            data.insert("accounts".to_owned(), guids.into());
        }
        RunKind::FetchStatements => {
            data.insert("statements_created_count".to_owned(), run.statements_created.into());
        }
        RunKind::Identify | RunKind::CheckBalance => {}
    }
    Ok(data.into())
}

pub(super) async fn stopped(work: &mut Work<'_>, mut plan: Plan, stop: FetchStop) -> Result<Next, Error> {
    match stop {
        // The session is over: sign in once more, then give up.
        FetchStop::NeedsUser if work.run.sign_ins < SIGN_INS_MAX => sign_in::again(work).await,
        FetchStop::NeedsUser => {
            let problem = Problem::new(Reason::ProviderError, "the source ends its session again and again");
            end_with_problem(work.engine, &work.run, &problem).await?;
            Ok(Next::Released)
        }
        // Something is wrong with this account alone: the others are read.
        FetchStop::Problem(problem)
            if problem.reason.event() == Event::AccountLevelError
                && plan.items.front().is_some_and(|item| item.account.is_some()) =>
        {
            tracing::warn!(run.guid = %work.run.guid, source = work.run.source, %problem, "an account could not be read");
            plan.is_partial = true;
            plan.note(problem.reason);
            work.run.source_code = problem.source_code;
            skip_troubled(work, plan, problem.reason).await
        }
        // A passing fault with one account: the others are read, unless they fail too.
        FetchStop::Problem(problem)
            if problem.reason.counts_as_failure()
                && plan.failing_in_row < FAILING_IN_ROW_MAX
                && plan.items.front().is_some_and(|item| item.account.is_some())
                && (plan.items.len() > 1 || plan.has_read) =>
        {
            tracing::warn!(run.guid = %work.run.guid, source = work.run.source, %problem, "an account could not be read");
            plan.is_partial = true;
            plan.failing_in_row += 1;
            work.run.source_code = problem.source_code;
            skip_troubled(work, plan, problem.reason).await
        }
        FetchStop::Problem(problem) => {
            end_with_problem(work.engine, &work.run, &problem).await?;
            Ok(Next::Released)
        }
    }
}
