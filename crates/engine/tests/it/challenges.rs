//! Questions, answers, deadlines.

use crate::bed::{Bed, work};
use connectors::Secret;
use domain::member::Status;
use domain::run::{ChallengeKind, RunKind};
use engine::{CredentialValue, Error, Name};
use jiff::SignedDuration;

on_both! {
    each_kind_of_question_is_asked_and_answered
    a_wrong_answer_rejects_and_a_refresh_asks_again
    three_wrong_answers_end_the_run
    an_answer_that_does_not_come_expires
    a_late_answer_is_told_so
    an_answer_is_taken_once
    half_an_answer_is_no_answer
    an_approval_elsewhere_is_awaited
    who_has_no_answer_is_asked_anew
}

async fn each_kind_of_question_is_asked_and_answered(bed: &Bed) {
    for (password, kinds) in [
        ("challenge", vec![vec![ChallengeKind::Text]]),
        ("token", vec![vec![ChallengeKind::Token]]),
        ("options", vec![vec![ChallengeKind::Options]]),
        ("image_data", vec![vec![ChallengeKind::ImageData]]),
        ("image", vec![vec![ChallengeKind::ImageOptions]]),
        ("two_rounds", vec![vec![ChallengeKind::Text], vec![ChallengeKind::Token]]),
        ("two_questions", vec![vec![ChallengeKind::Text, ChallengeKind::Text]]),
    ] {
        let member = bed.connect_at("mxbank", &format!("login for {password}"), password).await.unwrap();
        bed.work().await;
        for round in kinds {
            let asked: Vec<ChallengeKind> =
                bed.challenges(&member).await.iter().map(|one| one.kind).collect();
            assert_eq!(asked, round, "{password}");
            assert_eq!(bed.status(&member).await, Status::Challenged, "{password}");
            // Nobody is kept busy while a person thinks.
            assert_eq!(bed.work().await, 0, "{password}");
            assert_eq!(
                bed.answer(&member, "correct").await.unwrap().state.status,
                Status::Resumed,
                "{password}"
            );
            bed.work().await;
        }
        assert_eq!(bed.status(&member).await, Status::Connected, "{password}");
        assert!(!bed.accounts(&member).await.is_empty(), "{password}");
    }
}

async fn a_wrong_answer_rejects_and_a_refresh_asks_again(bed: &Bed) {
    let member = bed.connect("challenge").await;
    bed.work().await;
    bed.answer(&member, "a guess").await.unwrap();
    bed.work().await;
    assert_eq!(bed.status(&member).await, Status::Rejected);
    bed.start(&member, RunKind::Aggregate).await.unwrap();
    bed.work().await;
    assert_eq!(bed.status(&member).await, Status::Challenged);
    bed.answer(&member, "correct").await.unwrap();
    bed.work().await;
    assert_eq!(bed.status(&member).await, Status::Connected);
}

async fn three_wrong_answers_end_the_run(bed: &Bed) {
    let member = bed.connect("ask_again").await;
    bed.work().await;
    let mut seen = Vec::new();
    for expected in [Status::Challenged, Status::Challenged, Status::Rejected] {
        seen.push(bed.challenges(&member).await[0].guid);
        bed.answer(&member, "a guess").await.unwrap();
        bed.work().await;
        assert_eq!(bed.status(&member).await, expected);
    }
    seen.dedup();
    assert_eq!(seen.len(), 3, "each question has an id of its own");
    assert!(bed.challenges(&member).await.is_empty());
}

async fn an_answer_that_does_not_come_expires(bed: &Bed) {
    let member = bed.connect("slow_answer").await;
    bed.work().await;
    let deadline = bed.challenges(&member).await[0].expires_at;
    assert_eq!(deadline.duration_since(bed.engine.now()).as_secs(), 20, "the institution's deadline");
    bed.clock.advance(SignedDuration::from_secs(19));
    assert_eq!(bed.work().await, 0);
    bed.clock.advance(SignedDuration::from_secs(1));
    bed.work().await;
    assert_eq!(bed.status(&member).await, Status::Expired);
    assert!(bed.challenges(&member).await.is_empty());
}

async fn a_late_answer_is_told_so(bed: &Bed) {
    let member = bed.connect("challenge").await;
    bed.work().await;
    let challenge = bed.challenges(&member).await.remove(0);
    bed.clock.advance(SignedDuration::from_hours(1));
    bed.work().await;
    let late = [CredentialValue { guid: challenge.guid.to_string(), value: Secret::new("correct") }];
    let answer = bed.scope().resume(&bed.user, &Name::Guid(member.guid), &late).await;
    assert!(matches!(answer, Err(Error::Impossible { why, .. }) if why.contains("time")));
}

