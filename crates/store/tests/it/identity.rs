//! What is kept of links, and what follows from the matching: sightings, coverages, habits, joins and suggestions.

use crate::bed::{Bed, at};
use crate::records::{
    Household, bare_account, bare_transaction, busy_run, full_edits, same, source_id, stored_link, text,
};
use domain::id::AccountGuid;
use domain::matching::transactions::{Days, Seen};
use jiff::civil::date;
use store::Page;
use store::accounts::{self, Account, Sighting};
use store::joins::{self, Join, JoinKind, JoinMaker, Suggestion, SuggestionState};
use store::link_habits::{self, LinkHabit};
use store::links::Link;
use store::runs::{self, Lease};
use store::transactions::{self, Edits, Retired, Transaction};

on_both! {
    each_link_s_last_word_on_an_account_is_kept
    coverages_are_replaced_link_by_link
    what_was_seen_of_links_is_added_up
    joins_and_suggestions_are_listed_and_answered_once
    what_is_joined_moves_and_comes_back
    refused_accounts_are_remembered
    runs_are_found_by_what_their_data_looked_like
    a_removed_account_keeps_what_it_is_known_by
}

const ALL: Page = Page { number: 1, size: 1000 };

async fn each_link_s_last_word_on_an_account_is_kept(bed: &Bed) {
    let (user, member, link) = stored_link(bed).await;
    let accounts = [bare_account(bed, &member), bare_account(bed, &member)];
    bed.commit(vec![accounts::upsert(&accounts)]).await;
    let of = |index: usize| bare_account_sighting(&link, &accounts[index], "x");
    let full = Sighting {
        persistent_id: text("p"),
        mask: text("4321"),
        number_hash: text("aa"),
        routing_hash: text("bb"),
        iban_hash: text("cc"),
        is_doubtful: true,
        ..of(0)
    };
    let found = async || bed.tenant().account_sightings(user.guid).await.unwrap();
    bed.commit(vec![accounts::upsert_sightings(&[full.clone(), of(1)])]).await;
    same(&found().await, &vec![full.clone(), of(1)]);
    let of_one = bed.tenant().sightings_of_account(user.guid, accounts[1].guid).await.unwrap();
    same(&of_one, &vec![of(1)]);
    // What is not told again stays; what is told counts.
    let again = Sighting { name: "Renamed".to_owned(), told_at: at(9), ..of(0) };
    bed.commit(vec![accounts::upsert_sightings(std::slice::from_ref(&again))]).await;
    bed.commit(vec![accounts::set_reversed(user.guid, accounts[0].guid, link.guid)]).await;
    let expected = Sighting {
        name: "Renamed".to_owned(),
        told_at: at(9),
        is_doubtful: false,
        is_reversed: true,
        ..full
    };
    same(&found().await, &vec![expected, of(1)]);
    bed.commit(vec![accounts::delete(bed.client, user.guid, accounts[0].guid)]).await;
    same(&found().await, &vec![of(1)]);
}

async fn coverages_are_replaced_link_by_link(bed: &Bed) {
    let (user, member, link) = stored_link(bed).await;
    let account = bare_account(bed, &member);
    bed.commit(vec![accounts::upsert(std::slice::from_ref(&account))]).await;
    let other = bed.guid();
    let days = |from: i8, to: i8| Days {
        from: date(2026, 1, from),
        to: date(2026, 1, to),
        told_on: date(2026, 2, 1),
    };
    let replace = async |link, days: &[Days]| {
        bed.commit(accounts::replace_coverages(user.guid, account.guid, link, days).into()).await;
    };
    let found = async || {
        let found = bed.tenant().coverages(user.guid, account.guid).await.unwrap();
        found.into_iter().map(|one| (one.link, one.days)).collect::<Vec<_>>()
    };
    replace(link.guid, &[days(1, 5), days(9, 12)]).await;
    replace(other, &[days(2, 3)]).await;
    replace(link.guid, &[days(1, 12)]).await;
    assert_eq!(found().await, [(link.guid, days(1, 12)), (other, days(2, 3))]);
}

