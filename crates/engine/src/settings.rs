//! The engine's settings, each with its default.

use crate::webhooks::WebhookSettings;
use domain::member::counters::Limits;
use domain::schedule::{Pace, RunLimits};
use jiff::SignedDuration;
use std::time::Duration;

/// How the engine works.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    pub members: Limits,
    pub runs: RunLimits,
    pub pace: Pace,
    /// Members that one look at what is due takes.
    pub members_at_once: u32,
    /// A member that somebody looks at is left alone by others this long.
    pub look_time: SignedDuration,
    /// How long an institution may take to say where its own page is; a person waits for it.
    pub way_max: Duration,
    /// How often the directory is read anew from the sources.
    pub directory_sync: SignedDuration,
    /// Runs that this process works on at once.
    pub runs_at_once: u32,
    /// Runs at once of one source and institution, over all nodes.
    pub runs_per_institution: u32,
    /// How long a source may take over one page, with all the requests that it costs.
    pub fetch_max: Duration,
    /// How long a worker has a run without a sign of life.
    pub lease: SignedDuration,
    /// How often the database is asked for due work when nobody says that there is some.
    pub poll: Duration,
    /// When a run is looked at again whose institution is busy.
    pub busy_retry: SignedDuration,
    /// How long an API key is trusted without asking the database again.
    pub key_cache: SignedDuration,
    /// How old the directory in memory may be.
    pub directory_max_age: SignedDuration,
    /// How long an idempotency key is remembered.
    pub idempotency: SignedDuration,
    /// How long the audit log is kept.
    pub audit_log: SignedDuration,
    /// How long events are kept, and what was delivered of them.
    pub events: SignedDuration,
    pub webhooks: WebhookSettings,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            members: Limits::default(),
            runs: RunLimits::default(),
            pace: Pace::default(),
            members_at_once: 200,
            look_time: SignedDuration::from_secs(60),
            way_max: Duration::from_secs(20),
            directory_sync: SignedDuration::from_hours(24),
            runs_at_once: 512,
            runs_per_institution: 8,
            fetch_max: Duration::from_mins(5),
            lease: SignedDuration::from_secs(30),
            poll: Duration::from_millis(500),
            busy_retry: SignedDuration::from_millis(500),
            key_cache: SignedDuration::from_secs(5),
            directory_max_age: SignedDuration::from_secs(5),
            idempotency: SignedDuration::from_hours(24),
            audit_log: SignedDuration::from_hours(400 * 24),
            events: SignedDuration::from_hours(30 * 24),
            webhooks: WebhookSettings::default(),
        }
    }
}
