//! What templates need beside a view: words in the person's language, and icons.

use domain::text::{Language, Part, text};

/// The person's language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Words(pub(crate) Language);

impl Words {
    pub(crate) fn say(self, key: &str) -> String {
        text(self.0, key, &[])
    }

    /// With one part put in.
    pub(crate) fn with(self, key: &str, name: &str, part: &str) -> String {
        text(self.0, key, &[(name, Part::Text(part))])
    }

    /// With a count put in.
    pub(crate) fn count(self, key: &str, count: usize) -> String {
        text(self.0, key, &[("count", Part::Count(i64::try_from(count).unwrap_or(i64::MAX)))])
    }

    pub(crate) fn fill(self, key: &str, parts: &[(&str, Part<'_>)]) -> String {
        text(self.0, key, parts)
    }

    /// The drawing of that name, for the eye alone.
    #[expect(clippy::unused_self, reason = "templates ask for it as they ask for words")]
    pub(crate) fn icon(self, name: &str) -> String {
        let Some((_, drawing)) = ICONS.iter().find(|(known, _)| *known == name) else { return String::new() };
        let spin = if name == "working" { " spin" } else { "" };
        format!("<svg class=\"icon{spin}\" viewBox=\"0 0 24 24\" aria-hidden=\"true\">{drawing}</svg>")
    }
}

/// Drawn for this program, on a field of 24 by 24.
const ICONS: &[(&str, &str)] = &[
    ("back", r#"<path d="M15 5l-7 7 7 7"/>"#),
    ("next", r#"<path d="M9 5l7 7-7 7"/>"#),
    ("find", r#"<circle cx="11" cy="11" r="6.5"/><path d="M16 16l4.5 4.5"/>"#),
    ("lock", r#"<rect x="5" y="11" width="14" height="9.5" rx="2"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>"#),
    (
        "eye",
        r#"<path d="M2 12s3.6-6.5 10-6.5S22 12 22 12s-3.6 6.5-10 6.5S2 12 2 12z"/><circle cx="12" cy="12" r="3"/>"#,
    ),
    ("stop", r#"<circle cx="12" cy="12" r="9"/><path d="M8 12h8"/>"#),
    ("pen", r#"<path d="M4 20l1-4L16.5 4.5l3 3L8 19z"/>"#),
    ("bridge", r#"<path d="M2 15.5h20M12 15.5V5.5M12 5.5L4 15.5M12 5.5l8 10M12 15.5V20M8.5 20h7"/>"#),
    ("outside", r#"<path d="M14 4h6v6M20 4l-9 9M18 14v6H4V6h6"/>"#),
    ("file", r#"<path d="M6 3h8l4 4v14H6zM14 3v4h4M12 18v-6M9.5 14.5L12 12l2.5 2.5"/>"#),
    ("plus", r#"<path d="M12 5v14M5 12h14"/>"#),
    (
        "hide",
        r#"<path d="M4 4l16 16M9.5 6A9.5 9.5 0 0 1 12 5.5c6.4 0 10 6.5 10 6.5a17 17 0 0 1-3 3.7M6 8a17 17 0 0 0-4 4s3.6 6.5 10 6.5a9.5 9.5 0 0 0 3.5-.7"/>"#,
    ),
    ("pause", r#"<circle cx="12" cy="12" r="9"/><path d="M10 9v6M14 9v6"/>"#),
    ("play", r#"<circle cx="12" cy="12" r="9"/><path d="M10.2 8.5l5.3 3.5-5.3 3.5z"/>"#),
    (
        "copies",
        r#"<rect x="8" y="8" width="12" height="12" rx="2"/><path d="M16 8V6a2 2 0 0 0-2-2H6a2 2 0 0 0-2 2v8a2 2 0 0 0 2 2h2"/>"#,
    ),
    ("done", r#"<path d="M5 12.5l4.5 4.5L19 7.5"/>"#),
    (
        "working",
        r#"<path d="M20 11A8 8 0 0 0 6.3 6.3L4 8.6M4 4v4.6h4.6M4 13a8 8 0 0 0 13.7 4.7l2.3-2.3M20 20v-4.6h-4.6"/>"#,
    ),
    ("good", r#"<circle cx="12" cy="12" r="9"/><path d="M8 12.3l2.8 2.8L16 9.7"/>"#),
    ("needs-you", r#"<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5a7.5 7.5 0 0 1 15 0"/>"#),
    ("info", r#"<circle cx="12" cy="12" r="9"/><path d="M12 11.2v5.3M12 7.7v.1"/>"#),
    ("warning", r#"<path d="M12 4L2.8 20h18.4zM12 10.5v4M12 17.2v.1"/>"#),
    ("trouble", r#"<path d="M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3zM12 8v4.6M12 16v.1"/>"#),
    ("clock", r#"<circle cx="12" cy="12" r="9"/><path d="M12 7v5.2l3.4 2"/>"#),
    ("sms", r#"<path d="M4 5h16v11H9.5L5 20v-4H4z"/>"#),
    ("email", r#"<rect x="3" y="5" width="18" height="14" rx="2"/><path d="M3.5 7l8.5 6 8.5-6"/>"#),
    (
        "call",
        r#"<path d="M6 3.5h3.3l1.6 4.6-2.1 1.6a11 11 0 0 0 5.5 5.5l1.6-2.1 4.6 1.6V18a2.6 2.6 0 0 1-2.8 2.5C10.4 20 4 13.6 3.5 6.3A2.6 2.6 0 0 1 6 3.5z"/>"#,
    ),
    ("app", r#"<rect x="7" y="3" width="10" height="18" rx="2"/><path d="M11 18h2"/>"#),
];
