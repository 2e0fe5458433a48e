//! `swingbridge bank`: the simulated bank alone.

use super::{print_json, say};
use crate::config::LogFormat;
use crate::edge::{SystemClock, SystemRandom};
use crate::hub;
use crate::telemetry;
use anyhow::Context;
use bank::{Bank, TlsSettings};
use std::path::PathBuf;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// The certificate that a hub is told to trust, beside the journal.
const AUTHORITY_FILE: &str = "authority.pem";

/// What is printed when it is ready.
#[derive(Debug, serde::Serialize)]
struct Ready<'a> {
    bank_url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    bank_tls_url: Option<&'a str>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Where the bank listens; port 0 picks a free one.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8090")]
    listen: String,
    /// Where the bank listens by TLS as well, with certificates that it makes when it starts.
    #[arg(long, value_name = "ADDR")]
    tls_listen: Option<String>,
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
    let bank = open(&args)?;
    let (listener, url) = listen(&args.listen, "http").await?;
    let by_tls = match &args.tls_listen {
        Some(address) => Some(listen(address, "https").await?),
        None => None,
    };
    let tls_url = by_tls.as_ref().map(|(_, url)| url.as_str());
    if args.json {
        print_json(&Ready { bank_url: &url, bank_tls_url: tls_url })?;
    } else {
        let by_tls = tls_url.map(|url| format!(", by TLS at {url}")).unwrap_or_default();
        say(&format!(
            "The simulated bank is at {url}{by_tls}; the page there tells what to type. Stop with Ctrl-C."
        ));
    }
    let stopped = CancellationToken::new();
    tokio::spawn(stop_with_signal(stopped.clone()));
    let plain = bank.clone().serve(listener, stopped.clone().cancelled_owned());
    let by_tls = async {
        match by_tls {
            Some((listener, _)) => bank.serve_tls(listener, stopped.cancelled_owned()).await,
            None => Ok(()),
        }
    };
    tokio::try_join!(plain, by_tls).context("the bank could not be served").map(drop)
}

fn open(args: &Args) -> anyhow::Result<Bank> {
    if let Some(data) = &args.data {
        std::fs::create_dir_all(data).with_context(|| format!("{} cannot be made", data.display()))?;
    }
    let certified = || TlsSettings { clock: Arc::new(SystemClock), random: Arc::new(SystemRandom) };
    let bank = Bank::open(bank::Settings {
        seed: args.seed,
        journal: args.data.as_ref().map(|data| data.join("bank.journal")),
        clock: Arc::new(SystemClock),
        clock_is_own: true,
        tls: args.tls_listen.is_some().then(certified),
    })
    .context("the simulated bank cannot be opened")?;
    if let (Some(data), Some(authority)) = (&args.data, bank.authority()) {
        let path = data.join(AUTHORITY_FILE);
        std::fs::write(&path, authority).with_context(|| format!("{} cannot be written", path.display()))?;
    }
    Ok(bank)
}

/// A listener, and the address at which the bank is reached there.
async fn listen(address: &str, scheme: &str) -> anyhow::Result<(TcpListener, String)> {
    let listener = hub::listen(address).await?;
    let url = format!("{scheme}://{}", listener.local_addr().context("the listener has no address")?);
    Ok((listener, url))
}

async fn stop_with_signal(stopped: CancellationToken) {
    if let Err(error) = hub::stop_signal().await {
        tracing::error!(%error, "signals cannot be heard");
    }
    stopped.cancel();
}
