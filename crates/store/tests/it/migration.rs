//! A database that an earlier version left is brought to the newest form with what is in it.

use crate::bed::{Bed, MASTER_KEY, at, connect, open};
use crate::records::{bare_member, bare_user, same};
use domain::member::Status;
use refinery::{Runner, Target};
use std::collections::BTreeSet;
use store::members::Member;
use store::users::User;
use store::{Address, Store};

on_both! {
    members_of_the_foundation_are_looked_at_once
}

mod of_sqlite {
    refinery::embed_migrations!("migrations/sqlite");
}

mod of_postgres {
    refinery::embed_migrations!("migrations/postgres");
}

/// The migrations as the first version had them.
fn foundation(runner: Runner) -> Runner {
    runner.set_target(Target::Version(1))
}

/// Opens a database that the first version made and `sql` has filled.
async fn left_behind(bed: &Bed, sql: &str) -> (Store, Option<tempfile::TempDir>) {
    match &bed.address {
        Address::Sqlite(_) => {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("old.db");
            let mut file = rusqlite::Connection::open(&path).unwrap();
            foundation(of_sqlite::migrations::runner()).run(&mut file).unwrap();
            file.execute_batch(sql).unwrap();
            drop(file);
            (open(&Address::Sqlite(path), true, &bed.dice, MASTER_KEY).await.unwrap(), Some(folder))
        }
        Address::Postgres(url) => {
            let mut client = connect(url).await;
            // The tables of this test's own database go, and with them the history of the migrations.
            client.batch_execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public").await.unwrap();
            foundation(of_postgres::migrations::runner()).run_async(&mut client).await.unwrap();
            client.batch_execute(sql).await.unwrap();
            (open(&bed.address, true, &bed.dice, MASTER_KEY).await.unwrap(), None)
        }
    }
}

/// The rows of a user and its members, as the first version wrote them.
fn rows(bed: &Bed, user: &User, members: &[Member]) -> String {
    let blob = if bed.is_postgres() { "'k'" } else { "X'6b'" };
    let owner = format!(
        "INSERT INTO clients (guid, name, data_key, created_at) VALUES ('{0}', 'Budget app', {blob}, 0);
         INSERT INTO users (guid, client_guid, is_disabled, created_at, updated_at) VALUES ('{1}', '{0}', 0, 0, 0);",
        user.client, user.guid
    );
    members.iter().map(row).fold(owner, |sql, row| sql + &row)
}

fn row(member: &Member) -> String {
    let null_or = |text: Option<String>| text.unwrap_or_else(|| "NULL".to_owned());
    let state = &member.state;
    format!(
        "INSERT INTO members (user_guid, guid, client_guid, institution_code, name, use_cases, is_oauth,
            is_background_disabled, status, status_since, reason, is_being_aggregated, is_authenticated,
            has_processed_accounts, has_processed_transactions, has_processed_account_numbers, refusals_in_row,
            failures_since_success, failures_recent, is_foreground_only, is_credentials_proven, holds_credentials,
            generation, successfully_aggregated_at, version, created_at, updated_at)
         VALUES ('{}', '{}', '{}', '{}', '{}', '', 0, 0, {}, {}, {}, 0, 0, 0, 0, 0, 0, 0, '', 0, 0, 1, 1, {}, {}, {}, {});",
        member.user,
        member.guid,
        member.client,
        member.institution_code,
        member.name,
        null_or(state.status.name().map(|name| format!("'{name}'"))),
        state.status_since.as_microsecond(),
        null_or(state.reason.map(|reason| format!("'{}'", reason.name()))),
        null_or(state.successfully_aggregated_at.map(|at| at.as_microsecond().to_string())),
        member.version,
        member.created_at.as_microsecond(),
        member.updated_at.as_microsecond(),
    )
}

async fn members_of_the_foundation_are_looked_at_once(bed: &Bed) {
    let user = bare_user(bed);
    let new = Member { updated_at: at(10), ..bare_member(bed, &user) };
    let mut connected = Member { updated_at: at(20), ..bare_member(bed, &user) };
    connected.state.status = Status::Connected;
    connected.state.successfully_aggregated_at = Some(at(9));
    let mut manual = Member { updated_at: at(30), ..bare_member(bed, &user) };
    manual.state.status = Status::Manual;
    let mut members = [new, connected, manual];
    let (store, _folder) = left_behind(bed, &rows(bed, &user, &members)).await;

    // The two weeks count from the last success, or the creation; whoever has a life is looked at.
    members[0].due_at = Some(at(10));
    members[1].due_at = Some(at(20));
    members[1].state.without_success_since = at(9);
    for member in &members {
        assert_eq!((member.next_run_at, member.is_paced), (None, false));
        let found = store.of(user.client).member(user.guid, member.guid).await.unwrap();
        same(&found.as_ref(), &Some(member));
    }
    let claimed = store.claim_members(at(1000), at(1060), 10).await.unwrap();
    let guids = |members: &[Member]| members.iter().map(|one| one.guid).collect::<BTreeSet<_>>();
    assert_eq!(guids(&claimed), guids(&members[..2]));
}
