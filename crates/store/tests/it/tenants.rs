//! No client reads what is another's, even knowing every id.

use crate::bed::{Bed, at};
use crate::records::{Household, bare_run, busy_run, full_page_link, full_page_session};
use crate::schema::{tables, tables_with};
use domain::clock::Timestamp;
use domain::import::ImportState;
use domain::reason::Reason;
use domain::run::RunKind;
use jiff::civil::Date;
use std::collections::BTreeSet;
use store::accounts::{Account, Of};
use store::clients::{ApiKey, hash_key, insert_key};
use store::deliveries::DeliveryFilter;
use store::events::EventFilter;
use store::idempotency::{IdempotencyKey, remember};
use store::imports::{self, Import};
use store::joins::{self, Join, JoinFilter};
use store::links;
use store::notifications::{self, NotificationFilter};
use store::pages::links::PageLink;
use store::pages::sessions::PageSession;
use store::pages::{consents, links as page_links, origins, sessions};
use store::preferences::{self, Preferences};
use store::runs::{self, Lease, Run};
use store::statements;
use store::transactions::{Retired, TransactionFilter};
use store::users::UserFilter;
use store::verifications::{Verification, VerificationFilter};
use store::webhooks::Webhook;
use store::{Error, Page, accounts, args, members, transactions, users, verifications, visits, webhooks};

on_both! {
    nothing_is_read_through_another_client
    nothing_is_written_through_another_client
    what_belongs_to_no_client_is_listed
}

const ALL: Page = Page { number: 1, size: 1000 };
const EVER: NotificationFilter = NotificationFilter { from: Timestamp::MIN, to: Timestamp::MAX };

