//! Reads documents of Open Financial Exchange: the SGML of 1.x, whose elements need no end tags, and the XML of 2.x.
//!
//! What institutions send is seldom what the specification says. So this is tolerant of form: end tags may be missing, tags may be in
//! small letters, ampersands may stand unescaped, headers in one line or not there at all, and what is not UTF-8 is read as
//! Windows-1252. It is strict about what would cost or betray: bytes, depth, elements and the length of values are bounded, a document
//! that is cut off is none, a DOCTYPE is refused, and no entity is expanded but the five of XML and references to characters.
//! Nothing here panics, whatever the bytes; an error says where it is and never what stands there.

mod builder;
mod charset;
mod header;
mod lexer;
#[cfg(test)]
mod tests;
mod text;
mod tree;

pub use header::{Form, Header};
pub use tree::Element;

use builder::Builder;
use charset::Charset;
use lexer::{Lexer, Token};
use std::io::Read;

/// The element that holds all others.
const ROOT: &str = "OFX";

/// How much of a document is read at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    pub bytes: usize,
    /// Elements within elements.
    pub depth: usize,
    pub elements: usize,
    /// Bytes of one value.
    pub value_bytes: usize,
}

impl Default for Limits {
    /// Enough for years of a busy account: an element is told in some twenty bytes.
    fn default() -> Self {
        Self { bytes: 16 * 1024 * 1024, depth: 48, elements: 600_000, value_bytes: 32 * 1024 }
    }
}

/// A document that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    pub header: Header,
    /// `OFX`, with the message sets in it.
    pub root: Element,
}

/// What stands in a message set: the answer to one request, such as a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The name of the message set, in capitals.
    pub set: String,
    pub element: Element,
}

/// What is wrong with a document, and where: never what stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{what}, at byte {offset}, line {line}")]
pub struct ParseError {
    pub what: What,
    /// Bytes before it.
    pub offset: usize,
    /// Counted from 1.
    pub line: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum What {
    #[error("the document cannot be read further")]
    Unreadable,
    #[error("the document is larger than allowed")]
    TooLarge,
    #[error("this is no document of OFX")]
    NotOfx,
    #[error("the encoding of the document is not known")]
    Encoding,
    #[error("a document type is declared")]
    Doctype,
    #[error("a tag cannot be read")]
    Tag,
    #[error("a tag is not closed")]
    Unfinished,
    #[error("elements lie too deep")]
    TooDeep,
    #[error("there are too many elements")]
    TooMany,
    #[error("a value is too long")]
    ValueTooLong,
    #[error("text stands where only elements may")]
    StrayText,
    #[error("an end tag has no beginning")]
    StrayEnd,
    #[error("an element is not closed")]
    NotClosed,
    #[error("something follows the document")]
    Trailing,
}

/// What went wrong at that byte; the lexer knows the line.
type Flaw = (What, usize);

/// Reads a document that lies in memory.
pub fn parse(bytes: &[u8], limits: Limits) -> Result<Document, ParseError> {
    let mut reading = Reading::new(bytes, limits, Builder::whole)?;
    while reading.step()? {}
    let end = reading.lexer.end();
    let root = reading.builder.finish(end).map_err(|flaw| reading.lexer.error(flaw))?;
    Ok(Document { header: reading.header, root })
}

/// Reads a document part by part: of it, only the part that is read lies in memory, and the bounds on elements are those of one part. A document
/// that turns out to be broken has given the parts before that.
#[derive(Debug)]
pub struct Parts<R> {
    reading: Reading<R>,
    is_over: bool,
}

impl<R: Read> Parts<R> {
    pub fn new(source: R, limits: Limits) -> Result<Self, ParseError> {
        Ok(Self { reading: Reading::new(source, limits, Builder::by_parts)?, is_over: false })
    }

    pub const fn header(&self) -> &Header {
        &self.reading.header
    }

    fn part(&mut self) -> Result<Option<Part>, ParseError> {
        loop {
            if let Some(part) = self.reading.builder.part() {
                return Ok(Some(part));
            }
            if !self.reading.step()? {
                return self.reading.finish().map(|()| None);
            }
        }
    }
}

impl<R: Read> Iterator for Parts<R> {
    type Item = Result<Part, ParseError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_over {
            return None;
        }
        let part = self.part();
        self.is_over = !matches!(part, Ok(Some(_)));
        part.transpose()
    }
}

/// A document that is being read.
#[derive(Debug)]
struct Reading<R> {
    header: Header,
    charset: Charset,
    lexer: Lexer<R>,
    builder: Builder,
    /// A text while it is made.
    text: String,
}

impl<R: Read> Reading<R> {
    fn new(source: R, limits: Limits, builder: fn(Form, Limits) -> Builder) -> Result<Self, ParseError> {
        let mut lexer = Lexer::new(source, limits);
        let header = lexer.header().map_err(|flaw| lexer.error(flaw))?;
        let (charset, builder) = (Charset::of(&header), builder(header.form, limits));
        Ok(Self { header, charset, lexer, builder, text: String::new() })
    }

    /// Takes a token, if there is one.
    fn step(&mut self) -> Result<bool, ParseError> {
        self.token().map_err(|flaw| self.lexer.error(flaw))
    }

    fn token(&mut self) -> Result<bool, Flaw> {
        let Some((token, offset)) = self.lexer.next()? else { return Ok(false) };
        let raw = match token {
            Token::Open(name) => return self.builder.open(name, offset).map(|()| true),
            Token::Close(name) => return self.builder.close(name, offset).map(|()| true),
            Token::Empty(name) => {
                self.builder.open(name, offset)?;
                return self.builder.close(name, offset).map(|()| true);
            }
            Token::Text(raw) | Token::Literal(raw) => raw,
        };
        self.text.clear();
        let core = raw.trim_ascii();
        if text::is_plain(core) {
            let before = raw.len() - raw.trim_ascii_start().len();
            let after = raw.len() - before - core.len();
            let core = std::str::from_utf8(core).unwrap_or_default();
            return self.builder.text(before, core, after, offset).map(|()| true);
        }
        let decoded = self.charset.decode(raw).map_err(|what| (what, offset))?;
        match token {
            Token::Literal(_) => text::literal(&decoded, &mut self.text),
            _ => text::value(&decoded, &mut self.text),
        }
        let begun = self.text.trim_start();
        let core = begun.trim_end();
        let (before, after) = (self.text.len() - begun.len(), begun.len() - core.len());
        self.builder.text(before, core, after, offset).map(|()| true)
    }

    fn finish(&mut self) -> Result<(), ParseError> {
        self.builder.finish(self.lexer.end()).map(drop).map_err(|flaw| self.lexer.error(flaw))
    }
}

/// For fuzzing: whatever the bytes are, reading them ends, and what was read is written and read again as the same.
///
/// # Panics
/// When a document does not come back, which is what a fuzzer looks for.
pub fn fuzz(bytes: &[u8]) {
    const LIMITS: Limits = Limits { bytes: 64 * 1024, depth: 32, elements: 4_096, value_bytes: 2_048 };
    let Ok(document) = parse(bytes, LIMITS) else { return };
    for (form, version) in [(Form::Sgml, 102), (Form::Xml, 211)] {
        let written = super::write::document(form, version, "NONE", &document.root);
        let unbounded = Limits { bytes: usize::MAX, value_bytes: usize::MAX, ..LIMITS };
        let again = parse(written.as_bytes(), Limits { depth: usize::MAX, ..unbounded });
        let is_same = again.is_ok_and(|again| again.root == document.root);
        assert!(is_same, "a document of {} bytes does not come back from {form:?}", bytes.len());
    }
}
