//! FDX keeps to what every connector keeps to, at institutions that ask differently of apps.

use super::bed::{FdxBed, Variant};
use crate::bed::PlainHttp;
use crate::person::{Doing, RETURN, at_the_bank};
use connectors::Grant;
use connectors::conformance::{self, Allows, Finding, Subject, VisitCase};
use domain::clock::Clock;
use jiff::ToSpan;
use jiff::tz::TimeZone;

fn subject(fdx: &FdxBed) -> Subject {
    let today = fdx.clock().now().to_zoned(TimeZone::UTC).date();
    let (bank_url, clock) = (fdx.bed.url.clone(), fdx.clock().clone());
    let institution = fdx.variant.institution();
    Subject {
        clock: fdx.clock().clone(),
        attempts: "suite".to_owned(),
        twin: Box::new(fdx.connector()),
        institution: institution.to_owned(),
        good: Grant::default(),
        refused: Grant::default(),
        awaited: None,
        questions: Vec::new(),
        visit: Some(VisitCase {
            institution: institution.to_owned(),
            redirect_uri: RETURN.to_owned(),
            is_only_way: true,
            ages: Box::new(move || clock.pass(31 * 60)),
            goes: Box::new(move |url, allows| {
                let bank_url = bank_url.clone();
                Box::pin(async move {
                    let allows = allows == Allows::Everything;
                    at_the_bank(&bank_url, &url, Doing { allows, ..Doing::all("vera", "xyzzy-4711") }).await
                })
            }),
        }),
        secrets: ["open-sesame-42", "xyzzy-4711"].map(str::to_owned).to_vec(),
        span: (today.saturating_sub(6.months()), today.saturating_add(1.days())),
        error_form: r#"{"code":"7731","message":"{message}"}"#.to_owned(),
        received: fdx.bed.received(institution, &[]),
    }
}

async fn findings(variant: Variant, http: impl FnOnce(PlainHttp) -> PlainHttp) -> Vec<Finding> {
    let fdx = FdxBed::new(variant).await;
    let http = http(fdx.bed.http.clone());
    conformance::run(&fdx.connector(), &http, &subject(&fdx)).await
}

#[tokio::test]
async fn it_conforms_with_a_secret() {
    assert_eq!(findings(Variant::Secret, |http| http).await, []);
}

#[tokio::test]
async fn it_conforms_page_by_page() {
    assert_eq!(findings(Variant::Basic, PlainHttp::with_small_pages).await, []);
}

#[tokio::test]
async fn it_conforms_with_pushed_requests_signatures_and_rotation() {
    assert_eq!(findings(Variant::Strict, |http| http).await, []);
}
