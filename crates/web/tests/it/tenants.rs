//! What belongs to another application does not exist.

use crate::hub::{As, Hub};

#[tokio::test]
async fn another_application_s_things_are_not_found() {
    let hub = Hub::new().await;
    let user = hub.user().await;
    let account = hub.account(&user).await;
    let (guid, member) = (account["guid"].as_str().unwrap(), account["member_guid"].as_str().unwrap());
    let by_path = |path: &str| path.replace("{u}", &user).replace("{m}", member).replace("{a}", guid);
    let member_body = r#"{"member": {"institution_code": "oak", "credentials": []}}"#;
    let account_body = r#"{"account": {"name": "x", "account_type": "CASH"}}"#;
    for (method, path, body) in [
        ("GET", "/users/{u}", ""),
        ("PUT", "/users/{u}", r#"{"user": {"metadata": "taken"}}"#),
        ("DELETE", "/users/{u}", ""),
        ("GET", "/users/{u}/export", ""),
        ("GET", "/users/{u}/members/{m}/export?format=csv", ""),
        ("GET", "/users/{u}/accounts/{a}/export?format=ofx", ""),
        ("GET", "/users/{u}/members", ""),
        ("POST", "/users/{u}/members", member_body),
        ("GET", "/users/{u}/members/{m}", ""),
        ("GET", "/users/{u}/members/{m}/status", ""),
        ("GET", "/users/{u}/members/{m}/challenges", ""),
        ("GET", "/users/{u}/members/{m}/credentials", ""),
        ("PUT", "/users/{u}/members/{m}/resume", r#"{"member": {"challenges": []}}"#),
        ("POST", "/users/{u}/members/{m}/aggregate", ""),
        ("POST", "/users/{u}/members/{m}/fetch_statements", ""),
        ("GET", "/users/{u}/members/{m}/statements", ""),
        ("GET", "/users/{u}/members/{m}/statements/STA-00000000-0000-0000-0000-000000000001", ""),
        ("GET", "/users/{u}/members/{m}/statements/STA-00000000-0000-0000-0000-000000000001.pdf", ""),
        ("GET", "/users/{u}/members/{m}/diagnosis", ""),
        ("GET", "/users/{u}/members/{m}/removal", ""),
        ("POST", "/users/{u}/members/{m}/remedies/support", r#"{"helped": true}"#),
        ("POST", "/users/{u}/members/{m}/pause", ""),
        ("POST", "/users/{u}/members/{m}/unpause", ""),
        ("POST", "/users/{u}/members/{m}/close", ""),
        ("POST", "/users/{u}/members/{m}/reopen", ""),
        ("POST", "/users/{u}/members/{m}/reopen", r#"{"member": {"credentials": []}}"#),
        ("DELETE", "/users/{u}/members/{m}/credentials", ""),
        ("DELETE", "/users/{u}/members/{m}", ""),
        ("GET", "/users/{u}/accounts", ""),
        ("POST", "/users/{u}/accounts", account_body),
        ("GET", "/users/{u}/accounts/{a}", ""),
        ("DELETE", "/users/{u}/accounts/{a}", ""),
        ("GET", "/users/{u}/accounts/{a}/transactions", ""),
        ("GET", "/users/{u}/transactions", ""),
    ] {
        let answer = hub.send(As::Stranger, method, &by_path(path), body, &[]).await;
        assert_eq!(answer.refusal().0, 404, "{method} {path}");
    }
    assert_eq!(hub.get(&format!("/users/{user}/accounts/{guid}")).await.status, 200);
    let other = hub.user().await;
    for path in [format!("/users/{other}/members/{member}"), format!("/users/{other}/accounts/{guid}")] {
        assert_eq!(hub.get(&path).await.refusal().0, 404, "{path}");
        assert_eq!(hub.get(&format!("{path}/export")).await.refusal().0, 404, "{path}/export");
    }
}
