//! From a link to accounts, and all that can come between.

use super::browser::{Browser, connect};
use crate::hub::{As, Hub};
use jiff::SignedDuration;
use serde_json::{Value, json};

#[tokio::test]
async fn a_person_connects_a_bank_and_chooses_accounts() {
    let hub = Hub::at_bank().await;
    let user = hub.user().await;
    let (browser, page) = Browser::open(&hub, &user, &connect()).await;
    assert_eq!(page.title(), "Let app read your accounts");
    assert_eq!(page.told(), ["mx/load", "mx/connect/loaded"]);
    let page = browser.send(&page, &[]).await;
    assert_eq!((page.title(), page.status), ("Choose your bank", 200));
    assert_eq!(page.told(), ["mx/connect/stepChange"]);
    let page = browser.get(&format!("{}/connect/search?q=mx+bnak", browser.base)).await;
    assert!(page.has("/connect/institutions/mxbank"), "{page:?}");
    assert_eq!(page.told(), ["mx/connect/institutionSearch"]);
    let part = browser.get(&format!("{}/connect/search?q=mx+bank&part=results", browser.base)).await;
    assert!(part.has("/connect/institutions/mxbank") && !part.has("<html"), "{part:?}");
    let form = browser.get(&format!("{}/connect/institutions/mxbank", browser.base)).await;
    assert_eq!(form.told(), ["mx/connect/stepChange", "mx/connect/selectedInstitution"]);
    assert!(form.has("type=\"password\"") && form.has("autocomplete=\"username\""));
    let progress = browser.sign_in(&form, "ann", "good").await;
    assert_eq!(progress.title(), "Signing in at the bank");
    assert!(progress.has("http-equiv=\"refresh\"") && progress.has("/changes?version="));
    assert_eq!(
        progress.told(),
        ["mx/connect/enterCredentials", "mx/connect/stepChange", "mx/connect/memberStatusUpdate"]
    );
    hub.work().await;
    let connected = browser.get(&progress.path).await;
    assert_eq!(connected.title(), "Your accounts are here");
    assert_eq!(
        connected.told(),
        ["mx/connect/stepChange", "mx/connect/memberStatusUpdate", "mx/connect/memberConnected"]
    );
    assert_eq!(browser.get(&progress.path).await.told(), Vec::<String>::new(), "told once");
    assert_eq!(connected.primaries(), 1);
    let shown: Vec<String> = connected
        .main()
        .split("name=\"show\" value=\"")
        .skip(1)
        .map(|part| part.split('"').next().unwrap().to_owned())
        .collect();
    assert_eq!(shown.len(), 12);
    let keep: Vec<(&str, &str)> = shown.iter().skip(1).map(|guid| ("show", guid.as_str())).collect();
    let done = browser.send(&connected, &keep).await;
    assert_eq!(done.title(), "You can go on in app");
    assert_eq!(done.told(), ["mx/connect/connected/primaryAction"]);
    let accounts = hub.read(&format!("/users/{user}/accounts?records_per_page=100")).await;
    let hidden: Vec<&str> = accounts["accounts"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|account| account["is_hidden"] == json!(true))
        .map(|account| account["guid"].as_str().unwrap())
        .collect();
    assert_eq!(hidden, [shown[0].as_str()]);
}

async fn members(hub: &Hub, user: &str) -> Vec<Value> {
    hub.read(&format!("/users/{user}/members")).await["members"].as_array().unwrap().clone()
}

