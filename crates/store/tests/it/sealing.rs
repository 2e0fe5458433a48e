//! Secrets are sealed: to their key, to their place, and out of sight of whoever reads the file.

use crate::bed::{Bed, MASTER_KEY, at, on_sqlite, open, open_with};
use crate::direct::described;
use crate::records::{
    Household, bare_account, bare_run, bare_statement, busy_run, full_numbers, full_owner, stored_link,
};
use domain::account::Numbers;
use std::path::{Path, PathBuf};
use store::accounts::{self, Of};
use store::definitions::{self, StoredDefinition};
use store::links::{self, Link};
use store::master_keys::MasterKeyUse;
use store::runs::{self, Lease, Run};
use store::{Address, Error, Page, Place, SecretKey, Write, args, statements, users};

on_both! {
    sealed_values_open_where_they_were_sealed
    moved_or_tampered_values_do_not_open
    a_wrong_master_key_opens_nothing
    clients_have_keys_of_their_own
    master_keys_take_turns_while_servers_go_on
}

const ALL: Page = Page { number: 1, size: 10 };
const SECRET: &[u8] = b"correct horse battery staple";

async fn sealed_values_open_where_they_were_sealed(bed: &Bed) {
    let tenant = bed.tenant();
    let (user, member, bare) = stored_link(bed).await;
    assert!(tenant.open_grant(&bare).await.unwrap().is_none());
    let grant = tenant.seal_grant(bare.guid, SECRET).await.unwrap();
    bed.commit(vec![links::set_grant(&bare, Some(grant), bare.updated_at)]).await;
    let link = tenant.links(user.guid, member.guid).await.unwrap().remove(0);
    assert_eq!(tenant.open_grant(&link).await.unwrap().unwrap().as_slice(), SECRET);

    let run = bare_run(bed, &link);
    assert!(tenant.open_session(&run).await.unwrap().is_none());
    assert!(tenant.open_answers(&run).await.unwrap().is_none());
    let sealed = Run {
        session_sealed: Some(tenant.seal_session(run.guid, b"session").await.unwrap()),
        answers_sealed: Some(tenant.seal_answers(run.guid, b"").await.unwrap()),
        ..run.clone()
    };
    bed.commit(vec![runs::insert(&run), runs::update(&sealed, Lease::Released)]).await;
    // Another node, which has to unwrap the client's key first.
    let other = bed.beside().await;
    let tenant = other.of(bed.client);
    let found = tenant.run(user.guid, run.guid).await.unwrap().unwrap();
    assert_eq!(tenant.open_session(&found).await.unwrap().unwrap().as_slice(), b"session");
    assert_eq!(tenant.open_answers(&found).await.unwrap().unwrap().as_slice(), b"");
}

async fn moved_or_tampered_values_do_not_open(bed: &Bed) {
    let home = Household::stored(bed).await;
    let tenant = bed.tenant();
    let refused = |outcome: Result<_, Error>, table: &str| match outcome {
        Err(Error::Unsealable(found)) => assert_eq!(found, table),
        Err(other) => panic!("{other}"),
        Ok(()) => panic!("it opened"),
    };
    let grant = tenant.seal_grant(home.link.guid, SECRET).await.unwrap();
    let moved = Link { guid: bed.guid(), grant_sealed: Some(grant.clone()), ..home.link.clone() };
    refused(tenant.open_grant(&moved).await.map(drop), "links");
    let mut bent = grant.clone();
    *bent.last_mut().unwrap() ^= 1;
    for bad in [bent, Vec::new(), grant[..20].to_vec()] {
        let tampered = Link { grant_sealed: Some(bad), ..home.link.clone() };
        refused(tenant.open_grant(&tampered).await.map(drop), "links");
    }
    // A session is no answer, and no other run's.
    let session = tenant.seal_session(home.run.guid, SECRET).await.unwrap();
    let as_answers = Run { answers_sealed: Some(session.clone()), ..home.run.clone() };
    refused(tenant.open_answers(&as_answers).await.map(drop), "runs");
    let of_other = Run { guid: bed.guid(), session_sealed: Some(session), ..home.run.clone() };
    refused(tenant.open_session(&of_other).await.map(drop), "runs");

    // Numbers and owners that were moved to another account within the database.
    let (user, other) = (home.user.guid, bare_account(bed, &home.member));
    bed.commit(vec![
        accounts::upsert(std::slice::from_ref(&other)),
        Write::new("UPDATE account_numbers SET account_guid = ?1", args![other.guid]).expect(1, "one"),
        Write::new("UPDATE account_owners SET account_guid = ?1", args![other.guid]).expect(1, "one"),
    ])
    .await;
    refused(tenant.numbers(user, Of::Account(other.guid), ALL).await.map(drop), "account_numbers");
    refused(tenant.owners(user, Of::Account(other.guid), ALL).await.map(drop), "account_owners");

    // The document of one statement under another.
    let (one, two) = (&home.statement, bare_statement(bed, &home.account, &home.run));
    let document = tenant.set_document(one, SECRET, at(72)).await.unwrap();
    let moved = "UPDATE statements SET content_sealed = (SELECT content_sealed FROM statements WHERE guid = ?1) WHERE guid = ?2";
    bed.commit(vec![
        statements::list(std::slice::from_ref(&two)),
        document,
        Write::new(moved, args![one.guid, two.guid]).expect(1, "one"),
    ])
    .await;
    assert_eq!(tenant.document(one).await.unwrap().unwrap().as_slice(), SECRET);
    refused(tenant.document(&two).await.map(drop), "statements");
}

