//! Verifications: written, changed once of two who try, touched, and read with their reports.

use crate::bed::{Bed, at};
use crate::records::{bare_verification, same, stored_link};
use domain::reason::Reason;
use domain::verification::{BankError, Flaw, Resource, VerificationCode, VerificationState};
use store::verifications::{
    self, ReportHead, Verification, VerificationFilter, VerificationMember, WantedAccounts,
};
use store::{Error, Page};

on_both! {
    what_is_written_is_read
    of_two_changes_one_is_made
    what_is_open_is_touched_and_found
    it_stands_on_connections
    a_report_is_sealed_and_replaced
    a_link_leads_to_it_for_a_while
    they_are_listed_and_narrowed
}

fn full(bed: &Bed, bare: &Verification) -> Verification {
    let flaw = |error, reason, about| Flaw { error, reason, about };
    Verification {
        state: VerificationState::Paused,
        code: VerificationCode::Authenticated,
        flaws: vec![
            flaw(
                BankError::InvalidCredentials,
                Reason::CredentialsRejected,
                Resource::Member(bed.guid(), "Oak".to_owned()),
            ),
            flaw(
                BankError::AccountClosed,
                Reason::AccountClosed,
                Resource::Account(bed.guid(), "Everyday".to_owned()),
            ),
            flaw(BankError::ReportGenerationFailed, Reason::ReportFailed, Resource::Report),
        ],
        report_type: "income".to_owned(),
        months: 24,
        institution_code: Some("oak".to_owned()),
        wanted: WantedAccounts::These(vec![bed.guid(), bed.guid()]),
        link_hash: Some("cafe".to_owned()),
        link_expires_at: Some(at(500)),
        opened_at: Some(at(61)),
        cancelled_at: Some(at(62)),
        report_flaw: Some("too much".to_owned()),
        due_at: Some(at(63)),
        updated_at: at(64),
        ..bare.clone()
    }
}

async fn stored(bed: &Bed) -> Verification {
    let (user, _, _) = stored_link(bed).await;
    let one = bare_verification(bed, &user);
    bed.commit(vec![verifications::insert(&one)]).await;
    one
}

async fn read(bed: &Bed, one: &Verification) -> Verification {
    bed.tenant().verification(one.guid).await.unwrap().unwrap()
}

async fn what_is_written_is_read(bed: &Bed) {
    let bare = stored(bed).await;
    same(&read(bed, &bare).await, &bare);
    let full = full(bed, &bare);
    bed.commit(vec![verifications::update(&full)]).await;
    same(&read(bed, &bare).await, &Verification { version: 2, ..full.clone() });
    for wanted in
        [WantedAccounts::Chosen(None), WantedAccounts::Chosen(Some(vec![bed.guid()])), WantedAccounts::All]
    {
        let one = Verification { wanted, ..read(bed, &bare).await };
        bed.commit(vec![verifications::update(&one)]).await;
        assert_eq!(read(bed, &bare).await.wanted, one.wanted);
    }
}

async fn of_two_changes_one_is_made(bed: &Bed) {
    let one = stored(bed).await;
    bed.commit(vec![verifications::update(&one)]).await;
    let late = bed.store.commit(vec![verifications::update(&one)]).await;
    assert!(matches!(late, Err(Error::Conflict(verifications::CHANGED))));
}

async fn what_is_open_is_touched_and_found(bed: &Bed) {
    let (open, done) = (stored(bed).await, stored(bed).await);
    let done = Verification { state: VerificationState::Completed, version: 1, ..done };
    bed.commit(vec![verifications::update(&done)]).await;
    for one in [&open, &done] {
        bed.commit(vec![verifications::touch(bed.client, one.user, at(10))]).await;
    }
    let due = async |second| {
        let due = bed.store.verifications_due(at(second), 10).await.unwrap();
        due.into_iter().map(|one| one.guid).collect::<Vec<_>>()
    };
    assert_eq!((due(9).await, due(10).await), (Vec::new(), vec![open.guid]));
    // Whoever looked at it before it was touched finds that it has changed.
    assert!(bed.store.commit(vec![verifications::update(&open)]).await.is_err());
}

async fn it_stands_on_connections(bed: &Bed) {
    let one = stored(bed).await;
    let (first, second) = (
        VerificationMember { member: bed.guid(), run: None },
        VerificationMember { member: bed.guid(), run: Some(bed.guid()) },
    );
    bed.commit(vec![
        verifications::set_member(&one, &second, at(1)),
        verifications::set_member(&one, &first, at(2)),
    ])
    .await;
    let on = async || bed.tenant().verification_members(one.user, one.guid).await.unwrap();
    assert_eq!(on().await, [second.clone(), first.clone()]);
    let begun = VerificationMember { run: Some(bed.guid()), ..first.clone() };
    bed.commit(vec![verifications::set_member(&one, &begun, at(9))]).await;
    assert_eq!(on().await, [second, begun.clone()], "the order stays");
    bed.commit(vec![verifications::keep_members(&one, &[begun.member])]).await;
    assert_eq!(on().await, [begun]);
}

async fn a_report_is_sealed_and_replaced(bed: &Bed) {
    let one = stored(bed).await;
    assert!(bed.tenant().report(one.user, one.guid).await.unwrap().is_none());
    for (text, second) in [("the income of Ann", 1), ("the income of Bob", 2)] {
        let head =
            ReportHead { guid: bed.guid(), content_hash: format!("hash {second}"), created_at: at(second) };
        let write = bed.tenant().put_report(&one, &head, text.as_bytes()).await.unwrap();
        bed.commit(vec![write]).await;
        assert_eq!(bed.tenant().report_head(one.user, one.guid).await.unwrap(), Some(head));
        let report = bed.tenant().report(one.user, one.guid).await.unwrap().unwrap();
        assert_eq!(report.as_slice(), text.as_bytes());
    }
    let rows = bed.read("SELECT report_sealed FROM verification_reports", Vec::new()).await;
    let sealed = rows[0].blob("report_sealed").unwrap();
    assert!(!String::from_utf8_lossy(sealed).contains("Bob"), "it is not readable in the database");
}

async fn a_link_leads_to_it_for_a_while(bed: &Bed) {
    let one = stored(bed).await;
    let linked =
        Verification { link_hash: Some("beef".to_owned()), link_expires_at: Some(at(100)), ..one.clone() };
    bed.commit(vec![verifications::update(&linked)]).await;
    let found = async |hash, second| {
        bed.store.verification_by_link(hash, at(second)).await.unwrap().map(|found| found.guid)
    };
    assert_eq!(found("beef", 99).await, Some(one.guid));
    assert_eq!((found("beef", 100).await, found("dead", 1).await), (None, None));
}

async fn they_are_listed_and_narrowed(bed: &Bed) {
    let (first, second) = (stored(bed).await, stored(bed).await);
    bed.commit(vec![verifications::update(&Verification {
        state: VerificationState::Paused,
        ..second.clone()
    })])
    .await;
    let list = async |filter, size| {
        let found = bed.tenant().verifications(filter, Page { number: 1, size }).await.unwrap();
        (found.total, found.items.into_iter().map(|one| one.guid).collect::<Vec<_>>())
    };
    let all = VerificationFilter::default();
    assert_eq!(list(all, 1).await, (2, vec![second.guid]), "the newest first");
    let of = VerificationFilter { user: Some(first.user), ..all };
    assert_eq!(list(of, 10).await, (1, vec![first.guid]));
    let paused = VerificationFilter { state: Some(VerificationState::Paused), ..all };
    assert_eq!(list(paused, 10).await, (1, vec![second.guid]));
}
