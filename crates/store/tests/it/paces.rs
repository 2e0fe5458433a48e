//! How runs at one institution follow each other.

use crate::bed::{Bed, at};
use domain::clock::Timestamp;
use jiff::SignedDuration;
use std::collections::BTreeMap;
use std::sync::Arc;
use store::paces::Lane;

on_both! {
    places_are_apart
    several_institutions_are_asked_at_once
    an_institution_is_left_alone
    nodes_at_once_never_get_the_same_place
    nodes_that_name_them_in_another_order_do_not_stand_in_each_other_s_way
}

/// An odd time, with microseconds.
const APART: SignedDuration = SignedDuration::from_micros(2_500_001);
const NOW_SECONDS: i64 = 1000;

/// The place that comes so many after `first`.
fn place(first: Timestamp, number: i32) -> Timestamp {
    first + APART * number
}

fn lane(institution: &str) -> Lane<'_> {
    Lane { source: "sandbox", institution }
}

async fn reserved(bed: &Bed, institutions: &[(&str, u32)], now: Timestamp) -> Vec<Timestamp> {
    let lanes: Vec<_> = institutions.iter().map(|(code, count)| (lane(code), *count)).collect();
    bed.store.reserve_starts(&lanes, APART, now).await.unwrap()
}

async fn places_are_apart(bed: &Bed) {
    let now = at(NOW_SECONDS);
    for (count, asked_at, expected) in [
        (1, now, now),
        (3, now, place(now, 1)),
        (1, now, place(now, 4)),
        // The places go on from the last one, however much later that is.
        (1, place(now, 2), place(now, 5)),
        // Free this very microsecond, and for a long time.
        (2, place(now, 6), place(now, 6)),
        (1, at(NOW_SECONDS + 3600), at(NOW_SECONDS + 3600)),
        (1, at(NOW_SECONDS + 3600), place(at(NOW_SECONDS + 3600), 1)),
    ] {
        assert_eq!(reserved(bed, &[("oak", count)], asked_at).await, [expected], "{count} at {asked_at}");
    }
    assert_eq!(reserved(bed, &[("elm", 1)], now).await, [now], "another institution is free");
    let other = Lane { source: "fdx", institution: "oak" };
    assert_eq!(
        bed.store.reserve_starts(&[(other, 1)], APART, now).await.unwrap(),
        [now],
        "so is another source"
    );
    let full = bed.store.full_lanes(now).await.unwrap();
    assert_eq!(full, [("fdx".to_owned(), 1), ("sandbox".to_owned(), 2)]);
}

async fn several_institutions_are_asked_at_once(bed: &Bed) {
    let now = at(NOW_SECONDS);
    assert_eq!(reserved(bed, &[], now).await, []);
    assert_eq!(reserved(bed, &[("oak", 2), ("elm", 1)], now).await, [now, now]);
    let expected = [place(now, 1), now, place(now, 2), place(now, 5)];
    assert_eq!(reserved(bed, &[("elm", 4), ("ash", 9), ("oak", 3), ("oak", 1)], now).await, expected);
    // Asking for none takes none.
    assert_eq!(reserved(bed, &[("oak", 0), ("oak", 1)], now).await, [place(now, 6), place(now, 6)]);
}

async fn an_institution_is_left_alone(bed: &Bed) {
    let now = at(NOW_SECONDS);
    let hold = async |until: Timestamp| bed.store.hold_starts(lane("oak"), until).await.unwrap();
    let next = async || reserved(bed, &[("oak", 1)], now).await[0];
    hold(at(5)).await;
    assert_eq!(next().await, now, "that time has passed");
    let until = at(NOW_SECONDS + 60);
    hold(until).await;
    assert_eq!(next().await, until);
    for earlier in [until, now, at(0)] {
        hold(earlier).await;
    }
    assert_eq!(next().await, place(until, 1), "nothing is pulled forward");
    hold(at(NOW_SECONDS + 600)).await;
    assert_eq!(next().await, at(NOW_SECONDS + 600));
    assert_eq!(reserved(bed, &[("elm", 1)], now).await, [now], "another institution is not held");
    hold(at(NOW_SECONDS + 30 * 86_400)).await;
    assert_eq!(next().await, now, "a clock that went back does not close the queue for a month");
}

/// Twelve callers of two processes reserve at once, each the same institutions; their places are a row without a gap.
async fn check_at_once(bed: &Bed, orders: [[(&'static str, u32); 3]; 2]) {
    const CALLERS: usize = 12;
    const CALLS: usize = 15;
    let now = at(NOW_SECONDS);
    let stores = [bed.store.clone(), Arc::new(bed.beside().await)];
    let callers: Vec<_> = (0..CALLERS)
        .map(|number| {
            let (store, asked) = (stores[number % 2].clone(), orders[number % 2]);
            tokio::spawn(async move {
                let mut places = Vec::new();
                for _ in 0..CALLS {
                    let lanes = asked.map(|(code, count)| (lane(code), count));
                    let first = store.reserve_starts(&lanes, APART, now).await.unwrap();
                    places.extend(asked.into_iter().zip(first));
                }
                places
            })
        })
        .collect();
    let mut taken: BTreeMap<&str, Vec<Timestamp>> = BTreeMap::new();
    for caller in callers {
        for ((institution, count), first) in caller.await.unwrap() {
            let count = i32::try_from(count).unwrap();
            taken.entry(institution).or_default().extend((0..count).map(|number| place(first, number)));
        }
    }
    assert_eq!(taken.len(), 3);
    for (institution, mut places) in taken {
        places.sort();
        let row: Vec<Timestamp> = (0..).map(|number| place(now, number)).take(places.len()).collect();
        assert_eq!(places, row, "{institution}");
    }
}

async fn nodes_at_once_never_get_the_same_place(bed: &Bed) {
    let asked = [("ash", 1), ("elm", 2), ("oak", 3)];
    check_at_once(bed, [asked, asked]).await;
}

async fn nodes_that_name_them_in_another_order_do_not_stand_in_each_other_s_way(bed: &Bed) {
    let asked = [("ash", 1), ("elm", 2), ("oak", 3)];
    check_at_once(bed, [asked, [asked[2], asked[1], asked[0]]]).await;
}
