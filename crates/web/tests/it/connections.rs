//! The pages of Connections, as a browser without a script meets them.

use crate::hub::{As, Hub};
use crate::pages::browser::{Browser, Page};
use domain::clock::Clock as _;
use domain::member::Status;
use serde_json::{Value, json};

pub(crate) fn connections() -> Value {
    json!({ "widget_url": { "widget_type": "connections_widget" } })
}

/// The guid of a new member of the user at `mxbank`, after its first run.
pub(crate) async fn member(hub: &Hub, user: &str, login: &str, password: &str) -> String {
    let body = hub.login("mxbank", login, password).await.to_string();
    let made = hub.send(As::App, "POST", &format!("/users/{user}/members"), &body, &[]).await;
    assert_eq!(made.status, 202, "{made:?}");
    hub.work().await;
    // The next one is made later, and stands behind it.
    hub.clock.advance(jiff::SignedDuration::from_secs(1));
    made.json()["member"]["guid"].as_str().unwrap().to_owned()
}

/// What stands in the main part between two marks, after the first of them.
fn between<'a>(page: &'a Page, from: &str, to: &str) -> &'a str {
    page.main()
        .split(from)
        .nth(1)
        .unwrap_or_else(|| panic!("no {from}: {}", page.html))
        .split(to)
        .next()
        .unwrap()
}

fn items(page: &Page) -> Vec<&str> {
    page.main().split("<div class=\"bank\">").skip(1).collect()
}

#[tokio::test]
async fn an_empty_list_leads_to_connect() {
    let hub = Hub::at_bank().await;
    let (browser, page) = Browser::open(&hub, &hub.user().await, &connections()).await;
    assert_eq!((page.title(), page.primaries()), ("Your connections", 1));
    assert_eq!(page.told(), ["mx/load", "swingbridge/badge"]);
    assert_eq!(page.data()["posts"][1]["metadata"]["count"], 0);
    let connect = browser.get(&format!("{}/connect", browser.base)).await;
    assert_eq!(connect.title(), "Let app read your accounts");
    assert!(
        connect.has(&format!("class=\"back\" href=\"{}/connections\"", browser.base)),
        "{}",
        connect.html
    );
    // Who does not find the bank may bring its file instead.
    let missing = browser.get(&format!("{}/connect/missing", browser.base)).await;
    assert!(missing.has(&format!("{}/connections/import\"", browser.base)), "{}", missing.html);
    let demo = hub.visit("/demo/connections", Some("127.0.0.1:5000"), "localhost:8080").await;
    assert!(demo.status == 303 && demo.header("location").ends_with("/connections"), "{demo:?}");
    // A visit for something else sees nothing here.
    let (other, _) = Browser::open(&hub, &hub.user().await, &crate::pages::browser::connect()).await;
    assert_eq!(other.get(&format!("{}/connections", other.base)).await.status, 404);
}

#[tokio::test]
async fn every_status_has_one_chip_and_one_button_at_most() {
    let hub = Hub::at_bank().await;
    let user = hub.user().await;
    let guid = member(&hub, &user, "ann", "good").await;
    let (browser, _) = Browser::open(&hub, &user, &connections()).await;
    let list = format!("{}/connections", browser.base);
    for status in Status::ALL {
        let Some(name) = status.name() else { continue };
        hub.force_status(&user, &guid, status).await;
        let page = browser.get(&list).await;
        let item = items(&page)[0];
        assert_eq!(item.matches("class=\"chip ").count(), 1, "{name}: {item}");
        assert!(item.matches("class=\"button ").count() <= 1, "{name}: {item}");
        assert!(!page.main().contains(">page-") && !page.main().contains("> page-"), "{name}: {item}");
        let needs = page.main().contains("One connection needs you");
        assert_eq!(needs, page.has("class=\"badge\""), "{name}");
        assert_eq!(needs, page.primaries() == 1, "{name}: {item}");
        assert!(item.contains("12 accounts") && item.contains("8 more accounts"), "{name}: {item}");
    }
}

