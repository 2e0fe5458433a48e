//! What people are told: MX's operations, mails with the real texts, where their links lead, and how people choose.

use crate::hub::{Answer, As, Hub};
use crate::pages::browser::{Browser, Page};
use async_trait::async_trait;
use engine::{Mail, MailProblem, Mailer, Postman};
use jiff::SignedDuration;
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use tokio_util::sync::CancellationToken;
use web::Settings;

const PUBLIC_URL: &str = "http://localhost:8080";

/// A mail server that takes everything.
#[derive(Debug, Default)]
struct Server(Mutex<Vec<Mail>>);

#[async_trait]
impl Mailer for Server {
    async fn send(&self, mail: &Mail) -> Result<(), MailProblem> {
        self.0.lock().unwrap().push(mail.clone());
        Ok(())
    }
}

/// Sends what is due.
async fn sent(hub: &Hub) -> Vec<Mail> {
    let server = Arc::new(Server::default());
    let mailer: Arc<dyn Mailer> = server.clone();
    let letters = Arc::new(web::Correspondence);
    let url = Some(PUBLIC_URL.to_owned());
    let stop = CancellationToken::new();
    Postman::new(hub.engine.clone(), letters, Some(mailer), url, stop).run_due().await.unwrap();
    std::mem::take(&mut *server.0.lock().unwrap())
}

/// A user with an address.
async fn reader(hub: &Hub) -> String {
    let made = hub.make("/users", &json!({"user": {"id": "ada", "email": "ada@mail.example"}})).await;
    made["user"]["guid"].as_str().unwrap().to_owned()
}

/// A new member of the user at `mxbank`, after its first run.
async fn member(hub: &Hub, user: &str, login: &str, password: &str) -> String {
    let body = hub.login("mxbank", login, password).await.to_string();
    let made = hub.send(As::App, "POST", &format!("/users/{user}/members"), &body, &[]).await;
    assert_eq!(made.status, 202, "{made:?}");
    hub.work().await;
    made.json()["member"]["guid"].as_str().unwrap().to_owned()
}

async fn page(hub: &Hub, method: &str, path: &str, body: &str) -> Answer {
    let headers = [("content-type", "application/x-www-form-urlencoded"), ("host", "localhost:8080")];
    hub.send(As::Nobody, method, path, body, &headers).await
}

fn path_of(url: &str) -> &str {
    url.strip_prefix(PUBLIC_URL).unwrap_or_else(|| panic!("{url}"))
}

/// The line of a mail that is an address of this server.
fn link(mail: &Mail) -> String {
    let line = mail.letter.text.lines().find(|line| line.starts_with(PUBLIC_URL));
    path_of(line.unwrap_or_else(|| panic!("{}", mail.letter.text))).to_owned()
}

