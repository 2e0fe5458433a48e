//! What a step of a run works with, and what it leaves.

use super::accounts::Held;
use super::gather::Gathered;
use super::settle::Settled;
use crate::Engine;
use crate::sources::Reach;
use connectors::Context;
use std::sync::Arc;
use store::links::Link;
use store::runs::Run;

/// Everything that a step of a run works with.
pub(super) struct Work<'a> {
    pub(super) engine: &'a Engine,
    pub(super) reach: Arc<Reach>,
    pub(super) link: Link,
    pub(super) run: Run,
    pub(super) gathered: Gathered,
    /// The accounts, while transactions are read that show which is which.
    pub(super) held: Option<Held>,
}

/// What a step leaves.
pub(super) enum Next {
    /// The worker goes on.
    Continue,
    /// The run waits or has ended; the lease is given back.
    Released,
}

impl Work<'_> {
    pub(super) fn store(&self) -> store::Tenant<'_> {
        self.engine.store.of(self.run.client)
    }

    /// Names what is being sent in the present step of the run; never the same text for two sendings.
    pub(super) fn attempt(&self) -> String {
        format!("{}.{}", self.run.guid, self.run.step)
    }

    pub(super) fn context<'a>(&'a self, attempt: &'a str) -> Context<'a> {
        Context { http: &self.reach.http, now: self.engine.now(), attempt }
    }
}

impl Settled {
    /// Go on with the run as it was written, or stop when it is no longer ours.
    pub(super) fn or_released(self, next: Next) -> Next {
        match self {
            Self::Written => next,
            Self::Stale | Self::Overtaken => Next::Released,
        }
    }
}
