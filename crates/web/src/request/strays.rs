//! The header `Swingbridge-Accept-Stray-Characters`: values that begin or end with a space, or hold something invisible,
//! are meant so.

use crate::app::App;
use crate::error::{Code, Refusal};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName};
use engine::Strays;
use std::sync::Arc;

const HEADER: HeaderName = HeaderName::from_static("swingbridge-accept-stray-characters");

/// What to do with stray characters in a login.
#[derive(Debug)]
pub(crate) struct GivenStrays(pub(crate) Strays);

impl FromRequestParts<Arc<App>> for GivenStrays {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<App>) -> Result<Self, Refusal> {
        read(&parts.headers).map(Self)
    }
}

fn read(headers: &HeaderMap) -> Result<Strays, Refusal> {
    if !headers.contains_key(HEADER) {
        Ok(Strays::Refused)
    } else if headers.get_all(HEADER).iter().all(|value| value == "true") {
        Ok(Strays::Taken)
    } else {
        Err(Refusal::new(
            Code::InvalidHeader,
            "Swingbridge-Accept-Stray-Characters must be true, or be left out",
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn strays_are_refused_unless_meant() {
        let check = |values: &[&'static str], expected: Option<Strays>| {
            let mut headers = HeaderMap::new();
            for value in values {
                headers.append(HEADER, HeaderValue::from_static(value));
            }
            assert_eq!(read(&headers).ok(), expected, "{values:?}");
        };
        check(&[], Some(Strays::Refused));
        check(&["true"], Some(Strays::Taken));
        check(&["true", "true"], Some(Strays::Taken));
        check(&["true", "false"], None);
        for other in ["false", "True", "yes", "1", ""] {
            check(&[other], None);
        }
    }
}
