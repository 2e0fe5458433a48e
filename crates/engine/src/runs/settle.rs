//! Commits of a run: the run, its member and what was found, together or not at all.

use crate::change::{CONFLICT_RETRIES_MAX, Change};
use crate::events::{About, Told};
use crate::{Engine, Error};
use connectors::Problem;
use domain::breaker::pause_after;
use domain::clock::Timestamp;
use domain::event::EventName;
use domain::member::{Observed, Refused};
use domain::reason::Reason;
use serde_json::Value as Json;
use store::paces::Lane;
use store::runs::{self, Lease, Run};
use store::{Write, breakers, unknown_codes};

/// What became of a commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Settled {
    Written,
    /// Another attempt has the run, or it was cancelled: nothing was written, and nothing is to be.
    Stale,
    /// Somebody else wrote transactions of the account meanwhile: nothing was written, and it is to be decided anew.
    Overtaken,
}

/// Commits the run as it is now, together with what `decide` makes of its member and with `more`.
///
/// When others change the member at the same time, the member is loaded anew and `decide` is asked again; nothing is sent again.
pub(super) async fn settle(
    engine: &Engine,
    run: &Run,
    lease: Lease,
    decide: impl Fn(&mut Change<'_>) -> Result<(), Refused>,
    more: Vec<Write>,
) -> Result<Settled, Error> {
    commit(engine, run, &decide, |change| {
        change.push(runs::update(run, lease));
        more.iter().cloned().for_each(|write| change.push(write));
    })
    .await
}

/// Ends the run with these facts, in their order.
pub(super) async fn end(engine: &Engine, run: &Run, facts: &[Observed]) -> Result<Settled, Error> {
    end_and_wait(engine, run, facts, None, Vec::new()).await
}

/// The same, with writes of its own.
pub(super) async fn end_with(
    engine: &Engine,
    run: &Run,
    fact: Observed,
    more: Vec<Write>,
) -> Result<Settled, Error> {
    end_and_wait(engine, run, &[fact], None, more).await
}

/// Ends a run that has read what it was to read, and tells of it.
pub(super) async fn end_completed(
    engine: &Engine,
    run: &Run,
    facts: &[Observed],
    data: Json,
) -> Result<Settled, Error> {
    let now = engine.now();
    let mut told = Told::default();
    told.push(engine.event(EventName::of_run(run.kind), About::run(run), data, now));
    end_and_wait(engine, run, facts, None, told.into_writes(run.client, now)).await
}

/// Ends a run that was to sign in and no more: the member is as it was before, but for this fact. No reason is kept with the run, since
/// it tells of no data.
pub(super) async fn end_signed_in(
    engine: &Engine,
    run: &Run,
    fact: Observed,
    more: Vec<Write>,
) -> Result<Settled, Error> {
    let settled =
        commit(engine, run, &|change: &mut Change<'_>| change.observe(fact, Some(run.guid)), |change| {
            change.sign_in_is_over();
            change.end_run(run.clone());
            change.push(breakers::answered(&run.source, &run.institution_code));
            more.iter().cloned().for_each(|write| change.push(write));
        })
        .await?;
    if settled == Settled::Written {
        metrics::counter!("swingbridge_runs_ended_total", "kind" => run.kind.name(), "reason" => fact.reason.name())
            .increment(1);
        tracing::info!(run.guid = %run.guid, member.guid = %run.member, source = run.source, "run ended, signed in");
    }
    Ok(settled)
}

/// Ends the run; the hub does not begin another before `not_before`.
async fn end_and_wait(
    engine: &Engine,
    run: &Run,
    facts: &[Observed],
    not_before: Option<Timestamp>,
    more: Vec<Write>,
) -> Result<Settled, Error> {
    let settled = commit(
        engine,
        run,
        &|change: &mut Change<'_>| facts.iter().try_for_each(|fact| change.observe(*fact, Some(run.guid))),
        |change| {
            change.run_is_over(not_before);
            change.end_run(run.clone());
            if has_answered(facts) {
                change.push(breakers::answered(&run.source, &run.institution_code));
            }
            more.iter().cloned().for_each(|write| change.push(write));
        },
    )
    .await?;
    if settled != Settled::Written {
        return Ok(settled);
    }
    let last = facts.last().map_or("", |fact| fact.reason.name());
    metrics::counter!("swingbridge_runs_ended_total", "kind" => run.kind.name(), "reason" => last)
        .increment(1);
    tracing::info!(
        run.guid = %run.guid, member.guid = %run.member, source = run.source, kind = run.kind.name(), reason = last,
        source_code = run.source_code, "run ended"
    );
    if has_answered(facts) {
        engine.watch_end(&run.institution_code).await?;
    }
    Ok(settled)
}

