//! Answers that are none, through whole runs: the member ends with a reason, and what was known of its money stays as it was.

use crate::bed::{ALL, Bed, Known, new_member};
use crate::described::{describe, linked, ofx};
use domain::account::AccountType;
use domain::member::Status;
use domain::reason::Reason;
use engine::NewUser;
use engine::records::{JoinKind, Member, Suggestion, SuggestionState, TransactionFilter, User};
use engine::runs::RowCounts;
use jiff::SignedDuration;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

on_both! {
    tricks_of_fdx_write_nothing
    accounts_whose_ids_change_stay_the_same_accounts
    transactions_of_somebody_else_are_set_aside
    spoilt_documents_write_nothing
    who_is_linked_by_spoilt_documents_has_nothing_until_they_are_whole
    what_is_wrong_in_good_form_leaves_the_rest_whole
}

const FDX: &str = "kestrel_federal";
const OFX: &str = "marlin_national";
/// Spoilt so that nothing can be made of them.
const UNREADABLE: [&str; 4] = ["half_answer", "web_page", "wrong_types", "wrong_currency"];

async fn says(bed: &Bed, code: &str, said: Value) {
    bed.staff(&format!("institutions/{code}"), said.to_string()).await;
}

async fn link_by_ofx(bed: &Bed, user: &User, login: &str) -> Member {
    let new = new_member(&bed.engine, OFX, login, "fine").await;
    let member = bed.scope().create_member(user, new, None).await.unwrap();
    bed.work().await;
    member
}

fn state(member: &Member) -> (Status, Option<Reason>) {
    (member.state.status, member.state.reason)
}

/// What the bank told of accounts, and of transactions, without what the hub calls them.
async fn facts(bed: &Bed, user: &User, member: &Member) -> (BTreeSet<String>, BTreeSet<String>) {
    let filter = TransactionFilter { member: Some(member.guid), ..TransactionFilter::default() };
    let accounts = bed.scope().accounts(user, Some(member), None, ALL).await.unwrap().items;
    let transactions = bed.scope().transactions(user, &filter, ALL).await.unwrap().items;
    let accounts = accounts.iter().map(|one| format!("{:?} {:?} {:?}", one.id, one.facts, one.absent_since));
    let transactions = transactions.iter().map(|one| format!("{:?} {:?}", one.id, one.facts));
    (accounts.collect(), transactions.collect())
}

/// After all that went wrong a member knows what one knows that was linked when all was well.
async fn is_whole(bed: &Bed, member: &Member) {
    let other = bed.scope().create_user(NewUser::default(), None).await.unwrap();
    let fresh = link_by_ofx(bed, &other, "ann").await;
    let (accounts, transactions) = facts(bed, &other, &fresh).await;
    let (known_accounts, known_transactions) = facts(bed, &bed.user, member).await;
    assert!(!transactions.is_empty());
    assert_eq!(known_accounts, accounts);
    let missing: Vec<_> = transactions.difference(&known_transactions).collect();
    assert_eq!(missing, Vec::<&String>::new());
}

async fn tricks_of_fdx_write_nothing(bed: &Bed) {
    describe(bed, FDX, "client_secret_post").await;
    let member = linked(bed, FDX, usize::MAX).await;
    for trick in ["half_answers", "wrong_types"] {
        // With a token that still holds, and when it has to be renewed first.
        for hours in [0, 7] {
            bed.clock.advance(SignedDuration::from_hours(hours));
            let before = bed.known(&member).await;
            says(bed, FDX, json!({ "trick": trick })).await;
            let failed = bed.refresh(&member).await;
            assert_eq!(state(&failed), (Status::Failed, Some(Reason::InstitutionError)), "{trick}");
            assert_eq!(bed.known(&member).await, before, "{trick}");
            says(bed, FDX, json!({ "trick": null })).await;
            assert_eq!(state(&bed.refresh(&member).await), (Status::Connected, Some(Reason::Ok)), "{trick}");
            let after = bed.known(&member).await;
            assert_eq!(after.accounts, before.accounts, "{trick}");
            assert!(after.transactions >= before.transactions, "{trick}");
        }
    }
}