#[tokio::test]
async fn the_list_comes_in_pages() {
    let hub = Hub::at_bank().await;
    let user = hub.user().await;
    for number in 0..26 {
        let mut body = hub.login("mxbank", &format!("person{number}"), "good").await;
        body["member"]["skip_aggregation"] = json!(true);
        let path = format!("/users/{user}/members");
        let made = hub.send(As::App, "POST", &path, &body.to_string(), &[]).await;
        assert!(made.status < 300, "{made:?}");
    }
    let (browser, first) = Browser::open(&hub, &user, &connections()).await;
    assert_eq!(items(&first).len(), 25);
    assert!(first.has("Page 1 of 2") && first.has("26 connections need you"), "{}", first.html);
    let second = browser.get(&format!("{}/connections?page=2", browser.base)).await;
    assert_eq!(items(&second).len(), 1);
    assert!(second.has("rel=\"prev\"") && !second.has("rel=\"next\""));
    assert_eq!(between(&second, "<span class=\"meta\">Page", "<"), " 2 of 2");
    let script = first.html.split("src=\"").nth(1).unwrap().split('"').next().unwrap();
    let script = hub.send(As::Nobody, "GET", script, "", &[]).await.text.len();
    assert!(first.html.len() + script < 60 * 1024, "the weight of a page: {} + {script}", first.html.len());
}

/// A user with one connected bank, and a visit to Connections.
pub(crate) async fn connected(hub: &Hub) -> (String, String, Browser<'_>) {
    let user = hub.user().await;
    let guid = member(hub, &user, "ann", "good").await;
    let (browser, _) = Browser::open(hub, &user, &connections()).await;
    (user, guid, browser)
}

/// The number of all transactions of a member.
pub(crate) async fn transactions(hub: &Hub, user: &str, member: &str) -> i64 {
    let scope = hub.engine.of(hub.app_guid());
    let filter = engine::records::TransactionFilter {
        member: Some(member.parse().unwrap()),
        ..engine::records::TransactionFilter::default()
    };
    let page = engine::records::Page { number: 1, size: 1 };
    scope.transactions(&hub.user_record(user).await, &filter, page).await.unwrap().total
}

fn grouped(count: i64) -> String {
    let digits = count.to_string();
    match digits.len() {
        0..=3 => digits,
        long => format!("{},{}", &digits[..long - 3], &digits[long - 3..]),
    }
}

#[tokio::test]
async fn one_connection_shows_all_and_does_what_it_takes() {
    let hub = Hub::at_bank().await;
    let (user, guid, browser) = connected(&hub).await;
    let path = format!("{}/connections/{guid}", browser.base);
    let page = browser.get(&path).await;
    assert!(page.has("<h1 class=\"name\">MX Bank</h1>") && page.has("ending in"), "{}", page.html);
    assert_eq!(page.main().matches("class=\"money\"").count(), 12);
    for (fact, value) in
        [("Last success", "just now"), ("Connected since", "6 October 2026"), ("Next refresh", "in ")]
    {
        assert!(page.has(&format!("<dt>{fact}</dt><dd>{value}")), "{fact}: {}", page.html);
    }
    // A run is under way: it is said, and no second begins.
    let running = browser.post(&format!("{path}/refresh"), "", &[]).await;
    assert!(running.has("An update is under way") && running.has("Signing in"), "{}", running.html);
    assert!(running.has("data-live=") && !running.has("/history\""), "{}", running.html);
    for button in ["refresh", "history"] {
        let twice = browser.post(&format!("{path}/{button}"), "", &[]).await;
        assert!(twice.has("Something else is being read there right now"), "{button}: {}", twice.html);
    }
    hub.work().await;
    let history = browser.post(&format!("{path}/history"), "", &[]).await;
    assert!(history.has("We are fetching older transactions now"), "{}", history.html);
    hub.work().await;
    let paused = browser.post(&format!("{path}/pause"), "", &[]).await;
    assert!(paused.has("The updates are paused") && paused.has("> Paused</span>"), "{}", paused.html);
    let member = hub.read(&format!("/users/{user}/members/{guid}")).await["member"].clone();
    assert_eq!(member["connection_status"], "DISABLED");
    let twice = browser.post(&format!("{path}/pause"), "", &[]).await;
    assert_eq!(twice.status, 200);
    let on = browser.post(&format!("{path}/unpause"), "", &[]).await;
    assert!(on.has("The updates go on") && on.has("> Connected</span>"), "{}", on.html);
    let again = browser.post(&format!("{path}/unpause"), "", &[]).await;
    assert!(again.has("That is not possible any more"), "{}", again.html);
}

