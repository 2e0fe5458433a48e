//! What is stored comes back as it was, with everything set and with nothing set.

use crate::bed::{Bed, at};
use crate::records::{
    Household, bare_account, bare_challenge, bare_link, bare_member, bare_run, bare_transaction, bare_user,
    bare_visit, busy_run, full_account, full_challenge, full_holding, full_member, full_numbers, full_owner,
    full_transaction, full_user, same, source_id, stored_link, text,
};
use domain::account::{AccountType, Holding, Numbers, Owner, Ownership};
use domain::member::{Presence, State, Status};
use domain::reason::{Actor, Reason};
use domain::run::{ChallengeKind, RunKind, RunPhase};
use store::accounts::{self, Account, Of};
use store::challenges::{self, Challenge};
use store::links::{self, Link};
use store::members::{self, Member};
use store::runs::{self, Lease, Run};
use store::transactions::{self, Edits, Transaction};
use store::users::{self, User};
use store::visits::{self, Visit};
use store::{Error, Page, args};

on_both! {
    users_come_back
    members_come_back
    each_flag_of_a_member_comes_back_alone
    every_state_comes_back
    links_come_back
    runs_come_back
    challenges_come_back
    visits_come_back
    accounts_come_back
    numbers_and_owners_come_back
    holdings_are_replaced
    transactions_come_back
    a_row_that_cannot_be_read_is_named
}

const ALL: Page = Page { number: 1, size: 1000 };

async fn users_come_back(bed: &Bed) {
    let tenant = bed.tenant();
    for user in [bare_user(bed), full_user(bed)] {
        bed.commit(vec![users::insert(&user)]).await;
        same(&tenant.user(user.guid).await.unwrap().as_ref(), &Some(&user));
        let opposite = if user.id.is_some() { bare_user(bed) } else { full_user(bed) };
        let changed = User { guid: user.guid, created_at: user.created_at, ..opposite };
        bed.commit(vec![users::update(&changed, user.updated_at)]).await;
        same(&tenant.user(user.guid).await.unwrap(), &Some(changed));
        bed.commit(vec![users::delete(bed.client, user.guid)]).await;
        same(&tenant.user(user.guid).await.unwrap(), &None);
    }
}

async fn members_come_back(bed: &Bed) {
    let tenant = bed.tenant();
    let user = bare_user(bed);
    bed.commit(vec![users::insert(&user)]).await;
    let (bare, full) = (bare_member(bed, &user), full_member(bed, &user));
    bed.commit(vec![members::insert(&bare), members::insert(&full)]).await;
    same(&tenant.member(user.guid, bare.guid).await.unwrap().as_ref(), &Some(&bare));
    same(&tenant.member(user.guid, full.guid).await.unwrap().as_ref(), &Some(&full));
    same(&tenant.member_by_guid(full.guid).await.unwrap().as_ref(), &Some(&full));
    same(&bed.store.member_anywhere(full.guid).await.unwrap().as_ref(), &Some(&full));
    assert!(bed.store.member_anywhere(bed.guid()).await.unwrap().is_none());
    same(&tenant.member_by_id(user.guid, "member-1").await.unwrap().as_ref(), &Some(&full));
    same(&tenant.member_by_login(user.guid, "oak", "0a1b").await.unwrap().as_ref(), &Some(&full));
    assert!(tenant.member_by_login(user.guid, "elm", "0a1b").await.unwrap().is_none());

    // An update turns each into the other, but for what is never changed.
    bed.commit(vec![members::delete(bed.client, user.guid, full.guid)]).await;
    let into = |from: &Member, to: &Member| Member {
        guid: from.guid,
        is_oauth: from.is_oauth,
        version: from.version,
        ..to.clone()
    };
    for (from, to) in
        [(bare.clone(), full.clone()), (Member { version: 2, ..into(&bare, &full) }, bare.clone())]
    {
        let changed = into(&from, &to);
        bed.commit(vec![members::update(&changed)]).await;
        let expected = Member { version: changed.version + 1, ..changed };
        same(&tenant.member(user.guid, bare.guid).await.unwrap(), &Some(expected));
    }
}

