//! The directory, in both versions.

use crate::hub::{As, Hub};
use serde_json::json;

const V2: [(&str, &str); 1] = [("accept-version", "v20250224")];

#[tokio::test]
async fn versions_differ_in_what_is_supported() {
    let hub = Hub::new().await;
    let first = hub.read("/institutions/oak").await["institution"].clone();
    assert_eq!(
        (&first["code"], &first["name"], &first["url"]),
        (&json!("oak"), &json!("Oak Bank"), &json!("https://oak.example"))
    );
    assert_eq!(
        (&first["supports_account_verification"], &first["supports_account_statement"]),
        (&json!(true), &json!(false))
    );
    assert!(first.get("supported_products").is_none());
    let second = hub.send(As::App, "GET", "/institutions/oak", "", &V2).await.json()["institution"].clone();
    assert_eq!(second["supported_products"], json!(["account_verification"]));
    assert_eq!(
        (&second["is_hidden"], &second["created_at"]),
        (&json!(false), &json!("2026-10-06T12:00:00.000Z"))
    );
    assert!(second.get("supports_account_verification").is_none());
    let guid = second["guid"].as_str().unwrap();
    assert_eq!(hub.read(&format!("/institutions/{guid}")).await["institution"], first);
}

#[tokio::test]
async fn lists_are_searched_and_filtered() {
    let hub = Hub::new().await;
    let check = async |query: &str, count: usize, size: u32| {
        let answer = hub.send(As::App, "GET", &format!("/institutions{query}"), "", &V2).await.json();
        assert_eq!(answer["institutions"].as_array().unwrap().len(), count, "{query}");
        assert_eq!(answer["pagination"]["per_page"], size, "{query}");
    };
    check("", 1, 25).await;
    check("?name=oak%20bnk", 1, 25).await;
    check("?name=qqqqzzzz", 0, 25).await;
    check("?iso_country_code=US", 0, 25).await;
    check("?iso_country_code=US&iso_country_code=CA", 1, 25).await;
    check("?supports_account_verification=True", 1, 25).await;
    check("?supports_account_verification=False", 0, 25).await;
    check("?supported_products=account_verification", 1, 25).await;
    check("?supported_products=account_verification&supported_products=history", 0, 25).await;
    check("?records_per_page=100", 1, 100).await;
    check("?records_per_page=101", 1, 25).await;
    check("/favorites", 0, 25).await;
}

#[tokio::test]
async fn login_forms_and_what_is_not_there() {
    let hub = Hub::new().await;
    // No source of this installation reaches it, so there is nothing to type.
    assert_eq!(hub.read("/institutions/oak/credentials").await["credentials"], json!([]));
    for path in ["/institutions/none", "/institutions/none/credentials", "/institutions/%00"] {
        assert_eq!(hub.get(path).await.refusal().0, 404, "{path}");
    }
}

#[tokio::test]
async fn why_an_institution_cannot_be_connected_is_said() {
    let hub = Hub::new().await;
    let user = hub.user().await;
    let member = |code: &str| {
        let credentials = json!([{"guid": "CRD-1572a04c-912b-59bf-5841-332c7dfafaef", "value": "ann"}]);
        json!({"member": {"institution_code": code, "credentials": credentials}}).to_string()
    };
    assert_eq!(hub.read("/institutions/oak").await["institution"]["unsupported_reason"], json!(null));
    for (why, words) in [
        ("no_standard", "no safe way in"),
        ("too_old", "too old to be safe"),
        ("refuses", "lets no apps in"),
        ("gone", "closed or joined another"),
    ] {
        let elm =
            json!({ "code": "elm", "name": "Elm Bank", "unsupported": why, "products": ["statements"] });
        hub.engine.describe(vec![elm]).await.unwrap();
        let elm = hub.read("/institutions/elm").await["institution"].clone();
        assert_eq!(
            (&elm["unsupported_reason"], &elm["supports_oauth"], &elm["supports_account_statement"]),
            (&json!(why), &json!(false), &json!(false))
        );
        let listed = hub.send(As::App, "GET", "/institutions?name=elm", "", &V2).await.json();
        let listed = &listed["institutions"][0];
        assert_eq!((&listed["unsupported_reason"], &listed["supported_products"]), (&json!(why), &json!([])));
        let refused = hub.send(As::App, "POST", &format!("/users/{user}/members"), &member("elm"), &[]).await;
        let (status, code, message) = refused.refusal();
        assert_eq!((status, code.as_str()), (422, "invalid_value"));
        assert!(message.contains(words) && message.contains(&format!("({why})")), "{message}");
    }
    let refused = hub.send(As::App, "POST", &format!("/users/{user}/members"), &member("oak"), &[]).await;
    assert!(refused.refusal().2.contains("(not_reached)"), "{:?}", refused.refusal());
    // A mistyped one is taken back.
    hub.engine.remove_description("elm").await.unwrap();
    assert_eq!(hub.get("/institutions/elm").await.refusal().0, 404);
}
