//! Every kind of question, asked by the simulated bank, answered on the page.

use super::browser::{Browser, Page, connect};
use crate::hub::Hub;
use jiff::SignedDuration;

/// Connects with a password that makes the bank ask.
async fn asked<'a>(hub: &'a Hub, user: &str, password: &str) -> (Browser<'a>, Page) {
    let (browser, _) = Browser::agreed(hub, user, &connect()).await;
    let page = browser.connect("mxbank", "ann", password).await;
    (browser, page)
}

fn questions(page: &Page) -> Vec<String> {
    page.names().into_iter().filter(|name| name.starts_with("CRD-")).collect()
}

#[tokio::test]
async fn each_kind_of_question_is_answered_on_the_page() {
    let hub = Hub::at_bank().await;
    for (password, sign) in [
        ("challenge", "type=\"text\""),
        ("options", "type=\"radio\""),
        ("image", "class=\"pictures\""),
        ("image_data", "class=\"riddle\""),
        ("token", "one-time-code"),
        ("two_rounds", "type=\"text\""),
        ("two_questions", "type=\"text\""),
    ] {
        let user = hub.user().await;
        let (browser, page) = asked(&hub, &user, password).await;
        assert!(page.has(sign), "{password}: {page:?}");
        assert!(page.has("Time left:") && page.primaries() == 1, "{password}");
        // Left and opened again, it shows the question with the time that is left.
        hub.clock.advance(SignedDuration::from_secs(60));
        let again = browser.get(&page.path).await;
        assert!(again.has(sign) && !again.has("5:00"), "{password}");
        let mut page = again;
        for _ in 0..5 {
            let names = questions(&page);
            if names.is_empty() {
                break;
            }
            let values: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "correct")).collect();
            let sent = browser.send(&page, &values).await;
            assert!(
                sent.told().contains(&"mx/connect/submitMFA".to_owned()),
                "{password}: {:?}",
                sent.told()
            );
            // A second tab sends the same.
            let late = browser.post(&page.action(), &page.filled(&values), &[]).await;
            assert_eq!(late.status, 200, "{password}");
            hub.work().await;
            page = browser.get(&sent.path).await;
        }
        assert_eq!(page.title(), "Your accounts are here", "{password}: {page:?}");
    }
}

#[tokio::test]
async fn an_empty_answer_is_asked_for_and_time_runs_out_kindly() {
    let hub = Hub::at_bank().await;
    let (browser, page) = asked(&hub, &hub.user().await, "challenge").await;
    let names = questions(&page);
    let empty = browser.send(&page, &[(&names[0], "")]).await;
    assert_eq!(empty.status, 422);
    assert!(empty.has("Enter or choose an answer"));
    hub.clock.advance(SignedDuration::from_mins(10));
    hub.work().await;
    let late = browser.send(&page, &[(&names[0], "correct")]).await;
    assert_eq!(late.status, 200);
    assert!(late.has("The answer came too late"), "{late:?}");
    assert!(late.has("The time to answer MX Bank is over") && late.primaries() == 1);
}

#[tokio::test]
async fn who_has_no_answer_is_asked_anew() {
    let hub = Hub::at_bank().await;
    let (browser, page) = asked(&hub, &hub.user().await, "token").await;
    let first = questions(&page);
    assert!(page.has("look at the phone whose number") && !page.has("among the spam folder"), "{page:?}");
    let hasty = browser.post(&format!("{}/again", page.path), "", &[]).await;
    assert!(hasty.has("wait a little before you ask") && questions(&hasty) == first, "{hasty:?}");
    hub.clock.advance(SignedDuration::from_secs(31));
    let again = browser.post(&format!("{}/again", page.path), "", &[]).await;
    assert_eq!(again.title(), "Signing in at the bank", "{again:?}");
    hub.work().await;
    let page = browser.get(&page.path).await;
    let second = questions(&page);
    assert!(second.len() == 1 && second != first, "{page:?}");
    browser.send(&page, &[(&second[0], "correct")]).await;
    hub.work().await;
    let page = browser.get(&page.path).await;
    assert_eq!(page.title(), "Your accounts are here");
    // Nothing is asked any more.
    let late = browser.post(&format!("{}/again", page.path), "", &[]).await;
    assert_eq!((late.status, late.title()), (200, "Your accounts are here"));
}

#[tokio::test]
async fn an_approval_elsewhere_is_waited_for() {
    let hub = Hub::at_bank().await;
    let (browser, page) = asked(&hub, &hub.user().await, "approve").await;
    assert_eq!(page.title(), "MX Bank waits for your yes");
    assert!(page.has("/changes?version=") && page.has("Approve only what"), "{page:?}");
    for _ in 0..5 {
        hub.clock.advance(SignedDuration::from_secs(10));
        hub.work().await;
    }
    assert_eq!(browser.get(&page.path).await.title(), "Your accounts are here");
}
