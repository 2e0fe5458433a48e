//! Connected at the institution's own page, and what goes wrong on the way.

use serde_json::{Value, json};

use crate::browser::{RETURN, VERIFIER, Visit, browse, denied};
use crate::support::start;

const BANK: &str = "mx_bank_oauth";

#[tokio::test]
async fn who_is_not_known_sends_nobody_anywhere() {
    let bank = start().await;
    for (name, value) in [
        ("client_id", Some("nobody")),
        ("client_id", None),
        ("redirect_uri", Some("https://evil.example/oauth/return")),
        ("redirect_uri", Some("http://127.0.0.1:4711/elsewhere")),
        ("redirect_uri", Some("http://127.0.0.1.evil.example/oauth/return")),
        ("redirect_uri", None),
    ] {
        let page = Visit::to(BANK).with(name, value).begin(&bank).await;
        assert_eq!(page.outcome(), "400 This cannot go on", "{name} {value:?}");
    }
    let mut twice = Visit::to(BANK);
    twice.params.push(("redirect_uri".to_owned(), RETURN.to_owned()));
    assert_eq!(twice.begin(&bank).await.outcome(), "400 This cannot go on");
}

#[tokio::test]
async fn other_mistakes_are_told_to_the_app() {
    let bank = start().await;
    for (name, value, error) in [
        ("code_challenge", None, "invalid_request"),
        ("code_challenge", Some("short"), "invalid_request"),
        ("code_challenge_method", Some("plain"), "invalid_request"),
        ("code_challenge_method", None, "invalid_request"),
        ("response_type", Some("token"), "unsupported_response_type"),
        ("response_type", None, "invalid_request"),
        ("scope", Some("accounts payments"), "invalid_scope"),
    ] {
        let page = Visit::to(BANK).with(name, value).begin(&bank).await;
        assert!(page.location.as_ref().unwrap().starts_with(RETURN), "{name}");
        assert_eq!((page.status, page.told("error").as_deref()), (303, Some(error)), "{name} {value:?}");
        assert!(page.told("error_description").is_some_and(|text| text.contains(name)), "{name}");
        assert_eq!(page.told("state").as_deref(), Some("a state"));
        assert_eq!(page.told("iss"), Some(bank.url("/oauth/mx_bank_oauth")));
    }
    let mut twice = Visit::to(BANK);
    twice.params.push(("state".to_owned(), "another".to_owned()));
    let page = twice.begin(&bank).await;
    assert_eq!((page.told("error").as_deref(), page.told("state")), (Some("invalid_request"), None));
}

#[tokio::test]
async fn the_person_can_say_no_on_every_page() {
    let bank = start().await;
    let visit = Visit::to(BANK);
    for password in [None, Some("challenge"), Some("approve"), Some("hunter2")] {
        let page = match password {
            None => visit.begin(&bank).await,
            Some(password) => visit.log_in(&bank, "ana", password).await,
        };
        let returned = page.send(&bank, "cancel", &[]).await;
        assert_eq!(returned.told("error").as_deref(), Some("access_denied"), "{password:?}");
        assert_eq!(returned.told("state").as_deref(), Some("a state"));
        assert_eq!(page.send(&bank, "cancel", &[]).await.outcome(), "410 This has been finished already");
    }
    let page = visit.log_in(&bank, "ana", "hunter2").await;
    assert_eq!(page.send(&bank, "consent", &[("decision", "perhaps")]).await.status, 200);
    let denied = page.send(&bank, "consent", &[("decision", "deny")]).await;
    assert_eq!(denied.told("error").as_deref(), Some("access_denied"));
}

