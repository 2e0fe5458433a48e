//! A commit is all or nothing, and alone in that when many go at once.

use crate::bed::{Bed, at};
use crate::records::{bare_user, full_user, same, stored_users};
use domain::id::UserGuid;
use std::collections::BTreeSet;
use std::sync::Arc;
use store::users::{self, User, UserFilter};
use store::{Dies, Error, Fuse, Page, Value, Write, args};

on_both! {
    a_failed_expectation_undoes_the_whole_commit
    a_broken_constraint_undoes_the_whole_commit
    commits_at_once_fail_alone
    rows_come_back_in_their_places
    many_rows_are_as_many_single_ones
    one_key_twice_is_as_two_single_ones
    statements_of_many_rows_expect_their_sum
    a_caller_that_goes_away_harms_nobody
    a_store_dies_on_one_side_of_a_commit
}

async fn ids(bed: &Bed) -> BTreeSet<UserGuid> {
    let page = Page { number: 1, size: 1000 };
    bed.tenant()
        .users(&UserFilter::default(), page)
        .await
        .unwrap()
        .items
        .iter()
        .map(|user| user.guid)
        .collect()
}

/// Touches nothing, and expects otherwise.
fn impossible() -> Write {
    Write::new("UPDATE users SET is_disabled = 1 WHERE guid = ?1", args!["USR-nobody"])
        .expect(1, "there is no such user")
}

async fn a_failed_expectation_undoes_the_whole_commit(bed: &Bed) {
    let (first, last) = (bare_user(bed), bare_user(bed));
    for writes in [
        vec![impossible()],
        vec![users::insert(&first), impossible()],
        vec![impossible(), users::insert(&first)],
        vec![users::insert(&first), impossible(), users::insert(&last)],
    ] {
        let error = bed.store.commit(writes).await.unwrap_err();
        assert!(matches!(error, Error::Conflict("there is no such user")), "{error}");
        assert_eq!(ids(bed).await, BTreeSet::new());
    }
    assert!(bed.commit(Vec::new()).await.is_empty());
    bed.commit(vec![users::insert(&first), users::insert(&last)]).await;
    assert_eq!(ids(bed).await, BTreeSet::from([first.guid, last.guid]));
}

async fn a_broken_constraint_undoes_the_whole_commit(bed: &Bed) {
    let user = bare_user(bed);
    for broken in [
        // Not null, the reference to a client, the unique name.
        Write::new("UPDATE users SET created_at = NULL", Vec::new()),
        users::insert(&User { client: bed.guid(), ..bare_user(bed) }),
        Write::new(
            "INSERT INTO users (guid, client_guid, is_disabled, created_at, updated_at) VALUES (?1, ?2, 0, 0, 0)",
            args![user.guid, bed.client],
        ),
    ] {
        let error = bed.store.commit(vec![users::insert(&user), broken]).await.unwrap_err();
        assert!(matches!(error, Error::Conflict("constraint")), "{error}");
        assert_eq!(ids(bed).await, BTreeSet::new());
    }
}

async fn commits_at_once_fail_alone(bed: &Bed) {
    let users: Vec<[User; 2]> = (0..200).map(|_| [bare_user(bed), bare_user(bed)]).collect();
    let commits: Vec<_> = users
        .iter()
        .enumerate()
        .map(|(number, [first, second])| {
            let mut writes = vec![users::insert(first), users::insert(second)];
            if number % 3 == 0 {
                writes.push(impossible());
            }
            let store = bed.store.clone();
            tokio::spawn(async move { store.commit(writes).await })
        })
        .collect();
    let mut expected = BTreeSet::new();
    for (number, (commit, [first, second])) in commits.into_iter().zip(&users).enumerate() {
        let outcome = commit.await.unwrap();
        if number % 3 == 0 {
            assert!(
                matches!(outcome, Err(Error::Conflict("there is no such user"))),
                "{number}: {outcome:?}"
            );
        } else {
            assert!(outcome.is_ok(), "{number}: {outcome:?}");
            expected.extend([first.guid, second.guid]);
        }
    }
    assert_eq!(ids(bed).await, expected);
}

