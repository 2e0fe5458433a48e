//! Which version of MX's API an answer has the shape of: the header `Accept-Version`, and the oldest when it is absent.
//!
//! The header `Accept` is not looked at: SDKs and applications in the field send many things there, and all of them read JSON.

use crate::error::{Code, Refusal};
use axum::http::{HeaderMap, HeaderName};

const HEADER: HeaderName = HeaderName::from_static("accept-version");

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Version {
    /// `v20111101`: what MX's published SDKs speak.
    V1,
    /// `v20250224`: ids may stand for guids in paths.
    V2,
}

impl Version {
    pub(crate) const ALL: [Self; 2] = [Self::V1, Self::V2];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::V1 => "v20111101",
            Self::V2 => "v20250224",
        }
    }

    pub(crate) fn of(headers: &HeaderMap) -> Result<Self, Refusal> {
        let Some(value) = headers.get(HEADER) else { return Ok(Self::V1) };
        Self::ALL.into_iter().find(|version| value.as_bytes() == version.name().as_bytes()).ok_or_else(|| {
            Refusal::new(
                Code::UnknownVersion,
                format!("Accept-Version must be {} or {}", Self::V1.name(), Self::V2.name()),
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn the_header_names_the_version() {
        let check = |value: Option<&'static str>, expected: Option<Version>| {
            let mut headers = HeaderMap::new();
            headers.extend(value.map(|value| (HEADER, HeaderValue::from_static(value))));
            assert_eq!(Version::of(&headers).ok(), expected, "{value:?}");
        };
        check(None, Some(Version::V1));
        check(Some("v20111101"), Some(Version::V1));
        check(Some("v20250224"), Some(Version::V2));
        check(Some("v19990101"), None);
        check(Some(""), None);
    }
}
