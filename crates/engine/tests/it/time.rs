//! What time does: refreshes by themselves, back-off, slowness, two weeks of failure, codes that nobody asked for, banks that go and
//! come back.

use crate::bed::{Bed, on_postgres, on_sqlite};
use domain::member::{Event, Status};
use domain::reason::Reason;
use domain::run::RunKind;
use engine::records::Member;
use engine::runs::Scheduler;
use engine::{Decision, Error, Name, Settings};
use jiff::SignedDuration;
use tokio_util::sync::CancellationToken;

on_both! {
    a_healthy_member_is_refreshed_several_times_a_day
    nobody_s_unproven_login_is_tried_at_night
    three_failures_degrade_and_heal_by_themselves
    two_weeks_of_failure_disconnect
    a_slow_bank_is_told_of
    a_code_at_every_login_is_learned
    a_code_nobody_was_there_for_is_not_sent_again
    reconnected_waits_for_a_person
    a_pause_stops_what_time_does
    an_institution_that_goes_and_comes_back
    after_an_outage_nobody_storms_the_bank
    a_person_takes_over_what_the_scheduler_began
    a_disabled_user_is_left_alone
    a_bank_that_locks_early_is_learned
    what_failed_in_part_is_told
    a_source_that_is_asked_too_often_is_left_alone
}

fn hours(count: i64) -> SignedDuration {
    SignedDuration::from_hours(count)
}

async fn connected(bed: &Bed, login: &str, password: &str) -> Member {
    let member = bed.connect_at("first_harbor", login, password).await.unwrap();
    bed.work().await;
    bed.member(&member).await
}

async fn received(bed: &Bed, login: &str) -> i64 {
    bed.bank_counts("first_harbor", login).await["passwords_received"].as_i64().unwrap()
}

async fn a_healthy_member_is_refreshed_several_times_a_day(bed: &Bed) {
    let member = connected(bed, "ann", "fine").await;
    let first = member.next_run_at.unwrap().duration_since(bed.engine.now());
    assert!((hours(5)..=hours(7)).contains(&first), "{first}");
    bed.pass(hours(48)).await;
    let times = received(bed, "ann").await;
    assert!((7..=10).contains(&times), "{times} sign-ins in two days");
    let now = bed.member(&member).await;
    assert_eq!((now.state.status, now.state.reason), (Status::Connected, Some(Reason::Ok)));
    let edits = engine::MemberEdits { is_background_disabled: Some(true), ..engine::MemberEdits::default() };
    bed.scope().update_member(&bed.user, &Name::Guid(member.guid), &edits, None).await.unwrap();
    bed.pass(hours(24)).await;
    assert_eq!(received(bed, "ann").await, times, "background runs are disabled");
}

async fn nobody_s_unproven_login_is_tried_at_night(bed: &Bed) {
    for (login, password) in
        [("ann", "wrong"), ("bob", "SERVER_ERROR"), ("cid", "token"), ("dan", "TERMS_NOT_ACCEPTED")]
    {
        connected(bed, login, password).await;
    }
    bed.pass(hours(72)).await;
    for login in ["ann", "bob", "cid", "dan"] {
        assert_eq!(received(bed, login).await, 1, "{login}");
    }
}

async fn three_failures_degrade_and_heal_by_themselves(bed: &Bed) {
    let member = connected(bed, "ann", "fine").await;
    bed.set_bank("first_harbor", "down", 0).await;
    bed.pass(hours(8)).await;
    assert_eq!(bed.status(&member).await, Status::Failed);
    bed.pass(hours(8)).await;
    let degraded = bed.member(&member).await;
    assert_eq!(
        (degraded.state.status, degraded.state.reason),
        (Status::Degraded, Some(Reason::RepeatedFailures))
    );
    assert!(degraded.next_run_at.is_some());
    bed.set_bank("first_harbor", "open", 0).await;
    bed.pass(hours(30)).await;
    let healed = bed.member(&member).await;
    assert_eq!((healed.state.status, healed.state.reason), (Status::Connected, Some(Reason::Ok)));
    assert!(healed.state.failures.recent.is_empty());
}

