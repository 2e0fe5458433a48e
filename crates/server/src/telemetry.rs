//! Logs to standard error, metrics for `/metrics`.

use crate::config::LogFormat;
use anyhow::{Context, bail};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use std::io::IsTerminal as _;
use std::time::Duration;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::LevelFilter;

/// How often histograms are folded.
const UPKEEP_PERIOD: Duration = Duration::from_secs(5);

/// Starts logging; `level` is a filter such as `info` or `engine=debug,info`.
pub(crate) fn start_logs(level: &str, format: LogFormat) -> anyhow::Result<()> {
    // A mistyped level would be taken for the name of a module, and silence everything.
    if let Some(word) =
        level.split(',').find(|part| !part.contains('=') && part.trim().parse::<LevelFilter>().is_err())
    {
        bail!("log.level: {word:?} is no level; there are error, warn, info, debug and trace");
    }
    let filter = EnvFilter::try_new(level).with_context(|| format!("log.level {level:?} is no filter"))?;
    let is_terminal = std::io::stderr().is_terminal();
    let builder =
        tracing_subscriber::fmt().with_env_filter(filter).with_ansi(is_terminal).with_writer(std::io::stderr);
    match format {
        LogFormat::Text => builder.try_init(),
        LogFormat::Json => builder.json().with_span_list(false).try_init(),
    }
    .map_err(|error| anyhow::anyhow!("logging cannot be started: {error}"))
}

/// Starts counting; the handle writes what was counted.
pub(crate) fn start_metrics() -> anyhow::Result<PrometheusHandle> {
    /// Upper bounds of the latency buckets, in seconds.
    const SECONDS: &[f64] =
        &[0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0];
    let handle = PrometheusBuilder::new()
        .set_buckets(SECONDS)
        .context("the buckets of the histograms are wrong")?
        .install_recorder()
        .context("metrics cannot be started")?;
    let upkeep = handle.clone();
    tokio::spawn(async move {
        loop {
            tokio::time::sleep(UPKEEP_PERIOD).await;
            upkeep.run_upkeep();
        }
    });
    Ok(handle)
}
