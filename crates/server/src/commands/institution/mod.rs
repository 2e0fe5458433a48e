//! `swingbridge institution`: the directory.

mod file;

use super::{Where, print, print_json, print_table, say};
use crate::hub::{self, Role};
use anyhow::bail;
use clap::Subcommand;
use engine::records::Page;
use engine::{Described, Engine, InstitutionFilter, Removed};
use serde_json::Value;
use std::path::PathBuf;

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
    /// Add an institution of one's own, or change it: a file that says what people see of it and how it is reached by FDX or OFX, or why
    /// it is not. docs/INSTITUTIONS.md has the format.
    Add {
        /// A TOML or JSON file of one institution; `-` reads it from standard input.
        file: PathBuf,
        #[command(flatten)]
        place: Where,
    },
    /// Add or change many, all or none: a TOML file of `[[institution]]` tables, or a JSON list.
    Import {
        /// The file; `-` reads standard input.
        file: PathBuf,
        #[command(flatten)]
        place: Where,
    },
    /// Ask the servers of one's own institution who they are, as nobody.
    Check {
        /// The institution's code.
        code: String,
        #[command(flatten)]
        place: Where,
        /// Answer in JSON.
        #[arg(long)]
        json: bool,
    },
    /// Take back what was added; connections that only it reached are DISCONTINUED. What gives their consents back is kept.
    Remove {
        /// The institution's code.
        code: String,
        #[command(flatten)]
        place: Where,
    },
    /// List what people miss: what most miss first, then the larger ones, then those that could be reached most easily.
    Wanted {
        #[command(flatten)]
        place: Where,
        /// Answer in JSON.
        #[arg(long)]
        json: bool,
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
        Command::Add { file, place } => describe(&place, vec![file::one(&file)?]).await,
        Command::Import { file, place } => describe(&place, file::many(&file)?).await,
        Command::Check { code, place, json } => check(code, &place, json).await,
        Command::Remove { code, place } => remove(code, &place).await,
        Command::Wanted { place, json } => wanted(&place, json).await,
        Command::List { name, place, json } => list(name, &place, json).await,
    }
}

async fn list(name: Option<String>, place: &Where, json: bool) -> anyhow::Result<()> {
    let engine = hub::engine(&place.load()?, Role::Command).await?;
    let filter = InstitutionFilter { name, ..InstitutionFilter::default() };
    let found = engine.institutions(&filter, Page { number: 1, size: LIST_MAX }).await?;
    let mut rows = Vec::new();
    for one in &found.items {
        rows.push((one.clone(), sources_of(&engine, &one.code).await?));
    }
    if json {
        let shown: Vec<_> = rows
            .iter()
            .map(|(one, sources)| {
                serde_json::json!({
                    "code": one.code, "name": one.name, "url": one.url, "sources": sources,
                    "unsupported_reason": one.details.unreached,
                })
            })
            .collect();
        return print_json(&shown);
    }
    let rows: Vec<_> = rows
        .into_iter()
        .map(|(one, sources)| {
            // Nothing reaches it, and it may be known why.
            let why = one.details.unreached.as_ref().filter(|_| sources.is_empty());
            let sources = why.map_or_else(|| sources.join(", "), |why| format!("none: {why}"));
            vec![one.code.clone(), sources, one.name.clone(), one.url.clone()]
        })
        .collect();
    print_table(&["CODE", "SOURCES", "NAME", "ADDRESS"], &rows)
}

async fn sources_of(engine: &Engine, code: &str) -> anyhow::Result<Vec<String>> {
    let sources = engine.institution_sources(code).await?;
    Ok(sources.into_iter().map(|source| source.source).collect())
}

async fn describe(place: &Where, given: Vec<Value>) -> anyhow::Result<()> {
    let codes: Vec<String> =
        given.iter().map(|one| engine::code_of(one).unwrap_or_default().to_owned()).collect();
    let engine = hub::engine_about(&place.load()?, &codes).await?;
    for one in engine.describe(given).await? {
        let verb = if one.is_known { "changed" } else { "added" };
        say(&format!("{} ({}) is {verb}: {}.", one.code, one.name, way(&one)));
    }
    Ok(())
}

