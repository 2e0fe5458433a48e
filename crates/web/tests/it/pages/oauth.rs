//! To the bank's own page and back, through the pages: the browser that left, another one, a stranger, and an app that wants its person
//! back.

use super::browser::{Browser, Page, connect};
use crate::hub::{Answer, As, Hub};
use crate::person::{Doing, RETURN, at_the_bank};
use serde_json::{Value, json};
use std::time::Duration;

const HOST: (&str, &str) = ("host", "127.0.0.1:4711");
const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
const BANK: &str = "mx_bank_oauth";

/// Somebody on the way to the bank.
struct Away {
    cookie: String,
    url: String,
}

/// A user whom the application calls by a mail address.
async fn maria(hub: &Hub) -> String {
    let made = hub.make("/users", &json!({"user": {"email": "maria.lind@mail.example"}})).await;
    made["user"]["guid"].as_str().unwrap().to_owned()
}

/// The page before leaving.
async fn leaving<'a>(hub: &'a Hub, user: &str, body: &Value) -> (Browser<'a>, Page) {
    let (browser, _) = Browser::agreed(hub, user, body).await;
    let offer = browser.get(&format!("{}/connect/institutions/{BANK}", browser.base)).await;
    assert!(offer.title().contains("on its own page") && !offer.has("password"), "{offer:?}");
    let page = browser.send(&offer, &[]).await;
    (browser, page)
}

async fn go(hub: &Hub, page: &Page) -> Away {
    let answer = hub.send(As::Nobody, "POST", &page.action(), "", &[HOST, FORM]).await;
    assert_eq!(answer.status, 303, "{answer:?}");
    let cookie = answer.header("set-cookie");
    assert!(cookie.contains("HttpOnly; SameSite=Lax") && cookie.contains("Path=/oauth/return"), "{cookie}");
    let cookie = cookie.split(';').next().unwrap().to_owned();
    Away { cookie, url: answer.header("location").to_owned() }
}

async fn at_bank(away: &Away, doing: Doing<'_>) -> String {
    at_the_bank(away.url.split("/oauth/").next().unwrap(), &away.url, doing).await.expose().to_owned()
}

async fn back(hub: &Hub, query: &str, cookie: Option<&str>) -> Answer {
    let mut headers = vec![HOST];
    headers.extend(cookie.map(|cookie| ("cookie", cookie)));
    hub.send(As::Nobody, "GET", &format!("/oauth/return?{query}"), "", &headers).await
}

fn title(answer: &Answer) -> &str {
    answer.text.split("<h1>").nth(1).unwrap_or_else(|| panic!("{answer:?}")).split("</h1>").next().unwrap()
}

#[tokio::test]
async fn a_person_leaves_comes_back_and_sees_the_accounts() {
    let hub = Hub::at_bank().await;
    let user = maria(&hub).await;
    let (browser, page) = leaving(&hub, &user, &connect()).await;
    assert_eq!(page.title(), "You go to the bank’s own page now");
    for named in ["maria.lind@mail.example", "<strong>app</strong>", "mxbank.example"] {
        assert!(page.has(named), "{named}: {page:?}");
    }
    let policy = page.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("form-action 'self' https:"), "{policy}");
    let away = go(&hub, &page).await;
    assert!(
        away.url.contains("code_challenge_method=S256") && away.url.contains("redirect_uri=http%3A%2F%2F127")
    );
    let query = at_bank(&away, Doing::all("ann", "fine")).await;
    let answer = back(&hub, &query, Some(&away.cookie)).await;
    assert_eq!(answer.status, 303, "{answer:?}");
    assert!(answer.header("set-cookie").contains("Max-Age=0"));
    let progress = browser.get(answer.header("location")).await;
    assert!(progress.path.contains("/connect/members/"), "{progress:?}");
    hub.work().await;
    let done = browser.get(&progress.path).await;
    assert!(done.told().iter().any(|event| event == "mx/connect/memberConnected"), "{:?}", done.told());
    // What was brought is used up.
    assert_eq!(title(&back(&hub, &query, Some(&away.cookie)).await), "This visit is over");
}

