//! What sources without a directory need: descriptions, farewells, breakers; and the audit log.

use crate::bed::{Bed, at};
use crate::records::{Household, same};
use domain::id::MemberGuid;
use jiff::SignedDuration;
use store::audit::{self, AuditEntry, AuditFilter};
use store::definitions::{self, StoredDefinition};
use store::{Error, breakers, farewells, links};

on_both! {
    descriptions_are_kept_and_replaced
    removed_descriptions_stay_as_long_as_grants_do
    farewells_outlive_the_member_and_are_taken_once
    breakers_count_until_they_open
    the_audit_log_outlives_people_and_is_narrowed
}

pub(crate) fn described(secrets_sealed: Option<Vec<u8>>) -> StoredDefinition {
    StoredDefinition {
        source: "fdx".to_owned(),
        id: "oak".to_owned(),
        institution_code: "oak".to_owned(),
        definition: r#"{"name":"Oak"}"#.to_owned(),
        secrets_sealed,
        created_at: at(1),
        updated_at: at(1),
        removed_at: None,
    }
}

async fn descriptions_are_kept_and_replaced(bed: &Bed) {
    let oak = described(Some(vec![0, 1, 2]));
    let elm =
        StoredDefinition { id: "elm".to_owned(), institution_code: "elm".to_owned(), ..described(None) };
    bed.commit(vec![definitions::upsert(&oak), definitions::upsert(&elm)]).await;
    assert_eq!(bed.store.definition("fdx", "oak").await.unwrap().as_ref(), Some(&oak));
    assert_eq!(bed.store.definition("ofx", "oak").await.unwrap(), None);
    assert_eq!(bed.store.definitions("fdx", "", 10).await.unwrap(), [elm.clone(), oak.clone()]);
    assert_eq!(bed.store.definitions("fdx", "elm", 10).await.unwrap(), std::slice::from_ref(&oak));
    assert_eq!(bed.store.definitions("fdx", "", 1).await.unwrap(), std::slice::from_ref(&elm));
    let changed =
        StoredDefinition { definition: "{}".to_owned(), updated_at: at(9), created_at: at(9), ..oak.clone() };
    bed.commit(vec![definitions::upsert(&changed)]).await;
    let stored = bed.store.definition("fdx", "oak").await.unwrap().unwrap();
    assert_eq!((stored.created_at, stored.updated_at, stored.definition.as_str()), (at(1), at(9), "{}"));
    // That nothing reaches it replaces how it was reached, and the other way round.
    let gone = StoredDefinition { source: "none".to_owned(), ..oak.clone() };
    bed.commit(vec![definitions::remove_others("oak", false, at(10)), definitions::upsert(&gone)]).await;
    assert_eq!(bed.store.definition("fdx", "oak").await.unwrap(), None);
    bed.commit(vec![definitions::remove_others("oak", true, at(11)), definitions::upsert(&oak)]).await;
    assert_eq!(bed.store.definition("none", "oak").await.unwrap(), None);
    let counts = [("fdx".to_owned(), 2)];
    assert_eq!(bed.store.definition_counts().await.unwrap(), counts);
    bed.commit(vec![definitions::remove("fdx", "oak", at(12))]).await;
    let twice = bed.store.commit(vec![definitions::remove("fdx", "oak", at(13))]).await;
    assert!(matches!(twice, Err(Error::Conflict(_))));
    assert_eq!(bed.store.definitions("fdx", "", 10).await.unwrap(), [elm]);
}

async fn removed_descriptions_stay_as_long_as_grants_do(bed: &Bed) {
    let home = Household::stored(bed).await;
    let (source, id) = (home.link.source.as_str(), home.link.source_institution_id.as_str());
    let described = StoredDefinition { source: source.to_owned(), id: id.to_owned(), ..described(None) };
    let sealed = bed.tenant().seal_grant(home.link.guid, b"token").await.unwrap();
    bed.commit(vec![
        definitions::upsert(&described),
        links::set_grant(&home.link, Some(sealed), at(2)),
        definitions::remove(source, id, at(3)),
        definitions::forget_unneeded(),
    ])
    .await;
    let is_kept = async || bed.store.definition_even_removed(source, id).await.unwrap().is_some();
    assert!(is_kept().await && bed.store.definition(source, id).await.unwrap().is_none());
    assert_eq!(bed.store.connections_through(source, id).await.unwrap(), 1);
    bed.commit(vec![
        farewells::keep(bed.client, home.user.guid, home.member.guid, at(4)),
        store::members::delete(bed.client, home.user.guid, home.member.guid),
        definitions::forget_unneeded(),
    ])
    .await;
    assert!(is_kept().await, "a grant is to be given back");
    let one = bed.store.farewells(at(4), 10).await.unwrap().remove(0);
    bed.commit(vec![one.over(), definitions::forget_unneeded()]).await;
    assert!(!is_kept().await);
}

