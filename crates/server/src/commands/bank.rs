//! `swingbridge bank`: the simulated bank alone.

use super::{print_json, say};
use crate::config::LogFormat;
use crate::edge::SystemClock;
use crate::hub;
use crate::telemetry;
use anyhow::Context;
use bank::Bank;
use std::path::PathBuf;
use std::sync::Arc;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Where the bank listens; port 0 picks a free one.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8090")]
    listen: String,
    /// Where the bank keeps its journal, so that locks and counts survive a restart; without it nothing is kept.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Another seed makes other customers.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Print one line of JSON when ready, and nothing else.
    #[arg(long)]
    json: bool,
}

pub(crate) async fn run(args: Args) -> anyhow::Result<()> {
    telemetry::start_logs("info", LogFormat::Text)?;
    if let Some(data) = &args.data {
        std::fs::create_dir_all(data).with_context(|| format!("{} cannot be made", data.display()))?;
    }
    let bank = Bank::open(bank::Settings {
        seed: args.seed,
        journal: args.data.map(|data| data.join("bank.journal")),
        clock: Arc::new(SystemClock),
        clock_is_own: true,
    })
    .context("the simulated bank cannot be opened")?;
    let listener = hub::listen(&args.listen).await?;
    let url = format!("http://{}", listener.local_addr().context("the listener has no address")?);
    if args.json {
        print_json(&serde_json::json!({ "bank_url": url }))?;
    } else {
        say(&format!("The simulated bank is at {url}; the page there tells what to type. Stop with Ctrl-C."));
    }
    let stop = async {
        if let Err(error) = hub::stop_signal().await {
            tracing::error!(%error, "signals cannot be heard");
        }
    };
    bank.serve(listener, stop).await.context("the bank could not be served")
}
