//! The words of FDX: what is told, page by page, and how calls fail.

use serde_json::{Value, json};

use crate::browser::Visit;
use crate::support::{RunningBank, start};

const BANK: &str = "kestrel_federal";
const NAME: &str = "7f3f2c62-9c1a-4b7e-8a57-0d1f6f0c2a11";

/// An answer: its status, its code or its JSON, and the name of the exchange.
struct Told {
    status: u16,
    body: Value,
    name: Option<String>,
}

async fn call(bank: &RunningBank, method: &str, token: &str, path: &str, headers: &[(&str, &str)]) -> Told {
    let http = reqwest::Client::builder().build().unwrap();
    let mut request = http.request(method.parse().unwrap(), bank.url(path)).bearer_auth(token);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    if method == "PUT" {
        request = request.json(&json!({"reason": "USER_ACTION", "initiator": "INDIVIDUAL"}));
    }
    let response = request.send().await.unwrap();
    let name = response.headers().get("x-fapi-interaction-id").map(|name| name.to_str().unwrap().to_owned());
    let status = response.status().as_u16();
    let text = response.text().await.unwrap();
    Told { status, body: serde_json::from_str(&text).unwrap_or(Value::String(text)), name }
}

async fn get(bank: &RunningBank, token: &str, path: &str) -> Told {
    let told =
        call(bank, "GET", token, &format!("/fdx/{BANK}/v6{path}"), &[("x-fapi-interaction-id", NAME)]).await;
    assert_eq!(told.name.as_deref(), Some(NAME), "{path}");
    told
}

impl Told {
    fn outcome(&self) -> String {
        format!("{} {}", self.status, self.body["code"].as_str().unwrap_or_default()).trim_end().to_owned()
    }
}

async fn tokens(bank: &RunningBank, scope: Option<&str>) -> (String, Value) {
    let tokens = Visit::to(BANK).with("scope", scope).tokens(bank, "ana", "hunter2").await;
    (tokens["access_token"].as_str().unwrap().to_owned(), tokens)
}

#[tokio::test]
async fn everything_is_told_in_its_shape() {
    let bank = start().await;
    let (token, tokens) = tokens(&bank, None).await;
    let list = get(&bank, &token, "/accounts?resultType=details").await.body;
    let accounts = list["accounts"].as_array().unwrap();
    let categories: Vec<&str> = accounts.iter().map(|one| one["accountCategory"].as_str().unwrap()).collect();
    assert_eq!((accounts.len(), categories.contains(&"LOAN_ACCOUNT")), (4, true));
    let by_type = |kind: &str| accounts.iter().find(|one| one["accountType"] == kind).unwrap();
    let savings = by_type("SAVINGS");
    assert!(savings["currentBalance"].is_number() && savings["annualPercentageYield"].is_number());
    assert_eq!(
        (&savings["currency"]["currencyCode"], &savings["balanceType"]),
        (&json!("USD"), &json!("ASSET"))
    );
    let line = by_type("HOMELINEOFCREDIT");
    assert!(
        line["creditLine"].is_number()
            && line["purchasesApr"].is_number()
            && line["nextPaymentDate"].is_string()
    );
    assert!(by_type("AUTOLOAN")["originalPrincipal"].is_number());
    let names = get(&bank, &token, "/accounts").await.body;
    assert_eq!(
        names["accounts"][0]["currentBalance"],
        Value::Null,
        "a list tells names alone unless it is asked for more"
    );
    let id = by_type("CHECKING")["accountId"].as_str().unwrap();
    assert_eq!(&get(&bank, &token, &format!("/accounts/{id}")).await.body, by_type("CHECKING"));
    let contact = get(&bank, &token, &format!("/accounts/{id}/contact")).await.body;
    assert_eq!(contact["holders"].as_array().unwrap().len(), 2);
    let networks = get(&bank, &token, &format!("/accounts/{id}/payment-networks")).await.body;
    assert_eq!(networks["paymentNetworks"][0]["identifier"], by_type("CHECKING")["accountNumber"]);
    let statements = get(&bank, &token, &format!("/accounts/{id}/statements")).await.body;
    let statement = statements["statements"][0]["statementId"].as_str().unwrap();
    let document = get(&bank, &token, &format!("/accounts/{id}/statements/{statement}")).await;
    let document = document.body.as_str().unwrap();
    assert!(document.starts_with("%PDF-"));
    assert!(document.contains("2026-10-01 to 2026-10-31") && document.contains("Opening balance"));
    let customer = get(&bank, &token, "/customers/current").await.body;
    assert_eq!(customer["accounts"].as_array().unwrap().len(), 4);
    let consent = tokens["fdx_consent_id"].as_str().unwrap();
    let consent = get(&bank, &token, &format!("/consents/{consent}")).await.body;
    assert_eq!((&consent["status"], &consent["durationPeriod"]), (&json!("ACTIVE"), &json!(365)));
    assert_eq!(consent["expirationTime"], "2027-11-21T10:00:00Z");
    assert_eq!(consent["resources"].as_array().unwrap().len(), 4);
}

