//! Input that is wrong: the caller's fault, with the name of the field, never a 5xx.

use crate::hub::{As, Hub};

const UNKNOWN: &str = "00000000-0000-0000-0000-000000000000";

/// A user with a manual account, so that only the named field can be wrong.
struct Bed {
    hub: Hub,
    user: String,
    member: String,
    account: String,
}

impl Bed {
    async fn new() -> Self {
        let hub = Hub::new().await;
        let user = hub.user().await;
        let account = hub.account(&user).await;
        let text = |field: &str| account[field].as_str().unwrap().to_owned();
        Self { user, member: text("member_guid"), account: text("guid"), hub }
    }

    /// Sends a wrong request; the refusal has the status and names the field.
    async fn check(&self, method: &str, path: &str, body: &str, status: u16, names: &str) {
        let path = path
            .replace("{u}", &self.user)
            .replace("{m}", &self.member)
            .replace("{a}", &self.account)
            .replace("{0}", UNKNOWN);
        let answer = self.hub.send(As::App, method, &path, body, &[]).await;
        let (got, _, message) = answer.refusal();
        assert_eq!(got, status, "{method} {path} {body:.80}: {message}");
        assert!(message.contains(names), "{method} {path} {body:.80}: {names:?} is not in: {message}");
        assert!(!answer.text.contains("hunter2"), "{message}");
    }
}

