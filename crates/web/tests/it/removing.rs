//! Connections: what a person keeps of what they remove.

use crate::connections::{connected, transactions};
use crate::hub::{As, Hub};

/// How many transactions the person has, wherever they stand.
async fn all(hub: &Hub, user: &str) -> i64 {
    let found = hub.read(&format!("/users/{user}/transactions?records_per_page=10")).await;
    found["pagination"]["total_entries"].as_i64().unwrap()
}

#[tokio::test]
async fn kept_history_is_shown_and_taken_over() {
    let hub = Hub::at_bank().await;
    let (user, guid, browser) = connected(&hub).await;
    let count = transactions(&hub, &user, &guid).await;
    let list = format!("{}/connections", browser.base);
    let page = browser.get(&format!("{list}/{guid}/remove")).await;
    let (first, second) = (page.html.find("value=\"keep\""), page.html.find("value=\"remove\""));
    assert!(first.is_some() && first < second, "what loses nothing comes first: {}", page.html);
    assert!(page.has("The login that we keep") && page.has("Connect MX Bank again later"), "{}", page.html);
    // A browser that does not tell which button it was loses nothing.
    let done = browser.post(&page.action(), "", &[]).await;
    assert_eq!(done.title(), "The connection is removed, its history is kept");
    assert_eq!(all(&hub, &user).await, count);
    let shown = browser.get(&list).await;
    assert!(shown.has("Kept from MX Bank") && shown.has("12 accounts"), "{}", shown.html);
    assert!(!shown.has("Accounts kept by hand"), "nothing is kept by hand: {}", shown.html);
    let kept = browser.get(&format!("{list}/kept/mxbank")).await;
    assert_eq!(kept.main().matches("class=\"money\"").count(), 12);
    assert!(kept.has("/connect/institutions/mxbank\""), "{}", kept.html);
    let accounts = hub.read(&format!("/users/{user}/accounts")).await["accounts"].clone();
    let account = accounts[0]["guid"].as_str().unwrap();
    assert_eq!(browser.get(&format!("{list}/manual/{account}")).await.status, 404, "a bank's word stays");
    crate::connections::member(&hub, &user, "ann", "good").await;
    let shown = browser.get(&list).await;
    assert!(shown.has("12 accounts") && shown.has("Kept from MX Bank"), "{}", shown.html);
    // Of two accounts the bank tells no number: whether they are the same, the person says.
    let kept = browser.get(&format!("{list}/kept/mxbank")).await;
    assert_eq!(kept.main().matches("class=\"money\"").count(), 2);
    assert!(kept.has("Wallet") && kept.has("Family Home"), "{}", kept.html);
    let before = all(&hub, &user).await;
    browser.post(&format!("{list}/kept/mxbank/remove"), "", &[]).await;
    assert!(count > before / 2 && all(&hub, &user).await < before);
    assert_eq!(browser.get(&format!("{list}/kept/mxbank")).await.status, 404);
    // Said of what is a connection again, it removes nothing.
    let after = all(&hub, &user).await;
    browser.post(&format!("{list}/kept/mxbank/remove"), "", &[]).await;
    assert_eq!(all(&hub, &user).await, after);
}