#[tokio::test]
async fn a_strangers_return_is_asked_and_shows_no_data() {
    let hub = Hub::at_bank().await;
    let user = maria(&hub).await;
    // Somebody begins a visit and sends its way to a victim, who signs in at the bank.
    let (browser, page) = leaving(&hub, &user, &connect()).await;
    let away = go(&hub, &page).await;
    let query = at_bank(&away, Doing::all("victim", "fine")).await;
    let other = "swingbridge_visit=0123456789abcdef0123456789abcdef.x";
    for cookie in [None, Some(other)] {
        let asked = back(&hub, &query, cookie).await;
        assert_eq!((asked.status, title(&asked)), (200, "Is it you who began this?"));
        assert!(asked.text.contains("m•••@mail.example") && asked.text.contains("<strong>app</strong>"));
        for secret in ["maria.lind", "victim", "Checking", "/p/", "USR-", "MBR-"] {
            assert!(!asked.text.contains(secret), "{secret} is told to a stranger: {}", asked.text);
        }
        assert_eq!(asked.header("x-frame-options"), "DENY");
    }
    let hidden = format!("query={}", escaped(&query));
    // A form of another site decides nothing.
    let forged = hub
        .send(As::Nobody, "POST", "/oauth/return", &hidden, &[HOST, FORM, ("sec-fetch-site", "cross-site")])
        .await;
    assert_eq!(forged.status, 403, "{forged:?}");
    // The victim says no: nothing is connected, and the permission is of no use to anybody.
    let no = hub.send(As::Nobody, "POST", "/oauth/return", &format!("{hidden}&no=yes"), &[HOST, FORM]).await;
    assert_eq!(title(&no), "Thrown away");
    hub.work().await;
    let members = hub.read(&format!("/users/{user}/members")).await;
    assert_eq!(members["members"][0]["connection_status"], "PENDING");
    assert_eq!(members["members"][0]["reason"], "oauth_cancelled");
    assert_eq!(title(&back(&hub, &query, Some(&away.cookie)).await), "This visit is over");
    let accounts = hub.read(&format!("/users/{user}/accounts")).await;
    assert_eq!(accounts["pagination"]["total_entries"], 0);
    drop(browser);
}

#[tokio::test]
async fn another_browser_of_the_same_person_may_go_on() {
    let hub = Hub::at_bank().await;
    let user = maria(&hub).await;
    let (browser, page) = leaving(&hub, &user, &connect()).await;
    let away = go(&hub, &page).await;
    let query = at_bank(&away, Doing::all("ann", "fine")).await;
    let asked = back(&hub, &query, None).await;
    assert!(asked.text.contains("name=\"query\""));
    let yes = hub
        .send(As::Nobody, "POST", "/oauth/return", &format!("query={}", escaped(&query)), &[HOST, FORM])
        .await;
    assert_eq!(title(&yes), "The bank has said yes");
    assert!(!yes.text.contains("/p/"), "the session of the first browser is not told to the second");
    hub.work().await;
    let members = hub.read(&format!("/users/{user}/members")).await;
    assert_eq!(members["members"][0]["connection_status"], "CONNECTED");
    drop(browser);
}

#[tokio::test]
async fn what_went_wrong_at_the_bank_is_said_and_can_be_tried_again() {
    let hub = Hub::at_bank().await;
    let user = maria(&hub).await;
    let (browser, page) = leaving(&hub, &user, &connect()).await;
    let away = go(&hub, &page).await;
    let declined = Doing { allows: false, ..Doing::all("ann", "fine") };
    let query = at_bank(&away, declined).await;
    let answer = back(&hub, &query, Some(&away.cookie)).await;
    let trouble = browser.get(answer.header("location")).await;
    assert!(trouble.told().iter().any(|event| event == "mx/connect/oauthError"), "{:?}", trouble.told());
    assert!(trouble.main().contains("/leave"), "{trouble:?}");
    let member = trouble.path.rsplit('/').next().unwrap().to_owned();
    let leave = browser.get(&format!("{}/members/{member}/leave", browser.base)).await;
    let away = go(&hub, &leave).await;
    let query = at_bank(&away, Doing::all("ann", "fine")).await;
    back(&hub, &query, Some(&away.cookie)).await;
    hub.work().await;
    let members = hub.read(&format!("/users/{user}/members")).await;
    assert_eq!(members["members"][0]["connection_status"], "CONNECTED");
    assert_eq!(members["pagination"]["total_entries"], 1);
}

