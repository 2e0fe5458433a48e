//! `swingbridge explain`: what a status, a reason, another system's code or a connection means, and what to do. All but a connection need
//! neither server nor database.

use super::{Where, print, print_json};
use crate::hub::{self, Role};
use anyhow::bail;
use domain::diagnosis::Visitor;
use domain::id::MemberGuid;
use domain::member::Status;
use domain::reason::{PROVIDER_CODES, Phase, ProviderCode, Reason, find};
use domain::text::Language;
use serde_json::Value;
use web::explanation;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A status (IMPEDED), a reason (`mfa_timeout`), a connection (MBR-…), or another system followed by its code (finicity 103).
    #[arg(required = true, num_args = 1.., value_name = "WHAT")]
    what: Vec<String>,
    /// When the code was received: the same one may mean something else.
    #[arg(long, value_name = "connect|refresh", value_parser = phase)]
    phase: Option<Phase>,
    /// The language of the texts for people: en, es or fr-CA.
    #[arg(long, value_name = "LANGUAGE", default_value = "en", value_parser = language)]
    locale: Language,
    #[command(flatten)]
    place: Where,
    /// Answer in JSON.
    #[arg(long)]
    json: bool,
}

fn phase(name: &str) -> Result<Phase, String> {
    Phase::from_name(name).ok_or_else(|| "is neither connect nor refresh".to_owned())
}

fn language(tag: &str) -> Result<Language, String> {
    Language::from_tag(tag).ok_or_else(|| "there are texts in en, es and fr-CA".to_owned())
}

