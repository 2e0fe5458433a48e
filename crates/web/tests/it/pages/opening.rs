//! Links: asked for as MX's SDKs do, opened once and in time, by whoever holds them and nobody else.

use super::browser::{Browser, connect, link};
use crate::hub::{As, Hub};
use jiff::SignedDuration;
use serde_json::json;
use web::Settings;

#[tokio::test]
async fn a_link_opens_once_and_in_time() {
    let hub = Hub::new().await;
    let user = hub.user().await;
    let first = link(&hub, &user, &connect()).await;
    let opened = hub.send(As::Nobody, "GET", &first, "", &[]).await;
    assert_eq!(opened.status, 303);
    assert!(opened.header("location").ends_with("/connect") && !opened.header("location").contains(&first));
    let late = link(&hub, &user, &connect()).await;
    hub.clock.advance(SignedDuration::from_mins(10));
    for path in [first.as_str(), late.as_str(), "/widgets/x", &format!("/widgets/{}", "A".repeat(43))] {
        let again = hub.send(As::Nobody, "GET", path, "", &[("accept-language", "es")]).await;
        assert_eq!(again.status, 410, "{path}");
        assert!(again.text.contains("Esta página ya no está abierta"), "{}", again.text);
        assert!(again.header("content-security-policy").contains("default-src 'none'"));
    }
}

#[tokio::test]
async fn what_only_looks_does_not_use_a_link_up() {
    let hub = Hub::new().await;
    let link = link(&hub, &hub.user().await, &connect()).await;
    assert_eq!(hub.send(As::Nobody, "HEAD", &link, "", &[]).await.status, 204);
    assert_eq!(hub.send(As::Nobody, "GET", &link, "", &[("sec-purpose", "prefetch")]).await.status, 204);
    assert_eq!(hub.send(As::Nobody, "GET", &link, "", &[]).await.status, 303);
}

#[tokio::test]
async fn links_are_asked_for_as_with_mx() {
    let hub = Hub::new().await;
    let made = hub.make("/users", &json!({ "user": { "id": "partner-7" } })).await;
    let user = made["user"]["guid"].as_str().unwrap();
    let post = async |path: &str, body: &str, headers: &[(&str, &str)]| {
        hub.send(As::App, "POST", &format!("/users/{user}/{path}"), body, headers).await
    };
    let here = [("host", "127.0.0.1:9")];
    let answer = post("widget_urls", &connect().to_string(), &here).await.json();
    assert_eq!(
        (&answer["widget_url"]["type"], &answer["widget_url"]["user_id"]),
        (&json!("connect_widget"), &json!("partner-7"))
    );
    assert!(answer["widget_url"]["url"].as_str().unwrap().starts_with("http://127.0.0.1:9/widgets/"));
    for body in ["", "{}", r#"{"config": {"is_mobile_webview": true, "mode": "verification"}}"#] {
        let answer = post("connect_widget_url", body, &here).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        assert_eq!(answer.json()["user"]["guid"], user);
        assert!(answer.json()["user"]["connect_widget_url"].as_str().unwrap().contains("/widgets/"));
    }
    // Elsewhere the header Host is anybody's word.
    for headers in [&[("host", "evil.example")][..], &[]] {
        let refused = post("widget_urls", &connect().to_string(), headers).await.refusal();
        assert_eq!((refused.0, refused.1.as_str()), (503, "not_configured"));
        assert!(refused.2.contains("http.public_url"));
    }
    let stranger = format!("/users/{user}/widget_urls");
    let refused = hub.send(As::Stranger, "POST", &stranger, &connect().to_string(), &here).await;
    assert_eq!(refused.refusal().0, 404);
    let reader = hub.send(As::Reader, "POST", &stranger, &connect().to_string(), &here).await;
    assert_eq!(reader.refusal().1, "read_only_key");
}