#[tokio::test]
async fn in_a_frame_the_way_opens_a_window() {
    let hub = Hub::at_bank().await;
    let user = maria(&hub).await;
    let (browser, _) = Browser::agreed(&hub, &user, &connect()).await;
    let path = format!("{}/connect/institutions/{BANK}", browser.base);
    hub.send(As::Nobody, "GET", &path, "", &[HOST, ("sec-fetch-dest", "iframe")]).await;
    let offer = browser.get(&path).await;
    let answer = hub.send(As::Nobody, "POST", &offer.action(), &offer.filled(&[]), &[HOST, FORM]).await;
    let pending = hub.send(As::Nobody, "GET", answer.header("location"), "", &[HOST]).await;
    assert!(pending.text.contains("target=\"_blank\"") && pending.text.contains("data-live"), "{pending:?}");
    assert!(pending.text.contains("mx/connect/oauthRequested"), "{pending:?}");
    assert!(pending.text.contains("http://127.0.0.1:4711/widgets/"), "the app gets a link of its own");
    // Back in that window, the person is told to close it.
    let member = answer.header("location").rsplit('/').next().unwrap().to_owned();
    let leave = browser.get(&format!("{}/members/{member}/leave", browser.base)).await;
    let away = go(&hub, &leave).await;
    let query = at_bank(&away, Doing::all("ann", "fine")).await;
    let answer = back(&hub, &query, Some(&away.cookie)).await;
    let returned = browser.get(answer.header("location")).await;
    assert_eq!(returned.title(), "You are back, and the bank has said yes");
}

#[tokio::test]
async fn an_app_gets_its_person_back() {
    let hub = Hub::at_bank().await;
    let user = maria(&hub).await;
    let members = format!("/users/{user}/members");
    let body = json!({
        "member": {"institution_code": BANK, "credentials": [], "is_oauth": true},
        "referral_source": "APP", "client_redirect_url": "https://app.example/done?from=bank#top",
    });
    let made = hub.send(As::App, "POST", &members, &body.to_string(), &[HOST]).await.json();
    let link = made["member"]["oauth_window_uri"].as_str().unwrap();
    let link = link.strip_prefix("http://127.0.0.1:4711").unwrap();
    let opened = hub.send(As::Nobody, "GET", link, "", &[HOST]).await;
    let second = hub.send(As::Nobody, "GET", link, "", &[HOST]).await;
    assert_eq!((opened.status, second.status), (303, 410));
    let browser =
        Browser { hub: &hub, base: opened.header("location").split("/members/").next().unwrap().to_owned() };
    let leave = browser.get(opened.header("location")).await;
    let away = go(&hub, &leave).await;
    let query = at_bank(&away, Doing::all("ann", "fine")).await;
    let answer = back(&hub, &query, Some(&away.cookie)).await;
    let returned = browser.get(answer.header("location")).await;
    let member = made["member"]["guid"].as_str().unwrap();
    let to = format!("https://app.example/done?from=bank&status=success&member_guid={member}#top");
    assert!(returned.html.replace("&#38;", "&").replace("&amp;", "&").contains(&to), "{}", returned.html);
}

/// A session of one visit of a member, whose person the app wants back at its own address.
async fn visiting<'a>(hub: &'a Hub, user: &str, member: &str, more: &str) -> (Browser<'a>, Away) {
    let path = format!(
        "/users/{user}/members/{member}/oauth_window_uri?referral_source=APP&client_redirect_url=https://app.example/done{more}"
    );
    let link = hub.send(As::App, "GET", &path, "", &[HOST]).await.json();
    visit_by(hub, link["member"]["oauth_window_uri"].as_str().unwrap_or_else(|| panic!("{link}"))).await
}

async fn visit_by<'a>(hub: &'a Hub, link: &str) -> (Browser<'a>, Away) {
    let link = link.strip_prefix("http://127.0.0.1:4711").unwrap();
    let opened = hub.send(As::Nobody, "GET", link, "", &[HOST]).await;
    let leave = opened.header("location").to_owned();
    let browser = Browser { hub, base: leave.split("/members/").next().unwrap().to_owned() };
    let page = browser.get(&leave).await;
    let away = go(hub, &page).await;
    (browser, away)
}

/// A member that waits for its person.
async fn awaited(hub: &Hub, user: &str, more: Value) -> String {
    let mut member = json!({"institution_code": BANK, "credentials": [], "is_oauth": true});
    member.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let path = format!("/users/{user}/members");
    let made = hub.send(As::App, "POST", &path, &json!({ "member": member }).to_string(), &[HOST]).await;
    let made = made.json();
    made["member"]["guid"].as_str().unwrap_or_else(|| panic!("{made}")).to_owned()
}

