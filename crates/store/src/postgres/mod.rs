//! The PostgreSQL driver: pipelined commits, bulk inserts as arrays, commits that can be looked up after a lost reply.

mod bulk;
mod pipeline;

use crate::error::Error;
use crate::value::{Row, Value};
use crate::write::Write;
use deadpool_postgres::{Manager, ManagerConfig, Object, Pool, RecyclingMethod, Runtime};
use std::borrow::Cow;
use std::error::Error as StdError;
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio_postgres::NoTls;
use tokio_postgres::types::{IsNull, ToSql, Type, private::BytesMut};

/// How long a free connection, or a new one, is waited for.
const WAIT_TIMEOUT: Duration = Duration::from_secs(10);
/// The database ends a statement that takes longer.
const OPTIONS: &str =
    "-c statement_timeout=30s -c lock_timeout=10s -c idle_in_transaction_session_timeout=30s";
/// One number for the lock around migrations and one for that around claims, so that nodes take turns.
const MIGRATION_LOCK: &str = "SELECT pg_advisory_lock(7946112001)";
const MIGRATION_UNLOCK: &str = "SELECT pg_advisory_unlock(7946112001)";
const CLAIM_LOCK: &str = "SELECT CAST(pg_advisory_xact_lock(7946112002) AS TEXT) AS locked";

/// Claims due runs; rows that another node is claiming are passed over.
const CLAIM: &str = crate::claim_sql!("FOR UPDATE SKIP LOCKED");
pub(crate) const CLAIM_MEMBERS: &str = crate::claim_members_sql!("FOR UPDATE SKIP LOCKED");
pub(crate) const CLAIM_DELIVERIES: &str = crate::claim_deliveries_sql!("FOR UPDATE SKIP LOCKED");

/// Events that were restored into another cluster carry transaction numbers which that one has yet to reach, and would stay hidden
/// until it does. When the newest has such a number, all that have are shown at once.
const SHOW_RESTORED_EVENTS: &str = "UPDATE event_log SET xid = '0' WHERE xid >= pg_snapshot_xmax(pg_current_snapshot())
    AND (SELECT xid FROM event_log ORDER BY sequence DESC LIMIT 1) >= pg_snapshot_xmax(pg_current_snapshot())";
const REMEMBER_COMMIT: &str = "INSERT INTO commits (id, committed_at) VALUES (?1, ?2)";
/// Claims the id of a commit whose reply was lost. It waits while that commit's transaction is open; a row comes back if it never was
/// committed, and then it never will be. A mere look would miss a COMMIT that is still on its way.
const CLAIM_COMMIT: &str =
    "INSERT INTO commits (id, committed_at) VALUES (?1, ?2) ON CONFLICT DO NOTHING RETURNING id";
/// Rows that other nodes are deleting are passed over.
const FORGET_COMMITS: &str = "DELETE FROM commits WHERE id IN
    (SELECT id FROM commits WHERE committed_at < ?1 ORDER BY committed_at LIMIT ?2 FOR UPDATE SKIP LOCKED)";
/// How long the id of a commit is kept; a lost reply is resolved within seconds.
const COMMIT_KEPT_MICROS: i64 = 60 * 60 * 1_000_000;
/// Each so many commits of a node, the first included, old ids are forgotten, and so many at most.
const FORGET_EVERY: u64 = 256;
const FORGET_ROWS_MAX: i64 = 1024;

/// A PostgreSQL database.
#[derive(Debug, Clone)]
pub(crate) struct Postgres {
    pool: Pool,
    commits_begun: Arc<AtomicU64>,
}

impl Postgres {
    /// Connects, and brings the schema to the newest form; several nodes may do so at once.
    pub(crate) async fn open(url: &str, connections: usize) -> Result<Self, Error> {
        let mut config =
            tokio_postgres::Config::from_str(url).map_err(|error| Error::Address(error.to_string()))?;
        if config.get_ssl_mode() == tokio_postgres::config::SslMode::Require {
            return Err(Error::Address(
                "sslmode=require is not supported yet; use a local socket, a private network or a tunnel"
                    .into(),
            ));
        }
        config.options(OPTIONS).application_name("swingbridge").connect_timeout(WAIT_TIMEOUT);
        migrate(&config).await?;
        let manager =
            Manager::from_config(config, NoTls, ManagerConfig { recycling_method: RecyclingMethod::Fast });
        let pool = Pool::builder(manager)
            .max_size(connections.max(1))
            .runtime(Runtime::Tokio1)
            .wait_timeout(Some(WAIT_TIMEOUT))
            .create_timeout(Some(WAIT_TIMEOUT))
            .build()
            .map_err(|error| Error::Connect(Box::new(error)))?;
        Ok(Self { pool, commits_begun: Arc::default() })
    }

    /// Commits since the start.
    pub(crate) fn commits_begun(&self) -> u64 {
        self.commits_begun.load(Ordering::Relaxed)
    }

    pub(crate) async fn read(&self, sql: &'static str, args: Vec<Value>) -> Result<Vec<Row>, Error> {
        let client = self.client().await?;
        let statement = client.prepare_cached(&placeholders(sql)).await.map_err(Error::from)?;
        let rows = client.query(&statement, &borrowed(&args)).await.map_err(Error::from)?;
        collect(&rows)
    }

    /// Runs in a task of its own: a caller that goes away must not leave a transaction half open.
    pub(crate) async fn commit(
        &self,
        writes: Vec<Write>,
        id: String,
        at_micros: i64,
    ) -> Result<Vec<Vec<Row>>, Error> {
        let driver = self.clone();
        tokio::spawn(async move { driver.commit_now(writes, id, at_micros).await })
            .await
            .map_err(|_| Error::Stopped)?
    }

