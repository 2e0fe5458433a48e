//! Members that time has come for: who looks at which, and when.

use crate::bed::{Bed, at, connect, on_postgres};
use crate::records::{bare_member, bare_user, full_member, same};
use domain::clock::Timestamp;
use domain::id::MemberGuid;
use std::collections::BTreeSet;
use std::sync::Arc;
use store::members::{self, Member};
use store::{Address, Error, Store, args, users};

on_both! {
    the_longest_due_come_first
    a_claim_changes_the_due_time_alone
    the_holder_commits_by_the_version_it_got
    who_commits_meanwhile_wins_over_the_holder
    claimers_at_once_never_get_the_same
}

/// Members are due from here on back; claims are made now.
const NOW_SECONDS: i64 = 1000;
const PUT_OFF_SECONDS: i64 = 1300;

fn due(bed: &Bed, due_at: Option<Timestamp>) -> Member {
    let user = bare_user(bed);
    Member { due_at, ..bare_member(bed, &user) }
}

/// Members of a user each, due so many seconds after the start, stored.
async fn stored(bed: &Bed, due_seconds: &[Option<i64>]) -> Vec<Member> {
    let members: Vec<Member> = due_seconds.iter().map(|seconds| due(bed, seconds.map(at))).collect();
    let owners = members.iter().map(|member| {
        let user = bare_user(bed);
        users::insert(&users::User { guid: member.user, ..user })
    });
    bed.commit(owners.chain(members.iter().map(members::insert)).collect()).await;
    members
}

async fn claimed(store: &Store, now_seconds: i64, members_max: u32) -> Vec<Member> {
    store.claim_members(at(now_seconds), at(PUT_OFF_SECONDS), members_max).await.unwrap()
}

fn guids<'a>(members: impl IntoIterator<Item = &'a Member>) -> BTreeSet<MemberGuid> {
    members.into_iter().map(|member| member.guid).collect()
}

async fn found(bed: &Bed, member: &Member) -> Member {
    bed.tenant().member(member.user, member.guid).await.unwrap().unwrap()
}

async fn the_longest_due_come_first(bed: &Bed) {
    assert!(claimed(&bed.store, NOW_SECONDS, 10).await.is_empty());
    let seconds = [Some(30), Some(10), None, Some(NOW_SECONDS), Some(20), Some(NOW_SECONDS + 1)];
    let all = stored(bed, &seconds).await;
    for (now, members_max, expected) in [
        (NOW_SECONDS, 0, vec![]),
        (9, 10, vec![]),
        (NOW_SECONDS, 2, vec![1, 4]),
        (NOW_SECONDS, 1, vec![0]),
        // What is due this very microsecond is due; who never is due stays out.
        (NOW_SECONDS, 10, vec![3]),
        (NOW_SECONDS, 10, vec![]),
        (NOW_SECONDS + 1, 10, vec![5]),
        (PUT_OFF_SECONDS - 1, 10, vec![]),
        // Whose holder died is looked at by another.
        (PUT_OFF_SECONDS, 10, vec![0, 1, 3, 4, 5]),
    ] {
        let expected: Vec<&Member> = expected.into_iter().map(|index: usize| &all[index]).collect();
        let found = claimed(&bed.store, now, members_max).await;
        assert_eq!(guids(&found), guids(expected), "{members_max} at {now}");
    }
}

async fn a_claim_changes_the_due_time_alone(bed: &Bed) {
    let user = bare_user(bed);
    let members = [full_member(bed, &user), Member { due_at: Some(at(1)), ..bare_member(bed, &user) }];
    let other = Member { due_at: Some(at(NOW_SECONDS + 1)), ..bare_member(bed, &user) };
    bed.commit(vec![users::insert(&user)]).await;
    bed.commit(members.iter().chain([&other]).map(members::insert).collect()).await;
    let mut claimed = claimed(&bed.store, NOW_SECONDS, 10).await;
    claimed.sort_by_key(|member| member.guid);
    let expected = members.map(|member| Member { due_at: Some(at(PUT_OFF_SECONDS)), ..member });
    same(&claimed.as_slice(), &expected.as_slice());
    for member in expected.iter().chain([&other]) {
        same(&found(bed, member).await, member);
    }
}