#[tokio::test]
async fn lists_go_on_by_offset() {
    let bank = start().await;
    let (token, _) = tokens(&bank, None).await;
    let whole = get(&bank, &token, "/accounts?limit=500").await.body;
    let id = whole["accounts"][0]["accountId"].as_str().unwrap().to_owned();
    for (path, name) in [
        ("/accounts".to_owned(), "accounts"),
        (
            format!("/accounts/{id}/transactions?startTime=2026-09-01&endTime=2026-11-21T23:59:59Z"),
            "transactions",
        ),
        (format!("/accounts/{id}/statements"), "statements"),
    ] {
        let joint = if path.contains('?') { '&' } else { '?' };
        let all = get(&bank, &token, &format!("{path}{joint}limit=500")).await.body[name]
            .as_array()
            .unwrap()
            .clone();
        let (mut paged, mut offset) = (Vec::new(), String::new());
        loop {
            let page = get(&bank, &token, &format!("{path}{joint}limit=3{offset}")).await.body;
            paged.extend(page[name].as_array().unwrap().clone());
            let Some(next) = page["page"]["nextOffset"].as_str() else { break };
            assert!(page["links"]["next"]["href"].as_str().unwrap().contains(next));
            offset = format!("&offset={next}");
        }
        assert_eq!(paged, all, "{path}");
        assert!(all.len() > 3, "{path}");
    }
}

#[tokio::test]
async fn calls_fail_by_their_codes() {
    let bank = start().await;
    let (token, granted) = tokens(&bank, Some("fdx:accountdetailed:read fdx:transactions:read")).await;
    let id =
        get(&bank, &token, "/accounts").await.body["accounts"][0]["accountId"].as_str().unwrap().to_owned();
    for (path, outcome) in [
        ("/accounts?limit=0".to_owned(), "400 401"),
        ("/accounts?resultType=whole".to_owned(), "400 401"),
        ("/accounts/nobody".to_owned(), "404 701"),
        (format!("/accounts/{id}/transactions?startTime=yesterday"), "400 702"),
        (format!("/accounts/{id}/transactions?startTime=2026-11-02&endTime=2026-11-01"), "400 703"),
        (format!("/accounts/{id}/transactions?offset=x"), "400 401"),
        (format!("/accounts/{id}/contact"), "403 insufficient_scope"),
        (format!("/accounts/{id}/statements"), "403 insufficient_scope"),
        ("/customers/current".to_owned(), "403 insufficient_scope"),
        ("/consents/another".to_owned(), "404 1107"),
    ] {
        assert_eq!(get(&bank, &token, &path).await.outcome(), outcome, "{path}");
    }
    assert_eq!(get(&bank, "odd", "/accounts").await.outcome(), "401 1205");
    let accounts = format!("/fdx/{BANK}/v6/accounts");
    for headers in [
        &[][..],
        &[("x-fapi-interaction-id", "no uuid")],
        &[("x-fapi-interaction-id", NAME), ("fdx-api-actor-type", "ROBOT")],
    ] {
        assert_eq!(call(&bank, "GET", &token, &accounts, headers).await.outcome(), "400 401", "{headers:?}");
    }
    let elsewhere = "/fdx/sandpiper_invest/v6/accounts";
    let named = [("x-fapi-interaction-id", NAME), ("fdx-api-actor-type", "BATCH")];
    assert_eq!(call(&bank, "GET", &token, elsewhere, &named).await.outcome(), "401 1205");
    assert_eq!(call(&bank, "GET", &token, "/fdx/mxbank/v6/accounts", &named).await.outcome(), "404 1107");
    // The bank's own protocol knows nothing of it.
    assert_eq!(
        bank.call("GET", "/v1/direct/accounts", Some(&token), None).await.outcome(),
        "401 token_invalid"
    );
    assert_eq!(bank.get("/v1/fdx/institutions").await.outcome(), "404 unknown_channel");
    let directory = bank.get("/v1/direct/institutions?limit=500").await.body.to_string();
    assert!(!directory.contains(BANK) && directory.contains("mx_bank_oauth"));
    for (said, outcome) in [
        (json!({"state": "down"}), "503 501"),
        (json!({"state": "maintenance"}), "503 503"),
        (json!({"state": "discontinued"}), "410 403"),
        (json!({"state": "open", "condition": "data_not_ready"}), "404 1107"),
    ] {
        bank.set_institution(BANK, said.clone()).await;
        assert_eq!(get(&bank, &token, "/accounts").await.outcome(), outcome, "{said}");
    }
    bank.set_institution(BANK, json!({"condition": null})).await;
    let consent = granted["fdx_consent_id"].as_str().unwrap();
    let revocation = format!("/fdx/{BANK}/v6/consents/{consent}/revocation");
    assert_eq!(call(&bank, "PUT", &token, &revocation, &named).await.status, 204);
    assert_eq!(call(&bank, "PUT", &token, &revocation, &named).await.outcome(), "401 602");
    assert_eq!(get(&bank, &token, "/accounts").await.outcome(), "401 602");
}
