//! Reading what strangers send: JSON bodies, texts and numbers, each with its limit. Messages name the field, never the value.

use std::collections::BTreeMap;

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use serde::de::DeserializeOwned;

use super::problem::Problem;

pub(super) const ATTEMPT_CHARS_MAX: usize = 100;
pub(super) const CODE_CHARS_MAX: usize = 100;
const TEXTS_MAX: usize = 16;
const TEXT_CHARS_MAX: usize = 200;
/// A path inside the body is told at most this long.
const PATH_CHARS_MAX: usize = 100;

pub(super) fn json<T: DeserializeOwned>(body: Result<Bytes, BytesRejection>) -> Result<T, Problem> {
    let body = body.map_err(|rejection| match rejection.into_response().status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::TooLarge,
        _ => Problem::bad("the body cannot be read"),
    })?;
    let mut reader = serde_json::Deserializer::from_slice(&body);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| told(&error))?;
    reader.end().map_err(|_| Problem::bad("the body is not one JSON value"))?;
    Ok(value)
}

fn told(error: &serde_path_to_error::Error<serde_json::Error>) -> Problem {
    let path: String = error.path().to_string().chars().take(PATH_CHARS_MAX).collect();
    let inner = error.inner();
    if !inner.is_data() {
        return Problem::bad("the body is not JSON");
    }
    // serde's own message may repeat the value; only the name of a field that is missing is taken from it.
    let text = inner.to_string();
    match text.strip_prefix("missing field `").and_then(|rest| rest.split_once('`')) {
        Some((field, _)) => Problem::bad(format!("{field}: is missing")),
        None if path == "." => Problem::bad("the body must be an object of the kind documented"),
        None => Problem::bad(format!("{path}: has the wrong kind of value")),
    }
}

/// A text that must be there, and not be too long.
pub(super) fn text(name: &str, value: &str, chars_max: usize) -> Result<(), Problem> {
    if value.is_empty() {
        return Err(Problem::bad(format!("{name}: is empty")));
    }
    if value.chars().count() > chars_max {
        return Err(Problem::bad(format!("{name}: is longer than {chars_max} characters")));
    }
    Ok(())
}

/// Named texts; an empty one is the caller's business, a long one is not.
pub(super) fn texts(name: &str, values: &BTreeMap<String, String>) -> Result<(), Problem> {
    if values.len() > TEXTS_MAX {
        return Err(Problem::bad(format!("{name}: holds more than {TEXTS_MAX} entries")));
    }
    let is_long = |text: &String| text.chars().count() > TEXT_CHARS_MAX;
    if values.iter().any(|(id, value)| is_long(id) || is_long(value)) {
        return Err(Problem::bad(format!("{name}: an entry is longer than {TEXT_CHARS_MAX} characters")));
    }
    Ok(())
}

/// A number in a query, from one to `most`.
pub(super) fn limit(value: Option<&String>, ordinary: usize, most: usize) -> Result<usize, Problem> {
    let Some(value) = value else { return Ok(ordinary) };
    let limit = value.parse().ok().filter(|limit| (1..=most).contains(limit));
    limit.ok_or_else(|| Problem::bad(format!("limit: must be a number from 1 to {most}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    #[expect(dead_code, reason = "only the errors are looked at")]
    struct Sent {
        attempt: String,
        fields: BTreeMap<String, String>,
        #[serde(default)]
        person_present: bool,
    }

    #[test]
    fn messages_name_the_field_and_never_the_value() {
        for (body, message) in [
            ("", "the body is not JSON"),
            ("{\"attempt\":", "the body is not JSON"),
            ("[]", "the body must be an object of the kind documented"),
            ("\"hunter2\"", "the body must be an object of the kind documented"),
            (r#"{"fields":{}}"#, "attempt: is missing"),
            (r#"{"attempt":7,"fields":{}}"#, "attempt: has the wrong kind of value"),
            (r#"{"attempt":"a","fields":"hunter2"}"#, "fields: has the wrong kind of value"),
            (
                r#"{"attempt":"a","fields":{"PASSWORD":["hunter2"]}}"#,
                "fields.PASSWORD: has the wrong kind of value",
            ),
            (
                r#"{"attempt":"a","fields":{},"person_present":"hunter2"}"#,
                "person_present: has the wrong kind of value",
            ),
            (r#"{"attempt":"a","fields":{}} {}"#, "the body is not one JSON value"),
        ] {
            match json::<Sent>(Ok(Bytes::from_static(body.as_bytes()))) {
                Err(Problem::BadRequest(told)) => assert_eq!(told, message, "{body}"),
                other => panic!("{body}: {other:?}"),
            }
        }
    }

    #[test]
    fn limits_are_numbers_within_bounds() {
        for (value, read) in [
            (None, Some(7)),
            (Some("1"), Some(1)),
            (Some("9"), Some(9)),
            (Some("0"), None),
            (Some("10"), None),
            (Some("x"), None),
        ] {
            assert_eq!(limit(value.map(str::to_owned).as_ref(), 7, 9).ok(), read, "{value:?}");
        }
    }
}
