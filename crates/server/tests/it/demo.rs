//! The demo from start to end, over HTTP.

use crate::process::Demo;
use serde_json::{Value, json};

const PASSWORD: &str = "wrong-horse-battery-staple";
const ANSWER: &str = "a-wrong-answer-nobody-else-gives";

struct Api {
    http: reqwest::Client,
    base: String,
    client_id: String,
    key: String,
}

impl Api {
    fn of(demo: &Demo) -> Self {
        Self {
            http: reqwest::Client::builder().no_proxy().build().unwrap(),
            base: demo.text("base_url"),
            client_id: demo.text("client_id"),
            key: demo.text("api_key"),
        }
    }

    async fn get(&self, path: &str) -> Value {
        let request =
            self.http.get(format!("{}{path}", self.base)).basic_auth(&self.client_id, Some(&self.key));
        request.send().await.unwrap().json().await.unwrap()
    }

    async fn post(&self, path: &str, body: &Value) -> Value {
        let request =
            self.http.post(format!("{}{path}", self.base)).basic_auth(&self.client_id, Some(&self.key));
        request.json(body).send().await.unwrap().json().await.unwrap()
    }

    async fn connect(&self, user: &str, login: &str, password: &str) -> String {
        let fields = self.get("/institutions/mxbank/credentials").await;
        let guid = |name: &str| {
            let all = fields["credentials"].as_array().unwrap();
            all.iter().find(|one| one["field_name"] == name).unwrap()["guid"].clone()
        };
        let credentials =
            json!([{"guid": guid("LOGIN"), "value": login}, {"guid": guid("PASSWORD"), "value": password}]);
        let body = json!({"member": {"institution_code": "mxbank", "credentials": credentials}});
        let made = self.post(&format!("/users/{user}/members"), &body).await;
        made["member"]["guid"].as_str().unwrap_or_else(|| panic!("{made}")).to_owned()
    }

    /// Polls, as an application would, until the run is over or a question is open.
    async fn settled(&self, user: &str, member: &str) -> Value {
        loop {
            let status = self.get(&format!("/users/{user}/members/{member}/status")).await["member"].clone();
            if status["is_being_aggregated"] == false || status["connection_status"] == "CHALLENGED" {
                return status;
            }
        }
    }
}

#[tokio::test]
async fn a_second_start_goes_on_with_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let first = Demo::start(folder.path());
    let fields: Vec<&String> = first.ready.as_object().unwrap().keys().collect();
    let expected = [
        "api_key",
        "bank_url",
        "base_url",
        "client_id",
        "connect_url",
        "connections_url",
        "console_url",
        "user_guid",
    ];
    assert_eq!(fields, expected);
    let api = Api::of(&first);
    let user = first.text("user_guid");
    let member = api.connect(&user, "ann", "plain").await;
    assert_eq!(api.settled(&user, &member).await["connection_status"], "CONNECTED");
    let before = first.ready.clone();
    let (code, _) = first.stop();
    assert_eq!(code, Some(0));
    let second = Demo::start(folder.path());
    for same in ["client_id", "api_key", "user_guid"] {
        assert_eq!(before[same], second.ready[same], "{same}");
    }
    let status = Api::of(&second).settled(&user, &member).await;
    assert_eq!(status["connection_status"], "CONNECTED");
}

#[tokio::test]
async fn a_killed_hub_goes_on_where_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let first = Demo::start(folder.path());
    let user = first.text("user_guid");
    let api = Api::of(&first);
    let member = api.connect(&user, "ann", "challenge").await;
    let status = api.settled(&user, &member).await;
    assert_eq!(status["connection_status"], "CHALLENGED");
    first.kill();
    let second = Demo::start(folder.path());
    let api = Api::of(&second);
    let again = api.settled(&user, &member).await;
    assert_eq!(again["challenges"][0]["guid"], status["challenges"][0]["guid"]);
    let answer =
        json!({"member": {"challenges": [{"guid": again["challenges"][0]["guid"], "value": "correct"}]}});
    let url = format!("{}/users/{user}/members/{member}/resume", api.base);
    let sent =
        api.http.put(url).basic_auth(&api.client_id, Some(&api.key)).json(&answer).send().await.unwrap();
    assert_eq!(sent.status().as_u16(), 202);
    assert_eq!(api.settled(&user, &member).await["connection_status"], "CONNECTED");
}