async fn accounts_whose_ids_change_stay_the_same_accounts(bed: &Bed) {
    describe(bed, FDX, "client_secret_post").await;
    let member = linked(bed, FDX, usize::MAX).await;
    let before = bed.known(&member).await;
    let guids = async || -> BTreeSet<_> {
        bed.accounts(&member).await.into_iter().map(|account| account.guid.to_string()).collect()
    };
    let known = guids().await;
    for said in [json!({ "trick": "changing_ids" }), json!({}), json!({ "trick": null })] {
        says(bed, FDX, said).await;
        bed.clock.advance(SignedDuration::from_secs(1));
        assert_eq!(state(&bed.refresh(&member).await), (Status::Connected, Some(Reason::Ok)));
        let after = bed.known(&member).await;
        assert_eq!((after.accounts, after.transactions), (before.accounts, before.transactions));
        assert_eq!(guids().await, known);
    }
}

async fn transactions_of_somebody_else_are_set_aside(bed: &Bed) {
    describe(bed, FDX, "client_secret_post").await;
    let member = linked(bed, FDX, usize::MAX).await;
    // An account with few transactions could be anybody's; this one has many.
    let all = bed.accounts(&member).await;
    let of = all.iter().find(|one| one.facts.account_type == AccountType::Checking).unwrap().guid;
    let rows = async || -> BTreeMap<_, _> {
        let all = bed.transactions(&member).await.into_iter().filter(|one| one.account == of);
        all.map(|one| (one.guid, format!("{:?}", one.facts))).collect()
    };
    let accounts = async || -> BTreeMap<_, _> {
        bed.accounts(&member).await.into_iter().map(|one| (one.guid, one.trouble)).collect()
    };
    let (known, before) = (accounts().await, rows().await);
    says(bed, FDX, json!({ "trick": "others_transactions" })).await;
    bed.clock.advance(SignedDuration::from_secs(1));
    let after = bed.refresh(&member).await;
    assert_eq!(state(&after), (Status::Connected, Some(Reason::AccountDataIncomplete)), "it is not all well");
    assert_eq!(rows().await, before, "nothing of it is taken");
    assert_eq!(accounts().await[&of], Some(Reason::AccountDataIncomplete), "the account says so");
    // It was a mistake of a moment: what was set aside is looked at anew, and is the same account.
    says(bed, FDX, json!({ "trick": null })).await;
    bed.clock.advance(SignedDuration::from_secs(1));
    bed.refresh(&member).await;
    assert_eq!((accounts().await[&of], rows().await), (None, before.clone()));
    assert_eq!(accounts().await.len(), known.len());
    // It stays so: then it is another account, kept apart, and the person is asked.
    says(bed, FDX, json!({ "trick": "others_transactions" })).await;
    for _ in 0..2 {
        bed.clock.advance(SignedDuration::from_secs(1));
        bed.refresh(&member).await;
    }
    assert_eq!(rows().await, before, "what was known is as it was");
    assert!(accounts().await.len() > known.len());
    let asked = bed.scope().suggestions(&bed.user, Some(SuggestionState::Open), ALL).await.unwrap();
    let of = of.to_string();
    let is_asked =
        |one: &Suggestion| one.kind == JoinKind::Account && one.known == of && one.evidence.contains("true");
    assert!(asked.items.iter().any(is_asked), "{:?}", asked.items);
}

