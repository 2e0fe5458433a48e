//! The hub put together: store, sources, engine, worker, API.

use crate::config::Config;
use crate::edge::{SystemClock, SystemRandom};
use crate::mail::Smtp;
use crate::operator::operator;
use crate::telemetry;
use anyhow::{Context, bail};
use connectors::Connector;
use connectors::sandbox::Sandbox;
use domain::clock::Clock;
use engine::runs::{Scheduler, Worker};
use engine::{
    Clerk, Courier, Engine, Farewells, Importer, Mailer, MovedClock, Origin, Postman, Source, Sources,
};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use store::{Database, Keyring, Opening, Store};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

/// How long requests and runs under way are waited for at a stop.
const DRAIN_TIMEOUT: Duration = Duration::from_secs(20);

/// How the database is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Serves; on SQLite nobody else may.
    Server,
    /// A command, beside a server or alone.
    Command,
}

/// Institutions named in one entry of the audit log.
const CODES_NAMED_MAX: usize = 20;

/// Opens the store and puts an engine over it; a command is noted in the audit log.
pub(crate) async fn engine(config: &Config, role: Role) -> anyhow::Result<Arc<Engine>> {
    let engine = open(config, role).await?;
    if role == Role::Command {
        note(&engine, &command()).await?;
    }
    Ok(engine)
}

/// The same for a command about institutions, which are named in the audit log.
pub(crate) async fn engine_about(config: &Config, codes: &[String]) -> anyhow::Result<Arc<Engine>> {
    let engine = open(config, Role::Command).await?;
    note(&engine, &about(&command(), codes)).await?;
    Ok(engine)
}

async fn note(engine: &Engine, command: &str) -> anyhow::Result<()> {
    engine.note_operator(&operator(), command).await.context("the audit log cannot be written")
}

async fn open(config: &Config, role: Role) -> anyhow::Result<Arc<Engine>> {
    let master_key = config.master_key()?;
    let operational: Arc<dyn Clock> = Arc::new(SystemClock);
    let random = Arc::new(SystemRandom);
    let database = Database::open(Opening {
        address: config.database.url.parse()?,
        connections: config.database.connections,
        as_server: role == Role::Server,
        clock: operational.clone(),
        random: random.clone(),
    })
    .await
    .context("the database cannot be used")?;
    let keyring = Keyring::new(master_key, random.clone()).with_further(config.further_master_keys()?);
    let store = Store::new(database, keyring);
    store.check_master_key().await.context(
        "the master key is not the one this database was made with; stored credentials cannot be read with it",
    )?;
    let offset = store.clock_offset_seconds().await.context("the settings cannot be read")?;
    let clock = Arc::new(MovedClock::new(operational.clone(), offset));
    Ok(Engine::new(store, sources(config)?, clock, operational, random, config.engine()))
}

/// The two words of a command, and the institutions that it is about.
fn about(command: &str, codes: &[String]) -> String {
    let words = command.split(' ').take(2);
    // What is no code may be anything that somebody typed.
    let named = codes.iter().take(CODES_NAMED_MAX);
    let named = named.map(|code| if engine::is_code(code) { code.as_str() } else { "?" });
    let mut said = words.chain(named).collect::<Vec<_>>().join(" ");
    if codes.len() > CODES_NAMED_MAX {
        let more = codes.len().saturating_sub(CODES_NAMED_MAX);
        said = format!("{said} and {more} more");
    }
    said
}

/// The command, and what it is about: its words up to the first option, as far as they are names of ours.
fn command() -> String {
    let is_ours = |word: &String| {
        let is_word = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase());
        is_word(word)
            || word.parse::<domain::id::ClientGuid>().is_ok()
            || word.parse::<domain::id::MemberGuid>().is_ok()
    };
    let words: Vec<String> =
        std::env::args().skip(1).take_while(|word| !word.starts_with('-')).filter(is_ours).collect();
    words.join(" ")
}

/// The sources of this installation, the preferred first. A new source is one line here.
fn sources(config: &Config) -> anyhow::Result<Sources> {
    let mut sources = Vec::new();
    let bank_url = config.sandbox.bank_url.as_str();
    if !bank_url.is_empty() {
        let origin = Origin::of(bank_url)
            .with_context(|| format!("sandbox.bank_url {bank_url:?} is no http address"))?;
        let channels: [Arc<dyn Connector>; 2] =
            [Arc::new(Sandbox::direct(bank_url)), Arc::new(Sandbox::mirror(bank_url))];
        sources.extend(channels.map(|connector| Source { connector, origins: vec![origin.clone()] }));
        let sources = Sources::new(sources).allowing_inner(config.sources.allow_inner);
        return Ok(sources.with_bank(bank_url, origin));
    }
    Ok(Sources::new(sources).allowing_inner(config.sources.allow_inner))
}

/// A hub that serves: the API and the worker, until it is told to stop.
#[derive(Debug)]
pub(crate) struct Hub {
    pub(crate) stop: CancellationToken,
    api: tokio::task::JoinHandle<std::io::Result<()>>,
    /// What works beside it; each gives its name when it ends.
    parts: JoinSet<&'static str>,
}

