//! `swingbridge serve`: the hub.

use super::{Where, say};
use crate::hub::{self, Hub, Role};
use crate::telemetry;
use anyhow::Context;
use std::sync::Arc;
use std::time::Duration;

/// How often the directory is filled anew from the sources.
const DIRECTORY_PERIOD: Duration = Duration::from_hours(1);

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    place: Where,
    /// Where the API is served, instead of http.listen.
    #[arg(long, value_name = "ADDR")]
    listen: Option<String>,
}

pub(crate) async fn run(args: Args) -> anyhow::Result<()> {
    let config = args.place.load_named()?;
    telemetry::start_logs(&config.log.level, config.log.format)?;
    let engine = hub::engine(&config, Role::Server).await?;
    let listener = hub::listen(args.listen.as_deref().unwrap_or(&config.http.listen)).await?;
    let address = listener.local_addr().context("the listener has no address")?;
    let filling = Arc::clone(&engine);
    let directory = tokio::spawn(async move {
        loop {
            if let Err(error) = filling.sync_directory().await {
                let error = anyhow::Error::from(error);
                tracing::error!("the directory cannot be filled: {error:#}");
            }
            tokio::time::sleep(DIRECTORY_PERIOD).await;
        }
    });
    let hub = Hub::start(&config, engine, listener, None)?;
    say(&format!("swingbridge serves http://{address}"));
    let outcome = hub.serve_until_signal().await;
    directory.abort();
    outcome
}
