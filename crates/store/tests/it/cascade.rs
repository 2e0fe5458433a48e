//! Who is deleted leaves nothing behind.

use crate::bed::Bed;
use crate::records::Household;
use store::{Value, accounts, args, members, users};

on_both! {
    a_deleted_user_leaves_nothing
    a_deleted_member_leaves_its_history_alone
    a_deleted_account_leaves_nothing
}

/// The rows that each of these statements counts as `n`.
async fn counts(bed: &Bed, tables: &[(&'static str, &'static str)], id: Value) -> Vec<(&'static str, i64)> {
    let mut found = Vec::new();
    for (table, sql) in tables {
        found.push((*table, bed.number(sql, vec![id.clone()]).await));
    }
    found
}

macro_rules! tables_by {
    ($column:literal: $($table:literal)*) => {
        [$(($table, concat!("SELECT count(*) AS n FROM ", $table, " WHERE ", $column, " = ?1"))),*]
    };
}

const WITH_USER: &[(&str, &str)] = &tables_by!("user_guid":
    "members" "links" "runs" "challenges" "accounts" "account_sightings" "coverages" "account_numbers" "account_owners"
    "holdings" "statements" "transactions" "transaction_ids" "transaction_sightings" "joins" "join_rows" "suggestions" "link_habits" "event_log" "remedy_answers" "visits" "page_links" "page_sessions"
    "data_consents" "support_requests" "institution_requests" "deliveries" "notifications" "notification_preferences"
    "verifications" "verification_members" "verification_reports" "imports" "import_files" "csv_layouts");
const WITH_MEMBER: &[(&str, &str)] = &tables_by!("member_guid":
    "links" "runs" "challenges" "accounts" "account_numbers" "account_owners" "holdings" "statements" "transactions"
    "remedy_answers" "visits" "notifications");
const WITH_ACCOUNT: &[(&str, &str)] = &tables_by!("account_guid":
    "account_sightings" "coverages" "account_numbers" "account_owners" "holdings" "statements" "transactions" "transaction_ids"
    "transaction_sightings" "joins" "suggestions" "csv_layouts");

/// Every table of the list has a row of the one and of the other; the delete takes those of the one.
async fn check(
    bed: &Bed,
    tables: &[(&'static str, &'static str)],
    deleted: Value,
    kept: Value,
    delete: store::Write,
) {
    let one_each: Vec<_> = tables.iter().map(|(table, _)| (*table, 1)).collect();
    let none: Vec<_> = tables.iter().map(|(table, _)| (*table, 0)).collect();
    assert_eq!(counts(bed, tables, deleted.clone()).await, one_each);
    bed.commit(vec![delete]).await;
    assert_eq!(counts(bed, tables, deleted).await, none);
    assert_eq!(counts(bed, tables, kept).await, one_each);
}

/// A second household beside the first, in another client.
async fn two(bed: &Bed) -> (Box<Household>, Box<Household>) {
    let one = Household::stored(bed).await;
    let client = bed.guid();
    bed.commit(vec![bed.new_client(client, "Neighbour")]).await;
    (one, Household::stored_of(bed, client).await)
}

async fn a_deleted_user_leaves_nothing(bed: &Bed) {
    let tables = crate::schema::tables_with(bed, "user_guid").await;
    // What is to be given back to a source stays until it is.
    assert_eq!(tables.len(), WITH_USER.len() + 1, "a table is missing from the list: {tables:?}");
    let (one, other) = two(bed).await;
    let delete = users::delete(bed.client, one.user.guid);
    check(bed, WITH_USER, args![one.user.guid].remove(0), args![other.user.guid].remove(0), delete).await;
    assert!(bed.tenant().user(one.user.guid).await.unwrap().is_none());
}

async fn a_deleted_member_leaves_its_history_alone(bed: &Bed) {
    let tables = crate::schema::tables_with(bed, "member_guid").await;
    // The facts stay with what was told of them, the requests for help, the account of who used a secret, what is to be given back,
    // and the verifications that stood on it.
    assert_eq!(tables.len(), WITH_MEMBER.len() + 6, "a table is missing from the list: {tables:?}");
    let (one, other) = two(bed).await;
    let delete = members::delete(bed.client, one.user.guid, one.member.guid);
    check(bed, WITH_MEMBER, args![one.member.guid].remove(0), args![other.member.guid].remove(0), delete)
        .await;
    let ids = bed.number("SELECT count(*) AS n FROM transaction_ids", Vec::new()).await;
    assert_eq!(ids, 1, "that of the other");
    // The facts stay until the user goes: that the member was deleted is one of them.
    assert_eq!(bed.number("SELECT count(*) AS n FROM event_log", Vec::new()).await, 2);
    assert_eq!(bed.number("SELECT count(*) AS n FROM support_requests", Vec::new()).await, 2);
    assert!(bed.tenant().user(one.user.guid).await.unwrap().is_some());
}

async fn a_deleted_account_leaves_nothing(bed: &Bed) {
    let (one, other) = two(bed).await;
    let delete = accounts::delete(bed.client, one.user.guid, one.account.guid);
    check(bed, WITH_ACCOUNT, args![one.account.guid].remove(0), args![other.account.guid].remove(0), delete)
        .await;
}
