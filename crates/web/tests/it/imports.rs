//! Files over the API: what is said of one wrongly leaves it as it was.

use crate::hub::{As, Hub};
use serde_json::json;

const FORM: &str = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n\
    Date,Description,Amount,Currency\n2026-09-01,Coffee,-4.50,USD\n2026-09-20,Rent,-900.00,USD\n\r\n--x--\r\n";

#[tokio::test]
async fn an_account_that_is_not_there_leaves_the_file_as_it_was() {
    let hub = Hub::new().await;
    let path = format!("/users/{}/imports", hub.user().await);
    let headers = [("content-type", "multipart/form-data; boundary=x")];
    let made = hub.send(As::App, "POST", &path, FORM, &headers).await;
    assert_eq!(made.status, 201, "{made:?}");
    let path = format!("{path}/{}", made.json()["import"]["guid"].as_str().unwrap());
    let before = hub.read(&path).await;
    let wrong = json!({"import": {"account_guid": "ACT-00000000-0000-0000-0000-000000000009"}});
    assert_eq!(hub.put(&path, &wrong).await.status, 404);
    assert_eq!(hub.read(&path).await, before);
    let confirmed = hub.send(As::App, "POST", &format!("{path}/confirm"), "", &[]).await;
    assert_eq!(confirmed.status, 202, "{confirmed:?}");
}

#[tokio::test]
async fn who_exports_a_user_has_the_list_of_files_too() {
    let hub = Hub::new().await;
    let user = hub.user().await;
    let path = format!("/users/{user}/imports");
    let headers = [("content-type", "multipart/form-data; boundary=x")];
    assert_eq!(hub.send(As::App, "POST", &path, FORM, &headers).await.status, 201);
    let listed = hub.read(&path).await["imports"].clone();
    assert_eq!(listed.as_array().unwrap().len(), 1);
    assert_eq!(hub.read(&format!("/users/{user}/export")).await["imports"], listed);
}
