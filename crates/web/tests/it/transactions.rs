//! Transactions made by hand.

use crate::hub::{As, Hub};
use serde_json::{Value, json};

fn entry(date: &str) -> Value {
    json!({"transaction": {"amount": 61.11, "date": date, "description": "Whole foods", "type": "DEBIT", "memo": "m"}})
}

#[tokio::test]
async fn from_birth_to_death() {
    let hub = Hub::new().await;
    let user = hub.user().await;
    let account = hub.account(&user).await;
    let (guid, member) = (account["guid"].as_str().unwrap(), account["member_guid"].as_str().unwrap());
    let made = hub.make(&format!("/users/{user}/accounts/{guid}/transactions"), &entry("2026-10-06")).await;
    let one = made["guid"].as_str().expect("without an envelope, as in MX's contract");
    for (field, expected) in [
        ("amount", json!(61.11)),
        ("type", json!("DEBIT")),
        ("status", json!("POSTED")),
        ("date", json!("2026-10-06")),
        ("transacted_at", json!("2026-10-06T00:00:00.000Z")),
        ("description", json!("Whole foods")),
        ("memo", json!("m")),
        ("is_manual", json!(true)),
        ("currency_code", json!("USD")),
        ("account_guid", json!(guid)),
        ("is_expense", json!(true)),
    ] {
        assert_eq!(made[field], expected, "{field}");
    }
    let path = format!("/users/{user}/transactions/{one}");
    assert_eq!(hub.read(&path).await["transaction"], made);
    let whole = format!("/users/{user}/members/{member}/accounts/{guid}/transactions/{one}");
    assert_eq!(hub.read(&whole).await["transaction"], made);

    let edits = json!({"transaction": {"date": "2026-10-07", "description": "Cheese"}});
    let changed = hub.put(&path, &edits).await.json()["transaction"].clone();
    assert_eq!(
        (&changed["date"], &changed["description"], &changed["original_description"]),
        (&json!("2026-10-07"), &json!("Cheese"), &json!("Whole foods"))
    );
    let changed = hub.put(&whole, &json!({"transaction": {"memo": "n"}})).await.json()["transaction"].clone();
    assert_eq!((&changed["memo"], &changed["description"]), (&json!("n"), &json!("Cheese")));

    assert_eq!(hub.send(As::App, "DELETE", &path, "", &[]).await.status, 204);
    assert_eq!(hub.get(&path).await.status, 404);
}

#[tokio::test]
async fn lists_are_narrowed() {
    let hub = Hub::new().await;
    let user = hub.user().await;
    let account = hub.account(&user).await;
    let (guid, member) = (account["guid"].as_str().unwrap(), account["member_guid"].as_str().unwrap());
    for date in ["2026-10-06", "2026-10-01", "2026-01-01", "2026-12-01"] {
        hub.make(&format!("/users/{user}/accounts/{guid}/transactions"), &entry(date)).await;
    }
    let check = async |path: &str, expected: &[&str]| {
        let answer = hub.read(&format!("/users/{user}{path}")).await;
        let dates: Vec<&str> = answer["transactions"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["date"].as_str().unwrap())
            .collect();
        assert_eq!(dates, expected, "{path}");
    };
    let near = ["2026-10-06", "2026-10-01"];
    check("/transactions", &near).await;
    check(&format!("/accounts/{guid}/transactions"), &near).await;
    check(&format!("/members/{member}/transactions"), &near).await;
    check(&format!("/members/{member}/accounts/{guid}/transactions"), &near).await;
    check("/transactions?from_date=2026-01-01&to_date=2026-10-01", &["2026-10-01", "2026-01-01"]).await;
    check("/transactions?from_date=2026-10-02&to_date=2027-01-01", &["2026-12-01", "2026-10-06"]).await;
    check("/transactions?records_per_page=1&page=2", &["2026-10-01"]).await;
    check("/transactions?from_created_at=1791288001", &[]).await;
    check("/transactions?to_created_at=2026-10-06T12:00:00Z", &near).await;
    check("/transactions?category_guid[]=CAT-00000000-0000-0000-0000-000000000001", &[]).await;
    check("/transactions?use_case=PFM", &[]).await;
}

#[tokio::test]
async fn the_amount_is_written_in_its_currency() {
    let hub = Hub::new().await;
    let user = hub.user().await;
    let account = hub.account(&user).await["guid"].as_str().unwrap().to_owned();
    let path = format!("/users/{user}/accounts/{account}/transactions");
    let mut body = entry("2026-10-06");
    body["transaction"]["amount"] = json!(61);
    body["transaction"]["currency_code"] = json!("JPY");
    let answer = hub.send(As::App, "POST", &path, &body.to_string(), &[]).await;
    assert!(answer.text.contains("\"amount\":61,"), "{answer:?}");
}
