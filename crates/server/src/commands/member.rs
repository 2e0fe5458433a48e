//! `swingbridge member`: one connection.

use super::{Where, print, print_json};
use crate::hub::{self, Role};
use clap::Subcommand;
use domain::id::{ClientGuid, MemberGuid, UserGuid};
use engine::Name;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Reach the member's institution through another of its sources. Accounts and transactions stay.
    Move {
        /// CLT-…, as `swingbridge client list` names it.
        client: ClientGuid,
        /// USR-…
        user: UserGuid,
        /// MBR-…
        member: MemberGuid,
        /// The source, as `swingbridge institution list` names it.
        #[arg(long, value_name = "SOURCE")]
        to: String,
        #[command(flatten)]
        place: Where,
        /// Answer in JSON.
        #[arg(long)]
        json: bool,
    },
}

pub(crate) async fn run(args: Args) -> anyhow::Result<()> {
    let Command::Move { client, user, member, to, place, json } = args.command;
    let engine = hub::engine(&place.load()?, Role::Command).await?;
    let scope = engine.of(client);
    let user = scope.user(&Name::Guid(user)).await?;
    let member = scope.move_member(&user, &Name::Guid(member), &to).await?;
    let status = member.state.status.name().unwrap_or("none");
    if json {
        print_json(
            &serde_json::json!({ "member_guid": member.guid.to_string(), "source": to, "connection_status": status }),
        )
    } else {
        print(&format!("{} is reached through {to} now; it is {status}.", member.guid))
    }
}
