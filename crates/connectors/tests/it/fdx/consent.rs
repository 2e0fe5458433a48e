//! The consent behind a grant: what it is for, when it ends, and what the person changes of it at the bank.

use super::bed::{FdxBed, SCOPE, Variant};
use super::reviewer::Reviewer;
use crate::person::{Doing, at_the_bank};
use connectors::fdx::FdxService;
use connectors::{Connector, FetchStop, Fetched, Want};
use domain::reason::Reason;
use std::collections::BTreeSet;

const DAY_S: i64 = 86_400;

async fn notices(bed: &FdxBed, grant: &connectors::Grant) -> Vec<Reason> {
    match bed.fetch(&bed.connector(), grant, &Want::Accounts).await {
        Ok(Fetched::Accounts { notices, .. }) => notices,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_consent_that_ends_soon_is_told_of() {
    for variant in [Variant::Secret, Variant::Strict] {
        let bed = FdxBed::new(variant).await;
        let fdx = bed.connector();
        let mut grant = bed.linked(&fdx, Doing::all("ann", "fine")).await;
        let mut passed = 0;
        for (day, expected) in
            [(0, vec![]), (300, vec![]), (350, vec![]), (359, vec![Reason::ConsentExpiring])]
        {
            bed.clock().pass((day - passed) * DAY_S);
            passed = day;
            grant = bed.start(&fdx, &grant).await.unwrap();
            assert_eq!(notices(&bed, &grant).await, expected, "{variant:?} day {day}");
        }
        bed.clock().pass(7 * DAY_S);
        assert_eq!(bed.start(&fdx, &grant).await.unwrap_err().reason, Reason::TokenInvalid);
    }
}

/// The institution gives less than the hub asks for: it is told, and what is not allowed is told as such.
#[tokio::test]
async fn what_is_not_allowed_is_told() {
    let bed = FdxBed::new(Variant::Secret).await;
    let narrow = "openid fdx:accountdetailed:read fdx:transactions:read";
    let fdx = bed.connector_with(FdxService { scope: narrow.to_owned(), ..bed.service() });
    let grant = bed.linked(&fdx, Doing::all("ann", "fine")).await;
    let account = bed.accounts(&fdx, &grant).await[0].id.clone();
    let Ok(Fetched::Accounts { notices, .. }) = bed.fetch(&fdx, &grant, &Want::Accounts).await else {
        panic!("no accounts")
    };
    assert_eq!(notices, []);
    match bed.fetch(&fdx, &grant, &Want::Owners { account }).await {
        Err(FetchStop::Problem(problem)) => assert_eq!(problem.reason, Reason::ConsentScopeMissing),
        other => panic!("{other:?}"),
    }
    // The same consent, once the hub wants more.
    assert!(SCOPE.len() > narrow.len());
    let Ok(Fetched::Accounts { notices, .. }) = bed.fetch(&bed.connector(), &grant, &Want::Accounts).await
    else {
        panic!("no accounts")
    };
    assert_eq!(notices, [Reason::ConsentScopeMissing]);
}

#[tokio::test]
async fn accounts_are_shared_and_shared_no_more() {
    for variant in [Variant::Secret, Variant::Strict] {
        let bed = FdxBed::new(variant).await;
        let fdx = bed.connector();
        let grant = bed.linked(&fdx, Doing { accounts: 1, ..Doing::all("ann", "fine") }).await;
        let first = bed.accounts(&fdx, &grant).await;
        assert_eq!(first.len(), 1);
        let reviewer = Reviewer::at(&bed.bed.url, variant.institution(), "ann", "fine").await;
        let page = reviewer.page().await;
        assert!(page.contains("The Hub") && page.contains("Stop sharing"), "{page}");
        assert!(reviewer.press("share").await);
        let ids = |accounts: &[connectors::data::SourceAccount]| -> BTreeSet<String> {
            accounts.iter().map(|one| one.id.clone()).collect()
        };
        let both = bed.accounts(&fdx, &grant).await;
        assert_eq!(both.len(), 2);
        assert!(ids(&first).is_subset(&ids(&both)));
        assert!(reviewer.press("stop").await);
        let one = bed.accounts(&fdx, &grant).await;
        assert_eq!(one.len(), 1);
        let gone = ids(&both).difference(&ids(&one)).next().unwrap().clone();
        match bed.fetch(&fdx, &grant, &Want::Owners { account: gone }).await {
            Err(FetchStop::Problem(problem)) => assert_eq!(problem.reason, Reason::AccountNotFound),
            other => panic!("{other:?}"),
        }
        assert!(reviewer.press("revoke").await);
        match bed.fetch(&fdx, &grant, &Want::Accounts).await {
            Err(FetchStop::Problem(problem)) => assert_eq!(problem.reason, Reason::ConsentRevoked),
            other => panic!("{other:?}"),
        }
        bed.clock().pass(61);
        assert!(matches!(bed.fetch(&fdx, &grant, &Want::Accounts).await, Err(FetchStop::NeedsUser)));
        assert_eq!(bed.start(&fdx, &grant).await.unwrap_err().reason, Reason::TokenInvalid);
        assert!(!reviewer.press("revoke").await, "nothing is left to revoke");
    }
}

/// What was pushed is good once.
#[tokio::test]
async fn an_address_is_good_once() {
    let bed = FdxBed::new(Variant::Strict).await;
    let fdx = bed.connector();
    let (session, url) = bed.leave(&fdx).await.unwrap();
    let query = at_the_bank(&bed.bed.url, &url, Doing::all("ann", "fine")).await;
    assert_eq!(fdx.read_return(&session, &query), Ok(()));
    let again = reqwest::Client::builder().no_proxy().build().unwrap().get(&url).send().await.unwrap();
    assert_eq!(again.status().as_u16(), 400);
}
