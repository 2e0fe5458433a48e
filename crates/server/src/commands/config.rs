//! `swingbridge config`: the settings.

use super::{print, print_json};
use crate::config;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The configuration file.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Print the commented default file instead: all settings, what they mean, their defaults.
    #[arg(long)]
    default: bool,
    /// Answer in JSON.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    if args.default {
        return print(config::DEFAULT.trim_end());
    }
    let table = config::shown(args.config.as_deref())?;
    if args.json { print_json(&table) } else { print(table.to_string().trim_end()) }
}
