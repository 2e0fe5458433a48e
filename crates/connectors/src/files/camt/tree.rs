//! The XML of a message, piece by piece: of the document only one child of a statement lies in memory as a tree.

use super::super::flaw::{Flaw, FlawKind, Limit};
use super::super::told::{Format, Place};
use super::super::{ELEMENTS_MAX, LINE_BYTES_MAX, NESTING_MAX};
use compact_str::{CompactString, ToCompactString};
use memchr::memchr_iter;
use quick_xml::Reader;
use quick_xml::errors::Error;
use quick_xml::events::{BytesStart, Event};

/// An element with what stands in it.
#[derive(Debug, Default)]
pub(super) struct Node {
    /// Without its prefix.
    pub(super) name: CompactString,
    /// Without spaces around it.
    pub(super) value: String,
    /// The attribute `Ccy`.
    pub(super) currency: Option<CompactString>,
    pub(super) children: Vec<Self>,
}

impl Node {
    /// The first child of that name.
    pub(super) fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// All children of that name.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The first element along a path of names.
    pub(super) fn at(&self, path: &[&str]) -> Option<&Self> {
        path.iter().try_fold(self, |node, name| node.child(name))
    }

    /// The value of the first child of that name, if it says anything.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.child(name).map(|child| child.value.as_str()).filter(|value| !value.is_empty())
    }
}

/// What is met next.
#[derive(Debug)]
pub(super) enum Step {
    /// `Stmt`, or `Rpt` or `Ntfctn`, which are no statements.
    Begin {
        is_statement: bool,
    },
    /// Something that stands in a statement.
    Child(Node, Place),
    End,
}

/// A document that is walked through.
pub(super) struct Walk<'a> {
    text: &'a str,
    reader: Reader<&'a [u8]>,
    /// What is open of a statement's child, the outermost first.
    open: Vec<Node>,
    depth: usize,
    /// The depth of the statement that is open.
    statement: Option<usize>,
    /// In the child so far, which is what lies in memory.
    elements: usize,
    /// Where the child begins.
    begun: Place,
    /// Bytes up to which ends of lines were counted, and how many those are.
    counted: (usize, usize),
}

impl<'a> Walk<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        // An ampersand in a name that nobody escaped stands for itself.
        reader.config_mut().allow_dangling_amp = true;
        let begun = Place::default();
        Self {
            text,
            reader,
            open: Vec::new(),
            depth: 0,
            statement: None,
            elements: 0,
            begun,
            counted: (0, 0),
        }
    }

    /// What is met next; nothing at the end of the document.
    pub(super) fn step(&mut self) -> Result<Option<Step>, Flaw> {
        loop {
            let before = self.place();
            let event = self.reader.read_event();
            let event = event.map_err(|error| Flaw::at(broken(&error), before))?;
            let step = match event {
                Event::Start(tag) => self.start(&tag, before)?,
                Event::Empty(tag) => {
                    let begin = self.start(&tag, before)?;
                    // A statement with nothing in it tells of no account.
                    self.end().filter(|_| begin.is_none())
                }
                Event::End(_) => self.end(),
                Event::Text(text) => self.add(&text.xml10_content(), before)?,
                Event::CData(text) => self.add(&text.xml10_content(), before)?,
                Event::GeneralRef(name) => {
                    // A character that XML has not is none, and any other name would have to be declared.
                    let kind =
                        if name.is_char_ref() { FlawKind::Broken(Format::Camt) } else { FlawKind::Entities };
                    let text = resolved(&name).ok_or(Flaw::at(kind, before))?;
                    self.add(text.encode_utf8(&mut [0; 4]), before)?
                }
                Event::DocType(_) => return Err(Flaw::at(FlawKind::Entities, before)),
                Event::Eof if self.depth > 0 => {
                    return Err(Flaw::at(FlawKind::CutOff(Format::Camt), before));
                }
                Event::Eof => return Ok(None),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => None,
            };
            if step.is_some() {
                return Ok(step);
            }
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>, place: Place) -> Result<Option<Step>, Flaw> {
        self.depth += 1;
        self.elements += 1;
        if self.depth > NESTING_MAX {
            return Err(Flaw::at(FlawKind::TooMuch(Limit::Nesting), place));
        }
        if self.elements > ELEMENTS_MAX {
            return Err(Flaw::at(FlawKind::TooMuch(Limit::Elements), place));
        }
        let name = tag.local_name();
        let name = name.as_ref();
        if self.statement.is_none() {
            let is_statement = name == "Stmt";
            let is_one = is_statement || matches!(name, "Rpt" | "Ntfctn");
            self.statement = is_one.then_some(self.depth);
            return Ok(is_one.then_some(Step::Begin { is_statement }));
        }
        if self.open.is_empty() {
            (self.begun, self.elements) = (place, 0);
        }
        self.open.push(Node { name: name.to_compact_string(), currency: currency(tag), ..Node::default() });
        Ok(None)
    }

    fn end(&mut self) -> Option<Step> {
        self.depth = self.depth.saturating_sub(1);
        let Some(mut node) = self.open.pop() else {
            return self.statement.take_if(|depth| *depth > self.depth).map(|_| Step::End);
        };
        node.value.truncate(node.value.trim_end().len());
        match self.open.last_mut() {
            Some(outer) => {
                outer.children.push(node);
                None
            }
            None => Some(Step::Child(node, self.begun)),
        }
    }

    fn add(&mut self, text: &str, place: Place) -> Result<Option<Step>, Flaw> {
        let Some(node) = self.open.last_mut() else { return Ok(None) };
        let text = if node.value.is_empty() { text.trim_start() } else { text };
        if node.value.len().saturating_add(text.len()) > LINE_BYTES_MAX {
            return Err(Flaw::at(FlawKind::TooMuch(Limit::LineBytes), place));
        }
        node.value.push_str(text);
        Ok(None)
    }

    /// Where the reader is. Lines are counted on from where they were counted last.
    fn place(&mut self) -> Place {
        let byte = usize::try_from(self.reader.buffer_position()).unwrap_or(self.text.len());
        let (from, lines) = self.counted;
        let passed = self.text.as_bytes().get(from..byte).unwrap_or_default();
        self.counted = (from.max(byte), lines + memchr_iter(b'\n', passed).count());
        Place { line: Some(self.counted.1 + 1), byte: Some(byte), entry: None }
    }
}

/// What is wrong with the markup. What is not closed at the end was cut off.
fn broken(error: &Error) -> FlawKind {
    match error {
        Error::Syntax(_) => FlawKind::CutOff(Format::Camt),
        _ => FlawKind::Broken(Format::Camt),
    }
}

/// A reference to a character, or one of the five entities that XML knows by itself.
fn resolved(name: &quick_xml::events::BytesRef<'_>) -> Option<char> {
    if name.is_char_ref() {
        return name.resolve_char_ref().ok().flatten();
    }
    match name.xml10_content().as_ref() {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

/// The attribute `Ccy`. Whether attributes repeat is not looked at, since that would cost the square of their number.
fn currency(tag: &BytesStart<'_>) -> Option<CompactString> {
    let mut attributes = tag.attributes();
    let found = attributes.with_checks(false).flatten().find(|one| one.key.local_name().as_ref() == "Ccy");
    found.map(|one| one.value.trim().to_compact_string())
}
