//! Opening: one server on a SQLite file, many nodes on an empty PostgreSQL.

use crate::bed::{Bed, MASTER_KEY, open};
use crate::records::stored_users;
use store::{Address, Error, Page, clients, users};

on_both! {
    a_second_server_is_refused_and_a_command_is_not
    many_open_an_empty_database_at_once
    what_was_stored_is_there_after_opening_again
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
    let folder = tempfile::tempdir().unwrap();
    let address = match &bed.address {
        Address::Sqlite(_) => Address::Sqlite(folder.path().join("empty.db")),
        Address::Postgres(_) => {
            // The tables of this test's own database go, and with them the history of the migrations.
            let drop_all = "DROP SCHEMA public CASCADE; CREATE SCHEMA public";
            let Address::Postgres(url) = &bed.address else { return };
            crate::bed::connect(url).await.batch_execute(drop_all).await.unwrap();
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

async fn what_was_stored_is_there_after_opening_again(bed: &Bed) {
    let users = stored_users(bed, 3).await;
    let again = bed.beside().await;
    let page = Page { number: 1, size: 10 };
    let found = again.of(bed.client).users(&users::UserFilter::default(), page).await.unwrap();
    assert_eq!(found.items.iter().map(|user| user.guid).collect::<Vec<_>>(), users.iter().map(|user| user.guid).collect::<Vec<_>>());
    let clients: Vec<clients::Client> = again.clients().await.unwrap();
    assert_eq!(clients.iter().map(|client| client.guid).collect::<Vec<_>>(), [bed.client]);
}
