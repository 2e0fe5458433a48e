//! Random commits leave the same rows in both databases.

use crate::bed::{Bed, at, with_postgres, with_sqlite};
use crate::records::bare_user;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use store::users::{self, User, UserFilter};
use store::{Page, Write, args};

const CASES: u32 = 16;
/// Few, so that commits meet on them.
const USERS: usize = 4;

/// One write on one of few users.
#[derive(Debug, Clone)]
enum Step {
    Insert {
        user: usize,
        id: Option<u8>,
    },
    Update {
        user: usize,
        id: Option<u8>,
        read_at: i64,
        at: i64,
    },
    Delete {
        user: usize,
    },
    /// All users at once, expecting a number of them.
    DisableAll {
        expected: Option<u64>,
    },
    Upsert {
        users: Vec<usize>,
        metadata: Option<String>,
    },
}

fn step() -> impl Strategy<Value = Step> {
    let id = proptest::option::of(0..3_u8);
    prop_oneof![
        (0..USERS, id.clone()).prop_map(|(user, id)| Step::Insert { user, id }),
        (0..USERS, id, 0..3_i64, 0..3_i64).prop_map(|(user, id, read_at, at)| Step::Update {
            user,
            id,
            read_at,
            at
        }),
        (0..USERS).prop_map(|user| Step::Delete { user }),
        proptest::option::of(0..4_u64).prop_map(|expected| Step::DisableAll { expected }),
        (proptest::collection::vec(0..USERS, 0..4), proptest::option::of("[a-zä ]{0,5}"))
            .prop_map(|(users, metadata)| Step::Upsert { users, metadata }),
    ]
}

fn write(pool: &[User], step: &Step) -> Write {
    let named = |user: usize, id: Option<u8>, seconds: i64| User {
        id: id.map(|id| format!("id-{id}")),
        updated_at: at(seconds),
        ..pool[user].clone()
    };
    match step {
        Step::Insert { user, id } => users::insert(&named(*user, *id, 0)),
        Step::Update { user, id, read_at, at: seconds } => {
            users::update(&named(*user, *id, *seconds), at(*read_at))
        }
        Step::Delete { user } => users::delete(pool[*user].client, pool[*user].guid),
        Step::DisableAll { expected } => {
            let write = Write::new("UPDATE users SET is_disabled = 1 RETURNING guid", Vec::new());
            match expected {
                Some(count) => write.expect(*count, "another number of users"),
                None => write,
            }
        }
        Step::Upsert { users, metadata } => Write::many(
            "INSERT INTO users (guid, client_guid, metadata, is_disabled, created_at, updated_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (guid) DO UPDATE SET metadata = excluded.metadata",
            users
                .iter()
                .map(|user| {
                    let user = &pool[*user];
                    args![user.guid, user.client, metadata.clone(), false, user.created_at, user.updated_at]
                })
                .collect(),
        ),
    }
}

/// What a run of commits answers, and what it leaves.
async fn outcome(bed: &Bed, pool: &[User], commits: &[Vec<Step>]) -> (Vec<String>, String) {
    bed.commit(vec![Write::new("DELETE FROM users", Vec::new())]).await;
    let mut answers = Vec::new();
    for commit in commits {
        let writes = commit.iter().map(|step| write(pool, step)).collect();
        answers.push(match bed.store.commit(writes).await {
            Ok(rows) => format!("{:?}", rows.iter().map(Vec::len).collect::<Vec<_>>()),
            Err(error) => error.to_string(),
        });
    }
    let page = Page { number: 1, size: 100 };
    let left = bed.store.of(pool[0].client).users(&UserFilter::default(), page).await.unwrap();
    (answers, format!("{left:#?}"))
}

#[test]
fn random_commits_leave_the_same_in_both() {
    with_sqlite(|sqlite_runtime, sqlite| {
        with_postgres(|postgres_runtime, postgres| {
            assert_eq!(sqlite.client, postgres.client, "the dice are the same");
            let pool: Vec<User> = (0..USERS).map(|_| bare_user(sqlite)).collect();
            let commits = proptest::collection::vec(proptest::collection::vec(step(), 0..4), 1..12);
            let config = Config { cases: CASES, failure_persistence: None, ..Config::default() };
            let mut runner =
                TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
            let outcome = runner.run(&commits, |commits| {
                let here = sqlite_runtime.block_on(outcome(sqlite, &pool, &commits));
                let there = postgres_runtime.block_on(outcome(postgres, &pool, &commits));
                prop_assert_eq!(here, there);
                Ok(())
            });
            if let Err(error) = outcome {
                panic!("{error}");
            }
        });
    });
}
