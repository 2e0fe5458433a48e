//! The worker of a process: claims due runs, carries them on, keeps their leases, and stops gracefully.

use super::drive::{Signals, drive};
use crate::Engine;
use crate::error::as_cause;
use domain::clock::Timestamp;
use domain::member::Presence;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use store::Claim;
use store::runs::Run;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// How long a graceful stop waits for the steps that are under way.
const STOP_TIMEOUT: Duration = Duration::from_secs(10);
/// Leases are prolonged when a third of their time has passed.
const LEASE_PARTS: i32 = 3;
/// How long the database is left alone when it did not answer.
const OUTAGE_PAUSE: Duration = Duration::from_secs(5);
/// How often what is kept for a while is cleared, in polls.
const HOUSEKEEPING_POLLS: u32 = 600;
/// Old events that are forgotten at once.
const EVENTS_FORGOTTEN_MAX: u32 = 10_000;

/// Runs that this process works on, by guid: the run as claimed, and what tells its work that the lease is lost.
type Working = Arc<Mutex<HashMap<String, (Run, CancellationToken)>>>;

/// A run at work; leaves the list when its work ends, however it ends, so that its lease is not prolonged for nothing.
#[derive(Debug)]
struct AtWork {
    working: Working,
    key: String,
    attempt: i64,
}

impl Drop for AtWork {
    fn drop(&mut self) {
        let mut working = self.working.lock().unwrap_or_else(PoisonError::into_inner);
        // A later attempt of the same run may have been claimed meanwhile.
        if working.get(&self.key).is_some_and(|(run, _)| run.attempt == self.attempt) {
            working.remove(&self.key);
        }
    }
}

/// Carries on due runs.
#[derive(Debug)]
pub struct Worker {
    engine: Arc<Engine>,
    working: Working,
    tracker: TaskTracker,
    stop: CancellationToken,
}

impl Worker {
    pub fn new(engine: Arc<Engine>, stop: CancellationToken) -> Self {
        Self { engine, working: Working::default(), tracker: TaskTracker::new(), stop }
    }

    /// Works until it is stopped, then waits a while for what is under way; what does not end is claimed by another later.
    pub async fn run(self) {
        let heartbeat =
            tokio::spawn(keep_leases(self.engine.clone(), self.working.clone(), self.stop.clone()));
        let mut polls: u32 = 0;
        while !self.stop.is_cancelled() {
            let woken = self.engine.store.database().woken();
            tokio::pin!(woken);
            // Registered before looking, so that a call between looking and waiting is not missed.
            woken.as_mut().enable();
            let claimed = self.claim_due().await;
            polls = polls.wrapping_add(1);
            let pause = if claimed.is_some() { self.engine.settings.poll } else { OUTAGE_PAUSE };
            if polls % HOUSEKEEPING_POLLS == 1 {
                self.keep_house().await;
            }
            if claimed.is_some_and(|count| count > 0) {
                continue;
            }
            tokio::select! {
                () = woken => {}
                () = tokio::time::sleep(pause) => {}
                () = self.stop.cancelled() => {}
            }
        }
        self.tracker.close();
        if tokio::time::timeout(STOP_TIMEOUT, self.tracker.wait()).await.is_err() {
            tracing::warn!("some runs did not come to a step's end in time; they are carried on later");
        }
        heartbeat.abort();
    }

    /// Carries on everything that is due now, and what becomes due by it, until nothing is; for tests and commands. Gives how many
    /// claims it took.
    pub async fn run_due(&self) -> u32 {
        let mut count = 0_u32;
        loop {
            let claimed = self.claim_due().await.unwrap_or(0);
            self.tracker.close();
            self.tracker.wait().await;
            self.tracker.reopen();
            if claimed == 0 {
                return count;
            }
            count = count.saturating_add(claimed);
        }
    }

    /// Claims as many runs as there is room for, those with a person first. Gives how many were claimed; `None` when the
    /// database did not answer.
    async fn claim_due(&self) -> Option<u32> {
        let mut claimed = 0;
        for presence in [Presence::Foreground, Presence::Background] {
            let busy = u32::try_from(self.tracker.len()).unwrap_or(u32::MAX);
            let room = self.engine.settings.runs_at_once.saturating_sub(busy);
            if room == 0 {
                break;
            }
            let now = self.engine.now();
            let operational_now = self.engine.operational.now();
            let claim = Claim {
                presence,
                now,
                operational_now,
                leased_until: later(operational_now, self.engine.settings.lease),
                runs_max: room,
                lane_max: self.engine.settings.runs_per_institution,
                lane_retry_at: later(now, self.engine.settings.busy_retry),
            };
            match self.engine.store.claim_runs(&claim).await {
                Ok(runs) => {
                    for run in runs {
                        claimed += 1;
                        self.start(run);
                    }
                }
                Err(error) => {
                    tracing::error!(error = as_cause(&error), "due runs cannot be claimed");
                    return None;
                }
            }
        }
        Some(claimed)
    }

