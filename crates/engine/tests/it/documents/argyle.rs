//! The eleven errors of bank verifications (`seeds/004`): each reached from a real cause at the bank, with the step that ends it.

use super::{heals_with_a_new_login, heals_with_a_refresh, linked};
use crate::bed::Bed;
use domain::member::Status;
use domain::reason::Actor;
use domain::run::RunKind;
use jiff::SignedDuration;

on_both! {
    argyle_account_closed
    argyle_account_not_found
    argyle_generic_error
    argyle_institution_not_supported
    argyle_invalid_credentials
    argyle_mfa_issue_encountered
    argyle_one_time_passcode_issue
    argyle_report_generation_failed
    argyle_temporary_connection_issue
    argyle_token_invalid_or_expired
    argyle_user_action_required_at_institution
}

/// The bank's condition makes this code, and this actor must act.
async fn reaches(bed: &Bed, condition: &str, code: &str, actor: Actor) -> engine::records::Member {
    let member = linked(bed, condition, &format!("later:{condition}")).await;
    bed.clock.advance(SignedDuration::from_hours(4));
    let member = bed.refresh(&member).await;
    let reason = member.state.reason.unwrap();
    assert_eq!((reason.argyle(), member.state.actor()), (code, actor), "{condition}: {}", reason.name());
    member
}

async fn argyle_account_closed(bed: &Bed) {
    let member = reaches(bed, "account_closed", "account_closed", Actor::User).await;
    assert_eq!(member.state.status, Status::Connected, "one account, not the connection");
    heals_with_a_refresh(bed, &member, "account_closed").await;
}

async fn argyle_account_not_found(bed: &Bed) {
    let member = reaches(bed, "account_gone", "account_not_found", Actor::User).await;
    heals_with_a_refresh(bed, &member, "account_gone").await;
    reaches(bed, "no_accounts", "account_not_found", Actor::User).await;
}

async fn argyle_generic_error(bed: &Bed) {
    for (condition, actor) in
        [("server_error", Actor::Institution), ("channel_error", Actor::Source), ("e_7731", Actor::Operator)]
    {
        let member = reaches(bed, condition, "generic_error", actor).await;
        heals_with_a_refresh(bed, &member, condition).await;
    }
}

async fn argyle_institution_not_supported(bed: &Bed) {
    let member = reaches(bed, "institution_discontinued", "institution_not_supported", Actor::Nobody).await;
    assert_eq!(member.state.status, Status::Discontinued);
    reaches(bed, "customer_kind_unsupported", "institution_not_supported", Actor::User).await;
}

async fn argyle_invalid_credentials(bed: &Bed) {
    for condition in ["wrong_credentials", "other_customer", "not_a_customer"] {
        let member = reaches(bed, condition, "invalid_credentials", Actor::User).await;
        heals_with_a_new_login(bed, &member, condition).await;
    }
}

async fn argyle_mfa_issue_encountered(bed: &Bed) {
    let member = linked(bed, "ann", "challenge").await;
    bed.answer(&member, "nonsense").await.unwrap();
    bed.work().await;
    let reason = bed.member(&member).await.state.reason.unwrap();
    assert_eq!(reason.argyle(), "mfa_issue_encountered");
    reaches(bed, "session_expired", "mfa_issue_encountered", Actor::User).await;
    reaches(bed, "second_factor_unsupported", "mfa_issue_encountered", Actor::User).await;
}

async fn argyle_one_time_passcode_issue(bed: &Bed) {
    let member = reaches(bed, "code_not_delivered", "one_time_passcode_issue", Actor::User).await;
    assert_eq!(member.next_run_at, None, "no further code is provoked unasked");
    heals_with_a_refresh(bed, &member, "code_not_delivered").await;
}

async fn argyle_report_generation_failed(bed: &Bed) {
    let member = linked(bed, "ann", "REPORT_FAILED").await;
    bed.start(&member, RunKind::FetchStatements).await.unwrap();
    bed.work().await;
    let member = bed.member(&member).await;
    assert_eq!(member.state.reason.unwrap().argyle(), "report_generation_failed");
    assert_eq!(member.state.status, Status::Connected, "the connection itself is fine");
}

async fn argyle_temporary_connection_issue(bed: &Bed) {
    for (condition, actor) in [
        ("unavailable", Actor::Institution),
        ("backend_timeout", Actor::Institution),
        ("channel_timeout", Actor::Source),
        ("hang_up", Actor::Hub),
        ("temporary_fault", Actor::Hub),
    ] {
        let member = reaches(bed, condition, "temporary_connection_issue", actor).await;
        assert!(member.next_run_at.is_some(), "{condition} is tried again");
        bed.set_condition(super::BANK, condition, None).await;
        bed.pass(SignedDuration::from_hours(8)).await;
        assert_eq!(bed.status(&member).await, Status::Connected, "{condition} heals by itself");
    }
}

async fn argyle_token_invalid_or_expired(bed: &Bed) {
    for condition in
        ["token_revoked", "consent_expired", "consent_revoked", "sign_in_again", "interface_replaced"]
    {
        let member = reaches(bed, condition, "token_invalid_or_expired", Actor::User).await;
        assert_eq!(member.state.status, Status::Impaired);
        heals_with_a_new_login(bed, &member, condition).await;
    }
}

async fn argyle_user_action_required_at_institution(bed: &Bed) {
    for condition in
        ["attention_needed", "terms_not_accepted", "setup_incomplete", "password_expired", "login_locked"]
    {
        let member = reaches(bed, condition, "user_action_required_at_institution", Actor::User).await;
        heals_with_a_refresh(bed, &member, condition).await;
    }
}
