//! `swingbridge institution`: the directory.

use super::{Where, print_json, print_table, say};
use crate::hub::{self, Role};
use clap::Subcommand;
use engine::InstitutionFilter;
use engine::records::Page;

/// Institutions listed at once.
const LIST_MAX: u32 = 1_000;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Fill the directory from the sources now; a server does it by itself.
    Sync {
        #[command(flatten)]
        place: Where,
    },
    /// List institutions, all or those that fit a text, and the sources that reach them.
    List {
        /// What a person would type.
        name: Option<String>,
        #[command(flatten)]
        place: Where,
        /// Answer in JSON.
        #[arg(long)]
        json: bool,
    },
}

pub(crate) async fn run(args: Args) -> anyhow::Result<()> {
    match args.command {
        Command::Sync { place } => {
            let engine = hub::engine(&place.load()?, Role::Command).await?;
            let count = engine.sync_directory().await?;
            say(&format!("{count} entries were read from the sources."));
            Ok(())
        }
        Command::List { name, place, json } => {
            let engine = hub::engine(&place.load()?, Role::Command).await?;
            let filter = InstitutionFilter { name, ..InstitutionFilter::default() };
            let found = engine.institutions(&filter, Page { number: 1, size: LIST_MAX }).await?;
            let mut rows = Vec::new();
            for one in &found.items {
                let sources: Vec<String> = engine
                    .institution_sources(&one.code)
                    .await?
                    .into_iter()
                    .map(|source| source.source)
                    .collect();
                rows.push((one.clone(), sources));
            }
            if json {
                let shown: Vec<_> = rows
                    .iter()
                    .map(|(one, sources)| {
                        serde_json::json!({ "code": one.code, "name": one.name, "url": one.url, "sources": sources })
                    })
                    .collect();
                return print_json(&shown);
            }
            let rows: Vec<_> = rows
                .into_iter()
                .map(|(one, sources)| {
                    vec![one.code.clone(), sources.join(", "), one.name.clone(), one.url.clone()]
                })
                .collect();
            print_table(&["CODE", "SOURCES", "NAME", "ADDRESS"], &rows)
        }
    }
}
