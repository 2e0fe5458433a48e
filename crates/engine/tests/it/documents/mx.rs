//! MX's table of connection statuses (`seeds/002`), one test per row.

use super::{BANK, heals_with_a_new_login, heals_with_a_refresh, linked, stands};
use crate::bed::{Bed, new_member};
use crate::browser::Browser;
use crate::person::Doing;
use domain::account::{AccountFacts, AccountType};
use domain::member::Status;
use domain::money::Currency;
use domain::reason::{Actor, Remedy};
use domain::run::RunKind;
use engine::records::Member;
use engine::{Decision, Error, Name, NewAccount};
use jiff::SignedDuration;

on_both! {
    mx_null
    mx_0_created
    mx_1_prevented
    mx_2_denied
    mx_3_challenged
    mx_4_rejected
    mx_5_locked
    mx_6_connected
    mx_7_impeded
    mx_8_reconnected
    mx_9_degraded
    mx_10_disconnected
    mx_11_discontinued
    mx_12_closed
    mx_13_delayed
    mx_14_failed
    mx_15_updated
    mx_16_disabled
    mx_17_imported
    mx_18_resumed
    mx_19_expired
    mx_20_impaired
    mx_21_pending
}

fn hours(count: i64) -> SignedDuration {
    SignedDuration::from_hours(count)
}

fn is_impossible(outcome: &Result<Member, Error>) -> bool {
    matches!(outcome, Err(Error::Impossible { .. }))
}

/// "A member that does not aggregate (e.g., a manual member) will always have this status."
async fn mx_null(bed: &Bed) {
    let facts = AccountFacts::new("Cash".into(), AccountType::Savings, Currency::USD);
    let account = NewAccount { facts, metadata: None, is_hidden: false, is_business: false };
    let account = bed.scope().create_account(&bed.user, account, None).await.unwrap();
    let manual = bed.scope().member(&bed.user, &Name::Guid(account.member)).await.unwrap();
    assert_eq!((manual.state.status.name(), manual.state.status.id()), (None, None));
    assert!(is_impossible(&bed.start(&manual, RunKind::Aggregate).await));
    bed.pass(hours(24)).await;
    assert_eq!(bed.status(&manual).await, Status::Manual);
}

/// New and not yet aggregated: aggregate it when the person is there.
async fn mx_0_created(bed: &Bed) {
    let mut new = new_member(&bed.engine, BANK, "ann", "fine").await;
    new.skip_aggregation = true;
    let member = bed.scope().create_member(&bed.user, new, None).await.unwrap();
    stands(bed, &member, Status::Created, Actor::User, None).await;
    bed.pass(hours(24)).await;
    assert_eq!(bed.status(&member).await, Status::Created, "not tried while nobody is there");
    assert_eq!(bed.refresh(&member).await.state.status, Status::Connected);
}

/// Three times in a row: stopped, so that the bank does not lock; new credentials go on.
async fn mx_1_prevented(bed: &Bed) {
    let member = linked(bed, "ann", "wrong").await;
    for _ in 0..2 {
        bed.update(&member, "ann", "wrong again").await.unwrap();
        bed.work().await;
    }
    stands(bed, &member, Status::Prevented, Actor::User, None).await;
    assert!(is_impossible(&bed.start(&member, RunKind::Aggregate).await));
    assert_eq!(bed.bank_counts(BANK, "ann").await["passwords_received"], 3);
    heals_with_a_new_login(bed, &member, "ann").await;
}

/// The credentials were invalid.
async fn mx_2_denied(bed: &Bed) {
    let member = linked(bed, "ann", "wrong").await;
    stands(bed, &member, Status::Denied, Actor::User, Some(Remedy::RetypeByHand)).await;
    assert!(bed.member(&member).await.state.needs_updated_credentials());
    heals_with_a_new_login(bed, &member, "ann").await;
}

/// Waits for the answer; becomes EXPIRED if none comes.
async fn mx_3_challenged(bed: &Bed) {
    let member = linked(bed, "ann", "challenge").await;
    let found = stands(bed, &member, Status::Challenged, Actor::User, Some(Remedy::AnswerMfa)).await;
    assert!(found.answer_by.is_some_and(|by| by > found.now), "the person is told until when");
    bed.answer(&member, "correct").await.unwrap();
    bed.work().await;
    assert_eq!(bed.status(&member).await, Status::Connected);
}

/// The answer was wrong; another challenge may follow or the run starts again.
async fn mx_4_rejected(bed: &Bed) {
    let member = linked(bed, "ann", "challenge").await;
    bed.answer(&member, "nonsense").await.unwrap();
    bed.work().await;
    stands(bed, &member, Status::Rejected, Actor::User, None).await;
    bed.refresh(&member).await;
    bed.answer(&member, "correct").await.unwrap();
    bed.work().await;
    assert_eq!(bed.status(&member).await, Status::Connected);
    // Pressing "no" in the bank's app is a wrong answer too.
    let declined = linked(bed, "bob", "APPROVAL_DECLINED").await;
    bed.pass(SignedDuration::from_mins(1)).await;
    bed.pass(SignedDuration::from_mins(1)).await;
    stands(bed, &declined, Status::Rejected, Actor::User, None).await;
}

