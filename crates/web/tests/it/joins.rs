//! Connections: what was joined is told with its reason and can be taken back; what may be there twice is asked about.

use crate::connections::{connected, connections, member};
use crate::hub::{As, Hub};
use crate::pages::browser::{Browser, Page};
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

/// The guids of the pairs that a page asks about.
fn asked(page: &Page) -> Vec<String> {
    page.main().split("value=\"join:").skip(1).map(|rest| rest[..40].to_owned()).collect()
}

#[tokio::test]
async fn what_may_be_there_twice_is_decided_one_by_one() {
    let hub = Hub::at_bank().await;
    let (user, _, browser) = again(&hub).await;
    let base = format!("{}/connections", browser.base);
    let listed = browser.get(&base).await;
    assert!(listed.has("2 things to look at") && listed.has(&format!("{base}/review\"")), "{}", listed.html);
    let page = browser.get(&format!("{base}/review")).await;
    assert!(page.has("Wallet") && page.has("Family Home"), "{}", page.html);
    assert!(page.has("You kept this when you removed the bank"), "{}", page.html);
    let pairs = asked(&page);
    assert_eq!(pairs.len(), 2);
    let accounts = list(&hub, &user, "accounts").await.len();
    let path = format!("{base}/review");
    for _ in 0..2 {
        browser.post(&path, &format!("do=join:{}", pairs[0]), &[]).await;
        assert_eq!(list(&hub, &user, "accounts").await.len(), accounts - 1);
    }
    let kept = browser.post(&path, &format!("do=keep:{}", pairs[1]), &[]).await;
    assert!(kept.has("One pair stays two.") && kept.has("Nothing is there twice"), "{}", kept.html);
    assert_eq!(list(&hub, &user, "accounts").await.len(), accounts - 1);
    assert!(!browser.get(&base).await.has("to look at"));
    // What the person joined can be taken back like everything else.
    let joins = browser.get(&format!("{base}/joins")).await;
    assert!(joins.has("You said so."), "{}", joins.html);
    for wrong in ["do=perhaps", "do=hide", "do=join:x", ""] {
        assert_eq!(browser.post(&path, wrong, &[]).await.status, 400, "{wrong}");
    }
}

#[tokio::test]
async fn what_may_be_there_twice_is_decided_all_at_once() {
    let hub = Hub::at_bank().await;
    let (user, _, browser) = again(&hub).await;
    let path = format!("{}/connections/review", browser.base);
    let accounts = list(&hub, &user, "accounts").await.len();
    let page = browser.get(&path).await;
    let pairs = asked(&page);
    let none = browser.post(&path, "do=join", &[]).await;
    assert_eq!(asked(&none).len(), 2, "nothing was ticked");
    let ticked: Vec<String> = pairs.iter().map(|guid| format!("ticked={guid}")).collect();
    let joined = browser.post(&path, &format!("{}&do=join", ticked.join("&")), &[]).await;
    assert!(joined.has("2 pairs are joined.") && joined.has("Nothing is there twice"), "{}", joined.html);
    assert_eq!(list(&hub, &user, "accounts").await.len(), accounts - 2);
    let kept = browser.get(&format!("{}/connections", browser.base)).await;
    assert!(!kept.has("Kept from"), "what was kept is the connection's again: {}", kept.html);
}

#[tokio::test]
async fn a_copy_is_hidden() {
    let hub = Hub::at_bank().await;
    let (user, _, browser) = again(&hub).await;
    let path = format!("{}/connections/review", browser.base);
    let pairs = asked(&browser.get(&path).await);
    let hidden = browser.post(&path, &format!("do=hide:{}", pairs[0]), &[]).await;
    assert!(hidden.has("One is hidden."), "{}", hidden.html);
    let accounts = list(&hub, &user, "accounts").await;
    assert_eq!(accounts.iter().filter(|one| one["is_hidden"] == true).count(), 1);
    assert_eq!(asked(&hidden).len(), 1);
    // Another's answer changes nothing.
    let (stranger, _) = Browser::open(&hub, &hub.user().await, &connections()).await;
    let there = format!("{}/connections/review", stranger.base);
    let nothing = stranger.post(&there, &format!("do=join:{}", pairs[1]), &[]).await;
    assert!(nothing.has("Nothing is there twice"), "{}", nothing.html);
    assert_eq!(asked(&browser.get(&path).await).len(), 1);
    let refused = browser.post(&path, "do=join", &[("sec-fetch-site", "cross-site")]).await;
    assert_eq!(refused.status, 403);
}