#[tokio::test]
async fn a_removed_transaction_is_put_back() {
    let hub = Hub::at_bank().await;
    let (user, _, browser) = connected(&hub).await;
    let listed = hub.read(&format!("/users/{user}/transactions?records_per_page=10")).await;
    let guid = listed["transactions"][3]["guid"].as_str().unwrap();
    let path = format!("/users/{user}/transactions/{guid}");
    let edits = serde_json::json!({"transaction": {"description": "Lunch with Ana"}});
    assert_eq!(hub.put(&path, &edits).await.status, 200);
    let before = hub.read(&path).await["transaction"].clone();
    let text = |name: &str| before[name].as_str().unwrap();
    let account = format!("members/{}/accounts/{}", text("member_guid"), text("account_guid"));
    let (count, removed) = (all(&hub, &user).await, format!("/users/{user}/removed_transactions"));
    let remove = async || {
        hub.send(As::App, "DELETE", &format!("/users/{user}/{account}/transactions/{guid}"), "", &[]).await
    };
    let restore = async |user: &str| {
        let path = format!("/users/{user}/removed_transactions/{guid}/restore");
        hub.send(As::App, "POST", &path, "", &[]).await
    };
    assert_eq!(hub.read(&removed).await["transactions"], serde_json::json!([]));
    assert_eq!(restore(&user).await.status, 404, "it was not removed");

    assert_eq!(remove().await.status, 204);
    let listed = hub.read(&removed).await;
    assert_eq!(listed["pagination"]["total_entries"], 1);
    assert_eq!(listed["transactions"][0]["description"], "Lunch with Ana");
    assert_eq!(all(&hub, &user).await, count - 1);
    let stranger = hub.user().await;
    assert_eq!(restore(&stranger).await.status, 404);
    let mut back = restore(&user).await.json()["transaction"].clone();
    back["updated_at"] = before["updated_at"].clone();
    assert_eq!(back, before);
    assert_eq!(all(&hub, &user).await, count);

    assert_eq!(remove().await.status, 204);
    let review = browser.get(&format!("{}/connections/review", browser.base)).await;
    let list = format!("{}/connections/transactions/removed", browser.base);
    assert!(review.has(&format!("href=\"{list}\"")), "{}", review.html);
    let page = browser.get(&list).await;
    assert!(page.has("Transactions that you removed") && page.has("Lunch with Ana"), "{}", page.html);
    for _ in 0..2 {
        let page = browser.post(&format!("{list}/{guid}/restore"), "", &[]).await;
        assert!(page.has("The transaction is back.") && page.has("There are none."), "{}", page.html);
    }
    assert_eq!(all(&hub, &user).await, count);
    for odd in ["x", "TRN-00000000-0000-4000-8000-000000000000"] {
        assert_eq!(browser.post(&format!("{list}/{odd}/restore"), "", &[]).await.status, 404, "{odd}");
    }
}

/// The guid of one that a bank told.
fn kept_account(accounts: &serde_json::Value) -> &str {
    let one = accounts.as_array().unwrap().iter().find(|one| one["name"] != "Mattress");
    one.unwrap()["guid"].as_str().unwrap()
}

#[tokio::test]
async fn kept_history_is_removed_for_good() {
    let hub = Hub::at_bank().await;
    let (user, guid, browser) = connected(&hub).await;
    let list = format!("{}/connections", browser.base);
    let new = r#"{"account":{"name":"Mattress","account_type":"CASH"}}"#;
    let made = hub.send(As::App, "POST", &format!("/users/{user}/accounts"), new, &[]).await;
    assert_eq!(made.status, 200, "{made:?}");
    browser.post(&format!("{list}/{guid}/remove"), "history=keep", &[]).await;
    let shown = browser.get(&list).await;
    assert!(
        shown.has("Mattress") && shown.has("One account"),
        "what is kept by hand is told apart: {}",
        shown.html
    );
    let accounts =
        hub.read(&format!("/users/{user}/accounts?records_per_page=100")).await["accounts"].clone();
    let manual = accounts[0]["member_guid"].as_str().unwrap();
    let all_of_it = browser.get(&format!("{list}/{manual}/remove")).await;
    assert!(all_of_it.has("kept from MX Bank") && !all_of_it.has("value=\"keep\""), "{}", all_of_it.html);
    let ask = browser.get(&format!("{list}/kept/mxbank/remove")).await;
    assert!(ask.has("Remove what was kept from MX Bank?") && ask.has("12 accounts: "), "{}", ask.html);
    for format in ["csv", "ofx", "json"] {
        let file = format!("{list}/kept/mxbank/export?format={format}");
        assert!(ask.has(&format!("href=\"{file}\" download")), "{}", ask.html);
        let taken = hub.send(crate::hub::As::Nobody, "GET", &file, "", &[]).await;
        assert_eq!(taken.status, 200);
        assert!(taken.header("content-disposition").contains("swingbridge-mx-bank-"), "{taken:?}");
        let text = String::from_utf8(taken.bytes).unwrap();
        assert!(text.len() > 1_000 && !text.contains("Mattress"), "only what was kept: {text}");
    }
    // What is shown of it is chosen apart from what is kept by hand, and nothing is said of reading.
    let choose = browser.get(&format!("{list}/{manual}/accounts?kept=mxbank")).await;
    assert!(choose.has("Kept from MX Bank") && !choose.has("still read"), "{}", choose.html);
    assert!(!choose.has("kept by hand") && !choose.has("Mattress"), "{}", choose.html);
    let hidden = browser
        .post(
            &format!("{list}/{manual}/accounts"),
            &format!("kept=mxbank&seen={}", kept_account(&accounts)),
            &[],
        )
        .await;
    assert!(hidden.has("Kept from MX Bank") && hidden.has(" hidden</span>"), "{}", hidden.html);
    let account = browser.get(&format!("{list}/manual/{}/remove", kept_account(&accounts))).await;
    assert!(
        account.has("/export?format=csv\" download") && account.has(&format!("{list}/kept/mxbank\"")),
        "{}",
        account.html
    );
    for _ in 0..2 {
        let gone = browser.send(&ask, &[]).await;
        assert!(gone.has("What was kept is removed") && gone.has("Mattress"), "{}", gone.html);
    }
    assert_eq!(all(&hub, &user).await, 0);
}

