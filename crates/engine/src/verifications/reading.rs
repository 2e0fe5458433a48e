//! Reads a connection for a verification: everything that a report is made of and that its institution offers; and how far that is.

use crate::records::{Member, Run, Verification, VerificationMember};
use crate::{Error, Name, Scope, StartRun};
use domain::clock::Timestamp;
use domain::id::MemberGuid;
use domain::institution::Product;
use domain::member::{Event, Presence};
use domain::run::{Reads, RunKind};
use domain::verification::{BankError, Reading, Verdict};
use jiff::SignedDuration;
use store::verifications;

/// What a report is made of, beside accounts and balances.
pub(crate) const READS: Reads =
    Reads { transactions: true, holdings: false, numbers: true, owners: true, statements: true };

/// How long somebody counts as being there who did something.
const LATELY: SignedDuration = SignedDuration::from_mins(15);

impl Scope<'_> {
    /// Begins the job that reads a connection for a verification, and has the verification wait for it. Nothing begins while another job
    /// is on, or where the connection is in no state for it: whoever waits tries again.
    pub(super) async fn read_for_verification(
        &self,
        one: &Verification,
        member: MemberGuid,
        presence: Presence,
    ) -> Result<(), Error> {
        let user = self.user(&Name::Guid(one.user)).await?;
        let found = self.member_of(one.user, member).await?;
        let institution = self.institution_of(&found).await?;
        let has = |product| institution.products.contains(&product);
        let reads = Reads {
            numbers: READS.numbers && has(Product::AccountVerification),
            owners: READS.owners && has(Product::IdentityVerification),
            statements: READS.statements && has(Product::Statements),
            ..READS
        };
        let kind = if has(Product::TransactionHistory) { RunKind::ExtendHistory } else { RunKind::Aggregate };
        let start = StartRun {
            kind,
            reads: Some(reads),
            without: Reads::default(),
            callback_payload: None,
            even_if_fresh: true,
        };
        let note = |run: &Run| {
            let on = VerificationMember { member, run: Some(run.guid) };
            vec![verifications::set_member(one, &on, self.engine.now())]
        };
        match self.begin_run(&user, &Name::Guid(member), &start, presence, &note).await {
            Ok(_)
            | Err(
                Error::RunOpen(_) | Error::Impossible { .. } | Error::Invalid { .. } | Error::NotFound(_),
            ) => Ok(()),
            Err(error) => Err(error),
        }
    }
}

/// How far the reading of a connection is.
pub(super) fn reading(member: &Member, run: Option<&Run>) -> Reading {
    let Some(run) = run else { return Reading::Due };
    let Some(ended_at) = run.ended_at else { return Reading::UnderWay };
    let failed_report = member
        .state
        .reason
        .filter(|reason| matches!(Verdict::of(*reason), Verdict::Failed(BankError::ReportGenerationFailed)));
    match (run.reason, failed_report) {
        // Something that the report stands on could not be had, beside what could.
        (Some(_), Some(reason)) => Reading::Failed(reason),
        (Some(reason), None) if matches!(Verdict::of(reason), Verdict::Good) => Reading::Done,
        // What was wrong with an account, and not with the connection, may be so again until a job has passed.
        (Some(reason), None)
            if reason.event() == Event::AccountLevelError
                && !is_later(member.state.successfully_aggregated_at, ended_at) =>
        {
            Reading::Failed(reason)
        }
        // The connection was in its way and is well again, or somebody cancelled the job: once more.
        (Some(_) | None, _) => Reading::Due,
    }
}

/// Whether that was a short time ago.
pub(super) fn is_lately(at: Option<Timestamp>, now: Timestamp) -> bool {
    at.is_some_and(|at| now.duration_since(at) < LATELY)
}

fn is_later(at: Option<Timestamp>, than: Timestamp) -> bool {
    at.is_some_and(|at| at > than)
}