#[tokio::test]
async fn accounts_are_hidden_and_shown() {
    let hub = Hub::at_bank().await;
    let (user, guid, browser) = connected(&hub).await;
    let path = format!("{}/connections/{guid}/accounts", browser.base);
    let form = browser.get(&path).await;
    let guids: Vec<String> =
        form.main().split("name=\"show\" value=\"").skip(1).map(|rest| rest[..40].to_owned()).collect();
    assert_eq!((guids.len(), form.main().matches(" checked").count()), (12, 12));
    let hidden = async || {
        let accounts = hub.read(&format!("/users/{user}/accounts?records_per_page=100")).await;
        let all = accounts["accounts"].as_array().unwrap().clone();
        all.iter().filter(|one| one["is_hidden"] == true).count()
    };
    let keep: Vec<(&str, &str)> = guids.iter().skip(2).map(|guid| ("show", guid.as_str())).collect();
    let saved = browser.send(&form, &keep).await;
    assert!(saved.has("It is noted which accounts are shown"), "{}", saved.html);
    assert_eq!((hidden().await, saved.main().matches(" hidden</span>").count()), (2, 2));
    // What the page did not show is left alone; another's account changes nothing.
    let body = format!("seen={}&show={}&seen=ACT-00000000-0000-0000-0000-000000000001", guids[0], guids[0]);
    browser.post(&path, &body, &[]).await;
    assert_eq!(hidden().await, 1);
    let remove = browser.get(&format!("{}/connections/{guid}/remove", browser.base)).await;
    let hide = format!("{}/connections/{guid}/hide", browser.base);
    assert!(remove.has(&format!("action=\"{hide}\"")), "{}", remove.html);
    let hid = browser.post(&hide, "", &[]).await;
    assert!(hid.has("It is noted which accounts are shown"), "{}", hid.html);
    assert_eq!(hidden().await, 12);
    assert_eq!(browser.post(&path, "seen=x", &[]).await.status, 400);
}

#[tokio::test]
async fn removing_says_exactly_what_goes() {
    let hub = Hub::at_bank().await;
    let (user, guid, browser) = connected(&hub).await;
    let other = member(&hub, &user, "bob", "good").await;
    let page = browser.get(&format!("{}/connections/{guid}/remove", browser.base)).await;
    let count = transactions(&hub, &user, &guid).await;
    assert!(count > 100);
    assert!(page.has("12 accounts: "), "{}", page.html);
    assert!(
        page.has(&format!("{count} transactions,")) || page.has(&format!("{} transactions,", grouped(count))),
        "{}",
        page.html
    );
    assert!(page.has("since 6 October 2026") && page.has("The login that we keep"), "{}", page.html);
    assert!(page.has("Hide its accounts instead"));
    let action = format!("{}/connections/{guid}/remove", browser.base);
    for _ in 0..2 {
        let done = browser.post(&action, "history=remove", &[]).await;
        assert_eq!((done.status, done.title()), (200, "The connection is removed"));
        assert!(done.has(&format!("{}/connections\"", browser.base)));
    }
    let members = hub.read(&format!("/users/{user}/members")).await["members"].clone();
    assert_eq!(members.as_array().unwrap().len(), 1);
    assert_eq!(members[0]["guid"], other.as_str());
    assert_eq!(transactions(&hub, &user, &guid).await, 0);
    assert_eq!(browser.get(&format!("{}/connections/{guid}", browser.base)).await.status, 404);
}

