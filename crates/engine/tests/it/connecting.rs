//! From credentials to accounts, or to the status that says why not.

use crate::bed::{Bed, new_member, nobody};
use domain::member::Status;
use domain::reason::Reason;
use domain::run::RunKind;
use engine::records::IdempotencyKey;
use engine::{Error, MemberEdits, Name, Strays};

on_both! {
    a_member_reaches_connected_with_accounts_and_transactions
    each_password_leads_to_its_status
    three_refusals_prevent_and_new_credentials_help
    the_same_login_is_connected_once
    an_idempotency_key_makes_one_member
    a_deleted_member_s_run_is_forgotten
    new_credentials_end_the_open_run
    a_member_without_credentials_waits_for_them
}

async fn a_member_reaches_connected_with_accounts_and_transactions(bed: &Bed) {
    let member = bed.connect("anything").await;
    assert_eq!(member.state.status, Status::Created);
    assert!(member.state.is_being_aggregated);
    bed.work().await;
    let member = bed.member(&member).await;
    assert_eq!((member.state.status, member.state.reason), (Status::Connected, Some(Reason::Ok)));
    assert!(!member.state.is_being_aggregated && member.state.successfully_aggregated_at.is_some());
    let processed = member.state.processed;
    assert!(processed.is_authenticated && processed.accounts && processed.transactions);
    let accounts = bed.accounts(&member).await;
    assert_eq!(accounts.len(), 12, "mxbank has one account of each type");
    assert!(bed.transactions(&member).await.len() > 100);
    assert_eq!(bed.passwords_received("ann").await, 1);
    // Everything that happened is in the log, in order.
    let events = tokio::time::timeout(crate::PATIENCE, async {
        loop {
            // On PostgreSQL, open transactions of other tests hold new events back for a moment.
            let found =
                bed.engine.store().of(bed.client).facts_of(bed.user.guid, member.guid, 100).await.unwrap();
            if found.len() >= 4 {
                return found;
            }
        }
    })
    .await
    .unwrap();
    let names: Vec<&str> = events.iter().map(|event| event.fact.as_ref().unwrap().event.as_str()).collect();
    assert_eq!(
        names,
        ["created_with_credentials", "aggregation_started", "credentials_accepted", "aggregation_succeeded"]
    );
}

async fn each_password_leads_to_its_status(bed: &Bed) {
    for (password, status, reason) in [
        ("INVALID", Status::Denied, Reason::CredentialsRejected),
        ("UNAUTHORIZED", Status::Denied, Reason::CredentialsRejected),
        ("LOCKED", Status::Locked, Reason::AccountLocked),
        ("DISABLED", Status::Locked, Reason::AccessForbidden),
        ("ATTENTION", Status::Impeded, Reason::UserActionRequired),
        ("BAD_REQUEST", Status::Failed, Reason::InstitutionError),
        ("SERVER_ERROR", Status::Failed, Reason::InstitutionError),
        ("UNAVAILABLE", Status::Failed, Reason::InstitutionDown),
        ("NO_ACCOUNTS", Status::Connected, Reason::NoAccounts),
    ] {
        let member = bed.connect_at("mxbank", &format!("login for {password}"), password).await.unwrap();
        bed.work().await;
        let member = bed.member(&member).await;
        assert_eq!((member.state.status, member.state.reason), (status, Some(reason)), "{password}");
        assert!(!member.state.is_being_aggregated, "{password}");
    }
}

async fn three_refusals_prevent_and_new_credentials_help(bed: &Bed) {
    let member = bed.connect("wrong").await;
    bed.work().await;
    for expected in [Status::Denied, Status::Prevented] {
        bed.start(&member, RunKind::Aggregate).await.unwrap();
        bed.work().await;
        assert_eq!(bed.status(&member).await, expected);
    }
    // The hub refuses to go on before the bank locks.
    assert!(matches!(bed.start(&member, RunKind::Aggregate).await, Err(Error::Impossible { .. })));
    assert_eq!(bed.passwords_received("ann").await, 3);
    assert_eq!(bed.bank_counts("mxbank", "ann").await["is_locked"], false);
    let credentials = new_member(&bed.engine, "mxbank", "ann", "right").await.credentials;
    let edits = MemberEdits { credentials: Some(credentials), ..MemberEdits::default() };
    let updated = bed.scope().update_member(&bed.user, &Name::Guid(member.guid), &edits, None).await.unwrap();
    assert_eq!(updated.state.status, Status::Updated);
    bed.work().await;
    assert_eq!(bed.status(&member).await, Status::Connected);
}

