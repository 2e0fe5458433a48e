//! `swingbridge demo`: hub, simulated bank, a client and a user, on a laptop.

use super::{DEMO_DATA, print, print_json, say};
use crate::config::{Config, LogFormat};
use crate::hub::{self, Hub, Role};
use crate::telemetry;
use anyhow::Context;
use bank::Bank;
use domain::id::ClientGuid;
use engine::{Engine, Name, NewUser, Scopes};
use serde::{Deserialize, Serialize};
use std::io::Write as _;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio_util::sync::CancellationToken;

pub(crate) const DATABASE_FILE: &str = "hub.db";
pub(crate) const MASTER_KEY_FILE: &str = "master.key";
const READY_FILE: &str = "demo.json";
const BANK_JOURNAL: &str = "bank.journal";
/// How long the bank's answers under way are waited for at a stop.
const BANK_TIMEOUT: Duration = Duration::from_secs(2);
/// The seed of the simulated bank.
const BANK_SEED: u64 = 1;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Where the API is served; port 0 picks a free one.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    listen: String,
    /// Where everything is kept. A second start with the same directory goes on with the same data and keys.
    #[arg(long, value_name = "DIR", default_value = DEMO_DATA)]
    data: PathBuf,
    /// Print one line of JSON when ready, and nothing else.
    #[arg(long)]
    json: bool,
}

/// What a demo says when it is ready, and keeps in its directory.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Ready {
    pub(crate) base_url: String,
    pub(crate) client_id: String,
    pub(crate) api_key: String,
    pub(crate) user_guid: String,
    pub(crate) connect_url: Option<String>,
    pub(crate) connections_url: Option<String>,
    pub(crate) console_url: Option<String>,
    pub(crate) bank_url: String,
}

pub(crate) async fn run(args: Args) -> anyhow::Result<()> {
    let mut config = config(&args.data)?;
    telemetry::start_logs(&config.log.level, config.log.format)?;
    let listener = hub::listen(&args.listen).await?;
    let base_url = format!("http://{}", listener.local_addr().context("the listener has no address")?);
    let bank_listener = hub::listen("127.0.0.1:0").await?;
    let bank_url = format!("http://{}", bank_listener.local_addr().context("the bank has no address")?);
    config.sandbox.bank_url.clone_from(&bank_url);

    let engine = hub::engine(&config, Role::Server).await?;
    let bank = Bank::open(bank::Settings {
        seed: BANK_SEED,
        journal: Some(args.data.join(BANK_JOURNAL)),
        clock: engine.clock(),
        clock_is_own: false,
        tls: None,
    })
    .context("the simulated bank cannot be opened")?;
    let stop_bank = CancellationToken::new();
    let bank = tokio::spawn(bank.serve(bank_listener, stop_bank.clone().cancelled_owned()));
    // Fills the directory from the sources, too.
    engine.describe(own_institutions(&bank_url)).await.context("the directory cannot be filled")?;
    let ready = ready(&engine, &args.data, base_url, bank_url).await?;
    let demo = web::Demo { client: ready.client_id.parse()?, user: ready.user_guid.parse()? };
    // Pages of one's own, served by a little program on the same machine, may show the demo's.
    for origin in ["http://localhost:*", "http://127.0.0.1:*"] {
        engine.of(demo.client).allow_origin(origin).await?;
    }
    let hub = Hub::start(&config, engine, listener, Some(demo))?;
    write_private(&args.data.join(READY_FILE), &serde_json::to_string(&ready)?)?;
    if args.json {
        print_json(&ready)?
    } else {
        welcome(&ready, &args.data)?
    }

    let outcome = hub.serve_until_signal().await;
    stop_bank.cancel();
    // A slow institution may be in the middle of an answer; nobody waits for it.
    if let Ok(ended) = tokio::time::timeout(BANK_TIMEOUT, bank).await {
        ended.context("the bank ended abnormally")?.context("the bank could not be served")?;
    }
    outcome
}

/// Institutions that are reached directly, as an operator would describe them: the simulated bank speaks FDX and OFX for them.
fn own_institutions(bank_url: &str) -> Vec<serde_json::Value> {
    let fdx = |code: &str, name: &str, url: &str| {
        serde_json::json!({
            "code": code, "name": name, "url": url, "popularity": 330,
            "fdx": {
                "issuer": format!("{bank_url}/oauth/{code}"), "api": format!("{bank_url}/fdx/{code}/v6"),
                "client_id": "swingbridge", "client_auth": "none",
                "scope": "fdx:accountdetailed:read fdx:transactions:read fdx:customercontact:read fdx:accountpayments:read \
                          fdx:statements:read",
            },
        })
    };
    let ofx = |code: &str, name: &str, url: &str, org: &str, fid: &str, version: &str| {
        serde_json::json!({
            "code": code, "name": name, "url": url, "popularity": 110,
            "ofx": {
                "url": format!("{bank_url}/ofx/{code}"), "org": org, "fid": fid, "version": version,
                "client_uid": version == "211",
            },
        })
    };
    vec![
        fdx("kestrel_federal", "Kestrel Federal Credit Union", "https://www.kestrelfederal.example"),
        ofx(
            "copperfield_cu",
            "Copperfield Credit Union",
            "https://www.copperfieldcu.example",
            "Copperfield CU",
            "4101",
            "102",
        ),
        ofx(
            "marlin_national",
            "Marlin National Bank",
            "https://www.marlinnational.example",
            "MARLIN",
            "4102",
            "211",
        ),
        ofx(
            "palisade_securities",
            "Palisade Securities",
            "https://www.palisadesecurities.example",
            "PALISADE",
            "4103",
            "220",
        ),
        serde_json::json!({
            "code": "stonebridge_savings", "name": "Stonebridge Savings", "url": "https://www.stonebridge.example",
            "popularity": 40, "unsupported": "refuses",
        }),
    ]
}