#[tokio::test]
async fn what_is_another_s_is_not_there() {
    let hub = Hub::at_bank().await;
    let foreign = hub.connect("good").await;
    let guid = foreign.rsplit('/').next().unwrap();
    let owner = foreign.split('/').nth(2).unwrap();
    let account = hub.account(owner).await["guid"].as_str().unwrap().to_owned();
    let (browser, _) = Browser::open(&hub, &hub.user().await, &connections()).await;
    let base = format!("{}/connections", browser.base);
    for path in ["", "/accounts", "/remove"] {
        for named in [guid, "x", "MBR-00000000-0000-0000-0000-000000000009"] {
            assert_eq!(browser.get(&format!("{base}/{named}{path}")).await.status, 404, "{named}{path}");
        }
    }
    for path in ["accounts", "hide", "refresh", "history", "pause", "unpause"] {
        assert_eq!(browser.post(&format!("{base}/{guid}/{path}"), "", &[]).await.status, 404, "{path}");
    }
    for path in ["/help/login-failed?member=", "/help/status/denied?member="] {
        assert_eq!(browser.get(&format!("{base}{path}{guid}")).await.status, 404, "{path}");
    }
    for path in [format!("/manual/{account}"), format!("/manual/{account}/remove"), "/help/nothing".into()] {
        assert_eq!(browser.get(&format!("{base}{path}")).await.status, 404, "{path}");
    }
    browser.post(&format!("{base}/{guid}/remove"), "history=remove", &[]).await;
    browser.post(&format!("{base}/manual/{account}/remove"), "", &[]).await;
    assert_eq!(hub.get(&foreign).await.status, 200, "it is still there");
    assert_eq!(hub.get(&format!("/users/{owner}/accounts/{account}")).await.status, 200);
    let none = browser.get(&format!("{base}/transactions?account={account}&member={guid}")).await;
    assert!(none.has("Nothing found"), "{}", none.html);
}

#[tokio::test]
async fn everything_that_needs_somebody_is_fixed_in_turn() {
    let hub = Hub::at_bank().await;
    let user = hub.user().await;
    let mut guids = Vec::new();
    for (login, password) in
        [("ann", "WRONG_CREDENTIALS"), ("bob", "good"), ("cleo", "challenge"), ("dora", "WRONG_CREDENTIALS")]
    {
        guids.push(member(&hub, &user, login, password).await);
    }
    let (browser, list) = Browser::open(&hub, &user, &connections()).await;
    assert!(
        list.has("3 connections need you") && list.has(">3<span class=\"sr\"> need you"),
        "{}",
        list.html
    );
    assert_eq!(list.data()["posts"][1]["metadata"]["count"], 3);
    let fix = format!("{}/connections/fix", browser.base);
    let first = browser.post(&fix, "", &[]).await;
    assert!(
        first.has("Connection 1 of 3") && first.title() == "MX Bank did not accept the login",
        "{}",
        first.html
    );
    assert!(first.has(&format!("/connect/members/{}/credentials", guids[0])) && first.primaries() == 1);
    // Repaired in Connect, which leads back to the next.
    let form = browser.get(&format!("{}/connect/members/{}/credentials", browser.base, guids[0])).await;
    assert!(form.has("class=\"tabs\""), "{}", form.html);
    let sent = browser.sign_in(&form, "ann", "good").await;
    hub.work().await;
    let works = browser.get(&sent.path).await;
    assert_eq!(works.title(), "Your accounts are here");
    assert!(works.has(&format!("class=\"back\" href=\"{fix}\"")), "{}", works.html);
    let second = browser.send(&works, &[]).await;
    assert!(second.has("Connection 2 of 3"), "{}", second.html);
    assert!(
        second.has(&format!("/connect/members/{}\"", guids[2])) && second.has("Answer now"),
        "{}",
        second.html
    );
    let third = browser.post(&format!("{fix}/skip"), "", &[]).await;
    assert!(third.has("Connection 3 of 3") && third.has(&guids[3]), "{}", third.html);
    // Removed elsewhere meanwhile: passed over.
    hub.send(As::App, "DELETE", &format!("/users/{user}/members/{}", guids[3]), "", &[]).await;
    let done = browser.get(&fix).await;
    assert!(done.has("2 of 3 done") && done.title() == "The rest can wait", "{}", done.html);
    assert!(browser.get(&fix).await.has("One connection needs you"), "the way is over");
}

