//! A request that is sent again is done once.

use crate::hub::{As, Hub};
use serde_json::json;

#[tokio::test]
async fn sent_twice_is_made_once() {
    let hub = Hub::new().await;
    let user = hub.user().await;
    let account = hub.account(&user).await["guid"].as_str().unwrap().to_owned();
    let entry =
        json!({"transaction": {"amount": 1, "date": "2026-10-06", "description": "x", "type": "DEBIT"}});
    for (name, path, body) in [
        ("user", "/users".to_owned(), json!({"user": {"metadata": "twice"}})),
        (
            "account",
            format!("/users/{user}/accounts"),
            json!({"account": {"name": "x", "account_type": "CASH"}}),
        ),
        ("entry", format!("/users/{user}/accounts/{account}/transactions"), entry),
    ] {
        let send = async |key: &str| {
            hub.send(As::App, "POST", &path, &body.to_string(), &[("idempotency-key", key)]).await
        };
        let first = send(name).await;
        hub.clock.advance(jiff::SignedDuration::from_secs(60));
        let second = send(name).await;
        assert_eq!((first.status, first.json()), (200, second.json()), "{name}");
        assert_ne!(first.json(), send(&format!("{name}-2")).await.json(), "{name}");
    }
}

#[tokio::test]
async fn one_key_for_two_requests_is_refused_and_applications_do_not_share() {
    let hub = Hub::new().await;
    let key = [("idempotency-key", "k")];
    let send = async |who, body| hub.send(who, "POST", "/users", body, &key).await;
    assert_eq!(send(As::App, r#"{"user": {"metadata": "one"}}"#).await.status, 200);
    let (status, code, message) = send(As::App, r#"{"user": {"metadata": "two"}}"#).await.refusal();
    assert_eq!((status, code.as_str()), (422, "idempotency_key_reused"));
    assert!(message.contains("Idempotency-Key"));
    assert_eq!(send(As::Stranger, r#"{"user": {"metadata": "two"}}"#).await.status, 200);
}

#[tokio::test]
async fn what_was_deleted_is_not_made_anew() {
    let hub = Hub::new().await;
    let key = [("idempotency-key", "once")];
    let made = hub.send(As::App, "POST", "/users", "{\"user\": {}}", &key).await;
    let path = format!("/users/{}", made.json()["user"]["guid"].as_str().unwrap());
    assert_eq!(hub.send(As::App, "DELETE", &path, "", &[]).await.status, 204);
    let again = hub.send(As::App, "POST", "/users", "{\"user\": {}}", &key).await;
    assert_eq!(again.refusal().0, 404, "{again:?}");
    assert_eq!(hub.read("/users").await["pagination"]["total_entries"], 0);
}
