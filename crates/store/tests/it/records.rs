//! Records to store: each with as little as it may have (`bare`), and with all that it may have (`full`).

use crate::bed::{Bed, at};
use crate::identity::{bare_account_sighting, bare_sighting, full_join, full_suggestion};
use crate::imports::full_import;
use domain::account::{
    AccountFacts, AccountType, AmountField, Holding, Numbers, Owner, Ownership, RateField, TextField,
    TimeField,
};
use domain::event::EventName;
use domain::id::{ClientGuid, TransactionGuid};
use domain::institution::InstitutionKind;
use domain::matching::transactions::{Days, Seen};
use domain::member::counters::Failures;
use domain::member::{Origin, Presence, Processed, State, Status};
use domain::money::{Currency, Money, Rate};
use domain::reason::{Actor, Reason, Remedy};
use domain::run::Reads;
use domain::run::{ChallengeKind, RunKind, RunPhase};
use domain::text::Language;
use domain::transaction::{TransactionFacts, TransactionStatus, TransactionType};
use domain::verification::{VerificationCode, VerificationState};
use jiff::civil::date;
use store::Write;
use store::accounts::{self, Account, Sighting};
use store::challenges::{self, Challenge, ChallengeDetails, ChallengeOption};
use store::deliveries;
use store::duplicates;
use store::events::{self, Event, Fact};
use store::imports::{self, Import};
use store::institutions::{Institution, InstitutionDetails};
use store::joins::{self, Join, Suggestion};
use store::link_habits::{self, LinkHabit};
use store::links::{self, Link};
use store::members::{self, Member, Notice};
use store::notifications::{self, Notification, NotificationKind};
use store::pages::consents::{self, DataConsent};
use store::pages::links::{self as page_links, PageLink};
use store::pages::requests::{self, InstitutionRequest, SupportRequest};
use store::pages::sessions::{self, PageSession};
use store::preferences::{self, Preferences};
use store::remedy_answers;
use store::runs::{self, Run};
use store::statements::{self, Listed, Statement};
use store::transactions::{self, Edits, NamedBy, Transaction};
use store::users::{self, User};
use store::verifications::{self, ReportHead, Verification, VerificationMember, WantedAccounts};
use store::visits::{self, Visit};
use store::webhooks::{self, Webhook, WebhookStatus};

/// Two records are the same when they print the same: records have no equality of their own.
pub(crate) fn same<T: std::fmt::Debug>(found: &T, expected: &T) {
    assert_eq!(format!("{found:#?}"), format!("{expected:#?}"));
}

#[expect(clippy::unnecessary_wraps, reason = "a shorter way to write an optional text")]
pub(crate) fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

pub(crate) fn bare_user(bed: &Bed) -> User {
    User {
        guid: bed.guid(),
        client: bed.client,
        id: None,
        email: None,
        metadata: None,
        is_disabled: false,
        created_at: at(1),
        updated_at: at(1),
    }
}

pub(crate) fn full_user(bed: &Bed) -> User {
    User {
        id: text("partner-1"),
        email: text("ada@example.org"),
        metadata: text("{\"plan\":\"gold\",\"ü\":\"?1 $1 'quoted'\"}"),
        is_disabled: true,
        updated_at: at(2),
        ..bare_user(bed)
    }
}

pub(crate) fn bare_member(bed: &Bed, user: &User) -> Member {
    Member {
        user: user.guid,
        guid: bed.guid(),
        client: user.client,
        id: None,
        institution_code: "oak".to_owned(),
        name: "Oak Bank".to_owned(),
        metadata: None,
        use_cases: String::new(),
        is_oauth: false,
        is_background_disabled: false,
        reads: None,
        login_hash: None,
        state: State::created(Origin::WithCredentials, at(3)),
        next_run_at: None,
        is_paced: false,
        due_at: None,
        notice: None,
        version: 1,
        created_at: at(3),
        updated_at: at(3),
    }
}