#[tokio::test]
async fn mx_s_operations_tell_and_list() {
    let hub = Hub::new().await;
    let user = reader(&hub).await;
    let path = format!("/users/{user}/notifications");
    let body = json!({"notification": {"subject": "Report", "content": "It is there."}});
    let made = hub.make(&path, &body).await["notification"].clone();
    let guid = made["guid"].as_str().unwrap();
    assert!(guid.starts_with("TF-"), "{made}");
    for (field, expected) in [
        ("subject", json!("Report")),
        ("content", json!("It is there.")),
        ("notification_type", json!("API_NOTIFICATION")),
        ("has_been_delivered", json!(false)),
        ("has_been_viewed", json!(false)),
        ("delivered_at", Value::Null),
        ("channel", json!("email")),
        ("opened_at", json!("2026-10-06T12:00:00.000Z")),
        ("entity_guid", Value::Null),
    ] {
        assert_eq!(made[field], expected, "{field}");
    }
    assert_eq!(hub.read(&format!("{path}/{guid}")).await["notification"], made);
    assert_eq!(sent(&hub).await.len(), 1);
    let delivered = &hub.read(&format!("{path}/{guid}")).await["notification"];
    assert_eq!(
        (&delivered["has_been_delivered"], &delivered["delivered_at"]),
        (&json!(true), &json!("2026-10-06T12:00:00.000Z"))
    );
    // In the newer version by the user's own id.
    let newer = [("accept-version", "v20250224")];
    let again = hub.send(As::App, "POST", "/users/ada/notifications", &body.to_string(), &newer).await;
    assert_eq!(again.status, 200, "{again:?}");
    let listed = hub.read(&format!("{path}?records_per_page=1")).await;
    assert_eq!(
        (&listed["pagination"]["total_entries"], &listed["notifications"][0]),
        (&json!(2), &again.json()["notification"])
    );
    for (query, expected) in [
        ("from_date=2026-10-06", 2),
        ("to_date=2026-10-06", 2),
        ("from_date=2026-10-07", 0),
        ("to_date=2026-10-05", 0),
    ] {
        let listed = hub.read(&format!("{path}?{query}")).await;
        assert_eq!(listed["pagination"]["total_entries"], expected, "{query}");
    }
    // As the older version of MX's SDK sends it.
    let in_query = async |query: &str, key: &str| {
        hub.send(As::App, "POST", &format!("{path}?{query}"), "", &[("idempotency-key", key)]).await
    };
    let one = in_query("content=It+is%20there&subject=R%C3%A9sum%C3%A9", "q1").await;
    assert_eq!(one.status, 200, "{one:?}");
    let told = &one.json()["notification"];
    assert_eq!((&told["subject"], &told["content"]), (&json!("Résumé"), &json!("It is there")));
    assert_eq!(in_query("content=It+is%20there&subject=R%C3%A9sum%C3%A9", "q1").await.json(), one.json());
    assert_eq!(in_query("content=Other&subject=x", "q1").await.refusal().0, 422);
    assert_eq!(
        in_query("content=Other", "q2").await.refusal().2,
        "notification.subject is missing: give it in the body, or subject in the query"
    );
    // The same key gives the same.
    let key = [("idempotency-key", "k1")];
    let one = hub.send(As::App, "POST", &path, &body.to_string(), &key).await.json();
    assert_eq!(hub.send(As::App, "POST", &path, &body.to_string(), &key).await.json(), one);
    // Refusals.
    let refused =
        async |body: Value| hub.send(As::App, "POST", &path, &body.to_string(), &[]).await.refusal();
    assert_eq!(refused(json!({"notification": {"subject": "x"}})).await.0, 400);
    assert_eq!(refused(json!({})).await.0, 400);
    assert_eq!(refused(Value::Null).await.0, 400);
    let (status, _, message) = refused(json!({"notification": {"subject": " ", "content": "x"}})).await;
    assert_eq!((status, message.as_str()), (422, "notification.subject must have 1 to 250 characters"));
    for path in [format!("{path}/TF-1"), format!("{path}/TF-00000000-0000-0000-0000-000000000001")] {
        assert_eq!(hub.get(&path).await.refusal().0, 404, "{path}");
    }
    let theirs = hub.send(As::Stranger, "GET", &format!("{path}/{guid}"), "", &[]).await;
    assert_eq!(theirs.refusal().0, 404);
    assert_eq!(hub.get(&format!("{path}?from_date=tomorrow")).await.refusal().0, 400);
}

#[tokio::test]
async fn preferences_are_kept() {
    let hub = Hub::new().await;
    let path = format!("/users/{}/notification_preferences", reader(&hub).await);
    let known = async || hub.read(&path).await["notification_preferences"].clone();
    assert_eq!(known().await, json!({"is_email_wanted": true, "language": "auto", "language_used": "en"}));
    let put = async |given: Value| hub.put(&path, &json!({"notification_preferences": given})).await;
    assert_eq!(put(json!({"is_email_wanted": false, "language": "fr-CA"})).await.status, 200);
    assert_eq!(
        known().await,
        json!({"is_email_wanted": false, "language": "fr-CA", "language_used": "fr-CA"})
    );
    assert_eq!(put(json!({"language": "auto"})).await.status, 200);
    assert_eq!(known().await, json!({"is_email_wanted": false, "language": "auto", "language_used": "en"}));
    assert_eq!(put(json!({"language": "tlh"})).await.refusal().0, 422);
    assert_eq!(put(json!({})).await.refusal().0, 400);
    let theirs = hub.send(As::Stranger, "GET", &path, "", &[]).await;
    assert_eq!(theirs.refusal().0, 404);
}

