//! What a test stands on: a fresh database of either kind, a clock and dice that are always the same.

mod dice;
mod server;

pub(crate) use dice::{Dice, FixedClock, at};
use server::Server;
pub(crate) use server::{connect, until_a_lock_is_waited_for};

use domain::id::{ClientGuid, Guid, Kind};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;
use store::{Address, Database, Keyring, Opening, Row, SecretKey, Store, Value, Write, clients};
use tokio::runtime::Runtime;

pub(crate) const MASTER_KEY: [u8; store::KEY_BYTES] = [7; store::KEY_BYTES];
/// Reading threads or connections; more than one, so that tests meet themselves.
const CONNECTIONS: usize = 4;

/// Long enough for any machine; nothing waits it out unless it fails.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// One test's database with one client in it.
pub(crate) struct Bed {
    pub(crate) store: Arc<Store>,
    pub(crate) client: ClientGuid,
    pub(crate) address: Address,
    pub(crate) dice: Arc<Dice>,
    guids_made: AtomicI64,
}

impl Bed {
    async fn new(address: Address) -> Self {
        let dice = Arc::new(Dice::new(1));
        let store = Arc::new(open(&address, true, &dice, MASTER_KEY).await.expect("a fresh database opens"));
        let client = ClientGuid::new(at(0), dice.as_ref());
        let bed = Self { store, client, address, dice, guids_made: AtomicI64::new(0) };
        bed.commit(vec![bed.new_client(client, "Budget app")]).await;
        bed
    }

    /// A new id; each sorts after those made before.
    pub(crate) fn guid<K: Kind>(&self) -> Guid<K> {
        let millis = self.guids_made.fetch_add(1, Ordering::Relaxed);
        Guid::new(at(0) + jiff::SignedDuration::from_millis(millis), self.dice.as_ref())
    }

    /// The write of a client with a data key.
    pub(crate) fn new_client(&self, guid: ClientGuid, name: &str) -> Write {
        let client = clients::Client { guid, name: name.to_owned(), created_at: at(0) };
        clients::insert(&client, self.store.keyring().new_data_key(guid).unwrap())
    }

    pub(crate) fn tenant(&self) -> store::Tenant<'_> {
        self.store.of(self.client)
    }

    /// Commits what must not fail.
    pub(crate) async fn commit(&self, writes: Vec<Write>) -> Vec<Vec<Row>> {
        self.store.commit(writes).await.expect("nothing stands against the commit")
    }

    /// Rows of a statement of the test's own.
    pub(crate) async fn read(&self, sql: &'static str, args: Vec<Value>) -> Vec<Row> {
        self.store.database().read(sql, args).await.expect("the statement is right")
    }

    /// The number that a statement of the test's own gives as `n`.
    pub(crate) async fn number(&self, sql: &'static str, args: Vec<Value>) -> i64 {
        self.read(sql, args).await[0].int("n").unwrap()
    }

    pub(crate) fn is_postgres(&self) -> bool {
        matches!(self.address, Address::Postgres(_))
    }

    /// The database once more, as another process would open it beside this one.
    pub(crate) async fn beside(&self) -> Store {
        open(&self.address, false, &self.dice, MASTER_KEY).await.expect("it opens beside the server")
    }

    /// The same without keys.
    pub(crate) async fn beside_database(&self) -> Database {
        open_database(&self.address, false, &self.dice).await.expect("it opens beside the server")
    }
}

/// Opens a store with a master key of its own.
pub(crate) async fn open(
    address: &Address,
    as_server: bool,
    dice: &Arc<Dice>,
    master_key: [u8; store::KEY_BYTES],
) -> Result<Store, store::Error> {
    let database = open_database(address, as_server, dice).await?;
    Ok(Store::new(database, Keyring::new(SecretKey::new(master_key), dice.clone())))
}

/// A store that knows further master keys.
pub(crate) async fn open_with(
    address: &Address,
    dice: &Arc<Dice>,
    master_key: [u8; store::KEY_BYTES],
    further: Vec<SecretKey>,
) -> Store {
    let database = open_database(address, false, dice).await.unwrap();
    Store::new(database, Keyring::new(SecretKey::new(master_key), dice.clone()).with_further(further))
}

async fn open_database(
    address: &Address,
    as_server: bool,
    dice: &Arc<Dice>,
) -> Result<Database, store::Error> {
    Database::open(Opening {
        address: address.clone(),
        connections: CONNECTIONS,
        as_server,
        clock: Arc::new(FixedClock(at(0))),
        random: dice.clone(),
    })
    .await
}

/// A runtime with several threads, as the server has.
fn runtime() -> Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

/// Runs a test on a fresh SQLite file.
pub(crate) fn on_sqlite(test: impl AsyncFnOnce(&Bed)) {
    with_sqlite(|runtime, bed| runtime.block_on(test(bed)));
}

/// Runs a test on a fresh PostgreSQL database.
pub(crate) fn on_postgres(test: impl AsyncFnOnce(&Bed)) {
    with_postgres(|runtime, bed| runtime.block_on(test(bed)));
}

/// As [`on_sqlite`], for tests that are not asynchronous themselves.
pub(crate) fn with_sqlite(test: impl FnOnce(&Runtime, &Bed)) {
    let (folder, runtime) = (tempfile::tempdir().unwrap(), runtime());
    let bed = runtime.block_on(Bed::new(Address::Sqlite(folder.path().join("hub.db"))));
    test(&runtime, &bed);
}

/// As [`on_postgres`]. The database goes whatever the test does.
pub(crate) fn with_postgres(test: impl FnOnce(&Runtime, &Bed)) {
    let Some(server) = Server::from_environment() else { return };
    let runtime = runtime();
    let database = runtime.block_on(server.create_database());
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        let bed = runtime.block_on(Bed::new(Address::Postgres(server.url_of(&database))));
        test(&runtime, &bed);
    }));
    runtime.block_on(server.drop_database(&database));
    if let Err(panic) = outcome {
        resume_unwind(panic);
    }
}

/// Makes a test for each database of each function.
macro_rules! on_both {
    ($($test:ident)*) => {
        mod sqlite {
            $(#[test] fn $test() { crate::bed::on_sqlite(super::$test); })*
        }
        mod postgres {
            $(#[test] fn $test() { crate::bed::on_postgres(super::$test); })*
        }
    };
}