#[tokio::test]
async fn an_open_page_hears_that_it_is_old() {
    let hub = Hub::at_bank().await;
    let user = hub.user().await;
    let (browser, _) = Browser::agreed(&hub, &user, &connect()).await;
    let form = browser.get(&format!("{}/connect/institutions/mxbank", browser.base)).await;
    let progress = browser.sign_in(&form, "ann", "good").await;
    let live = progress.main().split("data-live=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    // Streams of one session are few; those that are left are given back.
    let path = &live;
    let open = async || hub.open_stream(path).await;
    let streams = [open().await, open().await, open().await, open().await];
    assert!(streams.iter().all(|stream| stream.status().as_u16() == 200));
    assert_eq!(open().await.status().as_u16(), 429);
    drop(streams);
    hub.work().await;
    let told = hub.send(As::Nobody, "GET", &live, "", &[]).await;
    assert!(told.header("content-type").starts_with("text/event-stream"));
    assert!(told.text.contains("event: changed") && told.text.contains("retry:"), "{told:?}");
    let gone =
        live.replace(progress.path.rsplit('/').next().unwrap(), "MBR-00000000-0000-0000-0000-000000000009");
    assert!(hub.send(As::Nobody, "GET", &gone, "", &[]).await.text.contains("event: changed"));
    assert_eq!(hub.send(As::Nobody, "GET", &live.replace("MBR-", "X"), "", &[]).await.status, 404);
}

#[tokio::test]
async fn a_form_sent_twice_makes_one_member() {
    let hub = Hub::at_bank().await;
    let user = hub.user().await;
    let (browser, _) = Browser::agreed(&hub, &user, &connect()).await;
    let form = browser.get(&format!("{}/connect/institutions/mxbank", browser.base)).await;
    let first = browser.sign_in(&form, "ann", "WRONG_CREDENTIALS").await;
    let double = browser.sign_in(&form, "ann", "WRONG_CREDENTIALS").await;
    // Back, something else typed, and sent again.
    let back = browser.sign_in(&form, "bob", "good").await;
    assert_eq!((&double.path, &back.path), (&first.path, &first.path));
    // Two tabs: another form with the same login.
    let tab = browser.get(&format!("{}/connect/institutions/mxbank?another=1", browser.base)).await;
    let second = browser.sign_in(&tab, "ann", "good").await;
    assert!(second.path.starts_with(&first.path), "{} {}", second.path, first.path);
    assert_eq!(members(&hub, &user).await.len(), 1);
    // The same login of somebody else is another member.
    let tab = browser.get(&format!("{}/connect/institutions/mxbank?another=1", browser.base)).await;
    browser.sign_in(&tab, "bob", "good").await;
    assert_eq!(members(&hub, &user).await.len(), 2);
}

#[tokio::test]
async fn a_bank_that_is_connected_is_recognised() {
    let hub = Hub::at_bank().await;
    let user = hub.user().await;
    let (browser, _) = Browser::agreed(&hub, &user, &connect()).await;
    let member = browser.connect("mxbank", "ann", "good").await;
    let again = browser.get(&format!("{}/connect/institutions/mxbank", browser.base)).await;
    assert_eq!(again.title(), "You already have a connection to MX Bank");
    assert!(again.has(&member.path) && again.primaries() == 1, "{again:?}");
    let another = browser.get(&format!("{}/connect/institutions/mxbank?another=1", browser.base)).await;
    let exists = browser.sign_in(&another, "ann", "good").await;
    assert!(exists.path.starts_with(&member.path), "{}", exists.path);
    assert!(exists.told().contains(&"mx/connect/createMemberError".to_owned()));
}

#[tokio::test]
async fn stray_spaces_are_pointed_out_and_sent_when_meant() {
    let hub = Hub::at_bank().await;
    let user = hub.user().await;
    let (browser, _) = Browser::agreed(&hub, &user, &connect()).await;
    let form = browser.get(&format!("{}/connect/institutions/mxbank", browser.base)).await;
    let warned = browser.sign_in(&form, "ann ", "good").await;
    assert_eq!(warned.status, 422);
    assert!(warned.has("ends with a space") && warned.has("value=\"ann \"") && !warned.has("value=\"good\""));
    assert!(members(&hub, &user).await.is_empty(), "nothing was sent");
    let names: Vec<String> = warned.names();
    let logins: Vec<&String> = names.iter().filter(|name| name.starts_with("CRD-")).collect();
    let taken = browser.send(&warned, &[(logins[0], "ann "), (logins[1], "good"), ("strays", "taken")]).await;
    assert_eq!(taken.status, 200, "{taken:?}");
    assert_eq!(members(&hub, &user).await.len(), 1);
    let empty = browser.get(&format!("{}/connect/institutions/mxbank?another=1", browser.base)).await;
    let empty = browser.sign_in(&empty, "", "").await;
    assert_eq!((empty.status, empty.html.matches("aria-invalid=\"true").count()), (422, 2));
}

#[tokio::test]
async fn nothing_is_connected_without_consent() {
    let hub = Hub::at_bank().await;
    let user = hub.user().await;
    let (browser, _) = Browser::open(&hub, &user, &connect()).await;
    let asked = browser.get(&format!("{}/connect/institutions/mxbank", browser.base)).await;
    assert_eq!(asked.title(), "Let app read your accounts");
    let form = browser.send(&asked, &[]).await;
    assert!(form.path.ends_with("/connect/institutions/mxbank"), "{}", form.path);
    let consents = hub.engine.of(hub.app_guid()).consents(&hub.user_record(&user).await).await.unwrap();
    assert_eq!((consents.len(), consents[0].app_name.as_str()), (1, "app"));
    assert_eq!(consents[0].reads, "accounts transactions holdings");
    // It was given once and for all visits.
    let (_, page) = Browser::open(&hub, &user, &connect()).await;
    assert_eq!(page.title(), "Choose your bank");
}

#[tokio::test]
async fn the_app_hears_what_is_searched_for_while_somebody_types() {
    let hub = Hub::at_bank().await;
    let (browser, _) = Browser::agreed(&hub, &hub.user().await, &connect()).await;
    let part = format!("{}/connect/search?part=results&q=", browser.base);
    let heard = async |typed: &str| {
        let html = browser.get(&format!("{part}{typed}")).await.html;
        let data = html.split("<script type=\"application/json\">").nth(1).unwrap();
        let data: Value = serde_json::from_str(data.strip_suffix("</script>").unwrap()).unwrap();
        let posts = data["posts"].as_array().unwrap().clone();
        posts.iter().map(|post| post["metadata"]["query"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(heard("harb").await, [json!("harb")]);
    assert_eq!(heard("harb").await, Vec::<Value>::new(), "once");
    assert_eq!(heard("h").await, Vec::<Value>::new(), "too short to be searched for");
    assert_eq!(heard("%3C%2Fscript%3E").await, [json!("</script>")]);
}

#[tokio::test]
async fn visits_begin_where_the_app_wants() {
    let hub = Hub::at_bank().await;
    let user = hub.user().await;
    let (browser, _) = Browser::agreed(&hub, &user, &connect()).await;
    let denied = browser.connect("mxbank", "ann", "WRONG_CREDENTIALS").await;
    let guid = denied.path.rsplit('/').next().unwrap().to_owned();
    let open = async |options: Value| {
        let mut body = connect();
        body["widget_url"].as_object_mut().unwrap().extend(options.as_object().unwrap().clone());
        Browser::open(&hub, &user, &body).await
    };
    let (_, page) = open(json!({ "current_member_guid": guid })).await;
    assert_eq!(page.title(), "Update the login");
    assert_eq!(page.data()["posts"][1]["metadata"]["initial_step"], "enterCreds");
    let only = json!({ "current_institution_code": "mxbank", "disable_institution_search": true });
    let (browser, page) = open(only).await;
    assert_eq!(page.title(), "You already have a connection to MX Bank");
    assert!(!page.has("class=\"back\"") && !page.has("/connect/search"), "{page:?}");
    let form = browser.get(&format!("{}/connect/institutions/mxbank?another=1", browser.base)).await;
    let back = format!("{}/connect/search", browser.base);
    assert!(form.has(&format!("class=\"back\" href=\"{back}\"")), "{form:?}");
    let search = browser.get(&back).await;
    assert_eq!(search.told(), ["mx/connect/backToSearch"]);
    // The member is deleted while the page is open, and before it is opened.
    let (browser, page) = open(json!({ "current_member_guid": guid })).await;
    let path = format!("/users/{user}/members/{guid}");
    assert_eq!(hub.send(As::App, "DELETE", &path, "", &[]).await.status, 204);
    for gone in
        [browser.get(&format!("{}/connect", browser.base)).await, browser.sign_in(&page, "a", "b").await]
    {
        assert_eq!(gone.status, 404);
        assert_eq!(gone.title(), "This connection is no longer there");
        assert!(gone.primaries() == 1, "{gone:?}");
    }
}

#[tokio::test]
async fn messages_take_the_form_that_is_asked_for() {
    let hub = Hub::new().await;
    let user = hub.user().await;
    let open = async |options: Value| {
        let mut body = connect();
        body["widget_url"].as_object_mut().unwrap().extend(options.as_object().unwrap().clone());
        Browser::open(&hub, &user, &body).await.1
    };
    let old = open(json!({ "ui_message_version": 2 })).await;
    let text: Value = serde_json::from_str(old.data()["posts"][0].as_str().unwrap()).unwrap();
    assert_eq!((&text["type"], &text["moneyDesktop"]), (&json!("load"), &json!(true)));
    let view = open(json!({ "is_mobile_webview": true, "ui_message_webview_url_scheme": "budget" })).await;
    assert!(view.data()["addresses"][0].as_str().unwrap().starts_with("budget://load?metadata="));
    let dark = open(json!({ "color_scheme": "dark", "locale": "fr-CA" })).await;
    assert!(dark.has("<html lang=\"fr-CA\" data-scheme=\"dark\">"), "{dark:?}");
}

#[tokio::test]
async fn what_is_read_is_what_was_agreed() {
    let hub = Hub::at_bank().await;
    let check = async |options: Value, aggregate: &str, transactions: bool, owners: bool, numbers: bool| {
        let user = hub.user().await;
        let mut body = connect();
        body["widget_url"].as_object_mut().unwrap().extend(options.as_object().unwrap().clone());
        let (browser, _) = Browser::agreed(&hub, &user, &body).await;
        let page = browser.connect("mxbank", "ann", "good").await;
        assert_eq!(page.title(), "Your accounts are here", "{options}");
        let member = page.path.rsplit('/').next().unwrap().to_owned();
        if !aggregate.is_empty() {
            hub.clock.advance(SignedDuration::from_hours(12));
            let path = format!("/users/{user}/members/{member}/aggregate?{aggregate}");
            assert_eq!(hub.send(As::App, "POST", &path, "", &[]).await.status, 202);
            hub.work().await;
        }
        for (what, list, is_read) in [
            ("transactions", "transactions", transactions),
            ("account_owners", "account_owners", owners),
            ("account_numbers", "account_numbers", numbers),
        ] {
            let found = hub.read(&format!("/users/{user}/members/{member}/{what}")).await;
            assert_eq!(!found[list].as_array().unwrap().is_empty(), is_read, "{options} {aggregate} {what}");
        }
    };
    let verification = json!({ "mode": "verification" });
    check(json!({}), "", true, false, false).await;
    check(json!({ "include_transactions": false }), "", false, false, false).await;
    // Nobody reads more later because nobody said anything.
    check(json!({ "include_transactions": false }), "include_holdings=true", false, false, false).await;
    check(json!({}), "include_transactions=false", true, false, false).await;
    check(json!({ "include_identity": true }), "", true, true, false).await;
    check(verification, "", false, false, true).await;
    check(json!({ "mode": "verification", "include_transactions": true }), "", true, false, true).await;
}

#[tokio::test]
async fn the_language_is_chosen_at_the_foot() {
    let hub = Hub::new().await;
    let (browser, page) = Browser::open(&hub, &hub.user().await, &connect()).await;
    assert!(page.has("<html lang=\"en\"") && page.has("?language=es"));
    let spanish = browser.get(&format!("{}/connect?language=es", browser.base)).await;
    assert!(spanish.has("<html lang=\"es\"") && !spanish.path.contains("language"), "{}", spanish.path);
    let still = browser.get(&format!("{}/connect", browser.base)).await;
    assert_eq!(still.title(), "Permita que app lea sus cuentas");
}

#[tokio::test]
async fn accounts_by_hand_missing_banks_and_cries_for_help_are_kept_once() {
    let hub = Hub::at_bank().await;
    let user = hub.user().await;
    let (browser, _) = Browser::agreed(&hub, &user, &connect()).await;
    let base = browser.base.clone();
    let form = browser.get(&format!("{base}/connect/manual")).await;
    let values = [("name", "Jar"), ("type", "CASH"), ("balance", "1.234,50"), ("currency", "USD")];
    for _ in 0..2 {
        let made = browser.send(&form, &values).await;
        assert_eq!(made.title(), "The account is added");
    }
    let accounts = hub.read(&format!("/users/{user}/accounts")).await["accounts"].clone();
    assert_eq!((accounts.as_array().unwrap().len(), &accounts[0]["balance"]), (1, &json!(1234.5)));
    let wrong = browser.get(&format!("{base}/connect/manual")).await;
    let wrong =
        browser.send(&wrong, &[("name", " "), ("type", "X"), ("balance", "much"), ("currency", "USD")]).await;
    assert_eq!((wrong.status, wrong.html.matches("aria-invalid=\"true").count()), (422, 3));

    let form = browser.get(&format!("{base}/connect/missing")).await;
    for _ in 0..2 {
        let values = [("name", "Rowan Savings"), ("url", "rowan.example"), ("email", "ann@example.org")];
        assert_eq!(browser.send(&form, &values).await.title(), "Thank you, it is noted");
    }
    let member = browser.connect("mxbank", "ann", "WRONG_CREDENTIALS").await;
    let guid = member.path.rsplit('/').next().unwrap();
    let form = browser.get(&format!("{base}/connect/support?member={guid}")).await;
    assert!(
        form.has("Status: Login refused (DENIED)")
            && form.has("login-characters")
            && form.has("are never sent")
    );
    let values = [
        ("email", "ann@example.org"),
        ("title", "Refused"),
        ("message", "It works at the bank."),
        ("login-characters", "3"),
        ("password-characters", "17"),
    ];
    for _ in 0..2 {
        assert_eq!(browser.send(&form, &values).await.title(), "Your question is on its way");
    }
    let scope = hub.engine.of(hub.app_guid());
    let page = engine::records::Page { number: 1, size: 10 };
    let inbox = scope.support_requests(page).await.unwrap().items;
    let details: Value = serde_json::from_str(&inbox[0].details).unwrap();
    assert_eq!(
        (inbox.len(), &details["password-characters"], &details["status"]),
        (1, &json!(17), &json!("DENIED"))
    );
    assert_eq!(scope.institution_requests(page).await.unwrap().items.len(), 1);
}

#[tokio::test]
async fn a_connection_is_removed_after_saying_what_goes() {
    let hub = Hub::at_bank().await;
    let user = hub.user().await;
    let (browser, _) = Browser::agreed(&hub, &user, &connect()).await;
    let member = browser.connect("mxbank", "ann", "good").await;
    let confirm = browser.get(&format!("{}/remove", member.path)).await;
    assert!(confirm.has("12 accounts: ") && confirm.has("Remove and keep the history"), "{confirm:?}");
    assert_eq!(members(&hub, &user).await.len(), 1, "looking removes nothing");
    let away = [("history", "remove")];
    let removed = browser.send(&confirm, &away).await;
    assert_eq!(removed.title(), "The connection is removed");
    assert!(removed.told().contains(&"mx/connect/memberDeleted".to_owned()));
    assert!(members(&hub, &user).await.is_empty());
    assert_eq!(browser.send(&confirm, &away).await.title(), "The connection is removed", "sent again");
    let member = browser.connect("mxbank", "ann", "good").await;
    let confirm = browser.get(&format!("{}/remove", member.path)).await;
    let kept = browser.send(&confirm, &[("history", "keep")]).await;
    assert_eq!(kept.title(), "The connection is removed, its history is kept");
    assert_eq!(members(&hub, &user).await.len(), 1, "the accounts have a place");
}

#[tokio::test]
async fn what_cannot_be_connected_says_why() {
    let hub = Hub::at_bank().await;
    let (browser, _) = Browser::agreed(&hub, &hub.user().await, &connect()).await;
    let oak = browser.get(&format!("{}/connect/institutions/oak", browser.base)).await;
    assert_eq!(oak.title(), "Oak Bank cannot be connected here");
    assert!(oak.has("/connect/manual") && oak.has("/connect/missing"));
    let nowhere = browser.get(&format!("{}/connect/institutions/nobank", browser.base)).await;
    assert_eq!((nowhere.status, nowhere.title()), (404, "This bank is not on the list any more"));
}