async fn the_same_login_is_connected_once(bed: &Bed) {
    let first = bed.connect("one").await;
    match bed.connect_at("mxbank", "ann", "another password").await {
        Err(Error::MemberExists(guid)) => assert_eq!(guid, first.guid),
        other => panic!("{other:?}"),
    }
    // White space around a login is no other person.
    let mut spaced = new_member(&bed.engine, "mxbank", " ann ", "x").await;
    let refused = bed.scope().create_member(&bed.user, spaced.clone(), None).await;
    assert!(matches!(refused, Err(Error::Stray { .. })), "{refused:?}");
    spaced.strays = Strays::Taken;
    let taken = bed.scope().create_member(&bed.user, spaced, None).await;
    assert!(matches!(taken, Err(Error::MemberExists(_))), "{taken:?}");
    bed.connect_at("mxbank", "bob", "one").await.unwrap();
    bed.connect_at("first_harbor", "ann", "one").await.unwrap();
}

async fn an_idempotency_key_makes_one_member(bed: &Bed) {
    let key = IdempotencyKey { key: "k1".into(), fingerprint: "f1".into() };
    let new = new_member(&bed.engine, "mxbank", "ann", "one").await;
    let first = bed.scope().create_member(&bed.user, new.clone(), Some(&key)).await.unwrap();
    let second = bed.scope().create_member(&bed.user, new.clone(), Some(&key)).await.unwrap();
    assert_eq!(first.guid, second.guid);
    let other = IdempotencyKey { fingerprint: "f2".into(), ..key };
    assert!(matches!(
        bed.scope().create_member(&bed.user, new, Some(&other)).await,
        Err(Error::OtherRequest)
    ));
}

async fn a_deleted_member_s_run_is_forgotten(bed: &Bed) {
    let member = bed.connect("anything").await;
    bed.scope().delete_member(&bed.user, &Name::Guid(member.guid)).await.unwrap();
    assert_eq!(bed.work().await, 0);
    assert_eq!(bed.passwords_received("ann").await, 0);
    assert!(matches!(bed.scope().delete_member(&bed.user, &nobody()).await, Err(Error::NotFound(_))));
}

async fn new_credentials_end_the_open_run(bed: &Bed) {
    let member = bed.connect("challenge").await;
    bed.work().await;
    assert_eq!(bed.status(&member).await, Status::Challenged);
    let credentials = new_member(&bed.engine, "mxbank", "ann", "plain").await.credentials;
    let edits = MemberEdits { credentials: Some(credentials), ..MemberEdits::default() };
    bed.scope().update_member(&bed.user, &Name::Guid(member.guid), &edits, None).await.unwrap();
    assert!(bed.challenges(&member).await.is_empty());
    bed.work().await;
    assert_eq!(bed.status(&member).await, Status::Connected);
}

async fn a_member_without_credentials_waits_for_them(bed: &Bed) {
    let mut new = new_member(&bed.engine, "mxbank", "ann", "plain").await;
    let credentials = std::mem::take(&mut new.credentials);
    let member = bed.scope().create_member(&bed.user, new, None).await.unwrap();
    assert_eq!(member.state.status, Status::Imported);
    assert!(matches!(bed.start(&member, RunKind::Aggregate).await, Err(Error::Impossible { .. })));
    let edits = MemberEdits { credentials: Some(credentials), ..MemberEdits::default() };
    bed.scope().update_member(&bed.user, &Name::Guid(member.guid), &edits, None).await.unwrap();
    bed.work().await;
    assert_eq!(bed.status(&member).await, Status::Connected);
}