#[tokio::test]
async fn options_are_checked_and_named() {
    let hub =
        Hub::with(Settings { public_url: Some("https://hub.example/".to_owned()), ..Settings::default() })
            .await;
    let path = format!("/users/{}/widget_urls", hub.user().await);
    let ask = async |options: serde_json::Value| {
        let mut body = connect();
        body["widget_url"].as_object_mut().unwrap().extend(options.as_object().unwrap().clone());
        hub.send(As::App, "POST", &path, &body.to_string(), &[]).await
    };
    let all = json!({
        "mode": "aggregation", "current_institution_code": "oak", "update_credentials": false, "include_identity": true,
        "disable_institution_search": true, "color_scheme": "dark", "ui_message_version": 3,
        "ui_message_webview_url_scheme": "budget", "client_redirect_url": "https://app.example/done",
        "is_mobile_webview": true, "iso_country_code": ["US", "CA"], "use_cases": ["PFM"], "locale": "fr-CA",
        "oauth_referral_source": "APP", "enable_app2app": false, "data_request": { "products": ["transactions"] },
        "style": { "font_name": "Roboto" }, "connections_use_case_filter": false, "insight_guid": null,
    });
    let made = ask(all).await;
    assert_eq!(made.status, 200, "{made:?}");
    assert!(made.json()["widget_url"]["url"].as_str().unwrap().starts_with("https://hub.example/widgets/"));
    for (options, status, message) in [
        (json!({ "widget_type": "spending_widget" }), 400, "connect_widget, connections_widget"),
        (json!({ "mode": "nightly" }), 400, "widget_url.mode must be one of aggregation, verification"),
        (
            json!({ "color_scheme": "pink" }),
            400,
            "widget_url.color_scheme must be one of light, dark, browser",
        ),
        (json!({ "oauth_referral_source": "MAIL" }), 400, "widget_url.oauth_referral_source"),
        (json!({ "ui_message_version": 5 }), 400, "widget_url.ui_message_version"),
        (json!({ "ui_message_version": "4" }), 400, "widget_url.ui_message_version"),
        (json!({ "iso_country_code": ["Canada"] }), 400, "widget_url.iso_country_code"),
        (json!({ "client_redirect_url": "javascript://x" }), 400, "widget_url.client_redirect_url"),
        (
            json!({ "ui_message_webview_url_scheme": "https" }),
            400,
            "widget_url.ui_message_webview_url_scheme",
        ),
        (json!({ "locale": "tlh" }), 400, "widget_url.locale"),
        (json!({ "use_cases": ["GAMBLING"] }), 422, "widget_url.use_cases[0]"),
        (
            json!({ "current_member_guid": "MBR-00000000-0000-0000-0000-000000000009" }),
            422,
            "current_member_guid is no member",
        ),
        (json!({ "current_institution_code": "nobank" }), 422, "current_institution_code is no institution"),
        (json!({ "disable_institution_search": true }), 422, "disable_institution_search needs"),
    ] {
        let refused = ask(options.clone()).await.refusal();
        assert_eq!(refused.0, status, "{options}: {refused:?}");
        assert!(refused.2.contains(message), "{options}: {refused:?}");
    }
    let missing = hub.send(As::App, "POST", &path, r#"{"widget_url": {}}"#, &[]).await.refusal();
    assert_eq!((missing.0, missing.2.as_str()), (400, "widget_url.widget_type is missing"));
}

#[tokio::test]
async fn the_app_s_sites_may_frame_and_hear() {
    let hub = Hub::new().await;
    let user = hub.user().await;
    hub.allow_origin("https://app.example").await;
    let opened = async |referer: Option<&str>| {
        let link = link(&hub, &user, &connect()).await;
        let headers: Vec<_> = referer.map(|referer| ("referer", referer)).into_iter().collect();
        let to = hub.send(As::Nobody, "GET", &link, "", &headers).await.header("location").to_owned();
        let browser = Browser { hub: &hub, base: String::new() };
        browser.get(&to).await
    };
    for referer in [Some("https://app.example/money"), Some("https://evil.example/"), None] {
        let page = opened(referer).await;
        let policy = page.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.ends_with("frame-ancestors https://app.example"), "{policy}");
        assert_eq!(page.data()["targets"], json!(["https://app.example"]), "{referer:?}");
    }
    // What is over may still be shown in the app's frame.
    let link = link(&hub, &user, &connect()).await;
    hub.send(As::Nobody, "GET", &link, "", &[]).await;
    let over = hub.send(As::Nobody, "GET", &link, "", &[]).await;
    assert!(over.header("content-security-policy").ends_with("frame-ancestors https://app.example"));
}

#[tokio::test]
async fn the_demo_opens_itself_on_this_machine_alone() {
    let hub = Hub::new().await;
    for (peer, host, status) in [
        (Some("127.0.0.1:5000"), "localhost:8080", 303),
        (Some("[::1]:5000"), "127.0.0.1:8080", 303),
        (Some("192.0.2.1:5000"), "localhost:8080", 404),
        (Some("127.0.0.1:5000"), "rebound.example", 404),
        (None, "localhost:8080", 404),
    ] {
        let answer = hub.visit("/demo/connect", peer, host).await;
        assert_eq!(answer.status, status, "{peer:?} {host}");
    }
}