/// How many things each way of reading gives this tenant of the household.
async fn everything_read(tenant: store::Tenant<'_>, home: &Household) -> Vec<(&'static str, usize)> {
    let (user, member, account) = (home.user.guid, home.member.guid, home.account.guid);
    let one = |found: bool| usize::from(found);
    let (of_member, of_account) = (Of::Member(member), Of::Account(account));
    let filter = TransactionFilter::default();
    vec![
        ("user", one(tenant.user(user).await.unwrap().is_some())),
        ("user_by_id", one(tenant.user_by_id("partner-1").await.unwrap().is_some())),
        ("users", tenant.users(&UserFilter::default(), ALL).await.unwrap().items.len()),
        ("member", one(tenant.member(user, member).await.unwrap().is_some())),
        ("member_by_guid", one(tenant.member_by_guid(member).await.unwrap().is_some())),
        ("member_by_id", one(tenant.member_by_id(user, "member-1").await.unwrap().is_some())),
        ("member_by_login", one(tenant.member_by_login(user, "oak", "0a1b").await.unwrap().is_some())),
        ("manual_member", one(tenant.manual_member(user, "hand").await.unwrap().is_some())),
        ("members", tenant.members(user, None, ALL).await.unwrap().items.len().min(1)),
        ("links", tenant.links(user, member).await.unwrap().len()),
        ("open_run", one(tenant.open_run(user, member).await.unwrap().is_some())),
        ("latest_run", one(tenant.latest_run(user, member).await.unwrap().is_some())),
        ("run", one(tenant.run(user, home.run.guid).await.unwrap().is_some())),
        ("last_success", one(tenant.last_success(user, member, RunKind::Verify).await.unwrap().is_some())),
        (
            "remedy_answers",
            tenant.remedy_answers(user, member, Reason::InstitutionDown, at(0)).await.unwrap().len(),
        ),
        ("latest_facts_of", tenant.latest_facts_of(user, member, 10).await.unwrap().len()),
        ("verification", one(tenant.verification(home.verification.guid).await.unwrap().is_some())),
        (
            "verifications",
            tenant.verifications(VerificationFilter::default(), ALL).await.unwrap().items.len(),
        ),
        (
            "verification_members",
            tenant.verification_members(user, home.verification.guid).await.unwrap().len(),
        ),
        ("report_head", one(tenant.report_head(user, home.verification.guid).await.unwrap().is_some())),
        ("report", one(tenant.report(user, home.verification.guid).await.unwrap().is_some())),
        ("webhook", one(tenant.webhook(home.webhook.guid).await.unwrap().is_some())),
        ("webhooks", tenant.webhooks(ALL).await.unwrap().items.len()),
        (
            "delivery",
            one(tenant.delivery(home.webhook.guid, &home.event.guid.to_string()).await.unwrap().is_some()),
        ),
        (
            "deliveries",
            tenant.deliveries(home.webhook.guid, &DeliveryFilter::default(), ALL).await.unwrap().items.len(),
        ),
        ("notification", one(tenant.notification(user, home.notification.guid).await.unwrap().is_some())),
        ("notifications", tenant.notifications(user, EVER, ALL).await.unwrap().items.len()),
        ("unseen", tenant.unseen(user, domain::clock::Timestamp::MIN).await.unwrap().len()),
        ("preferences", one(tenant.preferences(user).await.unwrap() != Preferences::default())),
        ("challenges", tenant.challenges(user, member).await.unwrap().len()),
        ("visit", one(tenant.visit(user, home.visit.guid).await.unwrap().is_some())),
        ("account", one(tenant.account(user, account).await.unwrap().is_some())),
        ("account_by_id", one(tenant.account_by_id(user, "oak-account-1").await.unwrap().is_some())),
        ("accounts", tenant.accounts(user, None, None, ALL).await.unwrap().items.len().min(1)),
        ("own_accounts", tenant.own_accounts(user, member, ALL).await.unwrap().items.len()),
        ("all_accounts", tenant.all_accounts(user, member).await.unwrap().len().min(1)),
        ("numbers", tenant.numbers(user, of_member, ALL).await.unwrap().items.len()),
        ("numbers of account", tenant.numbers(user, of_account, ALL).await.unwrap().items.len()),
        ("owners", tenant.owners(user, of_member, ALL).await.unwrap().items.len()),
        ("owners of account", tenant.owners(user, of_account, ALL).await.unwrap().items.len()),
        ("transaction", one(tenant.transaction(user, home.transaction.guid).await.unwrap().is_some())),
        ("transactions", tenant.transactions(user, &filter, ALL).await.unwrap().items.len()),
        ("statement", one(tenant.statement(user, member, home.statement.guid).await.unwrap().is_some())),
        ("statements", tenant.statements(user, member, ALL).await.unwrap().items.len().min(1)),
        ("statements_of", tenant.statements_of(user, account).await.unwrap().len().min(1)),
        ("document", one(tenant.document(&home.statement).await.unwrap().is_some())),
        (
            "statement_without_document",
            one(tenant
                .statement_without_document(user, member, home.run.guid, None)
                .await
                .unwrap()
                .is_some()),
        ),
        ("made_with", one(tenant.made_with("k1").await.unwrap().is_some())),
        ("api_keys", tenant.api_keys().await.unwrap().len()),
        ("origins", tenant.origins().await.unwrap().len()),
        ("consents", tenant.consents(user, 10).await.unwrap().len()),
        ("support_requests", tenant.support_requests(ALL).await.unwrap().items.len()),
        ("institution_requests", tenant.institution_requests(ALL).await.unwrap().items.len()),
        ("requests_since", usize::try_from(tenant.requests_since(user, at(85)).await.unwrap()).unwrap()),
    ]
}

