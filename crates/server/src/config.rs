//! Settings: the commented default file, a file of the operator's, the environment, in this order.

use crate::mail::Smtp;
use anyhow::{Context, bail};
use serde::Deserialize;
use std::path::Path;
use std::time::Duration;
use store::{KEY_BYTES, SecretKey};
use toml::{Table, Value};

/// The default file; it is the reference of all settings.
pub(crate) const DEFAULT: &str = include_str!("default.toml");
const ENVIRONMENT_PREFIX: &str = "SWINGBRIDGE";
/// Settings that are never shown, and may be read from a file named in the environment.
const SECRETS: &[(&str, &str)] = &[
    ("database", "url"),
    ("secrets", "master_key"),
    ("secrets", "further_master_keys"),
    ("mail", "password"),
];

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Config {
    pub(crate) database: Database,
    secrets: Secrets,
    pub(crate) http: Http,
    pub(crate) sandbox: Sandbox,
    pub(crate) sources: Sources,
    runs: Runs,
    members: Members,
    schedule: Schedule,
    keys: Keys,
    events: Events,
    pub(crate) webhooks: Webhooks,
    pub(crate) mail: Mail,
    pub(crate) log: Log,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Database {
    pub(crate) url: String,
    pub(crate) connections: usize,
}

impl std::fmt::Debug for Database {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Database").field("connections", &self.connections).finish_non_exhaustive()
    }
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Secrets {
    master_key: String,
    further_master_keys: String,
}

impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secrets(…)")
    }
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Http {
    pub(crate) listen: String,
    pub(crate) public_url: String,
    pub(crate) requests_per_minute: u32,
    pub(crate) page_requests_per_minute: u32,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sandbox {
    pub(crate) bank_url: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sources {
    pub(crate) allow_inner: bool,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Runs {
    at_once: u32,
    per_institution: u32,
    lease_seconds: u32,
    poll_milliseconds: u64,
    throttle_minutes: u32,
    run_minutes_max: u32,
    answer_seconds_foreground: u32,
    answer_seconds_background: u32,
    wrong_answers_max: u32,
    rounds_max: u32,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Members {
    refusals_in_row: u32,
    failures: usize,
    failures_apart_minutes: u32,
    failures_within_hours: u32,
    days_without_success: u32,
    refusals_of_credentials: u32,
    wrong_answers_in_row: u32,
    lock_pause_hours: u32,
    codes_in_row: u32,
    slow_after_seconds: u32,
    pending_minutes: u32,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Schedule {
    every_minutes: u32,
    at_least_minutes: u32,
    jitter_percent: u8,
    apart_milliseconds: u32,
    members_at_once: u32,
    directory_hours: u32,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Keys {
    cache_seconds: u32,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Events {
    keep_days: u32,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Webhooks {
    pub(crate) inner: InnerAddresses,
    at_once: u32,
    answer_seconds: u32,
    paused_after_hours: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum InnerAddresses {
    Refused,
    Loopback,
    Allowed,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Mail {
    pub(crate) host: String,
    pub(crate) port: u16,
    pub(crate) tls: MailTls,
    pub(crate) user: String,
    pub(crate) password: String,
    pub(crate) from: String,
    pub(crate) from_name: String,
}

impl std::fmt::Debug for Mail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mail").field("host", &self.host).field("port", &self.port).finish_non_exhaustive()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum MailTls {
    None,
    Starttls,
    Tls,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Log {
    pub(crate) level: String,
    pub(crate) format: LogFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum LogFormat {
    Text,
    Json,
}

impl Config {
    /// The settings in force: defaults, then the file, then the environment.
    pub(crate) fn load(file: Option<&Path>) -> anyhow::Result<Self> {
        Self::from_table(table(file, |name| std::env::var(name).ok())?)
    }

    fn from_table(table: Table) -> anyhow::Result<Self> {
        let config: Self = Value::Table(table).try_into().map_err(|error: toml::de::Error| {
            // The error's own text would show the line, which may hold a secret.
            anyhow::anyhow!("the configuration cannot be read: {}", error.message())
        })?;
        config.check()?;
        Ok(config)
    }

    fn check(&self) -> anyhow::Result<()> {
        for (name, value) in [
            ("runs.at_once", self.runs.at_once),
            ("runs.per_institution", self.runs.per_institution),
            ("runs.run_minutes_max", self.runs.run_minutes_max),
            ("runs.rounds_max", self.runs.rounds_max),
            ("runs.wrong_answers_max", self.runs.wrong_answers_max),
            ("members.refusals_in_row", self.members.refusals_in_row),
            ("members.refusals_of_credentials", self.members.refusals_of_credentials),
            ("members.wrong_answers_in_row", self.members.wrong_answers_in_row),
            ("members.codes_in_row", self.members.codes_in_row),
            ("schedule.every_minutes", self.schedule.every_minutes),
            ("schedule.members_at_once", self.schedule.members_at_once),
            ("schedule.directory_hours", self.schedule.directory_hours),
            ("events.keep_days", self.events.keep_days),
            ("webhooks.at_once", self.webhooks.at_once),
            ("webhooks.answer_seconds", self.webhooks.answer_seconds),
            ("webhooks.paused_after_hours", self.webhooks.paused_after_hours),
            ("http.requests_per_minute", self.http.requests_per_minute),
            ("http.page_requests_per_minute", self.http.page_requests_per_minute),
        ] {
            if value == 0 {
                bail!("{name} must be at least 1");
            }
        }
        if !self.http.public_url.is_empty() && !web::is_public_url(&self.http.public_url) {
            bail!(
                "http.public_url must be https://HOST or, on this machine alone, http://localhost:PORT, with nothing behind"
            );
        }
        Smtp::of(&self.mail)?;
        if self.schedule.jitter_percent > 100 {
            bail!("schedule.jitter_percent must be at most 100");
        }
        if self.runs.lease_seconds < 3 {
            bail!("runs.lease_seconds must be at least 3, so that a lease can be prolonged in time");
        }
        Ok(())
    }

    /// The master key, or what to do about its absence.
    pub(crate) fn master_key(&self) -> anyhow::Result<SecretKey> {
        let text = self.secrets.master_key.trim();
        if text.is_empty() {
            bail!(
                "there is no master key: without it no credentials can be stored or read. Make one with `swingbridge keys \
                 generate`, keep a copy in a safe place, and set secrets.master_key or SWINGBRIDGE_SECRETS_MASTER_KEY_FILE"
            );
        }
        parse_key(text).context("secrets.master_key must be 64 hex digits")
    }

    /// Master keys that open what they once wrapped.
    pub(crate) fn further_master_keys(&self) -> anyhow::Result<Vec<SecretKey>> {
        let keys = self.secrets.further_master_keys.split([',', ' ', '\n']).filter(|key| !key.is_empty());
        keys.map(parse_key)
            .collect::<Option<_>>()
            .context("secrets.further_master_keys must be keys of 64 hex digits, separated by commas")
    }

    /// With another database and master key: the data directory of the demo.
    pub(crate) fn with_data(mut self, database_url: String, master_key: &str) -> Self {
        self.database.url = database_url;
        master_key.trim().clone_into(&mut self.secrets.master_key);
        self
    }

    pub(crate) fn engine(&self) -> engine::Settings {
        let seconds = |count: u32| jiff::SignedDuration::from_secs(count.into());
        let minutes = |count: u32| jiff::SignedDuration::from_mins(count.into());
        let hours = |count: u32| jiff::SignedDuration::from_hours(count.into());
        let mut settings = engine::Settings::default();
        settings.webhooks.inner = match self.webhooks.inner {
            InnerAddresses::Refused => engine::Inner::Refused,
            InnerAddresses::Loopback => engine::Inner::Loopback,
            InnerAddresses::Allowed => engine::Inner::Allowed,
        };
        settings.webhooks.at_once = usize::try_from(self.webhooks.at_once).unwrap_or(usize::MAX);
        settings.webhooks.exchange = Duration::from_secs(self.webhooks.answer_seconds.into());
        settings.webhooks.paused_after = hours(self.webhooks.paused_after_hours);
        settings.events = hours(self.events.keep_days.saturating_mul(24));
        settings.members.refusals_in_row = self.members.refusals_in_row;
        settings.members.failures = self.members.failures;
        settings.members.failures_apart = minutes(self.members.failures_apart_minutes);
        settings.members.failures_within = hours(self.members.failures_within_hours);
        settings.members.without_success = hours(self.members.days_without_success.saturating_mul(24));
        let members = &self.members;
        settings.members.refusals_of_credentials = members.refusals_of_credentials;
        settings.members.wrong_answers_in_row = members.wrong_answers_in_row;
        settings.members.lock_pause = hours(members.lock_pause_hours);
        settings.members.codes_in_row = members.codes_in_row;
        settings.members.slow_after = seconds(members.slow_after_seconds);
        settings.members.pending = minutes(members.pending_minutes);
        settings.pace.every = minutes(self.schedule.every_minutes);
        settings.pace.at_least = minutes(self.schedule.at_least_minutes);
        settings.pace.jitter_percent = self.schedule.jitter_percent;
        settings.pace.apart = jiff::SignedDuration::from_millis(self.schedule.apart_milliseconds.into());
        settings.members_at_once = self.schedule.members_at_once;
        settings.directory_sync = hours(self.schedule.directory_hours);
        settings.runs.throttle = minutes(self.runs.throttle_minutes);
        settings.runs.run_max = minutes(self.runs.run_minutes_max);
        settings.runs.answer_foreground = seconds(self.runs.answer_seconds_foreground);
        settings.runs.answer_background = seconds(self.runs.answer_seconds_background);
        settings.runs.wrong_answers = self.runs.wrong_answers_max;
        settings.runs.rounds = self.runs.rounds_max;
        settings.runs_at_once = self.runs.at_once;
        settings.runs_per_institution = self.runs.per_institution;
        settings.lease = seconds(self.runs.lease_seconds);
        settings.poll = Duration::from_millis(self.runs.poll_milliseconds.max(10));
        settings.key_cache = seconds(self.keys.cache_seconds);
        settings
    }
}

/// The settings in force as text, secrets hidden.
pub(crate) fn shown(file: Option<&Path>) -> anyhow::Result<Table> {
    let mut table = table(file, |name| std::env::var(name).ok())?;
    for (section, name) in SECRETS {
        if let Some(Value::String(text)) = table.get_mut(*section).and_then(|section| section.get_mut(*name))
            && !text.is_empty()
            && !text.starts_with("sqlite:")
        {
            "(set)".clone_into(text);
        }
    }
    Ok(table)
}

fn table(file: Option<&Path>, environment: impl Fn(&str) -> Option<String>) -> anyhow::Result<Table> {
    let mut table: Table = DEFAULT.parse().context("the default settings cannot be read")?;
    if let Some(path) = file {
        let text =
            std::fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
        let given: Table = text.parse().map_err(|error: toml::de::Error| {
            let line = error
                .span()
                .map_or(0, |span| text.get(..span.start).map_or(0, |before| before.lines().count()));
            anyhow::anyhow!("{}: line {}: {}", path.display(), line.max(1), error.message())
        })?;
        merge(&mut table, given, path)?;
    }
    for (section, names) in &mut table {
        let Value::Table(names) = names else { continue };
        for (name, value) in names.iter_mut() {
            let variable = format!("{ENVIRONMENT_PREFIX}_{section}_{name}").to_uppercase();
            if let Some(given) = environment(&variable) {
                *value = typed(&given, value).with_context(|| format!("{variable} has the wrong form"))?;
            }
            if SECRETS.contains(&(section.as_str(), name.as_str()))
                && let Some(path) = environment(&format!("{variable}_FILE"))
            {
                let text = std::fs::read_to_string(&path)
                    .with_context(|| format!("{path}, named by {variable}_FILE, cannot be read"))?;
                *value = Value::String(text.trim().to_owned());
            }
        }
    }
    Ok(table)
}

fn merge(table: &mut Table, given: Table, path: &Path) -> anyhow::Result<()> {
    for (section, names) in given {
        let Some(Value::Table(known)) = table.get_mut(&section) else {
            bail!(
                "{}: there is no section [{section}]; `swingbridge config --default` lists all",
                path.display()
            );
        };
        let Value::Table(names) = names else { bail!("{}: {section} must be a section", path.display()) };
        for (name, value) in names {
            match known.get_mut(&name) {
                Some(slot) => *slot = value,
                None => bail!(
                    "{}: there is no setting {section}.{name}; `swingbridge config --default` lists all",
                    path.display()
                ),
            }
        }
    }
    Ok(())
}

/// Text of the environment in the type that the setting has by default.
fn typed(text: &str, default: &Value) -> anyhow::Result<Value> {
    Ok(match default {
        Value::Integer(_) => Value::Integer(text.trim().parse().context("a whole number is needed")?),
        Value::Boolean(_) => Value::Boolean(text.trim().parse().context("true or false is needed")?),
        _ => Value::String(text.to_owned()),
    })
}

fn parse_key(text: &str) -> Option<SecretKey> {
    if text.len() != KEY_BYTES * 2 {
        return None;
    }
    let mut bytes = [0; KEY_BYTES];
    for (byte, index) in bytes.iter_mut().zip((0..text.len()).step_by(2)) {
        *byte = u8::from_str_radix(text.get(index..index + 2)?, 16).ok()?;
    }
    Some(SecretKey::new(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_file_is_whole_and_right() {
        let config = Config::from_table(table(None, |_| None).unwrap()).unwrap();
        assert_eq!(config.engine(), engine::Settings::default());
        assert!(config.master_key().is_err());
    }

    #[test]
    fn the_environment_wins_and_is_typed() {
        let environment = |name: &str| match name {
            "SWINGBRIDGE_RUNS_AT_ONCE" => Some("7".to_owned()),
            "SWINGBRIDGE_HTTP_LISTEN" => Some("127.0.0.1:9".to_owned()),
            _ => None,
        };
        let config = Config::from_table(table(None, environment).unwrap()).unwrap();
        assert_eq!((config.runs.at_once, config.http.listen.as_str()), (7, "127.0.0.1:9"));
        let wrong = |name: &str| (name == "SWINGBRIDGE_RUNS_AT_ONCE").then(|| "many".to_owned());
        assert!(format!("{:#}", table(None, wrong).unwrap_err()).contains("SWINGBRIDGE_RUNS_AT_ONCE"));
    }

    #[test]
    fn mistakes_are_named() {
        let dir = tempfile::tempdir().unwrap();
        let check = |text: &str, expected: &str| {
            let path = dir.path().join("x.toml");
            std::fs::write(&path, text).unwrap();
            let error = table(Some(&path), |_| None).and_then(Config::from_table).unwrap_err();
            assert!(format!("{error:#}").contains(expected), "{text}: {error:#}");
        };
        check("[http]\nlisen = \"x\"", "http.lisen");
        check("[htpp]\n", "[htpp]");
        check("[http]\nlisten = 1\n[runs]\nat_once = 0", "string");
        check("[runs]\nat_once = 0", "runs.at_once");
        check("[runs]\n\nat_once =", "line 3");
    }
}