/// Flags that are all set, or none of them, would hide that two are mixed up.
async fn each_flag_of_a_member_comes_back_alone(bed: &Bed) {
    const FLAGS: &[fn(&mut Member) -> &mut bool] = &[
        |member| &mut member.is_background_disabled,
        |member| &mut member.is_paced,
        |member| &mut member.state.is_being_aggregated,
        |member| &mut member.state.processed.is_authenticated,
        |member| &mut member.state.processed.accounts,
        |member| &mut member.state.processed.transactions,
        |member| &mut member.state.processed.account_numbers,
        |member| &mut member.state.is_asked,
        |member| &mut member.state.foreground_only,
        |member| &mut member.state.credentials_proven,
        |member| &mut member.state.holds_credentials,
    ];
    let user = bare_user(bed);
    bed.commit(vec![users::insert(&user)]).await;
    for flag in FLAGS {
        let mut member = bare_member(bed, &user);
        for one in FLAGS {
            *one(&mut member) = false;
        }
        let mut set = member.clone();
        *flag(&mut set) = true;
        bed.commit(vec![members::insert(&set)]).await;
        same(&bed.tenant().member(user.guid, set.guid).await.unwrap().as_ref(), &Some(&set));
        // From another flag to this one.
        member.guid = bed.guid();
        let last = FLAGS.last().unwrap();
        let mut before = member.clone();
        *last(&mut before) = true;
        let after = Member { guid: member.guid, ..set };
        bed.commit(vec![members::insert(&before), members::update(&after)]).await;
        let expected = Member { version: after.version + 1, ..after };
        same(&bed.tenant().member(user.guid, member.guid).await.unwrap(), &Some(expected));
    }
}

async fn every_state_comes_back(bed: &Bed) {
    let user = bare_user(bed);
    bed.commit(vec![users::insert(&user)]).await;
    let mut expected = Vec::new();
    for status in Status::ALL {
        for prior in [None, Some(Status::Connected)] {
            let mut member = bare_member(bed, &user);
            member.state = State { status, prior, ..member.state };
            expected.push(member);
        }
    }
    for reason in Reason::ALL {
        let mut member = bare_member(bed, &user);
        member.state.reason = Some(*reason);
        member.state.prior_reason = Some(*reason);
        expected.push(member);
    }
    for actor in Actor::ALL {
        let mut member = bare_member(bed, &user);
        member.state.decided_by = Some(*actor);
        expected.push(member);
    }
    let mut member = bare_member(bed, &user);
    member.state.reason = None;
    expected.push(member);
    bed.commit(expected.iter().map(members::insert).collect()).await;
    let found = bed.tenant().members(user.guid, None, ALL).await.unwrap();
    same(&found.items, &expected);
    let manual = expected.iter().find(|member| member.is_manual()).unwrap();
    same(&bed.tenant().manual_member(user.guid, "oak").await.unwrap().as_ref(), &Some(manual));
    assert!(bed.tenant().manual_member(user.guid, "elm").await.unwrap().is_none());
}

async fn links_come_back(bed: &Bed) {
    let (user, member, bare) = stored_link(bed).await;
    let full = Link {
        source: "other".to_owned(),
        is_active: false,
        grant_sealed: Some(vec![0, 159, 146, 150]),
        created_at: at(1),
        updated_at: at(2),
        ..bare_link(bed, &member)
    };
    bed.commit(vec![links::insert(&full)]).await;
    let found = async || bed.tenant().links(user.guid, member.guid).await.unwrap();
    same(&found().await, &vec![bare.clone(), full.clone()]);

    // The other becomes the active one, which comes first.
    bed.commit(vec![
        links::deactivate_all(bed.client, user.guid, member.guid),
        links::activate(&full, at(3)),
        links::set_grant(&bare, Some(Vec::new()), at(4)),
    ])
    .await;
    let active = Link { is_active: true, updated_at: at(3), ..full };
    let passive = Link { is_active: false, grant_sealed: Some(Vec::new()), updated_at: at(4), ..bare };
    same(&found().await, &vec![active.clone(), passive.clone()]);
    bed.commit(vec![links::set_grant(&active, None, at(5))]).await;
    same(&found().await, &vec![Link { grant_sealed: None, updated_at: at(5), ..active }, passive.clone()]);
    // Only one is active at a time.
    let second = bed.store.commit(vec![links::activate(&passive, at(6))]).await;
    assert!(matches!(second, Err(Error::Conflict("constraint"))), "{second:?}");
}

