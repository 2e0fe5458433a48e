//! Signing in: what to type, what is asked, and how long the bank waits.

use serde_json::json;

use crate::support::start;

/// Every row of "What to type", and what the answers bring.
#[tokio::test]
async fn what_to_type() {
    let bank = start().await;
    for (password, answers, outcome) in [
        ("hunter2", vec![], "signed_in"),
        ("challenge", vec![], "question text"),
        ("challenge", vec!["correct"], "signed_in"),
        ("challenge", vec!["challenge"], "question text"),
        ("challenge", vec!["challenge", "correct"], "signed_in"),
        ("challenge", vec!["nonsense"], "refused wrong_answer"),
        ("challenge", vec!["SERVER_ERROR"], "500 server_error"),
        ("challenge", vec!["UNAVAILABLE"], "503 institution_down"),
        ("challenge", vec!["BAD_REQUEST"], "400 bad_request"),
        ("challenge", vec!["LOCKED"], "refused login_locked"),
        ("challenge", vec!["DISABLED"], "refused login_disabled"),
        ("challenge", vec!["UNAUTHORIZED"], "refused wrong_credentials"),
        ("options", vec![], "question choice"),
        ("options", vec!["correct"], "signed_in"),
        ("options", vec!["incorrect"], "refused wrong_answer"),
        ("image", vec![], "question image_choice"),
        ("image", vec!["correct"], "signed_in"),
        ("image_data", vec![], "question image_text"),
        ("image_data", vec!["correct"], "signed_in"),
        ("token", vec![], "question code"),
        ("token", vec!["correct"], "signed_in"),
        ("two_rounds", vec![], "question text"),
        ("two_rounds", vec!["correct"], "question code"),
        ("two_rounds", vec!["correct", "correct"], "signed_in"),
        ("two_questions", vec![], "question text+text"),
        ("two_questions", vec!["correct"], "signed_in"),
        ("ask_again", vec!["no", "no", "no"], "question text"),
        ("ask_again", vec!["no", "no", "no", "no"], "refused wrong_answer"),
        ("ask_again", vec!["no", "correct"], "signed_in"),
        ("slow_answer", vec!["correct"], "signed_in"),
        ("approve", vec![], "waiting"),
        ("INVALID", vec![], "refused wrong_credentials"),
        ("UNAUTHORIZED", vec![], "refused wrong_credentials"),
        ("wrong", vec![], "refused wrong_credentials"),
        ("wrongly", vec![], "refused wrong_credentials"),
        ("LOCKED", vec![], "refused login_locked"),
        ("DISABLED", vec![], "refused login_disabled"),
        ("BAD_REQUEST", vec![], "400 bad_request"),
        ("SERVER_ERROR", vec![], "500 server_error"),
        ("UNAVAILABLE", vec![], "503 institution_down"),
        ("ATTENTION", vec![], "refused attention_needed"),
        ("NO_ACCOUNTS", vec![], "signed_in"),
    ] {
        let login = format!("{password}-{}", answers.join("-"));
        let mut last = bank.present(&login, password).await;
        for answer in &answers {
            last = bank.answer(&last.body, answer).await;
        }
        assert_eq!(last.outcome(), outcome, "{password} {answers:?}");
    }
}

#[tokio::test]
async fn an_approval_comes_at_the_second_look() {
    let bank = start().await;
    let begun = bank.present("ana", "approve").await;
    assert_eq!(begun.body["because"], "approve_in_app");
    assert_eq!(bank.look(&begun.body).await.outcome(), "waiting");
    assert_eq!(bank.look(&begun.body).await.outcome(), "signed_in");
    assert_eq!(bank.look(&begun.body).await.outcome(), "signed_in");
    assert_eq!(bank.counts("ana").await["sign_ins_succeeded"], 1);
}

#[tokio::test]
async fn deadlines_pass_on_the_banks_clock() {
    let bank = start().await;
    for (password, wait_s, outcome) in [
        ("slow_answer", 20, "signed_in"),
        ("slow_answer", 21, "refused answer_too_late"),
        ("token", 300, "signed_in"),
        ("token", 301, "refused answer_too_late"),
    ] {
        let asked = bank.present("ana", password).await;
        bank.pass(wait_s);
        let seen = bank.look(&asked.body).await.outcome();
        assert_eq!(
            seen == "refused answer_too_late",
            outcome == "refused answer_too_late",
            "{password} {wait_s}"
        );
        assert_eq!(bank.answer(&asked.body, "correct").await.outcome(), outcome, "{password} {wait_s}");
        assert_eq!(bank.answer(&asked.body, "correct").await.outcome(), "409 not_waiting");
    }
}

#[tokio::test]
async fn questions_show_what_a_person_needs() {
    let bank = start().await;
    let code = bank.present("ana", "token").await.body["questions"][0].clone();
    assert_eq!((&code["medium"], &code["sent_to"]), (&json!("sms"), &json!("***42")));
    let picture = bank.present("ana", "image_data").await.body["questions"][0]["image"].clone();
    assert!(picture.as_str().unwrap().starts_with("data:image/png;base64,"));
    for password in ["options", "image"] {
        let asked = bank.present("ana", password).await;
        let options = asked.body["questions"][0]["options"].as_array().unwrap().clone();
        let right = options.iter().find(|option| option["value"] == "correct").unwrap();
        assert_eq!(right["image"].is_string(), password == "image");
        let by_id = bank.answer(&asked.body, right["id"].as_str().unwrap()).await;
        assert_eq!(by_id.outcome(), "signed_in", "{password}");
    }
    let again = bank.present("ana", "ask_again").await;
    assert_eq!(again.body["previous_answer_wrong"], false);
    let asked = bank.answer(&again.body, "no").await;
    assert_eq!(asked.body["previous_answer_wrong"], true);
    assert_ne!(asked.body["questions"][0]["id"], again.body["questions"][0]["id"]);
}
