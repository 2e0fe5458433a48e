//! `swingbridge audit`: the account of who used a secret, and of what operators did.

use super::{Where, print_json, print_table};
use crate::edge::SystemClock;
use crate::hub::{self, Role};
use anyhow::Context;
use domain::clock::{Clock as _, Timestamp};
use domain::id::MemberGuid;
use engine::records::AuditFilter;
use jiff::SignedDuration;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    place: Where,
    /// Only what concerns this connection.
    #[arg(long, value_name = "MBR-…")]
    member: Option<MemberGuid>,
    /// Only what these did: `hub`, `operator`, or `operator:NAME`.
    #[arg(long, value_name = "ACTOR")]
    actor: Option<String>,
    /// Only the last so many days.
    #[arg(long, value_name = "DAYS")]
    days: Option<u32>,
    /// At most so many entries, the newest first.
    #[arg(long, value_name = "COUNT", default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    limit: u32,
    /// Answer in JSON.
    #[arg(long)]
    json: bool,
}

pub(crate) async fn run(args: Args) -> anyhow::Result<()> {
    let since = args.days.map(|days| {
        let span = SignedDuration::from_hours(i64::from(days) * 24);
        SystemClock.now().checked_sub(span).unwrap_or(Timestamp::UNIX_EPOCH)
    });
    let engine = hub::engine(&args.place.load()?, Role::Command).await?;
    let filter = AuditFilter { member: args.member, actor: args.actor, since };
    let entries = engine.audit_log(&filter, args.limit).await.context("the audit log cannot be read")?;
    if args.json {
        let shown: Vec<_> = entries
            .iter()
            .map(|one| {
                serde_json::json!({
                    "guid": one.guid, "at": one.at.to_string(), "actor": one.actor, "action": one.action,
                    "client_guid": one.client.map(|client| client.to_string()),
                    "member_guid": one.member.map(|member| member.to_string()),
                })
            })
            .collect();
        return print_json(&shown);
    }
    let rows: Vec<_> = entries
        .into_iter()
        .map(|one| {
            let member = one.member.map(|member| member.to_string()).unwrap_or_default();
            vec![one.at.to_string(), one.actor, one.action, member]
        })
        .collect();
    print_table(&["AT", "ACTOR", "ACTION", "MEMBER"], &rows)
}
