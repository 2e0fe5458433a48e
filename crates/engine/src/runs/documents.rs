//! The documents of the statements that a run has listed: one from the source, one commit, the next.

use super::plan::{Plan, What};
use super::read::{commit, fetch, stopped};
use super::work::{Next, Work};
use crate::Error;
use connectors::{FetchStop, Fetched, Grant, Problem, Want};
use domain::member::Event;
use domain::reason::Reason;
use store::statements::After;

/// Documents of one run; what is left comes with the next.
const DOCUMENTS_MAX: u32 = 300;
/// Documents in a row that the institution may not answer for; then the rest is left for another run.
const UNANSWERED_IN_ROW_MAX: u32 = 3;

pub(super) async fn next(work: &mut Work<'_>, mut plan: Plan, grant: &Grant) -> Result<Next, Error> {
    let is_enough = plan.pages >= DOCUMENTS_MAX || plan.failing_in_row >= UNANSWERED_IN_ROW_MAX;
    let after = plan.after.as_deref().and_then(place);
    let run = &work.run;
    let found = work.store().statement_without_document(run.user, run.member, run.guid, after).await?;
    let Some(statement) = found.filter(|_| !is_enough) else {
        plan.page_read(None);
        return commit(work, &plan, Vec::new(), Some(What::Documents)).await;
    };
    let want = Want::Document {
        account: statement.listed.source_account_id.clone(),
        statement: statement.listed.source_id.clone(),
    };
    let mut writes = Vec::new();
    match fetch(work, plan.pages, grant, &want).await {
        Ok(Fetched::Document(document)) => {
            let now = work.engine.operational.now();
            writes.push(work.store().set_document(&statement, document.bytes(), now).await?);
            plan.failing_in_row = 0;
            plan.has_read = true;
        }
        Ok(_) => failed(work, &mut plan, Problem::new(Reason::InstitutionError, "the answer is no document")),
        Err(FetchStop::Problem(problem)) if is_of_one(&problem) => failed(work, &mut plan, problem),
        Err(stop) => return stopped(work, plan, stop).await,
    }
    plan.page_read(Some(format!("{} {}", statement.issued_on, statement.guid)));
    commit(work, &plan, writes, Some(What::Documents)).await
}

/// The place of the last document, as the plan keeps it.
fn place(text: &str) -> Option<After> {
    let (issued_on, guid) = text.split_once(' ')?;
    Some(After { issued_on: issued_on.parse().ok()?, guid: guid.parse().ok()? })
}

/// The document is missing, and the others may be there: it is tried again with the next run.
fn is_of_one(problem: &Problem) -> bool {
    problem.reason.event() == Event::AccountLevelError || problem.reason.counts_as_failure()
}

/// The institution does not answer, rather than that something is wrong with one document. The newest of all accounts may well be missing
/// together, while the bank still prints them.
fn is_of_all(problem: &Problem) -> bool {
    let is_answer = matches!(problem.reason, Reason::InstitutionError | Reason::Unknown);
    problem.reason.counts_as_failure() && !is_answer
}

fn failed(work: &mut Work<'_>, plan: &mut Plan, problem: Problem) {
    tracing::warn!(run.guid = %work.run.guid, source = work.run.source, %problem, "a statement's document could not be fetched");
    plan.is_partial = true;
    plan.failing_in_row = if is_of_all(&problem) { plan.failing_in_row + 1 } else { 0 };
    if problem.reason.event() == Event::AccountLevelError {
        plan.note(problem.reason);
    }
    work.run.source_code = problem.source_code;
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_place_is_read_as_it_was_written() {
        let guid = domain::id::StatementGuid::from_digest([7; 16]);
        let written = After { issued_on: date(2026, 11, 3), guid };
        assert_eq!(place(&format!("2026-11-03 {guid}")), Some(written));
        for text in ["", "2026-11-03", "2026-11-03 STA-1", &format!("tomorrow {guid}")] {
            assert_eq!(place(text), None, "{text}");
        }
    }
}
