//! A bank that is started again.

use serde_json::{Value, json};

use crate::support::{Plan, mxbank, start_with};

#[tokio::test]
async fn a_restart_keeps_counts_locks_attempts_tokens_and_states() {
    let folder = tempfile::tempdir().unwrap();
    let plan =
        || Plan { journal: Some(folder.path().join("bank.journal")), clock_is_own: true, ..Plan::default() };
    let bank = start_with(plan()).await;
    for _ in 0..5 {
        bank.present("ana", "wrong-secret").await;
    }
    let counts = bank.counts("ana").await;
    let asked =
        bank.present_at("direct", "mxbank", json!({"LOGIN": "ben", "PASSWORD": "token"}), "bens").await.body;
    let token = bank.token("direct", "mxbank", mxbank("ben")).await;
    bank.call(
        "PUT",
        "/control/institutions/old_mill_bank",
        None,
        Some(json!({"state": "open", "delay_ms": 1})),
    )
    .await;
    bank.call("PUT", "/clock", None, Some(json!({"offset_seconds": 60}))).await;
    bank.stop().await;
    let written = std::fs::read_to_string(folder.path().join("bank.journal")).unwrap();
    assert!(!written.contains("hunter2") && !written.contains("secret"), "no password is kept");

    let bank = start_with(plan()).await;
    assert_eq!(bank.counts("ana").await, counts);
    assert_eq!(
        bank.present("ana", "hunter2").await.outcome(),
        "409 repeated_attempt",
        "attempt-1 was ana's first"
    );
    let fresh = bank.present_at("direct", "mxbank", mxbank("ana"), "fresh").await;
    assert_eq!(fresh.outcome(), "refused login_locked");
    assert_eq!(bank.get("/v1/direct/attempts/bens").await.body, asked);
    bank.read(&token, "/v1/direct/accounts").await;
    assert_eq!(bank.get("/control/institutions/old_mill_bank").await.body["state"], "open");
    assert_eq!(bank.get("/clock").await.body["offset_seconds"], 60);
    let signed_in = bank.answer_as(&asked, "correct", "bens answer").await;
    assert_eq!(signed_in.outcome(), "signed_in");
    assert_ne!(signed_in.body["token"], token.as_str());
}

#[tokio::test]
async fn a_restart_keeps_conditions() {
    let folder = tempfile::tempdir().unwrap();
    let plan = || Plan { journal: Some(folder.path().join("bank.journal")), ..Plan::default() };
    let bank = start_with(plan()).await;
    let standing = json!({"state": "discontinued", "delay_ms": 0, "condition": "captcha", "locks_after": 2,
        "trick": "token_lost"});
    bank.set_institution("larkspur", standing.clone()).await;
    bank.set_login("mxbank", "ana", json!("token_revoked")).await;
    bank.set_login("mxbank", "ben", Value::Null).await;
    bank.present("cam", "later:sign_in_again").await;
    let token = bank.token("direct", "mxbank", json!({"LOGIN": "dee", "PASSWORD": "DATA_NOT_READY"})).await;
    let waiting = bank.present("eve", "APPROVAL_DECLINED").await.body;
    let fields = json!({"LOGIN": "fay", "PASSWORD": "HANG_UP"});
    bank.present_at("direct", "mxbank", fields, "cut").await;
    bank.stop().await;

    // Twice, since what is read at the first start is written anew for the second.
    start_with(plan()).await.stop().await;
    let bank = start_with(plan()).await;
    assert_eq!(bank.get("/control/institutions/larkspur").await.body, standing);
    assert_eq!(bank.counts("ana").await["condition"], "token_revoked");
    for (login, password, outcome) in [
        ("ana", "hunter2", "refused token_revoked"),
        ("ben", "SERVER_ERROR", "signed_in"),
        ("cam", "later:sign_in_again", "refused sign_in_again"),
    ] {
        let fields = json!({"LOGIN": login, "PASSWORD": password});
        let answer = bank.present_at("direct", "mxbank", fields, &format!("fresh {login}")).await;
        assert_eq!(answer.outcome(), outcome, "{login}");
    }
    let read = bank.call("GET", "/v1/direct/accounts", Some(&token), None).await;
    assert_eq!(read.outcome(), "409 data_not_ready");
    assert_eq!(bank.look(&waiting).await.outcome(), "waiting");
    assert_eq!(bank.look(&waiting).await.outcome(), "refused approval_declined");
    assert_eq!(bank.get("/v1/direct/attempts/cut").await.outcome(), "hung up");
}

/// A journal from before there were conditions is read like any other.
#[tokio::test]
async fn an_older_journal_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bank.journal");
    let lines = [
        r#"{"institution":{"institution":"larkspur","standing":{"state":"down","delay_ms":7}}}"#,
        r#"{"login":{"institution":"mxbank","login":"ana","book":{"counts":{"passwords_received":1,"wrong_in_a_row":0,
            "questions_asked":0,"codes_sent":0,"answers_received":0,"wrong_answers_in_a_row":0,"sign_ins_succeeded":0,
            "repeated_attempts":0,"is_locked":false},"pace":{"window_began_s":0,"in_window":1}}}}"#,
        r#"{"sign_in":{"number":1,"channel":"direct","institution":"mxbank","login":"ana","has_accounts":true,
            "began_at":"2026-11-21T10:00:00Z","rounds_asked":0,
            "state":{"waiting":{"looks":0,"retry_at":"2026-11-21T10:00:05Z"}}}}"#,
        r#"{"attempt":{"channel":"direct","attempt":"old","reached":{"institution":"mxbank","login":"ana",
            "sign_in":1,"fault":null}}}"#,
    ]
    .map(|record| format!("{{\"changed\":[{}]}}\n", record.replace('\n', "")));
    std::fs::write(&path, lines.concat()).unwrap();
    let bank = start_with(Plan { journal: Some(path), ..Plan::default() }).await;
    assert_eq!(
        bank.get("/control/institutions/larkspur").await.body,
        json!({"state": "down", "delay_ms": 7, "condition": null, "locks_after": 5, "trick": null})
    );
    assert_eq!(bank.counts("ana").await["condition"], Value::Null);
    assert_eq!(bank.get("/v1/direct/attempts/old").await.outcome(), "waiting");
    assert_eq!(bank.get("/v1/direct/attempts/old").await.outcome(), "signed_in");
}