#[tokio::test]
async fn a_mail_says_what_happened_and_its_link_opens_that_connection_alone() {
    let hub = Hub::at_bank().await;
    let user = reader(&hub).await;
    let spanish = json!({"notification_preferences": {"language": "es"}});
    hub.put(&format!("/users/{user}/notification_preferences"), &spanish).await;
    let other = member(&hub, &user, "bob", "good").await;
    let guid = member(&hub, &user, "ann", "INVALID").await;
    assert!(sent(&hub).await.is_empty(), "the person was there");
    hub.clock.advance(SignedDuration::from_hours(2));
    let mails = sent(&hub).await;
    assert_eq!(mails.len(), 1);
    let mail = &mails[0];
    assert_eq!(mail.letter.subject, "app: su conexión con MX Bank le necesita");
    for part in [&mail.letter.text, &mail.letter.html] {
        assert!(part.contains("MX Bank") && part.contains("Lo primero que puede hacer"), "{part}");
        for secret in ["INVALID", "ann", "USR-", "ada@mail.example", "MBR-"] {
            assert!(!part.contains(secret), "{secret}: {part}");
        }
    }
    let path = link(mail);
    // Looking changes nothing, however often a scanner looks.
    for method in ["HEAD", "GET", "GET"] {
        let shown = page(&hub, method, &path, "").await;
        assert_eq!(shown.status, 200, "{shown:?}");
        assert_eq!(shown.header("referrer-policy"), "no-referrer");
        assert!(shown.header("content-security-policy").contains("frame-ancestors 'none'"));
    }
    let shown = page(&hub, "GET", &path, "").await.text;
    assert!(shown.contains("Continuar con MX Bank") && shown.contains("<html lang=\"es\""), "{shown}");
    assert_eq!(shown.matches("<form method=\"post\"").count(), 1);
    let opened = page(&hub, "POST", &path, "").await;
    assert_eq!(opened.status, 303, "{opened:?}");
    let to = opened.header("location").to_owned();
    let base = to.rsplit_once('/').unwrap().0.to_owned();
    let browser = Browser { hub: &hub, base: base.clone() };
    let first: Page = browser.get(&to).await;
    assert!(
        first.status == 200 && first.has("type=\"password\"") && first.has("<html lang=\"es\""),
        "{first:?}"
    );
    assert_eq!(browser.get(&format!("{base}/connect/members/{guid}")).await.status, 200);
    for elsewhere in [
        format!("{base}/connect/members/{other}"),
        format!("{base}/connections"),
        format!("{base}/connections/transactions"),
        format!("{base}/connect/search"),
        format!("{base}/connect/manual"),
        format!("{base}/connect/institutions/mxbank"),
        format!("{base}/members/{other}/leave"),
        format!("{base}/connect/members/{guid}x"),
    ] {
        assert_eq!(browser.get(&elsewhere).await.status, 404, "{elsewhere}");
    }
    // The person gives the right login there; the link has done its duty.
    let done = browser.sign_in(&first, "ann", "good").await;
    hub.work().await;
    assert_eq!(browser.get(&done.path).await.status, 200);
    for method in ["GET", "POST"] {
        let over = page(&hub, method, &path, "").await;
        assert!(over.status == 410 && over.text.contains("This link is no longer needed"), "{over:?}");
    }
    hub.clock.advance(SignedDuration::from_hours(48));
    assert!(sent(&hub).await.is_empty(), "who mended it needs no mail about it");
    for path in ["/notifications/x", "/notifications/unsubscribe/x"] {
        assert_eq!(page(&hub, "GET", path, "").await.status, 410, "{path}");
        assert_eq!(page(&hub, "POST", path, "").await.status, 410, "{path}");
    }
}

