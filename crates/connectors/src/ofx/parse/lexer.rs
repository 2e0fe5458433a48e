//! Bytes to tags and texts. The markup is ASCII in every encoding that is read, so places are bytes of the document itself. Of the document
//! only what is being looked at lies in memory.

use super::header::{self, Header};
use super::{Flaw, Limits, ParseError, What};
use memchr::{memchr, memchr_iter, memmem};
use std::io::Read;
use std::ops::Range;

/// Bytes of a name; the longest of the specification has 25.
const NAME_BYTES_MAX: usize = 64;
/// Bytes of a tag, with attributes, which nothing reads.
const TAG_BYTES_MAX: usize = 1_024;
/// Bytes that are read at once.
const CHUNK: u64 = 64 * 1024;
/// Bytes of the longest reference to a character that is a single byte.
const REFERENCE_BYTES_MAX: usize = 12;
const CDATA: &[u8] = b"<![CDATA[";
const CDATA_END: &[u8] = b"]]>";

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

/// What a token is made of, and where in the buffer that lies.
enum Found {
    Tag(Range<usize>),
    Text(Range<usize>),
    Literal(Range<usize>),
}

#[derive(Debug)]
pub(super) struct Lexer<R> {
    source: R,
    limits: Limits,
    /// A part of the document.
    buffer: Vec<u8>,
    /// Where in the buffer the next token begins.
    at: usize,
    /// Bytes and ends of lines before the buffer.
    before: Place,
    /// Where something begins that may be longer than the buffer.
    begun: Place,
    is_read: bool,
}

#[derive(Debug, Clone, Copy, Default)]
struct Place {
    offset: usize,
    lines: usize,
}

impl<R: Read> Lexer<R> {
    pub(super) fn new(source: R, limits: Limits) -> Self {
        let (before, begun) = (Place::default(), Place::default());
        Self { source, limits, buffer: Vec::new(), at: 0, before, begun, is_read: false }
    }

    /// What stands before the document, which is passed over.
    pub(super) fn header(&mut self) -> Result<Header, Flaw> {
        self.need(header::BYTES_MAX)?;
        let (header, length) = header::read(&self.buffer)?;
        self.at = length;
        Ok(header)
    }

    /// Where the document ends, or as far as it was read.
    pub(super) fn end(&self) -> usize {
        self.before.offset + self.buffer.len()
    }

    /// Bytes that lie in memory.
    #[cfg(test)]
    pub(super) fn held(&self) -> usize {
        self.buffer.capacity()
    }

    /// The next token and where it begins.
    pub(super) fn next(&mut self) -> Result<Option<(Token<'_>, usize)>, Flaw> {
        let Some(found) = self.find()? else { return Ok(None) };
        let bytes = |range: Range<usize>| self.buffer.get(range).unwrap_or_default();
        let (token, start) = match found {
            Found::Text(range) => (Token::Text(bytes(range.clone())), range.start),
            Found::Literal(range) => (Token::Literal(bytes(range.clone())), range.start),
            Found::Tag(range) => {
                let offset = self.before.offset + range.start;
                (tag(bytes(range.clone())).map_err(|what| (what, offset))?, range.start)
            }
        };
        let begin = if matches!(token, Token::Literal(_)) { start - CDATA.len() } else { start };
        Ok(Some((token, self.before.offset + begin)))
    }

    fn find(&mut self) -> Result<Option<Found>, Flaw> {
        loop {
            self.need(CDATA.len())?;
            let rest = self.rest();
            if rest.is_empty() {
                return Ok(None);
            }
            if !begins_markup(rest) {
                if let Some(length) = self.text_length()? {
                    return Ok(Some(Found::Text(self.pass(length))));
                }
            } else if rest.starts_with(b"<!--") {
                self.skip_past(b"-->")?;
            } else if rest.starts_with(b"<?") {
                self.skip_past(b"?>")?;
            } else if rest.starts_with(CDATA) {
                let length = self.literal_length()?;
                self.pass(CDATA.len());
                let literal = self.pass(length);
                self.pass(CDATA_END.len());
                return Ok(Some(Found::Literal(literal)));
            } else if rest.starts_with(b"<!") {
                return Err((What::Doctype, self.offset()));
            } else {
                self.need(TAG_BYTES_MAX)?;
                let rest = self.rest();
                let looked_at = rest.get(..TAG_BYTES_MAX).unwrap_or(rest);
                let end = memchr(b'>', looked_at).ok_or((What::Unfinished, self.offset()))?;
                return Ok(Some(Found::Tag(self.pass(end + 1))));
            }
        }
    }