/// Some of an account's transactions once more, typed by hand into a list of their own, which is then said to be that account.
async fn typed(hub: &Hub, user: &str, bank: &Value) -> String {
    let made = r#"{"account":{"name":"My own list","account_type":"CHECKING"}}"#;
    let made = hub.send(As::App, "POST", &format!("/users/{user}/accounts"), made, &[]).await;
    let list_guid = made.json()["account"]["guid"].as_str().unwrap().to_owned();
    let guid = bank["guid"].as_str().unwrap();
    let rows = hub.read(&format!("/users/{user}/accounts/{guid}/transactions?records_per_page=1000")).await;
    let rows = rows["transactions"].as_array().unwrap().clone();
    let posted: Vec<&Value> = rows.iter().filter(|one| one["status"] == "POSTED").take(2).collect();
    for row in posted {
        let body = serde_json::json!({"transaction": {
            "amount": row["amount"], "type": row["type"], "date": row["date"], "description": "Typed",
        }});
        let path = format!("/users/{user}/accounts/{list_guid}/transactions");
        let made = hub.send(As::App, "POST", &path, &body.to_string(), &[]).await;
        assert_eq!(made.status, 200, "{made:?}");
    }
    let body = serde_json::json!({"account": {"account_guids": [guid, list_guid]}}).to_string();
    let merged = hub.send(As::App, "POST", &format!("/users/{user}/accounts/merge"), &body, &[]).await;
    assert_eq!(merged.status, 200, "{merged:?}");
    list_guid
}

#[tokio::test]
async fn transactions_that_may_be_there_twice_are_explained() {
    let hub = Hub::at_bank().await;
    let (user, _, browser) = connected(&hub).await;
    let accounts = list(&hub, &user, "accounts").await;
    let checking = accounts.iter().find(|one| one["name"] == "Everyday Checking").unwrap();
    typed(&hub, &user, checking).await;
    let before = list(&hub, &user, "transactions").await.len();
    let path = format!("{}/connections/review", browser.base);
    let page = browser.get(&path).await;
    assert!(page.has("Same amount, same day, another text. One was typed by hand."), "{}", page.html);
    assert!(page.has("<mark>Typed</mark>") && page.has("Remove the newer one"), "{}", page.html);
    let pairs = asked(&page);
    assert!(pairs.len() > 1, "{}", page.html);
    let removed = browser.post(&path, &format!("do=hide:{}", pairs[0]), &[]).await;
    assert!(removed.has("One is removed."), "{}", removed.html);
    assert_eq!(list(&hub, &user, "transactions").await.len(), before - 1);
    let left = asked(&removed);
    let joined = browser.post(&path, &format!("do=join:{}", left[0]), &[]).await;
    assert!(joined.has("One pair is joined."), "{}", joined.html);
    assert_eq!(list(&hub, &user, "transactions").await.len(), before - 2);
    let late = browser.post(&path, &format!("do=join:{}", left[0]), &[]).await;
    assert!(late.has("One pair was decided already"), "{}", late.html);
    // The account is joined further: first what rests on it.
    let joins = list(&hub, &user, "joins").await;
    let of_list = joins.iter().find(|one| one["kind"] == "account").unwrap();
    let base = format!("{}/connections/joins", browser.base);
    let shown = browser.get(&base).await;
    assert!(shown.has("said so.") && shown.has("My own list"), "{}", shown.html);
    let part = format!("{base}/{}", of_list["guid"].as_str().unwrap());
    assert!(browser.get(&part).await.has("Take it back"));
    browser.post(&part, "", &[]).await;
    let newest = joins.iter().find(|one| one["kind"] == "transaction" && one["made_by"] == "user").unwrap();
    browser.post(&format!("{base}/{}", newest["guid"].as_str().unwrap()), "", &[]).await;
    browser.post(&part, "", &[]).await;
    let accounts = list(&hub, &user, "accounts").await;
    assert!(accounts.iter().any(|one| one["name"] == "My own list"), "{accounts:?}");
}
