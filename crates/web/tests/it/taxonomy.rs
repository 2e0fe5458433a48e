//! The taxonomy, and what members take that no bank knows.

use crate::hub::{As, Hub};
use serde_json::{Value, json};

/// A member made by hand, and its user.
async fn manual_member(hub: &Hub) -> (String, String) {
    let user = hub.user().await;
    let account = hub.account(&user).await;
    (user, account["member_guid"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn statuses_reasons_and_codes_are_listed_and_explained() {
    let hub = Hub::new().await;
    let statuses = hub.read("/connection_statuses").await["connection_statuses"].clone();
    assert_eq!(statuses.as_array().unwrap().len(), 23);
    for (name, id, class, actor, notice, background, tells_webhook, button) in [
        (json!("CONNECTED"), json!(6), "good", "nobody", "no", "allowed", false, Value::Null),
        (json!("PREVENTED"), json!(1), "end", "user", "yes", "refused", true, json!("update credentials")),
        (json!("RECONNECTED"), json!(8), "waiting", "user", "in_app", "foreground_only", false, Value::Null),
        (Value::Null, Value::Null, "none", "nobody", "no", "refused", false, Value::Null),
    ] {
        let line = statuses.as_array().unwrap().iter().find(|line| line["name"] == name).unwrap();
        let mut expected = json!({
            "id": id, "name": name, "class": class, "actor": actor, "notice": notice, "background": background,
            "tells_webhook": tells_webhook, "button": button,
        });
        expected["message"] = line["message"].clone();
        assert_eq!((line, line["message"].is_null()), (&expected, name.is_null()));
    }
    for (path, status, see, needs_person) in [
        ("connected", json!("CONNECTED"), None, false),
        ("DISCONNECTED", json!("DISCONNECTED"), Some("IMPAIRED"), false),
        ("Impaired", json!("IMPAIRED"), Some("DISCONNECTED"), true),
        ("challenged", json!("CHALLENGED"), None, true),
        ("failed", json!("FAILED"), None, false),
        ("null", Value::Null, None, true),
    ] {
        let told = hub.read(&format!("/connection_statuses/{path}")).await["connection_status"].clone();
        assert_eq!((&told["status"], &told["needs_person"]), (&status, &json!(needs_person)), "{path}");
        let names = |name: &str| told["see_also"].as_str().is_some_and(|text| text.contains(name));
        assert!(see.map_or(told["see_also"].is_null(), names), "{told}");
    }
    let reasons = hub.read("/reasons").await["reasons"].clone();
    assert_eq!(reasons.as_array().unwrap().len(), 81);
    let impeded = hub.read("/connection_statuses/impeded").await["connection_status"].clone();
    assert_eq!(
        (&impeded["status"], &impeded["reason"], &impeded["actor"]),
        (&json!("IMPEDED"), &Value::Null, &json!("user"))
    );
    let leads: Vec<&str> =
        impeded["reasons"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert!(leads.contains(&"terms_required") && leads.contains(&"password_change_required"), "{leads:?}");
    let down = hub.read("/reasons/institution_down").await["reason"].clone();
    assert_eq!(down["retry"], json!({"rule": "backoff", "waits_seconds": [3600, 14400, 86400]}));
    assert_eq!(down["codes_elsewhere"]["mx_error_code"], 3000);
    let providers = hub.read("/providers").await["providers"].clone();
    assert!(providers.as_array().unwrap().len() >= 19);
    let page = hub.read("/providers/finicity/codes?records_per_page=10&page=2").await;
    assert_eq!(
        (page["codes"].as_array().unwrap().len(), &page["pagination"]["current_page"]),
        (10, &json!(2))
    );
    for (path, status, reason) in [
        ("/providers/finicity/codes/103", json!("DENIED"), "credentials_rejected"),
        ("/providers/finicity/codes/931?phase=refresh", json!("RECONNECTED"), "mfa_every_login"),
        ("/providers/finicity/codes/931?phase=connect", json!("CHALLENGED"), "mfa_every_login"),
        ("/providers/Plaid/codes/ACCOUNTS_LIMIT", Value::Null, "rate_limited"),
        ("/providers/mx/codes/2004", json!("IMPAIRED"), "reauth_required"),
        ("/providers/mx/codes/error%202004%20REAUTHORIZATION_REQUIRED", json!("IMPAIRED"), "reauth_required"),
    ] {
        let code = hub.read(path).await["codes"][0].clone();
        assert_eq!((&code["status"], &code["reason"]), (&status, &json!(reason)), "{path}");
    }
    let encoded = "/providers/plaid/codes/webhook%20AUTH%2FIDENTITY%3APRODUCT_PERMISSIONS_REQUIRED";
    assert_eq!(
        hub.read(encoded).await["codes"][0]["code"]["code"],
        "webhook AUTH/IDENTITY:PRODUCT_PERMISSIONS_REQUIRED"
    );
    let several = hub.read("/providers/finicity/codes/event").await["codes"].clone();
    assert!(several.as_array().unwrap().len() > 1, "{several}");
    let marked = hub.read("/providers/finicity/codes/103").await["codes"][0]["code"].clone();
    assert_eq!((&marked["is_ambiguous"], &marked["is_lossy"]), (&json!(true), &json!(true)));
}

#[tokio::test]
async fn people_read_their_language() {
    let hub = Hub::new().await;
    let message = async |path: &str, header: &str| {
        let answer = hub.send(As::App, "GET", path, "", &[("accept-language", header)]).await;
        answer.json()["reason"]["message"].as_str().unwrap().to_owned()
    };
    let path = "/reasons/account_locked";
    let (english, spanish, french) =
        (message(path, "").await, message(path, "es-MX").await, message(path, "fr-CA").await);
    assert!(english != spanish && spanish != french && english != french);
    assert_eq!(message(&format!("{path}?locale=es"), "fr").await, spanish);
    assert_eq!(message(path, "de").await, english);
}

#[tokio::test]
async fn what_is_not_there_or_cannot_be_is_said() {
    let hub = Hub::new().await;
    let (user, member) = manual_member(&hub).await;
    let at = format!("/users/{user}/members/{member}");
    let check = async |method: &str, path: &str, body: &str, status: u16, code: &str| {
        let (got, named, message) = hub.send(As::App, method, path, body, &[]).await.refusal();
        assert_eq!((got, named.as_str()), (status, code), "{method} {path}: {message}");
        message
    };
    for path in [
        "/connection_statuses/HAPPY",
        "/connection_statuses/%00",
        &format!("/connection_statuses/{}", "x".repeat(3_000)),
        "/reasons/sunspots",
        "/providers/nobody/codes",
    ] {
        check("GET", path, "", 404, "not_found").await;
    }
    for path in [
        "/providers/finicity/codes/99999",
        "/providers/nobody/codes/103",
        "/providers/finicity/codes/%F0%9F%8F%A6",
    ] {
        assert!(check("GET", path, "", 404, "not_found").await.contains("would count as unknown"), "{path}");
    }
    check("GET", "/providers/finicity/codes?page=0", "", 400, "invalid_parameter").await;
    check("GET", "/providers/finicity/codes/%F0%28", "", 400, "invalid_path").await;
    check("POST", "/reasons", "{}", 405, "method_not_allowed").await;
    check("GET", "/providers/finicity/codes/103?phase=never", "", 400, "invalid_parameter").await;
    check("GET", &format!("{at}/diagnosis?browser=lynx"), "", 400, "invalid_parameter").await;
    let long = "x".repeat(3_000);
    let refused = check("GET", &format!("{at}/diagnosis?browser={long}"), "", 400, "invalid_parameter").await;
    assert!(
        refused.contains("chrome, safari, firefox, edge, other") && !refused.contains(&long),
        "{refused}"
    );
    check("GET", &format!("{at}/diagnosis?platform=fridge"), "", 400, "invalid_parameter").await;
    check("POST", &format!("{at}/remedies/prayer"), "{\"helped\": true}", 404, "not_found").await;
    check("POST", &format!("{at}/remedies/support"), "", 400, "malformed_json").await;
    check("POST", &format!("{at}/remedies/support"), "{}", 400, "missing_field").await;
    check("POST", &format!("{at}/remedies/support"), "{\"helped\": \"no\"}", 400, "wrong_type").await;
    check("POST", &format!("{at}/remedies/support"), "{\"helped\": true}", 422, "invalid_value").await;
    check("POST", &format!("{at}/pause"), "", 409, "not_possible_now").await;
    check("POST", &format!("{at}/unpause"), "", 409, "not_possible_now").await;
    check("POST", &format!("{at}/reopen"), "{}", 409, "not_possible_now").await;
    check("POST", &format!("{at}/close?by=burglar"), "", 400, "invalid_parameter").await;
    let answer = hub.send(As::App, "POST", &format!("{at}/aggregate"), "", &[]).await;
    assert_eq!((answer.status, &answer.json()["error"]["possible"]), (409, &json!(["delete"])));
}

#[tokio::test]
async fn a_manual_member_is_diagnosed_too_and_nobody_else_may_ask() {
    let hub = Hub::new().await;
    let (user, member) = manual_member(&hub).await;
    let path = format!("/users/{user}/members/{member}/diagnosis");
    let diagnosis = hub.read(&path).await["diagnosis"].clone();
    assert_eq!(
        (&diagnosis["status"], &diagnosis["reason"], &diagnosis["data"]["state"], &diagnosis["possible"]),
        (&Value::Null, &json!("manual_no_credentials"), &json!("manual"), &json!(["delete"]))
    );
    assert_eq!(hub.send(As::Stranger, "GET", &path, "", &[]).await.status, 404);
    assert_eq!(hub.send(As::Nobody, "GET", &path, "", &[]).await.status, 401);
    assert_eq!(hub.send(As::Nobody, "GET", "/reasons", "", &[]).await.status, 401);
    let close = format!("/users/{user}/members/{member}/close");
    assert_eq!(hub.send(As::Reader, "POST", &close, "", &[]).await.status, 403);
    let status = hub.read(&format!("/users/{user}/members/{member}/status")).await["member"].clone();
    assert_eq!((&status["error"], &status["actor"]), (&Value::Null, &json!("nobody")));
}
