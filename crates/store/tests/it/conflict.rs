//! Of two that write from the same reading, one wins; what exists already is not made twice.

use crate::bed::{Bed, at};
use crate::records::{bare_member, bare_run, bare_user, busy_run, same, stored_link, stored_users, text};
use domain::run::RunPhase;
use store::members::{self, Member};
use store::runs::{self, Lease, Run};
use store::users::{self, User};
use store::{Error, Write, accounts, links, transactions};

on_both! {
    one_of_two_writers_of_a_member_wins
    a_member_is_deleted_only_as_it_was_read
    one_of_two_writers_of_a_user_wins
    a_stale_attempt_writes_nothing
    what_is_taken_is_refused
    what_is_gone_cannot_be_changed
    one_of_many_racers_takes_the_name
}

/// The text of the conflict that a commit ends in.
async fn conflict(bed: &Bed, write: Write) -> &'static str {
    match bed.store.commit(vec![write]).await {
        Err(Error::Conflict(text)) => text,
        other => panic!("no conflict but {other:?}"),
    }
}

async fn one_of_two_writers_of_a_member_wins(bed: &Bed) {
    let (user, member, _) = stored_link(bed).await;
    let named = |name: &str| Member { name: name.to_owned(), ..member.clone() };
    let (one, two) = tokio::join!(
        bed.store.commit(vec![members::update(&named("one"))]),
        bed.store.commit(vec![members::update(&named("two"))])
    );
    let winner = match (one, two) {
        (Ok(_), Err(Error::Conflict("the member changed meanwhile"))) => "one",
        (Err(Error::Conflict("the member changed meanwhile")), Ok(_)) => "two",
        other => panic!("{other:?}"),
    };
    let found = bed.tenant().member(user.guid, member.guid).await.unwrap().unwrap();
    assert_eq!((found.name.as_str(), found.version), (winner, member.version + 1));
    assert_eq!(conflict(bed, members::update(&named("late"))).await, "the member changed meanwhile");
    bed.commit(vec![members::update(&found)]).await;
}

async fn a_member_is_deleted_only_as_it_was_read(bed: &Bed) {
    let (user, member, _) = stored_link(bed).await;
    bed.commit(vec![members::update(&member)]).await;
    let current = Member { version: member.version + 1, ..member.clone() };
    let ahead = Member { version: current.version + 1, ..member.clone() };
    for other in [&member, &ahead] {
        assert_eq!(conflict(bed, members::delete_at(other)).await, "the member changed meanwhile");
        same(&bed.tenant().member(user.guid, member.guid).await.unwrap().as_ref(), &Some(&current));
    }
    bed.commit(vec![members::delete_at(&current)]).await;
    assert!(bed.tenant().member(user.guid, member.guid).await.unwrap().is_none());
    assert!(bed.tenant().links(user.guid, member.guid).await.unwrap().is_empty());
    assert_eq!(conflict(bed, members::delete_at(&current)).await, "the member changed meanwhile");
}

async fn one_of_two_writers_of_a_user_wins(bed: &Bed) {
    let user = stored_users(bed, 1).await.remove(0);
    let named = |email: &str| User { email: text(email), updated_at: at(5), ..user.clone() };
    bed.commit(vec![users::update(&named("one"), user.updated_at)]).await;
    assert_eq!(
        conflict(bed, users::update(&named("two"), user.updated_at)).await,
        "the user changed meanwhile"
    );
    same(&bed.tenant().user(user.guid).await.unwrap(), &Some(named("one")));
}

async fn a_stale_attempt_writes_nothing(bed: &Bed) {
    let (user, _, link) = stored_link(bed).await;
    let run = bare_run(bed, &link);
    bed.commit(vec![runs::insert(&run)]).await;
    for attempt in [-1, 1, 2] {
        let stale = Run { attempt, progress: "stale".to_owned(), ..run.clone() };
        assert_eq!(conflict(bed, runs::update(&stale, Lease::Kept)).await, runs::STALE);
    }
    let running = Run { phase: RunPhase::Reading, ..run.clone() };
    bed.commit(vec![runs::update(&running, Lease::Released)]).await;
    let ended = busy_run(&run);
    bed.commit(vec![runs::update(&ended, Lease::Released)]).await;
    assert_eq!(conflict(bed, runs::update(&running, Lease::Released)).await, runs::STALE, "it has ended");
    same(&bed.tenant().run(user.guid, run.guid).await.unwrap(), &Some(ended));
}