async fn two_weeks_of_failure_disconnect(bed: &Bed) {
    let member = connected(bed, "ann", "fine").await;
    bed.set_bank("first_harbor", "down", 0).await;
    bed.pass(hours(13 * 24)).await;
    assert_eq!(bed.status(&member).await, Status::Degraded);
    bed.pass(hours(26)).await;
    let gone = bed.member(&member).await;
    assert_eq!(
        (gone.state.status, gone.state.reason),
        (Status::Disconnected, Some(Reason::NoSuccessTwoWeeks))
    );
    let before = gone.next_run_at.unwrap();
    assert!(before.duration_since(bed.engine.now()) < hours(9 * 24), "a rare look is still taken");
    bed.set_bank("first_harbor", "open", 0).await;
    bed.pass(hours(9 * 24)).await;
    assert_eq!(bed.status(&member).await, Status::Connected);
}

async fn a_slow_bank_is_told_of(bed: &Bed) {
    let member = bed.connect_at("mxbank", "ann", "approve").await.unwrap();
    // Nothing was heard for a minute: the worker has not even come to it.
    bed.clock.advance(SignedDuration::from_secs(59));
    let scheduler = Scheduler::new(bed.engine.clone(), CancellationToken::new());
    scheduler.run_due().await;
    assert_eq!(bed.status(&member).await, Status::Created);
    bed.clock.advance(SignedDuration::from_secs(2));
    scheduler.run_due().await;
    let slow = bed.member(&member).await;
    assert_eq!((slow.state.status, slow.state.reason), (Status::Delayed, Some(Reason::Slow)));
    assert!(slow.state.is_being_aggregated);
    bed.work().await;
    let asked = bed.member(&member).await;
    assert_eq!(
        (asked.state.status, asked.state.reason),
        (Status::Challenged, Some(Reason::MfaApproveElsewhere))
    );
    bed.pass(SignedDuration::from_mins(1)).await;
    bed.pass(SignedDuration::from_mins(1)).await;
    assert_eq!(bed.status(&member).await, Status::Connected);
}

async fn a_code_at_every_login_is_learned(bed: &Bed) {
    // The source says so itself when nobody is there.
    let member = bed.connect_at("first_harbor", "ann", "CODE_EVERY_LOGIN").await.unwrap();
    bed.work().await;
    bed.answer(&member, "correct").await.unwrap();
    bed.work().await;
    assert_eq!(bed.status(&member).await, Status::Connected);
    bed.pass(hours(8)).await;
    let waiting = bed.member(&member).await;
    assert_eq!(
        (waiting.state.status, waiting.state.reason),
        (Status::Reconnected, Some(Reason::MfaEveryLogin))
    );
    assert_eq!(bed.bank_counts("first_harbor", "ann").await["codes_sent"], 1, "no code was sent unasked");
    bed.pass(hours(48)).await;
    assert_eq!(received(bed, "ann").await, 2, "and nothing is tried again");
    // With the person there it is refreshed, works for the day, and asks to come again, without trying first.
    bed.refresh(&member).await;
    bed.answer(&member, "correct").await.unwrap();
    bed.work().await;
    assert_eq!(bed.status(&member).await, Status::Connected);
    bed.pass(hours(8)).await;
    assert_eq!(bed.status(&member).await, Status::Reconnected);
    assert_eq!(received(bed, "ann").await, 3);
    // The bank stops asking: learned, too.
    bed.set_condition("first_harbor", "ann", None).await;
    bed.refresh(&member).await;
    bed.pass(hours(8)).await;
    let free = bed.member(&member).await;
    assert_eq!((free.state.status, free.state.asked_in_row), (Status::Connected, 0));
    assert!(received(bed, "ann").await > 4);
}

async fn a_code_nobody_was_there_for_is_not_sent_again(bed: &Bed) {
    let member = connected(bed, "ann", "later:token").await;
    bed.pass(hours(8)).await;
    let expired = bed.member(&member).await;
    assert_eq!((expired.state.status, expired.state.reason), (Status::Expired, Some(Reason::MfaTimeout)));
    bed.pass(hours(48)).await;
    assert_eq!(bed.bank_counts("first_harbor", "ann").await["codes_sent"], 1);
    bed.refresh(&member).await;
    bed.answer(&member, "correct").await.unwrap();
    bed.work().await;
    bed.pass(hours(8)).await;
    assert_eq!(bed.status(&member).await, Status::Reconnected);
    assert_eq!(bed.bank_counts("first_harbor", "ann").await["codes_sent"], 2);
}