async fn an_answer_is_taken_once(bed: &Bed) {
    let member = bed.connect("challenge").await;
    bed.work().await;
    let open = bed.challenges(&member).await;
    let answers = [CredentialValue { guid: open[0].guid.to_string(), value: Secret::new("correct") }];
    // Two tabs, on two nodes, at the same moment.
    let other = bed.beside(None).await;
    let name = Name::Guid(member.guid);
    let (scope, other_scope) = (bed.scope(), other.of(bed.client));
    let (here, there) = tokio::join!(
        scope.resume(&bed.user, &name, &answers),
        other_scope.resume(&bed.user, &name, &answers)
    );
    assert!(here.is_ok() != there.is_ok(), "{here:?} {there:?}");
    for refused in [here, there].into_iter().filter_map(Result::err) {
        assert!(matches!(refused, Error::Impossible { .. }), "{refused:?}");
    }
    // Any node goes on with it.
    work(&other).await;
    assert_eq!(bed.status(&member).await, Status::Connected);
    assert_eq!(bed.bank_counts("mxbank", "ann").await["answers_received"], 1);
}

async fn who_has_no_answer_is_asked_anew(bed: &Bed) {
    let member = bed.connect("token").await;
    bed.work().await;
    let first = bed.challenges(&member).await.remove(0);
    bed.clock.advance(SignedDuration::from_mins(4));
    let name = Name::Guid(member.guid);
    // Two tabs, on two nodes, at the same moment: at least one asks, and one run is open.
    let other = bed.beside(None).await;
    let (scope, other_scope) = (bed.scope(), other.of(bed.client));
    let (here, there) =
        tokio::join!(scope.ask_again(&bed.user, &name), other_scope.ask_again(&bed.user, &name));
    assert!(here.is_ok() || there.is_ok(), "{here:?} {there:?}");
    assert!(bed.challenges(&member).await.is_empty());
    assert!(matches!(
        scope.ask_again(&bed.user, &name).await,
        Err(Error::Impossible { .. } | Error::TooSoon)
    ));
    // The time of the question that was given up ends nothing.
    bed.clock.advance(SignedDuration::from_mins(2));
    bed.work().await;
    let second = bed.challenges(&member).await.remove(0);
    assert!(second.guid != first.guid && second.expires_at > first.expires_at);
    assert_eq!(bed.status(&member).await, Status::Challenged);
    assert_eq!(bed.bank_counts("mxbank", "ann").await["codes_sent"], 2);
    let answer = |guid: String| [CredentialValue { guid, value: Secret::new("correct") }];
    let late = scope.resume(&bed.user, &name, &answer(first.guid.to_string())).await;
    assert!(matches!(late, Err(Error::Invalid { .. })), "{late:?}");
    scope.resume(&bed.user, &name, &answer(second.guid.to_string())).await.unwrap();
    bed.work().await;
    assert_eq!(bed.status(&member).await, Status::Connected);
    let nothing = scope.ask_again(&bed.user, &name).await;
    // Not often, however long one waits between.
    let other_member = bed.connect_at("mxbank", "bea", "token").await.unwrap();
    let other_name = Name::Guid(other_member.guid);
    let mut asked = 0;
    for _ in 0..6 {
        bed.work().await;
        bed.clock.advance(SignedDuration::from_mins(1));
        match scope.ask_again(&bed.user, &other_name).await {
            Ok(_) => asked += 1,
            Err(error) => assert!(matches!(error, Error::TooSoon), "{error:?}"),
        }
    }
    assert_eq!(asked, 3);
    assert!(matches!(nothing, Err(Error::Impossible { .. })), "{nothing:?}");
}

async fn half_an_answer_is_no_answer(bed: &Bed) {
    let member = bed.connect("two_questions").await;
    bed.work().await;
    let open = bed.challenges(&member).await;
    let value = |guid: String, text: &str| CredentialValue { guid, value: Secret::new(text) };
    let name = Name::Guid(member.guid);
    for answers in [
        vec![],
        vec![value(open[0].guid.to_string(), "correct")],
        vec![value(open[0].guid.to_string(), "correct"), value(open[0].guid.to_string(), "correct")],
        vec![value(open[0].guid.to_string(), "correct"), value("CRD-x".to_owned(), "correct")],
        vec![value(open[0].guid.to_string(), ""), value(open[1].guid.to_string(), "correct")],
    ] {
        let refused = bed.scope().resume(&bed.user, &name, &answers).await;
        assert!(matches!(refused, Err(Error::Invalid { .. })), "{answers:?}");
    }
    assert_eq!(bed.status(&member).await, Status::Challenged);
    assert_eq!(bed.bank_counts("mxbank", "ann").await["answers_received"], 0);
}

async fn an_approval_elsewhere_is_awaited(bed: &Bed) {
    let member = bed.connect("approve").await;
    bed.work().await;
    assert!(bed.member(&member).await.state.is_being_aggregated);
    for _ in 0..5 {
        bed.clock.advance(SignedDuration::from_secs(30));
        bed.work().await;
    }
    assert_eq!(bed.status(&member).await, Status::Connected);
    assert_eq!(bed.passwords_received("ann").await, 1);
}