pub(crate) fn full_member(bed: &Bed, user: &User) -> Member {
    let state = State {
        status: Status::Disabled,
        prior: Some(Status::Degraded),
        status_since: at(4),
        reason: Some(Reason::OauthPending),
        prior_reason: Some(Reason::InstitutionDown),
        decided_by: Some(Actor::Client),
        is_being_aggregated: true,
        processed: Processed {
            is_authenticated: true,
            accounts: true,
            transactions: true,
            account_numbers: true,
        },
        refusals_in_row: 2,
        refusals_of_credentials: 1,
        wrong_answers_in_row: 3,
        failures: Failures { since_success: 5, recent: vec![at(5), at(6), at(7)] },
        tries_in_row: 6,
        is_asked: true,
        asked_in_row: 8,
        slow_at: Some(at(14)),
        foreground_only: true,
        credentials_proven: true,
        holds_credentials: true,
        generation: 9,
        created_at: at(3),
        aggregated_at: Some(at(8)),
        successfully_aggregated_at: Some(at(9)),
        without_success_since: at(15),
    };
    Member {
        id: text("member-1"),
        metadata: text("notes"),
        use_cases: "MONEY_MOVEMENT PFM".to_owned(),
        is_oauth: true,
        is_background_disabled: true,
        reads: Some(Reads { owners: true, ..Reads::default() }),
        login_hash: text("0a1b"),
        state,
        next_run_at: Some(at(16)),
        is_paced: true,
        due_at: Some(at(17)),
        notice: Some(Notice { guid: bed.guid(), reason: Reason::InstitutionDown, since: at(18) }),
        version: 4,
        updated_at: at(10),
        ..bare_member(bed, user)
    }
}

pub(crate) fn bare_link(bed: &Bed, member: &Member) -> Link {
    Link {
        user: member.user,
        member: member.guid,
        guid: bed.guid(),
        client: member.client,
        source: "simulated".to_owned(),
        source_institution_id: "oak-1".to_owned(),
        is_active: true,
        grant_sealed: None,
        stray_field: None,
        created_at: at(11),
        updated_at: at(11),
    }
}

/// As it is inserted: nobody's, and nothing has happened.
pub(crate) fn bare_run(bed: &Bed, link: &Link) -> Run {
    Run {
        user: link.user,
        member: link.member,
        guid: bed.guid(),
        client: link.client,
        link: link.guid,
        source: link.source.clone(),
        institution_code: "oak".to_owned(),
        kind: RunKind::Aggregate,
        presence: Presence::Background,
        phase: RunPhase::Queued,
        due_at: Some(at(20)),
        attempt: 0,
        step: 0,
        is_sending: false,
        sign_ins: 0,
        rounds: 0,
        wrong_answers: 0,
        generation: 1,
        session_sealed: None,
        answers_sealed: None,
        progress: "{}".to_owned(),
        transactions_created: 0,
        transactions_updated: 0,
        statements_created: 0,
        quality: None,
        callback_payload: None,
        reason: None,
        source_code: None,
        detail: None,
        created_at: at(12),
        active_since: at(12),
        ended_at: None,
    }
}

/// The same run after much has happened.
pub(crate) fn busy_run(run: &Run) -> Run {
    Run {
        phase: RunPhase::Ended,
        due_at: None,
        step: 3,
        is_sending: true,
        sign_ins: 1,
        rounds: 4,
        wrong_answers: 2,
        session_sealed: Some(vec![0, 255, 1]),
        answers_sealed: Some(vec![9; 300]),
        progress: "{\"page\":\"2\"}".to_owned(),
        transactions_created: 40,
        transactions_updated: 2,
        statements_created: 7,
        quality: text("{\"accounts\":[]}"),
        reason: Some(Reason::OauthPending),
        source_code: text("E-17"),
        detail: text("it said no"),
        active_since: at(13),
        ended_at: Some(at(30)),
        ..run.clone()
    }
}

pub(crate) fn bare_challenge(bed: &Bed, run: &Run) -> Challenge {
    Challenge {
        user: run.user,
        run: run.guid,
        guid: bed.guid(),
        client: run.client,
        member: run.member,
        position: 0,
        source_question_id: "q1".to_owned(),
        kind: ChallengeKind::Text,
        label: "Name of the first pet?".to_owned(),
        details: ChallengeDetails::default(),
        expires_at: at(600),
    }
}

pub(crate) fn full_challenge(bed: &Bed, run: &Run) -> Challenge {
    Challenge {
        position: 1,
        kind: ChallengeKind::ImageOptions,
        details: ChallengeDetails {
            image: text("data:image/png;base64,AAAA"),
            options: vec![ChallengeOption {
                guid: "CRD-1".to_owned(),
                label: "Cat".to_owned(),
                value: "cat".to_owned(),
                image: text("data:image/png;base64,BBBB"),
            }],
            medium: text("sms"),
            sent_to: text("***42"),
        },
        ..bare_challenge(bed, run)
    }
}