#[tokio::test]
async fn transactions_are_found_by_words_days_and_account() {
    let hub = Hub::at_bank().await;
    let (user, guid, browser) = connected(&hub).await;
    let path = format!("{}/connections/transactions", browser.base);
    let all = browser.get(&path).await;
    let count = transactions(&hub, &user, &guid).await;
    assert_eq!(all.main().matches("class=\"row\"").count(), 25);
    assert!(all.has(&format!("Page 1 of {}", (count + 24) / 25)), "{}", all.html);
    assert!(all.has("> Pending</span>") && all.has("class=\"sr\">Out: "), "{}", all.html);
    let days: Vec<&str> = all.main().split("<time datetime=\"").skip(1).map(|rest| &rest[..10]).collect();
    assert!(days.is_sorted_by(|before, after| before > after), "{days:?}");
    let second = browser.get(&format!("{path}?page=2")).await;
    assert!(second.has("rel=\"prev\"") && second.status == 200);
    let account = hub.account(&user).await["guid"].as_str().unwrap().to_owned();
    for (number, description) in
        ["Größe & <b>Söhne</b>", "Corner_Bakery 100%", "Night Bus"].iter().enumerate()
    {
        let body = json!({ "transaction": {
            "amount": 6.4, "type": if number == 2 { "CREDIT" } else { "DEBIT" }, "currency_code": "USD",
            "date": format!("2026-0{}-15", number + 1), "description": description,
        }});
        let made = hub
            .send(
                As::App,
                "POST",
                &format!("/users/{user}/accounts/{account}/transactions"),
                &body.to_string(),
                &[],
            )
            .await;
        assert!(made.status < 300, "{made:?}");
    }
    for (query, expected) in [
        (format!("account={account}"), 3),
        (format!("account={account}&q=corner_BAK"), 1),
        (format!("account={account}&q=r%25b"), 0),
        (format!("account={account}&q=%3Cb%3E"), 1),
        (format!("account={account}&from=2026-02-01"), 2),
        (format!("account={account}&from=2026-02-01&to=2026-02-28"), 1),
        (format!("account={account}&from=&to=&q="), 3),
        (format!("account={account}&from=tomorrow"), 3),
        (format!("account={account}&page=9"), 0),
        (format!("member={guid}&q=Night+Bus+to+nowhere"), 0),
    ] {
        let page = browser.get(&format!("{path}?{query}")).await;
        assert_eq!((page.status, page.main().matches("class=\"row\"").count()), (200, expected), "{query}");
        assert!(!page.has("<b>"), "{query}");
        assert_eq!(page.main().contains("aria-invalid"), query.contains("tomorrow"), "{query}");
    }
    let credit = browser.get(&format!("{path}?account={account}&q=bus")).await;
    assert!(credit.has(">+6.40\u{a0}USD<") && credit.has(">In: 6.40\u{a0}USD<"), "{}", credit.html);
}

#[tokio::test]
async fn stopping_everything_closes_all_and_withdraws_the_consent() {
    let hub = Hub::at_bank().await;
    let user = hub.user().await;
    let (connect, _) = Browser::agreed(&hub, &user, &crate::pages::browser::connect()).await;
    connect.connect("mxbank", "ann", "good").await;
    member(&hub, &user, "bob", "challenge").await;
    member(&hub, &user, "cleo", "WRONG_CREDENTIALS").await;
    hub.account(&user).await;
    let (browser, _) = Browser::open(&hub, &user, &connections()).await;
    let consents = format!("{}/connections/consents", browser.base);
    let page = browser.get(&consents).await;
    assert!(page.has("> Allowed</span>") && page.has("Accounts: name, kind"), "{}", page.html);
    let ask = browser.get(&format!("{consents}/stop")).await;
    assert!(ask.has("3 connections are closed") && ask.has("are destroyed"), "{}", ask.html);
    let statuses = async || -> Vec<Value> {
        let members = hub.read(&format!("/users/{user}/members")).await["members"].clone();
        members.as_array().unwrap().iter().map(|one| one["connection_status"].clone()).collect()
    };
    assert!(!statuses().await.contains(&json!("CLOSED")), "looking closes nothing");
    for _ in 0..2 {
        let done = browser.send(&ask, &[]).await;
        assert_eq!(done.title(), "All access is stopped");
    }
    let after = statuses().await;
    assert_eq!(after.iter().filter(|status| **status == json!("CLOSED")).count(), 3, "{after:?}");
    assert_eq!(after.iter().filter(|status| status.is_null()).count(), 1, "what is kept by hand stays");
    let accounts = hub.read(&format!("/users/{user}/accounts?records_per_page=100")).await;
    assert_eq!(accounts["accounts"].as_array().unwrap().len(), 13, "the data stays");
    let after = browser.get(&consents).await;
    assert!(after.has("> Stopped</span>") && !after.has("/consents/stop\""), "{}", after.html);
    // To connect again, it is asked again.
    let again = browser.get(&format!("{}/connect", browser.base)).await;
    assert_eq!(again.title(), "Let app read your accounts");
    assert!(!browser.get(&format!("{}/connections", browser.base)).await.has("need you"));
}

