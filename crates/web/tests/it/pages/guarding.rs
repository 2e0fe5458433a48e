//! What keeps strangers out: forged forms, other people's sessions, too many requests, what is typed, what is logged.

use super::browser::{Browser, connect, encoded};
use crate::hub::{As, Hub};
use jiff::SignedDuration;
use web::Settings;

#[tokio::test]
async fn every_page_has_its_headers() {
    let hub = Hub::new().await;
    let (browser, first) = Browser::agreed(&hub, &hub.user().await, &connect()).await;
    let missing = browser.get(&format!("{}/nothing", browser.base)).await;
    assert_eq!(missing.status, 404);
    for page in [&first, &missing] {
        let header = |name: &str| page.headers[name].to_str().unwrap();
        assert_eq!(header("referrer-policy"), "no-referrer");
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert_eq!(header("cache-control"), "no-store");
        assert_eq!(header("x-frame-options"), "DENY");
        assert!(header("permissions-policy").contains("camera=()"));
        let policy = header("content-security-policy");
        for part in [
            "default-src 'none'",
            "script-src 'self'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        ] {
            assert!(policy.contains(part), "{policy}");
        }
        assert!(!policy.contains("unsafe") && !page.headers.contains_key("set-cookie"));
        assert!(!page.has(" style=") && !page.has("onclick") && !page.has("http://"), "{page:?}");
    }
}

#[tokio::test]
async fn the_policy_names_the_style_sheet_that_stands_in_the_page() {
    use base64::Engine as _;
    use sha2::{Digest, Sha256};
    let hub = Hub::new().await;
    let (_, page) = Browser::open(&hub, &hub.user().await, &connect()).await;
    let style = page.html.split("<style>").nth(1).unwrap().split("</style>").next().unwrap();
    let hash = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(style));
    let policy = page.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.contains(&format!("style-src 'sha256-{hash}'")), "{policy}");
    let script = page.html.split("src=\"").nth(1).unwrap().split('"').next().unwrap();
    let asset = hub.send(As::Nobody, "GET", script, "", &[]).await;
    assert_eq!(asset.status, 200);
    assert!(asset.header("cache-control").contains("immutable"));
    assert!(asset.header("content-type").starts_with("text/javascript"));
    assert!(page.html.len() + asset.text.len() < 60 * 1024, "the weight of a page");
    assert_eq!(hub.send(As::Nobody, "GET", "/assets/page-0.js", "", &[]).await.status, 404);
}

#[tokio::test]
async fn a_forged_form_changes_nothing() {
    let hub = Hub::at_bank().await;
    let user = hub.user().await;
    let (browser, page) = Browser::open(&hub, &user, &connect()).await;
    for headers in [
        &[("sec-fetch-site", "cross-site")][..],
        &[("sec-fetch-site", "same-site")],
        &[("origin", "https://evil.example")],
        &[("origin", "http://localhost:9999")],
    ] {
        let refused = browser.post(&page.action(), &page.filled(&[]), headers).await;
        assert_eq!(refused.status, 403, "{headers:?}");
        assert!(refused.has("This was not sent from here"), "{refused:?}");
    }
    let still = browser.get(&format!("{}/connect", browser.base)).await;
    assert!(still.has("name=\"to\""), "no consent was given: {still:?}");
    for headers in
        [&[("sec-fetch-site", "same-origin"), ("origin", "null")][..], &[("origin", "http://localhost:8080")]]
    {
        let taken = browser.post(&page.action(), &page.filled(&[]), headers).await;
        assert_eq!(taken.status, 200);
    }
}

#[tokio::test]
async fn sessions_end_and_are_nobody_else_s() {
    let hub = Hub::at_bank().await;
    let (one, other) = (hub.user().await, hub.user().await);
    let member = hub.connect("good").await;
    let guid = member.rsplit('/').next().unwrap();
    let (browser, _) = Browser::agreed(&hub, &one, &connect()).await;
    let foreign = browser.get(&format!("{}/connect/members/{guid}", browser.base)).await;
    assert_eq!(foreign.status, 404, "another user's member");
    assert!(foreign.has("This connection is no longer there"));
    let (elsewhere, _) = Browser::open(&hub, &other, &connect()).await;
    assert_ne!(browser.base, elsewhere.base);
    let start = format!("{}/connect", browser.base);
    hub.clock.advance(SignedDuration::from_mins(29));
    assert_eq!(browser.get(&start).await.status, 200);
    hub.clock.advance(SignedDuration::from_mins(31));
    let over = browser.get(&start).await;
    assert_eq!(over.status, 410);
    assert!(over.has("This page is no longer open"));
    for base in ["/p/x", &format!("/p/{}", "A".repeat(43))] {
        assert_eq!(browser.get(&format!("{base}/connect")).await.status, 410);
    }
}