/// The bank keeps the person out; only the bank's site or the bank can help.
async fn mx_5_locked(bed: &Bed) {
    let member = linked(bed, "ann", "LOCKED").await;
    stands(bed, &member, Status::Locked, Actor::User, Some(Remedy::UnlockAtSite)).await;
    bed.pass(hours(48)).await;
    assert_eq!(bed.bank_counts(BANK, "ann").await["passwords_received"], 1, "left alone");
    heals_with_a_refresh(bed, &member, "ann").await;
}

/// Authenticated, and data comes.
async fn mx_6_connected(bed: &Bed) {
    let member = linked(bed, "ann", "fine").await;
    stands(bed, &member, Status::Connected, Actor::Nobody, None).await;
    assert!(
        member.state.processed.is_authenticated
            && member.state.processed.accounts
            && member.state.processed.transactions
    );
    assert_eq!(member.state.aggregated_at, member.state.successfully_aggregated_at);
    assert!(!bed.accounts(&member).await.is_empty());
}

/// Something waits at the bank's site: go there, then try again.
async fn mx_7_impeded(bed: &Bed) {
    for password in ["ATTENTION", "TERMS_NOT_ACCEPTED"] {
        let member = linked(bed, password, password).await;
        stands(bed, &member, Status::Impeded, Actor::User, Some(Remedy::LoginAtSite)).await;
        heals_with_a_refresh(bed, &member, password).await;
    }
}

/// Moved to a new source: no background run until one with the person succeeded.
async fn mx_8_reconnected(bed: &Bed) {
    let member = linked(bed, "ann", "fine").await;
    bed.scope().move_member(&bed.user, &Name::Guid(member.guid), "sandbox_mirror").await.unwrap();
    stands(bed, &member, Status::Reconnected, Actor::User, None).await;
    let before = bed.bank_counts(BANK, "ann").await["passwords_received"].clone();
    bed.pass(hours(24)).await;
    assert_eq!(bed.bank_counts(BANK, "ann").await["passwords_received"], before);
    assert_eq!(bed.refresh(&member).await.state.status, Status::Connected);
}

/// Three failures within a short time.
async fn mx_9_degraded(bed: &Bed) {
    let member = linked(bed, "ann", "fine").await;
    bed.set_bank(BANK, "down", 0).await;
    bed.pass(hours(16)).await;
    let found = stands(bed, &member, Status::Degraded, Actor::Hub, None).await;
    assert!(found.next_run_at.is_some(), "tried again by itself");
    bed.set_bank(BANK, "open", 0).await;
    bed.pass(hours(30)).await;
    assert_eq!(bed.status(&member).await, Status::Connected);
}

/// At least three failures and two weeks without success.
async fn mx_10_disconnected(bed: &Bed) {
    let member = linked(bed, "ann", "fine").await;
    bed.set_bank(BANK, "down", 0).await;
    bed.pass(hours(13 * 24)).await;
    assert_ne!(bed.status(&member).await, Status::Disconnected, "not before two weeks");
    bed.pass(hours(30)).await;
    stands(bed, &member, Status::Disconnected, Actor::Hub, None).await;
    bed.set_bank(BANK, "open", 0).await;
    assert_eq!(bed.refresh(&member).await.state.status, Status::Connected);
}

/// No longer available: kept, tracked by hand.
async fn mx_11_discontinued(bed: &Bed) {
    let member = linked(bed, "ann", "fine").await;
    bed.set_bank(BANK, "discontinued", 0).await;
    bed.engine.sync_directory().await.unwrap();
    let found = stands(bed, &member, Status::Discontinued, Actor::Nobody, None).await;
    assert!(found.diagnosis.advice.iter().any(|advice| advice.remedy == Remedy::TrackManually));
    assert!(is_impossible(&bed.start(&member, RunKind::Aggregate).await));
    assert!(!bed.accounts(&member).await.is_empty());
}

/// Marked as closed; can be opened again.
async fn mx_12_closed(bed: &Bed) {
    let member = linked(bed, "ann", "fine").await;
    bed.decide(&member, Decision::Close).await.unwrap();
    let found = stands(bed, &member, Status::Closed, Actor::Nobody, Some(Remedy::Reopen)).await;
    assert!(found.diagnosis.advice.iter().any(|advice| advice.remedy == Remedy::TrackManually));
    assert!(!bed.member(&member).await.state.holds_credentials);
    assert!(is_impossible(&bed.start(&member, RunKind::Aggregate).await));
    bed.decide(&member, Decision::Reopen).await.unwrap();
    heals_with_a_new_login(bed, &member, "ann").await;
}