async fn what_is_taken_is_refused(bed: &Bed) {
    let user = User { id: text("partner-1"), ..bare_user(bed) };
    let member = Member { id: text("m"), login_hash: text("hash"), ..bare_member(bed, &user) };
    let link = crate::records::bare_link(bed, &member);
    let run = bare_run(bed, &link);
    bed.commit(vec![
        users::insert(&user),
        members::insert(&member),
        links::insert(&link),
        runs::insert(&run),
    ])
    .await;

    let with_id = User { id: text("partner-1"), ..bare_user(bed) };
    assert_eq!(conflict(bed, users::insert(&with_id)).await, "a user with this id exists");
    let renamed = stored_users(bed, 1).await.remove(0);
    let renamed = User { id: text("partner-1"), ..renamed };
    assert_eq!(conflict(bed, users::update(&renamed, renamed.updated_at)).await, "constraint");

    for taken in [
        Member { id: text("m"), ..bare_member(bed, &user) },
        Member { login_hash: text("hash"), ..bare_member(bed, &user) },
    ] {
        assert_eq!(conflict(bed, members::insert(&taken)).await, members::TAKEN);
    }
    assert_eq!(conflict(bed, runs::insert(&bare_run(bed, &link))).await, "a run of this member is open");
    assert_eq!(conflict(bed, links::insert(&crate::records::bare_link(bed, &member))).await, "constraint");

    // The same is free to another institution, another user, and after the run.
    bed.commit(vec![
        members::insert(&Member {
            institution_code: "elm".to_owned(),
            login_hash: text("hash"),
            ..bare_member(bed, &user)
        }),
        members::insert(&Member { id: text("m"), login_hash: text("hash"), ..bare_member(bed, &renamed) }),
        runs::update(&busy_run(&run), Lease::Released),
        runs::insert(&bare_run(bed, &link)),
    ])
    .await;
}

async fn what_is_gone_cannot_be_changed(bed: &Bed) {
    let home = crate::records::Household::stored(bed).await;
    let (client, user) = (bed.client, home.user.guid);
    let missing = crate::records::bare_account(bed, &home.member);
    let no_link = links::Link { guid: bed.guid(), ..home.link.clone() };
    let no_transaction = transactions::Transaction { guid: bed.guid(), ..home.transaction.clone() };
    for (write, text) in [
        (users::delete(client, bed.guid()), "the user is gone"),
        (users::delete(bed.guid(), user), "the user is gone"),
        (members::delete(client, user, bed.guid()), "the member is gone"),
        (members::delete(bed.guid(), user, home.member.guid), "the member is gone"),
        (links::set_grant(&no_link, None, at(1)), "the link is gone"),
        (links::activate(&no_link, at(1)), "the link is gone"),
        (
            accounts::set_client_fields(
                &missing,
                missing.metadata.as_deref(),
                Some(missing.is_hidden),
                Some(missing.is_business),
            ),
            "the account is gone",
        ),
        (accounts::delete(client, user, missing.guid), "the account is gone"),
        (transactions::set_edits(&no_transaction), "the transaction is gone"),
        (transactions::delete(client, user, no_transaction.guid), "the transaction is gone"),
        (bed.tenant().expire_key("KEY-none", at(1)), "the client has no such key, or it ends earlier"),
    ] {
        assert_eq!(conflict(bed, write).await, text);
    }
}

async fn one_of_many_racers_takes_the_name(bed: &Bed) {
    let racers: Vec<_> = (0..20)
        .map(|_| {
            let user = User { id: text("wanted"), ..bare_user(bed) };
            let store = bed.store.clone();
            tokio::spawn(async move { store.commit(vec![users::insert(&user)]).await.map(|_| user.guid) })
        })
        .collect();
    let mut winners = Vec::new();
    for racer in racers {
        match racer.await.unwrap() {
            Ok(guid) => winners.push(guid),
            Err(error) => assert!(matches!(error, Error::Conflict("a user with this id exists")), "{error}"),
        }
    }
    let found = bed.tenant().user_by_id("wanted").await.unwrap().unwrap();
    assert_eq!(winners, [found.guid]);
}
