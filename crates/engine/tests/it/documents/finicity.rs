//! Bank integration errors as an accounting package explains them (`seeds/003`), one test per code.

use super::{BANK, heals_with_a_new_login, heals_with_a_refresh, linked, stands};
use crate::bed::Bed;
use domain::diagnosis::Finding;
use domain::member::Status;
use domain::reason::{Actor, Reason, Remedy, lookup};
use domain::run::RunKind;
use engine::Started;
use jiff::SignedDuration;

on_both! {
    finicity_103_invalid_credentials
    finicity_108_user_action_required
    finicity_109_user_action_required
    finicity_185_missing_mfa
    finicity_325_aggregation_status
    finicity_most_errors_heal_by_updating_the_login
}

fn reason(code: &str) -> Option<Reason> {
    lookup("finicity", code, None).map(|row| row.reason)
}

/// Verify at the bank, then check that it is the right entry: personal or business, by its address.
async fn finicity_103_invalid_credentials(bed: &Bed) {
    let member = linked(bed, "ann", "wrong").await;
    assert_eq!(bed.member(&member).await.state.reason, reason("103"));
    bed.update(&member, "ann", "wrong too").await.unwrap();
    bed.work().await;
    let found = stands(bed, &member, Status::Denied, Actor::User, Some(Remedy::CheckInstitution)).await;
    let Some(Finding::WrongEntry { code, url, .. }) = found.diagnosis.findings.first() else {
        panic!("{:?}", found.diagnosis.findings)
    };
    assert_eq!((code.as_str(), url.contains("business")), ("first_harbor_business", true));
    heals_with_a_new_login(bed, &member, "ann").await;
}

/// New terms, or an invitation such as e-statements.
async fn finicity_108_user_action_required(bed: &Bed) {
    let member = linked(bed, "ann", "ATTENTION").await;
    assert_eq!(bed.member(&member).await.state.reason, reason("108"));
    let found = stands(bed, &member, Status::Impeded, Actor::User, Some(Remedy::LoginAtSite)).await;
    assert!(found.diagnosis.advice.iter().any(|advice| advice.remedy == Remedy::AcceptTerms));
    heals_with_a_refresh(bed, &member, "ann").await;
}

/// The bank wants a new password or new questions.
async fn finicity_109_user_action_required(bed: &Bed) {
    let member = linked(bed, "ann", "later:password_expired").await;
    bed.pass(SignedDuration::from_hours(7)).await;
    assert_eq!(bed.member(&member).await.state.reason, reason("109"));
    let found = stands(bed, &member, Status::Impeded, Actor::User, Some(Remedy::LoginAtSite)).await;
    assert_eq!(found.next_run_at, None, "nothing is tried until the password is new");
    heals_with_a_new_login(bed, &member, "ann").await;
}

/// Several questions, sent one at a time; leaving and coming back shows the open one.
async fn finicity_185_missing_mfa(bed: &Bed) {
    let member = linked(bed, "ann", "challenge").await;
    assert_eq!(bed.member(&member).await.state.reason, reason("185"));
    for _ in 0..3 {
        assert_eq!(bed.challenges(&member).await.len(), 1, "still there for who comes back");
        bed.answer(&member, "challenge").await.unwrap();
        bed.work().await;
        assert_eq!(bed.status(&member).await, Status::Challenged);
    }
    bed.answer(&member, "correct").await.unwrap();
    bed.work().await;
    assert_eq!(bed.status(&member).await, Status::Connected);
    // Who does not know the answer updates the login.
    let other = linked(bed, "bob", "challenge").await;
    heals_with_a_new_login(bed, &other, "bob").await;
}

/// Data is asked for while it is fetched: accepted, and nothing changes.
async fn finicity_325_aggregation_status(bed: &Bed) {
    assert_eq!(reason("325"), Some(Reason::AggregationInProgress));
    let member = bed.connect_at(BANK, "ann", "fine").await.unwrap();
    let start = engine::StartRun {
        kind: RunKind::Aggregate,
        reads: None,
        without: domain::run::Reads::default(),
        callback_payload: None,
        even_if_fresh: false,
    };
    let name = engine::Name::Guid(member.guid);
    let (_, started) = bed.scope().start_run(&bed.user, &name, &start).await.unwrap();
    assert_eq!(started, Started::OpenAlready);
    bed.work().await;
    assert_eq!(bed.bank_counts(BANK, "ann").await["passwords_received"], 1);
    // The same said by the bank's side.
    bed.set_condition(BANK, "ann", Some("refresh_running")).await;
    bed.clock.advance(SignedDuration::from_hours(4));
    let busy = bed.refresh(&member).await;
    assert_eq!((busy.state.status, busy.state.reason), (Status::Connected, reason("325")));
    bed.set_condition(BANK, "ann", None).await;
    bed.pass(SignedDuration::from_mins(20)).await;
    assert_eq!(bed.member(&member).await.state.reason, Some(Reason::Ok), "asked again within minutes");
}

/// "Most errors are a result of needing to refresh your connection": one button moves the member on whatever it was.
async fn finicity_most_errors_heal_by_updating_the_login(bed: &Bed) {
    for condition in
        ["wrong_credentials", "password_expired", "sign_in_again", "session_expired", "server_error"]
    {
        let member = linked(bed, condition, &format!("later:{condition}")).await;
        bed.pass(SignedDuration::from_hours(7)).await;
        assert_ne!(bed.status(&member).await, Status::Connected, "{condition}");
        heals_with_a_new_login(bed, &member, condition).await;
    }
}
