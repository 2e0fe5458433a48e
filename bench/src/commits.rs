//! Durable commits of a run: member, run and event, as a step of a run writes them, by many tasks at once; against a bare loop that
//! runs the same statements with the same values through the same driver, as many of them per transaction as the store folded.

use crate::home::Home;
use crate::table::{Table, median, per_second, percent};
use std::sync::Arc;
use std::time::{Duration, Instant};
use store::members::Member;
use store::runs::{Lease, Run};
use store::{Address, Value, events, members, runs};

const TASKS: usize = 64;
const COMMITS: u32 = 6_400;
const ROUNDS: usize = 5;

pub(crate) fn sqlite(table: &mut Table) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let runtime = runtime()?;
    let home = Arc::new(runtime.block_on(Home::new(Address::Sqlite(folder.path().join("ours.db")), TASKS))?);
    let bare_path = folder.path().join("bare.db");
    let bare_home = runtime.block_on(Home::new(Address::Sqlite(bare_path.clone()), TASKS))?;
    let bare = rusqlite::Connection::open(&bare_path)?;
    bare.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;
         PRAGMA secure_delete = ON;",
    )?;
    let (mut ours, mut theirs, mut folds) = (Vec::new(), Vec::new(), Vec::new());
    let mut versions = vec![1; TASKS];
    for _ in 0..ROUNDS {
        let before = home.store.database().statistics();
        ours.push(per_second(COMMITS, runtime.block_on(concurrent(&home))?));
        let after = home.store.database().statistics();
        let fold = (after.commits - before.commits) / (after.folds - before.folds).max(1);
        folds.push(u32::try_from(fold)?);
        theirs.push(per_second(COMMITS, bare_sqlite(&bare, &bare_home, fold.max(1), &mut versions)?));
    }
    let (ours, theirs) = (median(ours), median(theirs));
    table.row(
        "durable run commits, SQLite",
        format!("{ours:.0}/s"),
        format!("{theirs:.0}/s"),
        format!("{}, folding {folds:?}", percent(ours / theirs)),
        "≥ 70 %",
    );
    Ok(())
}

pub(crate) fn postgres(table: &mut Table) -> anyhow::Result<()> {
    let what = "durable run commits, PostgreSQL";
    let Ok(url) = std::env::var("TEST_PG_URL") else {
        table.row(what, "-".into(), "-".into(), "skipped: TEST_PG_URL is not set".into(), "≥ 70 %");
        return Ok(());
    };
    let runtime = runtime()?;
    let database = runtime.block_on(fresh(&url, "bench_commits"))?;
    let home = Arc::new(runtime.block_on(Home::new(Address::Postgres(database.clone()), TASKS))?);
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        ours.push(per_second(COMMITS, runtime.block_on(concurrent(&home))?));
        theirs.push(per_second(COMMITS, runtime.block_on(bare_postgres(&database, &home))?));
    }
    let (ours, theirs) = (median(ours), median(theirs));
    table.row(what, format!("{ours:.0}/s"), format!("{theirs:.0}/s"), percent(ours / theirs), "≥ 70 %");
    Ok(())
}

fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    Ok(tokio::runtime::Builder::new_multi_thread().enable_all().build()?)
}

/// All tasks at once, each with a member of its own.
async fn concurrent(home: &Arc<Home>) -> anyhow::Result<Duration> {
    let each = COMMITS / u32::try_from(TASKS)?;
    let began = now();
    let tasks: Vec<_> = (0..TASKS)
        .map(|index| {
            let home = home.clone();
            tokio::spawn(async move {
                let Some((member, run)) = home.pairs.get(index).cloned() else { return Ok(()) };
                let known = home.store.of(home.client).member(member.user, member.guid).await?;
                let mut member = known.unwrap_or(member);
                for _ in 0..each {
                    let event = home.event(&member, &run);
                    let writes = vec![
                        members::update(&member),
                        runs::update(&run, Lease::Kept),
                        events::append(&event),
                    ];
                    home.store.commit(writes).await?;
                    member.version += 1;
                }
                anyhow::Ok(())
            })
        })
        .collect();
    for task in tasks {
        task.await??;
    }
    Ok(began.elapsed())
}