pub(crate) fn bare_visit(bed: &Bed, link: &Link) -> Visit {
    let guid = bed.guid();
    Visit {
        user: link.user,
        member: link.member,
        guid,
        client: link.client,
        link: link.guid,
        state_hash: Visit::hash(&format!("state of {guid}")),
        browser_hash: None,
        session_sealed: b"sealed".to_vec(),
        skips_reading: false,
        created_at: at(80),
        expires_at: at(1_880),
    }
}

pub(crate) fn bare_account(bed: &Bed, member: &Member) -> Account {
    Account {
        user: member.user,
        guid: bed.guid(),
        client: member.client,
        member: member.guid,
        id: None,
        facts: AccountFacts::new("Everyday".to_owned(), AccountType::Checking, Currency::USD),
        metadata: None,
        is_hidden: false,
        is_business: false,
        imported_at: None,
        absent_since: None,
        trouble: None,
        retired: None,
        joined_into: None,
        rows_version: 0,
        kept_institution_code: None,
        created_at: at(40),
        updated_at: at(40),
    }
}

pub(crate) fn full_account(bed: &Bed, member: &Member) -> Account {
    let mut facts = AccountFacts::new("Brokerage".to_owned(), AccountType::Investment, Currency::USD);
    facts.ownership = Some(Ownership::Joint);
    facts.is_closed = true;
    facts.mask = text("4321");
    facts.amounts = (0..).map(|n| i64::MAX - n).zip(AmountField::ALL).map(|(n, field)| (*field, n)).collect();
    facts.rates = (1..)
        .map(|n| Rate { millionths: -n })
        .zip(RateField::ALL)
        .map(|(rate, field)| (*field, rate))
        .collect();
    facts.times = TimeField::ALL.iter().map(|field| (*field, format!("day of {}", field.name()))).collect();
    facts.texts = TextField::ALL.iter().map(|field| (*field, format!("text of {}", field.name()))).collect();
    Account {
        id: text("oak-account-1"),
        facts,
        metadata: text("mine"),
        is_hidden: true,
        is_business: true,
        imported_at: Some(at(41)),
        absent_since: Some(at(45)),
        trouble: Some(Reason::AccountMismatch),
        updated_at: at(42),
        ..bare_account(bed, member)
    }
}

pub(crate) fn full_numbers() -> Numbers {
    Numbers {
        source_id: "n1".to_owned(),
        account_number: text("9900000000001"),
        routing_number: text("320000001"),
        institution_number: text("003"),
        transit_number: text("12345"),
        sequence_number: text("1-1"),
    }
}

pub(crate) fn full_owner() -> Owner {
    Owner {
        source_id: "o1".to_owned(),
        owner_name: text("Ada Quillfeather"),
        first_name: text("Ada"),
        last_name: text("Quillfeather"),
        email: text("ada@example.org"),
        phone: text("+1 555 0100"),
        address: text("1 Heron Lane"),
        city: text("Springfield"),
        state: text("OH"),
        postal_code: text("45501"),
        country: text("US"),
    }
}

pub(crate) fn full_holding() -> Holding {
    Holding {
        source_id: "h1".to_owned(),
        symbol: text("OAK"),
        cusip: text("123456789"),
        description: "Oak shares".to_owned(),
        holding_type: "EQUITY".to_owned(),
        currency: Currency::USD,
        quantity: Rate { millionths: 1_500_000 },
        price: Some(Rate { millionths: 20_000_000 }),
        market_value: Some(3000),
        cost_basis: Some(2500),
    }
}

pub(crate) fn bare_transaction(bed: &Bed, account: &Account) -> Transaction {
    Transaction {
        user: account.user,
        guid: bed.guid(),
        client: account.client,
        member: account.member,
        account: account.guid,
        id: None,
        facts: TransactionFacts {
            status: TransactionStatus::Pending,
            transaction_type: TransactionType::Debit,
            amount: Money::new(1250, Currency::USD),
            transacted_at: None,
            posted_at: None,
            date: jiff::civil::date(2025, 10, 9),
            description: "CARD 1234 COFFEE".to_owned(),
            memo: None,
            category: None,
            merchant_category_code: None,
            check_number: None,
        },
        link: None,
        first_on: None,
        is_manual: false,
        edits: Edits::default(),
        retired: None,
        joined_into: None,
        created_at: at(50),
        updated_at: at(50),
    }
}

