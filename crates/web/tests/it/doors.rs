//! What stands before every operation: keys, limits, unknown paths, and what is open to all.

use crate::hub::{As, Hub};
use jiff::SignedDuration;
use web::Settings;

#[tokio::test]
async fn without_a_right_key_nothing_is_told() {
    let hub = Hub::new().await;
    for authorization in ["", "Basic", "Basic !!!", "Basic Og==", "Basic bm9ib2R5Om5vdGhpbmc=", "Bearer abc"]
    {
        for path in ["/users", "/institutions", "/no/such/path"] {
            let answer = hub.send(As::Nobody, "GET", path, "", &[("authorization", authorization)]).await;
            assert_eq!(
                (answer.refusal().0, answer.refusal().1.as_str()),
                (401, "invalid_api_key"),
                "{authorization}"
            );
            assert!(answer.header("www-authenticate").starts_with("Basic"));
            assert!(!answer.headers.contains_key("x-ratelimit-limit"));
        }
    }
}

#[tokio::test]
async fn a_reading_key_only_reads() {
    let hub = Hub::new().await;
    let user = hub.user().await;
    let send = async |method, path: &str| hub.send(As::Reader, method, path, r#"{"user": {}}"#, &[]).await;
    assert_eq!(send("GET", &format!("/users/{user}")).await.status, 200);
    let member = format!("/users/{user}/members/MBR-x");
    for (method, path) in [
        ("POST", "/users".to_owned()),
        ("DELETE", format!("/users/{user}")),
        ("POST", format!("{member}/pause")),
        ("POST", format!("{member}/remedies/support")),
        ("DELETE", format!("{member}/credentials")),
        ("PUT", "/sandbox/clock".to_owned()),
    ] {
        assert_eq!(send(method, &path).await.refusal().1, "read_only_key", "{method}");
    }
    assert_eq!(hub.get(&format!("/users/{user}")).await.status, 200);
}

#[tokio::test]
async fn unknown_paths_and_methods_are_json_and_counted() {
    let hub = Hub::new().await;
    let missing = hub.get("/no/such/path").await;
    assert_eq!((missing.refusal().0, missing.refusal().1.as_str()), (404, "no_such_route"));
    let wrong = hub.send(As::App, "PATCH", "/users", "", &[]).await;
    assert_eq!((wrong.refusal().0, wrong.refusal().1.as_str()), (405, "method_not_allowed"));
    let allowed: Vec<&str> = wrong.header("allow").split(',').collect();
    assert!(allowed.contains(&"GET") && allowed.contains(&"POST"), "{allowed:?}");
    for answer in [&missing, &wrong] {
        assert_eq!(answer.header("x-ratelimit-limit"), "6000");
    }
    let elsewhere = hub.send(As::Nobody, "POST", "/health/live", "", &[]).await;
    assert_eq!(elsewhere.refusal().1, "method_not_allowed");
}

#[tokio::test]
async fn every_answer_has_an_id_and_is_not_stored() {
    let hub = Hub::new().await;
    let first = hub.get("/users").await;
    let second = hub.get("/users").await;
    assert_ne!(first.header("x-request-id"), second.header("x-request-id"));
    assert!(first.header("x-request-id").starts_with("REQ-"));
    assert_eq!(
        (first.header("cache-control"), first.header("x-content-type-options")),
        ("no-store", "nosniff")
    );
    let check = async |sent: &str, expected: bool| {
        let answer = hub.send(As::App, "GET", "/users", "", &[("x-request-id", sent)]).await;
        assert_eq!(answer.header("x-request-id") == sent, expected, "{sent}");
    };
    check("trace-7.a_B", true).await;
    check("two words", false).await;
    check(&"x".repeat(65), false).await;
}

#[tokio::test]
async fn too_many_requests_are_told_when_to_come_back() {
    let hub = Hub::with(Settings { requests_per_minute: 2, ..Settings::default() }).await;
    let first = hub.get("/users").await;
    assert_eq!((first.header("x-ratelimit-remaining"), first.header("x-ratelimit-reset")), ("1", "30"));
    assert_eq!(hub.get("/users").await.header("x-ratelimit-remaining"), "0");
    let third = hub.get("/users").await;
    assert_eq!(
        (third.refusal().0, third.refusal().1.as_str(), third.header("retry-after")),
        (429, "rate_limited", "30")
    );
    assert_eq!(hub.send(As::Stranger, "GET", "/users", "", &[]).await.status, 200, "keys do not share");
    hub.clock.advance(SignedDuration::from_secs(30));
    assert_eq!(hub.get("/users").await.status, 200);
}

#[tokio::test]
async fn a_body_that_is_too_large_is_turned_away() {
    let hub = Hub::with(Settings { body_bytes_max: 100, ..Settings::default() }).await;
    let body = format!(r#"{{"user": {{"metadata": "{}"}}}}"#, "x".repeat(200));
    let answer = hub.send(As::App, "POST", "/users", &body, &[]).await;
    assert_eq!((answer.refusal().0, answer.refusal().1.as_str()), (413, "body_too_large"));
    assert_eq!(hub.send(As::App, "POST", "/users", r#"{"user": {}}"#, &[]).await.status, 200);
}

#[tokio::test]
async fn some_doors_are_open_to_all() {
    let hub = Hub::new().await;
    for (path, kind, holds) in [
        ("/health/live", "text/plain", "alive"),
        ("/health/ready", "text/plain", "ready"),
        ("/metrics", "text/plain", "swingbridge_test 1"),
        ("/openapi.json", "application/json", "\"operationId\":\"listUsers\""),
        ("/docs/api.md", "text/markdown", "member_exists"),
    ] {
        let answer = hub.send(As::Nobody, "GET", path, "", &[]).await;
        assert_eq!(answer.status, 200, "{path}");
        assert!(answer.header("content-type").starts_with(kind) && answer.text.contains(holds), "{path}");
    }
}
