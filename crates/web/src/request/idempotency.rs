//! The header `Idempotency-Key`: a POST that creates, sent again with the same key, gives back what the first one made.

use crate::error::{Code, Refusal};
use axum::http::{HeaderMap, HeaderName};

pub(crate) const HEADER: HeaderName = HeaderName::from_static("idempotency-key");

const CHARS_MAX: usize = 255;

/// The key as it was sent.
pub(crate) fn key(headers: &HeaderMap) -> Result<Option<&str>, Refusal> {
    let Some(value) = headers.get(HEADER) else { return Ok(None) };
    value
        .to_str()
        .ok()
        .filter(|key| (1..=CHARS_MAX).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic()))
        .map(Some)
        .ok_or_else(|| {
            Refusal::new(
                Code::InvalidHeader,
                format!(
                    "Idempotency-Key must have 1 to {CHARS_MAX} visible ASCII characters, without spaces"
                ),
            )
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn visible_ascii_of_bounded_length_is_a_key() {
        let check = |value: Option<&str>, is_good: bool| {
            let mut headers = HeaderMap::new();
            headers.extend(value.map(|value| (HEADER, HeaderValue::from_str(value).unwrap())));
            assert_eq!(key(&headers).ok(), is_good.then_some(value), "{value:?}");
        };
        check(None, true);
        check(Some("k"), true);
        check(Some(&"k".repeat(255)), true);
        check(Some(&"k".repeat(256)), false);
        check(Some(""), false);
        check(Some("two words"), false);
        check(Some("ключ"), false);
    }
}
