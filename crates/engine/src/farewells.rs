//! Giving grants back: a source that a person allowed something is told when it is over.

use crate::error::as_cause;
use crate::{Engine, Error};
use connectors::{Context, Grant, Problem};
use domain::clock::Timestamp;
use domain::reason::Reason;
use jiff::SignedDuration;
use std::sync::Arc;
use std::time::Duration;
use store::definitions;
use store::farewells::Farewell;
use store::links::Link;
use tokio_util::sync::CancellationToken;

/// Farewells of one look.
const AT_ONCE: u32 = 20;
/// How long another node leaves one alone that is being told.
const TELLING: SignedDuration = SignedDuration::from_mins(2);
/// How long after each try the next one comes; then the grant is forgotten untold.
const WAITS: [SignedDuration; 5] = [
    SignedDuration::from_mins(2),
    SignedDuration::from_mins(15),
    SignedDuration::from_hours(2),
    SignedDuration::from_hours(12),
    SignedDuration::from_hours(48),
];

/// How often it is looked for farewells that are due.
const PERIOD: Duration = Duration::from_secs(5);

/// Gives grants back, beside everything else: a source that does not answer holds up nobody.
#[derive(Debug)]
pub struct Farewells {
    engine: Arc<Engine>,
    stop: CancellationToken,
}

impl Farewells {
    pub fn new(engine: Arc<Engine>, stop: CancellationToken) -> Self {
        Self { engine, stop }
    }

    /// Works until it is stopped; what is under way then is told again later.
    pub async fn run(self) {
        while !self.stop.is_cancelled() {
            let looked = tokio::select! {
                looked = self.engine.say_farewells() => looked,
                () = self.stop.cancelled() => return,
            };
            match looked {
                Ok(count) if count > 0 => continue,
                Ok(_) => {}
                Err(error) => {
                    tracing::warn!(error = as_cause(&error), "grants that are over cannot be given back now");
                }
            }
            tokio::select! {
                () = tokio::time::sleep(PERIOD) => {}
                () = self.stop.cancelled() => {}
            }
        }
    }
}

impl Engine {
    /// Tells sources of the grants that are over and due to be told of. Gives how many were looked at.
    pub async fn say_farewells(&self) -> Result<usize, Error> {
        let due = self.store.farewells(self.now(), AT_ONCE).await?;
        let count = due.len();
        for farewell in due {
            self.say_farewell(farewell).await?;
        }
        Ok(count)
    }

    async fn say_farewell(&self, farewell: Farewell) -> Result<(), Error> {
        let now = self.now();
        let later = |wait| now.checked_add(wait).unwrap_or(Timestamp::MAX);
        let tries = farewell.tries.saturating_add(1);
        let used = self.secret_used(farewell.link.client, farewell.link.member, "grant.revoke");
        match self.store.commit(vec![farewell.update(tries, later(TELLING)), used]).await {
            Ok(_) => {}
            // Another node tells it.
            Err(store::Error::Conflict(_)) => return Ok(()),
            Err(error) => return Err(error.into()),
        }
        let taken = Farewell { tries, due_at: later(TELLING), ..farewell };
        let wait = usize::try_from(tries).ok().and_then(|tries| WAITS.get(tries.saturating_sub(1)));
        let write = match (self.tell(&taken.link).await?, wait) {
            (Ok(()), _) => taken.over(),
            (Err(problem), Some(wait)) => {
                tracing::info!(source = taken.link.source, %problem, "a grant could not be given back yet");
                taken.update(tries, later(*wait))
            }
            (Err(problem), None) => {
                tracing::warn!(source = taken.link.source, %problem, "a grant that could not be given back is forgotten");
                taken.over()
            }
        };
        // A removed description may have been kept for this one alone.
        match self.store.commit(vec![write, definitions::forget_unneeded()]).await {
            Ok(_) | Err(store::Error::Conflict(_)) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    async fn tell(&self, link: &Link) -> Result<Result<(), Problem>, Error> {
        let Some(reach) = self.reach_to_part(&link.source, &link.source_institution_id).await? else {
            return Ok(Err(Problem::new(Reason::ClientNotAuthorized, "the source is not known any more")));
        };
        let grant = self.store.of(link.client).open_grant(link).await?;
        // What cannot be read is nothing that could be given back.
        let Some(grant) = grant.and_then(|bytes| Grant::from_bytes(&bytes)) else { return Ok(Ok(())) };
        let cx = Context { http: &reach.http, now: self.now(), attempt: "" };
        Ok(reach.connector.revoke(&cx, &grant).await)
    }
}