async fn what_was_seen_of_links_is_added_up(bed: &Bed) {
    let (user, _, link) = stored_link(bed).await;
    let (earlier, other) = (bed.guid(), bed.guid());
    let seen = |days: Option<i32>, count: u32| LinkHabit {
        earlier,
        link: link.guid,
        seen: Seen { days, count, on_weekends: 1, same_ids: 2, other_ids: 3, ..Seen::default() },
    };
    let of_other = LinkHabit { earlier: other, ..seen(None, 0) };
    let add = async |seen: &[LinkHabit]| bed.commit(vec![link_habits::add(user.guid, seen)]).await;
    let found = async || bed.tenant().link_habits(user.guid).await.unwrap();
    add(&[seen(None, 0), of_other]).await;
    add(&[seen(Some(2), 4)]).await;
    add(&[seen(Some(2), 5)]).await;
    let sum = Seen { days: Some(2), differs: false, count: 9, on_weekends: 3, same_ids: 6, other_ids: 9 };
    assert_eq!(found().await, [LinkHabit { earlier, link: link.guid, seen: sum }, of_other]);
    add(&[seen(Some(1), 1)]).await;
    assert!(found().await[0].seen.differs, "once they were not the same number of days apart");
    add(&[seen(Some(2), 1)]).await;
    assert!(found().await[0].seen.differs, "and that stays");
}

async fn joins_and_suggestions_are_listed_and_answered_once(bed: &Bed) {
    let home = Household::stored(bed).await;
    let (user, tenant) = (home.user.guid, bed.tenant());
    let later =
        Join { guid: bed.guid(), made_at: at(200), part_of: Some(home.join.guid), ..home.join.clone() };
    bed.commit(vec![joins::insert(std::slice::from_ref(&later))]).await;
    let found = tenant.joins(user, Some(home.account.guid), ALL).await.unwrap();
    same(&found.items, &vec![later.clone(), home.join.clone()]);
    assert_eq!(tenant.joins(user, Some(bed.guid()), ALL).await.unwrap().total, 0);
    bed.commit(vec![joins::set_undone(&later, at(201))]).await;
    assert_eq!(tenant.join(user, later.guid).await.unwrap().unwrap().undone_at, Some(at(201)));
    bed.store.commit(vec![joins::set_undone(&later, at(202))]).await.unwrap_err();

    let again = Suggestion { guid: bed.guid(), made_at: at(203), ..home.suggestion.clone() };
    bed.commit(vec![joins::suggest(&[again])]).await;
    let of = async |state| tenant.suggestions(user, state, ALL).await.unwrap().items;
    same(&of(None).await, &vec![home.suggestion.clone()]);
    // What is gone is asked about if a person said something of it.
    let (row, open) = (home.transaction.guid, Some(SuggestionState::Open));
    let elsewhere = Suggestion { guid: bed.guid(), other: "TRN-gone".to_owned(), ..home.suggestion.clone() };
    bed.commit(vec![joins::suggest(&[elsewhere])]).await;
    assert_eq!(of(open).await.len(), 1, "the other one is not there");
    let bare = bare_transaction(bed, &home.account);
    let beside = Suggestion {
        guid: bed.guid(),
        known: bare.guid.to_string(),
        other: row.to_string(),
        ..home.suggestion.clone()
    };
    bed.commit(vec![transactions::upsert(std::slice::from_ref(&bare)), joins::suggest(&[beside])]).await;
    assert_eq!(of(open).await.len(), 2);
    bed.commit(vec![transactions::retire(user, &[bare.guid], Some(Retired::Gone), at(200))]).await;
    assert_eq!(of(open).await.len(), 1);
    let edited = Transaction { edits: full_edits(bed), ..bare };
    bed.commit(vec![transactions::set_edits(&edited)]).await;
    assert_eq!(of(open).await.len(), 2);
    bed.commit(vec![transactions::retire(user, &[edited.guid], Some(Retired::Joined), at(200))]).await;
    assert_eq!(of(open).await.len(), 1);
    bed.commit(vec![joins::answer(&home.suggestion, SuggestionState::Refused, at(204))]).await;
    assert!(of(open).await.is_empty());
    let refused =
        Suggestion { state: SuggestionState::Refused, answered_at: Some(at(204)), ..home.suggestion.clone() };
    same(&of(Some(SuggestionState::Refused)).await, &vec![refused]);
    let accept = joins::answer(&home.suggestion, SuggestionState::Accepted, at(205));
    bed.store.commit(vec![accept]).await.unwrap_err();
}

async fn refused_accounts_are_remembered(bed: &Bed) {
    let home = Household::stored(bed).await;
    let (user, tenant) = (home.user.guid, bed.tenant());
    let [known, other] = [bed.guid(), bed.guid()];
    let of_accounts = Suggestion {
        guid: bed.guid(),
        kind: JoinKind::Account,
        known: AccountGuid::to_string(&known),
        other: AccountGuid::to_string(&other),
        ..home.suggestion.clone()
    };
    bed.commit(vec![
        joins::refuse(&home.suggestion, at(1)),
        joins::suggest(std::slice::from_ref(&of_accounts)),
    ])
    .await;
    assert_eq!(tenant.refused_accounts(user).await.unwrap(), []);
    bed.commit(vec![joins::refuse(&of_accounts, at(2))]).await;
    assert_eq!(tenant.refused_accounts(user).await.unwrap(), [(known, other)]);
    assert_eq!(bed.store.of(bed.guid()).refused_accounts(user).await.unwrap(), []);
}

