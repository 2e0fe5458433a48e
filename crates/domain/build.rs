//! Turns `data/reasons.csv` into the enum `Reason`, and refuses a table with holes: file and line are named.

use std::fmt::Write as _;
use std::path::Path;

const TABLE: &str = "data/reasons.csv";

fn main() {
    println!("cargo::rerun-if-changed={TABLE}");
    match generate() {
        Ok(code) => {
            let out = std::env::var_os("OUT_DIR").unwrap_or_default();
            if let Err(error) = std::fs::write(Path::new(&out).join("reasons.rs"), code) {
                println!("cargo::error=cannot write the reasons: {error}");
            }
        }
        Err(problem) => println!("cargo::error={problem}"),
    }
}

/// The code of the enum, one arm per row of the table.
fn generate() -> Result<String, String> {
    let mut reader = csv::Reader::from_path(TABLE).map_err(|e| format!("{TABLE}: {e}"))?;
    let headers = reader.headers().map_err(|e| format!("{TABLE}: {e}"))?.clone();
    let column = |name: &str| {
        headers.iter().position(|h| h == name).ok_or_else(|| format!("{TABLE}:1: no column {name}"))
    };
    let (name, event, counts, meaning) =
        (column("reason")?, column("event")?, column("counts_degraded")?, column("meaning")?);
    let (mut variants, mut all, mut names, mut events, mut counting) =
        (String::new(), String::new(), String::new(), String::new(), String::new());
    for row in reader.records() {
        let row = row.map_err(|e| format!("{TABLE}: {e}"))?;
        let line = row.position().map_or(0, csv::Position::line);
        let at = |index: usize, what: &str| match row.get(index) {
            Some(text) if !text.is_empty() => Ok(text.to_owned()),
            _ => Err(format!("{TABLE}:{line}: {what} is missing")),
        };
        let (name, event) = (at(name, "reason")?, at(event, "event")?);
        let counts = match at(counts, "counts_degraded")?.as_str() {
            "yes" => true,
            "no" => false,
            other => return Err(format!("{TABLE}:{line}: counts_degraded is {other}, not yes or no")),
        };
        let variant = camel(&name);
        writeln!(variants, "    /// {}.\n    {variant},", at(meaning, "meaning")?)
            .map_err(|e| e.to_string())?;
        writeln!(all, "        Self::{variant},").map_err(|e| e.to_string())?;
        writeln!(names, "            Self::{variant} => \"{name}\",").map_err(|e| e.to_string())?;
        // An event that does not exist fails the compilation of this line.
        writeln!(events, "            Self::{variant} => Event::{},", camel(&event))
            .map_err(|e| e.to_string())?;
        writeln!(counting, "            Self::{variant} => {counts},").map_err(|e| e.to_string())?;
    }
    Ok(format!(
        "/// The fine cause of a member's state; one row of `data/reasons.csv` each.\n\
         #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]\npub enum Reason {{\n{variants}}}\n\
         impl Reason {{\n    /// All, in the order of the table.\n    pub const ALL: &[Self] = &[\n{all}    ];\n\
         /// The name in API, SQL and logs.\n    pub const fn name(self) -> &'static str {{\n        match self {{\n{names}        }}\n    }}\n\
         /// What is observed of the member when a source reports this.\n    pub const fn event(self) -> Event {{\n        match self {{\n{events}        }}\n    }}\n\
         /// Whether it counts towards DEGRADED and DISCONNECTED: only technical failures do.\n    pub const fn counts_as_failure(self) -> bool {{\n        match self {{\n{counting}        }}\n    }}\n}}\n"
    ))
}

fn camel(snake: &str) -> String {
    let mut out = String::new();
    for part in snake.split('_') {
        let mut letters = part.chars();
        if let Some(first) = letters.next() {
            out.extend(first.to_uppercase());
            out.push_str(letters.as_str());
        }
    }
    out
}
