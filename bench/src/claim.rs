//! What the scheduler asks of the database at every look: a claim of due members among a million, against the same claim among ten
//! thousand; and places in the queues of institutions, among many and among few. Both must depend on what is asked for alone.

use crate::commits::{fresh, now};
use crate::home::{Home, Noon};
use crate::table::{Table, median};
use domain::clock::{Clock as _, Timestamp};
use domain::id::Guid;
use jiff::SignedDuration;
use std::time::Duration;
use store::members::Member;
use store::paces::Lane;
use store::users::User;
use store::{Address, Value, Write, args, members, users};

const MANY: u32 = 1_000_000;
const FEW: u32 = 10_000;
const MEMBERS_PER_USER: u32 = 4;
const ROWS_PER_COMMIT: u32 = 10_000;
/// Members that are due at a time, spread evenly over all.
const DUE: u32 = 1_000;
const CLAIM: u32 = 100;
const ROUNDS: u32 = 20;

const MANY_INSTITUTIONS: u32 = 20_000;
const FEW_INSTITUTIONS: u32 = 200;
/// Institutions that are asked for a place at once.
const ASKED: u32 = 20;
const RESERVATIONS: u32 = 200;

const AIM: &str = "≤ 1.5 ×";

pub(crate) fn sqlite(table: &mut Table) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let address = |name: &str| Address::Sqlite(folder.path().join(name));
    let runtime = runtime()?;
    let many = runtime.block_on(filled(address("many.db"), MANY))?;
    let few = runtime.block_on(filled(address("few.db"), FEW))?;
    runtime.block_on(measure(table, "SQLite", &many, &few))
}

pub(crate) fn postgres(table: &mut Table) -> anyhow::Result<()> {
    let Ok(url) = std::env::var("TEST_PG_URL") else {
        let skipped = "skipped: TEST_PG_URL is not set";
        table.row("claims and places, PostgreSQL", "-".into(), "-".into(), skipped.into(), AIM);
        return Ok(());
    };
    let runtime = runtime()?;
    runtime.block_on(async {
        let mut homes = Vec::new();
        for (name, count) in [("bench_claim_many", MANY), ("bench_claim_few", FEW)] {
            let database = fresh(&url, name).await?;
            let home = filled(Address::Postgres(database.clone()), count).await?;
            // What the server does by itself sooner or later, and must not do in between.
            let (client, connection) = tokio_postgres::connect(&database, tokio_postgres::NoTls).await?;
            tokio::spawn(connection);
            client.batch_execute("VACUUM ANALYZE").await?;
            client.batch_execute("CHECKPOINT").await?;
            homes.push(home);
        }
        let [many, few] = homes.as_slice() else { anyhow::bail!("two databases are compared") };
        measure(table, "PostgreSQL", many, few).await
    })
}

fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    Ok(tokio::runtime::Builder::new_multi_thread().enable_all().build()?)
}

/// In turns, so that whatever else the machine does meets both.
async fn measure(table: &mut Table, database: &str, many: &Home, few: &Home) -> anyhow::Result<()> {
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        arm(many).await?;
        arm(few).await?;
        for _ in 0..DUE / CLAIM {
            ours.push(millis(claim(many).await?));
            theirs.push(millis(claim(few).await?));
        }
    }
    row(
        table,
        &format!("claim of {CLAIM} members among 1,000,000, against 10,000, {database}"),
        ours,
        theirs,
    );

    reserve_all(many, MANY_INSTITUTIONS).await?;
    reserve_all(few, FEW_INSTITUTIONS).await?;
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..RESERVATIONS {
        ours.push(millis(reserve(many, MANY_INSTITUTIONS).await?));
        theirs.push(millis(reserve(few, FEW_INSTITUTIONS).await?));
    }
    let what = format!("{ASKED} places in the queues of 20,000 institutions, against 200, {database}");
    row(table, &what, ours, theirs);
    Ok(())
}

fn row(table: &mut Table, what: &str, ours: Vec<f64>, theirs: Vec<f64>) {
    let (ours, theirs) = (median(ours), median(theirs));
    table.row(
        what,
        format!("p50 {ours:.2} ms"),
        format!("p50 {theirs:.2} ms"),
        format!("{:.2} ×", ours / theirs),
        AIM,
    );
}