#[tokio::test]
async fn what_was_stopped_is_opened_again_only_with_a_new_consent() {
    let hub = Hub::at_bank().await;
    let user = hub.user().await;
    let (connect, _) = Browser::agreed(&hub, &user, &crate::pages::browser::connect()).await;
    let there = connect.connect("mxbank", "ann", "good").await.path;
    let form = connect.get(&format!("{there}/credentials")).await;
    let (browser, _) = Browser::open(&hub, &user, &connections()).await;
    let stop = browser.get(&format!("{}/connections/consents/stop", browser.base)).await;
    browser.send(&stop, &[]).await;
    let question = "Let app read your accounts";
    // By the button, by the login form's address, and by a form that was open before.
    for page in [
        connect.post(&format!("{there}/reopen"), "", &[]).await,
        connect.get(&format!("{there}/credentials")).await,
        connect.sign_in(&form, "ann", "good").await,
    ] {
        assert_eq!(page.title(), question, "{page:?}");
    }
    hub.work().await;
    let member =
        hub.read(&there.replace(&connect.base, "").replace("/connect", &format!("/users/{user}"))).await;
    assert_eq!(member["member"]["connection_status"], "CLOSED");
    let asked = connect.get(&format!("{there}/credentials")).await;
    let form = connect.send(&asked, &[]).await;
    assert_eq!(form.title(), "Update the login", "{form:?}");
    connect.sign_in(&form, "ann", "good").await;
    hub.work().await;
    assert_eq!(connect.get(&there).await.title(), "Your accounts are here");
}

#[tokio::test]
async fn the_guide_looks_before_it_advises() {
    let hub = Hub::at_bank().await;
    let (user, guid, browser) = connected(&hub).await;
    let help = format!("{}/connections/help", browser.base);
    let start = browser.get(&help).await;
    assert_eq!(start.title(), "What is the trouble?");
    assert_eq!(start.main().matches("class=\"row\"").count(), 7 + 8 + 1);
    assert!(start.has(&format!("class=\"help\" href=\"{help}\"")));
    // What somebody says is not what is: the state is told first, with its own button.
    for (symptom, status, title, button) in [
        ("no-account", Status::Denied, "did not accept the login", "/credentials"),
        ("login-failed", Status::Impeded, "needs your attention", "http"),
        ("browser-stuck", Status::Prevented, "Please make sure of your login", "/credentials"),
        ("code-loop", Status::Locked, "has locked your login", "http"),
        ("account-missing", Status::Disconnected, "has been out of reach", "/refresh"),
        ("new-account", Status::Closed, "is closed", "/reopen"),
        ("right-password", Status::Degraded, "has trouble at the moment", ""),
        ("right-password", Status::Disabled, "is paused", ""),
    ] {
        hub.force_status(&user, &guid, status).await;
        let page = browser.get(&format!("{help}/{symptom}")).await;
        let notice = between(&page, "<div class=\"notice", "</form>");
        assert!(notice.contains(title), "{symptom}: {notice}");
        assert!(notice.contains(button), "{symptom}: {notice}");
        assert_eq!((page.status, page.primaries()), (200, 1), "{symptom}: {}", page.html);
        assert_eq!(page.has("It is settled, refresh now"), button == "http", "{symptom}: {}", page.html);
        assert!(page.has("/connect/support?member="), "{symptom}");
        assert!(!page.has("What helps in general"), "{symptom}");
    }
    // Nothing is the matter: what helps in general.
    hub.force_status(&user, &guid, Status::Connected).await;
    for symptom in [
        "no-account",
        "login-failed",
        "browser-stuck",
        "code-loop",
        "account-missing",
        "new-account",
        "right-password",
    ] {
        let page = browser.get(&format!("{help}/{symptom}")).await;
        assert!(
            page.has("MX Bank is connected") && page.has("What helps in general"),
            "{symptom}: {}",
            page.html
        );
        assert!(page.has("class=\"remedies\"") && !page.has("Did this help?"), "{symptom}");
        assert!(page.primaries() <= 1 && !page.main().contains(">page-"), "{symptom}");
    }
    // An account that is missing was hidden.
    let accounts = format!("{}/connections/{guid}", browser.base);
    browser.post(&format!("{accounts}/hide"), "", &[]).await;
    let hidden = browser.get(&format!("{help}/account-missing")).await;
    assert!(
        hidden.has("12 accounts are hidden") && hidden.has(&format!("{accounts}/accounts")),
        "{}",
        hidden.html
    );
    // A run is under way.
    browser.post(&format!("{accounts}/refresh"), "", &[]).await;
    let running = browser.get(&format!("{help}/login-failed")).await;
    assert!(running.has("An update is under way"), "{}", running.html);
}

