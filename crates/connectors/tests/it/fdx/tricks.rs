//! What banks get wrong on purpose: nothing of it makes the hub fall over, believe a lie, or blame the person.

use super::bed::{Bending, FdxBed, Variant};
use crate::person::{Doing, at_the_bank};
use connectors::{Connector, FetchStop, Fetched, Grant, Input, Session, Want};
use domain::reason::Reason;
use serde_json::{Value, json};

async fn linked(variant: Variant) -> (FdxBed, Grant) {
    let bed = FdxBed::new(variant).await;
    let grant = bed.linked(&bed.connector(), Doing::all("ann", "fine")).await;
    (bed, grant)
}

async fn reason(bed: &FdxBed, grant: &Grant) -> Option<Reason> {
    match bed.fetch(&bed.connector(), grant, &Want::Accounts).await {
        Ok(_) => None,
        Err(FetchStop::NeedsUser) => panic!("the user is needed"),
        Err(FetchStop::Problem(problem)) => Some(problem.reason),
    }
}

#[tokio::test]
async fn a_server_that_says_to_be_another_is_not_believed() {
    let bed = FdxBed::new(Variant::Strict).await;
    bed.says(json!({"trick": "other_issuer"})).await;
    let refused = bed.leave(&bed.connector()).await.unwrap_err();
    assert_eq!(refused.reason, Reason::OauthTechnical);
}

/// Wherever the metadata lead, people are sent to a whole, secure address that names its host plainly, or to the issuer's own machine.
#[tokio::test]
async fn people_are_not_sent_anywhere_a_bank_says() {
    let long = || "x".repeat(3 * 1024 * 1024);
    for (variant, name, value, is_good) in [
        (Variant::Public, "authorization_endpoint", "https://login.bank.example/a?b=c".to_owned(), true),
        (
            Variant::Public,
            "authorization_endpoint",
            "https://bank.example/\r\nset-cookie: a=b".to_owned(),
            false,
        ),
        (Variant::Public, "authorization_endpoint", format!("https://bank.example/{}", long()), false),
        (Variant::Public, "authorization_endpoint", "https://".to_owned(), false),
        (Variant::Public, "authorization_endpoint", "https://bank@evil.example/".to_owned(), false),
        (Variant::Public, "authorization_endpoint", "http://evil.example/".to_owned(), false),
        (Variant::Public, "authorization_endpoint", "https://bank.example/#part".to_owned(), false),
        (Variant::Public, "token_endpoint", format!("https://bank.example/{}", long()), false),
        (Variant::Strict, "request_uri", "urn:one".to_owned(), true),
        (Variant::Strict, "request_uri", long(), false),
    ] {
        let bed = FdxBed::new(variant).await;
        let http = Bending { http: &bed.bed.http, name, value: value.into() };
        let left = bed.leave_over(&bed.connector(), &http, true).await.map_err(|problem| problem.reason);
        let case = format!("{name} {:.60}", http.value.to_string());
        match left {
            Ok((_, url)) => assert!(is_good && url.len() < 2_048, "{case} {url:.100}"),
            Err(reason) => assert!(!is_good && reason == Reason::OauthTechnical, "{case} {reason:?}"),
        }
    }
}

/// A token that fits into no header is not kept: not at first, and not in place of one that does.
#[tokio::test]
async fn a_token_that_cannot_be_sent_is_not_kept() {
    let bed = FdxBed::new(Variant::Strict).await;
    let fdx = bed.connector();
    let grant = bed.linked(&fdx, Doing::all("ann", "fine")).await;
    bed.clock().pass(6 * 3_600);
    let (session, url) = bed.leave(&fdx).await.unwrap();
    let query = at_the_bank(&bed.bed.url, &url, Doing::all("ann", "fine")).await;
    let value = "token\r\nx-evil: 1";
    let http = Bending { http: &bed.bed.http, name: "access_token", value: value.into() };
    let linked =
        fdx.advance(&bed.context_over(&http, "one"), session, Input::Returned(&query)).await.unwrap_err();
    assert_eq!(linked.reason, Reason::OauthTechnical);
    let institution = bed.variant.institution();
    let start = Input::Start { institution, grant: &grant, is_user_present: false };
    let renewed = fdx.advance(&bed.context_over(&http, "two"), Session::default(), start).await.unwrap_err();
    assert_eq!(renewed.reason, Reason::InstitutionError);
    assert!(!renewed.to_string().contains("evil"), "{renewed}");
}

#[tokio::test]
async fn reading_fails_for_its_reason() {
    let (bed, grant) = linked(Variant::Secret).await;
    for (said, expected) in [
        (json!({"trick": "half_answers"}), Some(Reason::InstitutionError)),
        (json!({"trick": "wrong_types"}), Some(Reason::InstitutionError)),
        (json!({"trick": null, "state": "down"}), Some(Reason::InstitutionDown)),
        (json!({"state": "maintenance"}), Some(Reason::InstitutionMaintenance)),
        (json!({"state": "discontinued"}), Some(Reason::ClientNotAuthorized)),
        (json!({"state": "open", "condition": "data_not_ready"}), Some(Reason::DataNotReady)),
        (json!({"condition": "refresh_running"}), Some(Reason::InstitutionError)),
        (json!({"condition": null, "delay_ms": 20}), None),
    ] {
        bed.says(said.clone()).await;
        assert_eq!(reason(&bed, &grant).await, expected, "{said}");
    }
}