fn millis(took: Duration) -> f64 {
    took.as_secs_f64() * 1e3
}

/// A store with so many members.
async fn filled(address: Address, count: u32) -> anyhow::Result<Home> {
    let home = Home::new(address, 1).await?;
    let Some((pattern, _)) = home.pairs.first() else { anyhow::bail!("there is no member to go by") };
    let Some(owner) = home.store.of(home.client).user(pattern.user).await? else {
        anyhow::bail!("there is no user to go by")
    };
    let mut user = owner.clone();
    for begin in (0..count).step_by(usize::try_from(ROWS_PER_COMMIT)?) {
        let (mut owners, mut rows) = (Vec::new(), Vec::new());
        for number in begin..count.min(begin + ROWS_PER_COMMIT) {
            // Ids are in the order of time, as those of members are that come one by one.
            let made_at = after(SignedDuration::from_millis(number.into()));
            if number % MEMBERS_PER_USER == 0 {
                user = User { guid: Guid::new(made_at, home.random.as_ref()), ..user };
                owners.push(users::insert(&user).into_parts());
            }
            let member = Member {
                user: user.guid,
                guid: Guid::new(made_at, home.random.as_ref()),
                institution_code: format!("bank_{}", number % 1_000),
                created_at: made_at,
                due_at: Some(if number % (count / DUE) == 0 {
                    claimed_until()
                } else {
                    after(SignedDuration::from_hours(24) + SignedDuration::from_millis(number.into()))
                }),
                ..pattern.clone()
            };
            rows.push(members::insert(&member).into_parts());
        }
        home.store.commit(vec![together(owners), together(rows)]).await?;
    }
    Ok(home)
}

/// Many inserts of one kind as one.
fn together(parts: Vec<(&'static str, Vec<Value>)>) -> Write {
    let sql = parts.first().map_or("", |(sql, _)| sql);
    Write::many(sql, parts.into_iter().map(|(_, args)| args).collect())
}

fn after(wait: SignedDuration) -> Timestamp {
    Noon.now().checked_add(wait).unwrap_or(Timestamp::MAX)
}

fn claimed_until() -> Timestamp {
    after(SignedDuration::from_hours(1))
}

/// Those that were claimed are due again, each at a time of its own; in which order has nothing to do with their age.
async fn arm(home: &Home) -> anyhow::Result<()> {
    let write = Write::new(
        "UPDATE members SET due_at = CAST(?1 AS BIGINT) + created_at % 1000003 * 7919 % 1000003 WHERE due_at = ?2",
        args![after(SignedDuration::from_hours(-1)), claimed_until()],
    );
    home.store.commit(vec![write.expect(u64::from(DUE), "other members were due")]).await?;
    Ok(())
}

async fn claim(home: &Home) -> anyhow::Result<Duration> {
    let began = now();
    let found = home.store.claim_members(Noon.now(), claimed_until(), CLAIM).await?;
    let took = began.elapsed();
    anyhow::ensure!(found.len() == usize::try_from(CLAIM)?, "{} were claimed", found.len());
    Ok(took)
}

/// Every institution has a queue.
async fn reserve_all(home: &Home, institutions: u32) -> anyhow::Result<()> {
    for begin in (0..institutions).step_by(usize::try_from(FEW_INSTITUTIONS)?) {
        let codes: Vec<String> = (begin..begin + FEW_INSTITUTIONS).map(code).collect();
        reserve_at(home, &codes).await?;
    }
    Ok(())
}

/// One place each at institutions that are spread evenly over all.
async fn reserve(home: &Home, institutions: u32) -> anyhow::Result<Duration> {
    let codes: Vec<String> = (0..ASKED).map(|number| code(number * (institutions / ASKED))).collect();
    reserve_at(home, &codes).await
}

fn code(number: u32) -> String {
    format!("bank_{number:05}")
}

async fn reserve_at(home: &Home, codes: &[String]) -> anyhow::Result<Duration> {
    let asked: Vec<(Lane<'_>, u32)> =
        codes.iter().map(|code| (Lane { source: "sandbox", institution: code }, 1)).collect();
    let began = now();
    let places = home.store.reserve_starts(&asked, SignedDuration::from_secs(2), Noon.now()).await?;
    let took = began.elapsed();
    anyhow::ensure!(places.len() == codes.len(), "{} places were given", places.len());
    Ok(took)
}
