//! `data/reasons.csv`: why a member is in its state, with all that follows from it.

use crate::Generated;
use crate::names::{camel, declare, function};
use crate::table::{Row, Table};
use crate::texts::Texts;

const ACTORS: &[&str] = &["user", "institution", "source", "client", "operator", "hub", "nobody"];
const RETRIES: &[&str] = &["never", "immediate", "backoff", "foreground_only"];

pub(crate) fn generate(statuses: &[String], remedies: &[String], texts: &Texts) -> Result<Generated, String> {
    let table = Table::read("data/reasons.csv")?;
    let known_events = events()?;
    let mut variants = Vec::new();
    let mut columns: [Vec<(String, String)>; 14] = Default::default();
    for row in table.rows() {
        let name = row.given("reason")?;
        texts.require(row, &format!("reason-{name}"))?;
        let actor = row.one_of("actor", ACTORS)?;
        let retry = row.one_of("retry", RETRIES)?;
        let group = row.given("group")?;
        let steps = row.list("remedies", ' ', Some(remedies))?;
        if row.given("remedies")? == "-" && group != "progress" && !matches!(actor, "nobody" | "hub") {
            return row.refuse(&format!("{name} needs a remedy: the {actor} must act"));
        }
        let waits = waits(row)?;
        if waits.is_empty() == (retry == "backoff") {
            return row.refuse("waits are given exactly for backoff");
        }
        let mx_error_code = match row.text("mx_error_code")? {
            "" => "None".to_owned(),
            code => match code.parse::<u16>() {
                Ok(code) => format!("Some({code})"),
                Err(_) => return row.refuse("mx_error_code is no number"),
            },
        };
        let meaning = row.given("meaning")?;
        let steps: Vec<String> = steps.iter().map(|step| format!("Remedy::{}", camel(step))).collect();
        variants.push((name.to_owned(), meaning.to_owned()));
        let values = [
            format!("Event::{}", camel(row.named("event", &known_events)?)),
            row.flag("counts_degraded")?.to_string(),
            format!("{group:?}"),
            status(row, statuses)?,
            format!("Actor::{}", camel(actor)),
            format!("Retry::{}", camel(retry)),
            format!("const {{ &[{}] }}", waits.join(", ")),
            format!("{:?}", row.one_of("notify", &["yes", "no", "threshold"])?),
            mx_error_code,
            format!("{:?}", row.given("argyle")?),
            format!("{:?}", row.given("plaid")?),
            format!("{:?}", row.given("finicity")?),
            format!("&[{}]", steps.join(", ")),
            format!("{meaning:?}"),
        ];
        for (column, value) in columns.iter_mut().zip(values) {
            column.push((name.to_owned(), value));
        }
    }
    let functions = [
        ("event", "Event", "What is observed of the member when a source reports this."),
        (
            "counts_as_failure",
            "bool",
            "Whether it counts towards DEGRADED and DISCONNECTED: only technical failures do.",
        ),
        ("group", "&'static str", "The family it belongs to."),
        ("status", "Option<Status>", "The status it leads to; none when the member stays as it is."),
        ("actor", "Actor", "Who must act."),
        ("retry", "Retry", "Whether the hub tries again by itself."),
        (
            "waits",
            "&'static [SignedDuration]",
            "For back-off: the wait after the first failing run, the second, and so on; the last one stays.",
        ),
        (
            "notice",
            "&'static str",
            "Whether the person is told: `yes`, `no`, `threshold` (only once it lasts).",
        ),
        ("mx_error_code", "Option<u16>", "MX's `error_code` for it."),
        ("argyle", "&'static str", "Argyle's code for it; in brackets what its state says instead."),
        ("plaid", "&'static str", "Plaid's code for it."),
        ("finicity", "&'static str", "Finicity's aggregation status code for it."),
        ("remedies", "&'static [Remedy]", "What to do, the first step first."),
        ("meaning", "&'static str", "What it means, for operators and developers."),
    ];
    let mut code = declare(
        "Reason",
        "The fine cause of a member's state; one row of `data/reasons.csv` each.",
        &variants,
    );
    code.push_str("impl Reason {\n");
    for ((name, gives, doc), arms) in functions.iter().zip(&columns) {
        code.push_str(&function(name, gives, doc, arms));
    }
    code.push_str("}\n");
    Ok(Generated { code, names: variants.into_iter().map(|(name, _)| name).collect() })
}

/// `KEEP` is none, `NULL` the manual member's.
pub(crate) fn status(row: Row<'_>, statuses: &[String]) -> Result<String, String> {
    Ok(match row.given("status")? {
        "KEEP" => "None".to_owned(),
        "NULL" => "Some(Status::Manual)".to_owned(),
        _ => format!("Some(Status::{})", camel(row.named("status", statuses)?)),
    })
}

/// `15m 1h` as durations.
fn waits(row: Row<'_>) -> Result<Vec<String>, String> {
    row.list("waits", ' ', None)?
        .into_iter()
        .map(|wait| {
            let (number, unit) = wait.split_at(wait.len().saturating_sub(1));
            let seconds: i64 = match unit {
                "s" => 1,
                "m" => 60,
                "h" => 3600,
                _ => return row.refuse(&format!("waits has {wait}, which is no number of s, m or h")),
            };
            match number.parse::<i64>() {
                Ok(number) if seconds >= 60 => {
                    Ok(format!("SignedDuration::from_mins({})", number * seconds / 60))
                }
                Ok(number) => Ok(format!("SignedDuration::from_secs({number})")),
                Err(_) => row.refuse(&format!("waits has {wait}, which is no number of s, m or h")),
            }
        })
        .collect()
}

/// The names of the events, as `src/member/event.rs` writes them.
fn events() -> Result<Vec<String>, String> {
    const SOURCE: &str = "src/member/event.rs";
    let source = std::fs::read_to_string(SOURCE).map_err(|error| format!("{SOURCE}: {error}"))?;
    Ok(source
        .lines()
        .filter_map(|line| line.trim().strip_prefix("Self::")?.split_once("=> \""))
        .filter_map(|(_, name)| name.split('"').next().map(str::to_owned))
        .collect())
}
