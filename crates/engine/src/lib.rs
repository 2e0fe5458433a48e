//! The use cases: load, decide, commit, act. The only place where rules ([`domain`]), sources ([`connectors`]) and data ([`store`])
//! meet; nothing of HTTP servers or screens is known here.
//!
//! What an application asks stands in [`Scope`], which is one client's view; what happens by itself stands in [`runs`].

mod accounts;
mod audit;
mod change;
mod clients;
mod clock;
mod comparisons;
mod connecting;
mod definitions;
mod error;
mod events;
mod export;
mod farewells;
mod fence;
mod http;
mod identity;
mod imports;
mod incidents;
mod institutions;
mod joins;
mod members;
mod notifications;
mod pages;
mod sandbox;
mod settings;
mod sources;
mod statements;
mod sync;
mod transactions;
mod users;
mod verifications;
mod webhooks;

pub mod runs;

pub use accounts::{AccountEdits, NewAccount};
pub use clients::{IssuedKey, Scopes};
pub use clock::MovedClock;
pub use comparisons::{AccountSide, Sides, Standing, Teller, TransactionSide};
/// What people type; `web` hands it on and never looks at it.
pub use connectors::Secret;
pub use connectors::files;
pub use definitions::{Checked, Described, Removed, code_of, is_code};
pub use error::Error;
pub use export::ExportOf;
pub use farewells::Farewells;
pub use fence::{Inner, Origin};
pub use imports::{
    AccountLook, AccountWish, Fate, Goal, ImportWishes, ImportedAccount, Importer, Look, Looked, NewImport,
    RowLook, Turn, outcome_of,
};
pub use institutions::{InstitutionFilter, MANUAL_INSTITUTION};
pub use members::{
    Comeback, CredentialValue, Decision, Departure, Leave, MemberDiagnosis, MemberEdits, NewMember, Removal,
    StartRun, Started, Strays, Visited,
};
pub use notifications::{
    Letter, Letters, Mail, MailLink, MailProblem, Mailer, NewNotification, Notices, Postman, PreferenceEdits,
    ToldNotification, Unsubscribing, Writing,
};
pub use pages::{
    ColorScheme, ConsentWish, Listed, MissingWish, Mode, NewPageLink, OpenedPage, PageKind, PageOptions,
    PageSession, REQUESTS_PER_DAY_MAX, Referral, SupportWish, Unsupported, VerificationVisit, Wanted,
    is_allowed,
};
pub use settings::Settings;
pub use sources::{Source, Sources};
pub use transactions::{NewTransaction, TransactionEdits};
pub use users::{NewUser, UserEdits};
pub use verifications::{
    Clerk, MONTHS_MAX, NewVerification, OrderedFor, ReportDraft, ReportType, VerificationEdits,
    VerificationLink,
};
pub use webhooks::{
    Bodies, Courier, Login, LoginEdit, MemberResource, NewWebhook, Resource, Telling, VerificationResource,
    WebhookEdits, WebhookSettings,
};

/// The records that use cases give back.
pub mod records {
    pub use store::accounts::{Account, Of, StoredNumbers, StoredOwner};
    pub use store::audit::{AuditEntry, AuditFilter};
    pub use store::breakers::Breaker;
    pub use store::challenges::{Challenge, ChallengeDetails, ChallengeOption};
    pub use store::clients::{ApiKey, Client};
    pub use store::deliveries::{Answer, Delivery, DeliveryFilter, DeliveryStatus};
    pub use store::events::{Event, EventFilter, Fact, Placed};
    pub use store::idempotency::IdempotencyKey;
    pub use store::imports::Import;
    pub use store::institutions::{Institution, InstitutionSource, LoginField, LoginOption};
    pub use store::joins::{Join, JoinFilter, JoinKind, JoinMaker, Suggestion, SuggestionState};
    pub use store::members::{Member, Notice};
    pub use store::notifications::{Notification, NotificationFilter, NotificationKind};
    pub use store::pages::consents::{ConsentGuid, DataConsent};
    pub use store::pages::requests::{InstitutionRequest, SupportRequest};
    pub use store::preferences::Preferences;
    pub use store::removals::MemberCounts;
    pub use store::runs::Run;
    pub use store::statements::Statement;
    pub use store::transactions::{Edits, Slice, Span, Transaction, TransactionFilter};
    pub use store::unknown_codes::UnknownCode;
    pub use store::users::{User, UserFilter};
    pub use store::verifications::{
        ReportGuid, ReportHead, Verification, VerificationFilter, VerificationGuid, VerificationMember,
        WantedAccounts,
    };
    pub(crate) use store::visits::Visit;
    pub use store::webhooks::{Webhook, WebhookGuid, WebhookStatus};
    pub use store::{Page, PageOf};
}