/// The statements and values of one commit.
fn statements(home: &Home, member: &Member, run: &Run) -> [(&'static str, Vec<Value>); 3] {
    let event = home.event(member, run);
    [members::update(member), runs::update(run, Lease::Kept), events::append(&event)]
        .map(store::Write::into_parts)
}

fn bare_sqlite(
    bare: &rusqlite::Connection,
    home: &Home,
    fold: u64,
    versions: &mut [i64],
) -> anyhow::Result<Duration> {
    let mut done = 0;
    let mut turn = home
        .pairs
        .iter()
        .zip(versions.iter_mut())
        .map(|((member, run), version)| (member, run, version))
        .collect::<Vec<_>>();
    let mut next = 0;
    let began = now();
    while done < COMMITS {
        bare.prepare_cached("BEGIN IMMEDIATE")?.execute([])?;
        for _ in 0..fold {
            let count = turn.len().max(1);
            if let Some((member, run, version)) = turn.get_mut(next % count) {
                let mut member: Member = (*member).clone();
                member.version = **version;
                for (sql, args) in statements(home, &member, run) {
                    let changed = bare.prepare_cached(sql)?.execute(rusqlite::params_from_iter(&args))?;
                    anyhow::ensure!(changed == 1, "the bare loop wrote nothing");
                }
                **version += 1;
            }
            next += 1;
            done += 1;
        }
        bare.prepare_cached("COMMIT")?.execute([])?;
    }
    Ok(began.elapsed())
}

/// As many connections as the store has, each with a loop of its own: begin, the three statements, commit.
async fn bare_postgres(url: &str, home: &Arc<Home>) -> anyhow::Result<Duration> {
    const CONNECTIONS: usize = 8;
    let mut clients = Vec::new();
    for _ in 0..CONNECTIONS {
        let (client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls).await?;
        tokio::spawn(connection);
        clients.push(client);
    }
    let each = COMMITS / u32::try_from(CONNECTIONS)?;
    let began = now();
    let tasks: Vec<_> = clients
        .into_iter()
        .enumerate()
        .map(|(index, client)| {
            let home = home.clone();
            tokio::spawn(async move {
                let Some((member, run)) = home.pairs.get(index).cloned() else { return Ok(()) };
                let known = home.store.of(home.client).member(member.user, member.guid).await?;
                let mut member = known.unwrap_or(member);
                let mut prepared = Vec::new();
                for (sql, _) in statements(&home, &member, &run) {
                    prepared.push(client.prepare(&sql.replace('?', "$")).await?);
                }
                for _ in 0..each {
                    let parts = statements(&home, &member, &run);
                    client.batch_execute("BEGIN").await?;
                    for ((_, args), statement) in parts.iter().zip(&prepared) {
                        let args: Vec<&(dyn tokio_postgres::types::ToSql + Sync)> = args
                            .iter()
                            .map(|value| -> &(dyn tokio_postgres::types::ToSql + Sync) { value })
                            .collect();
                        client.execute(statement, &args).await?;
                    }
                    client.batch_execute("COMMIT").await?;
                    member.version += 1;
                }
                anyhow::Ok(())
            })
        })
        .collect();
    for task in tasks {
        task.await??;
    }
    Ok(began.elapsed())
}

/// An empty database of that name; its address.
pub(crate) async fn fresh(url: &str, name: &str) -> anyhow::Result<String> {
    let (client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls).await?;
    tokio::spawn(connection);
    client.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await?;
    client.batch_execute(&format!("CREATE DATABASE {name}")).await?;
    let (server, _) = url.rsplit_once('/').ok_or_else(|| anyhow::anyhow!("TEST_PG_URL names no database"))?;
    Ok(format!("{server}/{name}"))
}

pub(crate) fn now() -> Instant {
    Instant::now()
}