async fn runs_come_back(bed: &Bed) {
    let tenant = bed.tenant();
    let (user, member, link) = stored_link(bed).await;
    let phases = RunPhase::ALL.iter().cycle();
    let mut latest = None;
    for (number, (kind, phase)) in RunKind::ALL.iter().zip(phases).enumerate() {
        let created = Run {
            kind: *kind,
            phase: *phase,
            presence: [Presence::Foreground, Presence::Background][number % 2],
            due_at: (number % 2 == 0).then(|| at(20)),
            generation: 3,
            callback_payload: (number % 2 == 0).then(|| "callback".to_owned()),
            created_at: at(100 - i64::try_from(number).unwrap()),
            ..bare_run(bed, &link)
        };
        bed.commit(vec![runs::insert(&created)]).await;
        same(&tenant.open_run(user.guid, member.guid).await.unwrap().as_ref(), &Some(&created));
        let ended = busy_run(&created);
        bed.commit(vec![runs::update(&ended, Lease::Released)]).await;
        same(&tenant.run(user.guid, created.guid).await.unwrap().as_ref(), &Some(&ended));
        assert!(tenant.open_run(user.guid, member.guid).await.unwrap().is_none());
        latest.get_or_insert(ended);
    }
    same(&tenant.latest_run(user.guid, member.guid).await.unwrap(), &latest);
}

async fn challenges_come_back(bed: &Bed) {
    let (user, member, link) = stored_link(bed).await;
    let run = bare_run(bed, &link);
    bed.commit(vec![runs::insert(&run)]).await;
    let mut expected = vec![bare_challenge(bed, &run), full_challenge(bed, &run)];
    for (number, kind) in (2..).zip(ChallengeKind::ALL) {
        expected.push(Challenge { kind: *kind, position: number, ..bare_challenge(bed, &run) });
    }
    bed.commit(expected.iter().rev().map(challenges::insert).collect()).await;
    same(&bed.tenant().challenges(user.guid, member.guid).await.unwrap(), &expected);
    bed.commit(vec![challenges::clear(bed.client, user.guid, bed.guid())]).await;
    assert_eq!(bed.tenant().challenges(user.guid, member.guid).await.unwrap().len(), expected.len());
    bed.commit(vec![challenges::clear(bed.client, user.guid, run.guid)]).await;
    assert!(bed.tenant().challenges(user.guid, member.guid).await.unwrap().is_empty());
}

async fn visits_come_back(bed: &Bed) {
    let (user, member, link) = stored_link(bed).await;
    let bare = bare_visit(bed, &link);
    let full = Visit {
        state_hash: Visit::hash("st-1"),
        browser_hash: Some(Visit::hash("br-1")),
        skips_reading: true,
        created_at: at(90),
        ..bare_visit(bed, &link)
    };
    bed.commit(vec![visits::insert(&bare), visits::insert(&full)]).await;
    for one in [&bare, &full] {
        same(&bed.tenant().visit(user.guid, one.guid).await.unwrap().as_ref(), &Some(one));
    }
    same(&bed.store.visit("st-1").await.unwrap().as_ref(), &Some(&full));
    same(&bed.store.visit_of_browser("br-1").await.unwrap().as_ref(), &Some(&full));
    assert!(bed.store.visit("br-1").await.unwrap().is_none());
    let again = bed.store.commit(vec![visits::insert(&full)]).await;
    assert!(again.is_err(), "a state names one visit");

    bed.commit(vec![visits::take(&full)]).await;
    let twice = bed.store.commit(vec![visits::take(&full)]).await;
    assert!(matches!(twice, Err(store::Error::Conflict("the visit is over"))), "{twice:?}");
    let many: Vec<Visit> =
        (0..12).map(|n| Visit { created_at: at(100 + n), ..bare_visit(bed, &link) }).collect();
    bed.commit(many.iter().map(visits::insert).collect()).await;
    bed.commit(vec![visits::tidy(bed.client, user.guid, member.guid, at(200))]).await;
    let mut left = Vec::new();
    for one in many.iter().chain([&bare]) {
        left.push(bed.tenant().visit(user.guid, one.guid).await.unwrap().is_some());
    }
    let expected: Vec<bool> = (0..12).map(|n| n >= 3).chain([false]).collect();
    assert_eq!(left, expected, "the nine newest stay");
    bed.commit(vec![visits::tidy(bed.client, user.guid, member.guid, at(1_880))]).await;
    assert!(bed.tenant().visit(user.guid, many[11].guid).await.unwrap().is_none(), "its time is over");
}

