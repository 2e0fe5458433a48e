//! What the bank's staff can do: close institutions, put conditions on them and on logins, and end them.

use serde_json::{Value, json};

use crate::support::{RunningBank, mxbank, start};

#[tokio::test]
async fn staff_open_and_close_institutions() {
    let bank = start().await;
    let old_mill = bank.present_at("direct", "old_mill_bank", mxbank("ana"), "a").await;
    assert_eq!(old_mill.outcome(), "503 institution_down");
    assert_eq!(bank.get("/v1/direct/attempts/a").await.outcome(), "404 unknown_attempt");
    assert_eq!(
        bank.get("/control/institutions/molasses_savings").await.body,
        json!({"state": "open", "delay_ms": 1_500, "condition": null, "locks_after": 5, "trick": null})
    );
    let asked = bank.present("ana", "challenge").await.body;
    let token = bank.token("direct", "mxbank", mxbank("ana")).await;
    for (state, outcome) in [("maintenance", "503 institution_maintenance"), ("down", "503 institution_down")]
    {
        let put = bank.set_institution("mxbank", json!({"state": state})).await;
        let standing =
            json!({"state": state, "delay_ms": 0, "condition": null, "locks_after": 5, "trick": null});
        assert_eq!((put.status, put.body), (200, standing));
        assert_eq!(bank.present("ana", "hunter2").await.outcome(), outcome);
        assert_eq!(bank.look(&asked).await.outcome(), outcome);
        assert_eq!(bank.answer(&asked, "correct").await.outcome(), outcome);
        assert_eq!(bank.call("GET", "/v1/direct/accounts", Some(&token), None).await.outcome(), outcome);
    }
    assert_eq!(bank.counts("ana").await["answers_received"], 0);
    bank.set_institution("mxbank", json!({"state": "open"})).await;
    assert_eq!(bank.answer(&asked, "correct").await.outcome(), "signed_in");
    for (path, body, outcome) in [
        ("/control/institutions/nobody", json!({"state": "open", "delay_ms": 0}), "404 unknown_institution"),
        ("/control/institutions/mxbank", json!({"state": "shut", "delay_ms": 0}), "400 bad_request"),
        ("/control/institutions/mxbank", json!({"state": "open", "delay_ms": 120_001}), "400 bad_request"),
        ("/control/institutions/mxbank", json!({"locks_after": 0}), "400 bad_request"),
        ("/control/institutions/mxbank", json!({"locks_after": 21}), "400 bad_request"),
        ("/control/institutions/mxbank", json!({"condition": "rain"}), "400 bad_request"),
        ("/control/institutions/mxbank", json!({"condition": "CAPTCHA"}), "400 bad_request"),
        ("/control/logins/mxbank/ana", json!({"condition": "rain"}), "400 bad_request"),
        ("/control/logins/mxbank/ana", json!({"condition": 7}), "400 bad_request"),
        ("/control/logins/mxbank/ana", json!({}), "400 bad_request"),
        ("/control/logins/nobody/ana", json!({"condition": null}), "404 unknown_institution"),
        ("/clock", json!({"offset_seconds": 1}), "409 clock_not_own"),
    ] {
        assert_eq!(bank.call("PUT", path, None, Some(body)).await.outcome(), outcome, "{path}");
    }
}

/// The sign-in is `signed_in`, or what it came to; with the codes of the notices beside the accounts.
async fn met(bank: &RunningBank, login: &str, password: &str) -> String {
    let answer = bank.present(login, password).await;
    let Some(token) = answer.body["token"].as_str() else { return answer.outcome() };
    let accounts = bank.call("GET", "/v1/direct/accounts", Some(token), None).await;
    let notices = accounts.body["notices"].as_array().cloned().unwrap_or_default();
    let codes = notices.iter().map(|notice| format!(" {}", notice["code"].as_str().unwrap()));
    codes.fold(answer.outcome(), |told, code| told + &code)
}