#[tokio::test]
async fn a_connection_without_accounts_just_goes() {
    let hub = Hub::at_bank().await;
    let user = hub.user().await;
    let guid = crate::connections::member(&hub, &user, "ann", "INVALID").await;
    let (browser, _) =
        crate::pages::browser::Browser::open(&hub, &user, &crate::connections::connections()).await;
    let page = browser.get(&format!("{}/connections/{guid}/remove", browser.base)).await;
    assert!(!page.has("value=\"keep\"") && page.has("Remove for good"), "{}", page.html);
    let wrong = browser.post(&page.action(), "history=perhaps", &[]).await;
    assert_eq!(wrong.status, 400);
    assert_eq!(
        browser.post(&page.action(), "history=remove", &[]).await.title(),
        "The connection is removed"
    );
}

#[tokio::test]
async fn one_account_is_removed_and_shared_again() {
    let hub = Hub::at_bank().await;
    let (user, guid, browser) = connected(&hub).await;
    let path = format!("{}/connections/{guid}", browser.base);
    let accounts =
        hub.read(&format!("/users/{user}/accounts?records_per_page=100")).await["accounts"].clone();
    let named = |name: &str| {
        let one = accounts.as_array().unwrap().iter().find(|one| one["name"] == name).unwrap();
        one["guid"].as_str().unwrap().to_owned()
    };
    let (account, other) = (named("Everyday Checking"), named("Rewards Card"));
    let before = all(&hub, &user).await;
    let list = browser.get(&format!("{path}/accounts")).await;
    assert!(list.has(&format!("{path}/accounts/{account}/remove\"")), "{}", list.html);
    let ask = browser.get(&format!("{path}/accounts/{account}/remove")).await;
    assert!(
        ask.has("Remove Everyday Checking?") && ask.has(" transactions, and what you changed"),
        "{}",
        ask.html
    );
    // The milder way.
    let hidden = browser.send(&ask, &[]).await;
    assert!(hidden.has("The account is hidden"), "{}", hidden.html);
    assert_eq!(all(&hub, &user).await, before);
    let ask = browser.get(&format!("{path}/accounts/{account}/remove")).await;
    assert!(ask.has("It is hidden already"), "{}", ask.html);
    for _ in 0..2 {
        let gone = browser.send(&ask, &[]).await;
        assert!(gone.has("The account is removed") && gone.has("Share again"), "{}", gone.html);
    }
    let gone = before - all(&hub, &user).await;
    assert!(gone > 0);
    browser.post(&format!("{path}/refresh"), "", &[]).await;
    hub.work().await;
    assert_eq!(all(&hub, &user).await, before - gone, "it is not read again");
    assert_eq!(hub.get(&format!("/users/{user}/accounts/{other}")).await.status, 200, "the others stay");
    for _ in 0..2 {
        let shared = browser.post(&format!("{path}/accounts/{account}/share"), "", &[]).await;
        assert!(shared.has("The account is shared again"), "{}", shared.html);
    }
    browser.post(&format!("{path}/refresh"), "", &[]).await;
    hub.work().await;
    assert!(all(&hub, &user).await > before - gone);
    let list = browser.get(&format!("{path}/accounts")).await;
    assert!(!list.has("Share again"), "{}", list.html);
    for named in ["x", "ACT-00000000-0000-0000-0000-000000000009"] {
        assert_eq!(browser.get(&format!("{path}/accounts/{named}/remove")).await.status, 404, "{named}");
    }
}