/// How a described institution is reached now.
fn way(one: &Described) -> String {
    let others: Vec<&str> = one
        .reached_by
        .iter()
        .map(String::as_str)
        .filter(|source| Some(*source) != one.source.as_deref())
        .collect();
    match (&one.source, others.is_empty()) {
        (Some(source), true) => format!("by {source}"),
        (Some(source), false) => format!("by {source}, beside {}", others.join(", ")),
        (None, true) => "nothing reaches it, and people who look for it are told why".to_owned(),
        (None, false) => format!(
            "it stays reachable by {}; what was said counts once nothing reaches it",
            others.join(", ")
        ),
    }
}

async fn remove(code: String, place: &Where) -> anyhow::Result<()> {
    let codes = [code];
    let engine = hub::engine_about(&place.load()?, &codes).await?;
    let [code] = codes;
    match engine.remove_description(&code).await {
        Ok(removed) => say(&format!("{code} is removed. {}", what_remains(&removed))),
        Err(engine::Error::NotFound(_)) => bail!("{}", not_added(&engine, &code).await?),
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

/// What the removal of an institution leaves.
fn what_remains(removed: &Removed) -> String {
    let sources = removed.reached_by.join(", ");
    match (removed.connections, removed.reached_by.is_empty()) {
        (0, true) => "No connection was made through it.".to_owned(),
        (0, false) => format!("It stays reachable by {sources}."),
        (count, true) => format!(
            "Connections that were made through it and are DISCONTINUED now: {count}. What gives their consents back is kept until the \
             last of them is closed or deleted."
        ),
        (count, false) => format!(
            "It stays reachable by {sources}. Connections that were made through what is removed: {count}; `swingbridge member move` \
             lets another source reach them."
        ),
    }
}

/// Why there is nothing to do for an institution that nobody added.
async fn not_added(engine: &Engine, code: &str) -> anyhow::Result<String> {
    let sources = sources_of(engine, code).await?;
    Ok(if sources.is_empty() {
        format!(
            "no institution with the code {code} was added here; `swingbridge institution list` names all"
        )
    } else {
        format!("{code} was not added here: it comes from the directory of {}", sources.join(", "))
    })
}

async fn wanted(place: &Where, json: bool) -> anyhow::Result<()> {
    let engine = hub::engine(&place.load()?, Role::Command).await?;
    let wanted = engine.wanted().await?;
    if json {
        let shown: Vec<_> = wanted
            .iter()
            .map(|one| {
                serde_json::json!({
                    "name": one.name, "url": one.url, "people": one.people, "size": one.size,
                    "unsupported_reason": one.unreached, "institution_code": one.has_come,
                })
            })
            .collect();
        return print_json(&shown);
    }
    if wanted.is_empty() {
        say("Nobody misses an institution.");
        return Ok(());
    }
    let rows: Vec<_> = wanted
        .into_iter()
        .map(|one| {
            let why = one.unreached.unwrap_or_default();
            let come = one.has_come.unwrap_or_default();
            vec![one.people.to_string(), one.size.to_string(), why, come, one.name, one.url]
        })
        .collect();
    print_table(&["PEOPLE", "SIZE", "WHY NOT", "HAS COME", "NAME", "ADDRESS"], &rows)
}

async fn check(code: String, place: &Where, json: bool) -> anyhow::Result<()> {
    let codes = [code];
    let engine = hub::engine_about(&place.load()?, &codes).await?;
    let [code] = codes;
    let checked = match engine.check_institution(&code).await {
        Err(engine::Error::NotFound(_)) => bail!("{}", not_added(&engine, &code).await?),
        other => other?,
    };
    if json {
        let shown: Vec<_> = checked
            .iter()
            .map(|one| match &one.answer {
                Ok(lines) => serde_json::json!({ "code": one.code, "source": one.source, "answer": lines }),
                Err(problem) => {
                    serde_json::json!({ "code": one.code, "source": one.source, "problem": problem })
                }
            })
            .collect();
        print_json(&shown)?;
    } else {
        for one in &checked {
            match &one.answer {
                Ok(lines) => lines.iter().try_for_each(|line| print(&format!("{}: {line}", one.source)))?,
                Err(problem) => say(&format!("{}: {problem}", one.source)),
            }
        }
    }
    if checked.iter().any(|one| one.answer.is_err()) {
        bail!("{code} did not answer as it should");
    }
    Ok(())
}