pub(crate) fn full_transaction(bed: &Bed, account: &Account) -> Transaction {
    let bare = bare_transaction(bed, account);
    Transaction {
        facts: TransactionFacts {
            status: TransactionStatus::Posted,
            transaction_type: TransactionType::Credit,
            amount: Money::new(i64::MAX, Currency::USD),
            transacted_at: Some(at(51)),
            posted_at: Some(at(52)),
            memo: text("memo"),
            category: text("Paycheck"),
            merchant_category_code: Some(5411),
            check_number: text("101"),
            ..bare.facts.clone()
        },
        link: Some(bed.guid()),
        first_on: Some(date(2025, 10, 9)),
        is_manual: true,
        edits: full_edits(bed),
        updated_at: at(53),
        ..bare
    }
}

pub(crate) fn full_edits(bed: &Bed) -> Edits {
    Edits {
        date: Some(jiff::civil::date(2025, 10, 1)),
        description: text("Coffee with Bo"),
        memo: text("shared"),
        category_guid: Some(bed.guid()),
        metadata: text("tag"),
        is_hidden: true,
    }
}

pub(crate) fn bare_event(bed: &Bed, member: &Member) -> Event {
    Event {
        guid: bed.guid(),
        client: member.client,
        user: Some(member.user),
        member: Some(member.guid),
        run: None,
        name: EventName::MemberCreated,
        fact: Some(Fact {
            event: "created_with_credentials".to_owned(),
            reason: None,
            status_before: None,
            status_after: None,
        }),
        data: "{}".to_owned(),
        happened_at: at(60),
    }
}

pub(crate) fn bare_webhook(bed: &Bed, client: ClientGuid, events: &[&str]) -> Webhook {
    Webhook {
        guid: bed.guid(),
        client,
        name: "App".to_owned(),
        url: "https://app.example/hooks".to_owned(),
        events: events.iter().map(|one| (*one).to_owned()).collect(),
        includes_resource: false,
        is_ordered: false,
        secret_sealed: vec![1, 2, 3],
        secret_before_sealed: None,
        secret_before_until: None,
        login_sealed: None,
        status: WebhookStatus::Active,
        failing_since: None,
        created_at: at(60),
        updated_at: at(60),
    }
}

pub(crate) fn bare_verification(bed: &Bed, user: &User) -> Verification {
    Verification {
        user: user.guid,
        guid: bed.guid(),
        client: user.client,
        state: VerificationState::Pending,
        code: VerificationCode::Pending,
        flaws: Vec::new(),
        report_type: "assets".to_owned(),
        months: 12,
        institution_code: None,
        wanted: WantedAccounts::All,
        link_hash: None,
        link_expires_at: None,
        opened_at: None,
        cancelled_at: None,
        report_flaw: None,
        due_at: None,
        version: 1,
        created_at: at(60),
        updated_at: at(60),
    }
}

pub(crate) fn bare_institution(bed: &Bed, code: &str) -> Institution {
    Institution {
        code: code.to_owned(),
        guid: bed.guid(),
        name: "Oak Bank".to_owned(),
        kind: InstitutionKind::Personal,
        country: "US".to_owned(),
        url: String::new(),
        popularity: 0,
        products: Vec::new(),
        is_throttled: false,
        details: InstitutionDetails::default(),
        created_at: at(1),
        updated_at: at(1),
    }
}

/// A statement that this run has listed and not fetched.
pub(crate) fn bare_statement(bed: &Bed, account: &Account, run: &Run) -> Statement {
    let guid = bed.guid();
    Statement {
        user: account.user,
        guid,
        client: account.client,
        member: account.member,
        account: account.guid,
        listed: Listed {
            source: "simulated".to_owned(),
            source_account_id: "a-1".to_owned(),
            source_id: format!("id of {guid}"),
            run: run.guid,
        },
        issued_on: jiff::civil::date(2025, 10, 3),
        content_hash: None,
        created_at: at(71),
        updated_at: at(71),
    }
}

/// A user with one of everything that hangs on a user, stored.
pub(crate) struct Household {
    pub(crate) user: User,
    pub(crate) member: Member,
    pub(crate) link: Link,
    pub(crate) run: Run,
    pub(crate) visit: Visit,
    pub(crate) account: Account,
    pub(crate) transaction: Transaction,
    pub(crate) webhook: Webhook,
    pub(crate) event: Event,
    pub(crate) verification: Verification,
    pub(crate) statement: Statement,
    pub(crate) notification: Notification,
    pub(crate) join: Join,
    pub(crate) suggestion: Suggestion,
    pub(crate) import: Import,
}

