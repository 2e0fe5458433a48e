//! Carries a claimed run on, step by step, until it waits for somebody or has ended.

use super::gather::Gathered;
use super::settle::{end, end_with_problem, settle};
use super::work::{Next, Work};
use super::{read, sign_in};
use crate::{Engine, Error};
use connectors::Problem;
use domain::member::{Event, Observed};
use domain::reason::Reason;
use domain::run::RunPhase;
use store::runs::{Lease, Run};
use tokio_util::sync::CancellationToken;
use tracing::Instrument as _;

/// Steps of one claim; a run that needs more has gone astray.
const STEPS_MAX: u32 = 100_000;

/// What can end the work on a run before the run does.
#[derive(Debug, Clone)]
pub(super) struct Signals {
    /// The process stops: finish the step, then give the run back.
    pub(super) stop: CancellationToken,
    /// The lease is lost: drop everything, another worker may have the run.
    pub(super) lost: CancellationToken,
}

pub(super) async fn drive(engine: &Engine, run: Run, signals: &Signals) -> Result<(), Error> {
    let span = tracing::info_span!("run", run.guid = %run.guid, source = run.source, institution = run.institution_code);
    carry_on(engine, run, signals).instrument(span).await
}

async fn carry_on(engine: &Engine, run: Run, signals: &Signals) -> Result<(), Error> {
    let tenant = engine.store.of(run.client);
    let links = tenant.links(run.user, run.member).await?;
    // The member was deleted, or moved to another source.
    let Some(link) = links.into_iter().find(|link| link.guid == run.link) else { return Ok(()) };
    let Some(reach) = engine.reach(&link.source, &link.source_institution_id).await? else {
        let problem =
            Problem::new(Reason::ClientNotAuthorized, "this installation does not know the run's source");
        end_with_problem(engine, &run, &problem).await?;
        return Ok(());
    };
    let mut work = Work { engine, reach, link, run, gathered: Gathered::default(), held: None };
    for _ in 0..STEPS_MAX {
        // A step that has begun to send is not torn down by a stop: its outcome is worth having.
        let next = tokio::select! {
            next = step(&mut work) => next?,
            () = signals.lost.cancelled() => return Ok(()),
        };
        if matches!(next, Next::Released) {
            return Ok(());
        }
        if signals.stop.is_cancelled() {
            settle(engine, &work.run, Lease::Released, |_| Ok(()), Vec::new()).await?;
            return Ok(());
        }
    }
    Err(Error::not_now("the run takes more steps than any run can"))
}

async fn step(work: &mut Work<'_>) -> Result<Next, Error> {
    let age = work.engine.now().duration_since(work.run.active_since);
    // A challenge has a deadline of its own, and time that a person took does not count.
    if age > work.engine.settings.runs.run_max && work.run.phase != RunPhase::Challenged {
        let problem = Problem::new(Reason::ProviderTimeout, "the run took longer than a run may take");
        end_with_problem(work.engine, &work.run, &problem).await?;
        return Ok(Next::Released);
    }
    match work.run.phase {
        RunPhase::Queued => sign_in::start(work).await,
        RunPhase::SigningIn => sign_in::tick(work).await,
        RunPhase::Answered => sign_in::answer(work).await,
        RunPhase::Returned => sign_in::exchange(work).await,
        RunPhase::Challenged => time_out(work).await,
        RunPhase::Reading => read::next(work).await,
        RunPhase::Ended => Ok(Next::Released),
    }
}

/// A challenged run is claimed only when its deadline has passed.
async fn time_out(work: &mut Work<'_>) -> Result<Next, Error> {
    let presence = work.run.presence;
    let observed = Observed::seen(Event::MfaTimeout, Reason::MfaTimeout, presence);
    end(work.engine, &work.run, &[observed]).await?;
    Ok(Next::Released)
}