async fn spoilt_documents_write_nothing(bed: &Bed) {
    bed.engine.describe(vec![ofx(bed)]).await.unwrap();
    let member = link_by_ofx(bed, &bed.user, "ann").await;
    for spoils in UNREADABLE {
        bed.clock.advance(SignedDuration::from_hours(7));
        let before = bed.known(&member).await;
        assert!(before.accounts > 0 && before.transactions > 0);
        says(bed, OFX, json!({ "spoils": spoils })).await;
        let failed = bed.refresh(&member).await;
        assert_eq!(state(&failed), (Status::Failed, Some(Reason::InstitutionError)), "{spoils}");
        assert_eq!(bed.known(&member).await, before, "{spoils}");
        says(bed, OFX, json!({ "spoils": null })).await;
        assert_eq!(state(&bed.refresh(&member).await), (Status::Connected, Some(Reason::Ok)), "{spoils}");
    }
    is_whole(bed, &member).await;
}

async fn who_is_linked_by_spoilt_documents_has_nothing_until_they_are_whole(bed: &Bed) {
    bed.engine.describe(vec![ofx(bed)]).await.unwrap();
    for spoils in UNREADABLE {
        says(bed, OFX, json!({ "spoils": spoils })).await;
        let member = bed.member(&link_by_ofx(bed, &bed.user, spoils).await).await;
        assert_eq!(state(&member), (Status::Failed, Some(Reason::InstitutionError)), "{spoils}");
        assert_eq!(bed.known(&member).await, Known::default(), "{spoils}");
        says(bed, OFX, json!({ "spoils": null })).await;
        assert_eq!(state(&bed.refresh(&member).await), (Status::Connected, Some(Reason::Ok)), "{spoils}");
        let known = bed.known(&member).await;
        assert!(known.accounts > 0 && known.transactions > 0, "{spoils}");
    }
}

/// A document in good form can say what is wrong; what it says of other things is taken, and a good one puts it right.
async fn what_is_wrong_in_good_form_leaves_the_rest_whole(bed: &Bed) {
    bed.engine.describe(vec![ofx(bed)]).await.unwrap();
    let member = link_by_ofx(bed, &bed.user, "ann").await;
    for (spoils, reason) in [
        ("repeated_ids", Reason::AccountDataIncomplete),
        ("unbalanced", Reason::Ok),
        ("other_encoding", Reason::Ok),
    ] {
        bed.clock.advance(SignedDuration::from_hours(7));
        let before = bed.known(&member).await;
        says(bed, OFX, json!({ "spoils": spoils })).await;
        assert_eq!(state(&bed.refresh(&member).await), (Status::Connected, Some(reason)), "{spoils}");
        let after = bed.known(&member).await;
        assert_eq!(after.accounts, before.accounts, "{spoils}");
        assert!(after.transactions >= before.transactions, "{spoils}");
        let spoilt = rows(bed, &member).await;
        assert_eq!(spoilt.values().any(|one| one.unread > 0), reason != Reason::Ok, "{spoils}");
        says(bed, OFX, json!({ "spoils": null })).await;
        bed.clock.advance(SignedDuration::from_secs(1));
        assert_eq!(state(&bed.refresh(&member).await), (Status::Connected, Some(Reason::Ok)), "{spoils}");
        let whole = rows(bed, &member).await;
        assert!(whole.values().all(|one| one.unread == 0), "{spoils}");
        assert_eq!(told(&spoilt), told(&whole), "each transaction is counted, also the unread: {spoils}");
    }
    is_whole(bed, &member).await;
}

/// What became of the transactions that the last run was told, by account.
async fn rows(bed: &Bed, member: &Member) -> BTreeMap<String, RowCounts> {
    let (_, accounts) = bed.scope().data_quality(member).await.unwrap().unwrap();
    accounts.into_iter().map(|one| (one.account_guid, one.rows)).collect()
}

fn told(rows: &BTreeMap<String, RowCounts>) -> BTreeMap<&String, u32> {
    let all = |one: &RowCounts| one.new + one.changed + one.seen + one.unread;
    rows.iter().map(|(account, one)| (account, all(one))).collect()
}
