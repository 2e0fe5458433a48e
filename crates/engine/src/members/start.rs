//! Starting a run by hand: aggregate, verify, identify, check balance, extend history, fetch statements.

use crate::change::{CONFLICT_RETRIES_MAX, Change, impossible};
use crate::records::{Institution, Member, Run, User};
use crate::{Error, Name, Scope};
use domain::clock::Timestamp;
use domain::id;
use domain::institution::Product;
use domain::member::{Event, Observed, Presence, Status};
use domain::reason::Reason;
use domain::run::{Reads, RunKind, RunPhase};
use store::links::Link;
use store::{Write, runs};

/// A run that an application asks for.
#[derive(Debug, Clone)]
pub struct StartRun {
    pub kind: RunKind,
    /// What is read beside accounts; as agreed, or as runs of the kind do, when it is not said.
    pub reads: Option<Reads>,
    /// What this run leaves out of that.
    pub without: Reads,
    pub callback_payload: Option<String>,
    /// Also when the data was read a moment ago: something else of it is wanted.
    pub even_if_fresh: bool,
}

/// What became of the wish. Each is accepted; only the first makes a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Started {
    Run,
    /// One of the same kind is open already.
    OpenAlready,
    /// The data is fresh; nothing runs.
    FreshEnough,
}

impl Scope<'_> {
    /// Starts a run with the person present.
    pub async fn start_run(
        &self,
        user: &User,
        name: &Name<id::Member>,
        start: &StartRun,
    ) -> Result<(Member, Started), Error> {
        self.begin_run(user, name, start, Presence::Foreground, &|_| Vec::new()).await
    }

    /// Starts a run; what `with` says of it is written with it.
    pub(crate) async fn begin_run(
        &self,
        user: &User,
        name: &Name<id::Member>,
        start: &StartRun,
        presence: Presence,
        with: &(dyn Fn(&Run) -> Vec<Write> + Sync),
    ) -> Result<(Member, Started), Error> {
        for _ in 0..CONFLICT_RETRIES_MAX {
            let member = self.member(user, name).await?;
            let institution = self.institution_of(&member).await?;
            check_product(&institution, start.kind)?;
            if let Some(open) = self.store.open_run(user.guid, member.guid).await? {
                return if open.kind == start.kind && presence == Presence::Foreground {
                    let member = self.take_over(member, open).await?;
                    Ok((member, Started::OpenAlready))
                } else {
                    Err(Error::RunOpen(open.kind))
                };
            }
            if user.is_disabled {
                return Err(Error::not_now("the user is disabled; nothing is read for disabled users"));
            }
            let limits = self.engine.limits_at(&member.institution_code).await?;
            let mut change = Change::new(self.engine, member).under(limits);
            let observed = Observed::seen(Event::AggregationStarted, Reason::InProgress, presence);
            change.observe(observed, None).map_err(impossible)?;
            let may_be_fresh = start.kind == RunKind::Aggregate
                && !start.even_if_fresh
                && institution.is_throttled
                && change.member.state.status == Status::Connected;
            if may_be_fresh && self.is_fresh(&change.member, change.now).await? {
                return Ok((self.member(user, name).await?, Started::FreshEnough));
            }
            let link = self.active_link(&change.member).await?;
            let reads =
                start.reads.unwrap_or_else(|| change.member.reads_in(start.kind)).without(start.without);
            let mut run = self.engine.new_run(&change.member, &link, start.kind, presence, Some(reads));
            run.callback_payload.clone_from(&start.callback_payload);
            change.push(runs::insert(&run));
            for write in with(&run) {
                change.push(write);
            }
            let mut member = change.member.clone();
            match self.engine.store.commit(change.into_writes()).await {
                Ok(_) => {
                    self.engine.store.database().wake();
                    member.version += 1;
                    return Ok((member, Started::Run));
                }
                Err(store::Error::Conflict(_)) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(Error::Contended)
    }

    /// A person asks for what the scheduler has begun: the run is theirs from now on, and goes before those of nobody.
    async fn take_over(&self, member: Member, mut run: Run) -> Result<Member, Error> {
        if run.presence == Presence::Foreground || run.phase != RunPhase::Queued {
            return Ok(member);
        }
        run.presence = Presence::Foreground;
        let mut change = Change::new(self.engine, member.clone());
        change.slows();
        change.push(runs::take_over(&run, change.now));
        match self.engine.store.commit(change.into_writes()).await {
            Ok(_) => {
                self.engine.store.database().wake();
                Ok(Member { version: member.version + 1, ..member })
            }
            // A worker has it by now; it goes on as it is.
            Err(store::Error::Conflict(_)) => Ok(member),
            Err(error) => Err(error.into()),
        }
    }

    /// Whether an aggregation succeeded so lately that another one is held back. Other kinds of runs read other things.
    async fn is_fresh(&self, member: &Member, now: Timestamp) -> Result<bool, Error> {
        let succeeded_at = self.store.last_success(member.user, member.guid, RunKind::Aggregate).await?;
        Ok(self.engine.settings.runs.is_throttled(succeeded_at, now))
    }

    pub(super) async fn active_link(&self, member: &Member) -> Result<Link, Error> {
        let links = self.store.links(member.user, member.guid).await?;
        links
            .into_iter()
            .find(|link| link.is_active)
            .ok_or_else(|| Error::not_now("no source reaches this member"))
    }
}

/// A premium run needs an institution that can deliver it.
fn check_product(institution: &Institution, kind: RunKind) -> Result<(), Error> {
    let needed = match kind {
        RunKind::Aggregate | RunKind::CheckBalance => return Ok(()),
        RunKind::Verify => Product::AccountVerification,
        RunKind::Identify => Product::IdentityVerification,
        RunKind::ExtendHistory => Product::TransactionHistory,
        RunKind::FetchStatements => Product::Statements,
    };
    if institution.products.contains(&needed) {
        Ok(())
    } else {
        Err(Error::invalid(
            "institution_code",
            format!("is an institution that does not support {}", needed.name()),
        ))
    }
}
