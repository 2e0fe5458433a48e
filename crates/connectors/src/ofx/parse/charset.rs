//! Bytes to characters. What a header declares is often wrong, so bytes that are UTF-8 are UTF-8, and all others Windows-1252, which
//! holds ISO-8859-1 and ASCII; a header that declares something else is believed only where the bytes are UTF-8.

use super::header::Header;
use super::{Flaw, What};
use std::borrow::Cow;

/// How the bytes of one document are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Charset {
    Utf8,
    Windows1252,
}

/// What may stand as encoding or charset in a header and is read as Windows-1252 where it is not UTF-8.
const KNOWN: &[&str] = &[
    "USASCII",
    "US-ASCII",
    "ASCII",
    "UNICODE",
    "UTF-8",
    "UTF8",
    "1252",
    "CP1252",
    "WINDOWS-1252",
    "8859-1",
    "ISO-8859-1",
    "ISO8859-1",
    "LATIN1",
    "NONE",
    "",
];

/// Windows-1252 from 0x80 to 0x9F; the rest of it is ISO-8859-1. Five places are empty.
const FROM_0X80: [char; 32] = [
    '€', '\u{fffd}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{fffd}', 'Ž', '\u{fffd}',
    '\u{fffd}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{fffd}', 'ž', 'Ÿ',
];

pub(super) fn of(bytes: &[u8], header: &Header) -> Result<Charset, Flaw> {
    if std::str::from_utf8(bytes).is_ok() {
        return Ok(Charset::Utf8);
    }
    let is_known = |declared: &String| KNOWN.contains(&declared.to_ascii_uppercase().as_str());
    let is_readable = [&header.encoding, &header.charset].into_iter().flatten().all(is_known);
    if is_readable { Ok(Charset::Windows1252) } else { Err((What::Encoding, 0)) }
}

impl Charset {
    pub(super) fn decode(self, bytes: &[u8]) -> Cow<'_, str> {
        match self {
            // A part of UTF-8 between two ASCII characters is UTF-8.
            Self::Utf8 => String::from_utf8_lossy(bytes),
            Self::Windows1252 => bytes.iter().map(|byte| character(*byte)).collect(),
        }
    }
}

fn character(byte: u8) -> char {
    let place = byte.checked_sub(0x80).and_then(|place| FROM_0X80.get(usize::from(place)));
    place.copied().unwrap_or(char::from(byte))
}
