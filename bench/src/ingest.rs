//! A million transactions that come in with the runs of a hundred members, matched and written with their ids; against a bare bulk insert of
//! the same rows into the same tables, a member a commit. The source is in memory: what a wire and a bank cost is measured elsewhere.

use crate::commits::now;
use crate::home::{Home, Noon, Wall, engine};
use crate::narrator::Narrator;
use crate::table::{Table, per_second, percent};
use anyhow::{Context as _, ensure};
use connectors::data::{SourceAccount, SourceTransaction};
use connectors::{Connector, Fetched, Want};
use domain::account::{AccountFacts, AccountType};
use domain::clock::Clock as _;
use domain::money::{Currency, Money};
use domain::reason::Reason;
use domain::run::{Reads, RunKind};
use domain::transaction::{TransactionFacts, TransactionStatus, TransactionType};
use engine::runs::Worker;
use engine::{CredentialValue, Name, NewMember, NewUser, Secret, Source, Sources, StartRun, Strays};
use jiff::ToSpan as _;
use jiff::tz::TimeZone;
use rusqlite::Connection;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use store::Address;
use tokio_util::sync::CancellationToken;

const MEMBERS: u32 = 100;
const ACCOUNTS: u32 = 4;
/// Of each account: five a day for a year and a half.
const ROWS: u32 = 2_500;
const ROWS_A_DAY: u32 = 5;
const PAGE: u32 = 500;
/// So many that none is busy.
const BANKS: u32 = 20;
const ROUNDS: usize = 3;
const PATIENCE: Duration = Duration::from_mins(10);

pub(crate) fn measure(table: &mut Table) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let (mut ours, mut bare) = (Duration::ZERO, Duration::ZERO);
    let mut ratios = Vec::new();
    for _ in 0..ROUNDS {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("ours.db");
        let took = runtime.block_on(ingest(&file))?;
        let other = folder.path().join("bare.db");
        drop(runtime.block_on(Home::new(Address::Sqlite(other.clone()), 0))?);
        let took_bare = insert(&file, &other)?;
        ratios.push(took_bare.as_secs_f64() / took.as_secs_f64());
        (ours, bare) = (took, took_bare);
    }
    let count = MEMBERS * ACCOUNTS * ROWS;
    table.row(
        &format!(
            "{count} new transactions in the runs of {MEMBERS} members, SQLite; bare: inserting the same rows"
        ),
        format!("{:.0}/s", per_second(count, ours)),
        format!("{:.0}/s", per_second(count, bare)),
        percent(crate::table::median(ratios)),
        "≥ 50 %",
    );
    Ok(())
}

/// How long all runs take, from the moment at which they may begin.
async fn ingest(file: &Path) -> anyhow::Result<Duration> {
    let connector: Arc<dyn Connector> =
        Arc::new(Narrator::new("ledgers", (0..BANKS).map(code).collect(), tell));
    let sources = Sources::new(vec![Source { connector, origins: Vec::new() }]);
    let engine = engine(file, &Arc::new(Wall::default()), sources).await?;
    engine.sync_directory().await?;
    let client = engine.create_client("bench").await?.guid;
    let scope = engine.of(client);
    let mut runs = Vec::new();
    for number in 0..MEMBERS {
        let user = scope.create_user(NewUser::default(), None).await?;
        let bank = code(number % BANKS);
        let form = engine.login_form(&bank).await?;
        let new = NewMember {
            id: None,
            institution: Name::Id(bank),
            metadata: None,
            use_cases: Vec::new(),
            is_background_disabled: true,
            reads: None,
            credentials: form
                .into_iter()
                .map(|field| CredentialValue { guid: field.guid, value: Secret::new(number.to_string()) })
                .collect(),
            strays: Strays::Taken,
            is_oauth: false,
            skip_aggregation: true,
            callback_payload: None,
            under: None,
        };
        let member = scope.create_member(&user, new, None).await?;
        let start = StartRun {
            kind: RunKind::Aggregate,
            reads: None,
            without: Reads::default(),
            callback_payload: None,
            even_if_fresh: false,
        };
        scope.start_run(&user, &Name::Guid(member.guid), &start).await?;
        let run = engine.store().of(client).latest_run(user.guid, member.guid).await?;
        runs.push((user.guid, run.context("no run was begun")?.guid));
    }
    let stop = CancellationToken::new();
    let began = now();
    let worker = tokio::spawn(Worker::new(engine.clone(), stop.clone()).run());
    let tenant = engine.store().of(client);
    let mut ticks = tokio::time::interval(Duration::from_millis(20));
    let mut created = 0;
    for (user, run) in runs {
        created += loop {
            let run = tenant.run(user, run).await?.context("the run is gone")?;
            if run.ended_at.is_some() {
                ensure!(
                    run.reason == Some(Reason::Ok),
                    "a run ended with {:?}: {:?}",
                    run.reason,
                    run.detail
                );
                break run.transactions_created;
            }
            ensure!(began.elapsed() < PATIENCE, "a run does not end");
            ticks.tick().await;
        };
    }
    let took = began.elapsed();
    ensure!(created == MEMBERS * ACCOUNTS * ROWS, "{created} transactions were made");
    stop.cancel();
    worker.await?;
    Ok(took)
}

