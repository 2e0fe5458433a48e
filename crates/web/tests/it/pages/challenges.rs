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

/// The value of the first choice, or the text that the bank takes.
fn answer(page: &Page, name: &str) -> String {
    let radio = format!("name=\"{name}\" value=\"");
    match page.main().split(&radio).nth(1) {
        Some(rest) if page.main().contains("type=\"radio\"") => rest.split('"').next().unwrap().to_owned(),
        _ => "correct".to_owned(),
    }
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
        ("image", "class=\"riddle\""),
        ("image_options", "class=\"pictures\""),
        ("code", "one-time-code"),
    ] {
        let user = hub.user().await;
        let (browser, page) = asked(&hub, &user, password).await;
        assert!(page.has(sign), "{password}: {}", page.html);
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
            let answers: Vec<String> = names.iter().map(|name| answer(&page, name)).collect();
            let values: Vec<(&str, &str)> =
                names.iter().zip(&answers).map(|(name, answer)| (name.as_str(), answer.as_str())).collect();
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
        assert_eq!(page.title(), "Your accounts are here", "{password}: {}", page.html);
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
    hub.clock.advance(SignedDuration::from_mins(30));
    hub.work().await;
    let late = browser.send(&page, &[(&names[0], "correct")]).await;
    assert_eq!(late.status, 200);
    assert!(late.has("The answer came too late"), "{}", late.html);
    assert!(late.has("The time to answer MX Bank is over") && late.primaries() == 1);
}
