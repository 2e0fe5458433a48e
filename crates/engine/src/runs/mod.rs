//! What happens by itself: due runs are claimed from the database and carried on, a step at a time, by any process.
//!
//! A run is always where its row says. Before something is sent that a bank would count, the row says so; after a crash the source
//! is asked how it went, and it is never sent again. A question frees the worker: the answer makes the run due again.

mod accounts;
mod documents;
mod drive;
mod duplicates;
mod gather;
mod gauges;
mod plan;
mod quality;
mod read;
mod scheduler;
mod settle;
mod sign_in;
mod statements;
mod transactions;
mod work;
mod worker;

pub use quality::{AccountQuality, RowCounts};
pub use scheduler::Scheduler;
pub use worker::Worker;

use crate::Engine;
use domain::member::Presence;
use domain::run::{Reads, RunKind};
use store::links::Link;
use store::members::Member;
use store::runs::Run;

/// What the data looked like that a run has read.
pub(crate) fn accounts_of(run: &Run) -> Vec<AccountQuality> {
    quality::of_run(run.quality.as_deref())
}

impl Engine {
    /// A run that signs in with what a person brought, and reads nothing.
    pub(crate) fn new_sign_in(&self, member: &Member, link: &Link) -> Run {
        let kind = RunKind::Aggregate;
        let mut run = Run::queued(member, link, self.guid(), kind, Presence::Foreground, self.now());
        run.progress = plan::Plan::signing_in();
        run
    }

    /// A run that is due at once and nobody's yet. What it reads: what is asked for, else what was agreed for this member.
    pub(crate) fn new_run(
        &self,
        member: &Member,
        link: &Link,
        kind: RunKind,
        presence: Presence,
        reads: Option<Reads>,
    ) -> Run {
        let mut run = Run::queued(member, link, self.guid(), kind, presence, self.now());
        let reads = reads.unwrap_or_else(|| member.reads_in(kind));
        if reads != Reads::of(kind) {
            run.progress = plan::Plan::reading(reads);
        }
        // In the span of the request that asked for it.
        tracing::info!(run.guid = %run.guid, member.guid = %member.guid, kind = kind.name(), "a run is queued");
        run
    }
}