    /// Runs the claim, one node at a time. It is not remembered like other commits: a claim whose reply is lost passes with its lease.
    pub(crate) async fn claim(&self, args: Vec<Value>) -> Result<Vec<Row>, Error> {
        let driver = self.clone();
        let claiming = async move {
            let writes = [Write::new(CLAIM_LOCK, Vec::new()), Write::new(CLAIM, args)];
            let client = driver.client().await?;
            let outcome = pipeline::run(&client, &writes).await;
            let end = if outcome.is_ok() { "COMMIT" } else { "ROLLBACK" };
            if let Err(error) = client.batch_execute(end).await {
                drop(Object::take(client));
                return Err(error.into());
            }
            outcome.map(|mut answers| answers.pop().unwrap_or_default())
        };
        // In a task of its own, as commits are.
        tokio::spawn(claiming).await.map_err(|_| Error::Stopped)?
    }

    async fn commit_now(
        &self,
        mut writes: Vec<Write>,
        id: String,
        at_micros: i64,
    ) -> Result<Vec<Vec<Row>>, Error> {
        let asked = writes.len();
        writes.push(Write::new(REMEMBER_COMMIT, crate::args![&id, at_micros]));
        if self.commits_begun.fetch_add(1, Ordering::Relaxed).is_multiple_of(FORGET_EVERY) {
            let before = at_micros.saturating_sub(COMMIT_KEPT_MICROS);
            writes.push(Write::new(FORGET_COMMITS, crate::args![before, FORGET_ROWS_MAX]));
        }
        let client = self.client().await?;
        let outcome = pipeline::run(&client, &writes).await;
        let mut answers = match outcome {
            Ok(answers) => answers,
            Err(error) => {
                if client.batch_execute("ROLLBACK").await.is_err() {
                    // The connection is of no more use; it is closed instead of going back.
                    drop(Object::take(client));
                }
                return Err(error);
            }
        };
        answers.truncate(asked);
        match client.batch_execute("COMMIT").await {
            Ok(()) => Ok(answers),
            // The server said no: nothing was written. One that is being shut down may have written before it said so.
            Err(error) if error.code().is_some_and(|code| !code.code().starts_with("57")) => {
                Err(error.into())
            }
            Err(error) => {
                drop(Object::take(client));
                match self.read(CLAIM_COMMIT, crate::args![&id, at_micros]).await {
                    Ok(claimed) if claimed.is_empty() => Ok(answers),
                    Ok(_) => Err(error.into()),
                    Err(_) => Err(Error::Unknown),
                }
            }
        }
    }

    async fn client(&self) -> Result<Object, Error> {
        self.pool.get().await.map_err(|error| Error::Connect(Box::new(error)))
    }
}

mod migrations {
    refinery::embed_migrations!("migrations/postgres");
}

async fn migrate(config: &tokio_postgres::Config) -> Result<(), Error> {
    let (mut client, connection) =
        config.connect(NoTls).await.map_err(|error| Error::Connect(Box::new(error)))?;
    let driving = tokio::spawn(connection);
    // Migrations may take their time; only they may.
    client.batch_execute("SET statement_timeout = 0; SET lock_timeout = 0").await.map_err(Error::from)?;
    client.batch_execute(MIGRATION_LOCK).await.map_err(Error::from)?;
    let outcome = migrations::migrations::runner()
        .run_async(&mut client)
        .await
        .map_err(|error| Error::Migrate(Box::new(error)));
    client.batch_execute(SHOW_RESTORED_EVENTS).await.map_err(Error::from)?;
    client.batch_execute(MIGRATION_UNLOCK).await.map_err(Error::from)?;
    drop(client);
    drop(driving.await);
    outcome.map(|_| ())
}

/// Statements say `?1`, which SQLite numbers by its digits; PostgreSQL says `$1`. No statement holds a literal question mark.
fn placeholders(sql: &str) -> Cow<'_, str> {
    Cow::Owned(sql.replace('?', "$"))
}

fn borrowed(args: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    args.iter().map(|value| -> &(dyn ToSql + Sync) { value }).collect()
}

fn collect(rows: &[tokio_postgres::Row]) -> Result<Vec<Row>, Error> {
    let Some(first) = rows.first() else { return Ok(Vec::new()) };
    let columns: Arc<[String]> = first.columns().iter().map(|column| column.name().to_owned()).collect();
    let types: Vec<Type> = first.columns().iter().map(|column| column.type_().clone()).collect();
    rows.iter()
        .map(|row| {
            let values = types
                .iter()
                .enumerate()
                .map(|(index, kind)| {
                    Ok(match *kind {
                        Type::INT8 => row.try_get::<_, Option<i64>>(index)?.map_or(Value::Null, Value::Int),
                        Type::BYTEA => {
                            row.try_get::<_, Option<Vec<u8>>>(index)?.map_or(Value::Null, Value::Blob)
                        }
                        _ => row.try_get::<_, Option<String>>(index)?.map_or(Value::Null, Value::Text),
                    })
                })
                .collect::<Result<Vec<Value>, tokio_postgres::Error>>()
                .map_err(Error::from)?;
            Ok(Row::new(columns.clone(), values))
        })
        .collect()
}

impl ToSql for Value {
    fn to_sql(&self, kind: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn StdError + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Int(int) => int.to_sql(kind, out),
            // JSON travels as its text.
            Self::Text(text) | Self::Keys(text) => text.as_str().to_sql(&Type::TEXT, out),
            Self::Blob(bytes) => bytes.as_slice().to_sql(kind, out),
        }
    }

    fn accepts(kind: &Type) -> bool {
        matches!(*kind, Type::INT8 | Type::TEXT | Type::BYTEA | Type::JSON)
    }

    tokio_postgres::types::to_sql_checked!();
}
