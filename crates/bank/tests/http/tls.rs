//! The bank by TLS: whom a client trusts, what it meets, and who it has to be.

use reqwest::{Certificate, Client, Identity};
use serde_json::{Value, json};

use crate::support::{Answer, Plan, RunningBank, start, start_with};

const METADATA: &str = "/.well-known/oauth-authorization-server/oauth/kestrel_federal";

async fn by_tls() -> RunningBank {
    start_with(Plan { by_tls: true, ..Plan::default() }).await
}

async fn says(bank: &RunningBank, said: Value) -> Answer {
    bank.call("PUT", "/control/tls", None, Some(said)).await
}

async fn pem(bank: &RunningBank, name: &str) -> Vec<u8> {
    bank.get("/control/tls").await.body[name].as_str().unwrap().as_bytes().to_vec()
}

/// A client that trusts the bank's authority, and perhaps names itself with the certificate that a bank hands out.
async fn client(bank: &RunningBank, named_by: Option<&RunningBank>) -> Client {
    let roots = Certificate::from_pem_bundle(&pem(bank, "authority").await).unwrap();
    let mut builder = Client::builder().no_proxy().tls_certs_only(roots);
    if let Some(names) = named_by {
        builder = builder.identity(Identity::from_pem(&pem(names, "client").await).unwrap());
    }
    builder.build().unwrap()
}

/// The metadata that it gets; null where it gets none.
async fn asks(bank: &RunningBank, client: &Client) -> Value {
    let url = format!("{}{METADATA}", bank.tls_url.as_ref().unwrap());
    match client.get(url).send().await {
        Ok(answer) => serde_json::from_str(&answer.text().await.unwrap()).unwrap(),
        Err(_) => Value::Null,
    }
}

#[tokio::test]
async fn who_trusts_the_authority_reaches_the_bank_by_tls() {
    let bank = by_tls().await;
    let url = bank.tls_url.as_ref().unwrap();
    let told = asks(&bank, &client(&bank, None).await).await;
    assert_eq!(told["issuer"], format!("{url}/oauth/kestrel_federal"));
    assert_eq!(told["token_endpoint"], format!("{url}/oauth/kestrel_federal/token"));
    // Its names and addresses are in the certificate.
    for host in ["127.0.0.1", "localhost"] {
        let url = format!("{}{METADATA}", url.replace("localhost", host));
        assert!(client(&bank, None).await.get(url).send().await.is_ok(), "{host}");
    }
    let stranger = Client::builder().no_proxy().build().unwrap();
    assert_eq!(asks(&bank, &stranger).await, Value::Null);
    assert_eq!(bank.get(METADATA).await.body["issuer"], bank.url("/oauth/kestrel_federal"));
}

/// One client throughout: no connection that was good is used when the certificate is good no more.
#[tokio::test]
async fn the_certificate_of_the_moment_is_met() {
    let bank = by_tls().await;
    let client = client(&bank, None).await;
    for shown in ["expired", "not_yet_valid", "other_name", "unknown_issuer", "cut"] {
        assert_eq!(says(&bank, json!({"certificate": shown})).await.body["certificate"], shown);
        assert_eq!(asks(&bank, &client).await, Value::Null, "{shown}");
        assert_eq!(says(&bank, json!({"certificate": "good"})).await.status, 200);
        assert!(asks(&bank, &client).await["issuer"].is_string(), "after {shown}");
    }
    // Days at the bank are none for a certificate.
    bank.pass_days(3_000);
    assert!(asks(&bank, &client).await["issuer"].is_string());
}

#[tokio::test]
async fn callers_name_themselves_where_they_have_to() {
    let bank = by_tls().await;
    let (nobody, known) = (client(&bank, None).await, client(&bank, Some(&bank)).await);
    for (wanted, lets_nobody) in [("required", false), ("none", true)] {
        let told = says(&bank, json!({"client_certificate": wanted})).await;
        assert_eq!((told.status, &told.body["client_certificate"]), (200, &json!(wanted)));
        assert_eq!(asks(&bank, &nobody).await.is_object(), lets_nobody, "{wanted}");
        assert!(asks(&bank, &known).await.is_object(), "{wanted}");
    }
    // One of another bank says nothing.
    says(&bank, json!({"client_certificate": "required"})).await;
    let stranger = client(&bank, Some(&by_tls().await)).await;
    assert_eq!(asks(&bank, &stranger).await, Value::Null);
}

#[tokio::test]
async fn what_is_said_is_read_with_care() {
    let bank = by_tls().await;
    for wrong in [
        json!({"certificate": "splendid"}),
        json!({"certificate": 7}),
        json!({"client_certificate": "perhaps"}),
        json!([]),
    ] {
        assert_eq!(says(&bank, wrong.clone()).await.outcome(), "400 bad_request", "{wrong}");
    }
    assert_eq!(says(&bank, json!({"certificate": "expired"})).await.status, 200);
    let told = says(&bank, json!({"client_certificate": "required"})).await.body;
    assert_eq!((&told["certificate"], &told["client_certificate"]), (&json!("expired"), &json!("required")));
    let plain = start().await;
    assert_eq!(plain.get("/control/tls").await.outcome(), "404 unknown_tls");
    assert_eq!(says(&plain, json!({"certificate": "good"})).await.outcome(), "404 unknown_tls");
}