/// Takes longer than expected and is not yet connected.
async fn mx_13_delayed(bed: &Bed) {
    let member = bed.connect_at(BANK, "ann", "fine").await.unwrap();
    bed.clock.advance(SignedDuration::from_secs(61));
    engine::runs::Scheduler::new(bed.engine.clone(), tokio_util::sync::CancellationToken::new())
        .run_due()
        .await;
    stands(bed, &member, Status::Delayed, Actor::Nobody, None).await;
    bed.work().await;
    assert_eq!(bed.status(&member).await, Status::Connected);
}

/// Failed without being connected; most of it passes by itself.
async fn mx_14_failed(bed: &Bed) {
    let member = linked(bed, "ann", "later:server_error").await;
    bed.pass(hours(7)).await;
    let found = stands(bed, &member, Status::Failed, Actor::Institution, None).await;
    assert!(found.next_run_at.is_some());
    bed.set_condition(BANK, "ann", None).await;
    // Waits of a day are spread by a fifth.
    bed.pass(hours(30)).await;
    assert_eq!(bed.status(&member).await, Status::Connected, "by itself, about a day later");
}

/// New credentials, not yet connected.
async fn mx_15_updated(bed: &Bed) {
    let member = linked(bed, "ann", "wrong").await;
    bed.update(&member, "ann", "fine").await.unwrap();
    stands(bed, &member, Status::Updated, Actor::Hub, None).await;
    bed.work().await;
    assert_eq!(bed.status(&member).await, Status::Connected);
}

/// Paused, and still connected.
async fn mx_16_disabled(bed: &Bed) {
    let member = linked(bed, "ann", "fine").await;
    bed.decide(&member, Decision::Pause).await.unwrap();
    stands(bed, &member, Status::Disabled, Actor::Client, None).await;
    assert!(bed.member(&member).await.state.holds_credentials);
    let back = bed.decide(&member, Decision::Unpause).await.unwrap();
    assert_eq!(back.state.status, Status::Connected);
}

/// No credentials, and nothing is tried until they come.
async fn mx_17_imported(bed: &Bed) {
    let mut new = new_member(&bed.engine, BANK, "ann", "fine").await;
    new.credentials = Vec::new();
    let member = bed.scope().create_member(&bed.user, new, None).await.unwrap();
    stands(bed, &member, Status::Imported, Actor::User, Some(Remedy::EnterCredentials)).await;
    assert!(is_impossible(&bed.start(&member, RunKind::Aggregate).await));
    heals_with_a_new_login(bed, &member, "ann").await;
}

/// An answer was received, and its verdict is open.
async fn mx_18_resumed(bed: &Bed) {
    let member = linked(bed, "ann", "challenge").await;
    bed.answer(&member, "correct").await.unwrap();
    stands(bed, &member, Status::Resumed, Actor::Nobody, None).await;
    assert!(bed.member(&member).await.state.is_being_aggregated);
    bed.work().await;
    assert_eq!(bed.status(&member).await, Status::Connected);
}

/// The answer did not come in the time that the bank gave.
async fn mx_19_expired(bed: &Bed) {
    let member = linked(bed, "ann", "slow_answer").await;
    bed.clock.advance(SignedDuration::from_secs(21));
    bed.work().await;
    stands(bed, &member, Status::Expired, Actor::User, Some(Remedy::RestartReady)).await;
    assert!(is_impossible(&bed.answer(&member, "correct").await));
    bed.pass(hours(24)).await;
    assert_eq!(bed.status(&member).await, Status::Expired, "only the person begins again");
    bed.refresh(&member).await;
    assert_eq!(bed.status(&member).await, Status::Challenged);
}

/// Some credentials are missing.
async fn mx_20_impaired(bed: &Bed) {
    let member = linked(bed, "ann", "FIELD_ADDED").await;
    stands(bed, &member, Status::Impaired, Actor::User, Some(Remedy::EnterCredentials)).await;
    assert!(is_impossible(&bed.start(&member, RunKind::Aggregate).await));
    heals_with_a_new_login(bed, &member, "ann").await;
}

/// Waits for the consent at the bank's page; deleted after an hour, and connected by a visit there.
async fn mx_21_pending(bed: &Bed) {
    let pending = async || {
        let mut new = new_member(&bed.engine, "mx_bank_oauth", "", "").await;
        new.is_oauth = true;
        bed.scope().create_member(&bed.user, new, None).await.unwrap()
    };
    let (left, visited) = (pending().await, pending().await);
    stands(bed, &left, Status::Pending, Actor::User, Some(Remedy::OauthAgain)).await;
    bed.pass(SignedDuration::from_mins(59)).await;
    assert_eq!(bed.status(&left).await, Status::Pending);
    Browser::new("b").visit(bed, &visited, Doing::all("ann", "fine")).await;
    bed.work().await;
    bed.pass(SignedDuration::from_mins(2)).await;
    let gone = bed.scope().member(&bed.user, &Name::Guid(left.guid)).await;
    assert!(matches!(gone, Err(Error::NotFound(_))), "{gone:?}");
    assert_eq!(bed.status(&visited).await, Status::Connected);
}