    fn start(&self, run: Run) {
        let signals = Signals { stop: self.stop.clone(), lost: CancellationToken::new() };
        let key = run.guid.to_string();
        self.lock().insert(key.clone(), (run.clone(), signals.lost.clone()));
        let engine = self.engine.clone();
        let at_work = AtWork { working: self.working.clone(), key, attempt: run.attempt };
        self.tracker.spawn(async move {
            let guid = run.guid;
            if let Err(error) = drive(&engine, run, &signals).await {
                tracing::error!(run.guid = %guid, error = as_cause(&error), "the run could not be carried on");
            }
            drop(at_work);
            engine.store.database().wake();
        });
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<String, (Run, CancellationToken)>> {
        self.working.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn keep_house(&self) {
        let now = self.engine.operational.now();
        let before = now.checked_sub(self.engine.settings.idempotency).unwrap_or(Timestamp::MIN);
        if let Err(error) = self.engine.store.forget_idempotency_keys(before).await {
            tracing::warn!(error = as_cause(&error), "old idempotency keys could not be forgotten");
        }
        let before = now.checked_sub(self.engine.settings.audit_log).unwrap_or(Timestamp::MIN);
        if let Err(error) = self.engine.store.forget_audit_log(before).await {
            tracing::warn!(error = as_cause(&error), "old entries of the audit log could not be forgotten");
        }
        // Events happen in domain time.
        let before = self.engine.now().checked_sub(self.engine.settings.events).unwrap_or(Timestamp::MIN);
        if let Err(error) = self.engine.store.forget_events(before, EVENTS_FORGOTTEN_MAX).await {
            tracing::warn!(error = as_cause(&error), "old events could not be forgotten");
        }
        if let Err(error) = self.engine.store.forget_notifications(before, EVENTS_FORGOTTEN_MAX).await {
            tracing::warn!(error = as_cause(&error), "old notifications could not be forgotten");
        }
    }
}

/// Prolongs the leases of the runs at work. When that fails for too long, or a run is no longer ours, its work is stopped before
/// its lease ends.
async fn keep_leases(engine: Arc<Engine>, working: Working, stop: CancellationToken) {
    let lease = engine.settings.lease;
    let period = Duration::try_from(lease / LEASE_PARTS).unwrap_or(Duration::from_secs(1));
    let mut prolonged_at = engine.operational.now();
    while !stop.is_cancelled() {
        tokio::select! {
            () = tokio::time::sleep(period) => {}
            () = stop.cancelled() => {}
        }
        match engine.store.clock_offset_seconds().await {
            Ok(offset) => engine.clock.set_offset_seconds(offset),
            Err(error) => {
                tracing::warn!(error = as_cause(&error), "the clock's offset cannot be read")
            }
        }
        let runs: Vec<Run> = {
            let working = working.lock().unwrap_or_else(PoisonError::into_inner);
            working.values().map(|(run, _)| run.clone()).collect()
        };
        let now = engine.operational.now();
        if runs.is_empty() {
            prolonged_at = now;
            continue;
        }
        let lost: Vec<Run> = match engine.store.prolong_leases(&runs, later(now, lease)).await {
            Ok(lost) => {
                prolonged_at = now;
                lost.into_iter().cloned().collect()
            }
            Err(error) => {
                tracing::warn!(error = as_cause(&error), "leases cannot be prolonged");
                let since = engine.operational.now().duration_since(prolonged_at);
                // Two thirds are gone and the next try would come too late.
                if since >= lease / LEASE_PARTS * 2 { runs } else { Vec::new() }
            }
        };
        let working = working.lock().unwrap_or_else(PoisonError::into_inner);
        for run in lost {
            if let Some((held, token)) = working.get(&run.guid.to_string())
                && held.attempt == run.attempt
            {
                tracing::info!(run.guid = %run.guid, "the run is no longer this worker's");
                token.cancel();
            }
        }
    }
}

fn later(now: Timestamp, by: jiff::SignedDuration) -> Timestamp {
    now.checked_add(by).unwrap_or(Timestamp::MAX)
}