/// Whether the institution answered, whatever it said.
fn has_answered(facts: &[Observed]) -> bool {
    facts.last().is_some_and(|fact| !fact.reason.counts_as_failure())
}

/// Ends the run with what the source reported.
pub(super) async fn end_with_problem(
    engine: &Engine,
    run: &Run,
    problem: &Problem,
) -> Result<Settled, Error> {
    /// Characters of detail that are kept.
    const DETAIL_MAX: usize = 500;
    let mut run = run.clone();
    run.reason = Some(problem.reason);
    run.source_code.clone_from(&problem.source_code);
    run.detail = Some(problem.detail.chars().take(DETAIL_MAX).collect());
    let mut more = Vec::new();
    if problem.reason == Reason::Unknown {
        let code = problem.source_code.as_deref().unwrap_or("none");
        more.push(unknown_codes::count(&run.source, code, engine.now()));
        metrics::counter!("swingbridge_unknown_codes_total", "source" => run.source.clone()).increment(1);
        tracing::warn!(
            source = run.source,
            source_code = run.source_code,
            "the source's code is not in the table"
        );
    }
    let observed = [Observed::reported(problem.reason, run.presence)];
    let settled = end_and_wait(engine, &run, &observed, problem.retry_at, more).await?;
    if settled == Settled::Written && problem.reason.counts_as_failure() {
        engine.count_failure(&run).await?;
    }
    // Who calls too often is too many for all members there.
    if let Some(until) = problem.retry_at.filter(|_| problem.reason == Reason::RateLimited) {
        engine.store.hold_starts(lane_of(&run), until).await?;
    }
    if settled == Settled::Written && problem.reason.counts_as_failure() {
        engine.watch(&run.institution_code).await?;
    }
    Ok(settled)
}

impl Engine {
    /// An institution that failed too often in a row is left alone for a while, by all nodes.
    async fn count_failure(&self, run: &Run) -> Result<(), Error> {
        let (source, institution, now) = (run.source.as_str(), run.institution_code.as_str(), self.now());
        let failures = self.store.failed(source, institution, now).await?;
        let Some(pause) = failures.and_then(pause_after) else { return Ok(()) };
        let until = now.checked_add(pause).unwrap_or(Timestamp::MAX);
        self.store.open_breaker(source, institution, until).await?;
        self.store.hold_starts(lane_of(run), until).await?;
        metrics::counter!("swingbridge_breakers_opened_total", "source" => run.source.clone()).increment(1);
        tracing::warn!(source, institution, failures, %until, "the institution fails and is left alone");
        Ok(())
    }
}

/// Who waits together with this run.
fn lane_of(run: &Run) -> Lane<'_> {
    Lane { source: &run.source, institution: &run.institution_code }
}

async fn commit(
    engine: &Engine,
    run: &Run,
    decide: &impl Fn(&mut Change<'_>) -> Result<(), Refused>,
    finish: impl Fn(&mut Change<'_>),
) -> Result<Settled, Error> {
    for _ in 0..CONFLICT_RETRIES_MAX {
        let Some(member) = engine.store.of(run.client).member(run.user, run.member).await? else {
            return Ok(Settled::Stale);
        };
        // Answers to credentials that were replaced meanwhile say nothing about the new ones.
        if member.state.generation != run.generation {
            tracing::info!(run.guid = %run.guid, "the member's credentials changed; the run's answer changes nothing");
            return Ok(Settled::Stale);
        }
        let mut change = Change::new(engine, member).in_run(run);
        if let Err(refused) = decide(&mut change) {
            tracing::info!(run.guid = %run.guid, %refused, "the run's answer is impossible by now");
            return Ok(Settled::Stale);
        }
        finish(&mut change);
        match engine.store.commit(change.into_writes()).await {
            Ok(_) => return Ok(Settled::Written),
            Err(store::Error::Conflict(runs::STALE)) => {
                tracing::info!(run.guid = %run.guid, "another attempt has the run");
                return Ok(Settled::Stale);
            }
            Err(store::Error::Conflict(store::accounts::ROWS_CHANGED)) => return Ok(Settled::Overtaken),
            Err(store::Error::Conflict(_)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(Error::Contended)
}