async fn a_wrong_master_key_opens_nothing(bed: &Bed) {
    let mut wrong_key = MASTER_KEY;
    wrong_key[31] ^= 1;
    let wrong = open(&bed.address, false, &bed.dice, wrong_key).await.unwrap();
    assert!(matches!(wrong.check_master_key().await, Err(Error::MasterKeyMissing(_))));
    bed.store.check_master_key().await.unwrap();
    let place = Place { table: "links", column: "grant_sealed", row: "LNK-1" };
    let sealed = bed.tenant().seal(place, SECRET).await.unwrap();
    assert_eq!(bed.tenant().open(place, &sealed).await.unwrap().as_slice(), SECRET);
    let tenant = wrong.of(bed.client);
    assert!(matches!(tenant.open(place, &sealed).await, Err(Error::MasterKeyMissing(_))));
    assert!(matches!(tenant.seal(place, SECRET).await, Err(Error::MasterKeyMissing(_))));
    assert!(matches!(tenant.keyed_hash("login", &["a"]).await, Err(Error::MasterKeyMissing(_))));
    // A data key that was moved to another client is of no use to it.
    let other = bed.guid();
    bed.commit(vec![
        bed.new_client(other, "Stranger"),
        Write::new(
            "UPDATE clients SET data_key = (SELECT data_key FROM clients WHERE guid = ?1) WHERE guid = ?2",
            args![bed.client, other],
        ),
    ])
    .await;
    assert!(matches!(bed.store.of(other).seal(place, SECRET).await, Err(Error::Unsealable("clients"))));
}

async fn clients_have_keys_of_their_own(bed: &Bed) {
    let other = bed.guid();
    bed.commit(vec![bed.new_client(other, "Stranger")]).await;
    let (own, strange) = (bed.tenant(), bed.store.of(other));
    let place = Place { table: "links", column: "grant_sealed", row: "LNK-1" };
    let sealed = own.seal(place, SECRET).await.unwrap();
    assert!(matches!(strange.open(place, &sealed).await, Err(Error::Unsealable("links"))));
    assert_ne!(own.seal(place, SECRET).await.unwrap(), sealed, "no two sealings are alike");
    let hash = own.keyed_hash("login", &["ada"]).await.unwrap();
    assert_eq!(own.keyed_hash("login", &["ada"]).await.unwrap(), hash);
    assert_ne!(strange.keyed_hash("login", &["ada"]).await.unwrap(), hash);
}

async fn master_keys_take_turns_while_servers_go_on(bed: &Bed) {
    let place = Place { table: "links", column: "grant_sealed", row: "LNK-1" };
    let sealed = bed.tenant().seal(place, SECRET).await.unwrap();
    let definition = described(Some(bed.store.seal_definition("fdx", "oak", SECRET).unwrap()));
    bed.commit(vec![definitions::upsert(&definition)]).await;
    // A node that has the new key, and the one that is in use.
    let mut new_key = MASTER_KEY;
    new_key[0] ^= 1;
    let of_old = SecretKey::new(MASTER_KEY);
    let both = open_with(&bed.address, &bed.dice, new_key, vec![of_old.clone()]).await;
    both.check_master_key().await.unwrap();
    assert_eq!(both.of(bed.client).open(place, &sealed).await.unwrap().as_slice(), SECRET);
    let uses = |key, clients, definitions| MasterKeyUse { key: Some(key), clients, definitions };
    assert_eq!(both.master_keys().await.unwrap(), [uses(of_old.id(), 1, 1)]);
    assert_eq!(both.rotate_master_key().await.unwrap(), 2);
    assert_eq!(both.rotate_master_key().await.unwrap(), 0);
    assert_eq!(both.master_keys().await.unwrap(), [uses(SecretKey::new(new_key).id(), 1, 1)]);
    // A node that had the client's key goes on; one that starts with the old key alone says which it lacks.
    assert_eq!(bed.tenant().open(place, &sealed).await.unwrap().as_slice(), SECRET);
    let late = open(&bed.address, false, &bed.dice, MASTER_KEY).await.unwrap();
    let lacking = late.check_master_key().await;
    assert!(
        matches!(lacking, Err(Error::MasterKeyMissing(id)) if id == SecretKey::new(new_key).id()),
        "{lacking:?}"
    );
    let new = open(&bed.address, false, &bed.dice, new_key).await.unwrap();
    new.check_master_key().await.unwrap();
    assert_eq!(new.of(bed.client).open(place, &sealed).await.unwrap().as_slice(), SECRET);
    let stored = new.definition("fdx", "oak").await.unwrap().unwrap();
    assert_eq!(new.open_definition(&stored).unwrap().unwrap().as_slice(), SECRET);
    // The secrets of one institution are of no use to another.
    let moved = StoredDefinition { id: "elm".to_owned(), ..stored };
    assert!(matches!(new.open_definition(&moved), Err(Error::Unsealable("definitions"))));
}

