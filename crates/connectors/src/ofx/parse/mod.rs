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
use lexer::{Lexer, Token};

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

/// What went wrong at that byte; the line is found where the whole document is at hand.
type Flaw = (What, usize);

/// Reads a document.
pub fn parse(bytes: &[u8], limits: Limits) -> Result<Document, ParseError> {
    document(bytes, limits).map_err(|(what, offset)| {
        let before = bytes.get(..offset).unwrap_or(bytes);
        let line = before.split(|byte| *byte == b'\n').count();
        ParseError { what, offset, line }
    })
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

fn document(bytes: &[u8], limits: Limits) -> Result<Document, Flaw> {
    if bytes.len() > limits.bytes {
        return Err((What::TooLarge, limits.bytes));
    }
    let (header, body) = header::read(bytes)?;
    let charset = charset::of(bytes, &header)?;
    let mut lexer = Lexer::new(bytes, body);
    let mut builder = Builder::new(header.form, limits);
    while let Some((token, offset)) = lexer.next()? {
        match token {
            Token::Open(name) => builder.open(name, offset)?,
            Token::Close(name) => builder.close(name, offset)?,
            Token::Empty(name) => {
                builder.open(name, offset)?;
                builder.close(name, offset)?;
            }
            Token::Text(raw) => builder.text(&text::value(&charset.decode(raw)), offset)?,
            Token::Literal(raw) => builder.text(&text::literal(&charset.decode(raw)), offset)?,
        }
    }
    let root = builder.finish(bytes.len())?;
    Ok(Document { header, root })
}
