//! An app's help page on connections (`seeds/000`): its statuses, and each case of its troubleshooting.

use super::{BANK, heals_with_a_new_login, heals_with_a_refresh, linked, stands};
use crate::bed::Bed;
use domain::diagnosis::Finding;
use domain::member::Status;
use domain::reason::{Actor, Reason, Remedy};
use domain::run::RunKind;
use engine::Error;
use jiff::SignedDuration;

on_both! {
    piere_connected_updates_several_times_a_day
    piere_disconnected_is_an_authorization_that_must_be_renewed
    piere_expired
    piere_denied
    piere_challenged
    piere_impeded
    piere_prevented
    piere_connected_but_the_account_never_appears
    piere_an_institution_whose_terms_hold_accounts_back
    piere_prompted_but_the_connection_fails
    piere_stuck_in_an_mfa_loop
    piere_valid_credentials_are_rejected
    piere_status_failed
    piere_status_degraded
    piere_a_new_account_has_not_shown_up
    piere_reconnecting_may_ask_for_a_code_again
    piere_not_you_the_bank
}

fn hours(count: i64) -> SignedDuration {
    SignedDuration::from_hours(count)
}

async fn piere_connected_updates_several_times_a_day(bed: &Bed) {
    let member = linked(bed, "ann", "fine").await;
    bed.pass(hours(24)).await;
    let times = bed.bank_counts(BANK, "ann").await["sign_ins_succeeded"].as_i64().unwrap() - 1;
    assert!((3..=5).contains(&times), "{times} times");
    stands(bed, &member, Status::Connected, Actor::Nobody, None).await;
}

/// What the page calls "Disconnected" is IMPAIRED here: the bank wants to be asked again.
async fn piere_disconnected_is_an_authorization_that_must_be_renewed(bed: &Bed) {
    let member = linked(bed, "ann", "later:consent_expired").await;
    bed.pass(hours(7)).await;
    stands(bed, &member, Status::Impaired, Actor::User, Some(Remedy::EnterCredentials)).await;
    heals_with_a_new_login(bed, &member, "ann").await;
}

/// Answered too late: again, with a strong network.
async fn piere_expired(bed: &Bed) {
    let member = linked(bed, "ann", "slow_answer").await;
    bed.clock.advance(SignedDuration::from_secs(30));
    bed.work().await;
    let found = stands(bed, &member, Status::Expired, Actor::User, Some(Remedy::RestartReady)).await;
    assert!(found.diagnosis.advice.iter().any(|advice| advice.remedy == Remedy::CheckNetwork));
}

/// Type by hand, check the entry, try at the site, reset, then support.
async fn piere_denied(bed: &Bed) {
    let member = linked(bed, "ann", "wrong").await;
    let found = stands(bed, &member, Status::Denied, Actor::User, Some(Remedy::RetypeByHand)).await;
    let remedies: Vec<Remedy> = found.diagnosis.advice.iter().map(|advice| advice.remedy).collect();
    for wanted in [Remedy::CheckInstitution, Remedy::LoginAtSite, Remedy::ResetPassword, Remedy::Support] {
        assert!(remedies.contains(&wanted), "{wanted:?} of {remedies:?}");
    }
    assert_eq!(remedies.last(), Some(&Remedy::Support));
}

/// What a code is and how it may come is part of the advice.
async fn piere_challenged(bed: &Bed) {
    let member = linked(bed, "ann", "token").await;
    let found = stands(bed, &member, Status::Challenged, Actor::User, Some(Remedy::AnswerMfa)).await;
    let steps = &found.diagnosis.advice.first().unwrap().steps;
    assert!(steps.len() >= 4, "what it is, and the ways a code can come: {steps:?}");
}

async fn piere_impeded(bed: &Bed) {
    let member = linked(bed, "ann", "ATTENTION").await;
    let found = stands(bed, &member, Status::Impeded, Actor::User, Some(Remedy::LoginAtSite)).await;
    let remedies: Vec<Remedy> = found.diagnosis.advice.iter().map(|advice| advice.remedy).collect();
    assert!(
        remedies.contains(&Remedy::AcceptTerms) && remedies.contains(&Remedy::ResetPassword),
        "{remedies:?}"
    );
    heals_with_a_refresh(bed, &member, "ann").await;
}

/// Reconnecting is the login form, not another try with the same.
async fn piere_prevented(bed: &Bed) {
    let member = linked(bed, "ann", "wrong").await;
    bed.refresh(&member).await;
    bed.refresh(&member).await;
    let found = stands(bed, &member, Status::Prevented, Actor::User, None).await;
    assert!(found.diagnosis.findings.contains(&Finding::LockNear));
    assert!(matches!(bed.start(&member, RunKind::Aggregate).await, Err(Error::Impossible { .. })));
    heals_with_a_new_login(bed, &member, "ann").await;
}

/// First wait a quarter of an hour; then there are causes to look at.
async fn piere_connected_but_the_account_never_appears(bed: &Bed) {
    let member = linked(bed, "ann", "NO_ACCOUNTS").await;
    let found = stands(bed, &member, Status::Connected, Actor::User, Some(Remedy::Wait15m)).await;
    assert_eq!(found.diagnosis.findings, [Finding::AccountsNotReady]);
    assert!(found.diagnosis.needs_attention);
    bed.clock.advance(SignedDuration::from_mins(16));
    let found = stands(bed, &member, Status::Connected, Actor::User, Some(Remedy::LoginAtSite)).await;
    assert!(found.diagnosis.findings.contains(&Finding::AccountsNotEligible));
    heals_with_a_refresh(bed, &member, "ann").await;
}