async fn rows_come_back_in_their_places(bed: &Bed) {
    let users = stored_users(bed, 3).await;
    let rename = |user: &User, email: &str| {
        Write::new(
            "UPDATE users SET email = ?2 WHERE guid = ?1 RETURNING guid, email, metadata, created_at",
            args![user.guid, email],
        )
        .expect(1, "it is there")
    };
    let many = Write::many(
        "UPDATE users SET metadata = ?2 WHERE guid = ?1 RETURNING metadata",
        vec![args![users[1].guid, "b"], args![users[0].guid, "a"], args!["USR-nobody", "c"]],
    );
    let nothing = Write::many("DELETE FROM users WHERE guid = ?1", Vec::new());
    let writes = vec![
        rename(&users[2], "c@x"),
        users::delete(bed.client, users[2].guid),
        many,
        nothing,
        rename(&users[0], "a@x"),
    ];
    let answers = bed.commit(writes).await;
    assert_eq!(answers.iter().map(Vec::len).collect::<Vec<_>>(), [1, 0, 2, 0, 1]);
    assert_eq!(answers[0][0].parse::<UserGuid>("guid").unwrap(), users[2].guid);
    assert_eq!(answers[0][0].text("email").unwrap(), "c@x");
    assert_eq!(answers[0][0].opt_text("metadata").unwrap(), None);
    assert_eq!(answers[0][0].time("created_at").unwrap(), users[2].created_at);
    assert_eq!(answers[2][0].text("metadata").unwrap(), "b");
    assert_eq!(answers[2][1].text("metadata").unwrap(), "a");
    assert_eq!(answers[4][0].text("metadata").unwrap(), "a");
}

/// Links hold a blob; the insert has the form that goes as arrays on PostgreSQL.
const INSERT_LINK: &str =
    "INSERT INTO links (user_guid, member_guid, guid, client_guid, source, source_institution_id, is_active,
        grant_sealed, created_at, updated_at)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8,
        ?9, ?10)
     RETURNING guid, grant_sealed";

const INSERT_USER: &str =
    "INSERT INTO users (guid, client_guid, id, email, metadata, is_disabled, created_at, updated_at)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
     ON CONFLICT (guid) DO UPDATE SET email = excluded.email, metadata = excluded.metadata";

fn user_args(user: &User) -> Vec<Value> {
    args![
        user.guid,
        user.client,
        user.id.clone(),
        user.email.clone(),
        user.metadata.clone(),
        user.is_disabled,
        user.created_at,
        user.updated_at
    ]
}

async fn many_rows_are_as_many_single_ones(bed: &Bed) {
    let users = [full_user(bed), bare_user(bed), User { metadata: Some(String::new()), ..bare_user(bed) }];
    bed.commit(vec![
        Write::many(INSERT_USER, users.iter().map(user_args).collect()).expect(3, "all are new"),
    ])
    .await;
    for user in &users {
        same(&bed.tenant().user(user.guid).await.unwrap().as_ref(), &Some(user));
    }

    let (_, member, _) = crate::records::stored_link(bed).await;
    let blobs = [None, Some(Vec::new()), Some(vec![0, 1, 255]), Some(vec![92; 5000])];
    let rows: Vec<Vec<Value>> = blobs
        .iter()
        .enumerate()
        .map(|(number, blob)| {
            let (guid, source) = (format!("LNK-{number}"), format!("source {number}"));
            args![
                member.user,
                member.guid,
                guid,
                member.client,
                source,
                "x",
                false,
                blob.clone(),
                at(0),
                at(0)
            ]
        })
        .collect();
    let singles: Vec<Write> = rows
        .iter()
        .map(|row| {
            let mut row = row.clone();
            row[2] = args![format!("{:?} alone", row[2])].remove(0);
            row[4] = args![format!("{:?} alone", row[4])].remove(0);
            Write::new(INSERT_LINK, row)
        })
        .collect();
    let together = bed.commit(vec![Write::many(INSERT_LINK, rows)]).await.remove(0);
    let alone = bed.commit(singles).await.concat();
    for (number, blob) in blobs.iter().enumerate() {
        assert_eq!(
            together[number].text("guid").unwrap(),
            format!("LNK-{number}"),
            "rows come back in order"
        );
        assert_eq!(together[number].opt_blob("grant_sealed").unwrap(), blob.as_deref());
        assert_eq!(alone[number].opt_blob("grant_sealed").unwrap(), blob.as_deref());
    }
}

