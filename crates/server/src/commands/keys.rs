//! `swingbridge keys`: keys of the installation.

use super::{Where, print, print_json, print_table, say};
use crate::edge::SystemRandom;
use crate::hub::{self, Role};
use clap::Subcommand;
use domain::random::Random as _;
use store::KEY_BYTES;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Print a new master key: 64 hex digits for `secrets.master_key`.
    Generate,
    /// Say which master keys are in use, by their ids.
    Status {
        #[command(flatten)]
        place: Where,
        /// Answer in JSON.
        #[arg(long)]
        json: bool,
    },
    /// Have the master key of the configuration wrap everything that another one wraps. Servers may go on meanwhile.
    Rotate {
        #[command(flatten)]
        place: Where,
    },
}

pub(crate) async fn run(args: Args) -> anyhow::Result<()> {
    match args.command {
        Command::Generate => print(&generate()),
        Command::Status { place, json } => status(&place, json).await,
        Command::Rotate { place } => {
            let engine = hub::engine(&place.load()?, Role::Command).await?;
            let count = engine.store().rotate_master_key().await?;
            let current = engine.store().keyring().current();
            say(&format!(
                "{count} keys were wrapped anew. Everything is wrapped by the master key {current} now."
            ));
            Ok(())
        }
    }
}

async fn status(place: &Where, json: bool) -> anyhow::Result<()> {
    let engine = hub::engine(&place.load()?, Role::Command).await?;
    let current = engine.store().keyring().current();
    let uses = engine.store().master_keys().await?;
    // Data keys of before keys had names are wrapped by a key that opens them, which was tried at the start.
    let name = |key: Option<store::KeyId>| key.map_or_else(|| "unnamed".to_owned(), |key| key.to_string());
    if json {
        let shown: Vec<_> = uses
            .iter()
            .map(|one| {
                serde_json::json!({
                    "key": name(one.key), "is_current": one.key == Some(current), "clients": one.clients,
                    "definitions": one.definitions,
                })
            })
            .collect();
        return print_json(&serde_json::json!({ "current": current.to_string(), "in_use": shown }));
    }
    say(&format!("The master key of the configuration is {current}."));
    let rows: Vec<_> = uses
        .iter()
        .map(|one| {
            let hint = if one.key == Some(current) { "current" } else { "run `swingbridge keys rotate`" };
            vec![name(one.key), one.clients.to_string(), one.definitions.to_string(), hint.to_owned()]
        })
        .collect();
    print_table(&["MASTER KEY", "CLIENTS", "INSTITUTIONS", ""], &rows)
}

/// A new master key as hex.
pub(crate) fn generate() -> String {
    let mut bytes = zeroize::Zeroizing::new([0; KEY_BYTES]);
    SystemRandom.fill(bytes.as_mut());
    store::hex(bytes.as_ref())
}
