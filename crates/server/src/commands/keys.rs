//! `swingbridge keys`: keys of the installation.

use super::print;
use crate::edge::SystemRandom;
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
}

pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    match args.command {
        Command::Generate => print(&generate()),
    }
}

/// A new master key as hex.
pub(crate) fn generate() -> String {
    let mut bytes = zeroize::Zeroizing::new([0; KEY_BYTES]);
    SystemRandom.fill(bytes.as_mut());
    store::hex(bytes.as_ref())
}
