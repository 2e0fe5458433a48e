//! `swingbridge user`: one person.

use super::{Where, print_json, say};
use crate::hub::{self, Role};
use anyhow::Context;
use clap::Subcommand;
use domain::id::{AccountGuid, ClientGuid, MemberGuid, UserGuid};
use domain::text::Language;
use engine::{ExportOf, Name};
use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use web::{Chunks, Export, ExportFormat};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write everything of a person, of a connection or of an account into a file.
    Export(ExportArgs),
}

#[derive(Debug, clap::Args)]
struct ExportArgs {
    /// CLT-…, as `swingbridge client list` names it.
    client: ClientGuid,
    /// USR-…
    user: UserGuid,
    /// Only this connection.
    #[arg(long, value_name = "MBR-…", conflicts_with = "account")]
    member: Option<MemberGuid>,
    /// Only this account.
    #[arg(long, value_name = "ACT-…")]
    account: Option<AccountGuid>,
    /// `json` (everything), `csv` (transactions) or `ofx` (statements).
    #[arg(long, default_value = "json", value_parser = format)]
    format: ExportFormat,
    /// The file, which must not exist yet; only its owner can read it.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    #[command(flatten)]
    place: Where,
    /// Answer in JSON.
    #[arg(long)]
    json: bool,
}

fn format(name: &str) -> Result<ExportFormat, String> {
    let names: Vec<&str> = ExportFormat::ALL.iter().map(|format| format.name()).collect();
    ExportFormat::from_name(name).ok_or_else(|| format!("must be one of {}", names.join(", ")))
}

pub(crate) async fn run(args: Args) -> anyhow::Result<()> {
    let Command::Export(args) = args.command;
    let engine = hub::engine(&args.place.load()?, Role::Command).await?;
    let scope = engine.of(args.client);
    let user = scope.user(&Name::Guid(args.user)).await?;
    let of = match (args.member, args.account) {
        (Some(member), _) => ExportOf::Member(scope.member(&user, &Name::Guid(member)).await?.guid),
        (None, Some(account)) => ExportOf::Account(scope.account(&user, &Name::Guid(account)).await?.guid),
        (None, None) => ExportOf::User,
    };
    let file = created(&args.out)?;
    let export =
        Export { engine: engine.clone(), client: args.client, user, of, language: Language::default() };
    match written(export.begin(args.format), file).await {
        Ok(bytes) if args.json => {
            print_json(&serde_json::json!({ "file": args.out, "format": args.format.name(), "bytes": bytes }))
        }
        Ok(bytes) => {
            say(&format!("{} holds {bytes} bytes.", args.out.display()));
            Ok(())
        }
        Err(error) => {
            // What is not whole must not lie there as if it were.
            drop(std::fs::remove_file(&args.out));
            Err(error.context(format!("{} cannot be written", args.out.display())))
        }
    }
}

/// A new file that only its owner can read.
fn created(path: &Path) -> anyhow::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).with_context(|| format!("{} cannot be made", path.display()))
}

/// Writes all chunks and says how many bytes they were.
async fn written(mut chunks: Chunks, mut file: File) -> anyhow::Result<usize> {
    let mut bytes = 0_usize;
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk?;
        file.write_all(&chunk)?;
        bytes = bytes.saturating_add(chunk.len());
    }
    file.sync_all()?;
    Ok(bytes)
}
