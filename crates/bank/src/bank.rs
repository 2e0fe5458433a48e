//! The bank itself: its books behind a lock, its journal, its clock. Every change goes to the journal first.

use std::future::Future;
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::clock::{Clock, Timestamp};
use jiff::SignedDuration;

use crate::books::{Books, Opened, Record, Standing};
use crate::desk::{Decision, Declined};
use crate::directory::Institution;
use crate::http;
use crate::journal::{Journal, JournalError};
use crate::line::{Caller, Lines};
use crate::sign_in::SignIn;
use crate::tls::{self, Tls, TlsSettings};

/// How to run a bank.
#[derive(Debug)]
pub struct Settings {
    /// Two banks with one seed tell the same, to the cent.
    pub seed: u64,
    /// Where counts, locks, sign-ins, tokens and states are kept over a restart; without it they are kept in memory.
    pub journal: Option<PathBuf>,
    pub clock: Arc<dyn Clock>,
    /// True when the bank runs alone: then it has an offset of its own over `clock`, which `PUT /clock` moves.
    pub clock_is_own: bool,
    /// For [`Bank::serve_tls`]; most banks need none.
    pub tls: Option<TlsSettings>,
}

/// A running bank; cheap to clone, and every clone is the same bank.
#[derive(Debug, Clone)]
pub struct Bank(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    seed: u64,
    clock: Arc<dyn Clock>,
    clock_is_own: bool,
    tls: Option<Arc<Tls>>,
    office: Mutex<Office>,
}

#[derive(Debug)]
struct Office {
    books: Books,
    journal: Option<Journal>,
}

/// The journal could not be read or written, or no certificates could be made.
#[derive(Debug, thiserror::Error)]
#[error("the bank cannot be opened")]
pub struct OpenError(#[source] Unopened);

#[derive(Debug, thiserror::Error)]
enum Unopened {
    #[error("its journal cannot be used")]
    Journal(#[source] JournalError),
    #[error("its certificates cannot be made")]
    Tls(#[source] tls::Flaw),
}

/// Why a change was not made.
#[derive(Debug)]
pub(crate) enum NotDone {
    Declined(Declined),
    Journal(io::Error),
}

impl Bank {
    pub fn open(settings: Settings) -> Result<Bank, OpenError> {
        let (journal, books) = match settings.journal {
            Some(path) => {
                let (journal, books) =
                    Journal::open(path).map_err(|error| OpenError(Unopened::Journal(error)))?;
                (Some(journal), books)
            }
            None => (None, Books::empty()),
        };
        let office = Mutex::new(Office { books, journal });
        let tls = settings.tls.as_ref().map(Tls::new).transpose();
        let tls = tls.map_err(|flaw| OpenError(Unopened::Tls(flaw)))?.map(Arc::new);
        let Settings { seed, clock, clock_is_own, .. } = settings;
        Ok(Bank(Arc::new(Inner { seed, clock, clock_is_own, tls, office })))
    }

    /// All endpoints, to be served by the caller. Only [`Bank::serve`] and [`Bank::serve_tls`] can hang up on somebody.
    pub fn router(&self) -> axum::Router {
        http::router(self.clone())
    }

    /// Serves until `stop` resolves and the open requests are answered.
    pub async fn serve(
        self,
        listener: tokio::net::TcpListener,
        stop: impl Future<Output = ()> + Send + 'static,
    ) -> io::Result<()> {
        self.serve_on(Lines { listener, tls: None }, stop).await
    }

    /// The same by TLS. A bank that was opened without has nothing to show, and serves nobody.
    pub async fn serve_tls(
        self,
        listener: tokio::net::TcpListener,
        stop: impl Future<Output = ()> + Send + 'static,
    ) -> io::Result<()> {
        let tls = Some(self.0.tls.clone().ok_or(io::ErrorKind::Unsupported)?);
        self.serve_on(Lines { listener, tls }, stop).await
    }

    async fn serve_on(self, lines: Lines, stop: impl Future<Output = ()> + Send + 'static) -> io::Result<()> {
        let callers = self.router().into_make_service_with_connect_info::<Caller>();
        axum::serve(lines, callers).with_graceful_shutdown(stop).await
    }

    /// The certificate of the bank's authority, as PEM, for whoever is to trust it; none where it speaks no TLS.
    pub fn authority(&self) -> Option<&str> {
        self.0.tls.as_ref().map(|tls| tls.authority())
    }

    pub(crate) fn tls(&self) -> Option<&Tls> {
        self.0.tls.as_deref()
    }

    pub(crate) fn seed(&self) -> u64 {
        self.0.seed
    }

    pub(crate) fn clock_is_own(&self) -> bool {
        self.0.clock_is_own
    }

    pub(crate) fn offset_seconds(&self) -> i64 {
        if self.0.clock_is_own { self.read(|books| books.offset_seconds) } else { 0 }
    }

    pub(crate) fn now(&self) -> Timestamp {
        let offset = SignedDuration::from_secs(self.offset_seconds());
        let now = self.0.clock.now();
        now.saturating_add(offset).unwrap_or(now)
    }

    pub(crate) fn standing(&self, institution: &Institution) -> Standing {
        self.read(|books| books.standing(institution))
    }

    pub(crate) fn read<T>(&self, look: impl FnOnce(&Books) -> T) -> T {
        look(&self.office().books)
    }

    /// Decides by the books and writes what was decided, with nobody between.
    pub(crate) fn decide(
        &self,
        decide: impl FnOnce(&Books, Timestamp) -> Decision,
    ) -> Result<SignIn, NotDone> {
        let concluded = self.conclude(|books, now| {
            let Decision { records, outcome } = decide(books, now);
            (records, outcome)
        });
        concluded.map_err(NotDone::Journal)?.map_err(NotDone::Declined)
    }

    /// The same for what is no sign-in.
    pub(crate) fn conclude<T>(
        &self,
        conclude: impl FnOnce(&Books, Timestamp) -> (Vec<Record>, T),
    ) -> io::Result<T> {
        let now = self.now();
        let mut office = self.office();
        let (records, told) = conclude(&office.books, now);
        office.write(records)?;
        Ok(told)
    }

    pub(crate) fn write(&self, record: Record) -> io::Result<()> {
        self.office().write(vec![record])
    }

    /// Makes a record of the books as they are and writes it, with nobody between.
    pub(crate) fn alter<T>(&self, alter: impl FnOnce(&Books) -> (Record, T)) -> io::Result<T> {
        let mut office = self.office();
        let (record, told) = alter(&office.books);
        office.write(vec![record])?;
        Ok(told)
    }

    /// A panic while the lock was held left the books as they were before the change or after it: both are sound.
    fn office(&self) -> MutexGuard<'_, Office> {
        self.0.office.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Office {
    fn write(&mut self, records: Vec<Record>) -> io::Result<()> {
        if records.is_empty() {
            return Ok(());
        }
        if let Some(journal) = &mut self.journal {
            journal.append(&records, &self.books)?;
        }
        for record in records {
            self.books.apply(record);
        }
        Ok(())
    }
}

impl Opened {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Opened::Open => "open",
            Opened::Down => "down",
            Opened::Maintenance => "maintenance",
            Opened::Discontinued => "discontinued",
        }
    }
}