/// The outcome of this visit is told, whatever the connection was before it, and why it came to nothing in MX's words.
#[tokio::test]
async fn a_visit_that_came_to_nothing_is_no_success() {
    let hub = Hub::at_bank().await;
    let user = maria(&hub).await;
    let member = awaited(&hub, &user, json!({})).await;
    let allow = Doing::all("ann", "fine");
    for (doing, told) in [
        (Doing { allows: false, ..allow }, "status=error&error_reason=CANCELLED"),
        (allow, "status=success"),
        (Doing { allows: false, ..allow }, "status=error&error_reason=CANCELLED"),
        (Doing::all("lou", "LOCKED"), "status=error&error_reason=DENIED"),
        (Doing::all("sam", "SERVER_ERROR"), "status=error&error_reason=SESSION_ERROR"),
        (Doing::all("ted", "TERMS_NOT_ACCEPTED"), "status=error&error_reason=IMPEDED"),
        (allow, "status=success"),
    ] {
        let (browser, away) = visiting(&hub, &user, &member, "").await;
        let query = at_bank(&away, doing).await;
        let answer = back(&hub, &query, Some(&away.cookie)).await;
        let returned = browser.get(answer.header("location")).await;
        let (title, message) = match told {
            "status=success" => ("You are back, and the bank has said yes", None),
            _ => ("You are back, and nothing was connected", told.split("error_reason=").nth(1)),
        };
        assert_eq!(returned.title(), title, "{told}");
        let html = returned.html.replace("&#38;", "&").replace("&amp;", "&");
        assert!(html.contains(&format!("https://app.example/done?{told}&member_guid={member}")), "{html}");
        let reason = message.map(|name| format!("\"error_reason\":\"{name}\""));
        assert_eq!(returned.told().iter().any(|event| event == "mx/connect/oauthError"), message.is_some());
        assert!(reason.is_none_or(|reason| html.contains(&reason)), "{html}");
        hub.work().await;
    }
    // What nobody says is a trouble of no known cause.
    let (browser, _) = visiting(&hub, &user, &member, "").await;
    let odd = browser.get(&format!("{}/members/{member}/returned?why=sunspots", browser.base)).await;
    assert!(odd.has("status=error") && odd.has("error_reason=SERVER_ERROR"), "{odd:?}");
}

/// Applications that want the consent and no data yet say so when the member is made (v20111101), or with the link.
#[tokio::test]
async fn nothing_is_read_where_the_application_skips_it() {
    let hub = Hub::at_bank().await;
    let user = maria(&hub).await;
    let path = format!("/users/{user}/members");
    let body = json!({"member": {"institution_code": BANK, "credentials": [], "is_oauth": true, "skip_aggregation": true}});
    for (headers, more, is_read) in [
        (&[HOST][..], None, false),
        (&[HOST, ("accept-version", "v20250224")], None, true),
        (&[HOST], Some(""), true),
        (&[HOST, ("accept-version", "v20250224")], Some("&skip_aggregation=true"), false),
    ] {
        let made = hub.send(As::App, "POST", &path, &body.to_string(), headers).await.json();
        let member = made["member"]["guid"].as_str().unwrap_or_else(|| panic!("{made}")).to_owned();
        let link = made["member"]["oauth_window_uri"].as_str().unwrap();
        let away = match more {
            Some(more) => visiting(&hub, &user, &member, more).await.1,
            None => visit_by(&hub, link).await.1,
        };
        let query = at_bank(&away, Doing::all("ann", "fine")).await;
        assert_eq!(back(&hub, &query, Some(&away.cookie)).await.status, 303);
        hub.work().await;
        let told = hub.read(&format!("{path}/{member}")).await;
        assert_eq!(told["member"]["connection_status"], "CONNECTED", "{told}");
        assert_eq!(told["member"]["is_being_aggregated"], false);
        let accounts = hub.read(&format!("{path}/{member}/accounts")).await;
        assert_eq!(accounts["pagination"]["total_entries"] != 0, is_read, "{more:?} {headers:?}");
        hub.send(As::App, "DELETE", &format!("{path}/{member}"), "", &[HOST]).await;
    }
}

