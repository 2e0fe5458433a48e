//! Bytes to tags and texts. The markup is ASCII in every encoding that is read, so places are bytes of the document itself.

use super::{Flaw, What};

/// Bytes of a name; the longest of the specification has 25.
const NAME_BYTES_MAX: usize = 64;
/// Bytes of a tag, with attributes, which nothing reads.
const TAG_BYTES_MAX: usize = 1_024;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Open(&'a str),
    Close(&'a str),
    /// `<NAME/>`
    Empty(&'a str),
    /// With references in it.
    Text(&'a [u8]),
    /// Of a CDATA section.
    Literal(&'a [u8]),
}

pub(super) struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at }
    }

    /// The next token and where it begins.
    pub(super) fn next(&mut self) -> Result<Option<(Token<'a>, usize)>, Flaw> {
        loop {
            let (at, rest) = (self.at, self.bytes.get(self.at..).unwrap_or_default());
            if rest.is_empty() {
                return Ok(None);
            }
            if !begins_markup(rest) {
                let length = text_length(rest);
                self.at += length;
                return Ok(Some((Token::Text(rest.get(..length).unwrap_or(rest)), at)));
            }
            if rest.starts_with(b"<!--") {
                self.skip_past(b"-->", at)?;
            } else if rest.starts_with(b"<?") {
                self.skip_past(b"?>", at)?;
            } else if rest.starts_with(b"<![CDATA[") {
                const OPENING: usize = 9;
                let inner = rest.get(OPENING..).unwrap_or_default();
                let length = find(inner, b"]]>").ok_or((What::Unfinished, at))?;
                self.at += OPENING + length + b"]]>".len();
                return Ok(Some((Token::Literal(inner.get(..length).unwrap_or_default()), at)));
            } else if rest.starts_with(b"<!") {
                return Err((What::Doctype, at));
            } else {
                let (token, length) = tag(rest).map_err(|what| (what, at))?;
                self.at += length;
                return Ok(Some((token, at)));
            }
        }
    }

    fn skip_past(&mut self, end: &[u8], at: usize) -> Result<(), Flaw> {
        let rest = self.bytes.get(at..).unwrap_or_default();
        let length = find(rest, end).ok_or((What::Unfinished, at))?;
        self.at = at + length + end.len();
        Ok(())
    }
}

/// A `<` that begins nothing stands for itself.
fn begins_markup(rest: &[u8]) -> bool {
    let next = rest.get(1).copied().unwrap_or_default();
    rest.starts_with(b"<") && (next.is_ascii_alphabetic() || matches!(next, b'/' | b'!' | b'?'))
}

fn text_length(rest: &[u8]) -> usize {
    let ends = |at: &usize| rest.get(*at..).is_some_and(begins_markup);
    (1..rest.len()).find(ends).unwrap_or(rest.len())
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}

/// A tag, and how many bytes it has.
fn tag(rest: &[u8]) -> Result<(Token<'_>, usize), What> {
    let end = rest.iter().take(TAG_BYTES_MAX).position(|byte| *byte == b'>').ok_or(What::Unfinished)?;
    let inner = rest.get(1..end).unwrap_or_default();
    let (is_close, inner) = inner.strip_prefix(b"/").map_or((false, inner), |inner| (true, inner));
    let (is_empty, inner) = inner.strip_suffix(b"/").map_or((false, inner), |inner| (true, inner));
    let inner = inner.trim_ascii_end();
    let length = inner.iter().position(u8::is_ascii_whitespace).unwrap_or(inner.len());
    let name = inner.get(..length).and_then(|name| std::str::from_utf8(name).ok()).ok_or(What::Tag)?;
    if !is_name(name) {
        return Err(What::Tag);
    }
    let token = match (is_close, is_empty) {
        (true, false) => Token::Close(name),
        (false, true) => Token::Empty(name),
        (false, false) => Token::Open(name),
        (true, true) => return Err(What::Tag),
    };
    Ok((token, end + 1))
}

fn is_name(name: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-' | b':');
    name.len() <= NAME_BYTES_MAX
        && name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.bytes().all(is_part)
}