impl Household {
    pub(crate) async fn stored(bed: &Bed) -> Box<Self> {
        Self::stored_of(bed, bed.client).await
    }

    pub(crate) async fn stored_of(bed: &Bed, client: ClientGuid) -> Box<Self> {
        Box::pin(Self::store(bed, client)).await.into()
    }

    async fn store(bed: &Bed, client: ClientGuid) -> Self {
        let user = User { client, ..full_user(bed) };
        let member = full_member(bed, &user);
        let link = bare_link(bed, &member);
        let run = bare_run(bed, &link);
        let challenge = full_challenge(bed, &run);
        let visit = bare_visit(bed, &link);
        let account = full_account(bed, &member);
        let mut transaction = full_transaction(bed, &account);
        transaction.id = text("t-1");
        let (event, webhook) = (bare_event(bed, &member), bare_webhook(bed, client, &["*"]));
        let tenant = bed.store.of(client);
        let statement = bare_statement(bed, &account, &run);
        let told = Sighting { number_hash: text("ffee"), ..bare_account_sighting(&link, &account, "a-1") };
        let (join, suggestion) = (full_join(bed, &transaction), full_suggestion(bed, &transaction));
        let mut writes = vec![
            users::insert(&user),
            members::insert(&member),
            links::insert(&link),
            runs::insert(&run),
            challenges::insert(&challenge),
            visits::insert(&visit),
            events::append(&event),
            remedy_answers::note(&member, Reason::InstitutionDown, Remedy::Support, true, at(61)),
            accounts::upsert(std::slice::from_ref(&account)),
            accounts::upsert_sightings(&[told]),
            transactions::upsert(std::slice::from_ref(&transaction)),
            source_id(&transaction, "t-1", transaction.guid),
            transactions::upsert_sightings(&[bare_sighting(&link, &transaction)]),
            joins::insert(std::slice::from_ref(&join)),
            joins::move_rows(&join, &[transaction.guid]),
            joins::suggest(std::slice::from_ref(&suggestion)),
            link_habits::add(
                user.guid,
                &[LinkHabit { earlier: link.guid, link: link.guid, seen: Seen::default() }],
            ),
            tenant.upsert_numbers(&account, &[(bed.guid(), full_numbers())], at(70)).await.unwrap(),
            tenant.upsert_owners(&account, &[(bed.guid(), full_owner())], at(70)).await.unwrap(),
            statements::list(std::slice::from_ref(&statement)),
        ];
        let days = Days { from: date(2025, 10, 1), to: date(2025, 10, 9), told_on: date(2025, 10, 9) };
        writes.extend(accounts::replace_coverages(user.guid, account.guid, link.guid, &[days]));
        writes.extend(accounts::upsert_holdings(&account, &[(bed.guid(), full_holding())], at(70)));
        let notification = full_notification(bed, &member);
        writes.push(notifications::insert(&notification));
        // Both ends of a mark are members of one user; one of itself has both.
        writes.push(duplicates::mark(&member, member.guid, at(88)));
        writes.push(preferences::keep(client, user.guid, full_preferences(), at(87)));
        writes.extend(of_pages(bed, &user, &member));
        writes.extend(webhooks::insert(&webhook));
        let import = full_import(bed, &link);
        writes.extend(tenant.stage_import(&import, b"Date,Amount").await.unwrap());
        writes.push(imports::keep_layout(user.guid, account.guid, "{}".to_owned()));
        writes.push(deliveries::queue(client, &[event.guid], at(70)));
        let verification = bare_verification(bed, &user);
        let on = VerificationMember { member: member.guid, run: Some(run.guid) };
        let head = ReportHead { guid: bed.guid(), content_hash: "ab".to_owned(), created_at: at(71) };
        writes.push(verifications::insert(&verification));
        writes.push(verifications::set_member(&verification, &on, at(71)));
        writes.push(tenant.put_report(&verification, &head, b"{}").await.unwrap());
        bed.commit(writes).await;
        Self {
            user,
            member,
            link,
            run,
            visit,
            account,
            transaction,
            webhook,
            event,
            verification,
            statement,
            notification,
            join,
            suggestion,
            import,
        }
    }
}

pub(crate) fn full_preferences() -> Preferences {
    Preferences {
        is_mail_wanted: false,
        language: Some(Language::Spanish),
        language_seen: Some(Language::CanadianFrench),
    }
}

