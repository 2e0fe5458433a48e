//! Bytes to text. UTF-8 is known by its form and UTF-16 by its mark; anything else is read by what the file declares, or as
//! Windows-1252 where it makes a text.

use super::flaw::{Flaw, FlawKind};
use super::told::Place;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use memchr::{memchr, memchr_iter, memchr2};
use std::borrow::Cow;

const BOM: &[u8] = &[0xef, 0xbb, 0xbf];
/// Letters beyond ASCII among all of a text in a Western language are fewer than one in so many.
const HIGH_ONE_IN: usize = 4;

/// A text, and whether its encoding is more than known: taken for the likely one.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Text<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) is_assumed: bool,
}

/// The text of a file that perhaps declares an encoding by name.
pub(super) fn text<'a>(bytes: &'a [u8], declared: Option<&str>) -> Result<Text<'a>, Flaw> {
    let sure = |text| Ok(Text { text, is_assumed: false });
    if let Some(text) = utf_16(bytes)? {
        return sure(Cow::Owned(text));
    }
    let bytes = without_end_mark(bytes.strip_prefix(BOM).unwrap_or(bytes));
    if let Some(place) = bytes.iter().position(|byte| is_of_no_text(*byte)) {
        return Err(Flaw::at(FlawKind::Binary, place_of(bytes, place)));
    }
    let wrong = match std::str::from_utf8(bytes) {
        Ok(text) => return sure(Cow::Borrowed(text)),
        Err(error) => error,
    };
    let flaw = Err(Flaw::at(FlawKind::Encoding, place_of(bytes, wrong.valid_up_to())));
    if is_mostly_utf_8(bytes) {
        return Ok(Text { text: String::from_utf8_lossy(bytes), is_assumed: true });
    }
    let encoding = match declared.map(|label| Encoding::for_label(label.trim().as_bytes())) {
        Some(Some(encoding)) if encoding != UTF_8 => encoding,
        Some(_) => return flaw,
        None if is_western(bytes) => WINDOWS_1252,
        None => return flaw,
    };
    match encoding.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(text) => Ok(Text { text, is_assumed: declared.is_none() }),
        None => flaw,
    }
}

/// A text of UTF-16 that begins with its mark.
pub(super) fn utf_16(bytes: &[u8]) -> Result<Option<String>, Flaw> {
    let (encoding, rest) = match bytes {
        [0xff, 0xfe, rest @ ..] => (UTF_16LE, rest),
        [0xfe, 0xff, rest @ ..] => (UTF_16BE, rest),
        _ => return Ok(None),
    };
    let text = encoding.decode_without_bom_handling_and_without_replacement(rest);
    let text = text.ok_or(Flaw::new(FlawKind::Encoding))?;
    match text.bytes().position(is_of_no_text) {
        Some(place) => Err(Flaw::at(FlawKind::Binary, place_of(text.as_bytes(), place))),
        None => Ok(Some(text.into_owned())),
    }
}

/// What an XML document declares.
pub(super) fn of_xml(bytes: &[u8]) -> Option<&str> {
    /// Bytes of a declaration.
    const BYTES_MAX: usize = 256;
    let head = bytes.get(..BYTES_MAX).unwrap_or(bytes);
    let head = head.strip_prefix(BOM).unwrap_or(head).trim_ascii_start();
    let end = memchr(b'>', head)?;
    let declaration = std::str::from_utf8(head.get(..end)?).ok()?.strip_prefix("<?xml")?;
    let (_, value) = declaration.split_once("encoding")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    value.get(1..)?.split(quote).next()
}

/// Programs of old systems end a text with this.
pub(super) fn without_end_mark(bytes: &[u8]) -> &[u8] {
    const END: u8 = 0x1a;
    bytes.strip_suffix(&[END]).unwrap_or(bytes)
}

/// Controls that stand in no text.
const fn is_of_no_text(byte: u8) -> bool {
    matches!(byte, 0..=8 | 11 | 14..=31 | 127)
}

/// Whether letters of UTF-8 are at least as many as what is none: some programs cut texts within a letter.
fn is_mostly_utf_8(bytes: &[u8]) -> bool {
    let (mut letters, mut others) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        letters += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        others += usize::from(!chunk.invalid().is_empty());
    }
    letters > 0 && letters >= others
}

