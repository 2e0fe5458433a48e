//! The same customer connected twice at the bank's own page.

use crate::bed::{Bed, new_member};
use crate::browser::Browser;
use crate::described::{describe, linked};
use crate::person::Doing;
use domain::id::MemberGuid;
use domain::member::Status;
use domain::reason::Reason;
use domain::run::RunKind;
use engine::Name;
use engine::records::{Member, Page, SuggestionState};
use jiff::SignedDuration;

on_both! {
    the_same_accounts_are_told_by_one_connection
    fewer_accounts_tell_nothing_new
    another_customer_or_another_account_is_a_connection_of_its_own
    what_waits_for_its_person_is_replaced
    a_duplicate_is_read_once_the_other_is_gone
}

const CODE: &str = "kestrel_federal";

/// A new connection of that customer, who shares so many accounts.
async fn connected(bed: &Bed, login: &str, accounts: usize) -> Member {
    let mut new = new_member(&bed.engine, CODE, "", "").await;
    new.is_oauth = true;
    let member = bed.scope().create_member(&bed.user, new, None).await.unwrap();
    let doing = Doing { accounts, ..Doing::all(login, "fine") };
    assert_eq!(Browser::new("b").visit(bed, &member, doing).await.problem, None);
    bed.work().await;
    bed.member(&member).await
}

async fn duplicate_of(bed: &Bed, member: &Member) -> Option<MemberGuid> {
    bed.scope().duplicate_of(&bed.member(member).await).await.unwrap()
}

async fn suggestions(bed: &Bed) -> i64 {
    let page = Page { number: 1, size: 1 };
    bed.scope().suggestions(&bed.user, Some(SuggestionState::Open), page).await.unwrap().total
}

fn seen(member: &Member) -> (Status, Option<Reason>) {
    (member.state.status, member.state.reason)
}

const DUPLICATE: (Status, Option<Reason>) = (Status::Connected, Some(Reason::DuplicateConnection));

async fn the_same_accounts_are_told_by_one_connection(bed: &Bed) {
    describe(bed, CODE, "client_secret_post").await;
    let first = linked(bed, CODE, usize::MAX).await;
    let (accounts, rows) = (bed.accounts(&first).await.len(), bed.transactions(&first).await.len());
    let second = connected(bed, "ann", usize::MAX).await;
    assert_eq!((seen(&second), duplicate_of(bed, &second).await), (DUPLICATE, Some(first.guid)));
    assert!(!second.state.is_being_aggregated && second.next_run_at.is_some());
    assert!(bed.accounts(&second).await.is_empty() && bed.transactions(&second).await.is_empty());
    assert_eq!((bed.accounts(&first).await.len(), bed.transactions(&first).await.len()), (accounts, rows));
    assert_eq!(suggestions(bed).await, 0, "nothing is asked");
    assert_eq!(duplicate_of(bed, &first).await, None);
    // The schedule looks anew and finds the same, and so does a refresh.
    bed.clock.advance(SignedDuration::from_hours(25));
    bed.tend().await;
    assert_eq!(seen(&bed.member(&second).await), DUPLICATE);
    bed.start(&second, RunKind::Aggregate).await.unwrap();
    bed.work().await;
    assert_eq!(
        (seen(&bed.member(&second).await), duplicate_of(bed, &second).await),
        (DUPLICATE, Some(first.guid))
    );
    assert!(bed.accounts(&second).await.is_empty());
}

async fn fewer_accounts_tell_nothing_new(bed: &Bed) {
    describe(bed, CODE, "client_secret_post").await;
    let first = linked(bed, CODE, usize::MAX).await;
    let second = connected(bed, "ann", 1).await;
    assert_eq!((seen(&second), duplicate_of(bed, &second).await), (DUPLICATE, Some(first.guid)));
}

async fn another_customer_or_another_account_is_a_connection_of_its_own(bed: &Bed) {
    describe(bed, CODE, "client_secret_post").await;
    let first = linked(bed, CODE, 1).await;
    let other = connected(bed, "bob", usize::MAX).await;
    assert_eq!(seen(&other), (Status::Connected, Some(Reason::Ok)));
    assert_eq!((duplicate_of(bed, &other).await, bed.accounts(&other).await.is_empty()), (None, false));
    let more = connected(bed, "ann", usize::MAX).await;
    assert_eq!(seen(&more), (Status::Connected, Some(Reason::Ok)));
    assert!(bed.accounts(&more).await.len() > bed.accounts(&first).await.len());
    assert!(suggestions(bed).await > 0, "what both tell is asked about");
}

async fn what_waits_for_its_person_is_replaced(bed: &Bed) {
    describe(bed, CODE, "client_secret_post").await;
    let first = linked(bed, CODE, usize::MAX).await;
    bed.decide(&first, engine::Decision::EraseCredentials).await.unwrap();
    let second = connected(bed, "ann", usize::MAX).await;
    assert_eq!(seen(&second), (Status::Connected, Some(Reason::Ok)));
    assert_eq!(duplicate_of(bed, &second).await, None);
    assert_eq!(bed.accounts(&second).await.len(), bed.accounts(&first).await.len());
}

async fn a_duplicate_is_read_once_the_other_is_gone(bed: &Bed) {
    describe(bed, CODE, "client_secret_post").await;
    let first = linked(bed, CODE, usize::MAX).await;
    let count = bed.accounts(&first).await.len();
    let second = connected(bed, "ann", usize::MAX).await;
    assert_eq!(duplicate_of(bed, &second).await, Some(first.guid));
    bed.scope().delete_member(&bed.user, &Name::Guid(first.guid)).await.unwrap();
    assert_eq!(duplicate_of(bed, &second).await, None, "the mark goes with it");
    bed.clock.advance(SignedDuration::from_hours(25));
    bed.tend().await;
    assert_eq!(seen(&bed.member(&second).await), (Status::Connected, Some(Reason::Ok)));
    assert_eq!(bed.accounts(&second).await.len(), count);
}