/// An institution's state, what is met there, what staff has set for the login, its password: the first of them that is set decides.
#[tokio::test]
async fn the_higher_goes_before_the_lower() {
    let (expired, terms) = (Some(json!("consent_expired")), Some(json!("terms_not_accepted")));
    let (notice, settled) = (Some(json!("consent_ends")), Some(Value::Null));
    for (number, (state, of_institution, of_login, password, outcome)) in [
        ("open", None, None, "TOKEN_REVOKED", "refused token_revoked"),
        ("open", None, expired.clone(), "TOKEN_REVOKED", "refused consent_expired"),
        ("open", None, expired.clone(), "hunter2", "refused consent_expired"),
        ("open", terms.clone(), expired.clone(), "TOKEN_REVOKED", "refused terms_not_accepted"),
        ("open", terms.clone(), settled.clone(), "hunter2", "refused terms_not_accepted"),
        ("down", terms.clone(), expired.clone(), "TOKEN_REVOKED", "503 institution_down"),
        ("discontinued", terms.clone(), expired.clone(), "HANG_UP", "refused institution_discontinued"),
        // What says nothing about the sign-in leaves it to the password, but not to the password's condition.
        ("open", notice.clone(), None, "hunter2", "signed_in consent_ends"),
        ("open", notice.clone(), expired.clone(), "TOKEN_REVOKED", "signed_in consent_ends"),
        ("open", None, notice.clone(), "INTERFACE_CHANGES", "signed_in consent_ends"),
        ("open", notice.clone(), None, "challenge", "question text"),
        ("open", notice.clone(), None, "wrong", "refused wrong_credentials"),
        ("open", None, settled.clone(), "TOKEN_REVOKED", "signed_in"),
        ("open", None, settled.clone(), "CONSENT_ENDS", "signed_in"),
        ("open", None, settled.clone(), "LOCKED", "signed_in"),
        ("open", None, settled.clone(), "SERVER_ERROR", "signed_in"),
        ("open", None, settled.clone(), "challenge", "question text"),
        ("open", None, settled.clone(), "wrong", "refused wrong_credentials"),
        ("open", None, settled, "INVALID", "refused wrong_credentials"),
    ]
    .into_iter()
    .enumerate()
    {
        let bank = start().await;
        let told = format!("{state} {of_institution:?} {of_login:?} {password}");
        if let Some(condition) = of_login {
            assert_eq!(bank.set_login("mxbank", "ana", condition).await.status, 200, "{told}");
        }
        bank.set_institution("mxbank", json!({"state": state, "condition": of_institution})).await;
        assert_eq!(met(&bank, "ana", password).await, outcome, "{number}: {told}");
    }
}

#[tokio::test]
async fn what_staff_sets_for_a_login_is_shown_and_forgotten() {
    let bank = start().await;
    assert_eq!(bank.counts("ana").await["condition"], Value::Null);
    let put = bank.set_login("mxbank", "ana", json!("token_revoked")).await;
    assert_eq!((put.status, &put.body), (200, &bank.counts("ana").await));
    assert_eq!(put.body["condition"], "token_revoked");
    assert_eq!(bank.present("ben", "hunter2").await.outcome(), "signed_in");
    assert_eq!(bank.present("ana", "CAPTCHA").await.outcome(), "refused token_revoked");
    assert_eq!(bank.counts("ana").await["passwords_received"], 1);
    assert_eq!(bank.set_login("mxbank", "ana", Value::Null).await.body["condition"], Value::Null);
    assert_eq!(bank.present("ana", "CAPTCHA").await.outcome(), "signed_in");
    assert_eq!(bank.call("DELETE", "/control/logins/mxbank/ana", None, None).await.status, 204);
    assert_eq!(bank.present("ana", "CAPTCHA").await.outcome(), "question captcha");
}

#[tokio::test]
async fn what_was_to_come_later_ends_with_staff_and_begins_anew_when_forgotten() {
    let bank = start().await;
    let mut told = Vec::new();
    for password in ["later:sign_in_again", "later:sign_in_again", "hunter2", "later:sign_in_again"] {
        told.push(bank.present("ana", password).await.outcome());
    }
    assert_eq!(told, ["signed_in", "refused sign_in_again", "signed_in", "refused sign_in_again"]);
    bank.set_login("mxbank", "ana", Value::Null).await;
    assert_eq!(bank.present("ana", "later:sign_in_again").await.outcome(), "signed_in");
    assert_eq!(bank.present("ana", "later:sign_in_again").await.outcome(), "signed_in");
    bank.call("DELETE", "/control/logins/mxbank/ana", None, None).await;
    assert_eq!(bank.present("ana", "later:sign_in_again").await.outcome(), "signed_in");
    assert_eq!(bank.present("ana", "later:sign_in_again").await.outcome(), "refused sign_in_again");
}

/// A sign-in that was not accepted is not the first.
#[tokio::test]
async fn what_is_to_come_later_waits_for_a_sign_in_that_is_accepted() {
    let bank = start().await;
    bank.set_institution("mxbank", json!({"condition": "terms_not_accepted"})).await;
    assert_eq!(bank.present("ana", "later:captcha").await.outcome(), "refused terms_not_accepted");
    bank.set_institution("mxbank", json!({"condition": null})).await;
    assert_eq!(bank.present("ana", "later:captcha").await.outcome(), "signed_in");
    assert_eq!(bank.present("ana", "later:captcha").await.outcome(), "question captcha");
}