use domain::clock::{Clock, Timestamp};
use domain::id::{ClientGuid, Guid, Kind, MemberGuid, UserGuid};
use domain::random::Random;
use std::sync::Arc;
use store::{Store, Tenant};

/// Everything that a use case needs.
#[derive(Debug)]
pub struct Engine {
    store: Store,
    sources: Sources,
    /// Domain time.
    clock: Arc<MovedClock>,
    /// Operational time: leases.
    operational: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    settings: Settings,
    directory: institutions::Directory,
    keys: clients::KeyCache,
    voices: members::VoiceCache,
    file_turns: imports::Turns,
}

impl Engine {
    pub fn new(
        store: Store,
        sources: Sources,
        clock: Arc<MovedClock>,
        operational: Arc<dyn Clock>,
        random: Arc<dyn Random>,
        settings: Settings,
    ) -> Arc<Self> {
        Arc::new(Self {
            store,
            sources,
            clock,
            operational,
            random,
            settings,
            directory: institutions::Directory::default(),
            keys: clients::KeyCache::default(),
            voices: members::VoiceCache::default(),
            file_turns: imports::Turns::default(),
        })
    }

    /// What belongs to one client.
    pub fn of(&self, client: ClientGuid) -> Scope<'_> {
        Scope { engine: self, store: self.store.of(client), client }
    }

    pub fn store(&self) -> &Store {
        &self.store
    }

    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Domain time.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The day of domain time, in UTC.
    pub(crate) fn today(&self) -> jiff::civil::Date {
        self.now().to_zoned(jiff::tz::TimeZone::UTC).date()
    }

    /// Domain time's clock, for the simulated bank beside the hub.
    pub fn clock(&self) -> Arc<dyn Clock> {
        self.clock.clone()
    }

    /// How many runs are open, and how many of them are due; for the operator.
    pub async fn open_runs(&self) -> Result<(i64, i64), Error> {
        Ok(self.store.open_runs(self.now()).await?)
    }

    /// The codes of sources that no table explains, newest first; for the operator.
    pub async fn unknown_codes(&self, limit: u32) -> Result<Vec<records::UnknownCode>, Error> {
        Ok(self.store.unknown_codes(limit).await?)
    }

    /// A user of any client; for the operator.
    pub async fn user_anywhere(&self, guid: UserGuid) -> Result<records::User, Error> {
        self.store.user_anywhere(guid).await?.ok_or(Error::NotFound("user"))
    }

    /// A member of any client; for the operator.
    pub async fn member_anywhere(&self, guid: MemberGuid) -> Result<records::Member, Error> {
        self.store.member_anywhere(guid).await?.ok_or(Error::NotFound("member"))
    }

    /// How many institutions are described, by source; `none` for those that nothing reaches.
    pub async fn described_counts(&self) -> Result<Vec<(String, i64)>, Error> {
        Ok(self.store.definition_counts().await?)
    }

    /// Asks each source for the first page of its directory: its name, and the problem if there is one.
    pub async fn reach_sources(&self) -> Vec<(String, Option<String>)> {
        let mut reached = Vec::new();
        for reach in self.sources.fixed() {
            let cx = connectors::Context { http: &reach.http, now: self.now(), attempt: "" };
            let problem = reach.connector.institutions(&cx, None).await.err();
            reached
                .push((reach.connector.about().source.clone(), problem.map(|problem| problem.to_string())));
        }
        reached
    }

    /// A time for a change of something that was read: always later than what was read, so that of two who read the same the second is
    /// noticed.
    fn later_than(&self, read_at: Timestamp) -> Timestamp {
        const TICK: jiff::SignedDuration = jiff::SignedDuration::from_micros(1);
        self.operational.now().max(read_at.saturating_add(TICK).unwrap_or(read_at))
    }

    fn guid<K: Kind>(&self) -> Guid<K> {
        Guid::new(self.operational.now(), self.random.as_ref())
    }
}

/// One client's view of the engine; nothing of other clients can be reached through it.
#[derive(Debug, Clone, Copy)]
pub struct Scope<'a> {
    engine: &'a Engine,
    store: Tenant<'a>,
    client: ClientGuid,
}

/// How a path names a thing: by our guid, or by the id that the client gave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Name<K: Kind> {
    Guid(Guid<K>),
    Id(String),
}
