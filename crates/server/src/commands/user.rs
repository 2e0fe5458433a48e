//! `swingbridge user`: the people of a client, and what is kept of one.

use super::{Where, print_json, print_table, say};
use crate::hub::{self, Role};
use anyhow::{Context, bail};
use clap::Subcommand;
use domain::id::{AccountGuid, ClientGuid, MemberGuid, UserGuid};
use domain::text::Language;
use engine::records::{Page, UserFilter};
use engine::{ExportOf, Name};
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use web::{Chunks, Export, ExportFormat};

/// Users of one page of the list.
const LISTED_MAX: u32 = 1_000;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List the users of a client, a thousand at a time.
    List {
        /// CLT-…, as `swingbridge client list` names it.
        client: ClientGuid,
        /// Which thousand, from 1.
        #[arg(long, value_name = "PAGE", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
        page: u32,
        #[command(flatten)]
        place: Where,
        /// Answer in JSON.
        #[arg(long)]
        json: bool,
    },
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
    /// The file, which must not exist yet; only its owner can read it. `-` writes to standard output.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    #[command(flatten)]
    place: Where,
    /// Answer in JSON; not together with `--out -`.
    #[arg(long)]
    json: bool,
}

fn format(name: &str) -> Result<ExportFormat, String> {
    let names: Vec<&str> = ExportFormat::ALL.iter().map(|format| format.name()).collect();
    ExportFormat::from_name(name).ok_or_else(|| format!("must be one of {}", names.join(", ")))
}

pub(crate) async fn run(args: Args) -> anyhow::Result<()> {
    match args.command {
        Command::List { client, page, place, json } => list(client, page, &place, json).await,
        Command::Export(args) => export(args).await,
    }
}

async fn list(client: ClientGuid, number: u32, place: &Where, json: bool) -> anyhow::Result<()> {
    let engine = hub::engine(&place.load()?, Role::Command).await?;
    let scope = engine.of(client);
    scope.client().await?;
    let page = Page { number, size: LISTED_MAX };
    let found = scope.users(&UserFilter::default(), page).await?;
    if json {
        let shown: Vec<_> = found
            .items
            .iter()
            .map(|one| {
                serde_json::json!({
                    "guid": one.guid.to_string(),
                    "id": one.id,
                    "email": one.email,
                    "is_disabled": one.is_disabled,
                    "created_at": one.created_at.to_string(),
                })
            })
            .collect();
        return print_json(&shown);
    }
    if found.items.is_empty() {
        say(if number == 1 { "The client has no users." } else { "There are no more." });
        return Ok(());
    }
    let rows: Vec<_> = found
        .items
        .iter()
        .map(|one| {
            let text = |text: &Option<String>| text.clone().unwrap_or_default();
            let created = one.created_at.strftime("%Y-%m-%d").to_string();
            vec![one.guid.to_string(), text(&one.id), text(&one.email), created]
        })
        .collect();
    print_table(&["guid", "id", "email", "created"], &rows)?;
    if i64::from(number).saturating_mul(LISTED_MAX.into()) < found.total {
        say(&format!("{} users in all; --page {} shows more.", found.total, number.saturating_add(1)));
    }
    Ok(())
}

async fn export(args: ExportArgs) -> anyhow::Result<()> {
    let is_to_stdout = args.out == Path::new("-");
    if is_to_stdout && args.json {
        bail!("standard output is for the export or for the answer in JSON, not for both; leave --json out");
    }
    let engine = hub::engine(&args.place.load()?, Role::Command).await?;
    let scope = engine.of(args.client);
    scope.client().await?;
    let user = scope.user(&Name::Guid(args.user)).await?;
    let of = match (args.member, args.account) {
        (Some(member), _) => ExportOf::Member(scope.member(&user, &Name::Guid(member)).await?.guid),
        (None, Some(account)) => ExportOf::Account(scope.account(&user, &Name::Guid(account)).await?.guid),
        (None, None) => ExportOf::User,
    };
    let export =
        Export { engine: engine.clone(), client: args.client, user, of, language: Language::default() };
    if is_to_stdout {
        return match written(export.begin(args.format), &mut std::io::stdout().lock()).await {
            Err(error) if is_left(&error) => Ok(()),
            other => other.map(drop).context("standard output cannot be written"),
        };
    }
    let mut file = created(&args.out)?;
    let done = match written(export.begin(args.format), &mut file).await {
        Ok(bytes) => file.sync_all().map(|()| bytes).map_err(anyhow::Error::from),
        Err(error) => Err(error),
    };
    match done {
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
async fn written(mut chunks: Chunks, out: &mut impl Write) -> anyhow::Result<usize> {
    let mut bytes = 0_usize;
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk?;
        out.write_all(&chunk)?;
        bytes = bytes.saturating_add(chunk.len());
    }
    out.flush()?;
    Ok(bytes)
}

/// Who read standard output has gone away, which is no error.
fn is_left(error: &anyhow::Error) -> bool {
    error.downcast_ref::<std::io::Error>().is_some_and(|one| one.kind() == std::io::ErrorKind::BrokenPipe)
}