/// How long it takes to insert the transactions of one file, and their ids, into another that has all the rest.
fn insert(file: &Path, other: &Path) -> anyhow::Result<Duration> {
    let connection = Connection::open(other)?;
    connection.execute_batch("PRAGMA foreign_keys = OFF")?;
    connection.execute("ATTACH ?1 AS ours", [file.to_string_lossy()])?;
    for table in ["clients", "users", "institutions", "members", "links", "accounts"] {
        connection.execute_batch(&format!("INSERT OR REPLACE INTO {table} SELECT * FROM ours.{table}"))?;
    }
    connection.execute_batch(
        "DETACH ours; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
         PRAGMA temp_store = MEMORY; PRAGMA secure_delete = ON;",
    )?;
    let ours = Connection::open(file)?;
    let mut users = ours.prepare("SELECT guid FROM users ORDER BY rowid")?;
    let users: Vec<String> = users.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let (mut took, mut inserted) = (Duration::ZERO, 0);
    for user in users {
        let tables = [rows(&ours, "transactions", &user)?, rows(&ours, "transaction_ids", &user)?];
        let began = now();
        connection.execute_batch("BEGIN IMMEDIATE")?;
        for (sql, rows) in &tables {
            let mut statement = connection.prepare_cached(sql)?;
            for row in rows {
                inserted += statement.execute(rusqlite::params_from_iter(row))?;
            }
        }
        connection.execute_batch("COMMIT")?;
        took += began.elapsed();
    }
    ensure!(inserted == usize::try_from(2 * MEMBERS * ACCOUNTS * ROWS)?, "{inserted} rows were inserted");
    Ok(took)
}

type Rows = (String, Vec<Vec<rusqlite::types::Value>>);

/// A user's rows of a table as they were inserted, and the statement that inserts them.
fn rows(from: &Connection, table: &str, user: &str) -> anyhow::Result<Rows> {
    let mut statement =
        from.prepare(&format!("SELECT * FROM {table} WHERE user_guid = ?1 ORDER BY rowid"))?;
    let width = statement.column_count();
    let read = |row: &rusqlite::Row<'_>| (0..width).map(|column| row.get(column)).collect();
    let rows = statement.query_map([user], read)?.collect::<Result<_, _>>()?;
    Ok((format!("INSERT INTO {table} VALUES ({})", vec!["?"; width].join(", ")), rows))
}

/// What a bank tells that has every customer's transactions in memory: of each, those that their number leads to.
fn tell(customer: &str, want: &Want) -> Fetched {
    match want {
        Want::Transactions { account, after, .. } => {
            let from: u32 = after.as_deref().and_then(|text| text.parse().ok()).unwrap_or(0);
            let to = (from + PAGE).min(ROWS);
            Fetched::Transactions {
                transactions: (from..to).map(|number| transaction(account, number)).collect(),
                next: (to < ROWS).then(|| to.to_string()),
                problems: Vec::new(),
                since: None,
            }
        }
        // Nothing but accounts and transactions is read in these runs.
        _ => Fetched::Accounts {
            accounts: (0..ACCOUNTS).map(|number| account(&format!("{customer}-{number}"))).collect(),
            problems: Vec::new(),
            notices: Vec::new(),
        },
    }
}

fn code(bank: u32) -> String {
    format!("ledger_bank_{bank}")
}

fn account(id: &str) -> SourceAccount {
    let facts = AccountFacts::new(format!("Checking {id}"), AccountType::Checking, Currency::USD);
    SourceAccount { id: id.to_owned(), facts, number: None, routing_number: None }
}

/// The newest first.
fn transaction(account: &str, number: u32) -> SourceTransaction {
    let today = Noon.now().to_zoned(TimeZone::UTC).date();
    let shop = number * 7_919 % 500;
    SourceTransaction {
        id: format!("{account}-{number}"),
        pending_id: None,
        facts: TransactionFacts {
            status: TransactionStatus::Posted,
            transaction_type: TransactionType::Debit,
            amount: Money::new(i64::from(100 + number * 104_729 % 20_000), Currency::USD),
            transacted_at: None,
            posted_at: None,
            date: today.saturating_sub(i64::from(number / ROWS_A_DAY).days()),
            description: format!("CARD PURCHASE STORE #{shop} SPRINGFIELD"),
            memo: None,
            category: Some("Groceries".to_owned()),
            merchant_category_code: Some(5411),
            check_number: None,
        },
    }
}
