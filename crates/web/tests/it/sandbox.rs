//! Time and trouble, where the simulated bank is a source.

use crate::hub::{As, Hub};
use jiff::SignedDuration;
use serde_json::{Value, json};

#[tokio::test]
async fn time_moves_and_what_is_due_happens() {
    let hub = Hub::at_bank().await;
    let path = hub.connect("good").await;
    let aggregated_at = async || hub.read(&path).await["member"]["successfully_aggregated_at"].clone();
    let first = aggregated_at().await;
    let clock = hub.read("/sandbox/clock").await["clock"].clone();
    assert_eq!(clock, json!({"now": "2026-10-06T12:00:00.000Z", "offset_seconds": 0}));
    for (body, offset) in [
        (json!({"offset_seconds": 86_400}), 86_400),
        (json!({"advance_seconds": 3_600}), 90_000),
        (json!({"advance_seconds": -90_000, "offset_seconds": null}), 0),
        (json!({"offset_seconds": -60}), -60),
        (json!({"advance_seconds": 0}), -60),
        (json!({"offset_seconds": 90_000}), 90_000),
    ] {
        let answer = hub.put("/sandbox/clock", &body).await;
        assert_eq!(
            (answer.status, &answer.json()["clock"]["offset_seconds"]),
            (200, &json!(offset)),
            "{body}"
        );
    }
    assert_eq!(hub.read("/sandbox/clock").await["clock"]["now"], "2026-10-07T13:00:00.000Z");
    hub.clock.advance(SignedDuration::from_mins(1));
    hub.work().await;
    assert_ne!(aggregated_at().await, first);
}

