//! The connection breaks around COMMIT: what was committed is told as committed, and what was not is not.

mod wire;

use crate::bed::{Bed, MASTER_KEY, on_postgres, open, until_a_lock_is_waited_for};
use crate::records::bare_user;
use std::sync::Arc;
use store::users::{self, User};
use store::{Address, Error, Row, Store, Write, args};
use wire::{Fate, Wire};

/// A store whose connections go over a wire that can break.
async fn over_wire(bed: &Bed) -> (Arc<Store>, Wire) {
    let Address::Postgres(url) = &bed.address else { panic!("only PostgreSQL is reached over a wire") };
    let (wire, url) = Wire::to(url).await;
    let store = open(&Address::Postgres(url), true, &bed.dice, MASTER_KEY).await.unwrap();
    (Arc::new(store), wire)
}

/// Commits a user of the given fate; with the answer of the store, and whether the user is there.
async fn commit_with(bed: &Bed, fate: Fate) -> (Result<Vec<Vec<Row>>, Error>, bool) {
    let (store, wire) = over_wire(bed).await;
    let user = bare_user(bed);
    wire.set(fate);
    let answer = store.commit(writes(&user)).await;
    assert_eq!(wire.fate(), Fate::Passes, "the wire broke");
    let is_there = bed.tenant().user(user.guid).await.unwrap().is_some();
    if fate != Fate::AnswerIsLostForGood {
        // The store goes on with other connections.
        store.commit(vec![users::insert(&bare_user(bed))]).await.unwrap();
    }
    (answer, is_there)
}

fn writes(user: &User) -> Vec<Write> {
    vec![
        users::insert(user),
        Write::new("UPDATE users SET email = 'x' WHERE guid = ?1 RETURNING email", args![user.guid]),
    ]
}

#[test]
fn a_commit_whose_answer_is_lost_has_succeeded() {
    on_postgres(async |bed| {
        let (answer, is_there) = commit_with(bed, Fate::AnswerIsLost).await;
        assert_eq!(answer.unwrap()[1][0].text("email").unwrap(), "x");
        assert!(is_there);
    });
}

#[test]
fn a_commit_that_never_arrives_has_failed() {
    on_postgres(async |bed| {
        let (answer, is_there) = commit_with(bed, Fate::CommitIsLost).await;
        assert!(matches!(answer, Err(Error::Connect(_))), "{answer:?}");
        assert!(!is_there);
    });
}

#[test]
fn a_commit_that_cannot_be_looked_up_is_unknown() {
    on_postgres(async |bed| {
        let (answer, is_there) = commit_with(bed, Fate::AnswerIsLostForGood).await;
        assert!(matches!(answer, Err(Error::Unknown)), "{answer:?}");
        assert!(is_there);
    });
}

/// The COMMIT is still on its way when the connection breaks: it is waited for, not taken for lost.
#[test]
fn a_commit_that_arrives_late_has_succeeded() {
    on_postgres(async |bed| {
        let Address::Postgres(url) = &bed.address else { return };
        let (store, wire) = over_wire(bed).await;
        let user = bare_user(bed);
        wire.set(Fate::CommitIsLate);
        let mut commit = std::pin::pin!(store.commit(writes(&user)));
        tokio::select! {
            answer = &mut commit => panic!("answered while the COMMIT was on its way: {answer:?}"),
            () = until_a_lock_is_waited_for(url) => {}
        }
        wire.let_late_commit_pass();
        commit.await.unwrap();
        assert!(bed.tenant().user(user.guid).await.unwrap().is_some());
    });
}
