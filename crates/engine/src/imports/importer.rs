//! Takes what files tell once somebody has consented: account by account, each with one commit, so that a process that dies begins
//! again where it stood.

use super::naming::Names;
use super::placing::{Placed, Placement, new_account, place};
use super::{AccountWish, ImportWishes, ImportedAccount, outcome_of};
use crate::change::CONFLICT_RETRIES_MAX;
use crate::error::as_cause;
use crate::events::{About, Told};
use crate::identity::met::{self, Met};
use crate::identity::transactions::{Counts, weigh, writes as writes_of};
use crate::records::{Account, Import, User};
use crate::{Engine, Error, Name, Scope};
use connectors::files::CsvLayout;
use domain::account::AmountField;
use domain::clock::Timestamp;
use domain::event::EventName;
use domain::import::{ImportStage, ImportState};
use domain::matching::accounts::Ground;
use jiff::SignedDuration;
use jiff::tz::TimeZone;
use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;
use store::accounts::{self, Sighting};
use store::{Write, imports, joins};
use tokio_util::sync::CancellationToken;

/// Imports of one look.
const AT_ONCE: u32 = 4;
/// How often it is looked for those that are due when nobody says that there are some.
const PERIOD: Duration = Duration::from_secs(2);
/// How often files are forgotten that nobody consented to.
const SWEPT: SignedDuration = SignedDuration::from_mins(1);

/// How long a node has an import before another may: more than any account takes.
const CLAIMED: SignedDuration = SignedDuration::from_mins(5);

/// How long one rests whose accounts changed while it was compared.
const PAUSE: SignedDuration = SignedDuration::from_secs(2);

/// Takes what files tell.
#[derive(Debug)]
pub struct Importer {
    engine: Arc<Engine>,
    stop: CancellationToken,
}

impl Importer {
    pub fn new(engine: Arc<Engine>, stop: CancellationToken) -> Self {
        Self { engine, stop }
    }

    /// Works until it is stopped; what is half done then is done by the next look, of this process or another.
    pub async fn run(self) {
        let mut swept_at = Timestamp::UNIX_EPOCH;
        while !self.stop.is_cancelled() {
            let woken = self.engine.store.database().woken();
            tokio::pin!(woken);
            woken.as_mut().enable();
            let now = self.engine.operational.now();
            if now.duration_since(swept_at) >= SWEPT {
                swept_at = now;
                if let Err(error) = self.engine.forget_staged_imports().await {
                    tracing::warn!(
                        error = as_cause(&error),
                        "files that wait too long cannot be forgotten now"
                    );
                }
            }
            match self.look().await {
                Ok(count) if count > 0 => continue,
                Ok(_) => {}
                Err(error) => tracing::error!(error = as_cause(&error), "files cannot be imported now"),
            }
            tokio::select! {
                () = woken => {}
                () = tokio::time::sleep(PERIOD) => {}
                () = self.stop.cancelled() => {}
            }
        }
    }

    /// Imports everything that is due now; for tests and commands. Gives how many were carried on.
    pub async fn run_due(&self) -> Result<usize, Error> {
        let mut count = 0_usize;
        loop {
            match self.look().await? {
                0 => return Ok(count),
                more => count = count.saturating_add(more),
            }
        }
    }

    async fn look(&self) -> Result<usize, Error> {
        let engine = &self.engine;
        let due = engine.store.imports_due(engine.operational.now(), AT_ONCE).await?;
        let mut count = 0_usize;
        for one in due {
            let guid = one.guid;
            let engine = Arc::clone(engine);
            // Large files are compared for seconds: nobody else waits for it.
            let here = tokio::runtime::Handle::current();
            let work = tokio::task::spawn_blocking(move || here.block_on(Taking::take(&engine, one)));
            match work.await {
                Ok(Ok(())) => count = count.saturating_add(1),
                Ok(Err(error)) => {
                    tracing::error!(import.guid = %guid, error = as_cause(&error), "a file cannot be imported now");
                }
                Err(error) => tracing::error!(import.guid = %guid, %error, "the import of a file broke off"),
            }
        }
        Ok(count)
    }
}

/// One import at work.
struct Taking<'a> {
    scope: Scope<'a>,
    user: User,
    import: Import,
    /// How a CSV was read.
    layout: Option<CsvLayout>,
}

impl<'a> Taking<'a> {
    async fn take(engine: &'a Engine, import: Import) -> Result<(), Error> {
        let scope = engine.of(import.client);
        let user = match scope.user(&Name::Guid(import.user)).await {
            Ok(user) => user,
            // It went with the user.
            Err(Error::NotFound(_)) => return Ok(()),
            Err(error) => return Err(error),
        };
        let mut taking = Self { scope, user, import, layout: None };
        match taking.carry_on().await {
            Err(Error::Contended) => taking.give_back().await,
            done => done,
        }
    }