/// The settings of a demo: the defaults, its own database, and a master key that is made at the first start.
fn config(data: &Path) -> anyhow::Result<Config> {
    // What is in it concerns its owner alone.
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(data)
        .with_context(|| format!("{} cannot be made", data.display()))?;
    let path = data.join(MASTER_KEY_FILE);
    if !path.exists() {
        // A new key would not open what is there.
        anyhow::ensure!(
            !data.join(DATABASE_FILE).exists(),
            "{} is missing, but there is a database: put the key back, or use another --data",
            path.display()
        );
        write_private(&path, &super::keys::generate())?;
    }
    // SQLite gives its other files the mode of this one.
    let database = data.join(DATABASE_FILE);
    if !database.exists() {
        write_private(&database, "")?;
    }
    let mut config = super::demo_config(data)?;
    config.log.format = LogFormat::Text;
    Ok(config)
}

/// The same client, key and user as last time; new ones at the first start, and in the place of what was removed.
async fn ready(engine: &Engine, data: &Path, base_url: String, bank_url: String) -> anyhow::Result<Ready> {
    let before = if data.join(READY_FILE).exists() {
        let ready =
            read_ready(data).context("to start anew, remove it: the demo then makes another client")?;
        Some((ready.client_id.parse::<ClientGuid>().context("the client's id is unreadable")?, ready))
    } else {
        None
    };
    if let Some((client, before)) = before
        && engine.authenticate(client, &before.api_key).await?.is_some()
    {
        let known = match before.user_guid.parse() {
            Ok(guid) => engine.of(client).user(&Name::Guid(guid)).await.is_ok(),
            Err(_) => false,
        };
        let user_guid = if known { before.user_guid.clone() } else { new_user(engine, client).await? };
        return Ok(Ready {
            connect_url: Some(page_url(&base_url, "connect")),
            connections_url: Some(page_url(&base_url, "connections")),
            base_url,
            user_guid,
            bank_url,
            ..before
        });
    }
    let client = engine.create_client("Demo").await?;
    let key = engine.of(client.guid).issue_key(Scopes::All, None).await?;
    Ok(Ready {
        connect_url: Some(page_url(&base_url, "connect")),
        connections_url: Some(page_url(&base_url, "connections")),
        base_url,
        client_id: client.guid.to_string(),
        api_key: key.key,
        user_guid: new_user(engine, client.guid).await?,
        console_url: None,
        bank_url,
    })
}

/// Opens a fresh session at each visit, on this machine alone.
fn page_url(base_url: &str, page: &str) -> String {
    format!("{base_url}/demo/{page}")
}

async fn new_user(engine: &Engine, client: ClientGuid) -> anyhow::Result<String> {
    let user = NewUser { id: Some("demo-user".to_owned()), ..NewUser::default() };
    Ok(engine.of(client).create_user(user, None).await?.guid.to_string())
}

pub(crate) fn read_ready(data: &Path) -> anyhow::Result<Ready> {
    let path = data.join(READY_FILE);
    let text =
        std::fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{} is not what a demo writes", path.display()))
}

/// Writes a file that only its owner can read, whole or not at all.
fn write_private(path: &Path, text: &str) -> anyhow::Result<()> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let beside = path.with_extension("new");
    let write = || -> std::io::Result<()> {
        let mut file =
            std::fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&beside)?;
        file.write_all(text.as_bytes())?;
        file.write_all(b"\n")?;
        file.sync_all()?;
        std::fs::rename(&beside, path)
    };
    write().with_context(|| format!("{} cannot be written", path.display()))
}

fn welcome(ready: &Ready, data: &Path) -> anyhow::Result<()> {
    print(&format!(
        "Swingbridge is ready.\n\n  \
         API             {}\n  \
         client id       {}\n  \
         API key         {}\n  \
         user            {}\n  \
         Connect         {}   (the page where people connect a bank)\n  \
         Connections     {}   (the page where they see all they have connected)\n  \
         simulated bank  {}   (a page that tells what to type)\n\n\
         Everything is kept in {}. The same command goes on with it.",
        ready.base_url,
        ready.client_id,
        ready.api_key,
        ready.user_guid,
        ready.connect_url.as_deref().unwrap_or_default(),
        ready.connections_url.as_deref().unwrap_or_default(),
        ready.bank_url,
        data.display()
    ))?;
    say("Stop with Ctrl-C.");
    Ok(())
}
