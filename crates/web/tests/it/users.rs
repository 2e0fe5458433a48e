//! Users, from birth to death.

use crate::hub::{As, Hub};
use serde_json::json;

#[tokio::test]
async fn what_was_given_is_told_back_and_changed_one_by_one() {
    let hub = Hub::new().await;
    let given =
        json!({"user": {"id": "u-1", "email": "ada@example.com", "metadata": "{}", "is_disabled": false}});
    let made = hub.make("/users", &given).await["user"].clone();
    let guid = made["guid"].as_str().unwrap();
    assert!(guid.starts_with("USR-"));
    let expected = json!({"guid": guid, "id": "u-1", "email": "ada@example.com", "metadata": "{}", "is_disabled": false});
    assert_eq!(made, expected);
    assert_eq!(hub.read(&format!("/users/{guid}")).await["user"], made);

    let changed = hub.put(&format!("/users/{guid}"), &json!({"user": {"is_disabled": true}})).await.json();
    assert_eq!(
        (&changed["user"]["is_disabled"], &changed["user"]["email"]),
        (&json!(true), &json!("ada@example.com"))
    );

    let gone = hub.send(As::App, "DELETE", &format!("/users/{guid}"), "", &[("accept", "x/y")]).await;
    assert_eq!((gone.status, gone.text.as_str()), (204, ""));
    assert_eq!(hub.get(&format!("/users/{guid}")).await.refusal().1, "not_found");
}

#[tokio::test]
async fn what_was_not_given_is_null() {
    let hub = Hub::new().await;
    let user = hub.user().await;
    let read = hub.read(&format!("/users/{user}")).await;
    let expected =
        json!({"user": {"guid": user, "id": null, "email": null, "metadata": null, "is_disabled": false}});
    assert_eq!(read, expected);
}

#[tokio::test]
async fn lists_have_pages_and_filters() {
    let hub = Hub::new().await;
    for number in 0..12 {
        let is_disabled = number % 2 == 1;
        hub.make("/users", &json!({"user": {"id": format!("u{number}"), "is_disabled": is_disabled}})).await;
    }
    let check = async |query: &str, count: usize, pagination: [u32; 4]| {
        let answer = hub.read(&format!("/users?{query}")).await;
        let [page, size, entries, pages] = pagination;
        let expected =
            json!({"current_page": page, "per_page": size, "total_entries": entries, "total_pages": pages});
        assert_eq!(
            (answer["users"].as_array().unwrap().len(), &answer["pagination"]),
            (count, &expected),
            "{query}"
        );
    };
    check("", 12, [1, 25, 12, 1]).await;
    check("records_per_page=10", 10, [1, 10, 12, 2]).await;
    check("records_per_page=10&page=2", 2, [2, 10, 12, 2]).await;
    check("records_per_page=1&page=12", 1, [12, 1, 12, 12]).await;
    check("page=1000", 0, [1000, 25, 12, 1]).await;
    check("records_per_page=1001", 12, [1, 25, 12, 1]).await;
    check("id=u3", 1, [1, 25, 1, 1]).await;
    check("is_disabled=True", 6, [1, 25, 6, 1]).await;
    check("is_disabled=false", 6, [1, 25, 6, 1]).await;
    check("email=nobody", 0, [1, 25, 0, 0]).await;
}

#[tokio::test]
async fn an_id_names_one_user() {
    let hub = Hub::new().await;
    hub.make("/users", &json!({"user": {"id": "once"}})).await;
    let again = hub.send(As::App, "POST", "/users", r#"{"user": {"id": "once"}}"#, &[]).await;
    let (status, code, message) = again.refusal();
    assert_eq!((status, code.as_str()), (409, "already_exists"));
    assert!(message.contains("id"));
    let v2 = [("accept-version", "v20250224")];
    assert_eq!(hub.send(As::App, "GET", "/users/once", "", &v2).await.status, 200);
    assert_eq!(hub.get("/users/once").await.status, 404);
}
