//! Claims: who takes which run, and when.

use crate::bed::{Bed, at, connect, on_postgres, until_a_lock_is_waited_for};
use crate::records::{bare_link, bare_member, bare_run, bare_user, busy_run};
use domain::id::RunGuid;
use domain::member::Presence;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::runs::{self, Lease, Run};
use store::{Address, Claim, Error, Store, args, links, members, users};

on_both! {
    the_longest_due_of_a_presence_comes_first
    a_leased_run_is_taken_again_only_after_its_lease
    a_full_lane_puts_its_runs_off_and_blocks_no_other
    claimers_at_once_share_the_lanes
    a_person_takes_over_what_nobody_has_begun
    prolonging_tells_what_was_lost
    what_is_due_is_counted
    a_wake_reaches_who_waits
}

/// Runs are due from here on; claims are made later.
const NOW_SECONDS: i64 = 1000;

fn claim(presence: Presence) -> Claim {
    Claim {
        presence,
        now: at(NOW_SECONDS),
        operational_now: at(0),
        leased_until: at(60),
        runs_max: 100,
        lane_max: 100,
        lane_retry_at: at(NOW_SECONDS + 30),
    }
}

/// A run of a member of its own, stored.
async fn stored(bed: &Bed, institution: &str, presence: Presence, due_seconds: i64) -> Run {
    let user = bare_user(bed);
    let member = bare_member(bed, &user);
    let link = bare_link(bed, &member);
    let run = Run {
        institution_code: institution.to_owned(),
        presence,
        due_at: Some(at(due_seconds)),
        ..bare_run(bed, &link)
    };
    bed.commit(vec![
        users::insert(&user),
        members::insert(&member),
        links::insert(&link),
        runs::insert(&run),
    ])
    .await;
    run
}

async fn claimed(store: &Store, claim: &Claim) -> BTreeSet<RunGuid> {
    store.claim_runs(claim).await.unwrap().iter().map(|run| run.guid).collect()
}

fn set<'a>(runs: impl IntoIterator<Item = &'a Run>) -> BTreeSet<RunGuid> {
    runs.into_iter().map(|run| run.guid).collect()
}

async fn the_longest_due_of_a_presence_comes_first(bed: &Bed) {
    let third = stored(bed, "oak", Presence::Foreground, 30).await;
    let first = stored(bed, "elm", Presence::Foreground, 10).await;
    let second = stored(bed, "oak", Presence::Foreground, 20).await;
    let night = stored(bed, "oak", Presence::Background, 5).await;
    let future = stored(bed, "oak", Presence::Foreground, NOW_SECONDS + 1).await;
    let ended = stored(bed, "oak", Presence::Foreground, 1).await;
    bed.commit(vec![runs::update(&busy_run(&ended), Lease::Released)]).await;

    let two = Claim { runs_max: 2, ..claim(Presence::Foreground) };
    assert_eq!(claimed(&bed.store, &two).await, set([&first, &second]));
    let rest = bed.store.claim_runs(&two).await.unwrap();
    assert_eq!(set(&rest), set([&third]));
    assert_eq!(claimed(&bed.store, &two).await, BTreeSet::new());
    assert_eq!(claimed(&bed.store, &claim(Presence::Background)).await, set([&night]));
    let later = Claim { now: at(NOW_SECONDS + 1), ..claim(Presence::Foreground) };
    assert_eq!(claimed(&bed.store, &later).await, set([&future]));

    // The claim gives the run as it now is, and changes only what a claim changes.
    let expected = Run { attempt: third.attempt + 1, ..third };
    crate::records::same(&rest, &vec![expected]);
}

async fn a_leased_run_is_taken_again_only_after_its_lease(bed: &Bed) {
    let run = stored(bed, "oak", Presence::Foreground, 10).await;
    let first = bed.store.claim_runs(&claim(Presence::Foreground)).await.unwrap().remove(0);
    assert_eq!((first.guid, first.attempt), (run.guid, 1));
    for (operational_seconds, attempts) in [(0, vec![]), (59, vec![]), (60, vec![2]), (61, vec![])] {
        let mut again = claim(Presence::Foreground);
        again.operational_now = at(operational_seconds);
        again.leased_until = at(120);
        let found = bed.store.claim_runs(&again).await.unwrap();
        assert_eq!(
            found.iter().map(|run| run.attempt).collect::<Vec<_>>(),
            attempts,
            "{operational_seconds}"
        );
    }
    // Domain time may jump as it likes: a lease is not over for that.
    let mut moved = claim(Presence::Foreground);
    moved.now = at(10_000_000);
    assert_eq!(claimed(&bed.store, &moved).await, BTreeSet::new());
    // The first holder comes too late; what the second gives back is free at once.
    assert!(bed.store.commit(vec![runs::update(&first, Lease::Kept)]).await.is_err());
    let second = Run { attempt: 2, ..first };
    bed.commit(vec![runs::update(&second, Lease::Kept)]).await;
    assert_eq!(claimed(&bed.store, &claim(Presence::Foreground)).await, BTreeSet::new());
    bed.commit(vec![runs::update(&second, Lease::Released)]).await;
    assert_eq!(claimed(&bed.store, &claim(Presence::Foreground)).await, set([&second]));
}

