//! A text to rows of cells, and what separates them.

use super::super::flaw::{Flaw, FlawKind, Limit};
use super::super::{COLUMNS_MAX, LINE_BYTES_MAX};
use super::layout::Delimiter;
use csv::{Reader, ReaderBuilder, StringRecord};

/// Lines of a cell. More were swallowed by a quotation mark that nobody closed.
const CELL_LINES_MAX: usize = 100;

/// A row.
#[derive(Debug)]
pub(super) struct Record {
    /// From 1.
    pub(super) line: usize,
    cells: StringRecord,
}

impl Record {
    /// A cell without what spreadsheets put around it: `="0012"`.
    pub(super) fn cell(&self, column: usize) -> &str {
        let cell = self.cells.get(column).unwrap_or_default().trim();
        let inner = cell.strip_prefix("=\"").and_then(|cell| cell.strip_suffix('"'));
        inner.unwrap_or(cell).trim_matches(['\u{feff}', '\u{a0}', ' '])
    }

    pub(super) fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|column| self.cell(column))
    }

    pub(super) fn len(&self) -> usize {
        self.cells.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.cells().all(str::is_empty)
    }
}

/// A table that is read row by row.
pub(super) struct Table<'a> {
    text: &'a str,
    delimiter: Delimiter,
    reader: Reader<&'a [u8]>,
    /// Lines before the text.
    lines_before: usize,
}

impl<'a> Table<'a> {
    pub(super) fn new(text: &'a str, delimiter: Delimiter) -> Self {
        let (text, lines_before) = match separator(text) {
            Some((_, rest)) => (rest, 1),
            None => (text, 0),
        };
        let reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter.byte())
            .from_reader(text.as_bytes());
        Self { text, delimiter, reader, lines_before }
    }

    /// The next row that is not empty.
    pub(super) fn next(&mut self) -> Result<Option<Record>, Flaw> {
        loop {
            let mut cells = StringRecord::new();
            // The text is sound, and lies in memory: nothing can fail.
            if !self.reader.read_record(&mut cells).unwrap_or(false) {
                return Ok(None);
            }
            let place = cells.position();
            let byte = place.and_then(|place| usize::try_from(place.byte()).ok()).unwrap_or_default();
            let line = place.and_then(|place| usize::try_from(place.line()).ok()).unwrap_or_default();
            // The reader passes over empty lines and says where they begin.
            let empty =
                self.text.get(byte..).map_or(0, |rest| rest.bytes().take_while(|one| *one == b'\n').count());
            let record = Record { line: line + empty + self.lines_before, cells };
            self.check(&record, byte + empty)?;
            if !record.is_empty() {
                return Ok(Some(record));
            }
        }
    }

    fn check(&self, record: &Record, byte: usize) -> Result<(), Flaw> {
        if record.len() > COLUMNS_MAX {
            return Err(Flaw::at_line(FlawKind::TooMuch(Limit::Columns), record.line));
        }
        let is_long = |cell: &str| cell.len() > LINE_BYTES_MAX || cell.matches('\n').count() > CELL_LINES_MAX;
        let is_last = usize::try_from(self.reader.position().byte()).is_ok_and(|at| at >= self.text.len());
        let is_swallowed = is_last && {
            let rest = self.text.get(byte..).unwrap_or_default();
            rest.trim_end().contains('\n') && is_open(rest, self.delimiter)
        };
        if record.cells.iter().any(is_long) || is_swallowed {
            return Err(Flaw::at_line(FlawKind::QuoteOpen, record.line));
        }
        Ok(())
    }
}

/// Whether a mark was opened and not closed, seen from the beginning of a row.
pub(super) fn is_open(row: &str, delimiter: Delimiter) -> bool {
    let (mut is_within, mut is_start) = (false, true);
    let mut characters = row.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' if is_within && characters.peek() == Some(&'"') => drop(characters.next()),
            '"' if is_within => is_within = false,
            '"' if is_start => is_within = true,
            _ => {}
        }
        is_start = !is_within && (character == '\n' || character == char::from(delimiter.byte()));
    }
    is_within
}

/// `sep=;`, which tells spreadsheets what separates cells, and what follows it.
pub(super) fn separator(text: &str) -> Option<(Delimiter, &str)> {
    let (line, rest) = text.split_once('\n')?;
    let line = line.trim_matches(['\u{feff}', '"', ' ', '\r']);
    let told = line.get(..4).filter(|begin| begin.eq_ignore_ascii_case("sep="))?;
    let mark = line.strip_prefix(told)?;
    let delimiter = Delimiter::ALL.into_iter().find(|one| mark == char::from(one.byte()).to_string());
    // A tab was trimmed, or is written out.
    delimiter.or((mark.is_empty() || mark == "\\t").then_some(Delimiter::Tab)).map(|one| (one, rest))
}
