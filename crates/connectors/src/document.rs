//! The document of a statement. Whatever a connector hands out as one has passed here.

use crate::problem::Problem;
use domain::reason::Reason;
use std::fmt;
use zeroize::Zeroizing;

/// The largest document that is taken.
pub const DOCUMENT_BYTES_MAX: usize = 8 * 1024 * 1024;

/// What stands first in a PDF (ISO 32000-1 §7.5.2).
const BEGINS: &[u8] = b"%PDF-";
/// What stands last (§7.5.5); without it the rest is missing.
const ENDS: &[u8] = b"%%EOF";
/// Readers look for the end among so many last bytes, since some servers add to what they send.
const END_BYTES_MAX: usize = 1_024;

/// A PDF as a source gave it, to the byte. It tells what people own, and is not printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Document(Zeroizing<Vec<u8>>);

impl Document {
    /// What a source answered, if it is a document.
    ///
    /// # Errors
    /// It is too large, does not begin like a PDF, or has no end.
    pub(crate) fn read(answer: Vec<u8>) -> Result<Self, Problem> {
        let bytes = Zeroizing::new(answer);
        let last = bytes.get(bytes.len().saturating_sub(END_BYTES_MAX)..).unwrap_or_default();
        let flaw = if bytes.len() > DOCUMENT_BYTES_MAX {
            "is larger than any statement"
        } else if !bytes.starts_with(BEGINS) {
            "is no PDF"
        } else if !last.windows(ENDS.len()).any(|part| part == ENDS) {
            "is a PDF without its end"
        } else {
            return Ok(Self(bytes));
        };
        Err(Problem::new(Reason::InstitutionError, format!("the statement's document {flaw}")))
    }

    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Document").field("bytes", &self.0.len()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_a_whole_pdf() {
        let padded = |size: usize| {
            let mut bytes = b"%PDF-1.7\n".to_vec();
            bytes.resize(size - ENDS.len(), b' ');
            [&bytes, ENDS].concat()
        };
        let late = |count: usize| [b"%PDF-1.4 %%EOF".to_vec(), vec![b'\n'; count]].concat();
        for (answer, detail) in [
            (b"%PDF-1.4 %%EOF\r\n".to_vec(), None),
            (padded(DOCUMENT_BYTES_MAX), None),
            (padded(DOCUMENT_BYTES_MAX + 1), Some("the statement's document is larger than any statement")),
            (late(END_BYTES_MAX - ENDS.len()), None),
            (late(END_BYTES_MAX - ENDS.len() + 1), Some("the statement's document is a PDF without its end")),
            (b"%PDF-1.4".to_vec(), Some("the statement's document is a PDF without its end")),
            (b" %PDF-1.4 %%EOF".to_vec(), Some("the statement's document is no PDF")),
            (b"<html>%%EOF".to_vec(), Some("the statement's document is no PDF")),
            (Vec::new(), Some("the statement's document is no PDF")),
        ] {
            let size = answer.len();
            let read = Document::read(answer.clone());
            assert_eq!(read.as_ref().err().map(|problem| problem.detail.as_str()), detail, "{size}");
            assert!(read.is_err() || read.is_ok_and(|document| document.bytes() == answer), "{size}");
        }
    }

    #[test]
    fn nothing_of_it_is_printed() {
        let document = Document::read(b"%PDF-1.4 Ann owns 5.00 %%EOF".to_vec()).unwrap();
        assert_eq!(format!("{document:?}"), "Document { bytes: 28 }");
    }
}
