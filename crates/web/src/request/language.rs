//! In which language people read the answer: the query's `locale`, else the header `Accept-Language`, else English.

use axum::http::header;
use axum::http::request::Parts;
use domain::text::Language;

/// Bytes of the header that are looked at.
const HEADER_BYTES_MAX: usize = 500;

pub(crate) fn of(parts: &Parts) -> Language {
    asked(parts).unwrap_or_default()
}

/// The same without the last resort: none when nothing was asked for.
pub(crate) fn asked(parts: &Parts) -> Option<Language> {
    let named = parts.uri.query().into_iter().flat_map(|query| query.split('&')).find_map(|pair| {
        let (name, value) = pair.split_once('=')?;
        (name == "locale").then(|| Language::from_tag(value)).flatten()
    });
    named.or_else(|| {
        parts
            .headers
            .get(header::ACCEPT_LANGUAGE)
            .and_then(|value| value.to_str().ok())
            // Programs that do not care say `*`.
            .filter(|value| value.len() <= HEADER_BYTES_MAX && value.trim() != "*")
            .map(Language::accepted)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::Request;

    #[test]
    fn the_query_comes_before_the_header() {
        let check = |uri: &str, header: Option<&str>, expected: Language| {
            let mut request = Request::builder().uri(uri);
            if let Some(header) = header {
                request = request.header("accept-language", header);
            }
            let (parts, ()) = request.body(()).unwrap().into_parts();
            assert_eq!(of(&parts), expected, "{uri} {header:?}");
        };
        check("/x", None, Language::English);
        check("/x", Some("es-MX, en;q=0.5"), Language::Spanish);
        check("/x?locale=fr-CA", Some("es"), Language::CanadianFrench);
        check("/x?a=1&locale=es", None, Language::Spanish);
        check("/x?locale=tlh", Some("fr"), Language::CanadianFrench);
        check("/x", Some(&"es,".repeat(300)), Language::English);
    }
}
