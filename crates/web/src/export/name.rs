//! What an export's file is called: `swingbridge-mx-bank-2026-11-22.csv`.

use jiff::civil::Date;
use std::fmt::Write as _;

/// Letters of what it is of.
const TITLE_CHARS_MAX: usize = 60;

/// The header that says so (RFC 6266). Letters that are none of ASCII stand in `filename*`, for which every program has a plain one besides.
pub(super) fn disposition(title: Option<&str>, made_on: Date, ending: &str) -> String {
    let whole = slug(title.unwrap_or_default());
    let plain = slug(&whole.replace(|one: char| !one.is_ascii(), "-"));
    let file = |slug: &str| {
        let of = if slug.is_empty() { String::new() } else { format!("{slug}-") };
        format!("swingbridge-{of}{made_on}.{ending}")
    };
    let mut header = format!("attachment; filename=\"{}\"", file(&plain));
    if whole != plain {
        header.push_str("; filename*=UTF-8''");
        for byte in file(&whole).bytes() {
            if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.') {
                header.push(char::from(byte));
            } else {
                // A text takes whatever is written into it.
                let _ = write!(header, "%{byte:02X}");
            }
        }
    }
    header
}

/// Letters and digits in small, and one stroke for whatever stands between.
fn slug(title: &str) -> String {
    let parts: Vec<String> = title
        .split(|one: char| !one.is_alphanumeric())
        .filter(|part| !part.is_empty())
        .map(str::to_lowercase)
        .collect();
    let slug: String = parts.join("-").chars().take(TITLE_CHARS_MAX).collect();
    slug.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_and_tell_what_it_is() {
        let check = |title: Option<&str>, expected: &str| {
            let header = disposition(title, Date::constant(2026, 11, 22), "csv");
            assert_eq!(header.strip_prefix("attachment; "), Some(expected), "{title:?}");
            assert!(header.is_ascii() && header.len() < 600);
        };
        check(Some("MX Bank"), "filename=\"swingbridge-mx-bank-2026-11-22.csv\"");
        check(None, "filename=\"swingbridge-2026-11-22.csv\"");
        check(Some("../../etc\\pass\"wd\r\n"), "filename=\"swingbridge-etc-pass-wd-2026-11-22.csv\"");
        check(
            Some("Crédit Épargne"),
            "filename=\"swingbridge-cr-dit-pargne-2026-11-22.csv\"; filename*=UTF-8''swingbridge-cr%C3%A9dit-%C3%A9pargne-2026-11-22.csv",
        );
        check(
            Some("銀行"),
            "filename=\"swingbridge-2026-11-22.csv\"; filename*=UTF-8''swingbridge-%E9%8A%80%E8%A1%8C-2026-11-22.csv",
        );
        let long = format!("filename=\"swingbridge-{}-2026-11-22.csv\"", "a".repeat(60));
        check(Some(&"a".repeat(1_000)), &long);
    }
}