pub(crate) fn bare_notification(bed: &Bed, user: &User) -> Notification {
    Notification::new(bed.guid(), (user.client, user.guid), NotificationKind::Client, at(88))
}

/// One that is open and was mailed.
pub(crate) fn full_notification(bed: &Bed, member: &Member) -> Notification {
    Notification {
        user: member.user,
        guid: bed.guid(),
        client: member.client,
        member: Some(member.guid),
        kind: NotificationKind::Trouble,
        reason: Some(Reason::InstitutionDown),
        institution_code: text("oak"),
        subject: text("Monthly report"),
        content: text("All is well."),
        address: text("ada@example.org"),
        opened_at: at(88),
        withdrawn_at: None,
        viewed_at: None,
        mail_due_at: Some(at(90)),
        mailed_at: Some(at(89)),
        mail_tries: 2,
        link_hash: Some(format!("link of {}", member.guid)),
        link_until: Some(at(91)),
    }
}

/// What the pages leave of a person: one row of each kind.
fn of_pages(bed: &Bed, user: &User, member: &Member) -> Vec<Write> {
    vec![
        page_links::insert(&full_page_link(user)),
        sessions::insert(&full_page_session(bed, user)),
        consents::insert(&full_consent(bed, user)),
        requests::insert_support(&full_support_request(bed, user, member)),
        requests::insert_missing(&full_institution_request(bed, user)),
    ]
}

pub(crate) fn full_page_link(user: &User) -> PageLink {
    PageLink {
        hash: format!("link of {}", user.guid),
        client: user.client,
        user: user.guid,
        options: "{\"page\":\"connect\"}".to_owned(),
        created_at: at(80),
        expires_at: at(90),
        used_at: None,
    }
}

pub(crate) fn full_page_session(bed: &Bed, user: &User) -> PageSession {
    PageSession {
        hash: format!("session of {}", user.guid),
        guid: bed.guid(),
        client: user.client,
        user: user.guid,
        options: "{\"page\":\"connect\"}".to_owned(),
        embedder: text("https://app.example"),
        memory: "{}".to_owned(),
        created_at: at(81),
        last_used_at: at(82),
        expires_at: at(99),
    }
}

pub(crate) fn full_consent(bed: &Bed, user: &User) -> DataConsent {
    DataConsent {
        user: user.guid,
        guid: bed.guid(),
        client: user.client,
        app_name: "Budget app".to_owned(),
        reads: "accounts transactions".to_owned(),
        language: "fr-CA".to_owned(),
        given_at: at(83),
        withdrawn_at: None,
    }
}

pub(crate) fn full_support_request(bed: &Bed, user: &User, member: &Member) -> SupportRequest {
    SupportRequest {
        user: user.guid,
        guid: bed.guid(),
        client: user.client,
        member: Some(member.guid),
        title: "It asks again".to_owned(),
        message: "and again".to_owned(),
        email: "ada@example.org".to_owned(),
        details: "{\"status\":\"CHALLENGED\"}".to_owned(),
        created_at: at(84),
    }
}

pub(crate) fn full_institution_request(bed: &Bed, user: &User) -> InstitutionRequest {
    InstitutionRequest {
        user: user.guid,
        guid: bed.guid(),
        client: user.client,
        name: "Rowan Savings".to_owned(),
        url: "https://rowan.example".to_owned(),
        email: text("ada@example.org"),
        created_at: at(85),
        told_at: Some(at(86)),
        institution_code: None,
    }
}

/// The write of one link's id of a transaction; of an unknown link, when none has told it.
pub(crate) fn source_id(of: &Transaction, id: &str, guid: TransactionGuid) -> Write {
    let named = NamedBy { link: of.shown_by(), id: id.to_owned(), transaction: guid, named_at: at(1) };
    transactions::set_ids(of.user, of.account, &[named])
}

/// Users of the client by number, stored.
pub(crate) async fn stored_users(bed: &Bed, count: usize) -> Vec<User> {
    let users: Vec<User> = (0..count).map(|_| bare_user(bed)).collect();
    bed.commit(users.iter().map(users::insert).collect()).await;
    users
}

/// A user, a member and its link, stored.
pub(crate) async fn stored_link(bed: &Bed) -> (User, Member, Link) {
    let user = bare_user(bed);
    let member = bare_member(bed, &user);
    let link = bare_link(bed, &member);
    bed.commit(vec![users::insert(&user), members::insert(&member), links::insert(&link)]).await;
    (user, member, link)
}
