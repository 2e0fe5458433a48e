//! Files that describe institutions: one as TOML, many as TOML or JSON.

use anyhow::{Context, bail};
use serde_json::Value;
use std::io::Read;
use std::path::Path;

/// Bytes of a file of institutions.
const FILE_BYTES_MAX: u64 = 64 * 1024 * 1024;
/// The table of each institution in a file of many.
const INSTITUTION: &str = "institution";

/// The one institution of a file.
pub(super) fn one(file: &Path) -> anyhow::Result<Value> {
    one_of(&read(file)?).with_context(|| file.display().to_string())
}

/// All institutions of a file.
pub(super) fn many(file: &Path) -> anyhow::Result<Vec<Value>> {
    many_of(&read(file)?).with_context(|| file.display().to_string())
}

fn one_of(text: &str) -> anyhow::Result<Value> {
    let value = value_of(text)?;
    if value.is_array() || value.get(INSTITUTION).is_some_and(Value::is_array) {
        bail!(
            "there are many institutions in it, or a list of them: `swingbridge institution import` takes it"
        );
    }
    Ok(value)
}

fn many_of(text: &str) -> anyhow::Result<Vec<Value>> {
    match value_of(text)? {
        Value::Array(many) => Ok(many),
        Value::Object(fields) if fields.contains_key("code") => {
            bail!("it describes one institution: `swingbridge institution add` takes it")
        }
        Value::Object(mut fields) => match (fields.remove(INSTITUTION), fields.is_empty()) {
            (Some(Value::Array(many)), true) => Ok(many),
            _ => bail!("there must be [[institution]] tables and nothing else"),
        },
        _ => bail!("it must be a list"),
    }
}

/// What a JSON or TOML file holds.
fn value_of(text: &str) -> anyhow::Result<Value> {
    if is_json(text) {
        return serde_json::from_str(text)
            .map_err(|error| anyhow::anyhow!("it is no JSON, at line {}", error.line()));
    }
    toml_value(text)
}

/// An object or a list; a bracket at the beginning of a TOML file has a name behind it, or another bracket.
fn is_json(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with('{')
        || text.strip_prefix('[').is_some_and(|rest| rest.trim_start().starts_with(['{', ']']))
}

fn read(file: &Path) -> anyhow::Result<String> {
    let (name, open): (String, Box<dyn Read>) = if file == Path::new("-") {
        ("standard input".to_owned(), Box::new(std::io::stdin().lock()))
    } else {
        let name = file.display().to_string();
        let open = std::fs::File::open(file).with_context(|| format!("{name} cannot be read"))?;
        (name, Box::new(open))
    };
    let mut text = String::new();
    open.take(FILE_BYTES_MAX + 1)
        .read_to_string(&mut text)
        .with_context(|| format!("{name} cannot be read"))?;
    if u64::try_from(text.len()).unwrap_or(u64::MAX) > FILE_BYTES_MAX {
        anyhow::bail!("{name} has more than {} MiB; import it in parts", FILE_BYTES_MAX >> 20);
    }
    Ok(text)
}

/// The error's own text would show the line, which may hold a secret.
fn toml_value(text: &str) -> anyhow::Result<Value> {
    toml::from_str(text).map_err(|error| {
        let line =
            error.span().map_or(0, |span| text.get(..span.start).unwrap_or_default().lines().count().max(1));
        anyhow::anyhow!("it is no TOML, near line {line}: {}", error.message())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read_and_their_secrets_do_not_show() {
        assert_eq!(many_of("[[institution]]\ncode = \"a\"\n[[institution]]\ncode = \"b\"").unwrap().len(), 2);
        assert_eq!(many_of("[{\"code\":\"a\"}]").unwrap().len(), 1);
        assert_eq!(many_of("[]").unwrap().len(), 0);
        for wrong in [
            "code = 1",
            "institution = 1",
            "[[institution]]\n[other]",
            "{\"x\":1}",
            "[[institution]]\nsecret = hunter2",
        ] {
            let error = format!("{:#}", many_of(wrong).unwrap_err());
            assert!(!error.contains("hunter2"), "{error}");
        }
    }
    #[test]
    fn each_command_names_the_other_for_what_it_does_not_take() {
        assert_eq!(one_of("code = \"a\"").unwrap()["code"], "a");
        assert_eq!(one_of(" {\"code\":\"a\"}").unwrap()["code"], "a");
        for many in ["[[institution]]\ncode = \"a\"", "[{\"code\":\"a\"}]", "[]"] {
            assert!(one_of(many).unwrap_err().to_string().contains("institution import"), "{many}");
        }
        for one in ["code = \"a\"", "{\"code\":\"a\"}"] {
            assert!(many_of(one).unwrap_err().to_string().contains("institution add"), "{one}");
        }
    }
}
