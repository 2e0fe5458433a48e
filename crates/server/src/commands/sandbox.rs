//! `swingbridge sandbox`: time and trouble, only where the simulated bank is a source.

use super::{Where, member, print, print_json};
use crate::hub::{self, Role};
use anyhow::Context;
use clap::Subcommand;
use domain::id::MemberGuid;
use domain::member::Event;
use domain::reason::Reason;
use serde_json::{Map, Value};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Show domain time, or move it: schedules, deadlines and histories follow, of the bank too.
    Clock {
        /// Seconds to move it forward from where it is; less than nothing moves it back.
        #[arg(long, value_name = "SECONDS", allow_hyphen_values = true)]
        advance: Option<i64>,
        /// Seconds that it is ahead of the real time; 0 puts it right.
        #[arg(long, value_name = "SECONDS", allow_hyphen_values = true, conflicts_with = "advance")]
        offset: Option<i64>,
        #[command(flatten)]
        place: Where,
        /// Answer in JSON.
        #[arg(long)]
        json: bool,
    },
    /// Let something happen to a connection, as if it had been observed.
    Event {
        /// MBR-…
        member: MemberGuid,
        /// One of the events of the life cycle, such as `institution_locked`.
        #[arg(value_parser = event)]
        event: Event,
        /// Why; the first reason of the event when it is left out.
        #[arg(long, value_parser = reason)]
        reason: Option<Reason>,
        #[command(flatten)]
        place: Where,
        /// Answer in JSON.
        #[arg(long)]
        json: bool,
    },
    /// Show how an institution of the simulated bank behaves, or change it.
    Institution {
        /// The institution's code.
        code: String,
        /// open, down, maintenance or discontinued.
        #[arg(long)]
        state: Option<String>,
        /// Milliseconds that each of its answers takes.
        #[arg(long, value_name = "MILLISECONDS")]
        delay_ms: Option<u32>,
        /// What everybody meets there, such as `terms_not_accepted`; none for nothing.
        #[arg(long)]
        condition: Option<String>,
        /// Wrong passwords in a row that lock a login.
        #[arg(long, value_name = "COUNT")]
        locks_after: Option<u32>,
        #[command(flatten)]
        place: Where,
    },
    /// Show what one login has sent to the simulated bank, or what it meets from now on.
    Login {
        /// The institution's code.
        code: String,
        /// What is typed as user name.
        login: String,
        /// What it meets, such as `password_expired`; none once the person has settled it at the bank.
        #[arg(long)]
        condition: Option<String>,
        #[command(flatten)]
        place: Where,
    },
}

fn event(name: &str) -> Result<Event, String> {
    Event::from_name(name).ok_or_else(|| {
        let names: Vec<&str> = Event::ALL.iter().map(|event| event.name()).collect();
        format!("there is no such event; there are {}", names.join(", "))
    })
}

fn reason(name: &str) -> Result<Reason, String> {
    Reason::from_name(name)
        .ok_or_else(|| "there is no such reason; see `swingbridge explain STATUS`".to_owned())
}

pub(crate) async fn run(args: Args) -> anyhow::Result<()> {
    match args.command {
        Command::Clock { advance, offset, place, json } => clock(advance, offset, &place, json).await,
        Command::Event { member, event, reason, place, json } => {
            let engine = hub::engine(&place.load()?, Role::Command).await?;
            let member = engine.member_anywhere(member).await?;
            let member = engine.of(member.client).fire(member.guid, event, reason).await?;
            member::tell(&member, json)
        }
        Command::Institution { code, state, delay_ms, condition, locks_after, place } => {
            let engine = hub::engine(&place.load()?, Role::Command).await?;
            let mut behaviour = Map::new();
            behaviour.extend(state.map(|state| ("state".to_owned(), Value::from(state))));
            behaviour.extend(delay_ms.map(|delay_ms| ("delay_ms".to_owned(), Value::from(delay_ms))));
            behaviour.extend(condition.map(|name| ("condition".to_owned(), or_none(name))));
            behaviour.extend(locks_after.map(|count| ("locks_after".to_owned(), Value::from(count))));
            let answer = if behaviour.is_empty() {
                engine.bank_institution(&code).await
            } else {
                engine.set_bank_institution(&code, &Value::Object(behaviour)).await
            };
            print_json(&answer.context("the simulated bank did not do it")?)
        }
        Command::Login { code, login, condition, place } => {
            let engine = hub::engine(&place.load()?, Role::Command).await?;
            let answer = match condition {
                None => engine.bank_login(&code, &login).await,
                Some(name) => {
                    let behaviour = serde_json::json!({ "condition": or_none(name) });
                    engine.set_bank_login(&code, &login, &behaviour).await
                }
            };
            print_json(&answer.context("the simulated bank did not do it")?)
        }
    }
}

fn or_none(name: String) -> Value {
    if name == "none" { Value::Null } else { Value::from(name) }
}

async fn clock(advance: Option<i64>, offset: Option<i64>, place: &Where, json: bool) -> anyhow::Result<()> {
    let engine = hub::engine(&place.load()?, Role::Command).await?;
    let present = engine.clock_offset_seconds().await?;
    let wanted = offset.or(advance.map(|seconds| present.saturating_add(seconds)));
    if let Some(seconds) = wanted {
        engine.move_clock(seconds).await?;
    }
    let (now, ahead) = (engine.now(), wanted.unwrap_or(present));
    if json {
        print_json(&serde_json::json!({ "now": now.to_string(), "offset_seconds": ahead }))
    } else {
        print(&format!(
            "{now}, {ahead} seconds ahead of the real time. A running server follows within ten seconds."
        ))
    }
}