async fn what_is_joined_moves_and_comes_back(bed: &Bed) {
    let (user, member, link) = stored_link(bed).await;
    let accounts = [bare_account(bed, &member), bare_account(bed, &member)];
    let [kept, other] = &accounts;
    let of_other = [bare_transaction(bed, other), bare_transaction(bed, other)];
    let days = Days { from: date(2026, 1, 1), to: date(2026, 1, 9), told_on: date(2026, 1, 9) };
    let mut writes = vec![
        accounts::upsert(&accounts),
        accounts::upsert_sightings(&[bare_account_sighting(&link, other, "x")]),
        transactions::upsert(&of_other),
        transactions::upsert_sightings(&[bare_sighting(&link, &of_other[0])]),
        source_id(&of_other[0], "t-1", of_other[0].guid),
    ];
    writes.extend(accounts::replace_coverages(user.guid, other.guid, link.guid, &[days]));
    bed.commit(writes).await;
    let tenant = bed.tenant();
    let told = [(link.guid, "x".to_owned())];
    let places = async || {
        let told = tenant.account_sightings(user.guid).await.unwrap();
        let rows = tenant.known_transactions(
            user.guid,
            kept.guid,
            (days.from.saturating_sub(jiff::Span::new().years(3)), days.to),
            &[],
        );
        (
            told[0].account,
            tenant.coverages(user.guid, kept.guid).await.unwrap().len(),
            rows.await.unwrap().len(),
        )
    };
    let go = async |from: &Account, to: &Account| {
        let both = (from.guid, to.guid);
        let mut writes = vec![
            accounts::move_sightings(user.guid, both, &told),
            accounts::move_coverages(user.guid, both, &[link.guid]),
        ];
        writes.extend(transactions::move_to(to, &[of_other[0].guid, of_other[1].guid], at(80)));
        bed.commit(writes).await;
    };
    assert_eq!(places().await, (other.guid, 0, 0));
    go(other, kept).await;
    assert_eq!(places().await, (kept.guid, 1, 2));
    let ids = tenant.transactions_named(user.guid, kept.guid, &["t-1"]).await.unwrap();
    assert_eq!(ids, [of_other[0].guid], "its ids and sightings go with it");
    assert_eq!(tenant.sightings(user.guid, &ids).await.unwrap()[0].account, kept.guid);

    // One is a part of the other, and the account is not shown.
    let [one, two] = [of_other[0].guid, of_other[1].guid];
    bed.commit(vec![
        transactions::join_into(user.guid, &[(one, two)], at(81)),
        accounts::retire(other, Some(Retired::Joined), Some(kept.guid), at(81)),
    ])
    .await;
    assert!(tenant.transaction(user.guid, one).await.unwrap().is_none());
    assert_eq!(places().await, (kept.guid, 1, 1), "it is compared with nothing");
    let found = tenant.transactions_by_guids(user.guid, &[one]).await.unwrap();
    assert_eq!((found[0].retired, found[0].joined_into), (Some(Retired::Joined), Some(two)));
    assert!(tenant.account(user.guid, other.guid).await.unwrap().is_none());
    assert!(tenant.known_accounts(user.guid).await.unwrap().iter().all(|one| one.guid != other.guid));
    assert_eq!(
        tenant.any_account(user.guid, other.guid).await.unwrap().unwrap().joined_into,
        Some(kept.guid)
    );

    let edits = Edits { is_hidden: true, ..full_edits(bed) };
    let back = Transaction { edits, updated_at: at(82), ..of_other[0].clone() };
    bed.commit(vec![
        transactions::restore_edits(std::slice::from_ref(&back)),
        accounts::retire(other, None, None, at(82)),
    ])
    .await;
    go(kept, other).await;
    assert_eq!(places().await, (other.guid, 0, 0));
    let found = tenant.transaction(user.guid, one).await.unwrap().unwrap();
    same(&(found.edits, found.retired, found.joined_into), &(back.edits, None, None));
    assert_eq!(tenant.any_account(user.guid, other.guid).await.unwrap().unwrap().joined_into, None);
}