#[tokio::test]
async fn a_password_is_in_no_log_line_and_no_answer() {
    let folder = tempfile::tempdir().unwrap();
    let demo = Demo::start(folder.path());
    let user = demo.text("user_guid");
    let api = Api::of(&demo);
    let refused = api.connect(&user, "ann", PASSWORD).await;
    assert_eq!(api.settled(&user, &refused).await["connection_status"], "DENIED");
    let asked = api.connect(&user, "bob", "challenge").await;
    let status = api.settled(&user, &asked).await;
    let answer =
        json!({"member": {"challenges": [{"guid": status["challenges"][0]["guid"], "value": ANSWER}]}});
    let url = format!("{}/users/{user}/members/{asked}/resume", api.base);
    api.http.put(url).basic_auth(&api.client_id, Some(&api.key)).json(&answer).send().await.unwrap();
    assert_eq!(api.settled(&user, &asked).await["connection_status"], "REJECTED");
    // Wrong types and unknown fields are answered without repeating what stood there.
    for body in [
        json!({"member": {"institution_code": "mxbank", "credentials": [{"guid": 1, "value": PASSWORD}]}}),
        json!({"member": {"institution_code": "mxbank", "credentials": PASSWORD}}),
        json!({"member": {"institution_code": "mxbank", "credentials": [{"guid": "CRD-x", "value": PASSWORD}]}}),
        json!({"member": {"institution_code": "mxbank", "credentials": [{"guid": "CRD-x", "value": [PASSWORD]}]}}),
    ] {
        let answer = api.post(&format!("/users/{user}/members"), &body).await;
        assert!(answer["error"]["message"].is_string() && !answer.to_string().contains(PASSWORD), "{answer}");
    }
    let listed = api.get(&format!("/users/{user}/members")).await.to_string();
    assert!(!listed.contains(PASSWORD));
    let (_, log) = demo.stop();
    assert!(log.lines().count() > 5, "at level trace the log says something");
    for secret in [PASSWORD, ANSWER] {
        assert!(!log.contains(secret), "a secret is in the log");
    }
    for file in std::fs::read_dir(folder.path()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        for secret in [PASSWORD, ANSWER] {
            assert!(!bytes.windows(secret.len()).any(|part| part == secret.as_bytes()));
        }
    }
}

#[tokio::test]
async fn what_opens_a_page_is_in_no_log_line_and_no_metric() {
    let folder = tempfile::tempdir().unwrap();
    let demo = Demo::start(folder.path());
    let api = Api::of(&demo);
    let first = api.http.get(demo.text("connect_url")).send().await.unwrap();
    assert_eq!(first.status().as_u16(), 200);
    let session = first.url().path().split('/').nth(2).unwrap().to_owned();
    let host = api.base.strip_prefix("http://").unwrap();
    assert!(first.text().await.unwrap().contains("<h1>"), "{host}");
    let made = api
        .post(
            &format!("/users/{}/widget_urls", demo.text("user_guid")),
            &json!({"widget_url": {"widget_type": "connect_widget"}}),
        )
        .await;
    let url = made["widget_url"]["url"].as_str().unwrap().to_owned();
    let opened = api.http.get(&url).send().await.unwrap();
    let link = url.rsplit('/').next().unwrap().to_owned();
    let other = opened.url().path().split('/').nth(2).unwrap().to_owned();
    assert_eq!((opened.status().as_u16(), session.len(), link.len(), other.len()), (200, 43, 43, 43));
    // A page of its own, a page that is not there, a form that is refused, a link that was used.
    for path in [
        format!("/p/{session}/connect/search?q=oak"),
        format!("/p/{session}/nothing"),
        format!("/widgets/{link}"),
    ] {
        api.http.get(format!("{}{path}", api.base)).send().await.unwrap();
    }
    let consent = format!("{}/p/{session}/connect/consent", api.base);
    let forged =
        api.http.post(consent).header("origin", "https://evil.example").body("to=").send().await.unwrap();
    assert_eq!(forged.status().as_u16(), 403);
    let metrics = api.http.get(format!("{}/metrics", api.base)).send().await.unwrap().text().await.unwrap();
    assert!(metrics.contains("/p/{session}/connect"), "{metrics}");
    let (_, log) = demo.stop();
    assert!(log.contains("/p/{session}/connect"));
    for token in [&session, &link, &other] {
        assert!(!log.contains(token.as_str()) && !metrics.contains(token.as_str()), "a token is in the log");
        for file in std::fs::read_dir(folder.path()).unwrap() {
            let path = file.unwrap().path();
            let bytes = std::fs::read(&path).unwrap();
            let is_in = bytes.windows(token.len()).any(|part| part == token.as_bytes());
            assert!(!is_in, "a token is in {}", path.display());
        }
    }
}