#[tokio::test]
async fn a_renewal_fails_for_its_reason_and_can_be_made_again() {
    for variant in [Variant::Secret, Variant::Strict] {
        let (bed, grant) = linked(variant).await;
        let fdx = bed.connector();
        bed.clock().pass(6 * 3_600);
        for (said, expected) in [
            (json!({"condition": "too_many_requests"}), Reason::RateLimited),
            (json!({"condition": "server_error"}), Reason::InstitutionDown),
            (json!({"condition": "hang_up"}), Reason::NetworkError),
            (json!({"condition": "terms_not_accepted"}), Reason::TokenInvalid),
            (json!({"condition": null, "state": "down"}), Reason::InstitutionDown),
        ] {
            bed.says(said.clone()).await;
            let problem = bed.start(&fdx, &grant).await.unwrap_err();
            assert_eq!(problem.reason, expected, "{variant:?} {said}: {problem}");
            assert_eq!(problem.retry_at.is_some(), said["condition"] == "too_many_requests", "{said}");
        }
        bed.says(json!({"state": "open"})).await;
        let renewed = bed.start(&fdx, &grant).await.unwrap();
        assert!(!bed.accounts(&fdx, &renewed).await.is_empty());
    }
}

/// A token that was given in an answer that cannot be read: the same is given once more.
#[tokio::test]
async fn a_half_renewal_is_made_again() {
    for trick in ["half_answers", "wrong_types"] {
        let (bed, grant) = linked(Variant::Strict).await;
        let fdx = bed.connector();
        bed.clock().pass(6 * 3_600);
        bed.says(json!({"trick": trick})).await;
        assert_eq!(bed.start(&fdx, &grant).await.unwrap_err().reason, Reason::InstitutionError);
        bed.says(json!({"trick": Value::Null})).await;
        let renewed = bed.start(&fdx, &grant).await.unwrap();
        assert!(!bed.accounts(&fdx, &renewed).await.is_empty());
    }
}

/// Ids that change make other accounts each time; under an old id nothing is found.
#[tokio::test]
async fn ids_that_change_are_other_accounts() {
    let (bed, grant) = linked(Variant::Secret).await;
    let fdx = bed.connector();
    bed.says(json!({"trick": "changing_ids"})).await;
    let before = bed.accounts(&fdx, &grant).await;
    bed.clock().pass(1);
    let after = bed.accounts(&fdx, &grant).await;
    assert!(before.iter().all(|one| after.iter().all(|other| other.id != one.id)));
    let account = before[0].id.clone();
    match bed.fetch(&fdx, &grant, &Want::Owners { account }).await {
        Err(FetchStop::Problem(problem)) => assert_eq!(problem.reason, Reason::AccountNotFound),
        other => panic!("{other:?}"),
    }
}

/// Trouble with one account, or with one kind of data, is told as such.
#[tokio::test]
async fn trouble_with_one_account_is_its_own() {
    let (bed, grant) = linked(Variant::Secret).await;
    let fdx = bed.connector();
    let accounts = bed.accounts(&fdx, &grant).await;
    let first = accounts.iter().map(|one| one.id.clone()).min().unwrap();
    let (from, to) = (jiff::civil::date(2025, 10, 1), jiff::civil::date(2025, 11, 1));
    let transactions = |account| Want::Transactions { account, from, to, after: None };
    for (condition, expected) in [
        ("account_closed", Reason::AccountClosed),
        ("account_gone", Reason::AccountNotFound),
        ("partial_data", Reason::InstitutionError),
    ] {
        bed.says(json!({"condition": condition})).await;
        for account in &accounts {
            let page = bed.fetch(&fdx, &grant, &transactions(account.id.clone())).await;
            match page {
                Err(FetchStop::Problem(problem)) if account.id == first => {
                    assert_eq!(problem.reason, expected, "{condition}");
                }
                Ok(Fetched::Transactions { .. }) if account.id != first => {}
                other => panic!("{condition} {other:?}"),
            }
        }
    }
    bed.says(json!({"condition": "statements_not_offered"})).await;
    match bed.fetch(&fdx, &grant, &Want::Statements { account: first }).await {
        Err(FetchStop::Problem(problem)) => assert_eq!(problem.source_code.as_deref(), Some("1107")),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn documents_that_fail_or_are_none_are_problems() {
    let (bed, grant) = linked(Variant::Secret).await;
    let fdx = bed.connector();
    let account = bed.accounts(&fdx, &grant).await.remove(0).id;
    let listed = bed.fetch(&fdx, &grant, &Want::Statements { account: account.clone() }).await;
    let Ok(Fetched::Statements(statements)) = listed else { panic!("{listed:?}") };
    for (said, reason, code) in [
        (json!({"condition": "document_failed"}), Reason::InstitutionError, Some("500")),
        (json!({"condition": "document_is_none"}), Reason::InstitutionError, None),
        (json!({"condition": null, "trick": "half_answers"}), Reason::InstitutionError, None),
    ] {
        bed.says(said.clone()).await;
        let statement = statements[0].id.clone();
        match bed.fetch(&fdx, &grant, &Want::Document { account: account.clone(), statement }).await {
            Err(FetchStop::Problem(problem)) => {
                assert_eq!((problem.reason, problem.source_code.as_deref()), (reason, code), "{said}");
            }
            other => panic!("{said} {other:?}"),
        }
    }
}