    async fn carry_on(&mut self) -> Result<(), Error> {
        self.import.stage = Some(ImportStage::Reading);
        if !self.note(Vec::new()).await? {
            return Ok(());
        }
        let told = match self.scope.read_import(&self.user, &self.import).await {
            Ok(Ok(told)) => told,
            Ok(Err(flaw)) => return self.fail(flaw.kind.name()).await,
            Err(Error::NotFound("account")) => return self.fail("account_gone").await,
            Err(Error::NotFound(_)) => return self.fail("file_gone").await,
            Err(error) => return Err(error),
        };
        self.layout.clone_from(&told.csv);
        self.import.format = Some(told.format.name().to_owned());
        let rows = told.accounts.iter().map(|one| one.rows.len()).sum::<usize>();
        self.import.rows_total = u32::try_from(rows).unwrap_or(u32::MAX);
        self.import.stage = Some(ImportStage::Comparing);
        if !self.note(Vec::new()).await? {
            return Ok(());
        }
        let wishes = ImportWishes::of(&self.import);
        let placed = place(self.scope.engine, &self.scope.store, &self.import, (told, &wishes)).await?;
        if self.lost_its_account(&placed, &wishes).await? {
            return self.fail("account_gone").await;
        }
        let done: HashSet<usize> = outcome_of(&self.import).iter().map(|one| one.place).collect();
        for one in placed.iter().filter(|one| !done.contains(&one.file.place)) {
            if !self.take_account(one).await? {
                return Ok(());
            }
        }
        self.finish(ImportState::Imported, None).await
    }

