//! Refresh tokens that change with each use, and the page on which a person changes what is shared.

use serde_json::{Value, json};
use tempfile::tempdir;

use crate::browser::{Visit, browse, denied, post};
use crate::support::{Answer, Plan, RunningBank, start, start_with};

const BANK: &str = "sandpiper_invest";

async fn refresh(bank: &RunningBank, token: &str) -> Answer {
    let form = [("grant_type", "refresh_token"), ("refresh_token", token)];
    post(bank, &format!("/oauth/{BANK}/token"), &form, Some(("ledger", "s"))).await
}

/// The first refresh token of a consent.
async fn consented(bank: &RunningBank) -> String {
    let app = json!({"name": "Ledger", "redirect_uris": [crate::browser::RETURN], "secret": "s"});
    bank.call("PUT", "/control/apps/ledger", None, Some(app)).await;
    let visit = Visit::to(BANK).with("client_id", Some("ledger"));
    let code = visit.allow(bank, "ana", "hunter2").await;
    let form = [
        ("grant_type", "authorization_code"),
        ("code", code.as_str()),
        ("redirect_uri", crate::browser::RETURN),
        ("code_verifier", crate::browser::VERIFIER),
    ];
    let tokens = post(bank, &format!("/oauth/{BANK}/token"), &form, Some(("ledger", "s"))).await;
    text(&tokens.body, "refresh_token")
}

fn text(body: &Value, name: &str) -> String {
    body[name].as_str().unwrap_or_else(|| panic!("{body}")).to_owned()
}

#[tokio::test]
async fn the_token_before_gives_the_same_again_for_a_while() {
    let folder = tempdir().unwrap();
    let plan = || Plan { journal: Some(folder.path().join("bank.journal")), ..Plan::default() };
    let bank = start_with(plan()).await;
    let first = consented(&bank).await;
    let given = refresh(&bank, &first).await.body;
    let second = text(&given, "refresh_token");
    assert_ne!(first, second);
    bank.stop().await;
    // It is remembered over a restart.
    let bank = start_with(plan()).await;
    bank.pass(29);
    let again = refresh(&bank, &first).await.body;
    assert_eq!(
        (&again["refresh_token"], &again["access_token"]),
        (&given["refresh_token"], &given["access_token"])
    );
    assert_eq!(again["expires_in"], 871);
    let third = text(&refresh(&bank, &second).await.body, "refresh_token");
    // Two before is too old, whenever it comes.
    assert_eq!(denied(&refresh(&bank, &first).await), "400 invalid_grant the refresh token was used before");
    assert_eq!(denied(&refresh(&bank, &third).await), "400 invalid_grant consent_revoked");
}

#[tokio::test]
async fn after_the_while_all_tokens_end() {
    let bank = start().await;
    let first = consented(&bank).await;
    let second = text(&refresh(&bank, &first).await.body, "refresh_token");
    bank.pass(30);
    assert_eq!(denied(&refresh(&bank, &first).await), "400 invalid_grant the refresh token was used before");
    assert_eq!(denied(&refresh(&bank, &second).await), "400 invalid_grant consent_revoked");
    for odd in ["rt9-1-x", "rt-1-x", "rt01-1-x", "", "rt99999999999999999999-1-x"] {
        assert!(denied(&refresh(&bank, odd).await).starts_with("400 invalid_"), "{odd}");
    }
}

#[tokio::test]
async fn a_lost_token_was_given_all_the_same() {
    let bank = start().await;
    let first = consented(&bank).await;
    bank.set_institution(BANK, json!({"trick": "token_lost"})).await;
    assert_eq!(refresh(&bank, &first).await.status, 0, "the line is cut");
    bank.set_institution(BANK, json!({"trick": null})).await;
    let second = text(&refresh(&bank, &first).await.body, "refresh_token");
    bank.pass(60);
    assert_eq!(refresh(&bank, &second).await.status, 200);
}

#[tokio::test]
async fn tricks_are_played_until_they_are_not() {
    let bank = start().await;
    let metadata = format!("/.well-known/oauth-authorization-server/oauth/{BANK}");
    for (trick, is_read) in [("half_answers", false), ("wrong_types", true), ("other_issuer", true)] {
        bank.set_institution(BANK, json!({"trick": trick})).await;
        let told = bank.get(&metadata).await.body;
        assert_eq!(told.is_object(), is_read, "{trick}");
        assert_ne!(told["issuer"], bank.url(&format!("/oauth/{BANK}")), "{trick}");
    }
    assert_eq!(bank.set_institution(BANK, json!({"trick": "rain"})).await.outcome(), "400 bad_request");
    bank.set_institution(BANK, json!({"trick": null})).await;
    let told = bank.get(&metadata).await.body;
    assert_eq!(told["issuer"], bank.url(&format!("/oauth/{BANK}")));
    assert_eq!(told["require_pushed_authorization_requests"], false);
}

#[tokio::test]
async fn a_person_sees_and_changes_what_is_shared() {
    let bank = start().await;
    let token = consented(&bank).await;
    let login = format!("/oauth/{BANK}/consents");
    assert_eq!(browse(&bank, "GET", &login, None).await.outcome(), "200 Log in");
    let wrong = browse(&bank, "POST", &login, Some("LOGIN=ana&PASSWORD=wrong".to_owned())).await;
    assert!(wrong.text.contains("That did not work"));
    let counts = bank.get(&format!("/control/logins/{BANK}/ana")).await.body;
    assert_eq!(counts["wrong_in_a_row"], 1, "passwords count here too");
    let inside = browse(&bank, "POST", &login, Some("LOGIN=ana&PASSWORD=hunter2".to_owned())).await;
    let path = inside.location.unwrap();
    let page = browse(&bank, "GET", &path, None).await;
    assert!(
        page.text.contains("Ledger") && page.text.contains("Stop sharing") && !page.text.contains(">Share<")
    );
    let consent = page.values("consent")[0].clone();
    let send = |body: String| {
        let (bank, path) = (&bank, path.clone());
        async move { browse(bank, "POST", &path, Some(body)).await.status }
    };
    for account in page.values("account") {
        assert_eq!(send(format!("consent={consent}&account={account}&decision=stop")).await, 303);
    }
    let page = browse(&bank, "GET", &path, None).await;
    assert!(!page.text.contains("Stop sharing") && page.text.contains(">Share<"));
    // What is not theirs changes nothing.
    assert_eq!(send(format!("consent={consent}&account=a-nobody&decision=share")).await, 303);
    assert_eq!(send("consent=cn-1-x&decision=revoke".to_owned()).await, 303);
    assert_eq!(refresh(&bank, &token).await.status, 200);
    assert_eq!(send(format!("consent={consent}&decision=revoke")).await, 303);
    assert!(browse(&bank, "GET", &path, None).await.text.contains("No app reads your accounts"));
    bank.pass(1_801);
    assert_eq!(browse(&bank, "GET", &path, None).await.outcome(), "410 This is over");
    assert_eq!(browse(&bank, "GET", &format!("{login}/rv-1-x"), None).await.status, 404);
}
