//! Turns the tables of `data/` into code, and refuses tables with holes: file and line are named.

#[path = "build/names.rs"]
mod names;
#[path = "build/provider_codes.rs"]
mod provider_codes;
#[path = "build/reasons.rs"]
mod reasons;
#[path = "build/remedies.rs"]
mod remedies;
#[path = "build/statuses.rs"]
mod statuses;
#[path = "build/table.rs"]
mod table;
#[path = "build/texts.rs"]
mod texts;
#[path = "build/words.rs"]
mod words;

use std::path::Path;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    for watched in ["build", "data", "texts", "src/member/event.rs"] {
        println!("cargo::rerun-if-changed={watched}");
    }
    if let Err(problem) = generate() {
        println!("cargo::error={problem}");
    }
}

fn generate() -> Result<(), String> {
    let texts = texts::Texts::read()?;
    let statuses = statuses::generate(&texts)?;
    let remedies = remedies::generate(&texts)?;
    let reasons = reasons::generate(&statuses.names, &remedies.names, &texts)?;
    let guidance = remedies::guidance(&remedies.names, &reasons.names, &texts)?;
    let codes = provider_codes::generate(&statuses.names, &reasons.names)?;
    write("statuses.rs", &statuses.code)?;
    write("remedies.rs", &remedies.code)?;
    write("guidance.rs", &guidance)?;
    write("reasons.rs", &reasons.code)?;
    write("provider_codes.rs", &codes)?;
    write("report_words.rs", &words::generate()?)
}

/// What a table becomes: code, and the names that other tables may use.
struct Generated {
    code: String,
    names: Vec<String>,
}

fn write(name: &str, code: &str) -> Result<(), String> {
    let out = std::env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?;
    std::fs::write(Path::new(&out).join(name), code).map_err(|error| format!("cannot write {name}: {error}"))
}
