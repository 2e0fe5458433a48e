//! Members at a simulated bank: what is the matter with them, what people decide, logins that were pasted, and what is gone.

use crate::hub::{Answer, As, Hub};
use domain::id::MemberGuid;

use jiff::SignedDuration;
use serde_json::{Value, json};

const STRAYS: &str = "swingbridge-accept-stray-characters";

async fn post(hub: &Hub, path: &str, body: &Value) -> Answer {
    hub.send(As::App, "POST", path, &body.to_string(), &[]).await
}

async fn status(hub: &Hub, member: &str) -> Value {
    hub.read(&format!("{member}/status")).await["member"].clone()
}

#[tokio::test]
async fn members_say_why_who_must_act_and_mx_s_error() {
    let hub = Hub::at_bank().await;
    for (password, connection_status, reason, actor, error_code, needs_attention) in [
        ("good", "CONNECTED", "ok", "nobody", Value::Null, false),
        ("NO_ACCOUNTS", "CONNECTED", "no_accounts", "user", json!(1001), true),
        ("WRONG_CREDENTIALS", "DENIED", "credentials_rejected", "user", json!(2005), false),
        ("SIGN_IN_AGAIN", "IMPAIRED", "reauth_required", "user", json!(2004), false),
        ("TERMS_NOT_ACCEPTED", "IMPEDED", "terms_required", "user", Value::Null, false),
        ("UNAVAILABLE", "FAILED", "institution_down", "institution", json!(3000), false),
    ] {
        let path = hub.connect(password).await;
        let member = hub.read(&path).await["member"].clone();
        for view in [&member, &status(&hub, &path).await] {
            assert_eq!(
                json!([
                    view["connection_status"],
                    view["reason"],
                    view["actor"],
                    view["error"]["error_code"],
                    view["needs_attention"],
                ]),
                json!([connection_status, reason, actor, error_code, needs_attention]),
                "{password}"
            );
            assert_eq!(view["error"].is_null(), error_code.is_null());
            assert_eq!(view["next_automatic_try"], member["next_automatic_try"]);
        }
        if !error_code.is_null() {
            assert_eq!(
                (&member["error"]["error_type"], &member["error"]["locale"]),
                (&json!("MEMBER"), &json!("en"))
            );
            let told = hub.read(&format!("/reasons/{reason}")).await["reason"].clone();
            assert_eq!(member["error"]["error_message"], told["meaning"]);
        }
        assert_eq!(member["next_automatic_try"].is_string(), connection_status == "CONNECTED", "{member}");
    }
}

#[tokio::test]
async fn members_speak_to_people_in_their_language() {
    let hub = Hub::at_bank().await;
    let path = hub.connect("WRONG_CREDENTIALS").await;
    let texts = async |language: &str| {
        let answer = hub.send(As::App, "GET", &path, "", &[("accept-language", language)]).await;
        let member = answer.json()["member"].clone();
        let diagnosis = hub
            .send(As::App, "GET", &format!("{path}/diagnosis"), "", &[("accept-language", language)])
            .await;
        (
            member["connection_status_message"].as_str().unwrap().to_owned(),
            member["error"]["user_message"].as_str().unwrap().to_owned(),
            member["error"]["locale"].as_str().unwrap().to_owned(),
            diagnosis.json()["diagnosis"]["message"].as_str().unwrap().to_owned(),
        )
    };
    let (english, spanish, french) = (texts("en-US").await, texts("es").await, texts("fr-FR").await);
    assert_eq!((english.2.as_str(), spanish.2.as_str(), french.2.as_str()), ("en", "es", "fr-CA"));
    for (one, other) in [(&english, &spanish), (&english, &french), (&spanish, &french)] {
        assert!(one.0 != other.0 && one.1 != other.1 && one.3 != other.3, "{one:?} {other:?}");
    }
    assert_eq!(texts("tlh, *;q=0.1").await, english);
}