    /// An account that somebody chose has gone since the file was read: it does not come back as a new one.
    async fn lost_its_account(&self, placed: &[Placed], wishes: &ImportWishes) -> Result<bool, Error> {
        for one in placed.iter().filter(|one| matches!(one.goal, Placement::New)) {
            if let Some(AccountWish::Is(guid)) = wishes.account(one.file.place)
                && self.scope.store.account(self.import.user, *guid).await?.is_none()
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// What it was compared with has changed: the next look, of whoever has time, decides anew.
    async fn give_back(&self) -> Result<(), Error> {
        tracing::warn!(import.guid = %self.import.guid, "what a file was compared with has changed; it is compared again");
        let claimed_until = self.scope.engine.operational.now().checked_add(PAUSE).ok();
        let import = Import { claimed_until, ..self.import.clone() };
        match self.scope.engine.store.commit(vec![imports::update(&import)]).await {
            Ok(_) | Err(store::Error::Conflict(_)) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Writes where it stands; not, when it is somebody else's by now.
    async fn note(&mut self, mut writes: Vec<Write>) -> Result<bool, Error> {
        let engine = self.scope.engine;
        self.import.claimed_until = engine.operational.now().checked_add(CLAIMED).ok();
        writes.insert(0, imports::update(&self.import));
        match engine.store.commit(writes).await {
            Ok(_) => {
                self.import.version = self.import.version.saturating_add(1);
                Ok(true)
            }
            Err(store::Error::Conflict(_)) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    async fn fail(&mut self, flaw: &str) -> Result<(), Error> {
        tracing::warn!(import.guid = %self.import.guid, flaw, "a file that somebody consented to cannot be imported");
        self.finish(ImportState::Failed, Some(flaw.to_owned())).await
    }

    async fn finish(&mut self, state: ImportState, flaw: Option<String>) -> Result<(), Error> {
        let engine = self.scope.engine;
        let import = Import {
            state,
            flaw,
            stage: None,
            claimed_until: None,
            finished_at: Some(engine.now()),
            ..self.import.clone()
        };
        let writes = vec![imports::update(&import), imports::forget_file(&import)];
        match engine.store.commit(writes).await {
            Ok(_) => {
                metrics::counter!("swingbridge_imports_total", "state" => state.name()).increment(1);
                Ok(())
            }
            Err(store::Error::Conflict(_)) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// One account with one commit, and that it is done. Gives whether the import is still ours.
    async fn take_account(&mut self, placed: &Placed) -> Result<bool, Error> {
        let before = self.import.clone();
        for _ in 0..CONFLICT_RETRIES_MAX {
            self.import = before.clone();
            let mut writes = Vec::new();
            let done = self.writes(placed, &mut writes).await?;
            let mut outcome = outcome_of(&before);
            outcome.push(done);
            self.import.outcome = serde_json::to_string(&outcome).unwrap_or_default();
            let rows = u32::try_from(placed.file.heard.rows.len()).unwrap_or(u32::MAX);
            self.import.rows_done = before.rows_done.saturating_add(rows);
            if self.note(writes).await? {
                return Ok(true);
            }
            let now = self.scope.store.import(before.user, before.guid).await?;
            if now.is_none_or(|now| now.version != before.version) {
                return Ok(false);
            }
        }
        self.import = before;
        Err(Error::Contended)
    }

    async fn writes(&self, placed: &Placed, writes: &mut Vec<Write>) -> Result<ImportedAccount, Error> {
        let nothing = ImportedAccount {
            place: placed.file.place,
            account_guid: None,
            is_new: false,
            new: 0,
            alike: 0,
            known: 0,
            left_out: 0,
        };
        let (account, is_new) = match &placed.goal {
            Placement::LeftOut => return Ok(nothing),
            Placement::New => (self.new_account(placed, writes).await?, true),
            Placement::Known(known, ground) => {
                let known = self.scope.store.account(known.user, known.guid).await?;
                // It went since the file was read: the next look decides anew.
                let known = known.ok_or(Error::Contended)?;
                let account = self.meet(&known, *ground, placed, writes).await?;
                (account, false)
            }
        };
        let sighting =
            Sighting { account: account.guid, is_doubtful: placed.is_conflict, ..placed.sighting.clone() };
        writes.push(accounts::upsert_sightings(&[sighting]));
        let heard = &placed.file.heard;
        let mut counts = Counts::default();
        if let Some(weighed) = weigh(&self.scope.store, &account, heard).await? {
            let about = About::account(&account);
            let (rows, counted) = writes_of(self.scope.engine, &account, (heard, &weighed), about);
            writes.extend(rows);
            counts = counted;
        }
        if let Some(layout) = &self.layout {
            let layout = serde_json::to_string(layout).unwrap_or_default();
            writes.push(imports::keep_layout(account.user, account.guid, layout));
        }
        Ok(ImportedAccount {
            account_guid: Some(account.guid.to_string()),
            is_new,
            new: counts.new,
            alike: counts.asked,
            known: counts.seen.saturating_add(counts.changed),
            left_out: counts.copies.saturating_add(counts.removed).saturating_add(counts.reversed),
            ..nothing
        })
    }

    /// A new account among those that no connection has.
    async fn new_account(&self, placed: &Placed, writes: &mut Vec<Write>) -> Result<Account, Error> {
        let engine = self.scope.engine;
        let member = self.scope.manual_member(&self.user, writes).await?;
        let mut account = new_account(engine, &member, &placed.file.account.facts);
        if !ImportWishes::of(&self.import).names(placed.file.place) {
            let mut names = Names::load(&self.scope.store, self.user.guid).await?;
            account.facts.name = names.take(&account.facts.name);
        }
        writes.push(accounts::upsert(std::slice::from_ref(&account)));
        let asked: Vec<_> = placed
            .possible
            .iter()
            .map(|known| met::suggestion(engine, known, &account, placed.is_conflict))
            .collect();
        if !asked.is_empty() {
            writes.push(joins::suggest(&asked));
        }
        self.tell(EventName::AccountCreated, &account, writes);
        Ok(account)
    }

    /// A known one that the file tells: noted so that the two can be parted again. What the file says of the balance counts where nobody
    /// says it later.
    async fn meet(
        &self,
        known: &Account,
        ground: Ground,
        placed: &Placed,
        writes: &mut Vec<Write>,
    ) -> Result<Account, Error> {
        if placed.is_told {
            return Ok(known.clone());
        }
        let engine = self.scope.engine;
        let told = &placed.file.account;
        let mut now = known.clone();
        let balance = told.facts.amounts.get(&AmountField::Balance);
        if let Some(balance) = balance
            && known.imported_at.is_none()
            && told.facts.currency == known.facts.currency
            && self.is_latest(known, placed).await?
        {
            now.facts.amounts.insert(AmountField::Balance, *balance);
            now.facts.mask = now.facts.mask.or_else(|| told.facts.mask.clone());
        }
        let is_exchanged = now.facts != known.facts;
        let other = if is_exchanged {
            now.updated_at = engine.operational.now();
            writes.push(accounts::upsert(std::slice::from_ref(&now)));
            self.tell(EventName::AccountUpdated, &now, writes);
            met::before(engine, known)
        } else {
            let member = self.scope.manual_member(&self.user, writes).await?;
            met::aside(engine, known, new_account(engine, &member, &told.facts))
        };
        let met = Met { link: self.import.link, id: &told.id, facts: &told.facts };
        writes.push(accounts::upsert(std::slice::from_ref(&other)));
        writes.push(joins::insert(&[met::join(engine, (known, &other), met, ground, is_exchanged)]));
        Ok(now)
    }

    /// Whether nobody has told the account later than the file does.
    async fn is_latest(&self, known: &Account, placed: &Placed) -> Result<bool, Error> {
        let told = self.scope.store.coverages(known.user, known.guid).await?;
        let changed_on = || known.updated_at.to_zoned(TimeZone::UTC).date();
        let last = told.iter().map(|one| one.days.told_on).max().unwrap_or_else(changed_on);
        Ok(last <= placed.file.heard.told_on)
    }

    fn tell(&self, name: EventName, account: &Account, writes: &mut Vec<Write>) {
        let (mut told, now) = (Told::default(), self.scope.engine.now());
        self.scope.engine.tell_account(&mut told, name, (About::account(account), account), now);
        writes.extend(told.into_writes(self.import.client, now));
    }
}