/// The link for one visit leads there and back, and opens nothing else of the person's.
#[tokio::test]
async fn a_visit_s_link_opens_the_visit_alone() {
    let hub = Hub::at_bank().await;
    let user = maria(&hub).await;
    let (connect, _) = Browser::agreed(&hub, &user, &crate::pages::browser::connect()).await;
    let other = connect.connect("mxbank", "ann", "good").await.path;
    let other = other.rsplit('/').next().unwrap();
    let body =
        json!({ "member": { "institution_code": "mx_bank_oauth", "credentials": [], "is_oauth": true } });
    let made = hub
        .send(
            As::App,
            "POST",
            &format!("/users/{user}/members"),
            &body.to_string(),
            &[("host", "localhost:8080")],
        )
        .await;
    let made = made.json();
    let member = made["member"]["guid"].as_str().unwrap_or_else(|| panic!("{made}")).to_owned();
    let path = format!("/users/{user}/members/{member}/oauth_window_uri");
    let reading = hub.send(As::Reader, "GET", &path, "", &[("host", "localhost:8080")]).await;
    assert_eq!(reading.status, 403, "a key that may only read lets nobody connect");
    let answer = hub.send(As::App, "GET", &path, "", &[("host", "localhost:8080")]).await;
    let link = answer.json()["member"]["oauth_window_uri"].as_str().unwrap().to_owned();
    let opened =
        hub.send(As::Nobody, "GET", link.strip_prefix("http://localhost:8080").unwrap(), "", &[]).await;
    let leave = opened.header("location").to_owned();
    let base = leave.split("/members/").next().unwrap().to_owned();
    let browser = Browser { hub: &hub, base: base.clone() };
    assert_eq!(browser.get(&leave).await.status, 200);
    assert_eq!(browser.get(&format!("{base}/connect/members/{member}")).await.status, 200);
    for path in
        ["/connect", "/connect/search", "/connect/manual", "/connections", "/connect/institutions/mxbank"]
    {
        assert_eq!(browser.get(&format!("{base}{path}")).await.status, 404, "{path}");
    }
    assert_eq!(browser.get(&format!("{base}/connect/members/{other}")).await.status, 404);
    for path in [
        format!("members/{other}/remove"),
        format!("members/{member}/remove"),
        "institutions/first_harbor".to_owned(),
    ] {
        assert_eq!(browser.post(&format!("{base}/connect/{path}"), "", &[]).await.status, 404, "{path}");
    }
    let members = hub.read(&format!("/users/{user}/members")).await;
    assert_eq!(members["members"].as_array().unwrap().len(), 2, "nothing was made or removed");
}

#[tokio::test]
async fn returns_of_nobody_are_over() {
    let hub = Hub::at_bank().await;
    for query in ["", "code=x", "code=x&state=y", "error=access_denied&state=%00", &"x".repeat(6_000)] {
        let answer = back(&hub, query, None).await;
        assert_eq!((answer.status, title(&answer)), (410, "This visit is over"), "{query:.30}");
    }
    assert_eq!(RETURN, "http://127.0.0.1:4711/oauth/return");
}

#[tokio::test]
async fn a_bank_that_is_away_is_said_to_be() {
    let hub = Hub::at_bank().await;
    let user = maria(&hub).await;
    let (_, page) = leaving(&hub, &user, &connect()).await;
    let state = format!("/sandbox/institutions/{BANK}/state");
    hub.put(&state, &json!({"state": "down"})).await;
    let answer = hub.send(As::Nobody, "POST", &page.action(), "", &[HOST, FORM]).await;
    assert_eq!((answer.status, title(&answer)), (503, "The bank’s page cannot be reached now"));
}

/// A bank that does not say in time where its page is: the person reads a page about it, in the language of the session.
#[tokio::test]
async fn who_waits_for_a_page_reads_a_page() {
    // The session is read in less, and the bank's answer takes longer.
    const TIME: Duration = Duration::from_secs(1);
    let mut hub = Hub::at_bank().await;
    let user = maria(&hub).await;
    let spanish = json!({ "widget_url": { "widget_type": "connect_widget", "locale": "es" } });
    let (browser, _) = Browser::agreed(&hub, &user, &spanish).await;
    let offer = browser.get(&format!("{}/connect/institutions/{BANK}", browser.base)).await;
    let page = browser.send(&offer, &[]).await.action();
    hub.put(&format!("/sandbox/institutions/{BANK}/state"), &json!({"state": "open", "delay_ms": 10_000}))
        .await;
    hub.hurry(TIME);
    let answer = hub.send(As::Nobody, "POST", &page, "", &[HOST, FORM]).await;
    assert_eq!((answer.status, title(&answer)), (503, "Esto tardó demasiado"));
    assert!(
        answer.text.contains(&page)
            && answer.header("content-security-policy").contains("form-action 'self'")
    );
}

fn escaped(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect::<Vec<_>>().concat()
}
