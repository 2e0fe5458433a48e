//! The PostgreSQL that the tests are given, and a database of their own in it.

use super::PATIENCE;
use std::io::Write as _;
use std::sync::Once;
use std::sync::atomic::{AtomicU32, Ordering};
use tokio_postgres::{Client, NoTls};

const URL: &str = "TEST_PG_URL";

static SAID: Once = Once::new();
static DATABASES: AtomicU32 = AtomicU32::new(0);

/// A server whose user may create databases.
pub(crate) struct Server {
    url: String,
}

impl Server {
    /// The server of `TEST_PG_URL`. Not having one fails where `CI` is set.
    pub(crate) fn from_environment() -> Option<Self> {
        if let Ok(url) = std::env::var(URL) {
            return Some(Self { url });
        }
        assert!(std::env::var_os("CI").is_none(), "{URL} is not set, and CI must test PostgreSQL");
        SAID.call_once(|| writeln!(std::io::stderr(), "skipped: {URL} is not set").unwrap());
        None
    }

    /// The address of a database of this server.
    pub(crate) fn url_of(&self, database: &str) -> String {
        let (before, after) = self.url.split_once("://").expect("an address has a scheme");
        let (authority, rest) = after.split_once('/').unwrap_or((after, ""));
        let options = rest.split_once('?').map(|(_, options)| format!("?{options}")).unwrap_or_default();
        format!("{before}://{authority}/{database}{options}")
    }

    /// An empty database with a name of its own.
    pub(crate) async fn create_database(&self) -> String {
        let number = DATABASES.fetch_add(1, Ordering::Relaxed);
        let name = format!("store_it_{}_{number}", std::process::id());
        // One of that name is left by a run that was killed.
        self.run(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
        self.run(&format!("CREATE DATABASE {name}")).await;
        name
    }

    pub(crate) async fn drop_database(&self, name: &str) {
        self.run(&format!("DROP DATABASE {name} WITH (FORCE)")).await;
    }

    async fn run(&self, sql: &str) {
        connect(&self.url).await.batch_execute(sql).await.unwrap();
    }
}

/// A plain connection, beside the store.
pub(crate) async fn connect(url: &str) -> Client {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}

/// Returns once a session of the database waits for a lock of another.
pub(crate) async fn until_a_lock_is_waited_for(url: &str) {
    const WAITING: &str =
        "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    let watching = connect(url).await;
    let look = async { while watching.query(WAITING, &[]).await.unwrap().is_empty() {} };
    tokio::time::timeout(PATIENCE, look).await.expect("a lock is waited for");
}