    /// Bytes until something that is no text; none where nothing but space was met, and passed over, so far.
    fn text_length(&mut self) -> Result<Option<usize>, Flaw> {
        let mut from = 1;
        loop {
            let rest = self.rest();
            let begin = rest.get(from..).and_then(|rest| memchr(b'<', rest));
            match begin.map(|begin| from + begin) {
                // Whether it begins something is told by what follows it.
                Some(begin) if begin + 1 < rest.len() || self.is_read => {
                    if rest.get(begin..).is_some_and(begins_markup) {
                        return Ok(Some(begin));
                    }
                    from = begin + 1;
                }
                None if self.is_read => return Ok(Some(rest.len())),
                cut => {
                    from = cut.unwrap_or(rest.len());
                    if rest.trim_ascii().is_empty() {
                        self.pass(from);
                        self.fill()?;
                        return Ok(None);
                    }
                    if rest.len() > self.limits.value_bytes.saturating_mul(REFERENCE_BYTES_MAX) {
                        return Err((What::ValueTooLong, self.offset()));
                    }
                    self.fill()?;
                }
            }
        }
    }

    /// Bytes of a CDATA section.
    fn literal_length(&mut self) -> Result<usize, Flaw> {
        loop {
            let inner = self.rest().get(CDATA.len()..).unwrap_or_default();
            if let Some(length) = memmem::find(inner, CDATA_END) {
                return Ok(length);
            }
            if self.is_read {
                return Err((What::Unfinished, self.offset()));
            }
            if inner.len() > self.limits.value_bytes.saturating_add(CDATA_END.len()) {
                return Err((What::ValueTooLong, self.offset()));
            }
            self.fill()?;
        }
    }

    /// Passes over what nothing reads, however long it is.
    fn skip_past(&mut self, end: &[u8]) -> Result<(), Flaw> {
        let begun = self.offset();
        self.begun = Place { offset: begun, lines: self.lines_before(begun) };
        loop {
            if let Some(length) = memmem::find(self.rest(), end) {
                self.pass(length + end.len());
                return Ok(());
            }
            if self.is_read {
                return Err((What::Unfinished, begun));
            }
            // Its end may have begun.
            self.pass(self.rest().len().saturating_sub(end.len()));
            self.fill()?;
        }
    }

    fn rest(&self) -> &[u8] {
        self.buffer.get(self.at..).unwrap_or_default()
    }

    fn offset(&self) -> usize {
        self.before.offset + self.at
    }

    fn pass(&mut self, length: usize) -> Range<usize> {
        let begin = self.at;
        self.at = begin.saturating_add(length).min(self.buffer.len());
        begin..self.at
    }

    /// So many bytes lie in memory, unless the document ends before.
    fn need(&mut self, length: usize) -> Result<(), Flaw> {
        while self.rest().len() < length && !self.is_read {
            self.fill()?;
        }
        Ok(())
    }

    /// Forgets what was passed and reads on.
    fn fill(&mut self) -> Result<(), Flaw> {
        self.before = Place { offset: self.offset(), lines: self.lines_before(self.offset()) };
        self.buffer.drain(..self.at);
        self.at = 0;
        let read = self.source.by_ref().take(CHUNK).read_to_end(&mut self.buffer);
        self.is_read = read.map_err(|_| (What::Unreadable, self.end()))? == 0;
        if self.end() > self.limits.bytes {
            return Err((What::TooLarge, self.limits.bytes));
        }
        Ok(())
    }

    /// Ends of lines before that place, which lies in the buffer or is where something long begins.
    fn lines_before(&self, offset: usize) -> usize {
        match offset.checked_sub(self.before.offset) {
            Some(at) => {
                let passed = self.buffer.get(..at).unwrap_or(&self.buffer);
                self.before.lines + memchr_iter(b'\n', passed).count()
            }
            None => self.begun.lines,
        }
    }

    /// What is wrong there, with the line.
    pub(super) fn error(&self, (what, offset): Flaw) -> ParseError {
        ParseError { what, offset, line: self.lines_before(offset) + 1 }
    }
}

/// A `<` that begins nothing stands for itself.
fn begins_markup(rest: &[u8]) -> bool {
    let next = rest.get(1).copied().unwrap_or_default();
    rest.starts_with(b"<") && (next.is_ascii_alphabetic() || matches!(next, b'/' | b'!' | b'?'))
}

/// A tag from `<` to `>`.
fn tag(bytes: &[u8]) -> Result<Token<'_>, What> {
    let inner = bytes.get(1..bytes.len() - 1).unwrap_or_default();
    let (is_close, inner) = inner.strip_prefix(b"/").map_or((false, inner), |inner| (true, inner));
    let (is_empty, inner) = inner.strip_suffix(b"/").map_or((false, inner), |inner| (true, inner));
    let length = inner.iter().position(u8::is_ascii_whitespace).unwrap_or(inner.len());
    let name = inner.get(..length).and_then(|name| std::str::from_utf8(name).ok()).ok_or(What::Tag)?;
    if !is_name(name) {
        return Err(What::Tag);
    }
    match (is_close, is_empty) {
        (true, false) => Ok(Token::Close(name)),
        (false, true) => Ok(Token::Empty(name)),
        (false, false) => Ok(Token::Open(name)),
        (true, true) => Err(What::Tag),
    }
}

fn is_name(name: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-' | b':');
    name.len() <= NAME_BYTES_MAX
        && name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.bytes().all(is_part)
}