#[tokio::test]
async fn a_diagnosis_says_what_is_the_matter_and_learns_what_helped() {
    let hub = Hub::at_bank().await;
    let path = hub.connect("WRONG_CREDENTIALS").await;
    let diagnosis =
        async |query: &str| hub.read(&format!("{path}/diagnosis{query}")).await["diagnosis"].clone();
    let found = diagnosis("").await;
    assert_eq!(
        json!([
            found["status"],
            found["reason"],
            found["actor"],
            found["institution"]["code"],
            found["source"]
        ]),
        json!(["DENIED", "credentials_rejected", "user", "mxbank", "sandbox"])
    );
    assert_eq!(
        json!([
            found["source_code"],
            found["latest_job"]["kind"],
            found["latest_job"]["reason"],
            found["next_automatic_try"]
        ]),
        json!(["wrong_credentials", "aggregate", "credentials_rejected", null])
    );
    assert_eq!(
        json!([
            found["needs_person"],
            found["retry"]["rule"],
            found["data"]["state"],
            found["codes_elsewhere"]["mx_error_code"]
        ]),
        json!([true, "never", "none", 2005])
    );
    assert_eq!(found["possible"], json!(["aggregate", "update_credentials", "pause", "close", "delete"]));
    let name = found["institution"]["name"].as_str().unwrap();
    assert!(found["message"].as_str().unwrap().contains(name), "{found}");
    let remedies: Vec<&str> =
        found["remedies"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert!(
        remedies.len() > 1
            && found["remedies"].as_array().unwrap().iter().all(|one| one["is_tried"] == false)
    );
    let first = remedies[0];
    let answered = post(&hub, &format!("{path}/remedies/{first}"), &json!({"helped": false})).await;
    assert_eq!((answered.status, answered.text.as_str()), (204, ""));
    let after = diagnosis("").await;
    let tried =
        after["remedies"].as_array().unwrap().iter().find(|one| one["name"] == first).unwrap().clone();
    assert_eq!(tried["is_tried"], true);
    for (query, is_shorter) in [("?browser=chrome&platform=ios", true), ("?browser=", false)] {
        let answer = hub.get(&format!("{path}/diagnosis{query}")).await;
        assert_eq!(answer.status, if is_shorter { 200 } else { 400 }, "{query}");
    }
}

#[tokio::test]
async fn people_pause_close_and_reopen() {
    let hub = Hub::at_bank().await;
    let path = hub.connect("good").await;
    let login = |user_name: &'static str, password: &'static str| hub.login("mxbank", user_name, password);
    let check = async |method: &str, at: &str, body: &str, expected: (u16, &str, &str)| {
        let answer = hub.send(As::App, method, &format!("{path}{at}"), body, &[]).await;
        assert_eq!(answer.status, expected.0, "{method} {at}: {answer:?}");
        let now = hub.read(&path).await["member"].clone();
        assert_eq!(
            json!([now["connection_status"], now["actor"]]),
            json!([expected.1, expected.2]),
            "after {method} {at}"
        );
        answer.json()
    };
    check("POST", "/unpause", "", (409, "CONNECTED", "nobody")).await;
    check("POST", "/pause?by=user", "", (200, "DISABLED", "user")).await;
    check("POST", "/pause?by=client", "", (200, "DISABLED", "user")).await;
    let refused = check("POST", "/aggregate", "", (409, "DISABLED", "user")).await;
    assert_eq!(refused["error"]["possible"], json!(["update_credentials", "unpause", "close", "delete"]));
    check("POST", "/unpause", "", (200, "CONNECTED", "nobody")).await;
    check("POST", "/pause", "not looked at", (200, "DISABLED", "client")).await;
    assert_eq!(hub.read(&format!("{path}/diagnosis")).await["diagnosis"]["decided_by"], "client");
    check("POST", "/unpause", "", (200, "CONNECTED", "nobody")).await;
    check("POST", "/reopen", "", (409, "CONNECTED", "nobody")).await;
    let new = login("ann", "good").await.to_string();
    check("POST", "/reopen", &new, (409, "CONNECTED", "nobody")).await;
    let erased = check("DELETE", "/credentials", "", (200, "IMPAIRED", "user")).await;
    assert_eq!(erased["member"]["reason"], "credentials_missing");
    check("POST", "/close?by=user", "", (200, "CLOSED", "nobody")).await;
    check("POST", "/aggregate", "", (409, "CLOSED", "nobody")).await;
    check("PUT", "", &new, (409, "CLOSED", "nobody")).await;
    // What is wrong with a login opens nothing.
    let empty = json!({"member": {"credentials": []}}).to_string();
    let stray = login("ann", " hunter2").await.to_string();
    for (body, status) in [
        ("[]", 400),
        ("{\"member\": []}", 400),
        ("{\"member\": {\"credentials\": \"hunter2\"}}", 400),
        ("{\"member\": {\"credentials\": [{\"guid\": \"hunter2\", \"value\": \"hunter2\"}]}}", 422),
        (&empty, 422),
        (&stray, 422),
    ] {
        let refused = check("POST", "/reopen", body, (status, "CLOSED", "nobody")).await;
        assert!(!refused.to_string().contains("hunter2"), "{refused}");
    }
    let opened = check("POST", "/reopen", &new, (200, "UPDATED", "hub")).await;
    assert_eq!(opened["member"]["is_being_aggregated"], true);
    hub.work().await;
    assert_eq!(status(&hub, &path).await["connection_status"], "CONNECTED");
    for body in ["", "{}", "{\"member\": null}", "{\"member\": {\"credentials\": null}}", "  "] {
        check("POST", "/close", "", (200, "CLOSED", "nobody")).await;
        check("POST", "/reopen", body, (200, "IMPAIRED", "user")).await;
        check("POST", "/reopen", body, (409, "IMPAIRED", "user")).await;
    }
    let accounts = hub.read(&format!("{path}/accounts")).await["accounts"].as_array().unwrap().len();
    assert!(accounts > 0, "its data stays");
}

#[tokio::test]
async fn what_was_pasted_is_refused_unless_it_is_meant() {
    let hub = Hub::at_bank().await;
    let members = format!("/users/{}/members", hub.user().await);
    let send = async |method: &str, path: &str, body: &Value, header: Option<&str>| {
        let headers: Vec<(&str, &str)> = header.map(|value| (STRAYS, value)).into_iter().collect();
        hub.send(As::App, method, path, &body.to_string(), &headers).await
    };
    let check = async |method: &str,
                       path: &str,
                       user_name: &str,
                       password: &str,
                       header: Option<&str>,
                       expected: &str| {
        let answer = send(method, path, &hub.login("mxbank", user_name, password).await, header).await;
        let (_, code, message) = answer.refusal();
        assert_eq!(code, expected, "{user_name:?} {password:?} {header:?}: {message}");
        assert!(!answer.text.contains("hunter2") && !answer.text.contains("ann"), "{answer:?}");
        message
    };
    let refused = "stray_characters";
    for (user_name, password, says) in [
        ("ann", " hunter2", "a space at its beginning"),
        ("ann", "hunter2 ", "a space at its end"),
        ("ann", "hunter2\n", "an invisible character"),
        ("ann\u{200b}", "hunter2", "an invisible character"),
        ("ann ", "hunter2", "a space at its end"),
    ] {
        assert!(check("POST", &members, user_name, password, None, refused).await.contains(says), "{says}");
    }
    for header in ["false", "yes", "", "TRUE"] {
        check("POST", &members, "ann", "hunter2", Some(header), "invalid_header").await;
    }
    assert_eq!(hub.read(&members).await["members"], json!([]));
    let made = send("POST", &members, &hub.login("mxbank", "ann", "hunter2 ").await, Some("true")).await;
    assert_eq!(made.status, 202, "{made:?}");
    hub.work().await;
    let path = format!("{members}/{}", made.json()["member"]["guid"].as_str().unwrap());
    assert_eq!(status(&hub, &path).await["connection_status"], "CONNECTED", "sent as it is");
    check("PUT", &path, "ann", "hunter2 ", None, refused).await;
    check("PUT", &path, "ann", "hunter2", Some("maybe"), "invalid_header").await;
    let changed = send("PUT", &path, &hub.login("mxbank", "ann", "hunter2 ").await, Some("true")).await;
    assert_eq!(changed.status, 200, "{changed:?}");
    post(&hub, &format!("{path}/close"), &json!({})).await;
    check("POST", &format!("{path}/reopen"), "ann", "hunter2 ", None, refused).await;
    let reopened =
        send("POST", &format!("{path}/reopen"), &hub.login("mxbank", "ann", "hunter2 ").await, Some("true"))
            .await;
    assert_eq!(reopened.json()["member"]["connection_status"], "UPDATED");
}

const AT_PAGE: &str =
    r#"{"member": {"institution_code": "mx_bank_oauth", "credentials": [], "is_oauth": true}}"#;

/// A member that waits for the consent at its bank's page.
async fn pending(hub: &Hub) -> (String, MemberGuid) {
    let members = format!("/users/{}/members", hub.user().await);
    let made = hub.send(As::App, "POST", &members, AT_PAGE, &[("host", "127.0.0.1:4711")]).await;
    assert_eq!(made.status, 202, "{made:?}");
    let guid: MemberGuid = made.json()["member"]["guid"].as_str().unwrap().parse().unwrap();
    (format!("{members}/{guid}"), guid)
}

#[tokio::test]
async fn the_way_to_the_banks_page_is_told() {
    let hub = Hub::at_bank().await;
    let user = hub.user().await;
    let members = format!("/users/{user}/members");
    let host = ("host", "127.0.0.1:4711");
    let made = hub.send(As::App, "POST", &members, AT_PAGE, &[host]).await.json();
    let member = &made["member"];
    assert_eq!((&member["connection_status"], &member["is_oauth"]), (&json!("PENDING"), &json!(true)));
    let link = |json: &Value| json["member"]["oauth_window_uri"].as_str().unwrap().to_owned();
    assert!(link(&made).starts_with("http://127.0.0.1:4711/widgets/"), "{made}");
    let path = format!("{members}/{}", member["guid"].as_str().unwrap());
    let window = format!("{path}/oauth_window_uri?referral_source=APP&client_redirect_url=budget-app://done");
    let told = hub.send(As::App, "GET", &window, "", &[host]).await.json();
    assert_ne!(link(&told), link(&made), "each opens once");
    assert_eq!(told["member"]["guid"], member["guid"]);

    let check =
        async |method: &str, path: &str, body: &str, headers: &[(&str, &str)], expected: (u16, &str)| {
            let (status, code, message) = hub.send(As::App, method, path, body, headers).await.refusal();
            assert_eq!((status, code.as_str()), expected, "{path} {body}: {message}");
        };
    let bad = format!("{path}/oauth_window_uri?referral_source=FAX");
    check("GET", &bad, "", &[host], (400, "invalid_option")).await;
    let bad = format!("{path}/oauth_window_uri?client_redirect_url=javascript://x");
    check("GET", &bad, "", &[host], (400, "invalid_option")).await;
    // A caller's word for the host is not believed.
    check("GET", &window, "", &[("host", "evil.example")], (503, "not_configured")).await;
    check("POST", &members, AT_PAGE, &[("host", "evil.example")], (503, "not_configured")).await;
    let with_login = AT_PAGE.replace("mx_bank_oauth", "mxbank");
    check("POST", &members, &with_login, &[host], (422, "invalid_value")).await;
    let login = hub.connect("good").await;
    check("GET", &format!("{login}/oauth_window_uri"), "", &[host], (409, "not_possible_now")).await;
    hub.send(As::App, "POST", &format!("{path}/close"), "", &[]).await;
    check("GET", &window, "", &[host], (409, "not_possible_now")).await;
    let strangers = hub.send(As::Stranger, "GET", &window, "", &[host]).await;
    assert_eq!(strangers.status, 404);
    assert_eq!(hub.read("/institutions/mx_bank_oauth").await["institution"]["supports_oauth"], true);
}

#[tokio::test]
async fn a_consent_that_never_came_is_gone_and_then_forgotten() {
    let hub = Hub::at_bank().await;
    let (path, guid) = pending(&hub).await;
    hub.clock.advance(SignedDuration::from_mins(59));
    hub.work().await;
    assert_eq!(status(&hub, &path).await["connection_status"], "PENDING");
    hub.clock.advance(SignedDuration::from_mins(2));
    hub.work().await;
    let login = hub.login("mxbank", "ann", "good").await.to_string();
    let paths = [
        ("GET", "", ""),
        ("PUT", "", login.as_str()),
        ("DELETE", "", ""),
        ("GET", "/status", ""),
        ("GET", "/challenges", ""),
        ("GET", "/credentials", ""),
        ("DELETE", "/credentials", ""),
        ("GET", "/diagnosis", ""),
        ("POST", "/remedies/support", "{\"helped\": true}"),
        ("PUT", "/resume", "{\"member\": {\"challenges\": []}}"),
        ("POST", "/aggregate", ""),
        ("POST", "/verify", ""),
        ("POST", "/pause", ""),
        ("POST", "/close", ""),
        ("POST", "/reopen", ""),
        ("POST", "/reopen", login.as_str()),
        ("GET", "/accounts", ""),
        ("GET", "/transactions", ""),
        ("GET", "/account_numbers", ""),
    ];
    for (method, at, body) in paths {
        let check = async |who: As, path: &str, status: u16, code: &str| {
            let (got, named, message) = hub.send(who, method, path, body, &[]).await.refusal();
            assert_eq!((got, named.as_str()), (status, code), "{who:?} {method} {path}: {message}");
            assert_eq!(message.contains("pending_expired"), status == 410, "{message}");
        };
        check(As::App, &format!("{path}{at}"), 410, "gone").await;
        check(As::Stranger, &format!("{path}{at}"), 404, "not_found").await;
    }
    let other = hub.user().await;
    assert_eq!(hub.get(&format!("/users/{other}/members/{guid}")).await.status, 404);
    hub.clock.advance(SignedDuration::from_hours(30 * 24));
    for (method, at, body) in paths {
        let answer = hub.send(As::App, method, &format!("{path}{at}"), body, &[]).await;
        assert_eq!(answer.status, 404, "{method} {at}");
    }
    let (_, other) = pending(&hub).await;
    let events = format!("/sandbox/members/{other}/events");
    hub.clock.advance(SignedDuration::from_mins(61));
    let fired = post(&hub, &events, &json!({"event": "pending_one_hour_passed"})).await;
    assert_eq!((fired.status, fired.text.as_str()), (204, ""));
    // A member that its person deleted was never lost.
    let kept = hub.connect("good").await;
    assert_eq!(hub.send(As::App, "DELETE", &kept, "", &[]).await.status, 204);
    assert_eq!(hub.get(&kept).await.status, 404);
}

#[tokio::test]
async fn what_goes_is_said_before_it_goes() {
    let hub = Hub::at_bank().await;
    let path = hub.connect("correct").await;
    let user = path.split('/').nth(2).unwrap().to_owned();
    let listed = hub.read(&format!("/users/{user}/transactions?from_date=2000-01-01")).await;
    let accounts = hub.read(&format!("{path}/accounts")).await["pagination"]["total_entries"].clone();
    let expected = |edits: i64| {
        json!({"accounts": accounts, "transactions": listed["pagination"]["total_entries"], "statements": 0, "edits": edits,
            "account_numbers": 0, "account_owners": 0})
    };
    let removal = async || hub.read(&format!("{path}/removal")).await["removal"].clone();
    let told = removal().await;
    assert_eq!((&told["goes"], &told["stays_with_history"]), (&expected(0), &expected(0)));
    assert_eq!((&told["login"], &told["consent"]), (&json!(true), &json!(false)));
    let one = format!("/users/{user}/transactions/{}", listed["transactions"][0]["guid"].as_str().unwrap());
    assert_eq!(hub.put(&one, &json!({"transaction": {"memo": "n"}})).await.status, 200);
    assert_eq!(hub.send(As::App, "POST", &format!("{path}/verify"), "", &[]).await.status, 200);
    hub.work().await;
    let told = removal().await;
    assert_eq!(told["goes"]["edits"], 1);
    assert!(told["goes"]["account_numbers"].as_i64().unwrap() > 0, "{told}");
    assert_eq!(told["stays_with_history"], expected(1), "full numbers do not stay");
    assert_eq!(hub.send(As::App, "POST", &format!("{path}/close"), "", &[]).await.status, 200);
    assert_eq!(removal().await["login"], false, "it went with closing");
    let jar = hub.account(&user).await["member_guid"].as_str().unwrap().to_owned();
    let told = hub.read(&format!("/users/{user}/members/{jar}/removal")).await["removal"].clone();
    assert_eq!((&told["goes"]["accounts"], &told["stays_with_history"]), (&json!(1), &Value::Null));
}
