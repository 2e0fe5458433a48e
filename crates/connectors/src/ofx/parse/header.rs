//! What stands before the document: `OFXHEADER:100` and its lines in 1.x, processing instructions in 2.x (OFX 2.2 §2.2).

use super::{Flaw, What};

/// Which of its two forms a document has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// 1.x: elements need no end tag.
    Sgml,
    /// 2.x.
    Xml,
}

/// What a document says of itself. All of it may be missing or wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    pub form: Form,
    /// `102`, `220`.
    pub version: Option<u16>,
    pub encoding: Option<String>,
    pub charset: Option<String>,
}

/// The names in a header of 1.x. It may stand in one line without anything between, so a value ends where the next name begins.
const NAMES: [&str; 9] = [
    "OFXHEADER:",
    "DATA:",
    "VERSION:",
    "SECURITY:",
    "ENCODING:",
    "CHARSET:",
    "COMPRESSION:",
    "OLDFILEUID:",
    "NEWFILEUID:",
];
/// Bytes before the first tag, and again of the instructions.
const PART_BYTES_MAX: usize = 4_096;
/// Bytes that hold a whole header.
pub(super) const BYTES_MAX: usize = BOM.len() + 2 * PART_BYTES_MAX;
const BOM: &[u8] = &[0xef, 0xbb, 0xbf];

/// The header, and where what follows it begins.
pub(super) fn read(bytes: &[u8]) -> Result<(Header, usize), Flaw> {
    let start = if bytes.starts_with(BOM) { BOM.len() } else { 0 };
    let rest = bytes.get(start..).unwrap_or_default();
    let Some(length) = rest.iter().take(PART_BYTES_MAX).position(|byte| *byte == b'<') else {
        return Err((What::NotOfx, start));
    };
    let head = String::from_utf8_lossy(rest.get(..length).unwrap_or_default()).to_ascii_uppercase();
    let body = start + length;
    if head.trim().is_empty() {
        return Ok((of_instructions(rest.get(length..).unwrap_or_default()), body));
    }
    if !head.trim_start().starts_with("OFXHEADER:") {
        return Err((What::NotOfx, start));
    }
    let value = |name| value_of(&head, name);
    let version = value("VERSION:").and_then(|version| version.parse().ok());
    let header = Header {
        form: form(version),
        version,
        encoding: value("ENCODING:").map(str::to_owned),
        charset: value("CHARSET:").map(str::to_owned),
    };
    Ok((header, body))
}

fn form(version: Option<u16>) -> Form {
    /// The first version that is XML.
    const XML: u16 = 200;
    if version.is_some_and(|version| version >= XML) { Form::Xml } else { Form::Sgml }
}

fn value_of<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = head.split_once(name)?;
    let end = NAMES.iter().filter_map(|next| rest.find(next)).min().unwrap_or(rest.len());
    rest.get(..end)?.split_whitespace().next()
}

/// The header of 2.x, from `<?xml …?>` and `<?OFX …?>` where they are there.
fn of_instructions(bytes: &[u8]) -> Header {
    let text = String::from_utf8_lossy(bytes.get(..PART_BYTES_MAX).unwrap_or(bytes));
    let mut header = Header { form: Form::Sgml, version: None, encoding: None, charset: None };
    let mut rest = text.trim_start();
    while let Some((instruction, after)) = rest.strip_prefix("<?").and_then(|rest| rest.split_once("?>")) {
        let is_of =
            |name: &str| instruction.get(..name.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(name));
        if is_of("xml") {
            header.encoding = attribute(instruction, "encoding");
        } else if is_of("OFX") {
            header.version = attribute(instruction, "VERSION").and_then(|version| version.parse().ok());
            header.form = form(header.version);
        }
        rest = after.trim_start();
    }
    header
}

/// `NAME="value"`, in either kind of quotes; names in any case.
fn attribute(instruction: &str, name: &str) -> Option<String> {
    let words = instruction.split_ascii_whitespace();
    words.filter_map(|word| word.split_once('=')).find_map(|(word, value)| {
        word.eq_ignore_ascii_case(name).then(|| value.trim_matches(['"', '\'']).to_owned())
    })
}
