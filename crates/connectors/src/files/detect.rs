//! Which format a file has, by what stands in it; and what it is where it has none that is read.

use super::flaw::{Flaw, FlawKind};
use super::told::Format;
use encoding_rs::{Encoding, UTF_8};
use std::borrow::Cow;
use std::fmt;

/// Bytes, and lines, from the beginning in which a format shows.
const HEAD_BYTES: usize = 16 * 1024;
const HEAD_LINES: usize = 80;

/// Something that people give in place of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Foreign {
    Pdf,
    /// XLSX and its like: a ZIP with a workbook in it.
    Spreadsheet,
    OldSpreadsheet,
    Html,
    Image,
    Archive,
    RichText,
    Json,
    /// XML of another kind.
    Xml,
    /// SWIFT's report within a day.
    Mt942,
}

impl Foreign {
    /// With its article.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Pdf => "a PDF",
            Self::Spreadsheet => "a spreadsheet (XLSX or ODS)",
            Self::OldSpreadsheet => "an old document of an office program (XLS or DOC)",
            Self::Html => "a web page, perhaps the bank's page for signing in",
            Self::Image => "an image",
            Self::Archive => "a compressed archive",
            Self::RichText => "a text document (RTF)",
            Self::Json => "a JSON document",
            Self::Xml => "an XML document of another kind",
            Self::Mt942 => "an MT942 report within a day",
        }
    }

    pub(super) const fn next(self) -> &'static str {
        match self {
            Self::Pdf | Self::Image | Self::RichText | Self::Json | Self::Xml => {
                "Export the transactions as OFX, QFX, CAMT.053, MT940, QIF or CSV."
            }
            Self::Spreadsheet | Self::OldSpreadsheet => "Open it and save the table as CSV.",
            Self::Html => "Sign in at the bank, export the transactions again and give that file.",
            Self::Archive => "Unpack it and give the files in it one by one.",
            Self::Mt942 => "Export the statement (MT940).",
        }
    }
}

impl fmt::Display for Foreign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.title())
    }
}

/// First bytes of what is no text.
const MAGIC: &[(&[u8], Foreign)] = &[
    (b"%PDF-", Foreign::Pdf),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Foreign::OldSpreadsheet),
    (b"\x09\x08", Foreign::OldSpreadsheet),
    (b"\x89PNG", Foreign::Image),
    (b"\xff\xd8\xff", Foreign::Image),
    (b"GIF8", Foreign::Image),
    (b"II*\0", Foreign::Image),
    (b"MM\0*", Foreign::Image),
    (b"RIFF", Foreign::Image),
    (b"\0\0\0\x18ftyp", Foreign::Image),
    (b"\0\0\0\x1cftyp", Foreign::Image),
    (b"\x1f\x8b", Foreign::Archive),
    (b"BZh", Foreign::Archive),
    (b"\xfd7zXZ\0", Foreign::Archive),
    (b"7z\xbc\xaf\x27\x1c", Foreign::Archive),
    (b"Rar!", Foreign::Archive),
    (b"\x28\xb5\x2f\xfd", Foreign::Archive),
    (b"{\\rtf", Foreign::RichText),
];
/// What names lie in a ZIP that is a document of an office program.
const WORKBOOK: [&[u8]; 4] = [b"[Content_Types].xml", b"xl/", b"_rels/", b"mimetypeapplication/vnd.oasis"];

/// What the bytes are, where they are no text of ours.
pub(super) fn foreign(bytes: &[u8]) -> Option<Foreign> {
    let head = bytes.get(..HEAD_BYTES).unwrap_or(bytes);
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        let has = |name: &&[u8]| memchr::memmem::find(head, name).is_some();
        let is_workbook = WORKBOOK.iter().any(has);
        return Some(if is_workbook { Foreign::Spreadsheet } else { Foreign::Archive });
    }
    let begins = |(magic, _): &&(&[u8], Foreign)| {
        let start = head.trim_ascii_start();
        head.starts_with(magic) || (magic.starts_with(b"%PDF") && start.starts_with(magic))
    };
    MAGIC.iter().find(begins).map(|(_, foreign)| *foreign)
}

/// The beginning of a file as far as it can be read; what cannot is seen later.
pub(super) fn head(bytes: &[u8]) -> Cow<'_, str> {
    let (encoding, _) = Encoding::for_bom(bytes).unwrap_or((UTF_8, 0));
    encoding.decode(bytes.get(..HEAD_BYTES).unwrap_or(bytes)).0
}

