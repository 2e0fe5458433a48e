//! A store with members and runs in it, to measure on.

use crate::commits::now;
use domain::clock::{Clock, Timestamp};
use domain::event::EventName;
use domain::id::{ClientGuid, Guid, Kind};
use domain::member::{Origin, Presence, State};
use domain::random::Random;
use domain::run::{RunKind, RunPhase};
use engine::{Engine, MovedClock, Settings, Sources};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;
use store::links::Link;
use store::members::Member;
use store::runs::Run;
use store::users::User;
use store::{
    Address, Database, Keyring, Opening, SecretKey, Store, clients, events, links, members, runs, users,
};

/// A time that stands still; nothing measured here depends on it.
#[derive(Debug)]
pub(crate) struct Noon;

impl Clock for Noon {
    fn now(&self) -> Timestamp {
        Timestamp::from_second(1_790_000_000).unwrap_or(Timestamp::UNIX_EPOCH)
    }
}

/// The wall's clock: how long runs take is read from their rows.
#[derive(Debug)]
pub(crate) struct Wall(Instant);

impl Default for Wall {
    fn default() -> Self {
        Self(now())
    }
}

impl Clock for Wall {
    fn now(&self) -> Timestamp {
        let passed = jiff::SignedDuration::try_from(self.0.elapsed()).unwrap_or_default();
        Noon.now().saturating_add(passed).unwrap_or(Timestamp::MAX)
    }
}

/// Numbers that differ; nothing measured here needs them to be secret.
#[derive(Debug, Default)]
pub(crate) struct Counting(AtomicU64);

impl Random for Counting {
    fn fill(&self, bytes: &mut [u8]) {
        for part in bytes.chunks_mut(8) {
            let next =
                self.0.fetch_add(1, Ordering::Relaxed).wrapping_mul(0x9e37_79b9_7f4a_7c15).to_le_bytes();
            part.iter_mut().zip(next).for_each(|(byte, new)| *byte = new);
        }
    }
}

/// An engine on a SQLite file, with the default settings.
pub(crate) async fn engine(file: &Path, clock: &Arc<Wall>, sources: Sources) -> anyhow::Result<Arc<Engine>> {
    let random = Arc::new(Counting::default());
    let opening = Opening {
        address: Address::Sqlite(file.to_owned()),
        connections: 4,
        as_server: true,
        clock: clock.clone(),
        random: random.clone(),
    };
    let store = Store::new(
        Database::open(opening).await?,
        Keyring::new(SecretKey::new([7; store::KEY_BYTES]), random.clone()),
    );
    let moved = Arc::new(MovedClock::new(clock.clone(), 0));
    Ok(Engine::new(store, sources, moved, clock.clone(), random, Settings::default()))
}

/// A store, and members with an open run each.
pub(crate) struct Home {
    pub(crate) store: Store,
    pub(crate) client: ClientGuid,
    pub(crate) random: Arc<Counting>,
    pub(crate) pairs: Vec<(Member, Run)>,
}

impl Home {
    pub(crate) async fn new(address: Address, members: usize) -> anyhow::Result<Self> {
        let random = Arc::new(Counting::default());
        let database = Database::open(Opening {
            address,
            connections: 8,
            as_server: true,
            clock: Arc::new(Noon),
            random: random.clone(),
        })
        .await?;
        let keyring = Keyring::new(SecretKey::new([7; store::KEY_BYTES]), random.clone());
        let client: ClientGuid = Guid::new(Noon.now(), random.as_ref());
        let data_key = keyring.new_data_key(client)?;
        let mut home = Self { store: Store::new(database, keyring), client, random, pairs: Vec::new() };
        let record = clients::Client { guid: client, name: "bench".into(), created_at: Noon.now() };
        home.store.commit(vec![clients::insert(&record, data_key)]).await?;
        for _ in 0..members {
            home.add_member().await?;
        }
        Ok(home)
    }

    pub(crate) fn guid<K: Kind>(&self) -> Guid<K> {
        Guid::new(Noon.now(), self.random.as_ref())
    }

    async fn add_member(&mut self) -> anyhow::Result<()> {
        let now = Noon.now();
        let user = User {
            guid: self.guid(),
            client: self.client,
            id: None,
            email: None,
            metadata: None,
            is_disabled: false,
            created_at: now,
            updated_at: now,
        };
        let member = Member {
            user: user.guid,
            guid: self.guid(),
            client: self.client,
            id: None,
            institution_code: "mxbank".into(),
            name: "MX Bank".into(),
            metadata: None,
            use_cases: String::new(),
            is_oauth: false,
            is_background_disabled: false,
            reads: None,
            login_hash: None,
            state: State::created(Origin::WithCredentials, now),
            next_run_at: None,
            is_paced: false,
            due_at: None,
            notice: None,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        let link = Link {
            user: user.guid,
            member: member.guid,
            guid: self.guid(),
            client: self.client,
            source: "sandbox".into(),
            source_institution_id: "mxbank".into(),
            is_active: true,
            grant_sealed: None,
            stray_field: None,
            created_at: now,
            updated_at: now,
        };
        let mut run = Run::queued(&member, &link, self.guid(), RunKind::Aggregate, Presence::Foreground, now);
        run.phase = RunPhase::Reading;
        let writes =
            vec![users::insert(&user), members::insert(&member), links::insert(&link), runs::insert(&run)];
        self.store.commit(writes).await?;
        self.pairs.push((member, run));
        Ok(())
    }

    /// A fact to append.
    pub(crate) fn event(&self, member: &Member, run: &Run) -> events::Event {
        events::Event {
            guid: self.guid(),
            client: self.client,
            user: Some(member.user),
            member: Some(member.guid),
            run: Some(run.guid),
            name: EventName::MemberUpdated,
            fact: Some(events::Fact {
                event: "credentials_accepted".into(),
                reason: Some("in_progress".into()),
                status_before: Some("CREATED".into()),
                status_after: Some("CONNECTED".into()),
            }),
            data: "{}".into(),
            happened_at: Noon.now(),
        }
    }
}
