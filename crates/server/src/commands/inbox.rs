//! `swingbridge inbox`: what people asked for on the pages.

use super::{Where, print, print_json, print_table, say};
use crate::hub::{self, Role};
use clap::Subcommand;
use domain::id::ClientGuid;
use engine::records::Page;

/// Requests shown at once.
const SHOWN_MAX: u32 = 1_000;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Requests for help, newest first, with what was sent along.
    Support {
        /// The client whose users asked: `CLT-…`.
        client: ClientGuid,
        #[command(flatten)]
        place: Where,
        /// Answer in JSON.
        #[arg(long)]
        json: bool,
    },
    /// Institutions that people miss, newest first.
    Missing {
        /// The client whose users asked: `CLT-…`.
        client: ClientGuid,
        #[command(flatten)]
        place: Where,
        /// Answer in JSON.
        #[arg(long)]
        json: bool,
    },
}

pub(crate) async fn run(args: Args) -> anyhow::Result<()> {
    let page = Page { number: 1, size: SHOWN_MAX };
    match args.command {
        Command::Support { client, place, json } => {
            let engine = hub::engine(&place.load()?, Role::Command).await?;
            let found = engine.of(client).support_requests(page).await?.items;
            if json {
                let shown: Vec<_> = found
                    .iter()
                    .map(|one| {
                        serde_json::json!({
                            "guid": one.guid.to_string(),
                            "user_guid": one.user.to_string(),
                            "member_guid": one.member.map(|member| member.to_string()),
                            "title": one.title,
                            "message": one.message,
                            "email": one.email,
                            "sent_along": serde_json::from_str::<serde_json::Value>(&one.details).unwrap_or_default(),
                            "created_at": one.created_at.to_string(),
                        })
                    })
                    .collect();
                return print_json(&shown);
            }
            if found.is_empty() {
                say("Nobody has asked for help.");
            }
            for one in found {
                print(&format!("{}  {}  {}", one.created_at, one.email, one.title))?;
                print(&format!(
                    "  {} {}",
                    one.user,
                    one.member.map(|member| member.to_string()).unwrap_or_default()
                ))?;
                for line in one.message.lines() {
                    print(&format!("  {line}"))?;
                }
                print(&format!("  {}\n", one.details))?;
            }
            Ok(())
        }
        Command::Missing { client, place, json } => {
            let engine = hub::engine(&place.load()?, Role::Command).await?;
            let found = engine.of(client).institution_requests(page).await?.items;
            if json {
                let shown: Vec<_> = found
                    .iter()
                    .map(|one| {
                        serde_json::json!({
                            "guid": one.guid.to_string(),
                            "user_guid": one.user.to_string(),
                            "name": one.name,
                            "url": one.url,
                            "email": one.email,
                            "created_at": one.created_at.to_string(),
                            "institution_code": one.institution_code,
                            "told_at": one.told_at.map(|at| at.to_string()),
                        })
                    })
                    .collect();
                return print_json(&shown);
            }
            if found.is_empty() {
                say("Nobody misses an institution.");
                return Ok(());
            }
            let rows: Vec<_> = found
                .into_iter()
                .map(|one| {
                    let come = one
                        .institution_code
                        .map(|code| if one.told_at.is_some() { format!("{code}, told") } else { code });
                    let (come, email) = (come.unwrap_or_default(), one.email.unwrap_or_default());
                    vec![one.created_at.to_string(), one.name, one.url, come, email]
                })
                .collect();
            print_table(&["WHEN", "NAME", "ADDRESS", "HAS COME", "TELL"], &rows)
        }
    }
}