#[tokio::test]
async fn too_many_requests_are_told_to_wait() {
    let hub = Hub::with(Settings { page_requests_per_minute: 4, ..Settings::default() }).await;
    let (browser, _) = Browser::open(&hub, &hub.user().await, &connect()).await;
    let start = format!("{}/connect", browser.base);
    for _ in 0..3 {
        assert_eq!(browser.get(&start).await.status, 200);
    }
    let refused = browser.get(&start).await;
    assert_eq!((refused.status, refused.headers["retry-after"].to_str().unwrap()), (429, "15"));
    assert!(refused.has("Please wait a moment"));
    let (other, _) = Browser::open(&hub, &hub.user().await, &connect()).await;
    assert_eq!(other.get(&format!("{}/connect", other.base)).await.status, 200, "sessions do not share");
}

#[tokio::test]
async fn long_and_strange_input_is_turned_away_kindly() {
    let hub = Hub::at_bank().await;
    let (browser, _) = Browser::agreed(&hub, &hub.user().await, &connect()).await;
    let base = &browser.base;
    let form = browser.get(&format!("{base}/connect/institutions/mxbank")).await;
    let long = "ö".repeat(320);
    let sent = browser.sign_in(&form, &long, &long).await;
    assert_eq!(sent.status, 200, "320 characters are a login: {sent:?}");
    let again = browser.get(&format!("{base}/connect/institutions/mxbank?another=1")).await;
    let refused = browser.sign_in(&again, &"x".repeat(1_001), "y").await;
    assert_eq!(refused.status, 422);
    assert!(refused.has("it may be too long") && !refused.has("Something went wrong"));
    for path in ["/connect/manual", "/connect/missing", "/connect/support"] {
        let form = browser.get(&format!("{base}{path}")).await;
        let names = form.names();
        let values: Vec<(&str, &str)> =
            names.iter().filter(|name| *name != "once").map(|name| (name.as_str(), long.as_str())).collect();
        let refused = browser.send(&form, &values).await;
        assert_eq!(refused.status, 422, "{path}");
        assert!(refused.has("id=\"summary\""), "{path}: {refused:?}");
        let huge = browser.post(&format!("{base}{path}"), &"x=1&".repeat(30_000), &[]).await;
        assert_eq!(huge.status, 400, "{path}");
        let many = browser.post(&format!("{base}{path}"), &"x=1&".repeat(1_200), &[]).await;
        assert_eq!(many.status, 400, "{path}");
        let broken = browser.post(&format!("{base}{path}"), "name=%00", &[]).await;
        assert_eq!(broken.status, 400, "{path}");
        assert!(broken.has("This form could not be taken"));
    }
    let search = browser.get(&format!("{base}/connect/search?q={}&page=99999999", encoded(&long))).await;
    assert_eq!(search.status, 200);
    for strange in
        ["/connect/institutions/%00", "/connect/institutions/%0d%0aX-Evil:1", "/connect/members/%ff"]
    {
        let page = browser.get(&format!("{base}{strange}")).await;
        assert_eq!(page.status, 404, "{strange}");
        assert!(page.headers.contains_key("content-security-policy"), "{strange}");
    }
    for strange in ["/p/%ff", "/widgets/%ff", "/widgets/", "/p/", "/widgets/nobody/"] {
        let page = browser.get(strange).await;
        assert!(page.has("This page is no longer open") || page.status == 400, "{strange}: {page:?}");
    }
    for strange in ["page=x", "page=99999999999999999999", "page=-1", "page=1&page=2"] {
        let page = browser.get(&format!("{base}/connect/search?{strange}")).await;
        assert_eq!((page.status, page.title()), (404, "There is no such page"), "{strange}");
    }
}

#[tokio::test]
async fn script_in_names_is_text() {
    let hub = Hub::at_bank().await;
    let evil = "<script>alert(1)</script>\"'&";
    hub.store_institution("evil", evil).await;
    let (browser, _) = Browser::agreed(&hub, &hub.user().await, &connect()).await;
    for path in ["/connect/search?q=script", "/connect/search?q=%3Cscript%3E", "/connect/institutions/evil"] {
        let page = browser.get(&format!("{}{path}", browser.base)).await;
        assert!(!page.html.contains("<script>alert"), "{path}: {page:?}");
        assert!(page.html.contains("&#60;script&#62;"), "{path}");
    }
}