/// Its terms must be accepted, and one of its products cannot be linked alone: notes of the institution itself.
async fn piere_an_institution_whose_terms_hold_accounts_back(bed: &Bed) {
    let member = bed.connect_at("solstice_money", "ann", "NO_ACCOUNTS").await.unwrap();
    bed.work().await;
    bed.clock.advance(SignedDuration::from_mins(16));
    let found = bed.diagnose(&member).await.diagnosis;
    assert_eq!(found.findings.first(), Some(&Finding::AccountsTerms));
    assert_eq!(found.advice.first().unwrap().notes.len(), 2);
}

async fn piere_prompted_but_the_connection_fails(bed: &Bed) {
    let member = linked(bed, "ann", "SERVER_ERROR").await;
    let found = stands(bed, &member, Status::Failed, Actor::Institution, None).await;
    assert_eq!(found.run.unwrap().source_code.as_deref(), Some("server_error"));
    heals_with_a_refresh(bed, &member, "ann").await;
}

/// Asked again and again although every answer is right: seen without a support ticket.
async fn piere_stuck_in_an_mfa_loop(bed: &Bed) {
    let member = linked(bed, "ann", "challenge").await;
    for round in 1..=6 {
        bed.answer(&member, "challenge").await.unwrap();
        bed.work().await;
        let found = bed.diagnose(&member).await.diagnosis;
        assert_eq!(found.findings.contains(&Finding::MfaLoop), round >= 5, "round {round}");
    }
    let found = bed.diagnose(&member).await.diagnosis;
    assert_eq!(found.advice.first().unwrap().remedy, Remedy::Support, "the person is not to go on in vain");
}

/// A pasted space is found, in the login that is held; before it is sent the hub warns.
async fn piere_valid_credentials_are_rejected(bed: &Bed) {
    let mut pasted = crate::bed::new_member(&bed.engine, BANK, "ann", "wrong ").await;
    let warned = bed.scope().create_member(&bed.user, pasted.clone(), None).await;
    assert!(matches!(warned, Err(Error::Stray { .. })), "{warned:?}");
    assert_eq!(bed.bank_counts(BANK, "ann").await["passwords_received"], 0);
    pasted.strays = engine::Strays::Taken;
    let member = bed.scope().create_member(&bed.user, pasted, None).await.unwrap();
    bed.work().await;
    let found = stands(bed, &member, Status::Denied, Actor::User, Some(Remedy::RetypeByHand)).await;
    assert!(matches!(found.diagnosis.findings.first(), Some(Finding::StrayCharacters { .. })));
}

async fn piere_status_failed(bed: &Bed) {
    let member = linked(bed, "ann", "later:unavailable").await;
    bed.pass(hours(7)).await;
    let found = stands(bed, &member, Status::Failed, Actor::Institution, None).await;
    assert!(found.next_run_at.is_some(), "already being worked on");
    bed.set_condition(BANK, "ann", None).await;
    bed.pass(hours(5)).await;
    assert_eq!(bed.status(&member).await, Status::Connected);
}

async fn piere_status_degraded(bed: &Bed) {
    let member = linked(bed, "ann", "later:unavailable").await;
    bed.pass(hours(16)).await;
    let found = stands(bed, &member, Status::Degraded, Actor::Hub, Some(Remedy::ReconnectAnswer)).await;
    assert!(found.diagnosis.advice.iter().any(|advice| advice.remedy == Remedy::Support));
    heals_with_a_refresh(bed, &member, "ann").await;
}

/// The bank shares a new account only when told to, in six steps.
async fn piere_a_new_account_has_not_shown_up(bed: &Bed) {
    let member = linked(bed, "ann", "later:account_not_shared").await;
    bed.pass(hours(7)).await;
    let found = stands(bed, &member, Status::Connected, Actor::User, Some(Remedy::GrantAccounts)).await;
    assert_eq!(found.diagnosis.findings, [Finding::NewAccountNotShared]);
    assert_eq!(found.diagnosis.advice.first().unwrap().steps.len(), 6);
    heals_with_a_refresh(bed, &member, "ann").await;
}

async fn piere_reconnecting_may_ask_for_a_code_again(bed: &Bed) {
    let member = linked(bed, "ann", "later:token").await;
    bed.pass(hours(7)).await;
    let asked = bed.refresh(&member).await;
    assert_eq!((asked.state.status, asked.state.reason), (Status::Challenged, Some(Reason::MfaRequired)));
    bed.answer(&member, "correct").await.unwrap();
    bed.work().await;
    assert_eq!(bed.status(&member).await, Status::Connected);
}

/// Several people cannot reach the bank: the message says that it is not this person.
async fn piere_not_you_the_bank(bed: &Bed) {
    let mut members = Vec::new();
    for login in ["ann", "bob", "cid"] {
        members.push(linked(bed, login, "fine").await);
    }
    bed.set_bank(BANK, "down", 0).await;
    bed.pass(hours(7)).await;
    for member in &members {
        let found = stands(bed, member, Status::Failed, Actor::Institution, Some(Remedy::Wait24h)).await;
        assert_eq!(found.diagnosis.findings.first(), Some(&Finding::InstitutionOutage));
    }
    // The trouble of one alone is not taken for the bank's.
    bed.set_bank(BANK, "open", 0).await;
    bed.pass(hours(30)).await;
    bed.set_condition(BANK, "ann", Some("server_error")).await;
    bed.pass(hours(7)).await;
    let found = bed.diagnose(&members[0]).await.diagnosis;
    assert_eq!((found.status, found.findings.len()), (Status::Failed, 0));
}
