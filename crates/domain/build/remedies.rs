//! `data/remedies.csv`, `data/remedy_steps.csv`, `data/institution_notes.csv`: what somebody can do.

use crate::Generated;
use crate::names::{camel, declare, function, push};
use crate::table::{Row, Table};
use crate::texts::Texts;

const ACTORS: &[&str] = &["user", "institution", "source", "client", "operator", "hub", "nobody"];
const BROWSERS: &[&str] = &["chrome", "safari", "firefox", "edge", "other"];
const PLATFORMS: &[&str] = &["ios", "android", "desktop"];
const NEEDS: &[&str] = &["-", "password", "oauth", "sibling", "own_pause"];

pub(crate) fn generate(texts: &Texts) -> Result<Generated, String> {
    let table = Table::read("data/remedies.csv")?;
    let (mut variants, mut actions, mut actors, mut needs) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for row in table.rows() {
        let name = row.given("remedy")?;
        texts.require(row, &format!("remedy-{name}"))?;
        variants.push((name.to_owned(), texts.english(&format!("remedy-{name}"))));
        let arm = |arms: &mut Vec<(String, String)>, value: String| arms.push((name.to_owned(), value));
        arm(&mut actors, format!("Actor::{}", camel(row.one_of("actor", ACTORS)?)));
        let action = row.given("action")?;
        arm(&mut actions, if action == "-" { "None".to_owned() } else { format!("Some({action:?})") });
        let need = row.one_of("needs", NEEDS)?;
        arm(&mut needs, format!("Need::{}", if need == "-" { "Nothing".to_owned() } else { camel(need) }));
    }
    let code = [
        declare("Remedy", "One step that somebody can take; one row of `data/remedies.csv` each.", &variants),
        "impl Remedy {\n".to_owned(),
        function("actor", "Actor", "Who takes the step.", &actors),
        function(
            "action",
            "Option<&'static str>",
            "What an application can offer as a button for it.",
            &actions,
        ),
        function("need", "Need", "Without what the step makes no sense.", &needs),
        "}\n".to_owned(),
    ]
    .concat();
    Ok(Generated { code, names: variants.into_iter().map(|(name, _)| name).collect() })
}

/// Sub-steps with their conditions, and institutions' own notes.
pub(crate) fn guidance(remedies: &[String], reasons: &[String], texts: &Texts) -> Result<String, String> {
    let mut code =
        "/// Sub-steps of remedies, in the order of the table.\npub const SUB_STEPS: &[SubStep] = &[\n"
            .to_owned();
    let table = Table::read("data/remedy_steps.csv")?;
    for row in table.rows() {
        let step = row.given("step")?;
        texts.require(row, &format!("step-{step}"))?;
        push(
            &mut code,
            format_args!(
                "    SubStep {{ remedy: Remedy::{}, name: {step:?}, browsers: &{:?}, platforms: &{:?}, institutions: &{:?}, reasons: &{} }},\n",
                camel(row.named("remedy", remedies)?),
                among(row, "browser", BROWSERS)?,
                among(row, "platform", PLATFORMS)?,
                row.list("institution", ';', None)?,
                reason_list(&row.list("reason", ';', Some(reasons))?),
            ),
        );
    }
    code.push_str(
        "];\n/// Institutions' own notes, in the order of the table.\npub const NOTES: &[Note] = &[\n",
    );
    let table = Table::read("data/institution_notes.csv")?;
    for row in table.rows() {
        let note = row.given("note")?;
        texts.require(row, &format!("note-{note}"))?;
        push(
            &mut code,
            format_args!(
                "    Note {{ institution: {:?}, reason: Reason::{}, name: {note:?} }},\n",
                row.given("institution")?,
                camel(row.named("reason", reasons)?),
            ),
        );
    }
    code.push_str("];\n");
    Ok(code)
}

fn among<'a>(row: Row<'a>, column: &str, known: &[&str]) -> Result<Vec<&'a str>, String> {
    let words = row.list(column, ';', None)?;
    match words.iter().find(|word| !known.contains(word)) {
        Some(stranger) => {
            row.refuse(&format!("{column} is {stranger}, which is none of {}", known.join(", ")))
        }
        None => Ok(words),
    }
}

fn reason_list(names: &[&str]) -> String {
    let list: Vec<String> = names.iter().map(|name| format!("Reason::{}", camel(name))).collect();
    format!("[{}]", list.join(", "))
}
