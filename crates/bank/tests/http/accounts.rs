//! Reading with a token: accounts and their details.

use serde_json::{Value, json};

use crate::support::{mxbank, start};

#[tokio::test]
async fn tokens_last_half_an_hour_and_can_be_given_back() {
    let bank = start().await;
    let token = bank.token("direct", "mxbank", mxbank("ana")).await;
    let other = bank.token("direct", "mxbank", mxbank("ana")).await;
    bank.pass(29 * 60);
    bank.read(&token, "/v1/direct/accounts").await;
    let status = |token: String, path: &'static str| {
        let bank = &bank;
        async move { bank.call("GET", path, Some(&token), None).await.outcome() }
    };
    assert_eq!(status(token.clone(), "/v1/mirror/accounts").await, "401 token_invalid");
    assert_eq!(status("tk-1-00".to_owned(), "/v1/direct/accounts").await, "401 token_invalid");
    for _ in 0..2 {
        assert_eq!(bank.call("DELETE", "/v1/direct/tokens/current", Some(&token), None).await.status, 204);
    }
    assert_eq!(status(token, "/v1/direct/accounts").await, "401 token_invalid");
    bank.read(&other, "/v1/direct/accounts").await;
    bank.pass(60);
    assert_eq!(status(other, "/v1/direct/accounts").await, "401 token_invalid");
}

#[tokio::test]
async fn accounts_are_the_logins_own_and_channels_number_them_apart() {
    let bank = start().await;
    let token = bank.token("direct", "mxbank", mxbank("ana")).await;
    let accounts = bank.read(&token, "/v1/direct/accounts").await["accounts"].as_array().unwrap().clone();
    assert_eq!(accounts.len(), 12);
    let none = bank.token("direct", "mxbank", json!({"LOGIN": "ana", "PASSWORD": "NO_ACCOUNTS"})).await;
    assert_eq!(bank.read(&none, "/v1/direct/accounts").await, json!({"accounts": [], "notices": []}));

    let direct = bank.token("direct", "twin_rivers", mxbank("ana")).await;
    let mirror = bank.token("mirror", "twin_rivers", mxbank("ana")).await;
    let direct = bank.read(&direct, "/v1/direct/accounts").await["accounts"].as_array().unwrap().clone();
    let mirror = bank.read(&mirror, "/v1/mirror/accounts").await["accounts"].as_array().unwrap().clone();
    assert_eq!(direct.len(), mirror.len());
    for (one, other) in direct.iter().zip(&mirror) {
        assert_ne!(one["id"], other["id"]);
        assert_eq!((&one["mask"], &one["balance"]), (&other["mask"], &other["balance"]));
    }
}

#[tokio::test]
async fn every_account_tells_its_details() {
    let bank = start().await;
    let token = bank.token("direct", "mxbank", mxbank("ana")).await;
    for account in bank.read(&token, "/v1/direct/accounts").await["accounts"].as_array().unwrap() {
        let kind = account["type"].as_str().unwrap();
        let detail = |what: &'static str| {
            let path = format!("/v1/direct/accounts/{}/{what}", account["id"].as_str().unwrap());
            let (bank, token) = (&bank, &token);
            async move { bank.read(token, &path).await[what].as_array().unwrap().clone() }
        };
        assert_eq!(detail("holdings").await.is_empty(), kind != "INVESTMENT", "{kind}");
        let owners = detail("owners").await;
        assert_eq!(owners.len(), if account["ownership"] == "JOINT" { 2 } else { 1 }, "{kind}");
        assert_eq!(detail("numbers").await.is_empty(), account["number"].is_null(), "{kind}");
        assert_eq!(detail("statements").await.is_empty(), kind == "PROPERTY", "{kind}");
    }
    let path = "/v1/direct/accounts/a-00/owners";
    assert_eq!(bank.call("GET", path, Some(&token), None).await.outcome(), "404 unknown_account");
}

#[tokio::test]
async fn canadian_accounts_have_transit_numbers() {
    let bank = start().await;
    let token = bank.token("direct", "banque_erable", mxbank("ana")).await;
    let account = bank.read(&token, "/v1/direct/accounts").await["accounts"][0].clone();
    assert_eq!((&account["currency"], &account["routing_number"]), (&json!("CAD"), &Value::Null));
    let path = format!("/v1/direct/accounts/{}/numbers", account["id"].as_str().unwrap());
    let numbers = bank.read(&token, &path).await["numbers"][0].clone();
    assert_eq!(numbers["institution_number"].as_str().unwrap().len(), 3);
    assert_eq!(numbers["transit_number"].as_str().unwrap().len(), 5);
    assert_eq!(numbers["routing_number"], Value::Null);
}

#[tokio::test]
async fn at_tidewater_something_happens_every_seven_days() {
    let bank = start().await;
    let mut seen = Vec::new();
    for _ in 0..4 {
        let token = bank.token("direct", "tidewater", mxbank("ana")).await;
        let accounts = bank.read(&token, "/v1/direct/accounts").await["accounts"].as_array().unwrap().clone();
        let facts =
            accounts.iter().map(|row| (row["id"].clone(), row["name"].clone(), row["is_closed"].clone()));
        seen.push(facts.collect::<Vec<_>>());
        bank.pass_days(7);
    }
    assert!(seen.windows(2).all(|pair| pair[0] != pair[1]));
}

#[tokio::test]
async fn statements_have_documents() {
    let bank = start().await;
    for (channel, institution) in
        [("direct", "larkspur"), ("mirror", "larkspur"), ("direct", "banque_erable")]
    {
        let token = bank.token(channel, institution, mxbank("ana")).await;
        let accounts = bank.read(&token, &format!("/v1/{channel}/accounts")).await;
        for account in accounts["accounts"].as_array().unwrap() {
            let list = format!("/v1/{channel}/accounts/{}/statements", account["id"].as_str().unwrap());
            let listed = bank.read(&token, &list).await;
            let newest = &listed["statements"][0];
            let path = format!("{list}/{}/document", newest["id"].as_str().unwrap());
            let (kind, bytes) = bank.download(&token, &path).await;
            let text = String::from_utf8_lossy(&bytes);
            assert_eq!(kind, "application/pdf");
            let period = format!(
                "Statement period {} to {}",
                newest["from"].as_str().unwrap(),
                newest["to"].as_str().unwrap()
            );
            for told in [&period, account["mask"].as_str().unwrap(), account["currency"].as_str().unwrap()] {
                assert!(text.contains(told), "{channel} {told}");
            }
            assert_eq!(bank.download(&token, &path).await.1, bytes, "the same is told twice");
            let unknown = bank.call("GET", &format!("{list}/s-00/document"), Some(&token), None).await;
            assert_eq!(unknown.outcome(), "404 unknown_statement");
        }
    }
}

/// Both channels give the same paper.
#[tokio::test]
async fn a_document_is_the_institutions() {
    let bank = start().await;
    let mut papers = Vec::new();
    for channel in ["direct", "mirror"] {
        let token = bank.token(channel, "twin_rivers", mxbank("ana")).await;
        let accounts = bank.read(&token, &format!("/v1/{channel}/accounts")).await;
        let list =
            format!("/v1/{channel}/accounts/{}/statements", accounts["accounts"][0]["id"].as_str().unwrap());
        let statement = bank.read(&token, &list).await["statements"][0]["id"].as_str().unwrap().to_owned();
        papers.push(bank.download(&token, &format!("{list}/{statement}/document")).await);
    }
    assert_eq!(papers[0], papers[1]);
}
