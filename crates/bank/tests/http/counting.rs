//! What the bank counts: wrong passwords and answers, attempts sent twice, haste.

use serde_json::json;

use crate::support::{mxbank, start};

#[tokio::test]
async fn five_wrong_passwords_lock_until_the_staff_unlocks() {
    let bank = start().await;
    for _ in 0..4 {
        assert_eq!(bank.present("ana", "wrong").await.outcome(), "refused wrong_credentials");
    }
    assert_eq!(bank.present("ana", "wrong").await.outcome(), "refused login_locked");
    assert_eq!(bank.present("ana", "hunter2").await.outcome(), "refused login_locked");
    assert_eq!(bank.present("ben", "hunter2").await.outcome(), "signed_in");
    let counts = bank.counts("ana").await;
    assert_eq!((&counts["is_locked"], &counts["passwords_received"]), (&json!(true), &json!(6)));
    assert_eq!(bank.call("DELETE", "/control/logins/mxbank/ana", None, None).await.status, 204);
    assert_eq!(bank.present("ana", "hunter2").await.outcome(), "signed_in");
    assert_eq!(bank.counts("ana").await["wrong_in_a_row"], 0);
}

#[tokio::test]
async fn a_success_between_sets_the_count_to_zero() {
    let bank = start().await;
    for password in ["wrong", "wrong", "wrong", "wrong", "hunter2", "wrong", "wrong", "wrong", "wrong"] {
        assert_ne!(bank.present("ana", password).await.outcome(), "refused login_locked");
    }
}

#[tokio::test]
async fn five_wrong_answers_lock_too() {
    let bank = start().await;
    for round in 1..=5 {
        let asked = bank.present("ana", "challenge").await;
        let outcome = if round < 5 { "refused wrong_answer" } else { "refused login_locked" };
        assert_eq!(bank.answer(&asked.body, "no").await.outcome(), outcome, "{round}");
    }
    assert_eq!(bank.present("ana", "challenge").await.outcome(), "refused login_locked");
}

#[tokio::test]
async fn a_lock_ends_what_is_open() {
    let bank = start().await;
    let (asked, waiting) = (bank.present("ana", "challenge").await, bank.present("ana", "approve").await);
    for _ in 0..5 {
        bank.present("ana", "wrong").await;
    }
    assert_eq!(bank.look(&waiting.body).await.outcome(), "refused login_locked");
    assert_eq!(bank.answer(&asked.body, "correct").await.outcome(), "refused login_locked");
    assert_eq!(bank.counts("ana").await["sign_ins_succeeded"], 0);
}

#[tokio::test]
async fn an_attempt_counts_once() {
    let bank = start().await;
    let first =
        bank.present_at("direct", "mxbank", json!({"LOGIN": "ana", "PASSWORD": "token"}), "once").await;
    let second =
        bank.present_at("direct", "mxbank", json!({"LOGIN": "ana", "PASSWORD": "token"}), "once").await;
    assert_eq!(second.outcome(), "409 repeated_attempt");
    assert_eq!(bank.get("/v1/direct/attempts/once").await.body, first.body);
    assert_eq!(bank.get("/v1/direct/attempts/never").await.outcome(), "404 unknown_attempt");
    assert_eq!(bank.get("/v1/mirror/attempts/once").await.outcome(), "404 unknown_attempt");

    let signed_in = bank.answer_as(&first.body, "correct", "twice").await;
    assert_eq!(bank.answer_as(&first.body, "correct", "twice").await.outcome(), "409 repeated_attempt");
    assert_eq!(bank.get("/v1/direct/attempts/twice").await.body, signed_in.body);
    assert_eq!(
        bank.counts("ana").await,
        json!({"passwords_received": 1, "wrong_in_a_row": 0, "questions_asked": 1, "codes_sent": 1,
               "answers_received": 1, "wrong_answers_in_a_row": 0, "sign_ins_succeeded": 1,
               "repeated_attempts": 2, "is_locked": false, "condition": null})
    );
}

#[tokio::test]
async fn an_attempt_that_met_a_fault_tells_the_fault() {
    let bank = start().await;
    for (password, outcome) in [("SERVER_ERROR", "500 server_error"), ("UNAVAILABLE", "503 institution_down")]
    {
        let fields = json!({"LOGIN": "ana", "PASSWORD": password});
        assert_eq!(bank.present_at("direct", "mxbank", fields.clone(), password).await.outcome(), outcome);
        assert_eq!(bank.get(&format!("/v1/direct/attempts/{password}")).await.outcome(), outcome);
        let again = bank.present_at("direct", "mxbank", fields, password).await;
        assert_eq!(again.outcome(), "409 repeated_attempt");
    }
    assert_eq!(bank.counts("ana").await["passwords_received"], 2);
}

#[tokio::test]
async fn throttled_institutions_refuse_haste_and_mx_bank_does_not() {
    let bank = start().await;
    for _ in 0..30 {
        let answer = bank.present_at("direct", "first_harbor", mxbank("ana"), &bank.attempt()).await;
        assert_eq!(answer.outcome(), "signed_in");
        assert_eq!(bank.present("ana", "hunter2").await.outcome(), "signed_in");
    }
    bank.pass(20);
    let hasty = bank.present_at("direct", "first_harbor", mxbank("ana"), "hasty").await;
    assert_eq!(
        (hasty.outcome(), hasty.retry_after),
        ("429 too_many_requests".to_owned(), Some("40".to_owned()))
    );
    assert_eq!(bank.present("ana", "hunter2").await.outcome(), "signed_in");
    bank.pass(40);
    let patient = bank.present_at("direct", "first_harbor", mxbank("ana"), "hasty").await;
    assert_eq!(patient.outcome(), "signed_in");
}