#[tokio::test]
async fn users_are_refused_and_named() {
    let bed = Bed::new().await;
    let long = "x".repeat(100_000);
    for (body, status, names) in [
        ("", 400, "empty"),
        ("{not json", 400, "line 1"),
        ("[]", 400, "object"),
        ("null", 400, "object"),
        ("{}", 400, "user"),
        (r#"{"user": "me"}"#, 400, "user"),
        (r#"{"user": []}"#, 400, "user"),
        (r#"{"user": {"id": 5}}"#, 400, "user.id"),
        (r#"{"user": {"id": "USR-mine"}}"#, 422, "user.id"),
        (r#"{"user": {"id": ""}}"#, 422, "user.id"),
        (r#"{"user": {"id": "a\u0000b"}}"#, 422, "user.id"),
        (&format!(r#"{{"user": {{"id": "{long}"}}}}"#), 422, "user.id"),
        (r#"{"user": {"is_disabled": "yes"}}"#, 400, "user.is_disabled"),
        (r#"{"user": {"metadata": {"a": 1}}}"#, 400, "user.metadata"),
        (&format!(r#"{{"user": {}{}}}"#, "[".repeat(5_000), "]".repeat(5_000)), 400, "user"),
        (&format!(r#"{{"user": {}{}}}"#, r#"{"a":"#.repeat(5_000), "}".repeat(5_000)), 400, ""),
    ] {
        bed.check("POST", "/users", body, status, names).await;
    }
}

#[tokio::test]
async fn members_are_refused_and_named() {
    let bed = Bed::new().await;
    let members = "/users/{u}/members";
    for (body, status, names) in [
        (r#"{"member": {"credentials": []}}"#, 400, "member.institution_code"),
        (r#"{"member": {"institution_code": "oak"}}"#, 400, "member.credentials"),
        (r#"{"member": {"institution_code": "oak", "credentials": "hunter2"}}"#, 400, "member.credentials"),
        (r#"{"member": {"institution_code": "none", "credentials": []}}"#, 422, "member.institution_code"),
        (
            r#"{"member": {"institution_code": "oak", "credentials": [{"guid": "a", "value": ["hunter2"]}]}}"#,
            400,
            "member.credentials[0].value",
        ),
        (
            r#"{"member": {"institution_code": "oak", "credentials": [{"guid": "hunter2"}]}}"#,
            400,
            "member.credentials[0].value",
        ),
        (r#"{"member": {"institution_code": "oak", "credentials": [], "id": "MBR-x"}}"#, 422, "member.id"),
        (
            r#"{"member": {"institution_code": "oak", "credentials": [], "use_cases": ["GAMBLING"]}}"#,
            422,
            "member.use_cases[0]",
        ),
    ] {
        bed.check("POST", members, body, status, names).await;
    }
}

#[tokio::test]
async fn transactions_are_refused_and_named() {
    let bed = Bed::new().await;
    let entries = "/users/{u}/accounts/{a}/transactions";
    let entry = |amount: &str, date: &str, kind: &str| {
        format!(
            r#"{{"transaction": {{"amount": {amount}, "date": "{date}", "description": "x", "type": "{kind}"}}}}"#
        )
    };
    for (body, status, names) in [
        (entry("\"12\"", "2026-10-06", "DEBIT"), 400, "transaction.amount"),
        (entry("-1", "2026-10-06", "DEBIT"), 422, "transaction.amount"),
        (entry("1e300", "2026-10-06", "DEBIT"), 422, "transaction.amount"),
        (entry("1", "2026-02-30", "DEBIT"), 422, "transaction.date"),
        (entry("1", "2026-10-06", "TRANSFER"), 422, "transaction.type"),
        (r#"{"transaction": {"amount": 1}}"#.to_owned(), 400, "transaction.date"),
    ] {
        bed.check("POST", entries, &body, status, names).await;
    }
}

#[tokio::test]
async fn accounts_are_refused_and_named() {
    let bed = Bed::new().await;
    let accounts = "/users/{u}/accounts";
    for (body, status, names) in [
        (r#"{"account": {"account_type": "SAVINGS"}}"#, 400, "account.name"),
        (r#"{"account": {"name": "x"}}"#, 400, "account.account_type"),
        (r#"{"account": {"name": "x", "account_type": "MATTRESS"}}"#, 422, "account.account_type"),
        (r#"{"account": {"name": "x", "account_type": "CASH", "balance": "much"}}"#, 400, "account.balance"),
        (r#"{"account": {"name": "x", "account_type": "CASH", "balance": 1e300}}"#, 422, "account.balance"),
        (
            r#"{"account": {"name": "x", "account_type": "CASH", "currency_code": "GOLD"}}"#,
            422,
            "account.currency_code",
        ),
    ] {
        bed.check("POST", accounts, body, status, names).await;
    }
}

#[tokio::test]
async fn changes_queries_and_paths_are_refused_and_named() {
    let bed = Bed::new().await;
    for (method, path, body, status, names) in [
        ("PUT", "/users/{u}", r#"{"user": {}}"#, 400, "user"),
        ("PUT", "/users/{u}", r#"{"user": {"id": null}}"#, 400, "user"),
        ("PUT", "/users/{u}/members/{m}", r#"{"member": {}}"#, 400, "member"),
        ("PUT", "/users/{u}/members/{m}/resume", r#"{"member": {}}"#, 400, "member.challenges"),
        (
            "PUT",
            "/users/{u}/members/{m}/resume",
            r#"{"member": {"challenges": "x"}}"#,
            400,
            "member.challenges",
        ),
        ("PUT", "/users/{u}/members/{m}/accounts/{a}", r#"{"account": {}}"#, 400, "account"),
        ("GET", "/users?page=0", "", 400, "page"),
        ("GET", "/users?records_per_page=-5", "", 400, "records_per_page"),
        ("GET", "/users?is_disabled=perhaps", "", 400, "is_disabled"),
        ("GET", "/users?id=%00", "", 400, "id"),
        ("GET", "/institutions?supported_products=gold", "", 400, "supported_products"),
        ("GET", "/users/{u}/members?use_case=GAMBLING", "", 400, "use_case"),
        ("GET", "/users/{u}/transactions?from_date=yesterday", "", 400, "from_date"),
        ("GET", "/users/{u}/transactions?category_guid=food", "", 400, "category_guid"),
        ("GET", "/users/USR-{0}", "", 404, "user"),
        ("GET", "/users/{m}", "", 404, "user"),
        ("GET", "/users/%00", "", 404, "user"),
        ("GET", "/users/%F0%28%8C%28", "", 400, "path"),
        ("GET", &format!("/users/{}", "x".repeat(3_000)), "", 404, "user"),
        ("GET", "/users/{u}/members/..%2f..%2fetc", "", 404, "member"),
        ("GET", "/users/{u}/accounts/ACT-{0}/transactions", "", 404, "account"),
        ("DELETE", "/users/{u}/transactions/TRN-{0}", "", 404, "transaction"),
    ] {
        bed.check(method, path, body, status, names).await;
    }
}

#[tokio::test]
async fn headers_are_checked() {
    let hub = Hub::new().await;
    for (name, value, status) in [
        ("Idempotency-Key", "k".repeat(5_000), 400),
        ("Idempotency-Key", "two words".to_owned(), 400),
        ("Accept-Version", "v19990101".to_owned(), 406),
    ] {
        let answer = hub.send(As::App, "POST", "/users", r#"{"user": {}}"#, &[(name, &value)]).await;
        let (got, _, message) = answer.refusal();
        assert_eq!(got, status);
        assert!(message.contains(name), "{message}");
    }
    let user = hub.user().await;
    let path = format!("/users/{user}/members");
    let body = r#"{"member": {"institution_code": "oak", "credentials": []}}"#;
    let answer = hub.send(As::App, "POST", &path, body, &[("x-callback-payload", &"A".repeat(1_025))]).await;
    assert!(answer.refusal().2.contains("X-CALLBACK-PAYLOAD"));
    for kind in ["text/plain", "application/xml", "nonsense", "application/json; charset=latin-1"] {
        let answer = hub.send(As::App, "POST", "/users", r#"{"user": {}}"#, &[("content-type", kind)]).await;
        assert_eq!(answer.status, 200, "{kind}");
    }
}