/// What is asked about.
enum Subject {
    Status(Status),
    Reason(Reason),
    Member(MemberGuid),
    Codes(Vec<&'static ProviderCode>),
}

pub(crate) async fn run(args: Args) -> anyhow::Result<()> {
    let language = args.locale;
    match subject(&args.what, args.phase)? {
        Subject::Status(status) => tell(&explanation::of_status(status, language), args.json),
        Subject::Reason(reason) => tell(&explanation::of_reason(reason, language), args.json),
        Subject::Codes(codes) => {
            codes.into_iter().try_for_each(|code| tell(&explanation::of_code(code, language), args.json))
        }
        Subject::Member(guid) => {
            let engine = hub::engine(&args.place.load()?, Role::Command).await?;
            let member = engine.member_anywhere(guid).await?;
            let found = engine.of(member.client).diagnose(&member, Visitor::default()).await?;
            tell(&explanation::of_member(&member, &found, language), args.json)
        }
    }
}

/// What the words mean: a guid, a status, a reason, else a system and its code.
fn subject(words: &[String], phase: Option<Phase>) -> anyhow::Result<Subject> {
    let (first, rest) =
        words.split_first().map_or(("", [].as_slice()), |(first, rest)| (first.as_str(), rest));
    if rest.is_empty() {
        if let Ok(guid) = first.parse::<MemberGuid>() {
            return Ok(Subject::Member(guid));
        }
        let upper = first.to_uppercase();
        let status = if upper == "NULL" { Some(Status::Manual) } else { Status::from_name(Some(&upper)) };
        if let Some(status) = status {
            return Ok(Subject::Status(status));
        }
        if let Some(reason) = Reason::from_name(&first.to_lowercase()) {
            return Ok(Subject::Reason(reason));
        }
        bail!(
            "{first} is no status, no reason and no connection; for another system's code say which, as in `swingbridge explain \
             finicity {first}` ({})",
            providers().join(", ")
        );
    }
    let code = rest.join(" ");
    if !providers().iter().any(|known| known.eq_ignore_ascii_case(first)) {
        bail!("no codes of {first} are known; there are those of {}", providers().join(", "));
    }
    let codes = find(first, &code, phase);
    if codes.is_empty() {
        bail!(
            "{first} {code} is in no table: met at a source it would count as `unknown` and be shown by `swingbridge doctor`"
        );
    }
    Ok(Subject::Codes(codes))
}

fn providers() -> Vec<&'static str> {
    let mut names: Vec<&str> = PROVIDER_CODES.iter().map(|code| code.provider).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// For programs as JSON, for people as text.
fn tell<T: serde::Serialize>(explanation: &T, json: bool) -> anyhow::Result<()> {
    if json {
        return print_json(explanation);
    }
    let value = serde_json::to_value(explanation)?;
    print(lines(&value).join("\n").trim_end())
}

/// The explanation as people read it: what it is, what to tell the person, what to do.
fn lines(value: &Value) -> Vec<String> {
    let text = |key: &str| word(value, key);
    let mut lines = Vec::new();
    let names: Vec<&str> = ["status", "reason"].into_iter().filter_map(text).collect();
    if let Some(code) = value.get("code").and_then(Value::as_object) {
        let field = |key: &str| code.get(key).and_then(Value::as_str).unwrap_or_default();
        lines.push(format!("{} {}: {}", field("provider"), field("code"), field("meaning")));
        let is_so = |key: &str| code.get(key).and_then(Value::as_bool).unwrap_or_default();
        for (key, told) in [
            ("is_ambiguous", "The code alone does not tell causes apart."),
            ("is_lossy", "It says more than can be carried over."),
            ("is_carrier", "It has no meaning of its own; look up the code inside."),
        ] {
            if is_so(key) {
                lines.push(told.to_owned());
            }
        }
    }
    if !names.is_empty() {
        lines.push(names.join(", "));
    }
    lines.extend(text("meaning").map(|meaning| format!("{meaning}.")));
    lines.extend(text("see_also").map(str::to_owned));
    lines.extend(text("actor_text").map(|actor| format!("Who must act: {actor}")));
    lines.extend(text("message").map(|message| format!("To the person: {message}")));

    for finding in list(value, "findings") {
        lines.extend(word(finding, "text").map(|text| format!("Found: {text}")));
    }
    let remedies = list(value, "remedies");
    if !remedies.is_empty() {
        lines.push("What to do:".to_owned());
    }
    for (number, remedy) in (1..).zip(remedies) {
        let tried = if remedy.get("is_tried") == Some(&Value::Bool(true)) { " (tried)" } else { "" };
        lines.push(format!("  {number}. {}{tried}", word(remedy, "text").unwrap_or_default()));
        for part in ["notes", "steps"] {
            for step in list(remedy, part) {
                lines.extend(word(step, "text").map(|text| format!("     - {text}")));
            }
        }
    }
    let reasons = list(value, "reasons");
    if !reasons.is_empty() {
        lines.push("Reasons that lead to it:".to_owned());
        for reason in reasons {
            let field = |key: &str| word(reason, key).unwrap_or_default().to_owned();
            lines.push(format!("  {}: {}", field("name"), field("meaning")));
        }
    }
    lines.extend(text("next_automatic_try").map(|at| format!("Next try by itself: {at}")));
    lines.extend(value.pointer("/data/text").and_then(Value::as_str).map(|data| format!("Data: {data}")));
    if let Some(source) = text("source") {
        lines.push(format!("Source: {source}, its code: {}", text("source_code").unwrap_or("none")));
    }
    lines
}

/// A text of an object, unless it is empty.
fn word<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    value.get(key)?.as_str().filter(|text| !text.is_empty())
}

/// A list of an object; none is empty.
fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_understood_or_said_to_be_not() {
        let check = |words: &[&str], expected: &str| {
            let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
            let got = match subject(&words, None) {
                Ok(Subject::Status(status)) => format!("status {}", status.name().unwrap_or("null")),
                Ok(Subject::Reason(reason)) => format!("reason {}", reason.name()),
                Ok(Subject::Member(guid)) => format!("member {guid}"),
                Ok(Subject::Codes(codes)) => format!("{} codes", codes.len()),
                Err(error) => error.to_string(),
            };
            assert!(got.contains(expected), "{words:?}: {got}");
        };
        check(&["IMPEDED"], "status IMPEDED");
        check(&["impeded"], "status IMPEDED");
        check(&["null"], "status null");
        check(&["mfa_timeout"], "reason mfa_timeout");
        check(&["MBR-7c6f361b-e582-15b6-60c0-358f12466b4b"], "member MBR-7c6f361b");
        check(&["finicity", "103"], "1 codes");
        check(&["Plaid", "ITEM_LOGIN_REQUIRED"], "codes");
        check(&["mx", "error", "1000", "NO_ELIGIBLE_ACCOUNTS"], "1 codes");
        check(&["103"], "explain finicity 103");
        check(&["nobody", "103"], "no codes of nobody");
        check(&["finicity", "99999"], "in no table");
    }
}