/// A part of the hub that says which it was when it ends.
async fn named(name: &'static str, work: impl Future<Output = ()>) -> &'static str {
    work.await;
    name
}

impl Hub {
    /// Starts serving on the listener.
    pub(crate) fn start(
        config: &Config,
        engine: Arc<Engine>,
        listener: TcpListener,
        demo: Option<web::Demo>,
    ) -> anyhow::Result<Self> {
        let metrics = telemetry::start_metrics()?;
        let stop = CancellationToken::new();
        let public_url = Some(config.http.public_url.clone()).filter(|url| !url.is_empty());
        let mailer = Smtp::of(&config.mail)?.map(|smtp| -> Arc<dyn Mailer> { Arc::new(smtp) });
        let sends_mail = mailer.is_some();
        let mut parts = JoinSet::new();
        let (told, letters) = (Arc::new(web::Told), Arc::new(web::Correspondence));
        let worker = Worker::new(engine.clone(), stop.clone());
        let scheduler = Scheduler::new(engine.clone(), stop.clone());
        let farewells = Farewells::new(engine.clone(), stop.clone());
        let courier = Courier::new(engine.clone(), told.clone(), stop.clone());
        let postman = Postman::new(engine.clone(), letters, mailer, public_url.clone(), stop.clone());
        let clerk = Clerk::new(engine.clone(), told, stop.clone());
        let importer = Importer::new(engine.clone(), stop.clone());
        parts.spawn(named("the worker", worker.run()));
        parts.spawn(named("the scheduler", scheduler.run()));
        parts.spawn(named("giving grants back", farewells.run()));
        parts.spawn(named("telling webhooks", courier.run()));
        parts.spawn(named("sending mails", postman.run()));
        parts.spawn(named("carrying verifications on", clerk.run()));
        parts.spawn(named("importing files", importer.run()));
        let router = web::router(web::Web {
            engine,
            settings: web::Settings {
                requests_per_minute: config.http.requests_per_minute,
                page_requests_per_minute: config.http.page_requests_per_minute,
                public_url,
                sends_mail,
                ..web::Settings::default()
            },
            clock: Arc::new(SystemClock),
            random: Arc::new(SystemRandom),
            metrics: Arc::new(move || metrics.render()),
            demo,
            stop: stop.clone(),
        });
        let stopping = stop.clone();
        let api = tokio::spawn(async move {
            // Who calls is known by address: the demo's own links answer this machine alone.
            let service = router.into_make_service_with_connect_info::<SocketAddr>();
            axum::serve(listener, service).with_graceful_shutdown(stopping.cancelled_owned()).await
        });
        Ok(Self { stop, api, parts })
    }

    /// Serves until a signal comes, then finishes what is under way. A second signal ends at once. When the API or a part ends
    /// by itself, so does the hub: half a hub would look alive.
    pub(crate) async fn serve_until_signal(mut self) -> anyhow::Result<()> {
        tokio::select! {
            signal = stop_signal() => signal?,
            served = &mut self.api => {
                served.context("the API ended abnormally")?.context("the API could not be served")?;
                bail!("the API ended by itself");
            }
            ended = self.parts.join_next() => match ended {
                Some(Ok(part)) => bail!("{part} ended by itself"),
                Some(Err(error)) => return Err(error).context("a part of the hub ended abnormally"),
                None => bail!("the hub has no parts"),
            },
        }
        tracing::info!("stopping");
        self.stop.cancel();
        let finish = async {
            let served = self.api.await;
            let mut worked = Ok(());
            while let Some(ended) = self.parts.join_next().await {
                worked = worked.and(ended.map(drop));
            }
            (served, worked)
        };
        tokio::select! {
            (served, worked) = finish => {
                served.context("the API ended abnormally")?.context("the API could not be served")?;
                worked.context("a part of the hub ended abnormally")?;
            }
            () = tokio::time::sleep(DRAIN_TIMEOUT) => tracing::warn!("stopped with work under way"),
            again = stop_signal() => again?,
        }
        tracing::info!("stopped");
        Ok(())
    }
}

/// Comes with SIGTERM or SIGINT.
pub(crate) async fn stop_signal() -> anyhow::Result<()> {
    let mut terminate = signal(SignalKind::terminate()).context("signals cannot be heard")?;
    let mut interrupt = signal(SignalKind::interrupt()).context("signals cannot be heard")?;
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    Ok(())
}

/// Listens on an address, or says what is wrong with it.
pub(crate) async fn listen(address: &str) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| {
        format!(
            "cannot listen on {address}; another program may be there: give another address with --listen"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_names_the_institutions_it_is_about() {
        let codes = |count: usize| (0..count).map(|number| format!("bank_{number}")).collect::<Vec<_>>();
        assert_eq!(about("institution check", &codes(1)), "institution check bank_0");
        assert_eq!(about("institution check oak", &["oak".to_owned()]), "institution check oak");
        assert_eq!(about("institution add", &["My Secret".to_owned()]), "institution add ?");
        let many = about("institution import", &codes(500));
        assert!(many.ends_with(" bank_19 and 480 more"), "{many}");
    }
}
