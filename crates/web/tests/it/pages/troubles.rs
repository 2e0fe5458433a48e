//! Every status has a page with one main button that the state takes, and no dead end.

use super::browser::{Browser, connect};
use crate::hub::{As, Hub};
use domain::member::Status;
use serde_json::json;

#[tokio::test]
async fn every_status_has_one_main_button() {
    let hub = Hub::at_bank().await;
    let user = hub.user().await;
    let (browser, _) = Browser::agreed(&hub, &user, &connect()).await;
    let member = browser.connect("mxbank", "ann", "good").await;
    for status in Status::ALL {
        let Some(name) = status.name() else { continue };
        hub.force_status(&user, &member.path, status).await;
        let page = browser.get(&member.path).await;
        assert_eq!((page.status, page.primaries()), (200, 1), "{name}: {page:?}");
        assert!(
            !page.has("page-") || !page.main().contains("page-t"),
            "{name}: a text is missing: {}",
            page.main()
        );
        let posts = page.main().matches("<form").count();
        let links = page.main().matches("<a ").count();
        assert!(posts + links > 0, "{name} is a dead end");
        // The main button leads somewhere that answers.
        let href =
            page.main().split("button primary\" href=\"").nth(1).and_then(|rest| rest.split('"').next());
        if let Some(href) = href.filter(|href| href.starts_with("/p/") && !href.ends_with("/leave")) {
            assert_eq!(browser.get(href).await.status, 200, "{name}: {href}");
        }
    }
}

#[tokio::test]
async fn trouble_says_what_to_do_and_learns() {
    let hub = Hub::at_bank().await;
    let user = hub.user().await;
    let (browser, _) = Browser::agreed(&hub, &user, &connect()).await;
    let page = browser.connect("mxbank", "ann", "TERMS_NOT_ACCEPTED").await;
    assert_eq!(page.title(), "MX Bank needs your attention");
    assert!(page.has("It is settled, refresh now") && page.has("class=\"remedies\""), "{page:?}");
    assert!(page.has("terms_required"), "the code for support");
    let answer = page.main().split("/remedies/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let path = format!("{}/remedies/{answer}", page.path);
    let thanked = browser.post(&path, "helped=no", &[]).await;
    assert!(thanked.has("Thank you"), "{thanked:?}");
    assert_eq!(browser.post(&path, "helped=maybe", &[]).await.status, 400);
    assert_eq!(browser.post(&format!("{}/remedies/none", page.path), "helped=no", &[]).await.status, 404);
}

#[tokio::test]
async fn a_refused_login_is_mended_on_the_page() {
    let hub = Hub::at_bank().await;
    let user = hub.user().await;
    let (browser, _) = Browser::agreed(&hub, &user, &connect()).await;
    let page = browser.connect("mxbank", "ann", "WRONG_CREDENTIALS").await;
    assert_eq!(page.title(), "MX Bank did not accept the login");
    let form = browser.get(&format!("{}/credentials", page.path)).await;
    assert_eq!(form.title(), "Update the login");
    let sent = browser.sign_in(&form, "ann", "good").await;
    assert!(sent.told().contains(&"mx/connect/updateCredentials".to_owned()), "{:?}", sent.told());
    hub.work().await;
    assert_eq!(browser.get(&page.path).await.title(), "Your accounts are here");
}

#[tokio::test]
async fn a_new_login_is_sent_once_however_often_its_form_is() {
    let hub = Hub::at_bank().await;
    let user = hub.user().await;
    let (browser, _) = Browser::agreed(&hub, &user, &connect()).await;
    let page = browser.connect("mxbank", "ann", "WRONG_CREDENTIALS").await;
    let address = format!("{}/credentials", page.path);
    let form = browser.get(&address).await;
    for _ in 0..4 {
        browser.sign_in(&form, "ann", "WRONG_CREDENTIALS").await;
        hub.work().await;
    }
    assert_eq!(hub.passwords_received("mxbank", "ann").await, 2, "the first login, and this one");
    // Refused three times, the very same is not sent again, and it is said.
    let form = browser.get(&address).await;
    browser.sign_in(&form, "ann", "WRONG_CREDENTIALS").await;
    hub.work().await;
    assert_eq!(hub.passwords_received("mxbank", "ann").await, 3);
    let form = browser.get(&address).await;
    let again = browser.sign_in(&form, "ann", "WRONG_CREDENTIALS").await;
    assert_eq!(again.status, 422);
    assert!(again.has("refused several times"), "{again:?}");
    hub.work().await;
    assert_eq!(hub.passwords_received("mxbank", "ann").await, 3);
    let form = browser.get(&address).await;
    browser.sign_in(&form, "ann", "good").await;
    hub.work().await;
    assert_eq!(browser.get(&page.path).await.title(), "Your accounts are here");
}

#[tokio::test]
async fn closed_and_paused_connections_come_back() {
    let hub = Hub::at_bank().await;
    let user = hub.user().await;
    let (browser, _) = Browser::agreed(&hub, &user, &connect()).await;
    let page = browser.connect("mxbank", "ann", "good").await;
    let member = format!("/users/{user}/members/{}", page.path.rsplit('/').next().unwrap());
    let command =
        async |command: &str| hub.send(As::App, "POST", &format!("{member}/{command}"), "", &[]).await;
    assert_eq!(command("pause?by=user").await.status, 200);
    let paused = browser.get(&page.path).await;
    assert!(paused.has("MX Bank is paused") && paused.has("Go on reading"), "{paused:?}");
    let back = browser.send(&paused, &[]).await;
    assert_eq!(back.title(), "Your accounts are here");
    assert_eq!(command("close").await.status, 200);
    let closed = browser.get(&page.path).await;
    assert!(closed.has("Open the connection again"), "{closed:?}");
    let form = browser.send(&closed, &[]).await;
    assert_eq!(form.title(), "Update the login");
    browser.sign_in(&form, "ann", "good").await;
    hub.work().await;
    assert_eq!(browser.get(&page.path).await.title(), "Your accounts are here");
}

#[tokio::test]
async fn a_state_that_changed_meanwhile_is_shown_as_it_is() {
    let hub = Hub::at_bank().await;
    let user = hub.user().await;
    let (browser, _) = Browser::agreed(&hub, &user, &connect()).await;
    let page = browser.connect("mxbank", "ann", "good").await;
    let fresh = browser.post(&format!("{}/refresh", page.path), "", &[]).await;
    assert_eq!(fresh.status, 200);
    let member = format!("/users/{user}/members/{}", page.path.rsplit('/').next().unwrap());
    hub.send(As::App, "POST", &format!("{member}/close"), "", &[]).await;
    for path in ["refresh", "unpause"] {
        let shown = browser.post(&format!("{}/{path}", page.path), "", &[]).await;
        assert_eq!(shown.status, 200, "{path}");
        assert!(shown.has("That is not possible any more"), "{path}: {shown:?}");
    }
    let body = json!({}).to_string();
    let answers = browser.post(&format!("{}/answers", page.path), &body, &[]).await;
    assert!(answers.has("The answer came too late"), "{answers:?}");
}