async fn accounts_come_back(bed: &Bed) {
    let tenant = bed.tenant();
    let (user, member, _) = stored_link(bed).await;
    let mut expected = vec![bare_account(bed, &member), full_account(bed, &member)];
    for account_type in AccountType::ALL {
        let mut account = bare_account(bed, &member);
        account.facts.account_type = *account_type;
        expected.push(account);
    }
    for ownership in Ownership::ALL {
        let mut account = bare_account(bed, &member);
        account.facts.ownership = Some(*ownership);
        expected.push(account);
    }
    bed.commit(vec![accounts::upsert(&expected)]).await;
    same(&tenant.all_accounts(user.guid, member.guid).await.unwrap(), &expected);
    same(&tenant.account(user.guid, expected[1].guid).await.unwrap().as_ref(), &Some(&expected[1]));
    same(&tenant.account_by_id(user.guid, "oak-account-1").await.unwrap().as_ref(), &Some(&expected[1]));

    // Anew: each turns into the other; the time of creation stays.
    let into = |from: &Account, to: &Account| Account {
        guid: from.guid,
        created_at: at(99),
        // What the client says is not the source's to change.
        metadata: from.metadata.clone(),
        is_hidden: from.is_hidden,
        is_business: from.is_business,
        ..to.clone()
    };
    let turned = [into(&expected[0], &expected[1]), into(&expected[1], &expected[0])];
    bed.commit(vec![accounts::upsert(&turned)]).await;
    for one in turned {
        let expected = Account { created_at: at(40), ..one };
        same(&tenant.account(user.guid, expected.guid).await.unwrap(), &Some(expected));
    }

    // What the client says, alone.
    let before = tenant.account(user.guid, expected[1].guid).await.unwrap().unwrap();
    let said =
        Account { metadata: text("new"), is_hidden: true, is_business: true, updated_at: at(77), ..before };
    let mut more = said.clone();
    more.facts.name = "not written".to_owned();
    bed.commit(vec![accounts::set_client_fields(
        &more,
        more.metadata.as_deref(),
        Some(more.is_hidden),
        Some(more.is_business),
    )])
    .await;
    same(&tenant.account(user.guid, said.guid).await.unwrap(), &Some(said));
}

async fn numbers_and_owners_come_back(bed: &Bed) {
    let tenant = bed.tenant();
    let (user, member, _) = stored_link(bed).await;
    let account = bare_account(bed, &member);
    let other = bare_account(bed, &member);
    bed.commit(vec![accounts::upsert(&[account.clone(), other.clone()])]).await;
    let numbers = [
        (bed.guid(), full_numbers()),
        (bed.guid(), Numbers { source_id: "n2".to_owned(), ..Numbers::default() }),
    ];
    let owners =
        [(bed.guid(), full_owner()), (bed.guid(), Owner { source_id: "o2".to_owned(), ..Owner::default() })];
    bed.commit(vec![
        tenant.upsert_numbers(&account, &numbers, at(1)).await.unwrap(),
        tenant.upsert_owners(&account, &owners, at(1)).await.unwrap(),
        tenant.upsert_numbers(&other, &[], at(1)).await.unwrap(),
        tenant.upsert_owners(&other, &[], at(1)).await.unwrap(),
    ])
    .await;
    // A known one is written anew under the guid it has.
    let changed = Numbers { account_number: text("9900000000002"), ..full_numbers() };
    let moved = Owner { city: None, ..full_owner() };
    bed.commit(vec![
        tenant.upsert_numbers(&account, &[(bed.guid(), changed.clone())], at(2)).await.unwrap(),
        tenant.upsert_owners(&account, &[(bed.guid(), moved.clone())], at(2)).await.unwrap(),
    ])
    .await;
    for of in [Of::Account(account.guid), Of::Member(member.guid)] {
        let found = tenant.numbers(user.guid, of, ALL).await.unwrap();
        assert_eq!(found.total, 2);
        for (one, (guid, expected)) in
            found.items.iter().zip([(numbers[0].0, &changed), (numbers[1].0, &numbers[1].1)])
        {
            assert_eq!((one.guid, one.account, one.member), (guid, account.guid, member.guid));
            assert!(one.numbers == *expected);
        }
        let found = tenant.owners(user.guid, of, ALL).await.unwrap();
        assert_eq!(found.total, 2);
        for (one, (guid, expected)) in
            found.items.iter().zip([(owners[0].0, &moved), (owners[1].0, &owners[1].1)])
        {
            assert_eq!((one.guid, one.account, one.member), (guid, account.guid, member.guid));
            assert!(one.owner == *expected);
        }
        let second = Page { number: 2, size: 1 };
        assert_eq!(tenant.numbers(user.guid, of, second).await.unwrap().items[0].guid, numbers[1].0);
        assert_eq!(tenant.owners(user.guid, of, second).await.unwrap().items[0].guid, owners[1].0);
    }
    assert_eq!(tenant.numbers(user.guid, Of::Account(other.guid), ALL).await.unwrap().total, 0);
    assert_eq!(tenant.owners(user.guid, Of::Account(other.guid), ALL).await.unwrap().total, 0);
}

