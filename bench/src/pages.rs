//! The pages: how long the server takes for each, ten at once, among many institutions and people; and how heavy they are.

use crate::home::{Counting, Home, Noon};
use crate::http::{answer_to, load, open, serve};
use crate::search::institution;
use crate::table::Table;
use domain::account::{AccountFacts, AccountType};
use domain::clock::Clock as _;
use domain::id::{ClientGuid, MemberGuid, UserGuid};
use domain::member::{Origin, State, Status};
use domain::money::Currency;
use domain::reason::Reason;
use engine::{ConsentWish, Engine, MovedClock, Name, PageKind, PageOptions, Settings, Sources};
use std::sync::Arc;
use std::time::Duration;
use store::Address;
use store::accounts::{self, Account};
use store::institutions::{Institution, upsert};
use store::members::{self, Member};
use store::users::{self, User};
use tokio_util::sync::CancellationToken;

const INSTITUTIONS: usize = 10_000;
const PEOPLE: usize = 1_000;
const MEMBERS_EACH: usize = 5;
const ACCOUNTS_EACH: usize = 3;
const AT_ONCE: usize = 10;
/// Pages that each of the ten asks for, each time another person.
const REQUESTS_EACH: usize = 100;

pub(crate) fn measure(table: &mut Table) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(all(table))
}

async fn all(table: &mut Table) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let at = Address::Sqlite(folder.path().join("hub.db"));
    let (client, people) = people(&at).await?;
    let engine = Engine::new(
        open(&at, true).await?,
        Sources::new(Vec::new()),
        Arc::new(MovedClock::new(Arc::new(Noon), 0)),
        Arc::new(Noon),
        Arc::new(Counting::default()),
        Settings::default(),
    );
    let mut sessions = Vec::new();
    for (user, member) in &people {
        let scope = engine.of(client);
        let user = scope.user(&Name::Guid(*user)).await?;
        let wish = ConsentWish {
            app_name: "bench".to_owned(),
            reads: ["accounts", "transactions", "holdings"].map(str::to_owned).to_vec(),
            language: "en".to_owned(),
        };
        scope.give_consent(&user, &wish).await?;
        let options = PageOptions { page: PageKind::Connections, ..PageOptions::default() };
        let token = scope.start_page_session(&user, options, None).await?;
        sessions.push((token, member.to_string()));
    }
    let router = web::router(web::Web {
        engine,
        settings: web::Settings { page_requests_per_minute: u32::MAX, ..web::Settings::default() },
        clock: Arc::new(Noon),
        random: Arc::new(Counting::default()),
        metrics: Arc::new(String::new),
        demo: None,
        stop: CancellationToken::new(),
    });
    let address = serve(router).await?;
    let script =
        std::fs::metadata(concat!(env!("CARGO_MANIFEST_DIR"), "/../crates/web/assets/page.js"))?.len();
    for (name, path) in [
        ("search, nothing typed", "/connect/search"),
        ("search, with typos", "/connect/search?q=frist+natonal"),
        ("what a connection needs", "/connect/members/{member}"),
        ("all connections", "/connections"),
        ("transactions", "/connections/transactions"),
    ] {
        let requests: Vec<Arc<String>> = sessions
            .iter()
            .map(|(token, member)| {
                let path = path.replace("{member}", member);
                Arc::new(format!("GET /p/{token}{path} HTTP/1.1\r\nhost: localhost\r\n\r\n"))
            })
            .collect();
        let first = requests.first().ok_or_else(|| anyhow::anyhow!("nobody"))?;
        let bytes = u64::try_from(answer_to(address, first).await?)? + script;
        load(address, &requests, AT_ONCE, 5).await?;
        let mut times = load(address, &requests, AT_ONCE, REQUESTS_EACH).await?;
        times.sort_unstable();
        let at = |percent: usize| {
            times.get(times.len() * percent / 100).copied().unwrap_or(Duration::MAX).as_secs_f64() * 1e3
        };
        table.row(
            &format!("page: {name}, 10 at once"),
            format!("p50 {:.1} ms", at(50)),
            "-".into(),
            format!("p99 {:.1} ms, {} KiB with its script", at(99), bytes.div_ceil(1024)),
            "p99 < 25 ms, < 60 KiB",
        );
    }
    Ok(())
}

/// Institutions, and people with members and accounts. Each person with the first of their members.
async fn people(at: &Address) -> anyhow::Result<(ClientGuid, Vec<(UserGuid, MemberGuid)>)> {
    let home = Home::new(at.clone(), 0).await?;
    let entries: Vec<Institution> = (0..INSTITUTIONS).map(|number| institution(&home, number)).collect();
    home.store.commit(entries.iter().map(upsert).collect()).await?;
    let mut people = Vec::with_capacity(PEOPLE);
    for number in 0..PEOPLE {
        let user = User {
            guid: home.guid(),
            client: home.client,
            id: None,
            email: None,
            metadata: None,
            is_disabled: false,
            created_at: Noon.now(),
            updated_at: Noon.now(),
        };
        let banks = entries.iter().cycle().skip(number * MEMBERS_EACH).take(MEMBERS_EACH);
        let members: Vec<Member> = banks.map(|bank| member(&home, &user, bank)).collect();
        let mut writes = vec![users::insert(&user)];
        writes.extend(members.iter().map(members::insert));
        let accounts: Vec<Account> =
            members.iter().flat_map(|one| (0..ACCOUNTS_EACH).map(|_| account(&home, one))).collect();
        writes.push(accounts::upsert(&accounts));
        home.store.commit(writes).await?;
        people.extend(members.first().map(|member| (user.guid, member.guid)));
    }
    Ok((home.client, people))
}

/// A connection that works, or whose login was refused: every other one.
fn member(home: &Home, user: &User, bank: &Institution) -> Member {
    let now = Noon.now();
    let guid: MemberGuid = home.guid();
    let is_refused = bank.popularity % 2 == 0;
    let mut state = State::created(Origin::WithCredentials, now);
    (state.status, state.reason) = if is_refused {
        (Status::Denied, Some(Reason::CredentialsRejected))
    } else {
        (Status::Connected, Some(Reason::Ok))
    };
    state.aggregated_at = Some(now);
    state.successfully_aggregated_at = Some(now).filter(|_| !is_refused);
    Member {
        user: user.guid,
        guid,
        client: home.client,
        id: None,
        institution_code: bank.code.clone(),
        name: bank.name.clone(),
        metadata: None,
        use_cases: String::new(),
        is_oauth: false,
        is_background_disabled: false,
        reads: None,
        login_hash: None,
        state,
        next_run_at: None,
        is_paced: false,
        due_at: None,
        notice: None,
        version: 1,
        created_at: now,
        updated_at: now,
    }
}

fn account(home: &Home, member: &Member) -> Account {
    Account {
        user: member.user,
        guid: home.guid(),
        client: home.client,
        member: member.guid,
        id: None,
        facts: AccountFacts::new("Everyday Checking".to_owned(), AccountType::Checking, Currency::USD),
        metadata: None,
        is_hidden: false,
        is_business: false,
        imported_at: Some(Noon.now()),
        absent_since: None,
        trouble: None,
        retired: None,
        joined_into: None,
        rows_version: 0,
        kept_institution_code: None,
        created_at: Noon.now(),
        updated_at: Noon.now(),
    }
}
