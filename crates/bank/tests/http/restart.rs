//! A bank that is started again.

use serde_json::json;

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
