//! Fresh data is not fetched again; one slow bank does not hold up the others; a bank is not asked by more than it can bear.

use crate::bed::{Bed, on_postgres, on_sqlite, work};
use domain::member::Status;
use domain::run::RunKind;
use engine::{Error, Name, Settings, StartRun, Started};
use jiff::SignedDuration;

on_both! {
    fresh_data_is_not_fetched_again_but_at_mxbank
    only_an_aggregation_makes_data_fresh
    the_same_kind_is_accepted_and_another_is_not
    a_product_that_is_not_there_is_refused
    a_run_that_takes_too_long_ends
}

async fn started(bed: &Bed, member: &engine::records::Member, kind: RunKind) -> Result<Started, Error> {
    let start = StartRun {
        kind,
        reads: None,
        without: domain::run::Reads::default(),
        callback_payload: None,
        even_if_fresh: false,
    };
    bed.scope().start_run(&bed.user, &Name::Guid(member.guid), &start).await.map(|(_, started)| started)
}

async fn fresh_data_is_not_fetched_again_but_at_mxbank(bed: &Bed) {
    for (code, expected) in [("first_harbor", Started::FreshEnough), ("mxbank", Started::Run)] {
        let member = bed.connect_at(code, "ann", "plain").await.unwrap();
        bed.work().await;
        assert_eq!(bed.status(&member).await, Status::Connected, "{code}");
        assert_eq!(started(bed, &member, RunKind::Aggregate).await.unwrap(), expected, "{code}");
        bed.work().await;
        // Balances may be asked for at any time.
        assert_eq!(started(bed, &member, RunKind::CheckBalance).await.unwrap(), Started::Run, "{code}");
        bed.work().await;
    }
    let member = bed.connect_at("first_harbor", "bob", "plain").await.unwrap();
    bed.work().await;
    bed.clock.advance(SignedDuration::from_mins(179));
    assert_eq!(started(bed, &member, RunKind::Aggregate).await.unwrap(), Started::FreshEnough);
    bed.clock.advance(SignedDuration::from_mins(1));
    assert_eq!(started(bed, &member, RunKind::Aggregate).await.unwrap(), Started::Run);
}

async fn only_an_aggregation_makes_data_fresh(bed: &Bed) {
    let mut new = crate::bed::new_member(&bed.engine, "first_harbor", "ann", "plain").await;
    new.skip_aggregation = true;
    let member = bed.scope().create_member(&bed.user, new, None).await.unwrap();
    assert_eq!(started(bed, &member, RunKind::CheckBalance).await.unwrap(), Started::Run);
    bed.work().await;
    assert_eq!(bed.status(&member).await, Status::Connected);
    assert!(bed.transactions(&member).await.is_empty());
    assert_eq!(started(bed, &member, RunKind::Aggregate).await.unwrap(), Started::Run);
    bed.work().await;
    assert!(!bed.transactions(&member).await.is_empty());
}

async fn the_same_kind_is_accepted_and_another_is_not(bed: &Bed) {
    let member = bed.connect("challenge").await;
    bed.work().await;
    assert_eq!(started(bed, &member, RunKind::Aggregate).await.unwrap(), Started::OpenAlready);
    assert!(matches!(started(bed, &member, RunKind::Verify).await, Err(Error::RunOpen(RunKind::Aggregate))));
}

async fn a_product_that_is_not_there_is_refused(bed: &Bed) {
    let institutions =
        bed.engine.institutions(&engine::InstitutionFilter::default(), crate::bed::ALL).await.unwrap();
    let lacking = institutions
        .items
        .iter()
        .find(|one| {
            !one.products.contains(&domain::institution::Product::AccountVerification) && one.is_throttled
        })
        .expect("some institution verifies no accounts");
    let member = bed.connect_at(&lacking.code, "ann", "plain").await.unwrap();
    bed.work().await;
    assert!(matches!(started(bed, &member, RunKind::Verify).await, Err(Error::Invalid { .. })));
}

async fn a_run_that_takes_too_long_ends(bed: &Bed) {
    let member = bed.connect("plain").await;
    bed.clock.advance(SignedDuration::from_mins(31));
    bed.work().await;
    assert_eq!(bed.status(&member).await, Status::Failed);
    assert_eq!(bed.passwords_received("ann").await, 0);
}

/// Room for one run per institution.
fn narrow() -> Settings {
    Settings { runs_per_institution: 1, ..Settings::default() }
}

#[test]
fn a_full_lane_sqlite() {
    on_sqlite(narrow(), &a_full_lane_does_not_block_others);
}

#[test]
fn a_full_lane_postgres() {
    on_postgres(narrow(), &a_full_lane_does_not_block_others);
}

/// While the one run that the slow bank's lane allows hangs, members of another bank are connected by the same worker.
async fn a_full_lane_does_not_block_others(bed: &Bed) {
    /// Longer than the test may take; nobody waits for it.
    const FOREVER_MS: u32 = 120_000;
    bed.set_bank("first_harbor", "open", FOREVER_MS).await;
    let mut slow = Vec::new();
    for login in ["a", "b", "c", "d"] {
        slow.push(bed.connect_at("first_harbor", login, "plain").await.unwrap());
    }
    let engine = bed.engine.clone();
    let hanging = tokio::spawn(async move { work(&engine).await });
    let quick = bed.connect_at("mxbank", "ann", "plain").await.unwrap();
    let other = bed.beside(None).await;
    // The other process takes what is due: the slow lane is full, the quick one is not.
    while bed.status(&quick).await != Status::Connected {
        work_quick(&other, bed).await;
    }
    for member in &slow {
        assert_eq!(bed.status(member).await, Status::Created);
    }
    hanging.abort();
}

async fn work_quick(engine: &std::sync::Arc<engine::Engine>, bed: &Bed) {
    let working = tokio::spawn({
        let engine = engine.clone();
        async move { work(&engine).await }
    });
    // Put-off runs become due again.
    bed.clock.advance(SignedDuration::from_secs(1));
    let patience = tokio::time::timeout(std::time::Duration::from_secs(20), working).await;
    assert!(patience.is_ok(), "a slow bank holds up the others");
}
