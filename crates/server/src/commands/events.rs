//! `swingbridge events`: what happened.

use super::{Where, print, print_json};
use crate::hub::{self, Role};
use anyhow::{Context, bail};
use domain::event::EventName;
use domain::id::{ClientGuid, MemberGuid, UserGuid};
use engine::Engine;
use engine::records::{EventFilter, Placed};
use std::sync::Arc;
use std::time::Duration;

/// Events of one look.
const EVENTS_AT_ONCE: u32 = 500;
/// How long one look waits for events.
const WAIT: Duration = Duration::from_secs(10);

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Print events as they happen, one on a line.
    Tail(TailArgs),
}

#[derive(Debug, clap::Args)]
struct TailArgs {
    /// Of which application; not needed where there is one.
    #[arg(long, value_name = "CLT-…")]
    client: Option<ClientGuid>,
    #[command(flatten)]
    place: Where,
    /// Only these, such as `members.healed`; may be repeated.
    #[arg(long, value_name = "NAME", value_parser = event_name)]
    event: Vec<EventName>,
    /// Only of this user.
    #[arg(long, value_name = "USR-…")]
    user: Option<UserGuid>,
    /// Only of this member.
    #[arg(long, value_name = "MBR-…")]
    member: Option<MemberGuid>,
    /// Begin after this cursor; 0 is the first event that is kept. Without it, only what comes from now on is printed.
    #[arg(long, value_name = "CURSOR", value_parser = clap::value_parser!(i64).range(0..))]
    after: Option<i64>,
    /// End when there is no further event instead of waiting.
    #[arg(long)]
    no_follow: bool,
    /// One JSON object on each line.
    #[arg(long)]
    json: bool,
}

fn event_name(text: &str) -> Result<EventName, String> {
    EventName::from_name(text).ok_or_else(|| {
        let names: Vec<_> = EventName::ALL.iter().map(|one| one.name()).collect();
        format!("there is no such event; there are {}", names.join(", "))
    })
}

pub(crate) async fn run(args: Args) -> anyhow::Result<()> {
    match args.command {
        Command::Tail(args) => tail(args).await,
    }
}

async fn tail(args: TailArgs) -> anyhow::Result<()> {
    let engine = hub::engine(&args.place.load()?, Role::Command).await?;
    let scope = engine.of(the_client(&engine, args.client).await?);
    let filter = EventFilter { names: args.event, user: args.user, member: args.member };
    let mut after = match args.after {
        Some(after) => after,
        None if args.no_follow => 0,
        None => scope.last_place().await.context("the events cannot be read")?,
    };
    let wait = if args.no_follow { Duration::ZERO } else { WAIT };
    loop {
        let found = tokio::select! {
            found = scope.events_after(after, &filter, EVENTS_AT_ONCE, wait) => {
                found.context("the events cannot be read")?
            }
            signal = hub::stop_signal() => return signal,
        };
        for placed in &found {
            show(placed, args.json)?;
            after = placed.sequence;
        }
        if found.is_empty() && args.no_follow {
            return Ok(());
        }
    }
}

fn show(placed: &Placed, json: bool) -> anyhow::Result<()> {
    if json {
        return print_json(&web::event_view(placed));
    }
    let event = &placed.event;
    let mut line = format!("{} {} {}", placed.sequence, event.happened_at, event.name.name());
    if let Some(member) = event.member {
        line = format!("{line} {member}");
    }
    if let Some(fact) = &event.fact {
        let status = |status: &Option<String>| status.clone().unwrap_or_else(|| "-".to_owned());
        line = format!(
            "{line} {}: {} -> {}",
            fact.event,
            status(&fact.status_before),
            status(&fact.status_after)
        );
    } else if event.data != "{}" {
        line = format!("{line} {}", in_brief(&event.data));
    }
    print(&line)
}

/// Long lists as their length: whoever wants them takes JSON.
fn in_brief(data: &str) -> String {
    const SHOWN_MAX: usize = 3;
    let Ok(serde_json::Value::Object(mut fields)) = serde_json::from_str(data) else {
        return data.to_owned();
    };
    for value in fields.values_mut() {
        if let Some(list) = value.as_array().filter(|list| list.len() > SHOWN_MAX) {
            *value = format!("{} of them", list.len()).into();
        }
    }
    serde_json::Value::Object(fields).to_string()
}

/// The client that was named, or the only one there is.
async fn the_client(engine: &Arc<Engine>, named: Option<ClientGuid>) -> anyhow::Result<ClientGuid> {
    if let Some(client) = named {
        engine.of(client).client().await.context("there is no such client")?;
        return Ok(client);
    }
    let clients = engine.clients().await.context("the clients cannot be read")?;
    match clients.as_slice() {
        [only] => Ok(only.guid),
        [] => bail!("there is no client yet; make one with `swingbridge client create`"),
        _ => {
            bail!("there are several clients; name one with --client (`swingbridge client list` shows them)")
        }
    }
}