async fn reconnected_waits_for_a_person(bed: &Bed) {
    let member = connected(bed, "ann", "fine").await;
    let name = Name::Guid(member.guid);
    bed.scope().move_member(&bed.user, &name, "sandbox_mirror").await.unwrap();
    let before = received(bed, "ann").await;
    bed.pass(hours(48)).await;
    assert_eq!((bed.status(&member).await, received(bed, "ann").await), (Status::Reconnected, before));
    bed.refresh(&member).await;
    bed.pass(hours(24)).await;
    assert_eq!(bed.status(&member).await, Status::Connected);
    assert!(received(bed, "ann").await > before + 2, "from now on by itself");
}

async fn a_pause_stops_what_time_does(bed: &Bed) {
    let member = connected(bed, "ann", "fine").await;
    bed.set_bank("first_harbor", "down", 0).await;
    bed.pass(hours(16)).await;
    assert_eq!(bed.status(&member).await, Status::Degraded);
    bed.decide(&member, Decision::Pause).await.unwrap();
    let before = received(bed, "ann").await;
    bed.pass(hours(20 * 24)).await;
    assert_eq!((bed.status(&member).await, received(bed, "ann").await), (Status::Disabled, before));
    let back = bed.decide(&member, Decision::Unpause).await.unwrap();
    assert_eq!(back.state.status, Status::Degraded, "the former status comes back");
    bed.pass(hours(2)).await;
    assert_eq!(bed.status(&member).await, Status::Degraded, "and the two weeks have stood still");
}

async fn an_institution_that_goes_and_comes_back(bed: &Bed) {
    let (member, closed) = (connected(bed, "ann", "fine").await, connected(bed, "bob", "fine").await);
    bed.decide(&closed, Decision::Close).await.unwrap();
    bed.set_bank("first_harbor", "discontinued", 0).await;
    bed.engine.sync_directory().await.unwrap();
    let gone = bed.member(&member).await;
    assert_eq!(
        (gone.state.status, gone.state.reason, gone.next_run_at),
        (Status::Discontinued, Some(Reason::InstitutionNotSupported), None)
    );
    assert_eq!(bed.status(&closed).await, Status::Closed);
    assert!(!bed.accounts(&member).await.is_empty(), "what was read stays");
    let refused = bed.connect_at("first_harbor", "cid", "fine").await;
    assert!(matches!(refused, Err(Error::Invalid { .. })) || refused.is_err(), "{refused:?}");
    bed.set_bank("first_harbor", "open", 0).await;
    bed.engine.sync_directory().await.unwrap();
    let back = bed.member(&member).await;
    assert_eq!((back.state.status, back.state.reason), (Status::Reconnected, Some(Reason::Migrated)));
    let healed = bed.refresh(&member).await;
    assert_eq!(healed.state.status, Status::Connected);
    assert_eq!(bed.accounts(&member).await.len(), bed.accounts(&gone).await.len());
}

async fn after_an_outage_nobody_storms_the_bank(bed: &Bed) {
    const MEMBERS: usize = 12;
    for index in 0..MEMBERS {
        connected(bed, &format!("login{index}"), "fine").await;
    }
    // The hub was off for a day: all of them are due at once.
    bed.clock.advance(hours(24));
    let scheduler = Scheduler::new(bed.engine.clone(), CancellationToken::new());
    scheduler.run_due().await;
    let (open, _) = bed.engine.open_runs().await.unwrap();
    assert_eq!(open, 1, "one begins, the others have places in the queue");
    for _ in 0..MEMBERS {
        bed.clock.advance(bed.settings.pace.apart);
        bed.tend().await;
    }
    for index in 0..MEMBERS {
        assert_eq!(received(bed, &format!("login{index}")).await, 2, "login{index}");
    }
}

async fn a_person_takes_over_what_the_scheduler_began(bed: &Bed) {
    let member = connected(bed, "ann", "fine").await;
    bed.clock.advance(hours(8));
    Scheduler::new(bed.engine.clone(), CancellationToken::new()).run_due().await;
    let begun = bed.scope().latest_run(&member).await.unwrap().unwrap();
    assert_eq!(begun.presence, domain::member::Presence::Background);
    bed.start(&member, RunKind::Aggregate).await.unwrap();
    let taken = bed.scope().latest_run(&member).await.unwrap().unwrap();
    assert_eq!((taken.guid, taken.presence), (begun.guid, domain::member::Presence::Foreground));
    bed.work().await;
    assert_eq!(bed.status(&member).await, Status::Connected);
}