#[tokio::test]
async fn wrong_passwords_are_counted_as_everywhere() {
    let bank = start().await;
    let visit = Visit::to(BANK);
    let counts = || async { bank.get("/control/logins/mx_bank_oauth/ana").await.body };
    let mut page = visit.begin(&bank).await;
    for wrong in ["INVALID", "wrong-secret"] {
        page = page.send(&bank, "login", &[("LOGIN", "ana"), ("PASSWORD", wrong)]).await;
        assert_eq!(page.outcome(), "200 Log in");
        assert!(page.text.contains("That did not work"));
    }
    let returned = page.send(&bank, "login", &[("LOGIN", "ana"), ("PASSWORD", "wrong")]).await;
    assert_eq!(returned.outcome(), "login_required: wrong_credentials");
    assert_eq!(counts().await["wrong_in_a_row"], 3);
    let mut page = visit.log_in(&bank, "ana", "wrong").await;
    page = page.send(&bank, "login", &[("LOGIN", "ana"), ("PASSWORD", "wrong")]).await;
    assert_eq!(page.outcome(), "login_required: login_locked");
    assert_eq!(counts().await["is_locked"], true);
    assert_eq!(visit.log_in(&bank, "ana", "hunter2").await.outcome(), "login_required: login_locked");

    // What is not filled in, or too long, is charged to nobody.
    let page = visit.begin(&bank).await;
    for fields in [
        vec![],
        vec![("LOGIN", "ben")],
        vec![("LOGIN", "ben"), ("PASSWORD", "p"), ("PIN", "1")],
        vec![("LOGIN", "ben"), ("PASSWORD", &*"p".repeat(201))],
    ] {
        let again = page.send(&bank, "login", &fields).await;
        assert!(again.outcome() == "200 Log in" && again.text.contains("Fill in every field"), "{fields:?}");
    }
    assert_eq!(bank.get("/control/logins/mx_bank_oauth/ben").await.body["passwords_received"], 0);
}

/// The form that came twice presents nothing anew; another login does.
#[tokio::test]
async fn a_login_that_is_sent_twice_counts_once() {
    let bank = start().await;
    let visit = Visit::to(BANK);
    let page = visit.begin(&bank).await;
    for (login, password, outcome, count) in [
        ("ana", "challenge", "200 One more step", 1),
        ("ana", "challenge", "200 One more step", 1),
        ("ben", "hunter2", "200 Choose what to share", 1),
        ("ben", "hunter2", "200 Choose what to share", 1),
    ] {
        let next = page.send(&bank, "login", &[("LOGIN", login), ("PASSWORD", password)]).await;
        assert_eq!(next.outcome(), outcome);
        let counts = bank.get(&format!("/control/logins/mx_bank_oauth/{login}")).await.body;
        assert_eq!(counts["passwords_received"], count, "{login}");
    }
}

#[tokio::test]
async fn conditions_send_the_person_back() {
    let bank = start().await;
    let visit = Visit::to(BANK);
    for (password, outcome) in [
        ("LOCKED", "login_required: login_locked"),
        ("DISABLED", "login_required: login_disabled"),
        ("ATTENTION", "interaction_required: attention_needed"),
        ("TERMS_NOT_ACCEPTED", "interaction_required: terms_not_accepted"),
        ("CONSENT_REVOKED", "interaction_required: consent_revoked"),
        ("FIELD_ADDED", "interaction_required: missing_field"),
        ("WRONG_CREDENTIALS", "200 Log in"),
        ("SERVER_ERROR", "server_error: server_error"),
        ("BAD_REQUEST", "server_error: bad_request"),
        ("SIGNED_IN_ELSEWHERE", "server_error: signed_in_elsewhere"),
        ("UNAVAILABLE", "temporarily_unavailable: institution_down"),
        ("CHANNEL_TIMEOUT", "temporarily_unavailable: channel_timeout"),
        ("TOO_MANY_REQUESTS", "temporarily_unavailable: too_many_requests"),
        ("HANG_UP", "0 no page"),
        ("LOST", "200 Choose what to share"),
        ("DATA_NOT_READY", "200 Choose what to share"),
    ] {
        assert_eq!(visit.log_in(&bank, password, password).await.outcome(), outcome, "{password}");
    }
    bank.set_login(BANK, "ana", json!("setup_incomplete")).await;
    assert_eq!(visit.log_in(&bank, "ana", "x").await.outcome(), "interaction_required: setup_incomplete");
    bank.set_login(BANK, "ana", Value::Null).await;
    assert_eq!(visit.log_in(&bank, "ana", "SERVER_ERROR").await.outcome(), "200 Choose what to share");
    bank.set_institution(BANK, json!({"condition": "token"})).await;
    assert_eq!(visit.log_in(&bank, "ana", "x").await.outcome(), "200 One more step");
}

