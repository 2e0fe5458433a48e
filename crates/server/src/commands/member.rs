//! `swingbridge member`: one connection.

use super::{Where, print, print_json};
use crate::hub::{self, Role};
use clap::Subcommand;
use domain::id::{ClientGuid, MemberGuid, UserGuid};
use domain::reason::{Actor, Reason};
use engine::records::Member;
use engine::{Decision, Name};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Stop reading for a while; the former status comes back with `unpause`.
    Pause(Which),
    /// Go on after a pause.
    Unpause(Which),
    /// End the connection: its secrets go at once, its data stays.
    Close(Which),
    /// Let a closed connection be connected again, with a new login.
    Reopen(Which),
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

/// One connection, of whatever client.
#[derive(Debug, clap::Args)]
struct Which {
    /// MBR-…
    member: MemberGuid,
    #[command(flatten)]
    place: Where,
    /// Answer in JSON.
    #[arg(long)]
    json: bool,
}

pub(crate) async fn run(args: Args) -> anyhow::Result<()> {
    match args.command {
        Command::Pause(which) => decide(which, Decision::Pause).await,
        Command::Unpause(which) => decide(which, Decision::Unpause).await,
        Command::Close(which) => decide(which, Decision::Close).await,
        Command::Reopen(which) => decide(which, Decision::Reopen).await,
        Command::Move { client, user, member, to, place, json } => {
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
    }
}

/// The operator decides.
async fn decide(which: Which, decision: Decision) -> anyhow::Result<()> {
    let engine = hub::engine(&which.place.load()?, Role::Command).await?;
    let member = engine.member_anywhere(which.member).await?;
    let scope = engine.of(member.client);
    let user = scope.user(&Name::Guid(member.user)).await?;
    let member = scope.decide(&user, &Name::Guid(member.guid), decision, Actor::Operator).await?;
    tell(&member, which.json)
}

/// Where a member stands now.
pub(super) fn tell(member: &Member, json: bool) -> anyhow::Result<()> {
    let status = member.state.status.name();
    let reason = member.state.reason.map(Reason::name);
    if json {
        print_json(&serde_json::json!({
            "member_guid": member.guid.to_string(), "connection_status": status, "reason": reason,
        }))
    } else {
        print(&format!(
            "{} is {} ({}).",
            member.guid,
            status.unwrap_or("manual"),
            reason.unwrap_or("no reason")
        ))
    }
}