async fn runs_are_found_by_what_their_data_looked_like(bed: &Bed) {
    let home = Household::stored(bed).await;
    let (user, member) = (home.user.guid, home.member.guid);
    let found = async |client| bed.store.of(client).latest_judged_run(user, member).await.unwrap();
    assert!(found(bed.client).await.is_none());
    bed.commit(vec![runs::update(&busy_run(&home.run), Lease::Kept)]).await;
    let run = found(bed.client).await.unwrap();
    assert_eq!((run.guid, run.quality), (home.run.guid, busy_run(&home.run).quality));
    assert!(found(bed.guid()).await.is_none());
}

async fn a_removed_account_keeps_what_it_is_known_by(bed: &Bed) {
    let home = Household::stored(bed).await;
    let (user, tenant) = (home.user.guid, bed.tenant());
    bed.commit(accounts::remove(&home.account, at(1))).await;
    assert!(tenant.account(user, home.account.guid).await.unwrap().is_none());
    for table in [
        "transactions",
        "holdings",
        "statements",
        "account_numbers",
        "account_owners",
        "joins",
        "suggestions",
    ] {
        let sql: &'static str = match table {
            "transactions" => "SELECT count(*) AS n FROM transactions",
            "holdings" => "SELECT count(*) AS n FROM holdings",
            "statements" => "SELECT count(*) AS n FROM statements",
            "account_numbers" => "SELECT count(*) AS n FROM account_numbers",
            "account_owners" => "SELECT count(*) AS n FROM account_owners",
            "joins" => "SELECT count(*) AS n FROM joins",
            _ => "SELECT count(*) AS n FROM suggestions",
        };
        assert_eq!(bed.number(sql, Vec::new()).await, 0, "{table}");
    }
    assert_eq!(tenant.account_sightings(user).await.unwrap().len(), 1);
    let removed = tenant.removed_accounts(user, home.member.guid).await.unwrap();
    assert_eq!(removed.len(), 1);
    assert!(removed[0].facts.amounts.is_empty() && removed[0].metadata.is_none());
    // What a run that had begun before writes of it changes nothing.
    bed.commit(vec![accounts::upsert(std::slice::from_ref(&home.account))]).await;
    assert!(tenant.removed_accounts(user, home.member.guid).await.unwrap()[0].facts.amounts.is_empty());
    bed.commit(vec![accounts::share_again(&removed[0], at(2))]).await;
    assert!(tenant.account(user, home.account.guid).await.unwrap().is_some());
    assert!(tenant.removed_accounts(user, home.member.guid).await.unwrap().is_empty());
    bed.store.commit(vec![accounts::share_again(&removed[0], at(3))]).await.unwrap_err();
}

/// How a link told an account, in the least words.
pub(crate) fn bare_account_sighting(link: &Link, account: &Account, id: &str) -> Sighting {
    Sighting {
        user: account.user,
        link: link.guid,
        source: link.source.clone(),
        source_account_id: id.to_owned(),
        account: account.guid,
        institution_code: text("oak"),
        persistent_id: None,
        name: account.facts.name.clone(),
        account_type: account.facts.account_type,
        currency: account.facts.currency,
        mask: None,
        number_hash: None,
        routing_hash: None,
        iban_hash: None,
        is_doubtful: false,
        is_reversed: false,
        told_at: at(1),
    }
}

pub(crate) fn bare_sighting(link: &Link, of: &Transaction) -> transactions::Sighting {
    transactions::Sighting {
        user: of.user,
        account: of.account,
        transaction: of.guid,
        link: link.guid,
        facts: of.facts.clone(),
        first_on: date(2025, 10, 9),
    }
}

pub(crate) fn full_join(bed: &Bed, of: &Transaction) -> Join {
    Join {
        user: of.user,
        guid: bed.guid(),
        client: of.client,
        kind: JoinKind::Transaction,
        account: of.account,
        kept: of.guid.to_string(),
        other: text("TRN-other"),
        link: Some(bed.guid()),
        ground: "content".to_owned(),
        made_by: JoinMaker::Client,
        evidence: "{\"known\":1}".to_owned(),
        carried: "{\"edits\":[]}".to_owned(),
        part_of: None,
        made_at: at(90),
        undone_at: None,
    }
}

pub(crate) fn full_suggestion(bed: &Bed, of: &Transaction) -> Suggestion {
    Suggestion {
        user: of.user,
        guid: bed.guid(),
        client: of.client,
        kind: JoinKind::Transaction,
        account: of.account,
        known: of.guid.to_string(),
        other: of.guid.to_string(),
        evidence: "{}".to_owned(),
        state: SuggestionState::Open,
        made_at: at(91),
        answered_at: None,
    }
}