#[tokio::test]
async fn events_happen_to_members_and_are_told_when_they_cannot() {
    let hub = Hub::at_bank().await;
    let path = hub.connect("good").await;
    let guid = path.rsplit('/').next().unwrap();
    let events = format!("/sandbox/members/{guid}/events");
    for (body, status, reason) in [
        (json!({"event": "institution_locked"}), "LOCKED", "account_locked"),
        (json!({"event": "institution_locked", "reason": "access_forbidden"}), "LOCKED", "access_forbidden"),
        (json!({"event": "aggregation_succeeded", "reason": null}), "CONNECTED", "ok"),
    ] {
        let answer = hub.make(&events, &body).await;
        assert_eq!(
            (&answer["member"]["connection_status"], &answer["member"]["reason"]),
            (&json!(status), &json!(reason)),
            "{body}"
        );
        assert_eq!(hub.read(&path).await["member"]["connection_status"], status);
    }
    let check = async |who: As, path: &str, body: &str, status: u16, code: &str| {
        let answer = hub.send(who, "POST", path, body, &[]).await;
        let (got, named, message) = answer.refusal();
        assert_eq!((got, named.as_str()), (status, code), "{body}: {message}");
        (message, answer.json()["error"]["possible"].clone())
    };
    let fire = r#"{"event": "institution_locked"}"#;
    let (_, possible) = check(As::App, &events, r#"{"event": "reopened"}"#, 409, "not_possible_now").await;
    assert!(possible.as_array().unwrap().contains(&json!("close")), "{possible}");
    let (message, _) = check(As::App, &events, r#"{"event": "hunter2"}"#, 422, "invalid_value").await;
    assert!(message.contains("institution_locked") && !message.contains("hunter2"), "{message}");
    let (message, _) =
        check(As::App, &events, r#"{"event": "closed", "reason": "hunter2"}"#, 422, "invalid_value").await;
    assert!(message.contains("account_locked") && !message.contains("hunter2"), "{message}");
    for (body, status, code) in [
        ("", 400, "malformed_json"),
        ("{}", 400, "missing_field"),
        (r#"{"event": 5}"#, 400, "wrong_type"),
        (r#"{"event": null}"#, 400, "wrong_type"),
        (r#"{"event": "closed", "reason": ["x"]}"#, 400, "wrong_type"),
    ] {
        check(As::App, &events, body, status, code).await;
    }
    check(As::Stranger, &events, fire, 404, "not_found").await;
    check(As::Reader, &events, fire, 403, "read_only_key").await;
    check(As::App, "/sandbox/members/MBR-x/events", fire, 404, "not_found").await;
    assert_eq!(hub.read(&path).await["member"]["connection_status"], "CONNECTED");
    let deleted = hub.send(As::App, "POST", &events, r#"{"event": "deleted"}"#, &[]).await;
    assert_eq!((deleted.status, deleted.text.as_str()), (204, ""));
    check(As::App, &events, fire, 404, "not_found").await;
}

#[tokio::test]
async fn the_bank_behaves_as_it_is_told() {
    let hub = Hub::at_bank().await;
    let (state, login) = ("/sandbox/institutions/mxbank/state", "/sandbox/institutions/mxbank/logins/ann");
    let open = hub.read(state).await;
    assert_eq!((&open["state"], &open["condition"]), (&json!("open"), &Value::Null), "{open}");
    let set = hub.put(state, &json!({"locks_after": 3})).await;
    assert_eq!(
        (set.status, &set.json()["locks_after"], &set.json()["state"]),
        (200, &json!(3), &json!("open"))
    );
    let set = hub.put(login, &json!({"condition": "terms_not_accepted"})).await;
    assert_eq!((set.status, &set.json()["condition"]), (200, &json!("terms_not_accepted")));
    let path = hub.connect("good").await;
    assert_eq!(hub.read(&path).await["member"]["reason"], "terms_required");
    let counted = hub.read(login).await;
    assert_eq!((&counted["passwords_received"], &counted["is_locked"]), (&json!(1), &json!(false)));
    let set = hub.put(state, &json!({"state": "discontinued"})).await;
    assert_eq!(set.status, 200, "{set:?}");
    assert_eq!(hub.read(&path).await["member"]["connection_status"], "DISCONTINUED");
}

#[tokio::test]
async fn what_the_sandbox_cannot_do_is_refused() {
    let hub = Hub::at_bank().await;
    let (clock, state) = ("/sandbox/clock", "/sandbox/institutions/mxbank/state");
    let login = |name: &str| format!("/sandbox/institutions/mxbank/logins/{name}");
    let deep = format!(r#"{{"state": {}{}}}"#, "[".repeat(5_000), "]".repeat(5_000));
    let long = login(&"x".repeat(3_000));
    for (method, path, body, status, names) in [
        ("PUT", clock, "", 400, "empty"),
        ("PUT", clock, "[]", 400, "object"),
        ("PUT", clock, "{}", 422, "either"),
        ("PUT", clock, r#"{"offset_seconds": null}"#, 422, "either"),
        ("PUT", clock, r#"{"offset_seconds": 1, "advance_seconds": 1}"#, 422, "either"),
        ("PUT", clock, r#"{"offset_seconds": "1"}"#, 400, "offset_seconds"),
        ("PUT", clock, r#"{"offset_seconds": 1.5}"#, 400, "offset_seconds"),
        ("PUT", clock, r#"{"offset_seconds": 1e300}"#, 400, "offset_seconds"),
        ("PUT", clock, r#"{"offset_seconds": 99999999999999999999}"#, 400, "offset_seconds"),
        ("PUT", clock, r#"{"offset_seconds": 9223372036854775807}"#, 422, "century"),
        ("PUT", clock, r#"{"offset_seconds": -9223372036854775808}"#, 422, "century"),
        ("PUT", clock, r#"{"advance_seconds": -9223372036854775808}"#, 422, "century"),
        ("PUT", state, "", 400, "empty"),
        ("PUT", state, "[]", 400, "object"),
        ("PUT", state, r#"{"state": "haunted"}"#, 422, "refused by the simulated bank"),
        ("PUT", state, r#"{"delay_ms": -1}"#, 422, "refused by the simulated bank"),
        ("PUT", state, &deep, 400, ""),
        ("GET", "/sandbox/institutions/nowhere/state", "", 404, "institution"),
        ("PUT", "/sandbox/institutions/nowhere/state", "{}", 404, "institution"),
        ("GET", "/sandbox/institutions/..%2f..%2fclock/state", "", 422, "path"),
        ("GET", "/sandbox/institutions/a%3fb/state", "", 422, "path"),
        ("GET", &login("a%20b"), "", 422, "path"),
        ("GET", &long, "", 422, "path"),
        ("PUT", &login("ann"), "{}", 422, "refused by the simulated bank"),
        ("PUT", &login("ann"), r#"{"condition": "hunter2"}"#, 422, "refused by the simulated bank"),
    ] {
        let answer = hub.send(As::App, method, path, body, &[]).await;
        let (got, _, message) = answer.refusal();
        assert_eq!(got, status, "{method} {path:.80} {body:.80}: {message}");
        assert!(message.contains(names), "{method} {path:.80} {body:.80}: {message}");
        assert!(!message.contains("hunter2"), "{message}");
    }
    for (path, body) in [
        (clock, r#"{"advance_seconds": 1}"#),
        (state, r#"{"state": "down"}"#),
        (&login("ann"), r#"{"condition": null}"#),
    ] {
        let answer = hub.send(As::Reader, "PUT", path, body, &[]).await;
        assert_eq!(answer.refusal().1, "read_only_key", "{path}");
        assert_eq!(hub.send(As::Reader, "GET", path, "", &[]).await.status, 200, "{path}");
        assert_eq!(hub.send(As::Nobody, "GET", path, "", &[]).await.status, 401, "{path}");
    }
    assert_eq!(hub.read(clock).await["clock"]["offset_seconds"], 0);
}

#[tokio::test]
async fn without_the_simulated_bank_there_is_no_sandbox() {
    let hub = Hub::new().await;
    let user = hub.user().await;
    let member = hub.account(&user).await["member_guid"].as_str().unwrap().to_owned();
    let (state, login) = ("/sandbox/institutions/oak/state", "/sandbox/institutions/oak/logins/ann");
    let events = format!("/sandbox/members/{member}/events");
    for (method, path, body) in [
        ("GET", "/sandbox/clock", ""),
        ("PUT", "/sandbox/clock", "{\"offset_seconds\": 1}"),
        ("PUT", "/sandbox/clock", "[]"),
        ("POST", &events, "{\"event\": \"closed\"}"),
        ("POST", &events, "{\"event\": \"party\"}"),
        ("POST", &events, ""),
        ("GET", state, ""),
        ("PUT", state, "{}"),
        ("GET", login, ""),
        ("PUT", login, "{\"condition\": null}"),
    ] {
        let (status, code, message) = hub.send(As::App, method, path, body, &[]).await.refusal();
        assert_eq!((status, code.as_str()), (404, "not_found"), "{method} {path} {body}");
        assert!(message.contains("sandbox"), "{message}");
    }
}