async fn a_full_lane_puts_its_runs_off_and_blocks_no_other(bed: &Bed) {
    let mut slow = Vec::new();
    for due in 0..5 {
        slow.push(stored(bed, "slow", Presence::Background, due).await);
    }
    let other = stored(bed, "quick", Presence::Background, 100).await;
    let narrow = Claim { lane_max: 2, runs_max: 3, ..claim(Presence::Background) };
    // The head of the index is all of one lane: two are taken, the third is put off, the other lane is not reached yet.
    assert_eq!(claimed(&bed.store, &narrow).await, set(&slow[..2]));
    // What is left of the lane is put off, and the other lane is served.
    assert_eq!(claimed(&bed.store, &narrow).await, set([&other]));
    assert_eq!(claimed(&bed.store, &narrow).await, BTreeSet::new());
    for (run, attempt, due) in
        [(&slow[1], 1, at(1)), (&slow[2], 0, narrow.lane_retry_at), (&slow[4], 0, narrow.lane_retry_at)]
    {
        let found = bed.tenant().run(run.user, run.guid).await.unwrap().unwrap();
        assert_eq!((found.attempt, found.due_at), (attempt, Some(due)), "{}", run.guid);
    }
    // Room for one comes when one is given back, also for another presence: a bank counts both.
    let held = bed.tenant().run(slow[0].user, slow[0].guid).await.unwrap().unwrap();
    let retry = Claim { now: narrow.lane_retry_at, lane_retry_at: at(NOW_SECONDS + 60), ..narrow.clone() };
    let person = stored(bed, "slow", Presence::Foreground, 0).await;
    let persons = Claim { presence: Presence::Foreground, ..narrow };
    assert_eq!(claimed(&bed.store, &persons).await, BTreeSet::new());
    bed.commit(vec![runs::update(&busy_run(&held), Lease::Released)]).await;
    let found = claimed(&bed.store, &retry).await;
    assert!(found.len() == 1 && found.is_subset(&set(&slow[2..])), "{found:?}");
    assert_eq!(bed.tenant().run(person.user, person.guid).await.unwrap().unwrap().attempt, 0);
    // A lease that has passed takes no room.
    let after = Claim { operational_now: at(60), leased_until: at(120), now: at(NOW_SECONDS + 60), ..retry };
    let found = bed.store.claim_runs(&after).await.unwrap();
    assert_eq!(found.iter().filter(|run| run.institution_code == "slow").count(), 2);
}

async fn claimers_at_once_share_the_lanes(bed: &Bed) {
    const LANE_MAX: u32 = 3;
    let mut runs = BTreeMap::new();
    for number in 0..30 {
        let run = stored(bed, ["oak", "elm", "ash"][number % 3], Presence::Background, 1).await;
        runs.insert(run.guid, run);
    }
    // Two processes' worth.
    let stores = [bed.store.clone(), Arc::new(bed.beside().await)];
    let claimers: Vec<_> = (0..8)
        .map(|number: usize| {
            let store = stores[number % 2].clone();
            tokio::spawn(async move {
                let claim = Claim { lane_max: LANE_MAX, runs_max: 4, ..claim(Presence::Background) };
                let mut found = Vec::new();
                for _ in 0..10 {
                    found.extend(store.claim_runs(&claim).await.unwrap());
                }
                found
            })
        })
        .collect();
    let mut lanes: BTreeMap<String, u32> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for claimer in claimers {
        for run in claimer.await.unwrap() {
            assert!(seen.insert(run.guid), "{} was claimed twice", run.guid);
            assert_eq!(run.attempt, 1);
            *lanes.entry(run.institution_code).or_default() += 1;
        }
    }
    // As many as may be, and not one more; no run was left due.
    assert_eq!(
        lanes.into_iter().collect::<Vec<_>>(),
        ["ash", "elm", "oak"].map(|lane| (lane.to_owned(), LANE_MAX))
    );
    let put_off =
        bed.number("SELECT count(*) AS n FROM runs WHERE due_at = ?1", args![at(NOW_SECONDS + 30)]).await;
    assert_eq!(put_off, 30 - 9);
    let leased = bed.number("SELECT count(*) AS n FROM runs WHERE leased_until > 0", Vec::new()).await;
    assert_eq!(leased, 9);
}

