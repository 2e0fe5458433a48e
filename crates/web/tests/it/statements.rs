//! Statements over HTTP: fetched, listed, read, downloaded.

use crate::hub::{As, Hub};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

const V2: (&str, &str) = ("accept-version", "v20250224");

/// The path of a member whose statements were fetched.
async fn fetched(hub: &Hub, password: &str) -> String {
    let member = hub.connect(password).await;
    let started = hub.send(As::App, "POST", &format!("{member}/fetch_statements"), "", &[]).await;
    assert_eq!((started.status, &started.json()["member"]["is_being_aggregated"]), (202, &json!(true)));
    hub.work().await;
    member
}

async fn list(hub: &Hub, member: &str) -> Vec<Value> {
    hub.read(&format!("{member}/statements?records_per_page=1000")).await["statements"]
        .as_array()
        .unwrap()
        .clone()
}

#[tokio::test]
async fn statements_are_listed_read_and_downloaded() {
    let hub = Hub::at_bank().await;
    let member = fetched(&hub, "plain").await;
    let all = list(&hub, &member).await;
    let pages = hub.read(&format!("{member}/statements")).await["pagination"].clone();
    assert_eq!((&pages["per_page"], &pages["total_entries"]), (&json!(25), &json!(all.len())));
    let days: Vec<&str> = all.iter().map(|one| one["issued_on"].as_str().unwrap()).collect();
    assert!(days.len() > 100 && days.is_sorted_by(|a, b| a >= b));
    let newest = &all[0];
    let mut fields: Vec<&str> = newest.as_object().unwrap().keys().map(String::as_str).collect();
    fields.sort_unstable();
    let of_mx = [
        "account_guid",
        "content_hash",
        "created_at",
        "guid",
        "member_guid",
        "updated_at",
        "uri",
        "user_guid",
    ];
    assert_eq!(
        fields.iter().filter(|field| **field != "issued_on").collect::<Vec<_>>(),
        of_mx.iter().collect::<Vec<_>>()
    );
    let guid = newest["guid"].as_str().unwrap();
    assert_eq!(hub.read(&format!("{member}/statements/{guid}")).await["statement"], *newest);
    let uri = newest["uri"].as_str().unwrap();
    assert_eq!(uri, format!("{member}/statements/{guid}.pdf"));
    let paper = hub.get(uri).await;
    assert_eq!((paper.status, paper.header("content-type")), (200, "application/pdf"));
    assert_eq!(paper.header("content-disposition"), format!("attachment; filename=\"{guid}.pdf\""));
    assert_eq!(paper.header("cache-control"), "no-store");
    assert!(paper.bytes.starts_with(b"%PDF-"));
    assert_eq!(store::hex(&Sha256::digest(&paper.bytes)), newest["content_hash"].as_str().unwrap());
    // A key that may only read reads them, and starts nothing.
    assert_eq!(hub.send(As::Reader, "GET", uri, "", &[]).await.status, 200);
    let refused = hub.send(As::Reader, "POST", &format!("{member}/fetch_statements"), "", &[]).await;
    assert_eq!((refused.refusal().0, refused.refusal().1.as_str()), (403, "read_only_key"));
    for who in [As::Stranger, As::App] {
        let other = format!("{member}/statements/STA-00000000-0000-0000-0000-000000000001");
        for path in [format!("{other}.pdf"), other] {
            assert_eq!(hub.send(who, "GET", &path, "", &[]).await.refusal().0, 404, "{path}");
        }
    }
    assert_eq!(hub.send(As::Stranger, "GET", uri, "", &[]).await.refusal().0, 404);
    assert_eq!(hub.send(As::Nobody, "GET", uri, "", &[]).await.refusal().0, 401);
    for nonsense in ["STA-1", ".pdf", "STA-1.pdf", "%2e%2e", "newest"] {
        let answer = hub.get(&format!("{member}/statements/{nonsense}")).await;
        assert_eq!(answer.refusal().0, 404, "{nonsense}");
    }
}

#[tokio::test]
async fn ids_name_the_member_in_the_second_version() {
    let hub = Hub::at_bank().await;
    let made = hub.make("/users", &json!({"user": {"id": "ann"}})).await;
    let user = made["user"]["guid"].as_str().unwrap();
    let mut login = hub.login("mxbank", "ann", "plain").await;
    login["member"]["id"] = json!("home");
    let members = format!("/users/{user}/members");
    assert_eq!(hub.send(As::App, "POST", &members, &login.to_string(), &[]).await.status, 202);
    hub.work().await;
    let by_id = "/users/ann/members/home";
    let started = hub.send(As::App, "POST", &format!("{by_id}/fetch_statements"), "", &[V2]).await;
    assert_eq!(started.status, 202);
    hub.work().await;
    let listed = hub.send(As::App, "GET", &format!("{by_id}/statements"), "", &[V2]).await.json();
    let guid = listed["statements"][0]["guid"].as_str().unwrap();
    for (path, headers, status) in [
        (format!("{by_id}/statements/{guid}"), &[V2][..], 200),
        (format!("{by_id}/statements/{guid}.pdf"), &[V2], 200),
        (format!("{by_id}/statements"), &[], 404),
        (format!("{by_id}/statements/{guid}.pdf"), &[], 404),
    ] {
        assert_eq!(hub.send(As::App, "GET", &path, "", headers).await.status, status, "{path}");
    }
}

#[tokio::test]
async fn a_statement_without_its_document_says_so() {
    let hub = Hub::at_bank().await;
    let member = fetched(&hub, "DOCUMENT_IS_NONE").await;
    let read = hub.read(&member).await["member"].clone();
    assert_eq!((&read["connection_status"], &read["reason"]), (&json!("CONNECTED"), &json!("partial_data")));
    let all = list(&hub, &member).await;
    let (newest, oldest) = (&all[0], all.last().unwrap());
    assert_eq!((&newest["content_hash"], &newest["uri"]), (&Value::Null, &Value::Null));
    let missing = hub.get(&format!("{member}/statements/{}.pdf", newest["guid"].as_str().unwrap())).await;
    assert_eq!((missing.refusal().0, missing.refusal().1.as_str()), (404, "not_found"));
    assert_eq!(hub.get(oldest["uri"].as_str().unwrap()).await.status, 200);
    // The same again changes nothing while it runs, another kind is refused; both are decided at once.
    let fetch = format!("{member}/fetch_statements");
    for (path, status) in [(&fetch, 202), (&fetch, 202), (&format!("{member}/verify"), 409)] {
        assert_eq!(hub.send(As::App, "POST", path, "", &[]).await.status, status, "{path}");
    }
    hub.work().await;
    assert_eq!(list(&hub, &member).await.len(), all.len());
}

#[tokio::test]
async fn who_has_none_has_an_empty_list() {
    let hub = Hub::new().await;
    let user = hub.user().await;
    let member = hub.account(&user).await["member_guid"].as_str().unwrap().to_owned();
    let path = format!("/users/{user}/members/{member}");
    let listed = hub.read(&format!("{path}/statements")).await;
    assert_eq!((&listed["statements"], &listed["pagination"]["total_entries"]), (&json!([]), &json!(0)));
    let started = hub.send(As::App, "POST", &format!("{path}/fetch_statements"), "", &[]).await;
    assert_eq!((started.refusal().0, started.refusal().1.as_str()), (400, "unsupported_product"));
}