/// The same of what is kept for the matching.
async fn identity_read(tenant: store::Tenant<'_>, home: &Household) -> Vec<(&'static str, usize)> {
    let (user, account) = (home.user.guid, home.account.guid);
    let (from, to) = (Date::MIN, Date::MAX);
    let one = usize::from;
    vec![
        ("kept_accounts", tenant.kept_accounts(user).await.unwrap().len()),
        ("known_accounts", tenant.known_accounts(user).await.unwrap().len().min(1)),
        ("account_sightings", tenant.account_sightings(user).await.unwrap().len()),
        ("sightings_of_account", tenant.sightings_of_account(user, account).await.unwrap().len()),
        ("coverages", tenant.coverages(user, account).await.unwrap().len()),
        ("active_links", tenant.active_links(user).await.unwrap().len()),
        ("link_habits", tenant.link_habits(user).await.unwrap().len()),
        ("join", one(tenant.join(user, home.join.guid).await.unwrap().is_some())),
        ("joins", tenant.joins(user, None, ALL).await.unwrap().items.len().min(1)),
        (
            "standing_joins",
            tenant.standing_joins(user, JoinFilter::default(), ALL).await.unwrap().items.len().min(1),
        ),
        ("joins_within", tenant.joins_within(user, home.join.guid).await.unwrap().len()),
        ("joins_in", tenant.joins_in(user, account).await.unwrap().len().min(1)),
        ("join_rows", tenant.join_rows(user, home.join.guid).await.unwrap().len()),
        ("any_account", one(tenant.any_account(user, account).await.unwrap().is_some())),
        ("by_guids", tenant.transactions_by_guids(user, &[home.transaction.guid]).await.unwrap().len()),
        ("suggestion", one(tenant.suggestion(user, home.suggestion.guid).await.unwrap().is_some())),
        ("suggestions", tenant.suggestions(user, None, ALL).await.unwrap().items.len()),
        ("open_suggestions", tenant.open_suggestions(user, ALL).await.unwrap().items.len()),
        ("known", tenant.known_transactions(user, account, (from, to), &[]).await.unwrap().len()),
        ("named", tenant.transactions_named(user, account, &["t-1"]).await.unwrap().len()),
        ("ids", tenant.transaction_ids(user, &[home.transaction.guid]).await.unwrap().len()),
        ("import", one(tenant.import(user, home.import.guid).await.unwrap().is_some())),
        ("imports", tenant.imports(user, ALL).await.unwrap().items.len().min(1)),
        ("staged_imports", tenant.staged_imports(user).await.unwrap().len()),
        ("import_of_file", one(tenant.import_of_file(user, "f11e").await.unwrap().is_some())),
        ("import_file", one(tenant.import_file(&home.import).await.unwrap().is_some())),
        ("csv_layouts", tenant.csv_layouts(user).await.unwrap().len()),
        ("sightings", tenant.sightings(user, &[home.transaction.guid]).await.unwrap().len()),
    ]
}

