//! `swingbridge doctor`: is everything there that the hub needs?

use super::{Where, print, print_json};
use crate::config::Config;
use crate::edge::SystemClock;
use crate::hub::{self, Role};
use crate::mail::Smtp;
use anyhow::bail;
use domain::clock::Clock as _;
use engine::Engine;
use serde::Serialize;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    place: Where,
    /// Answer in JSON.
    #[arg(long)]
    json: bool,
}

/// One thing that was looked at.
#[derive(Debug, Serialize)]
struct Check {
    name: &'static str,
    is_good: bool,
    detail: String,
}

pub(crate) async fn run(args: Args) -> anyhow::Result<()> {
    let mut checks = Vec::new();
    match args.place.load() {
        Ok(config) => {
            checks.push(good("configuration", "can be read"));
            look(&config, &mut checks).await;
        }
        Err(error) => checks.push(bad("configuration", &error)),
    }
    let failed = checks.iter().filter(|check| !check.is_good).count();
    if args.json {
        print_json(&checks)?;
    } else {
        for check in &checks {
            print(&format!(
                "{}  {:<14} {}",
                if check.is_good { "ok  " } else { "FAIL" },
                check.name,
                check.detail
            ))?;
        }
    }
    if failed > 0 {
        bail!("{failed} of {} checks failed", checks.len());
    }
    Ok(())
}

async fn look(config: &Config, checks: &mut Vec<Check>) {
    if let Err(error) = config.master_key() {
        checks.push(bad("keys", &error));
        return;
    }
    let engine = match hub::engine(config, Role::Command).await {
        Ok(engine) => engine,
        Err(error) => {
            checks.push(bad("database", &error));
            return;
        }
    };
    checks.push(good("database", "answers, and has the form that this version needs"));
    checks.push(good("keys", "the master key opens the clients' keys"));
    checks.push(clock(&engine));
    checks.push(match engine.open_runs().await {
        Ok((open, overdue)) => good("runs", &format!("{open} open, {overdue} due now")),
        Err(error) => bad("runs", &error.into()),
    });
    checks.push(unknown_codes(&engine).await);
    checks.push(webhooks(&engine).await);
    checks.push(mail(config).await);
    let reached = engine.reach_sources().await;
    checks.push(described(&engine, reached.len()).await);
    for (source, problem) in reached {
        checks.push(match problem {
            None => good("source", &format!("{source} answers")),
            Some(problem) => Check { name: "source", is_good: false, detail: format!("{source}: {problem}") },
        });
    }
}

/// How many sources have a directory, and how many institutions are described.
async fn described(engine: &Engine, directories: usize) -> Check {
    let counts = match engine.described_counts().await {
        Ok(counts) => counts,
        Err(error) => return bad("sources", &error.into()),
    };
    let total: i64 = counts.iter().map(|(_, count)| count).sum();
    let by: Vec<String> = counts.iter().map(|(source, count)| format!("{source} {count}")).collect();
    let by = if by.is_empty() { String::new() } else { format!(" ({})", by.join(", ")) };
    let hint = if directories == 0 && total == 0 { "; people find nothing to connect yet" } else { "" };
    good(
        "sources",
        &format!("{directories} with a directory of their own; {total} institutions are described{by}{hint}"),
    )
}

/// What waits for webhooks, and which of them hear nothing any more.
async fn webhooks(engine: &Engine) -> Check {
    match engine.webhook_counts().await {
        Ok((paused, waiting, given_up)) => {
            let hint = if paused == 0 { "" } else { "; wake a paused one with PATCH /v2/webhooks/…" };
            good(
                "webhooks",
                &format!(
                    "{waiting} deliveries wait, {given_up} are given up; {paused} webhooks are paused{hint}"
                ),
            )
        }
        Err(error) => bad("webhooks", &error.into()),
    }
}

/// Whether mails can be handed over; no mail is sent for it.
async fn mail(config: &Config) -> Check {
    match Smtp::of(&config.mail) {
        Ok(None) => good("mail", "not set up: people are told on the pages and by webhooks alone"),
        Ok(Some(smtp)) => match smtp.check().await {
            Ok(()) if config.http.public_url.is_empty() => {
                good("mail", "the server answers; without http.public_url mails hold no links")
            }
            Ok(()) => good("mail", "the server answers"),
            Err(problem) => bad("mail", &problem.into()),
        },
        Err(error) => bad("mail", &error),
    }
}

/// Codes of sources that no table explains: nothing fails by them, and somebody should know.
async fn unknown_codes(engine: &Engine) -> Check {
    const SHOWN: u32 = 10;
    match engine.unknown_codes(SHOWN).await {
        Ok(codes) if codes.is_empty() => good("codes", "all codes that were met are known"),
        Ok(codes) => {
            let told: Vec<String> = codes
                .iter()
                .map(|code| {
                    format!(
                        "{} {} ({} times, last {})",
                        code.source, code.source_code, code.times, code.last_at
                    )
                })
                .collect();
            good("codes", &format!("unknown ones were met, please report them: {}", told.join("; ")))
        }
        Err(error) => bad("codes", &error.into()),
    }
}

/// A clock before this program was written is wrong.
fn clock(engine: &Engine) -> Check {
    const WRITTEN: i64 = 1_795_000_000;
    let now = SystemClock.now();
    if now.as_second() < WRITTEN {
        return Check { name: "clock", is_good: false, detail: format!("says {now}, which is in the past") };
    }
    let moved = engine.now().duration_since(now).as_secs();
    // A second or two lie between the two readings.
    if moved.abs() < 5 {
        good("clock", &now.to_string())
    } else {
        good("clock", &format!("{now}, domain time is moved by {moved} s"))
    }
}

fn good(name: &'static str, detail: &str) -> Check {
    Check { name, is_good: true, detail: detail.to_owned() }
}

fn bad(name: &'static str, error: &anyhow::Error) -> Check {
    Check { name, is_good: false, detail: format!("{error:#}") }
}
