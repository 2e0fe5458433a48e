//! Accounts made by hand, and the member they belong to.

use crate::hub::{As, Hub};
use serde_json::json;

#[tokio::test]
async fn from_birth_to_death() {
    let hub = Hub::new().await;
    let user = hub.user().await;
    let body = json!({"account": {
        "name": "Grandma's car", "account_type": "PROPERTY", "property_type": "VEHICLE", "balance": 4200.5, "apr": 1.25,
        "death_benefit": 1000, "nickname": "Rusty", "metadata": "m", "account_subtype": "PERSONAL"}});
    let made = hub.make(&format!("/users/{user}/accounts"), &body).await["account"].clone();
    let (guid, member) = (made["guid"].as_str().unwrap(), made["member_guid"].as_str().unwrap());
    assert!(guid.starts_with("ACT-"));
    for (field, expected) in [
        ("name", json!("Grandma's car")),
        ("type", json!("PROPERTY")),
        ("subtype", json!("PERSONAL")),
        ("property_type", json!("VEHICLE")),
        ("balance", json!(4200.5)),
        ("apr", json!(1.25)),
        ("death_benefit", json!(1000)),
        ("currency_code", json!("USD")),
        ("is_manual", json!(true)),
        ("institution_code", json!("manual_institution")),
        ("feed_balance", json!(null)),
        ("created_at", json!("2026-10-06T12:00:00.000Z")),
    ] {
        assert_eq!(made[field], expected, "{field}");
    }
    let read = hub.get(&format!("/users/{user}/accounts/{guid}")).await;
    assert_eq!(read.json()["account"], made);
    assert!(read.text.contains("\"balance\":4200.50,"), "written as it is, not by a float");

    let by_member = format!("/users/{user}/members/{member}/accounts/{guid}");
    let changed = hub.put(&by_member, &json!({"account": {"balance": 4000, "name": "Car"}})).await.json();
    assert_eq!(
        (&changed["account"]["balance"], &changed["account"]["nickname"]),
        (&json!(4000.0), &json!("Rusty"))
    );
    assert_eq!(hub.read(&by_member).await, changed);

    let gone = hub.send(As::App, "DELETE", &format!("/users/{user}/accounts/{guid}"), "", &[]).await;
    assert_eq!(gone.status, 204);
    assert_eq!(hub.get(&by_member).await.status, 404);
}

#[tokio::test]
async fn lists_and_their_filters() {
    let hub = Hub::new().await;
    let user = hub.user().await;
    let member = hub.account(&user).await["member_guid"].as_str().unwrap().to_owned();
    let check = async |path: &str, count: usize| {
        let answer = hub.read(&format!("/users/{user}{path}")).await;
        assert_eq!(answer["accounts"].as_array().unwrap().len(), count, "{path}");
        assert_eq!(answer["pagination"]["total_entries"], count, "{path}");
    };
    check("/accounts", 1).await;
    check("/accounts?is_manual=True", 1).await;
    check("/accounts?is_manual=False", 0).await;
    check("/accounts?member_is_managed_by_user=false", 0).await;
    check("/accounts?use_case=PFM", 0).await;
    check(&format!("/members/{member}/accounts"), 1).await;
}

#[tokio::test]
async fn the_manual_member_has_no_status_and_no_numbers() {
    let hub = Hub::new().await;
    let user = hub.user().await;
    let account = hub.account(&user).await;
    let (guid, member) = (account["guid"].as_str().unwrap(), account["member_guid"].as_str().unwrap());
    let path = format!("/users/{user}/members/{member}");
    let read = hub.read(&path).await["member"].clone();
    assert_eq!((&read["connection_status"], &read["is_manual"]), (&json!(null), &json!(true)));
    assert_eq!(read["most_recent_job_guid"], json!(null));
    assert!(read["institution_guid"].as_str().unwrap().starts_with("INS-"));
    let status = hub.read(&format!("{path}/status")).await["member"].clone();
    assert_eq!((&status["guid"], &status["is_being_aggregated"]), (&json!(member), &json!(false)));
    assert!(status.get("challenges").is_none());
    let challenges = hub.get(&format!("{path}/challenges")).await;
    assert_eq!((challenges.status, challenges.text.as_str()), (204, ""));
    for (list, at) in [("account_numbers", &path), ("account_owners", &path), ("credentials", &path)] {
        assert_eq!(hub.read(&format!("{at}/{list}")).await[list], json!([]));
    }
    let numbers = hub.read(&format!("/users/{user}/accounts/{guid}/account_numbers")).await;
    assert_eq!(numbers["account_numbers"], json!([]));
    let started = hub.send(As::App, "POST", &format!("{path}/aggregate"), "", &[]).await;
    assert_eq!(started.refusal().0, 409);
    let verified = hub.send(As::App, "POST", &format!("{path}/verify"), "", &[]).await;
    assert_eq!((verified.refusal().0, verified.refusal().1.as_str()), (400, "unsupported_product"));
}
