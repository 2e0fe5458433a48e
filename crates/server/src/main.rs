//! The binary `swingbridge`: command line, configuration, wiring, life cycle. Everything else is in the other crates.

mod commands;
mod config;
mod edge;
mod hub;
mod mail;
mod operator;
mod telemetry;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Keeps people's bank accounts connected to the apps they chose.
#[derive(Debug, Parser)]
#[command(name = "swingbridge", version, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Start the hub with a simulated bank, a client and a user, and print where they are.
    Demo(commands::demo::Args),
    /// Start the hub.
    Serve(commands::serve::Args),
    /// Start the simulated bank alone.
    Bank(commands::bank::Args),
    /// Bring the database to the form this version needs.
    Migrate(commands::migrate::Args),
    /// Make and list clients, and their API keys.
    Client(commands::client::Args),
    /// Take along what is kept of one person.
    User(commands::user::Args),
    /// Work on one connection.
    Member(commands::member::Args),
    /// Say what a status, a reason, a provider's code or a connection means, and what to do.
    Explain(commands::explain::Args),
    /// Make time and trouble, where the simulated bank is a source.
    Sandbox(commands::sandbox::Args),
    /// Fill and list the directory of institutions.
    Institution(commands::institution::Args),
    /// Take what a file of a bank tells, for a person whose bank no source reaches.
    Import(commands::import::Args),
    /// Read what people asked for on the pages.
    Inbox(commands::inbox::Args),
    /// Read what happened.
    Events(commands::events::Args),
    /// Make, name and replace master keys.
    Keys(commands::keys::Args),
    /// Read who used a secret, and what operators did.
    Audit(commands::audit::Args),
    /// Check that everything the hub needs is there.
    Doctor(commands::doctor::Args),
    /// Show the settings in force, or the commented default file.
    Config(commands::config::Args),
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return fail(&error.into()),
    };
    let outcome = runtime.block_on(async {
        match cli.command {
            Command::Demo(args) => commands::demo::run(args).await,
            Command::Serve(args) => commands::serve::run(args).await,
            Command::Bank(args) => commands::bank::run(args).await,
            Command::Migrate(args) => commands::migrate::run(args).await,
            Command::Client(args) => commands::client::run(args).await,
            Command::User(args) => commands::user::run(args).await,
            Command::Member(args) => commands::member::run(args).await,
            Command::Explain(args) => commands::explain::run(args).await,
            Command::Sandbox(args) => commands::sandbox::run(args).await,
            Command::Institution(args) => commands::institution::run(args).await,
            Command::Import(args) => commands::import::run(args).await,
            Command::Inbox(args) => commands::inbox::run(args).await,
            Command::Events(args) => commands::events::run(args).await,
            Command::Keys(args) => commands::keys::run(args).await,
            Command::Audit(args) => commands::audit::run(args).await,
            Command::Doctor(args) => commands::doctor::run(args).await,
            Command::Config(args) => commands::config::run(&args),
        }
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(&error),
    }
}

/// Says on standard error what went wrong, cause by cause.
fn fail(error: &anyhow::Error) -> ExitCode {
    commands::say(&format!("swingbridge: {error:#}"));
    ExitCode::FAILURE
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }
}
