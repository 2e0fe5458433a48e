//! Statements: how they are listed, and how their documents come.

use crate::bed::{Bed, at};
use crate::records::{Household, bare_run, bare_statement, same};
use jiff::civil::date;
use store::statements::{self, After, Listed, Statement};
use store::{Page, Tenant};

on_both! {
    a_document_comes_once_and_with_its_hash
    a_list_changes_what_has_no_document
    those_without_a_document_are_found_one_by_one
    lists_are_of_one_member_and_newest_first
}

const ALL: Page = Page { number: 1, size: 1000 };
const PAPER: &[u8] = b"%PDF-1.4 %%EOF";
/// Its SHA-256, by another program.
const HASH: &str = "4657fadcc41df8b592e7f31fa82da583513a1c8774bac5eed31f501fe20b5cbd";

async fn stored(tenant: Tenant<'_>, one: &Statement) -> Statement {
    tenant.statement(one.user, one.member, one.guid).await.unwrap().unwrap()
}

async fn a_document_comes_once_and_with_its_hash(bed: &Bed) {
    let home = Household::stored(bed).await;
    let (tenant, listed) = (bed.tenant(), &home.statement);
    same(&stored(tenant, listed).await, listed);
    assert!(tenant.document(listed).await.unwrap().is_none());
    bed.commit(vec![tenant.set_document(listed, PAPER, at(80)).await.unwrap()]).await;
    let with_document = stored(tenant, listed).await;
    let expected = Statement { content_hash: Some(HASH.to_owned()), updated_at: at(80), ..listed.clone() };
    same(&with_document, &expected);
    assert_eq!(tenant.document(listed).await.unwrap().unwrap().as_slice(), PAPER);
    // What is there stays, whoever comes with another.
    bed.commit(vec![tenant.set_document(listed, b"%PDF-1.5", at(90)).await.unwrap()]).await;
    same(&stored(tenant, listed).await, &with_document);
    assert_eq!(tenant.document(listed).await.unwrap().unwrap().as_slice(), PAPER);
    // Large ones are stored whole.
    let (large, paper) = (bare_statement(bed, &home.account, &home.run), vec![7; 3_000_000]);
    let document = tenant.set_document(&large, &paper, at(80)).await.unwrap();
    bed.commit(vec![statements::list(std::slice::from_ref(&large)), document]).await;
    assert_eq!(tenant.document(&large).await.unwrap().unwrap().as_slice(), paper);
}

async fn a_list_changes_what_has_no_document(bed: &Bed) {
    let home = Household::stored(bed).await;
    let (tenant, run) = (bed.tenant(), bare_run(bed, &home.link));
    let other = bare_statement(bed, &home.account, &home.run);
    bed.commit(vec![
        statements::list(std::slice::from_ref(&other)),
        tenant.set_document(&home.statement, PAPER, at(80)).await.unwrap(),
    ])
    .await;
    let relisted = |one: &Statement| Statement {
        listed: Listed { source: "mirror".to_owned(), run: run.guid, ..one.listed.clone() },
        issued_on: date(2025, 10, 4),
        created_at: at(99),
        updated_at: at(99),
        ..one.clone()
    };
    bed.commit(vec![statements::list(&[relisted(&home.statement), relisted(&other)])]).await;
    let found = stored(tenant, &home.statement).await;
    assert_eq!((found.listed, found.issued_on), (home.statement.listed.clone(), home.statement.issued_on));
    let found = stored(tenant, &other).await;
    same(&found, &Statement { created_at: at(71), updated_at: at(71), ..relisted(&other) });
}

async fn those_without_a_document_are_found_one_by_one(bed: &Bed) {
    let home = Household::stored(bed).await;
    let (tenant, user, member) = (bed.tenant(), home.user.guid, home.member.guid);
    let elsewhere = bare_run(bed, &home.link);
    let of =
        |run, day| Statement { issued_on: date(2025, 9, day), ..bare_statement(bed, &home.account, run) };
    let more = [of(&home.run, 3), of(&home.run, 3), of(&elsewhere, 5), of(&home.run, 7)];
    bed.commit(vec![statements::list(&more), tenant.set_document(&more[3], PAPER, at(80)).await.unwrap()])
        .await;
    let mut found = Vec::new();
    let mut after = None;
    while let Some(one) = tenant.statement_without_document(user, member, home.run.guid, after).await.unwrap()
    {
        after = Some(After { issued_on: one.issued_on, guid: one.guid });
        found.push(one.guid);
    }
    assert_eq!(found, [home.statement.guid, more[1].guid, more[0].guid]);
}

async fn lists_are_of_one_member_and_newest_first(bed: &Bed) {
    let (home, neighbour) = (Household::stored(bed).await, bed.guid());
    bed.commit(vec![bed.new_client(neighbour, "Neighbour")]).await;
    let other = Household::stored_of(bed, neighbour).await;
    let (tenant, user, member) = (bed.tenant(), home.user.guid, home.member.guid);
    let day =
        |day| Statement { issued_on: date(2025, 11, day), ..bare_statement(bed, &home.account, &home.run) };
    let more = [day(3), day(9), day(9)];
    bed.commit(vec![statements::list(&more)]).await;
    let expected = [more[2].guid, more[1].guid, more[0].guid, home.statement.guid];
    for (number, size) in [(1, 1000), (1, 2), (2, 2), (3, 2)] {
        let page = tenant.statements(user, member, Page { number, size }).await.unwrap();
        let guids: Vec<_> = page.items.iter().map(|one| one.guid).collect();
        let skipped = usize::try_from((number - 1) * size).unwrap();
        let shown: Vec<_> = expected.into_iter().skip(skipped).take(usize::try_from(size).unwrap()).collect();
        assert_eq!((guids, page.total), (shown, 4), "{number} {size}");
    }
    let of_other = bed.store.of(neighbour).statements(other.user.guid, other.member.guid, ALL).await.unwrap();
    assert_eq!(of_other.items[0].guid, other.statement.guid);
    assert!(tenant.statement(user, other.member.guid, home.statement.guid).await.unwrap().is_none());
    assert_eq!(tenant.statements_of(user, home.account.guid).await.unwrap().len(), 4);
}