/// Another node is in the middle of its claim: what it has taken is not seen yet, and is waited for.
#[test]
fn a_claim_waits_for_that_of_another_node() {
    /// The number under which nodes of all versions take turns.
    const CLAIM_TURN: &str = "BEGIN; SELECT pg_advisory_xact_lock(7946112002)";
    on_postgres(async |bed| {
        let Address::Postgres(url) = &bed.address else { return };
        let (theirs, other) = (
            stored(bed, "oak", Presence::Background, 1).await,
            stored(bed, "oak", Presence::Background, 2).await,
        );
        let node = connect(url).await;
        node.batch_execute(CLAIM_TURN).await.unwrap();
        let take = format!(
            "UPDATE runs SET leased_until = {} WHERE guid = '{}'",
            at(60).as_microsecond(),
            theirs.guid
        );
        node.batch_execute(&take).await.unwrap();
        let one = Claim { lane_max: 1, ..claim(Presence::Background) };
        let mut ours = std::pin::pin!(bed.store.claim_runs(&one));
        tokio::select! {
            found = &mut ours => panic!("it did not wait: {found:?}"),
            () = until_a_lock_is_waited_for(url) => {}
        }
        node.batch_execute("COMMIT").await.unwrap();
        assert_eq!(set(&ours.await.unwrap()), BTreeSet::new(), "the lane is full");
        let put_off = bed.tenant().run(other.user, other.guid).await.unwrap().unwrap();
        assert_eq!(put_off.due_at, Some(one.lane_retry_at));
    });
}

async fn a_person_takes_over_what_nobody_has_begun(bed: &Bed) {
    let night = stored(bed, "oak", Presence::Background, NOW_SECONDS + 500).await;
    let persons = |run: &Run| Run { presence: Presence::Foreground, ..run.clone() };
    let now = at(NOW_SECONDS);
    let refused = async |run: &Run| {
        let outcome = bed.store.commit(vec![runs::take_over(&persons(run), now)]).await;
        assert!(matches!(outcome, Err(Error::Conflict(runs::STALE))), "{outcome:?}");
    };
    let found = async || bed.tenant().run(night.user, night.guid).await.unwrap().unwrap();
    refused(&Run { guid: bed.guid(), ..night.clone() }).await;
    refused(&Run { attempt: 1, ..night.clone() }).await;
    crate::records::same(&found().await, &night);

    // It is due at once, and before those of nobody.
    bed.commit(vec![runs::take_over(&persons(&night), now)]).await;
    let taken = Run { due_at: Some(now), active_since: now, ..persons(&night) };
    crate::records::same(&found().await, &taken);
    assert_eq!(claimed(&bed.store, &claim(Presence::Background)).await, BTreeSet::new());
    assert_eq!(claimed(&bed.store, &claim(Presence::Foreground)).await, set([&night]));

    // A worker has it, by the attempt that was read or by its own; then it gave it back, and then it ended.
    let held = Run { attempt: 1, ..taken.clone() };
    refused(&taken).await;
    refused(&held).await;
    bed.commit(vec![runs::update(&held, Lease::Released)]).await;
    refused(&taken).await;
    bed.commit(vec![runs::update(&busy_run(&held), Lease::Released)]).await;
    refused(&busy_run(&held)).await;
}

async fn prolonging_tells_what_was_lost(bed: &Bed) {
    for due in 0..4 {
        stored(bed, "oak", Presence::Background, due).await;
    }
    let mut held = bed.store.claim_runs(&claim(Presence::Background)).await.unwrap();
    held.sort_by_key(|run| run.due_at);
    assert!(bed.store.prolong_leases(&held, at(90)).await.unwrap().is_empty());
    // One was given back, one has ended, and one was taken by another after its lease.
    bed.commit(vec![
        runs::update(&held[0], Lease::Released),
        runs::update(&busy_run(&held[1]), Lease::Released),
    ])
    .await;
    bed.commit(vec![store::Write::new(
        "UPDATE runs SET attempt = attempt + 1 WHERE guid = ?1",
        args![held[2].guid],
    )])
    .await;
    let lost = bed.store.prolong_leases(&held, at(100)).await.unwrap();
    assert_eq!(
        lost.iter().map(|run| run.guid).collect::<Vec<_>>(),
        [held[0].guid, held[1].guid, held[2].guid]
    );
    let prolonged =
        bed.number("SELECT count(*) AS n FROM runs WHERE leased_until = ?1", args![at(100)]).await;
    assert_eq!(prolonged, 1);
    assert!(bed.store.prolong_leases(&[], at(100)).await.unwrap().is_empty());
}

async fn what_is_due_is_counted(bed: &Bed) {
    assert_eq!(bed.store.open_runs(at(NOW_SECONDS)).await.unwrap(), (0, 0));
    let first = stored(bed, "oak", Presence::Foreground, 10).await;
    stored(bed, "oak", Presence::Background, 20).await;
    stored(bed, "oak", Presence::Background, NOW_SECONDS + 5).await;
    assert_eq!(bed.store.open_runs(at(NOW_SECONDS)).await.unwrap(), (3, 2));
    bed.commit(vec![runs::update(&busy_run(&first), Lease::Released)]).await;
    assert_eq!(bed.store.open_runs(at(20)).await.unwrap(), (2, 1));
}

async fn a_wake_reaches_who_waits(bed: &Bed) {
    let database = bed.store.database();
    // The future exists before the call, so the call is not missed.
    let woken = database.woken();
    database.wake();
    woken.await;
}
