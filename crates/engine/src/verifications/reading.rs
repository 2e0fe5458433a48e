//! Reads a connection for a verification: everything that a report is made of and that its institution offers.

use crate::records::{Run, Verification, VerificationMember};
use crate::{Error, Name, Scope, StartRun};
use domain::id::MemberGuid;
use domain::institution::Product;
use domain::member::Presence;
use domain::run::{Reads, RunKind};
use store::verifications;

/// What a report is made of, beside accounts and balances.
pub(crate) const READS: Reads =
    Reads { transactions: true, holdings: false, numbers: true, owners: true, statements: true };

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
