//! `swingbridge institution`: the directory.

use super::{Where, print, print_json, print_table, say};
use crate::hub::{self, Role};
use anyhow::{Context, bail};
use clap::Subcommand;
use engine::InstitutionFilter;
use engine::records::Page;
use serde_json::Value;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// Institutions listed at once.
const LIST_MAX: u32 = 1_000;
/// Bytes of a file of institutions.
const FILE_BYTES_MAX: u64 = 64 * 1024 * 1024;

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
        /// A TOML file of one institution; `-` reads it from standard input.
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
    /// Forget what was added; connections that only it reached are DISCONTINUED.
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
        Command::Add { file, place } => {
            let one = toml_value(&read(&file)?).with_context(|| unreadable(&file))?;
            describe(&place, vec![one]).await
        }
        Command::Import { file, place } => {
            let many = list(&read(&file)?).with_context(|| unreadable(&file))?;
            describe(&place, many).await
        }
        Command::Check { code, place, json } => check(&code, &place, json).await,
        Command::Remove { code, place } => {
            let engine = hub::engine(&place.load()?, Role::Command).await?;
            match engine.forget_description(&code).await {
                Ok(()) => say(&format!("{code} is forgotten.")),
                Err(engine::Error::NotFound(_)) => {
                    bail!("no institution with the code {code} was added here")
                }
                Err(error) => return Err(error.into()),
            }
            Ok(())
        }
        Command::Wanted { place, json } => wanted(&place, json).await,
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

async fn describe(place: &Where, given: Vec<Value>) -> anyhow::Result<()> {
    let engine = hub::engine(&place.load()?, Role::Command).await?;
    for one in engine.describe(given).await? {
        let verb = if one.is_known { "changed" } else { "added" };
        let way = one.source.map_or_else(|| "nothing reaches it".to_owned(), |source| format!("by {source}"));
        say(&format!("{} ({}) is {verb}: {way}.", one.code, one.name));
    }
    Ok(())
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
                    "unsupported_reason": one.unreached,
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
            vec![one.people.to_string(), one.size.to_string(), why, one.name, one.url]
        })
        .collect();
    print_table(&["PEOPLE", "SIZE", "WHY NOT", "NAME", "ADDRESS"], &rows)
}

async fn check(code: &str, place: &Where, json: bool) -> anyhow::Result<()> {
    let engine = hub::engine(&place.load()?, Role::Command).await?;
    let checked = match engine.check_institution(code).await {
        Err(engine::Error::NotFound(_)) => bail!("no institution with the code {code} was added here"),
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

fn unreadable(file: &Path) -> String {
    format!("{} cannot be read", file.display())
}

fn read(file: &Path) -> anyhow::Result<String> {
    let mut text = String::new();
    if file == Path::new("-") {
        std::io::stdin()
            .lock()
            .take(FILE_BYTES_MAX)
            .read_to_string(&mut text)
            .context("standard input cannot be read")?;
    } else {
        let open = std::fs::File::open(file).with_context(|| unreadable(file))?;
        open.take(FILE_BYTES_MAX).read_to_string(&mut text).with_context(|| unreadable(file))?;
    }
    Ok(text)
}

/// The error's own text would show the line, which may hold a secret.
fn toml_value(text: &str) -> anyhow::Result<Value> {
    toml::from_str(text).map_err(|error| {
        let line =
            error.span().map_or(0, |span| text.get(..span.start).unwrap_or_default().lines().count().max(1));
        anyhow::anyhow!("it is no TOML, near line {line}: {}", error.message())
    })
}

/// A JSON list, or TOML tables.
fn list(text: &str) -> anyhow::Result<Vec<Value>> {
    let value = if text.trim_start().starts_with(['[', '{']) && !text.trim_start().starts_with("[[") {
        serde_json::from_str(text)
            .map_err(|error| anyhow::anyhow!("it is no JSON, at line {}", error.line()))?
    } else {
        toml_value(text)?
    };
    match value {
        Value::Array(many) => Ok(many),
        Value::Object(mut fields) => match (fields.remove("institution"), fields.is_empty()) {
            (Some(Value::Array(many)), true) => Ok(many),
            _ => bail!("there must be [[institution]] tables and nothing else"),
        },
        _ => bail!("it must be a list"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read_and_their_secrets_do_not_show() {
        assert_eq!(list("[[institution]]\ncode = \"a\"\n[[institution]]\ncode = \"b\"").unwrap().len(), 2);
        assert_eq!(list("[{\"code\":\"a\"}]").unwrap().len(), 1);
        assert_eq!(list("[]").unwrap().len(), 0);
        for wrong in [
            "code = 1",
            "institution = 1",
            "[[institution]]\n[other]",
            "{\"x\":1}",
            "[[institution]]\nsecret = hunter2",
        ] {
            let error = format!("{:#}", list(wrong).unwrap_err());
            assert!(!error.contains("hunter2"), "{error}");
        }
    }
}