#[tokio::test]
async fn a_closed_bank_is_closed_at_every_door() {
    let bank = start().await;
    let visit = Visit::to(BANK);
    let page = visit.log_in(&bank, "ana", "hunter2").await;
    let tokens = visit.tokens(&bank, "ana", "hunter2").await;
    let refresh = tokens["refresh_token"].as_str().unwrap();
    for (state, code) in [("down", "institution_down"), ("maintenance", "institution_maintenance")] {
        bank.set_institution(BANK, json!({"state": state})).await;
        assert_eq!(visit.begin(&bank).await.outcome(), "503 The bank is closed");
        assert_eq!(page.allow_all(&bank).await.outcome(), "503 The bank is closed");
        let told = format!("503 temporarily_unavailable {code}");
        assert_eq!(denied(&visit.refresh(&bank, refresh).await), told);
        assert_eq!(denied(&visit.revoke(&bank, refresh).await), told);
    }
    bank.set_institution(BANK, json!({"state": "discontinued"})).await;
    assert_eq!(
        visit.log_in(&bank, "ana", "hunter2").await.outcome(),
        "interaction_required: institution_discontinued"
    );
    assert_eq!(denied(&visit.refresh(&bank, refresh).await), "400 invalid_grant institution_discontinued");
    bank.set_institution(BANK, json!({"state": "open"})).await;
    assert_eq!(page.allow_all(&bank).await.outcome(), "code");
}

#[tokio::test]
async fn a_code_is_good_once_for_whom_it_was_meant() {
    let bank = start().await;
    let visit = Visit::to(BANK);
    let public = json!({"name": "Other", "redirect_uris": [RETURN], "secret": null});
    bank.call("PUT", "/control/apps/other", None, Some(public)).await;
    let code = visit.allow(&bank, "ana", "hunter2").await;
    let grant = ("grant_type", "authorization_code");
    let other_verifier = VERIFIER.replace('a', "b");
    for (changes, outcome) in [
        (vec![grant, ("code", "nonsense")], "invalid_grant the code is unknown"),
        (vec![grant], "invalid_request code is missing"),
        (vec![grant, ("code", &code), ("code_verifier", "")], "invalid_request code_verifier is missing"),
        (
            vec![grant, ("code", &code), ("code_verifier", &other_verifier)],
            "invalid_grant code_verifier does not match",
        ),
        (
            vec![grant, ("code", &code), ("redirect_uri", "http://127.0.0.1:4712/oauth/return")],
            "invalid_grant redirect_uri is not the one that the code was sent to",
        ),
        (vec![grant, ("code", &code), ("client_id", "other")], "invalid_grant the code is unknown"),
        (
            vec![("grant_type", "password"), ("code", &code)],
            "unsupported_grant_type grant_type is none that is offered",
        ),
        (vec![("code", &code)], "invalid_request grant_type is missing"),
    ] {
        assert_eq!(denied(&visit.token(&bank, &changes).await), format!("400 {outcome}"));
    }
    let elsewhere = Visit::to("harborline_direct").exchange(&bank, &code).await;
    assert_eq!(denied(&elsewhere), "400 invalid_grant the code is unknown");
    let unknown = visit.token(&bank, &[grant, ("code", &code), ("client_id", "nobody")]).await;
    assert_eq!((unknown.status, &unknown.body["error"]), (401, &json!("invalid_client")));

    let tokens = visit.exchange(&bank, &code).await.body;
    bank.read(tokens["access_token"].as_str().unwrap(), "/v1/direct/accounts").await;
    assert_eq!(denied(&visit.exchange(&bank, &code).await), "400 invalid_grant the code was used before");
    let read = bank.call("GET", "/v1/direct/accounts", tokens["access_token"].as_str(), None).await;
    assert_eq!(read.outcome(), "401 token_invalid");
    let refused = visit.refresh(&bank, tokens["refresh_token"].as_str().unwrap()).await;
    assert_eq!(denied(&refused), "400 invalid_grant consent_revoked");

    for (seconds, status) in [(59, 200), (60, 400)] {
        let code = visit.allow(&bank, "ana", "hunter2").await;
        bank.pass(seconds);
        assert_eq!(visit.exchange(&bank, &code).await.status, status, "{seconds}");
    }
}