/// The format of a text, by its head.
pub(super) fn format(head: &str, name: Option<&str>) -> Result<Format, Flaw> {
    let start = head.trim_start_matches(['\u{feff}', ' ', '\t', '\n', '\r']);
    let upper = start.to_ascii_uppercase();
    if upper.is_empty() {
        return Err(Flaw::new(FlawKind::Empty));
    }
    if upper.starts_with("OFXHEADER") || (upper.starts_with('<') && upper.contains("<OFX>")) {
        return Ok(Format::Ofx);
    }
    if upper.starts_with('<') {
        return markup(&upper);
    }
    if upper.starts_with('!') {
        return Ok(Format::Qif);
    }
    if let Some(format) = swift(start) {
        return format;
    }
    // A text that a program made for programs. Nothing in a table begins so.
    if upper.starts_with("{\"") || upper.starts_with("[{") || upper.starts_with("{\n") {
        return Err(Flaw::new(FlawKind::Foreign(Foreign::Json)));
    }
    let is_named_qif = name.is_some_and(|name| name.to_ascii_lowercase().ends_with(".qif"));
    let is_record = |line: &str| line.starts_with(['D', 'T', 'P', 'M', 'L', 'N', 'C', 'U', '^']);
    if is_named_qif && start.lines().take(3).all(is_record) && start.contains("\n^") {
        return Ok(Format::Qif);
    }
    Ok(Format::Csv)
}

/// What a text that begins with a tag is.
fn markup(upper: &str) -> Result<Format, Flaw> {
    const CAMT: [&str; 4] = ["BKTOCSTMRSTMT", "BKTOCSTMRACCTRPT", "BKTOCSTMRDBTCDTNTFCTN", "XSD:CAMT.05"];
    const HTML: [&str; 6] = ["<!DOCTYPE HTML", "<HTML", "<HEAD", "<BODY", "<TABLE", "<SCRIPT"];
    if CAMT.iter().any(|name| upper.contains(name)) {
        return Ok(Format::Camt);
    }
    let foreign = if HTML.iter().any(|tag| upper.contains(tag)) { Foreign::Html } else { Foreign::Xml };
    Err(Flaw::new(FlawKind::Foreign(foreign)))
}

/// A message of SWIFT, by its first fields.
fn swift(start: &str) -> Option<Result<Format, Flaw>> {
    let has = |field: &str| start.lines().take(HEAD_LINES).any(|line| line.trim_start().starts_with(field));
    let begins = start.starts_with("{1:") || start.starts_with(":20:") || start.starts_with(":940:");
    if !(begins || has(":20:") && has(":25")) {
        return None;
    }
    let is_within_day = has(":34F:") && !has(":60F:") && !has(":60M:");
    Some(if is_within_day { Err(Flaw::new(FlawKind::Foreign(Foreign::Mt942))) } else { Ok(Format::Mt940) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_shows_its_format() {
        let check = |text: &str, expected: Result<Format, FlawKind>| {
            assert_eq!(format(text, None).map_err(|flaw| flaw.kind), expected, "{text}");
        };
        let foreign = |foreign| Err(FlawKind::Foreign(foreign));
        check("OFXHEADER:100\nDATA:OFXSGML\n\n<OFX>", Ok(Format::Ofx));
        check("<?xml version=\"1.0\"?>\n<?OFX OFXHEADER=\"200\"?>\n<OFX>", Ok(Format::Ofx));
        check("\n<ofx><SIGNONMSGSRSV1>", Ok(Format::Ofx));
        check("<?xml version=\"1.0\"?><Document><BkToCstmrStmt>", Ok(Format::Camt));
        check("<ns:Document xmlns:ns=\"urn:iso:std:iso:20022:tech:xsd:camt.052.001.08\">", Ok(Format::Camt));
        check("<?xml version=\"1.0\"?><Document><CstmrCdtTrfInitn>", foreign(Foreign::Xml));
        check("<!doctype html><title>Sign in</title>", foreign(Foreign::Html));
        check("<table><tr><td>Date</td>", foreign(Foreign::Html));
        check("!Type:Bank\nD1/1/26", Ok(Format::Qif));
        check("{1:F01INGBNL2ABXXX0000000000}{2:I940}{4:\n:20:1", Ok(Format::Mt940));
        check("ABNANL2A\n940\nABNANL2A\n:20:ABN\n:25:517\n", Ok(Format::Mt940));
        check(":20:1\n:25:1\n:28C:1\n:34F:EUR0,\n", foreign(Foreign::Mt942));
        check("{\"transactions\": []}", foreign(Foreign::Json));
        check("Date,Amount\n", Ok(Format::Csv));
        check(" \n\t", Err(FlawKind::Empty));
        assert_eq!(format("D1/1/26\nT-1\nPx\n^\n", Some("a.QIF")), Ok(Format::Qif));
    }

    #[test]
    fn what_is_no_text_is_named() {
        for (bytes, expected) in [
            (&b"%PDF-1.7\n"[..], Some(Foreign::Pdf)),
            (b"\n%PDF-1.7\n", Some(Foreign::Pdf)),
            (b"PK\x03\x04\x14\0\x06\0[Content_Types].xml", Some(Foreign::Spreadsheet)),
            (b"PK\x03\x04\x14\0\x06\0statements.csv", Some(Foreign::Archive)),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Some(Foreign::OldSpreadsheet)),
            (b"\x89PNG\r\n", Some(Foreign::Image)),
            (b"\x1f\x8b\x08", Some(Foreign::Archive)),
            (b"{\\rtf1", Some(Foreign::RichText)),
            (b"Date,Amount", None),
        ] {
            assert_eq!(foreign(bytes), expected, "{bytes:?}");
        }
    }
}