async fn farewells_outlive_the_member_and_are_taken_once(bed: &Bed) {
    let home = Household::stored(bed).await;
    let (client, user, member) = (bed.client, home.user.guid, home.member.guid);
    // Without a grant there is nothing to give back.
    bed.commit(vec![farewells::keep(client, user, member, at(1))]).await;
    assert!(bed.store.farewells(at(100), 10).await.unwrap().is_empty());
    let sealed = bed.tenant().seal_grant(home.link.guid, b"token").await.unwrap();
    bed.commit(vec![
        links::set_grant(&home.link, Some(sealed), at(2)),
        farewells::keep(client, user, member, at(3)),
        store::members::delete(client, user, member),
    ])
    .await;
    assert!(bed.store.farewells(at(2), 10).await.unwrap().is_empty(), "not due");
    let one = bed.store.farewells(at(3), 10).await.unwrap().remove(0);
    assert_eq!((one.link.guid, one.tries, one.due_at), (home.link.guid, 0, at(3)));
    assert_eq!(bed.tenant().open_grant(&one.link).await.unwrap().unwrap().as_slice(), b"token");
    // Two nodes take it; one has it.
    bed.commit(vec![one.update(1, at(50))]).await;
    assert!(matches!(bed.store.commit(vec![one.update(1, at(60))]).await, Err(Error::Conflict(_))));
    bed.commit(vec![one.over()]).await;
    let taken = bed.store.farewells(at(50), 10).await.unwrap().remove(0);
    assert_eq!(taken.tries, 1, "what another node has is not over");
    bed.commit(vec![taken.over()]).await;
    assert!(bed.store.farewells(at(1000), 10).await.unwrap().is_empty());
}

async fn breakers_count_until_they_open(bed: &Bed) {
    let failed = async |second| bed.store.failed("fdx", "oak", at(second)).await.unwrap();
    assert_eq!(failed(1).await, Some(1));
    assert_eq!(failed(2).await, Some(2));
    assert_eq!(bed.store.failed("ofx", "oak", at(2)).await.unwrap(), Some(1), "each source by itself");
    bed.commit(vec![breakers::answered("fdx", "oak")]).await;
    assert_eq!(failed(3).await, Some(1));
    bed.store.open_breaker("fdx", "oak", at(10)).await.unwrap();
    assert_eq!(failed(9).await, None, "what was under way when it opened");
    let open = bed.store.open_breakers(at(9)).await.unwrap();
    assert_eq!(open.len(), 1);
    assert_eq!(
        (open[0].source.as_str(), open[0].failures_in_row, open[0].open_until),
        ("fdx", 1, Some(at(10)))
    );
    assert!(bed.store.open_breakers(at(10)).await.unwrap().is_empty());
    assert_eq!(failed(10).await, Some(2), "the next one counts on");
    bed.commit(vec![breakers::answered("fdx", "oak")]).await;
    assert_eq!(failed(11).await, Some(1));
}

async fn the_audit_log_outlives_people_and_is_narrowed(bed: &Bed) {
    let home = Household::stored(bed).await;
    let entry = |second: i64, actor: &str, member: Option<MemberGuid>| AuditEntry {
        guid: format!("AUD-{second}"),
        at: at(second),
        actor: actor.to_owned(),
        action: "grant.sign_in".to_owned(),
        client: member.map(|_| bed.client),
        member,
    };
    let member = home.member.guid;
    let entries = [entry(1, "hub", Some(member)), entry(2, "operator:ann", None), entry(3, "hub", None)];
    bed.commit(entries.iter().map(audit::insert).collect()).await;
    bed.commit(vec![store::users::delete(bed.client, home.user.guid)]).await;
    let found = async |filter: AuditFilter| {
        let found = bed.store.audit_log(&filter, 10).await.unwrap();
        found.into_iter().map(|one| one.guid).collect::<Vec<_>>()
    };
    assert_eq!(found(AuditFilter::default()).await, ["AUD-3", "AUD-2", "AUD-1"]);
    assert_eq!(found(AuditFilter { member: Some(member), ..Default::default() }).await, ["AUD-1"]);
    assert_eq!(
        found(AuditFilter { actor: Some("operator".to_owned()), ..Default::default() }).await,
        ["AUD-2"]
    );
    assert_eq!(found(AuditFilter { since: Some(at(2)), ..Default::default() }).await, ["AUD-3", "AUD-2"]);
    same(&bed.store.audit_log(&AuditFilter::default(), 1).await.unwrap(), &vec![entry(3, "hub", None)]);
    bed.store.forget_audit_log(at(3) - SignedDuration::from_micros(1)).await.unwrap();
    assert_eq!(found(AuditFilter::default()).await, ["AUD-3"]);
}
