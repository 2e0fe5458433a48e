//! Opening: one server on a SQLite file, many nodes on an empty PostgreSQL.

use crate::bed::{Bed, MASTER_KEY, at, connect, on_postgres, open};
use crate::records::stored_users;
use store::{Address, Error, Page, Write, args, clients, users};

on_both! {
    a_second_server_is_refused_and_a_command_is_not
    many_open_an_empty_database_at_once
    what_was_stored_is_there_after_opening_again
}

/// Ids of commits are kept as long as a lost reply may be resolved by them, and no longer.
#[test]
fn old_commit_ids_are_forgotten() {
    on_postgres(async |bed| {
        let hour_micros: i64 = 3_600_000_000;
        let now_micros = at(0).as_microsecond();
        let insert = "INSERT INTO commits (id, committed_at) VALUES (?1, ?2)";
        let rows = vec![args!["old", now_micros - hour_micros - 1], args!["young", now_micros - hour_micros]];
        bed.commit(vec![Write::many(insert, rows)]).await;
        // The first commit of a node looks.
        let node = bed.beside().await;
        let answers = node
            .commit(vec![Write::new("SELECT id FROM commits WHERE id = 'young'", Vec::new())])
            .await
            .unwrap();
        assert_eq!(answers.len(), 1, "only what was asked is answered");
        let left = bed.read("SELECT id FROM commits WHERE id IN ('old', 'young')", Vec::new()).await;
        assert_eq!(left.iter().map(|row| row.text("id").unwrap()).collect::<Vec<_>>(), ["young"]);
    });
}

async fn a_second_server_is_refused_and_a_command_is_not(bed: &Bed) {
    let second = open(&bed.address, true, &bed.dice, MASTER_KEY).await;
    if bed.is_postgres() {
        assert!(second.is_ok());
        return;
    }
    assert!(matches!(second, Err(Error::Held(path)) if path.ends_with("hub.db")));
    let command = bed.beside().await;
    let users = stored_users(bed, 1).await;
    assert!(command.of(bed.client).user(users[0].guid).await.unwrap().is_some());
    command.commit(vec![users::delete(bed.client, users[0].guid)]).await.unwrap();
    assert!(bed.tenant().user(users[0].guid).await.unwrap().is_none());
    // The lock is the server's alone, not that of the command beside it.
    drop(command);
    assert!(matches!(open(&bed.address, true, &bed.dice, MASTER_KEY).await, Err(Error::Held(_))));

    // Free again once the server is gone.
    let folder = tempfile::tempdir().unwrap();
    let other = Address::Sqlite(folder.path().join("hub.db"));
    for _ in 0..3 {
        let server = open(&other, true, &bed.dice, MASTER_KEY).await.unwrap();
        assert!(matches!(open(&other, true, &bed.dice, MASTER_KEY).await, Err(Error::Held(_))));
        drop(server);
    }
}

async fn many_open_an_empty_database_at_once(bed: &Bed) {
    // Whether they meet is a matter of luck, so they try a few times.
    const ROUNDS: u32 = 8;
    for _ in 0..ROUNDS {
        let folder = tempfile::tempdir().unwrap();
        let address = match &bed.address {
            Address::Sqlite(_) => Address::Sqlite(folder.path().join("empty.db")),
            Address::Postgres(url) => {
                // The tables of this test's own database go, and with them the history of the migrations.
                let drop_all = "DROP SCHEMA public CASCADE; CREATE SCHEMA public";
                connect(url).await.batch_execute(drop_all).await.unwrap();
                bed.address.clone()
            }
        };
        let nodes: Vec<_> = (0..6)
            .map(|_| {
                let (address, dice) = (address.clone(), bed.dice.clone());
                tokio::spawn(async move { open(&address, false, &dice, MASTER_KEY).await })
            })
            .collect();
        for node in nodes {
            let store = node.await.unwrap().expect("it opens");
            assert!(store.clients().await.unwrap().is_empty());
        }
    }
}

async fn what_was_stored_is_there_after_opening_again(bed: &Bed) {
    let users = stored_users(bed, 3).await;
    let again = bed.beside().await;
    let page = Page { number: 1, size: 10 };
    let found = again.of(bed.client).users(&users::UserFilter::default(), page).await.unwrap();
    assert_eq!(
        found.items.iter().map(|user| user.guid).collect::<Vec<_>>(),
        users.iter().map(|user| user.guid).collect::<Vec<_>>()
    );
    let clients: Vec<clients::Client> = again.clients().await.unwrap();
    assert_eq!(clients.iter().map(|client| client.guid).collect::<Vec<_>>(), [bed.client]);
}