#[tokio::test]
async fn a_flow_ends_by_time_and_by_being_finished() {
    let bank = start().await;
    let visit = Visit::to(BANK);
    let (page, late) = (visit.log_in(&bank, "ana", "hunter2").await, visit.begin(&bank).await);
    assert_eq!(page.allow_all(&bank).await.outcome(), "code");
    for step in ["login", "answer", "look", "cancel", "consent"] {
        let path = page.action("consent").replace("/consent", &format!("/{step}"));
        let over = browse(&bank, "POST", &path, Some("decision=allow".to_owned())).await;
        assert_eq!(over.outcome(), "410 This has been finished already", "{step}");
    }
    bank.pass(1_799);
    assert_eq!(late.send(&bank, "login", &[]).await.outcome(), "200 Log in");
    bank.pass(1);
    let over = late.send(&bank, "login", &[("LOGIN", "ana"), ("PASSWORD", "hunter2")]).await;
    assert_eq!(over.outcome(), "410 This is over");
    let path = page.action("consent");
    for nowhere in
        [path.replace("fl-", "fl-9"), path.replace(BANK, "harborline_direct"), path.replace(BANK, "mxbank")]
    {
        let answer = browse(&bank, "POST", &nowhere, Some(String::new())).await;
        assert_eq!(answer.outcome(), "404 There is no such page");
    }
}

#[tokio::test]
async fn the_way_back_can_be_spoilt() {
    let bank = start().await;
    let visit = Visit::to(BANK);
    let lost = visit.log_in(&bank, "ana", "LOST").await.allow_all(&bank).await;
    assert!(lost.told("code").is_some() && lost.told("state").is_some_and(|state| state != "a state"));
    let code = visit.allow(&bank, "ana", "CODE_REFUSED").await;
    assert_eq!(denied(&visit.exchange(&bank, &code).await), "400 invalid_grant code_refused");
    for password in ["LOST", "CODE_REFUSED"] {
        assert_eq!(bank.present("ana", password).await.outcome(), "signed_in");
    }
}