/// Reading follows what staff says while a token is out.
#[tokio::test]
async fn staff_reaches_tokens_that_are_out() {
    let bank = start().await;
    let token = bank.token("direct", "mxbank", mxbank("ana")).await;
    let read = || async {
        bank.call("GET", "/v1/direct/accounts", Some(&token), None).await.outcome().trim().to_owned()
    };
    assert_eq!(read().await, "200");
    bank.set_login("mxbank", "ana", json!("data_not_ready")).await;
    assert_eq!(read().await, "409 data_not_ready");
    bank.set_institution("mxbank", json!({"condition": "refresh_running"})).await;
    assert_eq!(read().await, "409 refresh_running");
    bank.set_institution("mxbank", json!({"condition": null})).await;
    bank.set_login("mxbank", "ana", Value::Null).await;
    assert_eq!(read().await, "200");
}

#[tokio::test]
async fn an_institution_that_is_discontinued_is_gone() {
    let bank = start().await;
    let codes = || async {
        let page = bank.get("/v1/direct/institutions").await.body;
        let rows = page["institutions"].as_array().unwrap().clone();
        rows.iter().map(|row| row["code"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let before = codes().await;
    let (asked, waiting) = (bank.present("ana", "challenge").await, bank.present("ana", "approve").await);
    let token = bank.token("direct", "mxbank", mxbank("ana")).await;
    let accounts = bank.read(&token, "/v1/direct/accounts").await;
    let account = accounts["accounts"][0]["id"].as_str().unwrap().to_owned();
    for _ in 0..5 {
        bank.present("ben", "wrong").await;
    }

    bank.set_institution("mxbank", json!({"state": "discontinued"})).await;
    let gone = "refused institution_discontinued";
    assert_eq!(codes().await, before.iter().filter(|code| *code != "mxbank").cloned().collect::<Vec<_>>());
    assert_eq!(
        bank.get("/v1/direct/institutions?after=mx_bank_oauth&limit=1").await.body["next"],
        "old_mill_bank"
    );
    for (login, password) in [("ana", "hunter2"), ("ana", "SERVER_ERROR"), ("ben", "hunter2")] {
        assert_eq!(bank.present(login, password).await.outcome(), gone, "{login} {password}");
    }
    assert_eq!(bank.answer(&asked.body, "correct").await.outcome(), gone);
    assert_eq!(bank.look(&waiting.body).await.outcome(), gone);
    for path in ["", "transactions", "holdings", "owners", "numbers", "statements"] {
        let path = match path {
            "" => "/v1/direct/accounts".to_owned(),
            detail => format!("/v1/direct/accounts/{account}/{detail}"),
        };
        let answer = bank.call("GET", &path, Some(&token), None).await;
        assert_eq!(answer.outcome(), "410 institution_discontinued", "{path}");
    }
    assert_eq!(bank.call("DELETE", "/v1/direct/tokens/current", Some(&token), None).await.status, 204);

    bank.set_institution("mxbank", json!({"state": "open"})).await;
    assert_eq!(codes().await, before);
    assert_eq!(bank.present("ana", "hunter2").await.outcome(), "signed_in");
}

#[tokio::test]
async fn an_institution_locks_after_as_many_as_it_says() {
    let bank = start().await;
    for locks_after in [1, 2, 5, 20] {
        let put = bank.set_institution("mxbank", json!({"locks_after": locks_after})).await;
        assert_eq!(put.body["locks_after"], locks_after);
        let login = format!("login-{locks_after}");
        for _ in 1..locks_after {
            assert_eq!(bank.present(&login, "wrong").await.outcome(), "refused wrong_credentials");
        }
        assert_eq!(bank.present(&login, "wrong").await.outcome(), "refused login_locked");
        assert_eq!(bank.present(&login, "hunter2").await.outcome(), "refused login_locked");
    }
    bank.set_institution("mxbank", json!({"locks_after": 1})).await;
    let asked = bank.present("ana", "challenge").await;
    assert_eq!(
        bank.answer(&asked.body, "no").await.outcome(),
        "refused wrong_answer",
        "answers have their own"
    );
}

/// A lock in earnest comes before conditions, but not before errors.
#[tokio::test]
async fn a_locked_login_is_locked_under_conditions() {
    let bank = start().await;
    for _ in 0..5 {
        bank.present("ana", "later:wrong_credentials").await;
        bank.present("ana", "wrong").await;
    }
    assert_eq!(bank.counts("ana").await["is_locked"], true);
    for (condition, outcome) in [
        (json!("token_revoked"), "refused login_locked"),
        (json!("consent_ends"), "refused login_locked"),
        (Value::Null, "refused login_locked"),
        (json!("e_7731"), "500 e_7731"),
    ] {
        bank.set_login("mxbank", "ana", condition.clone()).await;
        assert_eq!(bank.present("ana", "hunter2").await.outcome(), outcome, "{condition}");
    }
}
