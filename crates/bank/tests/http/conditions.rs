//! Every condition of the contract, met in each of the ways in which it comes to hold.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::support::{RunningBank, start};

/// The name, and how a visit ends that meets it: see [`visit`].
const CONDITIONS: &[(&str, &str)] = &[
    ("wrong_credentials", "refused wrong_credentials"),
    ("login_locked", "refused login_locked"),
    ("login_disabled", "refused login_disabled"),
    ("attention_needed", "refused attention_needed"),
    ("other_customer", "refused other_customer"),
    ("not_a_customer", "refused not_a_customer"),
    ("sign_in_again", "refused sign_in_again"),
    ("password_expired", "refused password_expired"),
    ("session_expired", "refused session_expired"),
    ("code_not_delivered", "refused code_not_delivered"),
    ("second_factor_unsupported", "refused second_factor_unsupported"),
    ("second_factor_missing", "refused second_factor_missing"),
    ("terms_not_accepted", "refused terms_not_accepted"),
    ("setup_incomplete", "refused setup_incomplete"),
    ("third_party_access_off", "refused third_party_access_off"),
    ("language_unsupported", "refused language_unsupported"),
    ("consent_expired", "refused consent_expired"),
    ("consent_revoked", "refused consent_revoked"),
    ("token_revoked", "refused token_revoked"),
    ("interface_replaced", "refused interface_replaced"),
    ("institution_discontinued", "refused institution_discontinued"),
    ("customer_kind_unsupported", "refused customer_kind_unsupported"),
    ("connection_unknown", "refused connection_unknown"),
    ("field_added", "refused missing_field"),
    ("approval_declined", "waiting, waiting, refused approval_declined"),
    ("bad_request", "400 bad_request"),
    ("server_error", "500 server_error"),
    ("unavailable", "503 institution_down"),
    ("client_blocked", "403 client_blocked"),
    ("client_unknown", "403 client_unknown"),
    ("under_construction", "503 under_construction"),
    ("signed_in_elsewhere", "409 signed_in_elsewhere"),
    ("channel_error", "500 channel_error"),
    ("channel_timeout", "504 channel_timeout"),
    ("channel_maintenance", "503 channel_maintenance"),
    ("backend_timeout", "504 backend_timeout"),
    ("temporary_fault", "500 temporary_fault"),
    ("e_7731", "500 e_7731"),
    ("request_malformed", "422 request_malformed"),
    ("too_many_requests", "429 too_many_requests after 60"),
    ("hang_up", "hung up"),
    ("challenge", "question text, signed_in: all well"),
    ("options", "question choice, signed_in: all well"),
    ("image", "question image_choice, signed_in: all well"),
    ("token", "question code, signed_in: all well"),
    ("approve", "waiting, waiting, signed_in: all well"),
    ("captcha", "question captcha, signed_in: all well"),
    ("code_every_login", "question code, signed_in: all well"),
    ("no_accounts", "signed_in: no accounts"),
    ("data_not_ready", "signed_in: accounts 409 data_not_ready"),
    ("refresh_running", "signed_in: accounts 409 refresh_running"),
    ("account_closed", "signed_in: transactions of the first 410 account_closed"),
    ("account_gone", "signed_in: transactions of the first 404 unknown_account"),
    ("account_changed", "signed_in: transactions of the first 409 account_changed"),
    ("account_listed_twice", "signed_in: transactions of the first 409 account_listed_twice"),
    ("account_incomplete", "signed_in: transactions of the first 409 account_incomplete"),
    ("partial_data", "signed_in: transactions of the first 500 temporary_fault"),
    ("statements_not_offered", "signed_in: statements 404 not_offered"),
    ("report_failed", "signed_in: statements 500 report_failed"),
    ("document_failed", "signed_in: newest document 500 report_failed"),
    ("document_is_none", "signed_in: newest document no PDF"),
    (
        "consent_ends",
        r#"signed_in: notice {"account_id":null,"at":"2026-11-28T10:00:00Z","code":"consent_ends"}"#,
    ),
    ("permission_missing", r#"signed_in: notice {"account_id":null,"at":null,"code":"permission_missing"}"#),
    ("account_not_shared", r#"signed_in: notice {"account_id":null,"at":null,"code":"account_not_shared"}"#),
    (
        "interface_changes",
        r#"signed_in: notice {"account_id":null,"at":"2026-11-28T10:00:00Z","code":"interface_changes"}"#,
    ),
];

/// What is met where nothing is.
const WELL: &str = "signed_in: all well";

const INSTITUTION: &str = "solstice_money";

/// Signs in, answers rightly what is asked, looks until an approval is decided, and reads everything that can be read.
/// Tells each state on the way and what was not as it should be.
async fn visit(bank: &RunningBank, login: &str, password: &str) -> String {
    let attempt = bank.attempt();
    let fields = json!({"LOGIN": login, "PASSWORD": password});
    let mut last = bank.present_at("direct", INSTITUTION, fields, &attempt).await;
    let looked_up = bank.get(&format!("/v1/direct/attempts/{attempt}")).await;
    assert_eq!((looked_up.status, &looked_up.retry_after), (last.status, &last.retry_after), "{password}");
    let mut told = Vec::new();
    if last.outcome() == "waiting" {
        // To look an attempt up is to look.
        told.push("waiting".to_owned());
        assert_eq!(looked_up.outcome(), "waiting");
        told.push(looked_up.outcome());
        last = bank.look(&last.body).await;
    } else {
        assert_eq!(looked_up.body, last.body, "{password}");
    }
    if last.body["state"] == "question" {
        told.push(last.outcome());
        last = bank.answer(&last.body, "correct").await;
    }
    let found = match last.body["token"].as_str() {
        Some(token) => format!(": {}", read_all(bank, token).await),
        None => last.retry_after.as_ref().map(|wait_s| format!(" after {wait_s}")).unwrap_or_default(),
    };
    told.push(last.outcome() + &found);
    told.join(", ")
}

async fn read_all(bank: &RunningBank, token: &str) -> String {
    let read = |path: String| async move { bank.call("GET", &path, Some(token), None).await };
    let answer = read("/v1/direct/accounts".to_owned()).await;
    if answer.status != 200 {
        return format!("accounts {}", answer.outcome());
    }
    let accounts = answer.body["accounts"].as_array().unwrap();
    let mut ids: Vec<&str> = accounts.iter().map(|account| account["id"].as_str().unwrap()).collect();
    if ids.is_empty() {
        return "no accounts".to_owned();
    }
    ids.sort_unstable();
    let mut wrong: Vec<String> = Vec::new();
    for what in ["transactions", "holdings", "owners", "numbers", "statements"] {
        let mut outcomes = Vec::new();
        for id in &ids {
            let answer = read(format!("/v1/direct/accounts/{id}/{what}")).await;
            outcomes.push(if answer.status == 200 { "well".to_owned() } else { answer.outcome() });
        }
        let (first, others) = outcomes.split_first().unwrap();
        if first != "well" {
            let alike = if others.iter().all(|other| other == first) { "" } else { "of the first " };
            wrong.push(format!("{what} {alike}{first}"));
        }
        assert!(others.iter().all(|other| other == first || other == "well"), "{outcomes:?}");
    }
    wrong.extend(read_documents(bank, token, &ids).await);
    let notices = answer.body["notices"].as_array().unwrap();
    wrong.extend(notices.iter().map(|notice| format!("notice {notice}")));
    if wrong.is_empty() { "all well".to_owned() } else { wrong.join(", ") }
}

/// What is wrong with the two newest documents of these accounts, which is the same for all of them.
async fn read_documents(bank: &RunningBank, token: &str, accounts: &[&str]) -> Option<String> {
    let mut wrong = BTreeSet::new();
    for id in accounts {
        let list = format!("/v1/direct/accounts/{id}/statements");
        let listed = bank.call("GET", &list, Some(token), None).await.body;
        let Some(statements) = listed["statements"].as_array() else { continue };
        for (which, statement) in ["newest", "second"].into_iter().zip(statements) {
            let path = format!("{list}/{}/document", statement["id"].as_str().unwrap());
            let failed = bank.call("GET", &path, Some(token), None).await;
            if failed.status != 200 {
                wrong.insert(format!("{which} document {}", failed.outcome()));
            } else if !bank.download(token, &path).await.1.starts_with(b"%PDF-") {
                wrong.insert(format!("{which} document no PDF"));
            }
        }
    }
    assert!(wrong.len() <= 1, "{wrong:?}");
    wrong.pop_first()
}

#[test]
fn every_condition_of_the_contract_is_tried() {
    let page = include_str!("../../../../docs/BANK.md");
    let tables = page.split("\n## Conditions\n").nth(1).unwrap().split("\n## ").next().unwrap();
    let told: Vec<&str> =
        tables.lines().filter_map(|line| Some(line.strip_prefix("| `")?.split_once("` |")?.0)).collect();
    let tried: Vec<&str> = CONDITIONS.iter().map(|(name, _)| *name).collect();
    assert_eq!(told, tried);
}

#[tokio::test]
async fn by_password() {
    let bank = start().await;
    for (name, ends) in CONDITIONS {
        for _ in 0..2 {
            assert_eq!(visit(&bank, name, &name.to_uppercase()).await, *ends, "{name}");
        }
        assert_eq!(visit(&bank, name, "hunter2").await, WELL, "{name}");
    }
}

#[tokio::test]
async fn later() {
    let bank = start().await;
    for (name, ends) in CONDITIONS {
        let password = format!("later:{name}");
        assert_eq!(visit(&bank, name, &password).await, WELL, "{name}");
        for _ in 0..2 {
            assert_eq!(visit(&bank, name, &password).await, *ends, "{name}");
        }
        bank.set_login(INSTITUTION, name, Value::Null).await;
        assert_eq!(visit(&bank, name, &password).await, WELL, "{name}");
    }
    for nonsense in ["later:", "later:nonsense", "later:HANG_UP", "later: hang_up", "later:two_rounds"] {
        assert_eq!(visit(&bank, "ana", nonsense).await, WELL, "{nonsense}");
        assert_eq!(visit(&bank, "ana", nonsense).await, WELL, "{nonsense}");
    }
}

#[tokio::test]
async fn by_staff_for_a_login() {
    let bank = start().await;
    for (name, ends) in CONDITIONS {
        assert_eq!(visit(&bank, name, "hunter2").await, WELL, "{name}");
        let put = bank.set_login(INSTITUTION, name, json!(name)).await;
        assert_eq!((put.status, &put.body["condition"]), (200, &json!(name)));
        assert_eq!(visit(&bank, name, "hunter2").await, *ends, "{name}");
        assert_eq!(visit(&bank, &format!("not-{name}"), "hunter2").await, WELL, "{name}");
        bank.set_login(INSTITUTION, name, Value::Null).await;
        assert_eq!(visit(&bank, name, "hunter2").await, WELL, "{name}");
    }
}

#[tokio::test]
async fn by_staff_for_an_institution() {
    let bank = start().await;
    for (name, ends) in CONDITIONS {
        let put = bank.set_institution(INSTITUTION, json!({"condition": name})).await;
        assert_eq!((put.status, &put.body["condition"]), (200, &json!(name)));
        assert_eq!(visit(&bank, name, "hunter2").await, *ends, "{name}");
        bank.set_institution(INSTITUTION, json!({"condition": null})).await;
        assert_eq!(visit(&bank, name, "hunter2").await, WELL, "{name}");
    }
}

/// Whoever is hung up on has been heard: the attempt is known, the password counted, and the bank hangs up again.
#[tokio::test]
async fn who_is_hung_up_on_has_been_heard() {
    let bank = start().await;
    let fields = json!({"LOGIN": "ana", "PASSWORD": "HANG_UP"});
    assert_eq!(bank.present_at("direct", "mxbank", fields.clone(), "once").await.outcome(), "hung up");
    for _ in 0..2 {
        assert_eq!(bank.get("/v1/direct/attempts/once").await.outcome(), "hung up");
    }
    assert_eq!(bank.get("/v1/direct/attempts/never").await.outcome(), "404 unknown_attempt");
    let again = bank.present_at("direct", "mxbank", fields, "once").await;
    assert_eq!(again.outcome(), "409 repeated_attempt");
    let counts = bank.counts("ana").await;
    assert_eq!((&counts["passwords_received"], &counts["repeated_attempts"]), (&json!(1), &json!(1)));
}

#[tokio::test]
async fn wrong_credentials_count_however_they_come() {
    let bank = start().await;
    bank.set_login("mxbank", "staff", json!("wrong_credentials")).await;
    assert_eq!(bank.present("later", "later:wrong_credentials").await.outcome(), "signed_in");
    for (login, password) in
        [("staff", "hunter2"), ("later", "later:wrong_credentials"), ("always", "WRONG_CREDENTIALS")]
    {
        for _ in 0..4 {
            assert_eq!(bank.present(login, password).await.outcome(), "refused wrong_credentials", "{login}");
        }
        assert_eq!(bank.present(login, password).await.outcome(), "refused login_locked", "{login}");
        let counts = bank.counts(login).await;
        assert_eq!((&counts["wrong_in_a_row"], &counts["is_locked"]), (&json!(5), &json!(true)), "{login}");
    }
}

#[tokio::test]
async fn a_code_at_every_login_needs_a_person() {
    let bank = start().await;
    for (person_present, outcome, codes_sent) in [
        (Some(true), "question code", 1),
        (Some(false), "refused person_needed", 1),
        (None, "refused person_needed", 1),
        (Some(true), "question code", 2),
    ] {
        let mut body = json!({"attempt": bank.attempt(), "institution": "mxbank",
            "fields": {"LOGIN": "ana", "PASSWORD": "CODE_EVERY_LOGIN"}});
        if let Some(person_present) = person_present {
            body["person_present"] = json!(person_present);
        }
        let answer = bank.call("POST", "/v1/direct/sign-ins", None, Some(body)).await;
        assert_eq!(answer.outcome(), outcome, "{person_present:?}");
        assert_eq!(bank.counts("ana").await["codes_sent"], codes_sent, "{person_present:?}");
    }
}

#[tokio::test]
async fn a_captcha_shows_its_picture() {
    let bank = start().await;
    let asked = bank.present("ana", "CAPTCHA").await;
    let picture = asked.body["questions"][0]["image"].as_str().unwrap();
    assert!(picture.starts_with("data:image/png;base64,"));
    assert_eq!(bank.answer(&asked.body, "nonsense").await.outcome(), "refused wrong_answer");
}

/// Each channel has ids of its own, so that another account may be the first; there is one in each.
#[tokio::test]
async fn one_account_fails_on_each_channel() {
    let bank = start().await;
    for channel in ["direct", "mirror"] {
        let fields = json!({"LOGIN": "ana", "PASSWORD": "ACCOUNT_CLOSED"});
        let token = bank.token(channel, "twin_rivers", fields).await;
        let accounts = bank.read(&token, &format!("/v1/{channel}/accounts")).await;
        let mut ids: Vec<&str> =
            accounts["accounts"].as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap()).collect();
        ids.sort_unstable();
        for (place, id) in ids.iter().enumerate() {
            let path = format!("/v1/{channel}/accounts/{id}/transactions");
            let status = bank.call("GET", &path, Some(&token), None).await.status;
            assert_eq!(status, if place == 0 { 410 } else { 200 }, "{channel} {place}");
        }
    }
}

/// What is to come is so many days from when it is told.
#[tokio::test]
async fn notices_go_by_the_banks_clock() {
    let bank = start().await;
    let token = bank.token("direct", "mxbank", json!({"LOGIN": "ana", "PASSWORD": "CONSENT_ENDS"})).await;
    for at in ["2026-11-28T10:00:00Z", "2026-11-28T10:10:00Z"] {
        let told = bank.read(&token, "/v1/direct/accounts").await;
        assert_eq!(told["notices"], json!([{"code": "consent_ends", "account_id": null, "at": at}]));
        bank.pass(600);
    }
}