async fn a_disabled_user_is_left_alone(bed: &Bed) {
    connected(bed, "ann", "fine").await;
    let user = Name::Guid(bed.user.guid);
    let disabled =
        |is_disabled| engine::UserEdits { is_disabled: Some(is_disabled), ..engine::UserEdits::default() };
    bed.scope().update_user(&user, &disabled(true)).await.unwrap();
    bed.pass(hours(24)).await;
    assert_eq!(received(bed, "ann").await, 1);
    bed.scope().update_user(&user, &disabled(false)).await.unwrap();
    bed.pass(hours(12)).await;
    assert!(received(bed, "ann").await > 1);
}

async fn a_bank_that_locks_early_is_learned(bed: &Bed) {
    bed.staff("institutions/first_harbor", r#"{"locks_after":2}"#.to_owned()).await;
    let first = connected(bed, "ann", "wrong").await;
    assert_eq!(first.state.status, Status::Denied);
    assert_eq!(bed.refresh(&first).await.state.status, Status::Locked, "nobody knew");
    // Everybody after is spared.
    let second = connected(bed, "bob", "wrong").await;
    assert_eq!(second.state.status, Status::Denied);
    let refused = bed.start(&second, RunKind::Aggregate).await;
    assert!(matches!(&refused, Err(Error::Impossible { why, .. }) if why.contains("lock")), "{refused:?}");
    let diagnosis = bed.diagnose(&second).await.diagnosis;
    assert!(diagnosis.findings.contains(&domain::diagnosis::Finding::LockNear));
    assert_eq!(bed.bank_counts("first_harbor", "bob").await["is_locked"], false);
    bed.update(&second, "bob", "right").await.unwrap();
    bed.work().await;
    assert_eq!(bed.status(&second).await, Status::Connected);
}

async fn what_failed_in_part_is_told(bed: &Bed) {
    let member = connected(bed, "ann", "PARTIAL_DATA").await;
    assert_eq!(member.state.reason, Some(Reason::PartialData));
    assert!(bed.accounts(&member).await.len() > 1);
    assert!(!bed.transactions(&member).await.is_empty(), "the others are read");
    let diagnosis = bed.diagnose(&member).await;
    assert_eq!(diagnosis.diagnosis.data, domain::diagnosis::Data::Partial);
    assert_eq!(diagnosis.run.unwrap().source_code.as_deref(), Some("temporary_fault"));
}

async fn a_source_that_is_asked_too_often_is_left_alone(bed: &Bed) {
    let member = connected(bed, "ann", "later:too_many_requests").await;
    bed.clock.advance(hours(4));
    let limited = bed.refresh(&member).await;
    assert_eq!((limited.state.status, limited.state.reason), (Status::Connected, Some(Reason::RateLimited)));
    let wait = limited.next_run_at.unwrap().duration_since(bed.engine.now());
    assert!(wait >= SignedDuration::from_secs(60), "the bank asked for a minute: {wait}");
}

/// A consent that never came: made by the engine's own hand, since no source has a page of its own yet.
#[test]
fn a_fired_event_is_one_like_any_other() {
    let test = async |bed: &Bed| {
        let member = connected(bed, "ann", "fine").await;
        let fire = async |event, reason| bed.scope().fire(member.guid, event, reason).await;
        let locked = fire(Event::InstitutionLocked, None).await.unwrap();
        assert_eq!((locked.state.status, locked.state.reason), (Status::Locked, Some(Reason::AccountLocked)));
        let impeded = fire(Event::UserAttentionNeeded, Some(Reason::SetupIncomplete)).await.unwrap();
        assert_eq!(
            (impeded.state.status, impeded.state.reason),
            (Status::Impeded, Some(Reason::SetupIncomplete))
        );
        assert!(matches!(fire(Event::MfaAnswered, None).await, Err(Error::Impossible { .. })));
        bed.engine.move_clock(86_400).await.unwrap();
        assert!(matches!(bed.engine.move_clock(i64::MAX / 2).await, Err(Error::Invalid { .. })));
        fire(Event::Deleted, None).await.unwrap();
        let gone = bed.scope().member(&bed.user, &Name::Guid(member.guid)).await;
        assert!(matches!(gone, Err(Error::NotFound(_))));
    };
    on_sqlite(Settings::default(), &test);
    on_postgres(Settings::default(), &test);
}