/// A page of a bank may name the same thing twice; a single statement of PostgreSQL must not.
async fn one_key_twice_is_as_two_single_ones(bed: &Bed) {
    let user = bare_user(bed);
    let again = User { email: Some("second".to_owned()), created_at: at(99), ..user.clone() };
    let other = bare_user(bed);
    let rows = [&user, &other, &again].map(user_args).to_vec();
    bed.commit(vec![Write::many(INSERT_USER, rows).expect(3, "each row counts")]).await;
    let expected = User { email: Some("second".to_owned()), ..user };
    same(&bed.tenant().user(expected.guid).await.unwrap(), &Some(expected));
    same(&bed.tenant().user(other.guid).await.unwrap(), &Some(other));
}

async fn statements_of_many_rows_expect_their_sum(bed: &Bed) {
    let users = stored_users(bed, 2).await;
    let disable = |guids: &[&str]| {
        let rows = guids.iter().map(|guid| args![*guid]).collect();
        Write::many("UPDATE users SET is_disabled = 1 WHERE guid = ?1", rows)
    };
    let guids = users.iter().map(|user| user.guid.to_string()).collect::<Vec<_>>();
    let (both, one) = ([guids[0].as_str(), &guids[1]], [guids[0].as_str(), "USR-nobody"]);
    assert!(bed.store.commit(vec![disable(&one).expect(2, "both")]).await.is_err());
    assert_eq!(bed.number("SELECT count(*) AS n FROM users WHERE is_disabled = 1", Vec::new()).await, 0);
    bed.commit(vec![disable(&both).expect(2, "both")]).await;
    assert_eq!(bed.number("SELECT count(*) AS n FROM users WHERE is_disabled = 1", Vec::new()).await, 2);
}

/// More callers than connections give up right after sending; the commits of the others stay whole.
async fn a_caller_that_goes_away_harms_nobody(bed: &Bed) {
    for _ in 0..50 {
        let (first, second) = (bare_user(bed), bare_user(bed));
        let writes = vec![users::insert(&first), users::insert(&second)];
        let commit = bed.store.commit(writes);
        let mut commit = std::pin::pin!(commit);
        // Polled once: under way, and then dropped.
        std::future::poll_fn(|context| {
            drop(commit.as_mut().poll(context));
            std::task::Poll::Ready(())
        })
        .await;
    }
    let kept = bare_user(bed);
    bed.commit(vec![users::insert(&kept)]).await;
    assert!(bed.tenant().user(kept.guid).await.unwrap().is_some());
    // Those given up are there in pairs or not at all.
    assert_eq!(bed.number("SELECT (count(*) - 1) % 2 AS n FROM users", Vec::new()).await, 0);
}

async fn a_store_dies_on_one_side_of_a_commit(bed: &Bed) {
    let mut expected = BTreeSet::new();
    for dies in [Dies::Before, Dies::After] {
        let fuse = Arc::new(Fuse::new(1, dies));
        let database = bed.beside_database().await.with_fuse(fuse.clone());
        let users = [bare_user(bed), bare_user(bed), bare_user(bed)];
        let [first, second, third] = &users;
        database.commit(vec![users::insert(first)]).await.unwrap();
        assert!(!fuse.is_burnt());
        for user in [second, third] {
            assert!(matches!(database.commit(vec![users::insert(user)]).await, Err(Error::Stopped)));
            assert!(fuse.is_burnt());
        }
        expected.insert(first.guid);
        if dies == Dies::After {
            expected.insert(second.guid);
        }
        assert_eq!(ids(bed).await, expected, "{dies:?}");
    }
}
