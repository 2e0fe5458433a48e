//! The JSON body of a request, whatever its content type says. What is wrong is told by the path of the field and what it must be;
//! values are never repeated.

use crate::app::App;
use crate::error::{Code, Refusal};
use crate::request::caller::Caller;
use crate::request::fields::Object;
use crate::request::idempotency;
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use engine::records::IdempotencyKey;
use serde::de::DeserializeOwned;
use serde_json::error::Category;
use std::sync::Arc;

/// A body, and the idempotency key of the request it came with.
#[derive(Debug)]
pub(crate) struct Body<T> {
    pub(crate) value: T,
    pub(crate) key: Option<IdempotencyKey>,
}

impl<T: DeserializeOwned + Send> FromRequest<Arc<App>> for Body<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, Refusal> {
        let sent = Sent::of(request, app).await?;
        let value = parse(&sent.bytes)?;
        let key = sent.key(&sent.bytes).await?;
        Ok(Self { value, key })
    }
}

/// A body that may be left out, of something that needs no idempotency key.
#[derive(Debug)]
pub(crate) struct BodyIfAny<T>(pub(crate) Option<T>);

impl<T: DeserializeOwned + Send> FromRequest<Arc<App>> for BodyIfAny<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, Refusal> {
        let bytes = read(request, app).await?;
        Ok(Self(if is_blank(&bytes) { None } else { Some(parse(&bytes)?) }))
    }
}

/// A body that may be left out where the query says the same, and the idempotency key of the request.
#[derive(Debug)]
pub(crate) struct KeyedBodyIfAny<T> {
    pub(crate) value: Option<T>,
    pub(crate) key: Option<IdempotencyKey>,
}

impl<T: DeserializeOwned + Send> FromRequest<Arc<App>> for KeyedBodyIfAny<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, Refusal> {
        let sent = Sent::of(request, app).await?;
        let is_blank = is_blank(&sent.bytes);
        let value = if is_blank { None } else { Some(parse(&sent.bytes)?) };
        let said = if is_blank { sent.uri.query().unwrap_or_default().as_bytes() } else { &sent.bytes };
        let key = sent.key(said).await?;
        Ok(Self { value, key })
    }
}

/// A request as it was sent.
struct Sent {
    caller: Caller,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    bytes: Bytes,
}

impl Sent {
    async fn of(request: Request, app: &Arc<App>) -> Result<Self, Refusal> {
        let (mut parts, body) = request.into_parts();
        let caller = Caller::from_request_parts(&mut parts, app).await?;
        let (method, uri, headers) = (parts.method.clone(), parts.uri.clone(), parts.headers.clone());
        let bytes = read(Request::from_parts(parts, body), app).await?;
        Ok(Self { caller, method, uri, headers, bytes })
    }

    /// The key of the request, with what it stands for: `said` has been read, so it is UTF-8.
    async fn key(&self, said: &[u8]) -> Result<Option<IdempotencyKey>, Refusal> {
        let Some(key) = idempotency::key(&self.headers)? else { return Ok(None) };
        let said = std::str::from_utf8(said).unwrap_or_default();
        let parts = [self.method.as_str(), self.uri.path(), said];
        let fingerprint = self.caller.scope().fingerprint(&parts).await?;
        Ok(Some(IdempotencyKey { key: key.to_owned(), fingerprint }))
    }
}

async fn read(request: Request, app: &Arc<App>) -> Result<Bytes, Refusal> {
    Bytes::from_request(request, app).await.map_err(|rejection| {
        if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
            let bytes_max = app.web.settings.body_bytes_max;
            Refusal::new(Code::BodyTooLarge, format!("The body is larger than {bytes_max} bytes."))
        } else {
            Refusal::new(Code::MalformedJson, "The body broke off before its end.")
        }
    })
}

fn is_blank(bytes: &[u8]) -> bool {
    bytes.iter().all(u8::is_ascii_whitespace)
}

pub(crate) fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Refusal> {
    if is_blank(bytes) {
        return Err(Refusal::new(Code::MalformedJson, "The body is empty; it must be a JSON object."));
    }
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let Object(value) = serde_path_to_error::deserialize(&mut json)
        .map_err(|error| refusal(&error.path().to_string(), error.inner()))?;
    json.end().map_err(|error| refusal("", &error))?;
    Ok(value)
}

fn refusal(path: &str, error: &serde_json::Error) -> Refusal {
    match error.classify() {
        Category::Data => {
            // Raw values are read by a detour that can lose the last part of the path, never its meaning.
            let (code, text) = told(path.trim_start_matches('.'), &error.to_string());
            Refusal::new(code, text)
        }
        Category::Syntax | Category::Eof | Category::Io => Refusal::new(
            Code::MalformedJson,
            format!(
                "The body is not JSON; it goes wrong at line {}, column {}.",
                error.line(),
                error.column()
            ),
        ),
    }
}