async fn holdings_are_replaced(bed: &Bed) {
    let home = Household::stored(bed).await;
    let bare = Holding {
        source_id: "h2".to_owned(),
        symbol: None,
        cusip: None,
        price: None,
        market_value: None,
        cost_basis: None,
        ..full_holding()
    };
    let found = async || {
        let rows = bed
            .read(
                "SELECT guid, source_id, facts FROM holdings WHERE account_guid = ?1 ORDER BY source_id",
                args![home.account.guid],
            )
            .await;
        rows.iter().map(|row| row.json::<serde_json::Value>("facts").unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(found().await[0]["symbol"], "OAK");
    let both = [(bed.guid(), full_holding()), (bed.guid(), bare)];
    bed.commit(accounts::upsert_holdings(&home.account, &both, at(80))).await;
    let facts = found().await;
    assert_eq!(
        facts[0],
        serde_json::json!({
            "symbol": "OAK", "cusip": "123456789", "description": "Oak shares", "holding_type": "EQUITY",
            "currency": "USD", "quantity": 1_500_000, "price": 20_000_000, "market_value": 3000, "cost_basis": 2500,
        })
    );
    for name in ["symbol", "cusip", "price", "market_value", "cost_basis"] {
        assert!(facts[1][name].is_null(), "{name}");
    }
    bed.commit(accounts::upsert_holdings(&home.account, &[], at(81))).await;
    assert!(found().await.is_empty());
}

async fn transactions_come_back(bed: &Bed) {
    let tenant = bed.tenant();
    let (user, member, _) = stored_link(bed).await;
    let account = bare_account(bed, &member);
    let (bare, mut full) = (bare_transaction(bed, &account), full_transaction(bed, &account));
    bed.commit(vec![
        accounts::upsert(std::slice::from_ref(&account)),
        transactions::upsert(&[bare.clone(), full.clone()]),
        source_id(&full, "t-9", full.guid),
    ])
    .await;
    full.id = text("t-9");
    for one in [&bare, &full] {
        same(&tenant.transaction(user.guid, one.guid).await.unwrap().as_ref(), &Some(one));
    }
    // The person's edits alone.
    let edits = Edits { is_hidden: bare.edits.is_hidden, ..full.edits.clone() };
    let edited = Transaction { edits, updated_at: at(90), ..bare.clone() };
    let mut more = edited.clone();
    more.facts.description = "not written".to_owned();
    bed.commit(vec![transactions::set_edits(&more)]).await;
    same(&tenant.transaction(user.guid, bare.guid).await.unwrap().as_ref(), &Some(&edited));
    // What is absent stays.
    bed.commit(vec![transactions::set_edits(&Transaction { updated_at: at(91), ..bare.clone() })]).await;
    let later = Transaction { updated_at: at(91), ..edited };
    same(&tenant.transaction(user.guid, bare.guid).await.unwrap().as_ref(), &Some(&later));
    bed.commit(vec![transactions::delete(bed.client, user.guid, bare.guid)]).await;
    assert!(tenant.transaction(user.guid, bare.guid).await.unwrap().is_none());
}

/// What no version of the program wrote is an error with the row's id, never a default.
async fn a_row_that_cannot_be_read_is_named(bed: &Bed) {
    let home = Household::stored(bed).await;
    let (user, member) = (home.user.guid, home.member.guid);
    for (sql, column) in [
        ("UPDATE members SET status = 'SLEEPING' WHERE guid = ?1", "status"),
        ("UPDATE members SET status = 'CONNECTED', reason = 'sunspots' WHERE guid = ?1", "reason"),
        ("UPDATE members SET reason = NULL, is_oauth = 2 WHERE guid = ?1", "is_oauth"),
        ("UPDATE members SET is_oauth = 0, refusals_in_row = -1 WHERE guid = ?1", "refusals_in_row"),
        (
            "UPDATE members SET refusals_in_row = 0, status_since = 9223372036854775807 WHERE guid = ?1",
            "status_since",
        ),
        ("UPDATE members SET status_since = 0, prior_reason = 'moonlight' WHERE guid = ?1", "prior_reason"),
        ("UPDATE members SET prior_reason = NULL, decided_by = 'chance' WHERE guid = ?1", "decided_by"),
    ] {
        bed.commit(vec![store::Write::new(sql, args![member]).expect(1, "it is there")]).await;
        match bed.tenant().member(user, member).await {
            Err(Error::Unreadable { row, column: found, .. }) => {
                assert_eq!((row, found), (member.to_string(), column));
            }
            other => panic!("{column}: {other:?}"),
        }
    }
}