#[tokio::test]
async fn the_guide_asks_which_connection_is_meant() {
    let hub = Hub::at_bank().await;
    let (user, guid, browser) = connected(&hub).await;
    let help = format!("{}/connections/help", browser.base);
    for status in
        ["impeded", "denied", "prevented", "expired", "challenged", "failed", "degraded", "disconnected"]
    {
        let clear = browser.get(&format!("{help}/status/{status}")).await;
        assert!(
            clear.has("it does not have this trouble") && clear.primaries() == 1,
            "{status}: {}",
            clear.html
        );
        let over = browser.get(&format!("{help}/status/{status}?member={guid}")).await;
        assert!(over.has("The trouble is over"), "{status}: {}", over.html);
    }
    assert_eq!(browser.get(&format!("{help}/status/connected")).await.status, 404);
    let denied = member(&hub, &user, "bob", "WRONG_CREDENTIALS").await;
    let which = browser.get(&format!("{help}/account-missing")).await;
    assert!(which.has("At which bank?") && which.has(&format!("?member={denied}")), "{}", which.html);
    let one = browser.get(&format!("{help}/status/denied")).await;
    assert!(one.has("did not accept the login") && one.has(&format!("{denied}/credentials")), "{}", one.html);
    let (nobody, _) = Browser::open(&hub, &hub.user().await, &connections()).await;
    let none = nobody.get(&format!("{}/connections/help/no-account", nobody.base)).await;
    assert!(none.has("You have not connected a bank yet"), "{}", none.html);
}

#[tokio::test]
async fn accounts_by_hand_are_added_edited_and_deleted_once() {
    let hub = Hub::at_bank().await;
    let user = hub.user().await;
    let (browser, _) = Browser::open(&hub, &user, &connections()).await;
    let base = format!("{}/connections", browser.base);
    let form = browser.get(&format!("{base}/manual")).await;
    let evil = "<script>alert(1)</script>";
    for _ in 0..2 {
        let made = browser
            .send(&form, &[("name", evil), ("type", "CASH"), ("balance", "1,234.50"), ("currency", "USD")])
            .await;
        assert!(made.has("The account is added") && made.has("1,234.50\u{a0}USD"), "{}", made.html);
        assert!(made.has("&#60;script&#62;") && !made.has("<script>alert"), "{}", made.html);
    }
    let accounts = async || hub.read(&format!("/users/{user}/accounts")).await["accounts"].clone();
    let account = accounts().await[0]["guid"].as_str().unwrap().to_owned();
    assert_eq!(accounts().await.as_array().unwrap().len(), 1);
    let list = browser.get(&base).await;
    assert!(list.has("Kept by hand") && list.has("Edit<span") && !list.has("<script>alert"), "{}", list.html);
    let edit = browser.get(&format!("{base}/manual/{account}")).await;
    assert!(edit.has("value=\"1234.50\"") && !edit.has("<script>alert"), "{}", edit.html);
    let wrong = browser
        .send(&edit, &[("name", ""), ("type", "CASH"), ("balance", "much"), ("currency", "USD")])
        .await;
    assert_eq!((wrong.status, wrong.main().matches("aria-invalid=").count()), (422, 2));
    let saved = browser
        .send(&edit, &[("name", "Jar"), ("type", "SAVINGS"), ("balance", "-3"), ("currency", "CAD")])
        .await;
    assert!(saved.has("The account is saved") && saved.has("−3.00\u{a0}CAD"), "{}", saved.html);
    let ask = browser.get(&format!("{base}/manual/{account}/remove")).await;
    assert!(ask.has("Delete Jar?") && ask.has("It has no transactions"), "{}", ask.html);
    for _ in 0..2 {
        let gone = browser.post(&ask.action(), "", &[]).await;
        assert!(gone.has("The account is deleted"), "{}", gone.html);
    }
    assert!(accounts().await.as_array().unwrap().is_empty());
    // One that a bank delivers is not edited here.
    let guid = member(&hub, &user, "ann", "good").await;
    let delivered = hub.read(&format!("/users/{user}/members/{guid}/accounts")).await;
    let delivered = delivered["accounts"][0]["guid"].as_str().unwrap();
    assert_eq!(browser.get(&format!("{base}/manual/{delivered}")).await.status, 404);
    browser.post(&format!("{base}/manual/{delivered}/remove"), "", &[]).await;
    assert_eq!(hub.get(&format!("/users/{user}/accounts/{delivered}")).await.status, 200);
}