/// What to say of a value that does not fit. serde's own text repeats the value; of it only what comes from our types is kept:
/// names of fields between backticks, and the end, which says what was expected.
fn told(path: &str, serde_text: &str) -> (Code, String) {
    let subject = if path.is_empty() { "The body" } else { path };
    let quoted = || serde_text.split('`').nth(1).unwrap_or_default();
    let inside = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    if serde_text.starts_with("missing field") {
        return (Code::MissingField, format!("{} is missing", inside(quoted())));
    }
    if serde_text.starts_with("duplicate field") {
        return (Code::MalformedJson, format!("{} is given twice", inside(quoted())));
    }
    let code = if serde_text.starts_with("invalid type") { Code::WrongType } else { Code::InvalidValue };
    let expected = serde_text.rsplit_once(", expected ").map_or("something else", |(_, end)| {
        end.rsplit_once(" at line ").map_or(end, |(expected, _)| expected)
    });
    let expected = match expected {
        "a sequence" => "a list",
        "a boolean" => "true or false",
        "a map" => "an object",
        "u8" | "u16" | "u32" | "u64" => "a whole number that is not negative",
        "i8" | "i16" | "i32" | "i64" => "a whole number",
        other => other,
    };
    (code, format!("{subject} must be {expected}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::fields::{GivenId, Number, SecretText, Text};
    use domain::id;
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    struct Whole {
        #[expect(dead_code, reason = "only its reading is tested")]
        thing: Object<Thing>,
    }

    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "only its reading is tested")]
    struct Thing {
        id: Option<GivenId<id::User>>,
        name: Option<Text<5>>,
        is_on: Option<bool>,
        amount: Option<Number>,
        secrets: Option<Vec<Object<Named>>>,
    }

    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "only its reading is tested")]
    struct Named {
        guid: String,
        value: SecretText,
    }

    #[test]
    fn what_is_wrong_is_named_and_never_repeated() {
        let check = |json: &str, status: u16, message: &str| {
            let refusal = parse::<Whole>(json.as_bytes()).unwrap_err();
            assert_eq!(
                (refusal.code.status().as_u16(), refusal.message.as_str()),
                (status, message),
                "{json}"
            );
        };
        check("", 400, "The body is empty; it must be a JSON object.");
        check("{not json", 400, "The body is not JSON; it goes wrong at line 1, column 2.");
        check("{\"thing\": {}", 400, "The body is not JSON; it goes wrong at line 1, column 12.");
        check("{\"thing\": {}} x", 400, "The body is not JSON; it goes wrong at line 1, column 15.");
        check("[]", 400, "The body must be an object");
        check("null", 400, "The body must be an object");
        check("{}", 400, "thing is missing");
        check("{\"thing\": \"hunter2\"}", 400, "thing must be an object");
        check("{\"thing\": {\"id\": 5}}", 400, "thing.id must be a string");
        check(
            "{\"thing\": {\"id\": \"USR-hunter2\"}}",
            422,
            "thing.id must be text that is not empty and does not begin with USR-",
        );
        check("{\"thing\": {\"id\": \"a\", \"id\": \"b\"}}", 400, "thing.id is given twice");
        check("{\"thing\": {\"name\": \"hunter2\"}}", 422, "thing.name must be text of at most 5 characters");
        check("{\"thing\": {\"is_on\": \"hunter2\"}}", 400, "thing.is_on must be true or false");
        check("{\"thing\": {\"amount\": \"hunter2, expected x\"}}", 400, "thing.amount must be a number");
        check("{\"thing\": {\"secrets\": \"hunter2\"}}", 400, "thing.secrets must be a list");
        check("{\"thing\": {\"secrets\": [{\"guid\": \"a\"}]}}", 400, "thing.secrets[0].value is missing");
        check(
            "{\"thing\": {\"secrets\": [{\"guid\": \"a\", \"value\": [\"hunter2\"]}]}}",
            400,
            "thing.secrets[0].value must be a string",
        );
        check(&format!("{{\"thing\": {}}}", "[".repeat(5_000)), 400, "thing must be an object");
        check(
            &format!("{{\"other\": {}1{}, \"thing\": 5}}", "[".repeat(5_000), "]".repeat(5_000)),
            400,
            "thing must be an object",
        );
    }

    #[test]
    fn unknown_fields_and_nulls_are_passed_over() {
        for good in
            ["{\"thing\": {\"later\": [1]}, \"more\": 1}", " {\"thing\": {\"id\": null, \"amount\": null}} "]
        {
            parse::<Whole>(good.as_bytes()).unwrap();
        }
    }
}