async fn the_holder_commits_by_the_version_it_got(bed: &Bed) {
    let stored = stored(bed, &[Some(1)]).await.remove(0);
    let held = claimed(&bed.store, NOW_SECONDS, 1).await.remove(0);
    assert_eq!(held.version, stored.version);
    let looked_after = Member { name: "looked after".to_owned(), due_at: None, ..held };
    bed.commit(vec![members::update(&looked_after)]).await;
    same(&found(bed, &stored).await, &Member { version: stored.version + 1, ..looked_after.clone() });
    let again = bed.store.commit(vec![members::update(&looked_after)]).await;
    assert!(matches!(again, Err(Error::Conflict("the member changed meanwhile"))), "{again:?}");
    assert!(claimed(&bed.store, PUT_OFF_SECONDS, 1).await.is_empty());
}

async fn who_commits_meanwhile_wins_over_the_holder(bed: &Bed) {
    let stored = stored(bed, &[Some(1)]).await.remove(0);
    let held = claimed(&bed.store, NOW_SECONDS, 1).await.remove(0);
    // They read before the claim, which stands in nobody's way.
    let theirs = Member { due_at: Some(at(5)), ..stored };
    bed.commit(vec![members::update(&theirs)]).await;
    let late = bed.store.commit(vec![members::update(&held)]).await;
    assert!(matches!(late, Err(Error::Conflict("the member changed meanwhile"))), "{late:?}");
    assert_eq!(found(bed, &theirs).await.due_at, theirs.due_at, "they say when it is due again");
    assert_eq!(guids(&claimed(&bed.store, NOW_SECONDS, 1).await), guids([&theirs]));
}

async fn claimers_at_once_never_get_the_same(bed: &Bed) {
    const MEMBERS: i64 = 240;
    const AT_ONCE: u32 = 7;
    let seconds: Vec<Option<i64>> = (0..MEMBERS).map(Some).collect();
    let all = stored(bed, &seconds).await;
    // Two processes' worth.
    let stores = [bed.store.clone(), Arc::new(bed.beside().await)];
    let claimers: Vec<_> = (0..12)
        .map(|number: usize| {
            let store = stores[number % 2].clone();
            tokio::spawn(async move {
                let mut found = Vec::new();
                loop {
                    let more = claimed(&store, NOW_SECONDS, AT_ONCE).await;
                    assert!(more.len() <= usize::try_from(AT_ONCE).unwrap(), "{}", more.len());
                    if more.is_empty() {
                        return found;
                    }
                    found.extend(more);
                }
            })
        })
        .collect();
    let mut seen = BTreeSet::new();
    for claimer in claimers {
        for member in claimer.await.unwrap() {
            assert!(seen.insert(member.guid), "{} was claimed twice", member.guid);
        }
    }
    assert_eq!(seen, guids(&all), "nobody was left out");
    let put_off = "SELECT count(*) AS n FROM members WHERE due_at = ?1 AND version = 1";
    assert_eq!(bed.number(put_off, args![at(PUT_OFF_SECONDS)]).await, MEMBERS);
}

/// Somebody is in the middle of changing a member: it is not waited for.
#[test]
fn a_member_that_is_being_written_is_passed_over() {
    on_postgres(async |bed| {
        let Address::Postgres(url) = &bed.address else { return };
        let members = stored(bed, &[Some(1), Some(2)]).await;
        let node = connect(url).await;
        let change = format!("BEGIN; UPDATE members SET name = 'x' WHERE guid = '{}'", members[0].guid);
        node.batch_execute(&change).await.unwrap();
        assert_eq!(guids(&claimed(&bed.store, NOW_SECONDS, 1).await), guids([&members[1]]));
        node.batch_execute("COMMIT").await.unwrap();
        assert_eq!(guids(&claimed(&bed.store, NOW_SECONDS, 1).await), guids([&members[0]]));
    });
}

/// A database plans as it likes: one that looks for the due members anew at every row must not take more of them each time.
#[test]
fn no_plan_takes_more_than_asked_for() {
    on_postgres(async |bed| {
        let Address::Postgres(url) = &bed.address else { return };
        stored(bed, &[Some(1); 50]).await;
        let plain = connect(url).await;
        let (_, name) = url.rsplit_once('/').unwrap();
        for method in ["hashjoin", "mergejoin", "material", "hashagg", "sort"] {
            let without = format!("ALTER DATABASE {name} SET enable_{method} = off");
            plain.batch_execute(&without).await.unwrap();
        }
        let node = bed.beside().await;
        for members_max in [5, 1] {
            let found = claimed(&node, NOW_SECONDS, members_max).await;
            assert_eq!(u32::try_from(found.len()).unwrap(), members_max);
        }
    });
}
