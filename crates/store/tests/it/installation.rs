//! What belongs to the whole installation or to a client: the directory, keys, settings, what a request made.

use crate::bed::{Bed, at};
use crate::records::{bare_institution, same, stored_users, text};
use domain::id::UserGuid;
use domain::institution::{InstitutionKind, Product};
use store::clients::{self, ApiKey};
use store::idempotency::{self, IdempotencyKey};
use store::institutions::{self, Institution, InstitutionDetails, InstitutionSource, LoginField};
use store::{Error, settings, users};

on_both! {
    the_directory_is_kept
    api_keys_are_found_by_their_hash
    the_clock_is_moved_for_all
    a_request_made_twice_makes_one_thing
}

async fn the_directory_is_kept(bed: &Bed) {
    assert_eq!(bed.store.institutions_changed_at().await.unwrap(), (0, 0));
    let oak = bare_institution(bed, "oak");
    let elm = Institution {
        kind: InstitutionKind::Business,
        popularity: -3,
        products: Product::ALL.to_vec(),
        is_throttled: true,
        details: InstitutionDetails {
            aliases: vec!["Ulme".to_owned(), "オーク".to_owned()],
            forgot_password_url: text("https://elm.example/password"),
            forgot_username_url: text("https://elm.example/name"),
            trouble_signing_in_url: text("https://elm.example/help"),
            instructions: text("Turn on access."),
            instruction_steps: vec!["One".to_owned(), "Two".to_owned()],
            is_oauth: true,
            unreached: text("refuses"),
        },
        ..bare_institution(bed, "elm")
    };
    let upper = bare_institution(bed, "Zed");
    bed.commit([&oak, &elm, &upper].map(institutions::upsert).to_vec()).await;
    for one in [&oak, &elm] {
        same(&bed.store.institution(&one.code).await.unwrap().as_ref(), &Some(one));
        same(&bed.store.institution_by_guid(one.guid).await.unwrap().as_ref(), &Some(one));
    }
    assert!(bed.store.institution("ash").await.unwrap().is_none());
    assert!(bed.store.institution_by_guid(bed.guid()).await.unwrap().is_none());

    // By the bytes of the code, the same on both databases.
    let codes = async |after: &str, limit| -> Vec<String> {
        bed.store.institutions_after(after, limit).await.unwrap().into_iter().map(|one| one.code).collect()
    };
    assert_eq!(codes("", 10).await, ["Zed", "elm", "oak"]);
    assert_eq!(codes("Zed", 1).await, ["elm"]);
    assert_eq!(codes("oak", 1).await, Vec::<String>::new());

    // Anew: guid and time of creation stay.
    let renamed = Institution {
        name: "Oak".to_owned(),
        guid: bed.guid(),
        created_at: at(7),
        updated_at: at(8),
        ..oak.clone()
    };
    bed.commit(vec![institutions::upsert(&renamed)]).await;
    let expected = Institution { guid: oak.guid, created_at: oak.created_at, ..renamed };
    same(&bed.store.institution("oak").await.unwrap(), &Some(expected));
    assert_eq!(bed.store.institutions_changed_at().await.unwrap(), (3, at(8).as_microsecond()));

    let source = |name: &str, position| InstitutionSource {
        institution_code: "oak".to_owned(),
        source: name.to_owned(),
        source_institution_id: "oak-1".to_owned(),
        position,
        is_oauth: false,
        login_form: vec![LoginField {
            guid: "CRD-1".to_owned(),
            id: "user".to_owned(),
            label: "User".to_owned(),
            kind: "choice".to_owned(),
            options: vec![store::institutions::LoginOption { label: "A".to_owned(), value: "a".to_owned() }],
            names_person: true,
        }],
    };
    let (second, first) =
        (source("second", 2), InstitutionSource { login_form: Vec::new(), ..source("first", 1) });
    bed.commit(vec![institutions::upsert_source(&second), institutions::upsert_source(&first)]).await;
    same(&bed.store.institution_sources("oak").await.unwrap(), &vec![first.clone(), second]);
    let preferred = InstitutionSource {
        source_institution_id: "oak-2".to_owned(),
        is_oauth: true,
        ..source("second", 0)
    };
    bed.commit(vec![institutions::upsert_source(&preferred)]).await;
    same(&bed.store.institution_sources("oak").await.unwrap(), &vec![preferred, first]);
    assert!(bed.store.institution_sources("elm").await.unwrap().is_empty());
}

async fn api_keys_are_found_by_their_hash(bed: &Bed) {
    let tenant = bed.tenant();
    let key = |name: &str, expires_at| ApiKey {
        guid: format!("KEY-{name}"),
        client: bed.client,
        hint: "sk_1".to_owned(),
        scopes: "read write".to_owned(),
        created_at: at(1),
        expires_at,
    };
    let (first, second) = (key("1", None), key("2", Some(at(9))));
    let hash = clients::hash_key("sk_1234");
    assert_eq!(hash.len(), 64);
    bed.commit(vec![
        clients::insert_key(&first, hash.clone()),
        clients::insert_key(&second, clients::hash_key("x")),
    ])
    .await;
    same(&bed.store.api_key(bed.client, &hash).await.unwrap().as_ref(), &Some(&first));
    assert!(bed.store.api_key(bed.guid(), &hash).await.unwrap().is_none(), "of another client");
    assert!(bed.store.api_key(bed.client, "sk_1234").await.unwrap().is_none());
    same(&tenant.api_keys().await.unwrap(), &vec![first.clone(), second.clone()]);
    bed.commit(vec![tenant.expire_key("KEY-1", at(3))]).await;
    let expired = ApiKey { expires_at: Some(at(3)), ..first };
    same(&tenant.api_keys().await.unwrap(), &vec![expired, second]);
    assert_eq!(tenant.client().await.unwrap().unwrap().name, "Budget app");
}

async fn the_clock_is_moved_for_all(bed: &Bed) {
    let other = bed.beside().await;
    assert_eq!(bed.store.clock_offset_seconds().await.unwrap(), 0);
    for seconds in [86_400, -5, 0] {
        bed.commit(vec![settings::set_clock_offset(seconds)]).await;
        assert_eq!(other.clock_offset_seconds().await.unwrap(), seconds);
    }
}

async fn a_request_made_twice_makes_one_thing(bed: &Bed) {
    let key = IdempotencyKey { key: "k1".to_owned(), fingerprint: "f1".to_owned() };
    let user = stored_users(bed, 1).await.remove(0);
    let second = crate::records::bare_user(bed);
    let make = |guid: UserGuid| idempotency::remember(bed.client, &key, guid.to_string(), at(5));
    assert!(bed.tenant().made_with("k1").await.unwrap().is_none());
    bed.commit(vec![make(user.guid)]).await;
    let again = bed.store.commit(vec![users::insert(&second), make(second.guid)]).await;
    assert!(matches!(again, Err(Error::Conflict(idempotency::USED))), "{again:?}");
    assert!(bed.tenant().user(second.guid).await.unwrap().is_none());
    let first = bed.tenant().made_with("k1").await.unwrap().unwrap();
    assert_eq!((first.fingerprint.as_str(), first.guid), ("f1", user.guid.to_string()));

    // Kept until it is old.
    bed.store.forget_idempotency_keys(at(5)).await.unwrap();
    assert!(bed.tenant().made_with("k1").await.unwrap().is_some());
    bed.store.forget_idempotency_keys(at(6)).await.unwrap();
    assert!(bed.tenant().made_with("k1").await.unwrap().is_none());
    bed.commit(vec![make(second.guid)]).await;
}
