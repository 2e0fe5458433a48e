//! `swingbridge client`: applications and their API keys.

use super::{Where, print, print_json, print_table};
use crate::edge::SystemClock;
use crate::hub::{self, Role};
use anyhow::Context;
use clap::{Subcommand, ValueEnum};
use domain::clock::{Clock as _, Timestamp};
use domain::id::ClientGuid;
use engine::{Engine, Scopes};
use jiff::SignedDuration;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make a client with a first key. The key is shown once.
    Create {
        /// What to call it.
        name: String,
        #[command(flatten)]
        place: Where,
        /// Answer in JSON.
        #[arg(long)]
        json: bool,
    },
    /// List the clients.
    List {
        #[command(flatten)]
        place: Where,
        /// Answer in JSON.
        #[arg(long)]
        json: bool,
    },
    /// Make, list and end API keys.
    #[command(subcommand)]
    Key(KeyCommand),
    /// Say which sites may show the client's pages in a frame, and hear their messages.
    #[command(subcommand)]
    Embed(EmbedCommand),
}

#[derive(Debug, Subcommand)]
enum EmbedCommand {
    /// Allow a site.
    Add {
        /// CLT-…, as `swingbridge client list` names it.
        client: ClientGuid,
        /// Its origin, as browsers write it: with https, or on this machine with http and a port, where * is any port.
        origin: String,
        #[command(flatten)]
        place: Where,
    },
    /// Allow a site no more.
    Remove {
        /// CLT-…, as `swingbridge client list` names it.
        client: ClientGuid,
        /// As listed.
        origin: String,
        #[command(flatten)]
        place: Where,
    },
    /// List the sites allowed.
    List {
        /// CLT-…, as `swingbridge client list` names it.
        client: ClientGuid,
        #[command(flatten)]
        place: Where,
        /// Answer in JSON.
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Subcommand)]
enum KeyCommand {
    /// Make another key; those that exist go on until they end, so that one can be replaced without a gap.
    Create {
        /// CLT-…, as `swingbridge client list` names it.
        client: ClientGuid,
        /// What the key may do.
        #[arg(long, value_enum, default_value_t = ScopeName::All)]
        scope: ScopeName,
        /// Ends by itself after this time, such as 90d or 12h; never, unless given.
        #[arg(long, value_name = "TIME", value_parser = duration)]
        expires_in: Option<SignedDuration>,
        #[command(flatten)]
        place: Where,
        /// Answer in JSON.
        #[arg(long)]
        json: bool,
    },
    /// List the keys of a client; the keys themselves are kept nowhere.
    List {
        /// CLT-…, as `swingbridge client list` names it.
        client: ClientGuid,
        #[command(flatten)]
        place: Where,
        /// Answer in JSON.
        #[arg(long)]
        json: bool,
    },
    /// End a key, now or after a while.
    Expire {
        /// CLT-…, as `swingbridge client list` names it.
        client: ClientGuid,
        /// KEY-…, as listed.
        key: String,
        /// Let it live this much longer, such as 24h.
        #[arg(long, value_name = "TIME", value_parser = duration)]
        after: Option<SignedDuration>,
        #[command(flatten)]
        place: Where,
    },
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ScopeName {
    /// Everything of the client.
    All,
    /// Reading only.
    Read,
}

/// Reads `90d`, `12h`, `2h 30m`.
fn duration(text: &str) -> Result<SignedDuration, String> {
    let span: jiff::Span = text.parse().map_err(|_| "a time such as 90d, 12h or 30m is needed".to_owned())?;
    let time =
        span.to_duration(jiff::SpanRelativeTo::days_are_24_hours()).map_err(|error| error.to_string())?;
    if time.is_positive() { Ok(time) } else { Err("a time in the future is needed".to_owned()) }
}

pub(crate) async fn run(args: Args) -> anyhow::Result<()> {
    match args.command {
        Command::Create { name, place, json } => create(&*open(&place).await?, &name, json).await,
        Command::List { place, json } => list(&*open(&place).await?, json).await,
        Command::Key(KeyCommand::Create { client, scope, expires_in, place, json }) => {
            let scope = match scope {
                ScopeName::All => Scopes::All,
                ScopeName::Read => Scopes::Read,
            };
            let expires_at = expires_in.map(in_time).transpose()?;
            let engine = open(&place).await?;
            engine.of(client).client().await?;
            let key = engine.of(client).issue_key(scope, expires_at).await?;
            if json {
                let shown = serde_json::json!({ "client_id": client.to_string(), "key_guid": key.guid, "api_key": key.key,
                    "expires_at": key.expires_at });
                print_json(&shown)
            } else {
                print(&format!("{}  {}\nThe key is shown this once.", key.guid, key.key))
            }
        }
        Command::Key(KeyCommand::List { client, place, json }) => {
            keys(&*open(&place).await?, client, json).await
        }
        Command::Key(KeyCommand::Expire { client, key, after, place }) => {
            let at = in_time(after.unwrap_or(SignedDuration::ZERO))?;
            open(&place).await?.of(client).expire_key(&key, at).await?;
            print(&format!("{key} ends {at}"))
        }
        Command::Embed(EmbedCommand::Add { client, origin, place }) => {
            let origin = open(&place).await?.of(client).allow_origin(&origin).await?;
            print(&format!("{origin} may show the pages of {client}"))
        }
        Command::Embed(EmbedCommand::Remove { client, origin, place }) => {
            open(&place).await?.of(client).forbid_origin(&origin).await?;
            print(&format!("{origin} may show the pages of {client} no more"))
        }
        Command::Embed(EmbedCommand::List { client, place, json }) => {
            let engine = open(&place).await?;
            engine.of(client).client().await?;
            let origins = engine.of(client).origins().await?;
            if json {
                return print_json(&serde_json::json!({ "origins": origins }));
            }
            let rows: Vec<_> = origins.into_iter().map(|origin| vec![origin]).collect();
            print_table(&["ORIGIN"], &rows)
        }
    }
}

async fn open(place: &Where) -> anyhow::Result<std::sync::Arc<Engine>> {
    hub::engine(&place.load()?, Role::Command).await
}

fn in_time(after: SignedDuration) -> anyhow::Result<Timestamp> {
    SystemClock.now().checked_add(after).context("that time is out of reach")
}

async fn create(engine: &Engine, name: &str, json: bool) -> anyhow::Result<()> {
    let client = engine.create_client(name).await?;
    let key = engine.of(client.guid).issue_key(Scopes::All, None).await?;
    if json {
        print_json(&serde_json::json!({ "client_id": client.guid.to_string(), "api_key": key.key }))
    } else {
        print(&format!("client id  {}\nAPI key    {}\nThe key is shown this once.", client.guid, key.key))
    }
}

async fn list(engine: &Engine, json: bool) -> anyhow::Result<()> {
    let clients = engine.clients().await?;
    if json {
        let shown: Vec<_> = clients
            .iter()
            .map(|client| serde_json::json!({ "client_id": client.guid.to_string(), "name": client.name, "created_at": client.created_at }))
            .collect();
        return print_json(&shown);
    }
    let rows: Vec<_> = clients
        .into_iter()
        .map(|client| vec![client.guid.to_string(), client.created_at.to_string(), client.name])
        .collect();
    print_table(&["CLIENT ID", "CREATED", "NAME"], &rows)
}

async fn keys(engine: &Engine, client: ClientGuid, json: bool) -> anyhow::Result<()> {
    engine.of(client).client().await?;
    let keys = engine.of(client).keys().await?;
    if json {
        let shown: Vec<_> = keys
            .iter()
            .map(|key| {
                serde_json::json!({ "key_guid": key.guid, "hint": key.hint, "scope": key.scopes,
                    "created_at": key.created_at, "expires_at": key.expires_at })
            })
            .collect();
        return print_json(&shown);
    }
    let rows: Vec<_> = keys
        .into_iter()
        .map(|key| {
            let ends = key.expires_at.map_or_else(|| "never".to_owned(), |at| at.to_string());
            vec![key.guid, format!("{}…", key.hint), key.scopes, key.created_at.to_string(), ends]
        })
        .collect();
    print_table(&["KEY", "BEGINS WITH", "SCOPE", "CREATED", "ENDS"], &rows)
}
