//! Where verifications stand, case by case.

use super::*;
use crate::clock::Timestamp;
use crate::id::Guid;
use crate::member::Origin;

fn guid<K: crate::id::Kind>(number: u8) -> Guid<K> {
    Guid::from_digest([number; 16])
}

fn state(status: Status, reason: Reason) -> State {
    let mut state = State::created(Origin::WithCredentials, Timestamp::UNIX_EPOCH);
    (state.status, state.reason) = (status, Some(reason));
    state
}

fn member(state: &State, reading: Reading) -> MemberFact<'_> {
    MemberFact { guid: guid(1), name: "Oak Bank", state, reading }
}

fn account<'a>(number: u8) -> AccountFact<'a> {
    AccountFact { guid: guid(number), name: "Checking", is_closed: false, is_gone: false, trouble: None }
}

fn facts<'a>(members: Vec<MemberFact<'a>>, wanted: Wanted<'a>) -> Facts<'a> {
    Facts { is_cancelled: false, is_opened: false, members, wanted, report: ReportFact::Missing }
}

fn all<'a>() -> Wanted<'a> {
    Wanted::All(vec![account(1)])
}

fn check(facts: &Facts<'_>, state: VerificationState, next: Next, errors: &[BankError]) {
    let (standing, then) = decide(facts);
    let found: Vec<BankError> = standing.flaws.iter().map(|flaw| flaw.error).collect();
    assert_eq!((standing.state, then, found.as_slice()), (state, next, errors), "{facts:?}");
}

#[test]
fn it_goes_from_pending_to_completed() {
    use VerificationState::{Completed, Pending, Processing};
    check(&facts(Vec::new(), all()), Pending, Next::Wait, &[]);
    let mut signing_in = state(Status::Created, Reason::InProgress);
    signing_in.is_being_aggregated = true;
    check(&facts(vec![member(&signing_in, Reading::Due)], all()), Processing, Next::Wait, &[]);
    let well = state(Status::Connected, Reason::Ok);
    let read = Next::Read(guid(1));
    check(&facts(vec![member(&well, Reading::Due)], all()), Processing, read, &[]);
    check(&facts(vec![member(&well, Reading::UnderWay)], all()), Processing, Next::Wait, &[]);
    check(&facts(vec![member(&well, Reading::Done)], all()), Processing, Next::MakeReport, &[]);
    // What there is to choose among is read first.
    check(&facts(vec![member(&well, Reading::Due)], Wanted::NotChosen), Processing, read, &[]);
    check(&facts(vec![member(&well, Reading::Done)], Wanted::NotChosen), Processing, Next::Wait, &[]);
    let made = Facts { report: ReportFact::Made, ..facts(vec![member(&well, Reading::Done)], all()) };
    check(&made, Completed, Next::Wait, &[]);
}

#[test]
fn an_open_question_is_processing_and_its_failure_pauses() {
    use VerificationState::{Paused, Processing};
    let mut asked = state(Status::Challenged, Reason::MfaRequired);
    asked.is_being_aggregated = true;
    check(&facts(vec![member(&asked, Reading::Due)], all()), Processing, Next::Wait, &[]);
    for (status, reason) in [
        (Status::Expired, Reason::MfaTimeout),
        (Status::Rejected, Reason::MfaWrong),
        (Status::Reconnected, Reason::MfaEveryLogin),
    ] {
        let failed = state(status, reason);
        let errors = [BankError::MfaIssueEncountered];
        check(&facts(vec![member(&failed, Reading::Due)], all()), Paused, Next::Wait, &errors);
    }
}

#[test]
fn one_connection_of_several_pauses_it() {
    let (well, denied) =
        (state(Status::Connected, Reason::Ok), state(Status::Denied, Reason::CredentialsRejected));
    let members = vec![member(&well, Reading::Done), member(&denied, Reading::Due)];
    check(&facts(members, all()), VerificationState::Paused, Next::Wait, &[BankError::InvalidCredentials]);
}

#[test]
fn accounts_count_where_they_are_wanted() {
    use VerificationState::{Paused, Processing};
    // The connection tells of a closed account; whether that matters depends on which it is.
    let well = state(Status::Connected, Reason::AccountClosed);
    let closed = AccountFact { is_closed: true, ..account(2) };
    let gone = AccountFact { is_gone: true, ..account(3) };
    let troubled = AccountFact { trouble: Some(Reason::AccountMismatch), ..account(4) };
    let of = |wanted| facts(vec![member(&well, Reading::Done)], wanted);
    check(&of(Wanted::These(vec![account(1)])), Processing, Next::MakeReport, &[]);
    check(
        &of(Wanted::All(vec![account(1), closed.clone(), gone.clone()])),
        Processing,
        Next::MakeReport,
        &[],
    );
    let these = Wanted::These(vec![account(1), closed.clone(), gone, troubled]);
    let expected = [BankError::AccountClosed, BankError::AccountNotFound, BankError::AccountNotFound];
    check(&of(these), Paused, Next::Wait, &expected);
    check(&of(Wanted::All(vec![closed])), Paused, Next::Wait, &[BankError::AccountClosed]);
    let none = state(Status::Connected, Reason::NoAccounts);
    let nothing = facts(vec![member(&none, Reading::Done)], Wanted::All(Vec::new()));
    check(&nothing, Paused, Next::Wait, &[BankError::AccountNotFound]);
}

#[test]
fn a_reading_or_a_report_that_fails_pauses_it() {
    let well = state(Status::Connected, Reason::ReportFailed);
    let errors = [BankError::ReportGenerationFailed];
    let failed = facts(vec![member(&well, Reading::Failed(Reason::ReportFailed))], all());
    check(&failed, VerificationState::Paused, Next::Wait, &errors);
    let report = Facts { report: ReportFact::Failed, ..facts(vec![member(&well, Reading::Done)], all()) };
    check(&report, VerificationState::Paused, Next::Wait, &errors);
}

#[test]
fn what_is_over_stays_over() {
    use VerificationState::Cancelled;
    let denied = state(Status::Denied, Reason::CredentialsRejected);
    let cancelled = Facts { is_cancelled: true, ..facts(vec![member(&denied, Reading::Due)], all()) };
    check(&cancelled, Cancelled, Next::Wait, &[]);
    let closed = state(Status::Closed, Reason::ClosedBySomeone);
    check(&facts(vec![member(&closed, Reading::Done)], all()), Cancelled, Next::Wait, &[]);
}

#[test]
fn each_reason_has_a_verdict_and_each_code_a_reason() {
    let mut reached = std::collections::BTreeSet::new();
    for reason in Reason::ALL {
        let text = reason.argyle();
        let is_known = BankError::from_name(text).is_some()
            || text.starts_with("-(")
            || text.starts_with("HTTP")
            || matches!(text, "none" | "n/a");
        assert!(is_known, "{}: {text}", reason.name());
        if let Verdict::Failed(error) = Verdict::of(*reason) {
            reached.insert(error);
        }
    }
    assert_eq!(reached.len(), BankError::ALL.len(), "all eleven are reached");
}

#[test]
fn each_code_is_told_in_each_language() {
    let mut told = std::collections::BTreeSet::new();
    for error in BankError::ALL {
        for language in Language::ALL {
            for said in [error.title(*language), error.message(*language)] {
                assert!(!said.starts_with("verification-"), "{said}");
                assert!(told.insert(said.clone()), "{said} is said twice");
            }
        }
    }
}
