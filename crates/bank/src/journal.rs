//! The journal: one JSON line for each change, written before the answer goes out, read again at the next start.
//!
//! A line is one change, whole: a call that alters a login, a sign-in and an attempt writes all three or none.

use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::books::{Books, Record};

/// Lines appended after which the journal is written anew from the books, so that it does not grow for ever.
const LINES_MAX: usize = 100_000;

/// Why a journal could not be opened.
#[derive(Debug, thiserror::Error)]
pub(crate) enum JournalError {
    #[error("the journal {} cannot be read", path.display())]
    Read { path: PathBuf, source: io::Error },
    #[error("line {line} of the journal {} is not a record", path.display())]
    Corrupt { path: PathBuf, line: usize, source: serde_json::Error },
    #[error("the journal {} cannot be written", path.display())]
    Write { path: PathBuf, source: io::Error },
}

#[derive(Debug)]
pub(crate) struct Journal {
    path: PathBuf,
    file: File,
    lines: usize,
    bytes: u64,
}

#[derive(Deserialize)]
struct Line {
    changed: Vec<Record>,
}

#[derive(Serialize)]
struct LineToWrite<'a> {
    changed: &'a [Record],
}

impl Journal {
    /// Reads what is there, writes it anew in short form, and stays open for what comes.
    pub(crate) fn open(path: PathBuf) -> Result<(Journal, Books), JournalError> {
        let books = read(&path)?;
        let (file, bytes) =
            rewrite(&path, &books).map_err(|source| JournalError::Write { path: path.clone(), source })?;
        Ok((Journal { path, file, lines: 0, bytes }, books))
    }

    /// Writes one change. A killed process loses nothing that was answered; a power cut may, which a simulation can bear.
    pub(crate) fn append(&mut self, records: &[Record], books: &Books) -> io::Result<()> {
        if self.lines >= LINES_MAX {
            (self.file, self.bytes) = rewrite(&self.path, books)?;
            self.lines = 0;
        }
        let mut line = serde_json::to_vec(&LineToWrite { changed: records })?;
        line.push(b'\n');
        if let Err(error) = self.file.write_all(&line) {
            // A half-written line must not stand in the middle once the disk has room again.
            self.file.set_len(self.bytes)?;
            return Err(error);
        }
        self.lines += 1;
        self.bytes += u64::try_from(line.len()).unwrap_or(u64::MAX);
        Ok(())
    }
}

fn read(path: &Path) -> Result<Books, JournalError> {
    let mut books = Books::empty();
    let text = match std::fs::read(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(books),
        Err(source) => return Err(JournalError::Read { path: path.to_owned(), source }),
    };
    // What follows the last line end was torn off by a crash, before its answer went out.
    let whole =
        text.iter().rposition(|byte| *byte == b'\n').and_then(|end| text.get(..end)).unwrap_or_default();
    for (index, line) in whole.split(|byte| *byte == b'\n').enumerate().filter(|(_, line)| !line.is_empty()) {
        let line: Line = serde_json::from_slice(line).map_err(|source| JournalError::Corrupt {
            path: path.to_owned(),
            line: index + 1,
            source,
        })?;
        line.changed.into_iter().for_each(|record| books.apply(record));
    }
    Ok(books)
}

/// Writes the books beside the journal and puts them in its place, so that a crash leaves the old one or the new one.
fn rewrite(path: &Path, books: &Books) -> io::Result<(File, u64)> {
    let beside = path.with_extension("new");
    let mut out =
        BufWriter::new(private(OpenOptions::new().write(true).create(true).truncate(true)).open(&beside)?);
    for record in books.records() {
        serde_json::to_writer(&mut out, &LineToWrite { changed: &[record] })?;
        out.write_all(b"\n")?;
    }
    out.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
    std::fs::rename(&beside, path)?;
    let file = OpenOptions::new().append(true).open(path)?;
    let bytes = file.metadata()?.len();
    Ok((file, bytes))
}

/// The journal names logins: only its owner may read it.
#[cfg(unix)]
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    use std::os::unix::fs::OpenOptionsExt as _;
    options.mode(0o600)
}

#[cfg(not(unix))]
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbered(number: u64) -> Vec<Record> {
        vec![Record::Next { number }]
    }

    #[test]
    fn what_was_appended_is_there_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bank.journal");
        let (mut journal, books) = Journal::open(path.clone()).unwrap();
        assert_eq!(books.next_number, 1);
        journal.append(&numbered(5), &books).unwrap();
        journal.append(&[Record::Clock { offset_seconds: 60 }], &books).unwrap();
        drop(journal);
        let (_, books) = Journal::open(path).unwrap();
        assert_eq!((books.next_number, books.offset_seconds), (5, 60));
    }

    #[test]
    fn a_torn_end_is_dropped_and_a_torn_middle_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bank.journal");
        let good = r#"{"changed":[{"next":{"number":5}}]}"#;
        for (text, outcome) in [
            (String::new(), Ok(1)),
            (format!("{good}\n"), Ok(5)),
            (format!("{good}\n{{\"changed\":[{{\"next\":{{\"num"), Ok(5)),
            (good.to_owned(), Ok(1)),
            (format!("{good}\nnonsense\n{good}\n"), Err(2)),
            (format!("{good}\n\n{{}}\n"), Err(3)),
        ] {
            std::fs::write(&path, &text).unwrap();
            let read = match read(&path) {
                Ok(books) => Ok(books.next_number),
                Err(JournalError::Corrupt { line, .. }) => Err(line),
                Err(error) => panic!("{error}"),
            };
            assert_eq!(read, outcome, "{text}");
        }
    }
}