async fn nothing_is_read_through_another_client(bed: &Bed) {
    let other = bed.guid();
    bed.commit(vec![bed.new_client(other, "Stranger")]).await;
    let home = Household::stored(bed).await;
    let mut manual = crate::records::bare_member(bed, &home.user);
    manual.institution_code = "hand".to_owned();
    manual.state.status = domain::member::Status::Manual;
    let second = crate::records::bare_statement(bed, &home.account, &home.run);
    let document = bed.tenant().set_document(&home.statement, b"%PDF-1.4", at(72)).await.unwrap();
    let api_key = ApiKey {
        guid: "KEY-1".to_owned(),
        client: bed.client,
        hint: String::new(),
        scopes: String::new(),
        created_at: at(0),
        expires_at: None,
    };
    let key = IdempotencyKey { key: "k1".to_owned(), fingerprint: String::new() };
    let within = Join { guid: bed.guid(), part_of: Some(home.join.guid), ..home.join.clone() };
    let staged = Import { guid: bed.guid(), state: ImportState::Staged, ..home.import.clone() };
    bed.commit(bed.tenant().stage_import(&staged, b"Date,Amount").await.unwrap()).await;
    let kept = Account {
        kept_institution_code: Some("oak".to_owned()),
        ..crate::records::bare_account(bed, &home.member)
    };
    bed.commit(vec![
        members::insert(&manual),
        accounts::upsert(std::slice::from_ref(&kept)),
        joins::insert(&[within]),
        document,
        statements::list(std::slice::from_ref(&second)),
        insert_key(&api_key, hash_key("secret")),
        remember(bed.client, &key, String::new(), at(0)),
        origins::allow(bed.client, "https://app.example", at(0)),
    ])
    .await;
    // An older run that succeeded, beside the open one.
    let verify = Run { kind: RunKind::Verify, created_at: at(1), ..bare_run(bed, &home.link) };
    let verified = Run { reason: Some(Reason::Ok), ..busy_run(&verify) };
    bed.commit(vec![
        runs::update(&busy_run(&home.run), Lease::Released),
        runs::insert(&verify),
        runs::update(&verified, Lease::Released),
        store::Write::new("UPDATE runs SET ended_at = NULL WHERE guid = ?1", args![home.run.guid]),
    ])
    .await;
    let of_identity = identity_read(bed.tenant(), &home).await;
    for (what, count) in everything_read(bed.tenant(), &home).await.into_iter().chain(of_identity) {
        assert_eq!(count, 1, "{what} gives the owner its own");
    }
    let of_identity = identity_read(bed.store.of(other), &home).await;
    for (what, count) in everything_read(bed.store.of(other), &home).await.into_iter().chain(of_identity) {
        assert_eq!(count, 0, "{what} gives a stranger something");
    }
    // Events may be held back for a moment, so the owner's are looked for in events.rs.
    let events = bed.store.of(other).facts_of(home.user.guid, home.member.guid, 10).await.unwrap();
    assert!(events.is_empty());
    let feed = bed.store.of(other).events_after(0, &EventFilter::default(), 10).await.unwrap();
    assert!(feed.is_empty());
    let removed = [home.transaction.guid];
    bed.commit(vec![transactions::retire(home.user.guid, &removed, Some(Retired::Removed), at(9))]).await;
    for (client, count) in [(bed.client, 1), (other, 0)] {
        let (tenant, user) = (bed.store.of(client), home.user.guid);
        assert_eq!(tenant.removed_transactions(user, ALL).await.unwrap().items.len(), count);
        assert_eq!(usize::from(tenant.removed_transaction(user, removed[0]).await.unwrap().is_some()), count);
    }
    // A client that does not exist is nobody's.
    let nobody = bed.store.of(bed.guid());
    assert!(nobody.client().await.unwrap().is_none());
    assert!(matches!(nobody.keyed_hash("login", &["a"]).await, Err(Error::Conflict("the client is gone"))));
}