/// What was to hold later holds from the first refresh on; what the first token reads is whole.
#[tokio::test]
async fn conditions_hold_later_and_by_staff() {
    let bank = start().await;
    let visit = Visit::to(BANK);
    for (condition, refreshed, read) in [
        ("consent_expired", "400 invalid_grant consent_expired", ""),
        ("consent_revoked", "400 invalid_grant consent_revoked", ""),
        ("terms_not_accepted", "400 invalid_grant terms_not_accepted", ""),
        ("wrong_credentials", "400 invalid_grant wrong_credentials", ""),
        ("server_error", "500 server_error server_error", ""),
        ("channel_timeout", "504 temporarily_unavailable channel_timeout", ""),
        ("too_many_requests", "429 temporarily_unavailable too_many_requests", ""),
        ("hang_up", "0", ""),
        ("captcha", "200", "200 "),
        ("approval_declined", "200", "200 "),
        ("data_not_ready", "200", "409 data_not_ready"),
    ] {
        let later = format!("{condition}-later");
        let tokens = visit.tokens(&bank, &later, &format!("later:{condition}")).await;
        bank.read(tokens["access_token"].as_str().unwrap(), "/v1/direct/accounts").await;
        let staff = visit.tokens(&bank, condition, "hunter2").await;
        bank.set_login(BANK, condition, json!(condition)).await;
        for tokens in [&tokens, &staff] {
            let refresh = visit.refresh(&bank, tokens["refresh_token"].as_str().unwrap()).await;
            assert_eq!(denied(&refresh), refreshed, "{condition}");
            if let Some(token) = refresh.body["access_token"].as_str() {
                let answer = bank.call("GET", "/v1/direct/accounts", Some(token), None).await;
                assert_eq!(answer.outcome(), read, "{condition}");
            }
        }
        // Once staff has settled it, all is well.
        for (login, tokens) in [(later.as_str(), &tokens), (condition, &staff)] {
            bank.set_login(BANK, login, Value::Null).await;
            let refresh = visit.refresh(&bank, tokens["refresh_token"].as_str().unwrap()).await;
            assert_eq!(refresh.status, 200, "{condition}");
            bank.read(refresh.body["access_token"].as_str().unwrap(), "/v1/direct/accounts").await;
        }
    }
    let slow = visit.tokens(&bank, "slow", "later:too_many_requests").await;
    let refused = visit.refresh(&bank, slow["refresh_token"].as_str().unwrap()).await;
    assert_eq!(refused.retry_after.as_deref(), Some("60"));
    let forgotten = visit.tokens(&bank, "eve", "later:sign_in_again").await;
    bank.call("DELETE", "/control/logins/mx_bank_oauth/eve", None, None).await;
    let mut outcomes = Vec::new();
    for _ in 0..2 {
        outcomes.push(denied(&visit.refresh(&bank, forgotten["refresh_token"].as_str().unwrap()).await));
    }
    assert_eq!(outcomes, ["200", "400 invalid_grant sign_in_again"]);
}

/// A login that is locked in earnest is locked for apps too, and no refresh counts against it.
#[tokio::test]
async fn a_locked_login_gives_no_token() {
    let bank = start().await;
    let visit = Visit::to(BANK);
    let tokens = visit.tokens(&bank, "ana", "hunter2").await;
    bank.set_institution(BANK, json!({"locks_after": 1})).await;
    assert_eq!(visit.log_in(&bank, "ana", "wrong").await.outcome(), "login_required: login_locked");
    let before = bank.get("/control/logins/mx_bank_oauth/ana").await.body;
    let refused = visit.refresh(&bank, tokens["refresh_token"].as_str().unwrap()).await;
    assert_eq!(denied(&refused), "400 invalid_grant login_locked");
    assert_eq!(bank.get("/control/logins/mx_bank_oauth/ana").await.body, before);
}

/// Where there is nothing to share, that can be allowed.
#[tokio::test]
async fn a_login_without_accounts_shares_none() {
    let bank = start().await;
    let visit = Visit::to(BANK);
    let page = visit.log_in(&bank, "ana", "NO_ACCOUNTS").await;
    assert!(page.text.contains("You have no accounts here"));
    let code = page.send(&bank, "consent", &[("decision", "allow")]).await.told("code").unwrap();
    let tokens = visit.exchange(&bank, &code).await.body;
    let told = bank.read(tokens["access_token"].as_str().unwrap(), "/v1/direct/accounts").await;
    assert_eq!(told["accounts"], json!([]));
}

#[tokio::test]
async fn a_throttled_bank_asks_for_patience() {
    let bank = start().await;
    let visit = Visit::to("harborline_direct");
    for _ in 0..30 {
        assert_eq!(visit.log_in(&bank, "ana", "hunter2").await.status, 200);
    }
    let page = visit.log_in(&bank, "ana", "hunter2").await;
    assert_eq!(page.outcome(), "429 Log in");
    assert!(page.text.contains("too often"));
    bank.pass(60);
    let page = page.send(&bank, "login", &[("LOGIN", "ana"), ("PASSWORD", "hunter2")]).await;
    assert_eq!(page.outcome(), "200 Choose what to share");
}
