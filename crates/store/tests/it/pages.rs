//! How pages are opened, and what people say there.

use crate::bed::{Bed, at};
use crate::records::{
    Household, full_consent, full_institution_request, full_page_link, full_page_session,
    full_support_request, same,
};
use store::pages::consents::{self, DataConsent};
use store::pages::links::{self, PageLink};
use store::pages::origins;
use store::pages::requests::{InstitutionRequest, SupportRequest};
use store::pages::sessions::{self, PageSession};
use store::{Error, Page};

on_both! {
    a_link_is_taken_once_and_in_time
    two_nodes_do_not_take_the_same_link
    sessions_remember
    what_has_ended_is_forgotten
    consents_are_withdrawn_together
    requests_are_an_inbox
    origins_are_a_set
}

const ALL: Page = Page { number: 1, size: 10 };

async fn a_link_is_taken_once_and_in_time(bed: &Bed) {
    let home = Household::stored(bed).await;
    let link = full_page_link(&home.user);
    same(&bed.store.page_link(&link.hash).await.unwrap().as_ref(), &Some(&link));
    assert!(bed.store.page_link("another").await.unwrap().is_none());
    let take = async |now| bed.store.commit(vec![links::take(&link, now)]).await;
    assert!(matches!(take(at(90)).await, Err(Error::Conflict(_))), "its time is over");
    take(at(89)).await.unwrap();
    assert!(matches!(take(at(89)).await, Err(Error::Conflict(_))), "it was used");
    let used = bed.store.page_link(&link.hash).await.unwrap().unwrap();
    same(&used, &PageLink { used_at: Some(at(89)), ..link });
}

async fn two_nodes_do_not_take_the_same_link(bed: &Bed) {
    let home = Household::stored(bed).await;
    let link = full_page_link(&home.user);
    let other = bed.beside().await;
    let (one, two) = tokio::join!(
        bed.store.commit(vec![links::take(&link, at(85))]),
        other.commit(vec![links::take(&link, at(85))])
    );
    assert_eq!(u8::from(one.is_ok()) + u8::from(two.is_ok()), 1, "{one:?} {two:?}");
}

async fn sessions_remember(bed: &Bed) {
    let home = Household::stored(bed).await;
    let stored = bed.store.page_session(&format!("session of {}", home.user.guid)).await.unwrap().unwrap();
    same(&stored, &PageSession { guid: stored.guid, ..full_page_session(bed, &home.user) });
    bed.commit(vec![sessions::touch(&stored, at(95)), sessions::touch(&stored, at(94))]).await;
    let touched = bed.store.page_session(&stored.hash).await.unwrap().unwrap();
    assert_eq!(touched.last_used_at, at(95), "it never goes back");
    let changed = PageSession { memory: "[1]".to_owned(), ..touched };
    bed.commit(vec![sessions::remember(&changed, at(96))]).await;
    let read = bed.store.page_session(&stored.hash).await.unwrap().unwrap();
    same(&read, &PageSession { last_used_at: at(96), ..changed });
}

async fn what_has_ended_is_forgotten(bed: &Bed) {
    let home = Household::stored(bed).await;
    let forget = async |before| {
        let (client, user) = (bed.client, home.user.guid);
        bed.commit(vec![links::forget(client, user, before), sessions::forget(client, user, before)]).await;
        let count =
            "SELECT (SELECT count(*) FROM page_links) * 10 + (SELECT count(*) FROM page_sessions) AS n";
        bed.number(count, Vec::new()).await
    };
    assert_eq!(forget(at(90)).await, 11);
    assert_eq!(forget(at(91)).await, 1);
    assert_eq!(forget(at(100)).await, 0);
}

async fn consents_are_withdrawn_together(bed: &Bed) {
    let home = Household::stored(bed).await;
    let first = bed.tenant().consents(home.user.guid, 10).await.unwrap().remove(0);
    same(&first, &DataConsent { guid: first.guid, ..full_consent(bed, &home.user) });
    let second = DataConsent { given_at: at(90), ..full_consent(bed, &home.user) };
    bed.commit(vec![consents::insert(&second)]).await;
    bed.commit(vec![consents::withdraw(bed.client, home.user.guid, at(91))]).await;
    bed.commit(vec![consents::withdraw(bed.client, home.user.guid, at(92))]).await;
    let all = bed.tenant().consents(home.user.guid, 10).await.unwrap();
    same(
        &all,
        &vec![
            DataConsent { withdrawn_at: Some(at(91)), ..second },
            DataConsent { withdrawn_at: Some(at(91)), ..first },
        ],
    );
}

async fn requests_are_an_inbox(bed: &Bed) {
    let home = Household::stored(bed).await;
    let tenant = bed.tenant();
    let asked = tenant.support_requests(ALL).await.unwrap();
    assert_eq!(asked.total, 1);
    let expected =
        SupportRequest { guid: asked.items[0].guid, ..full_support_request(bed, &home.user, &home.member) };
    same(&asked.items[0], &expected);
    let missed = tenant.institution_requests(ALL).await.unwrap();
    let expected =
        InstitutionRequest { guid: missed.items[0].guid, ..full_institution_request(bed, &home.user) };
    same(&missed.items[0], &expected);
    for (since, count) in [(84, 2), (85, 1), (86, 0)] {
        assert_eq!(tenant.requests_since(home.user.guid, at(since)).await.unwrap(), count);
    }
}

async fn origins_are_a_set(bed: &Bed) {
    let allow = |origin| origins::allow(bed.client, origin, at(0));
    bed.commit(vec![allow("https://b.example"), allow("https://a.example"), allow("https://b.example")])
        .await;
    assert_eq!(bed.tenant().origins().await.unwrap(), ["https://a.example", "https://b.example"]);
    bed.commit(vec![origins::forbid(bed.client, "https://b.example")]).await;
    assert_eq!(bed.tenant().origins().await.unwrap(), ["https://a.example"]);
}
