//! The pages of Connections, as a browser without a script meets them.

use crate::hub::{As, Hub};
use crate::pages::browser::{Browser, Page};
use domain::member::Status;
use serde_json::{Value, json};

fn connections() -> Value {
    json!({ "widget_url": { "widget_type": "connections_widget" } })
}

/// The guid of a new member of the user at `mxbank`, after its first run.
async fn member(hub: &Hub, user: &str, login: &str, password: &str) -> String {
    let body = hub.login("mxbank", login, password).await.to_string();
    let made = hub.send(As::App, "POST", &format!("/users/{user}/members"), &body, &[]).await;
    assert_eq!(made.status, 202, "{made:?}");
    hub.work().await;
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
    assert!(first.html.len() < 60 * 1024 - 8 * 1024, "the weight of a page: {}", first.html.len());
}
