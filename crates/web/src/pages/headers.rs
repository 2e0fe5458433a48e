//! The headers of every page: what a browser may load, who may frame it, and that nothing of it is kept or passed on.

use super::assets::STYLE_HASH;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

const PERMISSIONS: HeaderName = HeaderName::from_static("permissions-policy");

/// Sets them; `origins` are the sites that may show the page in a frame, and `leads_out` says that its form leads to a bank: browsers
/// hold the redirects after a form to the same rule as the form.
pub(super) fn set(headers: &mut HeaderMap, origins: &[String], leads_out: bool) {
    for (name, value) in [
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CACHE_CONTROL, "no-store"),
        (PERMISSIONS, "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if let Ok(policy) = HeaderValue::from_str(&policy(origins, leads_out)) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    if origins.is_empty() {
        headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    }
}

fn policy(origins: &[String], leads_out: bool) -> String {
    let ancestors = if origins.is_empty() { "'none'".to_owned() } else { origins.join(" ") };
    let forms = if leads_out { "'self' https: http://127.0.0.1:* http://localhost:*" } else { "'self'" };
    format!(
        "default-src 'none'; script-src 'self'; style-src '{}'; img-src 'self' data:; connect-src 'self'; \
         form-action {forms}; base-uri 'none'; frame-ancestors {ancestors}",
        STYLE_HASH.as_str()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_client_s_sites_may_frame() {
        let nobody = policy(&[], false);
        assert!(
            nobody.ends_with("frame-ancestors 'none'") && nobody.contains("style-src 'sha256-"),
            "{nobody}"
        );
        let two = policy(&["https://a.example".to_owned(), "http://127.0.0.1:*".to_owned()], true);
        assert!(two.ends_with("frame-ancestors https://a.example http://127.0.0.1:*"), "{two}");
    }
}
