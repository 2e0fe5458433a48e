//! The store dies at the n-th commit, for every n: nothing is lost, and nothing that a bank counts is sent twice.

use crate::bed::{Bed, new_member, work};
use domain::member::Status;
use domain::run::RunKind;
use engine::{Name, Settings};
use jiff::SignedDuration;
use std::collections::HashSet;
use std::sync::Arc;
use store::{Dies, Fuse};

/// More commits than a run of any test here makes.
const COMMITS_MAX: i64 = 200;

#[test]
fn sqlite() {
    crate::bed::on_sqlite(Settings::default(), &any_commit_may_be_the_last);
}

#[test]
fn postgres() {
    crate::bed::on_postgres(Settings::default(), &any_commit_may_be_the_last);
}

async fn any_commit_may_be_the_last(bed: &Bed) {
    for password in ["plain", "two_rounds"] {
        for dies in [Dies::Before, Dies::After] {
            let mut deaths = 0;
            while die_at(bed, password, deaths, dies).await {
                deaths += 1;
                assert!(deaths < COMMITS_MAX, "a run makes no end of commits");
            }
            assert!(deaths > 5, "{password}: only {deaths} commits were cut");
        }
    }
}

/// Connects an own login with a store that dies at that commit, goes on with one that lives, and looks at what there is. Whether the
/// store died.
async fn die_at(bed: &Bed, password: &str, commits: i64, dies: Dies) -> bool {
    let case = format!("{password}, {dies:?} commit {commits}");
    let login = format!("{password} {dies:?} {commits}").replace(' ', "-");
    let fuse = Arc::new(Fuse::new(commits, dies));
    let dying = bed.beside(Some(fuse.clone())).await;
    let scope = dying.of(bed.client);
    let new = new_member(&dying, "twin_rivers", &login, password).await;
    let member = match scope.create_member(&bed.user, new.clone(), None).await {
        Ok(member) => member,
        // Whoever asked got no answer and asks again.
        Err(_) => match bed.scope().create_member(&bed.user, new, None).await {
            Ok(member) => member,
            Err(engine::Error::MemberExists(guid)) => {
                bed.scope().member(&bed.user, &Name::Guid(guid)).await.unwrap()
            }
            Err(error) => panic!("{case}: {error}"),
        },
    };
    // The first life, until the fuse burns or the run is over.
    for _ in 0..4 {
        work(&dying).await;
        let open = bed.challenges(&member).await;
        if open.is_empty() || fuse.is_burnt() {
            break;
        }
        let answers: Vec<_> = open
            .iter()
            .map(|one| engine::CredentialValue {
                guid: one.guid.to_string(),
                value: connectors::Secret::new("correct"),
            })
            .collect();
        // An answer whose commit died is given again in the second life.
        drop(scope.resume(&bed.user, &Name::Guid(member.guid), &answers).await);
    }
    // The second life: the lease of the dead one passes first.
    bed.operational.advance(SignedDuration::from_mins(1));
    bed.clock.advance(SignedDuration::from_secs(1));
    for _ in 0..4 {
        bed.work().await;
        if bed.challenges(&member).await.is_empty() {
            break;
        }
        bed.answer(&member, "correct").await.unwrap();
    }
    let after = bed.member(&member).await;
    assert!(!after.state.is_being_aggregated, "{case}: the run is over");
    let counts = bed.bank_counts("twin_rivers", &login).await;
    assert!(counts["passwords_received"].as_i64().unwrap() <= 1, "{case}: {counts}");
    assert_eq!(counts["repeated_attempts"], 0, "{case}");
    let questions = counts["questions_asked"].as_i64().unwrap();
    assert!(counts["answers_received"].as_i64().unwrap() <= questions, "{case}: {counts}");
    if after.state.status != Status::Connected {
        // What could not be finished says so, and a refresh with the person there heals it.
        assert_eq!(after.state.status, Status::Failed, "{case}");
        bed.start(&member, RunKind::Aggregate).await.unwrap();
        bed.work().await;
        while !bed.challenges(&member).await.is_empty() {
            bed.answer(&member, "correct").await.unwrap();
            bed.work().await;
        }
        assert_eq!(bed.status(&member).await, Status::Connected, "{case}");
        assert!(
            bed.bank_counts("twin_rivers", &login).await["passwords_received"].as_i64().unwrap() <= 2,
            "{case}"
        );
    }
    complete_and_single(bed, &member, &case).await;
    bed.scope().delete_member(&bed.user, &Name::Guid(member.guid)).await.unwrap();
    fuse.is_burnt()
}

/// All accounts and transactions are there, each once.
async fn complete_and_single(bed: &Bed, member: &engine::records::Member, case: &str) {
    let accounts: Vec<_> = bed.accounts(member).await;
    let transactions = bed.transactions(member).await;
    let ids: HashSet<_> = transactions.iter().map(|one| (one.account, one.id.clone())).collect();
    assert_eq!(ids.len(), transactions.len(), "{case}: a transaction is there twice");
    let names: HashSet<_> = accounts.iter().map(|one| one.id.clone()).collect();
    assert_eq!(names.len(), accounts.len(), "{case}: an account is there twice");
    assert!(
        accounts.len() >= 2 && transactions.len() > 20,
        "{case}: {} {}",
        accounts.len(),
        transactions.len()
    );
}