#[tokio::test]
async fn the_other_link_ends_mails_after_a_button() {
    let hub = Hub::at_bank().await;
    let user = reader(&hub).await;
    member(&hub, &user, "ann", "INVALID").await;
    hub.clock.advance(SignedDuration::from_hours(2));
    let unsubscribe = sent(&hub).await[0].unsubscribe.clone().unwrap();
    let path = path_of(&unsubscribe);
    let wants = async || {
        let known = hub.read(&format!("/users/{user}/notification_preferences")).await;
        known["notification_preferences"]["is_email_wanted"].clone()
    };
    let shown = page(&hub, "GET", path, "").await;
    assert!(shown.status == 200 && shown.text.contains("No more mails?"), "{shown:?}");
    assert_eq!(wants().await, json!(true), "a look changes nothing");
    // As mail programs do it.
    let done = page(&hub, "POST", path, "List-Unsubscribe=One-Click").await;
    assert!(done.status == 200 && done.text.contains("<h1>No more mails</h1>"), "{done:?}");
    assert_eq!(wants().await, json!(false));
    assert!(page(&hub, "GET", path, "").await.text.contains("<h1>No more mails</h1>"));
    member(&hub, &user, "bob", "INVALID").await;
    hub.clock.advance(SignedDuration::from_hours(2));
    assert!(sent(&hub).await.is_empty());
}

#[tokio::test]
async fn the_list_marks_what_is_new_and_asks_about_mails() {
    let hub = Hub::at_bank_with(Settings { sends_mail: true, ..Settings::default() }).await;
    let user = reader(&hub).await;
    member(&hub, &user, "ann", "good").await;
    member(&hub, &user, "bob", "INVALID").await;
    let body = json!({ "widget_url": { "widget_type": "connections_widget" } });
    let (browser, list) = Browser::open(&hub, &user, &body).await;
    assert_eq!(list.main().matches("<strong>New</strong>").count(), 1, "{list:?}");
    assert!(list.has("app writes to ada@mail.example") && list.has("Mails are sent to you."), "{list:?}");
    let path = format!("{}/connections", browser.base);
    assert!(!browser.get(&path).await.main().contains("<strong>New</strong>"), "it was seen");
    let told = hub.read(&format!("/users/{user}/notifications")).await;
    let told = &told["notifications"][0];
    assert_eq!((&told["has_been_viewed"], &told["reason"]), (&json!(true), &json!("credentials_rejected")));
    assert_eq!(told["subject"], "app: your connection to MX Bank needs you");
    let choose = async |body: &str| browser.post(&format!("{path}/told"), body, &[]).await;
    let off = choose("mails=off").await;
    assert!(
        off.status == 200 && off.has("No mails are sent to you.") && !off.has("name=\"language\""),
        "{off:?}"
    );
    let on = choose("mails=on").await;
    assert!(on.has("Mails are sent to you.") && on.has("<option value=\"auto\" selected>"), "{on:?}");
    assert!(choose("language=es").await.has("<option value=\"es\" selected>"));
    for bad in ["mails=maybe", "language=tlh", ""] {
        assert_eq!(choose(bad).await.status, 400, "{bad}");
    }
    // In the language that the page is read in, unless another was chosen.
    choose("language=auto").await;
    browser.get(&format!("{path}?language=fr-CA")).await;
    let known = hub.read(&format!("/users/{user}/notification_preferences")).await;
    assert_eq!(known["notification_preferences"]["language_used"], "fr-CA");
    // Where nobody sends mails, nobody asks.
    let silent = Hub::at_bank().await;
    let user = reader(&silent).await;
    member(&silent, &user, "ann", "good").await;
    let (_, list) = Browser::open(&silent, &user, &body).await;
    assert!(!list.has("Mails about your connections"));
}