async fn nothing_is_written_through_another_client(bed: &Bed) {
    let other = bed.guid();
    bed.commit(vec![bed.new_client(other, "Stranger")]).await;
    let home = Household::stored(bed).await;
    let user = home.user.guid;
    let mut member = home.member.clone();
    member.client = other;
    let mut run = home.run.clone();
    run.client = other;
    let mut account = home.account.clone();
    account.client = other;
    let mut transaction = home.transaction.clone();
    transaction.client = other;
    let mut visit = home.visit.clone();
    visit.client = other;
    let mut link = home.link.clone();
    link.client = other;
    let mut person = home.user.clone();
    person.client = other;
    let page_link = PageLink { client: other, ..full_page_link(&home.user) };
    let session =
        PageSession { client: other, memory: "[]".to_owned(), ..full_page_session(bed, &home.user) };
    let import = Import { client: other, ..home.import.clone() };
    bed.commit(vec![origins::allow(bed.client, "https://app.example", at(0))]).await;
    let webhook = Webhook { client: other, ..home.webhook.clone() };
    for write in [
        verifications::update(&Verification { client: other, ..home.verification.clone() }),
        webhooks::delete(other, webhook.guid),
        webhooks::update(&webhook, webhook.updated_at).remove(0),
        users::update(&person, home.user.updated_at),
        users::delete(other, user),
        members::update(&member),
        members::delete(other, user, member.guid),
        members::delete_at(&member),
        links::set_grant(&link, None, at(1)),
        links::activate(&link, at(1)),
        runs::update(&run, Lease::Released),
        runs::take_over(&run, at(1)),
        visits::take(&visit),
        accounts::set_client_fields(
            &account,
            account.metadata.as_deref(),
            Some(account.is_hidden),
            Some(account.is_business),
        ),
        accounts::delete(other, user, account.guid),
        accounts::delete_kept(&account),
        transactions::set_edits(&transaction),
        transactions::delete(other, user, transaction.guid),
        page_links::take(&page_link, at(85)),
        preferences::keep(other, user, Preferences::default(), at(1)),
        origins::forbid(other, "https://app.example"),
        imports::update(&import),
        imports::forget_staged(&import),
    ] {
        let outcome = bed.store.commit(vec![write]).await;
        assert!(matches!(outcome, Err(Error::Conflict(_))), "{outcome:?}");
    }
    let strange = bed.store.of(other).set_document(&home.statement, b"%PDF-1.4", at(72)).await.unwrap();
    // Those that expect nothing change nothing.
    let verification = Verification { client: other, ..home.verification.clone() };
    bed.commit(vec![
        verifications::touch(other, user, at(9)),
        verifications::keep_members(&verification, &[]),
        links::deactivate_all(other, user, member.guid),
        links::erase_grants(other, user, member.guid),
        runs::prolong(&run, at(9)),
        store::challenges::clear(other, user, run.guid),
        visits::clear(other, user, member.guid),
        visits::tidy(other, user, member.guid, at(9_999)),
        sessions::touch(&session, at(95)),
        sessions::remember(&session, at(95)),
        sessions::forget(other, user, at(1000)),
        page_links::forget(other, user, at(1000)),
        consents::withdraw(other, user, at(95)),
        notifications::withdraw((other, user), home.notification.guid, at(95)),
        notifications::withdraw_healed(other, user, member.guid, at(95)),
        notifications::insert_healed(bed.guid(), home.notification.guid, (other, user), at(95)),
        notifications::viewed(other, user, at(95)),
        imports::forget_file(&import),
        strange,
    ])
    .await;
    assert!(bed.tenant().links(user, member.guid).await.unwrap()[0].is_active);
    assert!(bed.tenant().document(&home.statement).await.unwrap().is_none());
    assert_eq!(bed.tenant().challenges(user, member.guid).await.unwrap().len(), 1);
    let stored = bed.tenant().verification(verification.guid).await.unwrap().unwrap();
    assert_eq!((stored.version, stored.due_at), (1, None));
    assert_eq!(bed.tenant().verification_members(user, verification.guid).await.unwrap().len(), 1);
    assert!(bed.tenant().visit(user, visit.guid).await.unwrap().is_some());
    assert!(bed.tenant().import_file(&home.import).await.unwrap().is_some());
    let told = bed.tenant().notifications(user, EVER, ALL).await.unwrap();
    assert!(told.total == 1 && told.items[0].withdrawn_at.or(told.items[0].viewed_at).is_none());
    let link = bed.store.page_link(&page_link.hash).await.unwrap().unwrap();
    let stored = bed.store.page_session(&session.hash).await.unwrap().unwrap();
    assert_eq!((link.used_at, stored.last_used_at, stored.memory.as_str()), (None, at(82), "{}"));
    assert_eq!(bed.tenant().consents(user, 10).await.unwrap()[0].withdrawn_at, None);
}

/// The tables without a client's or a user's name: the same for all, and so nobody's secrets.
const OF_NOBODY: &[&str] = &[
    "breakers",
    "clients",
    "definitions",
    "incidents",
    "institution_sources",
    "institutions",
    "lessons",
    "paces",
    "refinery_schema_history",
    "settings",
    "unknown_codes",
];
/// Those that only PostgreSQL has.
const OF_NOBODY_IN_POSTGRES: &[&str] = &["commits"];

async fn what_belongs_to_no_client_is_listed(bed: &Bed) {
    let mut found = tables(bed).await;
    for owner in ["client_guid", "user_guid"] {
        for table in tables_with(bed, owner).await {
            found.remove(&table);
        }
    }
    let more = if bed.is_postgres() { OF_NOBODY_IN_POSTGRES } else { &[] };
    let expected: BTreeSet<String> = OF_NOBODY.iter().chain(more).map(|table| (*table).to_owned()).collect();
    assert_eq!(found, expected);
}
