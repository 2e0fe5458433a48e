//! The header `X-CALLBACK-PAYLOAD`: what the application wants to find again in the webhooks of the job it starts.

use crate::app::App;
use crate::error::{Code, Refusal};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName};
use std::sync::Arc;

const HEADER: HeaderName = HeaderName::from_static("x-callback-payload");

/// Characters, as MX allows.
const CHARS_MAX: usize = 1_024;

/// The payload as it was sent, in Base64; not decoded, only carried.
#[derive(Debug)]
pub(crate) struct Callback(pub(crate) Option<String>);

impl FromRequestParts<Arc<App>> for Callback {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<App>) -> Result<Self, Refusal> {
        read(&parts.headers).map(Self)
    }
}

fn read(headers: &HeaderMap) -> Result<Option<String>, Refusal> {
    let Some(value) = headers.get(HEADER) else { return Ok(None) };
    value
        .to_str()
        .ok()
        .filter(|text| text.len() <= CHARS_MAX)
        .filter(|text| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/-_=".contains(&byte)))
        .map(|text| (!text.is_empty()).then(|| text.to_owned()))
        .ok_or_else(|| {
            Refusal::new(
                Code::InvalidHeader,
                format!("X-CALLBACK-PAYLOAD must be Base64 of at most {CHARS_MAX} characters"),
            )
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn base64_of_bounded_length_is_carried() {
        let check = |value: Option<&str>, expected: Option<Option<&str>>| {
            let mut headers = HeaderMap::new();
            headers.extend(value.map(|value| (HEADER, HeaderValue::from_str(value).unwrap())));
            assert_eq!(read(&headers).ok().as_ref().map(Option::as_deref), expected, "{value:?}");
        };
        check(None, Some(None));
        check(Some(""), Some(None));
        check(Some("bXkgb3du"), Some(Some("bXkgb3du")));
        check(Some("{\"not\":\"base64\"}"), None);
        check(Some(&"A".repeat(1_025)), None);
    }
}
