//! The apps that staff registers, and how they show who they are.

use serde_json::{Value, json};

use crate::browser::{VERIFIER, Visit, denied, post};
use crate::support::start;

const BACK: &str = "https://ledger.example/back";

#[tokio::test]
async fn staff_registers_apps() {
    let bank = start().await;
    let good = json!({"name": "Ledger", "redirect_uris": [BACK], "secret": "open: sesame=&%"});
    let told = json!({"client_id": "ledger", "name": "Ledger", "redirect_uris": [BACK], "is_confidential": true, "keys": []});
    let put = bank.call("PUT", "/control/apps/ledger", None, Some(good.clone())).await;
    assert_eq!((put.status, &put.body), (200, &told));
    assert_eq!(bank.get("/control/apps/ledger").await.body, told);
    assert_eq!(bank.get("/control/apps/swingbridge").await.body["is_confidential"], false);
    for (client_id, changes) in [
        ("swingbridge", json!({})),
        ("led%20ger", json!({})),
        ("ledger", json!({"name": ""})),
        ("ledger", json!({"name": 7})),
        ("ledger", json!({"secret": ""})),
        ("ledger", json!({"redirect_uris": []})),
        ("ledger", json!({"redirect_uris": vec![BACK; 11]})),
        ("ledger", json!({"redirect_uris": ["https://ledger.example/#part"]})),
        ("ledger", json!({"redirect_uris": ["javascript:alert(1)"]})),
    ] {
        let mut body = good.clone();
        body.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
        let answer = bank.call("PUT", &format!("/control/apps/{client_id}"), None, Some(body)).await;
        assert_eq!(answer.outcome(), "400 bad_request", "{client_id} {changes}");
        assert!(!answer.body.to_string().contains("sesame"));
    }
    let delete = |client_id: &'static str| {
        let bank = &bank;
        async move { bank.call("DELETE", &format!("/control/apps/{client_id}"), None, None).await }
    };
    assert_eq!(delete("swingbridge").await.outcome(), "400 bad_request");
    assert_eq!((delete("ledger").await.status, delete("ledger").await.status), (204, 204));
    assert_eq!(bank.get("/control/apps/ledger").await.outcome(), "404 unknown_app");
}

#[tokio::test]
async fn a_confidential_app_shows_its_secret() {
    let bank = start().await;
    let secret = "open: sesame=&%";
    let app = json!({"name": "Ledger", "redirect_uris": [BACK], "secret": secret});
    bank.call("PUT", "/control/apps/ledger", None, Some(app)).await;
    let visit = Visit::to("mx_bank_oauth").with("client_id", Some("ledger")).with("redirect_uri", Some(BACK));
    let code = visit.allow(&bank, "ana", "hunter2").await;
    let form = |more: &[(&'static str, &'static str)]| {
        let grant = [
            ("grant_type", "authorization_code"),
            ("code", code.as_str()),
            ("redirect_uri", BACK),
            ("code_verifier", VERIFIER),
        ];
        [&grant, more].concat()
    };
    let path = "/oauth/mx_bank_oauth/token";
    let wrong = "401 invalid_client the app is unknown or did not show who it is";
    for (more, basic, outcome) in [
        (vec![("client_id", "ledger")], None, wrong),
        (vec![("client_id", "ledger"), ("client_secret", "guess")], None, wrong),
        (vec![("client_id", "nobody"), ("client_secret", secret)], None, wrong),
        (vec![("client_id", "swingbridge"), ("client_secret", secret)], None, wrong),
        (vec![], None, "400 invalid_request client_id is missing"),
        (vec![], Some(("ledger", "guess")), wrong),
        (vec![], Some(("ledger", "")), wrong),
        (
            vec![("client_id", "other")],
            Some(("ledger", "x")),
            "400 invalid_request the app shows itself in two ways",
        ),
        (
            vec![("client_secret", "x")],
            Some(("ledger", "x")),
            "400 invalid_request the app shows itself in two ways",
        ),
    ] {
        assert_eq!(denied(&post(&bank, path, &form(&more), basic).await), outcome, "{more:?} {basic:?}");
    }
    // The header's parts are written as in a form.
    let basic = Some(("ledger", "open%3A+sesame%3D%26%25"));
    let tokens = post(&bank, path, &form(&[]), basic).await.body;
    let refresh = tokens["refresh_token"].as_str().unwrap();
    let again = [("grant_type", "refresh_token"), ("refresh_token", refresh)];
    assert_eq!(post(&bank, path, &again, basic).await.status, 200);
    let posted = [&again[..], &[("client_id", "ledger"), ("client_secret", secret)]].concat();
    assert_eq!(post(&bank, path, &posted, None).await.status, 200);
    // Another app can neither use nor end what this one was given.
    assert_eq!(visit.refresh(&bank, refresh).await.body["error"], "invalid_grant");
    assert_eq!(visit.revoke(&bank, refresh).await.status, 200);
    assert_eq!(post(&bank, path, &again, basic).await.status, 200);
    let revoke = "/oauth/mx_bank_oauth/revoke";
    assert_eq!(post(&bank, revoke, &[("token", refresh)], None).await.body["error"], "invalid_request");
    assert_eq!(post(&bank, revoke, &[("token", refresh), ("client_id", "ledger")], None).await.status, 401);
    let revoked = post(&bank, revoke, &[("token", refresh)], basic).await;
    assert_eq!((revoked.status, revoked.body), (200, Value::Null));
    assert_eq!(post(&bank, path, &again, basic).await.body["error_description"], "consent_revoked");
}