/// What was erased is in no file of the database, not even sealed.
#[test]
fn nothing_of_an_erased_grant_is_left_in_the_files() {
    on_sqlite(async |bed| {
        let Address::Sqlite(path) = &bed.address else { return };
        let home = Household::stored(bed).await;
        let sealed = bed.tenant().seal_grant(home.link.guid, SECRET).await.unwrap();
        bed.commit(vec![links::set_grant(&home.link, Some(sealed.clone()), home.link.updated_at)]).await;
        assert!(files_hold(path, &sealed));
        bed.commit(vec![links::erase_grants(bed.client, home.user.guid, home.member.guid)]).await;
        bed.store.database().empty_log().await.unwrap();
        assert!(!files_hold(path, &sealed), "erased");
        bed.commit(vec![links::set_grant(&home.link, Some(sealed.clone()), home.link.updated_at)]).await;
        assert!(files_hold(path, &sealed));
        bed.commit(vec![users::delete(bed.client, home.user.guid)]).await;
        bed.store.database().empty_log().await.unwrap();
        assert!(!files_hold(path, &sealed), "deleted with the user");
    });
}

/// Whether any file of the database (itself, its log, its lock) holds these bytes.
fn files_hold(database: &Path, bytes: &[u8]) -> bool {
    let files: Vec<PathBuf> =
        std::fs::read_dir(database.parent().unwrap()).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(files.len() > 1, "{files:?}");
    files.iter().any(|file| std::fs::read(file).unwrap().windows(bytes.len()).any(|window| window == bytes))
}

#[test]
fn no_secret_is_in_the_files() {
    on_sqlite(async |bed| {
        let Address::Sqlite(path) = &bed.address else { return };
        let home = Household::stored(bed).await;
        let tenant = bed.tenant();
        let grant = tenant.seal_grant(home.link.guid, b"grant-SWORDFISH-1").await.unwrap();
        let running = Run {
            session_sealed: Some(tenant.seal_session(home.run.guid, b"session-SWORDFISH-2").await.unwrap()),
            answers_sealed: Some(tenant.seal_answers(home.run.guid, b"answer-SWORDFISH-3").await.unwrap()),
            ..home.run.clone()
        };
        let numbers = Numbers { account_number: Some("SWORDFISH-4".to_owned()), ..full_numbers() };
        bed.commit(vec![
            links::set_grant(&home.link, Some(grant), home.link.updated_at),
            runs::update(&running, Lease::Released),
            tenant
                .upsert_numbers(&home.account, &[(bed.guid(), numbers)], home.account.updated_at)
                .await
                .unwrap(),
            tenant.set_document(&home.statement, b"%PDF-1.4 SWORDFISH-5", at(72)).await.unwrap(),
        ])
        .await;
        // What is not secret is found; so secrets would be.
        let owner = full_owner();
        let secrets = [
            b"SWORDFISH".as_slice(),
            owner.last_name.as_ref().unwrap().as_bytes(),
            b"9900000000001",
            &MASTER_KEY,
        ];
        let check = |when: &str| {
            for secret in secrets {
                assert!(!files_hold(path, secret), "{when}: {}", String::from_utf8_lossy(secret));
            }
        };
        assert!(files_hold(path, b"ada@example.org"), "the search works");
        check("after commits");
        bed.commit(vec![
            runs::update(&busy_run(&running), Lease::Released),
            users::delete(bed.client, home.user.guid),
        ])
        .await;
        check("after the erasure");
        bed.store.database().empty_log().await.unwrap();
        check("after the checkpoint");
        // And what was erased is gone from the files, secret or not.
        assert!(!files_hold(path, b"ada@example.org"));
    });
}