/// Whether it may be a text in Windows-1252: no place that it leaves empty, and few letters beyond ASCII.
fn is_western(bytes: &[u8]) -> bool {
    let has_hole = bytes.iter().any(|byte| matches!(byte, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d));
    let high = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    !has_hole && high <= bytes.len() / HIGH_ONE_IN
}

fn place_of(bytes: &[u8], byte: usize) -> Place {
    let lines = memchr_iter(b'\n', bytes.get(..byte).unwrap_or(bytes)).count();
    Place { line: Some(lines + 1), byte: Some(byte), entry: None }
}

/// A text with one kind of line end.
pub(super) fn with_plain_lines(text: Cow<'_, str>) -> Cow<'_, str> {
    if memchr2(b'\r', 0x0c, text.as_bytes()).is_none() {
        return text;
    }
    Cow::Owned(text.replace("\r\n", "\n").replace(['\r', '\u{c}'], "\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_by_form_mark_or_name() {
        let check = |bytes: &[u8], declared, expected: Result<(&str, bool), FlawKind>| {
            let read = text(bytes, declared);
            let read = read.as_ref().map(|text| (text.text.as_ref(), text.is_assumed));
            assert_eq!(read.map_err(|flaw| flaw.kind.clone()), expected, "{bytes:?}");
        };
        let wrong = |kind| Err(kind);
        check("Café".as_bytes(), None, Ok(("Café", false)));
        check(b"\xef\xbb\xbfCaf\xc3\xa9\x1a", None, Ok(("Café", false)));
        check(b"\xff\xfeC\0\xe9\0", None, Ok(("Cé", false)));
        check(b"\xfe\xff\0C\0\xe9", None, Ok(("Cé", false)));
        check(b"\xff\xfeC\0\xe9", None, wrong(FlawKind::Encoding));
        check(b"\xff\xfeC\0\0\0", None, wrong(FlawKind::Binary));
        check(b"Caf\xe9 \x80 12", None, Ok(("Café € 12", true)));
        check(b"Caf\xe9", Some("iso-8859-1"), Ok(("Café", false)));
        check(b"\xa3\xf3d\x9f", Some("windows-1250"), Ok(("Łódź", false)));
        check(b"Caf\xe9", Some("utf-8"), wrong(FlawKind::Encoding));
        check(b"Caf\xe9", Some("ebcdic"), wrong(FlawKind::Encoding));
        check(b"Caf\xc3\xa9 and then \xc3", None, Ok(("Café and then \u{fffd}", true)));
        check(b"Caf\xc3\xa9 and \xc3. then", Some("utf-8"), Ok(("Café and \u{fffd}. then", true)));
        check(b"Caf\x81e and more", None, wrong(FlawKind::Encoding));
        check(b"\xcf\xf0\xe8\xe2\xe5\xf2, \xec\xe8\xf0", None, wrong(FlawKind::Encoding));
        check(b"a\0b", None, wrong(FlawKind::Binary));
        check(b"a\x07b", None, wrong(FlawKind::Binary));
        check(b"", None, Ok(("", false)));
    }

    #[test]
    fn a_declaration_is_read() {
        for (text, expected) in [
            ("<?xml version=\"1.0\" encoding=\"ISO-8859-15\"?>", Some("ISO-8859-15")),
            ("\n<?xml version='1.0' encoding = 'utf-8' standalone='yes'?>", Some("utf-8")),
            ("<?xml version=\"1.0\"?>", None),
            ("<Document encoding=\"x\">", None),
            ("<?xml encoding=", None),
            ("", None),
        ] {
            assert_eq!(of_xml(text.as_bytes()), expected, "{text}");
        }
    }

    #[test]
    fn a_place_is_told() {
        let flaw = text(b"one\ntwo\n\0", None).unwrap_err();
        assert_eq!(flaw.place, Some(Place { line: Some(3), byte: Some(8), entry: None }));
        assert_eq!(with_plain_lines(Cow::Borrowed("a\r\nb\rc\nd")), "a\nb\nc\nd");
    }
}
