//! How an institution is doing, told from how its members' latest runs ended.

use crate::bed::{Bed, at};
use crate::records::{bare_run, busy_run, stored_link};
use domain::diagnosis::Health;
use domain::reason::Reason;
use store::Write;
use store::links::Link;
use store::runs::{self, Lease, Run};

on_both! {
    the_latest_run_of_each_member_counts
    old_runs_and_open_ones_do_not_count
    other_institutions_do_not_count
}

/// A run that ended: two writes, because it begins open.
fn ended(bed: &Bed, link: &Link, reason: Option<Reason>, seconds: i64) -> [Write; 2] {
    let run = bare_run(bed, link);
    let over = Run { reason, ended_at: Some(at(seconds)), ..busy_run(&run) };
    [runs::insert(&run), runs::update(&over, Lease::Released)]
}

/// A member whose runs ended so, oldest first.
async fn stored(bed: &Bed, ends: &[(Option<Reason>, i64)]) -> Link {
    let (_, _, link) = stored_link(bed).await;
    bed.commit(ends.iter().flat_map(|(reason, seconds)| ended(bed, &link, *reason, *seconds)).collect())
        .await;
    link
}

async fn check(bed: &Bed, since_seconds: i64, failing: u32, answering: u32) {
    let found = bed.store.health("oak", at(since_seconds)).await.unwrap();
    assert_eq!(found, Health { failing, answering }, "since {since_seconds}");
}

async fn the_latest_run_of_each_member_counts(bed: &Bed) {
    const DOWN: Option<Reason> = Some(Reason::InstitutionDown);
    const FINE: Option<Reason> = Some(Reason::Ok);
    check(bed, 0, 0, 0).await;
    stored(bed, &[(FINE, 10), (DOWN, 20)]).await;
    check(bed, 0, 1, 0).await;
    stored(bed, &[(DOWN, 11), (DOWN, 12), (FINE, 13)]).await;
    check(bed, 0, 1, 1).await;
    // A bank that refuses a login works.
    stored(bed, &[(Some(Reason::CredentialsRejected), 30)]).await;
    check(bed, 0, 1, 2).await;
    // A run that was cancelled says nothing; the one before it does.
    stored(bed, &[(DOWN, 40), (None, 50)]).await;
    check(bed, 0, 2, 2).await;
    stored(bed, &[(None, 60)]).await;
    check(bed, 0, 2, 2).await;
}

async fn old_runs_and_open_ones_do_not_count(bed: &Bed) {
    let down = Some(Reason::InstitutionDown);
    stored(bed, &[(down, 10)]).await;
    let link = stored(bed, &[(down, 15), (Some(Reason::Ok), 20)]).await;
    bed.commit(vec![runs::insert(&bare_run(bed, &link))]).await;
    for (since, failing, answering) in [(0, 1, 1), (10, 1, 1), (11, 0, 1), (20, 0, 1), (21, 0, 0)] {
        check(bed, since, failing, answering).await;
    }
}

async fn other_institutions_do_not_count(bed: &Bed) {
    let (_, _, link) = stored_link(bed).await;
    let elsewhere = Run { institution_code: "elm".to_owned(), ..bare_run(bed, &link) };
    let over = Run { reason: Some(Reason::Ok), ..busy_run(&elsewhere) };
    bed.commit(vec![runs::insert(&elsewhere), runs::update(&over, Lease::Released)]).await;
    check(bed, 0, 0, 0).await;
    // Members of all clients count.
    let client = bed.guid();
    bed.commit(vec![bed.new_client(client, "Neighbour")]).await;
    let home = crate::records::Household::stored_of(bed, client).await;
    let over = Run { reason: Some(Reason::InstitutionDown), ..busy_run(&home.run) };
    bed.commit(vec![runs::update(&over, Lease::Released)]).await;
    stored(bed, &[(Some(Reason::InstitutionDown), 10)]).await;
    check(bed, 0, 2, 0).await;
}
