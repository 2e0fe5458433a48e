//! What strangers send: it is refused by the name of the field, and never repeated.

use serde_json::{Value, json};

use crate::support::start;

#[tokio::test]
async fn wrong_requests_are_told_which_field_and_never_its_value() {
    let bank = start().await;
    let good = json!({"LOGIN": "ana", "PASSWORD": "hunter2"});
    let present = |channel: &'static str, institution: &'static str, fields: Value| {
        let bank = &bank;
        async move { bank.present_at(channel, institution, fields, &bank.attempt()).await }
    };
    for (channel, institution, fields, outcome) in [
        ("direct", "nobody", good.clone(), "refused unknown_institution"),
        ("mirror", "mxbank", good.clone(), "refused unknown_institution"),
        ("smoke", "mxbank", good.clone(), "404 unknown_channel"),
        ("direct", "mxbank", json!({"LOGIN": "ana"}), "refused missing_field"),
        ("direct", "mxbank", json!({"LOGIN": "", "PASSWORD": "secret"}), "refused missing_field"),
        ("direct", "mxbank", json!({"LOGIN": "a", "PASSWORD": "p", "secret": "x"}), "400 bad_request"),
        ("direct", "mxbank", json!({"LOGIN": "a", "PASSWORD": ["secret"]}), "400 bad_request"),
        ("direct", "mxbank", json!({"LOGIN": "secret".repeat(50), "PASSWORD": "p"}), "400 bad_request"),
        ("direct", "mxbank", json!("secret"), "400 bad_request"),
    ] {
        let answer = present(channel, institution, fields.clone()).await;
        assert_eq!(answer.outcome(), outcome, "{channel} {institution} {fields}");
        assert!(!answer.body.to_string().contains("secret"), "{}", answer.body);
    }
    for (body, outcome) in [
        (String::new(), "400 bad_request"),
        ("{".to_owned(), "400 bad_request"),
        (format!("{{\"attempt\":\"{}\"}}", "x".repeat(70_000)), "413 too_large"),
        (
            json!({"attempt": "x".repeat(101), "institution": "mxbank", "fields": {}}).to_string(),
            "400 bad_request",
        ),
        (json!({"attempt": "", "institution": "mxbank", "fields": {}}).to_string(), "400 bad_request"),
    ] {
        assert_eq!(bank.send_raw("/v1/direct/sign-ins", body).await.outcome(), outcome);
    }
    assert_eq!(bank.get("/v1/direct/nothing").await.outcome(), "404 unknown_path");
    assert_eq!(bank.get("/v1/direct/sign-ins").await.outcome(), "405 method_not_allowed");
    assert_eq!(bank.get("/v1/direct/sign-ins/si-1-00").await.outcome(), "404 unknown_sign_in");
    assert_eq!(bank.get("/v1/direct/accounts").await.outcome(), "401 token_invalid");

    let asked = bank.present("ana", "two_questions").await.body;
    let path = format!("/v1/direct/sign-ins/{}/answers", asked["id"].as_str().unwrap());
    let one = json!({"attempt": "one", "answers": {"q-1": "secret"}});
    assert_eq!(bank.call("POST", &path, None, Some(one)).await.outcome(), "400 bad_request");
    assert_eq!(bank.get("/v1/direct/attempts/one").await.outcome(), "404 unknown_attempt");
}
