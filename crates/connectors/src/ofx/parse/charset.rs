//! Bytes to characters. What a header declares is often wrong, so a text that is UTF-8 is UTF-8, and any other Windows-1252, which
//! holds ISO-8859-1 and ASCII; where a header declares something else, only UTF-8 is read.

use super::What;
use super::header::Header;
use std::borrow::Cow;

/// How a text that is not UTF-8 is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Charset {
    Windows1252,
    Unknown,
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

impl Charset {
    pub(super) fn of(header: &Header) -> Self {
        let is_known = |declared: &String| KNOWN.contains(&declared.to_ascii_uppercase().as_str());
        let is_readable = [&header.encoding, &header.charset].into_iter().flatten().all(is_known);
        if is_readable { Self::Windows1252 } else { Self::Unknown }
    }

    pub(super) fn decode(self, bytes: &[u8]) -> Result<Cow<'_, str>, What> {
        match (std::str::from_utf8(bytes), self) {
            (Ok(text), _) => Ok(Cow::Borrowed(text)),
            (Err(_), Self::Windows1252) => Ok(bytes.iter().map(|byte| character(*byte)).collect()),
            (Err(_), Self::Unknown) => Err(What::Encoding),
        }
    }
}

fn character(byte: u8) -> char {
    let place = byte.checked_sub(0x80).and_then(|place| FROM_0X80.get(usize::from(place)));
    place.copied().unwrap_or(char::from(byte))
}
