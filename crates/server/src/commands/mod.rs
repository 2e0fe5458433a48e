//! The commands, one file each.

pub(crate) mod audit;
pub(crate) mod bank;
pub(crate) mod client;
pub(crate) mod config;
pub(crate) mod demo;
pub(crate) mod doctor;
pub(crate) mod events;
pub(crate) mod explain;
pub(crate) mod import;
pub(crate) mod inbox;
pub(crate) mod institution;
pub(crate) mod keys;
pub(crate) mod member;
pub(crate) mod migrate;
pub(crate) mod sandbox;
pub(crate) mod serve;
pub(crate) mod user;

use crate::config::{Config, InnerAddresses};
use anyhow::Context;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Which installation a command is about.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Where {
    /// The configuration file of the installation.
    #[arg(long, value_name = "FILE", conflicts_with = "data")]
    config: Option<PathBuf>,
    /// The data directory of a demo, when there is no configuration file.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
}

/// Where a demo keeps its data unless told otherwise.
pub(crate) const DEMO_DATA: &str = "swingbridge-data";

impl Where {
    /// As [`Self::load`], but never a demo's that just lies here: a server says which installation it serves.
    pub(crate) fn load_named(&self) -> anyhow::Result<Config> {
        match &self.data {
            Some(data) => demo_config(data),
            None => Config::load(self.config.as_deref()),
        }
    }

    /// The settings of that installation: of the file, or of the demo's directory, or of the environment alone.
    pub(crate) fn load(&self) -> anyhow::Result<Config> {
        if let Some(data) = &self.data {
            return demo_config(data);
        }
        let is_named = ["SWINGBRIDGE_DATABASE_URL", "SWINGBRIDGE_DATABASE_URL_FILE"]
            .iter()
            .any(|variable| std::env::var_os(variable).is_some());
        if self.config.is_none() && !is_named && Path::new(DEMO_DATA).is_dir() {
            return demo_config(Path::new(DEMO_DATA));
        }
        Config::load(self.config.as_deref())
    }
}

/// The settings of a demo's data directory, which must exist.
pub(crate) fn demo_config(data: &Path) -> anyhow::Result<Config> {
    let key = data.join(demo::MASTER_KEY_FILE);
    let master_key = std::fs::read_to_string(&key).with_context(|| {
        format!("{} cannot be read; was `swingbridge demo` started with this --data?", key.display())
    })?;
    let mut config = Config::load(None)?
        .with_data(format!("sqlite:{}", data.join(demo::DATABASE_FILE).display()), &master_key);
    // The simulated bank stands on this machine, also for those who describe its institutions.
    config.sources.allow_inner = true;
    config.webhooks.inner = InnerAddresses::Loopback;
    if let Ok(ready) = demo::read_ready(data) {
        config.sandbox.bank_url = ready.bank_url;
    }
    Ok(config)
}

/// A line for people, on standard error.
#[expect(clippy::print_stderr, reason = "the one place where commands speak to people")]
pub(crate) fn say(text: &str) {
    eprintln!("{text}");
}

/// A line of the answer, on standard output. A reader that has gone away is no error.
pub(crate) fn print(text: &str) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    match writeln!(out, "{text}").and_then(|()| out.flush()) {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        other => other.context("standard output cannot be written"),
    }
}

/// A value as JSON on one line.
pub(crate) fn print_json<T: serde::Serialize>(value: &T) -> anyhow::Result<()> {
    print(&serde_json::to_string(value).context("the answer has no JSON form")?)
}

/// Columns, each as wide as its widest cell.
pub(crate) fn print_table(header: &[&str], rows: &[Vec<String>]) -> anyhow::Result<()> {
    let mut widths: Vec<usize> = header.iter().map(|cell| cell.chars().count()).collect();
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let line = |cells: &mut dyn Iterator<Item = &str>| {
        let padded: Vec<String> =
            cells.zip(&widths).map(|(cell, width)| format!("{cell:<width$}", width = *width)).collect();
        padded.join("  ").trim_end().to_owned()
    };
    print(&line(&mut header.iter().copied()))?;
    rows.iter().try_for_each(|row| print(&line(&mut row.iter().map(String::as_str))))
}
