//! The directory, the page for people, and the clock.

use serde_json::{Value, json};

use crate::support::{Plan, start, start_with};

#[tokio::test]
async fn the_directory_is_told_page_by_page() {
    let bank = start().await;
    for (channel, least) in [("direct", 16), ("mirror", 2)] {
        let whole = bank.get(&format!("/v1/{channel}/institutions")).await.body;
        let codes = |page: &Value| -> Vec<String> {
            page["institutions"]
                .as_array()
                .unwrap()
                .iter()
                .map(|row| row["code"].as_str().unwrap().to_owned())
                .collect()
        };
        assert_eq!(whole["next"], Value::Null);
        assert!(codes(&whole).len() >= least);
        let (mut paged, mut after) = (Vec::new(), String::new());
        loop {
            let page = bank.get(&format!("/v1/{channel}/institutions?limit=3&after={after}")).await.body;
            paged.extend(codes(&page));
            match page["next"].as_str() {
                Some(next) => after = next.to_owned(),
                None => break,
            }
        }
        assert_eq!(paged, codes(&whole), "{channel}");
    }
    let page = bank.get("/v1/direct/institutions?after=mx_bank_oauth&limit=1").await.body;
    assert_eq!(
        page,
        json!({"next": "mxbank", "institutions": [{
            "code": "mxbank", "name": "MX Bank", "aliases": ["MXB"], "kind": "personal", "country": "US",
            "popularity": 900, "url": "https://www.mxbank.example", "forgot_password_url": null,
            "forgot_username_url": null, "trouble_signing_in_url": null, "instructions": null, "instruction_steps": [],
            "products": ["account_verification", "identity_verification", "transactions", "transaction_history",
                         "statements", "investments"],
            "is_throttled": false, "is_oauth": false,
            "login_form": [
                {"id": "LOGIN", "label": "Username", "kind": "text", "names_person": true,
                 "guid": "CRD-9f61fb4c-912c-bd1e-b175-ccc7f0275cc1"},
                {"id": "PASSWORD", "label": "Password", "kind": "password", "names_person": false,
                 "guid": "CRD-e3d7ea81-aac7-05e9-fbdd-4b493c6e474d"}]}]})
    );
}

/// Those that are connected at their own page have no form here, and take no sign-in.
#[tokio::test]
async fn oauth_institutions_have_no_form() {
    let bank = start().await;
    let rows = bank.get("/v1/direct/institutions").await.body["institutions"].as_array().unwrap().clone();
    for row in rows {
        let code = row["code"].as_str().unwrap();
        let is_oauth = ["harborline_direct", "mx_bank_oauth"].contains(&code);
        let has_form = !row["login_form"].as_array().unwrap().is_empty();
        assert_eq!((row["is_oauth"].as_bool(), has_form), (Some(is_oauth), !is_oauth), "{code}");
        if is_oauth {
            let fields = json!({"LOGIN": "ana", "PASSWORD": "hunter2"});
            let answer = bank.present_at("direct", code, fields, "once").await;
            assert_eq!(answer.outcome(), "400 bad_request");
            assert!(answer.body["error"]["message"].as_str().unwrap().contains("its own page"));
        }
    }
    assert_eq!(bank.get("/v1/direct/attempts/once").await.outcome(), "404 unknown_attempt");
}

#[tokio::test]
async fn the_page_tells_what_to_type() {
    let bank = start().await;
    let page = reqwest::get(bank.url("/")).await.unwrap();
    assert_eq!(page.headers()["content-type"], "text/html; charset=utf-8");
    let text = page.text().await.unwrap();
    for part in [
        "MX Bank",
        "Caja Peñón",
        "Juniper Life &amp; Property",
        "Solstice Money",
        "two_rounds",
        "<code>terms_not_accepted</code>",
        "answers 504 <code>backend_timeout</code>",
        "hangs up",
        "2026-11-21T10:00:00Z",
    ] {
        assert!(text.contains(part), "{part}");
    }
}

#[tokio::test]
async fn a_bank_alone_moves_its_own_clock() {
    let bank = start_with(Plan { clock_is_own: true, ..Plan::default() }).await;
    assert_eq!(bank.get("/clock").await.body, json!({"now": "2026-11-21T10:00:00Z", "offset_seconds": 0}));
    let moved = bank.call("PUT", "/clock", None, Some(json!({"offset_seconds": 86_400}))).await.body;
    assert_eq!(moved, json!({"now": "2026-11-22T10:00:00Z", "offset_seconds": 86_400}));
    let far = bank.call("PUT", "/clock", None, Some(json!({"offset_seconds": i64::MAX}))).await;
    assert_eq!(far.outcome(), "400 bad_request");
}
