//! Connections: what was joined is told with its reason and can be taken back; what may be there twice is asked about.

use crate::connections::{connected, connections, member};
use crate::hub::Hub;
use crate::pages::browser::Browser;
use serde_json::Value;

async fn list(hub: &Hub, user: &str, what: &str) -> Vec<Value> {
    let found = hub.read(&format!("/users/{user}/{what}?records_per_page=1000")).await;
    found[what.split('?').next().unwrap()].as_array().unwrap().clone()
}

/// A bank that was removed with its history kept and connected again: ten accounts are known again, two must be asked about.
async fn again(hub: &Hub) -> (String, String, Browser<'_>) {
    let (user, guid, browser) = connected(hub).await;
    browser.post(&format!("{}/connections/{guid}/remove", browser.base), "history=keep", &[]).await;
    let guid = member(hub, &user, "ann", "good").await;
    (user, guid, browser)
}

#[tokio::test]
async fn what_was_joined_says_why_and_is_taken_back() {
    let hub = Hub::at_bank().await;
    let (user, guid, browser) = again(&hub).await;
    let base = format!("{}/connections", browser.base);
    let connection = browser.get(&format!("{base}/{guid}")).await;
    assert!(connection.has(&format!("{base}/joins?member={guid}\"")), "{}", connection.html);
    let page = browser.get(&format!("{base}/joins?member={guid}")).await;
    assert!(page.has("10 accounts") && page.has("Only of MX Bank."), "{}", page.html);
    let why = "Same bank, name, kind and last digits, and the same transactions.";
    assert!(page.has(why), "{}", page.html);
    let accounts = list(&hub, &user, "accounts").await.len();
    let joins = list(&hub, &user, "joins").await;
    let join = joins.iter().find(|one| one["kind"] == "account").unwrap();
    let path = format!("{base}/joins/{}", join["guid"].as_str().unwrap());
    let ask = browser.get(&path).await;
    assert!(ask.has("Are these two?") && ask.has("Two accounts come back"), "{}", ask.html);
    assert!(ask.has("There first") && ask.has("Last digits"), "{}", ask.html);
    for _ in 0..2 {
        let parted = browser.send(&ask, &[]).await;
        assert!(parted.has("They are two again"), "{}", parted.html);
    }
    assert_eq!(list(&hub, &user, "accounts").await.len(), accounts + 1);
    assert_eq!(browser.get(&path).await.status, 404, "it does not stand any more");
    let page = browser.get(&format!("{base}/joins")).await;
    assert!(page.has("9 accounts") || page.has("10 accounts"), "{}", page.html);
    browser.post(&format!("{base}/{guid}/refresh"), "", &[]).await;
    hub.work().await;
    assert_eq!(list(&hub, &user, "accounts").await.len(), accounts + 1, "it is remembered");
    // Somebody else's is not there.
    let (stranger, _) = Browser::open(&hub, &hub.user().await, &connections()).await;
    let there = format!("{}/connections/joins", stranger.base);
    assert!(stranger.get(&there).await.has("Nothing was joined"));
    for join in joins.iter().filter(|one| one["undone_at"].is_null()).take(3) {
        let guid = join["guid"].as_str().unwrap();
        assert_eq!(stranger.get(&format!("{there}/{guid}")).await.status, 404);
        assert_eq!(stranger.post(&format!("{there}/{guid}"), "", &[]).await.status, 404);
    }
    assert_eq!(stranger.get(&format!("{there}?member={guid}")).await.status, 404);
}