#[tokio::test]
async fn forged_forms_change_nothing_here_either() {
    let hub = Hub::at_bank().await;
    let (user, guid, browser) = connected(&hub).await;
    let base = format!("{}/connections", browser.base);
    for path in [
        format!("{guid}/refresh"),
        format!("{guid}/pause"),
        format!("{guid}/remove"),
        format!("{guid}/hide"),
        "consents/stop".to_owned(),
        "fix".to_owned(),
    ] {
        let refused = browser.post(&format!("{base}/{path}"), "", &[("sec-fetch-site", "cross-site")]).await;
        assert_eq!(refused.status, 403, "{path}");
    }
    let member = hub.read(&format!("/users/{user}/members/{guid}")).await["member"].clone();
    assert_eq!(member["connection_status"], "CONNECTED");
    assert_eq!(member["is_being_aggregated"], false);
}

#[tokio::test]
async fn who_connects_the_same_again_is_shown_what_there_is() {
    let hub = Hub::at_bank().await;
    let path = hub.connect("correct").await;
    let (user, first) = (path.split('/').nth(2).unwrap(), path.rsplit('/').next().unwrap());
    let second = hub.login("mxbank", "bea", "correct").await.to_string();
    let made = hub.send(As::App, "POST", &format!("/users/{user}/members"), &second, &[]).await;
    hub.work().await;
    let second = made.json()["member"]["guid"].as_str().unwrap().to_owned();
    let told = hub.read(&format!("/users/{user}/members/{second}")).await["member"].clone();
    assert_eq!(told["duplicate_of_guid"], Value::Null, "another login is a connection of its own");
    let (browser, _) = Browser::open(&hub, user, &connections()).await;
    let screen = format!("{}/connect/members/{second}", browser.base);
    assert!(!browser.get(&screen).await.html.contains("Remove the second one"));
    // As a run marks it that finds the same accounts.
    let scope = hub.engine.of(hub.app_guid());
    let mut member = scope.member_of(user.parse().unwrap(), second.parse().unwrap()).await.unwrap();
    member.state.reason = Some(domain::reason::Reason::DuplicateConnection);
    let mark = store::duplicates::mark(&member, first.parse().unwrap(), hub.clock.now());
    hub.engine.store().commit(vec![store::members::update(&member), mark]).await.unwrap();
    let told = hub.read(&format!("/users/{user}/members/{second}")).await["member"].clone();
    assert_eq!(
        (&told["reason"], &told["duplicate_of_guid"]),
        (&json!("duplicate_connection"), &json!(first))
    );
    let page = browser.get(&screen).await;
    assert_eq!(page.title(), "You already have a connection to MX Bank");
    let digits = hub.read(&format!("{path}/accounts")).await["accounts"][0]["account_number"].clone();
    assert!(page.has(digits.as_str().unwrap()) && page.has("Accounts ending in"), "{}", page.html);
    assert!(page.has(&format!("href=\"{}/connect/members/{first}\"", browser.base)), "{}", page.html);
    assert!(page.has(&format!("href=\"{screen}/remove\"")), "{}", page.html);
    // Once the first is gone, the second is what there is.
    assert_eq!(hub.send(As::App, "DELETE", &path, "", &[]).await.status, 204);
    assert!(!browser.get(&screen).await.html.contains("Remove the second one"));
}
